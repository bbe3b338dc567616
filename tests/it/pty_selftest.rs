//! The terminal harness on small programs: that it sees what they do, and that it notices a terminal left behind.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rustix::process::Signal;

use crate::support::pty::{Home, Pty};

fn shell(home: &Home, script: &str) -> Pty {
    Pty::spawn(home.command("sh", &["-c", script]), 40, 10)
}

/// Whether the harness finds the terminal as it was once the script has ended.
fn is_restored_after(script: &str) -> bool {
    let home = Home::new();
    let mut pty = shell(&home, script);
    assert!(pty.wait_exit().success(), "{script}");
    catch_unwind(AssertUnwindSafe(|| pty.assert_restored())).is_ok()
}

#[test]
fn notices_what_is_left_behind() {
    assert!(is_restored_after("echo hello"));
    assert!(is_restored_after(
        r"printf '\033[?1049h\033[?25l'; stty -echo; stty echo; printf '\033[?25h\033[?1049l'"
    ));
    for left in [
        r"printf '\033[?1049h'",
        r"printf '\033[?1049h\033[?1049l\033[?1049l'",
        r"printf '\033[?25l'",
        r"printf '\033[?2004h'",
        r"printf '\033[?1000h'",
        r"printf '\033[?1006h'",
        r"printf '\033[?2026h'",
        "stty -echo",
        "stty -icanon",
        "stty -isig",
    ] {
        assert!(!is_restored_after(left), "{left}");
    }
}

#[test]
fn notices_a_terminal_that_was_never_taken() {
    let home = Home::new();
    let mut pty = shell(&home, "echo ready; cat");
    pty.wait_for_text("ready");
    assert!(catch_unwind(AssertUnwindSafe(|| pty.assert_taken())).is_err());
    pty.send("\u{4}");
    assert!(pty.wait_exit().success());
}

#[test]
fn keys_go_in_and_every_byte_comes_out() {
    let home = Home::new();
    let mut pty = shell(
        &home,
        r"stty -echo; printf 'ask\033[31m:'; read answer; echo \<$answer\>",
    );
    pty.wait_for_text("ask:");
    pty.send("two words\r");
    pty.wait_for_text("<two words>");
    assert_eq!((pty.count(b"\x1b[31m"), pty.count(b"\x1b[32m")), (1, 0));
    pty.wait_exit();
}

#[test]
fn the_size_and_signals_reach_the_program() {
    let home = Home::new();
    let mut pty = shell(
        &home,
        "trap 'stty size' WINCH; trap 'exit 7' TERM; echo ready; while :; do read line; done",
    );
    pty.wait_for_text("ready");
    pty.resize(72, 20);
    pty.wait_for_text("20 72");
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit().exit_code(), 7);
}

#[test]
fn what_never_comes_is_told_with_the_screen() {
    let home = Home::new();
    let mut pty = shell(&home, "echo the last words");
    let failed = catch_unwind(AssertUnwindSafe(|| pty.wait_for_text("something else"))).expect_err("it never comes");
    let message = failed.downcast_ref::<String>().expect("a message");
    assert!(
        message.contains("something else") && message.contains("the last words"),
        "{message}"
    );
    pty.wait_exit();
}
