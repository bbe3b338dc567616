//! Agent specs: Markdown with front matter, in whatever way it was written.
//!
//! ```text
//! bytes -> encoding -> front matter -> block (Markdown) -> tree (sections) -> classify (headings)
//!                                                           |
//!               entries (lists, tables, drawn plans) + item <-+-> roles, paths, stack, levels, lists -> Agent
//! ```
//!
//! Reading never fails and drops nothing: text that fits no field is kept as Markdown, and every guess has a diagnostic.

mod block;
mod classify;
mod context;
mod entries;
mod fence;
mod inline;
mod item;
mod levels;
mod links;
mod lists;
mod named;
mod paths;
mod roles;
mod stack;
mod text;
mod tree;

use std::collections::HashSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use self::block::{Block, Kind, Parsed};
use self::classify::Class;
use self::context::Context;
use self::text::one_line;
use self::tree::Section;
use super::diagnostic::{Diagnostic, Finding, Severity};
use super::encoding::{self, Decoded, Repair, clean};
use super::front_matter::{self, FrontMatter, scalar, texts};
use super::model::{self, Agent};
use super::names;

/// A larger file is no spec.
const MAX_BYTES: usize = 8 * 1024 * 1024;
/// More list or quote markers than this on one line make the Markdown parser quadratic.
const MAX_MARKERS: usize = 100;
/// File names that say nothing: the folder's name stands for them.
const NAMELESS: &[&str] = &["skill", "agent", "readme", "index"];

/// Reads an agent spec. `file` is its path relative to the pack.
///
/// Never fails: what went wrong is in the agent's diagnostics, with [`Severity::Error`] where something could not be read.
pub fn read(bytes: &[u8], file: &Path) -> Agent {
    let name = stem(file);
    let agent = Agent {
        id: names::slug(&name),
        title: name,
        file: file.to_owned(),
        ..Agent::default()
    };
    if bytes.len() > MAX_BYTES {
        let message = format!(
            "the file has {} bytes; at most {MAX_BYTES} are read",
            bytes.len()
        );
        return refused(agent, "too-large", message, "split it into several specs");
    }
    let Ok(mut decoded) = encoding::decode(bytes) else {
        return refused(
            agent,
            "not-text",
            "the file is binary, not Markdown".to_owned(),
            "remove it from the folder of specs",
        );
    };
    let mut findings = encoding_findings(&decoded);
    if decoded.dedent() {
        findings.push(warning(
            "file-indented",
            0,
            "the whole file is indented; the indentation was taken off",
            "take the indentation off",
        ));
    }
    let front = front_matter::read(&decoded.text);
    findings.extend(front.findings.iter().cloned());
    let mut cx = Context::new(&decoded.text, agent);
    take_front_matter(&mut cx.agent, &front);
    read_body(&mut cx, &front, &mut findings);
    let mut agent = cx.agent;
    findings.sort_by_key(|finding| finding.at);
    agent.diagnostics = findings
        .into_iter()
        .map(|finding| place(finding, &decoded, file))
        .collect();
    agent
}

fn refused(mut agent: Agent, code: &'static str, message: String, hint: &str) -> Agent {
    let file = agent.file.clone();
    agent.diagnostics.push(Diagnostic {
        severity: Severity::Error,
        code,
        file,
        line: 1,
        column: 1,
        message,
        hint: hint.to_owned(),
    });
    agent
}

fn stem(file: &Path) -> String {
    let name = |path: &Path| {
        path.file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
    };
    let own = name(file).unwrap_or_default();
    let parent = file
        .parent()
        .and_then(Path::file_name)
        .map(|folder| folder.to_string_lossy().into_owned());
    match parent {
        Some(parent) if NAMELESS.contains(&own.to_lowercase().as_str()) => clean(parent),
        _ => clean(own),
    }
}

fn warning(code: &'static str, at: usize, message: impl Into<String>, hint: &str) -> Finding {
    Finding {
        severity: Severity::Warning,
        code,
        at,
        message: message.into(),
        hint: hint.to_owned(),
    }
}

fn place(finding: Finding, decoded: &Decoded, file: &Path) -> Diagnostic {
    let (line, column) = decoded.position(finding.at);
    let Finding {
        severity,
        code,
        message,
        hint,
        ..
    } = finding;
    Diagnostic {
        severity,
        code,
        file: file.to_owned(),
        line,
        column,
        message: clean(message),
        hint,
    }
}

fn encoding_findings(decoded: &Decoded) -> Vec<Finding> {
    let mut findings = Vec::new();
    let first = decoded.text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    match decoded.repair {
        Some(Repair::Misread(table)) => {
            let message = format!(
                "the file is UTF-8 that was read as {table} and saved again; that was undone"
            );
            findings.push(warning(
                "encoding-repaired",
                first,
                message,
                "save the repaired text, so that every program shows it right",
            ));
        }
        Some(Repair::Utf16) => findings.push(warning(
            "encoding-utf-16",
            0,
            "the file is UTF-16",
            "save it as UTF-8",
        )),
        Some(Repair::Invalid { count, at }) => {
            let message = format!(
                "{count} places are no valid UTF-8 and were replaced; the first one is here"
            );
            findings.push(warning(
                "encoding-invalid",
                at,
                message,
                "save the file as UTF-8",
            ));
        }
        None => {}
    }
    if let Some((at, count)) = decoded.removed {
        let message = format!(
            "{count} control or text-direction characters were removed; the first one stood here"
        );
        findings.push(warning("control-characters", at, message, "remove them"));
    }
    findings
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
                "description" => {
                    agent.description = clean(
                        scalar(&entry.value).unwrap_or_else(|| texts(&entry.value).join(", ")),
                    );
                    !agent.description.is_empty() || entry.value.is_null()
                }
                "capabilities" => {
                    agent.capabilities = texts(&entry.value).into_iter().map(clean).collect();
                    !entry.value.is_mapping()
                }
                _ => false,
            };
        if !done {
            agent.front_matter.push((
                clean(entry.key.clone()),
                clean(entry.yaml.trim().to_owned()),
            ));
        }
    }
}

fn read_body(cx: &mut Context<'_>, front: &FrontMatter, findings: &mut Vec<Finding>) {
    let text = cx.text;
    let body = front.body..text.len();
    let parsed = match parse(text, body.start) {
        Ok(parsed) => parsed,
        Err(finding) => {
            findings.push(finding);
            cx.keep_raw(body);
            return;
        }
    };
    findings.extend(unclosed_fence(text, &parsed.blocks));
    take_roadmaps(cx, &text[..body.start], &parsed);
    let (blocks, footer) = split_footer(&parsed.blocks, body.end);
    let root = tree::build(blocks, body.start..footer.start);
    let names_itself = front.get("name").or(front.get("title")).is_some();
    read_root(cx, &root, names_itself, findings);
    cx.more("", &[footer]);
    take_links(cx, &parsed);
}

fn parse(text: &str, body: usize) -> Result<Parsed, Finding> {
    let refuse = |at: usize, message: &str| {
        let hint = "the text is kept as it stands; write it flatter".to_owned();
        Finding {
            severity: Severity::Error,
            code: "too-deeply-nested",
            at,
            message: message.to_owned(),
            hint,
        }
    };
    if let Some(at) = over_nested_line(text, body) {
        return Err(refuse(
            at,
            "this line nests too many lists or quotes to be read",
        ));
    }
    match catch_unwind(AssertUnwindSafe(|| block::parse(text, body))) {
        Ok(Ok(parsed)) => Ok(parsed),
        Ok(Err(block::TooDeep)) => Err(refuse(
            body,
            "lists or quotes are nested too deeply to be read",
        )),
        Err(_) => Err(Finding {
            code: "markdown-unreadable",
            ..refuse(body, "the Markdown parser failed on this text")
        }),
    }
}

fn over_nested_line(text: &str, body: usize) -> Option<usize> {
    let mut at = body;
    for line in text[body..].split_inclusive('\n') {
        if line.len() > MAX_MARKERS {
            let is_marker = |byte: &u8| {
                matches!(
                    byte,
                    b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b' ' | b'\t' | b'0'..=b'9'
                )
            };
            let prefix = line.bytes().take_while(is_marker);
            if prefix
                .filter(|byte| matches!(byte, b'>' | b'-' | b'*' | b'+' | b'.' | b')'))
                .count()
                > MAX_MARKERS
                && line.contains(['>', ' '])
            {
                return Some(at);
            }
        }
        at += line.len();
    }
    None
}

/// A fence that is never closed makes code of the rest of the file.
fn unclosed_fence(text: &str, blocks: &[Block]) -> Option<Finding> {
    let block = blocks
        .last()
        .filter(|block| matches!(block.kind, Kind::Code(_)))?;
    let source = text[block.range.clone()].trim();
    let fence = if source.starts_with("~~~") {
        "~~~"
    } else {
        "```"
    };
    let is_open = source.starts_with(fence) && (!source.ends_with(fence) || !source.contains('\n'));
    is_open.then(|| {
        warning(
            "fence-unclosed",
            block.range.start,
            "this code fence is never closed, so everything below it is code",
            "close it with a line of three backticks",
        )
    })
}

/// Paragraphs behind the last rule of a file belong to no section.
fn split_footer(blocks: &[Block], end: usize) -> (&[Block], Range<usize>) {
    let Some(rule) = blocks
        .iter()
        .rposition(|block| matches!(block.kind, Kind::Rule))
    else {
        return (blocks, end..end);
    };
    let behind = &blocks[rule + 1..];
    if behind
        .iter()
        .all(|block| matches!(block.kind, Kind::Paragraph(_) | Kind::Other))
    {
        (&blocks[..rule], blocks[rule].range.end..end)
    } else {
        (blocks, end..end)
    }
}

fn read_root(
    cx: &mut Context<'_>,
    root: &Section<'_>,
    names_itself: bool,
    findings: &mut Vec<Finding>,
) {
    let title = root.children.iter().position(|section| section.level == 1);
    let mut preface = vec![root.blocks];
    if let Some(section) = title.map(|at| &root.children[at]) {
        let heading = context::title(section);
        if !heading.is_empty() {
            cx.agent.title = heading;
        }
        preface.push(section.blocks);
    } else if !names_itself {
        let message = format!(
            "the spec has no title; its file's name was taken: {}",
            cx.agent.title
        );
        findings.push(Finding {
            severity: Severity::Info,
            code: "title-missing",
            at: root.body,
            message,
            hint: "begin it with a `# Title`".to_owned(),
        });
    }
    forget_name(&mut cx.agent);
    read_preface(cx, &preface.concat());
    let section_level = section_level(root, title);
    for (at, section) in root.children.iter().enumerate() {
        if title == Some(at) {
            section
                .children
                .iter()
                .for_each(|child| read_section(cx, child, section_level));
        } else {
            read_section(cx, section, section_level);
        }
    }
}

/// The front matter's name that became the title is no unknown key.
fn forget_name(agent: &mut Agent) {
    let title = names::slug(&agent.title);
    let is_title =
        |key: &str, yaml: &str| matches!(key, "name" | "title") && names::slug(yaml) == title;
    agent
        .front_matter
        .retain(|(key, yaml)| !is_title(key, yaml));
}

/// Text before the first section: its first paragraph describes the agent when nothing else does.
fn read_preface(cx: &mut Context<'_>, blocks: &[Block]) {
    let mut rest: Vec<Range<usize>> = Vec::new();
    for block in blocks {
        match &block.kind {
            Kind::Paragraph(inline) if cx.agent.description.is_empty() => {
                cx.agent.description = one_line(&inline.text);
            }
            Kind::Rule => {}
            _ => rest.push(block.range.clone()),
        }
    }
    cx.more("", &rest);
}

/// The heading level that sections have in this file: the highest one used more than once.
fn section_level(root: &Section<'_>, title: Option<usize>) -> u8 {
    fn count(section: &Section<'_>, counts: &mut [usize; 7]) {
        for child in &section.children {
            counts[usize::from(child.level.min(6))] += 1;
            count(child, counts);
        }
    }
    let mut counts = [0; 7];
    count(root, &mut counts);
    if title.is_some() {
        counts[1] -= 1;
    }
    let level = counts
        .iter()
        .position(|count| *count > 1)
        .or_else(|| counts.iter().position(|count| *count > 0));
    level
        .and_then(|level| u8::try_from(level).ok())
        .unwrap_or(2)
}

fn read_section(cx: &mut Context<'_>, section: &Section<'_>, section_level: u8) {
    let class = classify_section(section, section_level);
    match class {
        Some(Class::Roles) => roles::read(section, cx),
        Some(Class::Paths) => paths::read(section, cx),
        Some(Class::Stack) => stack::read(section, cx),
        Some(Class::Levels) => levels::read(section, cx),
        Some(class) => lists::read(section, class, cx),
        None if section
            .children
            .iter()
            .any(|child| holds_known(child, section_level)) =>
        {
            let heading = context::title(section);
            let markdown = entries::markdown(cx.text, &[section.own_text()]);
            cx.agent.more.push(model::Section { heading, markdown });
            section
                .children
                .iter()
                .for_each(|child| read_section(cx, child, section_level));
        }
        None => cx.keep(section),
    }
}

fn classify_section(section: &Section<'_>, section_level: u8) -> Option<Class> {
    section
        .heading
        .and_then(|heading| classify::classify(&heading.text, section.level <= section_level))
}

fn holds_known(section: &Section<'_>, section_level: u8) -> bool {
    classify_section(section, section_level).is_some()
        || section
            .children
            .iter()
            .any(|child| holds_known(child, section_level))
}

/// Every link to a roadmap, once, in the order met; those in the front matter come first.
fn take_roadmaps(cx: &mut Context<'_>, front: &str, parsed: &Parsed) {
    let mut seen = HashSet::new();
    let found = links::in_raw(front, 0);
    for found in found
        .iter()
        .chain(&parsed.links)
        .filter(|found| links::is_roadmap(&found.link.url))
    {
        if seen.insert(found.link.url.as_str()) {
            cx.agent.roadmaps.push(found.link.clone());
        }
    }
}

/// Every other link that stands outside steps, once.
fn take_links(cx: &mut Context<'_>, parsed: &Parsed) {
    let mut seen = HashSet::new();
    for found in parsed
        .links
        .iter()
        .filter(|found| !links::is_roadmap(&found.link.url))
    {
        if !cx.is_in_step(found.at) && seen.insert(found.link.url.as_str()) {
            cx.agent.links.push(found.link.clone());
        }
    }
}
