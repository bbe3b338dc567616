//! The head of a placement: how far it is, and what was said.

use ratatui::buffer::Buffer;

use ratatui::layout::Rect;

use crate::app::layout::Area;
use crate::app::placement::{Placement, Said, Tally};
use crate::app::state::State;
use crate::learn::standing::Counts;
use crate::progress::event::Status;
use crate::tui::theme::{self, Styles};
use crate::tui::wrap::display_width;

use super::lists::gauge;
use super::put;

/// Columns from which the gauge is a long one.
const WIDE: u16 = 72;

/// Draws it in the place of the tabs.
pub(super) fn head(buffer: &mut Buffer, placement: &Placement, area: Area, styles: &Styles) {
    let (at, all) = placement.progress();
    let Tally { known, shaky, new, .. } = placement.tally();
    let passed = if placement.is_over() { all } else { at - at.min(1) };
    let counts = Counts {
        done: passed,
        total: all,
        ..Counts::default()
    };
    let end = area.x + area.width;
    let mut x = area.x + 1;
    if area.width >= WIDE {
        x = put(buffer, x, area.y, "Placement ", end - x, styles.active);
    }
    let size = if area.width >= WIDE { 24 } else { 8 };
    for (text, style) in gauge(counts, size, styles) {
        x = put(buffer, x, area.y, &text, end - x, style);
    }
    let figure = if placement.is_over() {
        format!(" {all} topics")
    } else {
        format!(" {at} of {all}")
    };
    x = put(buffer, x, area.y, &figure, end - x, styles.title);
    let said = format!("{known} known {shaky} shaky {new} new ");
    let width = u16::try_from(display_width(&said)).unwrap_or(0);
    if x + width < end {
        put(buffer, end - width, area.y, &said, width, styles.dim);
    }
}

/// Draws the topics with what was said of them, the one in sight among them.
pub(super) fn list(buffer: &mut Buffer, state: &State, placement: &Placement, area: Area, styles: &Styles) {
    let (at, all) = placement.progress();
    let at = if placement.is_over() { all } else { at.saturating_sub(1) };
    let height = usize::from(area.height);
    // What it came to is about those that were judged.
    let judged = placement.topics().position(|(_, said)| said.is_some());
    let top = match judged.filter(|_| placement.is_over()) {
        Some(judged) => judged,
        None => at.saturating_sub(height / 2),
    };
    let top = top.min(all.saturating_sub(height));
    let rows = placement.topics().enumerate().skip(top);
    for (y, (ix, (topic, said))) in (area.y..area.y + area.height).zip(rows) {
        let (mark, style) = match said.map(status) {
            Some(status) => (theme::mark(status), styles.status(status)),
            None => ("·", styles.dim),
        };
        let is_selected = ix == at;
        let over = |style| if is_selected { styles.selected } else { style };
        if is_selected {
            let width = area.width.saturating_sub(1);
            let row = Rect {
                x: area.x,
                y,
                width,
                height: 1,
            };
            buffer.set_style(row, styles.selected);
        }
        put(buffer, area.x + 1, y, mark, 1, over(style));
        let title = &state.library.topic(topic).title;
        put(
            buffer,
            area.x + 3,
            y,
            title,
            area.width.saturating_sub(5),
            over(styles.text),
        );
    }
}

/// What a topic is to be, by what was said of it.
fn status(said: Said) -> Status {
    match said {
        Said::Known => Status::Done,
        Said::Shaky => Status::Learning,
        Said::New => Status::Todo,
    }
}
