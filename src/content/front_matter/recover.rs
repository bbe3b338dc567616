//! What can be had of front matter that is no valid YAML, key by key.

use serde_yaml::Value;

use super::values::scalar;
use super::{Entry, FrontMatter, is_unread, items};
use crate::content::diagnostic::Severity;

/// Words that open a line of an example dialogue, and no key, where a description has spilled over several lines.
const DIALOGUE: &[&str] = &[
    "user",
    "assistant",
    "context",
    "commentary",
    "example",
    "examples",
    "note",
    "human",
    "http",
    "https",
];

/// Keys whose value is a word, a number or a list: no text spills over from there.
const SHORT: &[&str] = &[
    "agent",
    "aliases",
    "capabilities",
    "color",
    "id",
    "level",
    "license",
    "minutes",
    "model",
    "name",
    "questions",
    "requires",
    "resources",
    "roadmaps",
    "sections",
    "stages",
    "title",
    "tools",
    "version",
];

/// The YAML with blanks in place of the tabs its lines begin with; where that doesn't do, without them before keys.
pub(super) fn without_tabs(source: &str) -> Option<Value> {
    if !source
        .lines()
        .any(|line| line.trim_start_matches(' ').starts_with('\t'))
    {
        return None;
    }
    let repaired = |repair: &dyn Fn(&str) -> String| {
        let yaml: String = source.split_inclusive('\n').map(repair).collect();
        let value = serde_yaml::from_str(&yaml).ok();
        value.filter(Value::is_mapping)
    };
    let split = |line: &str| {
        let text = line.trim_start_matches([' ', '\t']);
        (line[..line.len() - text.len()].replace('\t', "  "), text.to_owned())
    };
    repaired(&|line| split(line).0 + &split(line).1).or_else(|| {
        repaired(&|line| {
            let (indent, text) = split(line);
            if key_of(&text).is_some() { text } else { indent + &text }
        })
    })
}

/// One top-level key with everything up to the next one.
pub(super) struct Chunk<'t> {
    pub(super) key: String,
    /// Offset of the key in the YAML.
    pub(super) at: usize,
    pub(super) value: &'t str,
    value_at: usize,
    source: &'t str,
}

pub(super) fn chunks(source: &str) -> Vec<Chunk<'_>> {
    let mut starts: Vec<(usize, String, usize)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if let Some((key, length)) = key_of(line) {
            let may_spill = |(_, key, _): &(usize, String, usize)| !SHORT.contains(&key.to_lowercase().as_str());
            let is_block = line[length..].trim_start().starts_with(['|', '>']);
            let dialogue = DIALOGUE.contains(&key.to_ascii_lowercase().as_str());
            let prose = key.starts_with(char::is_uppercase);
            if is_block || !starts.last().is_some_and(may_spill) || !dialogue && !prose {
                starts.push((at, key.to_owned(), at + length));
            }
        }
        at += line.len();
    }
    let mut chunks = Vec::with_capacity(starts.len());
    for (index, (at, key, value_at)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(source.len(), |(next, _, _)| *next);
        chunks.push(Chunk {
            key: key.clone(),
            at: *at,
            value: source[*value_at..end].trim_start_matches(' '),
            value_at: *value_at,
            source: &source[*at..end],
        });
    }
    chunks
}

/// The key a line opens with, and the length up to behind its colon. Stray quotes around the key are let pass.
pub(super) fn key_of(line: &str) -> Option<(&str, usize)> {
    let head = line.trim_start_matches(['"', '\'']);
    let length = head
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
        .filter(|length| *length > 0)?;
    let key = &head[..length];
    if key.starts_with(['-', '.']) {
        return None;
    }
    let after = head[length..].trim_start_matches(['"', '\'']).strip_prefix(':')?;
    (after.is_empty() || after.starts_with(char::is_whitespace)).then(|| (key, line.len() - after.len()))
}

/// Reads chunk by chunk what does not parse as a whole.
pub(super) fn recover(front: &mut FrontMatter, chunks: Vec<Chunk<'_>>, base: usize, at: usize, why: &str) {
    front.warn(
        "front-matter-invalid",
        at,
        format!("the front matter is no valid YAML: {why}"),
        "put values with colons, stars or quotes in double quotes",
    );
    let general = front.findings.len() - 1;
    let mut is_twice = false;
    let mut is_told = false;
    for chunk in chunks {
        if front.get(&chunk.key).is_some() {
            is_twice = true;
            front.warn(
                "front-matter-duplicate-key",
                base + chunk.at,
                format!("the key `{}` is given twice; the first one counts", chunk.key),
                "keep one of them",
            );
        }
        let parsed = serde_yaml::from_str::<Value>(chunk.source)
            .ok()
            .or_else(|| without_tabs(chunk.source))
            .and_then(|value| match value {
                Value::Mapping(mapping) if mapping.len() == 1 => mapping.into_iter().next(),
                _ => None,
            });
        match parsed {
            Some((key, value)) if scalar(&key).as_deref() == Some(&chunk.key) => {
                front.entries.push(Entry {
                    key: chunk.key,
                    value,
                    yaml: chunk.value.trim_end().to_owned(),
                    at: base + chunk.at,
                });
            }
            _ => {
                if let Some(entry) = in_items(front, &chunk, base, at, &mut is_told) {
                    front.entries.push(entry);
                    continue;
                }
                let (at, hint) = if chunk.value.trim().contains('\n') {
                    (chunk.at, "put the text that breaks it in double quotes")
                } else {
                    (
                        chunk.value_at + leading_spaces(&chunk),
                        "put the value in double quotes",
                    )
                };
                front.warn(
                    "front-matter-value",
                    base + at,
                    format!(
                        "the value of `{}` is no valid YAML; it was read as plain text",
                        chunk.key
                    ),
                    hint,
                );
                front.entries.push(chunk.as_text(base));
            }
        }
    }
    // That has been said of the key or the item itself.
    if is_told || is_twice && why.starts_with("duplicate entry") {
        front.findings.remove(general);
    }
}

/// The list that a key has as its value, of which each item is read alone. `is_told` becomes true when an item is told of in
/// which the trouble `at` an offset is.
fn in_items(front: &mut FrontMatter, chunk: &Chunk<'_>, base: usize, at: usize, is_told: &mut bool) -> Option<Entry> {
    const HINT: &str = "put the text that breaks it in double quotes";
    let from = base + chunk.at;
    let items = items::read(&chunk.key, chunk.source, chunk.value_at - chunk.at)?;
    if items.iter().all(|item| item.fault.is_none()) {
        let message = format!(
            "the value of `{}` is no valid YAML as a whole; its items were read one by one",
            chunk.key
        );
        front.warn("front-matter-value", from, message, "indent its items alike");
    }
    for (number, item) in (1..).zip(&items) {
        let Some((place, why)) = &item.fault else { continue };
        if is_unread(&item.value) {
            *is_told |= (from + item.at..=from + item.end).contains(&at);
            let message = format!(
                "item {number} of `{}` is no valid YAML and is left out: {why}",
                chunk.key
            );
            front.say(Severity::Error, "front-matter-item", from + place, message, HINT);
        } else {
            let message = format!(
                "item {number} of `{}` is no valid YAML; it was read as plain text",
                chunk.key
            );
            front.warn("front-matter-value", from + item.at, message, HINT);
        }
    }
    Some(Entry {
        key: chunk.key.clone(),
        value: Value::Sequence(items.into_iter().map(|item| item.value).collect()),
        yaml: chunk.value.trim_end().to_owned(),
        at: from,
    })
}

fn leading_spaces(chunk: &Chunk<'_>) -> usize {
    chunk.at + chunk.source.len() - chunk.value_at - chunk.value.len()
}

impl Chunk<'_> {
    /// The value as the author most likely meant it: a list in brackets, or plain text without stray quotes.
    pub(super) fn as_text(&self, base: usize) -> Entry {
        let text = self.value.trim();
        let value = match text.strip_prefix('[') {
            Some(list) => {
                let elements = list
                    .trim_end_matches([']', '"', '\''])
                    .split(',')
                    .map(unquote)
                    .filter(|element| !element.is_empty());
                Value::Sequence(elements.map(|element| Value::String(element.to_owned())).collect())
            }
            None => Value::String(unquote(text).to_owned()),
        };
        Entry {
            key: self.key.clone(),
            value,
            yaml: self.value.trim_end().to_owned(),
            at: base + self.at,
        }
    }
}

pub(super) fn unquote(text: &str) -> &str {
    text.trim().trim_matches(|c| c == '"' || c == '\'').trim()
}
