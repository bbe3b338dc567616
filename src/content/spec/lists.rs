//! Sections that are plain lists: trends, related skills, occasions, links to roadmaps.

use std::ops::Range;

use super::block::{Block, Kind, ListItem};
use super::body;
use super::classify::{self, Class};
use super::context::Context;
use super::entries::{self, Collector, Entry, Options};
use super::fence::Drawings;
use super::inline::Inline;
use super::item::{self, Addresses, Item};
use super::text::{bare_title, is_decoration, join, one_line};
use super::tree::Section;
use crate::content::model::{Recognised, Related, Trend};
use crate::content::names;

/// Reads the lists of a section and of all below it; everything else in it is kept as text.
pub(super) fn read(section: &Section<'_>, class: Class, cx: &mut Context<'_>) {
    let heading = cx.recognise(section, class);
    let mut rest: Vec<Range<usize>> = Vec::new();
    let mut behind_rule = false;
    let mut is_denied = false;
    for block in section.blocks {
        behind_rule |= matches!(block.kind, Kind::Rule);
        if let (Class::WhenToUse, Kind::Paragraph(inline)) = (class, &block.kind)
            && (inline.is_label() || inline.text.trim_end().ends_with([':', '：']))
        {
            is_denied = denies(&inline.text);
        }
        let complete = match &block.kind {
            Kind::Rule => true,
            // A rule ends what the heading speaks of.
            _ if behind_rule || is_denied => false,
            Kind::List(items) => take_all(items, class, &heading, cx),
            Kind::Paragraph(inline) if inline.is_glyph_list() => {
                let line = |text| ListItem {
                    text,
                    ..ListItem::default()
                };
                let items: Vec<ListItem> = inline.lines().into_iter().map(line).collect();
                take_all(&items, class, &heading, cx)
            }
            Kind::Paragraph(inline) if class == Class::Related => take_pointers(inline, cx),
            Kind::Paragraph(inline) if is_said(class) && are_bold_lines(inline) => {
                let line = |text| ListItem {
                    text,
                    ..ListItem::default()
                };
                let items: Vec<ListItem> = inline.lines().into_iter().map(line).collect();
                take_all(&items, class, &heading, cx)
            }
            Kind::Table(table) if is_said(class) && !table.rows.is_empty() => {
                cx.agent.recognised.push(Recognised {
                    heading: entries::head(table),
                    read_as: class.name().into(),
                });
                for (row, range) in &table.rows {
                    let targets: Vec<String> = row.iter().flat_map(item::targets).collect();
                    let cells: Vec<String> = row.iter().map(|cell| one_line(&cell.text)).chain(targets).collect();
                    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                    let text = Inline::plain(&join(&cells, " \u{2014} "));
                    let item = ListItem {
                        text,
                        ..ListItem::default()
                    };
                    if !take(&item, class, &heading, cx) {
                        rest.push(range.clone());
                    }
                }
                true
            }
            Kind::Table(_) if matches!(class, Class::Related | Class::Roadmaps) => {
                rest.extend(take_table(block, cx));
                true
            }
            _ => false,
        };
        if !complete {
            rest.push(block.range.clone());
        }
    }
    cx.more(&heading, &rest);
    // Where one sub-heading says when, those that don't speak of something else.
    let some_say_when = class == Class::WhenToUse && section.children.iter().any(says_when);
    for child in &section.children {
        if cx.overrides.has(child.heading.map_or("", |heading| &heading.text)) {
            body::read_section(cx, child);
            continue;
        }
        let is_denied = child.heading.is_some_and(|heading| denies(&heading.text));
        if class == Class::WhenToUse && (is_denied || some_say_when && !says_when(child)) {
            cx.keep(child);
            continue;
        }
        match related_section(child) {
            Some(related) if class == Class::Related => {
                cx.recognise(child, class);
                cx.made.remove(&child.range.start);
                cx.agent.related.push(related);
                child.children.iter().for_each(|below| cx.keep(below));
            }
            _ => {
                read(child, class, cx);
                cx.made.remove(&child.range.start);
            }
        }
    }
}

/// Whether what such a section lists is kept as it is said.
fn is_said(class: Class) -> bool {
    matches!(class, Class::Trends | Class::WhenToUse)
}

/// Whether a paragraph is lines that each open with bold text.
fn are_bold_lines(inline: &Inline) -> bool {
    let lines = inline.lines();
    lines.len() > 1 && lines.iter().all(Inline::opens_bold)
}

/// Whether a sub-heading says when, in words of its own ("Invoke it if").
fn says_when(section: &Section<'_>) -> bool {
    let heading = section.heading.map_or("", |heading| &heading.text).to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        matches!(
            word,
            "when" | "if" | "use" | "invoke" | "ask" | "call" | "ideal" | "perfect" | "need"
        )
    })
}

/// Whether a label says when to leave it, or what comes of it, rather than when to turn to it.
fn denies(label: &str) -> bool {
    let lower = label.to_lowercase().replace(['\'', '\u{2019}'], "");
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let says_no = |word: &str| {
        matches!(
            word,
            "not"
                | "dont"
                | "avoid"
                | "never"
                | "instead"
                | "enables"
                | "outcomes"
                | "benefits"
                | "escalate"
                | "não"
                | "nicht"
                | "pas"
                | "не"
                | "non"
                | "niet"
        )
    };
    label.trim_start().starts_with(['\u{274c}', '\u{1f6ab}', '\u{26d4}'])
        || words.any(says_no)
        || [
            "other agents",
            "不用",
            "不适用",
            "不要",
            "不使用",
            "不應",
            "使わない",
            "しない",
            "사용하지",
        ]
        .iter()
        .any(|phrase| lower.contains(phrase))
}

/// A sub-heading that names a neighbour ("With zig-testing", "Uses skill: zig-testing"), with what
/// is said of it below; `None` when more than plain text and lists stands there.
fn related_section(section: &Section<'_>) -> Option<Related> {
    let title = bare_title(&section.heading?.text);
    let name = title.rsplit_once(": ").map_or(title.as_str(), |(_, name)| name);
    let name = behind_with(name);
    let mut said: Vec<String> = Vec::new();
    for block in section.blocks {
        match &block.kind {
            Kind::Paragraph(inline) => {
                said.push(one_line(&inline.text));
                said.extend(item::targets(inline));
            }
            Kind::List(items) if items.iter().all(is_remark) => {
                for item in items {
                    said.push(one_line(&item.text.text));
                    said.extend(item::targets(&item.text));
                }
            }
            Kind::Rule => {}
            _ => return None,
        }
    }
    let detail = said.join("; ");
    Some(Related {
        name: name.to_owned(),
        detail,
    })
}

/// The name in "With zig-testing" or "With the Zig Testing Agent"; anything else as it is.
fn behind_with(title: &str) -> &str {
    let name = title.strip_prefix("With ").map(str::trim_start);
    let name = name.map(|name| name.strip_prefix("the ").unwrap_or(name));
    name.filter(|name| !name.is_empty()).unwrap_or(title)
}

/// The most words that a neighbour's name has behind "With".
const LONGEST_NEIGHBOUR: usize = 5;

/// Takes lines that point at neighbours ("**Next**: [Zig](zig.md) | [Odin](odin.md)"); false when a
/// line says anything else.
fn take_pointers(inline: &Inline, cx: &mut Context<'_>) -> bool {
    let mut found: Vec<Related> = Vec::new();
    for line in inline.lines() {
        let links = line.links();
        let Some(first) = links.first() else {
            return false;
        };
        let between = links.windows(2).map(|pair| pair[0].end..pair[1].start);
        let behind = links.last().map_or(0, |last| last.end)..line.text.len();
        if between
            .chain([behind])
            .any(|gap| line.text[gap].contains(char::is_alphanumeric))
        {
            return false;
        }
        let said = bare_title(&line.text[..first.start]);
        found.extend(links.iter().map(|link| {
            let mut alone = line.clone();
            alone.marks.retain(|mark| mark.range == *link);
            Related {
                name: one_line(&line.text[link.clone()]),
                detail: join(&[&said, &item::targets(&alone).join(", ")], " — "),
            }
        }));
    }
    cx.agent.related.append(&mut found);
    true
}

/// Whether an item names nothing itself, by bold text or a link.
fn is_remark(item: &ListItem) -> bool {
    item.blocks.is_empty() && item.text.marks.first().is_none_or(|mark| mark.range.start > 0)
}

/// Takes the rows of a table as related things; returns the text that found no place.
fn take_table(block: &Block, cx: &mut Context<'_>) -> Vec<Range<usize>> {
    let options = Options {
        addresses: Addresses::Keep,
        drawings: Drawings::No,
        set_remarks_aside: false,
        bold_lines: false,
    };
    let mut collector = Collector::new(cx.text, options);
    collector.blocks(std::slice::from_ref(block));
    cx.keep_beside(collector.take_beside(), Class::Related);
    let (groups, rest) = collector.finish();
    for Entry { item, .. } in groups.into_iter().flat_map(|group| group.entries) {
        let detail = item.said();
        cx.agent.related.push(Related {
            name: item.title,
            detail,
        });
    }
    rest
}

fn take_all(items: &[ListItem], class: Class, heading: &str, cx: &mut Context<'_>) -> bool {
    items
        .iter()
        .fold(true, |all, item| take(item, class, heading, cx) & all)
}

/// Takes one item into its field; false when a part of it found no place there.
fn take(item: &ListItem, class: Class, heading: &str, cx: &mut Context<'_>) -> bool {
    if class == Class::Roadmaps {
        let parsed = item::parse(&item.text, Addresses::Take);
        if !parsed.links.is_empty() {
            return item.blocks.is_empty() && is_known_roadmap(&parsed, cx);
        }
    }
    if class == Class::WhenToUse && item.text.text.starts_with(['\u{274c}', '\u{1f6ab}', '\u{26d4}']) {
        return false;
    }
    let mut complete = true;
    let mut text = one_line(
        item.text
            .text
            .trim_start_matches(|c: char| is_decoration(c) || c.is_whitespace()),
    );
    let mut nested: Vec<&ListItem> = Vec::new();
    for Block { kind, .. } in &item.blocks {
        match kind {
            Kind::List(items) => nested.extend(items),
            Kind::Paragraph(inline) => text = join(&[&text, &one_line(&inline.text)], "\n"),
            _ => complete = false,
        }
    }
    if matches!(class, Class::Trends | Class::WhenToUse) {
        let targets = item::targets(&item.text).join(", ");
        text = join(&[&text, &targets], " — ");
    }
    match class {
        _ if text.is_empty() => {}
        Class::Trends => cx.agent.trends.push(Trend {
            text,
            year: classify::year(heading),
        }),
        // A roadmap that is only named is a neighbour.
        Class::Related | Class::Roadmaps => cx.agent.related.push(related(item, &text)),
        _ => cx.agent.when_to_use.push(text),
    }
    nested
        .into_iter()
        .fold(complete, |all, item| take(item, class, heading, cx) & all)
}

fn related(list_item: &ListItem, text: &str) -> Related {
    let item = item::parse(&list_item.text, Addresses::Keep);
    let continued = text.split_once('\n').map_or("", |(_, rest)| rest);
    let detail = join(&[&item.said(), continued], "\n");
    let title = item.title.trim_end_matches('/');
    let named = behind_with(title);
    let is_neighbour = !detail.is_empty() && named.split_whitespace().count() <= LONGEST_NEIGHBOUR;
    Related {
        name: (if is_neighbour { named } else { title }).to_owned(),
        detail,
    }
}

/// Whether an item says no more than the links already gathered from the whole file.
fn is_known_roadmap(item: &Item, cx: &Context<'_>) -> bool {
    let words = |text: &str| names::slug(text).split('-').map(str::to_owned).collect::<Vec<_>>();
    !item.links.is_empty()
        && item.said().is_empty()
        && item.links.iter().all(|link| {
            cx.roadmap(&link.url).is_some_and(|known| {
                words(&bare_title(&item.title))
                    .iter()
                    .all(|word| words(&known.title).contains(word))
            })
        })
}
