//! Reviews as a person goes through them, driven by keys.

use std::path::Path;

use waypost::app::command::Tab;
use waypost::app::msg::{Effect, Fresh, Msg};
use waypost::content::lesson;
use waypost::content::library::Library;
use waypost::progress::event::{Action, Grade, Status};
use waypost::progress::fold::Progress;
use waypost::progress::stamp::Stamper;

use crate::support::play::{BALCONY, GARDEN, Play, library, start};

/// A lesson with one question of each kind.
const SOIL: &str = "\
---
title: Soil
questions:
  - ask: Which soil holds *most* water?
    id: water
    choices: [Coarse sand, Gravel, Clay, Chalk]
    answer: 2
    why: Its grains are the finest, so the **pores** between them hold water.
  - ask: What is loam made of?
    id: loam
    answer: Of sand, silt and clay, none of them in excess.
    why: Each makes up for what the others lack.
---
What beds are made of.
";

fn read(soil: &str) -> Library {
    let agents = library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)])
        .agents()
        .to_vec();
    let soil = lesson::read(soil.as_bytes(), Path::new("lessons/soil.md"));
    Library::with_lessons(agents, vec![soil], Vec::new())
}

/// Soil is done, so that its questions are asked, a choice first.
fn soil(width: u16, height: u16) -> Play {
    let mut play = Play::with(read(SOIL), &[], width, height);
    play.keys("2<Enter>d6");
    play
}

/// The key of the right choice, or of a wrong one, as the screen has them.
fn key_of(play: &mut Play, right: bool) -> String {
    let screen = play.screen();
    // The pane's edge may say that there is more.
    let lines = screen.lines().map(|line| line.trim_end_matches([' ', '↑', '↓']).trim());
    let lines = lines.filter(|line| {
        let is_choice = ["Coarse sand", "Gravel", "Clay", "Chalk"];
        is_choice.iter().any(|choice| line.ends_with(choice))
    });
    let mut found = lines.filter(|line| line.ends_with("Clay") == right);
    let line = found.next().expect("a choice in sight");
    line.chars().next().expect("its number").to_string()
}

fn grades(play: &Play) -> Vec<Grade> {
    let answers = play.on_disk.iter().filter_map(|event| match &event.action {
        Action::Answer { grade, .. } => Some(*grade),
        _ => None,
    });
    answers.collect()
}

#[test]
fn without_a_topic_begun_it_says_what_to_do() {
    for (width, height) in [(120, 40), (40, 12)] {
        let mut play = Play::new(width, height);
        play.keys("6");
        insta::assert_snapshot!(format!("nothing_{width}x{height}"), play.screen());
        play.keys("<Enter>");
        assert_eq!(play.status(), "Nothing is due now");
    }
}

#[test]
fn a_right_choice_is_graded_saved_and_explained() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = soil(width, height);
        insta::assert_snapshot!(format!("begin_{width}x{height}"), play.screen());
        play.keys("<Enter>");
        insta::assert_snapshot!(format!("choice_{width}x{height}"), play.screen());
        let key = key_of(&mut play, true);
        play.keys(&key);
        insta::assert_snapshot!(format!("right_{width}x{height}"), play.screen());
        assert_eq!(grades(&play), [Grade::Good]);
        assert!(play.status().starts_with("Right: again in"), "{}", play.status());
        // What is longer than the screen is read on.
        play.keys("G");
        assert!(
            play.screen().contains("This question comes again in"),
            "{}",
            play.screen()
        );
        // It is said once: another number does not answer again.
        play.keys("1");
        assert_eq!(grades(&play), [Grade::Good]);
    }
}

#[test]
fn a_wrong_choice_names_the_right_one_and_comes_back() {
    let mut play = soil(80, 24);
    play.keys("<Enter>");
    let key = key_of(&mut play, false);
    play.keys(&key);
    insta::assert_snapshot!("wrong", play.styled());
    assert_eq!(grades(&play), [Grade::Again]);
    // The card to recall, then this one again, which ends it.
    play.keys(" ");
    assert!(play.screen().contains("What is loam"), "{}", play.screen());
    play.keys(" 3");
    assert!(play.screen().contains("Which soil holds"), "{}", play.screen());
    let key = key_of(&mut play, true);
    play.keys(&key);
    assert_eq!(grades(&play), [Grade::Again, Grade::Good, Grade::Good]);
}

#[test]
fn a_number_that_is_no_choice_is_refused() {
    let mut play = soil(80, 24);
    play.keys("<Enter>9");
    assert_eq!(play.status(), "The answers are numbered 1 to 4");
    play.keys(" ");
    assert_eq!(
        play.status(),
        "Choose an answer by its number, 1 to 4; 0 if you don't know"
    );
    assert_eq!(grades(&play), []);
}

/// As far as the recall card.
fn recalling(width: u16, height: u16) -> Play {
    let mut play = soil(width, height);
    play.keys("<Enter>");
    let key = key_of(&mut play, true);
    play.keys(&key).keys(" ");
    play
}

#[test]
fn a_recall_card_is_revealed_then_graded_by_the_learner() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = recalling(width, height);
        insta::assert_snapshot!(format!("recall_{width}x{height}"), play.screen());
        play.keys("3");
        assert_eq!(play.status(), "First the answer: Space shows it");
        play.keys(" ");
        insta::assert_snapshot!(format!("revealed_{width}x{height}"), play.screen());
        play.keys("G");
        let screen = play.screen();
        assert!(
            screen.contains("1  Again  today") && screen.contains("4  Easy"),
            "{screen}"
        );
    }
}

#[test]
fn a_grade_does_what_stood_beside_it() {
    for (key, grade) in ["1", "2", "3", "4"].into_iter().zip(Grade::ALL) {
        let mut play = recalling(80, 24);
        play.keys(" ");
        let screen = play.screen();
        let line = screen
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with(&format!("{key}  ")));
        let interval = line
            .and_then(|line| line.rsplit("  ").next())
            .expect("an interval")
            .to_owned();
        play.keys(key);
        let said = play.status();
        let shown = match interval.as_str() {
            "today" => "again today".to_owned(),
            "1 day" => "again tomorrow".to_owned(),
            interval => format!("again in {interval}"),
        };
        assert!(said.ends_with(&shown), "{said} after {interval}");
        assert_eq!(grades(&play).last(), Some(&grade));
    }
}

#[test]
fn answers_are_taken_back_one_by_one() {
    let mut play = soil(80, 24);
    play.keys("<Enter>");
    let first = play.screen();
    let key = key_of(&mut play, false);
    play.keys(&key).keys(" ").keys(" 1");
    assert_eq!(grades(&play).len(), 2);
    play.keys("u");
    assert!(play.screen().contains("What is loam"), "{}", play.screen());
    play.keys("u");
    // The same question, with its choices where they were.
    let lines = |screen: &str| screen.lines().take(20).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&play.screen()), lines(&first));
    play.keys("u");
    assert_eq!(play.status(), "Nothing was answered yet in this session");
    let undone = play
        .on_disk
        .iter()
        .filter(|event| matches!(event.action, Action::Undo { .. }));
    assert_eq!(undone.count(), 2);
    // What is taken back counts no more, also at the next start.
    let progress = Progress::fold(play.on_disk.clone());
    assert_eq!(progress.answers("garden/ground/soil#water").count(), 0);
    // The mark that began it all stands.
    assert_eq!(progress.status_of(["garden/ground/soil"].into_iter()), Status::Done);
}

#[test]
fn a_session_is_left_and_come_back_to() {
    let mut play = recalling(80, 24);
    // To the topic, and back to the question.
    for back in ["<Backspace>", "6"] {
        play.keys("o");
        assert_eq!(play.state().tab, Tab::Paths);
        play.keys(back);
        assert!(play.screen().contains("What is loam"), "{}", play.screen());
    }
    play.keys("<Esc>");
    insta::assert_snapshot!("left", play.screen());
    play.keys("<Esc>");
    assert!(play.screen().contains("1 new"), "{}", play.screen());
    // Numbers are tabs again.
    play.keys("7");
    assert_eq!(play.state().tab, Tab::Progress);
    play.keys("6<Enter>");
    assert!(play.screen().contains("What is loam"), "{}", play.screen());
    // Leaving before the first answer leaves nothing to tell.
    play.keys("<Esc>");
    assert!(!play.screen().contains("This session"), "{}", play.screen());
    assert_eq!(grades(&play).len(), 1);
}

#[test]
fn the_end_says_what_it_came_to() {
    for (width, height) in [(120, 40), (40, 12)] {
        let mut play = recalling(width, height);
        play.keys(" 2");
        insta::assert_snapshot!(format!("summary_{width}x{height}"), play.screen());
        // The last answer can still be taken back.
        play.keys("u");
        assert!(play.screen().contains("What is loam"), "{}", play.screen());
        play.keys(" 4<Enter>");
        assert!(play.screen().contains("Nothing is due today"), "{}", play.screen());
        play.keys("<Enter>");
        assert_eq!(play.status(), "Nothing is due now");
    }
}

#[test]
fn a_topic_without_questions_is_asked_as_a_whole() {
    let mut play = Play::new(80, 24);
    play.keys("2<Enter>ji6<Enter>");
    insta::assert_snapshot!("made_card", play.screen());
    play.keys(" ");
    insta::assert_snapshot!("made_card_revealed", play.screen());
}

#[test]
fn a_disk_that_fails_keeps_the_answer_in_memory_and_says_so() {
    let mut play = soil(80, 24);
    play.disk_works = false;
    play.keys("<Enter>");
    let key = key_of(&mut play, true);
    play.keys(&key);
    insta::assert_snapshot!("answer_not_saved", play.screen());
    assert_eq!(grades(&play), []);
    assert_eq!(play.state().unsaved().len(), 1);
    // The session goes on, and leaving the program asks first.
    play.keys(" ");
    assert!(play.screen().contains("What is loam"), "{}", play.screen());
    play.keys("q");
    let said = &play.state().notice.text;
    assert!(said.contains("1 mark is not on disk and would be lost"), "{said}");
    assert!(!play.asked().contains(&&Effect::Quit));
}

#[test]
fn what_another_device_answers_is_not_asked_again() {
    let mut play = soil(80, 24);
    assert!(play.screen().contains("2 new"), "{}", play.screen());
    let action = Action::Answer {
        card: "garden/ground/soil#water".to_owned(),
        grade: Grade::Good,
        took: None,
    };
    let now = play.state().now;
    let event = Stamper::after(play.state().progress.latest()).stamp(action, now);
    play.send(Msg::Arrived(vec![event]));
    assert!(play.screen().contains("1 new"), "{}", play.screen());
    play.keys("<Enter>");
    assert!(play.screen().contains("What is loam"), "{}", play.screen());
}

#[test]
fn other_packs_leave_a_session_where_it_is_or_take_its_question_away() {
    let mut play = soil(80, 24);
    play.keys("<Enter>");
    let before = play.screen();
    let lines = |screen: &str| screen.lines().take(20).collect::<Vec<_>>().join("\n");
    play.send(Msg::Reloaded(Fresh(read(SOIL).into())));
    assert_eq!(lines(&play.screen()), lines(&before));
    // The question is another one now; its answer is the same.
    play.send(Msg::Reloaded(Fresh(
        read(&SOIL.replace("*most* water", "most rain")).into(),
    )));
    assert!(play.screen().contains("most rain"), "{}", play.screen());
    let key = key_of(&mut play, true);
    play.keys(&key);
    assert_eq!(grades(&play), [Grade::Good]);
    // Nothing is left of it.
    let bare = library(&[("agents/balcony.md", BALCONY)]);
    play.send(Msg::Reloaded(Fresh(bare.into())));
    insta::assert_snapshot!("cards_gone", play.screen());
    play.keys("<Enter>");
    assert_eq!(play.status(), "Nothing is due now");
}

#[test]
fn a_choice_among_more_than_there_are_keys_is_graded_by_the_learner() {
    let choices = "[Coarse sand, Gravel, Clay, Chalk, Ash, Peat, Silt, Lime, Loess, Marl]";
    let many = SOIL.replace("[Coarse sand, Gravel, Clay, Chalk]", choices);
    let mut play = Play::with(read(&many), &[], 80, 40);
    play.keys("2<Enter>d6<Enter>").keys("5");
    assert_eq!(play.status(), "First the answer: Space shows it");
    play.keys(" ");
    insta::assert_snapshot!("many_choices", play.screen());
    play.keys("3");
    assert_eq!(grades(&play), [Grade::Good]);
}

#[test]
fn time_away_from_a_question_is_not_counted() {
    let mut play = soil(80, 24);
    play.keys("<Enter>");
    let key = key_of(&mut play, true);
    play.wait(3600);
    play.keys(&key);
    let took = play.on_disk.iter().find_map(|event| match event.action {
        Action::Answer { took, .. } => took,
        _ => None,
    });
    assert_eq!(took, Some(300_000));
    assert!(play.state().now > start());
}
