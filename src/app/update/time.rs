//! The time with topics: recorded as it is measured, and put right by the learner.

use tui_input::Input;

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::state::{Overlay, State};
use crate::learn::spent::{DAY, correction};
use crate::progress::event::Action;

use super::mark::{record, record_quietly};

/// Records what was measured, if anything was.
pub(super) fn keep(state: &mut State, spent: Option<Action>) -> Vec<Effect> {
    spent.map_or_else(Vec::new, |action| record_quietly(state, action))
}

/// Asks how many minutes were spent on the topic one is on.
pub(super) fn ask(state: &mut State) {
    let Some(topic) = state.subject().and_then(|row| row.topic(&state.library)) else {
        let why = format!(
            "Time is for topics: go into the list with {}",
            state.key(Command::Enter)
        );
        state.warn(why);
        return;
    };
    state.overlay = Some(Overlay::Minutes {
        topic: state.library.lasting_id(topic).to_owned(),
        title: state.library.topic(topic).title.clone(),
        so_far: state.seconds_today(topic) / 60,
        input: Input::default(),
    });
}

/// Makes it what was typed.
pub(super) fn correct(state: &mut State, topic: &str, title: &str, typed: &str) -> Vec<Effect> {
    let Some(minutes) = typed.parse::<u32>().ok().filter(|minutes| *minutes <= DAY) else {
        state.warn(format!("Nothing was changed: give whole minutes, from 0 to {DAY}"));
        return Vec::new();
    };
    let Some(ix) = state.library.topic_by_id(topic) else {
        state.warn(format!("No pack has {title} any more"));
        return Vec::new();
    };
    // What is being measured counts up to now, and anew from here on.
    let spent = state.stop_timer();
    let mut effects = keep(state, spent);
    let today = state.calendar.day(state.now);
    let found = correction(&state.library, &state.progress, &state.calendar, ix, today, minutes);
    let said = format!("{title}: {minutes} min today");
    match found {
        Some(action) => effects.extend(record(state, action, said)),
        None => state.say(said),
    }
    effects
}
