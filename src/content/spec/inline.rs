//! One run of inline Markdown, flattened to text with marks for what stood out in it.

use std::ops::Range;

use super::text::is_decoration;
use crate::content::encoding::{find_unsafe, is_unsafe, length_of_unsafe};

/// A longer paragraph draws nothing.
const LONGEST_DRAWN: usize = 8 * 1024;

/// What opens an escape sequence.
const OPENERS: [char; 2] = ['\u{1b}', '\u{9b}'];

/// What joins the places of a line, besides a lone `>` between words.
const ARROWS: &[&str] = &["→", "➜", "⇒", " -> ", " --> "];

/// What a stretch of the text was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Style {
    Bold,
    Code,
    /// A link, with its target.
    Link(String),
}

/// A stretch of the text that stood out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) style: Style,
    pub(super) range: Range<usize>,
}

/// Flattened text; line breaks of the source are kept as `\n`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Inline {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    open: Vec<(Style, usize)>,
}

impl Inline {
    pub(super) fn plain(text: &str) -> Self {
        let mut inline = Self::default();
        inline.push(text);
        inline.drop_sequences();
        inline
    }

    /// One that so much of the source makes up.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Appends text; entities may have smuggled in control characters, so those go here.
    pub(super) fn push(&mut self, text: &str) {
        if find_unsafe(text).is_some() {
            // What opens an escape sequence stays until all of it is there.
            let stays = |c: &char| !is_unsafe(*c) || OPENERS.contains(c);
            self.text.extend(text.chars().filter(stays));
        } else {
            self.text.push_str(text);
        }
    }

    pub(super) fn code(&mut self, text: &str) {
        self.open(Style::Code);
        self.push(text);
        self.close();
    }

    pub(super) fn open(&mut self, style: Style) {
        self.open.push((style, self.text.len()));
    }

    pub(super) fn close(&mut self) {
        if let Some((style, start)) = self.open.pop() {
            self.marks.push(Mark {
                style,
                range: start..self.text.len(),
            });
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Puts the marks in the order of the text, the outer one first.
    pub(super) fn seal(&mut self) {
        self.drop_sequences();
        self.marks
            .sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    }

    /// Takes escape sequences out, which entities may have smuggled in part by part.
    fn drop_sequences(&mut self) {
        let mut gone: Vec<Range<usize>> = Vec::new();
        // How much of the text is gone before each of them.
        let mut sums = Vec::new();
        let mut sum = 0;
        let mut from = 0;
        while let Some(at) = self.text[from..].find(OPENERS).map(|at| from + at) {
            from = at + length_of_unsafe(&self.text[at..]);
            gone.push(at..from);
            sums.push(sum);
            sum += from - at;
        }
        if gone.is_empty() {
            return;
        }
        let moved = |at: usize| match gone.partition_point(|range| range.start < at).checked_sub(1) {
            Some(last) => at - sums[last] - (gone[last].end.min(at) - gone[last].start),
            None => at,
        };
        for mark in &mut self.marks {
            mark.range = moved(mark.range.start)..moved(mark.range.end);
        }
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for range in &gone {
            text.push_str(&self.text[at..range.start]);
            at = range.end;
        }
        text.push_str(&self.text[at..]);
        self.text = text;
    }

    /// Where links stand, in order.
    pub(super) fn links(&self) -> Vec<Range<usize>> {
        self.marks
            .iter()
            .filter(|mark| matches!(mark.style, Style::Link(_)))
            .map(|mark| mark.range.clone())
            .collect()
    }

    /// Whether the whole text is bold but for emoji, a note in parentheses and a colon: a heading in all but name.
    pub(super) fn is_label(&self) -> bool {
        let mut bold = self.marks.iter().filter(|mark| mark.style == Style::Bold);
        let (Some(mark), None) = (bold.next(), bold.next()) else {
            return false;
        };
        let behind = &self.text[mark.range.end..];
        let inner = behind
            .trim()
            .trim_end_matches(':')
            .strip_prefix('(')
            .and_then(|note| note.strip_suffix(')'));
        let is_note = inner.is_some_and(|note| !note.contains(['(', ')']));
        let outside = [&self.text[..mark.range.start], if is_note { "" } else { behind }];
        !self.text.contains('\n')
            && outside
                .iter()
                .all(|text| text.chars().all(|c| c.is_whitespace() || c == ':' || is_decoration(c)))
    }

    /// Whether it opens with bold text.
    pub(super) fn opens_bold(&self) -> bool {
        self.marks.first().is_some_and(|mark| {
            mark.style == Style::Bold && self.text[..mark.range.start].chars().all(|c| !c.is_alphanumeric())
        })
    }

    /// Whether it is a list drawn with glyphs: several lines, each opened by one ("✓ fast").
    pub(super) fn is_glyph_list(&self) -> bool {
        // A keycap is a digit with a frame around it.
        let is_keycap = |line: &str| line.chars().take(3).any(|c| c == '\u{20e3}');
        let opens = |line: &str| {
            let line = line.trim_start();
            (line.starts_with(is_decoration) || is_keycap(line)) && line.contains(char::is_alphanumeric)
        };
        let is_short = self.text.len() < LONGEST_DRAWN;
        is_short && self.text.contains('\n') && self.text.lines().all(opens)
    }

    /// Lines of arrows, each with the label that stands before or above it ("**Zig:** syntax → types → tools"); `None` when
    /// a line is anything else.
    pub(super) fn labelled_chains(&self) -> Option<Vec<(Option<String>, Vec<String>)>> {
        if self.text.len() > LONGEST_DRAWN || !self.has_arrow() {
            return None;
        }
        let mut chains = Vec::new();
        let mut above = None;
        for line in self.lines() {
            if line.is_label() {
                if above.replace(line.text).is_some() {
                    return None;
                }
                continue;
            }
            let bold = line.marks.first().filter(|mark| mark.style == Style::Bold);
            let end = bold.map_or(0, |mark| mark.range.end);
            let (label, rest) = line.text.split_at(end);
            let label = label.trim();
            let rest = rest.trim_start();
            let is_set_off = label.ends_with(':') || rest.starts_with(':');
            let (label, rest) = if is_set_off && !label.is_empty() {
                (Some(label.to_owned()), rest.trim_start_matches(':'))
            } else {
                (None, line.text.as_str())
            };
            let places = Self::plain(rest).chain()?.into_iter().map(str::to_owned).collect();
            chains.push((label.or_else(|| above.take()), places));
        }
        (above.is_none() && !chains.is_empty()).then_some(chains)
    }

    /// Whether an arrow stands in it.
    pub(super) fn has_arrow(&self) -> bool {
        ARROWS.iter().any(|arrow| self.text.contains(arrow)) || self.text.matches(" > ").count() > 1
    }

    /// The places of a line that joins at least three with arrows ("syntax → types → tools").
    pub(super) fn chain(&self) -> Option<Vec<&str>> {
        self.chain_of(3)
    }

    /// The places of a line that joins at least so many with arrows.
    pub(super) fn chain_of(&self, least: usize) -> Option<Vec<&str>> {
        let is_long = self.text.len() > LONGEST_DRAWN;
        if is_long || self.text.contains('\n') || !self.has_arrow() {
            return None;
        }
        let arrow = ARROWS
            .iter()
            .find(|arrow| self.text.contains(**arrow))
            .unwrap_or(&" > ");
        let places = split_outside(&self.text, arrow);
        let is_place = |place: &&str| (1..=8).contains(&place.split_whitespace().count());
        let (first, rest) = places.split_first()?;
        // "Teach by the principle of doing \u{2192} grasping \u{2192} naming" is a sentence.
        let is_sentence = first.split_whitespace().count() > 4 && rest.iter().all(|place| !place.contains(' '));
        (places.len() >= least && !is_sentence && places.iter().all(is_place)).then_some(places)
    }

    /// The lines of the text, each with its own marks.
    pub(super) fn lines(&self) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            let end = start + line.len();
            let first = self.marks.partition_point(|mark| mark.range.start < start);
            let marks = self.marks[first..].iter();
            let marks = marks.take_while(|mark| mark.range.start <= end);
            let marks = marks.filter(|mark| mark.range.end <= end);
            let marks = marks.map(|mark| Mark {
                style: mark.style.clone(),
                range: mark.range.start - start..mark.range.end - start,
            });
            lines.push(Self {
                text: line.to_owned(),
                marks: marks.collect(),
                open: Vec::new(),
            });
            start = end + 1;
        }
        lines
    }
}
/// A text split at a mark, but for those in brackets.
fn split_outside<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' | '\u{ff08}' => depth += 1,
            ')' | ']' | '}' | '\u{ff09}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at >= start && text[at..].starts_with(mark) => {
                parts.push(text[start..at].trim());
                start = at + mark.len();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}
