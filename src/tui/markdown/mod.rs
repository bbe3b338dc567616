//! Markdown of strangers as styled lines, wrapped to a width.
//!
//! ```text
//! sanitize ─ limits ─ blocks (walk: containers become prefixes) ─┬─ inline (source of one leaf, rewritten)
//!                       │                                        ├─ leaf (tui-markdown draws it)
//!                       │                                        └─ table
//!                       └─ page (wraps, prefixes, blank lines, where links are)
//! ```
//!
//! Whatever the input, [`render`] neither panics nor drops a word: what can't be parsed is shown as plain text.

mod blocks;
mod guard;
mod inline;
mod leaf;
mod limits;
mod links;
mod marks;
mod page;
mod sanitize;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use ratatui::text::{Line, Span};

pub use self::guard::is_guarded;
pub(crate) use self::links::topic_number;
use self::page::Page;
pub use self::sanitize::sanitize;
pub use self::styles::Styles;
use super::wrap::Piece;

/// A document ready to be drawn: line by line, nothing wider than the width it was made for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The lines, from the top.
    pub lines: Vec<Line<'static>>,
    /// The links, in the order in which they appear; one that appears again with the same text is one link.
    pub links: Vec<DocLink>,
}

/// A link that can be opened (http, https, mailto), or leads to a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocLink {
    /// Its address, without control characters.
    pub url: String,
    /// Its text.
    pub title: String,
    /// Where it is on the lines. Empty when its text has no width.
    pub spans: Vec<LinkSpan>,
}

/// A part of a line, in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkSpan {
    /// Index of the line.
    pub line: usize,
    /// The first column.
    pub column: u16,
    /// The number of columns, not 0.
    pub width: u16,
}

/// Renders `markdown` for a pane of `width` columns (at least one).
pub fn render(markdown: &str, width: u16, theme: &Styles) -> Doc {
    render_with_topics(markdown, 0, width, theme)
}

/// Renders `markdown` in which links may lead to so many topics ([`TOPIC_SCHEME`](crate::app::page::TOPIC_SCHEME)).
pub fn render_with_topics(markdown: &str, topics: usize, width: u16, theme: &Styles) -> Doc {
    let text = sanitize(markdown);
    if !limits::is_parsable(&text) {
        return plain(&text, width, theme);
    }
    let parsed = guard::guarded(|| {
        let mut page = Page::new(width, theme);
        page.links.topics = topics;
        blocks::write(&mut page, &text);
        page.finish()
    });
    parsed.unwrap_or_else(|| plain(&text, width, theme))
}

/// What keeps a line from being taken for a heading, a list or a quotation.
const IN_PROSE: &str = "x ";

/// Renders a line that stands in something else, such as a choice: its marks are styles, and nothing in it begins a block.
pub fn inline(markdown: &str, theme: &Styles) -> Vec<Span<'static>> {
    let line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let doc = render(&format!("{IN_PROSE}{line}"), u16::MAX, theme);
    let [rendered] = doc.lines.as_slice() else {
        return vec![Span::styled(sanitize(&line).into_owned(), theme.text)];
    };
    let mut spans = rendered.spans.clone();
    let first = spans.first().and_then(|span| span.content.strip_prefix(IN_PROSE));
    if let Some(rest) = first.map(str::to_owned) {
        spans[0].content = rest.into();
        return spans;
    }
    vec![Span::styled(sanitize(&line).into_owned(), theme.text)]
}

/// A line of a document without its marks, for where it is quoted.
pub fn unmarked(line: &str, theme: &Styles) -> String {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '#'));
    let line = ["- ", "* ", "+ "]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet))
        .unwrap_or(line);
    let spans = inline(line, theme);
    spans.iter().map(|span| &*span.content).collect()
}

/// The text as it is, wrapped.
fn plain(text: &str, width: u16, theme: &Styles) -> Doc {
    let mut page = Page::new(width, theme);
    for line in text.lines() {
        page.wrapped(vec![Piece::new(blocks::expand_tabs(line), theme.text, None)]);
    }
    page.finish()
}
