//! What can only be told with the whole pack in view.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::path::Path;

use super::cycles;
use crate::content::diagnostic::Diagnostic;
use crate::content::library::{AgentIx, Library};
use crate::content::model::{Agent, Lesson};
use crate::content::names::{did_you_mean, nearest, slug};
use crate::content::spec;

/// Comparing a name with every other takes long in a large pack: this many are looked up, and no more.
const SUGGESTIONS: usize = 200;

pub(super) struct Across<'l> {
    pub(super) library: &'l Library,
    pub(super) unresolved: bool,
    ids: HashMap<String, AgentIx>,
    titles: HashMap<String, AgentIx>,
    cycles: HashMap<usize, Vec<Diagnostic>>,
    names: OnceCell<Vec<String>>,
    left: Cell<usize>,
}

impl<'l> Across<'l> {
    pub(super) fn new(library: &'l Library, unresolved: bool) -> Self {
        let mut ids = HashMap::new();
        let mut titles = HashMap::new();
        for (agent, ix) in library.agents().iter().zip(library.agent_ixs()) {
            ids.entry(own_id(agent)).or_insert(ix);
            titles.entry(slug(&agent.title)).or_insert(ix);
        }
        Self {
            library,
            unresolved,
            ids,
            titles,
            cycles: cycles::find(library),
            names: OnceCell::new(),
            left: Cell::new(SUGGESTIONS),
        }
    }

    /// The file of another agent that has the id this one would have.
    pub(super) fn holder_of_id(&self, agent: &Agent, ix: AgentIx) -> Option<&'l Path> {
        self.holder(&self.ids, &own_id(agent), ix)
    }

    /// The file of another agent that has this one's title.
    pub(super) fn holder_of_title(&self, agent: &Agent, ix: AgentIx) -> Option<&'l Path> {
        self.holder(&self.titles, &slug(&agent.title), ix)
    }

    fn holder(&self, of: &HashMap<String, AgentIx>, name: &str, ix: AgentIx) -> Option<&'l Path> {
        let first = *of.get(name)?;
        (first != ix).then(|| self.library.agent(first).file.as_path())
    }

    /// The cycles that a lesson closes, each at the requirement that does.
    pub(super) fn cycles_of(&self, lesson: usize) -> &[Diagnostic] {
        self.cycles.get(&lesson).map_or(&[], Vec::as_slice)
    }

    /// A topic's name that was likely meant by one that is none's.
    pub(super) fn meant(&self, name: &str) -> Option<&str> {
        self.left.set(self.left.get().checked_sub(1)?);
        let names = self.names.get_or_init(|| {
            let topics = self.library.topic_ixs();
            topics
                .flat_map(|ix| self.library.names_of(ix).map(slug).collect::<Vec<_>>())
                .collect()
        });
        let found = nearest(&slug(name), names.iter().map(String::as_str))?;
        // Of a lesson the id says more than the alias that was near.
        let topic = self.library.topic_called(found)?;
        let has_lesson = self.library.topic(topic).lesson.is_some();
        Some(if has_lesson {
            &self.library.topic(topic).id
        } else {
            found
        })
    }

    /// Adds to what the library says of requirements that lead nowhere what was likely meant.
    pub(super) fn hint(&self, lesson: &Lesson, found: &mut [Diagnostic]) {
        for name in &lesson.requires {
            let place = (name.line, name.column);
            let dead = |told: &&mut Diagnostic| told.code == "lesson-requires" && (told.line, told.column) == place;
            if self.library.topic_called(&name.text).is_none()
                && let Some(told) = found.iter_mut().find(dead)
            {
                told.hint = did_you_mean(self.meant(&name.text), &told.hint);
            }
        }
    }
}

/// The id an agent has where no other has it before.
pub(super) fn own_id(agent: &Agent) -> String {
    slug(&spec::stem(&agent.file))
}
