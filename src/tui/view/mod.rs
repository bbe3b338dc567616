//! Drawing: what the state says, as cells. Nothing here decides anything.

mod charts;
mod lists;
mod overlays;
mod placement;
pub(crate) mod reading;
mod welcome;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::command::Tab;
use crate::app::layout::{self, Area, Layout, MIN_HEIGHT, MIN_WIDTH, Pane};
use crate::app::rows;
use crate::app::state::{Filter, State, Tone};
use crate::tui::keymap::{self, Keymap};
use crate::tui::theme::Styles;
use crate::tui::wrap::{display_width, truncate, wrap};
use reading::Laid;

/// Lines a message may take.
const MESSAGE_LINES: u16 = 3;

/// Draws one frame.
pub(crate) fn draw(frame: &mut Frame<'_>, state: &State, laid: &Laid, styles: &Styles, keys: &Keymap) {
    let Some(layout) = state.layout() else {
        return too_small(frame, styles);
    };
    match state.placement() {
        Some(placement) => placement::head(frame.buffer_mut(), placement, layout.tabs, styles),
        None => tabs(frame.buffer_mut(), &layout, state, styles),
    }
    for &(pane, area) in &layout.panes {
        title(frame.buffer_mut(), state, pane, area, styles);
        match pane {
            Pane::Right => reading::draw(frame.buffer_mut(), state, laid, area.body(), styles),
            _ => match state.placement() {
                Some(placement) => placement::list(frame.buffer_mut(), state, placement, area.body(), styles),
                None => lists::draw(frame.buffer_mut(), state, pane, area.body(), styles),
            },
        }
    }
    separators(frame.buffer_mut(), &layout, styles);
    status(frame.buffer_mut(), state, layout.status, styles);
    let hints = keymap::hints(keys, state, laid.page());
    footer(frame.buffer_mut(), hints, layout.footer, styles);
    if let Some(overlay) = &state.overlay {
        overlays::draw(frame, state, overlay, styles, keys);
    }
}

/// Writes a line and returns the column after it; nothing goes past the width.
pub(super) fn put(buffer: &mut Buffer, x: u16, y: u16, text: &str, width: u16, style: Style) -> u16 {
    let shown = truncate(text, usize::from(width));
    buffer.set_stringn(x, y, &*shown, usize::from(width), style).0
}

fn too_small(frame: &mut Frame<'_>, styles: &Styles) {
    let area = frame.area();
    let lines = [
        format!("{} × {} is too small.", area.width, area.height),
        format!("waypost needs {MIN_WIDTH} × {MIN_HEIGHT}:"),
        "make the window larger,".to_owned(),
        "or press q to quit.".to_owned(),
    ];
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        put(frame.buffer_mut(), area.x, y, line, area.width, styles.text);
    }
}

fn tabs(buffer: &mut Buffer, layout: &Layout, state: &State, styles: &Styles) {
    let area = layout.tabs;
    let mut end = area.x;
    for (tab, x, label) in layout::tab_labels(area.width, state.tab) {
        let style = if tab == state.tab {
            styles.active.patch(styles.selected)
        } else {
            styles.text
        };
        end = put(buffer, area.x + x, area.y, &label, area.width.saturating_sub(x), style);
    }
    let overall = state.statuses.count(state.library.topic_ixs());
    let rusty = state.rusty_among(state.library.topic_ixs());
    let mut done = format!("{}/{} done ", overall.done, overall.total);
    let known = format!("{}· {} still known ", done, overall.done - rusty);
    if rusty > 0 && usize::from(end) + display_width(&known) < usize::from(area.width) {
        done = known;
    }
    let width = u16::try_from(display_width(&done)).unwrap_or(0);
    if end + width < area.width {
        put(buffer, area.width - width, area.y, &done, width, styles.dim);
    }
}

fn title(buffer: &mut Buffer, state: &State, pane: Pane, area: Area, styles: &Styles) {
    let focused = state.here().focus == pane && state.overlay.is_none();
    let mut text = pane_title(state, pane);
    if pane == Pane::Middle && state.filter != Filter::All && rows::panes(state.tab).len() == 3 {
        // In front, where it is not cut off: it says why steps are missing.
        text = format!("[{}] {text}", state.filter.name());
    }
    let line = if focused { "━" } else { "─" };
    let rule = if focused { styles.active } else { styles.rule };
    for x in area.x..area.x + area.width {
        buffer[(x, area.y)].set_symbol(line).set_style(rule);
    }
    if text.is_empty() {
        return;
    }
    let style = if focused { styles.active } else { styles.title };
    let room = area.width.saturating_sub(4);
    let shown = format!(" {} ", truncate(&text, usize::from(room.saturating_sub(2))));
    put(buffer, area.x + 1, area.y, &shown, room, style);
}

fn pane_title(state: &State, pane: Pane) -> String {
    let library = &*state.library;
    if let Some(placement) = state.placement() {
        if pane != Pane::Right || is_narrow(state) {
            return placement.title().to_owned();
        }
        let topic = placement.topic().map(|topic| library.topic(topic).title.as_str());
        return topic.unwrap_or("What it came to").to_owned();
    }
    match pane {
        Pane::Left => state.tab.title().to_owned(),
        Pane::Middle if rows::panes(state.tab).len() < 3 => state.tab.title().to_owned(),
        Pane::Middle => state
            .left_row()
            .map_or_else(String::new, |row| row.label(library).to_owned()),
        Pane::Right if state.tab == Tab::Review => match state.test() {
            Some(test) => format!("Test: {}", test.title),
            None => state.tab.title().to_owned(),
        },
        Pane::Right => state
            .subject()
            .map_or_else(String::new, |row| row.label(library).to_owned()),
    }
}

/// Whether there is only one pane, whose title has to say what the others would.
fn is_narrow(state: &State) -> bool {
    state.layout().is_none_or(|layout| layout.panes.len() == 1)
}

fn separators(buffer: &mut Buffer, layout: &Layout, styles: &Styles) {
    for (_, area) in layout.panes.iter().skip(1) {
        for y in area.y..area.y + area.height {
            let symbol = if y == area.y { "┬" } else { "│" };
            buffer[(area.x - 1, y)].set_symbol(symbol).set_style(styles.rule);
        }
    }
}

fn status(buffer: &mut Buffer, state: &State, area: Area, styles: &Styles) {
    let notice = &state.notice;
    let mut room = area.width.saturating_sub(1);
    if state.save_error.is_some() {
        let text = format!("● {} not on disk ", state.unsaved().len());
        let width = u16::try_from(display_width(&text)).unwrap_or(0).min(room);
        put(
            buffer,
            area.x + area.width - width,
            area.y,
            &text,
            width,
            styles.warning,
        );
        room = room.saturating_sub(width + 1);
    }
    let pending = state.is_pending(notice) && state.save_error.is_none();
    let (text, style) = match notice.tone {
        _ if pending => ("saving …", styles.dim),
        Tone::Info => (notice.text.as_str(), styles.text),
        Tone::Warning => (notice.text.as_str(), styles.warning),
    };
    // What doesn't fit the line goes over the lines above; a message that is cut off may lack what to do.
    let lines = wrap(&[Span::styled(text, style)], room.max(1), &[], &[]);
    let more = u16::try_from(lines.len().saturating_sub(1))
        .unwrap_or(0)
        .min(MESSAGE_LINES - 1);
    for (y, line) in (area.y - more..=area.y).zip(&lines) {
        if y < area.y {
            buffer.set_style(
                Rect {
                    x: area.x,
                    y,
                    width: area.width,
                    height: 1,
                },
                Style::reset(),
            );
            put(
                buffer,
                area.x,
                y,
                &" ".repeat(usize::from(area.width)),
                area.width,
                Style::reset(),
            );
        }
        buffer.set_line(area.x + 1, y, line, room);
    }
    if lines.len() > usize::from(more) + 1 {
        let end = lines.get(usize::from(more)).map_or(0, ratatui::text::Line::width);
        let end = u16::try_from(end).unwrap_or(room).min(room.saturating_sub(1));
        put(buffer, area.x + 1 + end, area.y, "…", 1, style);
    }
}

fn footer(buffer: &mut Buffer, hints: Vec<(String, &'static str)>, area: Area, styles: &Styles) {
    let mut x = area.x + 1;
    for (key, label) in hints {
        let width = display_width(&key) + 1 + display_width(label);
        let Ok(width) = u16::try_from(width) else { continue };
        if x + width > area.x + area.width {
            break;
        }
        let after = put(buffer, x, area.y, &key, width, styles.key);
        x = put(buffer, after + 1, area.y, label, width, styles.dim) + 2;
    }
}
