//! Lessons: front matter that says what a topic is, then the text that teaches it.
//!
//! Forgiving like the reader of specs: a field that can't be read costs that field and nothing else, and every guess,
//! repair and unknown value has a diagnostic at its place.

mod fields;
mod opening;
mod questions;

use std::path::Path;

use self::fields::Fields;
use self::opening::Opening;
pub(super) use self::questions::{id_of as question_id, identity as question_identity};
use super::diagnostic::{Finding, Severity};
use super::encoding::{Decoded, clean};
use super::front_matter::{self, Entry, scalar};
use super::html;
use super::model::{Body, Lesson, Link, Name};
use super::names::slug;
use super::spec::{self, one_line};
use super::text_file::{self, warning};

/// Whether a file of `lessons/` is a lesson: the README of the folder is not.
pub fn is_lesson(file: &Path, bytes: &[u8]) -> bool {
    let about = file.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    let fenced = bytes.trim_ascii_start().starts_with(b"---");
    fenced || super::pack::is_markdown(file) && !about
}

/// Whether the front matter of a file says that it is a lesson: it has keys that only lessons have, and none of a spec.
pub fn is_told_by_front_matter(bytes: &[u8]) -> bool {
    const ONLY_LESSONS: [&str; 5] = ["level", "minutes", "requires", "resources", "questions"];
    const ONLY_SPECS: [&str; 6] = ["name", "description", "capabilities", "sections", "tools", "model"];
    let Ok((decoded, _)) = text_file::open(bytes, "lessons") else {
        return false;
    };
    let front = front_matter::read(&decoded.text);
    let has = |keys: &[&str]| keys.iter().any(|key| front.get(key).is_some());
    has(&ONLY_LESSONS) && !has(&ONLY_SPECS)
}

/// Reads a lesson. `file` is its path relative to the pack.
///
/// Never fails: what went wrong is in the lesson's diagnostics, with [`Severity::Error`] where something could not be read.
pub fn read(bytes: &[u8], file: &Path) -> Lesson {
    let stem = file
        .file_stem()
        .map_or_else(String::new, |stem| clean(stem.to_string_lossy().into_owned()));
    let lesson = Lesson {
        id: slug(&stem),
        title: Name::from(stem.clone()),
        file: file.to_owned(),
        ..Lesson::default()
    };
    let (mut decoded, mut findings) = match text_file::open(bytes, "lessons") {
        Ok(opened) => opened,
        Err(refused) => {
            return Lesson {
                diagnostics: vec![refused.diagnostic(file)],
                ..lesson
            };
        }
    };
    let front = front_matter::read(&decoded.text);
    html::rewrite(&mut decoded, front.body);
    let titled = front.get("title").and_then(|entry| Some((entry, title(entry)?)));
    let Opening {
        heading,
        findings: of_text,
    } = Opening::of(&decoded.text, front.body, titled.is_some());
    findings.extend(front.findings.iter().cloned());
    findings.extend(of_text);
    let mut fields = Fields::new(&decoded, &front, &mut findings);
    let mut lesson = fields.read(lesson);
    lesson.title = match (&titled, &heading) {
        (Some((entry, title)), _) => named(&decoded, title.clone(), fields::value_at(&decoded.text, entry)),
        (None, Some((heading, range))) => named(&decoded, heading.clone(), range.start),
        (None, None) => named(&decoded, spaced(&stem), 0),
    };
    if titled.is_none() {
        findings.push(untitled(
            &lesson.title.text,
            heading.as_ref().map(|(_, range)| range.start),
        ));
    }
    let whole = decoded.text[front.body..].trim_end();
    // The title is shown above the text already.
    let repeated = heading.filter(|(heading, range)| {
        slug(heading) == slug(&lesson.title.text) && decoded.text[front.body..range.start].trim().is_empty()
    });
    let from = repeated.map_or(0, |(_, range)| range.end - front.body).min(whole.len());
    let shown = &whole[from..];
    let blank = shown.len() - shown.trim_start().len();
    let from = from + shown[..blank].rfind('\n').map_or(0, |at| at + 1);
    lesson.body = Body::new(whole, from);
    lesson.diagnostics = text_file::diagnostics(findings, &decoded, file);
    lesson
}

/// The web links of a lesson's text, each address once, in the order met.
pub fn links_of(lesson: &Lesson) -> Vec<Link> {
    spec::links_of(lesson.body.whole())
}

fn title(entry: &Entry) -> Option<String> {
    let title = one_line(&clean(scalar(&entry.value)?));
    (!title.is_empty()).then_some(title)
}

/// A file's name as a title: words with spaces between them.
fn spaced(stem: &str) -> String {
    one_line(&stem.replace(['-', '_'], " "))
}

fn named(decoded: &Decoded, text: String, at: usize) -> Name {
    let (line, column) = decoded.position(at);
    Name { text, line, column }
}

fn untitled(title: &str, heading: Option<usize>) -> Finding {
    const HINT: &str = "give it a `title` in the front matter";
    match heading {
        Some(at) => Finding {
            severity: Severity::Info,
            ..warning(
                "lesson-untitled",
                at,
                format!("the heading `{title}` is taken for the lesson's title"),
                HINT,
            )
        },
        None => warning(
            "lesson-untitled",
            0,
            format!("the lesson has no title; `{title}`, after its file's name, stands for it"),
            HINT,
        ),
    }
}

#[cfg(test)]
mod tests;
