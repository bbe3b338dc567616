//! `waypost review` in a real terminal: what is typed is seen once, and the terminal is left as it was.

use std::fs;
use std::process::Command;

use crate::support::pty::{Home, Pty, WAYPOST};

/// A pack of one lesson with a question of each kind, whose topic is being learned.
fn learning(home: &Home) -> String {
    let pack = home.path("pack");
    fs::create_dir_all(pack.join("lessons")).expect("a folder");
    let lesson = "---\ntitle: Soil\nquestions:\n  - { ask: What holds water?, id: a, choices: [Clay, Sand], answer: 0 }\n  - { ask: What is loam?, id: b, answer: A mixture. }\n---\nText.\n";
    fs::write(pack.join("lessons/soil.md"), lesson).expect("a lesson");
    let pack = pack.to_str().expect("a path in UTF-8").to_owned();
    let marked = Command::new(WAYPOST)
        .args(["--pack", &pack, "mark", "Soil", "learning"])
        .env_clear()
        .envs(home.env())
        .output()
        .expect("the program");
    assert!(marked.status.success(), "{marked:?}");
    pack
}

#[test]
fn a_review_is_answered_taken_back_and_left_in_a_terminal() {
    let home = Home::new();
    let pack = learning(&home);
    let mut pty = Pty::spawn(home.command(WAYPOST, &["--pack", &pack, "review"]), 80, 40);
    pty.wait_for_text("What holds water?");
    pty.wait_for("the prompt", |screen| screen.contents().trim_end().ends_with('>'));
    pty.send("0\r");
    pty.wait_for_text("It comes back");
    // The terminal itself shows what is typed: the program does not say it again.
    let typed = pty.look(|screen| {
        screen
            .contents()
            .lines()
            .filter(|line| line.trim_end() == "> 0")
            .count()
    });
    assert_eq!(typed, 1);
    pty.wait_for_text("What is loam?");
    pty.send("u\r");
    pty.wait_for_text("The last answer is taken back.");
    pty.wait_for("the question again", |screen| {
        screen.contents().matches("What holds water?").count() == 2
    });
    // An empty line is no answer; the end of the input is a way out.
    pty.send("\r");
    pty.wait_for_text("type a number from 1 to 2");
    pty.send("\x04");
    pty.wait_for_text("Nothing answered");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    let log = home.log();
    let count = |word: &str| log.iter().filter(|line| line.contains(word)).count();
    assert_eq!(
        (count("\"do\":\"answer\""), count("\"do\":\"undo\"")),
        (1, 1),
        "{log:?}"
    );
}

#[test]
fn a_review_that_is_interrupted_keeps_every_answer() {
    let home = Home::new();
    let pack = learning(&home);
    let mut pty = Pty::spawn(home.command(WAYPOST, &["--pack", &pack, "review"]), 80, 40);
    pty.wait_for_text("What holds water?");
    pty.send("0\r");
    pty.wait_for_text("What is loam?");
    pty.send("\x03");
    assert_ne!(pty.wait_exit().exit_code(), 0);
    assert_eq!(
        home.log()
            .iter()
            .filter(|line| line.contains("\"do\":\"answer\""))
            .count(),
        1
    );
}
