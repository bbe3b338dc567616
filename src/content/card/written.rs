//! What an `agent.json` says, as the Markdown of a spec.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{Card, Field};
use crate::content::encoding::clean;
use crate::content::spec;

/// Keys of what a thing is called, the likeliest first.
const NAMES: [&str; 15] = [
    "name",
    "title",
    "skill_name",
    "skillName",
    "project_name",
    "label",
    "role",
    "topic",
    "focus",
    "criterion",
    "challenge",
    "optimization",
    "level",
    "resource",
    "skill",
];
/// Keys of what is said of it.
const DETAILS: [&str; 5] = ["description", "detail", "summary", "solution", "purpose"];
/// Keys of what it consists of.
const PARTS: [&str; 6] = ["topics", "steps", "lessons", "items", "concepts", "skills"];
/// Deeper values stand on one line.
const DEEPEST: usize = 3;
/// The section of skills that have no topics of their own.
const LOOSE: &str = "Skills";

/// The spec.
pub(super) fn spec(card: &Card) -> String {
    let mut front = Map::new();
    let capabilities = card.capabilities.iter().map(|text| Value::String(text.clone()));
    front.insert("capabilities".to_owned(), Value::Array(capabilities.collect()));
    let holds = |(key, _, field): &(String, Value, Field)| (heading(key), Value::String(word(*field).to_owned()));
    let of_facts = card.sections.iter().filter(|(_, _, field)| *field == Field::Paths);
    let of_facts = of_facts.map(|(key, ..)| (facts_heading(key), Value::String(word(Field::Text).to_owned())));
    let sections = card.sections.iter().map(holds).chain(of_facts);
    front.insert("sections".to_owned(), Value::Object(sections.collect()));
    // JSON is YAML.
    let mut text = String::from("---\n");
    for (key, value) in &front {
        let _ = writeln!(text, "{key}: {value}");
    }
    text.push_str("---\n");
    for (key, value, field) in &card.sections {
        let _ = write!(text, "\n## {}\n\n", heading(key));
        match field {
            Field::Paths => path(&mut text, value),
            _ => list(&mut text, value, 0),
        }
    }
    for (key, value, _) in card.sections.iter().filter(|(_, _, field)| *field == Field::Paths) {
        let facts = facts(value);
        if !facts.is_empty() {
            let _ = write!(text, "\n## {}\n\n{facts}", facts_heading(key));
        }
    }
    text
}

/// The section of what is said of a path's topics beside what they are.
fn facts_heading(key: &str) -> String {
    format!("{} in detail", heading(key))
}

/// What is said of a path's topics beside what they are, as a list.
fn facts(value: &Value) -> String {
    let mut text = String::new();
    for (key, entry) in entries(value) {
        let Value::Object(map) = entry else { continue };
        let (name, detail, parts) = (name(map), detail(map), parts(map));
        let told = [
            name.as_ref().map(|found| found.0),
            detail.map(|found| found.0),
            parts.map(|found| found.0),
        ];
        let mut rest = map
            .iter()
            .filter(|(key, _)| !told.contains(&Some(key.as_str())))
            .peekable();
        if rest.peek().is_none() {
            continue;
        }
        let title = name.map_or_else(|| heading(key.unwrap_or(LOOSE)), |(_, name)| name);
        let _ = writeln!(text, "- **{title}**");
        for (key, value) in rest {
            item(&mut text, Some(key), value, 1);
        }
    }
    text
}

/// The word for what a section holds, as the front matter of specs has it.
fn word(field: Field) -> &'static str {
    match field {
        Field::Paths => "paths",
        Field::Stack => "stack",
        Field::Roles => "roles",
        Field::Levels => "levels",
        Field::Trends => "trends",
        Field::Related => "related",
        Field::WhenToUse => "when",
        Field::Prerequisites => "prerequisites",
        Field::Projects => "projects",
        Field::Resources => "resources",
        Field::Outcomes => "outcomes",
        Field::Text => "more",
    }
}

/// "Tools and technologies" of `tools_and_technologies` and `toolsAndTechnologies`.
pub(super) fn heading(key: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for c in one_line(key).chars() {
        let starts = c.is_uppercase() && before.is_lowercase();
        match c {
            '_' | '-' => words.push(' '),
            c if starts => words.extend([' '].into_iter().chain(c.to_lowercase())),
            c if words.is_empty() => words.extend(c.to_uppercase()),
            c => words.push(c),
        }
        before = c;
    }
    words
}

/// Skills, modules and weeks: those that consist of topics have a heading each, the others are topics.
fn path(text: &mut String, value: &Value) {
    let (with_parts, loose): (Vec<_>, Vec<_>) = entries(value).into_iter().partition(|(_, entry)| match entry {
        Value::Object(map) => parts(map).is_some(),
        entry => entry.is_array(),
    });
    if !loose.is_empty() && !with_parts.is_empty() {
        let _ = write!(text, "### {LOOSE}\n\n");
    }
    for (key, entry) in loose {
        let named = entry.as_object().and_then(name).map(|(_, name)| name);
        match (named.or_else(|| key.map(heading)), entry) {
            (Some(title), Value::Object(map)) => {
                let said = detail(map).map_or_else(String::new, |(_, said)| format!(": {said}"));
                let _ = writeln!(text, "- **{title}**{said}");
            }
            (_, entry) => item(text, key, entry, 0),
        }
    }
    for (key, entry) in with_parts {
        let map = entry.as_object();
        let title = map.and_then(name).map(|(_, name)| name);
        let title = title.unwrap_or_else(|| heading(key.unwrap_or(LOOSE)));
        let _ = write!(text, "\n### {title}\n\n");
        if let Some((_, said)) = map.and_then(detail) {
            let _ = write!(text, "{said}\n\n");
        }
        list(text, map.and_then(parts).map_or(entry, |(_, parts)| parts), 0);
    }
}

/// What a value has, with its keys where it has some.
fn entries(value: &Value) -> Vec<(Option<&str>, &Value)> {
    match value {
        Value::Object(map) => map.iter().map(|(key, value)| (Some(key.as_str()), value)).collect(),
        Value::Array(list) => list.iter().map(|value| (None, value)).collect(),
        other => vec![(None, other)],
    }
}

/// What a thing consists of, and under which key.
fn parts(map: &Map<String, Value>) -> Option<(&'static str, &Value)> {
    PARTS
        .iter()
        .find_map(|key| Some((*key, map.get(*key).filter(|parts| parts.is_array())?)))
}

/// A list of whatever a value has.
fn list(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Array(list) => {
            for entry in list {
                item(text, None, entry, depth);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                let is_group = matches!(value, Value::Array(_) | Value::Object(_));
                if depth == 0 && is_group {
                    let _ = write!(text, "\n### {}\n\n", heading(key));
                    self::list(text, value, 0);
                } else {
                    item(text, Some(key), value, depth);
                }
            }
        }
        other => item(text, None, other, depth),
    }
}

/// `- **Name**: detail`, and below it all else that is said.
fn item(text: &mut String, key: Option<&str>, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    let label = key.map(heading);
    match value {
        Value::Object(map) if depth < DEEPEST => {
            let named = name(map);
            let said = detail(map);
            let used = [&named, &said].map(|found| found.as_ref().map(|(key, _)| *key));
            let title = label.or_else(|| named.as_ref().map(|(_, name)| name.clone()));
            let title = title.unwrap_or_else(|| "More".to_owned());
            let said = said.map_or_else(String::new, |(_, said)| format!(": {said}"));
            let _ = writeln!(text, "{indent}- **{title}**{said}");
            let is_title = named.as_ref().is_some_and(|(_, name)| *name == title);
            let is_used = |key: &str| used[1] == Some(key) || used[0] == Some(key) && is_title;
            for (key, value) in map.iter().filter(|(key, _)| !is_used(key)) {
                item(text, Some(key), value, depth + 1);
            }
        }
        value => {
            let said = inline(value);
            let _ = match label {
                Some(label) => writeln!(text, "{indent}- **{label}**: {said}"),
                None => writeln!(text, "{indent}- {said}"),
            };
        }
    }
}

/// What a thing is called, and under which key.
fn name(map: &Map<String, Value>) -> Option<(&'static str, String)> {
    first(map, &NAMES)
}

/// What is said of a thing, and under which key.
fn detail(map: &Map<String, Value>) -> Option<(&'static str, String)> {
    first(map, &DETAILS)
}

fn first(map: &Map<String, Value>, keys: &[&'static str]) -> Option<(&'static str, String)> {
    keys.iter().find_map(|key| {
        let text = one_line(map.get(*key)?.as_str()?);
        (!text.is_empty()).then_some((*key, text))
    })
}

/// A value on one line.
pub(super) fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => one_line(text),
        Value::Array(list) => list.iter().map(inline).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            let pairs = map
                .iter()
                .map(|(key, value)| format!("{}: {}", heading(key), inline(value)));
            pairs.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

pub(super) fn one_line(text: &str) -> String {
    spec::one_line(&clean(text.to_owned()))
}
