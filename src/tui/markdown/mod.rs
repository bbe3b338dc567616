//! Markdown as lines: its words for now, unstyled.

mod styles;

use ratatui::text::{Line, Span};

pub use styles::Styles;

use super::wrap::wrap;

/// A link of a document.
#[derive(Debug)]
pub struct DocLink {
    /// Its address.
    pub url: String,
    /// Where it stands.
    pub spans: Vec<LinkSpan>,
}

/// A part of a line that belongs to a link.
#[derive(Clone, Debug, Copy)]
pub struct LinkSpan {
    /// The line, from 0.
    pub line: usize,
    /// Its first column.
    pub column: u16,
    /// Its columns.
    pub width: u16,
}

/// A document as lines.
#[derive(Debug)]
pub struct Doc {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The links.
    pub links: Vec<DocLink>,
}

/// Wraps a document's lines.
pub fn render(markdown: &str, width: u16, styles: &Styles) -> Doc {
    let lines = markdown.lines().flat_map(|line| wrap(&[Span::styled(line, styles.text)], width, &[], &[])).collect();
    Doc { lines, links: Vec::new() }
}

/// Whether a panic on this thread is caught on purpose.
pub fn is_guarded() -> bool {
    false
}
