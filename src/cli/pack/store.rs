//! The folder of packs: what is added comes into it whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use crate::cli::args::Global;
use crate::content::source::installed::{Installed, Origin, installed, origin, origin_file};
use crate::content::source::{MAX_BYTES, MAX_PACK, bytes_up_to, embedded};
use crate::progress::log::{create_private, replace_json};

use super::kept::{Files, files};

/// What a folder is called in which a pack is made ready; hidden, so nobody reads it.
const STAGING: &str = ".new-";
/// A folder like that is this old when whoever made it has died, not when he is still at work.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder of packs.
pub(super) struct Store {
    folder: PathBuf,
}

/// A folder beside the packs, which goes away with everything in it.
pub(super) struct Staging(TempDir);

impl Staging {
    /// Where what was fetched is put before anybody has looked at it.
    pub(super) fn raw(&self) -> PathBuf {
        self.0.path().join("raw")
    }

    /// Where a repository is fetched to.
    pub(super) fn repository(&self) -> PathBuf {
        self.0.path().join("git")
    }

    /// What git writes the files of a repository to.
    pub(super) fn tar(&self) -> PathBuf {
        self.0.path().join("tar")
    }

    /// The pack as it is to be.
    pub(super) fn pack(&self) -> PathBuf {
        self.0.path().join("pack")
    }

    /// Copies the files of a pack, by their paths in its folder; says which are left out, and why. That are those the learner
    /// may not read: someone else's slip should not cost the rest of the pack, which is also what is learned from with
    /// `--pack`, and the next update brings them. What fails otherwise may be there again in a moment, and all of it fails.
    pub(super) fn copy(&self, from: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
        let mut room = MAX_PACK;
        let mut left_out = Vec::new();
        private_folder(&self.pack())?;
        for file in files {
            let to = self.pack().join(file);
            let bytes = match bytes_up_to(&from.join(file), MAX_BYTES) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    left_out.push(format!("{} (can't be read: {error})", file.display()));
                    continue;
                }
                read => read.with_context(|| format!("can't read {}", from.join(file).display()))?,
            };
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            room = room.checked_sub(length).with_context(|| {
                format!(
                    "{} is no pack: its files have more than {MAX_PACK} bytes together",
                    from.display()
                )
            })?;
            write(&to, &bytes)?;
        }
        Ok(left_out)
    }
}

impl Store {
    pub(super) fn open(global: &Global) -> Result<Self> {
        let folder = global.data_dir()?.join(crate::cli::desk::PACKS);
        Ok(Self { folder })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn packs(&self) -> Result<Vec<Installed>> {
        installed(&self.folder).with_context(|| format!("can't read {}", self.folder.display()))
    }

    /// The pack of this id.
    pub(super) fn find(&self, id: &str) -> Result<Installed> {
        let packs = self.packs()?;
        let names: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        let there = if names.is_empty() {
            "none was added".to_owned()
        } else {
            format!("there are {}", names.join(", "))
        };
        let found = packs.iter().find(|pack| pack.id == id).cloned();
        found.ok_or_else(|| anyhow!("there is no pack `{id}`; {there}"))
    }

    /// Fails where a pack has this id.
    pub(super) fn check_free(&self, id: &str) -> Result<()> {
        if embedded().info.id.eq_ignore_ascii_case(id) {
            bail!("`{id}` is the pack inside waypost; give this one another name with --name");
        }
        let Some(there) = self.packs()?.into_iter().find(|pack| pack.id.eq_ignore_ascii_case(id)) else {
            return Ok(());
        };
        let from = there
            .origin
            .map_or_else(String::new, |origin| format!(", from {}", origin.from));
        bail!(
            "there is a pack `{id}` already{from}; bring it up to date with `waypost pack update {id}`, or give this one another name with --name"
        )
    }

    /// A place to make a pack ready. What runs that were cut off have left is cleared away.
    pub(super) fn staging(&self) -> Result<Staging> {
        private_folder(&self.folder)?;
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let is_ours = entry.file_name().as_encoded_bytes().starts_with(STAGING.as_bytes());
            let changed = entry.metadata().and_then(|meta| meta.modified()).ok();
            let age = changed.and_then(|at| SystemTime::now().duration_since(at).ok());
            if is_ours && age.is_some_and(|age| age > STALE) {
                // Another run may clear it away as well.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let made = tempfile::Builder::new().prefix(STAGING).tempdir_in(&self.folder);
        let made = made.with_context(|| format!("can't write to {}", self.folder.display()))?;
        Ok(Staging(made))
    }

    /// Puts a pack that is ready in its place.
    pub(super) fn put(&self, staging: &Staging, id: &str, origin: &Origin) -> Result<PathBuf> {
        self.check_free(id)?;
        let place = self.folder.join(id);
        let files = files(&staging.pack())?;
        fs::rename(staging.pack(), &place).with_context(|| format!("can't put the pack in {}", place.display()))?;
        if let Err(error) = self.note_files(id, &files).and_then(|()| self.note(id, origin)) {
            // A pack that can't be brought up to date would be half of one.
            let _ = fs::remove_dir_all(&place);
            return Err(error);
        }
        Ok(place)
    }

    /// Puts a pack that is ready, with these files, in the place of the one there is.
    pub(super) fn replace(&self, staging: &Staging, pack: &Installed, origin: &Origin, files: &Files) -> Result<()> {
        let old = staging.0.path().join("old");
        let failed = || {
            format!(
                "`{}` stays as it is: can't put the new one in {}",
                pack.id,
                pack.folder.display()
            )
        };
        fs::rename(&pack.folder, &old).with_context(failed)?;
        let put = fs::rename(staging.pack(), &pack.folder).with_context(failed);
        let put = put.and_then(|()| self.note(&pack.id, origin));
        if put.is_err() {
            let _ = fs::rename(&pack.folder, staging.pack());
            fs::rename(&old, &pack.folder).with_context(failed)?;
        }
        put?;
        self.note_files(&pack.id, files)
    }

    /// Keeps where a pack came from.
    pub(super) fn note(&self, id: &str, origin: &Origin) -> Result<()> {
        let file = origin_file(&self.folder, id);
        replace_json(&file, origin).with_context(|| format!("can't write {}", file.display()))
    }

    /// Where it is kept of a pack that was taken out which progress without a pack's name is its own.
    fn bare_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.bare.json"))
    }

    /// The ids under which progress was recorded for a pack that was here before, from a time when the pack's name did not
    /// stand there.
    pub(super) fn bare_before(&self, id: &str) -> Vec<String> {
        let bytes = bytes_up_to(&self.bare_file(id), MAX_BYTES).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Takes a pack out, where it is to be kept into that place. A link that the learner has put there is taken out, not what it
    /// leads to.
    pub(super) fn remove(&self, pack: &Installed, kept: Option<&Path>) -> Result<()> {
        let failed = || format!("can't remove {}", pack.folder.display());
        if pack.folder.is_symlink() {
            fs::remove_file(&pack.folder).with_context(failed)?;
        } else if let Some(kept) = kept {
            fs::rename(&pack.folder, kept).with_context(failed)?;
        } else {
            // In one step out of sight, then at leisure.
            let staging = self.staging()?;
            fs::rename(&pack.folder, staging.pack()).with_context(failed)?;
        }
        self.forget_files(&pack.id).with_context(failed)?;
        let bare = origin(&self.folder, &pack.id).and_then(|origin| origin.bare);
        if let Some(bare) = bare.filter(|bare| !bare.is_empty()) {
            replace_json(&self.bare_file(&pack.id), &bare).with_context(failed)?;
        }
        remove_if_there(&origin_file(&self.folder, &pack.id)).with_context(failed)
    }
}

/// Removes a file, which may be gone already.
pub(super) fn remove_if_there(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes a file of a pack, and the folders it is in. Only the learner may read it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = path
        .parent()
        .map_or(Ok(()), create_private)
        .and_then(|()| options.open(path)?.write_all(bytes));
    written.with_context(|| format!("can't write {}", path.display()))
}

fn private_folder(path: &Path) -> Result<()> {
    create_private(path).with_context(|| format!("can't make the folder {}", path.display()))
}
