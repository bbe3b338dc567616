//! Technology stacks.

use super::classify::Class;
use super::context::{self, Context};
use super::entries::{self, Collector, Entry, EntryGroup, Options};
use super::fence::Drawings;
use super::item::Addresses;
use super::subjects;
use super::text::join;
use super::tree::Section;
use crate::content::model::{Stack, Tool, ToolGroup};
use crate::content::names;

const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    drawings: Drawings::Pairs,
    set_remarks_aside: false,
    bold_lines: true,
};

/// Reads a stack: labels and sub-headings are its groups.
pub(super) fn read(section: &Section<'_>, cx: &mut Context<'_>) {
    let mut collector = Collector::new(cx.text, OPTIONS);
    collector.section(section);
    let drawn = collector.drawn;
    let beside = collector.take_beside();
    let (mut groups, mut rest) = collector.finish();
    // What to do where there is no tool is none.
    for group in &mut groups {
        let told = group.entries.extract_if(.., |entry| is_told(entry));
        rest.extend(told.map(|entry| entry.range));
    }
    groups.retain(|group| !group.entries.is_empty());
    rest.sort_by_key(|range| range.start);
    if groups.is_empty() {
        cx.keep(section);
        return;
    }
    let title = context::title(section);
    if are_permissions(&groups) {
        let message =
            format!("\u{201c}{title}\u{201d} says what the agent may use, and is no stack; it was kept as text");
        cx.guess(section, "guessed-permissions", message);
        cx.keep(section);
        return;
    }
    if let Some(drawn) = drawn {
        cx.guess(
            section,
            "guessed-tools",
            format!("tools of \u{201c}{title}\u{201d} were read out of {drawn}"),
        );
    }
    cx.recognise(section, Class::Stack);
    cx.keep_beside(beside, Class::Stack);
    let intro = entries::markdown(cx.text, &rest);
    push(title, intro, groups, cx);
}

/// Whether an entry is a sentence that tells somebody what to do.
fn is_told(entry: &Entry) -> bool {
    const LONGEST: usize = 8;
    let title = &entry.item.title;
    title.split_whitespace().count() > LONGEST && !subjects::is_name_of_subject(title)
}

/// Makes a stack of groups of entries.
pub(super) fn push(title: String, intro: String, groups: Vec<EntryGroup>, cx: &mut Context<'_>) {
    let groups = groups.into_iter().flat_map(split).collect();
    cx.agent.stacks.push(Stack { title, intro, groups });
}

/// What agents are let use by their front matter, and here and there by their text.
#[rustfmt::skip]
pub(super) const PERMISSIONS: &[&str] = &[
    "bash", "edit", "glob", "grep", "ls", "multiedit", "notebookedit", "notebookread", "read", "task", "todoread",
    "todowrite", "webfetch", "websearch", "write",
];

/// Whether most entries are not tools to learn, but those an agent may use itself.
fn are_permissions(groups: &[EntryGroup]) -> bool {
    let mut entries = groups.iter().flat_map(|group| &group.entries);
    let is_permission = |entry: &Entry| {
        let name = entry.item.title.to_lowercase();
        name.split([',', '/'])
            .all(|name| PERMISSIONS.contains(&name.trim()) || name.trim().starts_with("mcp__"))
    };
    let all = entries.clone().count();
    entries.by_ref().filter(|entry| is_permission(entry)).count() * 2 > all
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
        mentions: mentions.into(),
        name: entry.item.title,
        note,
        topic: None,
        links: entry.item.links.into(),
    }
}
