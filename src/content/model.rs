//! The typed model every reader produces and every screen shows.
//!
//! The shapes here are what `waypost show … --json` prints: fields may be added, never renamed.

mod body;
mod mentions;
mod shared;
mod text;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};
use thin_vec::ThinVec;

use super::diagnostic::Diagnostic;

pub use self::body::Body;
pub use self::mentions::Mentions;
pub use self::shared::Shared;
pub use self::text::Text;

/// One agent spec, read whole: a guide to a field.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct Agent {
    /// Slug of the file's name (of the folder's, for `SKILL.md` and the like); unique in a library.
    pub id: String,
    /// `name`/`title` as a reader sees it: the H1, else the front matter's name, else the file's name.
    pub title: String,
    /// The front matter's description, else the first paragraph under the H1.
    pub description: String,
    /// What the front matter lists under `capabilities`.
    pub capabilities: Vec<String>,
    /// The specialised roles this agent covers.
    pub roles: Vec<Role>,
    /// The learning paths; areas of expertise count as paths, since they are walked the same way.
    pub paths: Vec<Path>,
    /// The technology stacks.
    pub stacks: Vec<Stack>,
    /// The rungs of the career progression, lowest first.
    pub levels: Vec<Level>,
    /// What the spec says is current, with the year it says so of.
    pub trends: Vec<Trend>,
    /// Neighbouring skills and agents.
    pub related: Vec<Related>,
    /// The occasions to turn to this agent.
    pub when_to_use: Vec<String>,
    /// What to know or have before.
    pub prerequisites: Vec<Listed>,
    /// What to build for practice.
    pub projects: Vec<Listed>,
    /// Where else to learn; their links stand among the agent's as well.
    pub resources: Vec<Listed>,
    /// What a learner can do at the end, and how that is measured.
    pub outcomes: Vec<Listed>,
    /// Every roadmap.sh link of the file, once each, in the order met.
    pub roadmaps: Vec<Link>,
    /// Every other web link of the file that stands in no step, once each.
    pub links: Vec<Link>,
    /// All text that fits no field above, as Markdown, in the order met.
    pub more: Vec<Section>,
    /// Headings whose sections were taken apart into the fields above, and what each was taken for.
    pub recognised: Vec<Recognised>,
    /// Front matter keys that have no field, as YAML text, in the order met.
    pub front_matter: Vec<(String, String)>,
    /// The file this was read from, relative to its pack's folder.
    #[serde(serialize_with = "super::diagnostic::path_as_text")]
    pub file: PathBuf,
    /// Every guess and repair made while reading.
    #[serde(deserialize_with = "none")]
    pub diagnostics: Vec<Diagnostic>,
}

/// A specialised role an agent covers ("Go Developer"), with its focus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Role {
    /// Slug of the name; unique in its agent.
    pub id: String,
    /// The role's name.
    pub name: String,
    /// Its focus, in the spec's words; empty when there are none.
    pub detail: Text,
    /// The names listed in the detail.
    pub mentions: Mentions,
    /// Links that stand with the role.
    pub links: ThinVec<Link>,
}

/// What a path is to its spec; both are walked the same way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PathKind {
    /// A learning path.
    #[default]
    Path,
    /// An area of expertise.
    Topics,
}

/// One learning path of an agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Path {
    /// What it is to its spec.
    pub kind: PathKind,
    /// Slug of the title without its number; unique in its agent.
    pub id: String,
    /// The title without numbering and emoji.
    pub title: String,
    /// Prose that stands in the path outside its steps, as Markdown; empty when there is none.
    pub intro: String,
    /// The groups in order; a path without groups has one whose title is `None`.
    pub groups: Vec<Group>,
}

/// Steps under one label of a path ("`NoSQL`").
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Group {
    /// The label without its colon.
    pub title: Option<String>,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// A place in a path where a topic is met, in that spec's own wording.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Step {
    /// What is learned here.
    pub title: String,
    /// What the spec says of it; empty when it says nothing.
    pub detail: Text,
    /// The names listed in the title, the detail or a note.
    pub mentions: Mentions,
    /// Id of the topic this step resolves to; the reader and the library leave it empty, and it is filled in where it is shown.
    pub topic: String,
    /// Links that stand in the step.
    pub links: ThinVec<Link>,
    /// How deep the item was nested under another step; 0 for most.
    pub depth: u8,
}

/// A technology stack: labelled groups of tools.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Stack {
    /// The heading without numbering and emoji.
    pub title: String,
    /// Prose of the section outside its tools, as Markdown; empty when there is none.
    pub intro: String,
    /// The groups in order.
    pub groups: Vec<ToolGroup>,
}

/// Tools under one label of a stack ("Essential").
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct ToolGroup {
    /// The label without its colon; `None` for tools that stand under the stack's heading itself.
    pub title: Option<String>,
    /// The tools in order.
    pub tools: Vec<Tool>,
}

/// One entry of a stack, in the spec's own wording.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Tool {
    /// The entry's name ("Redis for caching").
    pub name: String,
    /// What stands in parentheses, or after the dash or colon; empty when nothing does.
    pub note: String,
    /// The separate names in it: `Postman or Insomnia` has two, `Redis for caching` one.
    pub mentions: Mentions,
    /// Id of the topic this resolves to, where there is one; like a step's it is filled in where it is shown.
    pub topic: Option<String>,
    /// Links that stand with the tool.
    pub links: ThinVec<Link>,
}

/// One rung of a career progression.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Level {
    /// The rung's name ("Beginner").
    pub name: String,
    /// What is expected on it.
    pub detail: Text,
    /// Names listed in the detail or nested under the rung: topics and paths that belong to it.
    pub mentions: Mentions,
}

/// Something the spec calls current.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Trend {
    /// The trend in the spec's words.
    pub text: String,
    /// The year its heading names, if it names one.
    pub year: Option<i16>,
}

/// A neighbouring skill or agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Related {
    /// Its name, without a closing slash ("databases").
    pub name: String,
    /// What the spec says of it.
    pub detail: String,
}

/// Something a spec lists for learners beside its paths: a project, a resource, what to know before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Listed {
    /// The label or sub-heading it stands under ("Books"); empty when there is none.
    pub group: String,
    /// Its name, or all of it where it is a sentence.
    pub name: String,
    /// What the spec says of it; empty when it says nothing.
    pub detail: String,
    /// Links that stand with it.
    pub links: Vec<Link>,
}

/// A web link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Link {
    /// What the spec calls it.
    pub title: String,
    /// An absolute address; a bare `roadmap.sh/x` has become `https://roadmap.sh/x`.
    pub url: String,
}

/// Text kept as it stands because it fits no field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Section {
    /// Its heading without numbering and emoji; empty for text before the first heading.
    pub heading: String,
    /// The text as Markdown.
    pub markdown: String,
}

/// A heading whose section was understood; its words stand in no other field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Recognised {
    /// The heading as it stands in the file, emoji and all.
    pub heading: String,
    /// The agent's field that the section was read into ("paths").
    pub read_as: Cow<'static, str>,
}

/// The text that teaches a topic.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct Lesson {
    /// Slug of the file's name, unique in a library: the id of its topic.
    pub id: String,
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
    #[serde(serialize_with = "super::diagnostic::path_as_text")]
    pub file: PathBuf,
    /// Every guess and repair made while reading, and by the library every name it could not go by.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// A role track: the topics of one role, in the order of learning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Track {
    /// Slug of the file's name: the id of the role.
    pub id: String,
    /// The role's name: the file's `title`, else its name.
    pub title: Name,
    /// The agent whose role it is, by its id or title.
    pub agent: Option<Name>,
    /// One sentence on it; empty when it says none.
    pub summary: String,
    /// The roadmaps that go with it.
    pub roadmaps: Vec<Link>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The file this was read from, relative to its pack's folder.
    #[serde(serialize_with = "super::diagnostic::path_as_text")]
    pub file: PathBuf,
    /// Every guess made while reading, and by the library every name it could not go by.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// A stage of a role track.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Stage {
    /// Its title; empty when it has none.
    pub title: String,
    /// The topics in order, by id, title or alias.
    pub topics: Vec<Name>,
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

/// Something else to learn from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Resource {
    /// What it is; `None` where the lesson doesn't say.
    pub kind: Option<ResourceKind>,
    /// What it is called.
    pub title: String,
    /// An absolute web address.
    pub url: String,
}

/// What a resource is, in the order in which resources are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceKind {
    /// The makers' own pages.
    Official,
    /// Something to read.
    Article,
    /// Something to watch.
    Video,
    /// Something to work through.
    Course,
    /// A whole book.
    Book,
    /// A project whose source can be read.
    OpenSource,
    /// A roadmap of the field.
    Roadmap,
    /// News as they come.
    Feed,
    /// Something to listen to.
    Podcast,
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

impl Resource {
    /// Where it leads.
    pub fn link(&self) -> Link {
        Link {
            title: self.title.clone(),
            url: self.url.clone(),
        }
    }
}

impl ResourceKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Official,
        Self::Article,
        Self::Video,
        Self::Course,
        Self::Book,
        Self::OpenSource,
        Self::Roadmap,
        Self::Feed,
        Self::Podcast,
    ];

    /// Its word in a lesson and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Article => "article",
            Self::Video => "video",
            Self::Course => "course",
            Self::Book => "book",
            Self::OpenSource => "opensource",
            Self::Roadmap => "roadmap",
            Self::Feed => "feed",
            Self::Podcast => "podcast",
        }
    }
}

/// Names beside the title that a lesson's facts list; the others are for guides and searches to meet.
const ALIASES_SHOWN: usize = 4;

impl Lesson {
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

/// Resources by kind, those of no kind last.
pub fn by_kind(resources: &[Resource]) -> Vec<&Resource> {
    let mut sorted: Vec<&Resource> = resources.iter().collect();
    sorted.sort_by_key(|resource| (resource.kind.is_none(), resource.kind));
    sorted
}

impl Agent {
    /// What it lists for learners beside its paths, each list with the heading it is shown under.
    pub fn beside(&self) -> [(&'static str, &[Listed]); 4] {
        [
            ("Prerequisites", &self.prerequisites),
            ("Projects", &self.projects),
            ("Resources", &self.resources),
            ("Outcomes", &self.outcomes),
        ]
    }

    /// The links that stand in none of what it [lists](Self::beside): those to roadmaps first.
    pub fn links_left(&self) -> Vec<&Link> {
        let beside = self.beside().into_iter().flat_map(|(_, listed)| listed);
        let listed: HashSet<&str> = beside
            .flat_map(|listed| &listed.links)
            .map(|link| link.url.as_str())
            .collect();
        let all = self.roadmaps.iter().chain(&self.links);
        all.filter(|link| !listed.contains(link.url.as_str())).collect()
    }

    /// Gives back the room that reading made and did not need.
    pub fn shrink(&mut self) {
        for path in &mut self.paths {
            for group in &mut path.groups {
                group.steps.shrink_to_fit();
                for step in &mut group.steps {
                    step.title.shrink_to_fit();
                    step.mentions.keep_in(&step.detail);
                    step.links.shrink_to_fit();
                }
            }
            path.groups.shrink_to_fit();
        }
        for stack in &mut self.stacks {
            for group in &mut stack.groups {
                group.tools.shrink_to_fit();
                for tool in &mut group.tools {
                    tool.name.shrink_to_fit();
                    tool.note.shrink_to_fit();
                }
            }
            stack.groups.shrink_to_fit();
        }
        for role in &mut self.roles {
            role.name.shrink_to_fit();
            role.mentions.keep_in(&role.detail);
        }
        for level in &mut self.levels {
            level.mentions.keep_in(&level.detail);
        }
        self.paths.shrink_to_fit();
        self.stacks.shrink_to_fit();
        self.roles.shrink_to_fit();
        self.levels.shrink_to_fit();
        self.trends.shrink_to_fit();
        self.prerequisites.shrink_to_fit();
        self.projects.shrink_to_fit();
        self.resources.shrink_to_fit();
        self.outcomes.shrink_to_fit();
        self.related.shrink_to_fit();
        self.roadmaps.shrink_to_fit();
        self.links.shrink_to_fit();
        self.more.shrink_to_fit();
        self.recognised.shrink_to_fit();
        self.diagnostics.shrink_to_fit();
    }
}

impl Listed {
    /// Its name behind the label it stands under.
    pub fn label(&self) -> Cow<'_, str> {
        if self.group.is_empty() {
            Cow::Borrowed(&self.name)
        } else {
            Cow::Owned(format!("{} \u{b7} {}", self.group, self.name))
        }
    }
}

impl PathKind {
    /// What a path of this kind is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "Path",
            Self::Topics => "Area of expertise",
        }
    }
}

impl Path {
    /// All steps of all groups, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.groups.iter().flat_map(|group| group.steps.iter())
    }
}

impl Stack {
    /// All tools of all groups, in order.
    pub fn tools(&self) -> impl Iterator<Item = &Tool> {
        self.groups.iter().flat_map(|group| group.tools.iter())
    }
}

/// The embedded pack is stored without diagnostics.
fn none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Diagnostic>, D::Error> {
    Vec::<()>::deserialize(deserializer).map(|_| Vec::new())
}
