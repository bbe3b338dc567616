//! A role track and its stages.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Link, Name};
use crate::content::diagnostic::Diagnostic;

/// A role track: the topics of one role, in the order of learning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Track {
    /// Slug of the file's name: the id of the role.
    pub id: String,
    /// The name of its pack; `None` as for [lessons](super::Lesson::pack).
    #[serde(skip)]
    pub pack: Option<Arc<str>>,
    /// The role's name: the file's `title`, else its name.
    pub title: Name,
    /// The agent whose role it is, by its id or title.
    pub agent: Option<Name>,
    /// One sentence on it; empty when it says none.
    pub summary: String,
    /// The roadmaps that go with it.
    pub roadmaps: Vec<Link>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The file this was read from, relative to its pack's folder.
    #[serde(serialize_with = "crate::content::diagnostic::path_as_text")]
    pub file: PathBuf,
    /// Every guess made while reading, and by the library every name it could not go by.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// A stage of a role track.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Stage {
    /// Its title; empty when it has none.
    pub title: String,
    /// The topics in order, by id, title or alias.
    pub topics: Vec<Name>,
}
