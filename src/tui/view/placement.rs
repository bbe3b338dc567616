//! The head of a placement: how far it is, and what was said.

use ratatui::buffer::Buffer;

use crate::app::layout::Area;
use crate::app::placement::{Placement, Tally};
use crate::learn::standing::Counts;
use crate::tui::theme::Styles;
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
