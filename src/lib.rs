//! waypost: a learning tutor for the terminal.

pub mod app;
pub mod cli;
pub mod content;
pub mod learn;
pub mod progress;
pub mod tui;
