//! `mark`, `undo`, `redo` and `log`: what is written, by one process or by many.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::{Home, Ran};

fn log_file(home: &Home) -> PathBuf {
    home.path().join("home/.local/share/waypost/log/here.jsonl")
}

fn lines(home: &Home) -> usize {
    fs::read_to_string(log_file(home)).map_or(0, |text| text.lines().count())
}

#[test]
fn marks_undos_and_redos_outlive_their_process() {
    let home = Home::new();
    insta::assert_snapshot!(home.ok(&["mark", "Soil", "balcony/pots/compost", "soil", "learning"]), @r"
    Soil is now learning (was todo)
    Compost is now learning (was todo), counted in 2 agents
    ");
    assert_eq!(lines(&home), 1, "one action for all topics");
    insta::assert_snapshot!(home.ok(&["mark", "Compost", "Mulch", "Done"]), @r"
    Compost is now done (was learning), counted in 2 agents
    Mulch is now done (was todo)
    ");
    insta::assert_snapshot!(home.ok(&["mark", "Compost", "done"]), @"Compost is done already");
    assert_eq!(lines(&home), 2, "nothing new is nothing written");
    insta::assert_snapshot!(home.ok(&["undo"]), @r"
    Undone: Compost, Mulch → done
      Compost is now learning (was done)
      Mulch is now todo (was done)
    ");
    insta::assert_snapshot!(home.ok(&["undo"]), @r"
    Undone: Soil, Compost → learning
      Compost is now todo (was learning)
      Soil is now todo (was learning)
    ");
    insta::assert_snapshot!(home.run(&["undo"]), @r"
    error: there is nothing to undo
    [exit code 1]
    ");
    insta::assert_snapshot!(home.ok(&["redo"]), @r"
    Redone: Soil, Compost → learning
      Compost is now learning (was todo)
      Soil is now learning (was todo)
    ");
    insta::assert_snapshot!(home.ok(&["redo"]), @r"
    Redone: Compost, Mulch → done
      Compost is now done (was learning)
      Mulch is now done (was todo)
    ");
    insta::assert_snapshot!(home.run(&["redo"]), @r"
    error: there is nothing to redo
    [exit code 1]
    ");
    insta::assert_snapshot!("log", home.plain(&["log"]).out);
    insta::assert_snapshot!(home.plain(&["log", "-n", "1"]).out, @"2026-03-01 12:00  event6  put back: Compost, Mulch → done");
    insta::assert_snapshot!("log_json", with_plain_ids(&home.json(&["log", "--json"]).0));
}

/// Event ids have a random part: they become "event 1" and so on, in the order met.
fn with_plain_ids(text: &str) -> String {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let mut text = text.to_owned();
    for (index, entry) in value["entries"].as_array().expect("entries").iter().enumerate() {
        text = text.replace(entry["id"].as_str().expect("an id"), &format!("event {}", index + 1));
    }
    text
}

#[test]
fn the_log_is_in_local_time_and_json_in_utc() {
    let home = Home::new();
    home.ok(&["mark", "Soil", "done"]);
    let mut command = home.command(&["log"]);
    let output = command.env("TZ", "Asia/Kolkata").output().expect("the program");
    insta::assert_snapshot!(home.with_plain_ids(home.read(output)).out, @"2026-03-01 17:30  event1  Soil → done");
    let (_, value) = home.json(&["log", "--json"]);
    assert_eq!(value["entries"][0]["at"], "2026-03-01T12:00:00Z");
}

#[test]
fn one_unknown_name_and_nothing_is_marked() {
    let home = Home::new();
    insta::assert_snapshot!(home.run(&["mark", "Soil", "Muclh", "c", "done"]), @r"
    error: nothing was marked
    no topic is called `Muclh`; did you mean garden/ground/mulch (Mulch)?
    `c` can mean 2 things; name one of them:
      balcony/pots/compost (Compost)
      balcony/pots/chili-peppers (Chili Peppers)
    [exit code 1]
    ");
    assert!(!log_file(&home).exists());
    insta::assert_snapshot!(home.run(&["mark", "Soil", "finished"]), @r"
    error: invalid value 'finished' for '<STATUS>'
      [possible values: todo, learning, done, skipped]

    For more information, try '--help'.
    [exit code 2]
    ");
    insta::assert_snapshot!(home.run(&["mark", "done"]), @r"
    error: the following required arguments were not provided:
      <TOPIC>...

    Usage: waypost mark <TOPIC>... <STATUS>

    For more information, try '--help'.
    [exit code 2]
    ");
}

/// A pack that lists "drainage" in one more topic, and "basics" in two that share their title.
const ROOF: &str = "---\nname: roof\n---\n# Roof\n\n## Learning Paths\n\n### Box\n- **Watering** - drainage, cans\n- **Basics** - slope, gutters\n\n### Lawn\n- **Basics** - slope, gutters\n";

#[test]
fn a_name_that_topics_merely_list_marks_none_of_them() {
    let home = Home::new();
    home.write("roof/roof.md", ROOF);
    insta::assert_snapshot!(home.run(&["mark", "Mulch", "pH", "done"]), @r"
    error: nothing was marked
    `pH` is part of Soil; name that
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["--pack", "roof", "mark", "Drainage", "slope", "done"]), @r"
    error: nothing was marked
    `Drainage` is part of Soil, Watering; name one of these
    `slope` is part of roof/box/basics, roof/lawn/basics; name one of these
    [exit code 1]
    ");
    assert_eq!(lines(&home), 0);
    for name in ["Watering", "roof/lawn/basics"] {
        home.ok(&["--pack", "roof", "mark", name, "done"]);
    }
}

#[test]
fn progress_is_kept_where_it_is_wanted() {
    let home = Home::new();
    home.ok(&["mark", "Soil", "done", "--data", "elsewhere"]);
    assert!(home.path().join("elsewhere/log/here.jsonl").is_file());
    let run = |data: &str| {
        let output = home.command(&["stats"]).env("WAYPOST_DATA", data).output();
        home.read(output.expect("the program")).out
    };
    assert!(run("elsewhere").starts_with("1 of"));
    assert!(run("").starts_with("0 of"), "an empty variable is none");
    assert!(
        !home.path().join("home/.local/share").exists(),
        "reading creates nothing"
    );
}

#[test]
fn many_processes_at_once_lose_nothing() {
    let home = Home::new();
    let (_, topics) = home.json(&["list", "topics", "--json"]);
    let topics: Vec<&str> = topics["topics"]
        .as_array()
        .expect("topics")
        .iter()
        .map(|topic| topic["id"].as_str().expect("an id"))
        .collect();
    let children: Vec<_> = topics
        .iter()
        .map(|topic| {
            home.command(&["mark", topic, "done"])
                .stdout(std::process::Stdio::null())
                .spawn()
                .expect("the program")
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("its end").success());
    }
    assert_eq!(lines(&home), topics.len());
    let (_, stats) = home.json(&["stats", "--json"]);
    assert_eq!(stats["overall"]["done"], topics.len());
}

#[test]
fn damage_is_reported_and_the_rest_counts() {
    let home = Home::new();
    home.ok(&["mark", "Soil", "done"]);
    home.ok(&["mark", "Mulch", "done"]);
    let text = fs::read_to_string(log_file(&home)).expect("the log");
    fs::write(
        log_file(&home),
        text.replacen("Soil", "Sail", 1).replacen("soil", "sail", 1),
    )
    .expect("the log");
    let ran = home.run(&["list", "--status", "done"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("Mulch") && !ran.out.contains("Soil"), "{ran}");
    assert!(
        ran.err
            .starts_with("warning: 1 line of your log doesn't count; `waypost doctor` says")
            && ran.err.contains("here.jsonl:1"),
        "{ran}"
    );
    let ran = home.run(&["log"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("Mulch") && !ran.out.contains("Soil"), "{ran}");
    assert!(
        ran.err
            .starts_with("warning: [dir]/home/.local/share/waypost/log/here.jsonl:1:")
            && ran.err.contains("was changed or damaged"),
        "{ran}"
    );
    let ran = home.run(&["log", "--json"]);
    let value: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(value["problems"][0]["line"], 1);
}

#[test]
fn a_log_of_a_newer_version_is_read_and_not_written() {
    let home = Home::new();
    home.ok(&["mark", "Soil", "done"]);
    let body = r#"{"v":99,"id":"01KJKZZZZZZZZZZZZZZZZZZZZZ","at":"2026-03-01T12:00:00Z","do":"ponder""#;
    let line = format!("{body},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(body.as_bytes()));
    home.write("home/.local/share/waypost/log/other.jsonl", &line);
    let before = fs::read(log_file(&home)).expect("the log");
    let ran = home.run(&["list", "--status", "done"]);
    assert!(ran.code == Some(0) && ran.out.contains("Soil"), "{ran}");
    assert!(ran.err.starts_with("warning: "), "{ran}");
    for args in [&["mark", "Mulch", "done"][..], &["undo"]] {
        let Ran { code, out, err } = home.run(args);
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(err.contains("error: ") && err.contains("update waypost"), "{err}");
    }
    assert_eq!(fs::read(log_file(&home)).expect("the log"), before);
}

#[test]
fn a_log_that_cannot_be_written_is_no_success() {
    let home = Home::new();
    home.write("blocked", "a file");
    insta::assert_snapshot!(home.run(&["--data", "blocked", "mark", "Soil", "done"]), @r"
    warning: Not all your progress shows: something else is where a folder should be; `waypost doctor` says what is lost and brings back what it can: [dir]/blocked/log
    error: nothing was recorded: something else is where a folder should be; move it away or choose another folder with --data: [dir]/blocked
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["--data", "blocked", "log"]), @r"
    warning: [dir]/blocked/log: something else is where a folder should be
      what is in it doesn't count until this is put right; it is read again on its own
    note: `waypost doctor` says what is lost, and can bring back what isn't
    note: nothing was marked yet
    [exit code 1]
    ");
}
