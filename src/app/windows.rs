//! Where the windows over the panes stand, and what is in them: the screen draws by it, clicks are read by it.

use super::command::{Command, Group, LEGEND};
use super::layout::Area;
use super::state::Overlay;

/// Columns of the keys in the help, with the one behind them.
pub const HELP_KEYS: u16 = 15;
/// Lines for the problem that is selected, below the list of all.
pub const BELOW: u16 = 6;

/// A window: a frame, a blank column at both sides, and in it a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// With its frame.
    pub area: Area,
    /// What is inside.
    pub inner: Area,
    /// Where its rows stand.
    pub list: Area,
    /// The first row in sight.
    pub top: usize,
    /// How many rows there are.
    pub count: usize,
}

/// What stands in the key column of a line of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// What the lines below are about.
    Heading,
    /// The keys of a command.
    Keys(Command),
    /// A sign of the screen.
    Sign(&'static str),
    /// Nothing: the line goes on with the one above, or parts two sections.
    None,
}

impl Window {
    /// In the middle of a screen, at most so large.
    pub fn new(size: (u16, u16), width: u16, height: u16) -> Self {
        let width = width.min(size.0.saturating_sub(2));
        let height = height.min(size.1.saturating_sub(2));
        let area = Area {
            x: (size.0 - width) / 2,
            y: (size.1 - height) / 3,
            width,
            height,
        };
        let inner = Area {
            x: area.x + 2,
            y: area.y + 1,
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        };
        Self {
            area,
            inner,
            list: inner,
            top: 0,
            count: 0,
        }
    }

    /// With the rows of a list, of which this one is in sight.
    #[must_use]
    pub fn with_rows(self, list: Area, count: usize, row: usize) -> Self {
        let height = usize::from(list.height);
        Self {
            list,
            top: row.saturating_sub(height / 2).min(count.saturating_sub(height)),
            count,
            ..self
        }
    }

    /// The row at a place of the screen.
    pub fn row_at(&self, column: u16, row: u16) -> Option<usize> {
        let is_inside = self.area.contains(column, row) && self.list.contains(self.list.x, row);
        let at = self.top + usize::from(row.checked_sub(self.list.y)?);
        Some(at).filter(|&at| is_inside && at < self.count)
    }
}

/// The window of what lies over the panes on a screen of this size; `None` for a text without rows, whose height is its own.
pub fn window(overlay: &Overlay, size: (u16, u16)) -> Option<Window> {
    let of_rows = |count: usize, more: u16| u16::try_from(count).unwrap_or(u16::MAX).saturating_add(more);
    let window = match overlay {
        Overlay::Help { scroll } => {
            let window = Window::new(size, 76, 48);
            let count = help(window.inner.width).len();
            let last = count.saturating_sub(usize::from(window.inner.height));
            Window {
                top: (*scroll).min(last),
                count,
                ..window
            }
        }
        Overlay::Find { hits, row, .. } => {
            let window = Window::new(size, 90, 24);
            window.with_rows(below_field(window.inner), hits.len(), *row)
        }
        Overlay::Palette { commands, row, .. } => {
            let window = Window::new(size, 70, 24);
            window.with_rows(below_field(window.inner), commands.len(), *row)
        }
        Overlay::Links { links, row, .. } => {
            let window = Window::new(size, 90, of_rows(links.len(), 2));
            window.with_rows(window.inner, links.len(), *row)
        }
        Overlay::Ways { ways, row } => {
            let window = Window::new(size, 90, of_rows(ways.len(), 2));
            window.with_rows(window.inner, ways.len(), *row)
        }
        Overlay::Tests { scopes, row } => {
            let window = Window::new(size, 70, of_rows(scopes.len(), 2));
            window.with_rows(window.inner, scopes.len(), *row)
        }
        Overlay::Minutes { .. } => Window::new(size, 50, 5),
        Overlay::Problems { found, .. } if found.is_empty() => Window::new(size, 100, 3),
        Overlay::Problems { found, row } => {
            // The list, a line between, and what is below it.
            let window = Window::new(size, 100, of_rows(found.len(), BELOW + 3).min(30));
            let inner = window.inner;
            // The same for all, so that the list stands still; less in a low window, so that there is a list.
            let lines = BELOW.min(inner.height / 2);
            let list = Area {
                height: inner.height.saturating_sub(lines + 1),
                ..inner
            };
            window.with_rows(list, found.len(), *row)
        }
        Overlay::Url { .. } | Overlay::Welcome(_) => return None,
    };
    Some(window)
}

/// Below a text field and the empty line under it.
fn below_field(area: Area) -> Area {
    Area {
        y: area.y + 2,
        height: area.height.saturating_sub(2),
        ..area
    }
}

/// The lines of the help in a window of so many columns: every command with its keys, by what it is for, and what the signs
/// mean.
pub fn help(width: u16) -> Vec<(Head, &'static str)> {
    let room = usize::from(width.saturating_sub(HELP_KEYS)).max(1);
    let mut lines = Vec::new();
    let mut section = |heading: &'static str, entries: &[(Head, &'static str)]| {
        if !lines.is_empty() {
            lines.push((Head::None, ""));
        }
        lines.push((Head::Heading, heading));
        for &(head, text) in entries {
            let mut head = Some(head);
            for line in wrapped(text, room) {
                lines.push((head.take().unwrap_or(Head::None), line));
            }
        }
    };
    for group in Group::ALL {
        let commands = Command::ALL.iter().filter(|command| command.group() == group);
        let entries: Vec<_> = commands
            .map(|&command| (Head::Keys(command), under(group, command.title())))
            .collect();
        section(group.title(), &entries);
    }
    let signs = LEGEND.iter().map(|&(sign, meaning)| (Head::Sign(sign), meaning));
    section("Signs and mouse", &signs.collect::<Vec<_>>());
    lines
}

/// What a command does, without what the heading above it says.
fn under(group: Group, title: &'static str) -> &'static str {
    let rest = title.strip_prefix(group.title());
    rest.and_then(|rest| rest.strip_prefix(": ")).unwrap_or(title)
}

/// A text without wide characters in lines of so many columns at most, where its words are that short.
fn wrapped(text: &str, room: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    loop {
        let too_far = rest.char_indices().nth(room).map(|(at, _)| at);
        let Some(end) = too_far else {
            lines.push(rest);
            return lines;
        };
        // A blank just behind the line ends it as well.
        let blank = rest[..end].rfind(' ').filter(|_| !rest[end..].starts_with(' '));
        let end = blank.unwrap_or(end);
        lines.push(rest[..end].trim_end());
        rest = rest[end..].trim_start();
        if rest.is_empty() {
            return lines;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_wrapped_between_words() {
        for (text, room, lines) in [
            ("", 5, vec![""]),
            ("one two", 7, vec!["one two"]),
            ("one two", 6, vec!["one", "two"]),
            ("one two", 3, vec!["one", "two"]),
            ("one two ", 7, vec!["one two"]),
            ("threefold", 5, vec!["three", "fold"]),
            ("← folds, → opens", 9, vec!["← folds,", "→ opens"]),
        ] {
            assert_eq!(wrapped(text, room), lines, "{text:?} in {room}");
        }
    }

    #[test]
    fn the_help_is_whole_at_every_width() {
        for width in [34, 40, 70] {
            let lines = help(width);
            let room = usize::from(width - HELP_KEYS);
            assert!(lines.iter().all(|(_, text)| text.chars().count() <= room), "{width}");
            for command in Command::ALL {
                let at = lines.iter().position(|(head, _)| *head == Head::Keys(command));
                let at = at.unwrap_or_else(|| panic!("{command:?} is not in the help"));
                let more = lines[at + 1..].iter().take_while(|(head, _)| *head == Head::None);
                let words = std::iter::once(&lines[at])
                    .chain(more)
                    .flat_map(|(_, text)| text.split_whitespace());
                let words: Vec<&str> = words.collect();
                assert!(
                    command.title().ends_with(&words.join(" ")),
                    "{command:?} at {width}: {words:?}"
                );
                let heading = lines[..at].iter().rfind(|(head, _)| *head == Head::Heading);
                assert_eq!(
                    heading.map(|(_, text)| *text),
                    Some(command.group().title()),
                    "{command:?}"
                );
            }
            let all: Vec<&str> = lines.iter().map(|(_, text)| *text).collect();
            let all = all.join(" ");
            for (_, meaning) in LEGEND {
                assert!(all.contains(meaning), "{meaning:?} at {width}");
            }
        }
    }

    #[test]
    fn a_row_is_found_where_it_is_drawn() {
        let overlay = Overlay::Palette {
            input: tui_input::Input::default(),
            commands: Command::ALL.to_vec(),
            row: 30,
        };
        let window = window(&overlay, (80, 24)).unwrap();
        let list = window.list;
        assert_eq!(window.row_at(list.x, list.y), Some(window.top));
        assert_eq!(window.row_at(list.x, list.y + list.height), None, "the frame");
        assert_eq!(window.row_at(list.x, list.y - 1), None, "above the list");
        assert_eq!(window.row_at(window.area.x.saturating_sub(1), list.y), None);
        let rows = window.top..window.top + usize::from(list.height);
        assert!(rows.contains(&30), "{rows:?}");
    }
}
