//! What a lesson leaves out, and where it points.

use std::collections::HashMap;

use serde_yaml::Value;

use super::sections::{self, Shape};
use super::text::Text;
use super::{across, links, questions, remark};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::front_matter::scalar;
use crate::content::model::Lesson;
use crate::content::names::{did_you_mean, slug};
use crate::content::references;
use crate::content::spec::web_address;

/// The pack around a lesson, and its place there.
pub(super) type Across<'a> = Option<(&'a across::Across<'a>, usize)>;

/// A longer title, in characters, is cut off wherever it is shown.
const LONGEST_TITLE: usize = 80;

pub(super) fn check(lesson: &Lesson, mut text: Text, across: Across<'_>) -> Vec<Diagnostic> {
    let shape = sections::shape(&text);
    sections::check(&shape.headings, &mut text, |_| false);
    links::check(&shape.targets, &mut text);
    links::broken(&shape.broken, &mut text);
    if across.is_some() {
        links::outside(&shape.targets, &lesson.file, &mut text);
    }
    resources(lesson, &mut text);
    if let Some((across, _)) = across {
        dead_references(&mut text, across);
    }
    questions::check(&mut text);
    let missing = missing(lesson, &text, &shape);
    let mut found = text.close();
    let title = (lesson.title.line, lesson.title.column);
    if !missing.is_empty() {
        found.push(Diagnostic {
            message: format!("the lesson has no {}", missing.join(", no ")),
            hint: "with these a learner can tell what it is about, whether there is time for it, and try it out"
                .to_owned(),
            ..remark(Severity::Info, "lesson-incomplete", &lesson.file, title)
        });
    }
    let length = lesson.title.text.chars().count();
    if length > LONGEST_TITLE {
        found.push(Diagnostic {
            message: format!("the title has {length} characters"),
            hint: format!("with more than {LONGEST_TITLE} it is cut off in lists; the summary has room"),
            ..remark(Severity::Info, "title-long", &lesson.file, title)
        });
    }
    found
}

/// Remarks on the addresses of resources as they were written: the reader has closed up those with blanks.
fn resources(lesson: &Lesson, text: &mut Text) {
    let Some(entry) = text.front.get("resources") else {
        return;
    };
    let blanks: HashMap<String, String> = scalars(&entry.value)
        .filter(|written| written.contains(char::is_whitespace))
        .filter_map(|written| Some((web_address(&written)?, written)))
        .collect();
    let (mut from, end) = (entry.at, text.front.end_of(entry));
    let mut all = Vec::with_capacity(lesson.resources.len());
    for resource in &lesson.resources {
        let url = &resource.url;
        let written = blanks.get(url).unwrap_or(url);
        // Folded over lines it begins with its first word, completed it begins behind the scheme.
        let ways = [
            written.as_str(),
            written.split_whitespace().next().unwrap_or_default(),
            url.split_once("://").map_or("", |(_, rest)| rest),
        ];
        let mut ways = ways.into_iter().filter(|way| !way.is_empty());
        let found = ways.find_map(|way| Some((text.find(way, from..end)?, way.len())));
        all.push((found.map_or(from, |(at, _)| at), written));
        from = found.map_or(from, |(at, length)| at + length);
    }
    for (at, written) in all {
        links::say(written, at, text);
    }
}

/// The texts in a list of texts and of maps.
fn scalars(value: &Value) -> impl Iterator<Item = String> {
    let elements = value.as_sequence().map_or(std::slice::from_ref(value), Vec::as_slice);
    elements.iter().flat_map(|element| match element {
        Value::Mapping(mapping) => mapping.values().filter_map(scalar).collect::<Vec<_>>(),
        other => scalar(other).into_iter().collect(),
    })
}

/// What a lesson says nothing of. A field that can't be read is there.
fn missing(lesson: &Lesson, text: &Text, shape: &Shape) -> Vec<&'static str> {
    let is_given = |key: &str| {
        let entry = text.front.get(key);
        entry.is_some_and(|entry| !entry.value.is_null() && scalar(&entry.value).as_deref() != Some(""))
    };
    let has_exercise = shape.headings.iter().any(|heading| slug(&heading.title) == "try-it");
    let all = [
        (is_given("summary"), "`summary`"),
        (is_given("level"), "`level`"),
        (is_given("minutes"), "`minutes`"),
        (!lesson.body.trim().is_empty(), "text"),
        (has_exercise, "`## Try it`"),
    ];
    let missing = all.into_iter().filter(|(is_there, _)| !is_there);
    missing.map(|(_, what)| what).collect()
}

fn dead_references(text: &mut Text, across: &across::Across<'_>) {
    let base = text.front.body;
    let dead: Vec<(usize, String)> = references::all(text.part(text.markdown()))
        .into_iter()
        .filter(|reference| across.library.topic_called(reference.name).is_none())
        .map(|reference| (base + reference.at, reference.name.to_owned()))
        .collect();
    for (at, name) in dead {
        let hint = did_you_mean(
            across.meant(&name, None),
            "name a topic's id, as `waypost list topics` lists them",
        );
        let message = format!("`[[{name}]]` leads to no topic, and stays as it is written");
        text.say(Severity::Warning, "lesson-link", at, message, &hint);
    }
}
