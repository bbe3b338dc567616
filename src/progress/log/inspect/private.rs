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

/// Those among the folders of a data folder and the given files that others than their owner can reach and are open to them.
/// What is in a folder that is closed to others they can't reach, whatever its own permissions are: git and
/// synchronisers give files those that are usual.
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
    let mode = |path: &Path| Some(fs::metadata(path).ok()?.permissions().mode() & 0o777);
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let is_wide = |mode: u32| mode & 0o077 != 0;
    let closed: Vec<PathBuf> = paths
        .iter()
        .filter(|path| path.is_dir() && mode(path).is_some_and(|mode| !is_wide(mode)))
        .map(|folder| real(folder))
        .collect();
    let look = |path: PathBuf| {
        let mode = mode(&path).filter(|&mode| is_wide(mode))?;
        let path = real(&path);
        let hidden = closed.iter().any(|folder| path.starts_with(folder));
        (!hidden).then_some(Wide { path, mode })
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

/// Whether an append to this device's log would find it open, without leaving anything behind. Folders that don't exist yet are
/// looked at where they would be made.
pub fn writable(data_dir: &Path, device_file: &Path) -> Result<(), LogError> {
    match fs::metadata(device_file) {
        // A named pipe would wait for a reader for ever.
        Ok(file) if file.is_file() => {
            let opened = OpenOptions::new().read(true).append(true).open(device_file);
            return opened.map(drop).map_err(|error| LogError::of(device_file, error));
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
    if fs::symlink_metadata(device_file).is_ok() {
        let source = io::Error::new(io::ErrorKind::NotFound, "it is a link that leads nowhere");
        return Err(LogError::of(device_file, source));
    }
    let folder = data_dir.join("log");
    let there = folder
        .ancestors()
        .find(|ancestor| fs::symlink_metadata(ancestor).is_ok());
    let there = there.unwrap_or(&folder);
    can_make_in(there).map_err(|error| super::append::at_fault(there, error))
}

/// Whether something can be made in a folder.
#[cfg(unix)]
fn can_make_in(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    if !fs::metadata(folder)?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Whether something can be made in a folder: elsewhere that is only known by trying.
#[cfg(not(unix))]
fn can_make_in(folder: &Path) -> io::Result<()> {
    // It has no name, or loses it at once: nobody meets it.
    tempfile::tempfile_in(folder).map(drop)
}
