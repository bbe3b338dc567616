//! HTML in Markdown, and quotes around lists, written as the Markdown they stand for: from there on that is read and shown
//! as any other.
//!
//! Headings, lists, tables, `<details>`, preformatted text, links, images and bold text are understood; comments, scripts and
//! styles go. What is no element of HTML (`<example>`, `<your-name>`) stays as it is.

mod block;
mod inline;
mod quote;
mod table;
mod token;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use self::block::Writer;
use super::encoding::Decoded;
use super::nesting;
use super::spec::markdown_options;
use super::text_file::end_of_markdown;

/// A stretch of the text and what is put in its place.
struct Edit {
    range: Range<usize>,
    text: Vec<Piece>,
}

/// A piece of what is put, and the place in the text that it comes from.
type Piece = (String, usize);

/// What becomes of quotes around lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// They stay.
    Keep,
    /// They go, so that what they list is read.
    Open,
}

/// Rewrites the body of a file, which starts at `body`; places in it stay those of the file.
pub(super) fn rewrite(decoded: &mut Decoded, body: usize, opened: Quotes) {
    if !may_hold_any(&decoded.text[body..]) {
        return;
    }
    let end = end_of_markdown(&decoded.text, body);
    let text = &decoded.text[..end];
    // A parser's mistake is told by the reader; here it only costs what the HTML stands for.
    let Ok(edits) = catch_unwind(AssertUnwindSafe(|| edits(text, body, opened))) else {
        return;
    };
    if edits.is_empty() {
        return;
    }
    let mut rewritten = String::with_capacity(decoded.text.len());
    let mut anchors = Vec::new();
    let mut at = 0;
    for Edit { range, text } in edits {
        anchors.push((rewritten.len(), at));
        rewritten.push_str(&decoded.text[at..range.start]);
        for (piece, origin) in text {
            anchors.push((rewritten.len(), origin));
            rewritten.push_str(&piece);
        }
        at = range.end;
    }
    anchors.push((rewritten.len(), at));
    rewritten.push_str(&decoded.text[at..]);
    decoded.rewrite(rewritten, anchors);
}

/// Whether an element of this name, in lower case, is one of HTML that is known here.
pub(super) fn is_html(name: &str) -> bool {
    block::is_known(name) || token::HIDDEN.contains(&name)
}

/// Whether there is anything that may be HTML or a quote.
fn may_hold_any(text: &str) -> bool {
    let opens = |at: usize| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
    };
    let quotes = |at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
        at - line < 4 && text[line..at].trim().is_empty()
    };
    memchr::memchr_iter(b'<', text.as_bytes()).any(opens) || memchr::memchr_iter(b'>', text.as_bytes()).any(quotes)
}

/// What is to be rewritten, in order.
fn edits(text: &str, body: usize, opened: Quotes) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut writer = Writer::new(text);
    // The HTML block being read, and the containers around it.
    let mut html: Option<Range<usize>> = None;
    let mut quotes = 0_usize;
    let mut quote = quote::Quote::default();
    let mut depth = 0_usize;
    let mut inline = inline::Run::new(text);
    let markdown = nesting::without_over_nested(text, body);
    for (event, range) in Parser::new_ext(&markdown, markdown_options()).into_offset_iter() {
        let range = range.start + body..range.end + body;
        match event {
            Event::Start(Tag::HtmlBlock) => html = Some(range),
            Event::End(TagEnd::HtmlBlock) => {
                let block = html.take().filter(|_| quotes == 0);
                let written = block.and_then(|block| Some((writer.block(block.clone(), depth > 0)?, block)));
                edits.extend(written.map(|(text, range)| Edit { range, text }));
            }
            Event::InlineHtml(_) if quotes == 0 => inline.tag(range, &mut edits),
            Event::Start(tag) => {
                match &tag {
                    Tag::BlockQuote(_) => {
                        if depth == 0 {
                            quote = quote::Quote::default();
                        }
                        quotes += 1;
                    }
                    Tag::List(_) | Tag::Table(_) => quote.lists = true,
                    Tag::Heading { .. } if quotes > 0 => quote.heads = true,
                    Tag::Heading { level, .. } if depth == 0 => writer.heading = *level as u8,
                    _ => {}
                }
                if !inline::is_inline(&tag) {
                    depth += 1;
                    inline.start();
                }
            }
            Event::End(tag) => {
                quotes -= usize::from(matches!(tag, TagEnd::BlockQuote(_)));
                if !inline::is_inline_end(tag) {
                    depth = depth.saturating_sub(1);
                    inline.start();
                }
                if depth == 0 && opened == Quotes::Open && matches!(tag, TagEnd::BlockQuote(_)) {
                    edits.extend(quote.edits(text, &range));
                }
            }
            Event::Text(words) if quotes > 0 => quote.words(&words),
            _ => {}
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

#[cfg(test)]
mod tests;
