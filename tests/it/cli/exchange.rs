//! `export` and `import`: progress that leaves and comes back.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::{Home, Ran};

/// A learner with one of each that a command can record.
fn begun() -> Home {
    let home = Home::new();
    home.ok(&["mark", "Soil", "Compost", "learning"]);
    home.ok(&["mark", "Soil", "done"]);
    home.ok(&["undo"]);
    home.ok(&["redo"]);
    home
}

fn list(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_exported_is_imported_elsewhere() {
    let home = begun();
    let (text, value) = home.json(&["export", "json"]);
    insta::assert_snapshot!("export_json", with_plain_ids(&text));
    assert_eq!(home.ok(&["export", "json", "-o", "-"]), text);
    insta::assert_snapshot!(home.ok(&["export", "json", "-o", "kept.json"]), @"4 events written to kept.json");
    assert_eq!(
        fs::read_to_string(home.path().join("kept.json")).expect("the file"),
        text
    );
    assert_eq!(value["events"].as_array().map(Vec::len), Some(4));

    insta::assert_snapshot!(home.ok(&["--data", "new", "import", "json", "kept.json", "--dry-run"]), @"4 events read, 4 new; nothing was written, since this was a dry run");
    assert!(!home.path().join("new").exists(), "a dry run writes nothing");
    insta::assert_snapshot!(home.ok(&["--data", "new", "import", "json", "kept.json"]), @"4 events read, 4 new");
    insta::assert_snapshot!(home.ok(&["import", "--data", "new", "json", "kept.json"]), @"4 events read, none new: nothing changes");
    insta::assert_snapshot!(home.ok(&["import", "json", "kept.json"]), @"4 events read, none new: nothing changes");
    for args in [
        &["log", "--json"][..],
        &["export", "json"],
        &["stats"],
        &["list", "topics", "--json"],
    ] {
        let elsewhere = [args, &["--data", "new"]].concat();
        assert_eq!(home.ok(&elsewhere), home.ok(args), "{args:?}");
    }
    // Both go on, and come together again.
    home.ok(&["mark", "Mulch", "done"]);
    home.did("2026-03-01T12:01:00Z", &["mark", "Radish", "done", "--data", "new"]);
    home.did("2026-03-01T12:02:00Z", &["undo", "--data", "new"]);
    home.ok(&["export", "json", "--data", "new", "-o", "back.json"]);
    insta::assert_snapshot!(home.ok(&["import", "json", "back.json"]), @"6 events read, 2 new");
    insta::assert_snapshot!(home.plain(&["log", "-n", "3"]).out, @r"
    2026-03-01 12:02  event7  took back: Radish → done
    2026-03-01 12:01  event6  Radish → done (undone)
    2026-03-01 12:00  event5  Mulch → done
    ");
}

/// Ids become "event 1" and so on, in the order met.
fn with_plain_ids(text: &str) -> String {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let events = value["events"].as_array().expect("events").iter();
    (1..).zip(events).fold(text.to_owned(), |text, (number, event)| {
        text.replace(event["id"].as_str().expect("an id"), &format!("event {number}"))
    })
}

#[test]
fn nothing_of_nothing_is_something() {
    let home = Home::new();
    let text = home.ok(&["export", "json"]);
    insta::assert_snapshot!(text, @r#"
    {"schema":"waypost/1","kind":"progress","version":1,"exported":"2026-03-01T12:00:00Z","events":[
    ]}
    "#);
    home.write("none.json", &text);
    insta::assert_snapshot!(home.ok(&["import", "json", "none.json"]), @"0 events read, none new: nothing changes");
    assert!(!home.path().join("home").exists());
}

#[test]
fn an_import_can_come_through_a_pipe() {
    let home = begun();
    let text = home.ok(&["export", "json"]);
    let mut child = home
        .command(&["import", "json", "-", "--data", "new"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(text.as_bytes()).expect("a reader");
    drop(stdin);
    let ran = home.read(child.wait_with_output().expect("its end"));
    insta::assert_snapshot!(ran, @r"
    4 events read, 4 new
    [exit code 0]
    ");
}

#[test]
fn a_file_that_is_there_is_only_replaced_when_told() {
    let home = begun();
    home.write("kept.json", "mine");
    fs::create_dir(home.path().join("folder")).expect("a folder");
    let before = list(home.path());
    insta::assert_snapshot!(home.run(&["export", "json", "-o", "kept.json"]), @r"
    error: kept.json exists already; name another file, or replace it with --force
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["export", "json", "-o", "folder", "--force"]), @r"
    error: folder is a folder; name a file in it
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["export", "json", "-o", "absent/kept.json"]), @r"
    error: can't write absent/kept.json: there is no folder absent
    [exit code 1]
    ");
    assert_eq!(
        home.run(&["export", "json", "--force"]).code,
        Some(2),
        "there is no file to force"
    );
    assert_eq!(
        fs::read_to_string(home.path().join("kept.json")).expect("the file"),
        "mine"
    );
    home.ok(&["export", "json", "-o", "kept.json", "--force"]);
    assert_eq!(
        fs::read_to_string(home.path().join("kept.json")).expect("the file"),
        home.ok(&["export", "json"])
    );
    assert_eq!(list(home.path()), before, "nothing is left lying about");
}

#[cfg(unix)]
#[test]
fn an_export_is_private_and_follows_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = begun();
    fs::create_dir(home.path().join("far")).expect("a folder");
    home.write("far/kept.json", "old");
    symlink("far/kept.json", home.path().join("link.json")).expect("a link");
    home.ok(&["export", "json", "-o", "link.json", "--force"]);
    assert!(home.path().join("link.json").is_symlink());
    let kept = home.path().join("far/kept.json");
    assert_eq!(
        fs::read_to_string(&kept).expect("the file"),
        home.ok(&["export", "json"])
    );
    assert_eq!(
        fs::metadata(&kept).expect("the file").permissions().mode() & 0o777,
        0o600
    );
    symlink("nowhere.json", home.path().join("loose.json")).expect("a link");
    let ran = home.run(&["export", "json", "-o", "loose.json"]);
    assert!(ran.code == Some(1) && ran.err.contains("exists already"), "{ran}");
    let ran = home.run(&["export", "json", "-o", "/dev/null", "--force"]);
    assert!(ran.code == Some(1) && ran.err.contains("is no file"), "{ran}");
}

#[test]
fn a_file_that_cannot_be_read_whole_adds_nothing() {
    let home = begun();
    let text = home.ok(&["export", "json"]);
    let log = home.path().join("home/.local/share/waypost/log/here.jsonl");
    let before = fs::read(&log).expect("the log");
    let refused = |name: &str, text: &str| {
        home.write(name, text);
        let ran = home.run(&["import", "json", name]);
        assert_eq!(ran.code, Some(1), "{ran}");
        assert_eq!(fs::read(&log).expect("the log"), before);
        let (_, value) = home.json(&["log", "--json"]);
        let ids = value["entries"].as_array().expect("entries").iter();
        ids.fold(ran.err, |err, entry| {
            err.replace(entry["id"].as_str().expect("an id"), "[id]")
        })
    };
    insta::assert_snapshot!(refused("cut.json", &text[..text.len() - 20]), @"error: nothing was imported: cut.json:5:93: the file ends too early; it was not copied to its end; copy or export it again");
    insta::assert_snapshot!(refused("newer.json", &text.replace("\"version\":1", "\"version\":2")), @"error: nothing was imported: newer.json: written in version 2 of the export's form; this waypost reads up to 1; update waypost on this machine, then import it again");
    insta::assert_snapshot!(refused("unknown.json", &text.replace("\"do\":\"redo\"", "\"do\":\"ponder\"")), @"error: nothing was imported: unknown.json:5:77: `ponder` is no action this version of waypost knows (event [id]); update waypost on this machine, then import it again");
    insta::assert_snapshot!(refused("status.json", &text.replace("learning", "mastered")), @"error: nothing was imported: status.json:2:150: `mastered` is no status; use one of: todo, learning, done, skipped; it was changed or damaged after it was exported; take another copy, or export it again");
    insta::assert_snapshot!(refused("broken.json", &text.replacen("\"at\":", "\"at\"", 1)), @"error: nothing was imported: broken.json:2:40: this is no JSON any more; it was changed or damaged after it was exported; take another copy, or export it again");
    insta::assert_snapshot!(refused("log.json", &home.ok(&["log", "--json"])), @"error: nothing was imported: log.json is no export of waypost: it has no `kind`; `waypost export json -o FILE` writes one that can be imported");
    insta::assert_snapshot!(refused("log.jsonl", &String::from_utf8_lossy(&before)), @"error: nothing was imported: log.jsonl is no export of waypost: it has no `kind`; `waypost export json -o FILE` writes one that can be imported");
    insta::assert_snapshot!(refused("notes.md", "# Notes\n"), @"error: nothing was imported: notes.md is no export of waypost: it is no JSON; `waypost export json -o FILE` writes one that can be imported");
    fs::create_dir(home.path().join("folder")).expect("a folder");
    insta::assert_snapshot!(home.run(&["import", "json", "absent.json"]), @r"
    error: nothing was imported: can't read absent.json: No such file or directory (os error 2)
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["import", "json", "folder"]), @r"
    error: nothing was imported: folder: can't be read: Is a directory (os error 21); name a file that `waypost export json` wrote
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["import"]).code.unwrap_or_default(), @"2");
    for (name, text) in [
        ("list.yaml", "---\nkind: progress\n".to_owned()),
        ("array.json", "[1, 2]".to_owned()),
        ("word.json", "\"progress\"".to_owned()),
        (
            "agent.md",
            format!("---\nname: garden\n---\n{}", "# Garden\n".repeat(9)),
        ),
        ("other.json", "{\"kind\": \"settings\"}".to_owned()),
        ("number.json", "{\"kind\": 3}".to_owned()),
        ("utf-16.json", text.chars().flat_map(|c| [c, '\0']).collect()),
    ] {
        let said = refused(name, &text);
        assert!(
            said.starts_with(&format!(
                "error: nothing was imported: {name} is no export of waypost: "
            )),
            "{said}"
        );
        assert!(!said.contains("damaged"), "{said}");
    }
    // Nothing of the libraries' own words.
    let event = |fields: &str| format!("{{\"kind\":\"progress\",\"version\":1,\"events\":[{{{fields}}}]}}");
    for (name, fields, expected) in [
        (
            "at.json",
            r#""at":"yesterday""#,
            "`yesterday` is no time such as 2026-03-01T12:00:00Z",
        ),
        (
            "at-2.json",
            r#""at":3"#,
            "there is integer `3` where a string should be",
        ),
        (
            "id.json",
            r#""id":"x""#,
            "`x` is no event's id, which has 26 letters and digits",
        ),
        (
            "of.json",
            r#""of":"x""#,
            "`x` is no event's id, which has 26 letters and digits",
        ),
        (
            "topics.json",
            r#""topics":{}"#,
            "there is an object where an array should be",
        ),
        ("none.json", r#""do":"move","topic":"a""#, "the event has no `to`"),
        (
            "far.json",
            r#""id":"7ZZZZZZZZZ0000000000000000""#,
            "the id `7ZZZZZZZZZ0000000000000000` has a time after the year 9999, which no clock shows",
        ),
    ] {
        let said = refused(name, &event(fields));
        let start = format!("error: nothing was imported: {name}:1:");
        assert!(
            said.starts_with(&start) && said.contains(&format!(": {expected}; ")),
            "{said}"
        );
    }
}

#[test]
fn a_byte_order_mark_is_no_damage() {
    let home = begun();
    let text = home.ok(&["export", "json"]);
    home.write("marked.json", &format!("\u{feff}{text}"));
    insta::assert_snapshot!(home.ok(&["import", "json", "marked.json"]), @"4 events read, none new: nothing changes");
}

#[cfg(unix)]
#[test]
fn no_export_goes_where_the_logs_are() {
    use std::os::unix::fs::symlink;
    let home = begun();
    let data = home.path().join("home/.local/share/waypost");
    symlink(data.join("log"), home.path().join("folder")).expect("a link");
    symlink(data.join("log/here.jsonl"), home.path().join("file.json")).expect("a link");
    let log = fs::read(data.join("log/here.jsonl")).expect("the log");
    let before = (list(&data.join("log")), list(&data.join("snapshots")));
    for target in [
        "home/.local/share/waypost/log/export.jsonl",
        "home/.local/share/waypost/log/here.jsonl",
        "home/.local/share/waypost/snapshots/export.json",
        "home/.local/share/waypost/snapshots/here/export.json",
        "home/.local/share/waypost/snapshots/../log/export.jsonl",
        "folder/export.jsonl",
        "file.json",
    ] {
        for force in [&["--force"][..], &[]] {
            let ran = home.run(&[&["export", "json", "-o", target], force].concat());
            assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran}");
            let said = format!("error: nothing was exported: {target} would be in [dir]/home/.local/share/waypost/");
            assert!(ran.err.starts_with(&said), "{ran}");
        }
    }
    assert_eq!(fs::read(data.join("log/here.jsonl")).expect("the log"), log);
    assert_eq!((list(&data.join("log")), list(&data.join("snapshots"))), before);
    home.ok(&["export", "json", "-o", "home/.local/share/waypost/export.json"]);
}

#[test]
fn an_export_of_a_log_that_has_become_shorter_says_so() {
    let home = begun();
    let log = home.path().join("home/.local/share/waypost/log/here.jsonl");
    let text = fs::read_to_string(&log).expect("the log");
    fs::write(&log, text.lines().next().expect("a line").to_owned() + "\n").expect("the log");
    let ran = home.run(&["export", "json", "-o", "kept.json"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let said = "warning: the export lacks what [dir]/home/.local/share/waypost/log/here.jsonl had: the last ";
    assert!(ran.err.starts_with(said), "{ran}");
}

#[test]
fn an_event_with_the_id_of_another_is_left_out() {
    let home = begun();
    let text = home.ok(&["export", "json"]);
    let status = home.ok(&["stats"]);
    // One mark says something else, and the undo stands there twice.
    let lines: Vec<&str> = text.lines().collect();
    let changed = text.replace("\"status\":\"done\"", "\"status\":\"skipped\"");
    let changed = changed.replace(lines[3], &format!("{0}\n{0}", lines[3]));
    home.write("changed.json", &changed);
    let Ran { code, out, err } = home.plain(&["import", "json", "changed.json"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(out, @"5 events read, none new");
    let id = &home.ids()[2][..20];
    insta::assert_snapshot!(err.replace(id, "[start]"), @r"
    note: left out 1 event that the file has twice
    warning: left out what has the id of another event, here or before it in the file, and says something else: [start]event2; the file was changed after it was exported
    ");
    assert_eq!(home.ok(&["stats"]), status);
}

#[test]
fn an_export_that_lacks_something_is_no_success() {
    let home = begun();
    home.ok(&["export", "json", "-o", "good.json"]);
    fs::create_dir(home.path().join("home/.local/share/waypost/log/other.jsonl")).expect("a folder");
    for output in [&["-o", "part.json"][..], &[], &["-o", "good.json", "--force"]] {
        let ran = home.run(&[&["export", "json"], output].concat());
        assert_eq!(ran.code, Some(1), "{ran}");
        assert!(ran.err.contains("other.jsonl"), "{ran}");
    }
    home.write("home/.local/share/waypost/log/newer.jsonl", &super::newer());
    let ran = home.run(&["export", "json"]);
    insta::assert_snapshot!(ran.err, @r"
    warning: the export lacks what [dir]/home/.local/share/waypost/log/newer.jsonl has in version 99 of the log's format; update waypost, then export again
    warning: the export lacks what [dir]/home/.local/share/waypost/log/other.jsonl has: something else is where a file should be; what is in it doesn't count until this is put right; it is read again on its own
    ");
    let read = |name| fs::read_to_string(home.path().join(name)).expect("the file");
    assert_eq!(read("part.json"), read("good.json"), "what can be read is there");
    insta::assert_snapshot!(home.run(&["export", "json", "-o", "good.json", "--force"]), @r"
    warning: the export lacks what [dir]/home/.local/share/waypost/log/newer.jsonl has in version 99 of the log's format; update waypost, then export again
    warning: the export lacks what [dir]/home/.local/share/waypost/log/other.jsonl has: something else is where a file should be; what is in it doesn't count until this is put right; it is read again on its own
    error: good.json was not replaced: a part of the log can't be read, and that file may have it; name another file
    [exit code 1]
    ");
}
