//! Exit codes, help, and what is around a process: pipes, full disks, missing terminals.

use std::fs;
use std::process::Stdio;

use super::Home;

#[test]
fn help_and_version_are_no_errors() {
    let home = Home::new();
    for args in [&["--help"][..], &["-h"], &["--version"], &["mark", "--help"]] {
        let out = home.ok(args);
        assert!(out.contains("waypost"), "{out}");
    }
    insta::assert_snapshot!("help", home.ok(&["--help"]));
}

#[test]
fn a_line_that_makes_no_sense_is_told_from_a_failure() {
    let home = Home::new();
    for args in [
        &["frobnicate"][..],
        &["show"],
        &["next", "-n", "many"],
        &["open", "Soil", "--link", "0"],
        &["list", "--status", "later"],
    ] {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran}");
    }
    let ran = home.read(home.bare(&["--pack", "absent", "list"]).output().expect("the program"));
    insta::assert_snapshot!(ran, @r"
    error: there is no file or folder absent; name a pack folder or an agent spec
    [exit code 1]
    ");
}

#[test]
fn the_tutor_needs_a_terminal() {
    let home = Home::new();
    let ran = home.read(
        home.command::<&str>(&[])
            .stdin(Stdio::null())
            .output()
            .expect("the program"),
    );
    insta::assert_snapshot!(ran, @r"
    error: the tutor needs a terminal; `waypost list`, `show`, `next` and `mark` work without one
    [exit code 1]
    ");
}

#[test]
fn a_reader_who_has_gone_is_no_error() {
    let home = Home::new();
    for args in [
        &["list", "topics"][..],
        &["show", "garden", "--json"],
        &["mark", "Soil", "done"],
        &["--help"],
        &["completions", "bash"],
        &["export", "json"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = home
            .command(args)
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .expect("the program");
        let ran = home.read(output);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}: {ran}");
    }
    assert!(
        home.ok(&["list", "--status", "done"]).contains("Soil"),
        "the mark was made all the same"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let home = Home::new();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("a full device");
    let output = home
        .command(&["list"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .expect("the program");
    let ran = home.read(output);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with("error: can't write the output"), "{ran}");
}

#[test]
fn a_wrong_clock_is_explained() {
    let home = Home::new();
    let output = home
        .command(&["next"])
        .env("WAYPOST_NOW", "noon")
        .output()
        .expect("the program");
    insta::assert_snapshot!(home.read(output), @r"
    error: WAYPOST_NOW is `noon`, which is no time; unset it, or give a moment in RFC 3339 such as 2026-03-01T12:00:00Z
    [exit code 1]
    ");
}

#[test]
fn only_a_terminal_gets_colours() {
    let home = Home::new();
    let inside = |set: Option<&str>| {
        let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_waypost"));
        command.args(["--pack", "pack", "list", "topics"]);
        command.cwd(home.path());
        command.env_clear();
        command.env("HOME", home.path());
        command.env("TERM", "xterm");
        if let Some(value) = set {
            command.env("NO_COLOR", value);
        }
        let pty = portable_pty::native_pty_system()
            .openpty(portable_pty::PtySize::default())
            .expect("a terminal");
        let mut child = pty.slave.spawn_command(command).expect("the program");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let mut seen = Vec::new();
        // A terminal whose last process has gone ends with an error on Linux.
        let _ = std::io::Read::read_to_end(&mut reader, &mut seen);
        child.wait().expect("its end");
        String::from_utf8(seen).expect("UTF-8")
    };
    assert!(inside(None).contains("\u{1b}["));
    assert!(inside(Some("")).contains("\u{1b}["), "an empty NO_COLOR is none");
    assert!(!inside(Some("1")).contains('\u{1b}'));
    assert!(!home.ok(&["list", "topics"]).contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_in_the_data_folder_hang_nothing() {
    let home = Home::new();
    home.write(
        "data/packs/mine/roses.md",
        "# Roses\n\n## Learning Path\n- Pruning\n- Grafting\n",
    );
    let pipes = [
        "data/packs/mine.json",
        "data/notes/kafka.md",
        "data/session/here.json",
        "pipe.yaml",
    ];
    for pipe in pipes {
        let path = home.path().join(pipe);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
    }
    let run = |args: &[&str]| home.read(home.bare(&[&["--data", "data"], args].concat()).output().unwrap());
    assert!(run(&["list", "agents"]).out.contains("roses"));
    let listed = run(&["pack", "list"]);
    assert!(
        listed.code == Some(0) && listed.out.contains("put there by hand"),
        "{listed}"
    );
    let note = run(&["note", "Kafka", "--print"]);
    assert!(
        note.err
            .contains("the note on Kafka can't be read: it is not a regular file"),
        "{note}"
    );
    let ran = run(&["--config", "pipe.yaml", "mark", "Kafka", "done"]);
    assert!(
        ran.code == Some(0)
            && ran
                .err
                .contains("pipe.yaml: this can't be read (it is not a regular file)"),
        "{ran}"
    );
    std::fs::remove_file(home.path().join(pipes[0])).unwrap();
    std::os::unix::fs::symlink("/dev/zero", home.path().join(pipes[0])).unwrap();
    let removed = run(&["pack", "remove", "mine"]);
    assert_eq!(removed.code, Some(0), "{removed}");
    assert!(!home.path().join("data/packs/mine").exists());
}
