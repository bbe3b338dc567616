//! The packs the learner has taken in: every folder in one folder of the data folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Pack, SourceError, named_pack};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::pack::is_hidden;

/// Reads the packs in a folder, in the order of their names; none where there is no such folder. What can't be read at all
/// is a problem, and hinders none of the others: it isn't asked for by name.
pub(super) fn packs(folder: &Path) -> Vec<Pack> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| !is_hidden(path) && path.is_dir())
        .collect();
    folders.sort();
    let read = |folder: &PathBuf| named_pack(folder).unwrap_or_else(|error| unread(folder, &error));
    folders.iter().map(read).collect()
}

fn unread(folder: &Path, error: &SourceError) -> Pack {
    let problem = Diagnostic {
        severity: Severity::Error,
        code: "unreadable",
        file: folder.to_owned(),
        line: 1,
        column: 1,
        message: error.to_string(),
        hint: "fill the folder, or remove it".to_owned(),
    };
    Pack {
        problems: vec![problem],
        ..Pack::default()
    }
}
