//! What can go wrong with the log as a whole; what is wrong with a line is a [`super::Problem`].

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the log can't be written.
#[derive(Debug)]
pub enum LogError {
    /// The disk, a quota or a limit is full.
    NoSpace {
        /// The file written to.
        path: PathBuf,
    },
    /// The file system can't be written to.
    ReadOnly {
        /// The file or folder written to.
        path: PathBuf,
    },
    /// The learner may not write there.
    PermissionDenied {
        /// The file or folder written to.
        path: PathBuf,
    },
    /// Another instance holds the file and doesn't let go.
    Locked {
        /// The file waited for.
        path: PathBuf,
    },
    /// A log in the folder was written by a newer version of waypost.
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// A file stands where a folder should be, or the other way round.
    WrongKind {
        /// What is in the way.
        path: PathBuf,
        /// What should be there ("a folder").
        wanted: &'static str,
    },
    /// One action with so many topics that its line would not be read again.
    TooLong {
        /// The bytes of the line.
        bytes: usize,
    },
    /// `WAYPOST_DEVICE` is no name for a device.
    BadDevice {
        /// The name.
        name: String,
    },
    /// Anything else the system reports.
    Io {
        /// The file or folder concerned.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl LogError {
    /// Sorts what the system said about a path into what a caller can act on.
    pub(super) fn of(path: &Path, source: io::Error) -> LogError {
        let path = path.to_owned();
        match source.kind() {
            // FileTooLarge is `ulimit -f`.
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                LogError::NoSpace { path }
            }
            io::ErrorKind::ReadOnlyFilesystem => LogError::ReadOnly { path },
            io::ErrorKind::PermissionDenied => LogError::PermissionDenied { path },
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => LogError::WrongKind {
                path,
                wanted: "a folder",
            },
            io::ErrorKind::IsADirectory => LogError::WrongKind { path, wanted: "a file" },
            _ => LogError::Io { path, source },
        }
    }
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What to do before where: on a small screen the end of a message may be cut off.
        match self {
            LogError::NoSpace { path } => write!(
                f,
                "no space left on the disk (or a quota or limit is reached); free some space: {}",
                path.display()
            ),
            LogError::ReadOnly { path } => write!(
                f,
                "the file system is read-only; choose another folder with --data: {}",
                path.display()
            ),
            LogError::PermissionDenied { path } => write!(
                f,
                "permission denied; make it yours or choose another folder with --data: {}",
                path.display()
            ),
            LogError::Locked { path } => write!(
                f,
                "another waypost holds the log; close that one (it may be stopped: try `fg`): {}",
                path.display()
            ),
            LogError::NewerVersion { path, version } => write!(
                f,
                "update waypost to record anything: a log is in version {version} of the format, and this waypost writes version {}: {}",
                crate::progress::line::VERSION,
                path.display()
            ),
            LogError::WrongKind { path, wanted } => write!(
                f,
                "something else is where {wanted} should be; move it away or choose another folder with --data: {}",
                path.display()
            ),
            LogError::TooLong { bytes } => {
                write!(f, "can't write one action of {bytes} bytes: mark fewer topics at once")
            }
            LogError::BadDevice { name } => write!(
                f,
                "`{name}` is no name for a device; give WAYPOST_DEVICE 1 to 64 letters, digits, `-` or `_`, beginning with a letter or digit"
            ),
            LogError::Io { path, source } => write!(
                f,
                "{source}; check the disk or choose another folder with --data: {}",
                path.display()
            ),
        }
    }
}

// No source: what the system said is in the message.
impl std::error::Error for LogError {}
