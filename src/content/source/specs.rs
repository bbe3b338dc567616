//! Reads the specs of a pack: those that say what they said before are there already.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher as _;
use std::path::{Path, PathBuf};

use super::cards::Cards;
use super::manner::Manner;
use super::{cards, is_copy, read, repository, stamp};
use crate::content::card::is_card;
use crate::content::diagnostic::Diagnostic;
use crate::content::model::{Agent, Shared};
use crate::content::pack::is_markdown;

/// The files of a pack's folder that are specs, or may be.
#[derive(Debug)]
pub(super) struct Specs {
    /// Whether the folder is laid out as a pack, so that its specs are where they belong.
    pub(super) is_pack: bool,
    pub(super) files: Vec<PathBuf>,
    /// What is said of specs in JSON.
    pub(super) cards: Cards,
}

impl Manner<'_> {
    /// The specs among these files of a pack's folder, in the order of the files, and how many copies of them are left out.
    /// `alone` says that the pack has no other file.
    pub(super) fn specs(
        &self,
        root: &Path,
        specs: &Specs,
        alone: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> (Vec<Shared<Agent>>, usize) {
        let hashes = foldhash::quality::RandomState::default();
        let found = read(root, &specs.files, self.meter, problems, |file, bytes| {
            // Only specs have front matter; other text files of a bare folder are not meant.
            let is_spec = is_markdown(file) || bytes.starts_with(b"---") || is_card(file);
            let may_be_another = !specs.is_pack && !alone && !specs.cards.has(file);
            if !is_spec || may_be_another && repository::speaks_about_repository(file, bytes) {
                return None;
            }
            let (agent, unread) = self.spec(root, file, bytes, &specs.cards);
            Some((agent, hashes.hash_one(bytes), unread))
        });
        let mut agents: Vec<Shared<Agent>> = Vec::with_capacity(found.len());
        let (mut ids, mut known, mut copies) = (HashSet::new(), HashMap::new(), 0);
        for (agent, hash, unread) in found {
            problems.extend(unread);
            // The same skill may be in several plugins, and once more for those who work on them.
            let is_known = !ids.insert(agent.id.clone());
            let is_another = !specs.is_pack && {
                let first = known.insert((agent.id.clone(), hash), agent.file.clone());
                is_known && repository::is_of_tools(&agent.file)
                    || first.is_some_and(|first| is_copy(root, &first, &agent.file))
            };
            if is_another {
                copies += 1;
            } else {
                agents.push(agent);
            }
        }
        if !specs.is_pack {
            repository::tell_apart(&mut agents);
        }
        (agents, copies)
    }

    /// One of them, and that its card can't be read, where that is so. Its bytes are what tells whether it has changed: they are
    /// read in a hundredth of the time that reading the spec in them takes.
    fn spec(&self, root: &Path, file: &Path, bytes: &[u8], of: &Cards) -> (Shared<Agent>, Option<Diagnostic>) {
        let beside = of.beside(root, file);
        let stamp = match beside.as_ref().map(|beside| beside.bytes.as_deref()) {
            None => stamp::of_content(root, file, bytes, None),
            Some(Ok(card)) => stamp::of_content(root, file, bytes, Some(card)),
            Some(Err(_)) => None,
        };
        if let Some(&known) = stamp.and_then(|stamp| self.agents.get(&stamp)) {
            return (known.clone(), None);
        }
        let mut agent = cards::agent(file, bytes, beside.as_ref());
        cards::name_after(root, &mut agent);
        agent.shrink();
        if self.for_library {
            for diagnostic in &mut agent.diagnostics {
                diagnostic.file = root.join(&diagnostic.file);
            }
        }
        (
            Shared::stamped(agent, stamp),
            beside.and_then(|beside| beside.bytes.err()),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::library_again;
    use super::*;
    use crate::content::library::Library;
    use crate::content::source::library;

    const SOIL: &str =
        "# Soil\n\n## Learning Paths\n\n### Garden\n- **Loam** - sand, silt\n\n## Tech Stack\n- Spade\n- Loam\n";

    struct World {
        _dir: tempfile::TempDir,
        root: PathBuf,
    }

    impl World {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path().join("pack");
            fs::create_dir_all(root.join("agents/bees")).unwrap();
            let world = Self { _dir: dir, root };
            world.write("pack.yaml", "id: garden\n");
            world.write("agents/soil.md", SOIL);
            // Something to be told of, which names the file from here.
            world.write("agents/compost.md", "---\nname: a: b\n---\n# Compost\n\n```\ncode\n");
            world.write("agents/bees/skill.md", "# Bees\n\nHow to keep them.\n");
            world.write(
                "agents/bees/agent.json",
                "{\"name\": \"bees\", \"capabilities\": [\"honey\"]}",
            );
            world
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.root.join(name), text).unwrap();
        }

        fn read(&self, before: Option<&Library>) -> Library {
            let folders = [self.root.clone()];
            match before {
                Some(before) => library_again(before, &folders, None),
                None => library(&folders, None),
            }
            .unwrap()
        }

        /// The files of the specs that are not the very same in both.
        fn read_again(one: &Library, other: &Library) -> Vec<String> {
            let known = one.agents().iter().map(|agent| std::ptr::from_ref::<Agent>(agent));
            let known: HashSet<_> = known.collect();
            let agents = other.agents().iter();
            agents
                .filter(|agent| !known.contains(&std::ptr::from_ref::<Agent>(agent)))
                .map(|agent| agent.file.display().to_string())
                .collect()
        }
    }

    #[test]
    fn what_says_the_same_is_not_read_again() {
        let world = World::new();
        let first = world.read(None);
        let told =
            |library: &Library| -> Vec<PathBuf> { library.diagnostics().map(|found| found.file.clone()).collect() };
        let compost = world.root.join("agents/compost.md");
        assert!(!told(&first).is_empty() && told(&first).iter().all(|file| *file == compost));
        let again = world.read(Some(&first));
        assert_eq!(World::read_again(&first, &again), [""; 0]);
        assert!(first == again);
        assert_eq!(told(&first), told(&again));
    }

    #[test]
    fn what_was_changed_is_read_and_nothing_else() {
        let world = World::new();
        let mut before = world.read(None);
        let remove = |file: &str| fs::remove_file(world.root.join(file)).unwrap();
        let rename = |from: &str, to: &str| fs::rename(world.root.join(from), world.root.join(to)).unwrap();
        let changes: [(&dyn Fn(), &[&str]); 7] = [
            // As long as before, and at once.
            (
                &|| world.write("agents/soil.md", &SOIL.replace("silt", "clay")),
                &["agents/soil.md"],
            ),
            (&|| world.write("agents/soil.md", SOIL), &["agents/soil.md"]),
            (
                &|| {
                    world.write(
                        "agents/bees/agent.json",
                        "{\"name\": \"bees\", \"capabilities\": [\"waxes\"]}",
                    );
                },
                &["agents/bees/skill.md"],
            ),
            (&|| remove("agents/bees/agent.json"), &["agents/bees/skill.md"]),
            (&|| rename("agents/soil.md", "agents/humus.md"), &["agents/humus.md"]),
            (&|| world.write("agents/loam.md", SOIL), &["agents/loam.md"]),
            (&|| remove("agents/loam.md"), &[]),
        ];
        for (at, (change, files)) in changes.into_iter().enumerate() {
            change();
            let again = world.read(Some(&before));
            assert!(again == world.read(None), "{at}");
            assert!(again != before, "{at}");
            assert_eq!(World::read_again(&before, &again), files, "{at}");
            before = again;
        }
    }
}
