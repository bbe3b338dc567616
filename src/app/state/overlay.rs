//! What lies over the panes.

use tui_input::Input;

use super::super::command::Command;
use super::super::page::Target;
use super::super::test_out::Scope;
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

/// Something a page leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What it says there.
    pub title: String,
    /// What is at its end.
    pub note: String,
    /// Where it leads.
    pub target: Target,
    /// Its place among the page's spots.
    pub spot: usize,
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
    /// A choice among what the page leads to.
    Ways {
        /// All of it, from the page's top.
        ways: Vec<Way>,
        /// The selected one.
        row: usize,
    },
    /// A choice of what to be tested in.
    Tests {
        /// The nearest first.
        scopes: Vec<Scope>,
        /// The selected one.
        row: usize,
    },
    /// The minutes spent on a topic today.
    Minutes {
        /// Its id.
        topic: String,
        /// Its title.
        title: String,
        /// How many there are so far.
        so_far: i64,
        /// What was typed.
        input: Input,
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
