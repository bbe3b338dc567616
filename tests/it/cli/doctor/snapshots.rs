//! Snapshots: what the logs lack, and what of them is damaged.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::super::{Home, newer};
use super::MARKED;

#[test]
fn a_damaged_snapshot_is_told_of_and_what_is_whole_of_it_comes_back() {
    let home = Home::with_marks();
    let snapshot = home.data().join("snapshots/here/2026-02-02.jsonl.gz");
    let whole = fs::read(&snapshot).expect("the snapshot");
    fs::write(&snapshot, &whole[..whole.len() - 20]).expect("the snapshot");
    insta::assert_snapshot!(home.doctor(&[]), @r"
    Data folder  [dir]/home/.local/share/waypost (the usual one)
    This device  log/here.jsonl

    Logs
      here.jsonl (this device)
        4 events, 4 lines, 582 bytes, 2026-02-01 to 2026-02-02

    Snapshots
      here: 1 snapshot of 2026-02-01, with 1 event, which is in the logs too
      here: 2026-02-02, 4 events
      [dir]/home/.local/share/waypost/snapshots/here/2026-02-02.jsonl.gz
        the end of the file is missing
        the logs have all that can be read of it

    What to do:
    - Move the damaged snapshot away: what can be read of it is in the logs, and a
      new one is taken on the next day with a mark:
          mv '[dir]/home/.local/share/waypost/snapshots/here/2026-02-02.jsonl.gz' '[dir]/home/.local/share/waypost/snapshots/here/2026-02-02.jsonl.gz.damaged'
    [exit code 1]
    ");
    insta::assert_snapshot!(home.doctor(&["--restore", "2026-02-02"]), @r"
    Only 4 events, which the logs have, were whole in the damaged snapshot
    here/2026-02-02.jsonl.gz; what else it had can't be read.
    The last good one before it is of 2026-02-01:
          waypost --pack 'pack' doctor --restore 2026-02-01
    warning: [dir]/home/.local/share/waypost/snapshots/here/2026-02-02.jsonl.gz: the end of the file is missing
    [exit code 1]
    ");
    fs::remove_file(home.log()).expect("the log");
    let ran = home.doctor(&[]);
    assert!(
        ran.out.contains("- After that, move the damaged snapshot away"),
        "{ran}"
    );
    let dry = home.doctor(&["--restore", "2026-02-02", "--dry-run"]);
    assert_eq!(dry.code, Some(1), "{dry}");
    let ran = home.doctor(&["--repair"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
    assert!(
        ran.out
            .contains("What remains to be done by hand:\n- Move the damaged snapshot away"),
        "{ran}"
    );
    assert_eq!(home.done(), MARKED);
    insta::assert_snapshot!(home.doctor(&["--repair"]), @r"
    There is nothing that a repair can do.

    What remains to be done by hand:
    - Move the damaged snapshot away: what can be read of it is in the logs, and a
      new one is taken on the next day with a mark:
          mv '[dir]/home/.local/share/waypost/snapshots/here/2026-02-02.jsonl.gz' '[dir]/home/.local/share/waypost/snapshots/here/2026-02-02.jsonl.gz.damaged'
    [exit code 0]
    ");

    // Of this nothing is left, and nothing is promised.
    fs::write(&snapshot, "rubbish").expect("the snapshot");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.contains("nothing can be read of it") && !ran.out.contains("can be had from it"),
        "{ran}"
    );
    insta::assert_snapshot!(home.doctor(&["--restore", "2026-02-05"]), @r"
    There is no snapshot of 2026-02-05; the last before it is of 2026-02-02.
    Nothing could be read of the damaged snapshot here/2026-02-02.jsonl.gz.
    The last good one before it is of 2026-02-01:
          waypost --pack 'pack' doctor --restore 2026-02-01
    warning: [dir]/home/.local/share/waypost/snapshots/here/2026-02-02.jsonl.gz: bytes 1 to 7 of the file are damaged: unexpected end of file
    [exit code 1]
    ");
    let json = home.run(&["doctor", "--restore", "2026-02-05", "--json"]);
    assert_eq!(json.code, Some(1), "{json}");
    let value: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(value["restore"]["problems"].as_array().map(Vec::len), Some(1));

    // The command that is offered is one.
    let command = ran
        .out
        .lines()
        .find(|line| line.trim_start().starts_with("mv "))
        .expect("a command");
    let command = command.replace("[dir]", &home.path().to_string_lossy());
    let moved = Command::new("sh").args(["-c", &command]).status().expect("a shell");
    assert!(moved.success() && !snapshot.exists());
    assert_eq!(home.doctor(&[]).code, Some(0));
}

#[test]
fn of_many_damaged_places_a_few_are_shown() {
    let home = Home::with_marks();
    let snapshot = home.data().join("snapshots/here/2026-02-02.jsonl.gz");
    let rubbish = "no line of a log\n".repeat(50);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, rubbish.as_bytes()).expect("memory");
    fs::write(&snapshot, packer.finish().expect("memory")).expect("the snapshot");
    let ran = home.doctor(&[]);
    assert_eq!(ran.out.matches("02-02.jsonl.gz:").count(), 3, "{ran}");
    assert!(ran.out.contains("\n    and 48 more places\n"), "{ran}");
    let ran = home.doctor(&["--restore", "2026-02-02"]);
    assert_eq!(ran.err.lines().count(), 4, "{ran}");
}

#[cfg(unix)]
#[test]
fn what_is_no_snapshot_is_not_taken_for_one() {
    let home = Home::with_marks();
    let snapshots = home.data().join("snapshots");
    fs::create_dir(snapshots.join("here/2026-02-03.jsonl.gz")).expect("a folder");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let said = "here/2026-02-03.jsonl.gz\n    this is a folder, not a snapshot: nothing in it counts\n";
    assert!(ran.out.contains(said), "{ran}");

    fs::remove_dir_all(&snapshots).expect("the snapshots");
    fs::write(&snapshots, "a file").expect("a file");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(1), "{ran}");
    insta::assert_snapshot!(home.doctor(&["--restore", "today"]), @r"
    error: nothing was restored
    [dir]/home/.local/share/waypost/snapshots: something else is where the folder of the snapshots should be; there is no snapshot, and none can be taken, until this is moved away
    [exit code 1]
    ");
}

#[test]
fn what_only_a_newer_version_can_read_is_mentioned() {
    let home = Home::with_marks();
    let snapshot = home.data().join("snapshots/here/2026-02-02.jsonl.gz");
    // Another device's newer version has written; this one's next snapshot has its line, too.
    let log = home.write("home/.local/share/waypost/log/other.jsonl", &newer());
    fs::remove_file(&snapshot).expect("the snapshot");
    let take = home.read(
        home.at("2026-02-02T10:00:00Z", &["mark", "Soil", "todo"])
            .output()
            .expect("the program"),
    );
    assert_eq!(take.code, Some(1), "nothing is written beside a newer version's log");
    fs::remove_file(log).expect("the log");
    let bytes = [home.lines().concat(), newer().into_bytes()].concat();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, &bytes).expect("memory");
    let end = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let bytes = [packer.finish().expect("memory"), end.finish().expect("memory")].concat();
    fs::write(&snapshot, bytes).expect("the snapshot");
    let ran = home.doctor(&[]);
    assert_eq!(ran.code, Some(0), "{ran}");
    let said = "in the logs too, and 1 line that only a newer waypost can read";
    assert!(ran.out.contains(said), "{ran}");
    let ran = home.doctor(&["--restore", "2026-02-02"]);
    assert!(ran.out.contains("1 line that only a newer waypost can read"), "{ran}");
}

#[test]
fn a_restore_brings_back_what_is_missing_and_takes_nothing_away() {
    let home = Home::with_marks();
    let lines = home.lines();
    fs::write(home.log(), &lines[1]).expect("the log");
    let marked = home.at("2026-02-10T10:00:00Z", &["mark", "Compost", "done"]).output();
    let marked = home.read(marked.expect("the program"));
    let lack = "your log lacks 3 marks that the snapshot of 2026-02-02 has; `waypost doctor` brings them back";
    assert_eq!(marked.code, Some(0), "{marked}");
    assert!(marked.err.ends_with(&format!("warning: {lack}\n")), "{marked}");
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
    // A day can be named as everywhere.
    for when in [
        "20d",
        "2026-02-09T12:00",
        "2 weeks, 6 days ago",
        "2026-02-10T00:00+01:00",
    ] {
        let ran = home.doctor(&["--restore", when, "--dry-run"]);
        assert!(
            ran.out
                .ends_with("The logs have everything the snapshots of 2026-02-02 have.\n"),
            "{when}: {ran}"
        );
    }
    insta::assert_snapshot!(home.doctor(&["--restore", "2026-02-02"]), @r"
    The logs have everything the snapshots of 2026-02-02 have.
    [exit code 0]
    ");
    assert_eq!(home.doctor(&[]).code, Some(0));
    let none = Home::new().doctor(&["--restore", "2026-02-02"]);
    assert!(none.code == Some(1) && none.err.contains("no snapshots yet"), "{none}");
}
