//! No word of a spec may be lost: every visible word stands somewhere in the agent's JSON.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use waypost::content::front_matter;
use waypost::content::model::Agent;

/// The words of a Markdown text that a reader of it would see.
pub(crate) fn visible_words(markdown: &str) -> HashSet<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut text = String::new();
    let mut html = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            // How text looks is no word of it.
            Event::InlineHtml(tag) if is_format(&tag) => {}
            Event::Html(part) | Event::InlineHtml(part) => html.push_str(&part),
            Event::Text(part) | Event::Code(part) => {
                flush(&mut html, &mut text);
                text.push_str(&part);
            }
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => {
                flush(&mut html, &mut text);
                text.push(' ');
            }
        }
    }
    flush(&mut html, &mut text);
    words(&text).collect()
}

/// Of HTML what stands between the tags is seen, but for comments, scripts and styles.
fn flush(html: &mut String, text: &mut String) {
    let mut rest = html.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let hidden = [("!--", "-->"), ("script", "</script>"), ("style", "</style>")];
        let (_, end) = hidden
            .into_iter()
            .find(|(open, _)| tag.starts_with(open))
            .unwrap_or(("", ">"));
        let Some((inner, behind)) = tag.split_once(end) else {
            rest = tag;
            continue;
        };
        // A placeholder is text.
        if end == ">" && !inner.contains([' ', '=', '/']) {
            text.push(' ');
        }
        rest = behind;
    }
    text.push_str(rest);
    html.clear();
}

const FORMATS: &[&str] = &[
    "b", "big", "center", "code", "em", "font", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u",
];

fn is_format(tag: &str) -> bool {
    let inner = tag.trim_matches(['<', '>', '/']);
    let name = inner.split_whitespace().next().unwrap_or("");
    FORMATS.contains(&name.to_lowercase().as_str()) || name == "a" && !inner.contains("href")
}

/// The visible words of a spec's body that its agent does not hold.
///
/// Numbers, Roman ones too, are left out: the numbering of headings and tables is dropped on purpose.
pub(crate) fn lost_words(body: &str, agent: &Agent) -> Vec<String> {
    let body = &without_kinds(body);
    let json = serde_json::to_value(agent).expect("an agent is JSON");
    let mut held = HashSet::new();
    collect(&json, &mut held);
    let is_number =
        |word: &String| word.chars().all(|c| c.is_ascii_digit()) || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let mut lost: Vec<String> = visible_words(body)
        .into_iter()
        .filter(|word| !is_number(word) && !held.contains(word))
        .collect();
    lost.sort();
    lost
}

/// The text without the kinds of its admonitions (`!!! note "Clay"`): they say how those are shown.
fn without_kinds(body: &str) -> String {
    let is_mark = |word: &str| matches!(word, "!!!" | "???" | "???+");
    let lines = body.lines().map(|line| match line.trim_start().split_once(' ') {
        Some((mark, rest)) if is_mark(mark) && rest.ends_with('"') => {
            rest.split_once('"').map_or(rest, |(_, title)| title)
        }
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text behind the front matter.
pub(crate) fn body(text: &str) -> &str {
    &text[front_matter::read(text).body..]
}

fn collect(value: &serde_json::Value, held: &mut HashSet<String>) {
    match value {
        serde_json::Value::String(text) => held.extend(words(text).chain(visible_words(text))),
        serde_json::Value::Array(all) => all.iter().for_each(|value| collect(value, held)),
        serde_json::Value::Object(all) => all.values().for_each(|value| collect(value, held)),
        _ => {}
    }
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
