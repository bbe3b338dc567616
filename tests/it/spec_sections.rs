//! What a section is taken for by the way it is made, where its heading alone doesn't tell; and what in it is set aside.

use std::path::Path;

use waypost::content::model::Agent;
use waypost::content::spec;

use crate::spec::read;
use crate::spec_words::lost_words;

/// What an agent holds, each field in one line.
fn held(agent: &Agent) -> Vec<String> {
    let line = |field: &str, names: Vec<&str>| format!("{field}: {}", names.join(", "));
    let mut lines = Vec::new();
    for path in &agent.paths {
        lines.push(line(&path.title, path.steps().map(|step| &*step.title).collect()));
    }
    let stacks = agent.stacks.iter();
    let tools: Vec<&str> = stacks.flat_map(|stack| stack.tools().map(|tool| &*tool.name)).collect();
    let fields = [
        ("roles", agent.roles.iter().map(|role| &*role.name).collect()),
        ("tools", tools),
        ("levels", agent.levels.iter().map(|level| &*level.name).collect()),
        ("when", agent.when_to_use.iter().map(|when| &**when).collect::<Vec<_>>()),
        ("related", agent.related.iter().map(|related| &*related.name).collect()),
    ];
    lines.extend(
        fields
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(field, names)| line(field, names)),
    );
    lines
}

/// Reads bodies below a title, and holds that they are taken for what is listed and lose no word.
fn holds(cases: &[(&str, &[&str])]) {
    for (body, expected) in cases {
        let text = format!("# Pottery Guide\n\n{body}");
        let agent = read(&text);
        assert_eq!(held(&agent), *expected, "{body}");
        assert_eq!(lost_words(&text, &agent), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn families_of_roles_are_known_by_their_names() {
    holds(&[
        (
            "## 2 Clay & Fire Roles\n\n### 1. Kiln Engineer - Keeper of the Fire\n\n- cones\n\n### 2. Glaze Analyst (Senior)\n\nMixes.\n",
            &["roles: Kiln Engineer, Glaze Analyst"],
        ),
        (
            "## Roles in Detail\n\n### Fire (2 roles)\n\n#### Kiln Engineer\n\nFires.\n\n#### Kiln Operator\n\nFeeds.\n",
            &["roles: Kiln Engineer, Kiln Operator"],
        ),
        (
            "## Guidance\n\n### Choosing a Specialization\n\nPopular:\n- **Kiln Engineer** → fire\n- **Glaze Analyst** → oxides\n",
            &["roles: Kiln Engineer, Glaze Analyst"],
        ),
        (
            "## Covered Roles\n\n### Developer Relations & Craft (1 role)\n\n- **Kiln Advocate** - talks\n  - fairs\n\n### Growth\n\n- **Market Days** - sells\n",
            &["roles: Kiln Advocate, Market Days"],
        ),
        (
            "## Career Paths at the Kiln\n\n### Path 1: Fire\n\nKiln Operator → Kiln Engineer → Kiln Lead\n",
            &[],
        ),
        // Roles of another kind, one role alone, and a section with sections of its own.
        ("## Cluster Roles\n\n- read\n- write\n", &[]),
        ("## A Potter's Career\n\n- Kiln Engineer\n", &[]),
        (
            "## Career Notes\n\n### Career Path\n\n- Junior Potter\n- Senior Potter\n\n### Roles\n\n- Kiln Engineer\n- Glaze Analyst\n",
            &[
                "roles: Kiln Engineer, Glaze Analyst",
                "levels: Junior Potter, Senior Potter",
            ],
        ),
    ]);
}

#[test]
fn tracks_of_a_career_lead_through_rungs() {
    let rungs = "levels: Junior Potter, Senior Potter, Lead Potter, Head, Director";
    holds(&[
        (
            "## Career Tracks\n\n**Craft Track**: Junior Potter → Senior Potter → Lead Potter\n**Shop Track**: Junior Potter → Head → Director\n",
            &["levels: Junior Potter, Senior Potter, Lead Potter, Junior Potter, Head, Director"],
        ),
        (
            "## Career Advancement\n\n**Craft Track**\n```\nJunior Potter → Senior Potter →\nLead Potter\n```\n\n**Shop Track**\n```\nHead → Director\n```\n\n**Changing over**\n- Keep notes\n",
            &[rungs],
        ),
        (
            "## Career Path\n\n**Phase 1 (Months 1-3)**: Clay\n**Phase 2**: Fire\n",
            &["Career Path: Clay, Fire"],
        ),
        (
            "## Shop Path\n\n```\nJunior Potter (1 year)\n   ↓\nSenior Potter (2 years)\n   ↓\nHead\n```\n",
            &["levels: Junior Potter, Senior Potter, Head"],
        ),
    ]);
}

#[test]
fn a_path_is_known_by_how_it_is_drawn() {
    let drawn =
        "**Timeline:** 3-6 months\n\n```\nWedging → Centring → Bowls → Handles\n```\n\n**Projects:** Cup → Pot → Set\n";
    holds(&[
        (
            &format!("## Throwing\n\n{drawn}"),
            &["Throwing: Wedging, Centring, Bowls, Handles"],
        ),
        // Without the time it takes it may be anything.
        ("## Throwing\n\n```\nWedging → Centring → Bowls → Handles\n```\n", &[]),
        (
            "## Potter Development Paths\n\n### Wheel\n\n```\nWedging → Centring → Bowls\n```\n\n### Slab\n\n```\nRolling → Cutting → Joining\n```\n",
            &["Wheel: Wedging, Centring, Bowls", "Slab: Rolling, Cutting, Joining"],
        ),
        (
            "## Notes\n\n### Request Path\n\n```\nClient → Proxy → Server → Store\n```\n",
            &[],
        ),
        (
            "## Learning Path\n\n- Clay\n\n## Fire\n\n```\nBisque (2 weeks)\n├─ Cones\n└─ Curves\nGlaze (3 weeks)\n├─ Oxides\n└─ Fluxes\n```\n",
            &["Learning Path: Clay", "Fire: Cones, Curves, Oxides, Fluxes"],
        ),
        (
            "## Your Learning Path\n\n**Step 1: Wedge the Clay**\nOn a dry board.\n\n**Step 2: Centre It**\nWith wet hands.\n",
            &["Your Learning Path: Wedge the Clay, Centre It"],
        ),
    ]);
}

#[test]
fn steps_come_in_more_shapes_than_lists() {
    let steps = "Learning Path: Clay, Fire, Glaze";
    let cases = [
        "| Week | Topic | Goal |\n|---|---|---|\n| 1-2 | Clay | feel |\n| 3 | Fire | heat |\n| Weeks 4-5 | Glaze | shine |\n",
        "| Phase | Topic |\n|---|---|\n| Phase 1 | Clay |\n| Phase 2 | Fire |\n| Phase 3 | Glaze |\n",
        "| Lasts | Topic |\n|---|---|\n| 2 weeks | Clay |\n| 1 month | Fire |\n| 3 months | Glaze |\n",
        "**Month 1**: Clay\n\n**Month 2**: Fire\n\n**Month 3**: Glaze\n",
        "**1. Clay** (4 weeks)\nDig it.\n\n**2. Fire**\nLight it.\n\n**3. Glaze**\nMix it.\n",
        "Step 1: Clay\nStep 2: Fire\nStep 3: Glaze\n",
        "1\u{fe0f}\u{20e3} Clay\n2\u{fe0f}\u{20e3} Fire\n3\u{fe0f}\u{20e3} Glaze\n",
        "Clay -> Fire -> Glaze\n",
        "```\nClay -> Fire -> Glaze\n```\n",
        "```\n1. Clay\n2. Fire\n3. Glaze\n```\n",
        "```\nClay\n  |\n  v\nFire\n  |\n  v\nGlaze\n```\n",
    ];
    for body in cases {
        holds(&[(&format!("## Learning Path\n\n{body}"), &[steps])]);
    }
    // Amounts, programs and remarks are none of these.
    holds(&[
        (
            "## Key Topics\n\n| Pots | Kiln |\n|---|---|\n| 10 | small |\n| 1,000 | big |\n",
            &["Key Topics: 10, 1,000"],
        ),
        ("## Learning Path\n\n```\nfn fire(x: Pot) -> Kiln -> Pot;\n```\n", &[]),
        ("## Learning Path\n\n**Goal**: bowls\n\n**Duration**: a year\n", &[]),
    ]);
}

#[test]
fn tools_roles_rungs_and_occasions_come_in_more_shapes_than_lists() {
    holds(&[
        (
            "## Tech Stack\n\nWheel, Kiln, `Sieve`.\n",
            &["tools: Wheel, Kiln, Sieve"],
        ),
        (
            "## Tech Stack\n\nShaping: wheel, slab\nFiring: kiln\n",
            &["tools: Shaping, Firing"],
        ),
        ("## Tech Stack\n\n**Shaping**: wheel, slab\n", &["tools: Shaping"]),
        (
            "## Tech Stack\n\nTake what is there, and, if it breaks, mend it with patience.\n",
            &[],
        ),
        (
            "## Roles Covered\n\n**Kiln Engineer**: fires\n\n**Glaze Analyst**: mixes\n",
            &["roles: Kiln Engineer, Glaze Analyst"],
        ),
        (
            "## Career Progression\n\n**Junior (0-2 years)**: learns\n\n**Senior (5+ years)**: leads\n",
            &["levels: Junior, Senior"],
        ),
        (
            "## Career Progression\n\nJunior -> Mid -> Senior\n",
            &["levels: Junior, Mid, Senior"],
        ),
        (
            "## When to Use This Agent\n\n| Occasion | Ask for |\n|---|---|\n| Cracks | causes |\n",
            &["when: Cracks \u{2014} causes"],
        ),
        (
            "## When to Use This Agent\n\n**Firing**: pots\n**Mixing**: glazes\n",
            &["when: Firing: pots, Mixing: glazes"],
        ),
        ("## Triggers\n\n### Trigger Variables\n\n- NEW\n", &[]),
    ]);
}

#[test]
fn what_stands_beside_the_steps_of_a_path_is_no_step() {
    holds(&[
        (
            "## Core Expertise\n\n### Glazes\n\n**Key Topics:**\n- Oxides\n- Fluxes\n\n**Tools & Technologies:**\n- Scale\n- Sieve\n\n**Skills to Master:**\n- `/skill glazing`\n",
            &["Glazes: Oxides, Fluxes", "tools: Scale, Sieve"],
        ),
        (
            "## Learning Path\n\n### Beginner (0-3 months)\n\n- Bowls\n- **Milestones**:\n  - Ten bowls\n\n**Practice Projects**:\n- A cup\n\n**Outcomes:**\n1. Steady hands\n\n### Advanced\n\n- Lids\n",
            &["Beginner (0-3 months): Bowls", "Advanced: Lids"],
        ),
        // Where nothing else is listed, tools are what is to be learned; and a path may be called a command.
        (
            "## Learning Path\n\n### The Workshop\n\n**Tools:**\n- Wheel\n- Kiln\n",
            &["The Workshop: Wheel, Kiln"],
        ),
        (
            "## Topics\n\n- `/etc`\n- `/usr/share/clay`\n",
            &["Topics: /etc, /usr/share/clay"],
        ),
        (
            "## Agent Expertise\n\n### Full Core Competencies\n\n#### Clay\n- Wedging\n\n#### Fire\n- Cones\n\n### Real-World Projects\n- A kiln\n\n### After Completing This Agent\n- You fire\n\n### When to Learn This Agent\n- You like clay\n",
            &["Clay: Wedging", "Fire: Cones", "when: You like clay"],
        ),
        (
            "## Portfolio Projects\n\n### Full Stack\n\n1. A tea set\n2. A vase\n",
            &[],
        ),
    ]);
}

#[test]
fn subjects_are_known_in_a_guide() {
    let path = "## Learning Path\n\n- Clay\n";
    let subjects = "## Core Data Structures\n\n### Heaps\n- Sifting\n\n### Tries\n- Prefixes\n";
    holds(&[
        (subjects, &[]),
        (
            &format!("{subjects}\n{path}"),
            &["Heaps: Sifting", "Tries: Prefixes", "Learning Path: Clay"],
        ),
        (
            "## Kiln-Specific Expertise\n\n- **Gas Kilns:** steady\n- **Wood Kilns:** wild\n",
            &["Kiln-Specific Expertise: Gas Kilns, Wood Kilns"],
        ),
        (
            "## Start\n\n### Core Topics\n\n**Clay**\n- Wedging\n",
            &["Core Topics: Wedging"],
        ),
        (
            "## Advanced Topics\n\n- Raku\n- Salt firing\n",
            &["Advanced Topics: Raku, Salt firing"],
        ),
        (
            "## Core Responsibilities\n\n- Sweep\n\n## Key Takeaways\n\n- Dry slowly\n\n## Role & Duties\n\n- Fire\n",
            &[],
        ),
    ]);
}

#[test]
fn occasions_to_turn_elsewhere_are_none() {
    holds(&[
        (
            "## When to Use This Agent\n\n✅ **Ask it if you:**\n- Throw bowls\n\n❌ **Ask other agents for:**\n- Glass → the glass guide\n",
            &["when: Throw bowls"],
        ),
        (
            "## When to Use This Agent\n\n- Bowls\n- ❌ Not for glass\n\n### When Not to Use It\n\n- Bronze\n\n### This Agent Enables\n\n- Joy\n",
            &["when: Bowls"],
        ),
        (
            "## When to Use This Agent\n\n### Ask It If\n\n- Bowls\n\n### Questions Answered\n\n- Why does it crack?\n",
            &["when: Bowls"],
        ),
        (
            "## When to Use This Agent\n\n### Wheel\n\n- Bowls\n\n### Slab\n\n- Tiles\n",
            &["when: Bowls, Tiles"],
        ),
        (
            "## When to Use Pottery Guide\n\nAsk the guide when you:\n- Throw bowls\n",
            &["when: Throw bowls"],
        ),
        ("## When to Use Slip\n\n- On dry clay\n", &[]),
    ]);
}

#[test]
fn neighbours_of_a_path_are_no_path() {
    holds(&[
        (
            "## Related Learning Paths\n\n- Glass\n- Bronze\n",
            &["related: Glass, Bronze"],
        ),
        (
            "## Bonded Skills\n\n| Skill | Bond |\n|---|---|\n| glass | strong |\n",
            &["related: glass"],
        ),
    ]);
}

#[test]
fn headings_in_more_languages_are_read() {
    holds(&[
        (
            "## 학습 경로\n\n- 흙\n- 물레\n\n## 기술 스택\n\n- 가마\n\n## 사용 시기\n\n- 그릇을 만들 때\n",
            &["학습 경로: 흙, 물레", "tools: 가마", "when: 그릇을 만들 때"],
        ),
        (
            "## 学習計画\n\n1. 土練り\n\n## 使用ツール\n\n- ろくろ\n",
            &["学習計画: 土練り", "tools: ろくろ"],
        ),
        (
            "## 核心概念\n\n- 泥\n\n## 工具和框架\n\n- 窑\n",
            &["核心概念: 泥", "tools: 窑"],
        ),
        (
            "## خطة التعلم\n\n- الطين\n\n## المواضيع الرئيسية\n\n- النار\n",
            &["خطة التعلم: الطين", "المواضيع الرئيسية: النار"],
        ),
        (
            "## Percorso di apprendimento\n\n- Argilla\n\n## Strumenti e tecnologie\n\n- Tornio\n",
            &["Percorso di apprendimento: Argilla", "tools: Tornio"],
        ),
    ]);
    let agent = read("# 도자기\n\n## 학습 경로\n\n### 흙 만지기\n\n- 반죽\n\n### 흙 만지기\n\n- 물레\n");
    let ids: Vec<&str> = agent.paths.iter().map(|path| &*path.id).collect();
    assert_eq!(ids, ["흙-만지기", "흙-만지기-2"]);
}

#[test]
fn a_section_of_a_known_class_is_filled_or_says_why_not() {
    let headings = [
        "Roles Covered",
        "Specializations",
        "Career Path",
        "Learning Path",
        "Core Concepts",
        "Tools",
        "Career Progression",
        "Current Trends",
        "Related Skills",
        "Related Roadmaps",
        "When to Use This Agent",
        "9 Kiln Roles",
        "Career Advancement",
    ];
    let bodies = [
        "",
        "Only words.\n",
        "<ul><li>Clay</li></ul>\n",
        "![a pot](pot.png)\n",
        "```rust\nfn main() {}\n```\n",
        "> - Clay\n",
        "| A |\n|---|\n",
        "- \n",
        "❌ **Not:**\n- Clay\n",
        "**Projects:**\n- Clay\n",
        "### Best Practices\n- Clay\n",
        "---\n",
        "- Read\n- Write\n",
        "1. [](x)\n",
        "### \n\n### \n",
        "- `/skill clay`\n",
    ];
    for heading in headings {
        for body in bodies {
            let text = format!("# T\n\n## {heading}\n\n{body}");
            let (agent, read) = spec::read_with_headings(text.as_bytes(), Path::new("agents/t.md"));
            let is_filled = !held(&agent).is_empty() || !agent.trends.is_empty() || !agent.roadmaps.is_empty();
            let is_said = agent.diagnostics.iter().any(|found| found.line == 3);
            let is_taken = read.iter().any(|heading| heading.read_as.is_some());
            assert!(is_filled || is_said || !is_taken, "{text}\n{read:#?}");
        }
    }
}

#[test]
fn ladders_in_tables_are_climbed_by_their_titles_and_not_by_their_codes() {
    holds(&[(
        "## Career Tracks\n\n### Fire Track\n\n| Level | Title | Years |\n|---|---|---|\n| F1 | Junior Kiln Engineer | 0-2 |\n| F2 | Senior Kiln Engineer | 2-5 |\n\n### Shop Track\n\n| Level | Role | Scope |\n|---|---|---|\n| S1 | Junior Seller | stall |\n| VP | Principal Seller | fair |\n",
        &["levels: Junior Kiln Engineer, Senior Kiln Engineer, Junior Seller, Principal Seller"],
    )]);
}

#[test]
fn a_heading_that_names_a_section_is_no_title_beside_a_name() {
    for (body, title) in [
        (
            "# Identity\n\nYou are a potter.\n\n# Instructions\n\nThrow.\n",
            "potter-guide",
        ),
        ("# The Potter\n\nText.\n\n# Appendix\n\nMore.\n", "The Potter"),
        ("## Mode\n\nText.\n\n# Memory\n\nMore.\n", "potter-guide"),
        ("# Throwing Clay\n\nText.\n\n## Mode\n\nMore.\n", "Throwing Clay"),
    ] {
        let text = format!("---\nname: potter-guide\n---\n{body}");
        let agent = read(&text);
        assert_eq!(agent.title, title, "{body}");
        assert_eq!(lost_words(body, &agent), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn headings_are_heard_however_they_are_put() {
    for heading in [
        "## Learning-Path",
        "## LearningPath",
        "## Step-by-Step Learning Path for Beginners",
        "## From Beginner to Expert",
        "**Learning Path**",
    ] {
        let agent = read(&format!("# T\n\n{heading}\n\n- Wedging\n- Throwing\n"));
        assert_eq!(agent.paths.len(), 1, "{heading}");
        assert_eq!(agent.paths[0].steps().count(), 2, "{heading}");
    }
    holds(&[
        (
            "## Roadmap\n\nPhase 1 (Weeks 1-2): Wedging\nPhase 2 (Weeks 3-4): Throwing\n",
            &["Roadmap: Wedging, Throwing"],
        ),
        (
            "**Learning Path**\n\nWeek 1: Wedging\nWeek 2: Throwing\n\n**Skills Covered:**\n- Cones\n- Kilns\n\n**Prerequisites:** none\n",
            &["Learning Path: Wedging, Throwing", "Skills Covered: Cones, Kilns"],
        ),
        (
            "## Learning Path\n\n### Beginner\nWedging, Coils, Slabs\n\n### Pro\nRaku, Salt\n",
            &["Beginner: Wedging, Coils, Slabs", "Pro: Raku, Salt"],
        ),
        (
            "## 核心技能\n\n- Wedging\n\n## 職業發展\n\n- **Junior**\n- **Senior**\n",
            &["核心技能: Wedging", "levels: Junior, Senior"],
        ),
    ]);
}

#[test]
fn arrows_come_in_many_shapes() {
    holds(&[
        (
            "## Learning Paths\n\n**Quick start:** `Clay` -> `Coils` -> `Kiln`\n**Deep:** Cones > Oxides > Salt\n",
            &["Learning Paths: Clay, Coils, Kiln, Cones, Oxides, Salt"],
        ),
        (
            "## Learning Path\n\n- Clay → Coils → Kiln\n- Cones → Salt\n",
            &["Learning Path: Clay, Coils, Kiln, Cones, Salt"],
        ),
        (
            "## Career Progression\n\n```\nJunior  -->  Mid  -->  Senior\n(0-2y)       (2-5y)    (5y+)\n```\n",
            &["levels: Junior, Mid, Senior"],
        ),
    ]);
    let agent = read("# T\n\n## Learning Path\n\n```\nClay\n└─► Coils\nKiln\n└─> Cones\n```\n");
    let steps: Vec<_> = agent.paths[0]
        .steps()
        .map(|step| (&*step.title, &*step.detail))
        .collect();
    assert_eq!(steps, [("Clay", "Coils"), ("Kiln", "Cones")]);
}

#[test]
fn an_author_may_use_the_words_of_the_headings() {
    for word in ["progression", "Career Progression", "ladder", "levels"] {
        let agent = read(&format!(
            "---\nsections: {{My climb: {word}}}\n---\n# T\n\n## My climb\n\n- **Potter**\n- **Owner**\n"
        ));
        assert_eq!(held(&agent), ["levels: Potter, Owner"], "{word}");
    }
}

#[test]
fn a_known_section_below_paths_is_no_path() {
    holds(&[
        (
            "## Learning Path\n\n### Basics\n- Wedging\n\n### Technology Stack\n- Wheel\n\n### Career Progression\n- **Junior** (0-2 years)\n\n\
             ### Roles Covered\n- **Kiln Engineer** - fire\n\n### Resources\n- [Clay](https://clay.example)\n",
            &[
                "Basics: Wedging",
                "roles: Kiln Engineer",
                "tools: Wheel",
                "levels: Junior",
            ],
        ),
        (
            "## Learning Path\n\n### 1. Basics\n- Wedging\n\n### 2. Technologies & Tools\n- Wheel\n\n### Tools\n- Loop\n",
            &["Basics: Wedging", "Technologies & Tools: Wheel", "Tools: Loop"],
        ),
        (
            "# Learning Path\n\n## Basics\n- Wedging\n\n## Technology Stack\n- Wheel\n\n## 📊 Current Trends (2025)\n- Salt\n",
            &["Basics: Wedging", "tools: Wheel"],
        ),
    ]);
}

#[test]
fn ways_between_specializations_are_no_roles() {
    holds(&[
        (
            "## Transition Between Specializations\n\n- Thrower → Glazer → Kiln Engineer\n- Glazer → Kiln Engineer\n- Ask around\n",
            &[],
        ),
        (
            "## Specializations\n\n- **Kiln Engineer** → fire\n- **Glaze Analyst** → oxides\n",
            &["roles: Kiln Engineer, Glaze Analyst"],
        ),
    ]);
    let agent = read("# T\n\n## Switching Specializations\n\n- Thrower → Kiln Engineer\n");
    assert_eq!(agent.diagnostics[0].code, "section-unclear");
    assert_eq!(agent.more.len(), 1);
}

#[test]
fn with_a_neighbour_names_the_neighbour() {
    holds(&[(
        "With care.\n\n## Related Skills\n\n- With glaze-chemist: oxides\n- With the Kiln Keeper - the fire\n- With care\n\
         - With much more of it than anybody needs: luck\n",
        &["related: glaze-chemist, Kiln Keeper, With care, With much more of it than anybody needs"],
    )]);
}

#[test]
fn what_is_counted_is_called_by_its_name() {
    let agent = read(
        "# T\n\n## Projects\n\n1. **Project 1: Salt Kiln**\n   - Bricks\n2. Lab #2: Slip - thin\n3. Project 3:\n4. Project plan: short\n\n### Project 5: Raku (hard)\nSmoke.\n\n\
         ## Learning Path\n\n- **Phase 1: Clay**\n- Project 2: Vase\n",
    );
    let projects: Vec<_> = agent
        .projects
        .iter()
        .map(|listed| (&*listed.name, &*listed.detail))
        .collect();
    assert_eq!(
        projects,
        [
            ("Salt Kiln", "Project 1\nBricks"),
            ("Slip", "Lab #2 — thin"),
            ("Project 3", ""),
            ("Project plan", "short"),
            ("Raku", "Project 5 \u{b7} hard\nSmoke.")
        ]
    );
    assert_eq!(held(&agent), ["Learning Path: Clay, Vase"]);
    let steps: Vec<_> = agent.paths[0].steps().map(|step| &*step.detail).collect();
    assert_eq!(steps, ["Phase 1", "Project 2"]);
}

#[test]
fn the_first_of_several_h1_is_the_title_where_all_others_are_sections() {
    let sections = "# Learning Path\n\n- Clay\n\n# Tools\n\n- Wheel\n";
    for (first, title) in [("# Potter's Guide", "Potter's Guide"), ("# Career Progression", "two")] {
        let agent = read(&format!("---\nname: two\n---\n{first}\n\nWords.\n\n{sections}"));
        assert_eq!(agent.title, title);
        assert_eq!(agent.paths.len(), 1);
    }
    let agent = read(&format!(
        "---\nname: two\n---\n# Identity\n\nWords.\n\n# Instructions\n\nMore.\n\n{sections}"
    ));
    assert_eq!(agent.title, "two", "not every other one says what it holds");
}

#[test]
fn a_ladder_below_levels_is_part_of_them() {
    let text = "# T\n\n## Career Progression\n\n### Craft\n\n| Rung | Years |\n|---|---|\n| Junior | 1 |\n| Senior | 5 |\n\n### Lead\nTeaches.\n";
    let (agent, headings) = spec::read_with_headings(text.as_bytes(), Path::new("agents/x.md"));
    assert_eq!(held(&agent), ["levels: Junior, Senior, Lead"]);
    let results: Vec<&str> = headings.iter().map(|heading| &*heading.result).collect();
    assert_eq!(
        results,
        [
            "title",
            "rungs: 3",
            "part of the section above",
            "part of the section above"
        ]
    );
}
