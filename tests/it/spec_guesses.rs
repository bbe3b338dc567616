//! What the reader guesses it says, and what the author says of sections goes before any guess.

use std::path::Path;

use waypost::content::diagnostic::Severity;
use waypost::content::spec;

use crate::spec::{codes, read, step_titles};

/// The code, line and message of each diagnostic.
fn said(text: &str) -> Vec<(&'static str, usize, String)> {
    let agent = read(text);
    let found = agent.diagnostics.into_iter();
    found.map(|found| (found.code, found.line, found.message)).collect()
}

#[test]
fn each_guess_has_a_remark_at_its_heading() {
    let cases = [
        (
            "Specializations",
            "- Tile Maker\n- Glaze Engineer\n",
            Some("guessed-roles"),
        ),
        ("Specializations", "### Tiles\n- Cutting\n", Some("guessed-topics")),
        (
            "Career Paths",
            "- Junior Potter\n- Senior Potter\n",
            Some("guessed-levels"),
        ),
        (
            "Career Paths",
            "- Kiln Engineer\n- Clay Analyst\n",
            Some("guessed-roles"),
        ),
        ("Career Paths", "- Talk to people\n", Some("section-unclear")),
        (
            "Learning Path",
            "```\nClay → Wheel → Kiln\n```\n",
            Some("guessed-steps"),
        ),
        ("Learning Path", "Clay → Wheel → Kiln\n", Some("guessed-steps")),
        (
            "Core Concepts",
            "### Clay\nIt is wet.\n\n### Fire\nIt is hot.\n",
            Some("guessed-steps"),
        ),
        (
            "Tech Stack",
            "```\nWheel: kick, electric\nKiln: gas\n```\n",
            Some("guessed-tools"),
        ),
        ("Tools", "- Read, Write\n- Bash\n", Some("guessed-permissions")),
        ("Learning Path", "Only words.\n", Some("section-empty")),
        ("Related Roadmaps", "- Pottery\n", Some("roadmaps-without-links")),
        ("Learning Path", "- Clay\n", None),
        ("Roles Covered", "- Clay\n", None),
        ("Tools", "- Wheel\n", None),
        ("Best Practices", "- Wash\n", None),
    ];
    for (heading, body, code) in cases {
        let found = said(&format!("# T\n\n## {heading}\n\n{body}"));
        let expected: Vec<_> = code.map(|code| (code, 3)).into_iter().collect();
        let places: Vec<_> = found.iter().map(|(code, line, _)| (*code, *line)).collect();
        assert_eq!(places, expected, "{heading}: {body}");
        assert!(
            found.iter().all(|(_, _, message)| message.contains(heading)),
            "{found:?}"
        );
    }
}

#[test]
fn guesses_are_summed_up_by_section() {
    let steps = "```\nClay → Wheel → Kiln\n```\n\n".repeat(9);
    let found = said(&format!("# T\n\n## Learning Path\n\n{steps}"));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn capabilities_are_subjects_only_where_something_is_taught() {
    let capabilities = "## Core Techniques\n\n### Clay\n- Wedging\n";
    assert!(
        read(&format!("# T\n\n{capabilities}\n## Limits\n\n- Glass\n"))
            .paths
            .is_empty()
    );
    let agent = read(&format!("# T\n\n{capabilities}\n## Learning Path\n\n- Wheel\n"));
    assert_eq!(
        (step_titles(&agent, 0), step_titles(&agent, 1)),
        (vec!["Wedging"], vec!["Wheel"])
    );
}

#[test]
fn the_author_goes_before_every_guess() {
    let body = "## Specializations\n\n- Tile Maker\n- Glaze Engineer\n\n## Notes\n\n### Odds\n\n- Apron\n";
    let guessed = read(&format!("# T\n\n{body}"));
    assert_eq!(
        (guessed.roles.len(), guessed.paths.len(), guessed.stacks.len()),
        (2, 0, 0)
    );
    let text = format!("---\nsections:\n  Specializations: topics\n  \"🧺 odds\": tools\n---\n# T\n\n{body}");
    let agent = read(&text);
    assert_eq!((agent.roles.len(), agent.paths.len(), agent.stacks.len()), (0, 1, 1));
    assert_eq!(agent.diagnostics, []);
    assert!(agent.front_matter.is_empty());
    let text = format!("---\nsections: {{ Specializations: more, Notes: none }}\n---\n# T\n\n{body}");
    let agent = read(&text);
    let kept: Vec<_> = agent.more.iter().map(|kept| kept.heading.as_str()).collect();
    assert_eq!((kept, agent.diagnostics), (vec!["Specializations", "Notes"], vec![]));
}

#[test]
fn what_the_author_got_wrong_is_said_with_what_was_meant() {
    let text = "---\nsections:\n  Learnign Path: paths\n  Notes: pahts\n  Odds: 7\n---\n# T\n\n## Learning Path\n\n- Clay\n\n## Notes\n\n- Wheel\n";
    let agent = read(text);
    let found: Vec<_> = agent
        .diagnostics
        .iter()
        .map(|found| {
            (
                found.severity,
                found.code,
                found.line,
                found.column,
                found.message.as_str(),
            )
        })
        .collect();
    let warning = Severity::Warning;
    assert_eq!(
        found,
        [
            (
                warning,
                "sections-heading",
                3,
                3,
                "no heading says `Learnign Path`; did you mean `Learning Path`?"
            ),
            (
                warning,
                "sections-value",
                4,
                3,
                "no section holds `pahts`; did you mean `paths`?"
            ),
            (warning, "sections-value", 5, 3, "no section holds `7`"),
        ]
    );
    assert!(agent.diagnostics.iter().all(|found| !found.hint.is_empty()));
    assert_eq!(step_titles(&agent, 0), ["Clay"]);
    let agent = read("---\nsections: paths\n---\n# T\n");
    assert_eq!(agent.diagnostics[0].code, "sections-invalid");
    assert_eq!(agent.front_matter.len(), 1);
}

#[test]
fn the_author_has_a_say_at_any_depth_below_paths() {
    let read_with = |sections: &str, below: &str| {
        read(&format!(
            "---\nsections: {{ {sections} }}\n---\n# T\n\n## Learning Path\n\n### Hands\n{below}\n##### Kit\n- Wheel\n\n#### Care\n- Rest\n"
        ))
    };
    let agent = read_with("Kit: tools", "- Clay\n\n#### Wet\n- Slip\n");
    assert_eq!(step_titles(&agent, 0), ["Clay", "Slip", "Rest"]);
    assert_eq!(agent.stacks.len(), 1);
    assert_eq!(agent.diagnostics, []);
    let agent = read_with("Care: paths, Kit: more", "\n#### Wet\nWords.\n");
    assert_eq!(step_titles(&agent, 0), ["Rest"]);
    assert_eq!((agent.paths.len(), agent.diagnostics), (1, vec![]));
}

#[test]
fn a_say_that_comes_too_late_is_told_what_to_do() {
    let agent = read(
        "---\nsections: { Kit: tools }\n---\n# T\n\n## Roles Covered\n\n### Potter Engineer\nThrows.\n\n#### Kit\n- Wheel\n",
    );
    let found = &agent.diagnostics[0];
    assert_eq!(found.code, "sections-heading");
    assert!(found.message.contains("part of another one"), "{}", found.message);
    assert!(found.hint.contains("move the heading out"), "{}", found.hint);
}

#[test]
fn headings_say_what_became_of_them() {
    let text = "---\nname: x\n---\n# T\n\n## 📚 Learning Paths\n\n### 1. Clay\n- Wedging\n- Slip\n\n### Resources\n- A book\n\n## Notes\n\nWords.\n\n## Roles\n\n### Potter Engineer\nThrows.\n";
    let (agent, headings) = spec::read_with_headings(text.as_bytes(), Path::new("agents/x.md"));
    assert_eq!(agent, spec::read(text.as_bytes(), Path::new("agents/x.md")));
    let lines: Vec<_> = headings
        .iter()
        .map(|heading| {
            (
                heading.line,
                heading.level,
                heading.title.as_str(),
                heading.read_as,
                heading.result.as_str(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (4, 1, "T", None, "title"),
            (6, 2, "Learning Paths", Some("paths"), "learning paths: 1"),
            (8, 3, "Clay", Some("paths"), "a path, steps: 2"),
            (12, 3, "Resources", Some("resources"), "resources: 1"),
            (15, 2, "Notes", None, "kept as text"),
            (19, 2, "Roles", Some("roles"), "roles: 1"),
            (21, 3, "Potter Engineer", None, "part of the section above"),
        ]
    );
}

#[test]
fn tools_stand_behind_what_they_are_for() {
    let agent = read("# T\n\n## Tech Stack\n\n| Layer | Choice |\n|---|---|\n| Kiln | Raku 9 |\n| Wheel | Shimpo |\n");
    let tools: Vec<&str> = agent.stacks[0].tools().map(|tool| tool.name.as_str()).collect();
    assert_eq!(tools, ["Raku 9", "Shimpo"]);
}

#[test]
fn arrows_in_brackets_and_in_sentences_lead_nowhere() {
    let agent = read(
        "# T\n\n## Learning Path\n\n- Firing (bisque → glaze → lustre)\n- Teach everything by the principle of doing → grasping → naming\n- Clay → Wheel → Kiln\n",
    );
    assert_eq!(
        step_titles(&agent, 0),
        [
            "Firing",
            "Teach everything by the principle of doing → grasping → naming",
            "Clay",
            "Wheel",
            "Kiln"
        ]
    );
}

#[test]
fn what_an_agent_does_is_no_subject() {
    for list in [
        "- Detects cracks in the glaze\n- Creates test tiles\n- Runs the kiln\n- Reports the result\n",
        "- Read\n- Write\n- Bash\n",
        "- Explain the cone\n- Ask what broke\n- Be patient\n",
        "- \"Why did it crack?\"\n- \"How hot is cone 6?\"\n- \"Which clay?\"\n",
    ] {
        let agent = read(&format!("# T\n\n## Capabilities\n\n{list}"));
        assert!(agent.paths.is_empty(), "{list}");
    }
    let agent = read("# T\n\n## Capabilities\n\n- Glaze chemistry\n- Kiln design\n- Search strategies for leaks\n");
    assert_eq!(step_titles(&agent, 0).len(), 3);
}

#[test]
fn course_files_are_read_by_what_they_list_and_agents_are_not() {
    let body =
        "## Clay\n\n- Stoneware\n- Porcelain\n- Earthenware\n\n## How to use this\n\n- Buttons\n- Levers\n- Wheels\n";
    let course = read(&format!("# Pottery Roadmap\n\n{body}"));
    assert_eq!(course.paths.len(), 1, "{:?}", course.paths);
    assert_eq!(codes(&course), [("guessed-path", 3, 1)]);
    let agent = read(&format!(
        "---\ndescription: Makes roadmaps\n---\n# Pottery Roadmap\n\n{body}"
    ));
    assert!(agent.paths.is_empty());
}

#[test]
fn rows_that_say_no_are_kept() {
    let agent = read(
        "# T\n\n## When to Use This Agent\n\n| Case | Why |\n|---|---|\n| Cracks | [see](cracks.md) |\n| ❌ Chips | glue |\n",
    );
    assert_eq!(agent.when_to_use, ["Cracks — see — cracks.md"]);
    assert!(
        agent.more.iter().any(|kept| kept.markdown.contains("glue")),
        "{:?}",
        agent.more
    );
}

#[test]
fn the_author_is_heard_below_what_is_kept_as_text() {
    let week = "\n\nWe wedge clay, centre it, open it and lift the wall, day after day, until it stands by itself and dries.\n\n";
    let weeks = ["## Week 1", "## Week 2", "## Week 3", ""].join(week);
    let agent = read(&format!(
        "---\nsections: {{ Kit: tools }}\n---\n# Pottery Course\n\n{weeks}### Kit\n\n- Sponge\n- Wire\n"
    ));
    assert_eq!(agent.stacks.len(), 1, "{:?}", agent.paths);
    assert_eq!(step_titles(&agent, 0), ["Week 1", "Week 2", "Week 3"]);
}
