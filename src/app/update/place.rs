//! Where the cursors of a tab are, by what they are on: rows may move under them.

use crate::app::layout::Pane;
use crate::app::rows::Row;
use crate::app::state::{PageCursor, State};

use super::moves;

/// The rows the two lists of the tab shown are on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::app) struct Place {
    left: Option<Row>,
    left_key: String,
    middle: Option<Row>,
    middle_key: String,
}

impl Place {
    /// Where the cursors are now.
    pub(in crate::app) fn of(state: &State) -> Self {
        let key = |row: &Option<Row>| row.as_ref().map_or_else(String::new, |row| row.key(&state.library));
        let (left, middle) = (state.left_row(), state.middle_row());
        Self {
            left_key: key(&left),
            middle_key: key(&middle),
            left,
            middle,
        }
    }

    /// Puts the cursors back: on the same row, else on a row of the same topic, else on whatever took its place.
    pub(in crate::app) fn regain(&self, state: &mut State) {
        if let Some(row) = find(state, &state.left_rows(), self.left.as_ref(), &self.left_key) {
            state.here_mut().left.row = row;
        }
        if let Some(row) = find(state, &state.middle_rows(), self.middle.as_ref(), &self.middle_key) {
            state.here_mut().middle.row = row;
        }
        moves::settle(state);
        let reads = |place: &Self| {
            if state.here().reads_left {
                place.left_key.clone()
            } else {
                place.middle_key.clone()
            }
        };
        let now = Self::of(state);
        if reads(&now) != reads(self) && state.here().focus != Pane::Right {
            state.here_mut().page = PageCursor::default();
        }
    }
}

fn find(state: &State, rows: &[Row], row: Option<&Row>, key: &str) -> Option<usize> {
    let library = &state.library;
    let topic = row.and_then(|row| row.topic(library));
    let of_topic = |other: &Row| topic.is_some() && other.topic(library) == topic;
    // The row "where you left off" is always there, but is another topic's after each mark.
    let same = rows
        .iter()
        .position(|other| other.key(library) == key && (topic.is_none() || of_topic(other)));
    same.or_else(|| rows.iter().position(of_topic))
        .or_else(|| rows.iter().position(|other| other.key(library) == key))
}
