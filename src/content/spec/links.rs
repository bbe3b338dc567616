//! Links: explicit ones, bare addresses, and the bare `roadmap.sh/x`.

use std::ops::Range;

use super::inline::{Inline, Style};
use super::item::{self, Addresses};
use super::text::{bare_title, one_line};
use crate::content::encoding::is_unsafe;
use crate::content::model::Link;

/// More words than this before a bare address are a sentence, and no title for it.
const LONGEST_TITLE: usize = 12;

/// A link and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) link: Link,
    pub(super) at: usize,
}

/// The absolute web address a link's target stands for, if it does.
pub(in crate::content) fn web_address(target: &str) -> Option<String> {
    let target: String = target
        .trim()
        .chars()
        .filter(|c| !is_unsafe(*c) && !c.is_whitespace())
        .collect();
    let lower = target.to_ascii_lowercase();
    let after_scheme = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host_and_path = after_scheme.unwrap_or(&lower);
    let host = host_and_path.strip_prefix("www.").unwrap_or(host_and_path);
    if host == "roadmap.sh" && after_scheme.is_some() || host.starts_with("roadmap.sh/") {
        let rest = &target[target.len() - (host.len() - "roadmap.sh".len())..];
        return Some(format!("https://roadmap.sh{}", rest.trim_end_matches('/')));
    }
    after_scheme
        .filter(|rest| rest.starts_with(char::is_alphanumeric))
        .map(|_| target)
}

/// Whether an absolute address belongs to roadmap.sh.
pub(super) fn is_roadmap(url: &str) -> bool {
    url.strip_prefix("https://roadmap.sh")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// Bare addresses in a text, in order.
pub(in crate::content) fn bare(text: &str) -> Vec<(Range<usize>, String)> {
    let schemes = text.match_indices("://").filter_map(|(at, _)| {
        let head = &text[..at];
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            head.len() >= scheme.len() && head.as_bytes()[at - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
        })?;
        Some(at - scheme.len())
    });
    let roadmaps = text.match_indices("roadmap.sh/").map(|(at, _)| {
        if text[..at].ends_with("www.") {
            at - "www.".len()
        } else {
            at
        }
    });
    let mut starts: Vec<usize> = schemes.chain(roadmaps).collect();
    starts.sort_unstable();
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for at in starts {
        let is_inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '@'));
        if is_inside || found.last().is_some_and(|(range, _)| at < range.end) {
            continue;
        }
        let end = at + address_length(&text[at..]);
        if let Some(url) = web_address(&text[at..end]) {
            found.push((at..end, url));
        }
    }
    found
}

/// How far an address reaches: to white space or a delimiter, without the punctuation of the sentence around it.
fn address_length(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = at;
                break;
            }
            ')' => depth -= 1,
            '<' | '>' | '"' | '`' | '|' | ']' | '}' | '）' | '，' | '、' => {
                end = at;
                break;
            }
            _ if c.is_whitespace() => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    text[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'', '’', '”'])
        .len()
}

/// All links of one run of inline text.
pub(super) fn in_inline(inline: &Inline, at: usize) -> Vec<Found> {
    let mut found: Vec<(usize, Link)> = Vec::new();
    let mut whole: Option<Option<String>> = None;
    let mut title_around = |url: &str| {
        let title = whole.get_or_insert_with(|| title_around(&item::parse(inline, Addresses::Take).title));
        title.clone().unwrap_or_else(|| tail(url))
    };
    for mark in &inline.marks {
        let Style::Link(target) = &mark.style else {
            continue;
        };
        let Some(url) = web_address(target) else {
            continue;
        };
        let text = bare_title(&inline.text[mark.range.clone()]);
        let says_nothing = text.is_empty()
            || web_address(&text).is_some()
            || matches!(text.to_lowercase().as_str(), "link" | "here" | "click here" | "roadmap");
        let title = if says_nothing { title_around(&url) } else { text };
        found.push((mark.range.start, Link { title, url }));
    }
    if inline.text.contains("roadmap.sh/") || inline.text.contains("://") {
        let explicit = inline.links();
        for (range, url) in bare(&inline.text) {
            if !is_within(&explicit, &range) {
                let title = title_around(&url);
                found.push((range.start, Link { title, url }));
            }
        }
    }
    found.sort_by_key(|(start, _)| *start);
    found
        .into_iter()
        .map(|(start, link)| Found { link, at: at + start })
        .collect()
}

/// Links to roadmaps in code and HTML; other addresses in code are samples.
pub(super) fn in_raw(text: &str, at: usize) -> Vec<Found> {
    if !text.contains("roadmap.sh") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for line in text.lines() {
        for (_, url) in bare(line).into_iter().filter(|(_, url)| is_roadmap(url)) {
            let item = item::parse(&Inline::plain(super::fence::content(line)), Addresses::Take);
            let title = title_around(&item.title).unwrap_or_else(|| tail(&url));
            found.push(Found {
                link: Link { title, url },
                at,
            });
        }
    }
    found
}

/// What stands around an address, where that makes a title.
fn title_around(title: &str) -> Option<String> {
    let is_title = title.chars().any(char::is_alphanumeric)
        && title.split_whitespace().nth(LONGEST_TITLE).is_none()
        && web_address(title).is_none();
    is_title.then(|| one_line(title))
}

/// The end of an address, which names what it leads to where nothing else does.
fn tail(url: &str) -> String {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or(url).to_owned()
}

/// Whether one of the ordered ranges holds the whole range.
pub(super) fn is_within(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = ranges.partition_point(|outer| outer.start <= range.start);
    next.checked_sub(1).is_some_and(|at| range.end <= ranges[at].end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_absolute() {
        for (target, url) in [
            ("roadmap.sh/zig", Some("https://roadmap.sh/zig")),
            ("http://www.roadmap.sh/zig/", Some("https://roadmap.sh/zig")),
            ("HTTPS://roadmap.sh", Some("https://roadmap.sh")),
            ("https://ziglang.org/a b", Some("https://ziglang.org/ab")),
            ("roadmap.sh", None),
            ("./zig.md", None),
            ("javascript:alert(1)", None),
            ("https://", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(web_address(target).as_deref(), url, "{target}");
        }
        assert!(is_roadmap("https://roadmap.sh/zig") && !is_roadmap("https://roadmap.shop/zig"));
    }

    #[test]
    fn bare_addresses_end_where_the_sentence_goes_on() {
        let urls = |text: &str| bare(text).into_iter().map(|(_, url)| url).collect::<Vec<_>>();
        assert_eq!(
            urls("see roadmap.sh/zig, or (https://a.b/c_(d))."),
            ["https://roadmap.sh/zig", "https://a.b/c_(d)"]
        );
        assert_eq!(urls("notroadmap.sh/x and x.roadmap.sh/y"), Vec::<String>::new());
        assert_eq!(urls("**roadmap.sh/zig**"), ["https://roadmap.sh/zig"]);
    }
}
