//! The window in which the learner is asked for a goal.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::app::layout::Area;
use crate::app::welcome::{Choice, Step, Welcome};
use crate::app::windows::Window;
use crate::content::library::Library;
use crate::tui::theme::Styles;
use crate::tui::wrap::{display_width, wrap};

use super::lists::fitting;
use super::overlays::{open, says, scrolled, typed};
use super::put;

/// Rows of the screen from which there is room for more than the question.
const ROOMY: u16 = 20;
/// Columns of the window.
const WIDTH: u16 = 84;
/// Goals in sight at once.
const LONGEST: u16 = 16;
/// Other answers in sight at once.
const SHORT: u16 = 8;

/// Draws it.
pub(super) fn draw(frame: &mut Frame<'_>, library: &Library, asked: &Welcome, styles: &Styles) {
    let screen = frame.area();
    // What is between the borders of the window.
    let width = WIDTH.min(screen.width.saturating_sub(2)).saturating_sub(4).max(1);
    let is_roomy = screen.height >= ROOMY;
    let question = Span::styled(asked.question(library), styles.title);
    let mut lines = wrap(&[question], width, &[], &[]);
    if is_roomy {
        let hint = Span::styled(asked.hint().to_owned(), styles.dim);
        lines.extend(wrap(&[hint], width, &[], &[]));
    }
    // Among hundreds it is searched, and the window is not to jump at every letter.
    let listed = if asked.step == Step::Aim { LONGEST } else { SHORT };
    let wanted = u16::try_from(lines.len()).unwrap_or(LONGEST).saturating_add(listed + 5);
    let window = Window::new((screen.width, screen.height), WIDTH, wanted);
    let inner = open(frame, asked.title(), &window, styles);
    for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
        frame.buffer_mut().set_line(inner.x, y, line, inner.width);
    }
    // Apart where there is room.
    let gap = u16::from(is_roomy);
    let used = u16::try_from(lines.len()).unwrap_or(inner.height).min(inner.height / 2) + gap;
    let field = Rect {
        y: inner.y + used,
        height: 1,
        ..inner
    };
    typed(frame, field, &asked.input, styles);
    let top = field.y + 1 + gap;
    let list = Rect {
        y: top,
        height: inner.bottom().saturating_sub(top),
        ..inner
    };
    if asked.choices.is_empty() {
        says(frame.buffer_mut(), list, asked.nothing(), styles);
    }
    let area = Area {
        x: list.x,
        y: list.y,
        width: list.width,
        height: list.height,
    };
    scrolled(&window.with_rows(area, asked.choices.len(), asked.row), |y, ix| {
        let is_selected = ix == asked.row;
        line(frame.buffer_mut(), list, y, &asked.choices[ix], is_selected, styles);
    });
}

/// The answer whole, and at the right of it the longest note there is room for.
fn line(buffer: &mut Buffer, area: Rect, y: u16, choice: &Choice, is_selected: bool, styles: &Styles) {
    let style = if is_selected { styles.selected } else { styles.text };
    let dim = if is_selected { styles.selected } else { styles.dim };
    buffer.set_style(Rect { y, height: 1, ..area }, style);
    let end = put(buffer, area.x, y, &choice.label, area.width, style);
    let room = area.right().saturating_sub(end + 2);
    let note = fitting(&choice.notes, usize::from(room));
    let width = u16::try_from(display_width(note)).unwrap_or(u16::MAX);
    if width > room {
        return;
    }
    put(buffer, area.right() - width, y, note, width, dim);
}
