//! Files for the learner: there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

/// Writes a file beside its place, puts it on the disk and then into its place. Only the learner may read it.
///
/// A file that is there already is replaced only if that is wanted; anything else, such as a device, never is.
pub(super) fn save(path: &Path, replace: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let taken = || {
        anyhow!(
            "{} exists already; name another file, or replace it with --force",
            path.display()
        )
    };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => bail!("{} is a folder; name a file in it", path.display()),
        Ok(there) if !there.is_file() => {
            bail!("{0} is no file; write to it with `> {0}` instead of -o", path.display())
        }
        Ok(_) if !replace => return Err(taken()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(path, error)),
        _ => {}
    }
    // Where a link leads the file is replaced, not the link.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match place.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        bail!(
            "can't write {}: there is no folder {}",
            path.display(),
            folder.display()
        );
    }
    let written = || {
        let mut file = tempfile::Builder::new().prefix(".waypost-").tempfile_in(&folder)?;
        let mut buffer = BufWriter::new(file.as_file_mut());
        write(&mut buffer)?;
        buffer.flush()?;
        drop(buffer);
        file.as_file().sync_all()?;
        Ok(file)
    };
    let file = written().map_err(|error| failed(path, error))?;
    let put = if replace {
        file.persist(&place)
    } else {
        file.persist_noclobber(&place)
    };
    match put {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Err(taken()),
        Err(error) => return Err(failed(path, error.error)),
    }
    // Not every file system can sync a folder; the file itself is on the disk.
    let _ = File::open(&folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn failed(path: &Path, error: io::Error) -> anyhow::Error {
    anyhow::Error::new(error).context(format!("can't write {}", path.display()))
}
