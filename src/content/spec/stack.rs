//! Technology stacks.

use super::classify::Class;
use super::context::Context;
use super::entries::{self, Collector, Entry, EntryGroup, Options};
use super::item::Addresses;
use super::text::join;
use super::tree::Section;
use crate::content::model::{Stack, Tool, ToolGroup};
use crate::content::names;

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    any_fence: false,
    bold_lines: true,
};

/// Reads a stack: labels and sub-headings are its groups.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) {
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.section(section);
    let (groups, rest) = collector.finish();
    if groups.is_empty() {
        cx.keep(section);
        return;
    }
    let title = cx.recognise(section, Class::Stack);
    let groups = groups.into_iter().flat_map(split).collect();
    cx.agent.stacks.push(Stack {
        title,
        intro: entries::markdown(cx.text, &rest),
        groups,
    });
}

/// An entry that only opens a nested list is a label: the list below it is a group of its own.
fn split(group: EntryGroup) -> Vec<ToolGroup> {
    let mut groups = vec![ToolGroup {
        title: group.title.clone(),
        tools: Vec::new(),
    }];
    let mut rest = group.entries.into_iter().peekable();
    let mut in_nested = false;
    while let Some(entry) = rest.next() {
        let opens = rest.peek().is_some_and(|next| next.depth > entry.depth);
        let is_label = entry.depth == 0 && opens && entry.item.said().is_empty() && entry.item.links.is_empty();
        if is_label {
            let title = join(&[group.title.as_deref().unwrap_or(""), &entry.item.title], " · ");
            groups.push(ToolGroup {
                title: Some(title),
                tools: Vec::new(),
            });
        } else if entry.depth == 0 && in_nested {
            groups.push(ToolGroup {
                title: group.title.clone(),
                tools: Vec::new(),
            });
        }
        in_nested = is_label || in_nested && entry.depth > 0;
        if let Some(last) = groups.last_mut().filter(|_| !is_label) {
            last.tools.push(tool(entry));
        }
    }
    groups.retain(|group| !group.tools.is_empty());
    groups
}

fn tool(entry: Entry) -> Tool {
    let note = entry.item.said();
    let mentions = names::tool_mentions(&entry.item.title, &note);
    Tool {
        mentions,
        name: entry.item.title,
        note,
        topic: None,
        links: entry.item.links,
    }
}
