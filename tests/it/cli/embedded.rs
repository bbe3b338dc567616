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
    assert_eq!(count(&json(&home, &["list", "paths"])["paths"]), 13);
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
        assert_eq!(agent["counts"]["done"], 1, "{agent}");
    }
    assert_eq!(json(&home, &["stats"])["overall"]["done"], 1);
}
