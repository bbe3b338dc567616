//! What a spec lists for learners beside its paths: what to know before, projects, resources, and what comes of it.

use std::ops::Range;

use super::block::Kind;
use super::body;
use super::classify::{Class, Says};
use super::context::{self, Context};
use super::entries::{Collector, Entry, EntryGroup, Options};
use super::fence::Drawings;
use super::item::{Addresses, split_count};
use super::links;
use super::text::{join, one_line, split_note};
use super::tree::Section;
use crate::content::model::{Agent, Listed};

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    drawings: Drawings::No,
    set_remarks_aside: false,
    bold_lines: true,
};

/// Words that end a heading of several projects; any other heading below projects is one of them.
const FAMILIES: [&str; 6] = ["challenges", "exercises", "ideas", "level", "portfolio", "projects"];

/// The field that a class fills.
pub(super) fn field(agent: &Agent, class: Class) -> &Vec<Listed> {
    match class {
        Class::Projects => &agent.projects,
        Class::Prerequisites => &agent.prerequisites,
        Class::Outcomes => &agent.outcomes,
        _ => &agent.resources,
    }
}

fn field_mut(agent: &mut Agent, class: Class) -> &mut Vec<Listed> {
    match class {
        Class::Projects => &mut agent.projects,
        Class::Prerequisites => &mut agent.prerequisites,
        Class::Outcomes => &mut agent.outcomes,
        _ => &mut agent.resources,
    }
}

/// Reads such a section; where nothing is listed in it, it is kept as text.
pub(super) fn read(section: &Section<'_>, class: Class, cx: &mut Context<'_>) {
    let before = field(&cx.agent, class).len();
    let title = context::title(section);
    let rest = read_blocks(section, "", class, cx);
    let mut others = Vec::new();
    let mut texts = vec![(title, rest)];
    for child in &section.children {
        let heading = context::title(child);
        let holds_other = matches!(cx.heard(child).says, Some(Says::Holds(other)) if other != class);
        if cx.overrides.has(&heading) || holds_other {
            others.push(child);
        } else if class == Class::Projects && !names_several(&heading) && !lists_several(child, cx.text) {
            let (project, rest) = project(child, &heading, cx);
            texts.push((heading, rest));
            field_mut(&mut cx.agent, class).push(project);
        } else {
            let mut rest = read_blocks(child, &heading, class, cx);
            rest.extend(child.children.iter().map(|below| below.range.clone()));
            texts.push((heading, rest));
        }
    }
    if field(&cx.agent, class).len() > before || !others.is_empty() {
        cx.recognise(section, class);
        for (heading, rest) in texts {
            cx.more(&heading, &rest);
        }
        for child in others {
            body::read_section(cx, child);
        }
    } else {
        cx.keep(section);
    }
}

/// Whether a heading below projects is of several of them.
fn names_several(heading: &str) -> bool {
    let name = split_note(heading).map_or(heading, |(name, _)| name).to_lowercase();
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.clone().next().unwrap_or("");
    let last = words.next_back().unwrap_or("");
    FAMILIES.contains(&last) || matches!(first, "beginner" | "intermediate" | "advanced" | "expert") && last == first
}

/// Whether everything that is listed below a heading says in parentheses what it is: each is a project, and no part of one.
fn lists_several(section: &Section<'_>, text: &str) -> bool {
    let mut collector = Collector::new(text, OPTIONS);
    collector.blocks(section.blocks);
    let (groups, _) = collector.finish();
    let mut top = groups
        .iter()
        .flat_map(|group| &group.entries)
        .filter(|entry| entry.depth == 0);
    let count = top.clone().count();
    count > 1 && top.all(|entry| !entry.item.note.is_empty())
}

/// A sub-heading that is a project, with what is said and listed below it; also returns the text that is neither.
fn project(section: &Section<'_>, heading: &str, cx: &mut Context<'_>) -> (Listed, Vec<Range<usize>>) {
    let (count, name) = split_count(heading).unwrap_or(("", heading));
    let (name, note) = split_note(name).unwrap_or((name, ""));
    let mut project = Listed {
        name: name.to_owned(),
        detail: join(&[count, note], " \u{b7} "),
        ..Listed::default()
    };
    let opening = section.blocks.first().and_then(|block| match &block.kind {
        Kind::Paragraph(inline) if !inline.is_label() && !inline.text.contains('\n') => Some(inline),
        _ => None,
    });
    if let Some(inline) = opening {
        project.detail = join(&[&project.detail, &one_line(&inline.text)], "\n");
        let found = links::in_inline(inline, 0).into_iter();
        project.links.extend(found.map(|found| found.link));
    }
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.blocks(&section.blocks[usize::from(opening.is_some())..]);
    cx.keep_beside(collector.take_beside(), Class::Projects);
    let (groups, mut rest) = collector.finish();
    for EntryGroup { title, entries, .. } in groups {
        if let Some(title) = title {
            project.detail = join(&[&project.detail, &format!("{title}:")], "\n");
        }
        for entry in entries {
            nest(&mut project, entry);
        }
    }
    rest.extend(section.children.iter().map(|child| child.range.clone()));
    (project, rest)
}

/// Takes what is listed in the blocks of a section; returns the text around it.
fn read_blocks(section: &Section<'_>, group: &str, class: Class, cx: &mut Context<'_>) -> Vec<Range<usize>> {
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.blocks(section.blocks);
    let beside = collector.take_beside();
    let (groups, rest) = collector.finish();
    cx.keep_beside(beside, class);
    for EntryGroup { title, entries, .. } in groups {
        let group = join(&[group, title.as_deref().unwrap_or("")], " \u{b7} ");
        let all = field_mut(&mut cx.agent, class);
        let first = all.len();
        for entry in entries {
            match all[first..].last_mut() {
                Some(last) if entry.depth > 0 => nest(last, entry),
                _ => all.push(Listed {
                    group: group.clone(),
                    detail: entry.item.said(),
                    name: entry.item.title,
                    links: entry.item.links,
                }),
            }
        }
    }
    rest
}

/// What is listed below an entry says more of it.
fn nest(listed: &mut Listed, entry: Entry) {
    let said = join(&[&entry.item.title, &entry.item.said()], ": ");
    listed.detail = join(&[&listed.detail, &said], "\n");
    for link in entry.item.links {
        if !listed.links.contains(&link) {
            listed.links.push(link);
        }
    }
}
