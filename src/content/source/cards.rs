//! Which `agent.json` goes with which text: the one beside it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::content::card;
use crate::content::diagnostic::Diagnostic;
use crate::content::model::Agent;
use crate::content::names::slug;
use crate::content::spec;

use super::repository::speaks_about_repository;
use super::shelves::is_text;
use super::{open, unreadable};

/// The cards among files, by the texts they go with.
#[derive(Debug, Default)]
pub(super) struct Cards(HashMap<PathBuf, PathBuf>);

impl Cards {
    pub(super) fn of(files: &[PathBuf]) -> Self {
        let cards: Vec<&PathBuf> = files.iter().filter(|file| card::is_card(file)).collect();
        let mut beside: HashMap<&Path, Vec<&Path>> = cards
            .iter()
            .filter_map(|card| Some((card.parent()?, Vec::new())))
            .collect();
        for file in files.iter().filter(|file| may_be_text(file)) {
            if let Some(texts) = file.parent().and_then(|folder| beside.get_mut(folder)) {
                texts.push(file);
            }
        }
        let pairs = cards.into_iter().filter_map(|card| {
            let text = card::text_of(card, beside.get(card.parent()?)?)?;
            Some((text.to_owned(), card.clone()))
        });
        Self(pairs.collect())
    }

    /// Takes the cards that have a text out of a list of files.
    pub(super) fn take_from(files: &mut Vec<PathBuf>) -> Self {
        let cards = Self::of(files);
        let taken: HashSet<&PathBuf> = cards.0.values().collect();
        if !taken.is_empty() {
            files.retain(|file| !taken.contains(file));
        }
        cards
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.values()
    }

    /// Whether a text has one.
    pub(super) fn has(&self, text: &Path) -> bool {
        self.0.contains_key(text)
    }

    /// The card of a text, where it has one, and what is in it.
    pub(super) fn beside(&self, root: &Path, text: &Path) -> Option<Beside<'_>> {
        let card = self.0.get(text)?;
        let bytes = open::bytes(&root.join(card)).map_err(|error| unreadable(card.clone(), &error));
        Some(Beside { card, bytes })
    }
}

/// A card beside a text.
pub(super) struct Beside<'a> {
    card: &'a Path,
    pub(super) bytes: Result<Vec<u8>, Diagnostic>,
}

/// The agent of a text, or of a card that has none.
pub(super) fn agent(file: &Path, bytes: &[u8], beside: Option<&Beside<'_>>) -> Agent {
    if card::is_card(file) {
        return card::read(bytes, file);
    }
    let mut agent = spec::read(bytes, file);
    if let Some(Beside { card, bytes: Ok(found) }) = beside {
        card::join(&mut agent, bytes, found, card);
    }
    agent
}

/// Names an agent whose file says nothing, as `SKILL.md` does, and stands in a pack's folder itself, after that folder: many
/// packs have such a file.
pub(super) fn name_after(root: &Path, agent: &mut Agent) {
    let own = spec::stem(&agent.file);
    let is_outermost = agent.file.parent() == Some(Path::new(""));
    let folder = fs::canonicalize(root).ok().filter(|_| is_outermost);
    let Some(folder) = folder.as_deref().and_then(Path::file_name) else {
        return;
    };
    let name = spec::stem(&Path::new(folder).join(&agent.file));
    if name != own {
        agent.id = slug(&name);
        if agent.title == own {
            agent.title = name;
        }
    }
}

/// Whether a file beside a card may be the agent's text: not what is said of every folder.
fn may_be_text(file: &Path) -> bool {
    !card::is_card(file) && (card::may_be_text(file) || !speaks_about_repository(file, b""))
}

/// Adds what the card beside a spec says, where the spec is its text.
pub(super) fn join_beside(agent: &mut Agent, bytes: &[u8], file: &Path) {
    let Some(folder) = file.parent() else { return };
    let card = folder.join(card::NAME);
    let Ok(found) = open::bytes(&card) else { return };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let texts = entries.map(|entry| entry.path());
    let texts: Vec<PathBuf> = texts.filter(|path| is_text(path) && may_be_text(path)).collect();
    let texts: Vec<&Path> = texts.iter().map(PathBuf::as_path).collect();
    if card::text_of(&card, &texts).is_some_and(|text| text.file_name() == file.file_name()) {
        card::join(agent, bytes, &found, &card);
    }
}
