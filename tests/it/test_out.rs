//! Testing out as a person does it, driven by keys.

use std::path::Path;

use waypost::app::command::Tab;
use waypost::app::layout::Pane;
use waypost::app::msg::{Fresh, Msg};
use waypost::app::state::Overlay;
use waypost::app::test_out::Stage;
use waypost::content::lesson;
use waypost::content::library::Library;
use waypost::progress::event::{Action, Status};

use crate::support::play::{GARDEN, Play, library};

/// Soil and Compost have questions to choose in, Mulch one to recall, and the plants have nothing written about them.
fn read() -> Library {
    let agents = library(&[("agents/garden.md", GARDEN)]).agents().to_vec();
    let questions = |title: &str| {
        let ask = |n: u8| {
            format!("  - {{ ask: What of {title} {n}?, id: q{n}, choices: [wrong, good, bad], answer: 1, why: So. }}\n")
        };
        format!("---\ntitle: {title}\nquestions:\n{}{}---\n", ask(1), ask(2))
    };
    let mulch = "---\ntitle: Mulch\nquestions:\n  - { ask: What is mulch?, id: m, answer: A cover of straw. }\n---\n";
    let lessons = [
        ("soil", questions("Soil")),
        ("compost", questions("Compost")),
        ("mulch", mulch.to_owned()),
    ];
    let lessons = lessons.map(|(id, text)| lesson::read(text.as_bytes(), Path::new(&format!("lessons/{id}.md"))));
    Library::with_lessons(agents, lessons.to_vec(), Vec::new())
}

/// On the path of Ground, with its test offered.
fn offered(width: u16, height: u16) -> Play {
    let mut play = Play::with(read(), &[], width, height);
    play.keys("2x");
    play
}

/// Answers the question in sight, by what the screen says of it.
fn answer(play: &mut Play, right: bool) {
    let screen = play.screen();
    if matches!(play.state().test().map(|test| &test.stage), Some(Stage::Recalling)) {
        play.keys(" ").keys(if right { "2" } else { "1" });
        return;
    }
    let wanted = if right { " good" } else { " bad" };
    let line = screen
        .lines()
        .find(|line| line.trim_end_matches([' ', '↑', '↓']).ends_with(wanted));
    let key = line
        .and_then(|line| line.trim().chars().next())
        .expect("a choice in sight");
    play.keys(&key.to_string());
}

fn title(play: &Play) -> String {
    let page = play.state().page();
    page.blocks
        .first()
        .map_or_else(String::new, |block| format!("{block:?}"))
}

fn status(play: &Play, id: &str) -> Status {
    let topic = play.state().library.topic_by_id(id).expect("a topic");
    play.state().statuses.of(topic)
}

#[test]
fn who_passes_is_done_by_one_event_that_one_undo_takes_back() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = offered(width, height);
        insta::assert_snapshot!(format!("before_{width}x{height}"), play.screen());
        play.keys("<Enter>");
        for number in 0..5 {
            if number == 0 {
                insta::assert_snapshot!(format!("question_{width}x{height}"), play.screen());
            }
            answer(&mut play, number != 2);
            if number == 1 {
                insta::assert_snapshot!(format!("answered_{width}x{height}"), play.screen());
            }
            assert_eq!(play.on_disk.len(), 0, "nothing is recorded before the end");
            play.keys(" ");
        }
        assert!(title(&play).contains("Passed: Ground"), "{}", play.screen());
        insta::assert_snapshot!(format!("passed_{width}x{height}"), play.screen());
        let [event] = play.on_disk.as_slice() else {
            panic!("{:?}", play.on_disk);
        };
        let Action::Place { known, shaky } = &event.action else {
            panic!("{event:?}");
        };
        assert_eq!((known.len(), shaky.len()), (2, 1));
        let done = |play: &Play| {
            let topics = ["garden/ground/soil", "garden/ground/compost", "garden/ground/mulch"];
            topics.iter().filter(|id| status(play, id) == Status::Done).count()
        };
        assert_eq!(done(&play), 2);
        play.keys("u");
        assert_eq!(done(&play), 0);
        assert!(
            play.status().starts_with("Undone; 3 topics have changed back"),
            "{}",
            play.status()
        );
        play.keys("<Enter>");
        assert_eq!((play.state().tab, play.state().here().focus), (Tab::Paths, Pane::Left));
        assert!(play.state().test().is_none());
    }
}

#[test]
fn who_does_not_pass_has_nothing_marked_and_is_told_what_was_missed() {
    let mut play = offered(80, 24);
    play.keys("<Enter>");
    for _ in 0..5 {
        // Not to know is an answer to any kind of question.
        play.keys("0");
        assert!(play.status().starts_with("Not known"), "{}", play.status());
        play.keys("<Enter>");
    }
    assert!(title(&play).contains("Not passed: Ground"), "{}", play.screen());
    insta::assert_snapshot!("failed", play.screen());
    assert_eq!(play.on_disk.len(), 0);
    // What was missed is gone to from here, and come back from.
    play.keys("]<Enter>");
    assert_eq!((play.state().tab, play.state().here().focus), (Tab::Paths, Pane::Right));
    play.keys("<Esc>");
    assert!(title(&play).contains("Not passed"), "{}", play.screen());
}

#[test]
fn a_test_is_left_and_an_answer_taken_back_at_any_time() {
    let mut play = Play::with(read(), &[], 80, 24);
    // Soil has questions with choices only.
    play.keys("2<Enter>x<Enter><Enter>u");
    assert_eq!(play.status(), "Nothing was answered yet in this test");
    let asked = play.screen();
    answer(&mut play, false);
    assert!(play.status().starts_with("Wrong, it is"), "{}", play.status());
    play.keys("1");
    assert_eq!(play.status(), "Answered; Space goes on, and u takes it back");
    play.keys("u");
    let lines = |screen: &str| screen.lines().take(20).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&play.screen()), lines(&asked));
    // Another tab and back: the test waits.
    play.keys("<Ctrl-p>show paths<Enter>");
    assert_eq!(play.state().tab, Tab::Paths);
    play.keys("6");
    assert_eq!(lines(&play.screen()), lines(&asked));
    play.keys("o");
    assert_eq!(play.status(), "In a test nothing is looked up; Esc leaves it");
    play.keys("<Esc>");
    assert_eq!(play.status(), "The test was left: nothing is marked");
    assert_eq!((play.state().tab, play.on_disk.len()), (Tab::Paths, 0));
}

#[test]
fn it_is_offered_for_what_one_is_on() {
    let titles = |play: &Play| match &play.state().overlay {
        Some(Overlay::Tests { scopes, .. }) => scopes.iter().map(|scope| scope.title.clone()).collect(),
        _ => Vec::new(),
    };
    let mut play = Play::with(read(), &[], 80, 24);
    // An agent's levels and paths; a path with groups; a step.
    play.keys("2kx");
    assert_eq!(titles(&play), ["Ground", "Plants", "Beginner", "Advanced"]);
    insta::assert_snapshot!("offer", play.screen());
    play.keys("<Esc>jjx");
    assert_eq!(titles(&play), ["Plants", "Easy", "Patient"]);
    play.keys("<Enter>");
    let screen = play.screen();
    assert!(
        screen.contains("Test out of Plants") && screen.contains("3 have no question"),
        "{screen}"
    );
    play.keys("<Esc>jjx");
    assert_eq!(titles(&play), ["Patient", "Plants"]);
    play.keys("<Enter>");
    assert_eq!(
        play.status(),
        "Patient: none of its 2 topics has a question, so there is nothing to test"
    );
    play.keys("kkk<Enter>x");
    assert_eq!(titles(&play), ["Soil", "Ground"]);
    play.keys("<Enter>");
    assert!(title(&play).contains("Test out of Soil"), "{}", play.screen());
    play.keys("<Esc>");
    assert_eq!(play.state().here().focus, Pane::Middle);
    // A level counts what has no question.
    play.keys("ddjdjd");
    play.keys("hx");
    assert_eq!(
        play.status(),
        "Ground: everything is done or skipped, so there is nothing to test"
    );
}

#[test]
fn a_change_of_the_packs_ends_a_test() {
    let mut play = offered(80, 24);
    play.keys("<Enter>");
    play.send(Msg::Reloaded(Fresh(read().into())));
    assert!(play.state().test().is_none());
    assert_eq!(
        play.status(),
        "The test has ended, since the packs have changed; nothing was marked by it"
    );
}

#[test]
fn answers_take_clicks() {
    let mut play = offered(80, 24);
    play.keys("<Enter>");
    let row_of = |play: &mut Play, end: &str| {
        let screen = play.screen();
        let found = screen.lines().position(|line| line.trim_end().ends_with(end));
        found.and_then(|row| u16::try_from(row).ok())
    };
    for _ in 0..5 {
        if let Some(row) = row_of(&mut play, "good") {
            play.send(Msg::Click(10, row));
            assert!(play.status().starts_with("Right"), "{}", play.status());
            play.keys(" ");
        } else {
            play.keys(" ");
            let row = row_of(&mut play, "Yes").expect("an answer");
            play.send(Msg::Click(4, row));
        }
    }
    assert!(title(&play).contains("Passed: Ground"), "{}", play.screen());
}

#[test]
fn an_answer_given_on_a_small_screen_is_in_sight() {
    let long = "Which of these is right, where the question goes over more lines than a small screen has, \
                so that nothing of what stands below it would be in sight without going there?";
    let text = format!(
        "---\ntitle: Soil\nquestions:\n  - {{ ask: \"{long}\", id: q, choices: [wrong, \"`git rebase -i`\", bad, ugly], \
         answer: 1, why: It is *so*. }}\n---\n"
    );
    let agents = library(&[("agents/garden.md", GARDEN)]).agents().to_vec();
    let lesson = lesson::read(text.as_bytes(), Path::new("lessons/soil.md"));
    let mut play = Play::with(Library::with_lessons(agents, vec![lesson], Vec::new()), &[], 40, 12);
    play.keys("2x<Enter>");
    // Other questions are made of what the spec says.
    while !play.screen().contains("Which of these") {
        play.keys("0 ");
    }
    assert!(!play.screen().contains("git rebase -i"), "{}", play.screen());
    play.keys("0");
    let screen = play.screen();
    assert!(screen.contains("✓") && screen.contains("git rebase -i"), "{screen}");
    assert!(screen.contains("the right one"), "{screen}");
    assert!(!screen.contains('`'), "{screen}");
}

#[test]
fn only_what_has_something_open_is_offered_and_how_much_of_it() {
    let mut play = Play::with(read(), &[], 80, 24);
    play.keys("2<Enter>djx");
    let screen = play.screen();
    assert!(screen.contains("path, 2 open of 3"), "{screen}");
    play.keys("<Esc>kx");
    let Some(Overlay::Tests { scopes, .. }) = &play.state().overlay else {
        // Of the topic itself nothing is open, so the path is all there is.
        return assert_eq!(title(&play), "Title(\"Test out of Ground\")");
    };
    panic!("{scopes:?}");
}
