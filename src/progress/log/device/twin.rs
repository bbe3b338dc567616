//! Notices that another machine writes a file of this one's name: a clone, a copied disk image, a name given twice.
//!
//! A synchroniser then keeps both versions, one of them under a longer name, and git puts both into one file with its
//! marks between them. The words in the longer name differ from tool to tool and from language to language, but all begin
//! with the name itself. So what begins with ours is looked into, and what counts is what is in it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::tail::Tail;
use super::Device;
use crate::progress::event::{Event, EventId};
use crate::progress::id::IdSet;

/// A line that this machine can't have written, though it stands under its name.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Twin {
    /// The file.
    pub(in super::super) file: PathBuf,
    /// The line, counted from 1.
    pub(in super::super) line: usize,
}

/// How a file is related to ours, going by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    /// A copy of ours: no device has such a name.
    Copy,
    /// A copy of ours (`x-HOSTNAME.jsonl`), or the log of a device that was given a longer name.
    Perhaps,
}

fn kin(own: &str, name: &OsStr) -> Option<Kin> {
    let rest = name.as_encoded_bytes().strip_prefix(own.as_bytes())?;
    match rest.first()? {
        _ if rest.eq_ignore_ascii_case(b".jsonl") => None,
        b'-' | b'_' => Some(Kin::Perhaps),
        letter if letter.is_ascii_alphanumeric() => None,
        _ => Some(Kin::Copy),
    }
}

/// Looks for a copy of our log that has an event ours lacks. Where no name says copy, nothing is read.
pub(in super::super) fn find<'a>(
    folder: &Path,
    device: &Device,
    names: impl Iterator<Item = &'a OsStr>,
) -> Option<Twin> {
    let own = device.to_string();
    let kin: Vec<_> = names.filter_map(|name| Some((name, kin(&own, name)?))).collect();
    if kin.is_empty() {
        return None;
    }
    let mut ours = IdSet::default();
    read(&folder.join(device.file_name()), |event| _ = ours.insert(event.id));
    kin.into_iter().find_map(|(name, kin)| {
        let file = folder.join(name);
        let (mut foreign, mut shared) = (None, false);
        read(&file, |event| {
            if ours.contains(&event.id) {
                shared = true;
            } else if foreign.is_none() {
                foreign = Some(event.id);
            }
        });
        // Another device's log has no event of ours in it.
        let id = foreign.filter(|_| kin == Kin::Copy || shared)?;
        let line = line_of(&file, id);
        Some(Twin { file, line })
    })
}

/// Hands on the events of a file as far as it can be read; what can't be was reported when the log was opened.
fn read(file: &Path, mut take: impl FnMut(Event)) {
    // As above.
    let _ = Tail::default().read(file, false, &mut take);
}

fn line_of(file: &Path, id: EventId) -> usize {
    let (text, id) = (fs::read(file).unwrap_or_default(), id.to_string());
    let line = text
        .split(|&byte| byte == b'\n')
        .position(|line| line.windows(id.len()).any(|part| part == id.as_bytes()));
    line.unwrap_or_default() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_a_synchroniser_gives_a_copy_is_known() {
        let table = [
            ("x.jsonl", None),
            ("x.JSONL", None),
            ("x2.jsonl", None),
            ("y.jsonl", None),
            ("y.sync-conflict-20260301-120000-ABCDEFG.jsonl", None),
            ("x.sync-conflict-20260301-120000-ABCDEFG.jsonl", Some(Kin::Copy)), // Syncthing
            ("x (Ada's conflicted copy 2026-03-01).jsonl", Some(Kin::Copy)),    // Dropbox
            ("x (Konfliktkopie von Ada 2026-03-01).jsonl", Some(Kin::Copy)),
            ("x (conflicted copy 2026-03-01 120000).jsonl", Some(Kin::Copy)), // Nextcloud
            ("x_conflict-20260301-120000.jsonl", Some(Kin::Perhaps)),         // ownCloud, older
            ("x (1).jsonl", Some(Kin::Copy)),                                 // Google Drive
            ("x 2.jsonl", Some(Kin::Copy)),                                   // iCloud
            ("x-HOSTNAME.jsonl", Some(Kin::Perhaps)),                         // OneDrive
            (
                "x (SFConflict ada@example.org 2026-03-01-12-00-00).jsonl",
                Some(Kin::Copy),
            ), // Seafile
            ("x [conflicted].jsonl", Some(Kin::Copy)),                        // pCloud
        ];
        for (name, expected) in table {
            assert_eq!(kin("x", OsStr::new(name)), expected, "{name}");
        }
    }
}
