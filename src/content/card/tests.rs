use super::*;
use crate::content::model::Step;

const CARD: &str = r#"{
  "agent_id": "07-beds", "agent_name": "Beds & Borders", "version": "1.0.0",
  "description": "Lay out beds that feed themselves", "capabilities": ["Design beds", "Mulch"],
  "skills": [
    {"skill_id": "7.1", "skill_name": "Soil", "file": "skills/soil.md", "duration_hours": 8, "description": "What roots stand in",
     "topics": ["Clay", "Compost"]},
    {"skill_name": "Paths", "description": "Where you walk"}],
  "tools_and_technologies": {"hand_tools": ["Spade", "Fork"], "books": ["The Bed"]},
  "related_agents": ["08-ponds"], "next_agent": "09-trees",
  "industry_trends_2025": ["No dig: more and more"],
  "career_paths": [{"role": "Head Gardener", "description": "Runs the garden", "salary_range": "low"}],
  "prerequisites": ["A garden"],
  "resources": {"official": ["https://example.org/beds"], "maps": ["https://roadmap.sh/garden"]},
  "hands_on_projects": [{"project_name": "A bed", "description": "Dig it", "deliverables": ["A bed", "Blisters"]}],
  "empty": [], "nothing": null }"#;

fn joined(text: &str, card: &str) -> Agent {
    let file = Path::new("agents/07-beds/skill.md");
    let mut agent = spec::read(text.as_bytes(), file);
    join(
        &mut agent,
        text.as_bytes(),
        card.as_bytes(),
        Path::new("agents/07-beds/agent.json"),
    );
    agent
}

fn steps(agent: &Agent) -> Vec<String> {
    let told = |path: &crate::content::model::Path| {
        let steps = path.steps().map(|step: &Step| step.title.clone());
        format!("{}: {}", path.title, steps.collect::<Vec<_>>().join(" | "))
    };
    agent.paths.iter().map(told).collect()
}

#[test]
fn every_key_reaches_the_agent() {
    let agent = joined("# Agent 7: Beds\n\nAll on beds.\n", CARD);
    assert_eq!((agent.id.as_str(), agent.title.as_str()), ("07-beds", "Beds & Borders"));
    assert_eq!(agent.description, "Lay out beds that feed themselves");
    assert_eq!(agent.capabilities, ["Design beds", "Mulch"]);
    assert_eq!(steps(&agent), ["Skills: Paths", "Soil: Clay | Compost"]);
    let stack = &agent.stacks[0];
    let groups: Vec<&str> = stack.groups.iter().filter_map(|group| group.title.as_deref()).collect();
    assert_eq!(
        (stack.title.as_str(), groups),
        ("Tools and technologies", vec!["Hand tools", "Books"])
    );
    assert_eq!(stack.tools().count(), 3);
    let related: Vec<&str> = agent.related.iter().map(|related| related.name.as_str()).collect();
    assert_eq!(related, ["08-ponds", "09-trees"]);
    assert_eq!(agent.roles[0].name, "Head Gardener");
    assert_eq!((agent.trends.len(), agent.trends[0].year), (1, Some(2025)));
    assert_eq!(agent.roadmaps[0].url, "https://roadmap.sh/garden");
    assert!(agent.links.iter().any(|link| link.url == "https://example.org/beds"));
    let kept = agent
        .more
        .iter()
        .map(|section| format!("{}\n{}", section.heading, section.markdown));
    let kept = kept.collect::<Vec<_>>().join("\n");
    for words in ["All on beds.", "Duration hours", "skills/soil.md"] {
        assert!(kept.contains(words), "{words} in {kept}");
    }
    assert!(agent.front_matter.contains(&("version".to_owned(), "1.0.0".to_owned())));
    assert_eq!(agent.diagnostics, []);
}

#[test]
fn what_the_text_says_of_itself_goes_before() {
    let text = "---\ntitle: Raised beds\ndescription: Higher up\n---\n# Beds\n";
    let agent = joined(text, CARD);
    assert_eq!(
        (agent.title.as_str(), agent.description.as_str()),
        ("Beds", "Higher up")
    );
    assert_eq!(agent.more[0].markdown, "Lay out beds that feed themselves");
}

#[test]
fn an_identifier_is_a_title_only_where_there_is_no_other() {
    let card = r#"{"name": "bed-maker", "skills": ["soil", "water"]}"#;
    assert_eq!(joined("# Beds\n", card).title, "Beds");
    let agent = joined("Some text\n", card);
    assert_eq!(agent.title, "bed-maker");
    assert_eq!(agent.related.len(), 2, "names of other skills");
    assert!(agent.paths.is_empty());
}

#[test]
fn it_is_an_agent_without_any_text() {
    let agent = read(CARD.as_bytes(), Path::new("agents/07-beds/agent.json"));
    assert_eq!((agent.id.as_str(), agent.title.as_str()), ("07-beds", "Beds & Borders"));
    assert_eq!(steps(&agent), ["Skills: Paths", "Soil: Clay | Compost"]);
    let agent = read(b"{}", Path::new("agents/beds/agent.json"));
    assert_eq!((agent.id.as_str(), agent.title.as_str()), ("beds", "beds"));
}

#[test]
fn broken_files_cost_only_themselves() {
    for (card, said) in [
        ("{\n \"name\": }", "2:10: is no valid JSON: expected value"),
        ("[1]", "1:1: is no JSON object of an agent's keys"),
        (
            &format!("{}1{}", "[".repeat(200), "]".repeat(200)),
            "1:128: is no valid JSON: recursion limit exceeded",
        ),
    ] {
        let agent = joined("# Beds\n", card);
        assert_eq!(agent.title, "Beds");
        let found = &agent.diagnostics[0];
        assert_eq!(format!("{}:{}: {}", found.line, found.column, found.message), said);
        assert_eq!(found.file, Path::new("agents/07-beds/agent.json"));
    }
}

#[test]
fn what_no_parser_takes_costs_itself() {
    for (card, column, capability) in [
        (
            r#"{"name": "Beds", "capabilities": ["Dig \ud83d", "Mulch"]}"#,
            46,
            "Dig \u{fffd}",
        ),
        (r#"{"name": "Beds", "size": 1e999, "capabilities": ["Dig"]}"#, 30, "Dig"),
    ] {
        let agent = joined("# Beds\n", card);
        let said: Vec<_> = agent.diagnostics.iter().collect();
        let [one] = said[..] else { panic!("{said:?}") };
        assert_eq!(
            (one.code, one.severity, one.column),
            ("agent-json", Severity::Warning, column)
        );
        assert_eq!(agent.capabilities[0], capability);
    }
}

#[test]
fn the_text_of_an_agent_is_told_by_its_name() {
    let card = Path::new("agents/planner/agent.json");
    for (files, wanted) in [
        (&["README.md", "skill.md", "notes.md"][..], Some("skill.md")),
        (&["README.md", "planner.md", "notes.md"], Some("planner.md")),
        (&["README.md", "claude-code.md"], Some("claude-code.md")),
        (&["README.md"], Some("README.md")),
        (&["a.md", "b.md"], None),
        (&[], None),
    ] {
        let files: Vec<std::path::PathBuf> = files
            .iter()
            .map(|name| Path::new("agents/planner").join(name))
            .collect();
        let texts: Vec<&Path> = files.iter().map(std::path::PathBuf::as_path).collect();
        let found = text_of(card, &texts).and_then(Path::file_name);
        assert_eq!(found, wanted.map(std::ffi::OsStr::new), "{files:?}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_in_it_is_read(text in r#"[\{\}\[\]",: a-z0-9\\#*\n-]{0,80}"#, name in ".{0,20}", key in "[a-zA-Z_ #*\n]{0,12}") {
        let card = serde_json::json!({ "name": name, (key): [{ "title": text, "topics": [text, { "x": text }] }, text] });
        for card in [text.clone(), card.to_string()] {
            let agent = read(card.as_bytes(), Path::new("agents/a/agent.json"));
            proptest::prop_assert!(!agent.id.is_empty());
        }
    }
}
