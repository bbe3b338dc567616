//! Whether packs on the disk may hold something else than what was read of them.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::repository;
use super::stamp::GRAIN;
use super::walk::{MAX_DEPTH, MAX_SEEN};

/// Whether a change of a file or folder, by its path in a pack, may change what is read of the pack.
pub fn matters(path: &Path) -> bool {
    repository::matters(path)
}

/// Whether anything that `matters` in a folder, or a file, was changed at that time or later, as far as times of changes tell:
/// rather a change too many than one too few.
pub fn touched_since(root: &Path, at: SystemTime, matters: impl Fn(&Path) -> bool) -> bool {
    let since = at.checked_sub(GRAIN).unwrap_or(at);
    let is_late = |meta: fs::Metadata| meta.modified().is_ok_and(|changed| changed >= since);
    let mut folders = vec![(root.to_owned(), 0)];
    let mut seen = 0;
    while let Some((path, depth)) = folders.pop() {
        seen += 1;
        // What is gone was there when it was read.
        let Ok(meta) = fs::symlink_metadata(&path).or_else(|_| fs::metadata(&path)) else {
            return true;
        };
        let is_folder = meta.is_dir() || path == root && path.is_dir();
        if is_late(meta) {
            return true;
        }
        if !is_folder || depth > MAX_DEPTH || seen > MAX_SEEN {
            continue;
        }
        let inside = fs::read_dir(&path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path());
        let meant = inside.filter(|path| path.strip_prefix(root).is_ok_and(&matters));
        folders.extend(meant.map(|path| (path, depth + 1)));
    }
    false
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_written_since_is_noticed_and_what_is_older_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("pack");
        fs::create_dir_all(root.join("agents/deep")).unwrap();
        fs::create_dir_all(root.join("docs")).unwrap();
        fs::write(root.join("agents/deep/a.md"), "# A\n").unwrap();
        let touched = |after: SystemTime| touched_since(&root, after, matters);
        let now = SystemTime::now();
        assert!(touched(now));
        let later = now + Duration::from_secs(10);
        assert!(!touched(later));
        let set = |file: &str, to| fs::File::open(root.join(file)).unwrap().set_modified(to).unwrap();
        set("docs", later);
        assert!(!touched(later), "nobody reads that");
        set("agents/deep/a.md", later);
        assert!(touched(later));
        set("agents/deep/a.md", now);
        set("agents/deep", later);
        assert!(touched(later), "something went, or came, or has another name");
        fs::remove_dir_all(&root).unwrap();
        assert!(touched(later));
    }
}
