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
    insta::assert_snapshot!(home.run(&["goal"]), @r"
    note: there is no goal yet; `waypost goal NAME` sets one: a role, path or roadmap
    [exit code 0]
    ");
    insta::assert_snapshot!(home.ok(&["goal", "Composter"]), @r"
    Composter  role garden/composter
      0 of 2 topics done, 2 more topics to build on, about 3 h 20 min left
      say how many hours a week you have, and there is a date
    ");
    insta::assert_snapshot!(home.ok(&["goal", "--by", "2026-03-20", "--hours", "2"]), @r"
    Composter, by 2026-03-20, 2 hours a week  role garden/composter
      0 of 2 topics done, 2 more topics to build on, about 3 h 20 min left
      at this pace 12 March, eight days early
    ");
    insta::assert_snapshot!(home.run(&["goal", "composter", "--hours", "2"]), @r"
    Composter, by 2026-03-20, 2 hours a week  role garden/composter
      0 of 2 topics done, 2 more topics to build on, about 3 h 20 min left
      at this pace 12 March, eight days early
    note: that is your goal already
    [exit code 0]
    ");
    insta::assert_snapshot!(home.json(&["goal", "--json"]).0, @r#"
    {
      "schema": "waypost/1",
      "goal": {
        "aim": "role:garden/composter",
        "title": "Composter",
        "by": "2026-03-20",
        "minutes_a_week": 120,
        "counts": {
          "done": 0,
          "learning": 0,
          "skipped": 0,
          "total": 2
        },
        "prerequisites": 2,
        "minutes_left": 200,
        "finish": "2026-03-12",
        "slack": 8,
        "plan": "at this pace 12 March, eight days early"
      }
    }
    "#);
    // Another aim has no day yet; the hours a week are the same.
    insta::assert_snapshot!(home.ok(&["goal", "path:garden/plants"]), @r"
    Plants, 2 hours a week  path garden/plants
      0 of 4 topics done, about 2 hours left
      at this pace 7 March
    ");
    home.ok(&["mark", "Radish", "Lettuce", "Tomato, Pepper", "Pumpkin", "done"]);
    insta::assert_snapshot!(home.ok(&["goal"]), @r"
    Plants, 2 hours a week  path garden/plants
      4 of 4 topics done
      everything on the way is done
    ");
    insta::assert_snapshot!(home.ok(&["goal", "--none"]), @"You are heading for nothing in particular; `waypost goal NAME` sets a goal");
    let (_, none) = home.json(&["goal", "--json"]);
    assert_eq!(none["goal"], Value::Null);
    insta::assert_snapshot!(home.plain(&["log", "--do", "goal"]).out, @r"
    2026-03-01 12:00  event5  goal: just looking around
    2026-03-01 12:00  event3  goal: Plants
    2026-03-01 12:00  event2  goal: Composter by 2026-03-20
    2026-03-01 12:00  event1  goal: Composter
    ");
}

#[test]
fn a_session_that_is_short_is_split() {
    let home = gardens();
    let questions = (0..20)
        .map(|n| format!("  - {{ id: q{n}, ask: What is {n}?, answer: It is {n}. }}\n"))
        .collect::<Vec<_>>()
        .concat();
    let soil = format!("---\ntitle: Soil\nminutes: 60\nquestions:\n{questions}---\nText.\n");
    home.write("pack/lessons/soil.md", &soil);
    home.write("home/.config/waypost/config.yaml", "new_cards_a_day: 20\n");
    home.ok(&["mark", "Soil", "learning"]);
    insta::assert_snapshot!(home.ok(&["next", "--minutes", "25"]), @r"
    10 of 20 reviews, about 5 minutes: `waypost review --limit 10`
    ◐ Soil  go on: 20 of its 60 minutes
        you began it just now
    ");
    insta::assert_snapshot!(home.ok(&["next", "--minutes", "5"]), @"10 of 20 reviews, about 5 minutes: `waypost review --limit 10`");
    let (_, next) = home.json(&["next", "--minutes", "25", "--json"]);
    assert_eq!(next["review"]["due_in_all"], 20);
    assert_eq!(
        (&next["next"][0]["minutes_now"], &next["next"][0]["minutes"]),
        (&20.into(), &60.into())
    );
}

#[test]
fn a_beginning_means_a_role_before_all_else() {
    let home = gardens();
    home.write(
        "pack/agents/crab.md",
        "# Crab\n\n## Roles\n- **Rust Developer** - Soil\n\n## Learning Paths\n\n### Rust Basics\n- **Soil** - roadmap.sh/rust\n",
    );
    home.write(
        "pack/roles/rust.yaml",
        "title: Rust Developer\nagent: crab\nstages: [{ title: All, topics: [worms, mulch] }]\n",
    );
    for (name, aim) in [
        ("rust", "role:crab/rust-developer"),
        ("Rust B", "path:crab/rust-basics"),
        ("roadmap:rust", "roadmap:rust"),
    ] {
        let (_, shown) = home.json(&["goal", name, "--json"]);
        assert_eq!(shown["goal"]["aim"], aim, "{name}");
    }
}

#[test]
fn a_goal_that_makes_no_sense_sets_none() {
    let home = gardens();
    insta::assert_snapshot!(home.run(&["goal", "--hours", "2"]), @r"
    error: there is no goal yet; name a role, path or roadmap, too

    Usage: waypost goal [OPTIONS] [GOAL]

    For more information, try '--help'.
    [exit code 2]
    ");
    insta::assert_snapshot!(home.run(&["goal", "Composter", "--by", "2026-02-28"]), @r"
    error: 2026-02-28 is over; give a day to come

    Usage: waypost goal [OPTIONS] [GOAL]

    For more information, try '--help'.
    [exit code 2]
    ");
    insta::assert_snapshot!(home.run(&["goal", "Compostr"]), @r"
    error: no role, path or roadmap is called `Compostr`; did you mean one of these?
      garden/composter (role Composter)
      compost (roadmap Compost)
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["goal", "Seed Saver"]), @r"
    error: there is nothing to learn for Seed Saver; head for one of its agent's paths, or write a track for it in `roles/`
    [exit code 1]
    ");
    insta::assert_snapshot!(home.run(&["goal", "p"]), @r"
    error: `p` can mean 2 things; name one of them:
      path:balcony/pots (Pots)
      path:garden/plants (Plants)
    [exit code 1]
    ");
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
    insta::assert_snapshot!(home.run(&["goal"]), @r"
    role:garden/composter
    warning: the packs have no role:garden/composter any more; name another goal with `waypost goal NAME`, or none with --none
    [exit code 0]
    ");
    let ran = home.run(&["goal", "--json"]);
    let value: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(value["goal"]["aim"], "role:garden/composter");
    assert_eq!(value["goal"]["title"], Value::Null);
    let ran = home.run(&["next", "-n", "1"]);
    assert!(
        ran.err.contains("the packs have no role:garden/composter any more"),
        "{ran}"
    );
    assert!(
        ran.out.contains("the first in Pots that needs nothing before it"),
        "{ran}"
    );
}

#[test]
fn next_leads_to_the_goal() {
    let home = gardens();
    home.ok(&["goal", "Composter"]);
    insta::assert_snapshot!(home.ok(&["next", "-n", "2"]), @r"
    ○ Soil
        Compost builds on it, on the way to Composter, and it opens 3 topics
    ○ Drip Irrigation
        the first in Pots that needs nothing before it
    ");
    home.ok(&["mark", "Soil", "done"]);
    home.ok(&["mark", "Radish", "learning"]);
    insta::assert_snapshot!(home.ok(&["next", "-n", "3"]), @r"
    2 questions are due, about 1 minute: `waypost review`
    ◐ Radish
        you began it just now
    ○ Compost
        because you finished Soil, and it opens 2 topics
    ○ Lettuce
        still open in Plants, 0 of 4 done
    ");
    home.ok(&["mark", "Compost", "done"]);
    insta::assert_snapshot!(home.ok(&["next", "--minutes", "60"]), @r"
    3 questions are due, about 2 minutes: `waypost review`
    ◐ Radish  about 30 minutes
        you began it just now
    ○ Mulch  about 20 minutes
        because you finished Compost
    ");
    let (_, next) = home.json(&["next", "--minutes", "5", "--json"]);
    insta::assert_snapshot!(next["review"], @r#"{"due":3,"minutes":2,"due_in_all":3}"#);
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
    insta::assert_snapshot!(home.ok(&["stats"]).lines().take(4).collect::<Vec<_>>().join("\n"), @r"
    0 of 10 topics done (0 %), 1 in progress
    Streak: 2 days in a row; nothing today yet
    1 question due, 0 answered, 0 today
    ");
    let (_, stats) = home.json(&["stats", "--json"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&stats["record"]).expect("JSON"), @r#"
    {
      "streak": 2,
      "longest_streak": 2,
      "learned_today": false,
      "due": 1,
      "answered": 0,
      "answered_today": 0,
      "retention": {
        "reviews": 0,
        "measured": null,
        "predicted": null
      },
      "minutes": 0,
      "minutes_today": 0
    }
    "#);
    let (_, then) = home.json(&["stats", "--at", "2026-02-26", "--json"]);
    assert_eq!(then["record"], Value::Null);
}
