//! The packs the learner has added: folders in `<data>/packs`, each with a file beside it that says where it came from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::open;
use crate::content::pack::is_hidden;

/// Nothing that says where a pack came from is longer, in bytes.
const LONGEST_ORIGIN: u64 = 8 * 1024 * 1024;

/// The file beside a pack that says where it came from.
pub fn origin_file(packs: &Path, id: &str) -> PathBuf {
    packs.join(format!("{id}.json"))
}

/// Where a pack came from: `<data>/packs/<id>.json`, written by `waypost pack add` and `update`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// What it was.
    pub kind: Kind,
    /// The folder or file, or what `git clone` takes.
    pub from: String,
    /// The commit, of what came from git.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// When it was added.
    pub added: Timestamp,
    /// When it was last brought up to date.
    pub updated: Timestamp,
    /// The ids of its lessons under which progress was recorded before the pack's name stood before them; `None` where it was
    /// added then and nobody has settled it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bare: Option<Vec<String>>,
}

/// What a pack came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A folder.
    Folder,
    /// A zip or tar file.
    Archive,
    /// A git repository.
    Git,
}

/// A pack of the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Its folder's name.
    pub id: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Where it came from; `None` for a folder that was put there by hand.
    pub origin: Option<Origin>,
}

/// Where a pack of a folder of packs came from, if that is known.
pub fn origin(packs: &Path, id: &str) -> Option<Origin> {
    let bytes = open::bytes_up_to(&origin_file(packs, id), LONGEST_ORIGIN).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The packs in their folder, in the order they were added, so that a new one never takes a name from an older one; those
/// put there by hand come last, by name.
///
/// # Errors
/// When there is a folder of packs and it can't be read.
pub fn installed(folder: &Path) -> io::Result<Vec<Installed>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut packs: Vec<Installed> = paths
        .filter(|path| !is_hidden(path) && path.is_dir())
        .filter_map(|path| {
            let id = path.file_name()?.to_str()?.to_owned();
            Some(Installed {
                origin: origin(folder, &id),
                id,
                folder: path,
            })
        })
        .collect();
    packs.sort_by_cached_key(|pack| {
        let added = pack.origin.as_ref().map(|origin| origin.added);
        (added.is_none(), added, pack.id.clone())
    });
    Ok(packs)
}
