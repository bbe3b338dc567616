//! Going into things, jumping to things, and coming back.

use crate::app::command::Tab;
use crate::app::layout::Pane;
use crate::app::msg::Effect;
use crate::app::page::Target;
use crate::app::rows::{self, Row};
use crate::app::state::{Filter, PageCursor, State, View, Visited};
use crate::content::library::{AgentIx, RoleRef, StepRef, TopicIx, WalkRef};
use crate::content::search::Item;
use crate::learn::aim::Aim;

use super::place::Place;
use super::{links, moves, reading};

/// Places remembered on the way back; older ones are forgotten.
const REMEMBERED: usize = 100;

/// Shows a tab as it was left.
pub(super) fn show(state: &mut State, tab: Tab) {
    state.zoomed = false;
    state.arrive(tab);
    if tab == Tab::Today {
        let place = Place::of(state);
        state.refresh_today();
        place.regain(state);
    }
    moves::settle(state);
}

/// Goes into what is selected: a row's own list, its page, or the place it stands for.
pub(super) fn enter(state: &mut State) -> Vec<Effect> {
    match state.here().focus {
        Pane::Right => reading::follow(state),
        Pane::Left => {
            enter_left(state);
            Vec::new()
        }
        Pane::Middle => {
            enter_middle(state);
            Vec::new()
        }
    }
}

/// Follows a link of the page that is read: what is to be read is read on, with the way back to where one was.
pub(super) fn follow(state: &mut State, target: &Target) -> Vec<Effect> {
    if let Target::Url(link) = target {
        state.say(format!("Opening {} …", link.url));
        return links::open(link.clone());
    }
    let zoomed = state.zoomed;
    jump(state, target);
    if matches!(target, Target::Topic(_)) {
        moves::focus(state, Pane::Right);
        state.zoomed = zoomed;
        moves::follow(state);
    }
    Vec::new()
}

/// Gives the reading pane the keys.
pub(super) fn read(state: &mut State) {
    go_in(state, Pane::Right);
}

fn enter_left(state: &mut State) {
    match state.left_row() {
        Some(Row::Agent(agent)) if !state.is_open(agent) && has_rows(state, agent) => unfold(state, agent),
        Some(Row::Agent(_) | Row::Part(_)) => go_in(state, Pane::Right),
        Some(_) => go_in(state, Pane::Middle),
        None => {}
    }
}

fn has_rows(state: &State, agent: AgentIx) -> bool {
    rows::has_rows(&state.library, state.tab, agent)
}

fn unfold(state: &mut State, agent: AgentIx) {
    state.open.insert(agent);
    moves::settle(state);
}

/// Folds the agent one is on. Inside it the key does nothing: one press too many must not take the list away.
pub(super) fn fold(state: &mut State) {
    if let Some(Row::Agent(agent)) = state.left_row() {
        state.open.remove(&agent);
        moves::settle(state);
    }
}

/// To the right of a folded agent are its own rows, then the next pane.
pub(super) fn unfold_here(state: &mut State) -> bool {
    match state.left_row() {
        Some(Row::Agent(agent)) if !state.is_open(agent) && has_rows(state, agent) => {
            unfold(state, agent);
            true
        }
        _ => false,
    }
}

fn enter_middle(state: &mut State) {
    let Some(row) = state.middle_row() else { return };
    match row {
        Row::Step(_) | Row::Name(_, None) => go_in(state, Pane::Right),
        Row::Tool(at) => {
            let own = row.topic(&state.library);
            match own.or_else(|| state.library.tool_topics(at).first().copied()) {
                Some(topic) => to_topic(state, topic, Some(at.stack.agent)),
                None => go_in(state, Pane::Right),
            }
        }
        Row::Name(_, Some(lead)) => to_topic(state, lead.topic(), agent_on_left(state)),
        Row::Topic(topic) if is_at_home(state, topic) => go_in(state, Pane::Right),
        Row::Goal(Aim::Role(at), _) => jump(state, &Target::Role(at)),
        Row::Goal(Aim::Path(at), _) => to_walk(state, at.into()),
        Row::Goal(Aim::Roadmap(ix), _) => jump(state, &Target::Roadmap(ix)),
        Row::Invite(_) => super::welcome::open(state),
        Row::Sweep(aim, _) => super::placement::begin_for(state, aim),
        Row::Due { .. } => {
            remember_view(state);
            show(state, Tab::Review);
            state.begin_review();
        }
        Row::Topic(topic) | Row::LeftOff(topic, _) | Row::Rusty(topic, _) => {
            to_topic(state, topic, agent_on_left(state));
        }
        Row::Next(suggestion) => match suggestion.step {
            Some(step) => to_step(state, step),
            None => to_topic(state, suggestion.topic, None),
        },
        Row::Lessons => to_lessons(state),
        Row::Path(path) => to_walk(state, path.into()),
        Row::Roadmap(roadmap) => to_walk(state, roadmap.into()),
        Row::Agent(agent) => jump_to_left(state, Tab::Paths, &Row::Agent(agent)),
        Row::Part(_) | Row::Heading(_) | Row::Group(..) | Row::Role(_) | Row::Stack(_) | Row::ToolGroup(..) => {}
    }
}

/// Whether a topic stands where one would be sent to for it.
fn is_at_home(state: &State, topic: TopicIx) -> bool {
    match state.left_row() {
        Some(Row::Lessons) => true,
        Some(Row::Role(_)) => state.library.topic(topic).steps.is_empty(),
        _ => false,
    }
}

fn agent_on_left(state: &State) -> Option<AgentIx> {
    match state.left_row()? {
        Row::Agent(agent) => Some(agent),
        Row::Role(at) => Some(at.agent),
        Row::Stack(at) | Row::ToolGroup(at, _) => Some(at.agent),
        Row::Path(at) | Row::Group(at, _) => Some(at.agent),
        _ => None,
    }
}

/// Gives a pane further in the keys, and remembers the way back.
fn go_in(state: &mut State, pane: Pane) {
    let from = state.here().focus;
    moves::focus(state, pane);
    if state.here().focus != from {
        remember(state, Visited::Pane(state.tab, from));
    }
}

fn remember(state: &mut State, place: Visited) {
    if state.visited.len() == REMEMBERED {
        state.visited.remove(0);
    }
    state.visited.push(place);
}

/// Back: out of the full width, to where one jumped or went in from, else one pane to the left.
pub(super) fn back(state: &mut State) {
    // What was read at full width before is gone back to at full width.
    let was_zoomed = matches!(state.visited.last(), Some(Visited::View(view)) if view.zoomed);
    if state.zoomed && !was_zoomed {
        state.zoomed = false;
        moves::follow(state);
        return;
    }
    while let Some(place) = state.visited.pop() {
        match place {
            Visited::Pane(tab, pane) => {
                // A way one has walked back by hand since is no step back any more.
                if tab == state.tab && pane < state.here().focus {
                    moves::focus(state, pane);
                    return;
                }
            }
            Visited::View(view) => {
                let View {
                    tab,
                    browse,
                    filter,
                    place,
                    zoomed,
                } = *view;
                state.tab = tab;
                state.zoomed = zoomed;
                state.filter = filter;
                *state.here_mut() = browse;
                // The lists may have changed since.
                return place.regain(state);
            }
        }
    }
    moves::pane(state, -1, false);
}

/// Remembers all that is shown, to come back to.
pub(super) fn remember_view(state: &mut State) {
    let view = View {
        tab: state.tab,
        browse: *state.here(),
        filter: state.filter,
        place: Place::of(state),
        zoomed: state.zoomed,
    };
    remember(state, Visited::View(Box::new(view)));
}

/// Jumps to where a line of a page leads.
pub(super) fn jump(state: &mut State, target: &Target) {
    match target {
        Target::Topic(topic) => to_topic(state, *topic, None),
        Target::Walk(walk, topic) => match topic.and_then(|topic| step_in(state, *walk, topic)) {
            Some(step) => to_step(state, step),
            None => to_walk(state, *walk),
        },
        Target::Role(at) => jump_to_left(state, Tab::Roles, &Row::Role(*at)),
        Target::Roadmap(ix) => jump_to_left(state, Tab::Roadmaps, &Row::Roadmap(*ix)),
        Target::Tool(at) => {
            jump_to_left(state, Tab::Stacks, &Row::Stack(at.stack));
            select_in_middle(state, &Row::Tool(*at));
        }
        Target::Agent(ix) => jump_to_left(state, Tab::Paths, &Row::Agent(*ix)),
        Target::Lessons => to_lessons(state),
        Target::Url(_) => {}
    }
}

/// Jumps to something that was found.
pub(super) fn jump_to_item(state: &mut State, item: Item) {
    match item {
        Item::Agent(ix) => jump_to_left(state, Tab::Paths, &Row::Agent(ix)),
        Item::Path(at) => to_walk(state, at.into()),
        Item::Topic(ix) => to_topic(state, ix, None),
        Item::Role(at) => jump(state, &Target::Role(at)),
        Item::Tool(at) => jump(state, &Target::Tool(at)),
        Item::Roadmap(ix) => jump(state, &Target::Roadmap(ix)),
    }
}

fn step_in(state: &State, walk: WalkRef, topic: TopicIx) -> Option<StepRef> {
    state
        .library
        .topic(topic)
        .steps
        .iter()
        .copied()
        .find(|step| step.walk == walk)
}

/// To a topic's first step, in a given agent where that has one; when no path meets it, to its place in the goal, in the
/// first role that asks for it, or among the lessons.
fn to_topic(state: &mut State, topic: TopicIx, agent: Option<AgentIx>) {
    let steps = &state.library.topic(topic).steps;
    let is_wanted = |step: &&StepRef| agent.is_some() && step.walk.path().map(|path| path.agent) == agent;
    let wanted = steps.iter().find(is_wanted);
    if let Some(step) = wanted.or(steps.first()).copied() {
        to_step(state, step);
        return;
    }
    let mut roles: Vec<RoleRef> = state.library.topic(topic).roles.to_vec();
    if let Some(Aim::Role(goal)) = state.aim() {
        roles.sort_by_key(|role| *role != goal);
    }
    let role = roles.into_iter().find(|role| state.library.track_of(*role).is_some());
    match role {
        Some(role) => jump_to_left(state, Tab::Roles, &Row::Role(role)),
        None => jump_to_left(state, Tab::Paths, &Row::Lessons),
    }
    select_in_middle(state, &Row::Topic(topic));
}

fn to_step(state: &mut State, step: StepRef) {
    show_walk(state, step.walk);
    select_in_middle(state, &Row::Step(step));
}

fn to_lessons(state: &mut State) {
    jump_to_left(state, Tab::Paths, &Row::Lessons);
    moves::focus(state, Pane::Middle);
}

fn to_walk(state: &mut State, walk: WalkRef) {
    show_walk(state, walk);
    moves::focus(state, Pane::Middle);
}

/// Shows what is walked, in the list it stands in.
fn show_walk(state: &mut State, walk: WalkRef) {
    match walk {
        WalkRef::Path(path) => jump_to_left(state, Tab::Paths, &Row::Path(path)),
        WalkRef::Roadmap(roadmap) => jump_to_left(state, Tab::Roadmaps, &Row::Roadmap(roadmap)),
    }
}

/// Shows a row of a tab's left list, opening its agent and giving up the full width where that hides it.
fn jump_to_left(state: &mut State, tab: Tab, row: &Row) {
    let from = state.tab;
    remember_view(state);
    let agent = match row {
        Row::Agent(agent) => Some(*agent),
        Row::Path(at) => Some(at.agent),
        Row::Role(at) => Some(at.agent),
        Row::Stack(at) => Some(at.agent),
        _ => None,
    };
    state.open.extend(agent);
    state.arrive(tab);
    let Some(at) = state.left_rows().iter().position(|other| other == row) else {
        state.tab = from;
        state.visited.pop();
        return;
    };
    state.zoomed = false;
    moves::select(state, Pane::Left, at);
    state.here_mut().page = PageCursor::default();
    moves::focus(state, Pane::Left);
    let narrow = state.layout().is_none_or(|layout| layout.panes.len() == 1);
    if narrow {
        // The only pane shows what was asked for, not the list it stands in.
        let pane = if state.middle_rows().is_empty() || matches!(row, Row::Agent(_)) {
            Pane::Right
        } else {
            Pane::Middle
        };
        moves::focus(state, pane);
    }
}

fn select_in_middle(state: &mut State, row: &Row) {
    let mut at = state.middle_rows().iter().position(|other| other == row);
    if at.is_none() && state.filter != Filter::All {
        state.filter = Filter::All;
        state.say("Showing all steps again: the filter hid this one");
        at = state.middle_rows().iter().position(|other| other == row);
    }
    let Some(at) = at else { return };
    moves::focus(state, Pane::Middle);
    moves::select(state, Pane::Middle, at);
    state.here_mut().page = PageCursor::default();
    if state.layout().is_none_or(|layout| layout.panes.len() == 1) {
        moves::focus(state, Pane::Right);
    }
}
