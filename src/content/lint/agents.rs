//! Ids, titles, paths and steps of agent specs.

use std::collections::{HashMap, HashSet};

use super::sections::{Heading, Shape};
use super::text::Text;
use super::{across, links, sections, topics};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{AgentIx, is_structural};
use crate::content::model::{Agent, Path};
use crate::content::names::slug;

/// The pack around an agent, and its place there.
pub(super) type Across<'a> = Option<(&'a across::Across<'a>, AgentIx)>;

/// A longer title, in characters, is a sentence.
const LONGEST_TITLE: usize = 100;

pub(super) fn check(agent: &Agent, mut text: Text, across: Across<'_>) -> Vec<Diagnostic> {
    let shape = sections::shape(&text);
    let pathless = pathless(agent, &shape);
    for heading in &pathless {
        // Text and code among the paths is often meant so; what is shown as a path is what is listed.
        let severity = if heading.filled {
            Severity::Info
        } else {
            Severity::Warning
        };
        text.say(
            severity,
            "path-empty",
            heading.range.start,
            format!("no step was found in the learning path `{}`", heading.title),
            "list its steps, one item each; a heading of another level keeps text out of the paths",
        );
    }
    let known: HashSet<usize> = pathless.iter().map(|heading| heading.range.start).collect();
    sections::check(&shape.headings, &mut text, |heading| {
        known.contains(&heading.range.start)
    });
    links::check(&shape.targets, &mut text);
    paths(agent, &mut text);
    long_titles(agent, &mut text);
    if let Some((across, ix)) = across {
        in_pack(agent, ix, &mut text, across);
        topics::check(ix, &mut text, across);
    }
    text.close()
}

fn in_pack(agent: &Agent, ix: AgentIx, text: &mut Text, across: &across::Across<'_>) {
    if let Some(holder) = across.holder_of_id(agent, ix) {
        text.say(
            Severity::Warning,
            "agent-id-taken",
            0,
            format!(
                "{} has this file's id already; this agent goes by `{}`",
                holder.display(),
                agent.id
            ),
            "progress is kept under ids, so give the file a name of its own",
        );
    }
    if let Some(holder) = across.holder_of_title(agent, ix) {
        let at = text.item(&agent.title, 0);
        text.say(
            Severity::Warning,
            "agent-title-taken",
            at,
            format!("{} has the title `{}`, too", holder.display(), agent.title),
            "give each a title of its own, so that learners can tell them apart",
        );
    }
}

/// The headings below a heading of paths that have no step. Of that one itself the reader has spoken.
fn pathless<'s>(agent: &Agent, shape: &'s Shape) -> Vec<&'s Heading> {
    let of_paths: HashSet<&str> = agent
        .recognised
        .iter()
        .filter(|section| section.read_as == "paths")
        .map(|section| section.heading.as_str())
        .collect();
    let titles: HashSet<String> = agent.paths.iter().map(|path| slug(&path.title)).collect();
    let headings = &shape.headings;
    let mut found = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        if !of_paths.contains(heading.words.trim()) {
            continue;
        }
        let below: Vec<&Heading> = headings[at + 1..]
            .iter()
            .take_while(|below| below.level > heading.level)
            .collect();
        let top = below.iter().map(|below| below.level).min();
        let children = below.iter().filter(|below| Some(below.level) == top);
        let empty: Vec<&Heading> = children
            .filter(|child| !titles.contains(&slug(&child.title)))
            .copied()
            .collect();
        found.extend(empty);
    }
    found
}

/// Paths of the same title, and topics that one path meets twice.
fn paths(agent: &Agent, text: &mut Text) {
    let mut known: HashSet<String> = HashSet::new();
    let mut cursor = 0;
    for path in &agent.paths {
        let at = text.item(&path.title, cursor);
        if !known.insert(slug(&path.title)) {
            text.say(
                Severity::Warning,
                "path-twice",
                at,
                format!(
                    "the agent has a path `{}` already; this one goes by `{}`",
                    path.title, path.id
                ),
                "make one path of the two, or give one another title",
            );
        }
        repeated(path, at, text);
        cursor = (at + path.title.len()).min(text.all().len());
    }
}

fn repeated(path: &Path, start: usize, text: &mut Text) {
    let mut first: HashMap<String, (usize, &str)> = HashMap::new();
    let steps = path
        .groups
        .iter()
        .enumerate()
        .flat_map(|(group, content)| content.steps.iter().map(move |step| (group, step)));
    for (group, step) in steps {
        let name = slug(&step.title);
        // "Project" at the end of each group is another one each time.
        if is_structural(&name) {
            continue;
        }
        let Some(&(known, earlier)) = first.get(&name) else {
            first.insert(name, (group, &step.title));
            continue;
        };
        let before = text.item(earlier, start);
        let at = text.item(&step.title, before + earlier.len());
        // Groups may well share a step: "Storage" of two clouds.
        let severity = if known == group {
            Severity::Warning
        } else {
            Severity::Info
        };
        let message = format!(
            "the path `{}` has the step `{}` already; both are one topic",
            path.title, step.title
        );
        let hint = "keep one of them, or say in its title what the other one is about";
        text.say(severity, "step-twice", at, message, hint);
    }
}

fn long_titles(agent: &Agent, text: &mut Text) {
    let titles = std::iter::once(&agent.title)
        .chain(agent.roles.iter().map(|role| &role.name))
        .chain(agent.paths.iter().map(|path| &path.title))
        .chain(agent.paths.iter().flat_map(Path::steps).map(|step| &step.title))
        .chain(agent.stacks.iter().map(|stack| &stack.title));
    let mut known = HashSet::new();
    for title in titles {
        let length = title.chars().count();
        if length > LONGEST_TITLE && known.insert(title) {
            let at = text.item(title, 0);
            text.say(
                Severity::Info,
                "title-long",
                at,
                format!("this title has {length} characters"),
                "put what it is in a few words, and the rest behind a dash",
            );
        }
    }
}
