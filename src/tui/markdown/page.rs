//! The page being written: wraps, puts the prefixes of open containers before every line, and keeps blank lines calm.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::links::Links;
use super::styles::Styles;
use super::{Doc, LinkSpan};
use crate::tui::wrap::{Piece, cut_pieces, display_width, wrap_pieces};

/// What marks a line of code as the continuation of the line above.
const CONTINUATION: &str = "↳ ";
/// Columns by which code stands in.
const CODE_INDENT: &str = "  ";
/// Below this many columns code has neither indent nor continuation mark.
const ROOMY: usize = 8;

/// An open container's prefix.
#[derive(Debug)]
struct Frame {
    /// For the first line; used up by it.
    first: Option<Span<'static>>,
    /// For the others.
    rest: Span<'static>,
    width: usize,
}

#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) styles: &'t Styles,
    pub(super) links: Links,
    width: usize,
    lines: Vec<Line<'static>>,
    frames: Vec<Frame>,
    /// A blank line is due before the next block.
    gap: bool,
    /// Marker of a container too deep for the width, to stand before its text.
    lead: Vec<Piece>,
}

impl<'t> Page<'t> {
    pub(super) fn new(width: u16, styles: &'t Styles) -> Self {
        Self {
            styles,
            links: Links::default(),
            width: usize::from(width).max(1),
            lines: Vec::new(),
            frames: Vec::new(),
            gap: false,
            lead: Vec::new(),
        }
    }

    pub(super) fn finish(mut self) -> Doc {
        self.write_lead();
        Doc {
            lines: self.lines,
            links: self.links.all,
        }
    }

    /// The columns left inside the open containers.
    pub(super) fn room(&self) -> usize {
        self.width - self.taken()
    }

    fn taken(&self) -> usize {
        self.frames.iter().map(|frame| frame.width).sum()
    }

    /// Opens a container whose first line starts with `first` and whose others start with `rest`; both of the
    /// same width. Where less than half of the width would be left for text, `first` alone stands before the text.
    pub(super) fn open(&mut self, first: Span<'static>, rest: Span<'static>) {
        let width = display_width(&first.content);
        let fits = (self.taken() + width) * 2 <= self.width && self.taken() + width + 2 <= self.width;
        if fits {
            self.frames.push(Frame {
                first: Some(first),
                rest,
                width,
            });
        } else {
            if first.content != rest.content {
                self.lead.push(Piece::new(first.content, first.style, None));
            }
            self.frames.push(Frame {
                first: None,
                rest: Span::raw(""),
                width: 0,
            });
        }
        self.gap = false;
    }

    /// Closes the innermost container. One without any text still shows its marker.
    pub(super) fn close(&mut self) {
        self.write_lead();
        if self.frames.last().is_some_and(|frame| {
            frame
                .first
                .as_ref()
                .is_some_and(|first| first.content != frame.rest.content)
        }) {
            self.push_row(Vec::new());
        }
        self.frames.pop();
    }

    /// Asks for a blank line before the next block, or takes that back.
    pub(super) fn set_gap(&mut self, gap: bool) {
        self.gap = gap && !self.lines.is_empty();
    }

    /// Writes the blank line that is due. Call before a block is written or a container opened.
    pub(super) fn write_gap(&mut self) {
        if std::mem::take(&mut self.gap) {
            self.write_lead();
            self.push_row(Vec::new());
        }
    }

    /// Writes a line of text, wrapped.
    pub(super) fn wrapped(&mut self, pieces: Vec<Piece>) {
        self.hanging(pieces, 0);
    }

    /// Writes a line of text, wrapped; its continuation lines stand in by `indent` columns where there is room.
    pub(super) fn hanging(&mut self, pieces: Vec<Piece>, indent: usize) {
        let mut all = std::mem::take(&mut self.lead);
        all.extend(pieces);
        let room = self.room();
        let indent = if indent * 3 <= room { indent } else { 0 };
        for (index, mut row) in wrap_pieces(&all, room, room - indent).into_iter().enumerate() {
            if index > 0 && indent > 0 {
                row.insert(0, Piece::new(" ".repeat(indent), Style::new(), None));
            }
            self.push_row(row);
        }
    }

    /// Writes a line of code, cut where it is too long.
    pub(super) fn code(&mut self, line: &str) {
        self.write_lead();
        let room = self.room();
        let (indent, mark) = if room >= ROOMY {
            (CODE_INDENT, CONTINUATION)
        } else {
            ("", "")
        };
        let first = room - display_width(indent);
        let rest = first - display_width(mark);
        let code = [Piece::new(line, self.styles.text.patch(self.styles.code_block), None)];
        for (index, mut row) in cut_pieces(&code, first, rest).into_iter().enumerate() {
            if index > 0 {
                row.insert(0, Piece::new(mark, self.styles.continuation, None));
            }
            if row.iter().any(|piece| !piece.text.trim().is_empty()) {
                row.insert(0, Piece::new(indent, Style::new(), None));
                self.push_row(row);
            } else {
                self.push_row(Vec::new());
            }
        }
    }

    /// Writes a line that fits already.
    pub(super) fn fitted(&mut self, pieces: Vec<Piece>) {
        self.write_lead();
        self.push_row(pieces);
    }

    fn write_lead(&mut self) {
        if !self.lead.is_empty() {
            self.wrapped(Vec::new());
        }
    }

    /// One line of the page: the prefixes and a row that fits into the room.
    fn push_row(&mut self, row: Vec<Piece>) {
        let mut spans: Vec<Span<'static>> = Vec::with_capacity(self.frames.len() + row.len());
        for frame in &mut self.frames {
            spans.push(frame.first.take().unwrap_or_else(|| frame.rest.clone()));
        }
        let mut column = self.taken();
        let line = self.lines.len();
        for piece in row {
            let width = display_width(&piece.text);
            if let Some(link) = piece.tag.and_then(|tag| self.links.all.get_mut(tag)) {
                extend_link(&mut link.spans, line, column, width);
            }
            column += width;
            spans.push(piece.into_span());
        }
        trim_end(&mut spans);
        self.lines.push(Line::from(spans));
    }
}

/// Adds the cells to the link; pieces side by side make one span.
fn extend_link(spans: &mut Vec<LinkSpan>, line: usize, column: usize, width: usize) {
    let (Ok(column), Ok(width)) = (u16::try_from(column), u16::try_from(width)) else {
        return;
    };
    match spans.last_mut() {
        Some(last) if last.line == line && last.column + last.width == column => last.width += width,
        _ if width > 0 => spans.push(LinkSpan { line, column, width }),
        _ => {}
    }
}

/// Takes unstyled blanks off the end: prefixes of blank lines.
fn trim_end(spans: &mut Vec<Span<'static>>) {
    while let Some(last) = spans.last_mut() {
        let kept = last.content.trim_end_matches(' ').len();
        if kept == last.content.len() && kept > 0 {
            break;
        }
        last.content.to_mut().truncate(kept);
        if kept > 0 {
            break;
        }
        spans.pop();
    }
}
