//! Keys, ids, titles, paths and steps of agent specs.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use super::sections::{Heading, Shape};
use super::text::Text;
use super::{Fetch, across, links, sections, topics};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{AgentIx, is_structural};
use crate::content::model::{Agent, Path};
use crate::content::names::{did_you_mean, nearest, slug};
use crate::content::spec;

/// The pack around an agent, and its place there.
pub(super) type Across<'a> = Option<(&'a across::Across<'a>, AgentIx)>;

/// A longer title, in characters, is a sentence.
const LONGEST_TITLE: usize = 100;

/// What sections are read as whose sub-headings are walked like paths.
const ARE_WALKED: [&str; 2] = ["paths", "topics"];

/// The keys of a spec's front matter that mean something here. What else is there belongs to other programs.
const KEYS: [&str; 5] = ["name", "title", "description", "capabilities", "sections"];

pub(super) fn check(agent: &Agent, mut text: Text, across: Across<'_>, fetch: Fetch<'_>) -> Vec<Diagnostic> {
    let shape = sections::shape(&text);
    let known = pathless(agent, &shape, &mut text, fetch);
    sections::check(&shape.headings, &mut text, |heading| {
        known.contains(&heading.range.start)
    });
    keys(&mut text);
    links::check(&shape.targets, &mut text);
    links::broken(&shape.broken, &mut text);
    if across.is_some() {
        links::outside(&shape.targets, &agent.file, &mut text);
    }
    roadmaps(agent, &shape, &mut text);
    roles(agent, &mut text);
    let paths = paths(agent, &shape, &mut text);
    long_titles(agent, &paths, &mut text);
    if let Some((across, ix)) = across {
        in_pack(agent, ix, &mut text, across);
        topics::check(ix, &mut text, across);
    }
    text.close()
}

fn in_pack(agent: &Agent, ix: AgentIx, text: &mut Text, across: &across::Across<'_>) {
    let of_title = across.holder_of_title(agent, ix);
    let of_id = across.holder_of_id(agent, ix);
    if let Some(holder) = of_id {
        // One spec twice is one remark.
        let title = if of_title == of_id { ", and the same title" } else { "" };
        text.say(
            Severity::Warning,
            "agent-id-taken",
            0,
            format!(
                "{} has the id `{}` already{title}; this agent goes by `{}`",
                holder.display(),
                across::own_id(agent),
                agent.id
            ),
            "progress is kept under ids, which come from the names of files, and of folders for SKILL.md: give this one another name",
        );
    }
    if let Some(holder) = of_title.filter(|_| of_title != of_id) {
        let at = title(agent, text);
        text.say(
            Severity::Warning,
            "agent-title-taken",
            at,
            format!("{} has the title `{}`, too", holder.display(), agent.title),
            "give each a title of its own, so that learners can tell them apart",
        );
    }
}

/// Where an agent's title stands.
fn title(agent: &Agent, text: &Text) -> usize {
    let given = ["title", "name"].iter().find_map(|key| text.front.get(key));
    text.item(&agent.title, text.markdown())
        .or_else(|| given.map(|entry| entry.at))
        .unwrap_or(0)
}

/// Keys that were likely meant for others. Programs that read specs have many keys of their own.
fn keys(text: &mut Text) {
    let free: Vec<&str> = KEYS.into_iter().filter(|key| text.front.get(key).is_none()).collect();
    let meant = |key: &str| nearest(key, free.iter().copied());
    let slips: Vec<(usize, String, &str)> = text
        .front
        .entries
        .iter()
        .filter(|entry| !KEYS.contains(&entry.key.as_str()))
        .filter_map(|entry| Some((entry.at, entry.key.clone(), meant(&entry.key)?)))
        .collect();
    for (at, key, meant) in slips {
        let hint = did_you_mean(Some(meant), "other keys are for other programs, and not shown");
        text.say(
            Severity::Warning,
            "spec-key",
            at,
            format!("a spec has no `{key}`; it is kept and means nothing"),
            &hint,
        );
    }
}

/// Remarks on headings among paths that list no step, and returns where those stand that have nothing below them at all.
/// Of the heading of the paths itself the reader has spoken.
fn pathless(agent: &Agent, shape: &Shape, text: &mut Text, fetch: Fetch<'_>) -> HashSet<usize> {
    let has_paths = agent
        .recognised
        .iter()
        .any(|section| ARE_WALKED.contains(&&*section.read_as));
    let Some(bytes) = fetch(&agent.file).filter(|_| has_paths) else {
        return HashSet::new();
    };
    let (_, outline) = spec::read_with_headings(&bytes, &agent.file);
    let by_line: HashMap<usize, &Heading> = shape
        .headings
        .iter()
        .map(|heading| (text.line(heading.range.start), heading))
        .collect();
    let mut known = HashSet::new();
    // The paths around a heading.
    let mut above: Vec<&spec::Heading> = Vec::new();
    let mut bare: Vec<(String, usize, Vec<&Heading>)> = Vec::new();
    for found in &outline {
        while above.last().is_some_and(|paths| paths.level >= found.level) {
            above.pop();
        }
        if let (true, Some(heading), Some(paths)) = (found.is_bare, by_line.get(&found.line), above.last()) {
            if heading.is_empty() {
                known.insert(heading.range.start);
                text.say(
                    Severity::Warning,
                    "path-empty",
                    heading.range.start,
                    format!("nothing stands below `{}`, so it is no path", heading.title),
                    "list its steps, one item each, or take the heading out",
                );
            } else if let Some((_, _, all)) = bare.iter_mut().rev().find(|(_, line, _)| *line == paths.line) {
                all.push(heading);
            } else {
                bare.push((paths.title.clone(), paths.line, vec![heading]));
            }
        }
        if found.read_as.is_some_and(|field| ARE_WALKED.contains(&field)) {
            above.push(found);
        }
    }
    for (paths, _, headings) in bare {
        let Some(first) = headings.first() else { continue };
        text.say(
            Severity::Info,
            "path-empty",
            first.range.start,
            format!(
                "no path was made of {} below `{paths}`, since no list of steps stands there",
                named(&headings)
            ),
            "what a path leads through is what is listed, one item a step; the text is kept and shown elsewhere",
        );
    }
    known
}

/// "`A`, `B` and 3 more".
fn named(headings: &[&Heading]) -> String {
    /// More are counted, and not named.
    const MOST: usize = 3;
    let names: Vec<String> = headings
        .iter()
        .take(MOST)
        .map(|heading| format!("`{}`", heading.title))
        .collect();
    match headings.len().saturating_sub(MOST) {
        0 => match names.as_slice() {
            [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
            _ => names.concat(),
        },
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// Addresses of roadmaps that stand in the text without being links; those of links were looked at.
fn roadmaps(agent: &Agent, shape: &Shape, text: &mut Text) {
    let targets: HashSet<&str> = shape.targets.iter().map(|target| target.url.as_str()).collect();
    for link in &agent.roadmaps {
        let short = link.url.trim_start_matches("https://");
        if targets.contains(link.url.as_str()) || targets.contains(short) {
            continue;
        }
        if links::is_wrong(&link.url) {
            let at = text.find(short, text.markdown()).unwrap_or(text.front.body);
            links::say(short, at, text);
        }
    }
}

/// Roles of the same name.
fn roles(agent: &Agent, text: &mut Text) {
    // By name, where the last one with it ends; that of the first is looked for when there is a second.
    let mut known: HashMap<String, Option<usize>> = HashMap::new();
    let markdown = text.markdown();
    for role in &agent.roles {
        let find = |from: usize| {
            let found = text.item(&role.name, from..markdown.end)?;
            let end = text.part(found..markdown.end).find('\n');
            Some((found, end.map_or(markdown.end, |end| found + end)))
        };
        let Some(last) = known.get_mut(&slug(&role.name)) else {
            known.insert(slug(&role.name), None);
            continue;
        };
        let from = last
            .or_else(|| find(markdown.start).map(|(_, end)| end))
            .unwrap_or(markdown.start);
        let (at, end) = find(from).unwrap_or((from, from));
        *last = Some(end);
        text.say(
            Severity::Warning,
            "role-twice",
            at,
            format!(
                "the agent has a role `{}` already; this one goes by the id `{}`",
                role.name, role.id
            ),
            "make one role of the two, or give one another name",
        );
    }
}

/// Where each path stands, from its heading to the next one's: remarks on those of the same title, and on topics that one
/// of them meets twice.
fn paths(agent: &Agent, shape: &Shape, text: &mut Text) -> Vec<Range<usize>> {
    let mut headings: HashMap<String, VecDeque<usize>> = HashMap::new();
    for heading in &shape.headings {
        headings
            .entry(slug(&heading.title))
            .or_default()
            .push_back(heading.range.start);
    }
    let markdown = text.markdown();
    let mut cursor = markdown.start;
    let mut starts = Vec::with_capacity(agent.paths.len());
    for path in &agent.paths {
        let known = headings.get_mut(&slug(&path.title));
        let mut at = None;
        if let Some(known) = known {
            while let Some(next) = known.pop_front() {
                if next >= cursor {
                    at = Some(next);
                    break;
                }
            }
        }
        let at = at
            .or_else(|| text.item(&path.title, cursor..markdown.end))
            .unwrap_or(cursor);
        starts.push(at);
        cursor = at;
    }
    let ends = starts.iter().skip(1).copied().chain([markdown.end]);
    let places: Vec<Range<usize>> = starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
    let mut known: HashSet<String> = HashSet::new();
    for (path, place) in agent.paths.iter().zip(&places) {
        if !known.insert(slug(&path.title)) {
            let at = text.item(&path.title, place.clone()).unwrap_or(place.start);
            text.say(
                Severity::Warning,
                "path-twice",
                at,
                format!(
                    "the agent has a path `{}` already; this one goes by the id `{}`",
                    path.title, path.id
                ),
                "make one path of the two, or give one another title",
            );
        }
        repeated(path, place, text);
    }
    places
}

/// Where in a path a step is met: in its group, below the step that it is a part of.
type Place = (usize, Option<usize>);

fn repeated(path: &Path, place: &Range<usize>, text: &mut Text) {
    let mut first: HashMap<String, Place> = HashMap::new();
    let mut twice: HashMap<usize, Severity> = HashMap::new();
    let mut number = 0;
    for (group, content) in path.groups.iter().enumerate() {
        let mut above: Vec<(u8, usize)> = Vec::new();
        for step in &content.steps {
            while above.last().is_some_and(|(depth, _)| *depth >= step.depth) {
                above.pop();
            }
            let met = (group, above.last().map(|(_, number)| *number));
            above.push((step.depth, number));
            let name = slug(&step.title);
            // "Project" at the end of each group is another one each time.
            if !is_structural(&name) {
                match first.get(&name) {
                    // Groups may well share a step: "Storage" of two clouds.
                    Some(known) if *known == met => _ = twice.insert(number, Severity::Warning),
                    Some(_) => _ = twice.insert(number, Severity::Info),
                    None => _ = first.insert(name, met),
                }
            }
            number += 1;
        }
    }
    if twice.is_empty() {
        return;
    }
    let mut cursor = place.start;
    for (number, step) in path.steps().enumerate() {
        let found = text.item(&step.title, cursor..place.end);
        let at = found.unwrap_or(cursor);
        if let Some(severity) = twice.get(&number) {
            let message = format!(
                "the path `{}` has the step `{}` already; both are one topic, learned once",
                path.title, step.title
            );
            let hint = "keep one of them, or say in its title what the other one is about";
            text.say(*severity, "step-twice", at, message, hint);
        }
        // From behind the title on: the next one may be the same.
        let first = text.part(at..place.end).chars().next().map_or(0, char::len_utf8);
        cursor = if found.is_some() { at + first } else { cursor };
    }
}

fn long_titles(agent: &Agent, paths: &[Range<usize>], text: &mut Text) {
    let markdown = text.markdown();
    let of_agent = std::iter::once(&agent.title)
        .chain(agent.roles.iter().map(|role| &role.name))
        .chain(agent.stacks.iter().map(|stack| &stack.title))
        .map(|title| (title, markdown.clone()));
    let of_paths = agent.paths.iter().zip(paths).flat_map(|(path, place)| {
        let titles = std::iter::once(&path.title).chain(path.steps().map(|step| &step.title));
        titles.map(|title| (title, place.clone()))
    });
    let mut known = HashSet::new();
    for (title, within) in of_agent.chain(of_paths) {
        let length = title.chars().count();
        if length > LONGEST_TITLE && known.insert(title) {
            let start = within.start;
            let at = text.item(title, within).unwrap_or(start);
            text.say(
                Severity::Info,
                "title-long",
                at,
                format!("this title has {length} characters, and is cut off in lists"),
                "put what it is in a few words, and the rest behind a dash",
            );
        }
    }
}
