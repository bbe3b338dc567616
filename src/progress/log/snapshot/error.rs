//! What can go wrong with a snapshot as a whole.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::progress::log::LogError;

/// Why a snapshot wasn't taken, or can't be read.
#[derive(Debug)]
pub enum SnapshotError {
    /// A log, or the folder of the logs, can't be read.
    Unread {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The logs have more in them than a snapshot may have.
    TooLarge {
        /// The folder of the logs.
        path: PathBuf,
    },
    /// A link leads out of the data folder.
    LeadsOut {
        /// The link, or a folder behind it.
        path: PathBuf,
        /// Where it leads.
        to: PathBuf,
    },
    /// The snapshot can't be written.
    Write(LogError),
    /// A snapshot that was to be read can't be.
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl From<LogError> for SnapshotError {
    fn from(error: LogError) -> SnapshotError {
        SnapshotError::Write(error)
    }
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = "no snapshot of your progress was taken";
        match self {
            SnapshotError::Unread { path, source } => write!(
                f,
                "{none}, since {} can't be read: {source}; put that right, or move it away if it is no log",
                path.display()
            ),
            SnapshotError::TooLarge { path } => write!(
                f,
                "{none}, since the logs in {} are together larger than {} MiB; move those away that are none of yours",
                path.display(),
                super::MAX_BYTES >> 20
            ),
            SnapshotError::LeadsOut { path, to } => write!(
                f,
                "{none}, since {} is a link that leads out of the data folder, to {}; put a folder in its place",
                path.display(),
                to.display()
            ),
            SnapshotError::Write(error) => write!(f, "{none}: {error}"),
            SnapshotError::Read { path, source } => write!(
                f,
                "the snapshot {} can't be read: {source}; put that right, or take another one",
                path.display()
            ),
        }
    }
}

/// Without a source: the message has what it would say.
impl std::error::Error for SnapshotError {}
