//! Who may read the data folder, and whether we may write it.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::super::LogError;

/// A file or folder that others than its owner may read or write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wide {
    /// Where it is, links followed.
    pub path: PathBuf,
    /// Its permissions, the last nine bits.
    pub mode: u32,
}

/// Those among the folders of a data folder and the given files that are open to others than their owner.
#[cfg(unix)]
pub(super) fn wide<'a>(data_dir: &Path, files: impl Iterator<Item = &'a Path>) -> Vec<Wide> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut paths = vec![data_dir.to_owned(), data_dir.join("log"), data_dir.join("snapshots")];
    paths.retain(|folder| folder.is_dir());
    for file in files {
        let folder = file.parent().map(Path::to_owned);
        paths.extend(folder.filter(|folder| !paths.contains(folder)));
        paths.push(file.to_owned());
    }
    let look = |path: PathBuf| {
        let mode = fs::metadata(&path).ok()?.permissions().mode() & 0o777;
        let path = fs::canonicalize(&path).unwrap_or(path);
        (mode & 0o077 != 0).then_some(Wide { path, mode })
    };
    let mut wide: Vec<Wide> = paths.into_iter().filter_map(look).collect();
    wide.dedup();
    wide
}

/// Other systems have other ways to say who may read a file.
#[cfg(not(unix))]
pub(super) fn wide<'a>(_: &Path, _: impl Iterator<Item = &'a Path>) -> Vec<Wide> {
    Vec::new()
}

/// Whether a log in the data folder could be written, tried without leaving anything behind. A folder that doesn't exist yet
/// is tried where it would be made.
pub fn writable(data_dir: &Path, device_file: &Path) -> Result<(), LogError> {
    let folder = data_dir.join("log");
    match fs::metadata(device_file) {
        // A named pipe would wait for a reader for ever.
        Ok(file) if file.is_file() => {
            let opened = OpenOptions::new().append(true).open(device_file);
            opened.map_err(|error| LogError::of(device_file, error))?;
        }
        Ok(_) => {
            return Err(LogError::WrongKind {
                path: device_file.to_owned(),
                wanted: "a file",
            });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(super::append::at_fault(device_file, error)),
    }
    let there = folder
        .ancestors()
        .find(|ancestor| fs::symlink_metadata(ancestor).is_ok());
    let there = there.unwrap_or(&folder);
    // It has no name, or loses it at once: nobody meets it.
    tempfile::tempfile_in(there).map_err(|error| super::append::at_fault(there, error))?;
    Ok(())
}
