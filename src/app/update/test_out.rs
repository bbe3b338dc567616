//! A test: nothing is recorded before it is passed, and then all at once.

use crate::app::command::{Command, Tab};
use crate::app::msg::Effect;
use crate::app::state::{Overlay, PageCursor, State, Wish};
use crate::app::test_out::{Scope, Stage, scopes};

use super::{go, mark};

/// Offers what the learner may be tested in here; where that is one thing only, it is taken.
pub(super) fn offer(state: &mut State) {
    if state.test().is_some() {
        return state.say("A test is under way here");
    }
    let mut scopes = state.subject().map_or_else(Vec::new, |row| scopes(state, &row));
    match scopes.as_slice() {
        [] => state.warn("There is nothing to be tested in here: go to a path, role, level or topic"),
        [_] => open(state, &scopes.remove(0)),
        _ => state.overlay = Some(Overlay::Tests { scopes, row: 0 }),
    }
}

/// Goes where the questions are asked, and says what is to come.
pub(super) fn open(state: &mut State, scope: &Scope) {
    match state.set_test(scope) {
        Ok(()) => {
            go::remember_view(state);
            state.zoomed = false;
            state.arrive(Tab::Review);
            state.here_mut().page = PageCursor::default();
        }
        Err(why) => state.warn(why),
    }
}

/// Carries out what means something in a test; `None` for all other commands.
pub(super) fn command(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    let phase = state.test()?.stage.clone();
    let is_asking = !matches!(phase, Stage::Before | Stage::Over(_));
    match command {
        Command::Reveal | Command::Enter | Command::ToggleDone => return Some(go_on(state, &phase)),
        Command::Choose(number) => return Some(choose(state, &phase, usize::from(number))),
        Command::DontKnow => dont_know(state, &phase),
        Command::Undo if is_asking => undo(state),
        Command::Back => leave(state, &phase),
        Command::OpenLink if is_asking => state.warn("In a test nothing is looked up; Esc leaves it"),
        _ => return None,
    }
    Some(Vec::new())
}

/// Begins, shows the answer, or goes on to the next question, and at the end records what it came to.
fn go_on(state: &mut State, phase: &Stage) -> Vec<Effect> {
    if let Some(spot) = state.spot().cloned() {
        return go::follow(state, &spot.target);
    }
    match phase {
        Stage::Before | Stage::Answered(..) => next(state),
        Stage::Choosing(count) => {
            state.say(format!(
                "Choose an answer by its number, 1 to {count}; 0 if you don't know"
            ));
            Vec::new()
        }
        Stage::Recalling => {
            enter(state, Stage::Grading);
            state.wish = Some(Wish::Answer);
            Vec::new()
        }
        Stage::Grading => {
            state.say("Say whether you knew it: 1 no, 2 yes");
            Vec::new()
        }
        Stage::Over(_) => {
            leave(state, phase);
            Vec::new()
        }
    }
}

fn next(state: &mut State) -> Vec<Effect> {
    state.next_stage();
    state.here_mut().page = PageCursor::default();
    let Some(test) = state.test() else { return Vec::new() };
    let Stage::Over(outcome) = &test.stage else {
        return Vec::new();
    };
    let (title, right, needed) = (&test.title, outcome.right, outcome.needed);
    let Some(action) = outcome.action(&state.library) else {
        let said = format!("{title}: not passed, {right} right and {needed} needed; nothing is marked");
        state.say(said);
        return Vec::new();
    };
    let known = outcome.known.len();
    let topics = if known == 1 { "topic is" } else { "topics are" };
    let said = format!("{title}: passed, {known} {topics} done");
    mark::record(state, action, said)
}

fn enter(state: &mut State, phase: Stage) {
    if let Some(test) = &mut state.test {
        test.stage = phase;
    }
}

/// Takes the answer to the question asked now; with the choice that was made, where one was.
fn answer(state: &mut State, is_right: bool, chosen: Option<usize>) {
    if let Some(test) = &mut state.test
        && let Some(card) = test.test.card()
    {
        test.test.answer(is_right);
        test.stage = Stage::Answered(card, chosen);
        state.wish = Some(Wish::Answer);
    }
}

/// Chooses an answer, or says whether it was known; `number` is counted from 1.
fn choose(state: &mut State, phase: &Stage, number: usize) -> Vec<Effect> {
    match phase {
        Stage::Choosing(_) if number == 0 => dont_know(state, phase),
        Stage::Choosing(count) if number <= *count => {
            let Some(right) = state.right_choice() else {
                return Vec::new();
            };
            let is_right = right == number - 1;
            answer(state, is_right, Some(number - 1));
            state.say(if is_right {
                "Right".to_owned()
            } else {
                format!("Wrong, it is {}", right + 1)
            });
        }
        Stage::Grading if (1..=2).contains(&number) => {
            answer(state, number == 2, None);
            // The answer is in sight already.
            return next(state);
        }
        Stage::Choosing(count) => state.warn(format!("The answers are numbered 1 to {count}")),
        Stage::Grading => state.warn("Say whether you knew it: 1 no, 2 yes"),
        Stage::Recalling => state.warn("First the answer: Space shows it"),
        Stage::Answered(..) => state.warn("Answered; Space goes on, and u takes it back"),
        Stage::Before => state.warn("No question is asked yet: Enter begins"),
        Stage::Over(_) => state.warn("The test is over: Enter goes back"),
    }
    Vec::new()
}

/// Not to know is an answer, too, and has the right one shown.
fn dont_know(state: &mut State, phase: &Stage) {
    match phase {
        Stage::Choosing(_) | Stage::Recalling | Stage::Grading => {
            let right = state.right_choice();
            answer(state, false, None);
            let said = right.map_or_else(
                || "Not known".to_owned(),
                |right| format!("Not known, it is {}", right + 1),
            );
            state.say(said);
        }
        Stage::Answered(..) => state.warn("Answered; Space goes on, and u takes it back"),
        Stage::Before | Stage::Over(_) => state.warn("No question is asked now"),
    }
}

/// Takes the last answer back, which nobody has recorded yet, and asks its question again.
fn undo(state: &mut State) {
    let was_any = state.test.as_mut().is_some_and(|test| test.test.take_back());
    if !was_any {
        return state.warn("Nothing was answered yet in this test");
    }
    state.next_stage();
    state.here_mut().page = PageCursor::default();
    state.say("Taken back; answer it again");
}

/// Back to where one was; what was answered so far says nothing.
fn leave(state: &mut State, phase: &Stage) {
    let was_asking = !matches!(phase, Stage::Before | Stage::Over(_));
    state.test = None;
    state.here_mut().page = PageCursor::default();
    go::back(state);
    if was_asking {
        state.say("The test was left: nothing is marked");
    }
}

/// What is asked in a library is not what is asked in another.
pub(super) fn drop_test(state: &mut State) {
    if state.test.take().is_some() {
        state.warn("The test has ended, since the packs have changed; nothing was marked by it");
    }
}
