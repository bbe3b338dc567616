//! Which text is a link, and which links can be opened.

use std::collections::HashMap;
use std::ops::Range;

use super::DocLink;
use crate::app::page::TOPIC_SCHEME;

/// Schemes the program opens; everything else (`file:`, `javascript:`, relative paths) is only shown.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Whether the program would open `url`.
pub(super) fn is_openable(url: &str) -> bool {
    SCHEMES.iter().any(|scheme| has_prefix(url, scheme))
}

/// The place of the topic a link leads to, among those that are linked to.
pub(crate) fn topic_number(url: &str) -> Option<usize> {
    url.strip_prefix(TOPIC_SCHEME)?.parse().ok()
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The links of a document: each pair of URL and title once.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) all: Vec<DocLink>,
    /// How many topics links may lead to.
    pub(super) topics: usize,
    known: HashMap<(String, String), usize>,
}

impl Links {
    /// Whether a link leads anywhere: to a page the program would open, or to one of the topics.
    pub(super) fn lead_to(&self, url: &str) -> bool {
        is_openable(url) || topic_number(url).is_some_and(|number| number < self.topics)
    }

    /// The index of the link, which is new or known.
    pub(super) fn index(&mut self, url: &str, title: &str) -> usize {
        *self.known.entry((url.to_owned(), title.to_owned())).or_insert_with(|| {
            self.all.push(DocLink {
                url: url.to_owned(),
                title: title.to_owned(),
                spans: Vec::new(),
            });
            self.all.len() - 1
        })
    }
}

/// The bare URLs in `text`, in order.
pub(super) fn find_bare(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(colon) = text[from..].find("://").map(|at| from + at) {
        let scheme = [5, 4].into_iter().find_map(|length| {
            let start = colon.checked_sub(length)?;
            let is_scheme = is_openable(text.get(start..)?);
            let is_alone = !text[..start].ends_with(char::is_alphanumeric);
            (start >= from && is_scheme && is_alone).then_some(start)
        });
        from = colon + 3;
        let Some(start) = scheme else { continue };
        let end = start + url_length(&text[start..]);
        if end > from {
            found.push(start..end);
            from = end;
        }
    }
    found
}

const SENTENCE_MARKS: [char; 13] = ['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '…', '。', '，'];

/// How far a URL at the start of `text` reaches: up to a space or a bracket it doesn't open, without the
/// punctuation of the sentence around it.
fn url_length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\'))
        .unwrap_or(text.len());
    let mut url = &text[..end];
    // Closing brackets without an opening one; counted once, so that a row of brackets stays linear.
    let mut unopened = [('(', ')'), ('[', ']'), ('{', '}')].map(|(open, close)| {
        (
            close,
            url.matches(close).count().saturating_sub(url.matches(open).count()),
        )
    });
    loop {
        let trimmed = url.trim_end_matches(SENTENCE_MARKS);
        let excess = unopened
            .iter_mut()
            .find(|(close, count)| *count > 0 && trimmed.ends_with(*close));
        url = match excess {
            Some((_, count)) => {
                *count -= 1;
                &trimmed[..trimmed.len() - 1]
            }
            None => return trimmed.len(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_bare_urls() {
        for (text, expected) in [
            ("none", vec![]),
            ("see https://a.example/x.", vec!["https://a.example/x"]),
            ("(http://a.example/(b)) and", vec!["http://a.example/(b)"]),
            (
                "https://a.example, https://b.example!",
                vec!["https://a.example", "https://b.example"],
            ),
            ("HTTPS://A.example", vec!["HTTPS://A.example"]),
            ("xhttp://a.example ftp://b.example http://", vec![]),
            ("\"https://a.example/?q=1&r=2\"", vec!["https://a.example/?q=1&r=2"]),
            ("é://https://ü.example/é", vec!["https://ü.example/é"]),
        ] {
            let found: Vec<_> = find_bare(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn opens_only_what_is_safe() {
        for url in ["https://a", "http://a", "HTTP://a", "mailto:a@b"] {
            assert!(is_openable(url), "{url}");
        }
        for url in [
            "",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "a.md",
            "//a",
            "#top",
            "é",
        ] {
            assert!(!is_openable(url), "{url}");
        }
    }
}
