//! What lies over the panes.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType, Clear, Widget};
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::command::{Command, LEGEND};
use crate::app::layout;
use crate::app::state::{LinkUse, Overlay, State};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::search::Hit;
use crate::tui::keymap;
use crate::tui::theme::Styles;
use crate::tui::wrap::{display_width, wrap};

use super::put;

/// Draws what lies over the panes.
pub(super) fn draw(frame: &mut Frame<'_>, state: &State, overlay: &Overlay, styles: &Styles) {
    match overlay {
        Overlay::Help { scroll } => help(frame, *scroll, styles),
        Overlay::Find { input, hits, row } => {
            let inner = window(frame, "Search everything", 90, 24, styles);
            typed(frame, inner, input, styles);
            let list = below(inner);
            if hits.is_empty() {
                let text = if input.value().trim().is_empty() {
                    "Titles and names first, then words in the text."
                } else {
                    "Nothing found. Fewer letters find more."
                };
                put(frame.buffer_mut(), list.x, list.y, text, list.width, styles.dim);
            }
            scrolled(list, hits.len(), *row, |y, ix| {
                hit(frame.buffer_mut(), list, y, &hits[ix], ix == *row, styles);
            });
        }
        Overlay::Palette { input, commands, row } => {
            let inner = window(frame, "Commands", 70, 24, styles);
            typed(frame, inner, input, styles);
            let list = below(inner);
            if commands.is_empty() {
                put(
                    frame.buffer_mut(),
                    list.x,
                    list.y,
                    "No command is called so.",
                    list.width,
                    styles.dim,
                );
            }
            scrolled(list, commands.len(), *row, |y, ix| {
                let style = if ix == *row { styles.selected } else { styles.text };
                two_columns(
                    frame.buffer_mut(),
                    list,
                    y,
                    commands[ix].title(),
                    &keymap::keys_of(commands[ix]),
                    style,
                );
            });
        }
        Overlay::Links { links, row, purpose } => {
            let title = match purpose {
                LinkUse::Open => "Open which link?",
                LinkUse::Copy => "Copy which link?",
            };
            let rows = u16::try_from(links.len()).unwrap_or(u16::MAX).saturating_add(2);
            let inner = window(frame, title, 90, rows, styles);
            scrolled(inner, links.len(), *row, |y, ix| {
                let style = if ix == *row { styles.selected } else { styles.text };
                two_columns(frame.buffer_mut(), inner, y, &links[ix].title, &links[ix].url, style);
            });
        }
        Overlay::Welcome(asked) => super::welcome::draw(frame, &state.library, asked, styles),
        Overlay::Problems { found, row } => problems(frame, found, *row, styles),
        Overlay::Url { url, why } => address(frame, url, why, styles),
    }
}

/// A window in the middle, at most so large; returns its inside.
pub(super) fn window(frame: &mut Frame<'_>, title: &str, width: u16, height: u16, styles: &Styles) -> Rect {
    let screen = frame.area();
    let width = width.min(screen.width.saturating_sub(2));
    let height = height.min(screen.height.saturating_sub(2));
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 3,
        width,
        height,
    };
    Clear.render(area, frame.buffer_mut());
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(styles.rule)
        .title(Span::styled(format!(" {title} "), styles.active));
    let inner = block.inner(area);
    block.render(area, frame.buffer_mut());
    Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

fn below(area: Rect) -> Rect {
    Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(2),
        ..area
    }
}

/// A text field with the terminal's own cursor in it.
pub(super) fn typed(frame: &mut Frame<'_>, area: Rect, input: &Input, styles: &Styles) {
    let room = usize::from(area.width.saturating_sub(3));
    let scroll = input.visual_scroll(room);
    // The part of the text in sight begins where so many columns have gone by.
    let mut columns = 0;
    let rest = input.value().char_indices().find(|(at, _)| {
        columns = display_width(&input.value()[..*at]);
        columns >= scroll
    });
    let shown = rest.map_or("", |(at, _)| &input.value()[at..]);
    let buffer = frame.buffer_mut();
    put(buffer, area.x, area.y, "›", 1, styles.key);
    buffer.set_stringn(area.x + 2, area.y, shown, room, styles.text);
    let column = u16::try_from(input.visual_cursor().saturating_sub(scroll)).unwrap_or(0);
    frame.set_cursor_position(Position {
        x: area.x + 2 + column.min(area.width.saturating_sub(3)),
        y: area.y,
    });
}

/// Calls for every row in sight, so that the selected one is among them.
pub(super) fn scrolled(area: Rect, count: usize, row: usize, mut draw: impl FnMut(u16, usize)) {
    let height = usize::from(area.height);
    let top = row.saturating_sub(height / 2).min(count.saturating_sub(height));
    for (y, ix) in (area.y..area.bottom()).zip(top..count) {
        draw(y, ix);
    }
}

fn two_columns(buffer: &mut Buffer, area: Rect, y: u16, left: &str, right: &str, style: Style) {
    buffer.set_style(Rect { y, height: 1, ..area }, style);
    let wanted = u16::try_from(display_width(right)).unwrap_or(u16::MAX);
    let right_width = wanted.min(area.width / 2);
    put(
        buffer,
        area.x,
        y,
        left,
        area.width.saturating_sub(right_width + 2),
        style,
    );
    put(buffer, area.right() - right_width, y, right, right_width, style);
}

fn hit(buffer: &mut Buffer, area: Rect, y: u16, hit: &Hit, selected: bool, styles: &Styles) {
    let base = if selected { styles.selected } else { styles.text };
    buffer.set_style(Rect { y, height: 1, ..area }, base);
    let kind = format!("{:<8}", hit.item.kind());
    let mut x = put(buffer, area.x, y, &kind, 8, styles.dim.patch(base)) + 1;
    let end = area.right();
    for (ix, glyph) in hit.title.graphemes(true).enumerate() {
        let matched = u32::try_from(ix).is_ok_and(|ix| hit.matched.contains(&ix));
        let style = if matched { styles.matched.patch(base) } else { base };
        if x >= end {
            return;
        }
        x = put(buffer, x, y, glyph, end - x, style);
    }
    put(
        buffer,
        x + 2,
        y,
        &hit.context,
        end.saturating_sub(x + 2),
        styles.dim.patch(base),
    );
}

/// Every command with its keys; two columns where there is room.
fn help(frame: &mut Frame<'_>, scroll: usize, styles: &Styles) {
    let rows = layout::help_rows(frame.area().height);
    let inner = window(frame, "Keys", 76, rows, styles);
    let lines = help_lines();
    let height = usize::from(inner.height);
    let top = scroll.min(lines.len().saturating_sub(height));
    for (y, (keys, title)) in (inner.y..inner.bottom()).zip(&lines[top..]) {
        put(frame.buffer_mut(), inner.x, y, keys, 14, styles.key);
        let room = inner.width.saturating_sub(15);
        put(frame.buffer_mut(), inner.x + 15, y, title, room, styles.text);
    }
    if top + height < lines.len() {
        let more = format!(" {} more ↓ ", lines.len() - top - height);
        let width = u16::try_from(display_width(&more)).unwrap_or(0);
        put(
            frame.buffer_mut(),
            inner.right().saturating_sub(width),
            inner.bottom(),
            &more,
            width,
            styles.dim,
        );
    }
}

/// The help's lines: keys, and what they do.
fn help_lines() -> Vec<(String, &'static str)> {
    let commands = Command::ALL
        .iter()
        .map(|&command| (keymap::keys_of(command), command.title()));
    let gap = std::iter::once((String::new(), ""));
    commands
        .chain(gap)
        .chain(LEGEND.iter().map(|&(sign, meaning)| (sign.to_owned(), meaning)))
        .collect()
}

/// Lines for the problem that is selected.
const BELOW: u16 = 6;

/// What is wrong: a line each, and the selected one whole below.
fn problems(frame: &mut Frame<'_>, found: &[Diagnostic], row: usize, styles: &Styles) {
    // The list, a line between, and what is below it.
    let rows = u16::try_from(found.len()).unwrap_or(u16::MAX).saturating_add(BELOW + 3);
    let rows = if found.is_empty() { 3 } else { rows.min(30) };
    let inner = window(frame, "What is wrong with the packs", 100, rows, styles);
    let Some(selected) = found.get(row) else {
        let text = "Every file was read as it is.";
        put(frame.buffer_mut(), inner.x, inner.y, text, inner.width, styles.dim);
        return;
    };
    let place = format!("{}:{}:{}", selected.file.display(), selected.line, selected.column);
    let mut whole = wrap(&[Span::styled(place, styles.link)], inner.width, &[], &[]);
    for (text, style) in [(&selected.message, styles.text), (&selected.hint, styles.dim)] {
        if !text.is_empty() {
            whole.extend(wrap(&[Span::styled(text.clone(), style)], inner.width, &[], &[]));
        }
    }
    // The same for all, so that the list stands still; less in a low window, so that there is a list.
    let lines = BELOW.min(inner.height / 2);
    let list = Rect {
        height: inner.height.saturating_sub(lines + 1),
        ..inner
    };
    scrolled(list, found.len(), row, |y, ix| {
        let one = &found[ix];
        let style = if ix == row { styles.selected } else { styles.text };
        let severity = match one.severity {
            Severity::Error => ("error  ", styles.warning),
            Severity::Warning => ("warning", styles.learning),
            Severity::Info => ("note   ", styles.dim),
        };
        let buffer = frame.buffer_mut();
        buffer.set_style(Rect { y, height: 1, ..list }, style);
        let x = put(buffer, list.x, y, severity.0, list.width, severity.1.patch(style)) + 1;
        let name = one.file.file_name().unwrap_or(one.file.as_os_str());
        let text = format!("{}:{}  {}", name.display(), one.line, one.message);
        put(buffer, x, y, &text, list.right().saturating_sub(x), style);
    });
    let below = inner.y + list.height + 1;
    for (y, line) in (below..inner.bottom()).zip(&whole) {
        frame.buffer_mut().set_line(inner.x, y, line, inner.width);
    }
}

fn address(frame: &mut Frame<'_>, url: &str, why: &str, styles: &Styles) {
    let inner_width = 76.min(frame.area().width.saturating_sub(6));
    let mut lines = wrap(&[Span::styled(url.to_owned(), styles.link)], inner_width, &[], &[]);
    let about = format!("Not opened: {why}.");
    let copied = "The address was sent to the clipboard; where the terminal does not take it, select it with Shift.";
    lines.push(ratatui::text::Line::default());
    lines.extend(wrap(&[Span::styled(about, styles.text)], inner_width, &[], &[]));
    lines.extend(wrap(
        &[Span::styled(copied.to_owned(), styles.dim)],
        inner_width,
        &[],
        &[],
    ));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inner = window(frame, "Link", inner_width + 4, height, styles);
    for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
        frame.buffer_mut().set_line(inner.x, y, line, inner.width);
    }
}
