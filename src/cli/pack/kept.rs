//! What a learner has changed in the copy of a pack: it is told from what was installed, and never thrown away.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::content::source::installed::Installed;
use crate::content::source::{MAX_PACK, bytes_up_to};
use crate::progress::log::{create_private, replace_json};

use super::store::{self, Store};

/// The folder in the data folder for what is taken out of packs and not known to be anywhere else.
const KEPT: &str = "kept";

/// All files of a folder, each with its bytes.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;
/// Length and CRC-32 of each file of a pack, by its path there: enough to tell that a text was changed.
type Installs = BTreeMap<String, (u64, u32)>;

/// What a learner has changed or added in a pack; `None` where nobody knows what was installed.
pub(super) type Changed = Option<Vec<PathBuf>>;

/// All files of a folder that systems don't leave behind.
pub(super) fn files(folder: &Path) -> Result<Files> {
    let mut found = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).with_context(|| format!("can't read {}", next.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().as_encoded_bytes();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.is_file() && name != b".DS_Store" && !name.starts_with(b"._") {
                let bytes = fs::read(&path).with_context(|| format!("can't read {}", path.display()))?;
                found.insert(path.strip_prefix(folder).unwrap_or(&path).to_owned(), bytes);
            }
        }
    }
    Ok(found)
}

fn name_of(file: &Path) -> String {
    file.to_string_lossy().replace('\\', "/")
}

fn sum(bytes: &[u8]) -> (u64, u32) {
    (u64::try_from(bytes.len()).unwrap_or(u64::MAX), crc32fast::hash(bytes))
}

fn sums(files: &Files) -> Installs {
    files.iter().map(|(file, bytes)| (name_of(file), sum(bytes))).collect()
}

impl Store {
    /// Where it is kept which files were installed; apart from where a pack came from, which every start reads.
    fn installs_file(&self, id: &str) -> PathBuf {
        self.folder().join(format!("{id}.files.json"))
    }

    /// Notes what is installed.
    pub(super) fn note_files(&self, id: &str, files: &Files) -> Result<()> {
        let file = self.installs_file(id);
        replace_json(&file, &sums(files)).with_context(|| format!("can't write {}", file.display()))
    }

    pub(super) fn forget_files(&self, id: &str) -> io::Result<()> {
        store::remove_if_there(&self.installs_file(id))
    }

    fn installs(&self, id: &str) -> Option<Installs> {
        serde_json::from_slice(&bytes_up_to(&self.installs_file(id), MAX_PACK).ok()?).ok()
    }

    /// Whether it is known what was installed.
    pub(super) fn knows_files(&self, id: &str) -> bool {
        self.installs(id).is_some()
    }

    /// Whether these are the files that were installed last.
    pub(super) fn is_installed(&self, id: &str, files: &Files) -> bool {
        self.installs(id) == Some(sums(files))
    }

    /// What of these files of a pack is not as it was installed, and not among those that are to come.
    pub(super) fn changed(&self, pack: &Installed, files: &Files, to_come: &Files) -> Changed {
        pack.origin.as_ref()?;
        let installed = self.installs(&pack.id)?;
        let is_own = |(file, bytes): &(&PathBuf, &Vec<u8>)| {
            installed.get(&name_of(file)) != Some(&sum(bytes)) && to_come.get(*file) != Some(*bytes)
        };
        let own = files.iter().filter(is_own);
        Some(own.map(|(file, _)| file.clone()).collect())
    }

    /// Puts files of a pack where nobody reads them and nothing is thrown away; says where.
    pub(super) fn keep(&self, id: &str, files: &Files, which: &[PathBuf]) -> Result<PathBuf> {
        let place = self.kept_place(id)?;
        for file in which {
            store::write(&place.join(file), files.get(file).map_or(&[][..], Vec::as_slice))?;
        }
        Ok(place)
    }

    /// A folder that is not there yet for what is kept of a pack.
    pub(super) fn kept_place(&self, id: &str) -> Result<PathBuf> {
        let kept = self.folder().with_file_name(KEPT);
        create_private(&kept).with_context(|| format!("can't make the folder {}", kept.display()))?;
        let names = std::iter::once(id.to_owned()).chain((2..).map(|number| format!("{id}-{number}")));
        let mut places = names.map(|name| kept.join(name));
        places
            .find(|place| !place.exists())
            .with_context(|| format!("there is no room in {}", kept.display()))
    }
}
