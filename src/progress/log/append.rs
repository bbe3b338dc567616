//! Puts bytes at the end of a log file for good.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::LogError;
use super::keep::create_private;
use super::tail::identity;

/// How long another instance is waited for. One append takes milliseconds; longer, and it is stopped.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(5);

/// How often another file may take the file's name while we write before that is an error.
const ATTEMPTS: usize = 5;

/// What an append has met.
pub(super) struct Appended {
    /// Tells whether the file is still the same the next time.
    pub(super) identity: Option<(u64, u64)>,
}

/// Appends `lines` (each with its line feed) to the file, and returns once they are on the disk.
///
/// The file is opened anew each time: a synchroniser may have put another file in its place, and what is written to
/// the old one would be lost. That is checked again afterwards, and the lines are written to the new file too.
///
/// `note` is told the file's length while no other instance can write, so that what they note comes in this order too.
pub(super) fn append(path: &Path, lines: &[u8], note: impl FnOnce(u64)) -> Result<Appended, LogError> {
    let here = |error| LogError::of(path, error);
    for _ in 0..ATTEMPTS {
        let mut file = open(path)?;
        lock(&file, path)?;
        if !in_place(&file, path).map_err(here)? {
            continue;
        }
        write(&mut file, lines).map_err(here)?;
        file.sync_data().map_err(here)?;
        if in_place(&file, path).map_err(here)? {
            let metadata = file.metadata().map_err(here)?;
            note(metadata.len());
            return Ok(Appended {
                identity: identity(&metadata),
            });
        }
    }
    Err(here(io::Error::other("the file is replaced again and again")))
}

/// Makes sure that the entries of the file and its folders are on the disk: those that a first mark makes in an empty home.
pub(super) fn sync_folders(path: &Path) -> Result<(), LogError> {
    path.ancestors()
        .skip(1)
        .take(FOLDERS)
        .filter(|folder| !folder.as_os_str().is_empty())
        .try_for_each(sync_folder)
}

/// From `log` up to a home folder: log, waypost, share, .local, home.
const FOLDERS: usize = 5;

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), LogError> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error)
            if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
                || error.raw_os_error() == Some(EIO) =>
        {
            Err(LogError::of(folder, error))
        }
        // Some network and FUSE file systems can't sync a folder, and a parent may not be ours to open.
        _ => Ok(()),
    }
}

#[cfg(unix)]
const EIO: i32 = 5;

/// Other systems keep entries of folders with the files.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), LogError> {
    Ok(())
}

fn open(path: &Path) -> Result<File, LogError> {
    let here = |error| LogError::of(path, error);
    let mut options = OpenOptions::new();
    options.read(true).append(true);
    for _ in 0..ATTEMPTS {
        match fs::metadata(path) {
            // Opening a named pipe would wait for a reader.
            Ok(metadata) if !metadata.is_file() => {
                return Err(LogError::WrongKind {
                    path: path.to_owned(),
                    wanted: "a file",
                });
            }
            Ok(_) => match options.open(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                opened => return opened.map_err(here),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = path.parent() {
                    create_folders(folder)?;
                }
                match private(options.clone().create_new(true)).open(path) {
                    // Another instance was quicker.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    opened => return opened.map_err(here),
                }
            }
            Err(error) => return Err(at_fault(path, error)),
        }
    }
    Err(here(io::Error::other("the file comes and goes")))
}

pub(super) fn create_folders(folder: &Path) -> Result<(), LogError> {
    create_private(folder).map_err(|error| at_fault(folder, error))
}

pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Names the file that stands where a folder should be, which may be far up the path.
pub(super) fn at_fault(path: &Path, error: io::Error) -> LogError {
    let in_the_way = path
        .ancestors()
        .find(|ancestor| fs::metadata(ancestor).is_ok_and(|metadata| !metadata.is_dir()));
    LogError::of(in_the_way.unwrap_or(path), error)
}

/// Takes the lock that the file's other writers take. It ends with the file handle, so none outlives its process.
fn lock(file: &File, path: &Path) -> Result<(), LogError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            // An error: a file system without locks. Appending keeps whole writes apart there as well as can be.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                return Err(LogError::Locked { path: path.to_owned() });
            }
        }
    }
}

/// Whether the open file is still the one of that name.
fn in_place(file: &File, path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(named) => Ok(identity(&named) == identity(&file.metadata()?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes in one go, after a line feed if the last writer didn't get to its own: a torn line stays a line of its own.
/// What a failed write leaves behind is such a line in turn; nothing is ever cut off again.
fn write(file: &mut File, lines: &[u8]) -> io::Result<()> {
    if ends_open(file)? {
        let mut all = Vec::with_capacity(lines.len() + 1);
        all.push(b'\n');
        all.extend_from_slice(lines);
        return file.write_all(&all);
    }
    file.write_all(lines)
}

fn ends_open(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
