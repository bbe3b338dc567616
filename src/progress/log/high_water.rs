//! How long this device's log was when it was last written: a log only ever grows, so a shorter one has lost something.
//!
//! Kept in the learner's state folder and not with the logs, where whatever put an older log in its place (a copied
//! stick, a restored folder, a synchroniser) would put the older length back too.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::append::private;
use super::device::Device;
use super::device::token::state_dir;
use super::keep::create_private;
use crate::content::source;

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
        let digits = source::bytes_up_to(&self.0, 64).ok()?;
        str::from_utf8(&digits).ok()?.trim().parse().ok()
    }

    /// Notes how many there are. Only a help to notice a loss: it may fail, and a crash may leave the length before.
    pub(super) fn set(&self, len: u64) {
        let folder = self.0.parent().unwrap_or(&self.0);
        if self.write(len).is_err() && create_private(folder).is_ok() {
            let _ = self.write(len);
        }
    }

    /// Several instances may do this at once. So nothing is cut off first, and each writes as many digits as any other: else
    /// the end of a longer number would stay behind a shorter one, and tell of a loss that never was.
    fn write(&self, len: u64) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = private(options.write(true).create(true).truncate(false)).open(&self.0)?;
        file.write_all(format!("{len:020}").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn of_lengths_that_are_noted_at_once_one_is_kept() {
        const LENGTHS: [u64; 2] = [950, 1_120];
        let folder = tempfile::tempdir().unwrap();
        let mark = HighWater(folder.path().join("log").join("mark"));
        assert_eq!(mark.get(), None);
        mark.set(LENGTHS[0]);
        std::thread::scope(|scope| {
            for len in LENGTHS {
                let mark = &mark;
                scope.spawn(move || (0..2_000).for_each(|_| mark.set(len)));
            }
            for _ in 0..2_000 {
                let kept = mark.get();
                assert!(kept.is_some_and(|len| LENGTHS.contains(&len)), "{kept:?}");
            }
        });
    }

    #[test]
    fn what_was_noted_without_noughts_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let mark = HighWater(folder.path().join("mark"));
        fs::write(&mark.0, "950").unwrap();
        assert_eq!(mark.get(), Some(950));
        mark.set(7);
        assert_eq!(mark.get(), Some(7));
    }
}
