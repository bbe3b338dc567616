//! Tags within a paragraph, a heading or a cell.

use std::ops::Range;

use pulldown_cmark::{Tag as Markdown, TagEnd};

use super::Edit;
use super::token::Tag;

/// Elements that only say how text looks, with the marks Markdown has for it.
#[rustfmt::skip]
const FORMATS: &[(&str, &str)] = &[
    ("abbr", ""), ("b", "**"), ("big", ""), ("center", ""), ("cite", ""), ("code", "`"), ("del", "~~"), ("div", ""), ("em", "*"),
    ("font", ""), ("i", "*"), ("ins", ""), ("kbd", "`"), ("mark", ""), ("p", ""), ("s", "~~"), ("small", ""), ("span", ""),
    ("strike", "~~"), ("strong", "**"), ("sub", ""), ("sup", ""), ("tt", "`"), ("u", ""),
];

/// The marks of an element that says how text looks.
pub(super) fn marks(name: &str) -> Option<&'static str> {
    FORMATS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, marks)| *marks)
}

/// Where a link of HTML leads, as Markdown writes it.
pub(super) fn target(href: &str) -> String {
    let href = href.trim();
    if href.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>')) {
        let inner: String = href.chars().filter(|c| !matches!(c, '<' | '>' | '\n')).collect();
        format!("<{inner}>")
    } else {
        href.to_owned()
    }
}

/// More open tags are no text of anyone's, and each end would be looked for in all of them.
const MOST_OPEN: usize = 64;

/// The tags of one run of text that wait for their end.
pub(super) struct Run<'t> {
    text: &'t str,
    open: Vec<Tag>,
    /// Items of a list in a cell: they become an enumeration.
    items: usize,
}

impl<'t> Run<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            open: Vec::new(),
            items: 0,
        }
    }

    /// Another run starts; tags that were left open stay as they are.
    pub(super) fn start(&mut self) {
        self.open.clear();
        self.items = 0;
    }

    /// Takes a tag; edits are made when its element ends.
    pub(super) fn tag(&mut self, range: Range<usize>, edits: &mut Vec<Edit>) {
        let source = &self.text[range.clone()];
        if source.starts_with("<!--") {
            return edits.push(put(range, String::new()));
        }
        let Some((tag, opens)) = Tag::of(source) else {
            return;
        };
        let tag = Tag { range, ..tag };
        match tag.name.as_str() {
            "ul" | "ol" if tag.is_plain(self.text) => edits.push(put(tag.range, String::new())),
            "li" if tag.is_plain(self.text) => {
                self.items += usize::from(opens);
                let joint = if opens && self.items > 1 { ", " } else { "" };
                edits.push(put(tag.range, joint.to_owned()));
            }
            "img" => edits.extend(image(&tag, self.text).map(|text| put(tag.range, text))),
            "a" => self.pair(tag, opens, edits, link),
            name if marks(name).is_some() => self.pair(tag, opens, edits, format),
            _ => {}
        }
    }

    fn pair(
        &mut self,
        tag: Tag,
        opens: bool,
        edits: &mut Vec<Edit>,
        write: impl Fn(&str, &Tag, &Tag) -> Option<(String, String)>,
    ) {
        if opens {
            if self.open.len() < MOST_OPEN {
                self.open.push(tag);
            }
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == tag.name) else {
            return;
        };
        let open = self.open.swap_remove(at);
        self.open.truncate(at);
        if let Some((before, behind)) = write(self.text, &open, &tag) {
            edits.push(put(open.range, before));
            edits.push(put(tag.range, behind));
        }
    }
}

fn put(range: Range<usize>, text: String) -> Edit {
    let at = range.start;
    Edit {
        range,
        text: vec![(text, at)],
    }
}

/// An image as Markdown, where it says what it shows.
pub(super) fn image(tag: &Tag, text: &str) -> Option<String> {
    let alt = tag
        .attribute(text, "alt")
        .unwrap_or("")
        .trim()
        .replace(['[', ']', '\n'], " ");
    let source = tag.attribute(text, "src")?;
    Some(format!("![{alt}]({})", target(source)))
}

fn link(text: &str, open: &Tag, close: &Tag) -> Option<(String, String)> {
    let inner = &text[open.range.end..close.range.start];
    match open.attribute(text, "href") {
        Some(_) if inner.contains("](") => None,
        Some(href) => Some(("[".to_owned(), format!("]({})", target(href)))),
        // A name to link to.
        None if open.attribute(text, "name").is_some() || open.attribute(text, "id").is_some() => {
            Some((String::new(), String::new()))
        }
        None => None,
    }
}

/// The marks of an element, where Markdown takes them for such: next to white space they are asterisks.
fn format(text: &str, open: &Tag, close: &Tag) -> Option<(String, String)> {
    if !open.is_plain(text) {
        return None;
    }
    let marks = marks(&open.name)?;
    let inner = &text[open.range.end..close.range.start];
    let before = text[..open.range.start].chars().next_back();
    let behind = text[close.range.end..].chars().next();
    let holds = match marks {
        "" => false,
        "`" => !inner.trim().is_empty() && !inner.contains(['`', '<']),
        _ => is_flanked(inner, before, behind),
    };
    let marks = if holds { marks } else { "" };
    Some((marks.to_owned(), marks.to_owned()))
}

/// Whether marks around a text are marks to Markdown.
pub(super) fn is_flanked(inner: &str, before: Option<char>, behind: Option<char>) -> bool {
    let opens = |inside: Option<char>, outside: Option<char>| {
        let is_white = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        !is_white(inside) && (!is_mark(inside) || is_white(outside) || is_mark(outside))
    };
    opens(inner.chars().next(), before) && opens(inner.chars().next_back(), behind)
}

/// Whether a part of Markdown stands within a run of text.
pub(super) fn is_inline(tag: &Markdown<'_>) -> bool {
    is_inline_end(tag.to_end())
}

pub(super) fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
