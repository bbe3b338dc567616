//! Position, tab and filter from one start to the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::command::Tab;
use super::layout::Pane;
use super::rows;
use super::state::{Filter, State, Theme};
use super::update;

/// What is kept of the screen. Rows are kept by name, so they are found again in changed packs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The tab shown.
    pub tab: Tab,
    /// Which steps are shown.
    pub filter: Filter,
    /// The colours.
    pub theme: Theme,
    /// Ids of agents whose rows are shown.
    pub open: Vec<String>,
    /// Where one was in each tab.
    pub places: BTreeMap<Tab, Place>,
}

/// Where one was in a tab.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Key of the row selected on the left.
    pub left: String,
    /// Key of the row selected in the middle.
    pub middle: String,
    /// The pane that had the keys, counted from the left.
    pub pane: usize,
}

const PANES: [Pane; 3] = [Pane::Left, Pane::Middle, Pane::Right];

impl Session {
    /// What is to be kept of a state.
    pub fn of(state: &State) -> Self {
        let library = &state.library;
        let key = |row: Option<&rows::Row>| row.map_or_else(String::new, |row| row.key(library));
        let places = Tab::ALL
            .into_iter()
            .filter(|tab| state.browse[tab.index()].seen)
            .map(|tab| {
                let browse = &state.browse[tab.index()];
                let left = rows::left(state, tab).into_iter().nth(browse.left.row);
                let middle = rows::middle(state, tab, left.as_ref())
                    .into_iter()
                    .nth(browse.middle.row);
                let pane = PANES.iter().position(|&pane| pane == browse.focus).unwrap_or(0);
                (
                    tab,
                    Place {
                        left: key(left.as_ref()),
                        middle: key(middle.as_ref()),
                        pane,
                    },
                )
            });
        Self {
            tab: state.tab,
            filter: state.filter,
            theme: state.theme,
            open: state
                .open
                .iter()
                .map(|&agent| library.agent(agent).id.clone())
                .collect(),
            places: places.collect(),
        }
    }

    /// Brings a state back to where it was, as far as the packs still have it.
    pub fn restore(&self, state: &mut State) {
        state.filter = self.filter;
        state.theme = self.theme;
        let library = std::sync::Arc::clone(&state.library);
        state.open = library
            .agent_ixs()
            .filter(|&agent| self.open.contains(&library.agent(agent).id))
            .collect();
        for tab in Tab::ALL {
            let Some(place) = self.places.get(&tab) else {
                continue;
            };
            state.arrive(tab);
            let find = |rows: &[rows::Row], key: &str| rows.iter().position(|row| row.key(&library) == key);
            if let Some(row) = find(&state.left_rows(), &place.left) {
                state.here_mut().left.row = row;
                let first = state.first_open();
                state.here_mut().middle.row = first;
            }
            if let Some(row) = find(&state.middle_rows(), &place.middle) {
                state.here_mut().middle.row = row;
            }
            update::refocus(state, PANES.get(place.pane).copied().unwrap_or_default());
        }
        state.arrive(self.tab);
        update::refocus(state, state.here().focus);
    }
}
