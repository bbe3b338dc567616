//! Progress in the running program: what comes from elsewhere, and what becomes of it when packs change.

use std::fs;
use std::path::Path;
use std::process::Command;

use vt100::Screen;
use waypost::tui::host::seen_file;

use crate::support::pty::{Home, Pty, WAYPOST, row, status, wait_for_file};

/// Runs a subcommand in the home of a tutor, beside it.
fn beside(home: &Home, args: &[&str]) {
    let output = Command::new(WAYPOST)
        .args(args)
        .env_clear()
        .envs(home.env())
        .output()
        .expect("the program");
    assert!(output.status.success(), "{output:?}");
}

/// The count in the upper right corner: so many done, of the embedded course and so many more topics.
fn counts(screen: &Screen, done: usize, more: usize) -> bool {
    let topics = crate::course::topics() + more;
    row(screen, 0).contains(&format!(" {done}/{topics} done"))
}

const DEVICE: &str = "here";

/// The tutor on a folder of specs.
fn open(home: &Home, pack: &Path) -> Pty {
    let pack = pack.to_str().expect("a path in UTF-8");
    let mut command = home.command(WAYPOST, &["--pack", pack]);
    command.env("WAYPOST_DEVICE", DEVICE);
    Pty::spawn(command, 120, 40)
}

fn close(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
}

#[test]
fn a_mark_made_on_the_command_line_shows_in_the_running_tutor() {
    let home = Home::new();
    let mut pty = Pty::waypost(&home);
    pty.wait_for("the course", |screen| counts(screen, 0, 0));
    beside(&home, &["mark", "GraphQL", "done"]);
    pty.wait_for("the mark", |screen| {
        counts(screen, 1, 0) && status(screen).contains("GraphQL is done now, marked elsewhere")
    });
    beside(&home, &["undo"]);
    pty.wait_for("the undo", |screen| {
        counts(screen, 0, 0) && status(screen).contains("GraphQL is todo now")
    });
    close(pty);
}

#[test]
fn a_change_of_the_packs_is_told_once_and_says_what_became_of_the_marks() {
    let home = Home::new();
    let pack = home.path("specs");
    let write = |steps: &str| {
        fs::create_dir_all(&pack).expect("a folder");
        let spec = format!("# Garden\n\n## Learning Paths\n\n### Ground\n{steps}");
        fs::write(pack.join("garden.md"), spec).expect("a spec");
    };
    write("- **Soil**\n- **Compost**\n");
    // Nothing is told at the first start; what there is is kept once the tutor has come to rest.
    let kept = seen_file(&home.data(), DEVICE, std::slice::from_ref(&pack));
    fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder to watch");
    let first = open(&home, &pack);
    let before = wait_for_file(&kept);
    assert!(first.look(|screen| !screen.contents().contains("has changed")));
    close(first);
    beside(
        &home,
        &[
            "--pack",
            pack.to_str().expect("UTF-8"),
            "mark",
            "Soil",
            "Compost",
            "done",
        ],
    );

    write("- **Mulch**\n- **Soil**\n- **Worms**\n");
    let mut second = open(&home, &pack);
    second.wait_for("what has changed", |screen| {
        screen
            .contents()
            .contains("The packs have changed: 2 new, 1 gone; your mark is kept; 1 mark has no topic now")
    });
    // Until it was read, it is told again.
    assert_eq!(wait_for_file(&kept), before);
    close(second);
    assert_ne!(wait_for_file(&kept), before);
}

#[test]
fn a_log_deleted_under_the_running_tutor_is_written_again() {
    let home = Home::new();
    let mut pty = Pty::waypost(&home);
    pty.send("2\r ");
    pty.wait_for("a mark", |screen| {
        counts(screen, 1, 0) && status(screen).contains(": done")
    });
    beside(&home, &["mark", "GraphQL", "done"]);
    pty.wait_for("another", |screen| counts(screen, 2, 0));
    for log in home.own_logs() {
        fs::remove_file(log).expect("the log");
    }
    pty.wait_for("what happened", |screen| {
        screen.contents().contains("2 marks were gone from the disk")
    });
    close(pty);
    assert_eq!(
        home.log().iter().filter(|line| line.contains(r#""do":"mark""#)).count(),
        2
    );
}

#[test]
fn the_first_pack_that_is_added_shows_in_the_running_tutor() {
    let home = Home::new();
    let pack = home.path("garden");
    fs::create_dir_all(&pack).expect("a folder");
    let spec = "# Garden\n\n## Learning Paths\n\n### Ground\n- **Soil**\n- **Compost**\n";
    fs::write(pack.join("garden.md"), spec).expect("a spec");
    let mut pty = Pty::waypost(&home);
    pty.wait_for("the course", |screen| counts(screen, 0, 0));
    assert!(!home.data().join("packs").exists());
    beside(&home, &["pack", "add", pack.to_str().expect("a path in UTF-8")]);
    pty.wait_for("the pack", |screen| {
        counts(screen, 0, 2) && status(screen).contains("Reloaded: 2 new")
    });
    beside(&home, &["pack", "remove", "garden"]);
    pty.wait_for("the pack gone", |screen| counts(screen, 0, 0));
    beside(
        &home,
        &[
            "pack",
            "add",
            pack.to_str().expect("a path in UTF-8"),
            "--name",
            "again",
        ],
    );
    pty.wait_for("the pack again", |screen| counts(screen, 0, 2));
    close(pty);
}

#[test]
fn lists_have_a_line_of_the_terminal_for_each_entry() {
    let home = Home::new();
    for columns in [40, 80] {
        for (args, mark) in [(&["list", "topics"][..], "○ "), (&["search", "design"], "")] {
            let mut pty = Pty::spawn(home.command(WAYPOST, args), columns, 100);
            assert_eq!(pty.wait_exit().exit_code(), 0);
            pty.look(|screen| {
                let rows: Vec<String> = screen.rows(0, columns).collect();
                let rows: Vec<&String> = rows.iter().filter(|row| !row.trim().is_empty()).collect();
                assert!(
                    rows.len() > 5 && rows.iter().all(|row| row.starts_with(mark)),
                    "{rows:#?}"
                );
                assert!(rows.iter().any(|row| row.contains('…')), "{rows:#?}");
                let is_wrapped = |row: u16| screen.row_wrapped(row);
                assert!(!(0..100).any(is_wrapped), "{args:?} at {columns}");
            });
        }
    }
}
