//! How the sections of a file are laid out that list subjects: others of which no heading says so may be laid out alike.

use super::block::{Block, Kind, ListItem};
use super::context::{self, Context, Layout};
use super::fence;
use super::subjects;
use super::tree::Section;

/// Whether a section of which the heading says nothing is laid out as one of subjects in the same file is: each sub-heading
/// has one fence below it, which holds a list.
pub(super) fn is_like_subjects(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    let is_laid_out = || match cx.layout {
        Layout::Detailed if is_detailed(section) => true,
        Layout::Labelled if is_labelled(section) => {
            !speaks_of_rules(&context::title(section)) && subjects::are_subjects(section, cx.text)
        }
        _ => cx.has_fenced_subjects && is_fenced(section),
    };
    let is_like = !cx.heard(section).may_be_aside && is_laid_out();
    if is_like {
        cx.guess_read_as(
            section,
            "guessed-topics",
            "areas of expertise, since it is laid out as those of the file are",
        );
    }
    is_like
}

/// Whether each sub-heading, of two at least, has a list below it and nothing else, of which each item names a few things
/// behind its own name in bold ("**Glazes**: ash, tin, celadon").
fn is_detailed(section: &Section<'_>) -> bool {
    let lists = |child: &Section<'_>| {
        let mut blocks = child.blocks.iter().filter(|block| !matches!(block.kind, Kind::Rule));
        blocks.next().is_some_and(names_some) && blocks.next().is_none() && child.children.is_empty()
    };
    section.children.len() > 1 && section.children.iter().all(lists)
}

/// Notes how a section is laid out that lists subjects: others of its file may be laid out like it.
pub(super) fn learn(section: &Section<'_>, cx: &mut Context<'_>) {
    cx.has_fenced_subjects |= is_fenced(section);
    if is_detailed(section) {
        cx.layout = Layout::Detailed;
    } else if is_labelled(section) {
        cx.layout = Layout::Labelled;
    }
}

/// Whether a heading speaks of rules or of what goes wrong, and not of what somebody knows.
pub(super) fn speaks_of_rules(heading: &str) -> bool {
    const WORDS: &[&str] = &[
        "challenge",
        "checklist",
        "issue",
        "mistake",
        "pitfall",
        "principle",
        "problem",
        "standard",
        "原则",
        "规范",
        "標準",
    ];
    let lower = heading.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// Whether a section is nothing but labels, each with a list below it.
fn is_labelled(section: &Section<'_>) -> bool {
    const FEWEST: usize = 2;
    let is_text = |block: &&Block| !matches!(block.kind, Kind::Rule);
    let blocks: Vec<&Block> = section.blocks.iter().filter(is_text).collect();
    let is_group = |pair: &[&Block]| match pair {
        [label, list] => {
            matches!(&label.kind, Kind::Paragraph(label) if label.is_label()) && matches!(list.kind, Kind::List(_))
        }
        _ => false,
    };
    section.children.is_empty() && blocks.len() >= FEWEST * 2 && blocks.chunks(2).all(is_group)
}

/// Whether a block is a list, of which most items name a few things behind their own names in bold.
pub(super) fn names_some(block: &Block) -> bool {
    const FEWEST: usize = 3;
    let names_some = |item: &&ListItem| {
        let text = item.text.text.trim();
        let detail = text.split_once(": ").map_or("", |(_, detail)| detail);
        item.blocks.is_empty() && item.text.opens_bold() && detail.contains(", ") && !text.ends_with(['.', '!', '?'])
    };
    match &block.kind {
        Kind::List(items) => items.len() >= FEWEST && items.iter().filter(names_some).count() * 5 >= items.len() * 4,
        _ => false,
    }
}

/// Whether each sub-heading, of two at least, has a list in a fence below it and nothing else.
fn is_fenced(section: &Section<'_>) -> bool {
    let lists = |child: &Section<'_>| {
        let mut blocks = child.blocks.iter().filter(|block| !matches!(block.kind, Kind::Rule));
        matches!((blocks.next(), blocks.next()), (Some(Block { kind: Kind::Code(code), .. }), None) if fence::listed(code).is_some())
            && child.children.is_empty()
    };
    section.children.len() > 1 && section.children.iter().all(lists)
}
