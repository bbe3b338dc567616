//! Markdown that is shown as it stands: its first heading of the first level, and where it links to.

use std::ops::Range;

use super::block::{Block, Kind};
use super::body;
use super::text::bare_title;
use crate::content::diagnostic::Finding;
use crate::content::model::Link;
use crate::content::text_file;

/// What is to be known of such a text.
#[derive(Debug, Default)]
pub(in crate::content) struct Outline {
    /// The first H1: its text without numbering and emoji, and where it stands.
    pub(in crate::content) title: Option<(String, Range<usize>)>,
    /// Its web links, each address once, in the order met.
    pub(in crate::content) links: Vec<Link>,
    /// What is wrong with it.
    pub(in crate::content) findings: Vec<Finding>,
}

/// The web links of a Markdown text, each address once, in the order met.
pub fn links_of(text: &str) -> Vec<Link> {
    outline(text, 0).links
}

/// Looks through a body that starts at an offset of the text; one that can't be parsed has a finding and nothing else.
pub(in crate::content) fn outline(text: &str, body: usize) -> Outline {
    let end = text_file::end_of_markdown(text, body);
    let (parsed, mut findings) = match body::parse(&text[..end], body) {
        Ok(parsed) => parsed,
        Err(finding) => {
            return Outline {
                findings: vec![finding],
                ..Outline::default()
            };
        }
    };
    let heading = |block: &Block| match &block.kind {
        Kind::Heading(1, heading) => Some((bare_title(&heading.text), block.range.clone())),
        _ => None,
    };
    let mut known = std::collections::HashSet::new();
    let cut = text_file::too_many_lines(text, end).or_else(|| body::unclosed_fence(text, &parsed.blocks));
    findings.extend(cut);
    Outline {
        title: parsed
            .blocks
            .iter()
            .find_map(heading)
            .filter(|(title, _)| !title.is_empty()),
        findings,
        links: parsed
            .links
            .into_iter()
            .map(|found| found.link)
            .filter(|link| known.insert(link.url.clone()))
            .collect(),
    }
}
