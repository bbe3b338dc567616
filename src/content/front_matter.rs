//! Front matter: finds it, parses it, and recovers what can be recovered when it is broken.

mod plain;
mod toml;

use std::ops::Range;

use serde_yaml::Value;

use super::diagnostic::{Finding, Severity};

/// More front matter than this is not parsed as YAML.
const MAX_BYTES: usize = 64 * 1024;
/// Deeper flow collections make libyaml super-quadratic.
const MAX_FLOW_DEPTH: usize = 32;
/// Aliases multiply what they stand for.
const MAX_ALIASES: usize = 64;

/// Words that open a line of an example dialogue, and no key, where a description has spilled over several lines.
const DIALOGUE: &[&str] = &[
    "user",
    "assistant",
    "context",
    "commentary",
    "example",
    "examples",
    "note",
    "human",
    "http",
    "https",
];

/// Keys that mean something, however they are capitalised.
const KNOWN: &[&str] = &["name", "title", "description", "capabilities", "sections"];

/// One key of the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// The value as YAML text.
    pub yaml: String,
    /// Offset of the key in the file's text.
    pub at: usize,
}

/// The front matter of a file.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Its keys, in order.
    pub entries: Vec<Entry>,
    /// Where the body starts in the file's text.
    pub body: usize,
    /// What was guessed and repaired.
    pub findings: Vec<Finding>,
}

impl FrontMatter {
    /// The first entry with this key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// "Name" is `name`, where that isn't there itself.
    fn lower_keys(&mut self) {
        let mut free: Vec<&str> = KNOWN.iter().copied().filter(|key| self.get(key).is_none()).collect();
        for entry in &mut self.entries {
            let lower = entry.key.to_lowercase();
            if let Some(found) = free.iter().position(|key| *key == lower) {
                free.remove(found);
                entry.key = lower;
            }
        }
    }

    /// Where an entry's value ends: at the next key, or where the body starts.
    pub fn end_of(&self, entry: &Entry) -> usize {
        let others = self.entries.iter().map(|other| other.at);
        others.filter(|at| *at > entry.at).min().unwrap_or(self.body)
    }

    fn warn(&mut self, code: &'static str, at: usize, message: impl Into<String>, hint: &str) {
        self.findings.push(Finding {
            severity: Severity::Warning,
            code,
            at,
            message: message.into(),
            hint: hint.to_owned(),
        });
    }
}

/// Reads the front matter at the head of a text; a text without one has no entries and its body starts at 0.
pub fn read(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    if toml::read(text, &mut front) {
        front.lower_keys();
    } else if let Some(yaml) = find(text, &mut front).or_else(|| find_unopened(text, &mut front)) {
        parse(text, yaml, &mut front);
        front.lower_keys();
    }
    front
}

/// Reads a text that is YAML from its beginning to its end as if it were front matter.
pub fn of_yaml(text: &str) -> FrontMatter {
    let mut front = FrontMatter {
        body: text.len(),
        ..FrontMatter::default()
    };
    parse(text, 0..text.len(), &mut front);
    front
}

fn parse(text: &str, yaml: Range<usize>, front: &mut FrontMatter) {
    let source = &text[yaml.clone()];
    let chunks = chunks(source);
    if let Some(excess) = excess(source) {
        front.warn(
            "front-matter-too-complex",
            yaml.start,
            format!("the front matter has {excess}, so it was read line by line instead of as YAML"),
            "keep front matter to a few plain keys",
        );
        front.entries = chunks.into_iter().map(|chunk| chunk.as_text(yaml.start)).collect();
        return;
    }
    let mut parsed = plain::parse(source).map_or_else(|| serde_yaml::from_str(source), Ok);
    if parsed.is_err()
        && let Some(value) = without_tabs(source)
    {
        front.warn(
            "front-matter-tab",
            yaml.start + source.find('\t').unwrap_or(0),
            "a line of the front matter begins with a tab, which YAML does not allow; blanks were read instead",
            "indent with blanks, or not at all",
        );
        parsed = Ok(value);
    }
    match parsed {
        Ok(Value::Mapping(mapping)) => {
            for (key, value) in mapping {
                let key = scalar(&key).unwrap_or_else(|| "?".to_owned());
                let chunk = chunks.iter().find(|chunk| chunk.key == key);
                let text = chunk.map_or_else(
                    || serde_yaml::to_string(&value).unwrap_or_default(),
                    |chunk| chunk.value.to_owned(),
                );
                let at = yaml.start + chunk.map_or(0, |chunk| chunk.at);
                front.entries.push(Entry {
                    key,
                    value,
                    yaml: text.trim_end().to_owned(),
                    at,
                });
            }
        }
        Ok(Value::Null) => {}
        Ok(_) => recover(
            front,
            chunks,
            yaml.start,
            yaml.start,
            "it is no list of keys and values",
        ),
        Err(error) => {
            let at = error.location().map_or(yaml.start, |place| {
                yaml.start + offset_of(source, place.line(), place.column())
            });
            recover(front, chunks, yaml.start, at, &strip_place(&error.to_string()));
        }
    }
}

/// Finds the YAML between the fences, and sets where the body starts.
fn find(text: &str, front: &mut FrontMatter) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line.trim_end()))
    });
    let (_, first) = lines.find(|(_, line)| !line.is_empty())?;
    if first != "---" {
        return None;
    }
    let mut rest = lines.peekable();
    let start = rest.peek()?.0;
    let opens = rest
        .clone()
        .map(|(_, line)| line)
        .find(|line| !line.is_empty() && !line.starts_with('#'))?;
    if !opens.starts_with(['{', '-', '?']) && key_of(opens).is_none() && !opens.contains(':') {
        return None;
    }
    let fence = |line: &str| line == "..." || (line.len() >= 3 && line.bytes().all(|byte| byte == b'-'));
    let mut behind = rest.clone();
    if let Some((at, line)) = behind.find(|(_, line)| fence(line)) {
        if line.len() > 3 {
            front.warn(
                "front-matter-fence",
                at,
                format!("the front matter is closed by {} dashes", line.len()),
                "close it with a line of three dashes",
            );
        }
        front.body = behind.next().map_or(text.len(), |(next, _)| next);
        return Some(start..at);
    }
    let end = rest
        .find(|(_, line)| line.is_empty() || line.starts_with("# ") || line.starts_with("## "))
        .map_or(text.len(), |(at, _)| at);
    front.warn(
        "front-matter-unclosed",
        end.min(text.len()),
        "the front matter is not closed; it was taken to end here",
        "close it with a line of three dashes",
    );
    front.body = end;
    Some(start..end)
}

/// Finds YAML that does not begin with a fence of its own: it begins with a key that is known, or in a code fence.
fn find_unopened(text: &str, front: &mut FrontMatter) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line.trim_end()))
    });
    let (mut start, mut first) = lines.find(|(_, line)| !line.is_empty())?;
    let opening = start;
    let is_fenced = matches!(first, "```yaml" | "```yml");
    if is_fenced {
        (start, first) = lines.next()?;
    }
    let known = |line| key_of(line).is_some_and(|(key, _)| KNOWN.contains(&key.to_lowercase().as_str()));
    if !known(first) {
        return None;
    }
    let close = if is_fenced { "```" } else { "---" };
    let is_part = |line: &str| key_of(line).is_some() || line.starts_with([' ', '\t', '-', '#']);
    let (end, last) = lines.find(|(_, line)| *line == close || !is_part(line))?;
    if last != close {
        return None;
    }
    front.warn(
        "front-matter-unopened",
        opening,
        "the front matter does not begin with a line of three dashes; it was taken to begin here",
        "begin and end it with a line of three dashes",
    );
    front.body = lines.next().map_or(text.len(), |(next, _)| next);
    Some(start..end)
}

/// The YAML with blanks in place of the tabs its lines begin with; where that doesn't do, without them before keys.
fn without_tabs(source: &str) -> Option<Value> {
    if !source
        .lines()
        .any(|line| line.trim_start_matches(' ').starts_with('\t'))
    {
        return None;
    }
    let repaired = |repair: &dyn Fn(&str) -> String| {
        let yaml: String = source.split_inclusive('\n').map(repair).collect();
        let value = serde_yaml::from_str(&yaml).ok();
        value.filter(Value::is_mapping)
    };
    let split = |line: &str| {
        let text = line.trim_start_matches([' ', '\t']);
        (line[..line.len() - text.len()].replace('\t', "  "), text.to_owned())
    };
    repaired(&|line| split(line).0 + &split(line).1).or_else(|| {
        repaired(&|line| {
            let (indent, text) = split(line);
            if key_of(&text).is_some() { text } else { indent + &text }
        })
    })
}

/// One top-level key with everything up to the next one.
struct Chunk<'t> {
    key: String,
    /// Offset of the key in the YAML.
    at: usize,
    value: &'t str,
    value_at: usize,
    source: &'t str,
}

fn chunks(source: &str) -> Vec<Chunk<'_>> {
    let mut starts: Vec<(usize, String, usize)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if let Some((key, length)) = key_of(line) {
            let dialogue = DIALOGUE.contains(&key.to_ascii_lowercase().as_str()) && !starts.is_empty();
            let prose = !starts.is_empty() && key.starts_with(char::is_uppercase);
            if !dialogue && !prose {
                starts.push((at, key.to_owned(), at + length));
            }
        }
        at += line.len();
    }
    let mut chunks = Vec::with_capacity(starts.len());
    for (index, (at, key, value_at)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(source.len(), |(next, _, _)| *next);
        chunks.push(Chunk {
            key: key.clone(),
            at: *at,
            value: source[*value_at..end].trim_start_matches(' '),
            value_at: *value_at,
            source: &source[*at..end],
        });
    }
    chunks
}

/// The key a line opens with, and the length up to behind its colon. Stray quotes around the key are let pass.
fn key_of(line: &str) -> Option<(&str, usize)> {
    let head = line.trim_start_matches(['"', '\'']);
    let length = head
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
        .filter(|length| *length > 0)?;
    let key = &head[..length];
    if key.starts_with(['-', '.']) {
        return None;
    }
    let after = head[length..].trim_start_matches(['"', '\'']).strip_prefix(':')?;
    (after.is_empty() || after.starts_with(char::is_whitespace)).then(|| (key, line.len() - after.len()))
}

/// Reads chunk by chunk what does not parse as a whole.
fn recover(front: &mut FrontMatter, chunks: Vec<Chunk<'_>>, base: usize, at: usize, why: &str) {
    front.warn(
        "front-matter-invalid",
        at,
        format!("the front matter is no valid YAML: {why}"),
        "put values with colons, stars or quotes in double quotes",
    );
    let general = front.findings.len() - 1;
    let mut is_twice = false;
    for chunk in chunks {
        if front.get(&chunk.key).is_some() {
            is_twice = true;
            front.warn(
                "front-matter-duplicate-key",
                base + chunk.at,
                format!("the key `{}` is given twice; the first one counts", chunk.key),
                "keep one of them",
            );
        }
        let parsed = serde_yaml::from_str::<Value>(chunk.source)
            .ok()
            .and_then(|value| match value {
                Value::Mapping(mapping) if mapping.len() == 1 => mapping.into_iter().next(),
                _ => None,
            });
        match parsed {
            Some((key, value)) if scalar(&key).as_deref() == Some(&chunk.key) => {
                front.entries.push(Entry {
                    key: chunk.key,
                    value,
                    yaml: chunk.value.trim_end().to_owned(),
                    at: base + chunk.at,
                });
            }
            _ => {
                let (at, hint) = if chunk.value.trim().contains('\n') {
                    (chunk.at, "put the text that breaks it in double quotes")
                } else {
                    (
                        chunk.value_at + leading_spaces(&chunk),
                        "put the value in double quotes",
                    )
                };
                front.warn(
                    "front-matter-value",
                    base + at,
                    format!(
                        "the value of `{}` is no valid YAML; it was read as plain text",
                        chunk.key
                    ),
                    hint,
                );
                front.entries.push(chunk.as_text(base));
            }
        }
    }
    // That has been said of the key itself.
    if is_twice && why.starts_with("duplicate entry") {
        front.findings.remove(general);
    }
}

fn leading_spaces(chunk: &Chunk<'_>) -> usize {
    chunk.at + chunk.source.len() - chunk.value_at - chunk.value.len()
}

impl Chunk<'_> {
    /// The value as the author most likely meant it: a list in brackets, or plain text without stray quotes.
    fn as_text(&self, base: usize) -> Entry {
        let text = self.value.trim();
        let value = match text.strip_prefix('[') {
            Some(list) => {
                let elements = list
                    .trim_end_matches([']', '"', '\''])
                    .split(',')
                    .map(unquote)
                    .filter(|element| !element.is_empty());
                Value::Sequence(elements.map(|element| Value::String(element.to_owned())).collect())
            }
            None => Value::String(unquote(text).to_owned()),
        };
        Entry {
            key: self.key.clone(),
            value,
            yaml: self.value.trim_end().to_owned(),
            at: base + self.at,
        }
    }
}

fn unquote(text: &str) -> &str {
    text.trim().trim_matches(|c| c == '"' || c == '\'').trim()
}

/// What about the YAML is beyond what is safe to parse.
pub(super) fn excess(source: &str) -> Option<String> {
    if source.len() > MAX_BYTES {
        return Some(format!("{} bytes", source.len()));
    }
    let (mut depth, mut deepest, mut aliases) = (0_usize, 0, 0);
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'*' => {
                let before = source[..at].chars().next_back().unwrap_or('\n');
                aliases += usize::from(before.is_whitespace() || matches!(before, '[' | ',' | '{'));
            }
            _ => {}
        }
    }
    if deepest > MAX_FLOW_DEPTH {
        return Some(format!("brackets nested {deepest} deep"));
    }
    (aliases > MAX_ALIASES).then(|| format!("{aliases} aliases"))
}

fn offset_of(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = source.get(start..).unwrap_or("");
    let within = rest.split('\n').next().unwrap_or("");
    start.min(source.len())
        + within
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(within.len(), |(at, _)| at)
}

/// The parser's message without its own line and column, which count from the front matter.
fn strip_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// A scalar as text; `None` for a collection.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The texts of a list, of one text with commas, or of the lists under a map's keys.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(elements) => elements.iter().flat_map(element).collect(),
        Value::Mapping(mapping) => mapping.values().flat_map(texts).collect(),
        Value::String(text) => text
            .split([',', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        other => scalar(other).into_iter().collect(),
    }
}

/// `- Design: a, b` is a map to YAML, and a text to its author.
fn element(value: &Value) -> Vec<String> {
    match value {
        Value::Mapping(mapping) => mapping
            .iter()
            .map(|(key, value)| {
                format!(
                    "{}: {}",
                    scalar(key).unwrap_or_default(),
                    scalar(value).unwrap_or_else(|| texts(value).join(", "))
                )
            })
            .collect(),
        Value::Sequence(_) => texts(value),
        other => scalar(other).into_iter().filter(|text| !text.is_empty()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(front: &FrontMatter) -> Vec<&'static str> {
        front.findings.iter().map(|finding| finding.code).collect()
    }

    fn text(front: &FrontMatter, key: &str) -> String {
        front
            .get(key)
            .and_then(|entry| scalar(&entry.value))
            .unwrap_or_default()
    }

    #[test]
    fn good_front_matter_says_nothing() {
        let source = "---\ndescription: \"Zig: a tour\"\ncapabilities: [a, b]\nmodel: fast # for now\n---\n# T\n";
        let front = read(source);
        assert!(front.findings.is_empty());
        assert_eq!(text(&front, "description"), "Zig: a tour");
        assert_eq!(
            front.get("model").map(|entry| entry.yaml.as_str()),
            Some("fast # for now")
        );
        assert_eq!(&source[front.body..], "# T\n");
    }

    #[test]
    fn no_front_matter_is_no_trouble() {
        for source in ["", "# T\n", "---\n\nJust a rule above.\n", "---", "\n\n"] {
            let front = read(source);
            assert!(
                front.findings.is_empty() && front.entries.is_empty() && front.body == 0,
                "{source}"
            );
        }
    }

    #[test]
    fn an_unquoted_colon_is_recovered() {
        let front = read("---\nname: zig\ndescription: Zig: the tour\ncapabilities: [a]\n---\nx");
        assert_eq!(text(&front, "description"), "Zig: the tour");
        assert_eq!(codes(&front), ["front-matter-invalid", "front-matter-value"]);
        assert_eq!(front.findings[1].at, "---\nname: zig\ndescription: ".len());
        assert_eq!(texts(&front.get("capabilities").expect("kept").value), ["a"]);
    }

    #[test]
    fn a_description_that_spills_over_is_recovered() {
        let front = read(
            "---\nname: zig\ndescription: Use it for Zig. Examples:\n\nContext: a build fails.\nuser: \"help\"\nassistant: \"sure\"\nmodel: fast\n---\nx",
        );
        assert!(
            text(&front, "description").ends_with("assistant: \"sure"),
            "{}",
            text(&front, "description")
        );
        assert_eq!(text(&front, "model"), "fast");
    }

    #[test]
    fn stars_and_stray_quotes_are_recovered() {
        let front = read("---\ntools: *\ndescription: **Zig** and more\n---\nx");
        assert_eq!(text(&front, "tools"), "*");
        assert_eq!(text(&front, "description"), "**Zig** and more");
        let front = read("---\ndescription\": \"Learn Zig.\ncapabilities\": [\"a b\", \"c, d\"]\n---\nx");
        assert_eq!(text(&front, "description"), "Learn Zig.");
        assert_eq!(texts(&front.get("capabilities").expect("kept").value)[0], "a b");
    }

    #[test]
    fn duplicate_keys_are_said() {
        let front = read("---\nname: a\nname: b\n---\nx");
        assert_eq!(codes(&front), ["front-matter-duplicate-key"]);
        assert_eq!(text(&front, "name"), "a");
        assert_eq!(front.entries.len(), 2);
    }

    #[test]
    fn fences_are_forgiven() {
        let long = "---\nname: a\n------------\n# T";
        let front = read(long);
        assert_eq!(
            (codes(&front), text(&front, "name"), &long[front.body..]),
            (vec!["front-matter-fence"], "a".to_owned(), "# T")
        );
        let open = "---\nname: a\nmodel: b\n\n# T";
        let front = read(open);
        assert_eq!(
            (codes(&front), text(&front, "model"), &open[front.body..]),
            (vec!["front-matter-unclosed"], "b".to_owned(), "\n# T")
        );
    }

    #[test]
    fn bombs_are_not_parsed() {
        for bomb in [
            "a: {a: ".repeat(5000),
            format!("a: &x [1]\nb: [{}]", "*x, ".repeat(1000)),
            "a: b\n".repeat(20_000),
        ] {
            let front = read(&format!("---\n{bomb}\n---\nx"));
            assert_eq!(codes(&front), ["front-matter-too-complex"]);
        }
    }

    #[test]
    fn lists_maps_and_text_are_lists() {
        let texts = |yaml: &str| texts(&serde_yaml::from_str(yaml).expect("valid"));
        assert_eq!(texts("[a, 1, true]"), ["a", "1", "true"]);
        assert_eq!(texts("a, b"), ["a", "b"]);
        assert_eq!(texts("- Design: a, b\n- c"), ["Design: a, b", "c"]);
        assert_eq!(texts("x: [a]\ny: b"), ["a", "b"]);
    }
}
