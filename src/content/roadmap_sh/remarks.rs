//! What the reader has to say about what it read.

use std::path::Path;

use super::Reader;
use super::questions::Group;
use super::sketch::Sketch;
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::encoding::{Decoded, clean};
use crate::content::roadmap::place_of;

/// How many nodes of a kind are told one by one.
const LISTED: usize = 20;

impl Reader<'_> {
    pub(super) fn tell(
        &mut self,
        severity: Severity,
        code: &'static str,
        place: (&Path, usize, usize),
        message: String,
        hint: &str,
    ) {
        self.diagnostics.push(Diagnostic {
            severity,
            code,
            file: place.0.to_owned(),
            line: place.1,
            column: place.2,
            message,
            hint: hint.to_owned(),
        });
    }

    pub(super) fn invalid(&mut self, file: &Path, text: &Decoded, error: &serde_json::Error, so: &str) {
        let message = clean(error.to_string());
        let message = message.split(" at line ").next().unwrap_or_default();
        let (line, column) = text.position(place_of(text.text.as_bytes(), error));
        let place = (file, line, column);
        let message = format!("is no valid JSON: {message}; {so}");
        self.tell(
            Severity::Warning,
            "roadmap-json",
            place,
            message,
            "get the file anew: `git checkout` its path",
        );
    }

    /// What of a map could not be gone by.
    pub(super) fn tell_of_map(&mut self, map: Option<&Decoded>, sketch: &Sketch, circle: bool, untitled: &[String]) {
        let (Some(file), Some(map)) = (self.sources.map.as_ref(), map) else {
            return;
        };
        let file = file.file.as_path();
        // A second node of an id stands where that is named last.
        let place = |id: &str, last: bool| {
            let quoted = format!("\"{id}\"");
            let is_key = |at: &usize| {
                let before = map.text[..*at].trim_end().strip_suffix(':');
                before.is_some_and(|before| before.trim_end().ends_with("\"id\""))
            };
            let mut places = map.text.match_indices(&quoted).map(|(at, _)| at).filter(is_key);
            let at = if last { places.last() } else { places.next() };
            let (line, column) = map.position(at.unwrap_or(0));
            (file, line, column)
        };
        // Each is looked for in the whole map.
        for id in sketch.doubled.iter().take(LISTED) {
            let message = format!("the id `{id}` is that of another node; both are kept");
            self.tell(Severity::Info, "roadmap-id", place(id, true), message, "");
        }
        for id in untitled.iter().take(LISTED) {
            let message = format!("`{id}` has no title, neither on the map nor in a file, and is left out");
            self.tell(Severity::Info, "roadmap-untitled", place(id, false), message, "");
        }
        for (ids, what) in [(&sketch.doubled[..], "an id twice"), (untitled, "no title")] {
            if let more @ 1.. = ids.len().saturating_sub(LISTED) {
                let message = format!("{more} more nodes have {what}");
                self.tell(Severity::Info, "roadmap-id", (file, 1, 1), message, "");
            }
        }
        if sketch.loose > 0 {
            let message = match sketch.loose {
                1 => "a line of the map leads to nothing and is left out".to_owned(),
                loose => format!("{loose} lines of the map lead to nothing and are left out"),
            };
            self.tell(Severity::Info, "roadmap-edges", (file, 1, 1), message, "");
        }
        if circle {
            let message = "the way runs in a circle, which was cut at its first topic".to_owned();
            self.tell(Severity::Warning, "roadmap-circle", (file, 1, 1), message, "");
        }
    }

    /// Which questions are left out, and why.
    pub(super) fn tell_of_questions(&mut self, file: &Path, text: &Decoded, group: &Group) {
        self.unanswered = group.missing + group.unanswered.len();
        if group.missing > 0 {
            let message = match group.missing {
                1 => "a question is left out: its answer stands in a file that is not there".to_owned(),
                missing => format!("{missing} questions are left out: their answers stand in files that are not there"),
            };
            self.tell(Severity::Info, "roadmap-questions", (file, 1, 1), message, "");
        }
        for ask in group.unanswered.iter().take(LISTED) {
            let (line, column) = text.position(text.text.find(ask.as_str()).unwrap_or(0));
            let message = format!("the question `{ask}` is left out: it has no answer");
            self.tell(Severity::Info, "roadmap-questions", (file, line, column), message, "");
        }
        if let more @ 1.. = group.unanswered.len().saturating_sub(LISTED) {
            let message = format!("{more} more questions have no answer");
            self.tell(Severity::Info, "roadmap-questions", (file, 1, 1), message, "");
        }
    }

    pub(super) fn nothing_here(&mut self) {
        let sources = self.sources;
        let first = [&sources.map, &sources.listing, &sources.page]
            .into_iter()
            .flatten()
            .next();
        let file = first
            .or(sources.contents.first())
            .map_or(Path::new(&sources.slug), |file| &file.file);
        let message = format!("the roadmap `{}` has no topics in this clone", sources.slug);
        self.tell(Severity::Warning, "roadmap-empty", (file, 1, 1), message, "");
    }
}
