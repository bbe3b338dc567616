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
mod body;
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
use std::path::Path;

use self::context::Context;
use self::text::one_line;
use super::diagnostic::{Diagnostic, Finding, Severity};
use super::encoding::{self, Decoded, Repair, clean};
use super::front_matter::{self, FrontMatter, scalar, texts};
use super::model::Agent;
use super::names;

/// A larger file is no spec.
const MAX_BYTES: usize = 8 * 1024 * 1024;
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
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", bytes.len());
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
    body::read(&mut cx, &front, &mut findings);
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
    let name = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
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
            let message = format!("the file is UTF-8 that was read as {table} and saved again; that was undone");
            findings.push(warning(
                "encoding-repaired",
                first,
                message,
                "save the repaired text, so that every program shows it right",
            ));
        }
        Some(Repair::Utf16) => findings.push(warning("encoding-utf-16", 0, "the file is UTF-16", "save it as UTF-8")),
        Some(Repair::Invalid { count, at }) => {
            let message = format!("{count} places are no valid UTF-8 and were replaced; the first one is here");
            findings.push(warning("encoding-invalid", at, message, "save the file as UTF-8"));
        }
        None => {}
    }
    if let Some((at, count)) = decoded.removed {
        let message = format!("{count} control or text-direction characters were removed; the first one stood here");
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
