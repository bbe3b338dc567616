//! `check --format` and `check --explain`.

use serde_json::Value;
use waypost::content::diagnostic::catalogue::CATALOGUE;

use super::Home;

fn world() -> Home {
    let home = Home::new();
    home.write("pond/pack.yaml", "title: Pond\nsumary: Still.\n");
    home.write(
        "pond/agents/the pond, deep: 1.md",
        "# Pond\n\n学 [a](htps://x.org/%0A)\n\n## Empty\n",
    );
    home.write("pond/lessons/a.md", "---\ntitle: A\nrequires: [b]\n---\nText.\n");
    home.write("pond/lessons/b.md", "---\ntitle: B\nrequires: [a]\n---\nText.\n");
    home
}

#[test]
fn github_shows_findings_beside_their_lines() {
    insta::assert_snapshot!(
        "check_github",
        world().run(&["check", "pond", "absent", "--format", "github"])
    );
}

#[test]
fn text_says_what_to_do() {
    insta::assert_snapshot!("check_linted", world().run(&["check", "pond"]));
}

/// The properties the standard requires (SARIF 2.1.0, §3.13 to §3.30) and those code hosts need.
#[test]
fn sarif_has_the_shape_of_the_standard() {
    let home = world();
    let ran = home.run(&["check", "pond", "absent", "--format", "sarif"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let log: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|uri| uri.contains("sarif-2.1.0")));
    let runs = log["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "waypost");
    let rules = driver["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), CATALOGUE.len());
    let levels = ["none", "note", "warning", "error"];
    for rule in rules {
        assert!(
            rule["id"].is_string() && rule["shortDescription"]["text"].is_string(),
            "{rule}"
        );
        for text in [
            &rule["fullDescription"]["text"],
            &rule["help"]["text"],
            &rule["help"]["markdown"],
        ] {
            assert!(text.as_str().is_some_and(|text| text.len() > 20), "{rule}");
        }
        let level = rule["defaultConfiguration"]["level"].as_str();
        assert!(level.is_some_and(|level| levels.contains(&level)), "{rule}");
    }
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    let results = runs[0]["results"].as_array().expect("results");
    assert!(results.len() > 5);
    for result in results {
        assert!(
            result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()),
            "{result}"
        );
        assert!(
            result["level"].as_str().is_some_and(|level| levels.contains(&level)),
            "{result}"
        );
        let index = result["ruleIndex"].as_u64().expect("an index");
        assert_eq!(
            rules[usize::try_from(index).expect("a small number")]["id"],
            result["ruleId"]
        );
        let locations = result["locations"].as_array().expect("locations");
        assert_eq!(locations.len(), 1);
        let place = &locations[0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(
            uri.bytes().all(|byte| byte.is_ascii_graphic()) && !uri.starts_with('/') && !uri.contains(':'),
            "{uri}"
        );
        let number = |key: &str| place["region"][key].as_u64().expect("a number");
        assert!(
            number("startLine") >= 1 && number("endLine") == number("startLine"),
            "{result}"
        );
        assert!(
            number("startColumn") >= 1 && number("endColumn") > number("startColumn"),
            "{result}"
        );
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    }
    let link = results
        .iter()
        .find(|result| result["ruleId"] == "link-malformed")
        .expect("a link");
    assert_eq!(
        link["locations"][0]["physicalLocation"],
        serde_json::json!({
            "artifactLocation": { "uri": "pond/agents/the%20pond%2C%20deep%3A%201.md", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 4 },
        })
    );
    assert_eq!(link["level"], "warning");
}

/// However the folder is named, its files are named as from where the program was started.
#[test]
fn sarif_names_files_as_code_hosts_look_for_them() {
    let home = world();
    let uris = |folder: &str| -> Vec<String> {
        let ran = home.run(&["check", folder, "--format", "sarif"]);
        let log: Value = serde_json::from_str(&ran.out).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("results").iter();
        let place = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
        results
            .map(|result| place(result).as_str().expect("a URI").to_owned())
            .collect()
    };
    let named = uris("pond");
    assert!(named.iter().all(|uri| uri.starts_with("pond/")), "{named:?}");
    let whole = std::fs::canonicalize(home.path().join("pond")).expect("a path");
    assert_eq!(uris(whole.to_str().expect("UTF-8")), named);
    assert_eq!(uris("./pond"), named);
    assert_eq!(
        uris("pond/../pond/agents")[0],
        "pond/../pond/agents/the%20pond%2C%20deep%3A%201.md"
    );
}

#[test]
fn formats_agree() {
    let home = world();
    let json = home.run(&["check", "pond", "--json"]);
    assert_eq!(json.out, home.run(&["check", "pond", "--format", "json"]).out);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    let sarif: Value = serde_json::from_str(&home.run(&["check", "pond", "--format", "SARIF"]).out).expect("JSON");
    let found = json["diagnostics"].as_array().expect("diagnostics");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let codes: Vec<&Value> = found.iter().map(|found| &found["code"]).collect();
    assert_eq!(
        codes,
        results.iter().map(|result| &result["ruleId"]).collect::<Vec<_>>()
    );
    let lines = home.run(&["check", "pond", "--format", "github"]).out.lines().count();
    assert_eq!(lines, found.len());
    assert_eq!(
        home.run(&["check", "pond", "--json", "--format", "sarif"]).code,
        Some(2)
    );
}

#[test]
fn every_code_is_explained() {
    let home = Home::new();
    for kind in CATALOGUE {
        let text = home.ok(&["check", "--explain", kind.code]);
        assert!(text.starts_with(kind.code) && text.contains("\nExample\n"), "{text}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
    insta::assert_snapshot!("check_explain", home.run(&["check", "--explain", "lesson-cycle"]));
    let ran = home.run(&["check", "--explain", "lesson-cicle"]);
    assert!(ran.code == Some(2) && ran.err.contains("lesson-cycle"), "{ran}");
    let ran = home.run(&["check", "--explain", "nosuch"]);
    assert!(
        ran.err.lines().count() < 12 && ran.err.contains("--explain all"),
        "{ran}"
    );
    let all = home.ok(&["check", "--explain", "all"]);
    assert_eq!(all.lines().count(), CATALOGUE.len(), "{all}");
    assert_eq!(home.run(&["check", "pack", "--explain", "missing"]).code, Some(2));
}

#[test]
fn the_embedded_pack_is_sound() {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let ran = Home::new().run(&["check", "--strict", content]);
    assert_eq!(ran.code, Some(0), "{ran}");
}

#[test]
fn names_that_lead_nowhere_are_counted_or_listed() {
    let home = Home::new();
    let codes = |args: &[&str]| -> Vec<String> {
        let (_, found) = home.json(args);
        let found = found["diagnostics"].as_array().expect("diagnostics").iter();
        found
            .map(|found| format!("{} {}", found["code"], found["line"]))
            .collect()
    };
    insta::assert_debug_snapshot!(codes(&["check", "pack", "--json"]));
    insta::assert_debug_snapshot!(codes(&["check", "pack", "--json", "--unresolved"]));
}

/// Where nothing is named, the packs of `--pack` are checked, wherever that stands, and each once.
#[test]
fn packs_that_are_learned_from_can_be_checked_by_that_name() {
    let home = world();
    let run = |args: &[&str]| home.read(home.bare(args).output().expect("the program"));
    let alone = run(&["check", "pond"]);
    assert_eq!(alone.code, Some(1));
    for args in [
        &["--pack", "pond", "check"][..],
        &["check", "--pack", "pond"],
        &["--pack", "pond", "check", "--pack", "./pond/"],
        &["--pack", "pack", "check", "pond"],
    ] {
        let ran = run(args);
        assert_eq!((ran.code, &ran.out), (alone.code, &alone.out), "{args:?}");
    }
    let both = run(&["check", "pack", "pond"]).out;
    assert!(both.contains("pack/agents/garden.md") && both.contains("pond/lessons/b.md"));
    assert_eq!(run(&["check", "--pack", "pack", "--pack", "pond"]).out, both);
    assert_eq!(run(&["--pack", "pack", "check", "--pack", "pond"]).out, both);
    let ran = run(&["check"]);
    assert!(ran.code == Some(2) && ran.err.contains("waypost check ."), "{ran}");
}

/// A name that is another's but for a slip is a warning, for which `--strict` fails; one that is nobody's is counted.
#[test]
fn names_that_are_misspelled_are_warned_of() {
    let home = Home::new();
    let spec = |names: &str| {
        format!("# Letters\n\n## Roles\n- **Dev** - {names}\n\n## Learning Paths\n\n### A\n- Alpha\n- Gamma\n")
    };
    home.write("letters/pack.yaml", "title: Letters\nlicense: CC0-1.0\n");
    home.write("letters/agents/letters.md", &spec("Alpha, Gammma, Omicron"));
    let ran = home.run(&["check", "--strict", "letters"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(
        ran.out.contains("letters.md:4:20") && ran.out.contains("did you mean `gamma`?"),
        "{ran}"
    );
    assert!(ran.out.contains("topics-unresolved"), "{ran}");
    home.write("letters/agents/letters.md", &spec("Alpha, Omicron"));
    assert_eq!(home.run(&["check", "--strict", "letters"]).code, Some(0));
}

/// However long a name is, it is a few lines in a message and a row of a table.
#[test]
fn names_without_end_are_shortened_where_they_are_told() {
    const LONGEST: usize = 4000;
    let home = Home::new();
    let long = |name: &str| format!("{name} {}", "\u{1f469}\u{200d}\u{1f467}e\u{301} words ".repeat(2_000));
    home.write(
        "long/agents/long.md",
        &format!(
            "# {0}\n\n## Roles\n- **{1}** - Mentioned\n\n## Learning Paths\n\n### {2}\n- {3}\n- {3}\n\n### {4}\n\n## {4}\n",
            long("Agent"),
            long("Role"),
            long("Path"),
            long("Step"),
            long("Empty")
        ),
    );
    home.write(
        "long/lessons/long.md",
        &format!(
            "---\ntitle: {}\nrequires: [\"{}\", other]\nlevel: {}\n---\n[[{}]]\n",
            long("Lesson"),
            long("Lessson"),
            "x".repeat(50_000),
            long("Dead")
        ),
    );
    home.write(
        "long/lessons/other.md",
        "---\ntitle: Other\nrequires: [long]\n---\nText.\n",
    );
    home.write(
        "long/roles/long.yaml",
        &format!(
            "title: \"{}\"\nagent: \"{}\"\nstages: [{{ topics: [\"{}\"] }}]\n",
            long("Track"),
            long("No"),
            long("Nor")
        ),
    );
    let run = |args: &[&str]| {
        home.read(
            home.bare(&[&["--pack", "long"], args].concat())
                .output()
                .expect("the program"),
        )
    };
    for args in [
        &["check", "--unresolved"][..],
        &["check", "--outline"],
        &["check", "--format", "github"],
        &["check", "--format", "sarif"],
        &["list", "agents"],
        &["list", "roles"],
        &["list", "paths"],
        &["list", "topics"],
        &["search", "words"],
        &["show", "other"],
        &["mark", "long", "done"],
        &["log"],
        &["open", "long"],
        &["stats"],
    ] {
        let ran = run(args);
        for line in ran.out.lines().chain(ran.err.lines()) {
            assert!(line.len() <= LONGEST, "{args:?}: {} bytes in a line", line.len());
        }
        assert!(!ran.out.is_empty() || !ran.err.is_empty(), "{args:?}");
        assert!(ran.out.len() < 300_000, "{args:?}: {} bytes", ran.out.len());
    }
    let found: Value = serde_json::from_str(&run(&["check", "--json"]).out).expect("JSON");
    let found = found["diagnostics"].as_array().expect("diagnostics");
    assert!(found.len() > 8, "{found:?}");
    for told in found {
        let message = told["message"].as_str().expect("a message");
        assert!(message.len() <= LONGEST && told.to_string().len() < 40_000, "{message}");
    }
}
