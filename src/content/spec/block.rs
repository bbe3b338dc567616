//! Markdown to a small tree of blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::inline::{Inline, Style};
use super::links::Found;
use crate::content::nesting;

/// Containers nested deeper than this are not read as structure.
pub(super) const MAX_DEPTH: usize = 48;

/// Tags that only say how text looks.
const FORMATS: &[&str] = &[
    "b", "big", "center", "code", "em", "font", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u",
];

/// A block and where it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Heading(u8, Inline),
    Paragraph(Inline),
    List(Vec<ListItem>),
    Code(Code),
    Table(Table),
    Rule,
    /// Quotes, HTML: kept as they stand.
    Other,
}

/// A list item: the text it opens with, and what follows it.
#[derive(Debug, Clone, Default)]
pub(super) struct ListItem {
    pub(super) text: Inline,
    pub(super) blocks: Vec<Block>,
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) language: String,
    pub(super) text: String,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) head: Vec<Inline>,
    /// Where the head stands with the rule below it.
    pub(super) head_range: Range<usize>,
    pub(super) rows: Vec<(Vec<Inline>, Range<usize>)>,
}

/// Everything the Markdown parser said that matters here.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) blocks: Vec<Block>,
    pub(super) links: Vec<Found>,
    /// Where blocks begin that are nested too deeply to be read as structure.
    pub(super) too_deep: Vec<usize>,
}

enum Open {
    List(Vec<ListItem>),
    Item(ListItem),
    Table(Table),
    /// A block whose content is taken from the source; its inline text is read for links only.
    Opaque,
}

#[derive(Default)]
struct Builder {
    top: Vec<Block>,
    open: Vec<Open>,
    inline: Option<(Inline, Range<usize>)>,
    cells: Vec<Inline>,
    links: Vec<Found>,
    code: Option<(Code, usize)>,
    /// Tags with an address that are still to be closed.
    anchors: usize,
    /// How many tags are open of a block that is nested too deeply, and where it stands.
    skipped: Option<(usize, Range<usize>)>,
    too_deep: Vec<usize>,
}

/// What of Markdown is understood.
pub(in crate::content) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH
}

/// Parses the body of a file, which starts at `base`; all ranges are those of the whole text.
///
/// What is nested too deeply becomes a block that is kept as it stands, and costs nothing else.
pub(super) fn parse(text: &str, base: usize) -> Parsed {
    let mut builder = Builder::default();
    let lines = nesting::over_nested(text, base);
    let markdown = nesting::blanked(&text[base..], &lines, base);
    let mut lines = lines.into_iter().peekable();
    for (event, range) in Parser::new_ext(&markdown, options()).into_offset_iter() {
        let range = range.start + base..range.end + base;
        if builder.open.is_empty() && builder.inline.is_none() && matches!(event, Event::Start(_) | Event::Rule) {
            while let Some(line) = lines.next_if(|line| line.start < range.start) {
                builder.set_aside(text, line);
            }
        }
        if !builder.skip(text, &event, &range) {
            builder.event(event, range);
        }
    }
    lines.for_each(|line| builder.set_aside(text, line));
    Parsed {
        blocks: builder.top,
        links: builder.links,
        too_deep: builder.too_deep,
    }
}

/// Whether a tag only says how the text in it looks, or gives it a name to link to.
fn is_format(html: &str) -> bool {
    let inner = html.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']).trim();
    let mut words = inner.split_whitespace();
    let name = words.next().unwrap_or("").to_ascii_lowercase();
    let is_anchor = name == "a" && !inner.contains("href") && (html.starts_with("</") || words.next().is_some());
    is_anchor || FORMATS.contains(&name.as_str())
}

impl Builder {
    /// Keeps a stretch that is not taken apart as a block of its own.
    fn set_aside(&mut self, text: &str, range: Range<usize>) {
        self.links
            .extend(super::links::in_raw(&text[range.clone()], range.start));
        self.too_deep.push(range.start);
        self.push(Kind::Other, range);
    }

    /// Passes over what is nested too deeply; returns whether the event belongs to that.
    fn skip(&mut self, text: &str, event: &Event<'_>, range: &Range<usize>) -> bool {
        let Some((depth, whole)) = &mut self.skipped else {
            let opens = matches!(event, Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Item));
            if opens && self.open.len() >= MAX_DEPTH {
                self.flush();
                self.skipped = Some((1, range.clone()));
                return true;
            }
            return false;
        };
        match event {
            Event::Start(_) => *depth += 1,
            Event::End(_) => *depth -= 1,
            _ => {}
        }
        if *depth == 0 {
            let whole = whole.clone();
            self.skipped = None;
            self.set_aside(text, whole);
        }
        true
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => match &mut self.code {
                Some((code, _)) => code.text.push_str(&text),
                None => self.inline_at(&range).push(&text),
            },
            Event::Code(text) => self.inline_at(&range).code(&text),
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::InlineHtml(html) if html.starts_with("<br") => self.inline_at(&range).push("\n"),
            // A tag with an address in it stays, and so does what is no tag but a placeholder: "<name>".
            Event::InlineHtml(html) if is_format(&html) && !(self.anchors > 0 && &*html == "</a>") => {}
            Event::InlineHtml(html) | Event::InlineMath(html) | Event::DisplayMath(html) => {
                if html.starts_with("<a ") {
                    self.anchors += 1;
                } else if &*html == "</a>" {
                    self.anchors = self.anchors.saturating_sub(1);
                }
                self.inline_at(&range).push(&html);
            }
            Event::Html(html) => self.links.extend(super::links::in_raw(&html, range.start)),
            Event::SoftBreak | Event::HardBreak => self.inline_at(&range).push("\n"),
            Event::Rule => {
                self.flush();
                self.push(Kind::Rule, range);
            }
            Event::FootnoteReference(name) => self.inline_at(&range).push(&name),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell => {
                self.flush();
                self.inline = Some((Inline::with_room_for(range.len()), range));
            }
            Tag::List(_) => {
                self.flush();
                self.open.push(Open::List(Vec::new()));
            }
            Tag::Item => self.open.push(Open::Item(ListItem {
                range,
                ..ListItem::default()
            })),
            Tag::Table(_) => self.open.push(Open::Table(Table {
                head_range: range.clone(),
                ..Table::default()
            })),
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or("").to_lowercase(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((
                    Code {
                        language,
                        text: String::new(),
                    },
                    range.start,
                ));
            }
            Tag::Strong => self.inline_at(&range).open(Style::Bold),
            Tag::Link { dest_url, .. } => self.inline_at(&range).open(Style::Link(dest_url.into_string())),
            Tag::Image { .. } | Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            _ => {
                self.flush();
                self.open.push(Open::Opaque);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong | TagEnd::Link => {
                if let Some((inline, _)) = &mut self.inline {
                    inline.close();
                }
            }
            TagEnd::Image | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Heading(level) => {
                if let Some((inline, _)) = self.take_inline() {
                    self.push(Kind::Heading(level as u8, inline), range);
                }
            }
            TagEnd::Paragraph => self.flush(),
            TagEnd::TableCell => {
                let cell = self.take_inline().map(|(inline, _)| inline).unwrap_or_default();
                self.cells.push(cell);
            }
            TagEnd::TableHead => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(Open::Table(table)) = self.open.last_mut() {
                    table.head = cells;
                }
            }
            TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(Open::Table(table)) = self.open.last_mut() {
                    if table.rows.is_empty() {
                        table.head_range.end = range.start;
                    }
                    table.rows.push((cells, range));
                }
            }
            TagEnd::CodeBlock => {
                if let Some((code, at)) = self.code.take() {
                    self.links.extend(super::links::in_raw(&code.text, at));
                    self.push(Kind::Code(code), range);
                }
            }
            TagEnd::Item => {
                self.flush();
                if let Some(Open::Item(item)) = self.open.pop()
                    && let Some(Open::List(items)) = self.open.last_mut()
                {
                    items.push(item);
                }
            }
            TagEnd::List(_) => {
                if let Some(Open::List(items)) = self.open.pop() {
                    self.push(Kind::List(items), range);
                }
            }
            TagEnd::Table => {
                if let Some(Open::Table(table)) = self.open.pop() {
                    self.push(Kind::Table(table), range);
                }
            }
            _ => {
                self.flush();
                if let Some(Open::Opaque) = self.open.pop() {
                    self.push(Kind::Other, range);
                }
            }
        }
    }

    /// The inline run being read; text directly in a tight list item opens one.
    fn inline_at(&mut self, range: &Range<usize>) -> &mut Inline {
        let (inline, whole) = self.inline.get_or_insert_with(|| (Inline::default(), range.clone()));
        whole.end = whole.end.max(range.end);
        inline
    }

    fn take_inline(&mut self) -> Option<(Inline, Range<usize>)> {
        let (mut inline, range) = self.inline.take()?;
        inline.seal();
        self.links.extend(super::links::in_inline(&inline, range.start));
        Some((inline, range))
    }

    /// Ends the inline run being read: the text of an item, or a paragraph.
    fn flush(&mut self) {
        let Some((inline, range)) = self.take_inline().filter(|(inline, _)| !inline.is_blank()) else {
            return;
        };
        match self.open.last_mut() {
            Some(Open::Item(item)) if item.text.is_blank() && item.blocks.is_empty() => {
                item.text = inline;
            }
            _ => self.push(Kind::Paragraph(inline), range),
        }
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        let block = Block { kind, range };
        match self.open.last_mut() {
            Some(Open::Item(item)) => item.blocks.push(block),
            Some(_) => {}
            None => self.top.push(block),
        }
    }
}
