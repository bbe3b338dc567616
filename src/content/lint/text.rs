//! A file's text with what was found in it, and where in it the things stand that a reader made of it.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use crate::content::diagnostic::{Diagnostic, Finding, Severity};
use crate::content::encoding::Decoded;
use crate::content::front_matter::{self, FrontMatter};
use crate::content::text_file;

/// Looking for a place can mean to look through the whole file; remarks beyond these stand at the beginning of what they
/// speak of.
const PLACES: usize = 2_000;

pub(super) struct Text {
    decoded: Decoded,
    pub(super) front: FrontMatter,
    file: PathBuf,
    findings: Vec<Finding>,
    /// How many places may still be looked for.
    left: Cell<usize>,
}

impl Text {
    /// The text as the readers see it; `None` where they see none.
    pub(super) fn open(bytes: &[u8], file: &Path) -> Option<Self> {
        let (decoded, _) = text_file::open(bytes, "files").ok()?;
        let front = front_matter::read(&decoded.text);
        Some(Self {
            decoded,
            front,
            file: file.to_owned(),
            findings: Vec::new(),
            left: Cell::new(PLACES),
        })
    }

    pub(super) fn all(&self) -> &str {
        &self.decoded.text
    }

    /// What is read as Markdown of the text behind the front matter.
    pub(super) fn body(&self) -> &str {
        let end = text_file::end_of_markdown(&self.decoded.text, self.front.body);
        &self.decoded.text[self.front.body..end]
    }

    pub(super) fn say(&mut self, severity: Severity, code: &'static str, at: usize, message: String, hint: &str) {
        self.findings.push(Finding {
            severity,
            code,
            at,
            message,
            hint: hint.to_owned(),
        });
    }

    /// Where an item or a heading with this title begins, from an offset on; the offset itself where none does.
    ///
    /// Titles have lost their marks and may come from anywhere in a line: first a line is looked for that has nothing but
    /// marks before the title, then any place with these words.
    pub(super) fn item(&self, title: &str, from: usize) -> usize {
        let from = from.max(self.front.body);
        match self.left.get().checked_sub(1) {
            Some(left) => self.left.set(left),
            None => return from,
        }
        let rest = self.decoded.text.get(from..).unwrap_or("");
        let opens = |at: usize| {
            let line = rest[..at].rfind('\n').map_or(0, |end| end + 1);
            !rest[line..at].contains(char::is_alphabetic)
        };
        let mut places = rest.match_indices(title).map(|(at, _)| at).take(1_000);
        let first = places.clone().next();
        places.find(|at| opens(*at)).or(first).map_or(from, |at| from + at)
    }

    /// The offset of some text, from an offset on.
    pub(super) fn find(&self, words: &str, from: usize) -> Option<usize> {
        self.decoded.text.get(from..)?.find(words).map(|at| from + at)
    }

    pub(super) fn close(self) -> Vec<Diagnostic> {
        text_file::diagnostics(self.findings, &self.decoded, &self.file)
    }
}
