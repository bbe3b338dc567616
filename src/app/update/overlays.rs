//! What lies over the panes: help, search, palette, choices of links.

use tui_input::{Input, InputRequest};

use crate::app::command::{Command, Group};
use crate::app::layout::Pane;
use crate::app::msg::Effect;
use crate::app::page::Target;
use crate::app::rows;
use crate::app::state::{Overlay, State, Wish};
use crate::app::windows;
use crate::content::search::Hit;

use super::reload::problems;
use super::{go, links, moves, test_out, time, welcome};

/// Hits kept of one search.
const HITS: usize = 100;
/// Characters of a query; nobody looks for more.
const LONGEST_QUERY: usize = 200;
/// Digits of the minutes of a day.
const LONGEST_MINUTES: usize = 4;
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
            commands: commands(""),
            row: 0,
        },
        Command::Problems => Overlay::Problems {
            found: problems(state),
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
    // So many lines the help can be scrolled, and one more, as rows are counted.
    let window = state
        .overlay
        .as_ref()
        .and_then(|overlay| windows::window(overlay, state.size));
    let of_help = window.map_or(0, |window| {
        window.count.saturating_sub(usize::from(window.list.height)) + 1
    });
    let (row, count) = match &mut state.overlay {
        Some(Overlay::Help { scroll }) => (scroll, of_help),
        Some(Overlay::Find { hits, row, .. }) => (row, hits.len()),
        Some(Overlay::Palette { commands, row, .. }) => (row, commands.len()),
        Some(Overlay::Links { links, row, .. }) => (row, links.len()),
        Some(Overlay::Ways { ways, row }) => (row, ways.len()),
        Some(Overlay::Tests { scopes, row }) => (row, scopes.len()),
        Some(Overlay::Welcome(welcome)) => {
            let count = welcome.choices.len();
            (&mut welcome.row, count)
        }
        Some(Overlay::Problems { found, row }) => (row, found.len()),
        Some(Overlay::Minutes { .. } | Overlay::Url { .. }) | None => return,
    };
    let last = count.saturating_sub(1);
    *row = row.saturating_add_signed(by).min(last);
}

/// A click on a row does what Enter does on it; beside the window it closes that.
pub(super) fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let Some(overlay) = &mut state.overlay else {
        return Vec::new();
    };
    if matches!(overlay, Overlay::Welcome(_)) {
        return Vec::new();
    }
    let window = windows::window(overlay, state.size).filter(|window| window.area.contains(column, row));
    let Some(window) = window else {
        state.overlay = None;
        return Vec::new();
    };
    let Some(clicked) = window.row_at(column, row) else {
        return Vec::new();
    };
    let selected = match overlay {
        Overlay::Find { row, .. }
        | Overlay::Palette { row, .. }
        | Overlay::Links { row, .. }
        | Overlay::Ways { row, .. }
        | Overlay::Tests { row, .. } => row,
        Overlay::Problems { row, .. } => {
            *row = clicked;
            return Vec::new();
        }
        Overlay::Minutes { .. } => return Vec::new(),
        Overlay::Help { .. } | Overlay::Url { .. } | Overlay::Welcome(_) => {
            state.overlay = None;
            return Vec::new();
        }
    };
    *selected = clicked;
    accept(state)
}

fn accept(state: &mut State) -> Vec<Effect> {
    match state.overlay.take() {
        Some(Overlay::Find { input, hits, row }) => {
            if let Some(hit) = hits.get(row) {
                go::jump_to_item(state, hit.item);
                // Found in the text, so there is a line to be read.
                if hit.matched.is_empty() && rows::panes(state.tab).contains(&Pane::Right) {
                    let words = input.value().to_lowercase();
                    moves::focus(state, Pane::Right);
                    state.wish = Some(Wish::Text {
                        excerpt: hit.context.clone(),
                        word: words.split_whitespace().next().unwrap_or_default().to_owned(),
                    });
                }
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
        Some(Overlay::Minutes {
            topic, title, input, ..
        }) if !input.value().is_empty() => time::correct(state, &topic, &title, input.value()),
        Some(Overlay::Ways { ways, row }) => ways.get(row).map_or_else(Vec::new, |way| links::take_way(state, way)),
        Some(Overlay::Tests { scopes, row }) => {
            if let Some(scope) = scopes.get(row) {
                test_out::open(state, scope);
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn copy(state: &mut State) -> Vec<Effect> {
    let text = match &state.overlay {
        Some(Overlay::Links { links, row, .. }) => links.get(*row).map(|link| link.url.clone()),
        Some(Overlay::Ways { ways, row }) => ways.get(*row).and_then(|way| match &way.target {
            Target::Url(link) => Some(link.url.clone()),
            _ => None,
        }),
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
    if let Some(Overlay::Minutes { input, .. }) = &mut state.overlay {
        let fits = |c: char| c.is_ascii_digit() && input.value().len() < LONGEST_MINUTES;
        if !matches!(request, InputRequest::InsertChar(c) if !fits(c)) {
            input.handle(request);
        }
        return;
    }
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
            let now = problems(state);
            let same = now.iter().position(|other| Some(other) == selected);
            let row = same.unwrap_or(row.min(now.len().saturating_sub(1)));
            state.overlay = Some(Overlay::Problems { found: now, row });
        }
        // Its handles were those of the library before.
        Some(Overlay::Ways { .. } | Overlay::Tests { .. }) => {}
        other => state.overlay = other,
    }
}

/// The commands with these words in their titles or names, those whose names begin with them first, and last what only moves:
/// who looks for a command by name is not after an arrow key.
fn commands(typed: &str) -> Vec<Command> {
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<(Command, String)> = Command::ALL
        .into_iter()
        .map(|command| (command, command.name().replace('-', " ")))
        .filter(|(command, name)| {
            let title = command.title().to_lowercase();
            let has = |word: &str| title.contains(word) || name.contains(word) || command.name().contains(word);
            typed.split_whitespace().all(has)
        })
        .collect();
    let is_meant = |name: &str| !typed.is_empty() && name.starts_with(&typed.replace('-', " "));
    found.sort_by_key(|(command, name)| (!is_meant(name), command.group() == Group::Move));
    found.into_iter().map(|(command, _)| command).collect()
}

fn search(state: &mut State) {
    match state.overlay.take() {
        Some(Overlay::Find { input, .. }) => {
            let hits = state.search(input.value(), HITS);
            state.overlay = Some(Overlay::Find { input, hits, row: 0 });
        }
        Some(Overlay::Palette { input, .. }) => {
            let commands = commands(input.value());
            state.overlay = Some(Overlay::Palette {
                input,
                commands,
                row: 0,
            });
        }
        other => state.overlay = other,
    }
}
