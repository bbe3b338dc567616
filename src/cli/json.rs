//! What `--json` prints: one object, for scripts.
//!
//! Every object has `"schema": "waypost/1"`. Fields may be added to it; none is ever renamed, removed or given another
//! meaning without a new schema. Ids are what every command takes as a name.
//!
//! | command | fields beside `schema` |
//! |---|---|
//! | `list agents` | `agents`: [thing]s |
//! | `list roles` | `roles`: [thing]s with `agent` |
//! | `list paths` | `paths`: [thing]s with `agent` |
//! | `list stacks` | `stacks`: [thing]s with `agent` |
//! | `list levels` | `levels`: [thing]s with `agent` |
//! | `list roadmaps` | `roadmaps`: [thing]s with `agents` and `url` |
//! | `list topics` | `topics`: [topic](Topic)s |
//! | `show` of an agent or a spec file | `agent`: an [`Agent`](crate::content::model::Agent), whole |
//! | `show` of a topic | `topic`: a [`TopicWhole`] |
//! | `show` of a path | `path`: a [`PathWhole`] |
//! | `show` of a role | `role`: a [`RoleWhole`] |
//! | `show` of a stack | `stack`: a [`StackWhole`] |
//! | `show` of a level | `level`: a [`LevelWhole`] |
//! | `show` of a roadmap | `roadmap`: a [`RoadmapWhole`], with what was imported of it |
//! | `search` | `query`, and `results`: [hit](Hit)s, the best first |
//! | `next` | `next`: [suggestion](Suggested)s, the first first; `review`: [what is due](DueShort) before them |
//! | `review` | `review`: [what is due](Due) |
//! | `review --optimize` | `fit`: [what came of it](Fitting) |
//! | `goal` | `goal`: a [`GoalShown`]; null for just looking around, or where none was ever set |
//! | `stats` | `overall`: [counts](Counts), with `known` as in a [thing]; `agents`, `paths`, `levels` and the imported `roadmaps`: [thing]s; `record`: a [`Record`] |
//! | `list` and `stats` with `--at` | also `at`: the moment they are as of (RFC 3339, UTC), the end of the day or minute named; `stats` then has no `record` |
//! | `log` | `entries`: [entries](Entry), the latest first, with filters those that fit; `problems`: [problem](LogProblem)s of the log files |
//! | `check` | `files`: how many were read; `diagnostics`: [`Diagnostic`]s |
//! | `pack list` | `packs`: [packs](packs::PackListed), the one inside the program first |
//! | `export json` | `kind`, `version`, `exported` and `events`, as in [`exchange`](crate::progress::exchange) |
//! | `doctor` | `health`: a [`Health`](doctor::Health) |
//! | `doctor --repair` | `repair`: a [`Repair`](doctor::Repair) |
//! | `doctor --restore` | `restore`: a [`Restore`](doctor::Restore) |
//! | `doctor --move` | `move`: a [`Relocation`](doctor::Relocation) |
//!
//! [thing]: Thing

pub mod doctor;
pub mod packs;
mod tutoring;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::diagnostic::Diagnostic;
use crate::content::library::{Library, StepRef, TopicIx};
use crate::content::model::{LessonLevel, Link, Name, Resource, ToolGroup};
use crate::content::roadmap::{Arranged, Question};
use crate::learn::mastery::Recalled;
use crate::learn::standing::{Counts, Statuses};
use crate::progress::event::{Status, Verb};
use crate::progress::log::Problem;

use super::subject::Subject;

pub use tutoring::{Asked, Due, DueShort, Fitting, GoalShown, Record, Retained, Spent};

/// The version of all shapes.
const SCHEMA: &str = "waypost/1";

/// The object that is printed.
#[derive(Debug, Serialize)]
pub(super) struct Document<T> {
    schema: &'static str,
    #[serde(flatten)]
    body: T,
}

/// Puts the schema before a body's fields.
pub(super) fn document<T: Serialize>(body: T) -> Document<T> {
    Document { schema: SCHEMA, body }
}

/// Something that has topics, and how many of them are where.
#[derive(Debug, Serialize)]
pub struct Thing {
    /// Its id.
    pub id: String,
    /// Its title or name.
    pub title: String,
    /// The id of its agent; absent for agents and roadmaps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// For a roadmap: the ids of the agents that link to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agents: Option<Vec<String>>,
    /// For a roadmap: its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How many of its topics are where.
    pub counts: Counts,
    /// How many of the done ones are still known, as far as reviews tell; absent where it is told of the past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<usize>,
}

/// A topic in short.
#[derive(Debug, Serialize)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `todo`, `learning`, `done` or `skipped`.
    pub status: Status,
    /// The ids of the agents that teach it.
    pub agents: Vec<String>,
    /// The ids of the paths that meet it.
    pub paths: Vec<String>,
    /// How well it is still known; absent where it is not done or was never reviewed.
    #[serde(flatten)]
    pub kept: Option<Kept>,
}

/// What reviews say of a done topic.
#[derive(Debug, Serialize)]
pub struct Kept {
    /// `fresh`, `fading` or `rusty`.
    pub mastery: &'static str,
    /// The mean probability, from 0 to 1, that its questions would be answered today.
    pub recalled: f64,
    /// The day the first of them is to be asked again.
    pub due: jiff::civil::Date,
}

/// A topic, with everything that leads to it.
#[derive(Debug, Serialize)]
pub struct TopicWhole {
    /// The topic in short.
    #[serde(flatten)]
    pub topic: Topic,
    /// Since when it has this status (RFC 3339); absent when it was never marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<jiff::Timestamp>,
    /// Other ids it has progress under.
    pub former: Vec<String>,
    /// What its lesson says; absent when no lesson teaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lesson: Option<LessonWhole>,
    /// The id of the topic whose lesson covers it; absent unless a roadmap has both and tells them apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<String>,
    /// The ids of the topics its lesson covers that are told apart from it on roadmaps; absent when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// Where it is met.
    pub places: Vec<Place>,
    /// The names its steps list.
    pub mentions: Vec<Mention>,
    /// Its links: those of its lesson, its steps and its roadmaps.
    pub links: Vec<Link>,
    /// The ids of the stacks with a tool that leads to it.
    pub stacks: Vec<String>,
    /// The ids of the roles that ask for it.
    pub roles: Vec<String>,
    /// The ids of its roadmaps.
    pub roadmaps: Vec<String>,
}

/// A lesson, whole.
#[derive(Debug, Serialize)]
pub struct LessonWhole {
    /// Other names of the topic.
    pub aliases: Vec<Name>,
    /// One sentence on what it is; empty when it says none.
    pub summary: String,
    /// `beginner`, `intermediate`, `advanced` or `expert`; null when it doesn't say.
    pub level: Option<LessonLevel>,
    /// How long it takes; null when it doesn't say.
    pub minutes: Option<u32>,
    /// What is to be learned before, each name with the id of the topic it leads to.
    pub requires: Vec<Mention>,
    /// Where more is to be learned. The `kind` is `official`, `article`, `video`, `course`, `book`, `opensource`,
    /// `roadmap`, `feed` or `podcast`; null when it is none of these.
    pub resources: Vec<Resource>,
    /// The text as Markdown, as it stands in the file.
    pub body: String,
    /// Front matter that could not be read, as pairs of a key and YAML text.
    pub front_matter: Vec<(String, String)>,
    /// The file it stands in, relative to its pack's folder.
    pub file: String,
    /// What the reader has to say about the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// A step of a topic, in the words of its spec.
#[derive(Debug, Serialize)]
pub struct Place {
    /// The id of the path; null when it is a roadmap.
    pub path: Option<String>,
    /// The id of the imported roadmap; absent when it is a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roadmap: Option<String>,
    /// The label of the group, if it has one.
    pub group: Option<String>,
    /// What the topic is called here.
    pub title: String,
    /// What is said of it; empty when nothing is.
    pub detail: String,
    /// What the roadmap says there; absent for a path.
    #[serde(flatten)]
    pub note: Option<Note>,
}

/// What an imported roadmap says at one of its steps.
#[derive(Debug, Serialize)]
pub struct Note {
    /// Whether only what is near on the map tells where the step belongs.
    pub inferred: bool,
    /// What else the roadmap calls it.
    pub aliases: Vec<String>,
    /// What its mark on the map means ("Recommended"); absent when it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legend: Option<String>,
    /// Its text, as Markdown.
    pub text: String,
    /// Where more is to be learned, as in a lesson.
    pub resources: Vec<Resource>,
}

/// A name a step lists, or a lesson requires.
#[derive(Debug, Serialize)]
pub struct Mention {
    /// The name.
    pub name: String,
    /// The id of the topic that has this name or id; null when none has.
    pub topic: Option<String>,
}

/// A path, whole.
#[derive(Debug, Serialize)]
pub struct PathWhole {
    /// The path in short.
    #[serde(flatten)]
    pub thing: Thing,
    /// Prose of the path outside its steps, as Markdown.
    pub intro: String,
    /// Its groups; one without a title when the spec has none.
    pub groups: Vec<Group>,
}

/// Steps under one label.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The label; null when there is none.
    pub title: Option<String>,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// A step with its status.
#[derive(Debug, Serialize)]
pub struct Step {
    /// The fields of an agent's step.
    #[serde(flatten)]
    pub step: crate::content::model::Step,
    /// The status of its topic.
    pub status: Status,
    /// In a roadmap: what it says there.
    #[serde(flatten)]
    pub note: Option<Note>,
}

/// A role, whole.
#[derive(Debug, Serialize)]
pub struct RoleWhole {
    /// The role in short.
    #[serde(flatten)]
    pub thing: Thing,
    /// Its focus.
    pub detail: String,
    /// The names in its focus.
    pub mentions: Vec<Mention>,
    /// Its links.
    pub links: Vec<Link>,
    /// The topics it asks for.
    pub topics: Vec<Topic>,
}

/// A stack, whole.
#[derive(Debug, Serialize)]
pub struct StackWhole {
    /// The stack in short.
    #[serde(flatten)]
    pub thing: Thing,
    /// Prose of the stack outside its tools, as Markdown.
    pub intro: String,
    /// Its groups, as in an agent.
    pub groups: Vec<ToolGroup>,
}

/// A level, whole.
#[derive(Debug, Serialize)]
pub struct LevelWhole {
    /// The level in short.
    #[serde(flatten)]
    pub thing: Thing,
    /// What is expected on it.
    pub detail: String,
    /// Its topics.
    pub topics: Vec<Topic>,
}

/// A roadmap, whole.
#[derive(Debug, Serialize)]
pub struct RoadmapWhole {
    /// The roadmap in short.
    #[serde(flatten)]
    pub thing: Thing,
    /// The topics that count towards it.
    pub topics: Vec<Topic>,
    /// What there is to walk; absent when it was not imported.
    #[serde(flatten)]
    pub graph: Option<GraphWhole>,
}

/// What was imported of a roadmap.
#[derive(Debug, Serialize)]
pub struct GraphWhole {
    /// What it says of itself.
    pub summary: String,
    /// Its order comes from the `graph`, from `folders` or from the `names` of files.
    pub arranged: Arranged,
    /// Its sections, as the groups of a path; each step has `inferred`, `legend`, `text` and `resources`, too.
    pub groups: Vec<Group>,
    /// The roadmaps it names as its neighbours.
    pub related: Vec<Link>,
    /// Links that stand at no step.
    pub links: Vec<Resource>,
    /// Questions on its field, with `ask`, `answer` as Markdown, and the `topics` they are filed under.
    pub questions: Vec<Question>,
}

/// Something that was found.
#[derive(Debug, Serialize)]
pub struct Hit {
    /// `agent`, `path`, `topic`, `role`, `tool` or `roadmap`.
    pub kind: &'static str,
    /// Its id; for a tool that of the topic it leads to, else of its stack.
    pub id: String,
    /// Its title, or the name that was found in it.
    pub title: String,
    /// Where it stands, or the words around a match in the text.
    pub context: String,
}

/// Something to learn next.
#[derive(Debug, Serialize)]
pub struct Suggested {
    /// The topic in short.
    #[serde(flatten)]
    pub topic: Topic,
    /// The id of the path it is suggested in; null for a topic of a roadmap, and for a lesson that no path meets.
    pub path: Option<String>,
    /// The id of the imported roadmap it is suggested in; absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roadmap: Option<String>,
    /// Why, in one line for people.
    pub reason: String,
    /// About how long it still takes, in minutes at the learner's own pace.
    pub minutes: u64,
    /// How many of them the session has: fewer where it can only be begun. Absent without `--minutes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_now: Option<u64>,
}

/// Something that was done.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// When (RFC 3339, UTC).
    pub at: jiff::Timestamp,
    /// `mark`, `undo`, `redo`, `move`, `accept`, `place`, `answer`, `tick`, `goal`, `spend` or `fit`.
    #[serde(rename = "do")]
    pub action: Verb,
    /// For `mark`: the ids as they were recorded, which may be former ones. For `move`: the one whose progress moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<String>>,
    /// For `mark`: what they became.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// For `undo` and `redo`: the id of what was taken back or put back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// For `move`: the id the progress counts for since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// For `accept`: what identifies the damaged lines that were looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<String>>,
    /// For any other: its fields, as the log has them.
    #[serde(flatten)]
    pub more: BTreeMap<&'static str, serde_json::Value>,
    /// An undo or redo: it changed something when it was made. Anything else: it is in force.
    pub active: bool,
}

/// Something in the log files that doesn't count.
#[derive(Debug, Serialize)]
pub struct LogProblem {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// The column, from 1; 0 when the whole file is meant.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl LogProblem {
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            file: problem.file.display().to_string(),
            line: problem.line,
            column: problem.column,
            message: problem.message.clone(),
            hint: problem.hint.clone(),
        }
    }
}

impl Thing {
    pub(super) fn new(library: &Library, statuses: &Statuses, subject: Subject) -> Self {
        let id_of = |ix| library.agent(ix).id.clone();
        let mut thing = Self {
            id: subject.id(library),
            title: subject.title(library).to_owned(),
            agent: None,
            agents: None,
            url: None,
            counts: statuses.count(subject.topics(library)),
            known: None,
        };
        match subject {
            Subject::Topic(_) | Subject::Agent(_) => {}
            Subject::Path(at) => thing.agent = Some(id_of(at.agent)),
            Subject::Role(at) => thing.agent = Some(id_of(at.agent)),
            Subject::Stack(at) => thing.agent = Some(id_of(at.agent)),
            Subject::Level(at) => thing.agent = Some(id_of(at.agent)),
            Subject::Roadmap(ix) => {
                let roadmap = library.roadmap(ix);
                thing.agents = Some(roadmap.agents.iter().copied().map(id_of).collect());
                thing.url = Some(roadmap.url.clone());
            }
        }
        thing
    }

    /// With what is still known of it.
    pub(super) fn told(library: &Library, statuses: &Statuses, recalled: Option<&Recalled>, subject: Subject) -> Self {
        let mut thing = Self::new(library, statuses, subject);
        let rusty = |recalled: &Recalled| recalled.rusty_among(statuses, subject.topics(library));
        thing.known = recalled.map(|recalled| thing.counts.done - rusty(recalled));
        thing
    }

    /// How many of its done topics are rusty.
    pub(super) fn rusty(&self) -> usize {
        self.known.map_or(0, |known| self.counts.done - known)
    }
}

impl Note {
    pub(super) fn of(library: &Library, at: StepRef) -> Option<Self> {
        let note = library.note(at)?;
        Some(Self {
            inferred: note.inferred,
            aliases: note.aliases.clone(),
            legend: note.legend.clone(),
            text: note.text.clone(),
            resources: note.resources.clone(),
        })
    }
}

impl Topic {
    pub(super) fn new(library: &Library, statuses: &Statuses, ix: TopicIx) -> Self {
        let topic = library.topic(ix);
        let agents = library.topic_agents(ix).into_iter().map(Subject::Agent);
        let paths = library.topic_paths(ix).into_iter().map(Subject::Path);
        Self {
            id: topic.id.clone(),
            title: topic.title.clone(),
            status: statuses.of(ix),
            agents: agents.map(|agent| agent.id(library)).collect(),
            paths: paths.map(|path| path.id(library)).collect(),
            kept: None,
        }
    }

    /// With what is still known of it.
    pub(super) fn told(library: &Library, statuses: &Statuses, recalled: Option<&Recalled>, ix: TopicIx) -> Self {
        let kept = recalled.and_then(|recalled| {
            let (mastery, recall) = (recalled.mastery(statuses, ix)?, recalled.of(ix)?);
            Some(Kept {
                mastery: mastery.name(),
                recalled: recall.mean,
                due: recall.due.date(),
            })
        });
        Self {
            kept,
            ..Self::new(library, statuses, ix)
        }
    }
}
