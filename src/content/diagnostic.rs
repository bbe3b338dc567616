//! What a reader has to say about its input: where, how bad, and what to do.

pub mod catalogue;

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::{Serialize, Serializer};

use super::brief;
use super::encoding::is_unsafe;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never a failure.
    Info,
    /// A guess or repair was made; a failure under `--strict`.
    Warning,
    /// Something could not be read.
    Error,
}

/// A longer line, in bytes, is not shown: no one could read it, and a part of it takes as long to cut out as all of it.
const LONGEST_LINE: usize = 16 * 1024;

/// One finding about one place of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for the kind of finding ("encoding-repaired").
    pub code: &'static str,
    /// The file, relative to its pack's folder; in a library of packs that are folders, as it can be opened from here.
    #[serde(serialize_with = "path_as_text")]
    pub file: PathBuf,
    /// Line, counted from 1, in the file as it is on disk.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What was found.
    pub message: String,
    /// What to do about it; empty when nothing needs doing.
    pub hint: String,
}

impl Diagnostic {
    /// With the names in its texts shortened, however long they are in the file.
    pub(crate) fn brief(mut self) -> Self {
        for text in [&mut self.message, &mut self.hint] {
            if let Cow::Owned(short) = brief::message(text) {
                *text = short;
            }
        }
        self
    }
}

/// A path in JSON: with replacement characters where it is no UTF-8, which serde itself refuses.
pub(super) fn path_as_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// A finding before it is known where its offset stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The stable name of its kind.
    pub code: &'static str,
    /// Byte offset in the text.
    pub at: usize,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Diagnostics with the places they speak of, for a terminal.
///
/// `source` is the text of the file they belong to. Nothing in it can steer the terminal: control characters are drawn as pictures.
pub fn render(diagnostics: &[Diagnostic], source: &str, colour: bool) -> String {
    let lines = lines(source);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let level = match diagnostic.severity {
            Severity::Info => Level::INFO,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let path = visible(&diagnostic.file.display().to_string());
        let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code);
        let line = lines.get(diagnostic.line.saturating_sub(1)).copied().unwrap_or("");
        let mut group = if line.len() > LONGEST_LINE || line.trim().is_empty() {
            title.element(Origin::path(path).line(diagnostic.line).char_column(diagnostic.column))
        } else {
            let (excerpt, span) = excerpt(line, diagnostic.column);
            let snippet = Snippet::source(excerpt).path(path).line_start(diagnostic.line);
            title.element(snippet.annotation(AnnotationKind::Primary.span(span)))
        };
        if !diagnostic.hint.is_empty() {
            group = group.element(Level::HELP.message(visible(&diagnostic.hint)));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    out
}

/// The column behind the character or word that a diagnostic stands at, in the file it belongs to.
pub fn end_columns(diagnostics: &[Diagnostic], source: &str) -> Vec<usize> {
    let lines = lines(source);
    let end = |found: &Diagnostic| {
        let line = lines.get(found.line.saturating_sub(1)).copied().unwrap_or("");
        if line.len() > LONGEST_LINE {
            return found.column + 1;
        }
        let (text, span) = excerpt(line, found.column);
        found.column + text[span].chars().count().max(1)
    };
    diagnostics.iter().map(end).collect()
}

/// The lines that diagnostics stand at, as an editor shows them; `None` for those too long to be shown.
pub fn excerpts(diagnostics: &[Diagnostic], source: &str) -> Vec<Option<String>> {
    let lines = lines(source);
    let excerpt = |found: &Diagnostic| {
        let line = lines.get(found.line.checked_sub(1)?)?;
        (line.len() <= LONGEST_LINE).then(|| visible(line.trim_end_matches('\r')))
    };
    diagnostics.iter().map(excerpt).collect()
}

fn lines(source: &str) -> Vec<&str> {
    source.strip_prefix('\u{feff}').unwrap_or(source).split('\n').collect()
}

/// The line made visible, and the bytes of the character or word at a column; at the end of the line, the place behind it.
fn excerpt(line: &str, column: usize) -> (String, Range<usize>) {
    let text = visible(line.trim_end_matches('\r'));
    let start = text
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(at, _)| at);
    let rest = &text[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let length = if word == 0 {
        rest.chars().next().map_or(0, char::len_utf8)
    } else {
        word
    };
    (text, start..start + length)
}

/// The text with every control character drawn as its picture, so that columns stay and the terminal isn't steered.
pub(crate) fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            _ if is_unsafe(c) => '\u{fffd}',
            _ => c,
        })
        .collect()
}

/// " (and 3 more)" behind the first of several; nothing where there are no others.
pub fn and_more(others: usize) -> String {
    match others {
        0 => String::new(),
        others => format!(" (and {others} more)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic(line: usize, column: usize, hint: &str) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            code: "front-matter-invalid",
            file: PathBuf::from("agents/zig.md"),
            line,
            column,
            message: "the value holds a colon".to_owned(),
            hint: hint.to_owned(),
        }
    }

    #[test]
    fn a_diagnostic_shows_its_place() {
        let text = render(
            &[diagnostic(2, 7, "put it in quotes")],
            "---\nname: Zig: the book\n---\n",
            false,
        );
        insta::assert_snapshot!(text, @r"
        warning[front-matter-invalid]: the value holds a colon
         --> agents/zig.md:2:7
          |
        2 | name: Zig: the book
          |       ^^^
          |
          = help: put it in quotes
        ");
    }

    #[test]
    fn nothing_in_the_source_steers_the_terminal() {
        let text = render(
            &[diagnostic(1, 3, "a\u{1b}]0;b\u{7}")],
            "a\u{1b}[2Jb\u{202e}\r\n",
            false,
        );
        assert!(!text.contains(|c: char| is_unsafe(c)), "{text:?}");
        assert!(text.contains('␛'));
    }

    #[test]
    fn places_outside_the_source_are_no_trouble() {
        for (line, column) in [(0, 0), (1, 90), (99, 1), (2, 1)] {
            assert!(render(&[diagnostic(line, column, "")], "ab\n", false).contains("agents/zig.md"));
        }
    }

    #[test]
    fn colour_is_asked_for() {
        assert!(render(&[diagnostic(1, 1, "")], "ab\n", true).contains('\u{1b}'));
    }
}
