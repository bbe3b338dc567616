//! Tells whether a file is still what was read of it, without reading it again.

use std::fs::Metadata;
use std::hash::BuildHasher as _;
use std::num::NonZeroU64;
use std::path::Path;
use std::time::{Duration, SystemTime};

use foldhash::quality::FixedState;

/// The coarsest times of changes that file systems keep.
pub(super) const GRAIN: Duration = Duration::from_secs(2);

/// A number for a file of a pack: its place, its length, its times of change and its number on the disk. Another content has
/// another one, unless it was written in the same grain of time; what was [written just now](is_settled) has none that counts.
pub(super) fn of(root: &Path, file: &Path, meta: &Metadata) -> Option<NonZeroU64> {
    let modified = meta.modified().ok()?;
    NonZeroU64::new(FixedState::default().hash_one((root, file, meta.len(), modified, on_disk(meta))))
}

/// A number for what is in a file of a pack, and in another one that is read with it: in 64 bits two texts are never confused by
/// chance.
pub(super) fn of_content(root: &Path, file: &Path, bytes: &[u8], beside: Option<&[u8]>) -> Option<NonZeroU64> {
    NonZeroU64::new(FixedState::default().hash_one((root, file, bytes, beside)))
}

/// Whether a file was last written so long before a moment that a change after it has another time.
pub(super) fn is_settled(meta: &Metadata, at: SystemTime) -> bool {
    let since = |changed: SystemTime| at.duration_since(changed).is_ok_and(|age| age > GRAIN);
    meta.modified().is_ok_and(since) && changed(meta).is_none_or(since)
}

/// The number of the file and the time that no program can set.
#[cfg(unix)]
fn on_disk(meta: &Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (meta.dev(), meta.ino(), meta.ctime(), meta.ctime_nsec())
}

#[cfg(not(unix))]
fn on_disk(_: &Metadata) {}

#[cfg(unix)]
fn changed(meta: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(meta.ctime()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<SystemTime> {
    None
}
