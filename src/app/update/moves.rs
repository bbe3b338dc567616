//! Moving about: cursors, panes, wheel and clicks.

use crate::app::layout::{self, Area, Pane};
use crate::app::msg::Effect;
use crate::app::rows::{self, Row};
use crate::app::state::{Cursor, PageCursor, State};

use super::{go, overlays, reading};

/// Lines a turn of the wheel moves.
const WHEEL: isize = 3;
/// Lines kept in sight above and below the selected row.
const MARGIN: usize = 2;

/// One row, or one line of the page, down or up.
pub(super) fn step(state: &mut State, direction: isize) {
    match state.here().focus {
        Pane::Right => reading::step(state, direction),
        pane => by_rows(state, pane, direction),
    }
}

/// To the first or the last row.
pub(super) fn edge(state: &mut State, last: bool) {
    match state.here().focus {
        Pane::Right => {
            reading::edge(state, last);
        }
        pane => by_rows(state, pane, if last { isize::MAX } else { isize::MIN }),
    }
}

/// A part of a pane down or up.
pub(super) fn page(state: &mut State, direction: isize, part: usize) {
    let pane = state.here().focus;
    let height = body(state, pane).map_or(1, |body| usize::from(body.height));
    let by = direction * isize::try_from((height / part).max(1)).unwrap_or(1);
    if pane == Pane::Right {
        reading::scroll(state, by);
    } else {
        by_rows(state, pane, by);
    }
}

/// To a neighbouring pane.
pub(super) fn pane(state: &mut State, direction: isize, round: bool) {
    let panes = rows::panes(state.tab);
    let at = panes.iter().position(|&pane| pane == state.here().focus).unwrap_or(0);
    let to = at.checked_add_signed(direction);
    if !round && state.here().focus == Pane::Left {
        if direction < 0 {
            return go::fold(state);
        }
        if go::unfold_here(state) {
            return;
        }
    }
    let next = if round {
        let count = panes.len();
        panes[(at + count).saturating_add_signed(direction) % count]
    } else {
        match to.and_then(|to| panes.get(to)) {
            Some(&pane) => pane,
            None => return,
        }
    };
    focus(state, next);
}

/// Gives a pane the keys.
pub(super) fn focus(state: &mut State, pane: Pane) {
    if !rows::panes(state.tab).contains(&pane) {
        return;
    }
    // With nothing to select in between, the keys go on to the pane beyond.
    let pane = match (pane, state.here().focus) {
        (Pane::Middle, from) if state.middle_rows().is_empty() && rows::panes(state.tab).contains(&Pane::Left) => {
            if from == Pane::Right {
                Pane::Left
            } else {
                Pane::Right
            }
        }
        (pane, _) => pane,
    };
    let reads_left = match pane {
        Pane::Left => true,
        Pane::Middle => false,
        Pane::Right => state.here().reads_left,
    };
    let here = state.here_mut();
    if here.reads_left != reads_left {
        here.page = PageCursor::default();
    }
    here.focus = pane;
    here.reads_left = reads_left;
    if pane != Pane::Right {
        state.zoomed = false;
    }
    follow(state);
}

fn by_rows(state: &mut State, pane: Pane, by: isize) {
    let rows = list(state, pane);
    let cursor = cursor(state, pane);
    let to = move_over(&rows, cursor.row, by);
    select(state, pane, to);
}

/// The selectable row that lies so many selectable rows away, or the last one on the way.
fn move_over(rows: &[Row], from: usize, by: isize) -> usize {
    let stops: Vec<usize> = (0..rows.len()).filter(|&row| rows[row].selectable()).collect();
    let at = stops.partition_point(|&row| row < from);
    let last = stops.len().saturating_sub(1);
    let to = at.min(last).saturating_add_signed(by).min(last);
    stops.get(to).copied().unwrap_or(0)
}

/// Puts a list's cursor on a row, and what depends on it at its beginning.
pub(super) fn select(state: &mut State, pane: Pane, row: usize) {
    let before = cursor(state, pane).row;
    match pane {
        Pane::Left => {
            state.here_mut().left.row = row;
            if before != row {
                state.here_mut().middle = Cursor::default();
                let first = state.first_open();
                state.here_mut().middle.row = first;
            }
        }
        Pane::Middle => state.here_mut().middle.row = row,
        Pane::Right => {}
    }
    if before != row {
        state.here_mut().page = PageCursor::default();
    }
    follow(state);
}

/// Brings cursors back onto rows after the lists have changed, and into sight.
pub(in crate::app) fn settle(state: &mut State) {
    for pane in [Pane::Left, Pane::Middle] {
        let rows = list(state, pane);
        let row = cursor(state, pane).row.min(rows.len().saturating_sub(1));
        let row = if rows.get(row).is_some_and(|row| !row.selectable()) {
            move_over(&rows, row, 0)
        } else {
            row
        };
        match pane {
            Pane::Left => state.here_mut().left.row = row,
            _ => state.here_mut().middle.row = row,
        }
    }
    if state.here().focus == Pane::Middle && state.middle_rows().is_empty() && rows::panes(state.tab).len() > 1 {
        let first = rows::panes(state.tab)[0];
        if first == Pane::Left {
            focus(state, Pane::Left);
        }
    }
    follow(state);
}

/// Scrolls both lists so that their cursors are in sight.
pub(super) fn follow(state: &mut State) {
    for pane in [Pane::Left, Pane::Middle] {
        let Some(body) = body(state, pane) else { continue };
        let rows = list(state, pane);
        let cursor = cursor(state, pane);
        let line = line_of(state, &rows, cursor.row);
        let height = rows::lines(&rows, cursor.row, state.is_high());
        let all = line_of(state, &rows, rows.len());
        let view = usize::from(body.height);
        let margin = MARGIN.min(view.saturating_sub(height) / 2);
        let lowest = (line + height + margin).saturating_sub(view);
        let highest = line.saturating_sub(margin);
        let top = cursor
            .top
            .max(lowest)
            .min(highest.max(lowest))
            .min(all.saturating_sub(view));
        match pane {
            Pane::Left => state.here_mut().left.top = top,
            _ => state.here_mut().middle.top = top,
        }
    }
}

fn line_of(state: &State, rows: &[Row], row: usize) -> usize {
    (0..row.min(rows.len()))
        .map(|row| rows::lines(rows, row, state.is_high()))
        .sum()
}

fn list(state: &State, pane: Pane) -> Vec<Row> {
    match pane {
        Pane::Left => state.left_rows(),
        Pane::Middle => state.middle_rows(),
        Pane::Right => Vec::new(),
    }
}

fn cursor(state: &State, pane: Pane) -> Cursor {
    match pane {
        Pane::Left => state.here().left,
        _ => state.here().middle,
    }
}

pub(super) fn body(state: &State, pane: Pane) -> Option<Area> {
    state.layout()?.pane(pane).map(Area::body)
}

/// The wheel moves what is under the pointer, whatever has the keys.
pub(super) fn wheel(state: &mut State, column: u16, row: u16, direction: i8) {
    let by = isize::from(direction);
    if state.overlay.is_some() {
        overlays::step(state, by);
        return;
    }
    match state.layout().and_then(|layout| layout.pane_at(column, row)) {
        Some((Pane::Right, _)) => reading::scroll(state, by * WHEEL),
        Some((pane, _)) => by_rows(state, pane, by),
        None => {}
    }
}

/// A click gives its pane the keys and selects; a click on what is selected goes in.
pub(super) fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let Some(layout) = state.layout() else {
        return Vec::new();
    };
    if state.overlay.is_some() {
        return overlays::click(state, column, row);
    }
    if state.placement.is_some() {
        return Vec::new();
    }
    if layout.tabs.contains(column, row) {
        let (width, _) = state.size;
        if let Some(tab) = layout::tab_at(width, state.tab, column) {
            go::show(state, tab);
        }
        return Vec::new();
    }
    let Some((pane, area)) = layout.pane_at(column, row) else {
        return Vec::new();
    };
    let Some(line) = row.checked_sub(area.body().y).map(usize::from) else {
        return Vec::new();
    };
    let had_focus = state.here().focus == pane;
    if pane == Pane::Right {
        return reading::click(state, line, column.saturating_sub(area.x));
    }
    let rows = list(state, pane);
    let line = line + cursor(state, pane).top;
    let clicked =
        (0..rows.len()).find(|&row| (line_of(state, &rows, row)..line_of(state, &rows, row + 1)).contains(&line));
    let Some(clicked) = clicked.filter(|&row| rows[row].selectable()) else {
        return Vec::new();
    };
    let again = had_focus && cursor(state, pane).row == clicked;
    focus(state, pane);
    select(state, pane, clicked);
    if again { go::enter(state) } else { Vec::new() }
}
