//! The one key table: dispatch, footer, help, palette and the README's table are all read off it.

mod own;

pub use own::{Clash, NoKey};

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::InputRequest;

use crate::app::command::{Command, Tab};
use crate::app::layout::Pane;
use crate::app::msg::Msg;
use crate::app::page::Page;
use crate::app::placement::{Asked, Placement, Said};
use crate::app::review::Phase;
use crate::app::rows::Row;
use crate::app::state::{LinkUse, Overlay, State};
use crate::app::test_out::Stage;
use crate::app::update::is_on_resource;

/// A key, with or without Ctrl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
}

const fn key(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        ctrl: false,
    }
}

const fn ctrl(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        ctrl: true,
    }
}

const fn named(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

impl Key {
    /// How the key is written for people.
    pub fn name(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::F(number) => format!("F{number}"),
            other => format!("{other:?}"),
        };
        if self.ctrl { format!("Ctrl-{name}") } else { name }
    }

    fn of(event: &KeyEvent) -> Self {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        // Some terminals send Ctrl with a capital letter.
        let code = match event.code {
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        Self { code, ctrl }
    }
}

/// The keys of a command.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What they do.
    pub command: Command,
    /// Any one of these.
    pub keys: &'static [Key],
}

const fn bind(command: Command, keys: &'static [Key]) -> Binding {
    Binding { command, keys }
}

/// Every key of the tutor, in the order of the help screen. While a text is typed, [`TYPING`] goes first, while a question
/// is asked, [`REVIEWING`], and in a placement [`PLACING`].
pub const KEYS: &[Binding] = &[
    bind(Command::Show(Tab::Today), &[key('1')]),
    bind(Command::Show(Tab::Paths), &[key('2')]),
    bind(Command::Show(Tab::Roles), &[key('3')]),
    bind(Command::Show(Tab::Stacks), &[key('4')]),
    bind(Command::Show(Tab::Roadmaps), &[key('5')]),
    bind(Command::Show(Tab::Review), &[key('6')]),
    bind(Command::Show(Tab::Progress), &[key('7')]),
    bind(Command::Up, &[key('k'), named(KeyCode::Up)]),
    bind(Command::Down, &[key('j'), named(KeyCode::Down)]),
    bind(Command::Top, &[key('g'), named(KeyCode::Home)]),
    bind(Command::Bottom, &[key('G'), named(KeyCode::End)]),
    bind(Command::HalfUp, &[ctrl('u')]),
    bind(Command::HalfDown, &[ctrl('d')]),
    bind(Command::PageUp, &[named(KeyCode::PageUp), ctrl('b')]),
    bind(Command::PageDown, &[named(KeyCode::PageDown), ctrl('f')]),
    bind(Command::PaneLeft, &[key('h'), named(KeyCode::Left)]),
    bind(Command::PaneRight, &[key('l'), named(KeyCode::Right)]),
    bind(Command::NextPane, &[named(KeyCode::Tab)]),
    bind(Command::PreviousPane, &[named(KeyCode::BackTab)]),
    bind(Command::NextLink, &[key(']')]),
    bind(Command::PreviousLink, &[key('[')]),
    bind(Command::Enter, &[named(KeyCode::Enter)]),
    bind(Command::Back, &[named(KeyCode::Esc), named(KeyCode::Backspace)]),
    bind(Command::ToggleDone, &[key(' ')]),
    bind(Command::MarkDone, &[key('d')]),
    bind(Command::MarkLearning, &[key('i')]),
    bind(Command::MarkSkipped, &[key('s')]),
    bind(Command::MarkTodo, &[key('r')]),
    bind(Command::Goal, &[key('a')]),
    bind(Command::Sweep, &[key('p')]),
    bind(Command::TestOut, &[key('x')]),
    bind(Command::Undo, &[key('u')]),
    bind(Command::Redo, &[ctrl('r')]),
    bind(Command::OpenLink, &[key('o')]),
    bind(Command::CopyLink, &[key('y')]),
    bind(Command::Note, &[key('n')]),
    bind(Command::Minutes, &[key('m')]),
    bind(Command::Find, &[key('/')]),
    bind(Command::Palette, &[key(':'), ctrl('p')]),
    bind(Command::Problems, &[key('e')]),
    bind(Command::Zoom, &[key('z')]),
    bind(Command::Filter, &[key('f')]),
    bind(Command::Theme, &[key('t')]),
    bind(Command::Help, &[key('?')]),
    bind(Command::Redraw, &[ctrl('l')]),
    bind(Command::Suspend, &[ctrl('z')]),
    bind(Command::Quit, &[key('q'), ctrl('c')]),
];

/// The keys that mean something else while a review asks a question; all others mean what they always do.
pub const REVIEWING: &[Binding] = &[
    bind(Command::Reveal, &[key(' '), named(KeyCode::Enter)]),
    bind(Command::DontKnow, &[key('0')]),
    bind(Command::Choose(1), &[key('1')]),
    bind(Command::Choose(2), &[key('2')]),
    bind(Command::Choose(3), &[key('3')]),
    bind(Command::Choose(4), &[key('4')]),
    bind(Command::Choose(5), &[key('5')]),
    bind(Command::Choose(6), &[key('6')]),
    bind(Command::Choose(7), &[key('7')]),
    bind(Command::Choose(8), &[key('8')]),
    bind(Command::Choose(9), &[key('9')]),
];

/// The keys that mean something else while a placement waits for a word; all others mean what they always do.
pub const PLACING: &[Binding] = &[
    bind(Command::Place(Said::Known), &[key('k')]),
    bind(Command::Place(Said::Shaky), &[key('s')]),
    bind(Command::Place(Said::New), &[key('n')]),
    bind(Command::AskOne, &[key('a')]),
    bind(
        Command::Previous,
        &[key('b'), named(KeyCode::Left), named(KeyCode::Backspace), key('u')],
    ),
    bind(Command::Following, &[named(KeyCode::Right), named(KeyCode::Tab)]),
];

/// The keys that are commands while a text is typed; all others edit it.
pub const TYPING: &[Binding] = &[
    bind(
        Command::Up,
        &[named(KeyCode::Up), ctrl('p'), ctrl('k'), named(KeyCode::BackTab)],
    ),
    bind(
        Command::Down,
        &[named(KeyCode::Down), ctrl('n'), ctrl('j'), named(KeyCode::Tab)],
    ),
    bind(Command::PageUp, &[named(KeyCode::PageUp)]),
    bind(Command::PageDown, &[named(KeyCode::PageDown)]),
    bind(Command::Enter, &[named(KeyCode::Enter)]),
    bind(Command::Back, &[named(KeyCode::Esc), ctrl('c')]),
    bind(Command::Redraw, &[ctrl('l')]),
    bind(Command::Suspend, &[ctrl('z')]),
];

/// The editing keys of a text field.
const EDITING: &[(Key, InputRequest)] = &[
    (named(KeyCode::Backspace), InputRequest::DeletePrevChar),
    (ctrl('h'), InputRequest::DeletePrevChar),
    (named(KeyCode::Delete), InputRequest::DeleteNextChar),
    (named(KeyCode::Left), InputRequest::GoToPrevChar),
    (named(KeyCode::Right), InputRequest::GoToNextChar),
    (named(KeyCode::Home), InputRequest::GoToStart),
    (named(KeyCode::End), InputRequest::GoToEnd),
    (ctrl('a'), InputRequest::GoToStart),
    (ctrl('e'), InputRequest::GoToEnd),
    (ctrl('w'), InputRequest::DeletePrevWord),
    (ctrl('u'), InputRequest::DeleteLine),
];

/// The keys in force: those of the tables, or the learner's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    always: Vec<Bound>,
    reviewing: Vec<Bound>,
    placing: Vec<Bound>,
    typing: Vec<Bound>,
}

/// The keys in force of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    command: Command,
    keys: Vec<Key>,
}

impl Default for Keymap {
    fn default() -> Self {
        let of = |table: &[Binding]| {
            let bound = table.iter().map(|binding| Bound {
                command: binding.command,
                keys: binding.keys.to_vec(),
            });
            bound.collect()
        };
        Self {
            always: of(KEYS),
            reviewing: of(REVIEWING),
            placing: of(PLACING),
            typing: of(TYPING),
        }
    }
}

impl Keymap {
    /// The keys of a command for people: "k ↑"; empty where it has none.
    pub fn keys_of(&self, command: Command) -> String {
        let mut all = self.always.iter().chain(&self.reviewing).chain(&self.placing);
        let bound = all.find(|bound| bound.command == command);
        let names = bound.map(|bound| bound.keys.iter().map(|key| key.name()).collect::<Vec<_>>());
        names.unwrap_or_default().join(" ")
    }

    /// The first key of every command that has one, for what is said on the screen.
    pub fn names(&self) -> HashMap<Command, String> {
        let all = self.always.iter().chain(&self.reviewing).chain(&self.placing);
        let named = all.filter_map(|bound| Some((bound.command, bound.keys.first()?.name())));
        named.collect()
    }
}

/// What a key means in the present state; `None` when it means nothing.
pub fn message(map: &Keymap, state: &State, event: &KeyEvent) -> Option<Msg> {
    let pressed = Key::of(event);
    if event.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    if state.layout().is_none() {
        // Nobody sees what any other key would do.
        let seen = [Command::Quit, Command::Redraw, Command::Suspend];
        return lookup(&map.always, pressed)
            .filter(|command| seen.contains(command))
            .map(Msg::Command);
    }
    if !is_typing(state) {
        let is_asking = state.is_reviewing() || state.is_testing() || state.placing_asks().is_some();
        let reviewing = is_asking.then(|| lookup(&map.reviewing, pressed)).flatten();
        let placing = || state.is_placing().then(|| lookup(&map.placing, pressed)).flatten();
        let command = reviewing.or_else(placing);
        return command.or_else(|| lookup(&map.always, pressed)).map(Msg::Command);
    }
    if let Some(command) = lookup(&map.typing, pressed) {
        return Some(Msg::Command(command));
    }
    if let Some((_, request)) = EDITING.iter().find(|(key, _)| *key == pressed) {
        return Some(Msg::Edit(*request));
    }
    match pressed.code {
        KeyCode::Char(c) if !pressed.ctrl => Some(Msg::Edit(InputRequest::InsertChar(c))),
        _ => None,
    }
}

fn is_typing(state: &State) -> bool {
    matches!(
        state.overlay,
        Some(Overlay::Find { .. } | Overlay::Palette { .. } | Overlay::Minutes { .. } | Overlay::Welcome(_))
    )
}

fn lookup(table: &[Bound], pressed: Key) -> Option<Command> {
    table
        .iter()
        .find(|binding| binding.keys.contains(&pressed))
        .map(|binding| binding.command)
}

/// The hints of the footer for what has the keys now, the most useful first.
///
/// `page` is what the reading pane shows.
pub fn hints(map: &Keymap, state: &State, page: &Page) -> Vec<(String, &'static str)> {
    if let Some(overlay) = &state.overlay {
        return overlay_hints(map, overlay);
    }
    if let Some(placement) = state.placement() {
        return placing_hints(map, state, placement);
    }
    if let Some(test) = state.test() {
        return test_hints(map, &test.stage);
    }
    if state.tab == Tab::Review {
        return review_hints(map, state);
    }
    let commands = pane_commands(state);
    let works = |command: &Command| match command {
        Command::ToggleDone | Command::MarkLearning | Command::MarkSkipped | Command::Note => {
            state.subject().is_some_and(|row| row.topic(&state.library).is_some())
        }
        Command::OpenLink | Command::CopyLink => !page.links().is_empty(),
        Command::TestOut => state
            .subject()
            .is_some_and(|row| !row.topics(&state.library).is_empty()),
        Command::Enter | Command::NextLink if state.here().focus == Pane::Right => !state.metrics.spots.is_empty(),
        Command::Back => state.can_go_back(),
        _ => true,
    };
    let working = commands.iter().filter(|(command, _)| works(command));
    let on_resource = is_on_resource(state);
    working
        .map(|&(command, label)| match command {
            Command::ToggleDone if on_resource => (first_key(&map.always, command), "read it"),
            command => (first_key(&map.always, command), label),
        })
        .collect()
}

/// What the pane that has the keys is for, the most useful first.
fn pane_commands(state: &State) -> Vec<(Command, &'static str)> {
    let commands: &[(Command, &'static str)] = match state.here().focus {
        Pane::Left if state.tab == Tab::Progress => &[
            (Command::Enter, "in"),
            (Command::Down, "next"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::Find, "search"),
            (Command::Undo, "undo"),
            (Command::NextPane, "next pane"),
        ],
        Pane::Right if state.tab == Tab::Progress => &[
            (Command::Enter, "go there"),
            (Command::Back, "back"),
            (Command::Down, "scroll"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::Zoom, "full width"),
            (Command::Find, "search"),
            (Command::Undo, "undo"),
        ],
        Pane::Left => &[
            (Command::Enter, "in"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::Find, "search"),
            (Command::OpenLink, "open link"),
            (Command::Filter, "filter"),
            (Command::TestOut, "test out"),
            (Command::Undo, "undo"),
            (Command::NextPane, "next pane"),
        ],
        Pane::Middle if state.tab == Tab::Today => &[
            (Command::ToggleDone, "done"),
            (Command::Enter, today_enter(state)),
            (Command::Help, "help"),
            (Command::Goal, "goal"),
            (Command::Sweep, "placement"),
            (Command::Quit, "quit"),
            (Command::Back, "back"),
            (Command::Undo, "undo"),
            (Command::Find, "search"),
            (Command::Note, "note"),
        ],
        Pane::Middle => &[
            (Command::ToggleDone, "done"),
            (Command::Enter, "in"),
            (Command::Back, "back"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
            (Command::MarkLearning, "in progress"),
            (Command::MarkSkipped, "skip"),
            (Command::Undo, "undo"),
            (Command::Note, "note"),
            (Command::Find, "search"),
            (Command::OpenLink, "open link"),
            (Command::TestOut, "test out"),
        ],
        Pane::Right => &[
            (Command::ToggleDone, "done"),
            (Command::Enter, "follow"),
            (Command::Back, "back"),
            (Command::NextLink, "next link"),
            (Command::Help, "help"),
            (Command::OpenLink, "open link"),
            (Command::Note, "note"),
            (Command::CopyLink, "copy link"),
            (Command::Zoom, "full width"),
            (Command::Undo, "undo"),
            (Command::Find, "search"),
            (Command::Quit, "quit"),
        ],
    };
    commands.to_vec()
}

/// What Enter does on Today.
fn today_enter(state: &State) -> &'static str {
    match state.middle_row() {
        Some(Row::Due { .. }) => "review",
        Some(Row::Sweep(..)) => "begin",
        Some(Row::Invite(_)) => "set a goal",
        _ => "go there",
    }
}

/// The hints of the footer for what a review waits for.
fn review_hints(map: &Keymap, state: &State) -> Vec<(String, &'static str)> {
    let reviewing = |command, label| (first_key(&map.reviewing, command), label);
    let mut hints = match state.phase() {
        None if state.is_anything_due() => vec![(first_key(&map.always, Command::Enter), "begin")],
        None => vec![(first_key(&map.always, Command::Show(Tab::Paths)), "paths")],
        Some(Phase::Choosing(count)) => choices(map, count),
        Some(Phase::Recalling) => vec![reviewing(Command::Reveal, "answer")],
        Some(Phase::Grading) => {
            let grades = ["Again", "Hard", "Good", "Easy"];
            let grades = (1..)
                .zip(grades)
                .map(|(number, grade)| reviewing(Command::Choose(number), grade));
            grades.collect()
        }
        Some(Phase::Chosen(_)) => vec![reviewing(Command::Reveal, "next")],
        Some(Phase::Over) => vec![(first_key(&map.always, Command::Enter), "go on")],
    };
    let more: &[(Command, &'static str)] = match state.phase() {
        None => &[(Command::Undo, "undo")],
        Some(Phase::Over) => &[(Command::Undo, "take back")],
        Some(_) => &[
            (Command::Undo, "undo"),
            (Command::Back, "leave"),
            (Command::OpenLink, "topic"),
        ],
    };
    let always = &[
        (Command::Help, "help"),
        (Command::Quit, "quit"),
        (Command::Down, "scroll"),
    ];
    let rest = more.iter().chain(always);
    hints.extend(rest.map(|&(command, label)| (first_key(&map.always, command), label)));
    hints
}

/// The hints of the footer for what a test waits for.
fn test_hints(map: &Keymap, stage: &Stage) -> Vec<(String, &'static str)> {
    let reviewing = |command, label| (first_key(&map.reviewing, command), label);
    let mut hints = match stage {
        Stage::Before => vec![(first_key(&map.always, Command::Enter), "begin")],
        Stage::Choosing(count) => choices(map, *count),
        Stage::Recalling => vec![
            reviewing(Command::Reveal, "answer"),
            reviewing(Command::DontKnow, "don't know"),
        ],
        Stage::Grading => vec![
            reviewing(Command::Choose(1), "not known"),
            reviewing(Command::Choose(2), "known"),
        ],
        Stage::Answered(..) => vec![reviewing(Command::Reveal, "next")],
        Stage::Over(_) => vec![(first_key(&map.always, Command::Enter), "go back")],
    };
    let more: &[(Command, &'static str)] = match stage {
        Stage::Before => &[(Command::Back, "leave")],
        Stage::Over(outcome) if outcome.is_passed() => {
            &[(Command::Undo, "take back"), (Command::NextLink, "next link")]
        }
        Stage::Over(_) => &[(Command::NextLink, "next link")],
        _ => &[(Command::Undo, "undo"), (Command::Back, "leave")],
    };
    let always = &[(Command::Help, "help"), (Command::Down, "scroll")];
    let rest = more.iter().chain(always);
    hints.extend(rest.map(|&(command, label)| (first_key(&map.always, command), label)));
    hints
}

/// The keys of so many choices.
fn choices(map: &Keymap, count: usize) -> Vec<(String, &'static str)> {
    let last = u8::try_from(count).unwrap_or(u8::MAX);
    let [first, last] = [1, last].map(|number| first_key(&map.reviewing, Command::Choose(number)));
    let dont_know = (first_key(&map.reviewing, Command::DontKnow), "don't know");
    vec![(format!("{first}-{last}"), "choose"), dont_know]
}

/// The hints of the footer for what a placement waits for.
fn placing_hints(map: &Keymap, state: &State, placement: &Placement) -> Vec<(String, &'static str)> {
    let always = |command, label| (first_key(&map.always, command), label);
    if placement.is_over() {
        return vec![
            always(Command::Enter, "what is next"),
            always(Command::Undo, "take it all back"),
            always(Command::Help, "help"),
            always(Command::Quit, "quit"),
        ];
    }
    let reviewing = |command| first_key(&map.reviewing, command);
    let asked = match state.placing_asks() {
        Some(Asked::Choosing(_, count)) => {
            let last = u8::try_from(count).unwrap_or(u8::MAX);
            let [first, last] = [1, last].map(|number| reviewing(Command::Choose(number)));
            Some((format!("{first}-{last}"), "choose"))
        }
        Some(_) => Some((reviewing(Command::Reveal), "answer")),
        None => None,
    };
    let can_ask = state.can_ask();
    let placing = [
        (Command::Place(Said::Known), "known"),
        (Command::Place(Said::Shaky), "shaky"),
        (Command::Place(Said::New), "new"),
        (Command::AskOne, "ask me"),
    ];
    let placing = placing
        .into_iter()
        .filter(|(command, _)| *command != Command::AskOne || can_ask)
        .map(|(command, label)| (first_key(&map.placing, command), label));
    let more = [
        always(Command::Back, "leave"),
        (first_key(&map.placing, Command::Previous), "back"),
        (first_key(&map.placing, Command::Following), "skip"),
        always(Command::Help, "help"),
    ];
    asked.into_iter().chain(placing).chain(more).collect()
}

/// The hints of the footer for what lies over the panes.
fn overlay_hints(map: &Keymap, overlay: &Overlay) -> Vec<(String, &'static str)> {
    let (table, commands): (&[Bound], &[(Command, &'static str)]) = match overlay {
        Overlay::Find { .. } => (
            &map.typing,
            &[
                (Command::Enter, "go there"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Minutes { .. } => (&map.typing, &[(Command::Enter, "keep"), (Command::Back, "close")]),
        Overlay::Welcome(_) => (
            &map.typing,
            &[
                (Command::Enter, "choose"),
                (Command::Down, "next"),
                (Command::Back, "leave"),
            ],
        ),
        Overlay::Palette { .. } => (
            &map.typing,
            &[
                (Command::Enter, "do it"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Links {
            purpose: LinkUse::Open, ..
        } => (
            &map.always,
            &[
                (Command::Enter, "open"),
                (Command::CopyLink, "copy"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Links {
            purpose: LinkUse::Copy, ..
        } => (&map.always, &[(Command::Enter, "copy"), (Command::Back, "close")]),
        Overlay::Ways { .. } => (
            &map.always,
            &[
                (Command::Enter, "follow"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Tests { .. } => (
            &map.always,
            &[
                (Command::Enter, "test"),
                (Command::Down, "next"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Url { .. } => (
            &map.always,
            &[(Command::CopyLink, "copy again"), (Command::Back, "close")],
        ),
        Overlay::Problems { found, .. } if found.is_empty() => (&map.always, &[(Command::Back, "close")]),
        Overlay::Problems { .. } => (
            &map.always,
            &[
                (Command::Down, "next"),
                (Command::CopyLink, "copy the place"),
                (Command::Back, "close"),
            ],
        ),
        Overlay::Help { .. } => (&map.always, &[(Command::Down, "scroll"), (Command::Back, "close")]),
    };
    commands
        .iter()
        .map(|&(command, label)| (first_key(table, command), label))
        .collect()
}

fn first_key(table: &[Bound], command: Command) -> String {
    let binding = table.iter().find(|binding| binding.command == command);
    binding
        .and_then(|binding| binding.keys.first())
        .map_or_else(String::new, |key| key.name())
}

/// Everything that has a key outside of text fields, in the order of the help screen.
fn all() -> impl Iterator<Item = &'static Binding> {
    KEYS.iter().chain(REVIEWING).chain(PLACING)
}

/// The key table as Markdown, for the README.
pub fn markdown() -> String {
    let rows = all().map(|binding| {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{}`", key.name())).collect();
        format!("| {} | {} |\n", keys.join(" "), binding.command.title())
    });
    std::iter::once("| Key | What it does |\n|---|---|\n".to_owned())
        .chain(rows)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_means_two_things() {
        for table in [KEYS, REVIEWING, PLACING, TYPING] {
            let mut seen = HashSet::new();
            for key in table.iter().flat_map(|binding| binding.keys) {
                assert!(seen.insert(*key), "{} is bound twice", key.name());
            }
        }
        let typing: HashSet<Key> = TYPING.iter().flat_map(|binding| binding.keys).copied().collect();
        for (key, _) in EDITING {
            assert!(!typing.contains(key), "{} both edits and commands", key.name());
        }
    }

    #[test]
    fn every_command_has_a_key_and_stands_once_in_the_list() {
        let mut seen = HashSet::new();
        for command in Command::ALL {
            assert!(seen.insert(command), "{command:?} stands twice in Command::ALL");
            assert!(!Keymap::default().keys_of(command).is_empty(), "{command:?} has no key");
        }
        for binding in all() {
            assert!(
                seen.contains(&binding.command),
                "{:?} is not in Command::ALL",
                binding.command
            );
        }
        assert_eq!(all().count(), Command::ALL.len());
        let twice = all().find(|one| all().filter(|other| other.command == one.command).count() > 1);
        assert!(
            twice.is_none(),
            "{twice:?} is bound in two tables, of which help shows one"
        );
    }
}
