//! Front matter in TOML, between lines of `+++`: plain keys and values, which is what specs have there.

use std::fmt::Write as _;

use serde_yaml::Value;

use super::limits::{MAX_BYTES, excess};
use super::{Entry, FrontMatter};
use crate::content::diagnostic::{Finding, Severity};

/// Reads the front matter of a text where it is TOML; returns whether it is.
pub(super) fn read(text: &str, front: &mut FrontMatter) -> bool {
    let mut lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line))
    });
    let opening = lines.find(|(_, line)| !line.trim().is_empty());
    let Some((opening, _)) = opening.filter(|(_, line)| line.trim_end() == "+++") else {
        return false;
    };
    let mut inner: Vec<(usize, &str)> = Vec::new();
    let closing = loop {
        match lines.next() {
            None => return false,
            // A text that only begins with plus signs.
            Some((at, _)) if at > opening + MAX_BYTES => return false,
            Some((_, line)) if line.trim_end() == "+++" => break lines.next().map_or(text.len(), |(at, _)| at),
            Some(line) => inner.push(line),
        }
    };
    front.body = closing;
    let mut table = String::new();
    let mut lines = inner.into_iter();
    let mut odd = None;
    while let Some((at, line)) = lines.next() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            table = format!("{}.", name.trim_matches(['[', ']', ' ']));
            continue;
        }
        let Some((key, value)) = trimmed.split_once('=') else {
            odd = odd.or(Some(at));
            continue;
        };
        let key = key.trim().trim_matches(['"', '\'']);
        let mut value = value.trim().to_owned();
        while is_open(&value) {
            let Some((_, more)) = lines.next() else { break };
            let _ = write!(value, "\n{}", more.trim_end());
        }
        front.entries.push(Entry {
            key: format!("{table}{key}"),
            value: value_of(&value),
            yaml: value,
            at: at + line.len() - line.trim_start().len(),
        });
    }
    let keys: Vec<String> = front.entries.iter().map(|entry| format!("`{}`", entry.key)).collect();
    let read = if keys.is_empty() {
        "nothing".to_owned()
    } else {
        keys.join(", ")
    };
    front.findings.push(Finding {
        severity: Severity::Info,
        code: "front-matter-toml",
        at: opening,
        message: format!("the front matter is TOML, of which was read: {read}"),
        hint: "write it in YAML between lines of three dashes, which every program that reads specs knows".to_owned(),
    });
    if let Some(at) = odd {
        front.warn(
            "front-matter-value",
            at,
            "this line of the front matter is neither a key with a value nor the name of a table, and was passed over",
            "write `key = \"value\"`",
        );
    }
    true
}

/// Whether a value goes on in the next line: a list that isn't closed, or a text between three quotes.
fn is_open(value: &str) -> bool {
    for quotes in ["\"\"\"", "\'\'\'"] {
        if let Some(rest) = value.strip_prefix(quotes) {
            return !rest.contains(quotes);
        }
    }
    value.starts_with('[') && !without_comment(value.lines().last().unwrap_or("")).ends_with(']')
}

/// The value as YAML has it, of which texts in quotes, numbers and lists are written alike.
fn value_of(value: &str) -> Value {
    for quotes in ["\"\"\"", "\'\'\'"] {
        if let Some(rest) = value.strip_prefix(quotes) {
            let text = rest.split(quotes).next().unwrap_or(rest);
            return Value::String(text.trim().to_owned());
        }
    }
    let lines: Vec<&str> = value.lines().map(without_comment).collect();
    let value = lines.join(" ");
    let parsed = if excess(&value).is_some() {
        None
    } else {
        serde_yaml::from_str(&value).ok()
    };
    parsed.unwrap_or_else(|| Value::String(value.trim_matches(['"', '\'']).to_owned()))
}

/// A line without the comment behind its value.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '#') => return line[..at].trim_end(),
            _ => {}
        }
    }
    line.trim_end()
}

#[cfg(test)]
mod tests {
    use super::super::{read, scalar, texts};

    #[test]
    fn plain_keys_and_values_of_toml_are_read() {
        let text = "+++\ntitle = \"Bread: the craft\" # ours\nweight = 3\ncapabilities = [\"knead\",\n  \"proof\", # slowly\n]\n\
                    description = \"\"\"\nLong\nand slow\n\"\"\"\n[extra]\nowner = 'me'\nodd\n+++\n# Bread\n";
        let front = read(text);
        assert_eq!(&text[front.body..], "# Bread\n");
        let keys: Vec<&str> = front.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["title", "weight", "capabilities", "description", "extra.owner"]);
        let value = |key: &str| front.get(key).map(|entry| entry.value.clone()).expect("a value");
        assert_eq!(scalar(&value("title")).as_deref(), Some("Bread: the craft"));
        assert_eq!(texts(&value("capabilities")), ["knead", "proof"]);
        assert_eq!(scalar(&value("description")).as_deref(), Some("Long\nand slow"));
        let said: Vec<(&str, usize)> = front.findings.iter().map(|found| (found.code, found.at)).collect();
        assert_eq!(
            said,
            [
                ("front-matter-toml", 0),
                ("front-matter-value", text.find("odd").expect("there"))
            ]
        );
        assert!(
            front.findings[0].message.contains("`title`, `weight`"),
            "{}",
            front.findings[0].message
        );
    }

    #[test]
    fn what_only_begins_with_plus_signs_is_none() {
        for text in ["+++\ntitle = 1\n", "++++\na = 1\n+++\n", "x\n+++\na = 1\n+++\n", "+++"] {
            let front = read(text);
            assert_eq!((front.body, front.entries.len()), (0, 0), "{text}");
        }
    }
}
