//! What lies over the panes.

use tui_input::Input;

use super::super::command::Command;
use super::super::welcome::Welcome;
use crate::content::diagnostic::Diagnostic;
use crate::content::model::Link;
use crate::content::search::Hit;

/// What a choice among links is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkUse {
    /// Opening one in the browser.
    Open,
    /// Copying one.
    Copy,
}

/// Something that lies over the panes and has the keys.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The keys.
    Help {
        /// First visible line.
        scroll: usize,
    },
    /// Search across everything.
    Find {
        /// What was typed.
        input: Input,
        /// What was found.
        hits: Vec<Hit>,
        /// The selected hit.
        row: usize,
    },
    /// All commands by name.
    Palette {
        /// What was typed.
        input: Input,
        /// The commands that match.
        commands: Vec<Command>,
        /// The selected one.
        row: usize,
    },
    /// A choice among links.
    Links {
        /// The links.
        links: Vec<Link>,
        /// The selected one.
        row: usize,
        /// What is done with it.
        purpose: LinkUse,
    },
    /// What the learner heads for, asked step by step.
    Welcome(Box<Welcome>),
    /// What is wrong with the packs.
    Problems {
        /// The diagnostics, the worst first.
        found: Vec<Diagnostic>,
        /// The selected one.
        row: usize,
    },
    /// A link no browser could be had for.
    Url {
        /// The address.
        url: String,
        /// Why it was not opened.
        why: String,
    },
}
