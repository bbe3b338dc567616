//! Headings, and those with nothing below them.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::text::Text;
use crate::content::diagnostic::Severity;
use crate::content::nesting;
use crate::content::spec::{bare_title, markdown_options};

/// A heading that stands in no list or quote.
pub(super) struct Heading {
    pub(super) level: u8,
    /// Without numbering, emoji and markup.
    pub(super) title: String,
    /// Its words as they stand.
    pub(super) words: String,
    pub(super) range: Range<usize>,
    /// Whether anything stands between it and the next heading.
    pub(super) filled: bool,
    /// Whether the next heading is one below it.
    pub(super) has_children: bool,
}

impl Heading {
    /// Whether neither text nor other headings stand below it.
    pub(super) fn is_empty(&self) -> bool {
        !self.filled && !self.has_children
    }
}

/// A link as its author wrote it.
pub(super) struct Target {
    pub(super) url: String,
    pub(super) at: usize,
}

/// What a body is made of, as far as it matters here; offsets are those of the whole text.
#[derive(Default)]
pub(super) struct Shape {
    pub(super) headings: Vec<Heading>,
    pub(super) targets: Vec<Target>,
}

/// Looks through a body its reader could read: that it is neither nested too deep nor too much for the parser is known.
pub(super) fn shape(text: &Text) -> Shape {
    let base = text.front.body;
    let end = text.markdown().end;
    let markdown = nesting::without_over_nested(text.part(0..end), base);
    let mut shape = Shape::default();
    let mut depth = 0_usize;
    let mut within: Option<Heading> = None;
    for (event, range) in Parser::new_ext(&markdown, markdown_options()).into_offset_iter() {
        let range = range.start + base..range.end + base;
        match &event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => shape.targets.push(Target {
                url: dest_url.to_string(),
                at: range.start,
            }),
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                within = Some(Heading {
                    level: *level as u8,
                    title: String::new(),
                    words: String::new(),
                    range: range.clone(),
                    filled: false,
                    has_children: false,
                });
            }
            Event::End(TagEnd::Heading(_)) if depth == 1 => {
                if let Some(mut heading) = within.take() {
                    heading.title = bare_title(&heading.words);
                    if let Some(before) = shape.headings.last_mut() {
                        before.has_children = heading.level > before.level;
                    }
                    shape.headings.push(heading);
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut within {
                    heading.words.push_str(words);
                }
            }
            _ => {}
        }
        let is_content = match &event {
            Event::Html(html) => !html.trim_start().starts_with("<!--"),
            Event::Rule | Event::Start(Tag::HtmlBlock) | Event::End(_) => false,
            _ => within.is_none(),
        };
        if is_content && let Some(heading) = shape.headings.last_mut() {
            heading.filled = true;
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    shape
}

/// Remarks on headings that have neither text nor other headings below them, but for those `known` speaks of elsewhere.
pub(super) fn check(headings: &[Heading], text: &mut Text, known: impl Fn(&Heading) -> bool) {
    for heading in headings {
        if heading.is_empty() && !known(heading) {
            text.say(
                Severity::Warning,
                "heading-empty",
                heading.range.start,
                format!("nothing stands below the heading `{}`", heading.title),
                "write what belongs there, or take the heading out",
            );
        }
    }
}
