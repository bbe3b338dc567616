//! Everything a learner can tell the tutor to do, whatever key or menu it comes from.

use serde::{Deserialize, Serialize};

use super::placement::Said;

/// The tabs, in the order of their number keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    /// Where I left off, and what is next.
    #[default]
    Today,
    /// Agents, their learning paths, steps.
    Paths,
    /// Roles and the topics they ask for.
    Roles,
    /// Technology stacks.
    Stacks,
    /// roadmap.sh roadmaps.
    Roadmaps,
    /// What is asked today.
    Review,
    /// Totals.
    Progress,
}

impl Tab {
    /// All tabs in order.
    pub const ALL: [Self; 7] = [
        Self::Today,
        Self::Paths,
        Self::Roles,
        Self::Stacks,
        Self::Roadmaps,
        Self::Review,
        Self::Progress,
    ];

    /// What the tab bar calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Paths => "Paths",
            Self::Roles => "Roles",
            Self::Stacks => "Stacks",
            Self::Roadmaps => "Roadmaps",
            Self::Review => "Review",
            Self::Progress => "Progress",
        }
    }

    /// Its place in [`Tab::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// A command. Keys, palette, mouse and help all speak of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Show a tab.
    Show(Tab),
    /// One row or line up.
    Up,
    /// One row or line down.
    Down,
    /// To the first row or line.
    Top,
    /// To the last row or line.
    Bottom,
    /// Half a pane up.
    HalfUp,
    /// Half a pane down.
    HalfDown,
    /// A pane up.
    PageUp,
    /// A pane down.
    PageDown,
    /// To the pane on the left.
    PaneLeft,
    /// To the pane on the right.
    PaneRight,
    /// To the next pane, round the end.
    NextPane,
    /// To the previous pane, round the end.
    PreviousPane,
    /// To the next link of the page that is read.
    NextLink,
    /// To the previous one.
    PreviousLink,
    /// Into what is selected.
    Enter,
    /// Back to where one was.
    Back,
    /// Done, or back to todo when it is done.
    ToggleDone,
    /// Mark done.
    MarkDone,
    /// Mark as in progress.
    MarkLearning,
    /// Mark as skipped.
    MarkSkipped,
    /// Reset to todo.
    MarkTodo,
    /// Be tested in what is selected: who passes need not learn it.
    TestOut,
    /// In a review: not to know the answer.
    DontKnow,
    /// In a review: show the answer, or go on to the next question.
    Reveal,
    /// In a review: the choice of this number, counted from 1; or the grade of this number.
    Choose(u8),
    /// Set or change the goal.
    Goal,
    /// Say of topics, one after the other, how well they are known.
    Sweep,
    /// In a sweep: what the topic is to the learner.
    Place(Said),
    /// In a sweep: ask a question about the topic.
    AskOne,
    /// In a sweep: to the topic before.
    Previous,
    /// In a sweep: to the next topic without a word.
    Following,
    /// Take the last action back.
    Undo,
    /// Carry out again what was taken back.
    Redo,
    /// Open a link in the browser.
    OpenLink,
    /// Copy a link.
    CopyLink,
    /// Write a note on the topic.
    Note,
    /// Correct how long a topic took today.
    Minutes,
    /// Search everything.
    Find,
    /// Choose from all commands.
    Palette,
    /// Show what is wrong with the packs.
    Problems,
    /// Give the reading pane the full width, or give it back.
    Zoom,
    /// Show all steps, or only the open, done or skipped ones.
    Filter,
    /// Change the colours.
    Theme,
    /// Show the keys.
    Help,
    /// Draw the screen anew.
    Redraw,
    /// Go to the background, as Ctrl-Z does for any program.
    Suspend,
    /// Leave.
    Quit,
}

impl Command {
    /// All commands, in the order of the README's table; help and palette have those of a [`Group`] together.
    pub const ALL: [Self; 64] = [
        Self::Show(Tab::Today),
        Self::Show(Tab::Paths),
        Self::Show(Tab::Roles),
        Self::Show(Tab::Stacks),
        Self::Show(Tab::Roadmaps),
        Self::Show(Tab::Review),
        Self::Show(Tab::Progress),
        Self::Up,
        Self::Down,
        Self::Top,
        Self::Bottom,
        Self::HalfUp,
        Self::HalfDown,
        Self::PageUp,
        Self::PageDown,
        Self::PaneLeft,
        Self::PaneRight,
        Self::NextPane,
        Self::PreviousPane,
        Self::NextLink,
        Self::PreviousLink,
        Self::Enter,
        Self::Back,
        Self::ToggleDone,
        Self::MarkDone,
        Self::MarkLearning,
        Self::MarkSkipped,
        Self::MarkTodo,
        Self::Goal,
        Self::Sweep,
        Self::TestOut,
        Self::Undo,
        Self::Redo,
        Self::OpenLink,
        Self::CopyLink,
        Self::Note,
        Self::Minutes,
        Self::Find,
        Self::Palette,
        Self::Problems,
        Self::Zoom,
        Self::Filter,
        Self::Theme,
        Self::Help,
        Self::Redraw,
        Self::Suspend,
        Self::Quit,
        Self::Reveal,
        Self::DontKnow,
        Self::Choose(1),
        Self::Choose(2),
        Self::Choose(3),
        Self::Choose(4),
        Self::Choose(5),
        Self::Choose(6),
        Self::Choose(7),
        Self::Choose(8),
        Self::Choose(9),
        Self::Place(Said::Known),
        Self::Place(Said::Shaky),
        Self::Place(Said::New),
        Self::AskOne,
        Self::Previous,
        Self::Following,
    ];

    /// What it does, as help and palette say it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Show(Tab::Today) => "Show Today: where you left off, what is next",
            Self::Show(Tab::Paths) => "Show Paths",
            Self::Show(Tab::Roles) => "Show Roles",
            Self::Show(Tab::Stacks) => "Show Stacks",
            Self::Show(Tab::Roadmaps) => "Show Roadmaps",
            Self::Show(Tab::Review) => "Show Review: what is asked today",
            Self::Show(Tab::Progress) => "Show Progress",
            Self::Up => "Up",
            Self::Down => "Down",
            Self::Top => "To the top",
            Self::Bottom => "To the bottom",
            Self::HalfUp => "Half a page up",
            Self::HalfDown => "Half a page down",
            Self::PageUp => "Page up",
            Self::PageDown => "Page down",
            Self::PaneLeft => "To the pane on the left",
            Self::PaneRight => "To the pane on the right",
            Self::NextPane => "Next pane",
            Self::PreviousPane => "Previous pane",
            Self::NextLink => "Next link of the page",
            Self::PreviousLink => "Previous link of the page",
            Self::Enter => "Go in, or follow a link",
            Self::Back => "Back to where you were",
            Self::ToggleDone => "Mark done, or todo again; on a resource: read, or not",
            Self::MarkDone => "Mark done",
            Self::MarkLearning => "Mark in progress",
            Self::MarkSkipped => "Mark skipped",
            Self::MarkTodo => "Reset to todo",
            Self::TestOut => "Test out: answer questions instead of learning it",
            Self::DontKnow => "In a review: say that you don't know",
            Self::Reveal => "In a review: show the answer, or go on",
            Self::Choose(1) => "In a review: answer 1, or Again",
            Self::Choose(2) => "In a review: answer 2, or Hard",
            Self::Choose(3) => "In a review: answer 3, or Good",
            Self::Choose(4) => "In a review: answer 4, or Easy",
            Self::Choose(5) => "In a review: answer 5",
            Self::Choose(6) => "In a review: answer 6",
            Self::Choose(7) => "In a review: answer 7",
            Self::Choose(8) => "In a review: answer 8",
            Self::Choose(_) => "In a review: answer 9",
            Self::Goal => "Set or change your goal: role, path or roadmap, hours, day",
            Self::Sweep => "Say what you know already of what is selected, or of your goal",
            Self::Place(Said::Known) => "In a placement: known",
            Self::Place(Said::Shaky) => "In a placement: shaky",
            Self::Place(Said::New) => "In a placement: new",
            Self::AskOne => "In a placement: ask me something about it",
            Self::Previous => "In a placement: to the topic before",
            Self::Following => "In a placement: on, without a word",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::OpenLink => "Open a link in the browser",
            Self::CopyLink => "Copy a link",
            Self::Note => "Write a note on this topic, in your editor",
            Self::Minutes => "Correct the minutes this topic took today",
            Self::Find => "Search everything",
            Self::Palette => "Choose a command by name",
            Self::Problems => "Show what is wrong with the packs",
            Self::Zoom => "Read at full width, or with the lists",
            Self::Filter => "Show all steps, or only open, done or skipped ones",
            Self::Theme => "Change the colours",
            Self::Help => "Show the keys",
            Self::Redraw => "Draw the screen anew",
            Self::Suspend => "Suspend to the shell",
            Self::Quit => "Quit",
        }
    }

    /// Its name in the learner's own settings: "mark-done".
    pub fn name(self) -> String {
        let name = match self {
            Self::Show(tab) => return format!("show-{}", tab.title().to_lowercase()),
            Self::Choose(number) => return format!("choose-{number}"),
            Self::Place(Said::Known) => "place-known",
            Self::Place(Said::Shaky) => "place-shaky",
            Self::Place(Said::New) => "place-new",
            Self::Up => "up",
            Self::Down => "down",
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::HalfUp => "half-up",
            Self::HalfDown => "half-down",
            Self::PageUp => "page-up",
            Self::PageDown => "page-down",
            Self::PaneLeft => "pane-left",
            Self::PaneRight => "pane-right",
            Self::NextPane => "next-pane",
            Self::PreviousPane => "previous-pane",
            Self::NextLink => "next-link",
            Self::PreviousLink => "previous-link",
            Self::Enter => "enter",
            Self::Back => "back",
            Self::ToggleDone => "toggle-done",
            Self::MarkDone => "mark-done",
            Self::MarkLearning => "mark-learning",
            Self::MarkSkipped => "mark-skipped",
            Self::MarkTodo => "mark-todo",
            Self::TestOut => "test-out",
            Self::DontKnow => "dont-know",
            Self::Goal => "goal",
            Self::Sweep => "placement",
            Self::AskOne => "place-ask",
            Self::Previous => "place-previous",
            Self::Following => "place-skip",
            Self::Reveal => "reveal",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::OpenLink => "open-link",
            Self::CopyLink => "copy-link",
            Self::Note => "note",
            Self::Minutes => "minutes",
            Self::Find => "find",
            Self::Palette => "palette",
            Self::Problems => "problems",
            Self::Zoom => "zoom",
            Self::Filter => "filter",
            Self::Theme => "theme",
            Self::Help => "help",
            Self::Redraw => "redraw",
            Self::Suspend => "suspend",
            Self::Quit => "quit",
        };
        name.to_owned()
    }

    /// The command of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.name() == name)
    }
}

impl Command {
    /// Where the help has it.
    pub fn group(self) -> Group {
        match self {
            Self::Up
            | Self::Down
            | Self::Top
            | Self::Bottom
            | Self::HalfUp
            | Self::HalfDown
            | Self::PageUp
            | Self::PageDown
            | Self::PaneLeft
            | Self::PaneRight
            | Self::NextPane
            | Self::PreviousPane
            | Self::NextLink
            | Self::PreviousLink
            | Self::Enter
            | Self::Back => Group::Move,
            Self::ToggleDone
            | Self::MarkDone
            | Self::MarkLearning
            | Self::MarkSkipped
            | Self::MarkTodo
            | Self::Sweep
            | Self::TestOut
            | Self::Undo
            | Self::Redo
            | Self::Note
            | Self::Minutes => Group::Mark,
            Self::Show(_) | Self::Goal | Self::Find | Self::OpenLink | Self::CopyLink => Group::Go,
            Self::Reveal | Self::DontKnow | Self::Choose(_) => Group::Review,
            Self::Place(_) | Self::AskOne | Self::Previous | Self::Following => Group::Placement,
            Self::Palette
            | Self::Problems
            | Self::Zoom
            | Self::Filter
            | Self::Theme
            | Self::Help
            | Self::Redraw
            | Self::Suspend
            | Self::Quit => Group::Else,
        }
    }
}

/// What commands are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Getting about in what is on the screen.
    Move,
    /// Saying what is learned.
    Mark,
    /// Getting to another place.
    Go,
    /// Answering a question of a review or a test.
    Review,
    /// Saying how well a topic is known.
    Placement,
    /// Everything besides.
    Else,
}

impl Group {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::Move,
        Self::Mark,
        Self::Go,
        Self::Review,
        Self::Placement,
        Self::Else,
    ];

    /// The heading over its commands.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Mark => "Mark",
            Self::Go => "Go",
            Self::Review => "In a review",
            Self::Placement => "In a placement",
            Self::Else => "Else",
        }
    }
}

/// What the signs on the screen mean, and what the mouse does: the help's last lines.
pub const LEGEND: [(&str, &str); 8] = [
    (
        "Mouse",
        "Click selects or follows a link, again goes in; Shift selects text",
    ),
    ("○ ◐ ✓ –", "To do, in progress, done, skipped"),
    ("≈ ↻", "Done and fading; done and rusty"),
    ("…", "Marked, and not on disk yet"),
    ("~", "Its place on the roadmap is a guess"),
    ("3/12 ↻2 –1", "3 of 12 done, 2 of them rusty; 1 skipped"),
    ("›", "No topic of its own; Enter goes where it is learned"),
    ("▾ ▸", "An agent, open or folded; ← folds it, → opens it"),
];
