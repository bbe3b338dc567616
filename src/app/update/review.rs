//! A review: every answer is recorded at once, so it can be left at any moment.

use crate::app::command::{Command, Tab};
use crate::app::msg::Effect;
use crate::app::page::Target;
use crate::app::review::{Phase, again, face, grade_title, interval, intervals};
use crate::app::state::{PageCursor, State, Wish};
use crate::learn::cards::{FaceAnswer, grade_of_choice};
use crate::learn::review::LONGEST_THOUGHT;
use crate::progress::event::{Action, Grade};

use super::{go, mark};

/// Carries out what means something else, or something at all, on the tab of reviews; `None` for all other commands.
pub(super) fn command(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    if state.tab != Tab::Review {
        return None;
    }
    let phase = state.phase();
    let is_asking = phase.is_some_and(|phase| phase != Phase::Over);
    match command {
        Command::Reveal | Command::Enter | Command::ToggleDone => return Some(go_on(state, phase)),
        Command::DontKnow => return Some(dont_know(state, phase)),
        Command::Choose(number) => return Some(choose(state, phase, usize::from(number))),
        Command::Undo if phase.is_some() => return Some(undo(state)),
        Command::Back if phase.is_some() => leave(state),
        Command::OpenLink if is_asking => {
            let topic = state.asked_topic()?;
            go::jump(state, &Target::Topic(topic));
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Begins, shows the answer, or goes on to the next question.
fn go_on(state: &mut State, phase: Option<Phase>) -> Vec<Effect> {
    if let Some(spot) = state.spot().cloned() {
        return go::follow(state, &spot.target);
    }
    match phase {
        None => {
            state.begin_review();
            if state.phase().is_none() {
                state.say("Nothing is due now");
            }
        }
        Some(Phase::Choosing(count)) => state.say(format!(
            "Choose an answer by its number, 1 to {count}; 0 if you don't know"
        )),
        Some(Phase::Recalling) => reveal(state),
        Some(Phase::Grading) => state.say("Say how well you knew it: 1 Again, 2 Hard, 3 Good, 4 Easy"),
        Some(Phase::Chosen(_)) => state.ask_next(),
        Some(Phase::Over) => {
            state.review.sitting = None;
            state.here_mut().page = PageCursor::default();
        }
    }
    Vec::new()
}

/// Shows the answer. Where it is long, the grades are out of sight below it: what they would do is said at once.
fn reveal(state: &mut State) {
    show_answer(state, Phase::Grading);
    if let Some(days) = state.intervals() {
        let grades = Grade::ALL.into_iter().zip(days);
        let said = grades.map(|(grade, days)| format!("{} {}", grade_title(grade), interval(days)));
        state.say(said.collect::<Vec<_>>().join(" · "));
    }
}

/// Goes on to a phase in which the answer stands on the page, and brings it into sight.
fn show_answer(state: &mut State, phase: Phase) {
    state.enter_phase(phase);
    state.wish = Some(Wish::Answer);
}

/// Chooses an answer, or a grade; `number` is counted from 1.
fn choose(state: &mut State, phase: Option<Phase>, number: usize) -> Vec<Effect> {
    match phase {
        Some(Phase::Choosing(_)) if number == 0 => dont_know(state, phase),
        Some(Phase::Choosing(count)) if (1..=count).contains(&number) => {
            let Some((right, is_right)) = is_right(state, number - 1) else {
                return Vec::new();
            };
            let said = if is_right {
                "Right".to_owned()
            } else {
                format!("Wrong, it is {}", right + 1)
            };
            let effects = answer(state, grade_of_choice(is_right), &said);
            show_answer(state, Phase::Chosen(Some(number - 1)));
            effects
        }
        Some(Phase::Grading) if (1..=Grade::ALL.len()).contains(&number) => {
            let grade = Grade::ALL[number - 1];
            let effects = answer(state, grade, grade_title(grade));
            state.ask_next();
            effects
        }
        Some(Phase::Choosing(count)) => refuse(state, &format!("The answers are numbered 1 to {count}")),
        Some(Phase::Grading) => refuse(state, "The grades are 1 Again, 2 Hard, 3 Good, 4 Easy"),
        Some(Phase::Recalling) => {
            let why = format!("First the answer: {} shows it", state.key(Command::Reveal));
            refuse(state, &why)
        }
        Some(Phase::Chosen(_)) => {
            let (on, back) = (state.key(Command::Reveal), state.key(Command::Undo));
            let why = format!("Answered; {on} goes on, and {back} takes it back");
            refuse(state, &why)
        }
        Some(Phase::Over) | None => {
            let why = format!("No question is asked now: {} begins", state.key(Command::Enter));
            refuse(state, &why)
        }
    }
}

/// Not to know is an answer, too: Again, and the right one is shown.
fn dont_know(state: &mut State, phase: Option<Phase>) -> Vec<Effect> {
    match phase {
        Some(Phase::Choosing(_)) => {
            let Some((right, _)) = is_right(state, usize::MAX) else {
                return Vec::new();
            };
            let effects = answer(state, Grade::Again, &format!("Not known, it is {}", right + 1));
            show_answer(state, Phase::Chosen(None));
            effects
        }
        Some(Phase::Recalling) => {
            reveal(state);
            Vec::new()
        }
        _ => choose(state, phase, 0),
    }
}

fn refuse(state: &mut State, why: &str) -> Vec<Effect> {
    state.warn(why);
    Vec::new()
}

/// The place of the right choice, and whether it is this one.
fn is_right(state: &State, chosen: usize) -> Option<(usize, bool)> {
    let desk = state.review.desk.as_ref()?;
    let shown = state.review.sitting.as_ref()?.shown?;
    match face(state, desk, shown).answer {
        FaceAnswer::Choice { right, .. } => Some((right, right == chosen)),
        FaceAnswer::Recall(_) => None,
    }
}

/// Records an answer to the question in sight.
fn answer(state: &mut State, grade: Grade, said: &str) -> Vec<Effect> {
    let Some((desk, mut sitting)) = state.review.desk.take().zip(state.review.sitting.take()) else {
        return Vec::new();
    };
    let shown = sitting.shown;
    let took = shown.map(|shown| {
        let took = state.now.duration_since(shown.since).as_millis();
        u32::try_from(took.max(0))
            .unwrap_or(LONGEST_THOUGHT)
            .min(LONGEST_THOUGHT)
    });
    let days = shown.map(|shown| intervals(state, &desk, shown.card)[grade as usize]);
    let action = sitting.session.answer(&state.library, &desk.deck, grade, took);
    let has_given_up = shown.is_some_and(|shown| sitting.session.has_given_up(shown.card));
    state.review.desk = Some(desk);
    state.review.sitting = Some(sitting);
    let Some(action) = action else { return Vec::new() };
    let said = format!("{said}: {}", again(days.unwrap_or(0).max(i32::from(has_given_up))));
    mark::record(state, action, said)
}

/// Takes the last answer of the session back, and asks its question again.
fn undo(state: &mut State) -> Vec<Effect> {
    let Some((desk, mut sitting)) = state.review.desk.take().zip(state.review.sitting.take()) else {
        return Vec::new();
    };
    let answered = sitting.session.answered();
    let action = sitting.session.undo(&state.library, &desk.deck, &state.progress);
    state.review.desk = Some(desk);
    state.review.sitting = Some(sitting);
    match action {
        Some(action @ Action::Undo { .. }) => {
            let effects = mark::record(state, action, "Taken back; answer it again".to_owned());
            state.ask_next();
            effects
        }
        _ if answered == 0 => refuse(state, "Nothing was answered yet in this session"),
        _ => refuse(state, "The last answer was taken back elsewhere already"),
    }
}

/// Leaves the question for what the session came to, and that for what there is to do.
fn leave(state: &mut State) {
    let answered = state
        .review
        .sitting
        .as_ref()
        .map_or(0, |sitting| sitting.session.answered());
    if state.phase() == Some(Phase::Over) || answered == 0 {
        state.review.sitting = None;
    } else {
        state.enter_phase(Phase::Over);
    }
    state.here_mut().page = PageCursor::default();
}
