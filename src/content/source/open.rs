//! Reading a file of a stranger's: only a regular one, only up to its limit, and whatever becomes of it meanwhile.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use super::MAX_BYTES;

/// The bytes of a regular file that is not too large.
///
/// What a name stands for can change between a look at it and its opening, and a file can grow while it is read: what
/// counts is what was opened, and never more than the limit is taken of it.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes_into(path, &mut bytes)?;
    Ok(bytes)
}

/// The same, in the place of what is in a buffer.
pub(super) fn bytes_into(path: &Path, bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.clear();
    let file = open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let too_large = |length: u64| {
        let message = format!("it has {length} bytes, and a spec may have {MAX_BYTES}");
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    };
    if meta.len() > MAX_BYTES {
        return Err(too_large(meta.len()));
    }
    // Room for one byte more, so that the end is met without making more.
    let room = usize::try_from(meta.len()).unwrap_or(0) + 1;
    bytes.resize(room, 0);
    // Of a file that is as long as it was said to be, that is all.
    let read = (&file).read(bytes)?;
    bytes.truncate(read);
    if read + 1 != room {
        let rest = (MAX_BYTES + 1).saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        file.take(rest).read_to_end(bytes)?;
    }
    match u64::try_from(bytes.len()) {
        Ok(length) if length > MAX_BYTES => Err(too_large(length)),
        _ => Ok(()),
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
