//! Placement: a sweep over topics with one key each.

use std::sync::Arc;

use proptest::prelude::*;
use waypost::app::command::Tab;
use waypost::app::msg::{Effect, Fresh, Msg};
use waypost::progress::event::{Action, Event, Goal, Status};
use waypost::progress::fold::Progress;
use waypost::progress::stamp::Stamper;

use crate::support::course::{course, long_course, shorter_course};
use crate::support::play::{Play, start};

/// Somebody who heads for the role of the course.
fn heading() -> Event {
    let goal = Goal {
        aim: Some("role:garden/bed-keeper".to_owned()),
        by: None,
        minutes: Some(60),
    };
    Stamper::default().stamp(Action::Goal(goal), start())
}

fn play(width: u16, height: u16) -> Play {
    Play::with(course(), &[heading()], width, height)
}

/// The titles of what was placed as known and as shaky, event by event.
fn placed(play: &Play) -> Vec<(Vec<String>, Vec<String>)> {
    let library = &play.state().library;
    let title = |id: &String| {
        let topic = library.topic_by_id(id).expect("a topic of this id");
        library.topic(topic).title.clone()
    };
    let titles = |ids: &[String]| ids.iter().map(title).collect();
    let placed = play.on_disk.iter().filter_map(|event| match &event.action {
        Action::Place { known, shaky } => Some((titles(known), titles(shaky))),
        _ => None,
    });
    placed.collect()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

fn status_of(play: &Play, id: &str) -> Status {
    let topic = play.state().library.topic_by_id(id).expect("a topic");
    play.state().statuses.of(topic)
}

/// The key of the right choice, as the screen has it.
fn right_key(play: &mut Play) -> String {
    if !play.screen().contains("Clay") {
        play.keys("G");
    }
    let screen = play.screen();
    let mut lines = screen.lines().filter_map(|line| line.rsplit('│').next());
    let line = lines.find(|line| line.trim().ends_with("Clay")).map(str::trim);
    line.and_then(|line| line.chars().next()).expect("a choice").to_string()
}

#[test]
fn a_sweep_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = play(width, height);
        play.keys("p");
        insta::assert_snapshot!(format!("first_{width}x{height}"), play.screen());
        play.keys("a");
        insta::assert_snapshot!(format!("asked_{width}x{height}"), play.screen());
        let key = right_key(&mut play);
        play.keys(&key);
        insta::assert_snapshot!(format!("answered_{width}x{height}"), play.screen());
        assert_eq!(play.status(), "Right. Do you know it?");
        play.keys("ksnn");
        insta::assert_snapshot!(format!("later_{width}x{height}"), play.screen());
        play.keys("<Esc>");
        insta::assert_snapshot!(format!("summary_{width}x{height}"), play.screen());
        play.keys("<Enter>");
        assert_eq!(play.state().tab, Tab::Today);
    }
}

#[test]
fn one_key_each_and_one_undo_for_all() {
    let mut play = play(80, 24);
    play.keys("p");
    let all = play.state().placement().expect("a sweep").progress().1;
    assert_eq!(all, 7);
    play.keys("kskn");
    assert!(play.on_disk.is_empty(), "nothing is recorded on the way");
    play.keys("nks");
    let expected = (ids(&["Soil", "Mulch", "Lettuce"]), ids(&["Compost", "Pruning"]));
    assert_eq!(placed(&play), [expected], "{}", play.screen());
    assert_eq!(status_of(&play, "soil"), Status::Done);
    assert_eq!(status_of(&play, "compost"), Status::Learning);
    assert_eq!(status_of(&play, "worm-bins"), Status::Todo);
    assert!(
        play.screen().contains("3 known, 2 shaky, 2 new: about 3 h"),
        "{}",
        play.screen()
    );
    play.keys("u");
    assert_eq!(play.status(), "Undone; 5 topics have changed back");
    assert!(play.state().placement().is_none());
    for id in ["soil", "mulch", "compost", "pruning"] {
        assert_eq!(status_of(&play, id), Status::Todo, "{id}");
    }
    play.keys("<Ctrl-r>");
    assert_eq!(status_of(&play, "mulch"), Status::Done);
}

#[test]
fn a_hundred_and_fifty_topics_take_as_many_keys() {
    let mut play = Play::with(long_course(150), &[], 80, 24);
    play.keys("3p");
    assert!(play.screen().contains("1 of 150"), "{}", play.screen());
    play.keys(&"ksn".repeat(49));
    assert!(play.screen().contains("148 of 150"), "{}", play.screen());
    play.keys("ksn");
    assert!(
        play.screen().contains("50 known, 50 shaky, 50 new"),
        "{}",
        play.screen()
    );
    assert_eq!(play.on_disk.len(), 1);
}

#[test]
fn one_goes_back_and_on_and_says_another_thing() {
    let mut play = play(80, 24);
    play.keys("pkb");
    assert!(play.screen().contains("You said: known."), "{}", play.screen());
    play.keys("s<Right>k<Backspace><Left>u");
    assert!(play.screen().contains("1 of 7"), "{}", play.screen());
    play.keys("u");
    assert_eq!(play.status(), "This is the first topic");
    play.keys("<Esc>");
    assert_eq!(placed(&play), [(ids(&["Mulch"]), ids(&["Soil"]))]);
    assert!(play.screen().contains("5 not judged"), "{}", play.screen());
}

#[test]
fn it_is_left_at_any_time_and_keeps_what_was_said() {
    for key in ["<Esc>", "q", "<Ctrl-c>"] {
        let mut play = play(80, 24);
        play.keys("pk").keys(key);
        assert_eq!(placed(&play), [(ids(&["Soil"]), ids(&[]))], "{key}");
        assert!(!play.asked().contains(&&Effect::Quit), "{key}");
    }
    // From outside as well.
    let mut ended = play(80, 24);
    ended.keys("pks");
    ended.send(Msg::Ending);
    assert_eq!(placed(&ended), [(ids(&["Soil"]), ids(&["Compost"]))]);
    ended.send(Msg::Ending);
    assert_eq!(placed(&ended).len(), 1);
    // Nothing said, or nothing but "new", is nothing to record.
    for (keys, said) in [
        ("p<Right><Esc>", "Left, and nothing is changed; `p` takes it up again"),
        ("pnn<Esc>", "All of it is new: nothing to record"),
    ] {
        let mut play = play(80, 24);
        play.keys(keys);
        assert_eq!(play.status(), said);
        assert!(play.on_disk.is_empty());
    }
}

#[test]
fn other_keys_do_nothing_and_say_what_does() {
    let mut play = play(80, 24);
    play.keys("p");
    for key in [
        "1", "2", "7", "<Enter>", "<Space>", "d", "i", "r", "/", ":", "e", "f", "z", "o",
    ] {
        play.keys(key);
        assert!(
            play.status().starts_with("Say how well you know it"),
            "{key}: {}",
            play.status()
        );
        assert!(play.screen().contains("1 of 7"), "{key}");
    }
    assert!(play.on_disk.is_empty());
    // Help lies over it, and gives it back.
    play.keys("?");
    assert!(play.screen().contains("Keys"));
    play.keys("<Esc>k");
    assert!(play.screen().contains("2 of 7"));
}

#[test]
fn a_question_is_asked_and_decides_nothing() {
    let mut play = play(80, 24);
    play.keys("pa9");
    assert_eq!(play.status(), "The answers are numbered 1 to 4");
    let right = right_key(&mut play);
    let wrong = if right == "1" { "2" } else { "1" };
    play.keys(wrong);
    assert_eq!(play.status(), format!("Wrong, it is {right}. Do you know it?"));
    // Back to the topic, and its word can be said from the question as well.
    play.keys("b");
    assert!(play.screen().contains("What beds are made of"), "{}", play.screen());
    play.keys("as");
    assert!(play.screen().contains("2 of 7"), "{}", play.screen());
    // To be recalled.
    play.keys("a");
    assert!(
        play.screen().contains("What is a heap turned for?"),
        "{}",
        play.screen()
    );
    play.keys("1");
    assert_eq!(play.status(), "First the answer: Space shows it");
    play.keys("<Space>");
    assert!(play.screen().contains("For air."), "{}", play.screen());
    play.keys("k");
    // Nothing is asked where there is no question.
    assert!(!play.screen().contains("ask me"), "{}", play.screen());
    play.keys("a");
    assert_eq!(play.status(), "Nothing is asked about this topic");
    play.keys("<Esc>");
    assert_eq!(placed(&play), [(ids(&["Compost"]), ids(&["Soil"]))]);
    let answers = play
        .on_disk
        .iter()
        .filter(|event| matches!(event.action, Action::Answer { .. }));
    assert_eq!(answers.count(), 0, "a placement is no review");
}

#[test]
fn sets_of_all_kinds_are_swept() {
    for (keys, title, topics) in [
        ("2p", "Ground", 3),
        ("2<Down>p", "Plants", 4),
        ("2<Down><Down><Down>p", "Patient", 2),
        ("3p", "Bed Keeper", 7),
    ] {
        let mut play = Play::with(course(), &[], 100, 30);
        play.keys(keys);
        let found = play
            .state()
            .placement()
            .map(|placement| (placement.title().to_owned(), placement.progress().1));
        assert_eq!(found, Some((title.to_owned(), topics)), "{keys}");
        // The place is what it was.
        let tab = play.state().tab;
        play.keys("<Esc>");
        assert_eq!((play.state().tab, play.state().placement().is_none()), (tab, true));
    }
    let mut play = Play::with(course(), &[], 100, 30);
    play.keys("1p");
    assert!(play.status().contains("or set a goal with `a`"), "{}", play.status());
}

#[test]
fn what_it_came_to_leads_on_or_back() {
    for (key, tab) in [
        ("<Enter>", Tab::Today),
        ("<Esc>", Tab::Roles),
        ("2", Tab::Paths),
        ("u", Tab::Roles),
    ] {
        let mut play = play(100, 30);
        play.keys("3pkk<Esc>x").keys(key);
        assert_eq!(
            (play.state().tab, play.state().placement().is_none()),
            (tab, true),
            "{key}"
        );
        assert_eq!(placed(&play).len(), 1);
    }
    // Begun in the middle of a review, its undo is its own.
    let mut play = play(80, 24);
    play.keys("3<Enter>jd6<Enter> 3");
    let answers = play.on_disk.len();
    play.keys("pk<Esc>u");
    assert_eq!(play.status(), "Undone; Soil is todo again", "{}", play.screen());
    assert_eq!(play.on_disk.len(), answers + 2);
}

#[test]
fn nothing_is_asked_of_what_is_begun_or_done() {
    let mut play = play(100, 30);
    play.keys("3<Enter>didjs").keys("1p");
    assert!(play.screen().contains("1 of 5"), "{}", play.screen());
    play.keys("kkkkk<Enter>p");
    assert!(
        play.status().starts_with("Nothing to judge in Bed Keeper"),
        "{}",
        play.status()
    );
}

#[test]
fn marks_made_elsewhere_meanwhile_stay() {
    let mut play = play(80, 24);
    play.keys("pks");
    let mark = Action::Mark {
        topics: ids(&["compost"]),
        status: Status::Done,
    };
    let event = Stamper::after(Some(heading().id)).stamp(mark, start());
    play.send(Msg::Arrived(vec![event]));
    play.keys("<Esc>");
    assert_eq!(placed(&play), [(ids(&["Soil"]), ids(&[]))]);
    assert_eq!(status_of(&play, "compost"), Status::Done);
}

#[test]
fn a_change_of_the_packs_keeps_the_place_and_what_was_said() {
    let mut play = play(80, 24);
    play.keys("pkskk");
    play.send(Msg::Reloaded(Fresh(Arc::new(shorter_course()))));
    // Soil is a topic of a path without its lesson; the worms are gone.
    assert!(play.screen().contains("4 of 6"), "{}", play.screen());
    play.keys("k<Esc>");
    let (known, shaky) = placed(&play).remove(0);
    assert_eq!(known.len(), 3, "{known:?}");
    assert_eq!(shaky, ids(&["Compost"]));
}

#[test]
fn a_disk_that_fails_is_shown_and_loses_nothing() {
    let mut play = play(80, 24);
    play.disk_works = false;
    play.keys("pk<Esc>");
    assert!(play.screen().contains("1 not on disk"), "{}", play.screen());
    play.keys("<Enter>");
    assert_eq!(status_of(&play, "soil"), Status::Done);
}

#[test]
fn any_size_is_drawn_without_harm() {
    for keys in ["p", "pa", "pks<Esc>", "pa1"] {
        let mut play = play(120, 40);
        play.keys(keys);
        for width in (1..=130).step_by(3) {
            for height in [1, 2, 5, 11, 12, 13, 24, 50] {
                play.resize(width, height).screen();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is pressed, what is recorded is what was said last of each topic.
    #[test]
    fn what_was_said_last_counts(keys in proptest::collection::vec(0_usize..6, 1..40)) {
        let mut play = play(80, 24);
        play.keys("p");
        let topics: Vec<String> = ["Soil", "Compost", "Mulch", "Worm Bins", "Radish", "Lettuce", "Pruning"]
            .map(str::to_owned)
            .to_vec();
        let mut said: Vec<Option<char>> = vec![None; topics.len()];
        let (mut at, mut is_asked, mut is_over) = (0_usize, false, false);
        for key in keys {
            let key = ['k', 's', 'n', 'b', '>', 'a'][key];
            play.keys(&if key == '>' { "<Right>".to_owned() } else { key.to_string() });
            match key {
                'a' => is_asked = is_asked || at < 2,
                'b' if is_asked => is_asked = false,
                'b' => at = at.saturating_sub(1),
                '>' if at + 1 < topics.len() => (at, is_asked) = (at + 1, false),
                '>' => {}
                said_now => {
                    said[at] = Some(said_now);
                    is_asked = false;
                    at += 1;
                    is_over = at == topics.len();
                }
            }
            if is_over {
                break;
            }
        }
        play.keys(if is_over { "" } else { "<Esc>" });
        let of = |wanted: char| -> Vec<String> {
            let said = topics.iter().zip(&said);
            said.filter(|(_, said)| **said == Some(wanted)).map(|(topic, _)| topic.clone()).collect()
        };
        let expected = (of('k'), of('s'));
        let found = placed(&play).pop().unwrap_or_default();
        prop_assert_eq!(found, expected);
        let progress = Progress::fold(play.on_disk.clone());
        let library = &play.state().library;
        for topic in library.topic_ixs() {
            prop_assert_eq!(progress.status_of(library.topic(topic).ids()), play.state().statuses.of(topic));
        }
    }
}

#[test]
fn what_it_came_to_stands_beside_the_topics_that_were_judged() {
    let mut play = Play::with(long_course(60), &[], 80, 24);
    play.keys("3p");
    let first = play.state().placement().and_then(|placement| placement.topics().next());
    let (topic, _) = first.expect("a topic");
    let title = play.state().library.topic(topic).title.clone();
    play.keys("k<Esc>");
    let screen = play.screen();
    let list: Vec<&str> = screen.lines().filter_map(|line| line.split('│').next()).collect();
    assert!(list.iter().any(|line| line.contains(&format!("✓ {title}"))), "{screen}");
}
