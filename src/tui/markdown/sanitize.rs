//! Text of strangers made safe to put on a terminal.

use std::borrow::Cow;

/// `text` without escape sequences, control characters, characters that reorder or hide what follows, and the
/// invisible characters this module's own marks are made of. Line ends become `\n`; tabs stay.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_unsafe) else {
        return Cow::Borrowed(text);
    };
    let mut clean = String::with_capacity(text.len());
    clean.push_str(&text[..first]);
    let mut rest = &text[first..];
    let mut strings = Strings::default();
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\r' => {
                clean.push('\n');
                after.strip_prefix('\n').unwrap_or(after)
            }
            '\u{2028}' | '\u{2029}' => {
                clean.push(' ');
                after
            }
            '\u{1b}' => skip_escape(after, &mut strings),
            '\u{9b}' => skip_control_sequence(after),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => strings.skip(after),
            _ if is_unsafe(c) => after,
            _ => {
                let run = rest.find(is_unsafe).unwrap_or(rest.len());
                clean.push_str(&rest[..run]);
                &rest[run..]
            }
        };
    }
    Cow::Owned(clean)
}

/// Whether `c` must not reach the terminal as it is.
pub(super) fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Separators, bidi embeddings, overrides and isolates, invisible operators and deprecated format
        // characters, interlinear annotation, byte order mark.
        '\u{2028}'..='\u{202e}' | '\u{2061}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}' => true,
        _ => c.is_control(),
    }
}

/// Past what follows an ESC.
fn skip_escape<'a>(after: &'a str, strings: &mut Strings) -> &'a str {
    match after.bytes().next() {
        Some(b'[') => skip_control_sequence(&after[1..]),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => strings.skip(&after[1..]),
        // Intermediate bytes and a final one; a lone ESC takes nothing with it.
        Some(b' '..=b'/') => {
            let rest = after.trim_start_matches(|c| matches!(c, ' '..='/'));
            rest.strip_prefix(|c| matches!(c, '0'..='~')).unwrap_or(after)
        }
        Some(b'0'..=b'?' | b'N' | b'O' | b'c' | b'n' | b'o' | b'|' | b'}' | b'~') => &after[1..],
        _ => after,
    }
}

/// Past the parameters and the final byte of a CSI sequence; nothing is skipped when it isn't whole.
fn skip_control_sequence(after: &str) -> &str {
    let rest = after.trim_start_matches(|c| matches!(c, '0'..='?'));
    let rest = rest.trim_start_matches(|c| matches!(c, ' '..='/'));
    rest.strip_prefix(|c| matches!(c, '@'..='~')).unwrap_or(after)
}

/// Skips OSC and DCS strings.
#[derive(Debug, Default)]
struct Strings {
    /// With this many bytes of text left, the search for an end came to the end of the line: it isn't
    /// repeated for the other strings of that line, lest the time grow with the square of its length.
    barren: Option<usize>,
}

impl Strings {
    /// Past a string. One that doesn't end on its line isn't taken for a string: it would hide the rest of the text.
    fn skip<'a>(&mut self, after: &'a str) -> &'a str {
        if self.barren.is_some_and(|left| after.len() > left) {
            return after;
        }
        for (at, c) in after.char_indices() {
            let rest = &after[at + c.len_utf8()..];
            match c {
                '\u{7}' | '\u{9c}' => return rest,
                '\u{1b}' if rest.starts_with('\\') => return &rest[1..],
                '\n' | '\r' => {
                    self.barren = Some(rest.len());
                    return after;
                }
                _ => {}
            }
        }
        self.barren = Some(0);
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_out_what_a_terminal_would_obey() {
        for (text, expected) in [
            ("plain text", "plain text"),
            ("a\u{1b}[31mred\u{1b}[0m", "ared"),
            ("a\u{1b}[2J\u{1b}[1;1Hb", "ab"),
            ("\u{1b}]0;title\u{7}x", "x"),
            ("\u{1b}]8;;http://evil\u{1b}\\label\u{1b}]8;;\u{1b}\\", "label"),
            ("\u{1b}]0;never ends\nnext line", "0;never ends\nnext line"),
            ("\u{1b}]a\u{1b}]b\n\u{1b}]c\u{7}d", "ab\nd"),
            ("\u{1b}Pq#0\u{1b}\\x", "x"),
            ("\u{9b}31mred", "red"),
            ("\u{9d}0;t\u{9c}x", "x"),
            ("\u{1b}(Bx\u{1b}7y", "xy"),
            ("\u{1b}Word", "Word"),
            ("\u{1b}", ""),
            ("a\u{0}\u{8}\u{7f}\u{85}b", "ab"),
            ("a\u{202e}cba\u{202c}\u{2066}b", "acbab"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("tab\tstays", "tab\tstays"),
            ("\u{feff}start", "start"),
            ("\u{2061}marks\u{2064}", "marks"),
            ("👩‍👩‍👧 é", "👩‍👩‍👧 é"),
        ] {
            assert_eq!(sanitize(text), expected, "{text:?}");
        }
    }
}
