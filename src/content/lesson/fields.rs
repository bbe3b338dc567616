//! The fields of a lesson's front matter, each read as well as it can be.

use std::collections::HashSet;

use serde_yaml::Value;

use super::named;
use crate::content::diagnostic::{Finding, Severity};
use crate::content::encoding::{Decoded, clean};
use crate::content::front_matter::{Entry, FrontMatter, is_unread, scalar};
use crate::content::model::{Lesson, LessonLevel, Name, Resource, ResourceKind};
use crate::content::names::{did_you_mean, nearest, slug};
use crate::content::spec::{bare, one_line, web_address};
use crate::content::text_file::warning;

/// The keys a lesson has.
const KEYS: [&str; 8] = [
    "title",
    "aliases",
    "summary",
    "level",
    "minutes",
    "requires",
    "resources",
    "questions",
];

/// More names or resources in one list are nothing an author wrote.
pub(super) const LONGEST_LIST: usize = 1_000;

/// A lesson of more than a year is a slip.
const MOST_MINUTES: u32 = 525_600;

/// Reads the front matter's entries one by one, and notes what it had to guess.
pub(super) struct Fields<'a> {
    decoded: &'a Decoded,
    front: &'a FrontMatter,
    findings: &'a mut Vec<Finding>,
    /// How many words may still be looked for in vain: each of them costs a look at all of a list.
    misses: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn new(decoded: &'a Decoded, front: &'a FrontMatter, findings: &'a mut Vec<Finding>) -> Self {
        Self {
            decoded,
            front,
            findings,
            misses: 100,
        }
    }

    /// The lesson with every field that has an entry; what can't be read is kept as text.
    pub(super) fn read(&mut self, mut lesson: Lesson) -> Lesson {
        let mut taken = HashSet::new();
        for entry in &self.front.entries {
            let is_first = taken.insert(entry.key.as_str());
            let read = is_first
                && match entry.key.as_str() {
                    // Its text is taken where it is known what else could be the title.
                    "title" => self.is_text(entry),
                    "aliases" => self.names(entry, &mut lesson.aliases),
                    "requires" => self.names(entry, &mut lesson.requires),
                    "summary" => {
                        lesson.summary = scalar(&entry.value).map(clean).unwrap_or_default();
                        self.is_text(entry)
                    }
                    "level" => self.level(entry, &mut lesson.level),
                    "minutes" => self.minutes(entry, &mut lesson.minutes),
                    "resources" => self.resources(entry, &mut lesson.resources),
                    "questions" => self.questions(entry, &mut lesson.questions),
                    key => {
                        let keys =
                            "the keys are title, aliases, summary, level, minutes, requires, resources and questions";
                        let meant = nearest(key, KEYS);
                        let finding = warning(
                            "lesson-key",
                            entry.at,
                            format!("a lesson has no `{key}`; it is kept and not shown"),
                            &did_you_mean(meant, keys),
                        );
                        // Another tool's key is its author's business; a slip of the pen loses what was written.
                        let severity = if meant.is_some() {
                            Severity::Warning
                        } else {
                            Severity::Info
                        };
                        self.findings.push(Finding { severity, ..finding });
                        false
                    }
                };
            if !read {
                let kept = (clean(entry.key.clone()), clean(entry.yaml.trim().to_owned()));
                lesson.front_matter.push(kept);
            }
        }
        lesson
    }

    fn warn(&mut self, code: &'static str, at: usize, message: String, hint: &str) {
        self.findings.push(warning(code, at, message, hint));
    }

    fn is_text(&mut self, entry: &Entry) -> bool {
        if scalar(&entry.value).is_some_and(|text| !text.is_empty()) || entry.value.is_null() {
            return true;
        }
        let message = format!("`{}` is no text and is not read", entry.key);
        self.warn("lesson-text", self.value(entry), message, "give it one line of text");
        false
    }

    fn level(&mut self, entry: &Entry, level: &mut Option<LessonLevel>) -> bool {
        let text = scalar(&entry.value).unwrap_or_default();
        *level = LessonLevel::ALL
            .into_iter()
            .find(|level| level.name().eq_ignore_ascii_case(&text));
        if level.is_some() || entry.value.is_null() {
            return true;
        }
        let message = format!("`{}` is no level", shown(entry));
        let meant = nearest(&text, LessonLevel::ALL.map(LessonLevel::name));
        let hint = did_you_mean(meant, "the levels are beginner, intermediate, advanced and expert");
        self.warn("lesson-level", self.value(entry), message, &hint);
        false
    }

    fn minutes(&mut self, entry: &Entry, minutes: &mut Option<u32>) -> bool {
        const HINT: &str = "give a whole number of minutes, such as 45";
        if let Some(number) = entry.value.as_u64() {
            let number = u32::try_from(number).ok();
            *minutes = number.filter(|number| (1..=MOST_MINUTES).contains(number));
        } else if let Some(number) = scalar(&entry.value).and_then(|text| duration(&text)) {
            *minutes = Some(number);
            let message = format!("`{}` was read as {number} minutes", shown(entry));
            self.warn("lesson-minutes", self.value(entry), message, HINT);
        }
        if minutes.is_some() || entry.value.is_null() {
            return true;
        }
        let message = format!("`{}` is no number of minutes", shown(entry));
        self.warn("lesson-minutes", self.value(entry), message, HINT);
        false
    }

    /// The names of a list, or of one text with commas; says whether all of the entry was read.
    fn names(&mut self, entry: &Entry, names: &mut Vec<Name>) -> bool {
        let hint = format!("write `{}: [one, another]`", entry.key);
        let mut whole = true;
        let texts: Vec<String> = match &entry.value {
            Value::Null => Vec::new(),
            Value::Sequence(elements) => elements
                .iter()
                .filter_map(|element| {
                    let text = scalar(element);
                    whole &= text.is_some();
                    text
                })
                .collect(),
            other => {
                let text = scalar(other);
                whole = text.is_some();
                let parts = text.unwrap_or_default();
                parts
                    .split([',', ';', '\n'])
                    .map(|part| part.trim().to_owned())
                    .collect()
            }
        };
        if !whole {
            let message = format!("not all of `{}` is names; what isn't was left out", entry.key);
            self.warn("lesson-list", self.value(entry), message, &hint);
        } else if !entry.value.is_sequence() && texts.len() > 1 {
            let message = format!("`{}` is no list; it was split at its commas", entry.key);
            self.warn("lesson-list", self.value(entry), message, &hint);
        }
        whole &= self.is_short(entry, texts.len());
        let mut known = HashSet::new();
        let mut from = entry.at + entry.key.len();
        let end = self.front.end_of(entry);
        for text in texts.into_iter().take(LONGEST_LIST) {
            let name = one_line(&clean(text));
            let quoted = name.contains('\'').then(|| name.replace('\'', "''"));
            let written = quoted.and_then(|quoted| self.find(&quoted, from, end));
            let found = written.or_else(|| self.find(&name, from, end));
            from = found.map_or(from, |at| at + name.len());
            let at = found.unwrap_or_else(|| self.value(entry));
            if !name.is_empty() && known.insert(slug(&name)) {
                names.push(named(self.decoded, name, at));
            }
        }
        whole
    }

    /// The resources of a list; says whether all of it was read.
    fn resources(&mut self, entry: &Entry, resources: &mut Vec<Resource>) -> bool {
        const HINT: &str = "write `- { kind: article, title: Some title, url: \"https://…\" }`";
        let elements = match &entry.value {
            Value::Null => return true,
            Value::Sequence(elements) => elements.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut whole = self.is_short(entry, elements.len());
        let mut from = entry.at + entry.key.len();
        let end = self.front.end_of(entry);
        for element in elements.iter().take(LONGEST_LIST) {
            if is_unread(element) {
                whole = false;
                continue;
            }
            let given = Given::of(element);
            let begin = from;
            let found = self.find(given.any(), from, end);
            from = found.map_or(from, |at| at + given.any().len());
            let at = found.unwrap_or_else(|| self.value(entry));
            whole &= given.strange.is_empty();
            for key in &given.strange {
                let message = format!("a resource has no `{key}`; it is not shown");
                let hint = did_you_mean(
                    nearest(key, ["kind", "title", "url"]),
                    "a resource has kind, title and url",
                );
                let at = self.find(&format!("{key}:"), begin, end).unwrap_or(at);
                self.warn("lesson-resource", at, message, &hint);
            }
            let plain = |word: &str| slug(word).replace('-', "");
            let kind = ResourceKind::ALL
                .into_iter()
                .find(|kind| kind.name() == plain(&given.kind));
            if kind.is_none() && !given.kind.is_empty() {
                let words = ResourceKind::ALL.map(ResourceKind::name).join(", ");
                let meant = nearest(&plain(&given.kind), ResourceKind::ALL.map(ResourceKind::name));
                let hint = did_you_mean(meant, &format!("the kinds are {words}"));
                let message = format!("`{}` is no kind of resource", clean(given.kind.clone()));
                let at = self.find(&given.kind, begin, end).unwrap_or(at);
                self.warn("lesson-resource", at, message, &hint);
                whole = false;
            }
            let Some(url) = web_address(&given.url) else {
                let message = if given.url.is_empty() {
                    "this resource has no web address and is left out".to_owned()
                } else {
                    format!("`{}` is no web address; the resource is left out", clean(given.url))
                };
                self.warn("lesson-resource", at, message, HINT);
                whole = false;
                continue;
            };
            let mut title = one_line(&clean(given.title));
            if title.is_empty() {
                let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
                address.trim_end_matches('/').clone_into(&mut title);
                let message = "this resource has no title; its address stands for it".to_owned();
                self.warn("lesson-resource", at, message, HINT);
            }
            resources.push(Resource { kind, title, url });
        }
        whole
    }

    /// Where an entry's value begins.
    fn value(&self, entry: &Entry) -> usize {
        value_at(&self.decoded.text, entry)
    }

    /// Whether a list has no more elements than are read.
    pub(super) fn is_short(&mut self, entry: &Entry, elements: usize) -> bool {
        if elements > LONGEST_LIST {
            let message = format!(
                "`{}` lists {elements} things; {LONGEST_LIST} are read at most",
                entry.key
            );
            self.warn("lesson-list", self.value(entry), message, "keep to what matters most");
        }
        elements <= LONGEST_LIST
    }

    /// Where a word stands in the text, between two offsets.
    fn find(&mut self, word: &str, from: usize, end: usize) -> Option<usize> {
        self.misses.checked_sub(1)?;
        let found = self.decoded.text.get(from..end)?.find(word).map(|at| from + at);
        self.misses -= usize::from(found.is_none());
        found
    }
}

/// Where the value of an entry begins in the file's text: behind the key, its colon and the space after that.
pub(super) fn value_at(text: &str, entry: &Entry) -> usize {
    let rest = text.get(entry.at..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    let Some(colon) = line.find(':') else { return entry.at };
    let value = line[colon + 1..].trim_start();
    if value.is_empty() {
        entry.at
    } else {
        entry.at + line.len() - value.len()
    }
}

/// An entry's value in a message.
fn shown(entry: &Entry) -> String {
    const LONGEST: usize = 40;
    let text = one_line(&entry.yaml);
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text,
    }
}

/// Minutes in words: "45 min", "1 h 30 min", "1.5 hours".
fn duration(text: &str) -> Option<u32> {
    let mut rest = text.trim().trim_start_matches(['~', '≈']).trim_start();
    let mut minutes = 0.0;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        minutes += match rest[..letters].to_lowercase().as_str() {
            "" | "m" | "min" | "mins" | "minute" | "minutes" => number,
            "h" | "hour" | "hours" => number * 60.0,
            _ => return None,
        };
        rest = rest[letters..].trim_start_matches(['.', ',']).trim_start();
    }
    let whole = minutes.round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is looked at first"
    )]
    (1.0..=f64::from(MOST_MINUTES)).contains(&whole).then_some(whole as u32)
}

/// What an element of `resources` says, in whatever shape.
#[derive(Debug, Default)]
struct Given {
    kind: String,
    title: String,
    url: String,
    /// Keys that mean nothing.
    strange: Vec<String>,
}

impl Given {
    fn of(element: &Value) -> Self {
        let mut given = Self::default();
        let Value::Mapping(mapping) = element else {
            given.line(&scalar(element).unwrap_or_default());
            return given;
        };
        for (key, value) in mapping {
            let key = scalar(key).unwrap_or_default();
            let text = scalar(value);
            match (key.to_lowercase().as_str(), text) {
                ("kind" | "type", Some(text)) => given.kind = text,
                ("title" | "name", Some(text)) => given.title = text,
                ("url" | "link" | "href", Some(text)) => given.url = text,
                // `- Some title: https://…` is a map to YAML.
                (_, Some(text)) if mapping.len() == 1 && web_address(&text).is_some() => {
                    (given.title, given.url) = (key, text);
                }
                _ => given.strange.push(clean(key)),
            }
        }
        given
    }

    /// An address with or without words around it.
    fn line(&mut self, text: &str) {
        let Some((range, url)) = bare(text).into_iter().next() else {
            text.clone_into(&mut self.url);
            return;
        };
        let trimmed = |part: &str| {
            let edge =
                |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '<' | '>' | ':' | '-' | '–' | '—');
            part.trim_matches(edge).to_owned()
        };
        self.title = trimmed(&text[..range.start]);
        if self.title.is_empty() {
            self.title = trimmed(&text[range.end..]);
        }
        self.url = url;
    }

    /// Something of it that stands in the file.
    fn any(&self) -> &str {
        [&self.url, &self.title, &self.kind]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }
}
