//! Quotes around lists, tables and lines of arrows: what they list is read, and stands there without the quote.

use std::ops::Range;

use super::Edit;

/// What stands in the quote being read.
#[derive(Debug, Default)]
pub(super) struct Quote {
    pub(super) lists: bool,
    pub(super) heads: bool,
    pub(super) arrows: usize,
}

impl Quote {
    /// Takes note of words.
    pub(super) fn words(&mut self, text: &str) {
        self.arrows += ["→", "➜", "⇒", "->"]
            .iter()
            .map(|arrow| text.matches(arrow).count())
            .sum::<usize>();
    }

    /// What takes the marks of the quote away, where it only stands around such things; one with headings in it is of
    /// another document, and a note ("[!TIP]") is none of the list.
    pub(super) fn edits(&self, text: &str, range: &Range<usize>) -> Vec<Edit> {
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let is_note = text[range.clone()].trim_start_matches(['>', ' ']).starts_with("[!");
        if self.heads || is_note || !(self.lists || self.arrows > 1) {
            return Vec::new();
        }
        let mut edits = Vec::new();
        let mut at = start;
        let is_apart = text[..start].trim_end_matches([' ', '\t']).ends_with("\n\n") || start == 0;
        for line in text[start..range.end].split_inclusive('\n') {
            let mark = mark(line);
            let put = if at == start && !is_apart { "\n" } else { "" };
            if mark > 0 {
                edits.push(Edit {
                    range: at..at + mark,
                    text: vec![(put.to_owned(), at)],
                });
            }
            at += line.len();
        }
        edits
    }
}

/// How many bytes of a line are marks of quotes.
fn mark(line: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &line[length..];
        let indent = rest.len() - rest.trim_start_matches(' ').len();
        let Some(behind) = rest[indent..].strip_prefix('>').filter(|_| indent < 4) else {
            return length;
        };
        length += indent + 1 + usize::from(behind.starts_with(' '));
    }
}
