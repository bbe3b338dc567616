//! A file's text with what was found in it, and where in it the things stand that a reader made of it.

use std::cell::Cell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::content::diagnostic::{Diagnostic, Finding, Severity};
use crate::content::encoding::Decoded;
use crate::content::front_matter::{self, FrontMatter};
use crate::content::markup::{self, Quotes};
use crate::content::text_file;

/// Looking for a place can mean to look through the whole file: beyond this many bytes in all, remarks stand at the
/// beginning of what they speak of.
const LOOKED_THROUGH: usize = 64 * 1024 * 1024;

pub(super) struct Text {
    decoded: Decoded,
    pub(super) front: FrontMatter,
    file: PathBuf,
    findings: Vec<Finding>,
    /// How many bytes may still be looked through.
    left: Cell<usize>,
}

impl Text {
    /// The text as the readers see it; `None` where they see none.
    pub(super) fn open(bytes: &[u8], file: &Path) -> Option<Self> {
        let (mut decoded, _) = text_file::open(bytes, "files").ok()?;
        let front = front_matter::read(&decoded.text);
        markup::rewrite(&mut decoded, front.body, Quotes::Keep);
        Some(Self {
            decoded,
            front,
            file: file.to_owned(),
            findings: Vec::new(),
            left: Cell::new(LOOKED_THROUGH),
        })
    }

    /// Where what is read as Markdown of the text stands, behind the front matter.
    pub(super) fn markdown(&self) -> Range<usize> {
        self.front.body..text_file::end_of_markdown(&self.decoded.text, self.front.body)
    }

    /// The text in a range.
    pub(super) fn part(&self, range: Range<usize>) -> &str {
        self.decoded.text.get(range).unwrap_or("")
    }

    /// The line, counted from 1, of an offset.
    pub(super) fn line(&self, at: usize) -> usize {
        self.decoded.position(at).0
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

    /// Where an item or a heading with this title begins in a range, without its marks.
    ///
    /// A title has lost its marks, its number and the addresses of its links, and may come from anywhere in a line: first a
    /// line is looked for that begins with these words and no other, then one that begins with them, then one that has them.
    pub(super) fn item(&self, title: &str, within: Range<usize>) -> Option<usize> {
        if !title.contains(char::is_alphanumeric) {
            return self.find(title, within);
        }
        let alone = |line: &str| {
            let ends = |at: &usize| {
                let rest = self.behind(&line[*at..], title);
                rest.is_some_and(|rest| !rest.trim_start().starts_with(char::is_alphanumeric))
            };
            openings(line).into_iter().find(ends)
        };
        let first = |line: &str| {
            openings(line)
                .into_iter()
                .find(|at| self.behind(&line[*at..], title).is_some())
        };
        self.any_line(within.clone(), alone)
            .or_else(|| self.any_line(within.clone(), first))
            .or_else(|| self.words(title, within))
    }

    /// Where these words begin first in a range, on whatever place of a line.
    pub(super) fn words(&self, words: &str, within: Range<usize>) -> Option<usize> {
        self.any_line(within, |line| {
            word_starts(line).find(|at| self.behind(&line[*at..], words).is_some())
        })
    }

    /// [`behind`], for as long as there is something left to look through: a line may have many places to look from.
    fn behind<'t>(&self, text: &'t str, title: &str) -> Option<&'t str> {
        let left = self.left.get();
        if left == 0 {
            return None;
        }
        let (rest, fits) = behind(text, title);
        self.left.set(left.saturating_sub(text.len() - rest.len()));
        fits.then_some(rest)
    }

    fn any_line(&self, within: Range<usize>, place: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        let mut at = within.start;
        for line in self.part(within).split_inclusive('\n') {
            self.left.set(self.left.get().checked_sub(line.len())?);
            if let Some(found) = place(line) {
                return Some(at + found);
            }
            at += line.len();
        }
        None
    }

    /// The offset of some words in a range, as they stand.
    pub(super) fn find(&self, words: &str, within: Range<usize>) -> Option<usize> {
        let text = self.part(within.clone());
        self.left.set(self.left.get().checked_sub(text.len())?);
        text.find(words).map(|at| within.start + at)
    }

    pub(super) fn close(self) -> Vec<Diagnostic> {
        text_file::diagnostics(self.findings, &self.decoded, &self.file)
    }
}

/// Where the words of a line can begin: behind its marks, and behind a number or a box among them.
fn openings(line: &str) -> Vec<usize> {
    let first = |from: usize| {
        let rest = line.get(from..)?;
        rest.find(char::is_alphanumeric).map(|at| from + at)
    };
    let Some(start) = first(0) else { return Vec::new() };
    let word = line[start..]
        .find(|c: char| !c.is_alphanumeric())
        .map_or(line.len(), |end| start + end);
    let is_number = line[start..word].bytes().all(|byte| byte.is_ascii_digit()) && line[word..].starts_with(['.', ')']);
    let is_box = line[..start].ends_with('[') && line[word..].starts_with(']') && word == start + 1;
    let behind = (is_number || is_box).then(|| first(word)).flatten();
    std::iter::once(start).chain(behind).collect()
}

fn word_starts(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut in_word = false;
    line.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphanumeric() && !in_word;
        in_word = c.is_alphanumeric();
        starts.then_some(at)
    })
}

/// What follows in a text behind the words of a title, whatever marks and addresses stand between them, and whether the text
/// begins with these words; if not, what follows the first letter that differs.
fn behind<'t>(text: &'t str, title: &str) -> (&'t str, bool) {
    let mut rest = text;
    let mut next = || loop {
        let c = rest.chars().next()?;
        rest = &rest[c.len_utf8()..];
        if c == ']' && rest.starts_with('(') {
            rest = rest.split_once(')').map_or("", |(_, rest)| rest);
        } else if c.is_alphanumeric() {
            return Some(c);
        }
    };
    let begins = title.chars().filter(|c| c.is_alphanumeric()).all(|c| next() == Some(c));
    (rest, begins && !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_found_where_their_words_stand() {
        for (text, title, place) in [
            ("- Installs\n- **Install** - it\n", "Install", Some(15)),
            ("1. [ ] x\n- [x] Read *it*\n2. Read it\n", "Read it", Some(15)),
            ("| `Insert` (x) |\n", "Insert", Some(3)),
            ("see [the book](https://install.org) now\n", "the book now", Some(5)),
            ("Week 1: Install\n- Install\n", "Install", Some(18)),
            ("Week 1: Install\n", "Install", Some(8)),
            ("## Install it\n- **Install**: how\n", "Install", Some(18)),
            ("- 2. Größe: 学習\n", "学習", Some(14)),
            ("- 🎯\n", "🎯", Some(2)),
            ("- Reinstall\n", "install", None),
        ] {
            let opened = Text::open(text.as_bytes(), Path::new("a.md")).expect("a text");
            assert_eq!(opened.item(title, 0..text.len()), place, "{text}");
        }
    }

    #[test]
    fn looking_ends() {
        let text = "a b\n".repeat(1_000_000);
        let opened = Text::open(text.as_bytes(), Path::new("a.md")).expect("a text");
        assert!((0..100).all(|_| opened.item("c", 0..text.len()).is_none()));
        assert_eq!(opened.item("a", 0..text.len()), None);
    }

    /// Each place in a line that its words can begin at costs what is read from there.
    #[test]
    fn looking_ends_within_a_line() {
        for piece in ["[a](<b", "[a](b", "a b ", "a1-"] {
            let text = piece.repeat(100_000);
            let opened = Text::open(text.as_bytes(), Path::new("a.md")).expect("a text");
            assert_eq!(opened.words(&format!("{text} z"), 0..text.len()), None, "{piece}");
            assert_eq!(opened.left.get(), 0, "{piece}");
        }
    }
}
