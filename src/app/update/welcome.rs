//! Asking what the learner heads for, and keeping what was answered.

use tui_input::InputRequest;

use crate::app::command::{Command, Tab};
use crate::app::msg::Effect;
use crate::app::placement;
use crate::app::state::{Overlay, State};
use crate::app::welcome::{self, Step, Welcome, What, ask};
use crate::learn::aim::Aim;
use crate::progress::event::{Action, Goal};

use super::{go, mark, placement as sweep};

/// Asks a newcomer, who has never done anything: what was recorded or answered once is not asked again.
pub fn greet(state: &mut State) {
    if state.progress.is_empty() && welcome::all_aims(&state.library).next().is_some() {
        state.overlay = Some(Overlay::Welcome(Box::new(welcome::first_question(state, true))));
    }
}

/// Asks for another goal, or for other terms of it.
pub(super) fn open(state: &mut State) {
    if welcome::all_aims(&state.library).next().is_none() {
        state.warn("The packs have no role, path or roadmap with topics to head for");
        return;
    }
    state.overlay = Some(Overlay::Welcome(Box::new(welcome::first_question(state, false))));
}

/// Handles a command while the questions are asked; `None` when they are not.
pub(super) fn command(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    let Some(Overlay::Welcome(welcome)) = &state.overlay else {
        return None;
    };
    state.layout()?;
    Some(match command {
        Command::Enter => {
            let Some(what) = welcome.chosen() else {
                return Some(Vec::new());
            };
            choose(state, what)
        }
        Command::Back | Command::Quit => leave(state, false),
        Command::Redraw => vec![Effect::Redraw],
        Command::Suspend => vec![Effect::Suspend],
        other => {
            super::overlays::move_by(state, other);
            Vec::new()
        }
    })
}

/// Takes the questions out of the overlay; the caller puts them back, or something else.
fn take(state: &mut State) -> Option<Box<Welcome>> {
    match state.overlay.take() {
        Some(Overlay::Welcome(welcome)) => Some(welcome),
        other => {
            state.overlay = other;
            None
        }
    }
}

fn choose(state: &mut State, what: What) -> Vec<Effect> {
    let Some(mut welcome) = take(state) else {
        return Vec::new();
    };
    let library = std::sync::Arc::clone(&state.library);
    welcome.is_answered = true;
    let goal = &mut welcome.goal;
    let next = match what {
        What::Looking => {
            *goal = Goal::default();
            None
        }
        What::Aim(aim) => {
            let key = aim.key(&library);
            if goal.aim.as_ref() != Some(&key) {
                // Another goal has no day yet; the hours a week are the learner's.
                (goal.aim, goal.by) = (Some(key), None);
            }
            Some(Step::Hours)
        }
        What::Minutes(minutes) => {
            goal.minutes = minutes;
            Some(if welcome.is_first { Step::Placement } else { Step::By })
        }
        What::By(by) => {
            goal.by = by;
            Some(Step::Placement)
        }
        What::Sweep | What::Later => None,
    };
    let is_new = |state: &State, aim: Aim| {
        let before = state.progress.goal().and_then(|(goal, _)| goal.aim.as_deref());
        before != Some(aim.key(&state.library).as_str()) && !placement::topics_of(state, aim).is_empty()
    };
    let aim = welcome.aim(&library);
    match next {
        Some(Step::Placement) if !aim.is_some_and(|aim| is_new(state, aim)) => {}
        Some(step) => {
            ask(state, &mut welcome, step);
            state.overlay = Some(Overlay::Welcome(welcome));
            return Vec::new();
        }
        None => {}
    }
    state.overlay = Some(Overlay::Welcome(welcome));
    leave(state, what == What::Sweep)
}

/// Keeps what was answered, if anything was. Who leaves the welcome without an answer is just looking around.
fn leave(state: &mut State, sweep: bool) -> Vec<Effect> {
    let Some(welcome) = take(state) else { return Vec::new() };
    let Welcome {
        goal,
        is_first,
        is_answered,
        ..
    } = *welcome;
    let is_kept = state.progress.goal().is_some_and(|(before, _)| *before == goal);
    if is_kept || !is_answered && !is_first {
        if is_answered {
            state.say("Your goal is as it was");
        }
        return Vec::new();
    }
    let aim = goal.aim.as_deref().and_then(|key| Aim::find(&state.library, key));
    let key = state.key(Command::Goal);
    let said = match aim {
        None => format!("Just looking around; `{key}` sets a goal whenever you like"),
        Some(aim) if sweep => format!("Heading for {}", aim.title(&state.library)),
        Some(aim) => format!("Heading for {}; `{key}` changes it", aim.title(&state.library)),
    };
    let effects = mark::record(state, Action::Goal(goal), said);
    go::show(state, Tab::Today);
    state.select_first_of_today();
    if let Some(aim) = aim.filter(|_| sweep) {
        sweep::begin_for(state, aim);
    }
    effects
}

/// Edits what was typed; where nothing is, deleting goes back to the question before.
pub(super) fn edit(state: &mut State, request: InputRequest) {
    let Some(mut welcome) = take(state) else { return };
    let is_empty = welcome.input.value().is_empty();
    if is_empty && request == InputRequest::DeletePrevChar {
        let before = match welcome.step {
            Step::Aim => None,
            Step::Hours => Some(Step::Aim),
            Step::By => Some(Step::Hours),
            Step::Placement if welcome.is_first => Some(Step::Hours),
            Step::Placement => Some(Step::By),
        };
        if let Some(before) = before {
            ask(state, &mut welcome, before);
        }
    } else if welcome.input.handle(request).is_some_and(|change| change.value) {
        welcome::fill(state, &mut welcome);
    }
    state.overlay = Some(Overlay::Welcome(welcome));
}

/// Makes the answers anew, from a library that has just come.
pub(super) fn renew(state: &State, welcome: &mut Welcome) {
    let selected = welcome.choices.get(welcome.row).map(|choice| choice.label.clone());
    welcome::fill(state, welcome);
    let same = welcome
        .choices
        .iter()
        .position(|choice| Some(&choice.label) == selected.as_ref());
    welcome.row = same.unwrap_or(0);
}
