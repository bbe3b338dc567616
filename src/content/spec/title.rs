//! The title of a spec: its first H1, where that names it.

use super::classify::{self, Says};
use super::context;
use super::tree::Section;
use crate::content::{model, names};

/// Whether the first H1 is the title of a spec that has a name: one of several, or one that stands below other headings, is
/// only where it shares a word with the name ("# Identity", "# Instructions" are sections), or where it opens the spec and
/// every other one says what its section holds ("# Learning Path").
pub(super) fn is_title(root: &Section<'_>, at: usize, name: &str) -> bool {
    let alone = root.children.iter().filter(|section| section.level == 1).count() == 1;
    if is_generic(&root.children[at]) && alone {
        return false;
    }
    if at == 0 && alone {
        return true;
    }
    let holds_known = |section: &Section<'_>| {
        let heard = section
            .heading
            .and_then(|heading| classify::hear(&heading.text, true).says);
        matches!(heard, Some(Says::Holds(_)))
    };
    let (first, others) = (&root.children[at], &root.children[at + 1..]);
    if at == 0 && !holds_known(first) && others.iter().all(holds_known) {
        return true;
    }
    let heading = names::slug(&context::title(first));
    let name = names::slug(name);
    heading
        .split('-')
        .any(|word| word.len() > 1 && name.split('-').any(|other| other == word))
}

/// "AGENTS.md - Potter" is the Potter.
pub(super) fn behind_file_name(title: &str) -> &str {
    let Some((name, rest)) = title.split_once(".md") else {
        return title;
    };
    let rest = rest.trim_start();
    let behind = rest
        .trim_start_matches(['-', '\u{2013}', '\u{2014}', ':', '|'])
        .trim_start();
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_name && behind.len() < rest.len() && !behind.is_empty() {
        behind
    } else {
        title
    }
}

/// Whether an H1 says no more than what kind of section it is.
pub(super) fn is_generic(section: &Section<'_>) -> bool {
    const GENERIC: &[&str] = &[
        "identity",
        "instructions",
        "introduction",
        "mission",
        "objective",
        "overview",
        "persona",
        "process",
        "purpose",
        "role",
        "role-summary",
        "rules",
        "system-prompt",
        "task",
        "workflow",
    ];
    GENERIC.contains(&names::slug(&context::title(section)).as_str())
}

/// The front matter's name that became the title is no unknown key.
pub(super) fn forget_name(agent: &mut model::Agent) {
    let title = names::slug(&agent.title);
    let is_title = |key: &str, yaml: &str| matches!(key, "name" | "title") && names::slug(yaml) == title;
    agent.front_matter.retain(|(key, yaml)| !is_title(key, yaml));
}
