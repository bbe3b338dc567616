//! Learning paths; areas of expertise are read the same way.

use super::classify::Class;
use super::context::Context;
use super::entries::{self, Collector, Entry, Options};
use super::item::Addresses;
use super::text::bare_title;
use super::tree::Section;
use crate::content::model::{Group, Path, Step};

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    any_fence: false,
    bold_lines: false,
};

/// Reads a section of paths: each sub-heading is one; what is listed under the heading itself is one too.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) {
    let heading = cx.recognise(section, Class::Paths);
    // Directly under the heading such lines are the path; deeper down they say how long it takes.
    let own = Options {
        bold_lines: true,
        ..OPTIONS
    };
    let mut collector = Collector::new(cx.text, own);
    collector.blocks(section.blocks);
    if !push(collector, &heading, cx) {
        cx.more(&heading, &[section.own_text()]);
    }
    for child in &section.children {
        let title = child
            .heading
            .map(|heading| bare_title(&heading.text))
            .unwrap_or_default();
        let mut collector = Collector::new(cx.text, OPTIONS);
        collector.section(child);
        if !push(collector, &title, cx) {
            cx.keep(child);
        }
    }
}

/// Makes a path of what was collected; false when that has no step.
fn push(collector: Collector<'_>, title: &str, cx: &mut Context<'_>) -> bool {
    let (groups, rest) = collector.finish();
    if groups.is_empty() {
        return false;
    }
    let id = cx.unique_id("path", title);
    let groups = groups.into_iter().map(|group| Group {
        title: group.title,
        steps: group.entries.into_iter().map(|entry| step(entry, cx)).collect(),
    });
    let path = Path {
        id,
        title: title.to_owned(),
        groups: groups.collect(),
        intro: entries::markdown(cx.text, &rest),
    };
    cx.agent.paths.push(path);
    true
}

fn step(entry: Entry, cx: &mut Context<'_>) -> Step {
    cx.in_step(&entry.range);
    Step {
        mentions: entry.item.mentions(),
        detail: entry.item.said(),
        title: entry.item.title,
        topic: String::new(),
        links: entry.item.links,
        depth: entry.depth,
    }
}
