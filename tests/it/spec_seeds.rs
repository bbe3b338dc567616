//! The two specs the project started from; they are no part of it, so `WAYPOST_SEEDS` names their folder.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use waypost::content::diagnostic::Severity;
use waypost::content::model::Agent;
use waypost::content::{encoding, spec};

use crate::spec_words::{body, lost_words};

fn seed(prefix: &str) -> Option<Agent> {
    let folder = PathBuf::from(std::env::var_os("WAYPOST_SEEDS")?);
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    let path = files
        .map(|entry| entry.expect("an entry").path())
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(prefix))
        })
        .expect("the seed is there");
    let bytes = std::fs::read(path).expect("it can be read");
    let agent = spec::read(&bytes, Path::new("agents/backend.md"));
    let text = encoding::decode(&bytes).expect("it is text").text;
    assert_eq!(lost_words(body(&text), &agent), Vec::<String>::new());
    Some(agent)
}

fn counts(agent: &Agent) -> Vec<usize> {
    agent.paths.iter().map(|path| path.steps().count()).collect()
}

#[test]
fn the_damaged_seed() {
    let Some(agent) = seed("000") else { return };
    assert_eq!(agent.title, "Backend & Server Development Agent");
    assert_eq!(agent.capabilities.len(), 7);
    assert_eq!(agent.roles.len(), 10);
    assert_eq!(
        agent.roles[1].mentions,
        ["JavaScript runtime", "Express", "Fastify", "NestJS"]
    );
    assert_eq!(counts(&agent), [5, 6, 6, 12, 6, 5, 6, 5]);
    let ids: Vec<&str> = agent.paths.iter().map(|path| path.id.as_str()).collect();
    assert_eq!(
        ids[..3],
        ["backend-fundamentals", "programming-languages", "api-development"]
    );
    let groups: Vec<_> = agent.paths[3]
        .groups
        .iter()
        .map(|group| group.title.as_deref().unwrap_or(""))
        .collect();
    assert_eq!(
        groups,
        ["Relational (SQL)", "NoSQL", "Caching", "Vector Databases (Emerging)"]
    );
    assert_eq!(
        agent.paths[3].groups[3].steps[0].mentions,
        ["Pinecone", "Chroma", "Milvus"]
    );
}

#[test]
fn the_rest_of_the_damaged_seed() {
    let Some(agent) = seed("000") else { return };
    assert_eq!(agent.stacks.len(), 1);
    let stack: Vec<_> = agent.stacks[0]
        .groups
        .iter()
        .map(|group| (group.title.as_deref().unwrap_or(""), group.tools.len()))
        .collect();
    assert_eq!(stack, [("Essential", 5), ("Frameworks by Language", 6), ("Tools", 4)]);
    assert_eq!(agent.stacks[0].title, "Technology Stack");
    assert_eq!(agent.levels.len(), 4);
    assert_eq!(agent.trends.len(), 8);
    assert!(agent.trends.iter().all(|trend| trend.year == Some(2025)));
    let related: Vec<_> = agent.related.iter().map(|related| related.name.as_str()).collect();
    assert_eq!(
        related,
        ["databases", "api-design", "languages", "system-design", "devops"]
    );
    assert_eq!(agent.when_to_use.len(), 8);
    let roadmaps: Vec<_> = agent
        .roadmaps
        .iter()
        .map(|link| (link.title.as_str(), link.url.as_str()))
        .collect();
    assert_eq!(
        roadmaps,
        [
            ("Interactive Roadmap", "https://roadmap.sh/backend"),
            ("Detailed Content", "https://roadmap.sh/backend/content")
        ]
    );
    let more: Vec<_> = agent.more.iter().map(|section| section.heading.as_str()).collect();
    assert_eq!(more, ["", "Specialized Roles Covered", "When to Use This Agent", ""]);
    assert!(agent.more[0].markdown.starts_with("Expert guidance"));
    let codes: Vec<_> = agent
        .diagnostics
        .iter()
        .map(|found| (found.severity, found.code))
        .collect();
    assert_eq!(codes, [(Severity::Warning, "encoding-repaired")]);
    let json = serde_json::to_string(&agent).expect("JSON");
    assert!(!json.contains('\u{f8ff}') && !json.contains("üé"));
}

#[test]
fn the_second_seed() {
    let Some(agent) = seed("001") else { return };
    assert_eq!(agent.capabilities.len(), 6);
    assert_eq!(counts(&agent), [8, 5, 4, 11, 6]);
    let path = &agent.paths[3];
    assert_eq!(
        (path.id.as_str(), path.title.as_str()),
        ("backend-development-paths", "Backend Development Paths")
    );
    assert_eq!(path.groups[0].steps[0].title, "Node.js Full Stack");
    assert_eq!(path.groups[0].steps[0].links[0].url, "https://roadmap.sh/nodejs");
    assert_eq!(
        agent.paths[0].groups[0].steps[1].mentions,
        ["Django", "FastAPI", "Flask", "async frameworks"]
    );
    assert_eq!(agent.roadmaps.len(), 15);
    assert_eq!(agent.roadmaps[0].title, "Node.js");
    assert_eq!(agent.when_to_use.len(), 5);
    assert!(agent.roles.is_empty() && agent.levels.is_empty() && agent.stacks.is_empty() && agent.related.is_empty());
    assert_eq!(agent.diagnostics, []);
}
