//! Named things with something said of them and names below them: what roles and levels are made of.

use std::ops::Range;

use super::block::Kind;
use super::entries::{Beside, Collector, Entry, Options};
use super::fence::{Drawings, PERIODS};
use super::item::Addresses;
use super::text::{bare_title, join, one_line, split_note};
use super::tree::Section;
use crate::content::model::Link;

/// What is said of a role or level, and is no name of something that belongs to it.
#[rustfmt::skip]
const PROPERTIES: &[&str] = &[
    "benefits", "career", "career level", "career path", "challenges", "core", "demand", "difficulty", "duration", "ecosystem",
    "education", "experience", "focus", "focus areas", "frameworks", "goal", "goals", "growth", "key skills", "level",
    "outcome", "outcomes", "prerequisites", "projects", "remote", "responsibilities", "salary", "salary range", "skills",
    "technologies", "time", "timeline", "tools", "topics", "use cases", "years",
];

/// A name with its detail and the names that belong to it.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) detail: String,
    pub(super) mentions: Vec<String>,
    pub(super) links: Vec<Link>,
}

impl Named {
    fn mention(&mut self, name: String) {
        if !name.is_empty() && !self.mentions.contains(&name) {
            self.mentions.push(name);
        }
    }

    /// Takes an entry that stands below this one: its title is a name, unless it only says what
    /// the names behind it are ("Skills: …"), and what it says is said of this one.
    fn take_nested(&mut self, entry: Entry) {
        let said = entry.item.said();
        let is_property = PROPERTIES.contains(&entry.item.title.to_lowercase().as_str());
        if !is_property || said.is_empty() {
            self.mention(entry.item.title.clone());
        }
        for name in entry.item.mentions() {
            self.mention(name);
        }
        if !said.is_empty() {
            let line = format!("{}: {said}", entry.item.title);
            self.detail = join(&[&self.detail, &line], "\n");
        }
        self.links.extend(entry.item.links);
    }
}

/// Whether a name only says when, by a word for it ("Week 1-4", "Year 2+", "Phase 3").
pub(super) fn is_named_period(name: &str) -> bool {
    if !name.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    opens_period(name) && is_period(name)
}

/// Whether a name only is an hour, or some ("08:00-10:00").
pub(super) fn is_hour(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ':' | '-' | '\u{2013}');
    name.contains(':') && name.contains(|c: char| c.is_ascii_digit()) && name.chars().all(is_part)
}

/// Whether a name opens with a word for a time.
pub(super) fn opens_period(name: &str) -> bool {
    let word = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    PERIODS.contains(&word.to_lowercase().as_str())
}

/// Whether a name only says when, in numbers at least ("0-2").
pub(super) fn is_period(name: &str) -> bool {
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    let is_period = |word: String| {
        let number = word.trim_end_matches(['y', 'm']);
        number.bytes().all(|byte| byte.is_ascii_digit()) || PERIODS.contains(&word.as_str())
    };
    name.contains(|c: char| c.is_ascii_digit()) && words.all(is_period)
}

/// Entries made into named things, those nested below one belonging to it.
pub(super) fn from_entries(entries: Vec<Entry>) -> Vec<Named> {
    let top = entries.iter().map(|entry| entry.depth).min().unwrap_or(0);
    let mut all: Vec<Named> = Vec::new();
    for entry in entries {
        match all.last_mut() {
            Some(last) if entry.depth > top => last.take_nested(entry),
            _ => {
                let mentions = entry.item.mentions();
                let detail = entry.item.said();
                all.push(Named {
                    name: entry.item.title,
                    detail,
                    mentions,
                    links: entry.item.links,
                });
            }
        }
    }
    all
}

/// A label or heading made into a named thing, the entries below it being names that belong to it.
pub(super) fn from_label(label: &str, entries: Vec<Entry>) -> Named {
    let title = bare_title(label);
    let (name, note) = split_note(&title).unwrap_or((&title, ""));
    let mut named = Named {
        name: name.to_owned(),
        detail: note.to_owned(),
        ..Named::default()
    };
    for entry in entries {
        named.take_nested(entry);
    }
    named
}

/// A sub-section made into a named thing; also returns what belongs to its entries, and the text that found no place in it.
pub(super) fn from_section(text: &str, section: &Section<'_>) -> (Named, Beside, Vec<Range<usize>>) {
    let heading = section.heading.map(|heading| heading.text.as_str()).unwrap_or_default();
    let mut collector = Collector::new(
        text,
        Options {
            addresses: Addresses::Take,
            drawings: Drawings::Plans,
            set_remarks_aside: false,
            bold_lines: true,
        },
    );
    let opening = section.blocks.first().and_then(|block| match &block.kind {
        Kind::Paragraph(inline) if !inline.is_label() && !inline.text.trim_end().ends_with(':') => {
            Some(one_line(&inline.text))
        }
        _ => None,
    });
    collector.blocks(&section.blocks[usize::from(opening.is_some())..]);
    let mut beside = collector.take_beside();
    let (groups, mut rest) = collector.finish();
    let is_flat = groups.iter().all(|group| group.title.is_none());
    let entries: Vec<Entry> = if is_flat {
        groups.into_iter().flat_map(|group| group.entries).collect()
    } else {
        Vec::new()
    };
    let mut named = from_label(heading, entries);
    let said_later = std::mem::take(&mut named.detail);
    named.detail = join(&[&opening.unwrap_or_default(), &said_later], "\n");
    if !is_flat {
        rest = vec![section.own_text()];
        beside = Beside::default();
    }
    rest.extend(section.children.iter().map(|child| child.range.clone()));
    (named, beside, rest)
}
