//! Rungs of a career progression.

use super::block::{Block, Kind};
use super::body;
use super::classify::Class;
use super::context::{self, Context};
use super::entries::{Collector, Entry, EntryGroup, Options};
use super::fence::Drawings;
use super::guess;
use super::item::Addresses;
use super::named::{self, Named};
use super::text::{bare_title, join, split_note};
use super::tree::Section;
use crate::content::model::Level;

// A level holds no links, so addresses stay in its text.
const OPTIONS: Options = Options {
    addresses: Addresses::Keep,
    drawings: Drawings::Any,
    set_remarks_aside: false,
    bold_lines: true,
};

/// Reads a progression: a list, a table, a drawn plan, labelled lists, or a heading for each rung.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) {
    let heading = cx.recognise(section, Class::Levels);
    read_blocks(section.blocks, &heading, cx);
    for child in &section.children {
        if cx.overrides.has(&context::title(child)) {
            body::read_section(cx, child);
            continue;
        }
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
            let below: Vec<_> = child.children.iter().map(|below| below.range.clone()).collect();
            cx.more(&title, &below);
            // Its rungs are counted with those of the section.
            cx.made.remove(&child.range.start);
        } else {
            let (named, beside, rest) = named::from_section(cx.text, child);
            cx.keep_beside(beside, Class::Levels);
            cx.more(&title, &rest);
            push(cx, named);
        }
    }
}

fn read_blocks(blocks: &[Block], heading: &str, cx: &mut Context<'_>) {
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.blocks(blocks);
    cx.keep_beside(collector.take_beside(), Class::Levels);
    let (groups, mut rest) = collector.finish();
    let leads = |group: &EntryGroup| {
        group
            .title
            .as_deref()
            .is_some_and(|label| leads_through_rungs(label, &group.entries))
    };
    let has_tracks = groups.iter().any(leads);
    for group in groups {
        match group.title {
            // Beside tracks, a label that is no rung speaks of something else.
            Some(label) if has_tracks && !guess::is_track(&label) && !guess::is_rung(&label) => {
                rest.extend(group.label);
                rest.extend(group.entries.into_iter().map(|entry| entry.range));
            }
            Some(label) if leads_through_rungs(&label, &group.entries) => {
                for mut named in named::from_entries(group.entries) {
                    named.detail = join(&[&label, &named.detail], "\n");
                    push(cx, named);
                }
            }
            Some(label) => push(cx, named::from_label(&label, group.entries)),
            None => {
                for named in named::from_entries(group.entries) {
                    push(cx, named);
                }
            }
        }
    }
    rest.sort_by_key(|range| range.start);
    cx.more(heading, &rest);
}

/// Whether a label names a track and no rung: what is listed below it are the rungs ("**Management Track**: Lead → Head").
fn leads_through_rungs(label: &str, entries: &[Entry]) -> bool {
    let names: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.depth == 0)
        .map(|entry| entry.item.title.as_str())
        .collect();
    guess::is_track(label) && guess::are_rungs(&names)
}

/// "Year 0-1: Novice" is called Novice, and takes a year.
fn name_by_what_is_said(named: &mut Named) {
    if !named::is_period(&named.name) || named.detail.is_empty() {
        return;
    }
    let (name, rest) = named.detail.split_once('\n').unwrap_or((&named.detail, ""));
    let detail = join(&[&named.name, rest], "\n");
    let name = name.to_owned();
    named.mentions.retain(|mention| *mention != name);
    (named.name, named.detail) = (name, detail);
}

fn push(cx: &mut Context<'_>, mut named: Named) {
    if let Some((name, note)) = split_note(&named.name) {
        let detail = join(&[note, &named.detail], " — ");
        (named.name, named.detail) = (name.to_owned(), detail);
    }
    name_by_what_is_said(&mut named);
    cx.agent.levels.push(Level {
        name: named.name,
        detail: named.detail.into(),
        mentions: named.mentions.into(),
    });
}
