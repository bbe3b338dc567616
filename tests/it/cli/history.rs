//! `log` with its filters, single events by their ids, and how things stood before.

use serde_json::Value;

use super::Home;

/// New York's clock, in a form that needs no files.
const NEW_YORK: &str = "EST5EDT,M3.2.0,M11.1.0";

/// Some days of a learner.
fn days() -> Home {
    let home = Home::new();
    let four = ["mark", "Soil", "Compost", "Mulch", "Drip Irrigation", "learning"];
    home.did("2026-02-01T10:00:00Z", &four);
    home.did("2026-02-01T10:00:30Z", &["mark", "Soil", "done"]);
    home.did("2026-02-14T23:30:00Z", &["mark", "Compost", "done"]);
    home.did("2026-02-14T23:40:00Z", &["undo"]);
    home.did("2026-02-20T08:00:00Z", &["mark", "Mulch", "skipped"]);
    home
}

#[test]
fn every_entry_has_an_id_and_fits_the_page() {
    let home = days();
    insta::assert_snapshot!(home.plain(&["log"]).out, @r"
    2026-02-20 08:00  event5  Mulch → skipped
    2026-02-14 23:40  event4  took back: Compost → done
    2026-02-14 23:30  event3  Compost → done (undone)
    2026-02-01 10:00  event2  Soil → done
    2026-02-01 10:00  event1  Soil, Compost, Mulch and 1 more → learning
    ");
    let titles = [
        "Growing Beans along a Wall",
        "Growing Peas along a Fence",
        "Growing Hops up to the Roof",
    ];
    let steps = titles.map(|title| format!("- {title}\n")).concat();
    home.write(
        "roof/roof.md",
        &format!("---\nname: roof\n---\n# Roof\n\n## Learning Paths\n\n### Box\n{steps}"),
    );
    home.ok(&[&["--pack", "roof", "mark"], &titles[..], &["done"]].concat());
    home.ok(&["--pack", "roof", "undo"]);
    insta::assert_snapshot!(home.plain(&["--pack", "roof", "log", "-n", "2"]).out, @r"
    2026-03-01 12:00  event7  took back: Growing Beans along a Wall, Growing Peas
                              along a Fence, Growing Hops up to the Roof → done
    2026-03-01 12:00  event6  Growing Beans along a Wall, Growing Peas along a
                              Fence, Growing Hops up to the Roof → done (undone)
    ");
}

#[test]
fn the_log_is_narrowed() {
    let home = days();
    // Every filter with the numbers of the events it leaves.
    for (filter, left) in [
        (&["--topic", "garden/ground/soil"][..], &[2, 1][..]),
        (&["--topic", "Compost"], &[4, 3, 1]),
        (&["--topic", "drip"], &[1]),
        (&["--topic", "Pumpkin"], &[]),
        (&["--status", "done"], &[4, 3, 2]),
        (&["--status", "LEARNING"], &[1]),
        (&["--status", "todo"], &[]),
        (&["--do", "undo"], &[4]),
        (&["--do", "mark"], &[5, 3, 2, 1]),
        (&["--do", "mark", "--do", "undo"], &[5, 4, 3, 2, 1]),
        (&["--do", "move"], &[]),
        (&["--since", "2026-02-14"], &[5, 4, 3]),
        (&["--until", "2026-02-14"], &[4, 3, 2, 1]),
        (&["--since", "2026-02-14", "--until", "2026-02-14"], &[4, 3]),
        // A minute counts whole, a moment to the second.
        (&["--since", "2026-02-01T10:00", "--until", "2026-02-01T10:00"], &[2, 1]),
        (&["--until", "2026-02-01T10:00:00Z"], &[1]),
        (&["--since", "2 weeks ago"], &[5]),
        (&["--since", "9d"], &[]),
        (&["--until", "9d"], &[5, 4, 3, 2, 1]),
        (&["--since", "9999-12-31"], &[]),
        (&["--since", "9999-12-31T23:59"], &[]),
        (&["--until=-009999-01-01T00:00"], &[]),
        (&["--topic", "Compost", "--status", "done", "--do", "mark"], &[3]),
        (&["--topic", "Compost", "-n", "1"], &[4]),
    ] {
        let args = [&["log", "--json"], filter].concat();
        let (_, log) = home.json(&args);
        let entries = log["entries"].as_array().expect("entries").iter();
        let ids = home.ids();
        let number = |entry: &Value| ids.len() - ids.iter().position(|id| entry["id"] == **id).expect("an event");
        assert_eq!(entries.map(number).collect::<Vec<_>>(), left, "{filter:?}");
    }
    insta::assert_snapshot!(home.run(&["log", "--status", "todo"]), @r"
    note: nothing in the log is like this; `waypost log` shows all of it
    [exit code 0]
    ");
    insta::assert_snapshot!(home.run(&["log", "--topic", "Muclh"]), @r"
    error: no topic is called `Muclh`; did you mean garden/ground/mulch (Mulch)?
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["log", "--since", "12:30"]), @r"
    error: invalid value '12:30' for '--since <WHEN>': give a day, a time or how long ago, such as 2026-03-01, 2026-03-01T12:30, 2026-03-01T12:30:00Z, today, yesterday, 3d, 36h or '2 weeks ago'

    For more information, try '--help'.
    [exit code 2]
    ");
    insta::assert_snapshot!(home.run(&["log", "--since", "2026-02-02", "--until", "2026-02-01"]), @r"
    error: --since is later than --until: nothing can be both

    Usage: waypost log [OPTIONS]

    For more information, try '--help'.
    [exit code 2]
    ");
}

#[test]
fn days_are_those_of_the_local_clock() {
    let home = Home::new();
    // The last minute of the 7th of March in New York, the last of the short 8th, and the first of the 9th.
    for (now, topic) in [
        ("2026-03-08T04:59:30Z", "Soil"),
        ("2026-03-09T03:59:30Z", "Mulch"),
        ("2026-03-09T04:00:30Z", "Compost"),
    ] {
        home.did(now, &["mark", topic, "done"]);
    }
    let run = |args: &[&str]| {
        let mut command = home.at("2026-03-09T16:00:00Z", args);
        home.read(command.env("TZ", NEW_YORK).output().expect("the program"))
            .to_string()
    };
    let day = run(&["log", "--since", "2026-03-08", "--until", "yesterday"]);
    assert!(
        day.starts_with("2026-03-08 23:59  ") && day.lines().count() == 2,
        "{day}"
    );
    insta::assert_snapshot!(run(&["list", "topics", "--status", "done", "--at", "yesterday"]), @r"
    As of 2026-03-08 (end of day)
    ✓ Soil   done  garden/ground/soil
    ✓ Mulch  done  garden/ground/mulch
    [exit code 0]
    ");
    // The same time of day, although that is only 47 hours ago.
    assert!(run(&["list", "--status", "done", "--at", "2d"]).starts_with("As of 2026-03-07 12:00\n"));
}

#[test]
fn an_id_that_no_pack_has_any_more_has_its_log() {
    let home = Home::new();
    home.write(
        "roof/roof.md",
        "---\nname: roof\n---\n# Roof\n\n## Learning Paths\n\n### Box\n- **Hail Nets** - poles\n",
    );
    home.ok(&["--pack", "roof", "mark", "Hail Nets", "done"]);
    for name in ["roof/box/hail-nets", "box/hail-nets", "hail-nets", "Hail Nets"] {
        let log = home.plain(&["log", "--topic", name]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(log, @r"
            2026-03-01 12:00  event1  roof/box/hail-nets → done
            [exit code 0]
            ");
        }
    }
    // What begins a topic's name and is the whole end of an id is the id; two ids are to be told apart.
    home.write(
        "wall/wall.md",
        "---\nname: wall\n---\n# Wall\n\n## Learning Paths\n\n### Box\n- **Drip** - nets\n- **Hail Nets** - poles\n",
    );
    home.ok(&["--pack", "wall", "mark", "Drip", "Hail Nets", "learning"]);
    insta::assert_snapshot!(home.plain(&["log", "--topic", "drip"]), @r"
    2026-03-01 12:00  event2  wall/box/drip, wall/box/hail-nets → learning
    [exit code 0]
    ");
    insta::assert_snapshot!(home.run(&["log", "--topic", "hail-nets"]), @r"
    error: `hail-nets` can mean 2 ids; name one of them:
      roof/box/hail-nets
      wall/box/hail-nets
    [exit code 1]
    ");
}

#[test]
fn a_single_event_is_taken_back_and_put_back() {
    let home = days();
    let ids = home.ids();
    let (second, first) = (&ids[3], &ids[4]);
    let short = |id: &str| id[20..].to_owned();
    insta::assert_snapshot!(home.plain(&["undo", &short(second)]), @r"
    Undone: Soil → done
      Soil is now learning (was done)
    [exit code 0]
    ");
    insta::assert_snapshot!(home.plain(&["undo", &short(second)]), @r"
    error: `Soil → done` is undone already, by event6 of 2026-03-01 12:00; `waypost redo event2` puts it back
    [exit code 1]
    ");
    // Hidden for one of its topics only.
    insta::assert_snapshot!(home.plain(&["undo", &first.to_lowercase()]), @r"
    Undone: Soil, Compost, Mulch and 1 more → learning
      Compost is now todo (was learning)
      Drip Irrigation is now todo (was learning)
      Soil is now todo (was learning)
    [exit code 0]
    ");
    // By an undo's own id.
    let undo = home.ids()[0].clone();
    insta::assert_snapshot!(home.plain(&["undo", &undo]), @r"
    Redone: Soil, Compost, Mulch and 1 more → learning
      Compost is now learning (was todo)
      Drip Irrigation is now learning (was todo)
      Soil is now learning (was todo)
      event7 is an undo: undoing it is redoing event1.
    [exit code 0]
    ");
    insta::assert_snapshot!(home.plain(&["redo", &short(first)]), @r"
    error: `Soil, Compost, Mulch and 1 more → learning` is in force already, put back by event8 of 2026-03-01 12:00
    [exit code 1]
    ");
    insta::assert_snapshot!(home.plain(&["undo", &undo]), @r"
    error: event7 is an undo of event1: `Soil, Compost, Mulch and 1 more → learning` is in force already, put back by event8 of 2026-03-01 12:00
    [exit code 1]
    ");
    insta::assert_snapshot!(home.plain(&["redo", &undo]), @r"
    Undone: Soil, Compost, Mulch and 1 more → learning
      Compost is now todo (was learning)
      Drip Irrigation is now todo (was learning)
      Soil is now todo (was learning)
      event7 is an undo: redoing it is undoing event1.
    [exit code 0]
    ");
    insta::assert_snapshot!(home.plain(&["redo", &short(&ids[0])]), @r"
    error: `Mulch → skipped` is in force already: it was never undone
    [exit code 1]
    ");
    insta::assert_snapshot!(home.plain(&["log"]).out, @r"
    2026-03-01 12:00  event9  took back: Soil, Compost, Mulch and 1 more → learning
    2026-03-01 12:00  event8  put back: Soil, Compost, Mulch and 1 more → learning
    2026-03-01 12:00  event7  took back: Soil, Compost, Mulch and 1 more → learning
    2026-03-01 12:00  event6  took back: Soil → done
    2026-02-20 08:00  event5  Mulch → skipped
    2026-02-14 23:40  event4  took back: Compost → done
    2026-02-14 23:30  event3  Compost → done (undone)
    2026-02-01 10:00  event2  Soil → done (undone)
    2026-02-01 10:00  event1  Soil, Compost, Mulch and 1 more → learning (undone)
    ");
}

#[test]
fn the_beginning_of_what_the_log_shows_names_an_event() {
    let home = Home::new();
    home.write(
        "progress.json",
        r#"{"kind":"progress","version":1,"events":[
        {"id":"01KA0000000000000000ND3V4B","at":"2026-02-01T10:00:00Z","do":"mark","topic":"garden/ground/soil","status":"done"},
        {"id":"01KA1000000000000000ND3W4B","at":"2026-02-02T10:00:00Z","do":"mark","topic":"garden/ground/mulch","status":"done"},
        {"id":"01KA2000000000000000XXPQRS","at":"2026-02-03T10:00:00Z","do":"mark","topic":"garden/plants/lettuce","status":"done"},
        {"id":"01KA300000000000000000XXPQ","at":"2026-02-04T10:00:00Z","do":"mark","topic":"garden/plants/radish","status":"done"}
        ]}"#,
    );
    home.ok(&["import", "json", "progress.json"]);
    insta::assert_snapshot!(home.ok(&["undo", "nd3v"]), @r"
    Undone: Soil → done
      Soil is now todo (was done)
    ");
    // One shown id begins with it, and another ends in it.
    insta::assert_snapshot!(home.run(&["undo", "XXPQ"]), @r"
    error: `XXPQ` can mean 2 events; name one of them:
      00XXPQ  2026-02-04 10:00  Radish → done
      XXPQRS  2026-02-03 10:00  Lettuce → done
    [exit code 1]
    ");
    insta::assert_snapshot!(home.ok(&["undo", "XXPQR"]), @r"
    Undone: Lettuce → done
      Lettuce is now todo (was done)
    ");
}

#[test]
fn an_undo_that_later_marks_hide_says_so() {
    let home = Home::new();
    home.ok(&["mark", "Soil", "learning"]);
    home.ok(&["mark", "Soil", "done"]);
    let first = home.ids()[1].clone();
    insta::assert_snapshot!(home.ok(&["undo", &first[20..]]), @r"
    Undone: Soil → learning
      No status changes: other marks decide.
    ");
    insta::assert_snapshot!(home.ok(&["undo"]), @r"
    Undone: Soil → done
      Soil is now todo (was done)
    ");
}

#[test]
fn an_event_that_is_not_there_is_none() {
    let home = days();
    let ids = home.ids();
    let before = home.ok(&["log"]);
    let mut typo = ids[1][20..].to_owned();
    let last = if typo.ends_with('0') { "1" } else { "0" };
    typo.replace_range(5.., last);
    let ran = home.plain(&["undo", &typo]);
    assert!(
        ran.err
            .contains("did you mean this?\n  event4  2026-02-14 23:40  took back: Compost → done"),
        "{ran}"
    );
    insta::assert_snapshot!(home.run(&["undo", "0000000"]), @r"
    error: no event has the id `0000000`; `waypost log` shows the ids there are
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["redo", "u!"]), @r"
    error: no event has the id `u!`; `waypost log` shows the ids there are
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["undo", "abc"]), @r"
    error: `abc` is too short for an event's id; give at least 4 characters of it
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["undo", "Compost"]), @r"
    error: `Compost` is a topic, not an event; `waypost log --topic 'Compost'` shows the ids of its events
    [exit code 1]
    ");
    // All ids begin with the same years.
    insta::assert_snapshot!(home.plain(&["undo", &ids[0][..4]]), @r"
    error: `01KH` can mean 3 events; name one of them:
      event5  2026-02-20 08:00  Mulch → skipped
      event4  2026-02-14 23:40  took back: Compost → done
      event3  2026-02-14 23:30  Compost → done
    [exit code 1]
    ");
    assert_eq!(home.ok(&["log"]), before);
}

#[test]
fn what_was_can_be_seen() {
    let home = days();
    let stats = |at: &str| {
        let ran = home.run(&["stats", "--at", at]);
        let shown: Vec<&str> = ran.out.lines().take(2).collect();
        format!("{}{}", ran.err, shown.join("\n"))
    };
    insta::assert_snapshot!(stats("2026-02-01"), @r"
    As of 2026-02-01 (end of day)
    1 of 9 topics done (11 %), 3 in progress
    ");
    insta::assert_snapshot!(stats("2026-02-14T23:35"), @r"
    As of 2026-02-14 23:35
    2 of 9 topics done (22 %), 2 in progress
    ");
    insta::assert_snapshot!(stats("2026-02-14"), @r"
    As of 2026-02-14 (end of day)
    1 of 9 topics done (11 %), 3 in progress
    ");
    insta::assert_snapshot!(stats("2026-01-31"), @r"
    note: nothing was marked by then; the log begins at 2026-02-01 10:00
    As of 2026-01-31 (end of day)
    0 of 9 topics done (0 %)
    ");
    insta::assert_snapshot!(stats("2026-03-02"), @r"
    note: that is still to come: this is how things stand now
    As of 2026-03-02 (end of day)
    1 of 9 topics done (11 %), 2 in progress, 1 skipped
    ");
    insta::assert_snapshot!(stats("today"), @r"
    note: this day is not over yet: this is how things stand now
    As of 2026-03-01 (end of day)
    1 of 9 topics done (11 %), 2 in progress, 1 skipped
    ");
    insta::assert_snapshot!(home.ok(&["list", "--status", "learning", "--at", "2026-02-01"]), @r"
    As of 2026-02-01 (end of day)
    ◐ Compost          learning  balcony/pots/compost
    ◐ Drip Irrigation  learning  balcony/pots/drip-irrigation
    ◐ Mulch            learning  garden/ground/mulch
    ");
    let (_, then) = home.json(&["stats", "--at", "2026-02-14T23:35", "--json"]);
    assert_eq!(then["at"], "2026-02-14T23:35:59.999999Z");
    assert_eq!(then["overall"]["done"], 2);
    let (_, then) = home.json(&["list", "levels", "--at", "2026-02-01", "--json"]);
    assert_eq!(then["at"], "2026-02-01T23:59:59.999999Z");
    let (_, now) = home.json(&["stats", "--json"]);
    assert_eq!((&now["at"], &now["overall"]["done"]), (&Value::Null, &Value::from(1)));
    insta::assert_snapshot!(Home::new().run(&["stats", "--at", "3d"]).err, @"note: nothing was marked yet");
}

#[test]
fn moves_and_accepted_lines_are_entries_like_others() {
    let home = Home::new();
    home.write(
        "progress.json",
        r#"{"kind":"progress","version":1,"events":[
        {"id":"01KA0000000000000000AAAAA1","at":"2026-02-01T10:00:00Z","do":"mark","topic":"old/mulching","status":"done"},
        {"id":"01KA1000000000000000BBBBB2","at":"2026-02-02T10:00:00Z","do":"move","topic":"old/mulching","to":"garden/ground/mulch"},
        {"id":"01KA2000000000000000CCCCC3","at":"2026-02-03T10:00:00Z","do":"accept","lines":["8f1c02ab-140"]},
        {"id":"01KA3000000000000000DDDDD4","at":"2026-02-04T10:00:00Z","do":"undo","of":"01KA9000000000000000ZZZZZ9"}
        ]}"#,
    );
    home.ok(&["import", "json", "progress.json"]);
    insta::assert_snapshot!(home.ok(&["log"]), @r"
    2026-02-04 10:00  DDDDD4  took back: a mark that is not here
    2026-02-03 10:00  CCCCC3  noted 1 damaged line as looked at
    2026-02-02 10:00  BBBBB2  progress of old/mulching counts for Mulch
    2026-02-01 10:00  AAAAA1  old/mulching → done
    ");
    assert_eq!(
        home.ok(&["log", "--topic", "Mulch"]),
        home.ok(&["log", "--topic", "old/mulching"])
    );
    insta::assert_snapshot!(home.ok(&["log", "--topic", "Mulch"]), @r"
    2026-02-02 10:00  BBBBB2  progress of old/mulching counts for Mulch
    2026-02-01 10:00  AAAAA1  old/mulching → done
    ");
    insta::assert_snapshot!(home.ok(&["undo", "CCC3"]), @r"
    Undone: noted 1 damaged line as looked at
      `waypost log` reports them again.
    ");
    insta::assert_snapshot!(home.ok(&["redo", "ccc3"]), @r"
    Redone: noted 1 damaged line as looked at
      `waypost log` no longer reports them.
    ");
    insta::assert_snapshot!(home.ok(&["undo", "BBBBB2"]), @r"
    Undone: progress of old/mulching counts for Mulch
      Mulch is now todo (was done)
    ");
    insta::assert_snapshot!(home.run(&["redo", "DDDDD4"]), @r"
    error: there is nothing in DDDDD4 to take back or put back; `waypost log` shows what it is
    [exit code 1]
    ");
    insta::assert_snapshot!(home.plain(&["undo", "01ka1"]), @r"
    error: `progress of old/mulching counts for Mulch` is undone already, by event7 of 2026-03-01 12:00; `waypost redo event2` puts it back
    [exit code 1]
    ");
}

#[test]
fn an_undo_says_what_a_topic_is_by_whichever_of_its_ids() {
    let home = Home::new();
    home.write(
        "progress.json",
        r#"{"kind":"progress","version":1,"events":[
        {"id":"01KA0000000000000000AAAAA1","at":"2026-02-01T10:00:00Z","do":"mark","topic":"balcony/pots/compost","status":"done"},
        {"id":"01KA1000000000000000BBBBB2","at":"2026-02-02T10:00:00Z","do":"mark","topic":"garden/ground/compost","status":"skipped"},
        {"id":"01KA2000000000000000CCCCC3","at":"2026-02-03T10:00:00Z","do":"mark","topic":"attic/dust","status":"done"}
        ]}"#,
    );
    home.ok(&["import", "json", "progress.json"]);
    insta::assert_snapshot!(home.ok(&["undo", "AAAAA1"]), @r"
    Undone: Compost → done
      No status changes: other marks decide.
    ");
    insta::assert_snapshot!(home.ok(&["redo", "AAAAA1"]), @r"
    Redone: Compost → done
      No status changes: other marks decide.
    ");
    insta::assert_snapshot!(home.ok(&["undo", "BBBBB2"]), @r"
    Undone: Compost → skipped
      Compost is now done (was skipped)
    ");
    insta::assert_snapshot!(home.ok(&["undo", "CCCCC3"]), @r"
    Undone: attic/dust → done
      attic/dust is now todo (was done)
    ");
}
