//! What the footer says of the keys: those of use for what has them now.

use super::{Bound, Keymap};
use crate::app::command::{Command, Tab};
use crate::app::layout::Pane;
use crate::app::page::Page;
use crate::app::placement::{Asked, Placement, Said};
use crate::app::review::Phase;
use crate::app::rows::Row;
use crate::app::state::{LinkUse, Overlay, State};
use crate::app::test_out::Stage;
use crate::app::update::is_on_resource;

/// The hints of the footer for what has the keys now, the most useful first.
///
/// `page` is what the reading pane shows.
pub fn hints(map: &Keymap, state: &State, page: &Page) -> Vec<(String, &'static str)> {
    if let Some(overlay) = &state.overlay {
        return overlay_hints(map, overlay);
    }
    if let Some(placement) = state.placement() {
        return placing_hints(map, state, placement);
    }
    if let Some(test) = state.test() {
        return test_hints(map, &test.stage);
    }
    if state.tab == Tab::Review {
        return review_hints(map, state);
    }
    let commands = pane_commands(state);
    let works = |command: &Command| match command {
        Command::ToggleDone | Command::MarkLearning | Command::MarkSkipped | Command::Note => {
            state.subject().is_some_and(|row| row.topic(&state.library).is_some())
        }
        Command::OpenLink | Command::CopyLink => !page.links().is_empty(),
        Command::TestOut => state
            .subject()
            .is_some_and(|row| !row.topics(&state.library).is_empty()),
        Command::Enter | Command::NextLink if state.here().focus == Pane::Right => !state.metrics.spots.is_empty(),
        Command::Back => state.can_go_back(),
        _ => true,
    };
    let working = commands.iter().filter(|(command, _)| works(command));
    let on_resource = is_on_resource(state);
    working
        .map(|&(command, label)| match command {
            Command::ToggleDone if on_resource => (first_key(&map.always, command), "read it"),
            command => (first_key(&map.always, command), label),
        })
        .collect()
}

/// What the pane that has the keys is for, the most useful first.
fn pane_commands(state: &State) -> Vec<(Command, &'static str)> {
    let commands: &[(Command, &'static str)] = match state.here().focus {
        Pane::Left if state.tab == Tab::Progress => &[
            (Command::Enter, "in"),
            (Command::Down, "next"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::Find, "search"),
            (Command::Undo, "undo"),
            (Command::NextPane, "next pane"),
        ],
        Pane::Right if state.tab == Tab::Progress => &[
            (Command::Enter, "go there"),
            (Command::Back, "back"),
            (Command::Down, "scroll"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::Zoom, "full width"),
            (Command::Find, "search"),
            (Command::Undo, "undo"),
        ],
        Pane::Left => &[
            (Command::Enter, "in"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::Find, "search"),
            (Command::OpenLink, "open link"),
            (Command::Filter, "filter"),
            (Command::TestOut, "test out"),
            (Command::Undo, "undo"),
            (Command::NextPane, "next pane"),
        ],
        Pane::Middle if state.tab == Tab::Today => &[
            (Command::ToggleDone, "done"),
            (Command::Enter, today_enter(state)),
            (Command::Help, "help"),
            (Command::Goal, "goal"),
            (Command::Sweep, "placement"),
            (Command::Quit, "quit"),
            (Command::Back, "back"),
            (Command::Undo, "undo"),
            (Command::Find, "search"),
            (Command::Note, "note"),
        ],
        Pane::Middle => &[
            (Command::ToggleDone, "done"),
            (Command::Enter, "in"),
            (Command::Back, "back"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::MarkLearning, "in progress"),
            (Command::MarkSkipped, "skip"),
            (Command::Undo, "undo"),
            (Command::Note, "note"),
            (Command::Find, "search"),
            (Command::OpenLink, "open link"),
            (Command::TestOut, "test out"),
        ],
        Pane::Right => &[
            (Command::ToggleDone, "done"),
            (Command::Enter, "follow"),
            (Command::Back, "back"),
            (Command::NextLink, "next link"),
            (Command::Help, "help"),
            (Command::OpenLink, "open link"),
            (Command::Note, "note"),
            (Command::CopyLink, "copy link"),
            (Command::Zoom, "full width"),
            (Command::Undo, "undo"),
            (Command::Find, "search"),
            (Command::Quit, "quit"),
        ],
    };
    commands.to_vec()
}

/// What Enter does on Today.
fn today_enter(state: &State) -> &'static str {
    match state.middle_row() {
        Some(Row::Due { .. }) => "review",
        Some(Row::Sweep(..)) => "begin",
        Some(Row::Invite(_)) => "set a goal",
        _ => "go there",
    }
}

/// The hints of the footer for what a review waits for.
fn review_hints(map: &Keymap, state: &State) -> Vec<(String, &'static str)> {
    let reviewing = |command, label| (first_key(&map.reviewing, command), label);
    let mut hints = match state.phase() {
        None if state.is_anything_due() => vec![(first_key(&map.always, Command::Enter), "begin")],
        None => vec![(first_key(&map.always, Command::Show(Tab::Paths)), "paths")],
        Some(Phase::Choosing(count)) => choices(map, count),
        Some(Phase::Recalling) => vec![reviewing(Command::Reveal, "answer")],
        Some(Phase::Grading) => {
            let grades = ["Again", "Hard", "Good", "Easy"];
            let grades = (1..)
                .zip(grades)
                .map(|(number, grade)| reviewing(Command::Choose(number), grade));
            grades.collect()
        }
        Some(Phase::Chosen(_)) => vec![reviewing(Command::Reveal, "next")],
        Some(Phase::Over) => vec![(first_key(&map.always, Command::Enter), "go on")],
    };
    let more: &[(Command, &'static str)] = match state.phase() {
        None => &[(Command::Undo, "undo")],
        Some(Phase::Over) => &[(Command::Undo, "take back")],
        Some(_) => &[
            (Command::Undo, "undo"),
            (Command::Back, "leave"),
            (Command::OpenLink, "topic"),
        ],
    };
    let always = &[
        (Command::Help, "help"),
        (Command::Quit, "quit"),
        (Command::Down, "scroll"),
    ];
    let rest = more.iter().chain(always);
    hints.extend(rest.map(|&(command, label)| (first_key(&map.always, command), label)));
    hints
}

/// The hints of the footer for what a test waits for.
fn test_hints(map: &Keymap, stage: &Stage) -> Vec<(String, &'static str)> {
    let reviewing = |command, label| (first_key(&map.reviewing, command), label);
    let mut hints = match stage {
        Stage::Before => vec![(first_key(&map.always, Command::Enter), "begin")],
        Stage::Choosing(count) => choices(map, *count),
        Stage::Recalling => vec![
            reviewing(Command::Reveal, "answer"),
            reviewing(Command::DontKnow, "don't know"),
        ],
        Stage::Grading => vec![
            reviewing(Command::Choose(1), "not known"),
            reviewing(Command::Choose(2), "known"),
        ],
        Stage::Answered(..) => vec![reviewing(Command::Reveal, "next")],
        Stage::Over(_) => vec![(first_key(&map.always, Command::Enter), "go back")],
    };
    let more: &[(Command, &'static str)] = match stage {
        Stage::Before => &[(Command::Back, "leave")],
        Stage::Over(outcome) if outcome.is_passed() => {
            &[(Command::Undo, "take back"), (Command::NextLink, "next link")]
        }
        Stage::Over(_) => &[(Command::NextLink, "next link")],
        _ => &[(Command::Undo, "undo"), (Command::Back, "leave")],
    };
    let always = &[(Command::Help, "help"), (Command::Down, "scroll")];
    let rest = more.iter().chain(always);
    hints.extend(rest.map(|&(command, label)| (first_key(&map.always, command), label)));
    hints
}

/// The keys of so many choices.
fn choices(map: &Keymap, count: usize) -> Vec<(String, &'static str)> {
    let last = u8::try_from(count).unwrap_or(u8::MAX);
    let [first, last] = [1, last].map(|number| first_key(&map.reviewing, Command::Choose(number)));
    let dont_know = (first_key(&map.reviewing, Command::DontKnow), "don't know");
    vec![(format!("{first}-{last}"), "choose"), dont_know]
}

/// The hints of the footer for what a placement waits for.
fn placing_hints(map: &Keymap, state: &State, placement: &Placement) -> Vec<(String, &'static str)> {
    let always = |command, label| (first_key(&map.always, command), label);
    if placement.is_over() {
        return vec![
            always(Command::Enter, "what is next"),
            always(Command::Undo, "take it all back"),
            always(Command::Help, "help"),
            always(Command::Quit, "quit"),
        ];
    }
    let reviewing = |command| first_key(&map.reviewing, command);
    let asked = match state.placing_asks() {
        Some(Asked::Choosing(_, count)) => {
            let last = u8::try_from(count).unwrap_or(u8::MAX);
            let [first, last] = [1, last].map(|number| reviewing(Command::Choose(number)));
            Some((format!("{first}-{last}"), "choose"))
        }
        Some(_) => Some((reviewing(Command::Reveal), "answer")),
        None => None,
    };
    let can_ask = state.can_ask();
    let placing = [
        (Command::Place(Said::Known), "known"),
        (Command::Place(Said::Shaky), "shaky"),
        (Command::Place(Said::New), "new"),
        (Command::AskOne, "ask me"),
    ];
    let placing = placing
        .into_iter()
        .filter(|(command, _)| *command != Command::AskOne || can_ask)
        .map(|(command, label)| (first_key(&map.placing, command), label));
    let more = [
        always(Command::Back, "leave"),
        (first_key(&map.placing, Command::Previous), "back"),
        (first_key(&map.placing, Command::Following), "skip"),
        always(Command::Help, "help"),
    ];
    asked.into_iter().chain(placing).chain(more).collect()
}

/// The hints of the footer for what lies over the panes.
fn overlay_hints(map: &Keymap, overlay: &Overlay) -> Vec<(String, &'static str)> {
    let (table, commands): (&[Bound], &[(Command, &'static str)]) = match overlay {
        Overlay::Find { .. } => (
            &map.typing,
            &[
                (Command::Enter, "go there"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Minutes { .. } => (&map.typing, &[(Command::Enter, "keep"), (Command::Back, "close")]),
        Overlay::Welcome(_) => (
            &map.typing,
            &[
                (Command::Enter, "choose"),
                (Command::Down, "next"),
                (Command::Back, "leave"),
            ],
        ),
        Overlay::Palette { .. } => (
            &map.typing,
            &[
                (Command::Enter, "do it"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Links {
            purpose: LinkUse::Open, ..
        } => (
            &map.always,
            &[
                (Command::Enter, "open"),
                (Command::CopyLink, "copy"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Links {
            purpose: LinkUse::Copy, ..
        } => (&map.always, &[(Command::Enter, "copy"), (Command::Back, "close")]),
        Overlay::Ways { .. } => (
            &map.always,
            &[
                (Command::Enter, "follow"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Tests { .. } => (
            &map.always,
            &[
                (Command::Enter, "test"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Url { .. } => (
            &map.always,
            &[(Command::CopyLink, "copy again"), (Command::Back, "close")],
        ),
        Overlay::Problems { found, .. } if found.is_empty() => (&map.always, &[(Command::Back, "close")]),
        Overlay::Problems { .. } => (
            &map.always,
            &[
                (Command::Down, "next"),
                (Command::CopyLink, "copy the place"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Help { .. } => (&map.always, &[(Command::Down, "scroll"), (Command::Back, "close")]),
    };
    commands
        .iter()
        .map(|&(command, label)| (first_key(table, command), label))
        .collect()
}

fn first_key(table: &[Bound], command: Command) -> String {
    let binding = table.iter().find(|binding| binding.command == command);
    binding
        .and_then(|binding| binding.keys.first())
        .map_or_else(String::new, |key| key.name())
}
