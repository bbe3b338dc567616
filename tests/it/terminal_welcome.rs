//! The first start of the program itself, in an empty home.

use crate::support::pty::{Home, Pty, row};

#[test]
fn a_newcomer_sets_a_goal_says_what_is_known_and_is_not_asked_again() {
    let home = Home::of_newcomer();
    let mut pty = Pty::spawn(home.waypost(), 80, 24);
    pty.wait_for_text("What are you heading for?");
    pty.send("api dev");
    pty.wait_for("the list", |screen| {
        row(screen, 0).contains("Welcome to waypost") && !screen.contents().contains("Backend Fundamentals ")
    });
    pty.send("\r");
    pty.wait_for_text("How many hours a week");
    pty.send("\r");
    pty.wait_for_text("What of API Development do you know already?");
    pty.send("\r");
    pty.wait_for("the first topic", |screen| row(screen, 0).contains("1 of 16"));
    pty.send("kks");
    pty.wait_for("the fourth", |screen| row(screen, 0).contains("4 of 16"));
    pty.send("\x1b");
    pty.wait_for_text("2 known, 1 shaky, 0 new");
    pty.wait_for_text("3 topics placed");
    pty.send("\r");
    pty.wait_for("the way there", |screen| {
        let text = screen.contents();
        text.contains("In progress") && text.contains("at this pace")
    });
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    pty.assert_restored();
    let log = home.log();
    let kinds: Vec<bool> = ["goal", "place"]
        .iter()
        .map(|kind| {
            log.iter()
                .filter(|line| line.contains(&format!(r#""do":"{kind}""#)))
                .count()
                == 1
        })
        .collect();
    assert_eq!((log.len(), kinds), (2, vec![true, true]), "{log:#?}");

    let mut again = Pty::waypost(&home);
    again.wait_for_text("API Development");
    again.look(|screen| assert!(!screen.contents().contains("heading for"), "{}", screen.contents()));
}

#[test]
fn who_is_ended_in_the_middle_of_a_placement_keeps_what_was_said() {
    let home = Home::new();
    let mut pty = Pty::waypost(&home);
    pty.send("2\x1b[Bp");
    pty.wait_for("the first topic", |screen| row(screen, 0).contains("Placement"));
    pty.send("ks");
    pty.wait_for("the third", |screen| row(screen, 0).contains("3 of "));
    pty.signal(rustix::process::Signal::TERM);
    pty.wait_exit();
    let placed = home.log();
    assert_eq!(
        placed.iter().filter(|line| line.contains(r#""do":"place""#)).count(),
        1,
        "{placed:#?}"
    );
}
