//! `review`: what is asked, what is recorded, how it is left.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use super::{Home, Ran};

const COMPOST: &str = "---\ntitle: Compost\nsummary: What was alive becomes soil.\nminutes: 30\nquestions:\n  - id: browns\n    ask: Which of these is a *brown*?\n    choices: [Straw, Peelings, Grass]\n    answer: 0\n    why: It is dry, and full of carbon.\n  - id: why\n    ask: Why is a heap turned?\n    answer: So that air gets in.\n---\nLayers.\n";

/// The gardens, with a lesson whose topic is being learned: two questions.
fn learning() -> Home {
    let home = Home::new();
    home.write("pack/lessons/compost.md", COMPOST);
    home.ok(&["mark", "Compost", "learning"]);
    home
}

/// A run that is told these lines.
fn told(home: &Home, now: &str, args: &[&str], input: &str) -> Ran {
    let mut command = home.at(now, args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    // One that asks nothing may have gone already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    home.read(child.wait_with_output().expect("its end"))
}

const DAY_1: &str = "2026-03-01T12:00:00Z";
const DAY_2: &str = "2026-03-02T12:00:00Z";

/// The numbers of the right choice and of a wrong one of the first card that has choices.
fn choices(home: &Home, now: &str) -> (usize, usize) {
    let ran = told(home, now, &["review", "--json"], "");
    let value: Value = serde_json::from_str(&ran.out).expect("JSON");
    let cards = value["review"]["cards"].as_array().expect("cards");
    let right = cards.iter().find_map(|card| card["right"].as_u64()).expect("a choice");
    let right = usize::try_from(right).expect("small") + 1;
    (right, if right == 1 { 2 } else { 1 })
}

/// What was answered and taken back, the first first.
fn recorded(home: &Home) -> String {
    let (_, log) = home.json(&["log", "--json"]);
    let entries = log["entries"].as_array().expect("entries").iter().rev();
    entries.fold(String::new(), |mut text, entry| {
        let what = entry["do"].as_str().expect("a verb");
        let card = entry["card"].as_str().unwrap_or_default();
        let grade = entry["grade"].as_str().unwrap_or_default();
        let _ = write!(text, "{what} {card} {grade};");
        text
    })
}

#[test]
fn questions_are_asked_and_graded() {
    let home = learning();
    let (right, _) = choices(&home, DAY_1);
    let ran = told(&home, DAY_1, &["review"], &format!("{right}\n\ngood\n"));
    insta::assert_snapshot!(ran, @r"
    2 questions are due, about 1 minute
    Type the number of an answer, 0 if you don't know; u takes the last answer back, q leaves.

    Compost · 2 left
      Which of these is a brown?
      1  Peelings
      2  Grass
      3  Straw
    > 3
    Right.
      It is dry, and full of carbon.
    It comes back in 2 days.

    Compost · 1 left
      Why is a heap turned?
    Enter shows the answer.
    > 
      So that air gets in.
    1 again (later today)   2 hard (tomorrow)   3 good (in 2 days)   4 easy (in 10 days)
    > good
    It comes back in 2 days.

    2 cards: 2 answers, 2 right (100 %)
    Tomorrow: 0 reviews and 0 new
    [exit code 0]
    ");
    insta::assert_snapshot!(recorded(&home), @"mark  ;answer balcony/pots/compost#browns good;answer balcony/pots/compost#why good;");
    insta::assert_snapshot!(told(&home, DAY_1, &["review"], ""), @r"
    note: nothing is due today
    [exit code 0]
    ");
    // The next day it is another question in another order.
    let due = told(&home, "2026-03-09T12:00:00Z", &["review", "--json", "--limit", "1"], "");
    insta::assert_snapshot!("review_json", due.out);
}

#[test]
fn what_was_wrong_comes_back_and_may_be_taken_back() {
    let home = learning();
    let (right, wrong) = choices(&home, DAY_1);
    let input = format!("{wrong}\nu\nu\n{right}\nx\n\n5\nEASY\n");
    let ran = told(&home, DAY_1, &["review"], &input);
    insta::assert_snapshot!(recorded(&home), @"mark  ;answer balcony/pots/compost#browns again;undo  ;answer balcony/pots/compost#browns good;answer balcony/pots/compost#why easy;");
    for line in [
        "Not right. It is",
        "taken back",
        "There is no answer to take back",
        "Right.",
        "2 cards: 2 answers, 2 right",
    ] {
        assert!(ran.out.contains(line), "{line}: {ran}");
    }
    // The choices are in another order then, the same whenever it is tried.
    let review = |input: &str| told(&learning(), DAY_1, &["review"], input).out;
    let shown = review(&format!("{wrong}\n\n3\n"));
    let (_, last) = shown.rsplit_once("brown?").expect("the question again");
    let straw = last
        .lines()
        .find(|line| line.ends_with("Straw"))
        .expect("the right choice");
    let right = straw.trim().split(' ').next().expect("its number");
    let shown = review(&format!("{wrong}\n\n3\n{right}\n"));
    assert!(
        shown.contains("2 cards, 1 again: 3 answers, 2 right (66 %)\n"),
        "{shown}"
    );
}

#[test]
fn every_answer_is_kept_however_the_review_ends() {
    for end in [
        "",
        "q\n",
        "\nquit\n",
        "\n",
        "what?\n\u{1b}[2J\n",
        "9".repeat(10_000).as_str(),
    ] {
        let home = learning();
        let (right, _) = choices(&home, DAY_1);
        let ran = told(&home, DAY_1, &["review"], &format!("{right}\n{end}"));
        assert_eq!(ran.code, Some(0), "{ran}");
        assert!(
            ran.out.contains("1 card: 1 answer, 1 right (100 %), 1 left for later"),
            "{end:?}: {ran}"
        );
        assert!(!ran.out.contains('\u{1b}'));
        assert_eq!(
            recorded(&home),
            "mark  ;answer balcony/pots/compost#browns good;",
            "{end:?}"
        );
    }
    let home = learning();
    let mut command = home.at(DAY_1, &["review"]);
    let output = command.stdin(Stdio::null()).output().expect("the program");
    assert!(home.read(output).out.contains("Nothing answered, 2 left for later"));
}

#[test]
fn a_limit_asks_fewer() {
    let home = learning();
    home.ok(&["mark", "Soil", "done"]);
    let ran = told(&home, DAY_1, &["review", "--limit", "1"], "q\n");
    assert!(ran.out.starts_with("1 question is due, about 1 minute\n"), "{ran}");
    let ran = told(&home, DAY_1, &["review"], "q\n");
    assert!(ran.out.starts_with("3 questions are due, about 2 minutes\n"), "{ran}");
}

#[test]
fn nothing_due_is_said_in_its_own_words() {
    let home = Home::new();
    insta::assert_snapshot!(told(&home, DAY_1, &["review"], ""), @r"
    note: nothing is due: questions come with the topics you learn, see `waypost next` and `waypost mark TOPIC learning`
    [exit code 0]
    ");
    home.ok(&["mark", "Soil", "done"]);
    let ran = told(&home, DAY_1, &["review"], "\neasy\n");
    insta::assert_snapshot!(ran, @r"
    1 question is due, about 1 minute
    Type the number of an answer, 0 if you don't know; u takes the last answer back, q leaves.

    Soil · 1 left
      What do you know about Soil? (Ground)
    Enter shows the answer.
    > 
      texture, drainage, pH
    1 again (later today)   2 hard (tomorrow)   3 good (in 2 days)   4 easy (in 8 days)
    > easy
    It comes back in 8 days.

    1 card: 1 answer, 1 right (100 %)
    Tomorrow: 0 reviews and 0 new
    [exit code 0]
    ");
    insta::assert_snapshot!(told(&home, DAY_2, &["review"], ""), @r"
    note: nothing is due today
    [exit code 0]
    ");
    let ran = told(&home, DAY_2, &["review", "--json"], "");
    let value: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        (&value["review"]["due"], &value["review"]["minutes"]),
        (&0.into(), &0.into())
    );
}

#[test]
fn a_log_from_a_newer_version_is_not_asked_for() {
    let home = learning();
    home.write("home/.local/share/waypost/log/other.jsonl", &super::newer());
    let ran = told(&home, DAY_1, &["review"], "1\n");
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.err.contains("nothing can be recorded now, so nothing is asked"),
        "{ran}"
    );
    assert!(!ran.out.contains("due"), "{ran}");
}

#[test]
fn a_day_ends_where_the_learner_is() {
    let home = learning();
    let (right, _) = choices(&home, "2026-03-02T03:00:00Z");
    // One in the morning belongs to the day before: what comes back tomorrow is due an hour after four.
    let input = format!("{right}\n\nagain\n\ngood\n");
    told(&home, "2026-03-02T03:00:00Z", &["review"], &input);
    let count = |zone: &str, now: &str| {
        let mut command = home.at(now, &["review", "--json"]);
        let output = command.env("TZ", zone).output().expect("the program");
        let value: Value = serde_json::from_str(&home.read(output).out).expect("JSON");
        value["review"]["due"].as_u64().expect("a number")
    };
    assert_eq!(count("UTC", "2026-03-02T03:59:00Z"), 0);
    assert_eq!(count("UTC", "2026-03-02T05:00:00Z"), 1);
    assert_eq!(count("EST5", "2026-03-02T08:59:00Z"), 0);
}

#[test]
fn a_schedule_is_fitted_only_to_enough() {
    let home = learning();
    insta::assert_snapshot!(told(&home, DAY_1, &["review", "--optimize"], ""), @r"
    note: nothing was changed: there are 0 reviews to learn from, and it takes 400; review on, and try again later
    [exit code 0]
    ");
    insta::assert_snapshot!(home.json(&["review", "--optimize", "--json"]).0, @r#"
    {
      "schema": "waypost/1",
      "fit": {
        "fitted": false,
        "reviews": 0,
        "needed": 400
      }
    }
    "#);
    assert_eq!(recorded(&home), "mark  ;");
}

#[test]
fn a_schedule_is_fitted_to_the_answers() {
    let home = Home::new();
    // 60 topics learned on one day; what was asked after three days or more was mostly forgotten.
    let topics: String = (0..60).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "- Bed {n}");
        text
    });
    home.write(
        "pack/agents/beds.md",
        &format!("# Beds\n\n## Learning Paths\n\n### All\n{topics}"),
    );
    let mut lines = String::new();
    for (number, day) in [0, 1, 4, 5, 9, 10, 15, 16, 24].into_iter().enumerate() {
        for card in 0..60 {
            let forgets = number > 0 && number % 2 == 0 && card % 5 != 0;
            let grade = if forgets { "again" } else { "good" };
            let millis = 1_767_960_000_000_u64 + day * 86_400_000 + card * 1_000;
            let id = ulid(millis, card);
            let at = jiff::Timestamp::from_millisecond(i64::try_from(millis).expect("a time")).expect("a time");
            let body = format!(
                "{{\"v\":1,\"id\":\"{id}\",\"at\":\"{at}\",\"do\":\"answer\",\"card\":\"beds/all/bed-{card}#recall\",\"grade\":\"{grade}\",\"took\":6000"
            );
            let _ = writeln!(lines, "{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes()));
        }
    }
    home.write("home/.local/share/waypost/log/here.jsonl", &lines);
    let (_, log) = home.json(&["log", "--json"]);
    assert_eq!(log["problems"].as_array().map(Vec::len), Some(0), "{log}");
    // Of the last 30 days: what was remembered, and what should have been.
    let stats = home.ok(&["stats"]);
    insta::assert_snapshot!(stats.lines().skip(1).take(4).collect::<Vec<_>>().join("\n"), @r"
    Streak: no days in a row now, the longest 2
    0 questions due, 540 answered, 0 today
    20 % remembered in 60 reviews of the last 30 days, 78 % predicted
    54 minutes spent, 0 minutes today
    ");
    let (_, stats) = home.json(&["stats", "--json"]);
    let retention = &stats["record"]["retention"];
    assert_eq!(
        (&retention["reviews"], &retention["measured"]),
        (&60.into(), &0.2.into())
    );
    assert_eq!(
        (&stats["record"]["answered"], &stats["record"]["minutes"]),
        (&540.into(), &54.into())
    );
    // An answer took this learner six seconds; what it usually takes counts as twenty of them.
    let beds: Vec<String> = (0..60).map(|n| format!("Bed {n}")).collect();
    let mut mark = vec!["mark"];
    mark.extend(beds.iter().map(String::as_str));
    mark.push("done");
    home.ok(&mark);
    let (_, next) = home.json(&["next", "--json"]);
    let due = next["review"]["due"].as_u64().expect("a number");
    assert!(due > 40, "{due}");
    assert_eq!(
        next["review"]["minutes"].as_u64(),
        Some((due * (20 * 30_000 + 540 * 6_000) / 560).div_ceil(60_000))
    );
    let ran = home.run(&["review", "--optimize"]);
    assert!(
        ran.out
            .starts_with("The schedule now fits your 480 reviews: log loss 0."),
        "{ran}"
    );
    assert!(recorded(&home).ends_with(";fit  ;"));
    let again = home.run(&["review", "--optimize"]);
    assert!(
        again
            .err
            .starts_with("note: nothing was changed: the parameters in use predict"),
        "{again}"
    );
}

/// An id of that time, in Crockford's base 32.
fn ulid(millis: u64, random: u64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let number = (u128::from(millis) << 80) | u128::from(random);
    let digit = |place: u32| char::from(DIGITS[usize::try_from(number >> (5 * place) & 31).expect("small")]);
    (0..26).rev().map(digit).collect()
}

/// A test of Ground: the lesson's two questions, and what the steps say of Soil and Mulch.
fn tested(home: &Home, answers: &[&str]) -> Ran {
    told(home, DAY_1, &["review", "--test-out", "Ground"], &answers.join("\n"))
}

#[test]
fn a_test_that_is_passed_is_one_entry_and_one_undo() {
    let home = Home::new();
    home.write("pack/lessons/compost.md", COMPOST);
    let right = "\n2";
    // The same time makes the same test, so a first run tells where the choice stands.
    let first = tested(&home, &[]).out;
    insta::assert_snapshot!("test_out_left", first);
    assert_eq!(recorded(&home), "");
    let number = |out: &str| {
        let line = out.lines().find(|line| line.ends_with("  Straw"))?;
        line.trim().chars().next()
    };
    let mut answers: Vec<String> = Vec::new();
    while answers.len() < 4 {
        let so_far: Vec<&str> = answers.iter().map(String::as_str).collect();
        let out = tested(&home, &so_far).out;
        let asked = out
            .rsplit(&format!("\n{} of 4", answers.len() + 1))
            .next()
            .expect("a question");
        answers.push(number(asked).map_or_else(|| right.to_owned(), |key| key.to_string()));
        if answers.len() < 4 {
            assert_eq!(recorded(&home), "", "nothing is recorded before the end");
        }
    }
    let all: Vec<&str> = answers.iter().map(String::as_str).collect();
    insta::assert_snapshot!("test_out_passed", tested(&home, &all));
    insta::assert_snapshot!(recorded(&home), @"place  ;");
    let (_, topics) = home.json(&["list", "topics", "--status", "done", "--json"]);
    assert_eq!(topics["topics"].as_array().map(Vec::len), Some(3));
    insta::assert_snapshot!(tested(&home, &[]), @r"
    note: Ground: everything is done or skipped, so there is nothing to test
    [exit code 0]
    ");
    home.ok(&["undo"]);
    let (_, topics) = home.json(&["list", "topics", "--status", "done", "--json"]);
    assert_eq!(topics["topics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_test_that_is_failed_marks_nothing() {
    let home = Home::new();
    home.write("pack/lessons/compost.md", COMPOST);
    // Zero is no answer to what is to be thought of, whose answer comes first.
    let ran = tested(
        &home,
        &[
            "x", "0", "", "u", "0", "", "no", "0", "", "1", "0", "", "n", "0", "", "1",
        ],
    );
    assert!(ran.out.contains("Not passed: 0 of 4 right, 4 needed"), "{ran}");
    assert!(ran.out.contains("Nothing was marked."), "{ran}");
    assert_eq!(recorded(&home), "");
}

#[test]
fn a_test_is_of_what_is_named() {
    let home = Home::new();
    for (name, said) in [
        ("Easy", "Test out of Easy: 2 topics, 1 has no question"),
        ("Compost", "Test out of Compost: 1 topic"),
        ("Beginner", "Test out of Beginner: 3 topics"),
        ("kitchen garden", "Test out of Kitchen Garden: "),
    ] {
        let ran = told(&home, DAY_1, &["review", "--test-out", name], "q\n");
        assert!(ran.out.contains(said), "{name}: {ran}");
        assert!(ran.out.ends_with("nothing is marked.\n"), "{ran}");
    }
    insta::assert_snapshot!(told(&home, DAY_1, &["review", "--test-out", "Grond"], ""));
    insta::assert_snapshot!(told(&home, DAY_1, &["review", "--test-out", "Patient"], ""));
    assert!(
        told(&home, DAY_1, &["review", "--test-out", "Ground", "--json"], "")
            .out
            .is_empty()
    );
}

#[test]
fn what_is_never_known_is_asked_three_times_a_day() {
    let home = learning();
    let ran = told(&home, DAY_1, &["review", "--limit", "1"], &"0\n".repeat(200));
    assert_eq!(ran.out.matches("Compost · 1 left").count(), 3, "{ran}");
    assert_eq!(ran.out.matches("It comes back later today.").count(), 2, "{ran}");
    assert!(
        ran.out
            .contains("It comes back tomorrow.\n\n1 card, 1 again: 3 answers, 0 right (0 %)\n"),
        "{ran}"
    );
    assert!(
        ran.out
            .contains("Tomorrow: 1 review and 0 new, when today's share is done\n"),
        "{ran}"
    );
    let due = |now: &str| {
        let ran = told(&home, now, &["review", "--json"], "");
        let value: Value = serde_json::from_str(&ran.out).expect("JSON");
        value["review"]["due"].clone()
    };
    assert_eq!((due(DAY_1), due(DAY_2)), (1.into(), 2.into()));
}

#[test]
fn not_to_know_is_an_answer() {
    let home = learning();
    for word in ["0", "?"] {
        let ran = told(&home, DAY_1, &["review", "--limit", "1"], &format!("{word}\nq\n"));
        assert!(ran.out.contains("It is") && ran.out.contains("  Straw"), "{ran}");
        assert!(!ran.out.contains("Not right"), "{ran}");
    }
    assert_eq!(
        recorded(&home),
        "mark  ;answer balcony/pots/compost#browns again;answer balcony/pots/compost#browns again;"
    );
}

#[test]
fn what_is_known_is_told_from_what_was_done() {
    let home = learning();
    home.ok(&["mark", "Compost", "Soil", "done"]);
    told(&home, DAY_1, &["review"], "0\nq\n");
    let later = "2026-04-15T12:00:00Z";
    let at = |args: &[&str]| home.read(home.at(later, args).output().expect("the program"));
    insta::assert_snapshot!(at(&["list", "paths"]));
    insta::assert_snapshot!(at(&["list", "topics", "--status", "done"]));
    insta::assert_snapshot!(at(&["show", "garden/ground"]));
    let shown = at(&["show", "Compost"]);
    assert!(shown.out.contains(" done, "), "{shown}");
    insta::assert_snapshot!(
        shown
            .out
            .lines()
            .find(|line| line.contains("rusty"))
            .unwrap_or_default()
    );
    let stats = at(&["stats"]);
    assert!(
        stats.out.contains("2 of 9 topics done (22 %), 1 still known"),
        "{stats}"
    );
    let value: Value = serde_json::from_str(&at(&["show", "Compost", "--json"]).out).expect("JSON");
    let topic = &value["topic"];
    assert_eq!(
        (&topic["mastery"], &topic["due"]),
        (&"rusty".into(), &"2026-03-01".into())
    );
    let recalled = topic["recalled"].as_f64().expect("a number");
    assert!(recalled < 1e-9, "what was not known counts as nothing: {recalled}");
    let value: Value = serde_json::from_str(&at(&["stats", "--json"]).out).expect("JSON");
    assert_eq!(value["overall"]["known"], 1);
    let value: Value = serde_json::from_str(&at(&["list", "paths", "--at", "2026-03-02", "--json"]).out).expect("JSON");
    assert_eq!(value["paths"][0]["known"], Value::Null, "it is told of now alone");
}
