//! Marking, undo and redo: every change of progress is an event on its way to the disk.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::state::{Notice, State};
use crate::content::library::{Lead, TopicIx};
use crate::learn::standing::Statuses;
use crate::progress::event::{Action, Event, EventId, Status};
use crate::progress::fold::Step;

use super::place::Place;
use crate::app::rows::Row;

/// Marks the topic one is on.
pub(super) fn mark(state: &mut State, command: Command) -> Vec<Effect> {
    let Some(row) = state.subject() else {
        state.warn("There is nothing to mark here");
        return Vec::new();
    };
    let Some(topic) = row.topic(&state.library) else {
        let why = why_not(state, &row);
        state.warn(why);
        return Vec::new();
    };
    let before = state.statuses.of(topic);
    let status = match command {
        Command::MarkLearning => Status::Learning,
        Command::MarkSkipped => Status::Skipped,
        Command::MarkTodo => Status::Todo,
        Command::ToggleDone if before == Status::Done => Status::Todo,
        _ => Status::Done,
    };
    let title = state.library.topic(topic).title.clone();
    if before == status {
        state.say(format!("{title} is {} already", word(status)));
        return Vec::new();
    }
    let ids = vec![state.library.lasting_id(topic).to_owned()];
    let said = format!("{title}: {}{}", word(status), elsewhere(state, topic));
    record(state, Action::Mark { topics: ids, status }, said)
}

/// What the screen calls a status.
pub fn word(status: Status) -> &'static str {
    match status {
        Status::Todo => "todo",
        Status::Learning => "in progress",
        Status::Done => "done",
        Status::Skipped => "skipped",
    }
}

fn why_not(state: &State, row: &Row) -> String {
    match row {
        Row::Name(name, Some(Lead::Within(topic))) => {
            format!(
                "{name} is part of {}; {} goes there",
                state.library.topic(*topic).title,
                state.key(Command::Enter)
            )
        }
        Row::Name(name, None) => format!("No path has {name} as a topic"),
        Row::Tool(at) => format!("No path has {} as a topic", state.library.tool(*at).name),
        _ => format!(
            "Marks are for topics: go into the list with {}",
            state.key(Command::Enter)
        ),
    }
}

/// ", and in 2 other places": learn once, counted everywhere.
fn elsewhere(state: &State, topic: TopicIx) -> String {
    let paths = state.library.topic_paths(topic).len();
    let agents = state.library.topic_agents(topic).len();
    let roadmaps = state.library.topic_roadmaps(topic).len();
    let topic = state.library.topic(topic);
    let counted = [
        (agents, "agent", agents > 1),
        (paths, "path", paths > 1 && agents == 1),
        (topic.tools.len(), "stack entry", true),
        (topic.roles.len(), "role", true),
        (roadmaps, "roadmap", true),
    ];
    let parts: Vec<String> = counted
        .iter()
        .filter(|(count, _, shown)| *shown && *count > 0)
        .map(|(count, noun, _)| match (*count, *noun) {
            (1, noun) => format!("1 {noun}"),
            (count, "stack entry") => format!("{count} stack entries"),
            (count, noun) => format!("{count} {noun}s"),
        })
        .collect();
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => format!(" · counts in {only}"),
        Some((last, rest)) => format!(" · counts in {} and {last}", rest.join(", ")),
    }
}

/// Takes the last action back.
pub(super) fn undo(state: &mut State) -> Vec<Effect> {
    let Some(step) = state.progress.undoable() else {
        state.say("There is nothing to undo");
        return Vec::new();
    };
    take_back(state, Action::Undo { of: step.of }, &step, "Undone")
}

/// Carries out again what was taken back last.
pub(super) fn redo(state: &mut State) -> Vec<Effect> {
    let Some(step) = state.progress.redoable() else {
        state.say("There is nothing to redo");
        return Vec::new();
    };
    take_back(state, Action::Redo { of: step.of }, &step, "Redone")
}

/// Records an undo or redo, and says what came of it.
fn take_back(state: &mut State, action: Action, step: &Step, what: &str) -> Vec<Effect> {
    let before = state.statuses.clone();
    let effects = record(state, action, String::new());
    let (changes, gone) = state.statuses.changes_by(step, &before, &state.library);
    let outcome = match (changes.as_slice(), gone.as_slice()) {
        ([(topic, _, to)], []) => format!("{} is {} again", state.library.topic(*topic).title, word(*to)),
        ([], [change]) => format!("{}, which no pack has now, is {} again", change.topic, word(change.to)),
        ([], []) => "nothing changes, since another mark says the same".to_owned(),
        _ => format!("{} topics have changed back", changes.len() + gone.len()),
    };
    state.notice.text = format!("{what}; {outcome}");
    effects
}

/// Counts an action at once, shows it as on its way, and sends it to the disk.
pub(super) fn record(state: &mut State, action: Action, said: String) -> Vec<Effect> {
    let event = state.stamper.stamp(action, state.now);
    let place = Place::of(state);
    state.progress.add(event.clone());
    state.remember(&event);
    state.notice = Notice {
        text: said,
        event: Some(event.id),
        ..Notice::default()
    };
    state.unsaved.push(event.clone());
    recount(state, &place);
    vec![Effect::Append(vec![event])]
}

/// Counts an action that nobody has asked for and that changes no status, and sends it to the disk.
pub(super) fn record_quietly(state: &mut State, action: Action) -> Vec<Effect> {
    let event = state.stamper.stamp(action, state.now);
    state.progress.add(event.clone());
    state.remember(&event);
    state.unsaved.push(event.clone());
    vec![Effect::Append(vec![event])]
}

/// Sends to the disk again what was there and is gone: the log was deleted, or an older one took its place.
pub(super) fn record_again(state: &mut State, ids: &[EventId]) -> Vec<Effect> {
    let known = ids.iter().filter_map(|&id| state.progress.entry(id));
    let events: Vec<Event> = known.map(|entry| entry.event.clone()).collect();
    if events.is_empty() {
        return Vec::new();
    }
    let marks = if events.len() == 1 {
        "1 mark was".to_owned()
    } else {
        format!("{} marks were", events.len())
    };
    state.warn(format!(
        "{marks} gone from the disk, since your log was deleted or replaced; written again"
    ));
    state.unsaved.extend(events.clone());
    vec![Effect::Append(events)]
}

/// Takes in what another instance or device wrote.
pub(super) fn arrived(state: &mut State, events: &[Event]) {
    let before = state.statuses.clone();
    let place = Place::of(state);
    for event in events {
        state.stamper.seen(event.id);
    }
    state.progress.extend(events.iter().cloned());
    for event in events {
        state.remember(event);
    }
    recount(state, &place);
    match state.statuses.changes_since(&before).as_slice() {
        [] => {}
        [(topic, _, to)] => {
            let title = &state.library.topic(*topic).title;
            state.say(format!("{title} is {} now, marked elsewhere", word(*to)));
        }
        topics => state.say(format!("{} topics were marked elsewhere", topics.len())),
    }
}

/// A mark may move or hide rows; the cursors stay with what they were on.
fn recount(state: &mut State, place: &Place) {
    state.statuses = Statuses::new(&state.library, &state.progress);
    state.today_changed();
    place.regain(state);
}
