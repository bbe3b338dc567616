//! Where one is in a tab, and where one came from.

use super::super::command::Tab;
use super::super::layout::Pane;
use super::super::rows;
use super::super::update::Place;
use super::settings::Filter;

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The selected row.
    pub row: usize,
    /// The first visible line; rows may be more than one line high.
    pub top: usize,
}

/// A place in the reading pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageCursor {
    /// The first visible line.
    pub scroll: usize,
    /// The selected spot, counted from the page's top.
    pub target: Option<usize>,
}

/// What is to be brought into sight once the page is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// The first link in sight, or the last when this is less than 0.
    Link(isize),
    /// The answer to the question that was asked, and as much as there is room for of what stands below it.
    Answer,
    /// A place in its text.
    Text {
        /// The line of the source that was found, as Markdown.
        excerpt: String,
        /// A word of it, in lower case, should the line not be there.
        word: String,
    },
}

/// Where one is in a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Browse {
    /// The left list.
    pub left: Cursor,
    /// The middle list.
    pub middle: Cursor,
    /// The reading pane.
    pub page: PageCursor,
    /// The pane that has the keys.
    pub focus: Pane,
    /// Whether the reading pane shows what is selected on the left, or in the middle.
    pub reads_left: bool,
    /// Whether the tab has been shown yet.
    pub seen: bool,
}

impl Browse {
    /// A tab as it is first seen.
    pub fn new(tab: Tab) -> Self {
        let focus = rows::panes(tab).first().copied().unwrap_or_default();
        Self {
            focus,
            reads_left: focus == Pane::Left,
            ..Self::default()
        }
    }
}

/// A place to come back to.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum Visited {
    /// The pane one went in from.
    Pane(Tab, Pane),
    /// A whole view one jumped away from.
    View(Box<View>),
}

/// A view to come back to, with what its cursors were on.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct View {
    pub(in crate::app) tab: Tab,
    pub(in crate::app) browse: Browse,
    pub(in crate::app) filter: Filter,
    pub(in crate::app) place: Place,
    /// Whether the page had the full width.
    pub(in crate::app) zoomed: bool,
}
