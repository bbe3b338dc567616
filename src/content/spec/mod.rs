//! Agent specs: Markdown with front matter, in whatever way it was written.
//!
//! ```text
//! bytes -> encoding -> front matter -> framed -> block (Markdown) -> tree (sections) -> overrides, classify (headings), guess,
//!                                                           |                  family, course, labelled, led, layout, catalogue,
//!                                                           |                  subjects
//!               entries (lists, tables, drawn plans) + item <-+-> roles, paths, stack, levels, lists -> Agent
//! ```
//!
//! Reading never fails and drops nothing: text that fits no field is kept as Markdown, and every guess has a diagnostic.

mod beside;
mod block;
mod body;
mod catalogue;
mod classify;
mod context;
mod course;
mod course_words;
mod entries;
mod family;
mod fence;
mod framed;
mod guess;
mod heading;
mod inline;
mod item;
mod kept;
mod labelled;
mod layout;
mod led;
mod levels;
mod links;
mod lists;
mod named;
mod outline;
mod overrides;
mod paths;
mod phrases;
mod roles;
mod shapes;
mod stack;
mod subjects;
mod tables;
mod text;
mod title;
mod tree;
mod wrapped;

use std::collections::HashSet;
use std::path::Path;

pub(super) use self::block::options as markdown_options;
use self::classify::Class;
use self::context::{Context, Made};
pub(super) use self::links::{bare, web_address};
pub use self::outline::links_of;
pub(super) use self::outline::outline;
use self::overrides::Overrides;
pub(super) use self::text::{bare_title, one_line};
use super::encoding::{Decoded, clean};
use super::front_matter::{self, FrontMatter, scalar, texts};
use super::markup::{self, Quotes};
use super::model::Agent;
use super::text_file::warning;
use super::{names, text_file};

/// File names that say nothing: the folder's name stands for them.
const NAMELESS: &[&str] = &["skill", "agent", "readme", "index"];

/// Ends of names that say what kind of spec a file is.
pub(super) const KINDS: [&str; 6] = [".agent", ".chatmode", ".instructions", ".persona", ".prompt", ".role"];

/// A heading of a spec, and what its section was taken for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Heading {
    /// Line, counted from 1, in the file as it is on disk.
    pub line: usize,
    /// 1 for `#`, 2 for `##`.
    pub level: u8,
    /// The heading without numbering and emoji.
    pub title: String,
    /// The agent's field that the section was read into ("paths"); `None` where it was kept as text, is read as a part of
    /// the section around it, or is the title.
    pub read_as: Option<&'static str>,
    /// What it is a list of, and how many of them it gave, in words; or what became of it otherwise.
    pub result: String,
    /// Whether it stands among paths and is none, since nothing is listed below it.
    #[serde(skip)]
    pub(super) is_bare: bool,
}

impl Heading {
    fn of(heading: body::Heading, decoded: &Decoded) -> Self {
        let (read_as, result) = match heading.made {
            Some(Made::Items(class, items)) => (Some(class.name()), format!("{}: {items}", body::noun(class))),
            Some(Made::Path(Class::Topics, steps)) => (
                Some(Class::Topics.name()),
                format!("an area of expertise, steps: {steps}"),
            ),
            Some(Made::Path(_, steps)) => (Some(Class::Paths.name()), format!("a path, steps: {steps}")),
            Some(Made::Text) => (None, "kept as text".to_owned()),
            Some(Made::Bare) => (None, "lists no steps, kept as text".to_owned()),
            None if heading.is_part => (None, "part of the section above".to_owned()),
            None if heading.is_kept => (None, "kept as text".to_owned()),
            None => (None, "title".to_owned()),
        };
        Self {
            line: decoded.position(heading.at).0,
            level: heading.level,
            title: clean(heading.title),
            read_as,
            result,
            is_bare: heading.made == Some(Made::Bare),
        }
    }
}

/// Reads an agent spec. `file` is its path relative to the pack.
///
/// Never fails: what went wrong is in the agent's diagnostics, with [`Severity::Error`](super::diagnostic::Severity::Error) where something could not be read.
pub fn read(bytes: &[u8], file: &Path) -> Agent {
    read_with_headings(bytes, file).0
}

/// Reads an agent spec, and says of each heading what its section was taken for.
pub fn read_with_headings(bytes: &[u8], file: &Path) -> (Agent, Vec<Heading>) {
    let name = stem(file);
    let agent = Agent {
        id: names::slug(&name),
        title: name,
        file: file.to_owned(),
        ..Agent::default()
    };
    let (mut decoded, mut findings) = match text_file::open(bytes, "specs") {
        Ok(opened) => opened,
        Err(refused) => {
            let diagnostics = vec![refused.diagnostic(file)];
            return (Agent { diagnostics, ..agent }, Vec::new());
        }
    };
    findings.extend(wrapped::open(&mut decoded.text));
    let front = front_matter::read(&decoded.text);
    findings.extend(front.findings.iter().cloned());
    framed::open(&mut decoded, front.body);
    markup::rewrite(&mut decoded, front.body, Quotes::Open);
    let overrides = Overrides::read(&decoded.text, &front, &mut findings);
    let mut cx = Context::new(&decoded.text, agent, overrides);
    take_front_matter(&mut cx.agent, &front);
    let headings = body::read(&mut cx, &front);
    let mut agent = cx.agent;
    findings.append(&mut cx.findings);
    agent.diagnostics = text_file::diagnostics(findings, &decoded, file);
    let headings = headings
        .into_iter()
        .map(|heading| Heading::of(heading, &decoded))
        .collect();
    (agent, headings)
}

/// What a spec is called after by its file: the folder, for `SKILL.md` and the like.
pub(super) fn stem(file: &Path) -> String {
    let name = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut own = name(file).unwrap_or_default();
    // `planner.agent.md` is the planner's.
    if let Some(kind) = KINDS
        .iter()
        .find(|kind| own.len() > kind.len() && own.ends_with(**kind))
    {
        own.truncate(own.len() - kind.len());
    }
    let parent = file
        .parent()
        .and_then(Path::file_name)
        .map(|folder| folder.to_string_lossy().into_owned());
    match parent {
        Some(parent) if NAMELESS.contains(&own.to_lowercase().as_str()) => clean(parent),
        _ => clean(own),
    }
}

fn take_front_matter(agent: &mut Agent, front: &FrontMatter) {
    for key in ["title", "name"] {
        if let Some(name) = front
            .get(key)
            .and_then(|entry| scalar(&entry.value))
            .filter(|name| !name.is_empty())
        {
            agent.title = one_line(&clean(name));
        }
    }
    let mut taken = HashSet::new();
    for entry in &front.entries {
        let is_first = taken.insert(entry.key.as_str());
        let done = is_first
            && match entry.key.as_str() {
                "sections" => entry.value.is_mapping(),
                "description" => {
                    agent.description = clean(scalar(&entry.value).unwrap_or_else(|| texts(&entry.value).join(", ")));
                    !agent.description.is_empty() || entry.value.is_null()
                }
                "capabilities" => {
                    agent.capabilities = texts(&entry.value).into_iter().map(clean).collect();
                    !entry.value.is_mapping()
                }
                _ => false,
            };
        if !done {
            agent
                .front_matter
                .push((clean(entry.key.clone()), clean(entry.yaml.trim().to_owned())));
        }
    }
}
