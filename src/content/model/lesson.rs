//! A lesson, and what it asks.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Body, Resource, by_kind};
use crate::content::diagnostic::Diagnostic;

/// The text that teaches a topic.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct Lesson {
    /// Slug of the file's name, unique in its pack.
    pub id: String,
    /// The name of its pack, which stands before its id in [that of its topic](Self::topic_id); `None` where that is the pack
    /// inside the program, or one that is looked at alone.
    #[serde(skip)]
    pub pack: Option<Arc<str>>,
    /// The topic's title: the front matter's, else the first H1, else the file's name.
    pub title: Name,
    /// What the topic is called elsewhere, or was called once.
    pub aliases: Vec<Name>,
    /// One sentence on what it is; empty when it says none.
    pub summary: String,
    /// How advanced it is.
    pub level: Option<LessonLevel>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// The topics to learn before, by their ids.
    pub requires: Vec<Name>,
    /// Where more is to be learned, in the file's order.
    pub resources: Vec<Resource>,
    /// What is asked about it, in the file's order.
    pub questions: Vec<Question>,
    /// The text as Markdown, without a heading that only repeats the title.
    pub body: Body,
    /// Front matter that could not be read into the fields above, as YAML text, in the order met.
    pub front_matter: Vec<(String, String)>,
    /// The file this was read from, relative to its pack's folder.
    #[serde(serialize_with = "crate::content::diagnostic::path_as_text")]
    pub file: PathBuf,
    /// Every guess and repair made while reading, and by the library every name it could not go by.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// A question of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Question {
    /// Unique in its lesson, and the same as long as the question is: the author's, else made of `ask`.
    pub id: String,
    /// The question, as Markdown.
    pub ask: String,
    /// What is to be answered.
    pub answer: Answer,
    /// Why that is right, as Markdown; empty when the author has not said.
    pub why: String,
}

/// What answers a question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub enum Answer {
    /// One of several, which the program can tell.
    Choice {
        /// All there are to choose from: two at least, none twice.
        choices: Vec<String>,
        /// The place of the right one, counted from 0.
        right: usize,
    },
    /// Something to be remembered, which the learner compares with this text.
    Recall(String),
}

/// A name in a lesson's front matter, and its place in the file: what other files say decides whether it is sound.
///
/// The embedded pack knows no places any more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "String", into = "String")]
pub struct Name {
    /// The name.
    pub text: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// How advanced a lesson is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LessonLevel {
    /// For newcomers to the field.
    Beginner,
    /// For those who know the basics.
    Intermediate,
    /// For those who have worked with it.
    Advanced,
    /// For those who know it well.
    Expert,
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self {
            text,
            line: 1,
            column: 1,
        }
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.text
    }
}

impl LessonLevel {
    /// All of them, the lowest first.
    pub const ALL: [Self; 4] = [Self::Beginner, Self::Intermediate, Self::Advanced, Self::Expert];

    /// Its word in a lesson and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
            Self::Expert => "expert",
        }
    }
}

/// Names beside the title that a lesson's facts list; the others are for guides and searches to meet.
const ALIASES_SHOWN: usize = 4;

impl Lesson {
    /// The id of its topic: `<pack>/<id>`, so that it is the same whichever packs are there; in the pack inside the program its
    /// own.
    pub fn topic_id(&self) -> Cow<'_, str> {
        match &self.pack {
            Some(pack) => Cow::Owned(format!("{pack}/{}", self.id)),
            None => Cow::Borrowed(&self.id),
        }
    }

    /// The title and the aliases: every name by which a step, tool or role is this lesson's topic.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        std::iter::once(&self.title).chain(&self.aliases)
    }

    /// How advanced and how long it is, and what else its topic is called, in one line: "beginner · 60 minutes · also Postgres".
    pub fn facts(&self) -> String {
        let minutes = self
            .minutes
            .map(|minutes| format!("{minutes} minute{}", if minutes == 1 { "" } else { "s" }));
        // "MySQL, MariaDB" is how a guide puts two names that stand by themselves as well.
        let aliases = self.aliases.iter().map(|alias| alias.text.as_str());
        let mut aliases: Vec<&str> = aliases.filter(|alias| !alias.contains(',')).collect();
        let more = if aliases.len() > ALIASES_SHOWN { " …" } else { "" };
        aliases.truncate(ALIASES_SHOWN);
        let also = (!aliases.is_empty()).then(|| format!("also {}{more}", aliases.join(", ")));
        let level = self.level.map(|level| level.name().to_owned());
        level
            .into_iter()
            .chain(minutes)
            .chain(also)
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Gives back the room that reading made and did not need.
    pub fn shrink(&mut self) {
        self.summary.shrink_to_fit();
        self.aliases.shrink_to_fit();
        self.requires.shrink_to_fit();
        self.resources.shrink_to_fit();
        self.questions.shrink_to_fit();
        self.front_matter.shrink_to_fit();
        self.diagnostics.shrink_to_fit();
        self.id.shrink_to_fit();
        let names = self.aliases.iter_mut().chain(&mut self.requires);
        for name in names.chain(std::iter::once(&mut self.title)) {
            name.text.shrink_to_fit();
        }
        for resource in &mut self.resources {
            resource.title.shrink_to_fit();
            resource.url.shrink_to_fit();
        }
    }

    /// The resources by kind, those of no kind last.
    pub fn resources_by_kind(&self) -> Vec<&Resource> {
        by_kind(&self.resources)
    }
}
