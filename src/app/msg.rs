//! What happens to the tutor, and what it wants done.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use tui_input::InputRequest;

use super::command::Command;
use super::page::Spot;
use crate::content::library::Library;
use crate::content::model::Link;
use crate::learn::changes::Changes;
use crate::progress::event::{Event, EventId};
use crate::progress::notes::Kept;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// A command was given.
    Command(Command),
    /// A text field was edited.
    Edit(InputRequest),
    /// Text was pasted.
    Paste(String),
    /// The screen has this many columns and rows.
    Resize(u16, u16),
    /// The left button was pressed at a column and row of the screen.
    Click(u16, u16),
    /// The wheel was turned at a column and row, down when positive.
    Wheel(u16, u16, i8),
    /// The reading pane was laid out: its height, and where its targets stand.
    PageLaid(PageMetrics),
    /// These events are on disk.
    Saved(Vec<EventId>),
    /// Some events are not on disk: why, and in how many seconds the next try is.
    NotSaved {
        /// What went wrong and what to do.
        error: String,
        /// Seconds until the next try; 0 when there is none.
        retry_in: u64,
    },
    /// These events were on disk and no longer are.
    Missing(Vec<EventId>),
    /// Another instance or device wrote these.
    Arrived(Vec<Event>),
    /// The browser has the link.
    Opened(String),
    /// No browser could be had for a link, and why.
    NotOpened {
        /// The address.
        url: String,
        /// Why it wasn't opened.
        why: String,
    },
    /// The packs are not what they were at the last start.
    PacksChanged(Changes),
    /// The packs have changed on the disk, and this is what they hold now.
    Reloaded(Fresh),
    /// The packs have changed on the disk and can't be read at all, and why.
    NotReloaded(Stale),
    /// Every note there is, by the id of its topic.
    Notes(BTreeMap<String, String>),
    /// A note was edited.
    Noted {
        /// The id of its topic.
        topic: String,
        /// What became of it.
        kept: Kept,
    },
    /// Something the learner should know of.
    Warning(String),
    /// Nothing else happens just now: there is time for what was put off.
    Pause,
    /// The end has come, asked for or not: what is still open is to be kept.
    Ending,
}

/// Packs that could not be read again, so that what was read of them before stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The folder or file that could not be.
    pub pack: PathBuf,
    /// Why not, and what to do.
    pub why: String,
}

/// A library as it was just read. Only itself is equal to it: to compare all that is in two costs more than messages should.
#[derive(Debug, Clone)]
pub struct Fresh(pub Arc<Library>);

impl PartialEq for Fresh {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Fresh {}

/// How the reading pane came out at its present width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageMetrics {
    /// Its height in lines.
    pub lines: usize,
    /// What leads somewhere, from the top.
    pub spots: Vec<Spot>,
    /// The lines of each answer, first and behind the last, with the key that chooses it.
    pub answers: Vec<(Range<usize>, u8)>,
    /// The line on which begins what was sought, where something is.
    pub sought: Option<usize>,
}

/// Something to be done in the world; the host does it and answers with a [`Msg`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Put these events on disk.
    Append(Vec<Event>),
    /// Open a link in the browser.
    OpenUrl(Link),
    /// Put text on the clipboard.
    Copy(String),
    /// Have the learner edit a note.
    EditNote {
        /// The id of its topic.
        topic: String,
        /// The topic's title, for a heading.
        title: String,
    },
    /// Draw everything anew.
    Redraw,
    /// Remember what topics there are, the learner having been told how they have changed.
    KeepSeen,
    /// Stop until the shell's `fg`.
    Suspend,
    /// Leave.
    Quit,
}
