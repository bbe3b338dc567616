//! `agent.json`: what some repositories say of an agent in JSON, beside the Markdown that is its text.
//!
//! ```text
//! agent.json -> Markdown with front matter (`written`) -> spec::read -> joined to the agent of the text beside it
//! ```
//!
//! What JSON names is written down as a spec would have it, with the front matter saying what each section holds; so links,
//! mentions and ids are found as in any other. No two of these files have the same keys: those that mean a field of the agent
//! are in a table (`FIELDS`), all others are kept as text under their own names.

mod mend;
mod written;

use std::path::Path;

use serde_json::Value;

use super::diagnostic::{Diagnostic, Severity};
use super::encoding::clean;
use super::front_matter;
use super::model::{Agent, Section};
use super::names::slug;
use super::spec;

/// The name of such a file.
pub const NAME: &str = "agent.json";
/// A longer one is not read, in bytes.
const MAX_BYTES: usize = 1024 * 1024;
/// Files of an agent's folder that are its text, the likeliest first.
const TEXTS: [&str; 7] = ["skill", "agent", "index", "prompt", "instructions", "agents", "readme"];

/// Whether a file is likely an agent's text by its name, whatever else it would be.
pub fn may_be_text(file: &Path) -> bool {
    let stem = file.file_stem().unwrap_or_default();
    TEXTS.iter().any(|text| stem.eq_ignore_ascii_case(text))
}

/// Whether a file is one by its name.
pub fn is_card(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.eq_ignore_ascii_case(NAME))
}

/// Which of the texts in an agent's folder is the agent's: the one called so, or after the folder, or the only one.
pub fn text_of<'f>(card: &Path, texts: &[&'f Path]) -> Option<&'f Path> {
    let folder = card.parent()?;
    let stem = |file: &Path| file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let own = folder.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let called = |name: &str| texts.iter().copied().find(|file| stem(file).as_deref() == Some(name));
    let (readme, others) = TEXTS.split_last()?;
    let named = others.iter().copied().chain(own.as_deref()).find_map(called);
    let only = || {
        let mut spec = texts
            .iter()
            .copied()
            .filter(|file| stem(file).as_deref() != Some(*readme));
        spec.next().filter(|_| spec.next().is_none())
    };
    named
        .or_else(only)
        .or_else(|| texts.iter().copied().find(|_| texts.len() == 1))
}

/// Reads an agent of which there is nothing but this.
pub fn read(bytes: &[u8], file: &Path) -> Agent {
    let id = folder_name(file);
    let mut agent = Agent {
        id: slug(&id),
        title: id,
        file: file.to_owned(),
        ..Agent::default()
    };
    join(&mut agent, b"", bytes, file);
    agent
}

/// Adds what an `agent.json` says to the agent read from the text beside it. Its name goes before a title of the text's, its
/// description before the first paragraph, and nothing of the text is lost; lists get what they don't have yet.
pub fn join(agent: &mut Agent, text: &[u8], card: &[u8], file: &Path) {
    let card = match parse(card, file) {
        Ok((card, remark)) => {
            agent.diagnostics.extend(remark);
            card
        }
        Err(refused) => return agent.diagnostics.push(*refused),
    };
    let text = String::from_utf8_lossy(text);
    let front = front_matter::read(&text);
    let says = |key: &str| front.get(key).is_some();
    let stem = spec::stem(&agent.file);
    let folder = folder_name(file);
    if !folder.is_empty() && slug(&stem) == agent.id {
        // Files of many agents are called alike, their folders never.
        agent.id = slug(&folder);
    }
    let other = spec::read(written::spec(&card).as_bytes(), file);
    if let Some(name) = card.name {
        let says_nothing = agent.title == stem || agent.title == folder;
        if says_nothing || name.is_title && !says("title") {
            agent.title = name.text;
        }
    } else if agent.title == stem && !folder.is_empty() {
        agent.title = folder;
    }
    describe(agent, card.description, says("description"));
    take(&mut agent.capabilities, other.capabilities, Clone::clone);
    take(&mut agent.roles, other.roles, |role| role.id.clone());
    take(&mut agent.paths, other.paths, |path| path.id.clone());
    take(&mut agent.stacks, other.stacks, |stack| slug(&stack.title));
    take(&mut agent.levels, other.levels, |level| slug(&level.name));
    take(&mut agent.trends, other.trends, |trend| trend.text.clone());
    take(&mut agent.related, other.related, |related| slug(&related.name));
    take(&mut agent.when_to_use, other.when_to_use, Clone::clone);
    take(&mut agent.prerequisites, other.prerequisites, |listed| {
        slug(&listed.name)
    });
    take(&mut agent.projects, other.projects, |listed| slug(&listed.name));
    take(&mut agent.resources, other.resources, |listed| slug(&listed.name));
    take(&mut agent.outcomes, other.outcomes, |listed| slug(&listed.name));
    take(&mut agent.roadmaps, other.roadmaps, |link| link.url.clone());
    take(&mut agent.links, other.links, |link| link.url.clone());
    agent.more.extend(other.more);
    take(&mut agent.front_matter, card.facts, |(key, _)| key.clone());
}

/// The card's description is the agent's where the text has none of its own; what it takes the place of is kept.
fn describe(agent: &mut Agent, description: String, is_given: bool) {
    if description.is_empty() || description == agent.description {
        return;
    }
    let other = if is_given && !agent.description.is_empty() {
        description
    } else {
        std::mem::replace(&mut agent.description, description)
    };
    if !other.is_empty() {
        let paragraph = Section {
            heading: String::new(),
            markdown: other,
        };
        agent.more.insert(0, paragraph);
    }
}

/// Adds what is not there yet, by a name.
fn take<T>(to: &mut Vec<T>, from: Vec<T>, name: impl Fn(&T) -> String) {
    let mut known: std::collections::HashSet<String> = to.iter().map(&name).collect();
    to.extend(from.into_iter().filter(|new| known.insert(name(new))));
}

fn folder_name(file: &Path) -> String {
    let name = file.parent().and_then(Path::file_name);
    clean(name.map_or_else(String::new, |name| name.to_string_lossy().into_owned()))
}

/// What an `agent.json` says, sorted by what it means.
#[derive(Debug, Default)]
struct Card {
    name: Option<Name>,
    description: String,
    capabilities: Vec<String>,
    /// By its key, what is of more than one line, and what it is.
    sections: Vec<(String, Value, Field)>,
    /// All else, as YAML text.
    facts: Vec<(String, String)>,
}

#[derive(Debug)]
struct Name {
    text: String,
    /// Whether it is for people to read, and no identifier.
    is_title: bool,
}

/// What a key means to an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Paths,
    Stack,
    Roles,
    Levels,
    Trends,
    Related,
    WhenToUse,
    Prerequisites,
    Projects,
    Resources,
    Outcomes,
    Text,
}

/// Keys by what they mean, without underscores and in small letters; a year at the end is a trend's.
const FIELDS: [(&str, Field); 44] = [
    ("agents", Field::Related),
    ("careerpaths", Field::Roles),
    ("careerprogression", Field::Levels),
    ("corecompetencies", Field::Paths),
    ("curriculum", Field::Paths),
    ("dependencies", Field::Related),
    ("expertise", Field::Paths),
    ("frameworks", Field::Stack),
    ("handoffs", Field::Related),
    ("handsonprojects", Field::Projects),
    ("industrytrends", Field::Trends),
    ("keytopics", Field::Paths),
    ("learningpath", Field::Paths),
    ("learningpaths", Field::Paths),
    ("levels", Field::Levels),
    ("modules", Field::Paths),
    ("learningobjectives", Field::Outcomes),
    ("learningoutcomes", Field::Outcomes),
    ("learningresources", Field::Resources),
    ("nextagent", Field::Related),
    ("nextagents", Field::Related),
    ("prerequisites", Field::Prerequisites),
    ("progression", Field::Levels),
    ("projects", Field::Projects),
    ("realworldprojects", Field::Projects),
    ("relatedagents", Field::Related),
    ("relatedskills", Field::Related),
    ("resources", Field::Resources),
    ("roles", Field::Roles),
    ("skills", Field::Paths),
    ("specializations", Field::Roles),
    ("stack", Field::Stack),
    ("successcriteria", Field::Outcomes),
    ("successmetrics", Field::Outcomes),
    ("techstack", Field::Stack),
    ("technologies", Field::Stack),
    ("technologystack", Field::Stack),
    ("toolsandtechnologies", Field::Stack),
    ("topics", Field::Paths),
    ("trends", Field::Trends),
    ("usecases", Field::WhenToUse),
    ("usewhen", Field::WhenToUse),
    ("whentouse", Field::WhenToUse),
    ("whentoinvoke", Field::WhenToUse),
];

impl Field {
    fn of(key: &str, value: &Value) -> Self {
        let key: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
        let key = key.to_lowercase();
        let key = key.trim_end_matches(|c: char| c.is_ascii_digit());
        let field = FIELDS.iter().find(|(name, _)| *name == key);
        match field {
            // Names of other skills teach nothing by themselves.
            Some((_, Self::Paths)) if key == "skills" && is_names(value) => Self::Related,
            Some(&(_, field)) => field,
            None => Self::Text,
        }
    }
}

/// Whether a value is a list of identifiers.
fn is_names(value: &Value) -> bool {
    let is_name = |value: &Value| {
        let text = value.as_str();
        text.is_some_and(|text| !text.contains(char::is_whitespace))
    };
    value.as_array().is_some_and(|list| list.iter().all(is_name))
}

/// What a file says, and what is wrong with it that could be mended.
fn parse(bytes: &[u8], file: &Path) -> Result<(Card, Option<Diagnostic>), Box<Diagnostic>> {
    let refusal = |line, column, message: String| {
        let refusal = Diagnostic {
            severity: Severity::Error,
            code: "agent-json",
            file: file.to_owned(),
            line,
            column,
            message,
            hint: "the agent has what its Markdown says, and nothing of this file".to_owned(),
        };
        Box::new(refusal.brief())
    };
    if bytes.len() > MAX_BYTES {
        let message = format!("has {} bytes; {MAX_BYTES} are read of an `agent.json`", bytes.len());
        return Err(refusal(1, 1, message));
    }
    let mut bytes = bytes;
    while let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        bytes = rest;
    }
    let mut remark = None;
    let value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => {
            let message = clean(error.to_string());
            let message = message.split(" at line ").next().unwrap_or_default();
            let at = (error.line().max(1), error.column().max(1));
            let mended = str::from_utf8(bytes).ok().and_then(mend::mended);
            let value = mended.and_then(|json| serde_json::from_str(&json).ok());
            let Some(value) = value else {
                return Err(refusal(at.0, at.1, format!("is no valid JSON: {message}")));
            };
            remark = Some(Diagnostic {
                severity: Severity::Warning,
                hint: "what stands there was read as text; write it so that every program can read it".to_owned(),
                ..*refusal(at.0, at.1, format!("is no valid JSON: {message}"))
            });
            value
        }
    };
    match value {
        Value::Object(keys) => Ok((sorted(keys), remark)),
        _ => Err(refusal(1, 1, "is no JSON object of an agent's keys".to_owned())),
    }
}

fn sorted(keys: serde_json::Map<String, Value>) -> Card {
    const TITLES: [&str; 6] = [
        "agent_name",
        "agentName",
        "display_name",
        "displayName",
        "title",
        "name",
    ];
    const DESCRIPTIONS: [&str; 2] = ["description", "summary"];
    /// More keys than these are nobody's writing; they are kept on one line each.
    const MOST: usize = 80;
    let mut keys = keys;
    let mut card = Card::default();
    for key in TITLES {
        let Some(text) = keys.get(key).and_then(Value::as_str).map(written::one_line) else {
            continue;
        };
        if !text.is_empty() && card.name.is_none() {
            let is_title = key != "name" || text.contains([' ', '&']);
            card.name = Some(Name { text, is_title });
            keys.shift_remove(key);
        }
    }
    for key in DESCRIPTIONS {
        let text = keys.get(key).and_then(Value::as_str);
        if let Some(text) = text
            .map(str::trim)
            .filter(|text| !text.is_empty() && card.description.is_empty())
        {
            card.description = clean(text.to_owned());
            keys.shift_remove(key);
        }
    }
    for (key, value) in keys {
        let is_text = |value: &Value| value.is_string();
        match &value {
            Value::Array(list) if key == "capabilities" && list.iter().all(is_text) => {
                card.capabilities = list.iter().filter_map(Value::as_str).map(written::one_line).collect();
            }
            Value::Array(list) if list.is_empty() => {}
            Value::Object(map) if map.is_empty() => {}
            Value::Array(_) | Value::Object(_) if card.sections.len() < MOST => {
                let field = Field::of(&key, &value);
                card.sections.push((key, value, field));
            }
            Value::String(_) if Field::of(&key, &value) == Field::Related => {
                let value = Value::Array(vec![value]);
                card.sections.push((key, value, Field::Related));
            }
            Value::Null => {}
            other => card.facts.push((clean(key), clean(written::inline(other)))),
        }
    }
    card
}

#[cfg(test)]
mod tests;
