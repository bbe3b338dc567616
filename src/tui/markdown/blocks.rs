//! The walk over a document's blocks: containers become prefixes, leaf blocks go to tui-markdown.
//!
//! There is no recursion: a document can't exhaust the stack.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::inline::{Leaf, Located, Place};
use super::leaf::{self, Shape};
use super::page::Page;
use super::table;
use crate::tui::wrap::{Piece, display_width};

const QUOTE_BAR: &str = "▎ ";
const BULLETS: [&str; 3] = ["• ", "◦ ", "▪ "];
/// How far the continuation lines of a footnote stand in, at most.
const MAX_LABEL: usize = 6;
const TAB: usize = 4;

/// As tui-markdown parses, but without heading attributes (with task lists they make pulldown-cmark panic) and
/// without metadata blocks (they turn the text between two rules into one).
pub(super) fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_MATH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_TABLES
}

/// Writes `markdown` on the page.
pub(super) fn write(page: &mut Page<'_>, markdown: &str) {
    let events: Vec<Located<'_>> = Parser::new_ext(markdown, options()).into_offset_iter().collect();
    let lengths = list_lengths(&events);
    let mut walk = Walk {
        source: markdown,
        events: &events,
        page,
        lists: Vec::new(),
        items: Vec::new(),
        lengths: lengths.into_iter(),
    };
    walk.run();
}

/// The number of items of each list, in the order in which the lists start.
fn list_lengths(events: &[Located<'_>]) -> Vec<u64> {
    let (mut lengths, mut open) = (Vec::new(), Vec::new());
    for (event, _) in events {
        match event {
            Event::Start(Tag::List(_)) => {
                open.push(lengths.len());
                lengths.push(0);
            }
            Event::Start(Tag::Item) => {
                if let Some(length) = open.last().and_then(|index| lengths.get_mut(*index)) {
                    *length += 1;
                }
            }
            Event::End(TagEnd::List(_)) => {
                open.pop();
            }
            _ => {}
        }
    }
    lengths
}

struct List {
    /// Of the next item; `None` for bullets.
    number: Option<u64>,
    /// Columns of the widest number.
    digits: usize,
    started: bool,
    was_loose: bool,
}

struct Walk<'a, 's, 'p, 't> {
    source: &'s str,
    events: &'a [Located<'s>],
    page: &'p mut Page<'t>,
    lists: Vec<List>,
    /// For each open container: whether it is a tight list item.
    items: Vec<bool>,
    lengths: std::vec::IntoIter<u64>,
}

impl<'a, 's> Walk<'a, 's, '_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some((event, _)) = self.events.get(at) {
            at = match event {
                Event::Start(tag) => self.start(at, tag),
                Event::End(tag) => {
                    self.end(*tag);
                    at + 1
                }
                Event::Rule => {
                    self.rule();
                    at + 1
                }
                // The item has looked at it.
                Event::TaskListMarker(_) => at + 1,
                _ => self.loose_inline(at),
            };
        }
    }

    /// Returns the index of the event to go on with.
    fn start(&mut self, at: usize, tag: &Tag<'s>) -> usize {
        match tag {
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::List(number) => self.list(*number),
            Tag::Item => self.item(at),
            Tag::FootnoteDefinition(label) => self.footnote(label),
            Tag::DefinitionList => {}
            Tag::DefinitionListDefinition => {
                self.page.set_gap(false);
                self.open(Span::raw("  "), Span::raw("  "), false);
            }
            Tag::Paragraph => return self.leaf(at, Self::paragraph),
            Tag::Heading { level, .. } => return self.leaf(at, |walk, inside| walk.heading(*level, inside)),
            Tag::DefinitionListTitle => {
                return self.leaf(at, |walk, inside| walk.line(inside, walk.page.styles.strong));
            }
            Tag::CodeBlock(_) => return self.leaf(at, Self::code),
            Tag::HtmlBlock => return self.leaf(at, Self::html),
            Tag::Table(alignments) => {
                return self.leaf(at, |walk, inside| {
                    table::write(walk.page, walk.source, alignments, inside);
                });
            }
            // A front matter block or inline syntax outside of a paragraph (in a tight list item).
            _ => return self.loose_inline(at),
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition => {
                self.page.close();
                self.items.pop();
            }
            _ => return,
        }
        self.page.set_gap(true);
    }

    fn open(&mut self, first: Span<'static>, rest: Span<'static>, is_tight: bool) {
        self.page.open(first, rest);
        self.items.push(is_tight);
    }

    /// Before a block: a blank line, unless it is in a tight list item.
    fn space(&mut self) {
        if self.items.last() == Some(&true) {
            self.page.set_gap(false);
        }
        self.page.write_gap();
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.space();
        let styles = self.page.styles;
        let alert = kind.map(|kind| match kind {
            BlockQuoteKind::Note => ("Note", styles.note),
            BlockQuoteKind::Tip => ("Tip", styles.tip),
            BlockQuoteKind::Important => ("Important", styles.important),
            BlockQuoteKind::Warning => ("Warning", styles.warning),
            BlockQuoteKind::Caution => ("Caution", styles.caution),
        });
        let bar = Span::styled(QUOTE_BAR, alert.map_or(styles.quote, |(_, style)| style));
        self.open(bar.clone(), bar, false);
        if let Some((label, style)) = alert {
            self.page
                .wrapped(vec![Piece::new(label, style.add_modifier(Modifier::BOLD), None)]);
        }
    }

    fn list(&mut self, number: Option<u64>) {
        self.space();
        let last = number
            .map(|first| first.saturating_add(self.lengths.as_slice().first().copied().unwrap_or(1).saturating_sub(1)));
        self.lengths.next();
        let digits = last.map_or(0, |last| last.to_string().len());
        self.lists.push(List {
            number,
            digits,
            started: false,
            was_loose: false,
        });
    }

    fn item(&mut self, at: usize) {
        let styles = self.page.styles;
        let mut ahead = self.events[at + 1..].iter().map(|(event, _)| event);
        let first = ahead.next();
        let is_loose = matches!(first, Some(Event::Start(Tag::Paragraph)));
        let task = match (first, ahead.next()) {
            (Some(Event::TaskListMarker(done)), _) | (_, Some(Event::TaskListMarker(done))) => Some(*done),
            _ => None,
        };
        let depth = self
            .lists
            .iter()
            .filter(|list| list.number.is_none())
            .count()
            .saturating_sub(1);
        let Some(list) = self.lists.last_mut() else { return };
        let mut marker = match &mut list.number {
            None => BULLETS[depth % BULLETS.len()].to_owned(),
            Some(number) => {
                let text = format!("{number:>width$}. ", width = list.digits);
                *number = number.saturating_add(1);
                text
            }
        };
        let is_bullet = list.number.is_none();
        if let Some(done) = task {
            let mark = if done { "[x] " } else { "[ ] " };
            if is_bullet {
                mark.clone_into(&mut marker);
            } else {
                marker.push_str(mark);
            }
        }
        let gap = list.started && (is_loose || list.was_loose);
        (list.started, list.was_loose) = (true, is_loose);
        if gap {
            self.page.set_gap(true);
            self.page.write_gap();
        } else {
            self.page.set_gap(false);
        }
        let blank = Span::raw(" ".repeat(display_width(&marker)));
        self.open(Span::styled(marker, styles.text.patch(styles.marker)), blank, !is_loose);
    }

    fn footnote(&mut self, label: &str) {
        self.space();
        let style = self.page.styles.text.patch(self.page.styles.footnote);
        let marker = format!("[{}] ", label.replace(['\t', '\n'], " "));
        if display_width(&marker) <= MAX_LABEL {
            let blank = Span::raw(" ".repeat(display_width(&marker)));
            self.open(Span::styled(marker, style), blank, false);
        } else {
            self.page.wrapped(vec![Piece::new(marker, style, None)]);
            self.open(Span::raw("  "), Span::raw("  "), false);
        }
    }

    fn rule(&mut self) {
        self.space();
        let rule = "─".repeat(self.page.room());
        self.page.fitted(vec![Piece::new(rule, self.page.styles.rule, None)]);
        self.page.set_gap(true);
    }

    /// Gives the events of the leaf that starts at `at` to `write`; returns the index after its end.
    fn leaf(&mut self, at: usize, write: impl FnOnce(&mut Self, &'a [Located<'s>])) -> usize {
        let end = self.matching_end(at);
        self.space();
        write(self, &self.events[at + 1..end]);
        self.page.set_gap(true);
        end + 1
    }

    /// Inline content that stands in an item itself, up to the next block.
    fn loose_inline(&mut self, at: usize) -> usize {
        let mut end = at;
        while let Some((event, _)) = self.events.get(end) {
            match event {
                Event::Start(tag) if is_inline(tag) => end = self.matching_end(end),
                Event::Start(_) | Event::End(_) | Event::Rule if end > at => break,
                _ => {}
            }
            end += 1;
        }
        self.space();
        self.paragraph(&self.events[at..end]);
        self.page.set_gap(true);
        end
    }

    fn matching_end(&self, start: usize) -> usize {
        let mut depth = 0;
        for (offset, (event, _)) in self.events[start..].iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return start + offset;
            }
        }
        self.events.len().saturating_sub(1).max(start)
    }

    fn paragraph(&mut self, inside: &[Located<'s>]) {
        let inside = match inside {
            [(Event::TaskListMarker(_), _), rest @ ..] => rest,
            all => all,
        };
        let mut leaf = Leaf::default();
        leaf.add(self.source, inside, Place::Paragraph, &mut self.page.links);
        if leaf.text().trim().is_empty() {
            return;
        }
        for line in leaf::inline(&leaf, Shape::Paragraph, self.page.styles.text, self.page.styles) {
            self.page.wrapped(line);
        }
    }

    fn line(&mut self, inside: &[Located<'s>], style: Style) {
        let mut leaf = Leaf::default();
        leaf.add(self.source, inside, Place::Line, &mut self.page.links);
        let base = self.page.styles.text.patch(style);
        let pieces = leaf::inline(&leaf, Shape::Line, base, self.page.styles).concat();
        if !pieces.is_empty() {
            self.page.wrapped(pieces);
        }
    }

    fn heading(&mut self, level: HeadingLevel, inside: &[Located<'s>]) {
        let styles = self.page.styles;
        let style = match level {
            HeadingLevel::H1 => styles.heading1,
            HeadingLevel::H2 => styles.heading2,
            _ => styles.heading3,
        };
        match without_attributes(self.source, inside) {
            Some(inside) => self.line(&inside, style),
            None => self.line(inside, style),
        }
    }

    fn code(&mut self, inside: &[Located<'s>]) {
        let text: String = texts(inside).collect();
        for line in leaf::code(text.trim_end_matches('\n')) {
            self.page.code(&expand_tabs(&line));
        }
    }

    /// Raw HTML is shown as it is, but for its comments.
    fn html(&mut self, inside: &[Located<'s>]) {
        let text = without_comments(&texts(inside).collect::<String>());
        let style = self.page.styles.text.patch(self.page.styles.html);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            self.page
                .wrapped(vec![Piece::new(expand_tabs(line.trim_end()), style, None)]);
        }
    }
}

fn texts<'a>(events: &'a [Located<'_>]) -> impl Iterator<Item = &'a str> {
    events.iter().filter_map(|(event, _)| match event {
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => Some(&**text),
        _ => None,
    })
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// The heading's content without a `{#id .class}` at its end, if it has one.
fn without_attributes<'s>(source: &'s str, inside: &[Located<'s>]) -> Option<Vec<Located<'s>>> {
    let (Event::Text(text), range) = inside.last()? else {
        return None;
    };
    let start = text.rfind('{')?;
    let attributes = text[start + 1..].strip_suffix('}')?;
    let is_verbatim = source.get(range.clone()) == Some(&**text);
    if !is_verbatim || !attributes.starts_with(['#', '.']) || attributes.contains(char::is_control) {
        return None;
    }
    let kept = text[..start].trim_end().len();
    let range: Range<usize> = range.start..range.start + kept;
    let mut shorter = inside[..inside.len() - 1].to_vec();
    if kept > 0 {
        shorter.push((Event::Text(source[range.clone()].into()), range));
    }
    Some(shorter)
}

/// `html` without `<!-- … -->`. A comment that doesn't end is kept: it may not be one.
fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else {
            break;
        };
        kept.push_str(before);
        rest = after;
    }
    kept + rest
}

/// Tabs as blanks up to the next stop of four columns.
pub(super) fn expand_tabs(line: &str) -> String {
    let mut parts = line.split('\t');
    let mut expanded = parts.next().unwrap_or_default().to_owned();
    let mut column = display_width(&expanded);
    for part in parts {
        let blanks = TAB - column % TAB;
        expanded.extend(std::iter::repeat_n(' ', blanks));
        expanded.push_str(part);
        column += blanks + display_width(part);
    }
    expanded
}
