use super::*;

fn codes(front: &FrontMatter) -> Vec<&'static str> {
    front.findings.iter().map(|finding| finding.code).collect()
}

fn text(front: &FrontMatter, key: &str) -> String {
    front
        .get(key)
        .and_then(|entry| scalar(&entry.value))
        .unwrap_or_default()
}

#[test]
fn good_front_matter_says_nothing() {
    let source = "---\ndescription: \"Zig: a tour\"\ncapabilities: [a, b]\nmodel: fast # for now\n---\n# T\n";
    let front = read(source);
    assert!(front.findings.is_empty());
    assert_eq!(text(&front, "description"), "Zig: a tour");
    assert_eq!(
        front.get("model").map(|entry| entry.yaml.as_str()),
        Some("fast # for now")
    );
    assert_eq!(&source[front.body..], "# T\n");
}

#[test]
fn no_front_matter_is_no_trouble() {
    for source in ["", "# T\n", "---\n\nJust a rule above.\n", "---", "\n\n"] {
        let front = read(source);
        assert!(
            front.findings.is_empty() && front.entries.is_empty() && front.body == 0,
            "{source}"
        );
    }
}

#[test]
fn an_unquoted_colon_is_recovered() {
    let front = read("---\nname: zig\ndescription: Zig: the tour\ncapabilities: [a]\n---\nx");
    assert_eq!(text(&front, "description"), "Zig: the tour");
    assert_eq!(codes(&front), ["front-matter-invalid", "front-matter-value"]);
    assert_eq!(front.findings[1].at, "---\nname: zig\ndescription: ".len());
    assert_eq!(texts(&front.get("capabilities").expect("kept").value), ["a"]);
}

#[test]
fn a_description_that_spills_over_is_recovered() {
    let front = read(
        "---\nname: zig\ndescription: Use it for Zig. Examples:\n\nContext: a build fails.\nuser: \"help\"\nassistant: \"sure\"\nmodel: fast\n---\nx",
    );
    assert!(
        text(&front, "description").ends_with("assistant: \"sure"),
        "{}",
        text(&front, "description")
    );
    assert_eq!(text(&front, "model"), "fast");
}

#[test]
fn stars_and_stray_quotes_are_recovered() {
    let front = read("---\ntools: *\ndescription: **Zig** and more\n---\nx");
    assert_eq!(text(&front, "tools"), "*");
    assert_eq!(text(&front, "description"), "**Zig** and more");
    let front = read("---\ndescription\": \"Learn Zig.\ncapabilities\": [\"a b\", \"c, d\"]\n---\nx");
    assert_eq!(text(&front, "description"), "Learn Zig.");
    assert_eq!(texts(&front.get("capabilities").expect("kept").value)[0], "a b");
}

#[test]
fn duplicate_keys_are_said() {
    let front = read("---\nname: a\nname: b\n---\nx");
    assert_eq!(codes(&front), ["front-matter-duplicate-key"]);
    assert_eq!(text(&front, "name"), "a");
    assert_eq!(front.entries.len(), 2);
}

#[test]
fn fences_are_forgiven() {
    let long = "---\nname: a\n------------\n# T";
    let front = read(long);
    assert_eq!(
        (codes(&front), text(&front, "name"), &long[front.body..]),
        (vec!["front-matter-fence"], "a".to_owned(), "# T")
    );
    let open = "---\nname: a\nmodel: b\n\n# T";
    let front = read(open);
    assert_eq!(
        (codes(&front), text(&front, "model"), &open[front.body..]),
        (vec!["front-matter-unclosed"], "b".to_owned(), "\n# T")
    );
}

#[test]
fn bombs_are_not_parsed() {
    for bomb in [
        "a: {a: ".repeat(5000),
        format!("a: &x [1]\nb: [{}]", "*x, ".repeat(1000)),
        "a: b\n".repeat(20_000),
    ] {
        let front = read(&format!("---\n{bomb}\n---\nx"));
        assert_eq!(codes(&front), ["front-matter-too-complex"]);
    }
}

#[test]
fn lists_maps_and_text_are_lists() {
    let texts = |yaml: &str| texts(&serde_yaml::from_str(yaml).expect("valid"));
    assert_eq!(texts("[a, 1, true]"), ["a", "1", "true"]);
    assert_eq!(texts("a, b"), ["a", "b"]);
    assert_eq!(texts("- Design: a, b\n- c"), ["Design: a, b", "c"]);
    assert_eq!(texts("x: [a]\ny: b"), ["a", "b"]);
}

#[test]
fn a_bad_value_swallows_no_key_behind_it() {
    for (text, keys) in [
        (
            "minutes: %5\nnote: |\n  x\nlevel: beginner\n",
            vec!["minutes", "note", "level"],
        ),
        ("minutes: %5\nnote: x\n", vec!["minutes", "note"]),
        ("description: a: b\nnote: |\n  x\n", vec!["description", "note"]),
        ("description: a: b\nnote: so\nContext: c\n", vec!["description"]),
        (
            "sections: { a: b }\n\tlevel: beginner\nminutes: 5\n",
            vec!["sections", "level", "minutes"],
        ),
        (
            "title: a: b\nlevel:\tbeginner\nnested:\n\tminutes: 5\n",
            vec!["title", "level", "nested"],
        ),
    ] {
        let front = of_yaml(text);
        let found: Vec<&str> = front.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(found, keys, "{text}");
    }
}
