//! Many specs as one curriculum: which steps, tools, roles and roadmaps speak of the same topic.
//!
//! *Learn once, counted everywhere*: every step belongs to exactly one [`Topic`], and two steps whose titles have the
//! same normal form (see [`slug`]) belong to the same one, whichever agents they come from. A lesson makes a topic too, and
//! every step that has its title or one of its aliases belongs to it. Tools, mentions, roles and roadmaps never make
//! topics; they lead to one where there is one. A roadmap that was imported has steps of its own ([`Graph`]), which are met
//! and joined like those of a path, after all of these.
//!
//! Progress is kept under a topic's id, so the ids a topic goes by are what makes it follow when packs change:
//! [`Library::topic_by_id`].

mod graph;
mod handles;
mod index;
mod join;
mod lessons;
mod links;
mod resolve;
mod roadmaps;
mod tracks;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Severity, and_more};
use super::lesson::links_of;
use super::model::{Agent, Group, Lesson, Level, Link, Path, Resource, Role, Shared, Stack, Step, Tool, Track};
use super::names::{composed, slug};
use super::references;
use super::roadmap::RoadmapFile;
use super::search::Index;

pub(super) use join::is_structural;

use index::{Ids, Last, Lazy, Listed, Map};

pub use graph::{Asked, Graph, Note};
pub use handles::{
    AgentIx, LessonIx, LevelRef, PathRef, RoadmapIx, RoleRef, StackRef, StepRef, ToolRef, TopicIx, WalkRef,
};

/// A thing to learn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topic {
    /// Stable id: its lesson's, else `<agent>/<path>/<step>` or `roadmap-sh/<roadmap>/<node>` of the first step that meets it.
    pub id: String,
    /// The title of its lesson, else of that step.
    pub title: String,
    /// The lesson that teaches it.
    pub lesson: Option<LessonIx>,
    /// The ids it would have by its steps: progress under any of them is progress of this topic.
    pub former: Vec<String>,
    /// Every step that meets it, in library order; only where it has a lesson there may be none.
    pub steps: Vec<StepRef>,
    /// Every tool that resolves to it.
    pub tools: Vec<ToolRef>,
    /// Every role that resolves to it.
    pub roles: Vec<RoleRef>,
    /// Every roadmap that resolves to it.
    pub roadmaps: Vec<RoadmapIx>,
}

impl Topic {
    /// The ids under which progress of this topic may stand, the current one first.
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
    pub agents: Vec<Agent>,
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
}
/// The names a role asks for, with what they lead to.
type AskedFor = Vec<(String, Option<Lead>)>;

/// Everything that was loaded, and how it hangs together.
#[derive(Debug, Default, PartialEq)]
pub struct Library {
    agents: Vec<Agent>,
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
    tool_topics: Map<ToolRef, Box<[TopicIx]>>,
    by_id: Ids,
    by_name: Map<Box<str>, TopicIx>,
    /// By the place of topics that have no name of their own; `None` where several have it.
    by_place: Map<String, Option<TopicIx>>,
    mentioned: Listed,
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
        agents: Vec<Agent>,
        lessons: Vec<impl Into<Shared<Lesson>>>,
        problems: Vec<Diagnostic>,
    ) -> Self {
        Self::of(Parts {
            agents,
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
        } = parts;
        let mut library = Self {
            agents,
            lessons,
            tracks,
            problems,
            ..Self::default()
        };
        library.unique_ids();
        library.place_tracks();
        library.list_roadmaps(roadmaps);
        let mut names = library.claim_names(&seams);
        library.join_steps(&mut names);
        library.join_lessons(names);
        library.check_requirements();
        library.list_mentions();
        library.resolve_tools();
        library.resolve_roadmaps();
        library.resolve_roles();
        library.check_tracks();
        library.resolve_levels();
        library
    }

    /// Has diagnostics name their files from these folders, each with how many of the agents, lessons and tracks come from it.
    ///
    /// Those of lessons that were made when the lesson was read name them so already.
    pub(super) fn name_files_from(&mut self, folders: &[(PathBuf, [usize; 3])]) {
        let mut agents = self.agents.iter_mut().map(|agent| &mut agent.diagnostics);
        let mut lessons = self.lessons.iter_mut();
        let mut tracks = self.tracks.iter_mut().map(|track| &mut track.diagnostics);
        for (folder, [of_specs, of_lessons, of_tracks]) in folders {
            let of_specs = agents.by_ref().take(*of_specs);
            let of_tracks = tracks.by_ref().take(*of_tracks);
            for diagnostic in of_specs.chain(of_tracks).flatten() {
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
        if let Some(&topic) = self.by_name.get(name.as_str()) {
            return Some(Lead::Topic(topic));
        }
        self.host_of(text, &name).map(Lead::Within)
    }

    /// The first topic with a step that lists a name. What is written as a name ("REST") is no common word of another
    /// field ("rest, stretch and fold").
    fn host_of(&self, name: &str, slug_of_name: &str) -> Option<TopicIx> {
        let is_name = |text: &str| text.chars().any(|c| c.is_uppercase() || c.is_numeric());
        let lists = |host: &TopicIx| {
            let steps = self.topic(*host).steps.iter();
            let mut mentions = steps.flat_map(|&at| self.step(at).mentions.iter());
            mentions.any(|mention| is_name(mention) && slug(mention) == slug_of_name)
        };
        let mut hosts = self.mentioned.get(slug_of_name).iter().copied();
        if is_name(name) { hosts.find(lists) } else { hosts.next() }
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
    pub fn agents(&self) -> &[Agent] {
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

    /// Every agent's handle.
    pub fn agent_ixs(&self) -> impl Iterator<Item = AgentIx> + use<> {
        (0..self.agents.len()).map(AgentIx)
    }

    /// Every topic's handle.
    pub fn topic_ixs(&self) -> impl Iterator<Item = TopicIx> + use<> {
        (0..self.topics.len()).map(TopicIx::new)
    }

    /// Every roadmap's handle.
    pub fn roadmap_ixs(&self) -> impl Iterator<Item = RoadmapIx> + use<> {
        (0..self.roadmaps.len()).map(RoadmapIx)
    }

    /// Every roadmap's handle: those that were imported, which can be walked, before those that are only linked.
    pub fn roadmaps_in_order(&self) -> Vec<RoadmapIx> {
        let (imported, linked): (Vec<_>, Vec<_>) = self.roadmap_ixs().partition(|&ix| self.roadmap(ix).graph.is_some());
        [imported, linked].concat()
    }

    /// Every path's handle, agent by agent.
    pub fn path_refs(&self) -> impl Iterator<Item = PathRef> + '_ {
        self.agent_ixs().flat_map(|agent| self.paths_of(agent))
    }

    /// The handles of one agent's paths.
    pub fn paths_of(&self, agent: AgentIx) -> impl Iterator<Item = PathRef> + use<> {
        (0..self.agent(agent).paths.len()).map(move |path| PathRef { agent, path })
    }

    /// Everything that is walked: the paths, agent by agent, then the roadmaps that were imported.
    pub fn walks(&self) -> impl Iterator<Item = WalkRef> + '_ {
        let imported = self.roadmap_ixs().filter(|&ix| self.roadmap(ix).graph.is_some());
        self.path_refs()
            .map(WalkRef::Path)
            .chain(imported.map(WalkRef::Roadmap))
    }

    /// The handles of the steps of a path or roadmap, in order.
    pub fn steps_of(&self, walk: impl Into<WalkRef>) -> impl Iterator<Item = StepRef> + '_ {
        let walk = walk.into();
        let groups = self.groups_of(walk).iter().enumerate();
        groups.flat_map(move |(group, content)| (0..content.steps.len()).map(move |step| StepRef { walk, group, step }))
    }

    /// The handles of one agent's tools, stack by stack.
    pub fn tools_of(&self, agent: AgentIx) -> Vec<ToolRef> {
        let mut all = Vec::new();
        for (stack, content) in self.agent(agent).stacks.iter().enumerate() {
            let stack = StackRef { agent, stack };
            for (group, tools) in content.groups.iter().enumerate() {
                all.extend((0..tools.tools.len()).map(|tool| ToolRef { stack, group, tool }));
            }
        }
        all
    }

    /// The handles of one agent's levels, lowest first.
    pub fn levels_of(&self, agent: AgentIx) -> impl Iterator<Item = LevelRef> + use<> {
        (0..self.agent(agent).levels.len()).map(move |level| LevelRef { agent, level })
    }

    /// The handles of one agent's roles.
    pub fn roles_of(&self, agent: AgentIx) -> impl Iterator<Item = RoleRef> + use<> {
        (0..self.agent(agent).roles.len()).map(move |role| RoleRef { agent, role })
    }

    /// The handles of one agent's stacks.
    pub fn stacks_of(&self, agent: AgentIx) -> impl Iterator<Item = StackRef> + use<> {
        (0..self.agent(agent).stacks.len()).map(move |stack| StackRef { agent, stack })
    }

    /// The agent of a handle.
    pub fn agent(&self, ix: AgentIx) -> &Agent {
        &self.agents[ix.0]
    }

    /// An agent with the topics of its steps ([`Library::step_with_topic`]).
    pub fn agent_with_topics(&self, ix: AgentIx) -> Agent {
        let mut agent = self.agent(ix).clone();
        for (n, path) in agent.paths.iter_mut().enumerate() {
            let walk = PathRef { agent: ix, path: n }.into();
            for (group, content) in path.groups.iter_mut().enumerate() {
                for (step, content) in content.steps.iter_mut().enumerate() {
                    *content = self.step_with_topic(StepRef { walk, group, step });
                }
            }
        }
        agent
    }

    /// A step that says which topic it belongs to; the library keeps that apart ([`Library::topic_of`]).
    pub fn step_with_topic(&self, at: StepRef) -> Step {
        Step {
            topic: self.topic(self.topic_of(at)).id.clone(),
            ..self.step(at).clone()
        }
    }

    /// The topic of a handle.
    pub fn topic(&self, ix: TopicIx) -> &Topic {
        &self.topics[ix.at()]
    }

    /// The lesson of a handle.
    pub fn lesson(&self, ix: LessonIx) -> &Lesson {
        &self.lessons[ix.0]
    }

    /// The lesson that teaches a topic.
    pub fn lesson_of(&self, ix: TopicIx) -> Option<&Lesson> {
        self.topic(ix).lesson.map(|lesson| self.lesson(lesson))
    }

    /// The text of a lesson as Markdown, with the titles of topics or their labels in place of references to them
    /// (`[[topic-id]]`, `[[topic-id|label]]`).
    pub fn lesson_text(&self, lesson: &Lesson) -> String {
        references::as_titles(&lesson.body, |name| {
            self.topic_called(name).map(|ix| self.topic(ix).title.clone())
        })
    }

    /// What a lesson requires: each name with the topic it leads to.
    pub fn requirements<'a>(&self, lesson: &'a Lesson) -> Vec<(&'a str, Option<TopicIx>)> {
        let names = lesson.requires.iter().map(|name| name.text.as_str());
        names.map(|name| (name, self.topic_called(name))).collect()
    }

    /// The names a topic goes by: its title, then its lesson's aliases.
    pub fn names_of(&self, ix: TopicIx) -> impl Iterator<Item = &str> {
        let aliases = self.lesson_of(ix).map_or(&[][..], |lesson| &lesson.aliases);
        std::iter::once(self.topic(ix).title.as_str()).chain(aliases.iter().map(|alias| alias.text.as_str()))
    }

    /// What else imported roadmaps call a topic. Such a name is not its own: where another topic has it, it is that one's.
    pub fn also_called(&self, ix: TopicIx) -> impl Iterator<Item = &str> {
        let notes = self.topic(ix).steps.iter().filter_map(|&at| self.note(at));
        notes.flat_map(|note| note.aliases.iter().map(String::as_str))
    }

    /// The roadmap of a handle.
    pub fn roadmap(&self, ix: RoadmapIx) -> &Roadmap {
        &self.roadmaps[ix.0]
    }

    /// The path of a handle.
    pub fn path(&self, at: PathRef) -> &Path {
        &self.agent(at.agent).paths[at.path]
    }

    /// The groups of a path or roadmap; none where a roadmap was not imported.
    pub fn groups_of(&self, walk: WalkRef) -> &[Group] {
        match walk {
            WalkRef::Path(at) => &self.path(at).groups,
            WalkRef::Roadmap(ix) => self.roadmap(ix).graph.as_ref().map_or(&[], Graph::groups),
        }
    }

    /// The title of a path or roadmap.
    pub fn title_of(&self, walk: WalkRef) -> &str {
        match walk {
            WalkRef::Path(at) => &self.path(at).title,
            WalkRef::Roadmap(ix) => &self.roadmap(ix).title,
        }
    }

    /// Whose a path or roadmap is: the title of its agent, or the site's name.
    pub fn owner_of(&self, walk: WalkRef) -> &str {
        match walk {
            WalkRef::Path(at) => &self.agent(at.agent).title,
            WalkRef::Roadmap(_) => "roadmap.sh",
        }
    }

    /// The topics of a path or imported roadmap, each once, in order.
    pub fn walk_topics(&self, walk: WalkRef) -> &[TopicIx] {
        match walk {
            WalkRef::Path(at) => self.path_topics(at),
            WalkRef::Roadmap(ix) => &self.roadmap(ix).topics,
        }
    }

    /// The group a step stands in.
    pub fn group(&self, at: StepRef) -> &Group {
        &self.groups_of(at.walk)[at.group]
    }

    /// What an imported roadmap has to say at a step of its own.
    pub fn note(&self, at: StepRef) -> Option<&Note> {
        let graph = self.roadmap(at.walk.roadmap()?).graph.as_ref()?;
        graph.note(at.group, at.step)
    }

    /// The step that a step is a part of: the one before it that is less indented.
    pub fn step_above(&self, at: StepRef) -> Option<StepRef> {
        let steps = &self.group(at).steps;
        let depth = steps[at.step].depth;
        let above = steps[..at.step].iter().rposition(|step| step.depth < depth)?;
        Some(StepRef { step: above, ..at })
    }

    /// The step of a handle.
    pub fn step(&self, at: StepRef) -> &Step {
        &self.group(at).steps[at.step]
    }

    /// The role of a handle.
    pub fn role(&self, at: RoleRef) -> &Role {
        &self.agent(at.agent).roles[at.role]
    }

    /// The stack of a handle.
    pub fn stack(&self, at: StackRef) -> &Stack {
        &self.agent(at.agent).stacks[at.stack]
    }

    /// The tool of a handle.
    pub fn tool(&self, at: ToolRef) -> &Tool {
        &self.stack(at.stack).groups[at.group].tools[at.tool]
    }

    /// The level of a handle.
    pub fn level(&self, at: LevelRef) -> &Level {
        &self.agent(at.agent).levels[at.level]
    }

    /// The topic a step belongs to.
    pub fn topic_of(&self, at: StepRef) -> TopicIx {
        match at.walk {
            WalkRef::Path(path) => self.step_topics[path.agent.0][path.path][at.group][at.step],
            WalkRef::Roadmap(ix) => self.node_topics[ix.0][at.group][at.step],
        }
    }

    /// The topic that progress under an id belongs to: the one with this id, or with this one among its former ids; for an
    /// id that no place and no lesson has any more, the topic of that name: agents, paths, places and files change, and
    /// what was learned stays learned.
    pub fn topic_by_id(&self, id: &str) -> Option<TopicIx> {
        let by_name = || self.by_name.get(id.rsplit('/').next()?);
        let by_place = || join::moved_keys(id).find_map(|key| *self.by_place.get(&key)?);
        self.by_id
            .get(&self.topics, id)
            .or_else(|| by_name().copied())
            .or_else(by_place)
            .or_else(|| match composed(id) {
                Cow::Owned(id) => self.topic_by_id(&id),
                Cow::Borrowed(_) => None,
            })
    }

    /// The id to record marks of a topic under: one that is found again when packs change. A step's tells its place and its
    /// title, where a lesson's is only the name of a file.
    pub fn lasting_id(&self, topic: TopicIx) -> &str {
        let topic = self.topic(topic);
        let of_step = topic
            .former
            .first()
            .filter(|_| topic.lesson.is_some() && !topic.steps.is_empty());
        of_step.unwrap_or(&topic.id)
    }

    /// Whether a page is among the resources of a topic: those of its lesson, and those of the roadmaps that meet it.
    pub fn has_resource(&self, topic: TopicIx, url: &str) -> bool {
        let of_lesson = self.lesson_of(topic).map_or(&[][..], |lesson| &lesson.resources);
        let of_notes = self.topic(topic).steps.iter().filter_map(|&at| self.note(at));
        let mut all = of_lesson.iter().chain(of_notes.flat_map(|note| &note.resources));
        all.any(|resource| resource.url == url)
    }

    /// The topic a lesson means by an id, or by a title or alias where its author wrote that instead.
    pub fn topic_called(&self, name: &str) -> Option<TopicIx> {
        self.topic_by_id(name)
            .or_else(|| self.by_name.get(slug(name).as_str()).copied())
    }

    /// The topics of a path, each once, in order.
    pub fn path_topics(&self, path: PathRef) -> &[TopicIx] {
        &self.path_topics[path.agent.0][path.path]
    }

    /// The topics of all paths of an agent, each once, in order.
    pub fn agent_topics(&self, agent: AgentIx) -> &[TopicIx] {
        &self.agent_topics[agent.0]
    }

    /// The topics a role resolves to, by its own name and its focus.
    pub fn role_topics(&self, at: RoleRef) -> &[TopicIx] {
        self.role_topics.get(&at).map_or(&[], AsRef::as_ref)
    }

    /// The names a role asks for, each with what it leads to: its own field where that is a topic, then its focus.
    pub fn role_names(&self, at: RoleRef) -> &[(String, Option<Lead>)] {
        let names = self.role_names.get(|| self.list_role_names());
        names.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The topics a level resolves to, by the paths and topics it names.
    pub fn level_topics(&self, at: LevelRef) -> &[TopicIx] {
        self.level_topics.get(&at).map_or(&[], AsRef::as_ref)
    }

    /// The topics a tool resolves to: the one it is itself ([`Tool::topic`]), if any, then those it names, each once.
    pub fn tool_topics(&self, at: ToolRef) -> &[TopicIx] {
        self.tool_topics.get(&at).map_or(&[], AsRef::as_ref)
    }

    /// The topics the tools of a stack resolve to, or those of one of its groups; each once, in order.
    pub fn stack_topics(&self, stack: StackRef, group: Option<usize>) -> Vec<TopicIx> {
        let groups = self.stack(stack).groups.iter().enumerate();
        let tools = groups
            .filter(|&(ix, _)| group.is_none_or(|wanted| wanted == ix))
            .flat_map(|(group, content)| (0..content.tools.len()).map(move |tool| ToolRef { stack, group, tool }));
        unique(tools.flat_map(|tool| self.tool_topics(tool)).copied())
    }

    /// The links of a topic: its lesson's resources, then the links in the lesson's text and in its steps, then those of the
    /// roadmaps that resolve to it; each address once. The resources of imported roadmaps stand with their steps' links.
    pub fn topic_links(&self, ix: TopicIx) -> Vec<Link> {
        let topic = self.topic(ix);
        let mut seen = HashSet::new();
        let lesson = self.lesson_of(ix);
        let resources = lesson.map_or_else(Vec::new, Lesson::resources_by_kind);
        let resources = resources.into_iter().map(Resource::link);
        // Looking for them takes as long as reading the lesson did.
        let of_text = topic.lesson.map_or_else(Vec::new, |ix| {
            let all = self.text_links.get(ix, || links_of(self.lesson(ix)).into());
            all.to_vec()
        });
        let of_steps = topic.steps.iter().flat_map(|&at| {
            let resources = self.note(at).map_or(&[][..], |note| &note.resources);
            let links = self.step(at).links.iter().cloned();
            links.chain(resources.iter().map(Resource::link))
        });
        let of_roadmaps = topic.roadmaps.iter().map(|&at| {
            let roadmap = self.roadmap(at);
            Link {
                title: roadmap.title.clone(),
                url: roadmap.url.clone(),
            }
        });
        let links = resources.chain(of_text).chain(of_steps).chain(of_roadmaps);
        links.filter(|link| seen.insert(link.url.clone())).collect()
    }

    /// The names a topic's steps list, each once.
    pub fn topic_mentions(&self, ix: TopicIx) -> Vec<&str> {
        let steps = self.topic(ix).steps.iter();
        let mut seen = HashSet::new();
        steps
            .flat_map(|&at| self.step(at).mentions.iter())
            .filter(|mention| seen.insert(slug(mention)))
            .collect()
    }

    /// The agents whose paths meet a topic.
    pub fn topic_agents(&self, ix: TopicIx) -> Vec<AgentIx> {
        let paths = self.topic(ix).steps.iter().filter_map(|at| at.walk.path());
        unique(paths.map(|path| path.agent))
    }

    /// The paths that meet a topic.
    pub fn topic_paths(&self, ix: TopicIx) -> Vec<PathRef> {
        unique(self.topic(ix).steps.iter().filter_map(|at| at.walk.path()))
    }

    /// The roadmaps that a topic counts towards.
    pub fn topic_roadmaps(&self, ix: TopicIx) -> Vec<RoadmapIx> {
        let topic = self.topic(ix);
        let linked = topic.roadmaps.iter().copied();
        let linked = linked.filter(|&roadmap| self.roadmap(roadmap).graph.is_none());
        unique(linked.chain(topic.steps.iter().filter_map(|at| at.walk.roadmap())))
    }
}

fn unique<T: Copy + Eq + std::hash::Hash>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    items.filter(|&item| seen.insert(item)).collect()
}

#[cfg(test)]
mod tests;
