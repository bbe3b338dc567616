//! What of a lesson's text is to be known when it is loaded: the heading that may repeat its title, and what is wrong with it.
//!
//! Of a large pack's reading a Markdown parser takes two thirds, and of most texts it is plain what it would say. Where it is
//! not, it is asked; a test holds that it never says anything else.

use std::ops::Range;

use crate::content::diagnostic::Finding;
use crate::content::spec::{self, bare_title};

/// A longer text is parsed, in bytes: it may have more lines than are read.
const LONGEST: usize = 128 * 1024;
/// A line that opens with more columns of what begins or belongs to lists and quotes may be nested too deeply to be read.
const MOST_COLUMNS: usize = 40;

/// What is to be known of a text when it is loaded.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Opening {
    /// A heading of the first level: its text without numbering and emoji, and where it stands.
    pub(super) heading: Option<(String, Range<usize>)>,
    /// What is wrong with the text.
    pub(super) findings: Vec<Finding>,
}

impl Opening {
    /// Of the text from an offset on. The heading of a lesson that has a title matters only where the text begins with it.
    pub(super) fn of(text: &str, body: usize, has_title: bool) -> Self {
        if has_title && let Some(known) = plain(text, body) {
            return known;
        }
        let outline = spec::outline(text, body);
        Self {
            heading: outline.title,
            findings: outline.findings,
        }
    }
}

/// The opening of a text that nothing can be wrong with, where it can be told without a parser.
fn plain(text: &str, body: usize) -> Option<Opening> {
    let markdown = &text[body..];
    if markdown.len() > LONGEST || !is_flat(markdown) || !closes_its_fences(markdown) {
        return None;
    }
    let start = markdown.len() - markdown.trim_start().len();
    // Space beyond ASCII is text to a parser.
    if !markdown[..start].is_ascii() {
        return None;
    }
    let line_start = markdown[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &markdown.as_bytes()[start..]).map_or(markdown.len(), |at| start + at + 1);
    let line = markdown[start..end].trim_end_matches([' ', '\t', '\n']);
    let Some(title) = line.strip_prefix('#') else {
        return (!may_be_underlined(&markdown[start..])).then(Opening::default);
    };
    let deeper = title.trim_start_matches('#');
    let indent = &markdown[line_start..start];
    // A tab is more than three columns: such a line is code.
    if indent.len() > 3 || indent.contains('\t') || !deeper.starts_with(' ') || title.len() - deeper.len() > 5 {
        return None;
    }
    if title.len() > deeper.len() {
        return Some(Opening::default());
    }
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',' | '+' | '/' | '(' | ')' | '\'');
    title.chars().all(is_word).then(|| Opening {
        heading: Some((bare_title(title), body + start..body + end)).filter(|(title, _)| !title.is_empty()),
        findings: Vec::new(),
    })
}

/// Whether no line opens with so much that its lists and quotes could be nested too deeply.
fn is_flat(markdown: &str) -> bool {
    let columns = |line: &[u8]| {
        let opening = line.iter().map_while(|byte| match byte {
            b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b' ' | b'0'..=b'9' => Some(1),
            b'\t' => Some(4),
            _ => None,
        });
        opening.sum::<usize>()
    };
    lines(markdown).all(|line| columns(line.as_bytes()) <= MOST_COLUMNS)
}

/// Whether every code fence is closed: all of them stand at the beginnings of their lines, and nothing they could be a part
/// of instead.
fn closes_its_fences(markdown: &str) -> bool {
    let has = |fence| memchr::memmem::find(markdown.as_bytes(), fence).is_some();
    if !has(b"```") && !has(b"~~~") {
        return true;
    }
    let mut open: Option<&str> = None;
    for line in lines(markdown) {
        let fence = line.find("```").or_else(|| line.find("~~~"));
        match (fence, open) {
            // A block of HTML has no fences.
            (None, None) if line.trim_start().starts_with('<') => return false,
            (None, _) => {}
            (Some(0), None) => {
                let info = line.trim_start_matches(&line[..1]);
                if info.contains(['`', '~']) {
                    return false;
                }
                open = Some(&line[..line.len() - info.len()]);
            }
            (Some(0), Some(fence)) => {
                let behind = line.trim_start_matches(&line[..1]);
                let length = line.len() - behind.len();
                if !line.starts_with(fence) || length < fence.len() || !behind.trim().is_empty() {
                    return false;
                }
                open = None;
            }
            (Some(_), _) => return false,
        }
    }
    open.is_none()
}

/// Whether the paragraph that a text may begin with may be a heading: a line below it has nothing but `=`.
fn may_be_underlined(markdown: &str) -> bool {
    let paragraph = lines(markdown).take_while(|line| !line.trim_ascii().is_empty());
    paragraph
        .map(str::trim_ascii)
        .any(|line| line.bytes().all(|byte| byte == b'='))
}

/// The lines, each without its end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    ends.scan(0, |start, end| {
        let line = text.get(*start..end);
        *start = end + 1;
        line
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the parser says, as far as it matters of a lesson that has a title.
    fn parsed(text: &str) -> Opening {
        let outline = spec::outline(text, 0);
        Opening {
            heading: outline.title.filter(|(_, range)| text[..range.start].trim().is_empty()),
            findings: outline.findings,
        }
    }

    fn agrees(text: &str) -> Result<(), String> {
        let Some(known) = plain(text, 0) else { return Ok(()) };
        let parsed = parsed(text);
        // Where a heading ends that has a blank line behind it doesn't matter.
        let behind = |opening: &Opening| {
            let end = opening.heading.as_ref().map(|(_, range)| range.end);
            end.map(|end| text[end..].trim_start().len())
        };
        let title = |opening: &Opening| opening.heading.as_ref().map(|(title, _)| title.clone());
        let same =
            known.findings == parsed.findings && title(&known) == title(&parsed) && behind(&known) == behind(&parsed);
        if same {
            Ok(())
        } else {
            Err(format!("{text:?}: {known:?}, parsed {parsed:?}"))
        }
    }

    #[test]
    fn most_texts_need_no_parser() {
        for (text, heading) in [
            ("", None),
            ("\n# SQL\n\nA line.\n\n- a\n  - b\n", Some("SQL")),
            ("# 1. C++ (part one)", Some("C++ (part one)")),
            ("A line.\n\n# Later\n", None),
            ("## Below\n\n```sh\n# no\n```\n\n~~~~\nx\n~~~~~\nend", None),
        ] {
            let title = plain(text, 0).map(|known| known.heading.map(|(title, _)| title));
            assert_eq!(title, Some(heading.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_parsed() {
        for text in [
            "Title\n===\n",
            "\t# A\n",
            "# A `b`\n",
            "- ```\n  x\n```\n",
            "<div>\n```\n\n```\n",
            "```\nx",
            "```\nx\n~~~\n",
            "~~~\n```\n~~~\n",
            "\u{a0}\n# A\n",
            &"> ".repeat(50),
            &"- ".repeat(50),
        ] {
            assert_eq!(plain(text, 0), None, "{text}");
        }
    }

    #[test]
    fn a_parser_says_the_same_of_the_course() {
        let text = include_str!("../../../content/agents/backend-engineering.md");
        assert_eq!(agrees(text), Ok(()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_parser_says_nothing_else(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "\n", "\n", "\n", "\n\n", " ", "  ", "    ", "\t", "a", "Sql 1", "# ", "#", "## ", "===", "---", "- ", "* ", "1. ", "> ",
            "```", "```", "````", "~~~", "`", "<div>", "</div>", "<!--", "-->", "[x]: ", "[x]: y", "|a|", "|-|", "\\", "*", "\u{a0}", "É", "🎯 ", "==", "{#x}",
        ]), 0..24)) {
            prop_assert_eq!(agrees(&pieces.concat()), Ok(()));
        }
    }
}
