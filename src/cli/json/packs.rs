//! The packs there are, as `waypost pack list --json` prints them.

use jiff::Timestamp;
use serde::Serialize;

use crate::content::source::installed::Kind;

/// A pack.
#[derive(Debug, Serialize)]
pub struct PackListed {
    /// What `pack update` and `pack remove` take.
    pub id: String,
    /// Its title; its id when it gives itself none.
    pub title: String,
    /// The author's version; empty when it gives itself none.
    pub version: String,
    /// Whether it is the pack inside the program.
    pub built_in: bool,
    /// Its folder; absent for the pack inside the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// How many specs, lessons and roadmaps were read.
    pub files: usize,
    /// How many topics it has by itself.
    pub topics: usize,
    /// Where it came from; absent for the pack inside the program and for one that was put there by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<From>,
    /// When it was added (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<Timestamp>,
    /// When it was last brought up to date (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
    /// How many errors `check` finds in it.
    pub errors: usize,
    /// How many warnings `check` finds in it.
    pub warnings: usize,
    /// Why it can't be read at all; absent when it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
}

/// Where a pack came from.
#[derive(Debug, Serialize)]
pub struct From {
    /// `folder`, `archive` or `git`.
    pub kind: Kind,
    /// The folder or file, or what `git clone` takes.
    pub source: String,
    /// The commit, of what came from git.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}
