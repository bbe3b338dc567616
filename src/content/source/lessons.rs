//! Reads the lessons of a pack: those of files that have stayed as they were are there already.

use std::path::Path;
use std::sync::Arc;

use super::manner::Manner;
use super::walk::Met;
use super::{each, open, stamp, unreadable};
use crate::content::diagnostic::Diagnostic;
use crate::content::lesson;
use crate::content::model::{Lesson, Shared};

impl Manner<'_> {
    /// The lessons in these files of the folder of a pack of this name, in the order of the files.
    pub(super) fn lessons(
        &self,
        root: &Path,
        files: &[Met],
        pack: Option<&Arc<str>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Shared<Lesson>> {
        each(files, self.meter, problems, |found, buffer| {
            let known = found.stamp.and_then(|stamp| self.lessons.get(&stamp));
            if let Some(&known) = known.filter(|known| known.pack.as_ref() == pack) {
                return Ok(Some(known.clone()));
            }
            let file = found.path.strip_prefix(root).unwrap_or(&found.path);
            let meta = open::bytes_into(&root.join(file), buffer)
                .map_err(|error| Box::new(unreadable(file.to_owned(), &error)))?;
            Ok(lesson::is_lesson(file, buffer).then(|| {
                let mut lesson = lesson::read(buffer, file);
                lesson.pack = pack.cloned();
                if self.for_library {
                    for diagnostic in &mut lesson.diagnostics {
                        diagnostic.file = root.join(file);
                    }
                }
                let stamp = stamp::of(root, file, &meta).filter(|_| stamp::is_settled(&meta, self.at));
                Shared::stamped(lesson, stamp)
            }))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::time::{Duration, SystemTime};

    use super::super::library_of;
    use super::super::meter::Meter;
    use super::*;
    use crate::content::library::Library;

    const OLD: &str = "---\ntitle: Soil\n---\n\nOld.\n";
    const NEW: &str = "---\ntitle: Soil\n---\n\nNew.\n";

    struct World {
        dir: tempfile::TempDir,
        root: PathBuf,
    }

    impl World {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path().join("pack");
            fs::create_dir_all(root.join("lessons")).unwrap();
            fs::create_dir_all(root.join("agents")).unwrap();
            let world = Self { dir, root };
            world.write("a", OLD);
            world.write(
                "b",
                "---\ntitle: Compost\nrequires: [nowhere]\nlevel: high\n---\n\nText.\n",
            );
            world.write("c", "---\ntitle: Seeds\nlevel: high\n---\n\n```\ncode\n");
            world
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.root.join(format!("lessons/{name}.md")), text).unwrap();
        }

        /// As if the pack were read so long after it was written.
        fn read(&self, after: Duration, before: Option<&Library>) -> Library {
            let meter = Meter::default();
            let manner = Manner {
                at: SystemTime::now() + after,
                ..Manner::for_library(&meter, before)
            };
            library_of(std::slice::from_ref(&self.root), None, &manner).unwrap()
        }

        fn text(library: &Library) -> &str {
            &library.lessons()[0].body
        }

        /// Which of the lessons are the very same in both.
        fn kept(one: &Library, other: &Library) -> Vec<bool> {
            let both = one.lessons().iter().zip(other.lessons());
            both.map(|(one, other)| std::ptr::from_ref::<Lesson>(one) == std::ptr::from_ref(other))
                .collect()
        }
    }

    const SOON: Duration = Duration::ZERO;
    const LATER: Duration = Duration::from_secs(60);

    #[test]
    fn what_stays_as_it_is_is_not_read_again() {
        let world = World::new();
        let first = world.read(LATER, None);
        let again = world.read(LATER, Some(&first));
        // What the library itself said of `b`, it has to say anew.
        assert_eq!(World::kept(&first, &again), [true, false, true]);
        assert_eq!(first, again);
        let told: Vec<_> = again
            .diagnostics()
            .map(|found| (found.code, found.file.clone()))
            .collect();
        let expected = [
            ("lesson-requires", "b"),
            ("lesson-level", "b"),
            ("lesson-level", "c"),
            ("fence-unclosed", "c"),
        ];
        assert_eq!(
            told,
            expected.map(|(code, name)| (code, world.root.join(format!("lessons/{name}.md"))))
        );
    }

    #[test]
    fn what_was_saved_is_read_though_its_length_and_its_time_are_the_same() {
        let world = World::new();
        let file = world.root.join("lessons/a.md");
        let then = SystemTime::now() - LATER;
        let set = || {
            fs::File::options()
                .write(true)
                .open(&file)
                .unwrap()
                .set_modified(then)
                .unwrap();
        };
        set();
        // Within the grain of time in which it was written it may be written again.
        let first = world.read(SOON, None);
        fs::write(&file, NEW).unwrap();
        set();
        let second = world.read(SOON, Some(&first));
        assert_eq!((World::text(&first), World::text(&second)), ("Old.", "New."));
        assert_eq!(World::kept(&first, &second), [false; 3]);
    }

    #[test]
    fn files_that_come_and_go_and_take_each_others_names_are_told_apart() {
        let world = World::new();
        let mut before = world.read(LATER, None);
        let lessons = world.root.join("lessons");
        let changes: [&dyn Fn(); 5] = [
            &|| world.write("aa", OLD),
            &|| fs::remove_file(lessons.join("a.md")).unwrap(),
            &|| fs::rename(lessons.join("c.md"), lessons.join("a.md")).unwrap(),
            &|| fs::rename(lessons.join("aa.md"), lessons.join("a.md")).unwrap(),
            &|| {
                fs::rename(&world.root, world.dir.path().join("other")).unwrap();
                fs::create_dir_all(&lessons).unwrap();
                world.write("z", NEW);
            },
        ];
        for (at, change) in changes.into_iter().enumerate() {
            change();
            let again = world.read(LATER, Some(&before));
            assert_eq!(again, world.read(LATER, None), "{at}");
            assert_ne!(again, before, "{at}");
            before = again;
        }
    }
}
