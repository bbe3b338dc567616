//! Moving about in the reading pane: lines, and the links on them.

use crate::app::command::Command;
use crate::app::layout::{Area, PAGE_MARGIN, Pane};
use crate::app::msg::{Effect, PageMetrics};
use crate::app::page::{Spot, Target};
use crate::app::state::{PageCursor, State, Wish};

use super::{go, links, moves};

/// Lines kept in sight above what was sought.
const ABOVE: usize = 2;

fn height(state: &State) -> usize {
    moves::body(state, Pane::Right)
        .as_ref()
        .map_or(1, |body: &Area| usize::from(body.height))
}

/// To the next line of a list that leads somewhere when it is in sight, else a line on: a page of prose scrolls, one with
/// lists is walked. What stands in prose is [`link`]'s.
pub(super) fn step(state: &mut State, direction: isize) {
    let height = height(state);
    let PageCursor { scroll: top, target } = state.here().page;
    let spots = state.metrics.spots.iter().enumerate();
    let mut listed = spots.filter(|(_, spot)| !spot.is_inline);
    let candidate = if direction > 0 {
        listed.find(|(at, spot)| target.map_or(spot.line() >= top, |target| *at > target))
    } else {
        listed.rfind(|(at, spot)| target.map_or(spot.line() < top + height, |target| *at < target))
    };
    let candidate = candidate.map(|(at, spot)| (at, spot.line()));
    let in_sight = |top: usize| candidate.filter(|(_, line)| (top..top + height).contains(line));
    if let Some((at, _)) = in_sight(top) {
        state.here_mut().page.target = Some(at);
        return;
    }
    scroll(state, direction);
    if let Some((at, _)) = in_sight(state.here().page.scroll) {
        state.here_mut().page.target = Some(at);
    }
}

/// To the page's beginning, or to its end with the last link that is in sight there.
pub(super) fn edge(state: &mut State, last: bool) {
    state.here_mut().page = PageCursor::default();
    if last {
        state.here_mut().page = PageCursor {
            scroll: state.metrics.lines.saturating_sub(height(state)),
            target: state.metrics.spots.len().checked_sub(1),
        };
        clamp(state);
    }
}

/// So many lines down, or up when less than 0.
pub(super) fn scroll(state: &mut State, by: isize) {
    let end = state.metrics.lines.saturating_sub(height(state));
    let scroll = state.here().page.scroll.saturating_add_signed(by).min(end);
    state.here_mut().page.scroll = scroll;
    clamp(state);
}

/// Takes in how the page came out, and brings into sight what was wanted.
pub(super) fn laid(state: &mut State, metrics: PageMetrics) {
    let sought = metrics.sought;
    state.metrics = metrics;
    clamp(state);
    match state.wish.take() {
        Some(Wish::Link(direction)) => link(state, direction),
        Some(Wish::Answer) => {
            let end = state.metrics.lines.saturating_sub(height(state));
            if let Some(line) = sought {
                state.here_mut().page.scroll = line.min(end);
            }
        }
        Some(Wish::Text { .. }) => {
            let end = state.metrics.lines.saturating_sub(height(state));
            if let Some(line) = sought {
                state.here_mut().page.scroll = line.saturating_sub(ABOVE).min(end);
            }
        }
        None => {}
    }
}

/// Keeps the page's cursor on the page, and its target in sight.
fn clamp(state: &mut State) {
    let height = height(state);
    let end = state.metrics.lines.saturating_sub(height);
    let scroll = state.here().page.scroll.min(end);
    let sight = scroll..scroll + height;
    let is_seen = |at: &usize| {
        let spot = state.metrics.spots.get(*at);
        spot.is_some_and(|spot| spot.stretches.iter().any(|part| sight.contains(&part.line)))
    };
    let target = state.here().page.target.filter(is_seen);
    state.here_mut().page = PageCursor { scroll, target };
}

/// To the next or the previous link, wherever on the page it is; the first or last in sight where none is selected.
pub(super) fn link(state: &mut State, direction: isize) {
    if state.here().focus != Pane::Right {
        go::read(state);
        if state.here().focus == Pane::Right {
            // How its page came out may not have been told yet.
            state.wish = Some(Wish::Link(direction));
        }
        return;
    }
    let height = height(state);
    let PageCursor { scroll: top, target } = state.here().page;
    let spots = &state.metrics.spots;
    let next = match target {
        Some(at) => at.checked_add_signed(direction).filter(|&at| at < spots.len()),
        None if direction > 0 => spots.iter().position(|spot| spot.line() >= top),
        None => spots.iter().rposition(|spot| spot.line() < top + height),
    };
    let Some(at) = next else {
        let said = match (spots.is_empty(), direction > 0) {
            (true, _) => "Nothing on this page leads on",
            (false, true) => "No link further down",
            (false, false) => "No link further up",
        };
        return state.say(said);
    };
    select(state, at);
}

/// Selects a spot of the page and brings it into sight.
pub(super) fn select(state: &mut State, at: usize) {
    let height = height(state);
    let top = state.here().page.scroll;
    let Some(spot) = state.metrics.spots.get(at) else {
        return;
    };
    let (first, last) = (
        spot.line(),
        spot.last_line().min(spot.line() + height.saturating_sub(1)),
    );
    let end = state.metrics.lines.saturating_sub(height);
    let margin = ABOVE.min(height.saturating_sub(last - first + 1) / 2);
    let scroll = if first >= top && last < top + height {
        top
    } else if first < top {
        first.saturating_sub(margin)
    } else {
        (last + margin + 1).saturating_sub(height)
    };
    state.here_mut().page = PageCursor {
        scroll: scroll.min(end),
        target: Some(at),
    };
}

/// Follows the link one is on; with none selected the only one there is, or one chosen from several.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    if let Some(spot) = state.spot().cloned() {
        return go::follow(state, &spot.target);
    }
    match state.metrics.spots.as_slice() {
        [] => state.say("Nothing on this page leads on"),
        [only] => {
            let target = only.target.clone();
            return go::follow(state, &target);
        }
        _ => links::choose_way(state),
    }
    Vec::new()
}

/// A click gives the pane the keys. An answer is chosen, a link is followed at once; a line with an address is selected first, since there is
/// something to tick.
pub(super) fn click(state: &mut State, line: usize, column: u16) -> Vec<Effect> {
    let line = line + state.here().page.scroll;
    // Nothing stands in the margin.
    let column = column.checked_sub(PAGE_MARGIN).unwrap_or(u16::MAX);
    moves::focus(state, Pane::Right);
    let mut answers = state.metrics.answers.iter();
    if let Some((_, key)) = answers.find(|(lines, _)| lines.contains(&line)) {
        let command = Command::Choose(*key);
        return super::carry_out(state, command);
    }
    let mut spots = state.metrics.spots.iter();
    let Some(at) = spots.position(|spot| spot.is_at(line, column)) else {
        return Vec::new();
    };
    let Spot { target, is_inline, .. } = state.metrics.spots[at].clone();
    let again = state.here().page.target == Some(at);
    state.here_mut().page.target = Some(at);
    if again || is_inline || !matches!(target, Target::Url(_)) {
        return go::follow(state, &target);
    }
    Vec::new()
}
