//! `list`, `search`, `next`, `stats`.

use super::Home;

fn begun() -> Home {
    let home = Home::new();
    home.ok(&["mark", "Compost", "done"]);
    home.ok(&["mark", "Soil", "learning"]);
    home.ok(&["mark", "Mulch", "skipped"]);
    home
}

const KINDS: [&str; 7] = ["agents", "roles", "paths", "stacks", "roadmaps", "levels", "topics"];

#[test]
fn every_kind_is_listed() {
    let home = begun();
    let text: Vec<String> = KINDS
        .iter()
        .map(|kind| format!("$ waypost list {kind}\n{}", home.ok(&["list", kind])))
        .collect();
    insta::assert_snapshot!("list", text.join("\n"));
}

#[test]
fn every_kind_is_listed_as_json() {
    let home = begun();
    for kind in KINDS {
        let (text, value) = home.json(&["list", kind, "--json"]);
        insta::assert_snapshot!(format!("list_{kind}_json"), text);
        let items = value[kind].as_array().expect("a list named after its kind");
        for item in items {
            // Whatever a list names, `show` shows. A roadmap's id may be a topic's name, too; its address is its own.
            let name = item["url"].as_str().or(item["id"].as_str()).expect("an id");
            let (_, shown) = home.json(&["show", name, "--json"]);
            let kind = kind.trim_end_matches('s');
            assert_eq!(shown[kind]["id"], item["id"], "{name}");
        }
    }
}

#[test]
fn a_list_of_nothing_named_is_of_agents_and_with_a_status_of_topics() {
    let home = begun();
    assert_eq!(home.ok(&["list"]), home.ok(&["list", "agents"]));
    insta::assert_snapshot!(home.ok(&["list", "--status", "done"]), @"✓ Compost  done  balcony/pots/compost");
    assert_eq!(
        home.ok(&["list", "--status", "DONE"]),
        home.ok(&["list", "topics", "--status", "done"])
    );
}

#[test]
fn lists_are_narrowed_to_one_agent() {
    let home = begun();
    insta::assert_snapshot!(home.ok(&["list", "topics", "--agent", "balcony"]), @r"
    ✓ Compost          done  balcony/pots/compost
    ○ Drip Irrigation  todo  balcony/pots/drip-irrigation
    ○ Chili Peppers    todo  balcony/pots/chili-peppers
    ");
    insta::assert_snapshot!(home.ok(&["list", "paths", "--agent", "Balcony"]), @"Pots      1/3  balcony/pots");
    insta::assert_snapshot!(home.run(&["list", "paths", "--agent", "balconi"]), @r"
    error: no agent is called `balconi`; did you mean balcony (agent Balcony)?
    [exit code 1]
    ");
}

#[test]
fn only_topics_have_a_status() {
    insta::assert_snapshot!(Home::new().run(&["list", "roles", "--status", "done"]), @r"
    error: only topics have a status; list them with `waypost list topics --status done`

    Usage: waypost list [OPTIONS] [KIND]

    For more information, try '--help'.
    [exit code 2]
    ");
}

#[test]
fn an_empty_list_says_so_and_stays_a_list() {
    let home = Home::new();
    insta::assert_snapshot!(home.run(&["list", "--status", "done"]), @r"
    note: there are no such topics
    [exit code 0]
    ");
    let (_, value) = home.json(&["list", "--status", "done", "--json"]);
    assert_eq!(value["topics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn search_finds_names_and_words() {
    let home = Home::new();
    insta::assert_snapshot!("search", home.ok(&["search", "compost"]));
    insta::assert_snapshot!("search_json", home.json(&["search", "comp", "-n", "2", "--json"]).0);
    insta::assert_snapshot!(home.run(&["search", "zzzz"]), @r"
    note: nothing is called `zzzz`, and no text has these words
    [exit code 0]
    ");
}

#[test]
fn next_says_what_and_why() {
    let home = begun();
    insta::assert_snapshot!("next", home.ok(&["next", "-n", "4"]));
    insta::assert_snapshot!("next_json", home.json(&["next", "-n", "2", "--json"]).0);
}

#[test]
fn next_knows_when_nothing_is_left() {
    let home = Home::new();
    let (_, topics) = home.json(&["list", "topics", "--json"]);
    let topics = topics["topics"].as_array().expect("topics").iter();
    let mut args = vec!["mark"];
    args.extend(topics.map(|topic| topic["id"].as_str().expect("an id")));
    args.push("done");
    home.ok(&args);
    insta::assert_snapshot!(home.run(&["next"]), @r"
    9 questions are due, about 5 minutes: `waypost review`
    note: nothing is left to learn: every topic is done or skipped
    [exit code 0]
    ");
}

#[test]
fn stats_count() {
    let home = begun();
    insta::assert_snapshot!("stats", home.ok(&["stats"]));
    insta::assert_snapshot!("stats_json", home.json(&["stats", "--json"]).0);
}

#[test]
fn several_packs_are_one_library() {
    let home = Home::new();
    home.write(
        "roof/hives.md",
        "---\nname: hives\n---\n# Hives\n\n## Learning Paths\n\n### Year\n- Swarming\n- Compost\n",
    );
    insta::assert_snapshot!(home.ok(&["--pack", "roof", "list"]), @r"
    Balcony             0/3  balcony
    Kitchen Garden      0/7  garden
    Hives               0/2  hives
    ");
    let (_, shown) = home.json(&["--pack", "roof", "show", "Compost", "--json"]);
    assert_eq!(shown["topic"]["agents"].as_array().map(Vec::len), Some(3));
}
