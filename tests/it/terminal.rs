//! The program itself in a terminal of its own: what it leaves behind, what it keeps, and what it takes.

use std::fs;
use std::path::Path;

use rustix::process::Signal;
use vt100::Screen;

use crate::support::pty::{Home, Pty, last_row, row, status, wait_for_file};

/// To the first topic of the embedded pack.
const TO_FIRST_TOPIC: &str = "2\r";
const FIRST_TOPIC: &str = "Server architecture";
const SECOND_TOPIC: &str = "Synchronous and as";

const CTRL_C: &str = "\x03";
const CTRL_Z: &str = "\x1a";
const ESC: &str = "\x1b";

/// Whether the status line says that a topic is now done, and so on the disk.
fn says_done(screen: &Screen) -> bool {
    status(screen).contains(": done")
}

/// Whether the list has this topic as done.
fn lists_done(screen: &Screen, topic: &str) -> bool {
    screen.contents().contains(&format!("✓ {topic}"))
}

/// The count in the upper right corner.
fn counts_done(screen: &Screen, count: usize) -> bool {
    row(screen, 0).contains(&format!(" {count}/")) && row(screen, 0).trim_end().ends_with("done")
}

/// The marks in the logs.
fn marks(home: &Home) -> usize {
    home.log().iter().filter(|line| line.contains(r#""do":"mark""#)).count()
}

mod restores {
    use super::*;

    fn after(keys: &str) -> u32 {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.assert_taken();
        pty.send(keys);
        let status = pty.wait_exit();
        pty.assert_restored();
        status.exit_code()
    }

    #[test]
    fn after_q() {
        assert_eq!(after("q"), 0);
    }

    #[test]
    fn after_ctrl_c() {
        assert_eq!(after(CTRL_C), 0);
    }

    #[test]
    fn after_a_signal_with_its_code() {
        for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
            let home = Home::new();
            let mut pty = Pty::waypost(&home);
            pty.send(TO_FIRST_TOPIC);
            pty.wait_for_text(FIRST_TOPIC);
            pty.signal(signal);
            let status = pty.wait_exit();
            pty.assert_restored();
            assert_eq!(status.exit_code().cast_signed(), 128 + signal.as_raw(), "{status:?}");

            // The place is kept as after `q`.
            let mut again = Pty::waypost(&home);
            again.wait_for_text(FIRST_TOPIC);
        }
    }

    #[test]
    fn nothing_when_it_cannot_start() {
        let home = Home::new();
        let mut command = home.waypost();
        command.env("WAYPOST_DEVICE", "no such name!");
        let mut pty = Pty::spawn(command, 100, 30);
        assert_eq!(pty.wait_exit().exit_code(), 1);
        pty.assert_restored();
        assert_eq!(pty.count(b"\x1b[?1049h"), 0, "the screen was touched");
        pty.look(|screen| assert!(screen.contents().contains("no such name!"), "{}", screen.contents()));
    }

    /// Release builds have no way to be made to panic.
    #[cfg(debug_assertions)]
    #[test]
    fn after_a_panic_which_can_be_read() {
        for (thread, code) in [("main", 101), ("other", 1)] {
            let home = Home::new();
            let mut command = home.waypost();
            command.env("WAYPOST_TEST_PANIC", thread);
            let mut pty = Pty::spawn(command, 100, 30);
            assert_eq!(pty.wait_exit().exit_code(), code, "{thread}");
            assert_eq!(pty.count(b"\x1b[?1049h"), 1, "the screen was not taken over");
            pty.assert_restored();
            pty.look(|screen| {
                let said = "a panic for a test";
                assert!(screen.contents().contains(said), "{thread}:\n{}", screen.contents());
                let (cursor, _) = screen.cursor_position();
                let below = (cursor..=last_row(screen))
                    .map(|at| row(screen, at))
                    .collect::<String>();
                assert!(
                    below.trim().is_empty(),
                    "{thread}: the prompt would hide {below:?}\n{}",
                    screen.contents()
                );
            });
        }
    }
}

mod ends {
    use super::*;
    use std::io::Read;
    use std::process::{Child, Command};
    use std::sync::mpsc;
    use std::time::Duration;

    use rustix::pty::OpenptFlags;

    use crate::support::pty::WAYPOST;

    /// Starts the program in a terminal, lets it draw, and takes the terminal away; gives its exit code.
    fn without_a_terminal(home: &Home, mut command: Command) -> Option<i32> {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
        let master = rustix::pty::openpt(flags | OpenptFlags::CLOEXEC).expect("a pseudo-terminal");
        rustix::pty::grantpt(&master).expect("a pseudo-terminal of ours");
        rustix::pty::unlockpt(&master).expect("an open pseudo-terminal");
        let name = rustix::pty::ptsname(&master, Vec::new()).expect("the terminal's name");
        // Without a process that has it as the controlling terminal, opening it must not make it ours.
        let slave = rustix::fs::open(
            name.as_c_str(),
            rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC,
            rustix::fs::Mode::empty(),
        )
        .expect("the terminal");
        let copy = || slave.try_clone().expect("one more handle");
        command
            .env_clear()
            .envs(home.env())
            .stdin(copy())
            .stdout(copy())
            .stderr(copy());
        let mut child: Child = command.spawn().expect("the program");
        // Its handles on the terminal go with it.
        drop((command, slave));

        let mut master = fs::File::from(master);
        let mut seen = Vec::new();
        let mut bytes = [0; 4096];
        while !String::from_utf8_lossy(&seen).contains("\x1b[?2026l") {
            let count = master.read(&mut bytes).expect("a frame");
            seen.extend_from_slice(&bytes[..count]);
        }
        drop(master);

        let pid = rustix::process::Pid::from_child(&child);
        let (sender, exits) = mpsc::channel();
        std::thread::spawn(move || sender.send(child.wait().expect("the program's end")));
        exits
            .recv_timeout(Duration::from_secs(20))
            .unwrap_or_else(|_| {
                rustix::process::kill_process(pid, Signal::KILL).expect("its end");
                panic!("the program lives on without a terminal")
            })
            .code()
    }

    #[test]
    fn with_its_terminal() {
        let home = Home::new();
        let mut command = Command::new("setsid");
        command.arg("--ctty").arg(WAYPOST);
        // The kernel tells it with a signal.
        assert_eq!(without_a_terminal(&home, command), Some(128 + Signal::HUP.as_raw()));
    }

    #[test]
    fn with_its_terminal_when_no_signal_tells_it() {
        assert_eq!(
            without_a_terminal(&Home::new(), Command::new(WAYPOST)),
            Some(128 + Signal::HUP.as_raw())
        );
    }
}

mod suspends {
    use super::*;

    fn shell(home: &Home) -> Pty {
        let mut command = home.command("bash", &["--norc", "--noprofile", "--noediting", "-i"]);
        command.env("PS1", "ready> ");
        let mut pty = Pty::spawn(command, 100, 30);
        pty.wait_for_text("ready>");
        pty.send(format!("{}\n", crate::support::pty::WAYPOST));
        pty.wait_for_frame();
        pty
    }

    /// Whether the shell waits for a command.
    fn prompts(screen: &Screen) -> bool {
        let text = screen.contents();
        !screen.alternate_screen()
            && text
                .trim_end()
                .lines()
                .last()
                .is_some_and(|line| line.trim_end() == "ready>")
    }

    /// Sees that the shell has its terminal, after this many stops: what it echoes and what it answers.
    fn assert_shell_works(pty: &mut Pty, stops: usize, sum: u32) {
        pty.wait_for("the shell's prompt", |screen| {
            prompts(screen) && screen.contents().matches("Stopped").count() == stops
        });
        pty.send(format!("echo sum=$((1+{}))\n", sum - 1));
        pty.wait_for("an echo and an answer", |screen| {
            let text = screen.contents();
            text.contains(&format!("sum=$((1+{}", sum - 1)) && text.contains(&format!("sum={sum}"))
        });
        pty.look(|screen| {
            assert!(!screen.hide_cursor() && !screen.bracketed_paste());
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        });
    }

    #[test]
    fn to_the_shell_and_back() {
        let home = Home::new();
        let mut pty = shell(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.wait_for_text(FIRST_TOPIC);

        pty.send(CTRL_Z);
        assert_shell_works(&mut pty, 1, 42);

        pty.resize(120, 40);
        pty.send("fg\n");
        pty.wait_for_frame();
        pty.wait_for("the whole of the new size", |screen| {
            row(screen, 0).trim_end().chars().count() > 110
        });
        pty.assert_taken();
        pty.send(" ");
        pty.wait_for("a mark", says_done);

        // A second time, at the new size.
        pty.send(CTRL_Z);
        assert_shell_works(&mut pty, 2, 77);
        pty.send("fg\n");
        pty.wait_for_frame();
        pty.send("q");
        pty.wait_for("the shell's prompt", prompts);
        pty.send("echo code=$?\n");
        pty.wait_for_text("code=0");
        pty.send("exit\n");
        pty.wait_exit();
        pty.assert_restored();
        assert_eq!(marks(&home), 1);
    }

    #[test]
    fn when_stopped_from_outside_it_takes_the_terminal_anew() {
        let home = Home::new();
        let mut pty = shell(&home);
        let program = pty.foreground();
        rustix::process::kill_process(program, Signal::STOP).expect("a stopped program");
        // It had no chance to leave the screen; the shell speaks on it, and sets the terminal its own way.
        pty.wait_for_text("Stopped");
        pty.send("fg\n");
        pty.wait_for("a frame over all of it", |screen| {
            row(screen, 0).contains("1 Today") && !screen.contents().contains("Stopped")
        });
        pty.assert_taken();
        pty.send(TO_FIRST_TOPIC);
        pty.send(" ");
        pty.wait_for("a mark", says_done);
        pty.send("q");
        pty.wait_for("the shell's prompt", prompts);
        pty.send("exit\n");
        pty.wait_exit();
        pty.assert_restored();
    }

    #[test]
    fn a_signal_that_comes_while_stopped_ends_it() {
        let home = Home::new();
        let mut pty = shell(&home);
        let program = pty.foreground();
        pty.send(CTRL_Z);
        pty.wait_for_text("Stopped");
        rustix::process::kill_process(program, Signal::TERM).expect("a signal");
        pty.send("fg\n");
        // Typed any earlier, this would be keys for the program.
        pty.wait_for_bytes("that it has left a second time", |raw| {
            String::from_utf8_lossy(raw).matches("\x1b[?1049l").count() == 2
        });
        pty.wait_for("the shell's prompt", prompts);
        pty.send("echo code=$?\n");
        pty.wait_for_text("code=143");
        pty.send("exit\n");
        pty.wait_exit();
        pty.assert_restored();
    }

    /// With no shell to continue it, the system doesn't stop it.
    #[test]
    fn not_when_nobody_could_continue_it() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.send(CTRL_Z);
        pty.wait_for_bytes("a second entry to the screen", |raw| {
            raw.windows(8).filter(|bytes| bytes == b"\x1b[?1049h").count() == 2
        });
        pty.wait_for_frame();
        pty.assert_taken();
        pty.send(TO_FIRST_TOPIC);
        pty.send(" ");
        pty.wait_for("a mark", says_done);
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        pty.assert_restored();
    }
}

mod keeps {
    use super::*;

    #[test]
    fn a_mark_and_the_place_from_the_moment_it_says_so() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        // Away from where a first start begins.
        pty.send("2hjj\r");
        pty.wait_for_text("REST APIs");
        pty.send("j ");
        pty.wait_for("a mark", says_done);
        pty.signal(Signal::KILL);
        pty.wait_exit();
        assert_eq!(marks(&home), 1);

        let mut again = Pty::waypost(&home);
        again.wait_for("the mark", |screen| {
            counts_done(screen, 1) && lists_done(screen, "GraphQL") && screen.contents().contains("━ API Development")
        });
        // On the same row, which a second press therefore takes back.
        again.send(" ");
        again.wait_for("the mark taken back", |screen| {
            counts_done(screen, 0) && !lists_done(screen, "GraphQL")
        });
    }

    #[test]
    fn a_snapshot_of_what_was_marked_before() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.send(" ");
        pty.wait_for("a mark", says_done);
        pty.send("q");
        pty.wait_exit();

        let folder = home.data().join("snapshots/here");
        fs::create_dir_all(&folder).expect("a folder to watch");
        let mut command = home.waypost();
        command.env("WAYPOST_DEVICE", "here");
        command.env("WAYPOST_NOW", "2026-03-01T22:00:00Z");
        command.env("TZ", "Asia/Kolkata");
        let mut pty = Pty::spawn(command, 100, 30);
        wait_for_file(&folder.join("2026-03-02.jsonl.gz"));
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
    }

    #[test]
    fn the_marks_when_no_snapshot_can_be_taken_and_says_so() {
        let home = Home::new();
        fs::create_dir_all(home.data().join("log/phone.jsonl")).expect("a folder where a log should be");
        let mut pty = Pty::waypost(&home);
        // What is worse comes first, and what was not asked for waits until that was read.
        pty.wait_for_text("Not all your progress shows");
        pty.send("j");
        pty.wait_for_text("no snapshot of your progress");
        pty.send(TO_FIRST_TOPIC);
        pty.send(" ");
        pty.wait_for("a mark", says_done);
        assert_eq!(marks(&home), 1);
    }

    #[test]
    fn what_two_at_once_mark() {
        let home = Home::new();
        let mut one = Pty::waypost(&home);
        let mut two = Pty::waypost(&home);
        one.send(TO_FIRST_TOPIC);
        two.send(TO_FIRST_TOPIC);
        one.wait_for_text(FIRST_TOPIC);
        two.wait_for_text(FIRST_TOPIC);

        one.send(" ");
        two.wait_for("the other's mark", |screen| lists_done(screen, FIRST_TOPIC));
        two.send("j ");
        one.wait_for("the other's mark", |screen| lists_done(screen, SECOND_TOPIC));
        for pty in [&mut one, &mut two] {
            pty.wait_for("both marks", |screen| counts_done(screen, 2));
        }
        assert_eq!(marks(&home), 2);

        // Both at the same time: each marks one half of a path's topics, one by one.
        one.send("hjj\r");
        two.send("hjj\rG");
        one.wait_for_text("REST APIs");
        two.wait_for_text("REST APIs");
        one.send(" j j ");
        two.send(" k k ");
        for pty in [&mut one, &mut two] {
            pty.wait_for("six more marks", |screen| counts_done(screen, 8));
        }
        one.send("q");
        two.send("q");
        assert_eq!(one.wait_exit().exit_code(), 0);
        assert_eq!(two.wait_exit().exit_code(), 0);
        assert_eq!(marks(&home), 8);
    }

    /// What the program may write to a file; `None` for any length.
    #[cfg(target_os = "linux")]
    fn limit_files(pty: &Pty, bytes: Option<u64>) {
        use rustix::process::{Resource, Rlimit, prlimit};
        let limit = Rlimit {
            current: bytes,
            maximum: None,
        };
        prlimit(Some(pty.pid()), Resource::Fsize, limit).expect("a limit");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_mark_in_memory_until_there_is_room_for_it() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.wait_for_text(FIRST_TOPIC);
        limit_files(&pty, Some(0));
        pty.send(" ");
        pty.wait_for_text("1 not on disk");
        // It is as usable as ever: moving, marking, searching.
        pty.send("j ");
        pty.wait_for_text("2 not on disk");
        pty.send("/rust");
        pty.wait_for_text("Rust Developer");
        pty.send(ESC);
        pty.wait_for_text("2 not on disk");
        assert_eq!(marks(&home), 0);

        limit_files(&pty, None);
        pty.wait_for("what waited on the disk", |screen| {
            status(screen).contains("Everything is on disk again") && !screen.contents().contains("not on disk")
        });
        assert_eq!(marks(&home), 2);
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
    }

    #[test]
    fn a_mark_in_memory_until_the_log_folder_is_one_again() {
        let home = Home::new();
        let (folder, away) = (home.data().join("log"), home.data().join("away"));
        let mut pty = Pty::waypost(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.send(" ");
        pty.wait_for("a mark", says_done);
        fs::rename(&folder, &away).expect("a folder out of the way");
        fs::write(&folder, "in the way").expect("a file in its place");
        pty.send("j ");
        pty.wait_for_text("1 not on disk");
        fs::remove_file(&folder).expect("a free way");
        fs::rename(&away, &folder).expect("the folder back");
        pty.wait_for_text("Everything is on disk again");
        assert_eq!(marks(&home), 2);
    }

    #[test]
    fn nobody_in_the_dark_about_what_is_lost() {
        let home = Home::of_newcomer();
        fs::create_dir(home.data()).expect("a data folder");
        fs::write(home.data().join("log"), "in the way").expect("a file in the way");
        let mut pty = Pty::waypost(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.send(" j ");
        pty.wait_for_text("2 not on disk");
        pty.send("q");
        pty.wait_for("a question", |screen| status(screen).contains("quit again"));
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 1);
        pty.assert_restored();
        pty.look(|screen| {
            let text = screen.contents();
            assert!(text.contains("2 marks could not be saved"), "{text}");
            assert_eq!(text.matches("waypost mark ").count(), 2, "{text}");
            assert!(text.contains(" done"), "{text}");
        });
    }
}

mod takes {
    use super::*;

    #[test]
    fn any_size_and_any_number_of_them() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.wait_for_text(FIRST_TOPIC);
        for (columns, rows) in [(1, 1), (39, 11), (2, 40), (300, 1), (40, 12)] {
            pty.resize(columns, rows);
            // Whatever fits; the first row is never left as it was.
            pty.wait_for("something", |screen| {
                screen.size().0.get() == rows && !row(screen, 0).trim().is_empty()
            });
        }
        for step in 0..200 {
            pty.resize(1 + step * 7 % 160, 1 + step * 3 % 60);
        }
        pty.resize(110, 33);
        pty.wait_for_frame();
        pty.wait_for("the whole of the last size", |screen| {
            row(screen, 0).trim_end().chars().count() > 100
        });
        pty.wait_for_text(FIRST_TOPIC);
        pty.send(" ");
        pty.wait_for("a mark", says_done);
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        pty.assert_restored();
    }

    #[test]
    fn says_so_when_too_small() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.resize(39, 11);
        pty.wait_for_text("40");
        pty.resize(40, 12);
        pty.wait_for("the tutor", |screen| row(screen, 0).contains("Today"));
    }

    #[test]
    fn two_thousand_keys_at_once() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.wait_for_text(FIRST_TOPIC);
        // All steps but the last are undone, so one lost or doubled key would end on another row.
        pty.send("jk".repeat(1000) + "j ");
        pty.wait_for("a mark", says_done);
        pty.look(|screen| {
            assert!(lists_done(screen, SECOND_TOPIC), "{}", screen.contents());
            assert!(!lists_done(screen, FIRST_TOPIC), "{}", screen.contents());
        });
    }

    #[test]
    fn pasted_text_as_text() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        // As keys, these would mark, quit and more.
        pty.send("/");
        pty.send("\x1b[200~post\ngre\x1b[201~");
        pty.wait_for_text("PostgreSQL");
        pty.send(ESC);
        pty.wait_for_frame();
        // Where no text is typed, a paste is nothing.
        pty.send("\x1b[200~q d\x1b[201~2\r");
        pty.wait_for_text(FIRST_TOPIC);
        pty.look(|screen| assert!(counts_done(screen, 0), "{}", screen.contents()));
    }

    #[test]
    fn no_harm_from_sequences_it_does_not_know() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        pty.send(TO_FIRST_TOPIC);
        pty.wait_for_text(FIRST_TOPIC);
        for sequence in [
            "\x1b[99;99~",         // a key nobody has
            "\x1b[?62;22c",        // what terminal this is
            "\x1b[I\x1b[O",        // focus
            "\x1b[<35;10;10M",     // the mouse moves
            "\x1b[<64;900;900M",   // and is far away
            "\x1b[1;9Z",           // a modifier nobody has
            "\x1b[57428u",         // kitty's keyboard
            "\x1b[M   ",           // the mouse as in 1986
            "\u{0}\u{1f}\u{85}",   // control characters
            "\u{1F9ED}E\u{301}漢", // what no key sends
        ] {
            pty.send(sequence);
        }
        pty.send([0xff, 0xfe, b'j', b' ']);
        pty.wait_for("a mark", says_done);
        pty.look(|screen| assert!(counts_done(screen, 1), "{}", screen.contents()));
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
    }

    /// Once it is at rest, one that nobody touches does not wake while another works through a hundred keys.
    #[cfg(target_os = "linux")]
    #[test]
    fn no_time_while_idle() {
        use crate::support::pty::switches;
        let (home, elsewhere) = (Home::new(), Home::new());
        let mut idle = Pty::waypost(&home);
        // What another marks shows, so the watch on the log is on: that is the last thing it does on its own.
        let mut other = Pty::waypost(&home);
        other.send(TO_FIRST_TOPIC);
        other.send(" ");
        idle.wait_for("the other's mark", |screen| counts_done(screen, 1));
        let mut busy = Pty::waypost(&elsewhere);
        busy.send(TO_FIRST_TOPIC);
        busy.wait_for_text(FIRST_TOPIC);
        let mut woken = Vec::new();
        while woken.last() != Some(&0) {
            let before = switches(idle.pid());
            for _ in 0..50 {
                for (key, done) in [(" ", 1), (" ", 0)] {
                    busy.send(key);
                    busy.wait_for("a mark", |screen| counts_done(screen, done));
                }
            }
            // Less than before when a thread has ended, and taken what it had along.
            woken.push(switches(idle.pid()).abs_diff(before));
            assert!(woken.len() < 5, "it never rests; how often it woke: {woken:?}");
        }
    }
}

mod links {
    use super::*;

    const URL: &str = "https://roadmap.sh/";

    /// Shows the first topic that has just one link, and gives what `o` did to the screen.
    fn to_a_link(pty: &mut Pty) {
        pty.send("5");
        pty.wait_for_text(URL.trim_start_matches("https://"));
    }

    #[test]
    fn go_to_the_browser_which_says_nothing_here() {
        let home = Home::new();
        let called = home.path("called");
        let half = home.path("half");
        let browser = home.script(
            "browser",
            &format!(
                "echo out; echo err >&2; printf '\\033[2Jgarbage' >/dev/stdout; cat; echo \"$@\" >{half}; mv {half} {called}",
                half = half.display(),
                called = called.display(),
            ),
        );
        let mut command = home.waypost();
        command.env("BROWSER", &browser);
        let mut pty = Pty::spawn(command, 100, 30);
        pty.wait_for_frame();
        to_a_link(&mut pty);
        pty.send("o");
        pty.wait_for("that it is open", |screen| status(screen).contains("Opened https://"));
        let url = wait_for_file(Path::new(&called));
        assert!(url.starts_with(URL) && url.trim().lines().count() == 1, "{url:?}");
        pty.look(|screen| {
            assert!(status(screen).contains(url.trim()), "{}", screen.contents());
            for said in ["garbage", "out ", "err "] {
                assert!(
                    !screen.contents().contains(&format!("\n{said}")),
                    "{}",
                    screen.contents()
                );
            }
            assert!(row(screen, 0).contains("1 Today"));
        });
        // The keys are still the tutor's.
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        assert_eq!(pty.count(b"garbage"), 0);
    }

    #[test]
    fn notes_are_written_in_the_learners_editor_which_has_the_terminal_meanwhile() {
        let home = Home::new();
        // An editor that wants a key, and says what the terminal is like.
        let editor = home.script(
            "editor",
            "stty -a | grep -q -- ' icanon' && echo cooked; printf 'Editing\\n'; read line; printf 'My %s.\\n' \"$line\" >>\"$1\"",
        );
        let mut command = home.waypost();
        command.env("VISUAL", format!("{} ", editor.display()));
        let mut pty = Pty::spawn(command, 100, 30);
        pty.wait_for_frame();
        pty.send("n");
        pty.wait_for("the editor", |screen| {
            screen.contents().contains("cooked") && screen.contents().contains("Editing")
        });
        pty.send("own words\r");
        pty.wait_for("that it is noted", |screen| status(screen).contains("Noted on "));
        pty.assert_taken();
        pty.send("lG");
        pty.wait_for_text("My own words.");
        // The next start shows it as well; an editor that fails changes nothing.
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        let mut command = home.waypost();
        command.env("EDITOR", "false");
        let mut pty = Pty::spawn(command, 100, 30);
        pty.wait_for_frame();
        pty.send("lG");
        pty.wait_for_text("My own words.");
        pty.send("n");
        pty.wait_for("that it gave up", |screen| status(screen).contains("`false` gave up"));
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        pty.assert_restored();
    }

    #[test]
    fn are_shown_and_copied_where_there_is_no_browser() {
        let home = Home::new();
        let mut pty = Pty::waypost(&home);
        to_a_link(&mut pty);
        pty.send("o");
        pty.wait_for("the address", |screen| {
            screen.contents().contains("Not opened") && screen.contents().contains(URL)
        });
        // OSC 52 with the base64 of "https://roadmap.sh".
        pty.wait_for_bytes("the address for the clipboard", |raw| {
            String::from_utf8_lossy(raw).contains("\x1b]52;c;aHR0cHM6Ly9yb2FkbWFwLnNo")
        });
        pty.send(ESC);
        pty.wait_for_frame();
        pty.send("q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        pty.assert_restored();
    }
}

mod settings {
    use super::*;

    #[test]
    fn are_in_force_from_the_first_frame_and_what_is_wrong_with_them_is_told() {
        let home = Home::new();
        let file = home.path("settings.yaml");
        fs::write(&file, "keys:\n  quit: Q\n  undo: Spcae\n").expect("the settings");
        let mut command = home.waypost();
        command.env("WAYPOST_CONFIG", &file);
        let mut pty = Pty::spawn(command, 100, 30);
        pty.wait_for_text("settings.yaml:3:9: no key is called `Spcae`; did you mean `Space`?");
        pty.wait_for_text("Q quit");
        // Its old key does nothing.
        pty.send("q2");
        pty.wait_for_text(FIRST_TOPIC);
        pty.send("Q");
        assert_eq!(pty.wait_exit().exit_code(), 0);
        pty.assert_restored();
    }
}
