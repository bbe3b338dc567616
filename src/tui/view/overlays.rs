//! What lies over the panes.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType, Clear, Widget};
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::layout::Area;
use crate::app::state::{LinkUse, Overlay, State};
use crate::app::windows::{self, HELP_KEYS, Head, Window};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::search::Hit;
use crate::tui::keymap::Keymap;
use crate::tui::markdown;
use crate::tui::theme::Styles;
use crate::tui::wrap::{display_width, wrap};

use super::put;

/// Draws what lies over the panes.
pub(super) fn draw(frame: &mut Frame<'_>, state: &State, overlay: &Overlay, styles: &Styles, keys: &Keymap) {
    let screen = frame.area();
    let Some(window) = windows::window(overlay, (screen.width, screen.height)) else {
        match overlay {
            Overlay::Url { url, why } => address(frame, url, why, styles),
            Overlay::Welcome(asked) => super::welcome::draw(frame, &state.library, asked, styles),
            _ => {}
        }
        return;
    };
    let inner = open(frame, title(overlay), &window, styles);
    let list = rect(window.list);
    match overlay {
        Overlay::Help { .. } => help(frame, inner, &window, styles, keys),
        Overlay::Find { input, hits, row } => {
            typed(frame, inner, input, styles);
            if hits.is_empty() {
                let text = if input.value().trim().is_empty() {
                    "Titles and names first, then words in the text."
                } else {
                    "Nothing found. Fewer letters find more."
                };
                says(frame.buffer_mut(), list, text, styles);
            }
            scrolled(&window, |y, ix| {
                hit(frame.buffer_mut(), list, y, &hits[ix], ix == *row, styles);
            });
        }
        Overlay::Palette { input, commands, row } => {
            typed(frame, inner, input, styles);
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
            scrolled(&window, |y, ix| {
                let style = if ix == *row { styles.selected } else { styles.text };
                two_columns(
                    frame.buffer_mut(),
                    list,
                    y,
                    commands[ix].title(),
                    &keys.keys_of(commands[ix]),
                    style,
                );
            });
        }
        Overlay::Links { links, row, .. } => {
            scrolled(&window, |y, ix| {
                let style = if ix == *row { styles.selected } else { styles.text };
                two_columns(frame.buffer_mut(), inner, y, &links[ix].title, &links[ix].url, style);
            });
        }
        Overlay::Minutes {
            title, so_far, input, ..
        } => {
            typed(frame, inner, input, styles);
            let text = format!("{so_far} so far on {title}");
            put(frame.buffer_mut(), inner.x, inner.y + 2, &text, inner.width, styles.dim);
        }
        Overlay::Ways { ways, row } => {
            scrolled(&window, |y, ix| {
                let style = if ix == *row { styles.selected } else { styles.text };
                two_columns(frame.buffer_mut(), inner, y, &ways[ix].title, &ways[ix].note, style);
            });
        }
        Overlay::Tests { scopes, row } => {
            scrolled(&window, |y, ix| {
                let style = if ix == *row { styles.selected } else { styles.text };
                let scope = &scopes[ix];
                let topics = match (scope.open(&state.statuses), scope.topics.len()) {
                    (1, 1) => "1 topic".to_owned(),
                    (open, count) if open == count => format!("{count} topics"),
                    (open, count) => format!("{open} open of {count}"),
                };
                let note = format!("{}, {topics}", scope.kind);
                two_columns(frame.buffer_mut(), inner, y, &scope.title, &note, style);
            });
        }
        Overlay::Problems { found, row } => problems(frame, inner, &window, found, *row, styles),
        Overlay::Url { .. } | Overlay::Welcome(_) => {}
    }
}

/// What a window is called.
fn title(overlay: &Overlay) -> &'static str {
    match overlay {
        Overlay::Help { .. } => "Keys",
        Overlay::Find { .. } => "Search everything",
        Overlay::Palette { .. } => "Commands",
        Overlay::Links {
            purpose: LinkUse::Open, ..
        } => "Open which link?",
        Overlay::Links {
            purpose: LinkUse::Copy, ..
        } => "Copy which link?",
        Overlay::Ways { .. } => "Follow which link?",
        Overlay::Tests { .. } => "Test out of what?",
        Overlay::Minutes { .. } => "Minutes today",
        Overlay::Problems { .. } => "What is wrong with the packs",
        Overlay::Url { .. } => "Link",
        Overlay::Welcome(_) => "Welcome",
    }
}

fn rect(area: Area) -> Rect {
    Rect {
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    }
}

/// Draws an empty window; returns its inside.
pub(super) fn open(frame: &mut Frame<'_>, title: &str, window: &Window, styles: &Styles) -> Rect {
    let area = rect(window.area);
    Clear.render(area, frame.buffer_mut());
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(styles.rule)
        .title(Span::styled(format!(" {title} "), styles.active));
    block.render(area, frame.buffer_mut());
    rect(window.inner)
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

/// What an empty list says, over as many lines as it takes.
pub(super) fn says(buffer: &mut Buffer, list: Rect, text: &str, styles: &Styles) {
    let lines = wrap(
        &[Span::styled(text.to_owned(), styles.dim)],
        list.width.max(1),
        &[],
        &[],
    );
    for (y, line) in (list.y..list.bottom()).zip(&lines) {
        buffer.set_line(list.x, y, line, list.width);
    }
}

/// Calls for every row in sight.
pub(super) fn scrolled(window: &Window, mut draw: impl FnMut(u16, usize)) {
    let list = window.list;
    for (y, ix) in (list.y..list.y.saturating_add(list.height)).zip(window.top..window.count) {
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
        &markdown::unmarked(&hit.context, &styles.markdown),
        end.saturating_sub(x + 2),
        styles.dim.patch(base),
    );
}

/// Every command with its keys, and what the signs mean.
fn help(frame: &mut Frame<'_>, inner: Rect, window: &Window, styles: &Styles, keys: &Keymap) {
    let lines = windows::help(inner.width);
    let buffer = frame.buffer_mut();
    for (y, (head, text)) in (inner.y..inner.bottom()).zip(lines.iter().skip(window.top)) {
        let keys = match head {
            Head::Heading => {
                put(buffer, inner.x, y, text, inner.width, styles.heading);
                continue;
            }
            Head::Keys(command) => keys.keys_of(*command),
            Head::Sign(sign) => (*sign).to_owned(),
            Head::None => String::new(),
        };
        put(buffer, inner.x, y, &keys, HELP_KEYS - 1, styles.key);
        let room = inner.width.saturating_sub(HELP_KEYS);
        put(buffer, inner.x + HELP_KEYS, y, text, room, styles.text);
    }
    let below = lines.len().saturating_sub(window.top + usize::from(inner.height));
    if below > 0 {
        let more = format!(" {below} more ↓ ");
        let width = u16::try_from(display_width(&more)).unwrap_or(0);
        let x = inner.right().saturating_sub(width);
        put(buffer, x, inner.bottom(), &more, width, styles.dim);
    }
}

/// What is wrong: a line each, and the selected one whole below.
fn problems(frame: &mut Frame<'_>, inner: Rect, window: &Window, found: &[Diagnostic], row: usize, styles: &Styles) {
    let list = rect(window.list);
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
    scrolled(window, |y, ix| {
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
    let screen = frame.area();
    let window = Window::new((screen.width, screen.height), inner_width + 4, height);
    let inner = open(frame, "Link", &window, styles);
    for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
        frame.buffer_mut().set_line(inner.x, y, line, inner.width);
    }
}
