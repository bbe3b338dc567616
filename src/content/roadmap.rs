//! A roadmap as a pack keeps it: `roadmaps/<slug>.json`, written by `waypost import roadmap-sh`.
//!
//! One JSON object a file, and no YAML: nobody writes it by hand, and at every start it is read in a small part of the time.
//!
//! ```json
//! { "schema": "waypost-roadmap/1", "slug": "garden", "title": "Kitchen Garden", "url": "https://roadmap.sh/garden",
//!   "summary": "…", "apart": "1970-01-01T00:00:00Z", "arranged": "graph",
//!   "sections": [{ "title": "Ground", "nodes": [
//!     { "id": "yHmHXymPNWwu8p1vvqD3o", "title": "Ground", "text": "Markdown …",
//!       "resources": [{ "kind": "article", "title": "…", "url": "https://…" }] },
//!     { "id": "-lnvMTn0XvfK8ZUygICAx", "title": "Soil", "parent": "yHmHXymPNWwu8p1vvqD3o", "inferred": true,
//!       "legend": "Recommended", "aliases": ["All on soil"], "former": ["ground:soil"] }] }],
//!   "related": [{ "title": "Balcony", "url": "https://roadmap.sh/balcony" }],
//!   "links": [{ "kind": "official", "title": "…", "url": "https://…" }],
//!   "questions": [{ "ask": "…", "answer": "Markdown …", "topics": ["Beginner"] }] }
//! ```
//!
//! A question is asked of the whole roadmap; what tells it from the others is its `ask`, so that its answer may change.
//! Fields that are empty are left out. A node's `parent` stands before it in the same section, and `inferred` says that
//! nothing but nearness on the map made it the parent. `former` lists ids the node had in an older layout.
//! `apart` is the moment of the import that began to tell topics apart, where one from before did not ([`library`](super::library)).

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::diagnostic::{Diagnostic, Severity};
use super::encoding::clean;
use super::model::{Link, Resource};
use super::names::slug;
use super::spec::web_address;

/// The version of the shape.
const SCHEMA: &str = "waypost-roadmap/1";
/// The first part of the ids of all topics of roadmaps.
pub const OWNER: &str = "roadmap-sh";

/// One roadmap, whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoadmapFile {
    /// Says that this is such a file, and of which version.
    pub schema: String,
    /// The last part of its address; unique in a library.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What it says of itself, in one line; empty when it says nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Since when topics that go by names of one lesson are told apart here; until then they were one, and so were their
    /// marks. `None` in a file from before: there they are one still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<Timestamp>,
    /// What its order comes from.
    pub arranged: Arranged,
    /// Its topics, in walking order.
    pub sections: Vec<Section>,
    /// The roadmaps it names as its neighbours.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Link>,
    /// Links that stand on the map and at no topic.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Resource>,
    /// Questions and answers on its field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

/// What the order of a roadmap comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arranged {
    /// The map itself: its lines, boxes and places.
    Graph,
    /// Folders and their numbers.
    Folders,
    /// Nothing but the names of files.
    #[default]
    Names,
}

/// A stretch of a roadmap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Its title; `None` for topics that stand under none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its topics: each after its parent.
    pub nodes: Vec<Node>,
}

/// A topic of a roadmap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Node {
    /// Its id, unique in the roadmap and the same as long as the topic is.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What else it is called: in its file, or where it is a translation on the map.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The id of the node it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Whether its parent, or its section, was only told by what is near.
    #[serde(skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// What its mark on the map means ("Recommended", "Alternative").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legend: Option<String>,
    /// What is said of it, as Markdown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where more is to be learned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Ids it had before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<String>,
    /// Since when it is told apart from a lesson's topic, where that is since a later import than the roadmap's own moment:
    /// a nearer name has come to the roadmap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<Timestamp>,
}

/// How many questions there are, and how many of each topic they are filed under: "3 questions (2 Beginner, 1 Advanced)"; empty where there are none.
pub fn questions_told<'a>(questions: impl ExactSizeIterator<Item = &'a [String]>) -> String {
    let (count, mut by_topic): (_, Vec<(&str, usize)>) = (questions.len(), Vec::new());
    for topic in questions.flatten() {
        match by_topic.iter_mut().find(|(known, _)| known == topic) {
            Some((_, count)) => *count += 1,
            None => by_topic.push((topic, 1)),
        }
    }
    let told = match count {
        0 => return String::new(),
        1 => "1 question".to_owned(),
        count => format!("{count} questions"),
    };
    let topics: Vec<String> = by_topic
        .iter()
        .map(|(topic, count)| format!("{count} {topic}"))
        .collect();
    if topics.is_empty() {
        told
    } else {
        format!("{told} ({})", topics.join(", "))
    }
}

/// A question and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// The answer, as Markdown.
    pub answer: String,
    /// What it is filed under ("Beginner").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(is: &bool) -> bool {
    !is
}

impl Node {
    /// Adds another name of it, if it is another one.
    pub(super) fn also_called(&mut self, name: &str) {
        let own = std::iter::once(&self.title).chain(&self.aliases);
        let name_slug = slug(name);
        if !name.is_empty() && own.map(|own| slug(own)).all(|own| own != name_slug) {
            self.aliases.push(name.to_owned());
        }
    }
}

impl RoadmapFile {
    /// An empty roadmap of this name.
    pub fn named(slug: &str) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            slug: slug.to_owned(),
            url: address(slug),
            ..Self::default()
        }
    }

    /// All nodes of all sections, in order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.sections.iter().flat_map(|section| &section.nodes)
    }

    /// The file's text.
    ///
    /// # Errors
    /// None that a roadmap can cause; serde's are passed on.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut text = serde_json::to_vec(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

/// The address of a roadmap on the web.
pub fn address(slug: &str) -> String {
    format!("https://roadmap.sh/{slug}")
}

/// The id of the topic a node is.
pub fn topic_id(slug: &str, node: &str) -> String {
    format!("{OWNER}/{slug}/{node}")
}

/// A node's id as a part of a topic's: as it is where it can be typed, else its slug.
pub fn node_id(text: &str) -> String {
    /// The site's own have 21 characters, paths of the old layout some more.
    const LONGEST: usize = 120;
    let typed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
    let plain = !text.is_empty() && !text.starts_with('.') && text.len() <= LONGEST;
    if plain && text.chars().all(typed) {
        return text.to_owned();
    }
    let head = |text: &str| slug(&text.chars().take(LONGEST).collect::<String>());
    // A slug can be longer than its text ("&" is "and"), and is to be what is made of it again.
    head(&head(text))
}

/// Reads a file of a pack.
///
/// # Errors
/// The one diagnostic of a file that is no roadmap of ours, at its place.
pub fn read(bytes: &[u8], file: &Path) -> Result<RoadmapFile, Box<Diagnostic>> {
    let refusal = |line, column, message: String| {
        let refusal = Diagnostic {
            severity: Severity::Error,
            code: "roadmap-file",
            file: file.to_owned(),
            line,
            column,
            message,
            hint: "`waypost import roadmap-sh DIR` writes such files".to_owned(),
        };
        Box::new(refusal.brief())
    };
    let mut roadmap: RoadmapFile = serde_json::from_slice(bytes).map_err(|error| {
        let message = clean(error.to_string());
        let message = message.split(" at line ").next().unwrap_or_default();
        refusal(
            error.line().max(1),
            column_of(bytes, place_of(bytes, &error)),
            message.to_owned(),
        )
    })?;
    if roadmap.schema != SCHEMA {
        let known = roadmap.schema.strip_prefix("waypost-roadmap/").is_some();
        let message = if known {
            format!(
                "is a roadmap of the version `{}`, and this waypost reads `{SCHEMA}`",
                clean(roadmap.schema)
            )
        } else {
            format!("is no roadmap of a pack: its `schema` is not `{SCHEMA}`")
        };
        return Err(refusal(1, 1, message));
    }
    roadmap.purify();
    if roadmap.slug.is_empty() || roadmap.nodes().next().is_none() {
        return Err(refusal(1, 1, "has no slug, or no topics".to_owned()));
    }
    Ok(roadmap)
}

/// Where a fault of JSON stands in a text; serde counts lines, and in them bytes.
pub(super) fn place_of(text: &[u8], error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let line: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    let mut at = (line + error.column().saturating_sub(1)).min(text.len());
    // Not amid the bytes of a character.
    while at > 0 && text.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
        at -= 1;
    }
    at
}

/// The column, in characters, of an offset.
fn column_of(text: &[u8], at: usize) -> usize {
    let before = &text[..at];
    let line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    String::from_utf8_lossy(&before[line..]).chars().count() + 1
}

impl RoadmapFile {
    /// Packs are data from strangers, whoever says to have written them: nothing in them steers a terminal, and every
    /// address is one of the web.
    fn purify(&mut self) {
        self.slug = node_id(&std::mem::take(&mut self.slug));
        self.url = address(&self.slug);
        tidy(&mut self.title);
        if self.title.is_empty() {
            self.title.clone_from(&self.slug);
        }
        tidy(&mut self.summary);
        self.related.retain_mut(|link| {
            tidy(&mut link.title);
            is_web(&mut link.url)
        });
        purify_resources(&mut self.links);
        let mut asked = HashSet::new();
        self.questions.retain_mut(|question| {
            let topics = question.topics.iter_mut();
            for text in [&mut question.ask, &mut question.answer].into_iter().chain(topics) {
                tidy(text);
            }
            !question.ask.is_empty() && !question.answer.is_empty() && asked.insert(slug(&question.ask))
        });
        let mut ids = Ids::default();
        for section in &mut self.sections {
            if let Some(title) = &mut section.title {
                tidy(title);
            }
            for node in &mut section.nodes {
                node.id = ids.free(node_id(&node.id));
                tidy(&mut node.title);
                tidy(&mut node.text);
                if node.title.is_empty() {
                    node.title.clone_from(&node.id);
                }
                node.aliases.iter_mut().for_each(tidy);
                node.aliases.retain(|alias| !alias.is_empty());
                if let Some(legend) = &mut node.legend {
                    tidy(legend);
                }
                if let Some(parent) = &mut node.parent {
                    *parent = node_id(parent);
                }
                node.former.iter_mut().for_each(tidy);
                purify_resources(&mut node.resources);
            }
        }
        for question in &mut self.questions {
            tidy(&mut question.ask);
            tidy(&mut question.answer);
            question.topics.iter_mut().for_each(tidy);
        }
    }
}

fn purify_resources(resources: &mut Vec<Resource>) {
    resources.retain_mut(|resource| {
        tidy(&mut resource.title);
        is_web(&mut resource.url)
    });
}

/// Ids that are taken.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// By the id they share: counting from 2 for every one would take the square of their number.
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// An id of its own: this one, with a number behind it where another has it.
    pub(super) fn free(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let number = self.numbers.entry(id.clone()).or_insert(1);
        loop {
            *number += 1;
            let other = format!("{id}-{number}");
            if self.taken.insert(other.clone()) {
                return other;
            }
        }
    }
}

/// Takes out what could steer a terminal. Most text is plain, and is looked at only.
fn tidy(text: &mut String) {
    let plain = |byte: u8| (0x20..0x7f).contains(&byte) || byte == b'\n' || byte == b'\t';
    if !text.bytes().all(plain) {
        *text = clean(std::mem::take(text));
    }
}

/// Whether it is a web address, in its normal form from here on.
fn is_web(url: &mut String) -> bool {
    match web_address(url) {
        Some(address) => {
            *url = address;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<RoadmapFile, String> {
        read(text.as_bytes(), Path::new("roadmaps/garden.json"))
            .map_err(|found| format!("{}:{}: {}", found.line, found.column, found.message))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let node = |id: &str, parent: Option<&str>| Node {
            id: id.to_owned(),
            title: format!("Title of {id}"),
            aliases: vec![format!("All on {id}")],
            parent: parent.map(str::to_owned),
            inferred: parent.is_some(),
            legend: Some("Recommended".to_owned()),
            text: "Text\n\n- of *it*".to_owned(),
            resources: vec![Resource {
                kind: Some(crate::content::model::ResourceKind::Feed),
                title: "News".to_owned(),
                url: "https://example.org/news".to_owned(),
            }],
            former: vec!["ground:soil".to_owned()],
            apart: Some(Timestamp::UNIX_EPOCH),
        };
        let roadmap = RoadmapFile {
            title: "Garden".to_owned(),
            arranged: Arranged::Graph,
            sections: vec![Section {
                title: Some("Ground".to_owned()),
                nodes: vec![node("-a_b", None), node("c", Some("-a_b"))],
            }],
            questions: vec![Question {
                ask: "Why?".to_owned(),
                answer: "So.".to_owned(),
                topics: vec!["Beginner".to_owned()],
            }],
            ..RoadmapFile::named("garden")
        };
        let json = roadmap.to_json().unwrap();
        assert_eq!(read(&json, Path::new("x")).unwrap(), roadmap);
    }

    #[test]
    fn other_files_are_refused_at_their_place() {
        for (text, said) in [
            ("{", "1:1: EOF while parsing an object"),
            (
                "{\n \"sections\": 3 }",
                "2:14: invalid type: integer `3`, expected a sequence",
            ),
            (
                "{}",
                "1:1: is no roadmap of a pack: its `schema` is not `waypost-roadmap/1`",
            ),
            (
                r#"{"schema":"waypost-roadmap/2"}"#,
                "1:1: is a roadmap of the version `waypost-roadmap/2`, and this waypost reads `waypost-roadmap/1`",
            ),
            (
                r#"{"schema":"waypost-roadmap/1","slug":"x"}"#,
                "1:1: has no slug, or no topics",
            ),
        ] {
            assert_eq!(read_text(text).unwrap_err(), said, "{text}");
        }
    }

    #[test]
    fn questions_are_counted_by_what_they_are_filed_under() {
        let question = |topics: &[&str]| Question {
            topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
            ..Question::default()
        };
        for (questions, told) in [
            (&[][..], ""),
            (&[question(&[])], "1 question"),
            (
                &[question(&["Core"]), question(&["Hard", "Core"])],
                "2 questions (2 Core, 1 Hard)",
            ),
        ] {
            assert_eq!(questions_told(questions.iter().map(|one| one.topics.as_slice())), told);
        }
    }

    #[test]
    fn ids_that_are_taken_get_a_number() {
        let mut ids = Ids::default();
        let free: Vec<String> = ["a", "a-2", "a", "a", "b"].map(|id| ids.free(id.to_owned())).into();
        assert_eq!(free, ["a", "a-2", "a-3", "a-4", "b"]);
        for _ in 0..100_000 {
            ids.free("a".to_owned());
        }
    }

    #[test]
    fn nothing_in_it_steers_the_terminal() {
        let text = r#"{"schema":"waypost-roadmap/1","slug":"a/../b","title":"T\u001b[2J","url":"file:///etc/passwd",
            "related":[{"title":"x","url":"javascript:x"}],
            "questions":[{"ask":"Why\u001b?","answer":"So\u009b.","topics":["A\r"]},{"ask":"why?","answer":"x"},{"ask":"How?"}],
            "sections":[{"title":"S\u009b","nodes":[{"id":"a b\u001b","title":"","text":"x\u202ey",
            "resources":[{"kind":null,"title":"r\r","url":"https://example.org/\u0007a"},{"kind":null,"title":"f","url":"file:///x"}]}]}]}"#;
        let roadmap = read_text(text).unwrap();
        assert_eq!((roadmap.slug.as_str(), roadmap.title.as_str()), ("a-b", "T"));
        assert_eq!(roadmap.url, "https://roadmap.sh/a-b");
        assert!(roadmap.related.is_empty());
        let [question] = roadmap.questions.as_slice() else {
            panic!("{:?}", roadmap.questions)
        };
        let told = (
            question.ask.as_str(),
            question.answer.as_str(),
            question.topics[0].as_str(),
        );
        assert_eq!(told, ("Why?", "So.", "A"));
        let node = &roadmap.sections[0].nodes[0];
        assert_eq!(
            (node.id.as_str(), node.title.as_str(), node.text.as_str()),
            ("a-b", "a-b", "xy")
        );
        assert_eq!(node.resources.len(), 1);
        assert_eq!(node.resources[0].url, "https://example.org/a");
    }
}
