//! Front matter: finds it, parses it, and recovers what can be recovered when it is broken.

mod fences;
mod items;
mod limits;
mod plain;
mod recover;
mod toml;
mod values;

use std::ops::Range;

use serde_yaml::Value;

use super::diagnostic::{Finding, Severity};

use self::fences::{find, find_unopened};
use self::recover::{chunks, recover, without_tabs};

pub use self::items::is_unread;
pub(crate) use self::limits::excess;
pub use self::values::{scalar, texts};

/// Keys that mean something, however they are capitalised.
const KNOWN: &[&str] = &["name", "title", "description", "capabilities", "sections"];

/// One key of the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// The value as YAML text.
    pub yaml: String,
    /// Offset of the key in the file's text.
    pub at: usize,
}

/// The front matter of a file.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Its keys, in order.
    pub entries: Vec<Entry>,
    /// Where the body starts in the file's text.
    pub body: usize,
    /// What was guessed and repaired.
    pub findings: Vec<Finding>,
}

impl FrontMatter {
    /// The first entry with this key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// "Name" is `name`, where that isn't there itself.
    fn lower_keys(&mut self) {
        let mut free: Vec<&str> = KNOWN.iter().copied().filter(|key| self.get(key).is_none()).collect();
        for entry in &mut self.entries {
            let lower = entry.key.to_lowercase();
            if let Some(found) = free.iter().position(|key| *key == lower) {
                free.remove(found);
                entry.key = lower;
            }
        }
    }

    /// Where an entry's value ends: at the next key, or where the body starts.
    pub fn end_of(&self, entry: &Entry) -> usize {
        let others = self.entries.iter().map(|other| other.at);
        others.filter(|at| *at > entry.at).min().unwrap_or(self.body)
    }

    fn warn(&mut self, code: &'static str, at: usize, message: impl Into<String>, hint: &str) {
        self.say(Severity::Warning, code, at, message, hint);
    }

    fn say(&mut self, severity: Severity, code: &'static str, at: usize, message: impl Into<String>, hint: &str) {
        self.findings.push(Finding {
            severity,
            code,
            at,
            message: message.into(),
            hint: hint.to_owned(),
        });
    }
}

/// Reads the front matter at the head of a text; a text without one has no entries and its body starts at 0.
pub fn read(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    if toml::read(text, &mut front) {
        front.lower_keys();
    } else if let Some(yaml) = find(text, &mut front).or_else(|| find_unopened(text, &mut front)) {
        parse(text, yaml, &mut front);
        front.lower_keys();
    }
    front
}

/// Reads a text that is YAML from its beginning to its end as if it were front matter.
pub fn of_yaml(text: &str) -> FrontMatter {
    let mut front = FrontMatter {
        body: text.len(),
        ..FrontMatter::default()
    };
    parse(text, 0..text.len(), &mut front);
    front
}

fn parse(text: &str, yaml: Range<usize>, front: &mut FrontMatter) {
    let source = &text[yaml.clone()];
    let chunks = chunks(source);
    if let Some(excess) = excess(source) {
        front.warn(
            "front-matter-too-complex",
            yaml.start,
            format!("the front matter has {excess}, so it was read line by line instead of as YAML"),
            "keep front matter to a few plain keys",
        );
        front.entries = chunks.into_iter().map(|chunk| chunk.as_text(yaml.start)).collect();
        return;
    }
    let mut parsed = plain::parse(source).map_or_else(|| serde_yaml::from_str(source), Ok);
    if parsed.is_err()
        && let Some(value) = without_tabs(source)
    {
        front.warn(
            "front-matter-tab",
            yaml.start + source.find('\t').unwrap_or(0),
            "a line of the front matter begins with a tab, which YAML does not allow; blanks were read instead",
            "indent with blanks, or not at all",
        );
        parsed = Ok(value);
    }
    match parsed {
        Ok(Value::Mapping(mapping)) => {
            for (key, value) in mapping {
                let key = scalar(&key).unwrap_or_else(|| "?".to_owned());
                let chunk = chunks.iter().find(|chunk| chunk.key == key);
                let text = chunk.map_or_else(
                    || serde_yaml::to_string(&value).unwrap_or_default(),
                    |chunk| chunk.value.to_owned(),
                );
                let at = yaml.start + chunk.map_or_else(|| place_of(source, &key), |chunk| chunk.at);
                front.entries.push(Entry {
                    key,
                    value,
                    yaml: text.trim_end().to_owned(),
                    at,
                });
            }
        }
        Ok(Value::Null) => {}
        Ok(_) => recover(
            front,
            chunks,
            yaml.start,
            yaml.start,
            "it is no list of keys and values",
        ),
        Err(error) => {
            let at = error.location().map_or(yaml.start, |place| {
                yaml.start + offset_of(source, place.line(), place.column())
            });
            recover(front, chunks, yaml.start, at, &strip_place(&error.to_string()));
        }
    }
}

fn offset_of(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = source.get(start..).unwrap_or("");
    let within = rest.split('\n').next().unwrap_or("");
    start.min(source.len())
        + within
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(within.len(), |(at, _)| at)
}

/// Where a key stands that doesn't look like one; the beginning where it can't be found.
fn place_of(source: &str, key: &str) -> usize {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if line.trim_start_matches(['"', '\'']).starts_with(key) {
            return at;
        }
        at += line.len();
    }
    0
}

/// The parser's message without its own line and column, which count from the front matter.
fn strip_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

#[cfg(test)]
mod tests;
