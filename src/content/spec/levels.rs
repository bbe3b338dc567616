//! Rungs of a career progression.

use super::block::{Block, Kind};
use super::classify::Class;
use super::context::Context;
use super::entries::{Collector, Options};
use super::item::Addresses;
use super::named::{self, Named};
use super::text::bare_title;
use super::tree::Section;
use crate::content::model::Level;
use crate::content::names;

// A level holds no links, so addresses stay in its text.
const OPTIONS: Options = Options {
    addresses: Addresses::Keep,
    any_fence: true,
    bold_lines: true,
};

/// Reads a progression: a list, a table, a drawn plan, labelled lists, or a heading for each rung.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) {
    let heading = cx.recognise(section, Class::Levels);
    read_blocks(section.blocks, &heading, cx);
    for child in &section.children {
        let title = child
            .heading
            .map(|heading| bare_title(&heading.text))
            .unwrap_or_default();
        // A ladder drawn or tabled below a sub-heading: that heading names the ladder and not a rung.
        if child
            .blocks
            .iter()
            .any(|block| matches!(block.kind, Kind::Table(_) | Kind::Code(_)))
        {
            cx.recognise(child, Class::Levels);
            read_blocks(child.blocks, &title, cx);
            let below: Vec<_> = child
                .children
                .iter()
                .map(|below| below.range.clone())
                .collect();
            cx.more(&title, &below);
        } else {
            let (named, rest) = named::from_section(cx.text, child);
            cx.more(&title, &rest);
            push(cx, named);
        }
    }
}

fn read_blocks(blocks: &[Block], heading: &str, cx: &mut Context<'_>) {
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.blocks(blocks);
    let (groups, rest) = collector.finish();
    for group in groups {
        match group.title {
            Some(label) => push(cx, named::from_label(&label, group.entries)),
            None => named::from_entries(group.entries)
                .into_iter()
                .for_each(|named| push(cx, named)),
        }
    }
    cx.more(heading, &rest);
}

fn push(cx: &mut Context<'_>, named: Named) {
    let mut mentions = named.mentions;
    for name in named.detail.lines().flat_map(names::mentions) {
        if !mentions.contains(&name) {
            mentions.push(name);
        }
    }
    cx.agent.levels.push(Level {
        name: named.name,
        detail: named.detail,
        mentions,
    });
}
