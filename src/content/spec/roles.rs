//! Specialised roles.

use super::body;
use super::classify::Class;
use super::context::{Context, Made};
use super::entries::{Collector, Entry, Options};
use super::fence::Drawings;
use super::item::Addresses;
use super::named::{self, Named};
use super::text::{bare_title, join};
use super::tree::Section;
use crate::content::model::Role;

/// Words that end the name of a role.
#[rustfmt::skip]
const ROLE_WORDS: &[&str] = &[
    "administrator", "advocate", "analyst", "architect", "artist", "auditor", "ciso", "consultant", "coordinator", "cto",
    "dba", "designer", "developer", "devops", "devrel", "director", "engineer", "evangelist", "expert", "hacker", "lead",
    "leader", "manager", "officer", "operator", "owner", "practitioner", "producer", "programmer", "researcher",
    "scientist", "specialist", "sre", "strategist", "teamer", "teaming", "technician", "tester", "trainer", "vp", "writer",
];

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    drawings: Drawings::Plans,
    set_remarks_aside: false,
    bold_lines: true,
};

/// Reads a section of roles: a list, labelled lists, or a heading for each role.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) {
    let heading = cx.recognise(section, Class::Roles);
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.blocks(section.blocks);
    let (groups, mut rest) = collector.finish();
    for group in groups {
        match group.title {
            Some(label) if is_role(&label) && !are_roles(&group.entries) => {
                push(cx, named::from_label(&label, group.entries));
            }
            label => {
                rest.extend(label.and(group.label));
                for named in named::from_entries(group.entries) {
                    push(cx, named);
                }
            }
        }
    }
    rest.sort_by_key(|range| range.start);
    cx.more(&heading, &rest);
    for child in &section.children {
        read_child(child, cx);
    }
}

/// A sub-heading names a role, or a family of the roles listed below it.
fn read_child(child: &Section<'_>, cx: &mut Context<'_>) {
    if cx.overrides.has(child.heading.map_or("", |heading| &heading.text)) {
        return body::read_section(cx, child);
    }
    let title = child
        .heading
        .map(|heading| bare_title(&heading.text))
        .unwrap_or_default();
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.blocks(child.blocks);
    let (groups, rest) = collector.finish();
    let entries: Vec<Entry> = groups.into_iter().flat_map(|group| group.entries).collect();
    let has_role_below = child
        .children
        .iter()
        .any(|below| below.heading.is_some_and(|heading| is_role(&heading.text)));
    if has_role_below || !is_role(&title) && are_roles(&entries) {
        cx.recognise(child, Class::Roles);
        let before = cx.agent.roles.len();
        for named in named::from_entries(entries) {
            push(cx, named);
        }
        cx.more(&title, &rest);
        child.children.iter().for_each(|below| read_child(below, cx));
        let found = cx.agent.roles.len() - before;
        cx.made.insert(child.range.start, Made::Items(Class::Roles, found));
    } else {
        let (mut named, rest) = named::from_section(cx.text, child);
        if let Some((name, said)) = split_subtitle(&named.name) {
            let (name, detail) = (name.to_owned(), join(&[said, &named.detail], "\n"));
            (named.name, named.detail) = (name, detail);
        }
        cx.more(&title, &rest);
        push(cx, named);
    }
}

/// "Potter - Keeper of the Wheel" taken apart into the role and what is said of it.
fn split_subtitle(name: &str) -> Option<(&str, &str)> {
    let (role, said) = [" - ", " \u{2013} ", " \u{2014} ", ": "]
        .iter()
        .find_map(|dash| name.split_once(dash))?;
    is_role(role).then_some((role.trim_end(), said.trim_start()))
}

/// Whether a title ends in a word for a role, notes aside: "React developer (2 paths)".
pub(super) fn is_role(title: &str) -> bool {
    let name = super::text::split_note(title)
        .map_or(title, |(name, _)| name)
        .to_lowercase();
    !name.starts_with("path ")
        && name
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| ROLE_WORDS.contains(&word))
}

fn are_roles(entries: &[Entry]) -> bool {
    let top: Vec<&Entry> = entries.iter().filter(|entry| entry.depth == 0).collect();
    !top.is_empty() && top.iter().filter(|entry| is_role(&entry.item.title)).count() * 2 >= top.len()
}

fn push(cx: &mut Context<'_>, named: Named) {
    let id = cx.unique_id("role", &named.name);
    cx.agent.roles.push(Role {
        id,
        name: named.name,
        detail: named.detail,
        mentions: named.mentions,
        links: named.links,
    });
}
