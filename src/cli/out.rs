//! Writing: text that can't steer the terminal, in columns, and pipes that may be closed at any time.

use std::env;
use std::fmt::{self, Write as _};
use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::{Context, Result};
use serde::Serialize;

use crate::content::brief;
use crate::content::encoding::is_unsafe;
pub(super) use crate::learn::words::{counted, grouped};
use crate::progress::event::Status;
use crate::tui::wrap::{display_width, truncate};

/// Text is wrapped here, whatever the terminal: it is to be read.
const WIDTH: usize = 80;
/// No column gets narrower than this to make room for another.
const NARROWEST_COLUMN: usize = 8;
/// A column grows to this width; a longer cell moves its row's other cells to the right.
const WIDEST_COLUMN: usize = 40;

/// Whoever read the output has stopped reading. Nothing to complain about, nobody to complain to.
#[derive(Debug)]
pub(super) struct ClosedPipe;

impl fmt::Display for ClosedPipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the output was closed")
    }
}

impl std::error::Error for ClosedPipe {}

/// How a piece of text looks, where there are colours at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Style {
    #[default]
    Plain,
    Bold,
    Dim,
    Of(Status),
}

impl Style {
    /// The parameters of its "select graphic rendition" sequence.
    const fn sgr(self) -> &'static str {
        match self {
            Self::Plain | Self::Of(Status::Todo) => "",
            Self::Bold => "1",
            Self::Dim | Self::Of(Status::Skipped) => "2",
            Self::Of(Status::Learning) => "33",
            Self::Of(Status::Done) => "32",
        }
    }
}

/// One line, or one cell of a table. Control characters don't get in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line(Vec<(Style, String)>);

impl Line {
    pub(super) fn new(style: Style, text: impl AsRef<str>) -> Self {
        Self::default().and(style, text)
    }

    /// The line with more text behind it.
    pub(super) fn and(mut self, style: Style, text: impl AsRef<str>) -> Self {
        self.0.push((style, one_line(&brief::name(text.as_ref()))));
        self
    }

    /// A line of a text that is to be read, however long it is.
    fn whole(text: &str) -> Self {
        Self(vec![(Style::Plain, one_line(text))])
    }

    /// The line with another one behind it.
    pub(super) fn and_line(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| display_width(text)).sum()
    }

    /// The line, ending in `…` where it is wider than that.
    fn cut(self, width: usize) -> Self {
        if self.width() <= width {
            return self;
        }
        let mut room = width;
        let mut cut = Self::default();
        for (style, text) in self.0 {
            let own = display_width(&text);
            // One column is kept for the sign that there is more.
            let kept = truncate(&text, if own < room { own } else { room });
            let is_whole = kept.len() == text.len() && own < room;
            room -= display_width(&kept).min(room);
            cut.0.push((style, kept.into_owned()));
            if !is_whole {
                break;
            }
        }
        cut
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::new(Style::Plain, text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::new(Style::Plain, text)
    }
}

/// The mark of a status, as on the tutor's screen, in its colour.
pub(super) fn mark(status: Status) -> Line {
    Line::new(Style::Of(status), crate::tui::theme::mark(status))
}

fn one_line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(' '),
            _ => (!is_unsafe(c)).then_some(c),
        })
        .collect()
}

/// Where results go.
pub(super) struct Out {
    to: Box<dyn Write>,
    colour: bool,
    /// The columns of the terminal, where it is one.
    columns: Option<usize>,
}

impl Out {
    /// Standard output, in colour when that is a terminal.
    pub(super) fn stdout() -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        Self {
            colour: is_terminal && colour_wanted(),
            columns: is_terminal.then(crate::tui::columns).flatten(),
            to: Box::new(BufWriter::new(stdout)),
        }
    }

    pub(super) fn colour(&self) -> bool {
        self.colour
    }

    /// Hands everything on, so that what was printed is there.
    pub(super) fn flush(&mut self) -> Result<()> {
        settle(self.to.flush())
    }

    /// Text that is safe already, as it stands.
    pub(super) fn verbatim(&mut self, text: &str) -> Result<()> {
        settle(self.to.write_all(text.as_bytes()))
    }

    /// What `write` makes, which must be safe already.
    pub(super) fn stream(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        settle(write(&mut self.to))
    }

    pub(super) fn line(&mut self, line: impl Into<Line>) -> Result<()> {
        let mut text = String::new();
        for (style, span) in line.into().0 {
            let sgr = style.sgr();
            if self.colour && !sgr.is_empty() {
                text.extend(["\u{1b}[", sgr, "m", span.as_str(), "\u{1b}[0m"]);
            } else {
                text.push_str(&span);
            }
        }
        let text = text.trim_end();
        self.verbatim(text)?;
        self.verbatim("\n")
    }

    pub(super) fn blank(&mut self) -> Result<()> {
        self.verbatim("\n")
    }

    /// An empty line and a heading.
    pub(super) fn heading(&mut self, text: &str) -> Result<()> {
        self.blank()?;
        self.line(Line::new(Style::Bold, text))
    }

    /// Prose, wrapped; `first` stands before it, and every further line is indented as far.
    pub(super) fn prose(&mut self, first: Line, text: &str) -> Result<()> {
        self.flow(first, &[(Style::Plain, text)])
    }

    /// Prose as above, in several styles, with a space between its parts.
    pub(super) fn flow(&mut self, first: Line, parts: &[(Style, &str)]) -> Result<()> {
        let indent = first.width();
        let mut line = first;
        let mut used = indent;
        let words = parts
            .iter()
            .flat_map(|(style, text)| text.split_whitespace().map(|word| (*style, word)));
        for (style, word) in words {
            let width = display_width(word);
            if used > indent && used + 1 + width > WIDTH {
                self.line(std::mem::replace(&mut line, Line::from(" ".repeat(indent))))?;
                used = indent;
            }
            let gap = if used > indent { " " } else { "" };
            line = line.and(Style::Plain, gap).and(style, word);
            used += gap.len() + width;
        }
        self.line(line)
    }

    /// Text whose lines mean something, such as Markdown, indented.
    pub(super) fn block(&mut self, indent: usize, text: &str) -> Result<()> {
        for line in text.trim_matches('\n').lines() {
            self.line(Line::from(" ".repeat(indent)).and_line(Line::whole(line)))?;
        }
        Ok(())
    }

    /// Rows in columns two spaces apart.
    pub(super) fn table(&mut self, rows: Vec<Vec<Line>>) -> Result<()> {
        let mut widths: Vec<usize> = Vec::new();
        for row in &rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width().min(WIDEST_COLUMN));
            }
        }
        for row in rows {
            let mut line = Line::default();
            let last = row.len().saturating_sub(1);
            for (column, (cell, width)) in row.into_iter().zip(&widths).enumerate() {
                let padding = width.saturating_sub(cell.width());
                line.0.extend(cell.0);
                if column < last {
                    line.0.push((Style::Plain, " ".repeat(padding + 2)));
                }
            }
            self.line(line)?;
        }
        Ok(())
    }

    /// Rows as above, each on one line of the terminal: what doesn't fit is cut. Where there is none they are whole.
    pub(super) fn list(&mut self, rows: Vec<Vec<Line>>) -> Result<()> {
        let Some(columns) = self.columns else {
            return self.table(rows);
        };
        let mut widths: Vec<usize> = Vec::new();
        for row in &rows {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        let gaps = 2 * widths.len().saturating_sub(1);
        narrow(&mut widths, columns.saturating_sub(gaps));
        let cut = |row: Vec<Line>| {
            let mut line = Line::default();
            let last = row.len().saturating_sub(1);
            for (column, (cell, &width)) in row.into_iter().zip(&widths).enumerate() {
                let cell = cell.cut(width);
                let padding = width - cell.width().min(width);
                line = line.and_line(cell);
                if column < last {
                    line.0.push((Style::Plain, " ".repeat(padding + 2)));
                }
            }
            // The last cells may be empty, and then nothing but space is beyond the edge.
            line.cut(columns)
        };
        for row in rows {
            self.line(cut(row))?;
        }
        Ok(())
    }

    /// One JSON object, for scripts. Control characters stay readable as escapes.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(value).context("can't make JSON of the result")?;
        let mut safe = String::with_capacity(text.len());
        for c in text.chars() {
            // Only inside of strings are there any: all else is ASCII of serde_json's own.
            if is_unsafe(c) {
                let _ = write!(safe, "\\u{:04x}", u32::from(c)); // a String takes everything
            } else {
                safe.push(c);
            }
        }
        self.verbatim(&safe)?;
        self.verbatim("\n")
    }
}

/// Takes from the widest columns until they have room together.
fn narrow(widths: &mut [usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let excess = widths.iter().sum::<usize>() - room;
        let Some(widest) = widths.iter().copied().max().filter(|&width| width > NARROWEST_COLUMN) else {
            return;
        };
        let next = widths
            .iter()
            .copied()
            .filter(|&width| width < widest)
            .max()
            .unwrap_or(0);
        let count = widths.iter().filter(|&&width| width == widest).count();
        let each = (widest - next.max(NARROWEST_COLUMN)).clamp(1, excess.div_ceil(count));
        for width in widths.iter_mut().filter(|width| **width == widest) {
            *width -= each;
        }
    }
}

fn settle(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(ClosedPipe.into()),
        Err(error) => Err(error).context("can't write the output"),
        Ok(()) => Ok(()),
    }
}

/// Whether the learner wants colours where there can be any.
pub(super) fn colour_wanted() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Says something on stderr: `error: …`, `warning: …`, `note: …`.
pub(super) fn tell(kind: &str, message: &str) {
    let lines = message.lines().map(|line| brief::message_with_commands(line));
    let lines: Vec<String> = lines.map(|line| one_line(&line)).collect();
    // Where even stderr is closed, there is no place left to say so.
    let _ = writeln!(io::stderr().lock(), "{kind}: {}", lines.join("\n"));
}

/// One line on stderr about work that takes its time; nothing where stderr is no terminal.
pub(super) struct Ticker {
    shown: bool,
}

impl Ticker {
    pub(super) fn new() -> Self {
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            shown: io::stderr().is_terminal() && !dumb,
        }
    }

    /// Puts this in place of what the line said before.
    pub(super) fn show(&self, text: &str) {
        if self.shown {
            let text = one_line(text);
            let line = truncate(&text, WIDTH - 1);
            // Nothing depends on it.
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K{line}");
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.show("");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn printed(colour: bool, print: impl FnOnce(&mut Out) -> Result<()>) -> String {
        printed_on(None, colour, print)
    }

    fn printed_on(columns: Option<usize>, colour: bool, print: impl FnOnce(&mut Out) -> Result<()>) -> String {
        let paper = Paper::default();
        let mut out = Out {
            to: Box::new(paper.clone()),
            colour,
            columns,
        };
        print(&mut out).unwrap();
        String::from_utf8(paper.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn nothing_printed_steers_the_terminal() {
        let evil = "a\u{1b}]0;x\u{7}b\u{202e}\u{9b}2Jc\r\nd";
        let text = printed(false, |out| {
            out.line(evil)?;
            out.prose(Line::from("  "), evil)?;
            out.block(2, evil)?;
            out.table(vec![vec![evil.into(), evil.into()]])?;
            out.json(&evil)
        });
        assert!(!text.contains(is_unsafe), "{text:?}");
        assert!(text.contains("\\u009b2Jc\\r\\nd"), "{text}");
    }

    #[test]
    fn colours_are_the_programs_own() {
        let line = || Line::new(Style::Bold, "a\u{1b}[31mb").and(Style::Plain, "c");
        assert_eq!(printed(true, |out| out.line(line())), "\u{1b}[1ma[31mb\u{1b}[0mc\n");
        assert_eq!(printed(false, |out| out.line(line())), "a[31mbc\n");
    }

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let rows = [["駅", "1"], ["abc", "2"], ["", "3"]];
        let rows = rows.map(|row| row.map(Line::from).to_vec()).to_vec();
        assert_eq!(printed(false, |out| out.table(rows)), "駅   1\nabc  2\n     3\n");
    }

    #[test]
    fn a_list_fits_the_terminal_and_is_whole_without_one() {
        let rows = || {
            let title = |text: &str| Line::new(Style::Bold, "○ ").and(Style::Plain, text);
            vec![
                vec![
                    title("Server-side rendering of 駅"),
                    "todo".into(),
                    "frontend/react/server-side-rendering".into(),
                ],
                vec![title("HTTP"), "learning".into(), "http".into()],
                vec![title("Git"), "done".into(), Line::default()],
            ]
        };
        let list = |columns| printed_on(columns, false, |out| out.list(rows()));
        assert_eq!(
            list(None),
            printed(false, |out| out.table(rows())),
            "what a program reads is whole"
        );
        assert_eq!(list(Some(200)), list(None));
        assert_eq!(
            list(Some(40)),
            "○ Server-side…  todo      frontend/reac…\n○ HTTP          learning  http\n○ Git           done\n"
        );
        for columns in 0..90 {
            for line in list(Some(columns)).lines() {
                assert!(display_width(line) <= columns.max(1), "{columns}: {line}");
            }
        }
    }

    #[test]
    fn prose_is_wrapped_under_its_beginning() {
        let text = "word ".repeat(30);
        let text = printed(false, |out| out.prose(Line::from("  - "), &text));
        assert_eq!(text.lines().count(), 2);
        assert!(text.lines().all(|line| display_width(line) <= WIDTH), "{text}");
        assert!(text.starts_with("  - word word"));
        assert!(text.lines().nth(1).unwrap().starts_with("    word"));
    }

    #[test]
    fn numbers_are_set_in_groups_of_three() {
        for (number, text) in [
            (0, "0 links"),
            (1, "1 link"),
            (999, "999 links"),
            (1000, "1,000 links"),
            (12_034_567, "12,034,567 links"),
        ] {
            assert_eq!(counted(number, "link"), text);
        }
    }

    #[test]
    fn a_closed_pipe_is_told_from_a_full_disk() {
        let pipe = settle(Err(io::ErrorKind::BrokenPipe.into())).unwrap_err();
        assert!(pipe.is::<ClosedPipe>());
        let full = settle(Err(io::ErrorKind::StorageFull.into())).unwrap_err();
        assert!(!full.is::<ClosedPipe>());
    }
}
