//! A sweep over topics: one key each, and one event for all of it.

use crate::app::command::{Command, Tab};
use crate::app::layout::Pane;
use crate::app::msg::Effect;
use crate::app::placement::{Asked, Placement, Said, Tally, question, topics_of};
use crate::app::rows::Row;
use crate::app::state::{PageCursor, State, Wish};
use crate::content::library::TopicIx;
use crate::learn::aim::{Aim, Way};
use crate::learn::cards::FaceAnswer;
use crate::progress::event::Status;

use super::{go, mark, moves};

/// Sweeps what is selected, where that is a set of topics, else the goal.
pub(super) fn begin(state: &mut State) {
    let selected = match state.tab {
        Tab::Today => state.middle_row(),
        _ => state.left_row(),
    };
    let aim = selected.as_ref().and_then(|row| match row {
        Row::Role(at) => Some(Aim::Role(*at)),
        Row::Path(at) => Some(Aim::Path(*at)),
        Row::Roadmap(ix) => Some(Aim::Roadmap(*ix)),
        Row::Goal(aim, _) | Row::Sweep(aim, _) => Some(*aim),
        _ => None,
    });
    if let Some(aim) = aim.filter(|aim| !aim.topics(&state.library).is_empty()) {
        return begin_for(state, aim);
    }
    let set = selected.filter(|row| row.topic(&state.library).is_none());
    if let Some(row) = set.filter(|row| !row.topics(&state.library).is_empty()) {
        let own = row.topics(&state.library);
        let way = Way::new(&state.library, &state.statuses, &own);
        let is_open = |topic: &TopicIx| way.is_own(*topic) && state.statuses.of(*topic) == Status::Todo;
        let topics = way.topics().iter().copied().filter(is_open).collect();
        let title = row.set_title(&state.library).to_owned();
        return sweep(state, None, title, topics);
    }
    if let Some(aim) = state.aim() {
        return begin_for(state, aim);
    }
    let key = state.key(Command::Goal);
    state.warn(format!(
        "Select a role, path, group or roadmap to say what of it you know; or set a goal with `{key}`"
    ));
}

/// Sweeps the topics on the way to something.
pub(super) fn begin_for(state: &mut State, aim: Aim) {
    let title = aim.title(&state.library).to_owned();
    let topics = topics_of(state, aim);
    sweep(state, Some(aim), title, topics);
}

fn sweep(state: &mut State, aim: Option<Aim>, title: String, topics: Vec<TopicIx>) {
    if topics.is_empty() {
        state.say(format!(
            "Nothing to judge in {title}: all of it is begun, done or skipped"
        ));
        return;
    }
    state.zoomed = false;
    state.make_desk();
    state.placement = Some(Placement {
        title,
        aim,
        said: vec![None; topics.len()],
        topics,
        at: 0,
        asked: None,
        is_over: false,
        before: *state.here(),
    });
    to_top(state);
}

/// The page has the keys that scroll, and begins at its top.
fn to_top(state: &mut State) {
    let here = state.here_mut();
    here.focus = Pane::Right;
    here.page = PageCursor::default();
}

/// Handles a command while a sweep has the screen; `None` when none has.
pub(super) fn command(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    let placement = state.placement.as_ref()?;
    state.layout()?;
    if placement.is_over {
        return after(state, command);
    }
    match command {
        Command::Place(said) => return Some(say(state, said)),
        Command::Following => step(state, 1),
        Command::Previous => step(state, -1),
        Command::AskOne => ask(state),
        Command::Choose(number) => answer(state, usize::from(number)),
        Command::Reveal => reveal(state),
        Command::Back | Command::Quit => return Some(finish(state)),
        _ if keeps_its_meaning(command) => return None,
        _ => remind(state),
    }
    Some(Vec::new())
}

/// Whether a command does in a sweep, and after it, what it does everywhere: to scroll, and to see to the screen.
fn keeps_its_meaning(command: Command) -> bool {
    matches!(
        command,
        Command::Up
            | Command::Down
            | Command::Top
            | Command::Bottom
            | Command::HalfUp
            | Command::HalfDown
            | Command::PageUp
            | Command::PageDown
            | Command::Help
            | Command::Theme
            | Command::Redraw
            | Command::Suspend
    )
}

/// Commands on what a sweep came to.
fn after(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::Back => {
            close(state);
            Some(Vec::new())
        }
        Command::Undo => {
            close(state);
            Some(mark::undo(state))
        }
        Command::Enter | Command::ToggleDone => {
            close(state);
            go::show(state, Tab::Today);
            state.select_first_of_today();
            Some(Vec::new())
        }
        Command::Redo | Command::Show(_) => {
            close(state);
            None
        }
        Command::Quit => None,
        _ if keeps_its_meaning(command) => None,
        _ => {
            let [enter, undo] = [Command::Enter, Command::Undo].map(|command| state.key(command).to_owned());
            state.say(format!("{enter} shows what is next; `{undo}` takes all of it back"));
            Some(Vec::new())
        }
    }
}

/// Gives the screen back as it was.
fn close(state: &mut State) {
    if let Some(placement) = state.placement.take() {
        *state.here_mut() = placement.before;
        moves::settle(state);
    }
}

/// Says of the topic in sight how well it is known, and goes on to the next.
fn say(state: &mut State, said: Said) -> Vec<Effect> {
    let Some(placement) = &mut state.placement else {
        return Vec::new();
    };
    placement.said[placement.at] = Some(said);
    placement.asked = None;
    if placement.at + 1 == placement.topics.len() {
        return finish(state);
    }
    placement.at += 1;
    to_top(state);
    Vec::new()
}

/// Says which keys judge a topic.
fn remind(state: &mut State) {
    let judging = [Said::Known, Said::Shaky, Said::New];
    let keys = judging.map(|said| format!("{} {}", state.key(Command::Place(said)), said.name()));
    let leave = state.key(Command::Back);
    state.say(format!("Say how well you know it: {}; {leave} leaves", keys.join(", ")));
}

/// To the next topic without a word, or to the one before.
fn step(state: &mut State, by: isize) {
    let Some(placement) = &mut state.placement else { return };
    if by < 0 && placement.asked.take().is_some() {
        // Back from the question to its topic.
        return to_top(state);
    }
    let to = placement
        .at
        .checked_add_signed(by)
        .filter(|&to| to < placement.topics.len());
    let Some(to) = to else {
        let why = if by < 0 {
            "This is the first topic"
        } else {
            "This is the last topic"
        };
        return state.say(why);
    };
    placement.at = to;
    placement.asked = None;
    to_top(state);
}

/// Asks a question about the topic in sight.
fn ask(state: &mut State) {
    let topic = state.placement.as_ref().and_then(Placement::topic);
    let Some((topic, desk)) = topic.zip(state.review.desk.as_ref()) else {
        return;
    };
    let Some(card) = question(&state.library, &desk.deck, topic) else {
        return state.say("Nothing is asked about this topic");
    };
    let asked = match desk.deck.face(&state.library, card, 0).answer {
        FaceAnswer::Choice { choices, .. } => Asked::Choosing(card, choices.len()),
        FaceAnswer::Recall(_) => Asked::Recalling(card),
    };
    if let Some(placement) = &mut state.placement {
        placement.asked = Some(asked);
    }
    to_top(state);
}

/// Chooses an answer; `number` is counted from 1.
fn answer(state: &mut State, number: usize) {
    match state.placing_asks() {
        Some(Asked::Choosing(card, count)) if (1..=count).contains(&number) => {
            let Some(desk) = &state.review.desk else { return };
            let FaceAnswer::Choice { right, .. } = desk.deck.face(&state.library, card, 0).answer else {
                return;
            };
            let said = if right + 1 == number {
                "Right. Do you know it?".to_owned()
            } else {
                format!("Wrong, it is {}. Do you know it?", right + 1)
            };
            answered(state, Asked::Answered(card, Some(number - 1)));
            state.say(said);
        }
        Some(Asked::Choosing(_, count)) => state.warn(format!("The answers are numbered 1 to {count}")),
        Some(Asked::Recalling(_)) => {
            let key = state.key(Command::Reveal);
            state.warn(format!("First the answer: {key} shows it"));
        }
        _ => remind(state),
    }
}

fn reveal(state: &mut State) {
    match state.placing_asks() {
        Some(Asked::Recalling(card)) => answered(state, Asked::Answered(card, None)),
        Some(Asked::Choosing(_, count)) => state.say(format!("Choose an answer by its number, 1 to {count}")),
        _ => remind(state),
    }
}

fn answered(state: &mut State, asked: Asked) {
    if let Some(placement) = &mut state.placement {
        placement.asked = Some(asked);
    }
    to_top(state);
    state.wish = Some(Wish::Answer);
}

/// Records what was said, and shows what it came to; where nothing was, the sweep is left at once.
pub(super) fn finish(state: &mut State) -> Vec<Effect> {
    let Some(placement) = &mut state.placement else {
        return Vec::new();
    };
    if placement.is_over {
        return Vec::new();
    }
    let Tally { known, shaky, new, .. } = placement.tally();
    if known + shaky + new == 0 {
        close(state);
        let key = state.key(Command::Sweep);
        state.say(format!("Left, and nothing is changed; `{key}` takes it up again"));
        return Vec::new();
    }
    placement.is_over = true;
    placement.asked = None;
    let action = state.placement.as_ref().and_then(|placement| placement.action(state));
    to_top(state);
    let Some(action) = action else {
        state.say("All of it is new: nothing to record");
        return Vec::new();
    };
    let topics = action.topics().len();
    let said = if topics == 1 {
        "1 topic placed".to_owned()
    } else {
        format!("{topics} topics placed")
    };
    mark::record(state, action, said)
}
