//! The learner's own notes: `<data>/notes/<topic>.md`, Markdown, written whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::NamedTempFile;

use super::log::create_private;
use crate::content::source;

/// A longer note is not shown, in bytes: it is a book.
const MAX_BYTES: u64 = 1 << 20;
/// Folders of notes nested deeper than this are not looked into: ids of topics have three parts.
const MAX_DEPTH: usize = 8;
/// What a note's file name ends in.
const ENDING: &str = "md";

/// The notes of one data folder.
#[derive(Debug, Clone)]
pub struct Notes {
    folder: PathBuf,
}

/// A note that is being edited, in a file beside it.
#[derive(Debug)]
pub struct Draft {
    file: NamedTempFile,
    place: PathBuf,
    before: String,
}

/// What became of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is as it was.
    Unchanged,
    /// It says this now.
    Saved(String),
    /// Nothing was left in it, and it is gone.
    Removed,
}

impl Notes {
    /// Those of this data folder.
    pub fn of(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("notes"),
        }
    }

    /// The file of a topic's note, whether there is one or not; `None` for an id that is no path inside the folder.
    pub fn file(&self, topic: &str) -> Option<PathBuf> {
        let path = Path::new(topic);
        let inside = path
            .components()
            .all(|part| matches!(part, Component::Normal(name) if !name.as_encoded_bytes().starts_with(b".")));
        (inside && !topic.is_empty()).then(|| self.folder.join(format!("{topic}.{ENDING}")))
    }

    /// What a topic's note says; `None` when there is none.
    ///
    /// # Errors
    /// Those of the system, and a note that is no text or too long.
    pub fn read(&self, topic: &str) -> io::Result<Option<String>> {
        self.file(topic).map_or(Ok(None), |file| text_of(&file))
    }

    /// Every note there is, by the id of its topic. What can't be read is left out: it is told when it is to be edited.
    pub fn all(&self) -> BTreeMap<String, String> {
        let mut notes = BTreeMap::new();
        gather(&self.folder, "", MAX_DEPTH, &mut notes);
        notes
    }

    /// Puts a topic's note, or a heading where there is none, into a file to be edited.
    ///
    /// # Errors
    /// Those of the system.
    pub fn draft(&self, topic: &str, title: &str) -> io::Result<Draft> {
        let refused = || io::Error::new(io::ErrorKind::InvalidInput, format!("`{topic}` is no name for a note"));
        let place = self.file(topic).ok_or_else(refused)?;
        let folder = place.parent().unwrap_or(&self.folder);
        create_private(folder)?;
        let before = text_of(&place)?.unwrap_or_else(|| format!("# {title}\n\n"));
        let mut file = tempfile::Builder::new()
            .prefix(".note-")
            .suffix(&format!(".{ENDING}"))
            .tempfile_in(folder)?;
        file.write_all(before.as_bytes())?;
        file.as_file().sync_all()?;
        Ok(Draft { file, place, before })
    }
}

impl Draft {
    /// The file to be edited.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Puts what was written in the note's place: all of it, once it is on the disk.
    ///
    /// # Errors
    /// Those of the system; the note is then as it was.
    pub fn keep(self) -> io::Result<Kept> {
        // Editors write a new file in the place of the one they were given.
        let text = fs::read_to_string(self.file.path())?;
        if text == self.before {
            return Ok(Kept::Unchanged);
        }
        let heading = self.before.lines().next().unwrap_or_default();
        if text.trim().is_empty() || text.trim() == heading.trim() {
            return match fs::remove_file(&self.place) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Kept::Unchanged),
                removed => removed.map(|()| Kept::Removed),
            };
        }
        fs::File::open(self.file.path())?.sync_all()?;
        self.file.into_temp_path().persist(&self.place)?;
        Ok(Kept::Saved(text))
    }
}

fn gather(folder: &Path, prefix: &str, depth: usize, notes: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else {
            continue;
        };
        // Not through links: notes are the learner's, and what a link leads to may be anything.
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth > 0 {
            gather(&path, &format!("{prefix}{name}/"), depth - 1, notes);
        } else if kind.is_file()
            && let Some(stem) = name.strip_suffix(".md")
            && let Ok(Some(text)) = text_of(&path)
        {
            notes.insert(format!("{prefix}{stem}"), text);
        }
    }
}

fn text_of(file: &Path) -> io::Result<Option<String>> {
    let refused = |message: String| io::Error::new(io::ErrorKind::InvalidData, message);
    match source::bytes_up_to(file, MAX_BYTES) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes);
            text.map(Some).map_err(|_| refused("the note is no UTF-8".to_owned()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Err(refused(format!("the note has more than {MAX_BYTES} bytes; split it")))
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(notes: &Notes, topic: &str, text: &str) -> Kept {
        let draft = notes.draft(topic, "A Title").unwrap();
        fs::write(draft.path(), text).unwrap();
        draft.keep().unwrap()
    }

    #[test]
    fn a_note_is_kept_changed_and_removed() {
        let data = tempfile::tempdir().unwrap();
        let notes = Notes::of(data.path());
        assert_eq!((notes.read("a/b/c").unwrap(), notes.all().len()), (None, 0));
        let draft = notes.draft("a/b/c", "A Title").unwrap();
        assert_eq!(fs::read_to_string(draft.path()).unwrap(), "# A Title\n\n");
        assert_eq!(draft.keep().unwrap(), Kept::Unchanged);
        assert_eq!(notes.read("a/b/c").unwrap(), None, "who writes nothing has no note");

        assert_eq!(edited(&notes, "a/b/c", "one\n"), Kept::Saved("one\n".to_owned()));
        assert_eq!(edited(&notes, "a/b/c", "one\n"), Kept::Unchanged);
        assert_eq!(edited(&notes, "sql", "two\n"), Kept::Saved("two\n".to_owned()));
        let all: Vec<_> = notes.all().into_iter().collect();
        let expected = [("a/b/c", "one\n"), ("sql", "two\n")];
        assert_eq!(all, expected.map(|(topic, text)| (topic.to_owned(), text.to_owned())));
        assert_eq!(edited(&notes, "a/b/c", " \n"), Kept::Removed);
        assert_eq!(notes.all().len(), 1);
        let left: Vec<_> = fs::read_dir(data.path().join("notes/a/b")).unwrap().collect();
        assert!(left.is_empty(), "no draft is left behind: {left:?}");
    }

    #[test]
    fn no_id_leads_out_of_the_folder() {
        let notes = Notes::of(Path::new("/data"));
        for topic in [
            "",
            "..",
            "../a",
            "a/../../b",
            "/etc/passwd",
            "a//../b",
            ".hidden",
            "a/.b",
        ] {
            assert_eq!(notes.file(topic), None, "{topic}");
        }
        assert_eq!(notes.file("日本/a.b"), Some(PathBuf::from("/data/notes/日本/a.b.md")));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_and_what_is_no_text_is_left_out() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("notes");
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink("/", folder.join("all")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", folder.join("host.md")).unwrap();
        fs::write(folder.join("bytes.md"), [0xFF, 0xFE, 0]).unwrap();
        fs::write(folder.join("good.md"), "x").unwrap();
        assert_eq!(Notes::of(data.path()).all().into_keys().collect::<Vec<_>>(), ["good"]);
        assert!(Notes::of(data.path()).read("bytes").is_err());
    }
}
