//! What lies over the panes: help, search, palette, choices of links.

use tui_input::{Input, InputRequest};

use crate::app::command::{Command, LEGEND};
use crate::app::layout;
use crate::app::msg::Effect;
use crate::app::state::{Overlay, State};
use crate::content::search::Hit;

use super::reload::problems;
use super::{go, links, welcome};

/// Hits kept of one search.
const HITS: usize = 100;
/// Characters of a query; nobody looks for more.
const LONGEST_QUERY: usize = 200;
/// Lines the page keys move in an overlay.
const PAGE: isize = 10;

/// Opens an overlay.
pub(super) fn open(state: &mut State, command: Command) {
    state.overlay = Some(match command {
        Command::Find => Overlay::Find {
            input: Input::default(),
            hits: Vec::new(),
            row: 0,
        },
        Command::Palette => Overlay::Palette {
            input: Input::default(),
            commands: Command::ALL.to_vec(),
            row: 0,
        },
        Command::Problems => Overlay::Problems {
            found: problems(&state.library),
            row: 0,
        },
        _ => Overlay::Help { scroll: 0 },
    });
}

/// Handles a command while an overlay has the keys; `None` when none has.
pub(super) fn command(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    state.overlay.as_ref()?;
    if let Some(effects) = welcome::command(state, command) {
        return Some(effects);
    }
    state.layout()?;
    move_by(state, command);
    match command {
        Command::Enter => return Some(accept(state)),
        Command::Back | Command::Quit => state.overlay = None,
        Command::Help if matches!(state.overlay, Some(Overlay::Help { .. })) => state.overlay = None,
        Command::Problems if matches!(state.overlay, Some(Overlay::Problems { .. })) => state.overlay = None,
        Command::CopyLink => return Some(copy(state)),
        Command::OpenLink if matches!(state.overlay, Some(Overlay::Links { .. })) => return Some(accept(state)),
        Command::Redraw => return Some(vec![Effect::Redraw]),
        Command::Suspend => return Some(vec![Effect::Suspend]),
        _ => {}
    }
    Some(Vec::new())
}

/// Moves an overlay's selection or text by a command that moves.
pub(super) fn move_by(state: &mut State, command: Command) {
    match command {
        Command::Up => step(state, -1),
        Command::Down => step(state, 1),
        Command::PageUp | Command::HalfUp => step(state, -PAGE),
        Command::PageDown | Command::HalfDown => step(state, PAGE),
        Command::Top => step(state, isize::MIN),
        Command::Bottom => step(state, isize::MAX),
        _ => {}
    }
}

/// Moves an overlay's selection or text.
pub(super) fn step(state: &mut State, by: isize) {
    let (row, count) = match &mut state.overlay {
        Some(Overlay::Help { scroll }) => {
            let shown = usize::from(layout::help_rows(state.size.1)).saturating_sub(2);
            (
                scroll,
                (Command::ALL.len() + 1 + LEGEND.len()).saturating_sub(shown) + 1,
            )
        }
        Some(Overlay::Find { hits, row, .. }) => (row, hits.len()),
        Some(Overlay::Palette { commands, row, .. }) => (row, commands.len()),
        Some(Overlay::Links { links, row, .. }) => (row, links.len()),
        Some(Overlay::Welcome(welcome)) => {
            let count = welcome.choices.len();
            (&mut welcome.row, count)
        }
        Some(Overlay::Problems { found, row }) => (row, found.len()),
        Some(Overlay::Url { .. }) | None => return,
    };
    // The help's height is known where it is drawn; no keyboard has a thousand lines of help.
    let last = if count == usize::MAX {
        1000
    } else {
        count.saturating_sub(1)
    };
    *row = row.saturating_add_signed(by).min(last);
}

fn accept(state: &mut State) -> Vec<Effect> {
    match state.overlay.take() {
        Some(Overlay::Find { hits, row, .. }) => {
            if let Some(hit) = hits.get(row) {
                go::jump_to_item(state, hit.item);
            }
            Vec::new()
        }
        Some(Overlay::Palette { commands, row, .. }) => commands
            .get(row)
            .map_or_else(Vec::new, |&command| super::command(state, command)),
        Some(Overlay::Links {
            mut links,
            row,
            purpose,
        }) if row < links.len() => links::carry_out(state, purpose, links.swap_remove(row)),
        _ => Vec::new(),
    }
}

fn copy(state: &mut State) -> Vec<Effect> {
    let text = match &state.overlay {
        Some(Overlay::Links { links, row, .. }) => links.get(*row).map(|link| link.url.clone()),
        Some(Overlay::Url { url, .. }) => Some(url.clone()),
        // As editors take it.
        Some(Overlay::Problems { found, row }) => found
            .get(*row)
            .map(|found| format!("{}:{}:{}", found.file.display(), found.line, found.column)),
        _ => None,
    };
    let Some(text) = text else { return Vec::new() };
    state.overlay = None;
    state.say(format!("Copied {text}"));
    vec![Effect::Copy(text)]
}

/// Edits the text field of an overlay, and searches anew when it changed.
pub(super) fn edit(state: &mut State, request: InputRequest) {
    if matches!(state.overlay, Some(Overlay::Welcome(_))) {
        return welcome::edit(state, request);
    }
    if let Some(Overlay::Find { input, .. } | Overlay::Palette { input, .. }) = &mut state.overlay
        && (input.value().len() < LONGEST_QUERY || !matches!(request, InputRequest::InsertChar(_)))
        && input.handle(request).is_some_and(|change| change.value)
    {
        search(state);
    }
}

/// Types what was pasted; line breaks become spaces.
pub(super) fn paste(state: &mut State, text: &str) {
    if matches!(state.overlay, Some(Overlay::Welcome(_))) {
        let typed = text.chars().filter(|c| !c.is_control()).take(LONGEST_QUERY);
        return typed.for_each(|c| welcome::edit(state, InputRequest::InsertChar(c)));
    }
    if let Some(Overlay::Find { input, .. } | Overlay::Palette { input, .. }) = &mut state.overlay {
        let room = LONGEST_QUERY.saturating_sub(input.value().chars().count());
        for c in text.chars().filter(|c| !c.is_control() || c.is_whitespace()).take(room) {
            let c = if c.is_whitespace() { ' ' } else { c };
            input.handle(InputRequest::InsertChar(c));
        }
        search(state);
    }
}

/// Fills an overlay from a library that has just come; what was selected stays selected as far as it is still there.
pub(super) fn renew(state: &mut State) {
    match state.overlay.take() {
        Some(Overlay::Find { input, hits, row }) => {
            let selected = hits.get(row).map(|hit| (hit.item.kind(), hit.title.clone()));
            let hits = state.search(input.value(), HITS);
            let same = |hit: &Hit| selected.as_ref() == Some(&(hit.item.kind(), hit.title.clone()));
            let row = hits
                .iter()
                .position(same)
                .unwrap_or(row.min(hits.len().saturating_sub(1)));
            state.overlay = Some(Overlay::Find { input, hits, row });
        }
        Some(Overlay::Welcome(mut welcome)) => {
            welcome::renew(state, &mut welcome);
            state.overlay = Some(Overlay::Welcome(welcome));
        }
        Some(Overlay::Problems { found, row }) => {
            let selected = found.get(row);
            let now = problems(&state.library);
            let same = now.iter().position(|other| Some(other) == selected);
            let row = same.unwrap_or(row.min(now.len().saturating_sub(1)));
            state.overlay = Some(Overlay::Problems { found: now, row });
        }
        other => state.overlay = other,
    }
}

fn search(state: &mut State) {
    match state.overlay.take() {
        Some(Overlay::Find { input, .. }) => {
            let hits = state.search(input.value(), HITS);
            state.overlay = Some(Overlay::Find { input, hits, row: 0 });
        }
        Some(Overlay::Palette { input, .. }) => {
            let words = input.value().to_lowercase();
            let matches = |command: &Command| {
                let title = command.title().to_lowercase();
                words.split_whitespace().all(|word| title.contains(word))
            };
            let commands = Command::ALL.into_iter().filter(matches).collect();
            state.overlay = Some(Overlay::Palette {
                input,
                commands,
                row: 0,
            });
        }
        other => state.overlay = other,
    }
}
