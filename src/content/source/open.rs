//! Reading a file that may be anything: only a regular one, only up to its limit, and whatever becomes of it meanwhile.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use super::MAX_BYTES;

/// The bytes of a regular file that is not too large.
///
/// What a name stands for can change between a look at it and its opening, and a file can grow while it is read: what
/// counts is what was opened, and never more than the limit is taken of it.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    bytes_up_to(path, MAX_BYTES)
}

/// The bytes of a regular file that has no more than a limit of them.
///
/// # Errors
/// Those of the system; [`io::ErrorKind::InvalidInput`] for a pipe, a device or a folder, [`io::ErrorKind::FileTooLarge`]
/// beyond the limit.
pub fn bytes_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fill(path, &mut bytes, limit)?;
    Ok(bytes)
}

/// Opens a regular file for reading, and nothing else: a pipe is not waited for.
///
/// # Errors
/// Those of the system; [`io::ErrorKind::InvalidInput`] for a pipe, a device or a folder.
pub fn regular(path: &Path) -> io::Result<(File, Metadata)> {
    let file = open(path)?;
    let meta = file.metadata()?;
    if meta.is_file() {
        Ok((file, meta))
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"))
    }
}

/// The same, in the place of what is in a buffer; with what the file was like before it was read.
pub(super) fn bytes_into(path: &Path, bytes: &mut Vec<u8>) -> io::Result<Metadata> {
    fill(path, bytes, MAX_BYTES)
}

fn fill(path: &Path, bytes: &mut Vec<u8>, limit: u64) -> io::Result<Metadata> {
    bytes.clear();
    let (file, meta) = regular(path)?;
    let too_large = |length: u64| {
        let message = format!("it has {length} bytes; {limit} are read at most");
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    };
    if meta.len() > limit {
        return Err(too_large(meta.len()));
    }
    // Room for one byte more, so that the end is met without making more.
    let room = usize::try_from(meta.len()).unwrap_or(0) + 1;
    bytes.resize(room, 0);
    // Of a file that is as long as it was said to be, that is all.
    let read = (&file).read(bytes)?;
    bytes.truncate(read);
    if read + 1 != room {
        let rest = (limit + 1).saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        file.take(rest).read_to_end(bytes)?;
    }
    match u64::try_from(bytes.len()) {
        Ok(length) if length > limit => Err(too_large(length)),
        _ => Ok(meta),
    }
}

/// Opens a file without waiting for anyone: opening a pipe waits for whoever writes to it.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}
