//! `doctor`: every damage made for real, and everything back afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Home, Ran, newer};

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
      here: 2 snapshots, 2026-02-01 to 2026-02-02, the last with 4 events; the logs
      have all of it

    All well: 4 events in 1 log, 2 snapshots.
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
fn whatever_happens_to_the_log_a_repair_brings_everything_back() {
    type Damage = fn(&mut Vec<Vec<u8>>);
    let table: [(&str, Damage); 14] = [
        ("cut off in its last line", |lines| lines[3].truncate(60)),
        ("cut off before its last id", |lines| lines[3].truncate(9)),
        ("cut off in the middle", |lines| lines.truncate(2)),
        ("a flipped bit", |lines| lines[1][90] ^= 1),
        ("a flipped bit in an id", |lines| lines[1][20] ^= 1),
        ("a flipped bit in a version", |lines| lines[1][5] ^= 2),
        ("two lines run together", |lines| _ = lines[1].pop()),
        ("all lines run together", |lines| {
            *lines = vec![lines.concat().into_iter().filter(|&byte| byte != b'\n').collect()];
        }),
        ("zeros before a line", |lines| _ = lines[2].splice(..0, [0; 4096])),
        ("zeros instead of a line", |lines| lines[2].fill(0)),
        ("rubbish", |lines| _ = lines[1].splice(..0, *b"\xFF\xFE\x80 rubbish")),
        ("UTF-16", |lines| {
            for line in lines {
                *line = line.iter().flat_map(|&byte| [byte, 0]).collect();
            }
        }),
        ("an empty file", Vec::clear),
        ("no file", Vec::clear),
    ];
    for (name, damage) in table {
        let home = Home::with_marks();
        assert_eq!(home.done(), MARKED);
        let mut lines = home.lines();
        damage(&mut lines);
        fs::write(home.log(), lines.concat()).expect("the log");
        if name == "no file" {
            fs::remove_file(home.log()).expect("the log");
        }
        let damaged = fs::read(home.log()).ok();
        let looked = home.doctor(&[]);
        assert_eq!((looked.code, looked.err.as_str()), (Some(1), ""), "{name}: {looked}");
        assert!(looked.out.contains(" doctor --repair\n"), "{name}: {looked}");
        assert!(
            looked
                .out
                .lines()
                .all(|line| line.contains("[dir]") || line.chars().count() <= 80),
            "{name}: {looked}"
        );

        let before = home.tree();
        let dry = home.doctor(&["--repair", "--dry-run"]);
        assert_eq!((dry.code, dry.err.as_str()), (Some(0), ""), "{name}: {dry}");
        assert_eq!(home.tree(), before, "{name}: a dry run changes nothing");

        let repaired = home.doctor(&["--repair"]);
        assert_eq!(
            (repaired.code, repaired.err.as_str()),
            (Some(0), ""),
            "{name}: {repaired}"
        );
        assert_eq!(home.done(), MARKED, "{name}: {repaired}");
        let after = home.tree();
        for (path, bytes) in &before {
            let now = after.get(path).unwrap_or_else(|| panic!("{name}: {path:?} is gone"));
            let kept = now
                .as_ref()
                .zip(bytes.as_ref())
                .is_none_or(|(now, bytes)| now.starts_with(bytes));
            assert!(kept, "{name}: {path:?} was changed");
        }
        assert!(damaged.is_none() || after[&home.log()] >= damaged, "{name}");

        let well = home.doctor(&[]);
        assert_eq!(well.code, Some(0), "{name}: {well}");
        assert!(well.out.contains("\nAll well: "), "{name}: {well}");
        let again = home.tree();
        assert!(home.doctor(&["--repair"]).out.contains("nothing to repair"), "{name}");
        assert_eq!(home.tree(), again, "{name}: a second repair changes nothing");
    }
}

#[test]
fn damage_is_told_of_with_its_place_and_what_comes_of_it() {
    let home = Home::with_marks();
    let mut lines = home.lines();
    lines[0][90] ^= 1;
    lines[1].pop();
    lines[3].truncate(100);
    lines.insert(2, b"an old shopping list\n".to_vec());
    fs::write(home.log(), lines.concat()).expect("the log");
    insta::assert_snapshot!(home.doctor(&[]), @r#"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        1 event, 4 lines, 555 bytes, 2026-02-01

    Lines that don't count
      [dir]/home/.local/share/waypost/log/here.jsonl:1:134
        the checksum is `[crc]`, but the line's bytes have `[crc]`
        "do":"mark","topic":"farden/ground/soil","status":"done","crc":"[crc]"}
        Can be brought back: 1 event in a snapshot.
      [dir]/home/.local/share/waypost/log/here.jsonl:2:165
        the line is cut off before its checksum
        "do":"mark","topic":"garden/ground/mulch","status":"done","crc":"[crc]"
        Can be brought back: 1 event whole in the line.
      [dir]/home/.local/share/waypost/log/here.jsonl:4:101
        the line is cut off before its checksum
        "do":"mark","topic":"garden/pla
        Can be brought back: 1 event in a snapshot.
        It is the last of its file and has no end: if the file is still being copied
        here, look again later.

    Snapshots
      here: 2026-02-02, 4 events
        the logs lack 3 events of it; to bring them back:
          waypost --pack 'pack' doctor --restore 2026-02-02
      1 other snapshot with nothing more that the logs lack

    What to do:
    - To bring back 3 events and note 3 damaged lines as looked at; nothing is
      changed or deleted, and --dry-run shows it first:
          waypost --pack 'pack' doctor --repair
    [exit code 1]
    "#);
    insta::assert_snapshot!(home.doctor(&["--repair", "--dry-run"]), @r"
    Would bring back 3 events, 1 from damaged lines and 2 from snapshots, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here.jsonl
      2026-02-01 10:00  Soil → done
      2026-02-01 11:00  Mulch → done
      2026-02-02 10:00  Lettuce → done
    Would note 3 damaged lines as looked at: they stay in place, and no device would
    speak of them again.
    [exit code 0]
    ");
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    Brought back 3 events, 1 from damaged lines and 2 from snapshots, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here.jsonl
    Noted 3 damaged lines as looked at: they stay in place, and no device speaks of
    them again.
    [exit code 0]
    ");
    insta::assert_snapshot!(home.doctor(&[]), @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        2 events, 5 lines, 712 bytes, 2026-02-01 to 2026-03-01
        3 damaged lines looked at before
      recovered-20260301T120000Z-here.jsonl
        3 events, 3 lines, 436 bytes, 2026-02-01 to 2026-02-02

    Snapshots
      here: 3 snapshots, 2026-02-01 to 2026-03-01, the last with 5 events; the logs
      have all of it

    All well: 5 events in 2 logs, 3 snapshots.
    [exit code 0]
    ");
    let log = home.run(&["log"]);
    assert_eq!((log.code, log.err.as_str()), (Some(0), ""), "{log}");
}

#[test]
fn what_is_lost_for_good_is_said_once_on_all_devices() {
    let home = Home::without_snapshots();
    let mut lines = home.lines();
    lines[1][90] ^= 1;
    fs::write(home.log(), lines.concat()).expect("the log");
    let said = home.run(&["list"]);
    assert!(
        said.err
            .contains("1 line of your log doesn't count; `waypost doctor` says what is lost"),
        "{said}"
    );
    insta::assert_snapshot!(home.doctor(&[]), @r#"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        3 events, 4 lines, 582 bytes, 2026-02-01 to 2026-02-02

    Lines that don't count
      [dir]/home/.local/share/waypost/log/here.jsonl:2:135
        the checksum is `[crc]`, but the line's bytes have `[crc]`
        "do":"mark","topic":"farden/ground/mulch","status":"done","crc":"[crc]"
        1 event lost, unless another device or a backup has the line; mark again
        what you miss.

    What to do:
    - To note 1 damaged line as looked at; nothing is changed or deleted, and
      --dry-run shows it first:
          waypost --pack 'pack' doctor --repair
    [exit code 1]
    "#);
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r#"
    Noted 1 damaged line as looked at: it stays in place, and no device speaks of it
    again.

    What can't be brought back
      [dir]/home/.local/share/waypost/log/here.jsonl:2:135
        the checksum is `[crc]`, but the line's bytes have `[crc]`
        "do":"mark","topic":"farden/ground/mulch","status":"done","crc":"[crc]"
        1 event lost, unless another device or a backup has the line; mark again
        what you miss.
    [exit code 0]
    "#);
    assert_eq!(home.done(), ["Lettuce", "Radish", "Soil"]);
    let other = home.command(&["list"]).env("WAYPOST_DEVICE", "other").output();
    let other = home.read(other.expect("the program"));
    assert_eq!((other.code, other.err.as_str()), (Some(0), ""), "{other}");
    assert_eq!(home.doctor(&[]).code, Some(0));
}

#[test]
fn a_line_that_was_written_again_is_no_damage() {
    let home = Home::with_marks();
    let mut lines = home.lines();
    lines.insert(2, [&lines[2][..70], b"\n"].concat());
    fs::write(home.log(), lines.concat()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(
        ran.out
            .contains("1 line cut off while written, and written again: nothing is lost"),
        "{ran}"
    );
}

#[test]
fn copies_of_a_log_are_told_of_with_what_only_they_have() {
    let home = Home::with_marks();
    let lines = home.lines();
    fs::remove_file(home.log()).expect("the log");
    let log = home.log().with_file_name("other.jsonl");
    let copy = home
        .log()
        .with_file_name("other (Ada's conflicted copy 2026-03-01).jsonl");
    fs::write(&copy, lines[1..].concat()).expect("a copy");
    fs::write(&log, lines[..3].concat()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let said = "a copy of other.jsonl, with 2 events in common; 1 event is only here";
    assert!(ran.out.contains(said), "{ran}");
    // A damaged line whose event the copy has costs nothing.
    let mut lines = lines[..3].to_vec();
    lines[1][90] ^= 1;
    fs::write(&log, lines.concat()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.out.contains("other.jsonl:2:") && ran.out.contains("Nothing is lost."),
        "{ran}"
    );
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    Noted 1 damaged line as looked at: it stays in place, and no device speaks of it
    again.
    [exit code 0]
    ");
    assert_eq!(home.doctor(&[]).code, Some(0));
    assert_eq!(home.done(), MARKED);
}

#[test]
fn a_damaged_snapshot_is_told_of_and_what_is_whole_of_it_comes_back() {
    let home = Home::with_marks();
    let snapshot = home.data().join("snapshots/here/2026-02-02.jsonl.gz");
    let mut bytes = fs::read(&snapshot).expect("the snapshot");
    bytes.truncate(bytes.len() - 20);
    fs::write(&snapshot, &bytes).expect("the snapshot");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.out
            .contains("snapshots/here/2026-02-02.jsonl.gz\n    the end of the file is missing"),
        "{ran}"
    );
    assert!(ran.out.contains("- Move damaged snapshots away"), "{ran}");
    fs::remove_file(home.log()).expect("the log");
    let ran = home.doctor(&["--repair"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("doctor` says what else to do"), "{ran}");
    assert_eq!(home.done(), MARKED);
    fs::write(&snapshot, "rubbish").expect("the snapshot");
    assert_eq!(home.doctor(&[]).code, Some(1));
    fs::remove_file(&snapshot).expect("the snapshot");
    assert_eq!(home.doctor(&[]).code, Some(0));
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
        (Some(0), "There is nothing to repair.\n"),
        "{repair}"
    );
    assert!(repair.err.starts_with("note: not all can be repaired"), "{repair}");

    let home = Home::with_marks();
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its mode");
    mode(&home.log(), 0o644);
    mode(&home.data().join("log"), 0o755);
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "advice is no failure: {ran}");
    assert!(ran.out.contains("      chmod go-rwx '[dir]/home/.local/share/waypost/log' '[dir]/home/.local/share/waypost/log/here.jsonl'\n"), "{ran}");

    home.write("blocked", "a file");
    let ran = home.doctor(&["--data", "blocked"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""), "{ran}");
    assert!(
        ran.out
            .contains("  [dir]/blocked/log\n    something else is where a folder should be\n"),
        "{ran}"
    );
    assert!(ran.out.contains("- Nothing can be recorded now: can't write"), "{ran}");
}

#[test]
fn conflicts_of_gits_cost_nothing_and_the_name_of_the_device_is_spoken_of() {
    let home = Home::with_marks();
    let lines = home.lines();
    let bytes = [
        b"<<<<<<< HEAD\n",
        &lines[0][..],
        &lines[1],
        b"=======\n",
        &lines[2],
        b">>>>>>> other\n",
        &lines[3],
    ]
    .concat();
    fs::remove_file(home.log()).expect("the log");
    fs::write(home.log().with_file_name("other.jsonl"), &bytes).expect("another device's log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let said = "other.jsonl:6:1\n    git could not merge this file and has put both versions into it\n    nothing is lost, both count; take out the lines";
    assert!(ran.out.contains(said), "{ran}");
    assert!(!home.run(&["list"]).err.is_empty());
    assert_eq!(home.doctor(&["--repair"]).code, Some(0));
    assert_eq!(home.doctor(&[]).code, Some(0));
    assert_eq!(home.done(), MARKED, "and nobody speaks of it any more");

    // In our own file they show that another machine has our name; that is for the learner to put right.
    fs::write(home.log(), [home.lines().concat(), bytes].concat()).expect("the log");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(
        ran.out.contains("another machine writes under this one's name, `here`"),
        "{ran}"
    );
}

#[test]
fn a_restore_brings_back_what_is_missing_and_takes_nothing_away() {
    let home = Home::with_marks();
    let lines = home.lines();
    fs::write(home.log(), &lines[1]).expect("the log");
    let marked = home.at("2026-02-10T10:00:00Z", &["mark", "Compost", "done"]).output();
    let marked = home.read(marked.expect("the program"));
    let lack = "your log lacks 3 marks that the snapshot of 2026-02-02 has; `waypost doctor` brings them back";
    assert_eq!((marked.code, marked.err), (Some(0), format!("warning: {lack}\n")));
    for (date, said) in [
        ("2026-01-31", "before it"),
        (
            "2025-01-01",
            "there are those of\n  2026-02-10\n  2026-02-02\n  2026-02-01\n",
        ),
    ] {
        let ran = home.doctor(&["--restore", date]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
        assert!(ran.err.contains(said), "{ran}");
    }
    let before = home.tree();
    insta::assert_snapshot!(home.doctor(&["--restore", "2026-02-09", "--dry-run"]), @r"
    There is no snapshot of 2026-02-09; the last before it is of 2026-02-02.
    Would bring back 3 events, from the snapshots of 2026-02-02, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here.jsonl
      2026-02-01 10:00  Soil → done
      2026-02-01 12:00  Radish → done
      2026-02-02 10:00  Lettuce → done
    [exit code 0]
    ");
    assert_eq!(home.tree(), before);
    insta::assert_snapshot!(home.doctor(&["--restore", "2026-02-01"]), @r"
    Brought back 1 event, from the snapshots of 2026-02-01, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here.jsonl
    [exit code 0]
    ");
    assert_eq!(
        home.done(),
        ["Compost", "Mulch", "Soil"],
        "the first snapshot of a day has its first mark"
    );
    insta::assert_snapshot!(home.doctor(&["--restore", "2026-02-09"]), @r"
    There is no snapshot of 2026-02-09; the last before it is of 2026-02-02.
    Brought back 2 events, from the snapshots of 2026-02-02, into
      [dir]/home/.local/share/waypost/log/recovered-20260301T120000Z-here-2.jsonl
    [exit code 0]
    ");
    assert_eq!(home.done(), ["Compost", "Lettuce", "Mulch", "Radish", "Soil"]);
    insta::assert_snapshot!(home.doctor(&["--restore", "2026-02-02"]), @r"
    The logs have everything the snapshots of 2026-02-02 have.
    [exit code 0]
    ");
    assert_eq!(home.doctor(&[]).code, Some(0));
    let none = Home::new().doctor(&["--restore", "2026-02-02"]);
    assert!(none.code == Some(1) && none.err.contains("no snapshots yet"), "{none}");
}

/// A garden whose paths and names have changed.
const REPLANTED: &str = "---\nname: garden\n---\n# Garden\n\n## Learning Paths\n\n### Ground\n- **Soil Types** - sand\n- **Mulching** - straw\n- **Rakes** - iron\n\n### Plants\n- **Lettuces** - all year\n";

#[test]
fn progress_without_a_topic_is_listed_and_moved() {
    let home = Home::with_marks();
    home.write("new/agents/garden.md", REPLANTED);
    let run = |args: &[&str]| home.read(home.bare(&["--pack", "new"]).args(args).output().expect("the program"));
    let listed = run(&["doctor"]);
    insta::assert_snapshot!(listed, @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        4 events, 4 lines, 582 bytes, 2026-02-01 to 2026-02-02

    Snapshots
      here: 2 snapshots, 2026-02-01 to 2026-02-02, the last with 4 events; the logs
      have all of it

    Progress without a topic
      4 topics you marked aren't in new, the only place looked. Nothing of it is
      lost: it counts again with a pack that has the topic, or for another topic
      once you move it.
      ✓ garden/plants/lettuce  done since 2026-02-02
          waypost --pack 'new' doctor --move 'garden/plants/lettuce' 'garden/plants/lettuces'
      ✓ garden/plants/radish  done since 2026-02-01
      ✓ garden/ground/mulch  done since 2026-02-01
          waypost --pack 'new' doctor --move 'garden/ground/mulch' 'garden/ground/mulching'
      ✓ garden/ground/soil  done since 2026-02-01
          waypost --pack 'new' doctor --move 'garden/ground/soil' 'garden/ground/soil-types'

    All well: 4 events in 1 log, 2 snapshots.
    [exit code 0]
    ");
    let before = home.tree();
    for (old, new, said) in [
        ("Mulching", "Rakes", "`Mulching` is a topic of the packs"),
        ("Mulch", "Rekes", "did you mean garden/ground/rakes"),
        ("Radish", "radish", "`Radish` and `radish` are the same"),
        ("Mulhc", "Rakes", "did you mean garden/ground/mulch?"),
        ("Zeppelin", "Rakes", "`waypost doctor` lists all there is"),
    ] {
        let ran = run(&["doctor", "--move", old, new, "--dry-run"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran}");
        assert!(ran.err.contains("nothing was moved") && ran.err.contains(said), "{ran}");
    }
    insta::assert_snapshot!(run(&["doctor", "--move", "mulch", "Mulching", "--dry-run"]), @r"
    Would move the progress of garden/ground/mulch to garden/ground/mulching
      Mulching would be done (was todo)
    [exit code 0]
    ");
    assert_eq!(home.tree(), before);
    insta::assert_snapshot!(run(&["doctor", "--move", "mulch", "Mulching"]), @r"
    Moved the progress of garden/ground/mulch to garden/ground/mulching
      Mulching is now done (was todo)
      `waypost --pack 'new' undo` takes it back.
    [exit code 0]
    ");
    assert!(
        !run(&["doctor"]).out.contains("garden/ground/mulch'"),
        "no orphan any more"
    );
    let ran = run(&["undo"]);
    insta::assert_snapshot!(ran, @r"
    Undone: progress of garden/ground/mulch counts for Mulching
      Mulching is now todo (was done)
    [exit code 0]
    ");
    assert_eq!(run(&["doctor"]).out.matches("garden/ground/mulch'").count(), 1);
    // The pack that has it needs no move.
    let ran = home.run(&["doctor", "--move", "Mulch", "Soil"]);
    assert!(
        ran.err.contains("`Mulch` is a topic of the packs, garden/ground/mulch"),
        "{ran}"
    );
    assert!(!home.doctor(&[]).out.contains("without a topic"));
    home.went("2026-02-20T10:00:00Z", &["--pack", "new", "mark", "Rakes", "learning"]);
    insta::assert_snapshot!(run(&["doctor", "--move", "garden/plants/radish", "Rakes"]), @r"
    Moved the progress of garden/plants/radish to garden/ground/rakes
      Rakes stays learning: its own mark is later
      `waypost --pack 'new' undo` takes it back.
    [exit code 0]
    ");
}

#[test]
fn wrong_clocks_are_no_damage() {
    let home = Home::new();
    home.went("1970-01-01T00:00:07Z", &["mark", "Soil", "done"]);
    home.went("2031-01-01T00:00:00Z", &["mark", "Mulch", "done"]);
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let said =
        "  here.jsonl: 1 event dated ahead of now, 1 event dated before 2000, as far as\n              1970-01-01\n";
    assert!(ran.out.contains(said), "{ran}");
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
        &["--restore", "yesterday"],
    ] {
        let ran = home.doctor(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran}");
    }
    insta::assert_snapshot!(home.ok(&["doctor", "--help"]), @r"
    Look after your progress: what is damaged, missing or out of place, and what can be brought back

    Usage: waypost doctor [OPTIONS]

    Options:
          --repair            Bring back every event that is whole in a damaged line or that only a
                              snapshot has, and note the damaged lines as looked at, so that no device
                              speaks of them again
          --restore <DATE>    Bring back what the snapshots of this day (or else the last before it)
                              have and the logs lack. It takes nothing away; to take marks back use
                              `waypost undo`
          --move <OLD> <NEW>  Let the progress under an id that no pack has any more count for a topic
                              there is
          --dry-run           Show what an action would do, and do nothing
          --json              Print one JSON object
          --pack <DIR>        Learn from this folder of agent specs instead of the built-in pack; may be
                              given several times
          --data <DIR>        Keep progress in this folder [env: WAYPOST_DATA]
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
