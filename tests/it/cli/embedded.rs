//! The pack inside the program.

use serde_json::Value;

use super::Home;

fn json(home: &Home, args: &[&str]) -> Value {
    let output = home.bare(args).arg("--json").output().expect("the program");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn count(value: &Value) -> usize {
    value.as_array().expect("a list").len()
}

#[test]
fn it_holds_what_it_should() {
    let home = Home::new();
    let engineering = &json(&home, &["show", "backend-engineering"])["agent"];
    let technologies = &json(&home, &["show", "backend-technologies"])["agent"];
    assert_eq!(count(&engineering["roles"]), 10);
    assert_eq!(count(&engineering["paths"]), 8);
    assert_eq!(count(&technologies["paths"]), 5);
    assert_eq!(count(&engineering["levels"]), 4);
    assert_eq!(count(&engineering["trends"]), 8);
    for agent in [engineering, technologies] {
        assert_eq!(count(&agent["diagnostics"]), 0);
    }
    assert_eq!(count(&json(&home, &["list", "roles"])["roles"]), 10);
    assert_eq!(count(&json(&home, &["list", "paths"])["paths"]), 25);
}

/// Every step, tool and level leads to a lesson, and every lesson stands on a path.
#[test]
fn every_name_in_the_guides_is_taught() {
    let home = Home::new();
    let mut taught = std::collections::HashSet::new();
    for agent in ["backend-engineering", "backend-in-depth", "backend-technologies"] {
        let agent = &json(&home, &["show", agent])["agent"];
        let all = |value: &Value, key: &str| value[key].as_array().expect("a list").clone();
        let steps = all(agent, "paths").into_iter().flat_map(|path| all(&path, "groups"));
        let steps = steps.flat_map(|group| all(&group, "steps"));
        let tools = all(agent, "stacks").into_iter().flat_map(|stack| all(&stack, "groups"));
        let tools = tools.flat_map(|group| all(&group, "tools"));
        for named in steps.chain(tools) {
            let topic = named["topic"]
                .as_str()
                .unwrap_or_else(|| panic!("{named} leads nowhere"));
            assert!(!topic.contains('/'), "{named} has no lesson");
            taught.insert(topic.to_owned());
        }
    }
    let topics = json(&home, &["list", "topics"]);
    for topic in topics["topics"].as_array().expect("topics") {
        let id = topic["id"].as_str().expect("an id");
        assert!(taught.contains(id), "{id} stands on no path");
    }
}

#[test]
fn no_name_is_left_unresolved() {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let ran = Home::new().run(&["check", "--strict", "--unresolved", content]);
    assert_eq!(ran.code, Some(0), "{ran}");
    assert!(!ran.to_string().contains("unresolved"), "{ran}");
}

#[test]
fn what_both_guides_teach_is_learned_once() {
    let home = Home::new();
    let topic = &json(&home, &["show", "GraphQL"])["topic"];
    assert_eq!(
        topic["agents"],
        serde_json::json!(["backend-engineering", "backend-technologies"])
    );
    assert_eq!(
        topic["paths"],
        serde_json::json!([
            "backend-engineering/api-development",
            "backend-technologies/api-development"
        ])
    );
    assert!(
        home.bare(&["mark", "GraphQL", "done"])
            .output()
            .expect("the program")
            .status
            .success()
    );
    for path in json(&home, &["list", "paths"])["paths"].as_array().expect("paths") {
        let done = usize::from(path["title"] == "API Development");
        assert_eq!(path["counts"]["done"], done, "{path}");
    }
    for agent in json(&home, &["list"])["agents"].as_array().expect("agents") {
        let done = usize::from(agent["id"] != "backend-in-depth");
        assert_eq!(agent["counts"]["done"], done, "{agent}");
    }
    assert_eq!(json(&home, &["stats"])["overall"]["done"], 1);
}
