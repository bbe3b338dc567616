//! What stands among the snapshots under a name of theirs and is none: nobody reads it, and it may keep one from being taken.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, FileType};
use std::path::Path;

use jiff::civil::Date;

use crate::progress::log::Problem;

/// Links where devices' folders should be, and whatever but a file is named like a snapshot.
pub(super) fn strays(data_dir: &Path) -> Vec<Problem> {
    let mut strays = Vec::new();
    for entry in entries(&data_dir.join("snapshots")) {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                let named = entries(&entry.path())
                    .into_iter()
                    .filter(|entry| is_named(&entry.file_name()));
                strays.extend(named.filter_map(|entry| stray(&entry, FileType::is_file)));
            }
            Ok(kind) if kind.is_symlink() => strays.extend(stray(&entry, FileType::is_dir)),
            _ => {}
        }
    }
    strays.sort_by(|one, other| one.file.cmp(&other.file));
    strays
}

fn stray(entry: &DirEntry, wanted: fn(&FileType) -> bool) -> Option<Problem> {
    let kind = entry.file_type().ok().filter(|kind| !wanted(kind))?;
    let what = if kind.is_dir() {
        "a folder"
    } else if kind.is_symlink() {
        "a link"
    } else {
        "a pipe or device"
    };
    Some(Problem {
        file: entry.path(),
        line: 0,
        column: 0,
        message: format!("this is {what}, not a snapshot: nothing in it counts"),
        hint: "move it away; if it leads to a snapshot, put that file itself in its place".to_owned(),
        fingerprint: None,
    })
}

/// Whether the name is one of a snapshot.
fn is_named(name: &OsStr) -> bool {
    let date = name.to_str().and_then(|name| name.strip_suffix(".jsonl.gz"));
    date.is_some_and(|date| date.len() == "2026-03-01".len() && date.parse::<Date>().is_ok())
}

/// What is in a folder; that it can't be read was told when the snapshots were listed.
fn entries(folder: &Path) -> Vec<DirEntry> {
    fs::read_dir(folder).map_or_else(|_| Vec::new(), |entries| entries.filter_map(Result::ok).collect())
}
