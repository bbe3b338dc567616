//! Where the cursors of a tab are, by what they are on: rows may move under them, and a handle is good for one library only.

use crate::app::layout::Pane;
use crate::app::rows::Row;
use crate::app::state::{PageCursor, State};

use super::moves;

/// What a cursor is on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Spot {
    /// The row's key.
    key: String,
    /// The id of the row's topic, where it has one.
    topic: Option<String>,
}

impl Spot {
    fn of(state: &State, row: Option<&Row>) -> Self {
        let library = &state.library;
        let topic = row.and_then(|row| row.topic(library));
        Self {
            key: row.map_or_else(String::new, |row| row.key(library)),
            topic: topic.map(|topic| library.topic(topic).id.clone()),
        }
    }

    /// The same row, else a row of the same topic.
    fn find(&self, state: &State, rows: &[Row]) -> Option<usize> {
        let library = &state.library;
        let topic = self.topic.as_deref().and_then(|id| library.topic_by_id(id));
        let of_topic = |row: &Row| topic.is_some() && row.topic(library) == topic;
        // The row "where you left off" is always there, but is another topic's after each mark.
        let same = rows
            .iter()
            .position(|row| row.key(library) == self.key && (topic.is_none() || of_topic(row)));
        same.or_else(|| rows.iter().position(of_topic))
            .or_else(|| rows.iter().position(|row| row.key(library) == self.key))
    }
}

/// The rows the two lists of the tab shown are on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::app) struct Place {
    left: Spot,
    middle: Spot,
}

impl Place {
    /// Where the cursors are now.
    pub(in crate::app) fn of(state: &State) -> Self {
        Self {
            left: Spot::of(state, state.left_row().as_ref()),
            middle: Spot::of(state, state.middle_row().as_ref()),
        }
    }

    /// Puts the cursors back: on the same row, else on a row of the same topic, else on whatever took its place.
    pub(in crate::app) fn regain(&self, state: &mut State) {
        if let Some(row) = self.left.find(state, &state.left_rows()) {
            state.here_mut().left.row = row;
        }
        if let Some(row) = self.middle.find(state, &state.middle_rows()) {
            state.here_mut().middle.row = row;
        }
        moves::settle(state);
        let reads = |place: &Self| {
            if state.here().reads_left {
                place.left.key.clone()
            } else {
                place.middle.key.clone()
            }
        };
        let now = Self::of(state);
        if reads(&now) != reads(self) && state.here().focus != Pane::Right {
            state.here_mut().page = PageCursor::default();
        }
    }
}
