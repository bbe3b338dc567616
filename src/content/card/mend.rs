//! JSON that other programs write and its parser refuses: half of a pair of escapes, numbers beyond all bounds, control
//! characters in a text.

/// Stands for what is no character.
const NOTHING: &str = "\\ufffd";

/// The JSON with that written otherwise; `None` where there is nothing of the kind.
pub(super) fn mended(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    let mut in_text = false;
    while let Some(first) = rest.chars().next() {
        let (length, written) = if in_text { of_text(rest) } else { of_number(rest) };
        in_text ^= first == '"';
        match written {
            Some(written) => out.push_str(&written),
            None => out.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    (out != json).then_some(out)
}

/// How long what a text within quotes goes on with is, in bytes, and what is to be written for it.
fn of_text(text: &str) -> (usize, Option<String>) {
    let first = text.chars().next().map_or(1, char::len_utf8);
    if text.starts_with(|c: char| c.is_ascii_control()) {
        return (first, Some(" ".to_owned()));
    }
    if !text.starts_with('\\') {
        return (first, None);
    }
    match (unit(text), unit(text.get(6..).unwrap_or_default())) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, None),
        (Some(0xd800..=0xdfff), _) => (6, Some(NOTHING.to_owned())),
        // What is escaped is no end of the text.
        _ => (1 + text[1..].chars().next().map_or(0, char::len_utf8), None),
    }
}

/// The code unit that an escape at the beginning of a text stands for.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

/// The same for what stands between texts.
fn of_number(text: &str) -> (usize, Option<String>) {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return (text.chars().next().map_or(1, char::len_utf8), None);
    }
    let length = text.find(|c| !is_of_number(c)).unwrap_or(text.len());
    let is_endless = text[..length].parse().is_ok_and(f64::is_infinite);
    (length, is_endless.then(|| format!("\"{}\"", &text[..length])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wrong_is_written_otherwise() {
        for (json, expected) in [
            (r#"{"a": "x\ud83d y"}"#, Some(r#"{"a": "x\ufffd y"}"#)),
            (
                r#"{"a": "\ude00\ud83d\ud83d\ude00"}"#,
                Some(r#"{"a": "\ufffd\ufffd\ud83d\ude00"}"#),
            ),
            (
                r#"{"a": [1e999, -1E+400, 12]}"#,
                Some(r#"{"a": ["1e999", "-1E+400", 12]}"#),
            ),
            ("{\"a\": \"x\u{0}\ny\"}", Some(r#"{"a": "x  y"}"#)),
            (r#"{"a": "1e999 \" \\", "b": "\ud83d\ude00é\u00e9", "c": 1.5e3}"#, None),
            ("", None),
        ] {
            assert_eq!(mended(json).as_deref(), expected, "{json}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_valid_stays(text in "\\PC{0,12}", number in proptest::num::f64::NORMAL) {
            let json = serde_json::json!({ text.clone(): [text, number] }).to_string();
            proptest::prop_assert_eq!(mended(&json), None);
        }

        #[test]
        fn anything_is_borne(text in "[\"\\\\u0-9a-fd{}:, é\\x00-]{0,40}") {
            let _ = mended(&text);
        }
    }
}
