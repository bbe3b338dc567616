//! What goes into a snapshot.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::Path;

use crate::progress::line;
use crate::progress::log;

use super::error::SnapshotError;
use super::lines::{self, Lines};

const CHUNK: usize = 256 << 10;

/// Every whole line of every log in the folder, each once, sorted, with no more than `room` bytes in all.
///
/// All logs, or an error: in a snapshot without the lines of a log that can't be read just now, and in those of the days
/// after it, they would be lost without a word.
pub(super) fn gather(folder: &Path, room: u64) -> Result<Lines, SnapshotError> {
    let unread = |path: &Path, source| SnapshotError::Unread {
        path: path.to_owned(),
        source,
    };
    let mut lines = Lines::default();
    for name in log::names(folder).map_err(|error| unread(folder, error))? {
        let path = folder.join(name);
        let fits = read(&path, room, &mut lines).map_err(|error| unread(&path, error))?;
        if !fits {
            return Err(SnapshotError::TooLarge {
                path: folder.to_owned(),
            });
        }
    }
    lines.sort();
    Ok(lines)
}

/// Takes in the whole lines of a file; tells whether they fit.
fn read(path: &Path, room: u64, into: &mut Lines) -> io::Result<bool> {
    // A named pipe would wait for a writer for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "something else is where a file should be",
        ));
    }
    let mut fits = true;
    let mut reader = BufReader::with_capacity(CHUNK, File::open(path)?);
    lines::each(&mut reader, &mut |number, line| {
        let line = line.map(|line| match number {
            // A byte order mark that an editor has put there.
            1 => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line),
            _ => line,
        });
        if let Some(Ok(line)) = line.map(line::whole) {
            fits &= ((into.size() + into.len() + line.len()) as u64) < room;
            if fits {
                into.push(line);
            }
        }
    })?;
    Ok(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_snapshot_can_hold_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let line = br#"{"v":1,"crc":"00000000"}"#;
        let body = crc32fast::hash(br#"{"v":1"#);
        let line = String::from_utf8_lossy(line).replace("00000000", &format!("{body:08x}"));
        fs::write(folder.path().join("a.jsonl"), format!("{line}\n")).unwrap();
        fs::write(folder.path().join("b.jsonl"), format!("{line}\n")).unwrap();
        let two = line.len() as u64 * 2 + 2;
        assert_eq!(gather(folder.path(), two).unwrap().len(), 1);
        let error = gather(folder.path(), two - 1).unwrap_err();
        assert!(matches!(&error, SnapshotError::TooLarge { path } if path == folder.path()));
        assert!(error.to_string().contains("512 MiB"), "{error}");
    }
}
