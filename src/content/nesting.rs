//! Lines that nest so many lists and quotes that the Markdown parser would take forever over them.

use std::borrow::Cow;
use std::ops::Range;

/// More list or quote markers than this on one line make the Markdown parser quadratic.
const MAX_MARKERS: usize = 100;

/// Where such lines stand from an offset on, without their ends.
pub(super) fn over_nested(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if line.len() > MAX_MARKERS && nests_too_much(line) {
            lines.push(at..at + line.trim_end_matches('\n').len());
        }
        at += line.len();
    }
    lines
}

/// The text from an offset on with blanks in place of such lines: everything else stays where it is.
pub(super) fn without_over_nested(text: &str, from: usize) -> Cow<'_, str> {
    blanked(&text[from..], &over_nested(text, from), from)
}

/// The text, which starts at an offset, with blanks in place of some lines.
pub(super) fn blanked<'t>(text: &'t str, lines: &[Range<usize>], from: usize) -> Cow<'t, str> {
    if lines.is_empty() {
        return text.into();
    }
    let mut blanked = String::with_capacity(text.len());
    for line in lines {
        blanked.push_str(&text[blanked.len()..line.start - from]);
        blanked.extend(std::iter::repeat_n(' ', line.len()));
    }
    blanked.push_str(&text[blanked.len()..]);
    blanked.into()
}

fn nests_too_much(line: &str) -> bool {
    let is_marker = |byte: &u8| matches!(byte, b'>' | b'-' | b'*' | b'+' | b'.' | b')');
    let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'0'..=b'9');
    let prefix = line.bytes().take_while(|byte| is_marker(byte) || is_between(byte));
    prefix.filter(is_marker).count() > MAX_MARKERS && line.contains(['>', ' '])
}
