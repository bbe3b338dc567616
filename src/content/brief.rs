//! Texts of strangers shortened to be shown: a name can have a megabyte, and a message that tells of it stays a message.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// The sign that there is more.
const MORE: &str = "…";
/// A letter with its marks has so many bytes at most; what has more is cut within.
const LARGEST_CLUSTER: usize = 64;
/// A name that is shown by itself has so many letters at most.
const ALONE: usize = 400;
/// The same of an address, which is of use only whole.
const ADDRESS: usize = 2048;
/// Names in a message are shortened to so many letters.
const NAME: usize = 120;
/// And the message itself to so many, whatever is in it.
const MESSAGE: usize = 1000;

/// The text's beginning, of at most so many letters with their marks; it ends in `…` where there is more.
pub(crate) fn brief(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let (kept, is_whole) = head(text, most);
    if is_whole {
        return Cow::Borrowed(text);
    }
    let (kept, _) = head(kept, most.saturating_sub(1));
    Cow::Owned(kept.trim_end().to_owned() + MORE)
}

/// The text's beginning and end, of at most so many letters together, with `…` between them where there is more.
pub(crate) fn abridged(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || head(text, most).1 {
        return Cow::Borrowed(text);
    }
    let behind = most / 4;
    let (begin, _) = head(text, most.saturating_sub(behind + 1));
    let mut end = text.len();
    for cluster in text.graphemes(true).rev().take(behind) {
        if cluster.len() > LARGEST_CLUSTER || end - cluster.len() < begin.len() {
            break;
        }
        end -= cluster.len();
    }
    Cow::Owned([begin, MORE, &text[end..]].concat())
}

/// A name, an address or a remark as it is shown by itself.
pub(crate) fn name(text: &str) -> Cow<'_, str> {
    let is_address = text.contains("://") && !text.contains(char::is_whitespace);
    abridged(text, if is_address { ADDRESS } else { ALONE })
}

/// A message whose names, which stand in backticks, are shortened.
pub(crate) fn message(text: &str) -> Cow<'_, str> {
    message_with(text, NAME)
}

/// The same of a message that may tell of commands, which are of use only whole.
pub(crate) fn message_with_commands(text: &str) -> Cow<'_, str> {
    message_with(text, ALONE)
}

fn message_with(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let parts = text.split('`').enumerate();
    // Every second part is a name.
    let short = parts.map(|(at, part)| {
        if at % 2 == 1 {
            brief(part, most)
        } else {
            Cow::Borrowed(part)
        }
    });
    let short = short.collect::<Vec<_>>().join("`");
    Cow::Owned(abridged(&short, MESSAGE).into_owned())
}

/// The beginning, and whether that is all.
fn head(text: &str, most: usize) -> (&str, bool) {
    let mut end = 0;
    for cluster in text.graphemes(true).take(most) {
        if cluster.len() > LARGEST_CLUSTER {
            // Marks upon marks: a few of them are enough.
            let fits = |at: &usize| text.is_char_boundary(*at);
            end = (end..=end + LARGEST_CLUSTER).rev().find(fits).unwrap_or(end);
            break;
        }
        end += cluster.len();
    }
    (&text[..end], end == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_left_alone() {
        for text in ["", "Zig", "größe", "👨‍👩‍👧👨‍👩‍👧"] {
            assert_eq!(brief(text, 8), text);
            assert_eq!(abridged(text, 8), text);
            assert_eq!(message(text), text);
        }
    }

    #[test]
    fn long_texts_are_cut_between_letters() {
        assert_eq!(brief("abcdefghij", 5), "abcd…");
        assert_eq!(brief("abc defghij", 5), "abc…");
        assert_eq!(brief("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧e\u{301}x", 4), "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧…");
        assert_eq!(abridged("abcdefghijklmnop", 8), "abcde…op");
        assert_eq!(abridged("学習パス学習パスe\u{301}", 4), "学習…e\u{301}");
        assert_eq!(
            message(&format!("there is no `{}` here", "y".repeat(1_000_000))),
            format!("there is no `{}…` here", "y".repeat(NAME - 1))
        );
    }

    #[test]
    fn nothing_makes_them_long() {
        let marks = format!("x{}", "\u{301}".repeat(500_000));
        for text in [
            marks.as_str(),
            &marks.repeat(2),
            &"y".repeat(1_000_000),
            &"`ab".repeat(400_000),
            &format!("`{marks}` `{marks}`"),
        ] {
            for short in [brief(text, 40), abridged(text, 40), message(text)] {
                assert!(
                    short.len() <= MESSAGE + 2 * LARGEST_CLUSTER + MORE.len(),
                    "{}",
                    short.len()
                );
                assert!(short.contains(MORE));
            }
        }
    }
}
