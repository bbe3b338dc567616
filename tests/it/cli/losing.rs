//! What has gone from the disk behind the program's back is noticed, whatever took it away.

use std::fs;
use std::path::PathBuf;

use super::{Home, Ran};

const SHRUNK: &str = "Not all your progress shows: ";

impl Home {
    /// Runs on a day of February.
    fn on(&self, day: u32, args: &[&str]) -> Ran {
        let now = format!("2026-02-{day:02}T12:00:00Z");
        self.read(self.at(&now, args).output().expect("the program"))
    }

    fn kept(&self, name: &str) -> PathBuf {
        self.path().join("home/.local/share/waypost").join(name)
    }
}

#[test]
fn a_log_that_is_gone_or_older_is_never_taken_for_all_there_is() {
    let home = Home::new();
    home.ok(&["mark", "Soil", "done"]);
    let log = home.kept("log/here.jsonl");
    let older = fs::read(&log).expect("the log");
    home.ok(&["mark", "Mulch", "Compost", "done"]);
    let newer = fs::read(&log).expect("the log");
    let said = |args: &[&str]| home.run(args).err;
    for (damage, what) in [
        (Some(&older[..]), "bytes of this device's log are gone"),
        (Some(b""), "this device's log is gone"),
        (None, "this device's log is gone"),
    ] {
        match damage {
            Some(bytes) => fs::write(&log, bytes).expect("the log"),
            None => fs::remove_file(&log).expect("the log"),
        }
        for args in [&["stats"][..], &["next"], &["list"], &["log"]] {
            assert!(said(args).contains(what), "{}", said(args));
        }
        assert!(
            said(&["stats"]).starts_with(&format!("warning: {SHRUNK}")),
            "{}",
            said(&["stats"])
        );
        fs::write(&log, &newer).expect("the log");
        assert_eq!(said(&["stats"]), "");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_no_empty_folder() {
    let home = Home::new();
    std::os::unix::fs::symlink("not/mounted", home.path().join("stick")).expect("a link");
    let ran = home.run(&["--data", "stick", "stats"]);
    assert!(ran.err.starts_with(&format!("warning: {SHRUNK}")), "{ran}");
    assert_eq!(
        home.run(&["--data", "not/there", "stats"]).err,
        "",
        "what was never there is a new start"
    );
}

#[test]
fn snapshots_never_forget_what_the_logs_have_lost() {
    let home = Home::new();
    for (day, topic) in (1..).zip(["Soil", "Mulch", "Compost"]) {
        assert_eq!(home.on(day, &["mark", topic, "done"]).code, Some(0));
    }
    fs::remove_dir_all(home.kept("log")).expect("the logs");
    for day in 4..28 {
        let status = if day % 2 == 0 { "done" } else { "learning" };
        let ran = home.on(day, &["mark", "Radish", status]);
        let lack = "your log lacks 3 marks that the snapshot of 2026-02-";
        assert!(ran.err.contains(lack), "day {day}: {ran}");
    }
    // All of the first three days' own snapshots are gone by now.
    let ran = home.on(28, &["doctor", "--repair"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let done = home.on(28, &["list", "--status", "done"]).out;
    for topic in ["Soil", "Mulch", "Compost"] {
        assert!(done.contains(topic), "{done}");
    }
    assert_eq!(home.on(28, &["mark", "Radish", "todo"]).err, "");
}

#[test]
fn a_topic_that_was_moved_away_can_be_marked_for_itself_when_it_is_back() {
    let home = Home::new();
    let spec = |steps: &str| {
        home.write(
            "shed/tools.md",
            &format!("# Tools\n\n## Learning Paths\n\n### Hand\n{steps}"),
        )
    };
    let ok = |args: &[&str]| {
        let ran = home.read(
            home.bare(&[&["--pack", "shed"], args].concat())
                .output()
                .expect("the program"),
        );
        assert_eq!(ran.code, Some(0), "{ran}");
        ran.out
    };
    spec("- Spade\n- Rake\n");
    ok(&["mark", "Spade", "done"]);
    spec("- Shovel\n- Rake\n");
    ok(&["doctor", "--move", "tools/hand/spade", "Shovel"]);
    assert!(ok(&["list", "--status", "done"]).contains("Shovel"));
    spec("- Spade\n- Shovel\n- Rake\n");
    assert!(ok(&["mark", "Spade", "learning"]).contains("Spade is now learning"));
    assert!(ok(&["list", "--status", "learning"]).contains("Spade"));
    assert!(
        ok(&["list", "--status", "done"]).contains("Shovel"),
        "what was moved stays moved"
    );
}

#[test]
fn an_earlier_day_is_seen_by_todays_names() {
    let home = Home::new();
    let spec = |steps: &str| {
        home.write(
            "shed/tools.md",
            &format!("# Tools\n\n## Learning Paths\n\n### Hand\n{steps}"),
        )
    };
    let on = |day: u32, args: &[&str]| {
        let mut command = home.bare(&[&["--pack", "shed"], args].concat());
        command.env("WAYPOST_NOW", format!("2026-02-{day:02}T12:00:00Z"));
        home.read(command.output().expect("the program")).out
    };
    spec("- Spade\n- Rake\n");
    on(1, &["mark", "Spade", "done"]);
    spec("- Shovel\n- Rake\n");
    on(20, &["doctor", "--move", "tools/hand/spade", "Shovel"]);
    assert!(on(21, &["stats", "--at", "2026-02-10"]).contains("1 of 2 topics done"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_limit_on_files_ends_in_a_message() {
    let home = Home::new();
    let program = home.command(&["mark", "Soil", "done"]);
    let shell = "ulimit -f 0; exec \"$0\" \"$@\"";
    let mut limited = std::process::Command::new("/bin/sh");
    limited
        .args(["-c", shell])
        .arg(program.get_program())
        .args(program.get_args());
    limited.env_clear();
    for (name, value) in program.get_envs() {
        limited.env(name, value.unwrap_or_default());
    }
    limited.current_dir(home.path());

    let ran = home.read(limited.output().expect("a shell"));
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.err.contains("nothing was recorded: no space left"), "{ran}");
}
