//! `goal`, what it makes of `next`, and the record in `stats`.

use serde_json::Value;

use super::Home;

/// The gardens with lessons that build on each other, and a track of a role.
fn gardens() -> Home {
    let home = Home::new();
    for (file, text) in [
        ("soil", "title: Soil\nminutes: 60\n"),
        ("compost", "title: Compost\nminutes: 30\nrequires: [soil]\n"),
        ("mulch", "title: Mulch\nminutes: 20\nrequires: [compost]\n"),
        ("worms", "title: Worm Bins\nminutes: 90\nrequires: [compost]\n"),
    ] {
        home.write(&format!("pack/lessons/{file}.md"), &format!("---\n{text}---\nText.\n"));
    }
    home.write(
        "pack/roles/composter.yaml",
        "title: Composter\nagent: garden\nstages: [{ title: All, topics: [worms, mulch] }]\n",
    );
    home
}

#[test]
fn a_goal_is_set_shown_and_taken_away() {
    let home = gardens();
    insta::assert_snapshot!(home.run(&["goal"]), @"");
    insta::assert_snapshot!(home.ok(&["goal", "Composter"]), @"");
    insta::assert_snapshot!(home.ok(&["goal", "--by", "2026-03-20", "--hours", "2"]), @"");
    insta::assert_snapshot!(home.run(&["goal", "composter", "--hours", "2"]), @"");
    insta::assert_snapshot!(home.json(&["goal", "--json"]).0, @"");
    // Another aim has no day yet; the hours a week are the same.
    insta::assert_snapshot!(home.ok(&["goal", "path:garden/plants"]), @"");
    home.ok(&["mark", "Radish", "Lettuce", "Tomato, Pepper", "Pumpkin", "done"]);
    insta::assert_snapshot!(home.ok(&["goal"]), @"");
    insta::assert_snapshot!(home.ok(&["goal", "--none"]), @"");
    let (_, none) = home.json(&["goal", "--json"]);
    assert_eq!(none["goal"], Value::Null);
    insta::assert_snapshot!(home.plain(&["log", "--do", "goal"]).out, @"");
}

#[test]
fn a_goal_that_makes_no_sense_sets_none() {
    let home = gardens();
    insta::assert_snapshot!(home.run(&["goal", "--hours", "2"]), @"");
    insta::assert_snapshot!(home.run(&["goal", "Composter", "--by", "2026-02-28"]), @"");
    insta::assert_snapshot!(home.run(&["goal", "Compostr"]), @"");
    insta::assert_snapshot!(home.run(&["goal", "Seed Saver"]), @"");
    insta::assert_snapshot!(home.run(&["goal", "p"]), @"");
    for args in [
        &["goal", "Composter", "--hours", "0"][..],
        &["goal", "Composter", "--hours", "NaN"],
        &["goal", "Composter", "--hours", "200"],
        &["goal", "Composter", "--by", "soon"],
        &["goal", "Composter", "--none"],
    ] {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{ran}");
    }
    let (_, log) = home.json(&["log", "--json"]);
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_goal_that_is_gone_says_so() {
    let home = gardens();
    home.ok(&["goal", "Composter"]);
    std::fs::remove_file(home.path().join("pack/roles/composter.yaml")).expect("the track");
    insta::assert_snapshot!(home.run(&["goal"]), @"");
    let ran = home.run(&["goal", "--json"]);
    let value: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(value["goal"]["aim"], "role:garden/composter");
    assert_eq!(value["goal"]["title"], Value::Null);
    let ran = home.run(&["next", "-n", "1"]);
    assert!(
        ran.err.contains("the packs have no role:garden/composter any more"),
        "{ran}"
    );
    assert!(ran.out.contains("the first step of"), "{ran}");
}

#[test]
fn next_leads_to_the_goal() {
    let home = gardens();
    home.ok(&["goal", "Composter"]);
    insta::assert_snapshot!(home.ok(&["next", "-n", "2"]), @"");
    home.ok(&["mark", "Soil", "done"]);
    home.ok(&["mark", "Radish", "learning"]);
    insta::assert_snapshot!(home.ok(&["next", "-n", "3"]), @"");
    home.ok(&["mark", "Compost", "done"]);
    insta::assert_snapshot!(home.ok(&["next", "--minutes", "60"]), @"");
    let (_, next) = home.json(&["next", "--minutes", "5", "--json"]);
    insta::assert_snapshot!(next["review"], @"");
    let ids: Vec<&str> = next["next"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert_eq!(ids.len(), 1, "what can be begun");
}

#[test]
fn the_record_is_told() {
    let home = gardens();
    for day in ["2026-02-25", "2026-02-27", "2026-02-28"] {
        let now = format!("{day}T12:00:00Z");
        home.did(&now, &["mark", "Soil", "done"]);
        home.did(&now, &["mark", "Soil", "learning"]);
    }
    insta::assert_snapshot!(home.ok(&["stats"]).lines().take(4).collect::<Vec<_>>().join("\n"), @"");
    let (_, stats) = home.json(&["stats", "--json"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&stats["record"]).expect("JSON"), @"");
    let (_, then) = home.json(&["stats", "--at", "2026-02-26", "--json"]);
    assert_eq!(then["record"], Value::Null);
}
