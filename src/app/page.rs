//! What stands in the reading pane, as blocks. How they look is the terminal layer's business.

mod roadmap;
mod spot;
mod today;
mod topic;

pub use self::spot::{Spot, Stretch};

use self::roadmap::roadmap;
use self::topic::topic;
use super::chart::Chart;
use super::rows::Row;
use super::state::State;
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{AgentIx, Lead, PathRef, RoadmapIx, RoleRef, StackRef, ToolRef, TopicIx, WalkRef};
use crate::content::model::{Lesson, Link, Listed};
use crate::learn::mastery::Mastery;
use crate::learn::next;
use crate::learn::standing::Counts;
use crate::progress::event::Status;

/// What the address of a link to a topic begins with; behind it stands the topic's place in [`Block::Markdown`].
pub const TOPIC_SCHEME: &str = "waypost-topic:";

/// A place a line of a page leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A topic.
    Topic(TopicIx),
    /// A path or imported roadmap, at the step of a topic where there is one.
    Walk(WalkRef, Option<TopicIx>),
    /// A role.
    Role(RoleRef),
    /// A tool of a stack.
    Tool(ToolRef),
    /// A roadmap.
    Roadmap(RoadmapIx),
    /// An agent.
    Agent(AgentIx),
    /// The lessons that no path meets.
    Lessons,
    /// A web page.
    Url(Link),
}

/// One block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The page's title.
    Title(String),
    /// Where the page's subject stands.
    Place(String),
    /// A topic's status, how well it is still known, and what more there is to say of it.
    Standing(Status, Option<Mastery>, String),
    /// Progress over topics, and how many of the done ones are rusty.
    Gauge(Counts, usize),
    /// A heading inside the page.
    Heading(String),
    /// Prose without markup.
    Text(String),
    /// Prose with markup.
    Markdown {
        /// What it says.
        text: String,
        /// The topics that links in it lead to: the first is `waypost-topic:0`, the second `waypost-topic:1`.
        topics: Vec<TopicIx>,
    },
    /// One of several answers, or a grade.
    Answer {
        /// The key that chooses it.
        key: u8,
        /// What it says.
        text: String,
        /// The quieter second part.
        note: String,
        /// Whether it is right, where that is told.
        right: Option<bool>,
    },
    /// A figure, and what it is of.
    Fact {
        /// What it is of.
        name: String,
        /// What it comes to.
        text: String,
    },
    /// How far something is, which may lead there.
    Tally {
        /// What it is.
        text: String,
        /// The quieter second part.
        note: String,
        /// How far it is.
        counts: Counts,
        /// How many of the done topics are rusty.
        rusty: usize,
        /// Where it leads.
        target: Option<Target>,
    },
    /// A chart.
    Chart(Chart),
    /// One line of a list, which may lead somewhere.
    Item {
        /// What it says.
        text: String,
        /// The quieter second part.
        note: String,
        /// The status of the topic it leads to.
        status: Option<Status>,
        /// Where it leads.
        target: Option<Target>,
    },
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its blocks from top to bottom.
    pub blocks: Vec<Block>,
}

impl Page {
    /// Where its lines lead, in order; what its prose leads to is known where it is laid out ([`Spot`]).
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Item { target, .. } | Block::Tally { target, .. } => target.as_ref(),
            _ => None,
        })
    }

    /// The web links among them.
    pub fn links(&self) -> Vec<Link> {
        let urls = self.targets().filter_map(|target| match target {
            Target::Url(link) => Some(link.clone()),
            _ => None,
        });
        urls.collect()
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    pub(super) fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.blocks.push(Block::Text(text.to_owned()));
        }
    }

    pub(super) fn markdown(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.blocks.push(Block::Markdown {
                text: text.to_owned(),
                topics: Vec::new(),
            });
        }
    }

    /// The text of a lesson, whose references to topics are links.
    fn lesson_text(&mut self, state: &State, lesson: &Lesson) {
        let mut topics = Vec::new();
        let text = state.library.lesson_with_links(lesson, |topic| {
            topics.push(topic);
            format!("{TOPIC_SCHEME}{}", topics.len() - 1)
        });
        if !text.trim().is_empty() {
            self.blocks.push(Block::Markdown { text, topics });
        }
    }

    pub(super) fn item(&mut self, text: &str, note: &str, status: Option<Status>, target: Option<Target>) {
        self.blocks.push(Block::Item {
            text: text.to_owned(),
            note: note.to_owned(),
            status,
            target,
        });
    }

    /// A topic with its status, which leads there; one that is not known any more says so.
    pub(super) fn topic_item(&mut self, state: &State, ix: TopicIx) {
        let faded = state.mastery(ix).filter(|mastery| *mastery != Mastery::Fresh);
        let title = &state.library.topic(ix).title;
        let status = state.statuses.of(ix);
        let note = faded.map_or("", Mastery::name);
        self.item(title, note, Some(status), Some(Target::Topic(ix)));
    }

    /// The first step, of one group or of all, that is still open.
    fn next_here(&mut self, state: &State, walk: WalkRef, group: Option<usize>) {
        let library = &*state.library;
        let mut steps = library
            .steps_of(walk)
            .filter(|step| group.is_none_or(|group| step.group == group));
        let open = |status| matches!(status, Status::Todo | Status::Learning);
        if let Some(step) = steps.find(|&step| open(state.statuses.of(library.topic_of(step)))) {
            let ix = library.topic_of(step);
            self.heading("Next here");
            let content = library.step(step);
            let target = Target::Walk(walk, Some(ix));
            self.item(
                &content.title,
                &content.detail,
                Some(state.statuses.of(ix)),
                Some(target),
            );
        }
    }

    /// The first things that are so much worth saying about a file.
    fn remarks(&mut self, diagnostics: &[Diagnostic], least: Severity) {
        let remarks = diagnostics.iter().filter(|remark| remark.severity >= least);
        for remark in remarks.clone().take(3) {
            let text = format!("! {}:{} {}", remark.file.display(), remark.line, remark.message);
            self.item(&text, "", None, None);
        }
        if remarks.count() > 0 {
            self.text("`waypost check` shows every remark with its place in the file.");
        }
    }

    /// What a spec lists beside its paths; a link of it can be followed.
    fn listed(&mut self, heading: &str, listed: &[Listed]) {
        if listed.is_empty() {
            return;
        }
        self.heading(heading);
        for listed in listed {
            let mut links = listed.links.iter();
            let target = links.next().cloned().map(Target::Url);
            self.item(&listed.label(), &listed.detail, None, target);
            for link in links {
                self.item(&link.title, short(&link.url), None, Some(Target::Url(link.clone())));
            }
        }
    }

    fn links_section(&mut self, links: &[Link]) {
        if links.is_empty() {
            return;
        }
        self.heading("Links");
        for link in links {
            self.item(&link.title, short(&link.url), None, Some(Target::Url(link.clone())));
        }
    }
}

/// An address without what every address has.
fn short(url: &str) -> &str {
    url.trim_start_matches("https://").trim_end_matches('/')
}

/// The page of a list row; empty where a row has nothing to read.
pub fn of_row(state: &State, row: &Row) -> Page {
    let library = &*state.library;
    match row {
        Row::Agent(ix) => agent(state, *ix),
        Row::Path(at) => path(state, *at, None),
        Row::Group(at, group) => path(state, *at, Some(*group)),
        Row::Role(at) => role(state, *at),
        Row::Stack(at) | Row::ToolGroup(at, _) => stack(state, *at),
        Row::Roadmap(ix) => roadmap(state, *ix),
        Row::Tool(at) => tool(state, *at),
        Row::Name(name, lead) => self::name(state, name, *lead),
        Row::Step(_) | Row::Topic(_) | Row::LeftOff(..) | Row::Rusty(..) => row
            .topic(library)
            .map_or_else(Page::default, |ix| topic(state, ix, row)),
        Row::Next(suggestion) => {
            let mut page = topic(state, suggestion.topic, row);
            // In the list there may be no room for all of it.
            let reason = Block::Text(format!("{}.", capital(&suggestion.reason)));
            let standing = |block: &Block| matches!(block, Block::Standing(..));
            let place = page.blocks.iter().position(standing).map_or(0, |place| place + 1);
            page.blocks.insert(place, reason);
            page
        }
        Row::Lessons => lessons(state),
        Row::Part(_) => state.record_page(),
        Row::Goal(aim, words) => today::goal(state, *aim, words),
        Row::Invite(_) => today::invite(state),
        Row::Sweep(aim, topics) => today::sweep(state, *aim, *topics),
        Row::Due { .. } => super::review::due_page(state),
        Row::Heading(_) => Page::default(),
    }
}

fn standing(state: &State, ix: TopicIx) -> Block {
    let status = state.statuses.of(ix);
    let latest = state.statuses.mark(ix);
    let mut more = if state.is_unsaved(ix) {
        "not on disk yet".to_owned()
    } else {
        latest.map_or_else(String::new, |mark| next::ago(mark.at, state.now))
    };
    let mastery = state.mastery(ix);
    let minutes = state.seconds_today(ix) / 60;
    let minutes = (minutes > 0).then(|| format!("{minutes} min today"));
    let recall = state.recall(ix).filter(|_| mastery.is_some());
    let recall = recall.map(|recall| recall.told(state.calendar.day(state.now)));
    for said in minutes.into_iter().chain(recall) {
        if !more.is_empty() {
            more.push_str(", ");
        }
        more.push_str(&said);
    }
    Block::Standing(status, mastery, more)
}

pub(super) fn place(state: &State, at: WalkRef, group: Option<&str>) -> String {
    let library = &*state.library;
    let mut text = format!("{} › {}", library.owner_of(at), library.title_of(at));
    if let Some(group) = group {
        text.push_str(" › ");
        text.push_str(group);
    }
    text
}

/// A sentence of words.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn gauge(state: &State, row: &Row) -> Block {
    let topics = row.topics(&state.library);
    Block::Gauge(state.statuses.count(topics.iter().copied()), state.rusty_among(topics))
}

fn agent(state: &State, ix: AgentIx) -> Page {
    let library = &*state.library;
    let spec = library.agent(ix);
    let mut page = Page::default();
    page.blocks.push(Block::Title(spec.title.clone()));
    if !library.agent_topics(ix).is_empty() {
        page.blocks.push(gauge(state, &Row::Agent(ix)));
    }
    page.text(&spec.description);
    page.remarks(&spec.diagnostics, Severity::Warning);
    if !spec.capabilities.is_empty() {
        page.heading("Capabilities");
        page.text(&spec.capabilities.join(", "));
    }
    if !spec.levels.is_empty() {
        page.heading("Career progression");
        for (at, level) in library.levels_of(ix).zip(&spec.levels) {
            let counts = state.statuses.count(library.level_topics(at).iter().copied());
            let done = if counts.total > 0 {
                format!(" · {}/{}", counts.done, counts.total)
            } else {
                String::new()
            };
            page.item(&format!("{}{done}", level.name), &level.detail, None, None);
        }
    }
    if !spec.when_to_use.is_empty() {
        page.heading("When to use");
        for occasion in &spec.when_to_use {
            page.item(occasion, "", None, None);
        }
    }
    if !spec.trends.is_empty() {
        let year = spec.trends.iter().find_map(|trend| trend.year);
        page.heading(&year.map_or_else(|| "Trends".to_owned(), |year| format!("Trends ({year})")));
        for trend in &spec.trends {
            page.item(&trend.text, "", None, None);
        }
    }
    if !spec.related.is_empty() {
        page.heading("Related skills");
        for related in &spec.related {
            // Another agent of the packs is a step away.
            let there = state.library.agent_called(&related.name).filter(|there| *there != ix);
            page.item(&related.name, &related.detail, None, there.map(Target::Agent));
        }
    }
    for (heading, listed) in spec.beside() {
        page.listed(heading, listed);
    }
    let links: Vec<Link> = spec.links_left().into_iter().cloned().collect();
    page.links_section(&links);
    for section in &spec.more {
        let heading = if section.heading.is_empty() {
            "More"
        } else {
            &section.heading
        };
        page.heading(heading);
        page.markdown(&section.markdown);
    }
    if !spec.recognised.is_empty() {
        page.heading("How this spec was read");
        for section in &spec.recognised {
            page.item(&section.heading, &section.read_as.replace('_', " "), None, None);
        }
    }
    page
}

fn lessons(state: &State) -> Page {
    let mut page = Page::default();
    page.blocks
        .push(Block::Title(Row::Lessons.label(&state.library).to_owned()));
    page.blocks.push(gauge(state, &Row::Lessons));
    page.text("No path has a step for these: each lesson is a topic by itself.");
    page
}

fn path(state: &State, at: PathRef, group: Option<usize>) -> Page {
    let library = &*state.library;
    let content = library.path(at);
    let mut page = Page::default();
    let row = group.map_or(Row::Path(at), |group| Row::Group(at, group));
    page.blocks.push(Block::Title(row.label(library).to_owned()));
    let within = if group.is_some() {
        place(state, at.into(), None)
    } else {
        library.agent(at.agent).title.clone()
    };
    page.blocks.push(Block::Place(within));
    page.blocks.push(gauge(state, &row));
    page.markdown(&content.intro);
    page.next_here(state, at.into(), group);
    page
}

fn role(state: &State, at: RoleRef) -> Page {
    let library = &*state.library;
    let content = library.role(at);
    let mut page = Page::default();
    page.blocks.push(Block::Title(content.name.clone()));
    page.blocks.push(Block::Place(library.agent(at.agent).title.clone()));
    if library.role_topics(at).is_empty() {
        page.text(&content.detail);
        page.heading("Learn it by");
        page.text("This role names no topic of its own. Every path of its agent leads to it:");
        for path in library.paths_of(at.agent) {
            page.item(
                &library.path(path).title,
                "",
                None,
                Some(Target::Walk(path.into(), None)),
            );
        }
    } else {
        page.blocks.push(gauge(state, &Row::Role(at)));
        page.text(&content.detail);
    }
    if let Some(track) = library.track_of(at) {
        if content.detail != *track.summary {
            page.text(&track.summary);
        }
        page.remarks(&track.diagnostics, Severity::Warning);
    }
    page.links_section(&content.links);
    page
}

fn stack(state: &State, at: StackRef) -> Page {
    let library = &*state.library;
    let content = library.stack(at);
    let mut page = Page::default();
    page.blocks.push(Block::Title(content.title.clone()));
    page.blocks.push(Block::Place(library.agent(at.agent).title.clone()));
    let row = Row::Stack(at);
    if row.topics(library).is_empty() {
        page.text("None of these tools is a topic of a path.");
    } else {
        page.blocks.push(gauge(state, &row));
        page.text("Counted are the topics these tools lead to.");
    }
    page.markdown(&content.intro);
    page
}

fn tool(state: &State, at: ToolRef) -> Page {
    let library = &*state.library;
    let content = library.tool(at);
    if let Some(ix) = Row::Tool(at).topic(library) {
        let mut page = topic(state, ix, &Row::Topic(ix));
        let text = [content.name.as_str(), content.note.as_str()].join(" · ");
        page.blocks.insert(
            1,
            Block::Text(format!(
                "In {}: {}",
                library.stack(at.stack).title,
                text.trim_end_matches(" · ")
            )),
        );
        return page;
    }
    let mut page = Page::default();
    page.blocks.push(Block::Title(content.name.clone()));
    page.blocks.push(Block::Place(format!(
        "{} › {}",
        library.agent(at.stack.agent).title,
        library.stack(at.stack).title
    )));
    page.text(&content.note);
    let topics = library.tool_topics(at);
    if topics.is_empty() {
        page.text("No path has this as a topic, so there is nothing to mark.");
    } else {
        page.heading("Learned in");
        for &ix in topics {
            page.item(
                &library.topic(ix).title,
                "",
                Some(state.statuses.of(ix)),
                Some(Target::Topic(ix)),
            );
        }
    }
    page.links_section(&content.links);
    page
}

fn name(state: &State, name: &str, lead: Option<Lead>) -> Page {
    match lead {
        Some(Lead::Topic(ix)) => topic(state, ix, &Row::Topic(ix)),
        Some(Lead::Within(ix)) => {
            let mut page = Page::default();
            page.blocks.push(Block::Title(name.to_owned()));
            page.text("Not a topic of its own; it is learned as part of this one:");
            let title = &state.library.topic(ix).title;
            page.item(title, "", Some(state.statuses.of(ix)), Some(Target::Topic(ix)));
            page
        }
        None => {
            let mut page = Page::default();
            page.blocks.push(Block::Title(name.to_owned()));
            page.text("The role asks for this, but no path has it as a topic.");
            page
        }
    }
}
