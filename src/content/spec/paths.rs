//! Learning paths; areas of expertise are read the same way.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::block::{Block, Kind, ListItem};
use super::body;
use super::classify::{self, Class, Says};
use super::context::{self, Context};
use super::entries::{self, Collector, Entry, EntryGroup, Options};
use super::family;
use super::fence::Drawings;
use super::guess;
use super::item::{Addresses, Item};
use super::layout;
use super::named;
use super::stack;
use super::subjects;
use super::tables;
use super::text::join;
use super::tree::Section;
use crate::content::model::{Group, Path, PathKind, Recognised, Step};

/// What was listed under one heading, and the text around it.
type Listed = (Vec<EntryGroup>, Vec<Range<usize>>);

/// How the parts of a course are read that stand by themselves.
pub(super) const OPTIONS: Options = Options {
    addresses: Addresses::Take,
    drawings: Drawings::Plans,
    set_remarks_aside: true,
    bold_lines: true,
};

/// Makes a path of a section whose heading counts a part of a course.
pub(super) fn read_one(section: &Section<'_>, collector: Collector<'_>, cx: &mut Context<'_>) {
    cx.recognise(section, Class::Paths);
    let steps = push(section, Class::Paths, collector, cx);
    cx.made
        .insert(section.range.start, context::Made::Path(Class::Paths, steps));
    body::read_named_below(cx, section);
}

/// Reads a section of paths: each sub-heading is one; what is listed under the heading itself is one too. Where nothing
/// is listed anywhere, the sub-headings are the steps.
pub(super) fn read(section: &Section<'_>, class: Class, cx: &mut Context<'_>) {
    let heading = cx.recognise(section, class);
    if class == Class::Topics {
        layout::learn(section, cx);
    }
    let options = Options {
        addresses: Addresses::Take,
        // What is drawn below a subject explains it; only a path is drawn itself.
        drawings: if class == Class::Topics {
            Drawings::No
        } else {
            Drawings::Plans
        },
        set_remarks_aside: true,
        bold_lines: false,
    };
    // Directly under the heading such lines are the path; deeper down they say how long it takes.
    let own = Options {
        bold_lines: true,
        ..options
    };
    let mut collector = Collector::new(cx.text, own);
    let mut has_rows = false;
    for blocks in section
        .blocks
        .split_inclusive(|block| matches!(block.kind, Kind::Table(_)))
    {
        let rows = blocks.split_last().filter(|_| class == Class::Paths);
        let rows = rows.and_then(|(last, before)| push_rows(last, cx).then_some(before));
        has_rows |= rows.is_some();
        collector.blocks(rows.unwrap_or(blocks));
    }
    let has_own = if has_rows && collector.is_empty() {
        let (_, rest) = collector.finish();
        cx.more(&heading, &rest);
        true
    } else {
        push(section, class, collector, cx) > 0 || has_rows
    };
    if !has_own {
        cx.more(&heading, &[section.own_text()]);
    }
    // Where the subjects were listed already, what comes below them soon turns to how the agent works, and stays there.
    let first_aside = section
        .children
        .iter()
        .position(|child| class == Class::Topics && has_own && cx.heard(child).may_be_aside);
    let is_behind = |at: usize| first_aside.is_some_and(|first| at >= first);
    let mut children: Vec<(&Section<'_>, Option<Collector<'_>>)> = section
        .children
        .iter()
        .enumerate()
        .map(|(at, child)| {
            let listed = (!is_other(child, class, cx) && !is_behind(at)).then(|| {
                let mut collector = Collector::new(cx.text, options);
                collector.section_without(child, &cx.overrides);
                if class == Class::Paths && child.children.is_empty() && collector.is_empty() {
                    collector.names(child.blocks);
                }
                collector
            });
            (child, listed)
        })
        .collect();
    if !has_own && are_properties(children.iter().filter_map(|(_, listed)| listed.as_ref())) {
        for (_, listed) in &mut children {
            *listed = listed.as_ref().map(|_| Collector::new(cx.text, options));
        }
    }
    let bare = |(_, listed): &&(_, Option<Collector<'_>>)| listed.as_ref().is_some_and(Collector::is_empty);
    let are_steps = !has_own
        && children.iter().filter(bare).count() > 1
        && children.iter().all(|child| child.1.is_none() || bare(&child));
    if are_steps {
        let steps: Vec<&Section<'_>> = children.iter().filter(bare).map(|(child, _)| *child).collect();
        push_headings(section, class, &steps, cx);
    }
    for (at, (child, listed)) in children.into_iter().enumerate() {
        let title = context::title(child);
        match listed {
            Some(collector) if !collector.is_empty() => {
                let steps = push(child, class, collector, cx);
                cx.made.insert(child.range.start, context::Made::Path(class, steps));
                body::read_named_below(cx, child);
            }
            Some(_) if cx.overrides.names_below(child) => body::read_section(cx, child),
            Some(_) => {
                cx.keep(child);
                if !are_steps {
                    cx.made.insert(child.range.start, context::Made::Bare);
                }
            }
            None if !cx.overrides.has(&title) && classify::beside(&title).is_some() => {
                let class = classify::beside(&title).unwrap_or(class);
                body::read_as(cx, child, class);
            }
            None if (is_behind(at) || cx.heard(child).may_be_aside) && !cx.overrides.has(&title) => {
                cx.keep(child);
                body::read_named_below(cx, child);
            }
            None => body::read_section(cx, child),
        }
    }
}

/// Whether a section below paths is none: by its author's word, or because it speaks of something else.
fn is_other(section: &Section<'_>, class: Class, cx: &Context<'_>) -> bool {
    let Some(heading) = section.heading else {
        return false;
    };
    // "5. Technologies & Tools" is a part of the path; beside subjects the same is a stack.
    let other = |other| match other {
        Class::Stack => class == Class::Topics,
        // A section of subjects or paths again.
        Class::Topics | Class::Paths => section.children.len() > 1,
        other => matches!(
            other,
            Class::WhenToUse
                | Class::Related
                | Class::Roadmaps
                | Class::Prerequisites
                | Class::Resources
                | Class::Outcomes
        ),
    };
    cx.overrides.has(&heading.text)
        || cx.heard(section).may_be_aside && speaks_of_else(section, class, cx)
        || class == Class::Topics
            && (classify::is_counted_order(&heading.text) || heading.text.to_lowercase().contains("mandatory"))
        || classify::unmistakable(&heading.text).is_some()
        || matches!(cx.heard(section).says, Some(Says::Holds(class)) if other(class))
}

/// Whether what is listed in each of several sections are the same few things ("Goal", "Output"), which say something of
/// the section and are no steps.
pub(super) fn are_properties<'c, 't: 'c>(listed: impl Iterator<Item = &'c Collector<'t>>) -> bool {
    let listed: Vec<Vec<String>> = listed
        .map(Collector::titles)
        .filter(|titles| !titles.is_empty())
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for titles in &listed {
        let unique: HashSet<&str> = titles.iter().map(String::as_str).collect();
        for title in unique {
            *counts.entry(title).or_default() += 1;
        }
    }
    let is_common = |title: &&String| {
        counts
            .get(title.as_str())
            .is_some_and(|count| *count * 2 > listed.len())
    };
    let all = listed.iter().flatten().count();
    let common = listed.iter().flatten().filter(is_common);
    let labels: HashSet<&String> = common.clone().collect();
    listed.len() > 2 && labels.len() > 1 && common.count() * 4 > all * 3
}

/// Whether "Best practices" beside subjects name some themselves: plain items of a few words, and nothing else.
fn are_practices(section: &Section<'_>) -> bool {
    const LONGEST: usize = 8;
    let names_one = |item: &ListItem| {
        item.blocks.is_empty() && item.text.marks.is_empty() && item.text.text.split_whitespace().count() <= LONGEST
    };
    let is_list =
        |block: &&Block| matches!(&block.kind, Kind::List(items) if items.len() > 2 && items.iter().all(names_one));
    let mut blocks = section.blocks.iter().filter(|block| !matches!(block.kind, Kind::Rule));
    context::title(section).eq_ignore_ascii_case("best practices")
        && section.children.is_empty()
        && blocks.next().as_ref().is_some_and(is_list)
        && blocks.next().is_none()
}

/// Whether a section whose heading may speak of something beside paths does so.
fn speaks_of_else(section: &Section<'_>, class: Class, cx: &Context<'_>) -> bool {
    if cx.heard(section).is_aside {
        !(class == Class::Topics && are_practices(section))
    } else {
        !subjects::are_subjects(section, cx.text)
    }
}

/// Makes a path of what was collected under a heading, unless that has no step; returns the number of steps.
fn push(section: &Section<'_>, class: Class, mut collector: Collector<'_>, cx: &mut Context<'_>) -> usize {
    let drawn = collector.drawn;
    let tools = collector.take_tools();
    if !tools.is_empty() {
        stack::push(context::title(section), String::new(), tools, cx);
    }
    if !collector.is_empty() {
        cx.keep_beside(collector.take_beside(), class);
    }
    let (groups, rest): Listed = collector.finish();
    if groups.is_empty() {
        return 0;
    }
    let groups: Vec<Group> = groups
        .into_iter()
        .map(|group| Group {
            title: group.title,
            steps: group.entries.into_iter().map(|entry| step(entry, cx)).collect(),
        })
        .collect();
    let count = groups.iter().map(|group| group.steps.len()).sum();
    if let Some(drawn) = drawn {
        let title = context::title(section);
        cx.guess(
            section,
            "guessed-steps",
            format!("steps of \u{201c}{title}\u{201d} were read out of {drawn}"),
        );
    }
    // Labels that each name a path make paths of what they label.
    let names_path = |group: &Group| group.title.as_deref().is_some_and(guess::is_track);
    let speaks_of_paths = matches!(cx.heard(section).says, Some(Says::Holds(Class::Paths)));
    if class == Class::Paths && speaks_of_paths && groups.len() > 1 && groups.iter().all(names_path) {
        cx.more(&context::title(section), &rest);
        for group in groups {
            let title = group.title.unwrap_or_default();
            let steps = group.steps;
            push_titled(title, class, vec![Group { title: None, steps }], String::new(), cx);
        }
        return count;
    }
    let intro = entries::markdown(cx.text, &rest);
    push_path(section, class, groups, intro, cx);
    count
}

/// Makes a path of each row of a table that lays out one in each; returns whether it does.
fn push_rows(block: &Block, cx: &mut Context<'_>) -> bool {
    let Kind::Table(table) = &block.kind else {
        return false;
    };
    let Some(rows) = tables::paths(table) else {
        return false;
    };
    for row in rows {
        let id = cx.unique_id("path", &row.title);
        let step = |title| Step {
            title,
            ..Step::default()
        };
        cx.agent.paths.push(Path {
            kind: PathKind::Path,
            id,
            title: row.title,
            intro: row.said,
            groups: vec![Group {
                title: None,
                steps: row.steps.into_iter().map(step).collect(),
            }],
        });
    }
    let head = entries::head(table);
    cx.agent.recognised.push(Recognised {
        heading: head,
        read_as: Class::Paths.name().into(),
    });
    true
}

/// Makes a path of sections that are written out: each is a step, and is kept as text besides.
pub(super) fn push_written(title: &str, sections: &[&Section<'_>], cx: &mut Context<'_>) {
    let message = format!(
        "\u{201c}{}\u{201d} and its like ({} in all) were read as the steps of a path, since the file teaches and they count its parts",
        context::title(sections[0]),
        sections.len()
    );
    cx.guess(sections[0], "guessed-steps", message);
    push_titled(
        title.to_owned(),
        Class::Paths,
        vec![titles(sections)],
        String::new(),
        cx,
    );
}

/// Makes a path of which the sub-headings are the steps; what stands below them is kept as text elsewhere.
fn push_headings(section: &Section<'_>, class: Class, children: &[&Section<'_>], cx: &mut Context<'_>) {
    let title = context::title(section);
    let message = format!("nothing is listed in \u{201c}{title}\u{201d}, so its sub-headings were read as its steps");
    cx.guess(section, "guessed-steps", message);
    push_titled(title, class, vec![titles(children)], String::new(), cx);
}

/// Steps that are called as sections are.
fn titles(sections: &[&Section<'_>]) -> Group {
    let step = |section: &&Section<'_>| Step {
        title: context::title(section),
        ..Step::default()
    };
    Group {
        title: None,
        steps: sections.iter().map(step).collect(),
    }
}

fn push_path(section: &Section<'_>, class: Class, groups: Vec<Group>, intro: String, cx: &mut Context<'_>) {
    push_titled(context::title(section), class, groups, intro, cx);
}

fn push_titled(title: String, class: Class, groups: Vec<Group>, intro: String, cx: &mut Context<'_>) {
    let id = cx.unique_id("path", &title);
    cx.agent.paths.push(Path {
        kind: if class == Class::Topics {
            PathKind::Topics
        } else {
            PathKind::Path
        },
        id,
        title,
        intro,
        groups,
    });
}

fn step(mut entry: Entry, cx: &mut Context<'_>) -> Step {
    cx.in_step(&entry.range);
    name_by_what_is_said(&mut entry.item);
    Step {
        mentions: entry.item.mentions().into(),
        detail: entry.item.said().into(),
        title: entry.item.title,
        topic: String::new(),
        links: entry.item.links.into(),
        depth: entry.depth,
    }
}

/// "Week 1: Syntax" is a step called Syntax, which takes a week.
fn name_by_what_is_said(item: &mut Item) {
    let is_counted = |name: &str| named::is_named_period(name) || family::counts_a_lesson(name);
    if item.detail.is_empty()
        && let Some((count, name)) = item.title.split_once(": ").filter(|(count, _)| is_counted(count))
    {
        item.note = join(&[count, &item.note], " \u{b7} ");
        item.title = name.trim().to_owned();
    } else if is_counted(&item.title) && !item.detail.is_empty() {
        let (title, rest) = item.detail.split_once('\n').unwrap_or((&item.detail, ""));
        let (title, rest) = (title.to_owned(), rest.to_owned());
        item.note = join(&[&item.title, &item.note], " \u{b7} ");
        (item.title, item.detail) = (title, rest);
    }
}
