//! Curricula that no heading announces, and other shapes of those who don't write agent specs.

use crate::spec::{read, step_titles};

fn titles(text: &str) -> Vec<String> {
    read(text).paths.into_iter().map(|path| path.title).collect()
}

#[test]
fn parts_of_a_course_are_paths_in_many_languages() {
    for (title, first, second) in [
        ("Pottery Course", "Phase 0: Clay", "Phase 1: Fire"),
        ("Pottery: a Study Plan", "Week 1", "Week 2"),
        ("Learn Pottery", "Beginner Level", "Advanced Level"),
        (
            "Plan de Estudio: Alfarería",
            "Fase 0: Barro (Semanas 1-3)",
            "Fase 1: Fuego",
        ),
        ("Parcours d'apprentissage", "Parcours 1 — Terre", "Parcours 2 — Feu"),
        ("Cours de poterie", "📅 Semaine 1 : Terre", "📅 Semaine 2 : Feu"),
        ("Lernpfad Töpfern", "Woche 1: Ton", "Woche 2: Feuer"),
        ("Curso de cerâmica", "Módulo 1", "Módulo 2"),
        ("Курс керамики", "Этап 1. Глина", "Этап 2. Огонь"),
        ("陶芸の学習計画", "第1週 土", "第2週 火"),
        ("陶艺学习路线", "阶段一：土", "阶段二：火"),
        ("도자기 학습 계획", "1단계 흙", "2단계 불"),
    ] {
        let text = format!(
            "# {title}\n\nWords.\n\n## {first}\n\n- [ ] Wedging\n- [ ] Slip\n\n## {second}\n\n| Day | Work |\n|---|---|\n| 1 | Kiln |\n| 2 | Ash |\n"
        );
        let agent = read(&text);
        let found: Vec<_> = agent.paths.iter().map(|path| path.title.as_str()).collect();
        assert_eq!(
            found,
            [first.trim_start_matches("📅 "), second.trim_start_matches("📅 ")],
            "{title}"
        );
        assert_eq!(step_titles(&agent, 0), ["Wedging", "Slip"], "{title}");
        assert_eq!(step_titles(&agent, 1), ["Kiln", "Ash"], "{title}");
        let codes: Vec<_> = agent.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["guessed-path"], "{title}");
    }
}

#[test]
fn parts_of_a_course_stand_below_a_heading_that_says_nothing() {
    let text = "# Pottery Learning Path\n\n## The 4 Pots\n\n### Beginner Level\n\n1. Bowl\n   - Pinching\n2. Cup\n\n### Advanced Level\n\n1. Jug\n2. Vase\n";
    assert_eq!(titles(text), ["Beginner Level", "Advanced Level"]);
    assert_eq!(step_titles(&read(text), 0), ["Bowl", "Pinching", "Cup"]);
}

#[test]
fn what_stands_beside_the_steps_of_a_part_is_no_step() {
    let text = "# Plan de estudio\n\n## Fase 1: Barro\n\n### Que estudiar:\n- Amasar\n\n### Recursos:\n- Un libro\n\n### Proyecto practico:\n- Un cuenco\n\n## Fase 2: Fuego\n\n### Que estudiar:\n- Horno\n";
    let agent = read(text);
    assert_eq!(
        (step_titles(&agent, 0), step_titles(&agent, 1)),
        (vec!["Amasar"], vec!["Horno"])
    );
}

#[test]
fn the_work_of_an_agent_is_no_course() {
    let parts = "## Phase 1: Analyse\n\n- Read the brief\n- Ask\n\n## Phase 2: Build\n\n- Write\n- Test\n";
    for text in [
        format!("# Potter\n\nYou build pots.\n\n{parts}"),
        format!("# Machine Learning Engineer\n\nYou train models.\n\n{parts}"),
        format!("# Curriculum Designer\n\nYou write a curriculum.\n\n{parts}"),
        format!("# Tutor for a Pottery Course\n\n{parts}"),
        format!("---\nname: pottery-course\ntools: Read, Write\n---\n\n# Pottery Course\n\n{parts}"),
        format!("# Pottery Course\n\n## Workflow\n\n{}", parts.replace("## ", "### ")),
        // One alone is no family, and neither are those that list nothing.
        "# Pottery Course\n\n## Phase 1: Clay\n\n- Wedging\n".to_owned(),
        "# Pottery Course\n\n## Phase 1: Clay\n\nWords.\n\n## Phase 2: Fire\n\nWords.\n".to_owned(),
    ] {
        assert_eq!(titles(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_author_says_of_a_whole_family_that_it_is_none() {
    let body = "# Pottery Course\n\n## Week 1\n\n- Clay\n\n## Week 2\n\n- Fire\n";
    assert_eq!(titles(body).len(), 2);
    assert!(titles(&format!("---\nsections: {{ \"Week 1\": more }}\n---\n{body}")).is_empty());
}

#[test]
fn subjects_may_stand_in_fences() {
    let text = "# Potter\n\n## Core Technical Competencies\n\n### Clay\n```\n- Wedging\n- Slip (wet)\n```\n\n### Fire\n```\n- Kiln\n- Ash\n```\n\n## ⚡ Hands\n\n### Touch\n```\n- Pinch\n- Pull\n```\n\n### Eye\n```\n- Form\n- Line\n```\n\n## Output\n\n```\n- Pot\n- Lid\n```\n";
    assert_eq!(titles(text), ["Clay", "Fire", "Touch", "Eye"]);
    assert_eq!(step_titles(&read(text), 3), ["Form", "Line"]);
    // What is drawn below a subject otherwise explains it.
    let drawn = "# Potter\n\n## Core Competencies\n\n### Clay\n- Wedging\n```\nmix(water)\n- 1\n```\n";
    assert_eq!(step_titles(&read(drawn), 0), ["Wedging"]);
}

#[test]
fn one_occupation_is_a_role_and_a_sentence_is_none() {
    for (said, roles) in [
        ("Kiln Operations Engineer", 1),
        ("Backend Developer.", 1),
        ("You are a kiln engineer", 0),
        ("Keeps the kiln warm, as every engineer", 0),
        ("Pots and Glazes", 0),
    ] {
        assert_eq!(read(&format!("# T\n\n## Role\n{said}\n")).roles.len(), roles, "{said}");
    }
}

#[test]
fn types_of_agents_and_tables_by_role_are_roles() {
    let agent = read("# Team\n\n## Core Agent Types\n\n### 🎯 Kiln Manager\nHeats.\n\n### Clay Engineer\nMixes.\n");
    let names =
        |agent: waypost::content::model::Agent| agent.roles.into_iter().map(|role| role.name).collect::<Vec<_>>();
    assert_eq!(names(agent), ["Kiln Manager", "Clay Engineer"]);
    let agent = read(
        "# T\n\n## Tech Stack\n\n| Role | Primary Stack |\n|---|---|\n| **Kiln Engineer** | Gas + Brick |\n| Clay Analyst | Sieve |\n",
    );
    assert!(agent.stacks.is_empty());
    assert_eq!(names(agent), ["Kiln Engineer", "Clay Analyst"]);
}

#[test]
fn an_overview_of_levels_is_a_ladder() {
    let agent = read(
        "# Pottery Ladder\n\n## Levels Overview\n\n| Level | Title | Scope |\n|---|---|---|\n| L1 | Potter I | Bowl |\n| L2 | Senior Potter | Shop |\n",
    );
    let names: Vec<_> = agent.levels.iter().map(|level| level.name.as_str()).collect();
    assert_eq!(names, ["Potter I", "Senior Potter"]);
}

#[test]
fn tools_are_asked_for_in_many_ways() {
    for heading in [
        "Tools to Install",
        "Herramientas que necesitas instalar YA",
        "Tech Stacks Supported",
        "Required Tools",
        "必要なツール",
    ] {
        let agent = read(&format!("# T\n\n## {heading}\n\n1. **Wheel** - kick\n2. Kiln\n"));
        assert_eq!(
            agent.stacks.iter().map(|stack| stack.tools().count()).sum::<usize>(),
            2,
            "{heading}"
        );
    }
}

#[test]
fn roadmaps_of_a_study_overview_are_paths() {
    let text = "# 概要\n\n陶芸の学習の全体像。\n\n## 全体マップ\n\n### 1. 土\n\n- 粘土（例: 赤土）\n- 釉\n\n## ロードマップ\n\n### 火\n\n- [x] 窯\n- [ ] 灰\n";
    assert_eq!(titles(text), ["土", "火"]);
    assert_eq!(read(text).paths[0].steps().count(), 2);
}

#[test]
fn labels_that_name_paths_are_paths() {
    let text = "# T\n\n## Learning Paths\n\n**Clay Engineer Path (3 months):**\n- Wedging → Slip\n- Time: 80 hours\n- Ready to pot\n\n**Kiln Path:**\n- Gas → Brick → Ash\n- Warm hands\n";
    assert_eq!(titles(text), ["Clay Engineer Path (3 months)", "Kiln Path"]);
    let agent = read(text);
    assert_eq!(
        (step_titles(&agent, 0), step_titles(&agent, 1)),
        (vec!["Wedging", "Slip"], vec!["Gas", "Brick", "Ash"])
    );
    // A heading below that names a path itself keeps its name.
    let below = text.replace("## Learning Paths\n", "## Learning Paths\n\n### Phase 1\n");
    assert_eq!(titles(&below), ["Phase 1"]);
    // Labels that name no path are groups of one.
    assert_eq!(
        titles("# T\n\n## Learning Path\n\n**Clay:**\n- Wedging\n\n**Kiln:**\n- Gas\n"),
        ["Learning Path"]
    );
}

#[test]
fn ranks_of_projects_are_no_course() {
    assert!(titles("# Learning Path of a Potter\n\n## 18+ Production Projects\n\n### Intermediate\n- Bowl\n\n### Advanced\n- Jug\n").is_empty());
}
