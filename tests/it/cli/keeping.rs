//! The snapshots that the commands take along the way.

use std::fs;

use super::{Home, Ran};

fn mark_at(home: &Home, now: &str, zone: &str, status: &str) -> Ran {
    let mut command = home.command(&["--data", "data", "mark", "Soil", status]);
    home.read(
        command
            .env("WAYPOST_NOW", now)
            .env("TZ", zone)
            .output()
            .expect("the program"),
    )
}

fn snapshots(home: &Home) -> Vec<String> {
    let entries = fs::read_dir(home.path().join("data/snapshots/here"))
        .into_iter()
        .flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_first_mark_of_a_day_takes_its_snapshot() {
    let home = Home::new();
    for (now, zone, status, taken) in [
        ("2026-03-01T12:00:00Z", "UTC", "done", 1),
        ("2026-03-01T13:00:00Z", "UTC", "todo", 1),
        ("2026-03-04T12:00:00Z", "UTC", "learning", 2),
        // Not a mark, and so nothing to keep.
        ("2026-03-05T12:00:00Z", "UTC", "learning", 2),
        // The learner's day, which has begun elsewhere.
        ("2026-03-06T22:00:00Z", "Asia/Kolkata", "done", 3),
    ] {
        let ran = mark_at(&home, now, zone, status);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{now}: {ran}");
        assert_eq!(snapshots(&home).len(), taken, "{now}");
    }
    assert_eq!(
        snapshots(&home),
        ["2026-03-01.jsonl.gz", "2026-03-04.jsonl.gz", "2026-03-07.jsonl.gz"]
    );
    let undone = home
        .command(&["--data", "data", "undo"])
        .env("WAYPOST_NOW", "2026-03-08T12:00:00Z")
        .output();
    assert_eq!(home.read(undone.expect("the program")).err, "");
    assert_eq!(snapshots(&home).len(), 4);
}

#[test]
fn a_snapshot_that_fails_is_a_warning_and_the_mark_counts() {
    let home = Home::new();
    home.write("data/snapshots", "in the way");
    insta::assert_snapshot!(mark_at(&home, super::NOW, "UTC", "done"), @r"
    Soil is now done (was todo)
    warning: no snapshot of your progress was taken: something else is where a folder should be; move it away or choose another folder with --data: [dir]/data/snapshots
    [exit code 0]
    ");
    assert!(home.ok(&["--data", "data", "log"]).ends_with("  Soil → done\n"));
}
