//! Invisible marks in text on its way through tui-markdown.
//!
//! tui-markdown gives back styled text without saying which part of it was a link. So a link's label is handed
//! over between an opening mark, which spells a number in zero-width characters, and a closing one. None of
//! these characters can come from the document: `sanitize` takes them out.

const OPEN: char = '\u{2061}';
const ZERO: char = '\u{2062}';
const ONE: char = '\u{2063}';
const CLOSE: char = '\u{2064}';
/// Takes part in no Markdown syntax: put where a text would be taken for syntax.
pub(super) const NEUTRAL: char = '\u{206a}';

/// What the text between two marks is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Note {
    pub(super) role: Option<Role>,
    /// Index in the document's links.
    pub(super) link: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Image,
    Footnote,
}

/// The mark that opens note `number`.
pub(super) fn open(number: usize) -> String {
    let digits = format!("{number:b}")
        .chars()
        .map(|digit| if digit == '1' { ONE } else { ZERO })
        .collect::<String>();
    format!("{OPEN}{digits}")
}

/// The mark that closes the note opened last.
pub(super) fn close() -> String {
    CLOSE.to_string()
}

/// A part of marked text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Open(usize),
    Close,
}

/// Takes marked text apart.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(NEUTRAL);
        let first = rest.chars().next()?;
        let after = &rest[first.len_utf8()..];
        match first {
            OPEN => {
                let left = after.trim_start_matches([ZERO, ONE]);
                let digits = &after[..after.len() - left.len()];
                rest = left;
                Some(Token::Open(
                    digits
                        .chars()
                        .fold(0, |number, digit| (number << 1) | usize::from(digit == ONE)),
                ))
            }
            CLOSE => {
                rest = after;
                Some(Token::Close)
            }
            _ => {
                let end = rest.find([OPEN, CLOSE, NEUTRAL]).unwrap_or(rest.len());
                let (text, left) = rest.split_at(end);
                rest = left;
                Some(Token::Text(text))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::wrap::display_width;

    #[test]
    fn marks_come_back_and_take_no_room() {
        let text = format!("a {}label{}{NEUTRAL} b{}", open(5), close(), open(0));
        assert_eq!(
            tokens(&text).collect::<Vec<_>>(),
            [
                Token::Text("a "),
                Token::Open(5),
                Token::Text("label"),
                Token::Close,
                Token::Text(" b"),
                Token::Open(0)
            ]
        );
        assert_eq!(display_width(&text), display_width("a label b"));
    }
}
