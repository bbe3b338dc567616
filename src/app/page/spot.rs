//! The places of a page that lead somewhere, as they came out at the reading pane's present width.

use super::Target;

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Index of the line, from the page's top.
    pub line: usize,
    /// The first column, without the pane's margin.
    pub column: u16,
    /// The number of columns.
    pub width: u16,
}

/// A place that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Where it leads.
    pub target: Target,
    /// What it says.
    pub title: String,
    /// Where it stands, from the top; one part at least.
    pub stretches: Vec<Stretch>,
    /// Whether it stands in prose: not a line of a list, which is all its own.
    pub is_inline: bool,
}

impl Spot {
    /// The line it begins on.
    pub fn line(&self) -> usize {
        self.stretches.first().map_or(0, |first| first.line)
    }

    /// The line it ends on.
    pub fn last_line(&self) -> usize {
        self.stretches.last().map_or(0, |last| last.line)
    }

    /// Whether it is at a place of the page; a line of a list is so over the pane's whole width.
    pub fn is_at(&self, line: usize, column: u16) -> bool {
        self.stretches.iter().any(|part| {
            let columns = part.column..part.column.saturating_add(part.width);
            part.line == line && (!self.is_inline || columns.contains(&column))
        })
    }
}
