//! How long this device's log was when it was last written: a log only ever grows, so a shorter one has lost something.
//!
//! Kept in the learner's state folder and not with the logs, where whatever put an older log in its place (a copied
//! stick, a restored folder, a synchroniser) would put the older length back too.

use std::fs;
use std::path::{Path, PathBuf};

use super::device::Device;
use super::device::token::state_dir;
use super::keep::create_private;

/// Where the length is kept.
#[derive(Debug)]
pub(super) struct HighWater(PathBuf);

impl HighWater {
    /// That of a device in a data folder; `None` when the system knows no place outside of the data folder.
    pub(super) fn of(data_dir: &Path, device: &Device) -> Option<HighWater> {
        let data_dir = std::path::absolute(data_dir).ok()?;
        let folder = state_dir(&[&data_dir])?.join("log");
        // Names given by hand may be the same in several data folders.
        let place = crc32fast::hash(data_dir.as_os_str().as_encoded_bytes());
        Some(HighWater(folder.join(format!("{device}-{place:08x}"))))
    }

    /// The bytes there were, if that is known.
    pub(super) fn get(&self) -> Option<u64> {
        fs::read_to_string(&self.0).ok()?.trim().parse().ok()
    }

    /// Notes how many there are. Only a help to notice a loss: it may fail, and a crash may leave the length before.
    pub(super) fn set(&self, len: u64) {
        let folder = self.0.parent().unwrap_or(&self.0);
        if fs::write(&self.0, len.to_string()).is_err() && create_private(folder).is_ok() {
            let _ = fs::write(&self.0, len.to_string());
        }
    }
}
