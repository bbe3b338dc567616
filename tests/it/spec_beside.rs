//! What specs list for learners beside their paths.

use waypost::content::model::{Listed, PathKind};

use crate::spec::{codes, read};

/// Each thing listed: the label it stands under, its name, what is said of it, its links.
fn lines(listed: &[Listed]) -> Vec<String> {
    let line = |listed: &Listed| {
        let links: Vec<&str> = listed.links.iter().map(|link| link.url.as_str()).collect();
        format!(
            "{}: {} [{}]",
            listed.label(),
            listed.detail.replace('\n', " / "),
            links.join(" ")
        )
    };
    listed.iter().map(line).collect()
}

#[test]
fn prerequisites_projects_resources_and_outcomes_are_lists() {
    let agent = read(
        "# Bakery\n\n## 📋 Prerequisites\n\n- **Patience** - a day of it\n- Scales\n\n## Learning Paths\n\n### Dough\n- Flour\n\n\
         ### Hands-On Projects\n1. Rye loaf\n   - without yeast\n\n## Portfolio Projects\n\n### 1. Stall (advanced)\nSell bread.\n- oven\n\n\
         ### Beginner Projects\n- Flatbread\n\n### Sweet\n1. Tart (with pears)\n2. Bun (yeast)\n\n## 📖 Resources & References\n\n**Books**\n- [Crumbs](https://crumbs.example) - on crumb\n\n\
         ### Courses\n- Milling\n\n## Success Metrics\n\n| Metric | Target |\n|---|---|\n| Rise | 2x |\n\n✅ Crust\n✅ Crumb\n",
    );
    assert_eq!(lines(&agent.prerequisites), ["Patience: a day of it []", "Scales:  []"]);
    assert_eq!(
        lines(&agent.projects),
        [
            "Rye loaf: without yeast []",
            "Stall: advanced / Sell bread. / oven []",
            "Beginner Projects · Flatbread:  []",
            "Sweet · Tart: with pears []",
            "Sweet · Bun: yeast []"
        ]
    );
    assert_eq!(
        lines(&agent.resources),
        [
            "Books · Crumbs: on crumb [https://crumbs.example]",
            "Courses · Milling:  []"
        ]
    );
    assert_eq!(lines(&agent.outcomes), ["Rise: 2x []", "Crust:  []", "Crumb:  []"]);
    assert_eq!(codes(&agent), []);
    assert!(agent.links_left().is_empty(), "the link stands with its resource");
}

#[test]
fn what_lists_nothing_or_could_be_another_thing_is_kept_and_said() {
    let agent = read(
        "# Bakery\n\n## Projects\n\nBake a lot.\n\n## Requirements\n\n- Be fast\n\n## Next Steps\n\n1. Clean up\n",
    );
    let said: Vec<&str> = codes(&agent).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(said, ["section-empty", "section-unclear", "section-unclear"]);
    assert_eq!(agent.more.len(), 3);
    let agent = read(
        "# Bakery\n\n## Learning Paths\n\n- Dough\n- Ovens\n\n## Requirements\n\n- Flour\n\n## Next Steps\n\n- [Pastry](../pastry.md)\n- The cake skill\n",
    );
    assert_eq!(lines(&agent.prerequisites), ["Flour:  []"]);
    let related: Vec<&str> = agent.related.iter().map(|related| related.name.as_str()).collect();
    assert_eq!(related, ["Pastry", "The cake skill"]);
}

#[test]
fn a_path_says_whether_it_is_an_area_of_expertise() {
    let agent = read("# Bakery\n\n## Core Competencies\n\n### Dough\n- Flour\n\n## Learning Path\n\n- Ovens\n");
    let kinds: Vec<(&str, PathKind)> = agent
        .paths
        .iter()
        .map(|path| (path.title.as_str(), path.kind))
        .collect();
    assert_eq!(kinds, [("Dough", PathKind::Topics), ("Learning Path", PathKind::Path)]);
    let read_as: Vec<&str> = agent.recognised.iter().map(|section| &*section.read_as).collect();
    assert_eq!(read_as, ["topics", "paths"]);
}

#[test]
fn the_head_of_a_table_and_code_in_a_step_are_no_prose_of_the_path() {
    let agent = read(
        "# Bakery\n\n## Learning Path\n\nFrom field to table.\n\n| Step | Takes |\n|---|---|\n| Mill | a day |\n| Bake | an hour |\n\n\
         ### Dough\n1. **Mix** - gently\n\n   ```sh\n   mix --slow\n     twice\n   ```\n2. Rest\n\n## Tools\n\n| Tool | For |\n|---|---|\n| Peel | loading |\n",
    );
    assert_eq!(agent.paths[0].intro, "From field to table.");
    assert_eq!(
        (agent.paths[1].intro.as_str(), agent.stacks[0].intro.as_str()),
        ("", "")
    );
    let mix = &agent.paths[1].groups[0].steps[0];
    assert_eq!((mix.title.as_str(), mix.detail.as_str()), ("Mix", "gently"));
    let kept: Vec<(&str, &str)> = agent
        .more
        .iter()
        .map(|kept| (&*kept.heading, &*kept.markdown))
        .collect();
    assert_eq!(kept, [("Mix", "```sh\nmix --slow\n  twice\n```")]);
    let heads: Vec<&str> = agent.recognised.iter().map(|section| &*section.heading).collect();
    assert_eq!(heads, ["Learning Path", "Step | Takes", "Tools", "Tool | For"]);
}

#[test]
fn what_is_listed_in_a_quote_is_read() {
    let agent = read(
        "# Bakery\n\n## Learning Path\n\n> - Flour\n> - Water\n\n## Career Progression\n\n> Apprentice → Junior Baker → Senior Baker\n\n\
         ## Notes\n\n> Bread is a slow thing.\n",
    );
    let steps: Vec<&str> = agent.paths[0].steps().map(|step| step.title.as_str()).collect();
    assert_eq!(steps, ["Flour", "Water"]);
    let rungs: Vec<&str> = agent.levels.iter().map(|level| level.name.as_str()).collect();
    assert_eq!(rungs, ["Apprentice", "Junior Baker", "Senior Baker"]);
    assert_eq!(agent.more[0].markdown, "> Bread is a slow thing.");
}
