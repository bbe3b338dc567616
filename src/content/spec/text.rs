//! Small cuts on flattened text: emoji, numbering, whitespace.

/// Whether a character decorates and says nothing: pictographs, arrows, and what joins or varies them.
pub(super) fn is_decoration(c: char) -> bool {
    matches!(u32::from(c),
        0x200d | 0x20e3 | 0xfe0e | 0xfe0f
        | 0x2190..=0x21ff | 0x2300..=0x23ff | 0x2500..=0x27bf | 0x2900..=0x297f | 0x2b00..=0x2bff
        | 0x1f000..=0x1faff | 0xe0020..=0xe007f)
        || c == '•'
}

/// The text without emoji and numbering at its head and without emoji and colons at its end.
pub(in crate::content) fn bare_title(text: &str) -> String {
    let mut title = text.trim();
    loop {
        let shorter = strip_number(strip_chinese_number(strip_keycap(title)))
            .trim_start_matches(|c: char| is_decoration(c) || c.is_whitespace());
        if shorter.len() == title.len() || shorter.is_empty() {
            break;
        }
        title = shorter;
    }
    let title = title.trim_end_matches(|c: char| is_decoration(c) || c.is_whitespace() || matches!(c, ':' | '：'));
    one_line(if title.is_empty() { text } else { title })
}

/// "1️⃣ Basics" begins with a digit that is part of an emoji.
fn strip_keycap(text: &str) -> &str {
    let Some(at) = text.find('\u{20e3}').filter(|at| *at < 8) else {
        return text;
    };
    let digits = text[..at].chars().all(|c| c.is_ascii_digit() || is_decoration(c));
    if digits {
        &text[at + '\u{20e3}'.len_utf8()..]
    } else {
        text
    }
}

/// "1. Basics", "2) Basics", "1.2 Basics" and "IV. Basics" and "[2] Basics" without the number; "8 roles" and "3.5" keep theirs.
pub(super) fn strip_number(text: &str) -> &str {
    let roman = text.trim_start_matches(['I', 'V', 'X']);
    let length = text.len() - roman.len();
    if (1..=5).contains(&length)
        && let Some(rest) = roman
            .strip_prefix('.')
            .filter(|rest| rest.starts_with(char::is_whitespace))
    {
        return rest.trim_start();
    }
    let boxed = text.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    if let Some((_, rest)) =
        boxed.filter(|(number, _)| number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return rest.trim_start();
    }
    let digits = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let number = &text[..digits];
    if !number.starts_with(|c: char| c.is_ascii_digit()) || digits > 8 {
        return text;
    }
    let rest = &text[digits..];
    let (dotted, rest) = match rest.strip_prefix(')') {
        Some(rest) => (true, rest),
        None => (number.contains('.'), rest),
    };
    let is_plain = number.bytes().filter(|byte| *byte == b'.').count() == 1 && number.ends_with('.');
    if dotted && rest.starts_with(char::is_whitespace) || is_plain && rest.starts_with(is_unspaced) {
        rest.trim_start()
    } else {
        text
    }
}

/// What numbers up to ten are written with.
pub(super) const CHINESE_NUMERALS: &str = "一二三四五六七八九十";

/// "三、数据结构" without its number.
fn strip_chinese_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| CHINESE_NUMERALS.contains(c));
    match rest.strip_prefix('、') {
        Some(title) if rest.len() < text.len() && !title.is_empty() => title.trim_start(),
        _ => text,
    }
}

/// Han and kana, between whose words nothing stands.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff)
}

/// The text on one line, runs of white space made one space.
pub(in crate::content) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Joins what there is of the parts.
pub(super) fn join(parts: &[&str], with: &str) -> String {
    let mut joined = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !joined.is_empty() {
            joined.push_str(with);
        }
        joined.push_str(part);
    }
    joined
}

/// "Junior (1-2 years)" taken apart into the name and what stands in the parentheses at its end.
pub(super) fn split_note(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end();
    let close = text.strip_suffix([')', '）'])?;
    let mut depth = 1_u32;
    for (at, c) in close.char_indices().rev() {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' => {
                depth -= 1;
                if depth == 0 {
                    let name = text[..at].trim_end();
                    let apart = c == '（' || text[..at].ends_with(|c: char| c.is_whitespace() || is_unspaced(c));
                    return (apart && !name.is_empty()).then(|| (name, close[at + c.len_utf8()..].trim()));
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_decoration() {
        for (text, title) in [
            ("🎯 Roles", "Roles"),
            ("1️⃣ **x**", "**x**"),
            ("10. 🛠️ Stack:", "Stack"),
            ("1.2 Scope", "Scope"),
            ("IV. Scope", "Scope"),
            ("[2] Scope", "Scope"),
            ("[x] Scope", "[x] Scope"),
            ("V8 Engine", "V8 Engine"),
            ("8 Specialized Roles", "8 Specialized Roles"),
            ("3.5", "3.5"),
            ("学習パス：", "学習パス"),
            ("  Two\n words 🚀", "Two words"),
            ("🚀", "🚀"),
        ] {
            assert_eq!(bare_title(text), title, "{text}");
        }
    }

    #[test]
    fn notes_stand_in_parentheses_at_the_end() {
        assert_eq!(split_note("Junior (1-2 years)"), Some(("Junior", "1-2 years")));
        assert_eq!(split_note("A (b (c))"), Some(("A", "b (c)")));
        for text in ["f()", "(all)", "A (b) c", "plain", "odd)"] {
            assert_eq!(split_note(text), None, "{text}");
        }
    }
}
