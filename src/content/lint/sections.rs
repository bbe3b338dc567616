//! Headings, and those with nothing below them.

use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::text::Text;
use crate::content::diagnostic::Severity;
use crate::content::nesting;
use crate::content::pack::is_markdown;
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
    /// What was to be a link and is none, for the blanks in its address.
    pub(super) broken: Vec<Target>,
}

/// Looks through a body its reader could read: that it is neither nested too deep nor too much for the parser is known.
pub(super) fn shape(text: &Text) -> Shape {
    let base = text.front.body;
    let end = text.markdown().end;
    let markdown = nesting::without_over_nested(text.part(0..end), base);
    let mut shape = Shape::default();
    // Links, and what is no text, in order.
    let mut covered: Vec<Range<usize>> = Vec::new();
    let mut depth = 0_usize;
    let mut within: Option<Heading> = None;
    for (event, range) in Parser::new_ext(&markdown, markdown_options()).into_offset_iter() {
        let range = range.start + base..range.end + base;
        let covers = matches!(
            event,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
                | Event::Code(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
        );
        if covers && covered.last().is_none_or(|last| last.end <= range.start) {
            covered.push(range.clone());
        }
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
    shape.broken = broken(&markdown, base, &covered);
    shape
}

/// Addresses in parentheses behind brackets that make no link, since there are blanks in them.
fn broken(markdown: &str, base: usize, covered: &[Range<usize>]) -> Vec<Target> {
    /// A longer one is no address, in bytes.
    const LONGEST: usize = 512;
    let target = |at: usize| {
        let at = at + "](".len();
        let bytes = markdown.as_bytes();
        let ends = bytes[at..].iter().take(LONGEST);
        let end = ends.take_while(|byte| !matches!(byte, b')' | b'\n')).count();
        let url = markdown
            .get(at..at + end)
            .filter(|_| bytes.get(at + end) == Some(&b')'))?
            .trim();
        let mut before = bytes[..at - 2]
            .iter()
            .rev()
            .take(LONGEST)
            .take_while(|byte| **byte != b'\n');
        let is_address = url.contains("://") || url.starts_with(['/', '.']) || is_markdown(Path::new(url));
        let is_broken = is_address && url.contains([' ', '\t']) && before.any(|byte| *byte == b'[');
        is_broken.then(|| Target {
            url: url.to_owned(),
            at: base + at,
        })
    };
    let found = markdown.match_indices("](").map(|(at, _)| at);
    let is_text = |at: &usize| {
        let next = covered.partition_point(|range| range.start <= base + at);
        next == 0 || covered[next - 1].end <= base + at
    };
    found.filter(is_text).filter_map(target).collect()
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
