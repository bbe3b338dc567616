//! Specialised roles.

use std::ops::Range;

use super::block::Kind;
use super::body;
use super::classify::Class;
use super::context::{self, Context, Made};
use super::entries::{Collector, Entry, Options};
use super::fence::Drawings;
use super::item::Addresses;
use super::named::{self, Named};
use super::text::join;
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
    cx.keep_beside(collector.take_beside(), Class::Roles);
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
    read_children(section, cx);
}

/// Reads the one role of a section called "Role" that names it in a few words; returns whether it does.
pub(super) fn read_occupation(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    let [block] = section.blocks else {
        return false;
    };
    let Kind::Paragraph(inline) = &block.kind else {
        return false;
    };
    let name = inline.text.trim().trim_end_matches('.');
    let is_name = name.split_whitespace().count() <= LONGEST_OCCUPATION && !name.contains(['\n', '.', ',', ':', '?']);
    if !context::title(section).eq_ignore_ascii_case("role")
        || !section.children.is_empty()
        || !is_name
        || !ends_in_role(name)
        || !name.starts_with(char::is_uppercase)
        || OPENS_SENTENCE.iter().any(|word| name.starts_with(word))
    {
        return false;
    }
    cx.recognise(section, Class::Roles);
    push(cx, named::from_label(name, Vec::new()));
    cx.made.insert(section.range.start, Made::Items(Class::Roles, 1));
    let message = format!("\u{201c}{name}\u{201d} was read as a role, since it names an occupation and nothing else");
    cx.guess(section, "guessed-roles", message);
    true
}

/// So many words an occupation has at most.
const LONGEST_OCCUPATION: usize = 6;

/// What a sentence about an occupation opens with, and its name does not.
const OPENS_SENTENCE: &[&str] = &["You ", "I ", "Act ", "This ", "The ", "A ", "An ", "Be ", "Your "];

/// Whether a section is a table of roles by its column of that name, whatever else it says of them ("Role | Primary Stack").
pub(super) fn is_table(section: &Section<'_>, text: &str) -> bool {
    let [block] = section.blocks else {
        return false;
    };
    let Kind::Table(table) = &block.kind else {
        return false;
    };
    let head = table.head.get(super::tables::name_column(table));
    let names_roles = head.is_some_and(|cell| {
        let head = cell.text.trim().to_lowercase();
        matches!(
            head.as_str(),
            "role" | "roles" | "job role" | "job title" | "career role"
        )
    });
    names_roles && section.children.is_empty() && are_roles(&entries(section, text).0)
}

fn read_children(section: &Section<'_>, cx: &mut Context<'_>) {
    let beside_family = section.children.iter().any(|child| is_family(child, cx.text));
    for child in &section.children {
        read_child(child, beside_family, cx);
    }
}

/// Whether a sub-heading names a family of the roles below it, and no role itself.
fn is_family(child: &Section<'_>, text: &str) -> bool {
    let title = context::title(child);
    let entries = entries(child, text).0;
    !is_role(&title) && are_roles(&entries)
        || !ends_in_role(&title) && end_in_roles(&entries)
        || child
            .children
            .iter()
            .any(|below| below.heading.is_some_and(|heading| is_role(&heading.text)))
}

/// What is listed below a sub-heading, and the text around it.
fn entries(child: &Section<'_>, text: &str) -> (Vec<Entry>, Vec<Range<usize>>) {
    let mut collector = Collector::new(text, OPTIONS);
    collector.blocks(child.blocks);
    let (groups, rest) = collector.finish();
    (groups.into_iter().flat_map(|group| group.entries).collect(), rest)
}

/// A sub-heading names a role, or a family of the roles listed below it; beside families, one that is no role's name is a
/// family too.
fn read_child(child: &Section<'_>, beside_family: bool, cx: &mut Context<'_>) {
    if cx.overrides.has(child.heading.map_or("", |heading| &heading.text)) {
        return body::read_section(cx, child);
    }
    let title = context::title(child);
    let (entries, rest) = entries(child, cx.text);
    if is_family(child, cx.text) || beside_family && !is_role(&title) && !entries.is_empty() {
        cx.recognise(child, Class::Roles);
        let before = cx.agent.roles.len();
        for named in named::from_entries(entries) {
            push(cx, named);
        }
        cx.more(&title, &rest);
        read_children(child, cx);
        let found = cx.agent.roles.len() - before;
        cx.made.insert(child.range.start, Made::Items(Class::Roles, found));
    } else {
        let (mut named, beside, rest) = named::from_section(cx.text, child);
        cx.keep_beside(beside, Class::Roles);
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

/// Whether a title has the word for a role where it ends, notes aside: "Developer Relations" has it, and ends in another.
fn ends_in_role(title: &str) -> bool {
    let name = super::text::split_note(title).map_or(title, |(name, _)| name);
    let last = name
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|word| !word.is_empty());
    last.is_some_and(|word| ROLE_WORDS.contains(&word.to_lowercase().as_str()))
}

fn end_in_roles(entries: &[Entry]) -> bool {
    let mut top = entries.iter().filter(|entry| entry.depth == 0).peekable();
    top.peek().is_some() && top.all(|entry| ends_in_role(&entry.item.title))
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
        detail: named.detail.into(),
        mentions: named.mentions.into(),
        links: named.links.into(),
    });
}
