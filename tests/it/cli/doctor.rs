//! `doctor`: every damage made for real, and everything back afterwards.

mod damage;
mod orphans;
mod snapshots;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Home, Ran, newer};
use orphans::REPLANTED;

const MARKED: [&str; 4] = ["Lettuce", "Mulch", "Radish", "Soil"];

impl Home {
    /// Four marks on two days: the snapshot of the second day has all of them.
    fn with_marks() -> Self {
        let home = Self::new();
        home.went("2026-02-01T10:00:00Z", &["mark", "Soil", "done"]);
        home.went("2026-02-01T11:00:00Z", &["mark", "Mulch", "done"]);
        home.went("2026-02-01T12:00:00Z", &["mark", "Radish", "done"]);
        home.went("2026-02-02T10:00:00Z", &["mark", "Lettuce", "done"]);
        home
    }

    /// The same without snapshots.
    fn without_snapshots() -> Self {
        let home = Self::with_marks();
        fs::remove_dir_all(home.data().join("snapshots")).expect("the snapshots");
        home
    }

    /// Runs at another time, and goes well without a word on stderr.
    fn went(&self, now: &str, args: &[&str]) -> Ran {
        let ran = self.read(self.at(now, args).output().expect("the program"));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
        ran
    }

    fn data(&self) -> PathBuf {
        self.path().join("home/.local/share/waypost")
    }

    fn log(&self) -> PathBuf {
        self.data().join("log/here.jsonl")
    }

    /// As if the log had never been longer than it is made now.
    fn forget_length(&self) {
        fs::remove_dir_all(self.path().join("home/.local/state")).expect("the state folder");
    }

    fn lines(&self) -> Vec<Vec<u8>> {
        let bytes = fs::read(self.log()).expect("the log");
        bytes
            .split_inclusive(|&byte| byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    }

    /// What a damaged store has: titles of what is done.
    fn done(&self) -> Vec<String> {
        let (_, value) = self.json(&["list", "--status", "done", "--json"]);
        let topics = value["topics"].as_array().expect("topics");
        let mut titles: Vec<String> = topics
            .iter()
            .map(|topic| topic["title"].as_str().expect("a title").to_owned())
            .collect();
        titles.sort();
        titles
    }

    fn doctor(&self, args: &[&str]) -> Ran {
        let ran = self.run(&[&["doctor"], args].concat());
        Ran {
            out: plain(&ran.out),
            ..ran
        }
    }

    /// Every file and folder, with what is in it.
    fn tree(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        fn walk(folder: &Path, tree: &mut BTreeMap<PathBuf, Option<Vec<u8>>>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    walk(&path, tree);
                }
                tree.insert(path.clone(), fs::read(&path).ok());
            }
        }
        let mut tree = BTreeMap::new();
        walk(self.path(), &mut tree);
        tree
    }
}

/// Checksums depend on ids, which have a random part.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '"']) {
        let (before, after) = rest.split_at(at + 1);
        plain.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        rest = if digits == 8 && after[8..].starts_with(['`', '"', '\\']) {
            plain.push_str("[crc]");
            &after[8..]
        } else {
            after
        };
    }
    plain + rest
}

#[test]
fn a_healthy_store_is_described_in_few_lines() {
    let home = Home::new();
    insta::assert_snapshot!(home.doctor(&[]), @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl (not there yet)

    All well: nothing was recorded yet.
    [exit code 0]
    ");
    assert!(!home.path().join("home").exists(), "looking makes nothing");
    let home = Home::with_marks();
    insta::assert_snapshot!(home.doctor(&[]), @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        4 events, 4 lines, 582 bytes, 2026-02-01 to 2026-02-02

    Snapshots
      here: 2 snapshots from 2026-02-01 to 2026-02-02, the last with 4 events, all
      in the logs too

    All well: 4 marks in 1 log, 2 snapshots.
    [exit code 0]
    ");
    let elsewhere = home.read(
        home.command(&["doctor"])
            .env("WAYPOST_DATA", "elsewhere")
            .output()
            .expect("the program"),
    );
    assert!(elsewhere.out.contains("(from WAYPOST_DATA)"), "{elsewhere}");
    let elsewhere = home.run(&["--data", "elsewhere", "doctor"]);
    assert!(elsewhere.out.contains("[dir]/elsewhere (from --data)"), "{elsewhere}");
}

#[test]
fn a_newer_versions_log_is_read_and_nothing_done() {
    let home = Home::with_marks();
    home.write("home/.local/share/waypost/log/other.jsonl", &newer());
    fs::remove_file(home.log()).expect("the log");
    let before = home.tree();
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains("has lines in version 99 of") && ran.out.contains("- After the update, to bring back"),
        "{ran}"
    );
    for args in [
        &["--repair"][..],
        &["--repair", "--dry-run"],
        &["--restore", "2026-03-01"],
        &["--move", "a", "Soil"],
    ] {
        let ran = home.doctor(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran}");
        assert!(
            ran.err.starts_with("error: nothing was done: ") && ran.err.contains("update waypost"),
            "{ran}"
        );
    }
    assert_eq!(home.tree(), before);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_or_written_is_told_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::with_marks();
    fs::create_dir(home.log().with_file_name("folder.jsonl")).expect("a folder");
    // To everyone, root too, this can't be read.
    std::os::unix::fs::symlink("round.jsonl", home.log().with_file_name("round.jsonl")).expect("a link");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.out
            .contains("log/folder.jsonl\n    something else is where a file should be"),
        "{ran}"
    );
    assert!(ran.out.contains("log/round.jsonl\n    can't be read: "), "{ran}");
    let repair = home.doctor(&["--repair"]);
    assert_eq!(
        (repair.code, repair.out.as_str()),
        (
            Some(0),
            "There is nothing that a repair can do.\n\nWhat remains to be done by hand:\n- Put right what can't be read; what is in it doesn't count until then:\n      [dir]/home/.local/share/waypost/log/folder.jsonl\n      [dir]/home/.local/share/waypost/log/round.jsonl\n"
        ),
        "{repair}"
    );
    assert_eq!(repair.err, "", "{repair}");

    let home = Home::with_marks();
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its mode");
    mode(&home.log(), 0o644);
    mode(&home.data().join("log"), 0o755);
    let ran = home.doctor(&[]);
    assert!(!ran.out.contains("chmod"), "nobody gets there: {ran}");
    mode(&home.data(), 0o711);
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "advice is no failure: {ran}");
    assert!(ran.out.contains("      chmod go-rwx '[dir]/home/.local/share/waypost' '[dir]/home/.local/share/waypost/log' '[dir]/home/.local/share/waypost/log/here.jsonl'\n"), "{ran}");

    home.write("blocked", "a file");
    let ran = home.doctor(&["--data", "blocked"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""), "{ran}");
    assert!(
        ran.out
            .contains("  [dir]/blocked/log\n    something else is where a folder should be\n"),
        "{ran}"
    );
    assert!(
        ran.out
            .contains("- Nothing can be recorded now: something else is where a folder should be"),
        "{ran}"
    );
}

#[test]
fn looking_and_dry_runs_write_nothing_anywhere() {
    let home = Home::new();
    // As on a machine without a name of its own choice, where another one could be taken.
    let run = |args: &[&str]| {
        let mut command = home.command(args);
        command.env_remove("WAYPOST_DEVICE");
        home.read(command.output().expect("the program"))
    };
    for topic in ["Soil", "Mulch"] {
        assert_eq!(run(&["mark", topic, "done"]).code, Some(0));
    }
    let folder = home.data().join("log");
    let log = fs::read_dir(&folder)
        .expect("the logs")
        .next()
        .expect("a log")
        .expect("a log")
        .path();
    let lines: Vec<_> = fs::read(&log)
        .expect("the log")
        .split_inclusive(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let name = log.file_stem().expect("a name").to_string_lossy().into_owned();
    fs::write(folder.join(format!("{name} (conflicted copy).jsonl")), &lines[1]).expect("a copy");
    fs::write(&log, [&lines[0][..], b"rubbish\n"].concat()).expect("the log");
    let before = home.tree();
    for args in [
        &["doctor"][..],
        &["doctor", "--json"],
        &["doctor", "--repair", "--dry-run"],
        &["doctor", "--restore", "today", "--dry-run"],
        &["doctor", "--move", "Soil", "Mulch", "--dry-run"],
    ] {
        let ran = run(args);
        assert!(ran.code.is_some_and(|code| code < 2), "{ran}");
        assert_eq!(home.tree(), before, "{args:?}");
    }
    let ran = run(&["doctor"]);
    let said = "takes a name of its own\n    with the next mark";
    assert!(ran.out.contains(said) && ran.err.is_empty(), "{ran}");
    // A command that records takes the name.
    let ran = run(&["mark", "Radish", "done"]);
    assert!(ran.err.contains("another machine has this one's name"), "{ran}");
    assert!(!run(&["doctor"]).out.contains("another machine"));
}

#[test]
fn wrong_clocks_are_no_damage() {
    let home = Home::new();
    home.went("1970-01-01T00:00:07Z", &["mark", "Soil", "done"]);
    home.went("2031-01-01T00:00:00Z", &["mark", "Mulch", "done"]);
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let said = "  here.jsonl: 1 event dated ahead of now, 1 event dated before 2000, as far as\n              1970-01-01; 1 event with an id of a time ahead of now, as far as\n              2031-01-01\n";
    assert!(ran.out.contains(said), "{ran}");
    // A clock put right dates marks right again, but their ids go on from the latest.
    home.went("2026-03-01T10:00:00Z", &["mark", "Radish", "done"]);
    let ran = home.doctor(&[]);
    assert!(ran.out.contains("2 events with ids of a time ahead of now"), "{ran}");
}

#[test]
fn the_json_has_everything() {
    let home = Home::with_marks();
    let mut lines = home.lines();
    lines[0][90] ^= 1;
    lines.insert(1, b"rubbish\n".to_vec());
    fs::write(home.log(), lines.concat()).expect("the log");
    home.write("new/agents/garden.md", REPLANTED);
    let run = |args: &[&str]| {
        let args = [&["--pack", "new", "doctor", "--json"], args].concat();
        let ran = home.read(home.bare(&args).output().expect("the program"));
        let value: Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(value["schema"], "waypost/1");
        (ran.code, plain(&ran.out), value)
    };
    let (code, text, _) = run(&[]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("doctor_json", with_plain_sizes(&text));
    let (_, _, dry) = run(&["--repair", "--dry-run"]);
    let (_, _, restored) = run(&["--restore", "2026-02-02", "--dry-run"]);
    assert_eq!(restored["restore"]["events"], dry["repair"]["events"]);
    let (code, _, mut repaired) = run(&["--repair"]);
    assert_eq!(code, Some(0));
    repaired["repair"]["dry_run"] = true.into();
    assert_eq!(repaired, dry, "what is done is what was shown");
    assert_eq!(dry["repair"]["events"].as_array().map(Vec::len), Some(1));
    assert_eq!(dry["repair"]["accepted"], 2);
    assert_eq!(dry["repair"]["lost"].as_array().map(Vec::len), Some(1));
    let (_, _, moved) = run(&["--move", "Soil", "Soil Types"]);
    insta::assert_snapshot!(moved["move"], @r#"{"dry_run":false,"from":"garden/ground/soil","to":"garden/ground/soil-types","before":"todo","after":"done"}"#);
}

/// Packed random ids have no size that could be held to.
fn with_plain_sizes(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once("\"bytes\": ") {
        Some((before, _)) => format!("{before}\"bytes\": 0,"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn one_action_at_a_time() {
    let home = Home::new();
    for args in [
        &["--repair", "--restore", "2026-03-01"][..],
        &["--move", "a"],
        &["--move", "a", "b", "--repair"],
        &["--restore", "12:30"],
        &["--restore", "26-03-01"],
    ] {
        let ran = home.doctor(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran}");
    }
    let usage = |args: &[&str]| home.run(args).err.replace("--restore", "--at");
    assert_eq!(
        usage(&["doctor", "--restore", "01.03.2026"]),
        usage(&["stats", "--at", "01.03.2026"])
    );
    insta::assert_snapshot!(home.ok(&["doctor", "--help"]), @r"
    Look after your progress: what is damaged, missing or out of place, and what can be brought back

    Usage: waypost doctor [OPTIONS]

    Options:
          --repair            Bring back every event that is whole in a damaged line or that only a
                              snapshot has, and note the damaged lines as looked at, so that no device
                              speaks of them again
          --restore <WHEN>    Bring back what the snapshots of this day (or else the last before it)
                              have and the logs lack: 2026-03-01, yesterday, 3d. It takes nothing away;
                              to take marks back use `waypost undo`
          --move <OLD> <NEW>  Let the progress under an id that no pack has any more count for a topic
                              there is
          --dry-run           Show what an action would do, and do nothing
          --json              Print one JSON object
          --pack <DIR>        Learn from this folder of agent specs instead of the built-in pack; may be
                              given several times
          --data <DIR>        Keep progress in this folder [env: WAYPOST_DATA]
          --config <FILE>     Go by these settings [env: WAYPOST_CONFIG]
      -h, --help              Print help

    Without an action it only looks. No action ever changes or deletes anything: what is brought back
    comes into a new log beside the others, and --move is a new event.

    Examples:
      waypost doctor
      waypost doctor --repair --dry-run
      waypost doctor --restore 2026-03-01
      waypost doctor --move 'old-agent/path/topic' 'New Topic'

    Exit code: 0 nothing is damaged or missing, 1 something is, or the action failed.
    ");
}
