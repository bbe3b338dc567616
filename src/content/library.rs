//! Many specs as one curriculum: which steps, tools, roles and roadmaps speak of the same topic.
//!
//! *Learn once, counted everywhere*: every step belongs to exactly one [`Topic`], and two steps whose titles have the
//! same normal form (see [`slug`]) belong to the same one, whichever agents they come from. A lesson makes a topic too, and
//! every step that has its title or one of its aliases belongs to it. Tools, mentions, roles and roadmaps never make
//! topics; they lead to one where there is one. A roadmap that was imported has steps of its own ([`Graph`]), which are met
//! and joined like those of a path, after all of these; but where one roadmap has several names of one lesson, only the
//! nearest of them joins it ([`Apart`]).
//!
//! Progress is kept under a topic's id, so the ids a topic goes by are what makes it follow when packs change:
//! [`Library::topic_by_id`]. The id of a lesson's topic names its pack, so that what other packs are there says nothing about
//! whose it is; only lessons of the pack inside the program go by their files' names alone, and the others did once (`bare.rs`).

mod apart;
mod bare;
mod contents;
mod graph;
mod handles;
mod index;
mod join;
mod lessons;
mod links;
mod resolve;
mod roadmaps;
mod topics;
mod tracks;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use thin_vec::ThinVec;

use super::diagnostic::{Diagnostic, Severity, and_more};
use super::model::{Agent, Lesson, Link, Shared, Track};
use super::names::slug;
use super::roadmap::RoadmapFile;
use super::search::Index;

pub(super) use bare::built_in_pack;
pub(super) use join::is_structural;

use index::{Ids, Last, Lazy, Listed, Map, Named, is_written_as_name};

pub use apart::{Apart, COVERED, TO_READ};
pub use bare::PackIds;
pub use graph::{Asked, Graph, Note};
pub use handles::{
    AgentIx, LessonIx, LevelRef, PathRef, RoadmapIx, RoleRef, StackRef, StepRef, ToolRef, TopicIx, WalkRef,
};

/// A thing to learn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topic {
    /// Stable id: [its lesson's](Lesson::topic_id), else `<agent>/<path>/<step>` or `roadmap-sh/<roadmap>/<node>` of the first step that meets it.
    pub id: String,
    /// The title of its lesson, else of that step.
    pub title: String,
    /// The lesson that teaches it.
    pub lesson: Option<LessonIx>,
    /// The ids it would have by its steps: progress under any of them is progress of this topic.
    pub former: ThinVec<String>,
    /// Every step that meets it, in library order; only where it has a lesson there may be none.
    pub steps: ThinVec<StepRef>,
    /// Every tool that resolves to it.
    pub tools: ThinVec<ToolRef>,
    /// Every role that resolves to it.
    pub roles: ThinVec<RoleRef>,
    /// Every roadmap that resolves to it.
    pub roadmaps: ThinVec<RoadmapIx>,
}

impl Topic {
    /// The ids it has by its lesson and its steps, the current one first; progress may stand under
    /// [another one](Library::ids_of) as well.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.former.iter().map(String::as_str))
    }
}

/// A roadmap.sh roadmap that at least one agent links to, or that was imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roadmap {
    /// The last part of its address ("postgresql-dba").
    pub id: String,
    /// Its own title, where it was imported; else the shortest of the names it goes by.
    pub title: String,
    /// Its address; unique in the library.
    pub url: String,
    /// The agents that link to it.
    pub agents: Vec<AgentIx>,
    /// The topics that count towards it: those of its steps, each once, where it was imported; else those it resolves to,
    /// by its title, or because a step of theirs links to it.
    pub topics: Vec<TopicIx>,
    /// Its steps, where it was imported.
    pub graph: Option<Graph>,
}

/// What a name in a spec leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// The name is a topic's own.
    Topic(TopicIx),
    /// No topic has the name, but a step of this topic lists it.
    Within(TopicIx),
}

impl Lead {
    /// The topic led to, whichever way.
    pub fn topic(self) -> TopicIx {
        match self {
            Self::Topic(topic) | Self::Within(topic) => topic,
        }
    }
}

/// What a library is made of, each in the order of packs and files.
#[derive(Debug, Default)]
pub struct Parts {
    /// The specs.
    pub agents: Vec<Shared<Agent>>,
    /// The lessons.
    pub lessons: Vec<Shared<Lesson>>,
    /// The role tracks.
    pub tracks: Vec<Track>,
    /// The imported roadmaps.
    pub roadmaps: Vec<RoadmapFile>,
    /// What is wrong with the packs themselves, apart from what is in them.
    pub problems: Vec<Diagnostic>,
    /// Where the agents and the lessons of each further pack begin.
    pub seams: Vec<[usize; 2]>,
    /// The packs whose names stand before the ids of their lessons.
    pub packs: Vec<PackIds>,
}

/// What a tool leads to.
#[derive(Debug, PartialEq)]
struct Leads {
    /// Whether the first of them is the tool itself.
    own: bool,
    topics: Box<[TopicIx]>,
}

/// The names a role asks for, with what they lead to.
type AskedFor = Vec<(String, Option<Lead>)>;

/// Everything that was loaded, and how it hangs together.
#[derive(Debug, Default, PartialEq)]
pub struct Library {
    agents: Vec<Shared<Agent>>,
    lessons: Vec<Shared<Lesson>>,
    tracks: Vec<Track>,
    topics: Vec<Topic>,
    roadmaps: Vec<Roadmap>,
    /// The topics that no step meets.
    unplaced: Vec<TopicIx>,
    /// The topic of every step, by agent, path, group and step.
    step_topics: Vec<Vec<Vec<Vec<TopicIx>>>>,
    /// The topic of every step of a roadmap, by roadmap, group and step; nothing for one that was not imported.
    node_topics: Vec<Vec<Vec<TopicIx>>>,
    path_topics: Vec<Vec<Vec<TopicIx>>>,
    agent_topics: Vec<Vec<TopicIx>>,
    /// The track of each role that has one.
    role_tracks: Map<RoleRef, usize>,
    role_topics: Map<RoleRef, Box<[TopicIx]>>,
    role_names: Lazy<Map<RoleRef, AskedFor>>,
    /// The topics whose lessons require a topic.
    needed_by: Lazy<Map<TopicIx, Vec<TopicIx>>>,
    level_topics: Map<LevelRef, Box<[TopicIx]>>,
    tool_topics: Map<ToolRef, Leads>,
    /// The topics of roadmaps that have a lesson's name and are not its topic.
    apart: Map<TopicIx, Apart>,
    by_id: Ids,
    by_name: Named,
    /// By the place of topics that have no name of their own; `None` where several have it.
    by_place: Map<String, Option<TopicIx>>,
    mentioned: Listed,
    packs: Vec<PackIds>,
    /// The lessons of those packs, by their ids.
    bare: Lazy<Vec<LessonIx>>,
    problems: Vec<Diagnostic>,
    index: Lazy<Index>,
    /// The links in the text of the lesson that was last asked for them.
    text_links: Last<LessonIx, Arc<[Link]>>,
}

impl Library {
    /// Joins agents into one library. Problems of the pack itself (not of a spec) come in `problems`.
    ///
    /// Agents whose id is taken get a number at its end, in the order they come.
    pub fn new(agents: Vec<Agent>, problems: Vec<Diagnostic>) -> Self {
        Self::with_lessons(agents, Vec::<Lesson>::new(), problems)
    }

    /// Joins agents and lessons into one library.
    pub fn with_lessons(
        agents: Vec<impl Into<Shared<Agent>>>,
        lessons: Vec<impl Into<Shared<Lesson>>>,
        problems: Vec<Diagnostic>,
    ) -> Self {
        Self::of(Parts {
            agents: agents.into_iter().map(Into::into).collect(),
            lessons: lessons.into_iter().map(Into::into).collect(),
            problems,
            ..Parts::default()
        })
    }

    /// Joins the parts into one library. Of two roadmaps of one name, and of two tracks of one role, the first counts.
    ///
    /// What is wrong with the names that lessons and tracks go by is told in their diagnostics: names that two lessons claim,
    /// requirements and topics that lead nowhere.
    pub fn of(parts: Parts) -> Self {
        let Parts {
            agents,
            lessons,
            tracks,
            roadmaps,
            problems,
            seams,
            packs,
        } = parts;
        let mut library = Self {
            agents,
            lessons,
            tracks,
            packs,
            problems,
            ..Self::default()
        };
        library.unique_ids();
        library.place_tracks();
        library.list_roadmaps(roadmaps);
        let mut names = library.claim_names(&seams);
        library.join_steps(&mut names);
        library.join_lessons(names);
        library.qualify_tracks();
        library.check_requirements();
        library.list_mentions();
        library.resolve_tools();
        library.resolve_roadmaps();
        library.resolve_roles();
        library.check_tracks();
        library.resolve_levels();
        library
    }

    /// Has diagnostics name their files from these folders, each with how many of the lessons and tracks come from it.
    ///
    /// Those that were made when a spec or lesson was read name them so already.
    pub(super) fn name_files_from(&mut self, folders: &[(PathBuf, [usize; 2])]) {
        let mut lessons = self.lessons.iter_mut();
        let mut tracks = self.tracks.iter_mut().map(|track| &mut track.diagnostics);
        for (folder, [of_lessons, of_tracks]) in folders {
            for diagnostic in tracks.by_ref().take(*of_tracks).flatten() {
                diagnostic.file = folder.join(&diagnostic.file);
            }
            for lesson in lessons.by_ref().take(*of_lessons) {
                let is_unnamed = |found: &Diagnostic| found.file == lesson.file && !folder.as_os_str().is_empty();
                if lesson.diagnostics.iter().any(is_unnamed) {
                    let Lesson { diagnostics, file, .. } = lesson.to_mut();
                    for found in diagnostics.iter_mut().filter(|found| found.file == *file) {
                        found.file = folder.join(&*file);
                    }
                }
            }
        }
    }

    /// Every diagnostic of the packs themselves, their specs, their lessons and their tracks, in this order.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_specs = self.agents.iter().flat_map(|agent| &agent.diagnostics);
        let of_lessons = self.lessons.iter().flat_map(|lesson| &lesson.diagnostics);
        let of_tracks = self.tracks.iter().flat_map(|track| &track.diagnostics);
        self.problems.iter().chain(of_specs).chain(of_lessons).chain(of_tracks)
    }

    /// What a name leads to, if to anything: the topic of that name, else the first one with a step that lists it.
    pub fn resolve(&self, text: &str) -> Option<Lead> {
        let name = slug(text);
        if let Some(topic) = self.named(&name) {
            return Some(Lead::Topic(topic));
        }
        self.host_of(text, &name).map(Lead::Within)
    }

    /// The topic whose own this name is, by its normal form.
    fn named(&self, name: &str) -> Option<TopicIx> {
        self.by_name
            .get(name, |ix| self.names_of(ix).any(|own| slug(own) == name))
    }

    /// The first topic with a step that lists a name; of a name that is written as one, the first that writes it so, too.
    fn host_of(&self, name: &str, slug_of_name: &str) -> Option<TopicIx> {
        if is_written_as_name(name) {
            self.mentioned.first_named(slug_of_name)
        } else {
            self.mentioned.get(slug_of_name).first().copied()
        }
    }

    /// The topics with a step that lists this name, in library order.
    pub fn mentioned_in(&self, name: &str) -> &[TopicIx] {
        self.mentioned.get(&slug(name))
    }

    /// What can be searched for. It is made when it is asked for first: of a large library that takes a while, and whoever asks
    /// meanwhile waits for it.
    pub fn index(&self) -> &Index {
        self.index.get(|| Index::new(self))
    }

    /// All agents, in the order of their packs and files.
    pub fn agents(&self) -> &[Shared<Agent>] {
        &self.agents
    }

    /// All lessons, in the order of their packs and files.
    pub fn lessons(&self) -> &[Shared<Lesson>] {
        &self.lessons
    }

    /// The topics that no step meets: each has a lesson, and stands for itself.
    pub fn unplaced(&self) -> &[TopicIx] {
        &self.unplaced
    }

    /// All topics, in the order they are first met; those that no step meets come last.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// All roadmaps, in the order they are first linked to; then those that were imported and that no agent links to.
    pub fn roadmaps(&self) -> &[Roadmap] {
        &self.roadmaps
    }

    /// The first of the packs' problems that is more than a note, and " (and 3 more)" of such.
    pub fn first_problem(&self) -> Option<(&Diagnostic, String)> {
        let mut problems = self.problems.iter().filter(|found| found.severity > Severity::Info);
        Some((problems.next()?, and_more(problems.count())))
    }

    /// Problems of the packs themselves; those of a spec are the agent's own.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }
}

fn unique<T: Copy + Eq + std::hash::Hash>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    items.filter(|&item| seen.insert(item)).collect()
}

#[cfg(test)]
mod tests;
