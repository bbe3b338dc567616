//! Text of a spec that is kept as Markdown.

use std::borrow::Cow;
use std::ops::Range;

use super::text::join;

/// The stretches of text as one piece of Markdown; those that touch stay as they are.
pub(super) fn markdown(text: &str, ranges: &[Range<usize>]) -> String {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match pieces.last_mut() {
            Some(last) if range.start <= last.end || text[last.end..range.start].trim().is_empty() => {
                last.end = last.end.max(range.end);
            }
            _ => pieces.push(range.clone()),
        }
    }
    let pieces: Vec<Cow<'_, str>> = pieces
        .into_iter()
        .map(|piece| dedented(trim_blank_lines(&text[piece])))
        .collect();
    let pieces: Vec<&str> = pieces.iter().map(|piece| &**piece).collect();
    join(&pieces, "\n\n")
}

/// A fence or a table out of an item without the indentation it has there.
fn dedented(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches(' ');
    let indent = text.len() - bare.len();
    if indent == 0 || !["```", "~~~", "|"].iter().any(|opens| bare.starts_with(opens)) {
        return text.into();
    }
    let dedent = |line: &str| {
        let blank = line.len() - line.trim_start_matches(' ').len();
        line[blank.min(indent)..].to_owned()
    };
    text.split('\n').map(dedent).collect::<Vec<_>>().join("\n").into()
}

/// Without blank lines around it; the first line keeps its indentation.
pub(super) fn trim_blank_lines(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[line..].trim_end()
}
