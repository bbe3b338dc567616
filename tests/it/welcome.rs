//! The first start: what the learner heads for, asked once and changed at will.

use std::sync::Arc;

use jiff::civil::date;
use waypost::app::msg::{Fresh, Msg};
use waypost::app::state::{Overlay, State};
use waypost::app::update::greet;
use waypost::content::library::Library;
use waypost::content::model::Agent;
use waypost::progress::event::{Action, Event, Goal, Status};
use waypost::progress::fold::Progress;
use waypost::progress::stamp::Stamper;

use crate::support::course::{course, shorter_course};
use crate::support::play::{GARDEN, Play, library, start};

const KEEPER: &str = "role:garden/bed-keeper";

/// The tutor as it starts with these events in the log.
fn started(library: Library, events: &[Event], width: u16, height: u16) -> Play {
    let progress = Progress::fold(events.iter().cloned());
    let mut state = State::new(Arc::new(library), progress, start());
    greet(&mut state);
    Play::of(state, width, height)
}

fn newcomer(width: u16, height: u16) -> Play {
    started(course(), &[], width, height)
}

fn is_asked(play: &Play) -> bool {
    matches!(play.state().overlay, Some(Overlay::Welcome(_)))
}

/// The goals on disk, one after the other.
fn goals(play: &Play) -> Vec<Goal> {
    let goals = play.on_disk.iter().filter_map(|event| match &event.action {
        Action::Goal(goal) => Some(goal.clone()),
        _ => None,
    });
    goals.collect()
}

fn keeper(minutes: Option<u32>) -> Goal {
    Goal {
        aim: Some(KEEPER.to_owned()),
        by: None,
        minutes,
    }
}

#[test]
fn every_question_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = newcomer(width, height);
        let mut shows = |name: &str, keys: &str| {
            play.keys(keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), play.screen());
        };
        shows("aim", "");
        shows("aim_typed", "keeper");
        shows("hours", "<Enter>");
        shows("placement", "<Enter>");
        shows("done", "<Down><Enter>");
    }
}

#[test]
fn it_is_asked_once_and_of_newcomers_only() {
    let mut stamper = Stamper::default();
    let mark = Action::Mark {
        topics: vec!["soil".to_owned()],
        status: Status::Done,
    };
    for action in [Action::Goal(Goal::default()), Action::Goal(keeper(None)), mark] {
        let event = stamper.stamp(action, start());
        let play = started(course(), &[event], 80, 24);
        assert!(!is_asked(&play));
    }
    // What was answered is on disk, and the next start reads it.
    let answers = ["<Esc>", "<Enter>", "keeper<Enter><Esc>", "keeper<Enter><Enter><Esc>"];
    for answer in answers {
        let mut play = newcomer(80, 24);
        assert!(is_asked(&play));
        play.keys(answer);
        assert!(!is_asked(&play), "{answer}");
        assert_eq!(goals(&play).len(), 1, "{answer}");
        assert!(!is_asked(&started(course(), &play.on_disk.clone(), 80, 24)), "{answer}");
    }
    // Without anything to head for there is nothing to ask.
    assert!(!is_asked(&started(Library::default(), &[], 80, 24)));
    assert!(is_asked(&started(library(&[("garden.md", GARDEN)]), &[], 80, 24)));
}

#[test]
fn it_can_be_left_anywhere_and_keeps_what_was_answered() {
    for (keys, expected) in [
        ("<Esc>", Goal::default()),
        ("<Ctrl-c>", Goal::default()),
        ("no such thing<Enter><Esc>", Goal::default()),
        ("keeper<Enter><Esc>", keeper(None)),
        ("keeper<Enter>nonsense<Enter><Esc>", keeper(None)),
        ("keeper<Enter><Enter><Esc>", keeper(Some(300))),
        ("keeper<Enter>7<Enter><Esc>", keeper(Some(420))),
        ("keeper<Enter>2.5<Enter><Down><Enter>", keeper(Some(150))),
        // The last answer: hours can't be told.
        ("keeper<Enter><PgDn><Enter><Esc>", keeper(None)),
        // Deleting what is not there goes back a question.
        ("pots<Enter><Backspace>keeper<Enter><Enter><Esc>", keeper(Some(300))),
        ("keeper<Enter><Enter><Backspace>8<Enter><Esc>", keeper(Some(480))),
    ] {
        let mut play = newcomer(80, 24);
        play.keys(keys);
        assert_eq!(goals(&play), [expected], "{keys}");
        assert!(!is_asked(&play), "{keys}");
    }
    let mut play = newcomer(80, 24);
    play.keys("<Esc>");
    assert_eq!(play.status(), "Just looking around; `a` sets a goal whenever you like");
    assert!(play.screen().contains("Set a goal: a role, path or roadmap"));
}

#[test]
fn the_list_is_filtered_by_typing() {
    let mut play = newcomer(80, 24);
    let mut lines = |keys: &str| {
        play.keys(keys);
        let Some(Overlay::Welcome(welcome)) = &play.state().overlay else {
            panic!("no question");
        };
        let labels: Vec<&str> = welcome.choices.iter().map(|choice| choice.label.as_str()).collect();
        labels.join(", ")
    };
    let all = lines("");
    assert!(all.starts_with("Just looking around, Bed Keeper, Ground, "), "{all}");
    assert_eq!(lines("pot"), "Pots");
    assert_eq!(lines("<Ctrl-u>"), all);
    // By kind and agent too, and in any case.
    assert_eq!(lines("PATH balcony"), "Pots");
    assert_eq!(lines("<Ctrl-u>xyz"), "");
    assert!(play.screen().contains("Nothing is called so"), "{}", play.screen());
}

#[test]
fn the_goal_is_changed_later_with_hours_and_day() {
    let mut play = newcomer(80, 24);
    play.keys("<Esc>a");
    insta::assert_snapshot!("change_80x24", play.screen());
    // Leaving changes nothing.
    play.keys("<Esc>");
    assert_eq!(goals(&play), [Goal::default()]);
    play.keys("akeeper<Enter>5<Enter>2026-04-01<Enter>");
    let terms = Goal {
        by: Some(date(2026, 4, 1)),
        ..keeper(Some(300))
    };
    // A goal that is new can be placed at once.
    assert!(play.screen().contains("Say it now"), "{}", play.screen());
    play.keys("<Esc>");
    assert_eq!(goals(&play).last(), Some(&terms));
    assert!(
        play.screen().contains("8 March, three weeks early"),
        "{}",
        play.screen()
    );
    // Its terms are selected when it is asked again, and nothing new is nothing to record.
    play.keys("a<Enter><Enter><Enter>");
    assert!(!is_asked(&play), "{}", play.screen());
    assert_eq!(play.status(), "Your goal is as it was");
    assert_eq!(goals(&play).len(), 2);
    // Days that are over are no days to be there.
    play.keys("a<Enter><Enter>2020-01-01");
    assert!(play.screen().contains("Type a day to come"), "{}", play.screen());
    play.keys("<Ctrl-u><Up><Up><Up><Up><Up><Enter>");
    assert_eq!(goals(&play).last(), Some(&keeper(Some(300))));
    // Another goal has no day, and the hours are the learner's.
    play.keys("apots<Enter><Esc>");
    let pots = Goal {
        aim: Some("path:balcony/pots".to_owned()),
        by: None,
        minutes: Some(300),
    };
    assert_eq!(goals(&play).last(), Some(&pots));
    play.keys("alooking<Enter>");
    assert_eq!(goals(&play).last(), Some(&Goal::default()));
}

#[test]
fn other_packs_do_not_disturb_it() {
    let mut play = newcomer(80, 24);
    play.keys("keeper");
    play.send(Msg::Reloaded(Fresh(Arc::new(shorter_course()))));
    play.keys("<Enter><Enter><Esc>");
    assert_eq!(goals(&play), [keeper(Some(300))]);
    // The packs lose the goal while its hours are asked.
    let mut play = newcomer(80, 24);
    play.keys("keeper<Enter>");
    let other = library(&[("agents/garden.md", GARDEN)]);
    let other = Library::new(vec![Agent::clone(&other.agents()[0])], Vec::new());
    play.send(Msg::Reloaded(Fresh(Arc::new(other))));
    play.keys("<Enter><Esc>");
    assert_eq!(goals(&play).len(), 1);
}

#[test]
fn any_size_is_drawn_without_harm() {
    for keys in ["", "keeper<Enter>", "keeper<Enter><Enter>", "<Esc>a<Enter>", "xyz"] {
        let mut play = newcomer(120, 40);
        play.keys(keys);
        for width in (1..=130).step_by(3) {
            for height in [1, 2, 5, 11, 12, 13, 24, 50] {
                play.resize(width, height).screen();
            }
        }
    }
}

#[test]
fn on_a_small_screen_notes_are_shorter_and_nothing_is_cut() {
    let mut play = newcomer(40, 12);
    play.keys("nobody");
    let screen = play.screen();
    assert!(screen.contains("letters") && screen.contains("find more."), "{screen}");
    let mut play = newcomer(40, 12);
    play.keys("keeper<Enter><Enter>");
    let screen = play.screen();
    let line = screen
        .lines()
        .find(|line| line.contains("Say it now"))
        .expect("the choice");
    assert!(line.contains("topics") && !line.contains('…'), "{screen}");
}
