//! What `waypost check` has to say: everything the readers remark, and beyond that what only shows when a pack is looked
//! at as its author would.
//!
//! ```text
//! manifest   pack.yaml: its keys and what it leaves out        agents   ids, titles, paths and steps of specs
//! lessons    what a lesson leaves out, where it points         topics   names that lead to no topic, or to several
//! cycles     lessons that require each other                   links    addresses that lead nowhere
//! sections   headings with nothing below them                  text     where in a file all that stands
//! questions  of lessons: answers, choices, ids
//! ```
//!
//! The rules are pure: texts come through a function that fetches a file's bytes. What each code means is in the
//! [catalogue](super::diagnostic::catalogue).

mod across;
mod agents;
mod cycles;
mod example;
mod lessons;
mod links;
mod manifest;
mod questions;
mod sections;
mod text;
mod topics;

use std::path::Path;

use self::across::Across;
use self::text::Text;
use super::diagnostic::{Diagnostic, Severity};
use super::library::Library;
use super::model::{Agent, Lesson};
use super::source::Pack;
use super::text_file::refuses_text;

pub use self::example::example;

/// The bytes of a file of the pack, where it can be read.
pub type Fetch<'a> = &'a dyn Fn(&Path) -> Option<Vec<u8>>;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A whole pack: names can be looked up in it.
    Pack {
        /// Whether every name that leads to no topic is listed, and not only counted.
        unresolved: bool,
    },
    /// A file by itself, of which can't be told what others have.
    File,
}

/// Everything there is to say of a pack, file by file, in the order of their lines; the manifest comes first.
pub fn check(pack: Pack, scope: Scope, fetch: Fetch<'_>) -> Vec<Diagnostic> {
    let found = found(pack, scope, fetch);
    found.into_iter().map(Diagnostic::brief).collect()
}

fn found(mut pack: Pack, scope: Scope, fetch: Fetch<'_>) -> Vec<Diagnostic> {
    let Scope::Pack { unresolved } = scope else {
        let mut found = std::mem::take(&mut pack.problems);
        found.extend(pack.agents.iter().flat_map(|agent| of_agent(agent, None, fetch)));
        found.extend(pack.lessons.iter().flat_map(|lesson| of_lesson(lesson, None, fetch)));
        found.extend(pack.tracks.iter().flat_map(|track| track.diagnostics.clone()));
        return found;
    };
    let mut found = std::mem::take(&mut pack.problems);
    found.extend(manifest::check(&pack, &found, fetch));
    let library = Library::from(pack);
    let across = Across::new(&library, unresolved);
    found.extend(
        library
            .agents()
            .iter()
            .zip(library.agent_ixs())
            .flat_map(|(agent, ix)| of_agent(agent, Some((&across, ix)), fetch)),
    );
    let lessons = library.lessons().iter().enumerate();
    found.extend(lessons.flat_map(|(ix, lesson)| of_lesson(lesson, Some((&across, ix)), fetch)));
    found.extend(
        library
            .tracks()
            .iter()
            .flat_map(|track| in_order(track.diagnostics.clone())),
    );
    found
}

fn of_agent(agent: &Agent, across: agents::Across<'_>, fetch: Fetch<'_>) -> Vec<Diagnostic> {
    let mut found = agent.diagnostics.clone();
    if let Some(text) = open(&agent.file, &found, fetch) {
        found.extend(agents::check(agent, text, across, fetch));
    }
    in_order(found)
}

fn of_lesson(lesson: &Lesson, across: lessons::Across<'_>, fetch: Fetch<'_>) -> Vec<Diagnostic> {
    let mut found = lesson.diagnostics.clone();
    if let Some((across, ix)) = across {
        across.hint(lesson, &mut found);
        found.extend(across.cycles_of(ix).iter().cloned());
    }
    if let Some(text) = open(&lesson.file, &found, fetch) {
        found.extend(lessons::check(lesson, text, across));
    }
    in_order(found)
}

/// The file's text, where its reader could read it.
fn open(file: &Path, said: &[Diagnostic], fetch: Fetch<'_>) -> Option<Text> {
    let refused = said.iter().any(|found| refuses_text(found.code));
    if refused { None } else { Text::open(&fetch(file)?, file) }
}

fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_key(|found| (found.line, found.column));
    found
}

/// A remark at a place that is known by line and column.
fn remark(severity: Severity, code: &'static str, file: &Path, place: (usize, usize)) -> Diagnostic {
    Diagnostic {
        severity,
        code,
        file: file.to_owned(),
        line: place.0,
        column: place.1,
        message: String::new(),
        hint: String::new(),
    }
}
