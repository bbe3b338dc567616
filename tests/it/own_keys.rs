//! Keys of the learner's own, on every screen that speaks of keys.

use waypost::app::command::Command;
use waypost::app::placement::Said;
use waypost::app::state::{Overlay, State};
use waypost::progress::fold::Progress;
use waypost::tui::keymap::Keymap;
use waypost::tui::tutor::Tutor;

use crate::support::play::{BALCONY, GARDEN, Play, Record, library, start};

fn play(own: &[(Command, &[&str])]) -> Play {
    let own: Vec<_> = own
        .iter()
        .map(|(command, keys)| (*command, keys.iter().map(|key| key.parse().expect("a key")).collect()))
        .collect();
    let (keys, clashes) = Keymap::with(&own);
    assert_eq!(clashes, []);
    let gardens = library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)]);
    let mut play = Play::of(State::new(gardens.into(), Progress::default(), start()), 80, 24);
    let state = State::new(
        std::sync::Arc::clone(&play.state().library),
        Progress::default(),
        start(),
    );
    play.tutor = Tutor::new(state, Record::default(), true).with_keys(keys);
    play.resize(80, 24);
    play
}

#[test]
fn own_keys_do_what_they_are_bound_to_and_the_others_go_on() {
    let mut play = play(&[
        (Command::MarkDone, &["v"]),
        (Command::Undo, &["Ctrl-x"]),
        (Command::Filter, &["d"]),
    ]);
    play.keys("2<Enter>v");
    assert!(play.status().starts_with("Soil: done"), "{}", play.status());
    // The old key of a command that has another now is nobody's, unless somebody took it.
    play.keys("u");
    assert_eq!(play.on_disk.len(), 1);
    play.keys("d");
    assert_eq!(play.status(), "Showing open steps only");
    play.keys("<Ctrl-x>");
    assert_eq!(play.status(), "Undone; Soil is todo again");
}

#[test]
fn footer_help_palette_and_messages_speak_of_the_keys_in_force() {
    let mut play = play(&[
        (Command::Undo, &["Ctrl-x"]),
        (Command::Enter, &["e"]),
        (Command::Problems, &["E"]),
        (Command::Help, &["F1"]),
        (Command::Filter, &["F"]),
    ]);
    play.keys("2e");
    let footer = play.screen().lines().last().expect("a footer").to_owned();
    assert!(footer.contains("e in") && footer.contains("F1 help"), "{footer}");
    play.keys("hd");
    assert_eq!(play.status(), "Marks are for topics: go into the list with e");
    play.keys("eFF");
    assert!(play.screen().contains("F changes it."), "{}", play.screen());
    play.keys(":undo");
    assert!(play.screen().contains("Ctrl-x"), "{}", play.screen());
}

#[test]
fn the_palette_knows_commands_by_the_names_of_the_settings() {
    for (typed, command) in [
        ("help", Command::Help),
        ("filt", Command::Filter),
        ("theme", Command::Theme),
        ("zoom", Command::Zoom),
        ("mark-done", Command::MarkDone),
        ("mark done", Command::MarkDone),
        ("Colours", Command::Theme),
    ] {
        let mut play = Play::new(80, 24);
        play.keys(":").keys(typed);
        let Some(Overlay::Palette { commands, .. }) = &play.state().overlay else {
            panic!("no palette for {typed}");
        };
        assert_eq!(commands.first(), Some(&command), "{typed}: {commands:?}");
    }
    let mut play = Play::new(80, 24);
    play.keys(":");
    let Some(Overlay::Palette { commands, .. }) = &play.state().overlay else {
        panic!("no palette");
    };
    assert_eq!(commands.len(), Command::ALL.len());
    let moves = commands.iter().position(|&command| command == Command::Up);
    let others = commands
        .iter()
        .position(|&command| command == Command::Place(Said::New));
    assert!(moves > others, "{commands:?}");
}
