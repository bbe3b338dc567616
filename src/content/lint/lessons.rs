//! What a lesson leaves out, and where it points.

use super::sections::{self, Shape};
use super::text::Text;
use super::{across, links, questions, remark};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::front_matter::scalar;
use crate::content::model::Lesson;
use crate::content::names::{did_you_mean, slug};
use crate::content::references;

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
    let mut from = 0;
    for resource in &lesson.resources {
        // An address that had to be completed stands there otherwise.
        let at = text.find(&resource.url, from..text.front.body).unwrap_or(from);
        from = at;
        links::say(&resource.url, at, &mut text);
    }
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
            across.meant(&name),
            "name a topic's id, as `waypost list topics` lists them",
        );
        let message = format!("`[[{name}]]` leads to no topic, and stays as it is written");
        text.say(Severity::Warning, "lesson-link", at, message, &hint);
    }
}
