//! The lists on the left and in the middle.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::command::{Command, Tab};
use crate::app::layout::{Area, Pane};
use crate::app::rows::{self, Row};
use crate::app::state::{Filter, State};
use crate::content::library::Lead;
use crate::learn::standing::Counts;
use crate::progress::event::Status;
use crate::tui::theme::{self, Styles};
use crate::tui::wrap::display_width;

use super::put;

/// Columns of a gauge in a wide list.
const GAUGE: usize = 24;
/// Columns of a gauge in a narrow one.
const SHORT_GAUGE: usize = 8;

/// Draws a list, scrolled to where the state says.
pub(super) fn draw(buffer: &mut Buffer, state: &State, pane: Pane, area: Area, styles: &Styles) {
    let here = state.here();
    let (rows, cursor) = match pane {
        Pane::Left => (state.left_rows(), here.left),
        _ => (state.middle_rows(), here.middle),
    };
    if !rows.iter().any(Row::selectable) {
        return empty(buffer, state, pane, area, styles);
    }
    let focused = here.focus == pane && state.overlay.is_none();
    let mut line = 0;
    for (ix, row) in rows.iter().enumerate() {
        let height = rows::lines(&rows, ix, state.is_high());
        for part in 0..height {
            if line >= cursor.top && line - cursor.top < usize::from(area.height) {
                // Fits: smaller than the area's height.
                let y = area.y + u16::try_from(line - cursor.top).unwrap_or(0);
                let selected = (ix == cursor.row).then_some(if focused { styles.selected } else { styles.remembered });
                let cell = RowCell {
                    state,
                    row,
                    height,
                    part,
                    selected,
                    focused,
                    styles,
                };
                cell.draw(buffer, area.x, y, area.width);
            }
            line += 1;
        }
        if line >= cursor.top + usize::from(area.height) {
            break;
        }
    }
}

/// What an empty list says.
fn empty(buffer: &mut Buffer, state: &State, pane: Pane, area: Area, styles: &Styles) {
    let change = format!("{} changes it.", state.key(Command::Filter));
    let lines: &[&str] = if pane == Pane::Middle && state.filter != Filter::All {
        &["Nothing under this filter.", &change]
    } else if pane == Pane::Left || rows::panes(state.tab).len() < 3 {
        &["None of the loaded specs", "has any of these."]
    } else if state.left_rows().is_empty() {
        &[]
    } else {
        &["No topics here;", "the page on the right tells more."]
    };
    for (y, line) in (area.y + 1..area.y + area.height).zip(lines) {
        put(buffer, area.x + 2, y, line, area.width.saturating_sub(2), styles.dim);
    }
}

struct RowCell<'a> {
    state: &'a State,
    row: &'a Row,
    /// How many lines the row has.
    height: usize,
    /// Which of them this is.
    part: usize,
    selected: Option<Style>,
    /// Whether the list has the keys.
    focused: bool,
    styles: &'a Styles,
}

impl RowCell<'_> {
    fn draw(&self, buffer: &mut Buffer, x: u16, y: u16, width: u16) {
        let styles = self.styles;
        let end = x + width;
        match self.selected {
            Some(style) if self.focused => {
                // The row's last cell stays plain: a wide glyph with a background must not end a screen.
                let area = ratatui::layout::Rect {
                    x,
                    y,
                    width: width.saturating_sub(1),
                    height: 1,
                };
                buffer.set_style(area, style);
            }
            Some(style) if self.part == 0 => _ = put(buffer, x, y, ">", 1, style),
            _ => {}
        }
        let over = |style: Style| match self.selected {
            Some(selected) if self.focused => selected,
            Some(selected) => style.patch(selected),
            None => style,
        };
        let library = &*self.state.library;
        if let Row::Heading(text) = self.row {
            if self.part + 1 == self.height {
                put(buffer, x + 1, y, text, width.saturating_sub(2), styles.heading);
            }
            return;
        }
        if self.part == 1 {
            let indent = if matches!(self.row, Row::Goal(..)) { 1 } else { 4 };
            let room = width.saturating_sub(indent + 1);
            let notes = self.row.notes(library);
            let note = fitting(&notes, usize::from(room));
            put(buffer, x + indent, y, note, room, over(styles.dim));
            return;
        }
        let is_first = matches!(
            self.row,
            Row::Part(_) | Row::Goal(..) | Row::Invite(_) | Row::Sweep(..) | Row::Due { .. }
        );
        let unmarked = usize::from(self.is_total() && !is_first && self.mark().is_none());
        let indent = (self.row.depth(library, self.state.tab) + unmarked) * 2;
        let mut at = x + 1 + u16::try_from(indent).unwrap_or(0).min(width / 2);
        if let Some((mark, style)) = self.mark() {
            at = put(buffer, at, y, mark, 1, over(style)) + 1;
        }
        if self.row.is_inferred(library) {
            at = put(buffer, at, y, "~", 1, over(styles.dim)) + 1;
        }
        let right = self.right(usize::from(width));
        let right_width = right.iter().map(|(text, _)| display_width(text)).sum::<usize>();
        let right_width = u16::try_from(right_width).unwrap_or(0);
        let room = end.saturating_sub(at).saturating_sub(right_width + 2);
        let label = self.row.label(library);
        let label_style = if matches!(self.row, Row::Agent(_) | Row::Goal(..) | Row::Due { .. }) {
            styles.title
        } else {
            styles.text
        };
        let mut after = put(buffer, at, y, label, room, over(label_style));
        let left = (at + room).saturating_sub(after + 2);
        if self.height == 1 {
            let notes = self.row.notes(library);
            let note = fitting(&notes, usize::from(left));
            // So little of one that doesn't fit would say nothing.
            if !note.is_empty() && (left > 6 || display_width(note) <= usize::from(left)) {
                after = put(buffer, after + 2, y, note, left, over(styles.dim));
            }
        }
        let mut at = end.saturating_sub(right_width + 1).max(after);
        for (text, style) in right {
            at = put(buffer, at, y, &text, end.saturating_sub(at), over(style));
        }
    }

    /// The status mark of a row that stands for one topic, or the fold mark of an agent.
    fn mark(&self) -> Option<(&'static str, Style)> {
        let styles = self.styles;
        match self.row {
            Row::Agent(agent) if !self.is_total() => {
                Some((if self.state.is_open(*agent) { "▾" } else { "▸" }, styles.dim))
            }
            Row::Name(_, Some(Lead::Within(_))) => Some(("›", styles.dim)),
            Row::Name(_, None) => Some(("·", styles.dim)),
            row => match row.topic(&self.state.library) {
                Some(topic) if self.state.is_unsaved(topic) => Some(("…", styles.warning)),
                Some(topic) => {
                    let status = self.state.statuses.of(topic);
                    let mastery = self.state.mastery(topic);
                    Some((theme::mark_of(status, mastery), styles.topic(status, mastery)))
                }
                None if matches!(row, Row::Tool(_)) => {
                    let leads = !matches!(row, Row::Tool(at) if self.state.library.tool_topics(*at).is_empty());
                    Some((if leads { "›" } else { "·" }, styles.dim))
                }
                None => None,
            },
        }
    }

    fn is_total(&self) -> bool {
        rows::panes(self.state.tab).len() < 3
    }

    /// The figures at a row's right end: done of all, and a gauge where there is room.
    fn right(&self, width: usize) -> Vec<(String, Style)> {
        let counted = matches!(
            self.row,
            Row::Agent(_)
                | Row::Path(_)
                | Row::Group(..)
                | Row::Role(_)
                | Row::Stack(_)
                | Row::ToolGroup(..)
                | Row::Roadmap(_)
                | Row::Lessons
                | Row::Goal(..)
        );
        // An agent's roles overlap, and ask for more than its paths have: its figure would read as their sum, and be none.
        let is_over_roles = matches!(self.row, Row::Agent(_)) && self.state.tab == Tab::Roles;
        if !counted || is_over_roles {
            return Vec::new();
        }
        let topics = self.row.topics(&self.state.library);
        let counts = self.state.statuses.count(topics.iter().copied());
        if counts.total == 0 {
            return vec![("–".to_owned(), self.styles.dim)];
        }
        let figures = figures(counts, self.state.rusty_among(topics));
        if !self.is_total() {
            return vec![(figures, self.styles.dim)];
        }
        let size = if width >= 72 { GAUGE } else { SHORT_GAUGE };
        let mut parts = gauge(counts, size, self.styles);
        let percent = if width >= 72 {
            format!(" {:>3} %", counts.percent())
        } else {
            String::new()
        };
        parts.push((format!(" {figures:>7}{percent}"), self.styles.dim));
        parts
    }
}

/// The first that fits into so many columns, else the last.
pub(super) fn fitting(notes: &[String], room: usize) -> &str {
    let fits = notes.iter().find(|note| display_width(note) <= room);
    fits.or(notes.last()).map_or("", String::as_str)
}

/// "3/12", and apart what is rusty of it and what is skipped: "3/12 ↻1 –2".
pub(super) fn figures(counts: Counts, rusty: usize) -> String {
    let rusty = if rusty > 0 {
        format!(" ↻{rusty}")
    } else {
        String::new()
    };
    let skipped = if counts.skipped > 0 {
        format!(" –{}", counts.skipped)
    } else {
        String::new()
    };
    format!("{}/{}{rusty}{skipped}", counts.done, counts.total)
}

/// A bar whose filled part is heavier as well as coloured.
pub(super) fn gauge(counts: Counts, size: usize, styles: &Styles) -> Vec<(String, Style)> {
    let part = |count: usize| (count * size).checked_div(counts.total).unwrap_or(0);
    let done = part(counts.done).max(usize::from(counts.done > 0));
    let begun = part(counts.done + counts.learning)
        .max(done + usize::from(counts.learning > 0))
        .min(size);
    vec![
        ("━".repeat(done), styles.done),
        ("╍".repeat(begun.saturating_sub(done)), styles.status(Status::Learning)),
        ("─".repeat(size - begun.max(done)), styles.rule),
    ]
}
