//! What stands in the lists. Every row is a typed handle, so a selection survives any change around it.

use super::command::Tab;
use super::layout::Pane;
use super::placement;
use super::progress::{self, Part};
use super::state::{Filter, State};
use crate::content::library::{
    AgentIx, Lead, Library, PathRef, RoadmapIx, RoleRef, StackRef, StepRef, ToolRef, TopicIx, WalkRef,
};
use crate::content::names::slug;
use crate::content::roadmap;
use crate::learn::aim::Aim;
use crate::learn::next::Suggestion;
use crate::learn::plan::{AT_THIS_PACE, SAY_HOURS, duration};

/// [`SAY_HOURS`] where there is little room.
const SAY_HOURS_BRIEFLY: &str = "no date yet: say your hours";

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A label between rows, or an empty line; can't be selected.
    Heading(String),
    /// An agent; its rows follow while it is open.
    Agent(AgentIx),
    /// A learning path.
    Path(PathRef),
    /// A titled group of a path.
    Group(PathRef, usize),
    /// A role.
    Role(RoleRef),
    /// A stack.
    Stack(StackRef),
    /// A titled group of a stack.
    ToolGroup(StackRef, usize),
    /// A roadmap.
    Roadmap(RoadmapIx),
    /// A step of a path.
    Step(StepRef),
    /// A tool of a stack.
    Tool(ToolRef),
    /// A topic that stands for itself.
    Topic(TopicIx),
    /// A name a role lists, with what it leads to.
    Name(String, Option<Lead>),
    /// The topic marked last, and when.
    LeftOff(TopicIx, String),
    /// Something to do next.
    Next(Suggestion),
    /// What the learner heads for, and what the plan says.
    Goal(Aim, String),
    /// How to set a goal, where there is none.
    Invite(String),
    /// A placement on the way to this, over so many topics.
    Sweep(Aim, usize),
    /// So many questions are asked today, which take so many minutes.
    Due {
        /// Questions.
        cards: usize,
        /// Minutes.
        minutes: u64,
    },
    /// A done topic that was forgotten, and how much of it.
    Rusty(TopicIx, String),
    /// The lessons that no path meets.
    Lessons,
    /// A part of the record.
    Part(Part),
}

/// The panes a tab has.
pub fn panes(tab: Tab) -> &'static [Pane] {
    match tab {
        Tab::Today => &[Pane::Middle, Pane::Right],
        Tab::Review => &[Pane::Right],
        Tab::Progress => &[Pane::Left, Pane::Right],
        _ => &[Pane::Left, Pane::Middle, Pane::Right],
    }
}

/// How many lines a row takes; on a high screen a heading has an empty line above it.
pub fn lines(rows: &[Row], row: usize, high: bool) -> usize {
    match rows.get(row) {
        Some(Row::Next(_) | Row::LeftOff(..) | Row::Goal(..)) => 2,
        Some(Row::Heading(text)) if high && row > 0 && !text.is_empty() => 2,
        _ => 1,
    }
}

impl Row {
    /// Whether the cursor stops on it.
    pub fn selectable(&self) -> bool {
        !matches!(self, Self::Heading(_))
    }

    /// The one topic this row stands for, if it stands for one.
    pub fn topic(&self, library: &Library) -> Option<TopicIx> {
        match self {
            Self::Step(at) => Some(library.topic_of(*at)),
            Self::Topic(topic)
            | Self::LeftOff(topic, _)
            | Self::Rusty(topic, _)
            | Self::Name(_, Some(Lead::Topic(topic))) => Some(*topic),
            Self::Next(suggestion) => Some(suggestion.topic),
            Self::Tool(at) => library.topic_of_tool(*at),
            _ => None,
        }
    }

    /// All topics that count towards this row, each once.
    pub fn topics(&self, library: &Library) -> Vec<TopicIx> {
        match self {
            Self::Agent(ix) => library.agent_topics(*ix).to_vec(),
            Self::Path(at) => library.path_topics(*at).to_vec(),
            Self::Group(at, group) => group_topics(library, *at, *group),
            Self::Role(at) => library.role_topics(*at).to_vec(),
            Self::Stack(at) => library.stack_topics(*at, None),
            Self::ToolGroup(at, group) => library.stack_topics(*at, Some(*group)),
            Self::Roadmap(ix) => library.roadmap(*ix).topics.clone(),
            Self::Goal(aim, _) | Self::Sweep(aim, _) => aim.topics(library).to_vec(),
            Self::Lessons => library.unplaced().to_vec(),
            Self::Part(Part::Overview) => library.topic_ixs().collect(),
            _ => self.topic(library).into_iter().collect(),
        }
    }

    /// What the row says.
    pub fn label<'a>(&'a self, library: &'a Library) -> &'a str {
        match self {
            Self::Heading(text) | Self::Name(text, _) | Self::Invite(text) => text,
            Self::Goal(aim, _) => aim.title(library),
            Self::Sweep(..) => "Placement",
            Self::Due { .. } => "Review",
            Self::Agent(ix) => &library.agent(*ix).title,
            Self::Path(at) => &library.path(*at).title,
            Self::Group(at, group) => library.path(*at).groups[*group].title.as_deref().unwrap_or_default(),
            Self::Role(at) => &library.role(*at).name,
            Self::Stack(at) => &library.stack(*at).title,
            Self::ToolGroup(at, group) => library.stack(*at).groups[*group].title.as_deref().unwrap_or_default(),
            Self::Roadmap(ix) => &library.roadmap(*ix).title,
            Self::Step(at) | Self::Next(Suggestion { step: Some(at), .. }) => &library.step(*at).title,
            Self::Tool(at) => &library.tool(*at).name,
            Self::Topic(topic)
            | Self::LeftOff(topic, _)
            | Self::Rusty(topic, _)
            | Self::Next(Suggestion { topic, step: None, .. }) => &library.topic(*topic).title,
            Self::Lessons => "Lessons in no path",
            Self::Part(part) => part.title(),
        }
    }

    /// What its topics are called together.
    pub fn set_title<'a>(&'a self, library: &'a Library) -> &'a str {
        match self {
            Self::Part(Part::Overview) => "Everything",
            row => row.label(library),
        }
    }

    /// The quieter second part of the row; empty for most.
    pub fn note(&self, library: &Library) -> String {
        match self {
            Self::LeftOff(_, when) => when.clone(),
            Self::Goal(_, words) | Self::Rusty(_, words) => words.clone(),
            Self::Sweep(_, topics) => format!("{topics} topics, {}", placement::takes(*topics)),
            Self::Due { cards, minutes } => {
                let plural = if *cards == 1 { "" } else { "s" };
                format!("{cards} question{plural}, about {}", duration(*minutes))
            }
            Self::Next(suggestion) => suggestion.reason.clone(),
            Self::Tool(at) => library.tool(*at).note.clone(),
            Self::Name(_, Some(Lead::Within(topic))) => format!("in {}", library.topic(*topic).title),
            _ => String::new(),
        }
    }

    /// The note whole, and then shorter and shorter, for lists it doesn't fit into: less is left out of its meaning than where
    /// it is cut off.
    pub fn notes(&self, library: &Library) -> Vec<String> {
        let whole = self.note(library);
        let mut notes = vec![whole];
        match self {
            Self::Sweep(_, topics) => {
                notes.push(format!("{topics} topics, ~{}", brief(&placement::takes(*topics))));
                notes.push(format!("{topics} topics"));
            }
            Self::Due { cards, minutes } => {
                let plural = if *cards == 1 { "" } else { "s" };
                notes.push(format!("{cards} question{plural}, ~{}", brief(&duration(*minutes))));
                notes.push(format!("{cards} question{plural}"));
            }
            Self::Rusty(_, left) => {
                notes.extend(left.strip_suffix(" of it").map(str::to_owned));
                notes.extend(left.strip_suffix(" left of it").map(str::to_owned));
            }
            Self::Goal(_, words) if words == SAY_HOURS => notes.push(SAY_HOURS_BRIEFLY.to_owned()),
            // The date is worth more than the words before it.
            Self::Goal(_, words) => notes.extend(words.strip_prefix(AT_THIS_PACE).map(str::to_owned)),
            Self::Next(suggestion) => {
                let mut rest = suggestion.reason.as_str();
                for clause in [", and it opens ", ", on the way to "] {
                    if let Some((before, _)) = rest.rsplit_once(clause) {
                        notes.push(before.to_owned());
                        rest = before;
                    }
                }
                // "comes next in Backend, 2 of 9 done"
                if let Some((before, _)) = rest.rsplit_once(", ").filter(|(_, count)| count.ends_with(" done")) {
                    notes.push(before.to_owned());
                    rest = before;
                }
                let finished = rest.strip_prefix("because you finished ");
                notes.extend(finished.map(|title| format!("after {title}")));
            }
            _ => {}
        }
        notes
    }

    /// Whether nothing but nearness on the map of its roadmap tells where the row belongs.
    pub fn is_inferred(&self, library: &Library) -> bool {
        matches!(self, Self::Step(at) if library.note(*at).is_some_and(|note| note.inferred))
    }

    /// How deep the row is indented.
    pub fn depth(&self, library: &Library, tab: Tab) -> usize {
        match self {
            Self::Path(_) if tab != Tab::Paths => 0,
            Self::Path(_) | Self::Role(_) | Self::Stack(_) => 1,
            Self::Group(..) | Self::ToolGroup(..) => 2,
            Self::Step(at) => usize::from(library.step(*at).depth),
            _ => 0,
        }
    }

    /// A name for the row that is the same at the next start, as long as the packs have it.
    pub fn key(&self, library: &Library) -> String {
        let agent = |ix: AgentIx| library.agent(ix).id.as_str();
        match self {
            Self::Heading(text) => format!("heading:{text}"),
            Self::Agent(ix) => format!("agent:{}", agent(*ix)),
            Self::Path(at) => format!("path:{}/{}", agent(at.agent), library.path(*at).id),
            Self::Group(at, _) => {
                format!(
                    "group:{}/{}/{}",
                    agent(at.agent),
                    library.path(*at).id,
                    slug(self.label(library))
                )
            }
            Self::Role(at) => format!("role:{}/{}", agent(at.agent), library.role(*at).id),
            Self::Stack(at) => format!("stack:{}/{}", agent(at.agent), slug(self.label(library))),
            Self::ToolGroup(at, _) => {
                format!(
                    "tools:{}/{}/{}",
                    agent(at.agent),
                    slug(&library.stack(*at).title),
                    slug(self.label(library))
                )
            }
            Self::Roadmap(ix) => format!("roadmap:{}", library.roadmap(*ix).id),
            Self::Step(at) => match at.walk {
                WalkRef::Path(path) => {
                    let title = slug(&library.step(*at).title);
                    format!("step:{}/{}/{title}", agent(path.agent), library.path(path).id)
                }
                WalkRef::Roadmap(ix) => {
                    let node = library.note(*at).map_or("", |note| &note.id);
                    format!("step:{}", roadmap::topic_id(&library.roadmap(ix).id, node))
                }
            },
            Self::Tool(at) => format!("tool:{}/{}", agent(at.stack.agent), slug(self.label(library))),
            Self::Topic(topic) => format!("topic:{}", library.topic(*topic).id),
            Self::LeftOff(..) => "left-off".to_owned(),
            Self::Name(name, _) => format!("name:{name}"),
            Self::Goal(..) => "goal".to_owned(),
            Self::Invite(_) => "invite".to_owned(),
            Self::Sweep(..) => "sweep".to_owned(),
            Self::Due { .. } => "due".to_owned(),
            Self::Rusty(topic, _) => format!("rusty:{}", library.topic(*topic).id),
            Self::Next(suggestion) => format!("next:{}", library.topic(suggestion.topic).id),
            Self::Lessons => "lessons".to_owned(),
            Self::Part(part) => format!("part:{}", part.key()),
        }
    }
}

/// "13 min" for "13 minutes".
pub(super) fn brief(duration: &str) -> String {
    let minutes = duration.strip_suffix("utes").or_else(|| duration.strip_suffix("ute"));
    minutes.unwrap_or(duration).to_owned()
}

/// The rows of the left pane of a tab.
pub fn left(state: &State, tab: Tab) -> Vec<Row> {
    let library = &*state.library;
    let mut rows = Vec::new();
    match tab {
        Tab::Today | Tab::Review => {}
        Tab::Progress => rows.extend(progress::parts(state)),
        Tab::Roadmaps => rows.extend(library.roadmaps_in_order().into_iter().map(Row::Roadmap)),
        Tab::Paths | Tab::Roles | Tab::Stacks => {
            for agent in library.agent_ixs() {
                // An agent without paths has its page to be read.
                if tab == Tab::Paths || has_rows(library, tab, agent) {
                    rows.push(Row::Agent(agent));
                }
                if state.is_open(agent) {
                    rows.extend(agent_rows(library, tab, agent));
                }
            }
            if tab == Tab::Paths {
                rows.extend(lessons(library));
            }
        }
    }
    rows
}

/// Whether an agent has rows of its own in a tab's left list.
pub(super) fn has_rows(library: &Library, tab: Tab, agent: AgentIx) -> bool {
    let spec = library.agent(agent);
    match tab {
        Tab::Roles => !spec.roles.is_empty(),
        Tab::Stacks => !spec.stacks.is_empty(),
        _ => !spec.paths.is_empty(),
    }
}

/// The row of the lessons that no path meets, where there are any.
pub(super) fn lessons(library: &Library) -> Option<Row> {
    (!library.unplaced().is_empty()).then_some(Row::Lessons)
}

fn agent_rows(library: &Library, tab: Tab, agent: AgentIx) -> Vec<Row> {
    let mut rows = Vec::new();
    match tab {
        Tab::Roles => rows.extend(library.roles_of(agent).map(Row::Role)),
        Tab::Stacks => {
            for at in library.stacks_of(agent) {
                rows.push(Row::Stack(at));
                let groups = library.stack(at).groups.iter().enumerate();
                rows.extend(
                    groups
                        .filter(|(_, group)| group.title.is_some())
                        .map(|(ix, _)| Row::ToolGroup(at, ix)),
                );
            }
        }
        _ => {
            for at in library.paths_of(agent) {
                rows.push(Row::Path(at));
                let groups = library.path(at).groups.iter().enumerate();
                rows.extend(
                    groups
                        .filter(|(_, group)| group.title.is_some())
                        .map(|(ix, _)| Row::Group(at, ix)),
                );
            }
        }
    }
    rows
}

/// The rows of the middle pane of a tab, given what is selected on the left.
pub fn middle(state: &State, tab: Tab, selected: Option<&Row>) -> Vec<Row> {
    let rows = match tab {
        Tab::Today => return state.today().to_vec(),
        Tab::Review | Tab::Progress => return Vec::new(),
        _ => selected.map_or_else(Vec::new, |row| inside(state, tab, row)),
    };
    filtered(state, rows)
}

fn inside(state: &State, tab: Tab, row: &Row) -> Vec<Row> {
    let library = &*state.library;
    match row {
        Row::Agent(agent) => {
            let mut rows = Vec::new();
            for inner in agent_rows(library, tab, *agent) {
                if !matches!(inner, Row::Group(..) | Row::ToolGroup(..)) {
                    rows.push(Row::Heading(inner.label(library).to_owned()));
                    rows.extend(inside(state, tab, &inner).into_iter().filter(Row::selectable));
                }
            }
            rows
        }
        Row::Path(path) => steps(state, (*path).into()),
        Row::Group(path, group) => group_steps(library, (*path).into(), *group).collect(),
        Row::Roadmap(ix) if library.roadmap(*ix).graph.is_some() => steps(state, (*ix).into()),
        Row::Role(at) if library.track_of(*at).is_some() => stages(library, *at),
        Row::Role(at) => {
            let names = library.role_names(*at).iter();
            names.map(|(name, lead)| Row::Name(name.clone(), *lead)).collect()
        }
        Row::Stack(at) => {
            let mut rows = Vec::new();
            for (group, content) in library.stack(*at).groups.iter().enumerate() {
                rows.extend(content.title.clone().map(Row::Heading));
                rows.extend(stack_tools(library, *at, group));
            }
            rows
        }
        Row::ToolGroup(at, group) => stack_tools(library, *at, *group).collect(),
        Row::Roadmap(_) | Row::Lessons => row.topics(library).into_iter().map(Row::Topic).collect(),
        _ => Vec::new(),
    }
}

/// The groups and steps of a path or roadmap. A section of a roadmap begins with the topic it is named after, which need not
/// be said twice; under a filter, that topic may be missing. What has no heading is parted from what stands under one.
fn steps(state: &State, walk: WalkRef) -> Vec<Row> {
    let library = &*state.library;
    let mut rows = Vec::new();
    for (group, content) in library.groups_of(walk).iter().enumerate() {
        let first = content.steps.first().map(|step| &step.title);
        let said = state.filter == Filter::All && first == content.title.as_ref() && walk.roadmap().is_some();
        let heading = content.title.clone().filter(|_| !said);
        let parting = || rows.iter().any(|row| !Row::selectable(row)).then(String::new);
        rows.extend(heading.or_else(parting).map(Row::Heading));
        rows.extend(group_steps(library, walk, group));
    }
    rows
}

/// The stages of a role's track, with their topics.
fn stages(library: &Library, role: RoleRef) -> Vec<Row> {
    let stages = library.track_of(role).map_or(&[][..], |track| &track.stages);
    let mut rows = Vec::new();
    for stage in stages {
        rows.push(Row::Heading(stage.title.clone()));
        rows.extend(stage.topics.iter().map(|name| match library.topic_called(&name.text) {
            Some(topic) => Row::Topic(topic),
            None => Row::Name(name.text.clone(), None),
        }));
    }
    rows
}

fn group_steps(library: &Library, walk: WalkRef, group: usize) -> impl Iterator<Item = Row> + use<> {
    let steps = 0..library.groups_of(walk)[group].steps.len();
    steps.map(move |step| Row::Step(StepRef { walk, group, step }))
}

fn stack_tools(library: &Library, stack: StackRef, group: usize) -> impl Iterator<Item = Row> {
    let tools = 0..library.stack(stack).groups[group].tools.len();
    tools.map(move |tool| Row::Tool(ToolRef { stack, group, tool }))
}

fn group_topics(library: &Library, path: PathRef, group: usize) -> Vec<TopicIx> {
    let mut topics: Vec<TopicIx> = library
        .steps_of(path)
        .filter(|step| step.group == group)
        .map(|step| library.topic_of(step))
        .collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// Leaves out what the filter hides, and headings with nothing under them.
fn filtered(state: &State, rows: Vec<Row>) -> Vec<Row> {
    if state.filter == Filter::All {
        return rows;
    }
    let mut kept: Vec<Row> = Vec::new();
    for row in rows {
        let keep = match row.topic(&state.library) {
            Some(topic) => state.filter.shows(state.statuses.of(topic)),
            // What can't be marked is neither done nor skipped.
            None => row.selectable() && state.filter == Filter::Open || !row.selectable(),
        };
        if !keep {
            continue;
        }
        if !row.selectable() && kept.last().is_some_and(|last| !last.selectable()) {
            kept.pop();
        }
        kept.push(row);
    }
    if kept.last().is_some_and(|last| !last.selectable()) {
        kept.pop();
    }
    kept
}

/// The roadmaps with steps of their own.
pub(super) fn imported(library: &Library) -> impl Iterator<Item = Row> + '_ {
    library.walks().filter_map(WalkRef::roadmap).map(Row::Roadmap)
}

/// Rows with a heading, where there are any.
pub(super) fn under(heading: &str, rows: Vec<Row>) -> Vec<Row> {
    let heading = (!rows.is_empty()).then(|| Row::Heading(heading.to_owned()));
    heading.into_iter().chain(rows).collect()
}
