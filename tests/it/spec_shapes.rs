//! The shapes in which sections of one class come.

use std::path::Path;

use waypost::content::spec;

use crate::spec::{level, read, step_titles};
use crate::spec_words::lost_words;

#[test]
fn paths_come_in_many_shapes() {
    let agent = read(
        "# T\n\n## Learning Path\n\n1. Syntax\n2. **Types** - enums, traits\n\n## Learning Journey\n\n```\nWeek 1: Syntax\n  ↓\nWeek 2: Types\n```\n\n\
         ## Key Topics\n\n| Topic | Scope | Link |\n|---|---|---|\n| Macros | hygiene, tokens | https://example.org |\n\n## Core Concepts\n\nOnly prose here.\n\n\
         ### Phase 1: Start (2 weeks)\n\n**Goal**: begin.\n\n#### Week 1\n\n- [ ] Install\n- [x] Run\n\n#### Week 2\n\n**Extra:**\n\n- Publish\n",
    );
    let titles: Vec<_> = agent.paths.iter().map(|path| path.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Learning Path",
            "Learning Journey",
            "Key Topics",
            "Phase 1: Start (2 weeks)"
        ]
    );
    assert_eq!(step_titles(&agent, 0), ["Syntax", "Types"]);
    assert_eq!(step_titles(&agent, 1), ["Syntax", "Types"]);
    assert_eq!(agent.paths[1].groups[0].steps[1].detail, "Week 2");
    let row = &agent.paths[2].groups[0].steps[0];
    assert_eq!(
        (row.title.as_str(), row.detail.as_str()),
        ("Macros", "hygiene, tokens · https://example.org")
    );
    assert_eq!(row.links.len(), 1);
    assert!(agent.links.is_empty(), "the link stands in a step");
    let groups: Vec<_> = agent.paths[3]
        .groups
        .iter()
        .filter_map(|group| group.title.as_deref())
        .collect();
    assert_eq!(groups, ["Week 1", "Week 2 · Extra"]);
    assert_eq!(agent.paths[3].intro, "**Goal**: begin.");
    assert_eq!(agent.more[0].markdown, "Only prose here.");
}

#[test]
fn levels_come_in_many_shapes() {
    let ladders = [
        "- **Novice** (0-1 years): loops, types\n- **Adept**\n  - Macros\n  - Skills: Serde, Tokio\n",
        "### Novice (0-1 years)\n\n- loops\n- types\n\n### Adept\n\nShips crates.\n",
        "| Rung | Years | Does |\n|---|---|---|\n| Novice | 0-1 years | loops |\n| Adept | 2-3 | macros |\n",
        "```\nNovice (0-1 years)\n  ↓ learn macros\nAdept (2 years)\n  ↓\n```\n",
        "**Novice (0-1 years):**\n- loops\n\n**Adept:**\n- macros\n",
        "```\nYear 0-1: Novice\n├── loops\nYear 2: Adept\n```\n",
        "**Novice**: loops\n**Adept**: macros\n",
    ];
    let read = |ladder: &str| read(&format!("# T\n\n## Career Progression\n\n{ladder}")).levels;
    for ladder in ladders {
        let names: Vec<_> = read(ladder).into_iter().map(|level| level.name).collect();
        assert_eq!(names, ["Novice", "Adept"], "{ladder}");
    }
    assert_eq!(
        read(ladders[0])[0],
        level("Novice", "0-1 years — loops, types", &["loops", "types"])
    );
    assert_eq!(
        read(ladders[0])[1],
        level("Adept", "Skills: Serde, Tokio", &["Macros", "Serde", "Tokio"])
    );
    assert_eq!(read(ladders[1])[0], level("Novice", "0-1 years", &["loops", "types"]));
    assert_eq!(read(ladders[1])[1].detail, "Ships crates.");
    assert_eq!(read(ladders[2])[0].detail, "0-1 years · loops");
    assert_eq!(read(ladders[3])[0].detail, "0-1 years — learn macros");
    assert_eq!(read(ladders[4])[0], level("Novice", "0-1 years", &["loops"]));
    assert_eq!(read(ladders[5])[0], level("Novice", "Year 0-1", &["loops"]));
}

#[test]
fn roles_come_in_many_shapes() {
    let read = |roles: &str| -> Vec<(String, String)> {
        let agent = read(&format!("# T\n\n## Roles Covered\n\n{roles}"));
        agent
            .roles
            .into_iter()
            .map(|role| (role.name, role.mentions.join("+")))
            .collect()
    };
    let pair = |name: &str, mentions: &str| (name.to_owned(), mentions.to_owned());
    let expected = [pair("Zig Developer", "comptime+Wasm"), pair("Kernel Engineer", "")];
    assert_eq!(
        read("1. **Zig Developer** - comptime, Wasm\n2. **Kernel Engineer**\n"),
        expected
    );
    assert_eq!(
        read("### 1. Zig Developer\n\n- comptime\n- Wasm\n\n### Kernel Engineer\n\nWrites drivers.\n"),
        expected
    );
    assert_eq!(
        read("### Low Level (2 Roles)\n\n- **Zig Developer** - comptime, Wasm\n- **Kernel Engineer**\n"),
        expected
    );
    assert_eq!(
        read("**Zig Developer**\n- comptime\n- Wasm\n\n**Kernel Engineer**\n- drivers\n")[1],
        pair("Kernel Engineer", "drivers")
    );
    assert_eq!(
        read("| Role | Focus |\n|---|---|\n| Zig Developer | comptime, Wasm |\n| Kernel Engineer | drivers |\n"),
        expected
    );
    assert_eq!(
        read("- **Zig Developer** - fast\n  - comptime\n  - Wasm\n- Kernel Engineer\n"),
        expected
    );
}

#[test]
fn known_sections_below_unknown_ones_are_found() {
    let agent = read(
        "# T\n\n## All About It\n\nIntro.\n\n### Learning Path\n\n- A\n\n### Odd Bits\n\n- b\n\n## Next Steps\n\n1. go\n\n## Role\n\nYou are kind.\n",
    );
    assert_eq!(step_titles(&agent, 0), ["A"]);
    let more: Vec<_> = agent
        .more
        .iter()
        .map(|kept| (kept.heading.as_str(), kept.markdown.as_str()))
        .collect();
    assert_eq!(
        more,
        [
            ("All About It", "Intro."),
            ("Odd Bits", "- b"),
            ("Next Steps", "1. go"),
            ("Role", "You are kind.")
        ]
    );
}

#[test]
fn neighbours_come_in_many_shapes() {
    let read = |related: &str| -> Vec<(String, String)> {
        let agent = read(&format!("# T\n\n## Related Skills\n\n{related}"));
        agent
            .related
            .into_iter()
            .map(|related| (related.name, related.detail))
            .collect()
    };
    let pair = |name: &str, detail: &str| (name.to_owned(), detail.to_owned());
    let both = [pair("zig", "small"), pair("odin", "smaller")];
    assert_eq!(read("- **zig/** - small\n- odin: smaller\n"), both);
    assert_eq!(read("- [zig](#zig) — small\n- `odin` – smaller\n"), both);
    assert_eq!(read("→ zig: small\n→ odin: smaller\n"), both);
    assert_eq!(
        read("| Direction | Name |\n|---|---|\n| small | zig |\n| smaller | odin |\n"),
        both
    );
    let placed = [pair("zig", "small — ../zig.md"), pair("odin", "smaller — odin.md")];
    assert_eq!(read("- [zig](../zig.md) — small\n- [odin](odin.md): smaller\n"), placed);
    assert_eq!(
        read("**small**: [zig](../zig.md)\n**smaller**: [odin](odin.md)\n"),
        placed
    );
    assert_eq!(read("### With zig\n\nsmall\n\n### Uses skill: odin\n- smaller\n"), both);
}

#[test]
fn a_row_may_be_a_path_and_the_column_that_says_when_names_none() {
    let text = "# T\n\n## Learning Paths\n\nPick one.\n\n| Path | Steps | Duration |\n|---|---|---|\n| Sailor | Knots → Tides → Charts | 4 weeks |\n\
                | Skipper | Radar, Weather, Crew | 8 weeks |\n";
    let agent = read(text);
    let titles: Vec<_> = agent.paths.iter().map(|path| path.title.as_str()).collect();
    assert_eq!(titles, ["Sailor", "Skipper"]);
    assert_eq!(step_titles(&agent, 0), ["Knots", "Tides", "Charts"]);
    assert_eq!(step_titles(&agent, 1), ["Radar", "Weather", "Crew"]);
    assert_eq!(agent.paths[0].intro, "Duration: 4 weeks");
    assert_eq!(lost_words(text, &agent), Vec::<String>::new());
    // A plan by the calendar is one path, whatever its rows list.
    let agent = read(
        "# T\n\n## Learning Path\n\n| Week | Topics |\n|---|---|\n| Week 1 | Knots → Tides → Charts |\n| Week 2 | Radar → Crew → Sea |\n",
    );
    assert_eq!(agent.paths.len(), 1);
    let agent = read(
        "# T\n\n## Learning Path\n\n| # | Week | What you learn |\n|--|--|--|\n| 1 | 1-2 | Knots |\n| 2 | 3 | Tides |\n",
    );
    assert_eq!(step_titles(&agent, 0), ["Knots", "Tides"]);
    assert_eq!(agent.paths[0].groups[0].steps[0].detail, "1-2");
}

#[test]
fn front_matter_is_known_however_it_is_put() {
    let body = "# T\n\n## Learning Path\n\n- Knots\n- Tides\n";
    for (head, end, code) in [
        (
            "---\nName: sea\nDescription: Sail.\nCapabilities: a, b\n---\n",
            "",
            None,
        ),
        (
            "name: sea\ndescription: Sail.\ncapabilities: [a, b]\n---\n",
            "",
            Some("front-matter-unopened"),
        ),
        (
            "```yaml\nname: sea\ndescription: Sail.\ncapabilities: [a, b]\n```\n",
            "",
            Some("front-matter-unopened"),
        ),
        (
            "---\nname: sea\n\tdescription: Sail.\ncapabilities:\n\t- a\n\t- b\n---\n",
            "",
            Some("front-matter-tab"),
        ),
        (
            "```markdown\n---\nname: sea\ndescription: Sail.\ncapabilities: [a, b]\n---\n",
            "\n```sh\nsail\n```\n```\n",
            Some("spec-fenced"),
        ),
    ] {
        // The keys are no words of the body, which stands in the fence.
        let text = format!("{head}{body}{end}");
        let agent = spec::read(text.as_bytes(), Path::new("agents/sample.md"));
        assert_eq!(agent.description, "Sail.", "{head}");
        assert_eq!(agent.capabilities, ["a", "b"], "{head}");
        assert_eq!(step_titles(&agent, 0), ["Knots", "Tides"], "{head}");
        let codes: Vec<_> = agent.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, code.into_iter().collect::<Vec<_>>(), "{head}");
    }
    // A fence that is closed before the end, with another behind it, is no wrapping.
    let agent = read("```markdown\n# Sample\n```\n\n# T\n\n```sh\nsail\n```\n");
    assert_eq!(agent.title, "T");
    // A line before a rule is no front matter, whatever colon it has.
    let agent = read("Note: sail\n---\n\n# T\n");
    assert!(agent.front_matter.is_empty());
}

#[test]
fn titles_have_neither_tags_nor_what_is_said_on_the_next_line() {
    let text = "# T\n\n## Learning Path <a id=\"x\"></a>\n\n1. <b>Knots</b> first\n2. Tides\n   come and go\n\
                3. The rules of the road at sea, by day and in every sort of\n   weather\n4. `<name>` and <place>\n";
    let agent = spec::read(text.as_bytes(), Path::new("agents/sample.md"));
    assert_eq!(
        (&*agent.paths[0].title, &*agent.paths[0].id),
        ("Learning Path", "learning-path")
    );
    assert_eq!(
        step_titles(&agent, 0),
        [
            "Knots first",
            "Tides",
            "The rules of the road at sea, by day and in every sort of weather",
            "<name> and <place>"
        ]
    );
    assert_eq!(agent.paths[0].groups[0].steps[1].detail, "come and go");
}
