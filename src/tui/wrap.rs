//! Word wrap over styled graphemes, and cutting text to a number of columns.
//!
//! Width is counted the way ratatui puts text into cells: grapheme by grapheme. (The width of a whole string
//! can be smaller, because some scripts join letters of different graphemes.)

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

#[cfg(test)]
mod tests;

/// What stands for text that was cut off, and for a wide glyph where only one column is left.
const ELLIPSIS: &str = "…";

/// The columns `text` takes on the screen.
pub fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// `text`, or its beginning with `…`, in at most `width` columns.
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    if display_width(text) <= width {
        return Cow::Borrowed(text);
    }
    if width == 0 {
        return Cow::Borrowed("");
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used >= width {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push_str(ELLIPSIS);
    Cow::Owned(kept)
}

/// Wraps `spans` at word boundaries into lines of at most `width` columns (at least 1).
///
/// Every line starts with `first_indent` or `rest_indent`; an indent that would leave fewer than two columns is
/// left out. A word longer than a line is broken between graphemes, and wide (CJK) glyphs break anywhere. No
/// text at all is one line with the indent alone.
pub fn wrap(
    spans: &[Span<'_>],
    width: u16,
    first_indent: &[Span<'static>],
    rest_indent: &[Span<'static>],
) -> Vec<Line<'static>> {
    let width = usize::from(width).max(1);
    let pieces: Vec<Piece> = spans
        .iter()
        .map(|span| Piece::new(&*span.content, span.style, None))
        .collect();
    let (first, first_room) = fitting_indent(first_indent, width);
    let (rest, rest_room) = fitting_indent(rest_indent, width);
    wrap_pieces(&pieces, first_room, rest_room)
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let indent = if index == 0 { first } else { rest };
            Line::from(
                indent
                    .iter()
                    .cloned()
                    .chain(row.into_iter().map(Piece::into_span))
                    .collect::<Vec<_>>(),
            )
        })
        .collect()
}

/// The indent, or nothing when it leaves too little room, and the room it leaves.
fn fitting_indent<'a>(indent: &'a [Span<'static>], width: usize) -> (&'a [Span<'static>], usize) {
    let taken: usize = indent.iter().map(|span| display_width(&span.content)).sum();
    if taken + 2 <= width {
        (indent, width - taken)
    } else {
        (&[], width)
    }
}

/// A run of text with one style and one tag (an index of the caller's, such as that of a link).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Style,
    pub(super) tag: Option<usize>,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, style: Style, tag: Option<usize>) -> Self {
        Self {
            text: text.into(),
            style,
            tag,
        }
    }

    pub(super) fn into_span(self) -> Span<'static> {
        Span::styled(self.text, self.style)
    }
}

/// A slice of a piece that is not broken, unless it is wider than a whole line.
#[derive(Debug, Clone, Copy)]
struct Chunk<'a> {
    text: &'a str,
    width: usize,
    piece: &'a Piece,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    /// Joined to the words before and after it.
    Word,
    /// A unit of its own: a line may break on either side.
    Wide,
}

/// Word wrap: `first_room` columns for the first row, `rest_room` for the others. Never empty.
pub(super) fn wrap_pieces(pieces: &[Piece], first_room: usize, rest_room: usize) -> Vec<Vec<Piece>> {
    let mut rows = Rows::new(first_room, rest_room);
    let mut word: Vec<Chunk<'_>> = Vec::new();
    let mut spaces: Vec<Chunk<'_>> = Vec::new();
    for piece in pieces {
        for_each_chunk(piece, |kind, chunk| match kind {
            Kind::Word => word.push(chunk),
            Kind::Wide => {
                rows.place(&mut spaces, &mut word);
                word.push(chunk);
                rows.place(&mut spaces, &mut word);
            }
            Kind::Space => {
                rows.place(&mut spaces, &mut word);
                spaces.push(chunk);
            }
        });
    }
    rows.place(&mut spaces, &mut word);
    rows.finish()
}

/// Cuts where the row is full, wherever that is: for code, whose spaces and words must stay as they are.
pub(super) fn cut_pieces(pieces: &[Piece], first_room: usize, rest_room: usize) -> Vec<Vec<Piece>> {
    let mut rows = Rows::new(first_room, rest_room);
    for piece in pieces {
        rows.push_broken(Chunk {
            text: &piece.text,
            width: display_width(&piece.text),
            piece,
        });
    }
    rows.finish()
}

/// The rows made so far and the room for the one being filled.
struct Rows {
    done: Vec<Vec<Piece>>,
    row: Vec<Piece>,
    used: usize,
    room: usize,
    rest_room: usize,
}

impl Rows {
    fn new(first_room: usize, rest_room: usize) -> Self {
        Self {
            done: Vec::new(),
            row: Vec::new(),
            used: 0,
            room: first_room.max(1),
            rest_room: rest_room.max(1),
        }
    }

    fn finish(mut self) -> Vec<Vec<Piece>> {
        if !self.row.is_empty() || self.done.is_empty() {
            self.done.push(self.row);
        }
        self.done
    }

    fn break_row(&mut self) {
        self.done.push(std::mem::take(&mut self.row));
        self.used = 0;
        self.room = self.rest_room;
    }

    /// Puts a word down, after the spaces when it fits on this row and without them on a new one when not.
    fn place(&mut self, spaces: &mut Vec<Chunk<'_>>, word: &mut Vec<Chunk<'_>>) {
        if word.is_empty() {
            return;
        }
        let space_width: usize = spaces.iter().map(|chunk| chunk.width).sum();
        let word_width: usize = word.iter().map(|chunk| chunk.width).sum();
        let starts_wrapped_row = self.row.is_empty() && !self.done.is_empty();
        if !starts_wrapped_row && self.used + space_width + word_width <= self.room {
            spaces.drain(..).for_each(|chunk| self.push(chunk));
        } else {
            spaces.clear();
            if !self.row.is_empty() {
                self.break_row();
            }
        }
        for chunk in word.drain(..) {
            if self.used + chunk.width <= self.room {
                self.push(chunk);
            } else {
                self.push_broken(chunk);
            }
        }
    }

    fn push_broken(&mut self, chunk: Chunk<'_>) {
        if self.used + chunk.width <= self.room {
            return self.push(chunk);
        }
        for grapheme in chunk.text.graphemes(true) {
            let mut part = Chunk {
                text: grapheme,
                width: grapheme.width(),
                ..chunk
            };
            if self.used + part.width > self.room && self.used > 0 {
                self.break_row();
            }
            if part.width > self.room {
                (part.text, part.width) = (ELLIPSIS, 1);
            }
            self.push(part);
        }
    }

    fn push(&mut self, chunk: Chunk<'_>) {
        self.used += chunk.width;
        match self.row.last_mut() {
            Some(last) if last.style == chunk.piece.style && last.tag == chunk.piece.tag => {
                last.text.push_str(chunk.text);
            }
            _ => self
                .row
                .push(Piece::new(chunk.text, chunk.piece.style, chunk.piece.tag)),
        }
    }
}

/// Splits a piece into spaces, words and wide glyphs, in order.
fn for_each_chunk<'a>(piece: &'a Piece, mut found: impl FnMut(Kind, Chunk<'a>)) {
    let text = piece.text.as_str();
    let mut run: Option<(Kind, usize, usize)> = None; // kind, start, width
    let mut emit = |(kind, start, width): (Kind, usize, usize), end: usize| {
        found(
            kind,
            Chunk {
                text: &text[start..end],
                width,
                piece,
            },
        );
    };
    let mut step = |at: usize, kind: Kind, width: usize| match &mut run {
        Some((open, _, total)) if *open == kind && kind != Kind::Wide => *total += width,
        _ => {
            if let Some(open) = run.replace((kind, at, width)) {
                emit(open, at);
            }
        }
    };
    if text.is_ascii() {
        for (at, byte) in text.bytes().enumerate() {
            step(
                at,
                if byte.is_ascii_whitespace() {
                    Kind::Space
                } else {
                    Kind::Word
                },
                1,
            );
        }
    } else {
        for (at, grapheme) in text.grapheme_indices(true) {
            let width = grapheme.width();
            step(at, kind_of(grapheme, width), width);
        }
    }
    if let Some(open) = run {
        emit(open, text.len());
    }
}

fn kind_of(grapheme: &str, width: usize) -> Kind {
    match grapheme.chars().next() {
        // Not a place to break: the no-break spaces.
        Some('\u{a0}' | '\u{202f}' | '\u{2007}') => Kind::Word,
        // A space with a combining mark on it is something to see.
        Some(_) if grapheme.chars().all(|c| c.is_whitespace() || c == '\u{200b}') => Kind::Space,
        _ if width > 1 => Kind::Wide,
        _ => Kind::Word,
    }
}
