//! What the learner sees and does, as pure data: no terminal, no disk, no clock.
//!
//! [`update::update`] takes a [`msg::Msg`] and changes the [`state::State`]; what has to happen in the world comes back
//! as [`msg::Effect`]s. [`rows`] and [`page`] say what stands in the lists and in the reading pane, [`layout`] and [`windows`] where.

pub mod chart;
pub mod command;
pub mod layout;
pub mod mastery;
pub mod msg;
pub mod page;
pub mod placement;
pub mod progress;
pub mod review;
pub mod rows;
pub mod session;
pub mod state;
pub mod test_out;
mod timer;
mod today;
pub mod update;
pub mod welcome;
pub mod windows;
