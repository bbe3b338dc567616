//! What can only be told with the whole pack in view.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::path::Path;

use super::cycles;
use crate::content::diagnostic::Diagnostic;
use crate::content::library::{AgentIx, Library, TopicIx};
use crate::content::model::{Agent, Lesson};
use crate::content::names::{LONGEST_COMPARED, did_you_mean, nearest, slug};
use crate::content::spec;

/// Comparing a name with every other takes long in a large pack: this many are looked up, and no more.
const SUGGESTIONS: usize = 200;
/// So many are compared with those of nearly the same length that begin alike, which takes a hundredth of that.
const SLIPS: usize = 10_000;

pub(super) struct Across<'l> {
    pub(super) library: &'l Library,
    pub(super) unresolved: bool,
    ids: HashMap<String, AgentIx>,
    titles: HashMap<String, AgentIx>,
    cycles: HashMap<usize, Vec<Diagnostic>>,
    names: OnceCell<Vec<Known>>,
    left: Cell<usize>,
    slips: Cell<usize>,
}

/// A name of a topic.
struct Known {
    slug: String,
    /// Whether it has a capital behind a small letter, as names of products do.
    is_coined: bool,
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
            slips: Cell::new(SLIPS),
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

    /// A topic's name that was likely meant by one that is none's; of another topic than one.
    pub(super) fn meant(&self, name: &str, but: Option<TopicIx>) -> Option<&str> {
        self.left.set(self.left.get().checked_sub(1)?);
        let names = self.names().iter().map(|known| known.slug.as_str());
        let names = names.filter(|found| but.is_none() || self.library.topic_called(found) != but);
        let found = nearest(&slug(name), names)?;
        // Of a lesson the id says more than the alias that was near.
        let topic = self.library.topic_called(found)?;
        let has_lesson = self.library.topic(topic).lesson.is_some();
        Some(if has_lesson {
            &self.library.topic(topic).id
        } else {
            found
        })
    }

    /// A topic's name that another one is but for one slip of the pen.
    pub(super) fn misspelled(&self, name: &str) -> Option<&str> {
        self.slips.set(self.slips.get().checked_sub(1)?);
        let is_coined = is_coined(name);
        let name = slug(name);
        let mut names = self.names().iter();
        let found = names.find(|known| (known.is_coined || !is_coined) && is_slip(&name, &known.slug));
        found.map(|known| known.slug.as_str())
    }

    fn names(&self) -> &[Known] {
        let known = |name: &str| Known {
            slug: slug(name),
            is_coined: is_coined(name),
        };
        self.names.get_or_init(|| {
            let topics = self.library.topic_ixs();
            topics
                .flat_map(|ix| self.library.names_of(ix).map(known).collect::<Vec<_>>())
                .collect()
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
                let own = self.library.topic_called(&lesson.id);
                told.hint = did_you_mean(self.meant(&name.text, own), &told.hint);
            }
        }
    }
}

/// The id an agent has where no other has it before.
pub(super) fn own_id(agent: &Agent) -> String {
    slug(&spec::stem(&agent.file))
}

/// Whether a name has a capital behind a small letter ("TestNG"): it was made up, and is no slip of an ordinary word.
fn is_coined(name: &str) -> bool {
    let mut letters = name.chars().zip(name.chars().skip(1));
    letters.any(|(one, next)| one.is_lowercase() && next.is_uppercase())
}

/// Whether two slugs differ by a letter too many, one too few or two in the wrong order, or in long ones by a wrong letter.
/// `nuxt-js` and `next-js` are two things, and so are names whose numbers differ. Single words with another ending
/// (`language`, `languages`) are forms of a word that is no name.
fn is_slip(name: &str, known: &str) -> bool {
    /// Of fewer letters there are too many names that are alike.
    const SHORTEST: usize = 5;
    /// From here on a wrong letter is a slip, too.
    const LONG: usize = 10;
    let is_long = name.len().max(known.len()) > LONGEST_COMPARED;
    if is_long || name.len().abs_diff(known.len()) > char::MAX.len_utf8() || name.chars().next() != known.chars().next()
    {
        return false;
    }
    let length = name.chars().count().min(known.chars().count());
    if length < SHORTEST || strsim::osa_distance(name, known) != 1 {
        return false;
    }
    let ending = name.strip_prefix(known).or_else(|| known.strip_prefix(name));
    if !name.contains('-') && matches!(ending, Some("s" | "d" | "r")) {
        return false;
    }
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_wrong_letter = name.chars().count() == known.chars().count() && letters(name) != letters(known);
    digits(name) == digits(known) && (length >= LONG || !is_wrong_letter)
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_are_told_from_other_names() {
        for (name, known, is_one) in [
            ("gammma", "gamma", true),
            ("gmama", "gamma", true),
            ("kuberntes", "kubernetes", true),
            ("kubernites", "kubernetes", true),
            ("service-worker", "service-workers", true),
            ("größße", "größe", true),
            ("nuxt-js", "next-js", false),
            ("language", "languages", false),
            ("advanced", "advance", false),
            ("instal", "install", true),
            ("preact", "react", false),
            ("http-2", "http-3", false),
            ("http-2", "http-22", false),
            ("vite", "vitex", false),
            ("gamma", "gamma", false),
        ] {
            assert_eq!(is_slip(name, known), is_one, "{name} {known}");
        }
    }
}
