//! Questions of lessons: answers that are none of the choices or can be told without knowing them, choices, ids, keys.

use std::collections::HashMap;
use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::text::Text;
use crate::content::diagnostic::Severity::{self, Error, Info, Warning};
use crate::content::front_matter::{is_unread, scalar};
use crate::content::lesson::question_identity;
use crate::content::names::{did_you_mean, nearest, slug};

/// The keys of a question.
const KEYS: [&str; 5] = ["id", "ask", "choices", "answer", "why"];

const SHAPE: &str = "write `- ask: …`, below it `choices: [one, another]`, `answer: 0` (the first choice is 0) and `why: …`; without choices the answer is text";

/// An answer half as long again as the next choice, and by more characters than a word has, can be told by that.
const LONGER: usize = 8;

/// More questions in one lesson are nothing an author wrote.
const MOST: usize = 1_000;

/// One question, and where its parts stand.
struct Question<'v> {
    fields: Vec<Field<'v>>,
    source: String,
    at: usize,
}

struct Field<'v> {
    /// The key as it is written.
    key: String,
    /// The key of questions that is meant.
    meant: Option<&'static str>,
    value: &'v Value,
}

impl<'v> Question<'v> {
    fn new(mapping: &'v Mapping, source: &str, at: usize) -> Self {
        let given: Vec<String> = mapping.keys().filter_map(scalar).collect();
        let free: Vec<&str> = KEYS
            .into_iter()
            .filter(|key| given.iter().all(|given| given != key))
            .collect();
        let field = |(key, value): (&Value, &'v Value)| {
            let key = scalar(key)?;
            let own = KEYS.into_iter().find(|known| *known == key);
            let meant = own.or_else(|| nearest(&key, free.iter().copied()));
            Some(Field { key, meant, value })
        };
        Self {
            fields: mapping.iter().filter_map(field).collect(),
            source: source.to_owned(),
            at,
        }
    }

    fn field(&self, key: &str) -> Option<&Field<'v>> {
        self.fields.iter().find(|field| field.meant == Some(key))
    }

    fn get(&self, key: &str) -> Option<&'v Value> {
        self.field(key)
            .map(|field| field.value)
            .filter(|value| !value.is_null())
    }

    /// What is said under a key, if that is text and not nothing.
    fn words(&self, key: &str) -> Option<String> {
        self.get(key).and_then(scalar).filter(|words| !words.is_empty())
    }

    /// Where the value of a key stands, the key itself where that is on lines of its own, or else the question.
    fn place(&self, key: &str) -> usize {
        let field = self.field(key);
        self.at + field.and_then(|field| value_of(&self.source, &field.key)).unwrap_or(0)
    }
}

/// Remarks on the questions in the front matter.
pub(super) fn check(text: &mut Text) {
    let Some(entry) = text
        .front
        .get("questions")
        .filter(|entry| !entry.value.is_null())
        .cloned()
    else {
        return;
    };
    // What could not be parsed has been told of, and says nothing of itself.
    let unparsed = |code| matches!(code, "front-matter-too-complex" | "front-matter-value");
    if text.front.findings.iter().any(|found| unparsed(found.code)) {
        return;
    }
    let whole = entry.at..text.front.end_of(&entry);
    let Some(elements) = entry.value.as_sequence() else {
        let message = "`questions` is no list, and none of it is asked".to_owned();
        return text.say(Warning, "question-shape", entry.at, message, SHAPE);
    };
    let source = text.part(whole.clone()).to_owned();
    let places = elements_of(&source);
    let mut ids: HashMap<String, usize> = HashMap::new();
    for (number, element) in elements.iter().take(MOST).enumerate() {
        if is_unread(element) {
            continue;
        }
        let place = places.get(number).cloned().unwrap_or(0..0);
        let at = whole.start + place.start;
        let Some(mapping) = element.as_mapping() else {
            let message = "this question is not made of keys and values, and is not asked".to_owned();
            text.say(Warning, "question-shape", at, message, SHAPE);
            continue;
        };
        let question = Question::new(mapping, &source[place], at);
        keys(&question, text);
        of_one(&question, text);
        id(&question, number, &mut ids, text);
    }
}

fn keys(question: &Question<'_>, text: &mut Text) {
    for Field { key, meant, .. } in &question.fields {
        let (severity, meant) = match meant {
            Some(meant) if meant == key => continue,
            Some(meant) => (Warning, Some(*meant)),
            None => (Info, None),
        };
        let at = question.at + key_of(&question.source, key).map_or(0, |key| key.start);
        let message = format!("a question has no `{key}`; it is not read");
        let hint = did_you_mean(meant, "a question has ask, choices, answer, why and id");
        text.say(severity, "question-key", at, message, &hint);
    }
}

fn of_one(question: &Question<'_>, text: &mut Text) {
    let mut say = |severity: Severity, code, key: &str, message: String, hint: &str| {
        text.say(severity, code, question.place(key), message, hint);
    };
    if question.words("ask").is_none() {
        let message = "this question asks nothing".to_owned();
        say(Warning, "question-shape", "ask", message, SHAPE);
    }
    if question.words("why").is_none() {
        let message = "the question doesn't say why its answer is right".to_owned();
        let hint = "`why` is what a learner reads who got it wrong";
        say(Info, "question-why", "ask", message, hint);
    }
    let Some(given) = question.get("choices") else {
        if question.words("answer").is_none() {
            let message = "the question has no answer in words, and no choices".to_owned();
            let hint = "write `answer: …`, or `choices` and the number of the right one";
            say(Error, "question-answer", "answer", message, hint);
        }
        return;
    };
    let texts = |list: &Vec<Value>| list.iter().map(scalar).collect::<Option<Vec<String>>>();
    let Some(choices) = given.as_sequence().and_then(texts) else {
        let message = "`choices` is no list of texts".to_owned();
        return say(
            Warning,
            "question-shape",
            "choices",
            message,
            "write `choices: [one, another]`",
        );
    };
    for (message, hint) in doubts(&choices) {
        say(Warning, "question-choices", "choices", message, hint);
    }
    match right(question.get("answer"), &choices) {
        Ok(right) => {
            if let Some(message) = given_away(&choices, right) {
                let hint = "shorten it and leave the rest to `why`, or say as much in the wrong ones";
                say(Warning, "question-length", "choices", message, hint);
            }
        }
        Err((message, hint)) => {
            let key = if question.get("answer").is_some() {
                "answer"
            } else {
                "choices"
            };
            say(Error, "question-answer", key, message, &hint);
        }
    }
}

/// What is wrong with the choices themselves, and what to do about it.
fn doubts(choices: &[String]) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    if choices.len() < 2 {
        let count = if choices.is_empty() {
            "no choice"
        } else {
            "one choice only"
        };
        let hint = "give it at least two; without `choices` it is a question that learners answer in their own words";
        found.push((format!("the question has {count}"), hint));
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, choice) in choices.iter().enumerate() {
        // By their words, not by their slugs: `+` and `-` are two.
        let words = choice.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(first) = known.get(&words) {
            let message = format!("choices {first} and {at} are the same, `{choice}` (counted from 0)");
            let hint = "take one of them out, and look whether `answer` still counts right";
            found.push((message, hint));
        } else {
            known.insert(words, at);
        }
    }
    found
}

/// The number of the right choice, or what is wrong with the answer, and what to do about it.
fn right(answer: Option<&Value>, choices: &[String]) -> Result<usize, (String, String)> {
    let end = choices.len().saturating_sub(1);
    let numbers = format!("the choices are numbered from 0 to {end}");
    let Some(answer) = answer else {
        let message = "the question doesn't say which choice is right";
        return Err((message.to_owned(), format!("write `answer: …`; {numbers}")));
    };
    if let Some(number) = answer.as_u64() {
        let within = usize::try_from(number).ok().filter(|number| *number < choices.len());
        return within.ok_or_else(|| (format!("the answer {number} is none of the choices"), numbers));
    }
    let words = scalar(answer).unwrap_or_default();
    let number = words.parse::<usize>().ok().filter(|number| *number < choices.len());
    Err(match choices.iter().position(|choice| slug(choice) == slug(&words)) {
        Some(at) => (
            format!("the answer to a question with choices is a number, and `{words}` is number {at}"),
            format!("write `answer: {at}`"),
        ),
        None => match number {
            Some(number) => (
                format!("the answer `{words}` is text, and not the number of a choice"),
                format!("write `answer: {number}`, without quotes"),
            ),
            None => ("the answer is none of the choices".to_owned(), numbers),
        },
    })
}

/// Whether the right choice can be told by its length.
fn given_away(choices: &[String], right: usize) -> Option<String> {
    let length = |choice: &String| choice.chars().count();
    let own = length(choices.get(right)?);
    let others = choices.iter().enumerate().filter(|(at, _)| *at != right);
    let next = others.map(|(_, choice)| length(choice)).max()?;
    (own * 2 >= next * 3 && own >= next + LONGER).then(|| {
        format!("the right choice is by far the longest ({own} characters, the next {next}), which gives it away")
    })
}

/// A question keeps its history under its id, or where it has none, under what it asks.
fn id(question: &Question<'_>, number: usize, ids: &mut HashMap<String, usize>, text: &mut Text) {
    let (given, ask) = (question.words("id"), question.words("ask"));
    let key = if given.is_some() { "id" } else { "ask" };
    if given.is_none() && ask.is_none() {
        return;
    }
    let id = question_identity(given.as_deref(), ask.as_deref().unwrap_or_default());
    if let Some(first) = ids.get(&id) {
        let what = if key == "id" {
            "has the id of"
        } else {
            "asks the same as"
        };
        let message = format!("this question {what} question {first} of the lesson");
        let hint = "reviews are kept under ids, so give each an `id` of its own, or ask it once";
        text.say(Error, "question-twice", question.place(key), message, hint);
    } else {
        ids.insert(id, number + 1);
    }
}

/// The elements of a list as they stand: behind dashes of one indentation, or between the braces of a list in brackets.
fn elements_of(source: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut indent = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_start_matches(' ');
        let depth = line.len() - text.len();
        if at > 0 && (text.starts_with("- ") || text.trim_end() == "-") && *indent.get_or_insert(depth) == depth {
            starts.push(at + depth);
        }
        at += line.len();
    }
    if starts.is_empty() {
        return braces(source);
    }
    // The element begins behind its dash.
    let first = |at: usize| at + 1 + source[at + 1..].find(|c: char| !c.is_whitespace()).unwrap_or(0);
    let ends = starts.iter().skip(1).copied().chain([source.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| first(*start).min(end)..end)
        .collect()
}

fn braces(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in source.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c && before != '\\' => quote = None,
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
            (None, '{') => {
                if depth == 0 {
                    start = at + 1;
                }
                depth += 1;
            }
            (None, '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.push(start..at);
                }
            }
            _ => {}
        }
        before = c;
    }
    found
}

/// Where a key stands in the text of a question.
fn key_of(source: &str, key: &str) -> Option<Range<usize>> {
    source
        .match_indices(key)
        .map(|(at, _)| at..at + key.len())
        .find(|place| {
            let before = source[..place.start].trim_end_matches([' ', '"', '\'']);
            let after = source[place.end..].trim_start_matches(['"', '\'']);
            (before.is_empty() || before.ends_with(['\n', ',', '{', '-'])) && after.trim_start().starts_with(':')
        })
}

/// Where the value of a key stands in the text of a question.
fn value_of(source: &str, key: &str) -> Option<usize> {
    let key = key_of(source, key)?;
    let colon = key.end + source[key.end..].find(':')?;
    let rest = source[colon + 1..].split('\n').next().unwrap_or("");
    let value = rest.trim_start();
    Some(if value.is_empty() {
        key.start
    } else {
        colon + 1 + rest.len() - value.len()
    })
}
