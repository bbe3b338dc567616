//! Search across everything: words of titles and texts, and where no word fits, titles that have the letters.

mod fit;

use std::cmp::Reverse;
use std::collections::HashSet;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::crew;
use super::library::{AgentIx, Lead, Library, PathRef, RoadmapIx, RoleRef, ToolRef, TopicIx};
use fit::{Fit, Query};

/// Something that can be found, and gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// An agent.
    Agent(AgentIx),
    /// A learning path.
    Path(PathRef),
    /// A topic, by its title, an alias or a name one of its steps lists.
    Topic(TopicIx),
    /// A role.
    Role(RoleRef),
    /// A tool of a stack.
    Tool(ToolRef),
    /// A roadmap.
    Roadmap(RoadmapIx),
}

impl Item {
    /// The design's word for this kind of thing.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Agent(_) => "agent",
            Self::Path(_) => "path",
            Self::Topic(_) => "topic",
            Self::Role(_) => "role",
            Self::Tool(_) => "tool",
            Self::Roadmap(_) => "roadmap",
        }
    }
}

/// One result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What was found.
    pub item: Item,
    /// Its title, or the name that was found in it.
    pub title: String,
    /// Where it is met, or the words around the match when the match is in the text.
    pub context: String,
    /// The characters of the title that match, counted from 0; empty for a match in the text.
    pub matched: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    item: Item,
    name: Name,
    title: Box<str>,
    /// The title in lower case.
    lower: Box<str>,
    /// All text of the item in lower case: a search is made on every key. `None` where the text can be searched as it is
    /// written, in the library: of large ones a second text would take as much memory again.
    text: Option<Box<str>>,
}

/// How an entry's title names its item.
#[derive(Debug, Clone, Copy)]
enum Name {
    Own,
    Alias,
    /// One of its steps lists it.
    Listed,
}

/// How well an entry fits a query, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The title is the query.
    Title,
    /// The title begins with it.
    Beginning,
    /// Every word of the query begins one of the title.
    WordsOfTitle,
    /// Every word of the query begins one of the text.
    WordsOfText,
    /// Every word of the query is somewhere in the title.
    PartsOfTitle,
    /// Every word of the query is somewhere in the text.
    PartsOfText,
    /// The title has the query's letters in their order.
    Letters,
}

impl Entry {
    fn new(item: Item, name: Name, title: &str, text: Option<&str>) -> Self {
        Self {
            item,
            name,
            title: title.into(),
            lower: title.to_lowercase().into_boxed_str(),
            text: text.map(|text| text.to_lowercase().into_boxed_str()),
        }
    }

    /// How an entry fits a query.
    fn rank(&self, library: &Library, query: &Query<'_>) -> Option<Rank> {
        if *self.lower == *query.whole {
            return Some(Rank::Title);
        }
        if self.lower.starts_with(query.whole) {
            return Some(Rank::Beginning);
        }
        let title = query.fit(&self.lower);
        if title == Fit::Words {
            return Some(Rank::WordsOfTitle);
        }
        let text = match (&self.text, self.item) {
            (Some(text), _) => query.fit(text),
            (None, Item::Topic(ix)) => query.fit_plain(|| pieces_of(library, ix)),
            (None, _) => Fit::None,
        };
        match (title, text) {
            (_, Fit::Words) => Some(Rank::WordsOfText),
            (Fit::Parts, _) => Some(Rank::PartsOfTitle),
            (_, Fit::Parts) => Some(Rank::PartsOfText),
            _ => None,
        }
    }

    /// The line that best shows the words: one with all of them at words' beginnings, else with the first of them so, else with
    /// that inside a word.
    fn excerpt(&self, library: &Library, words: &[&str]) -> Option<String> {
        let first = words.first()?;
        let text = text_of(library, self.item);
        let lower = text.to_lowercase();
        let lines = || text.lines().zip(lower.lines());
        let (line, _) = lines()
            .find(|(_, lower)| words.iter().all(|word| begins_a_word(lower, word)))
            .or_else(|| lines().find(|(_, lower)| begins_a_word(lower, first)))
            .or_else(|| lines().find(|(_, lower)| lower.contains(first)))?;
        Some(line.trim().to_owned())
    }

    /// Where it is met.
    fn context(&self, library: &Library) -> String {
        let topic = |ix| &library.topic(ix).title;
        match (self.item, self.name) {
            (Item::Topic(ix), Name::Alias) => format!("another name of {}", topic(ix)),
            (Item::Topic(ix), Name::Listed) => format!("in {}", topic(ix)),
            (Item::Topic(ix), Name::Own) => library.topic(ix).steps.first().map_or_else(
                || "lesson".to_owned(),
                |&at| {
                    let owner = library.owner_of(at.walk);
                    format!("{owner} › {}", library.title_of(at.walk))
                },
            ),
            (Item::Agent(_), _) => "agent".to_owned(),
            (Item::Path(at), _) => library.agent(at.agent).title.clone(),
            (Item::Role(at), _) => library.agent(at.agent).title.clone(),
            (Item::Tool(at), _) => {
                let agent = library.agent(at.stack.agent);
                format!("{} › {}", agent.title, library.stack(at.stack).title)
            }
            (Item::Roadmap(ix), _) => library.roadmap(ix).url.clone(),
        }
    }
}

/// The texts of a topic as they are written: what its steps and its lesson say.
fn pieces_of(library: &Library, ix: TopicIx) -> impl Iterator<Item = &str> {
    let steps = library.topic(ix).steps.iter();
    let details = steps.clone().map(|&at| library.step(at).detail.as_str());
    let notes = steps.filter_map(|&at| library.note(at)).map(|note| note.text.as_str());
    let of_lesson = library
        .lesson_of(ix)
        .map(|lesson| [lesson.summary.as_str(), &*lesson.body]);
    details.chain(notes).chain(of_lesson.into_iter().flatten())
}

/// Whether the texts of a topic can be searched as they are written, in any case of letters, and nothing else is shown.
fn is_plain(library: &Library, ix: TopicIx) -> bool {
    let refers = |text: &str| memchr::memmem::find(text.as_bytes(), b"[[").is_some();
    pieces_of(library, ix).all(|text| text.is_ascii() && !refers(text))
}

/// All that is said of an item.
fn text_of(library: &Library, item: Item) -> String {
    match item {
        Item::Topic(ix) => {
            let topic = library.topic(ix);
            let mut text: Vec<&str> = topic.steps.iter().map(|&at| library.step(at).detail.as_str()).collect();
            let notes = topic.steps.iter().filter_map(|&at| library.note(at));
            text.extend(notes.map(|note| note.text.as_str()).filter(|text| !text.is_empty()));
            let body = library
                .lesson_of(ix)
                .map(|lesson| (&lesson.summary, library.lesson_text(lesson)));
            if let Some((summary, body)) = &body {
                text.extend([summary.as_str(), body.as_str()]);
            }
            text.join("\n")
        }
        Item::Agent(ix) => {
            let agent = library.agent(ix);
            let mut text = vec![agent.description.clone()];
            text.extend(agent.trends.iter().map(|trend| trend.text.clone()));
            text.extend(agent.when_to_use.iter().cloned());
            let said = |name: &str, detail: &str| format!("{name}: {detail}");
            text.extend(agent.related.iter().map(|related| said(&related.name, &related.detail)));
            text.extend(agent.levels.iter().map(|level| said(&level.name, &level.detail)));
            let beside = agent.beside().into_iter().flat_map(|(_, listed)| listed);
            text.extend(beside.map(|listed| said(&listed.name, &listed.detail)));
            let sections = agent.more.iter();
            text.extend(sections.map(|section| format!("{}\n{}", section.heading, section.markdown)));
            text.join("\n")
        }
        Item::Path(at) => library.path(at).intro.clone(),
        Item::Role(at) => library.role(at).detail.to_string(),
        Item::Tool(at) => library.tool(at).note.clone(),
        Item::Roadmap(ix) => {
            let graph = library.roadmap(ix).graph.as_ref();
            graph.map(|graph| graph.summary.clone()).unwrap_or_default()
        }
    }
}

/// Whether a word of the text begins like this.
fn begins_a_word(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// What can be found in one library.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
}

impl Index {
    /// Lists everything of the library that has a title.
    pub fn new(library: &Library) -> Self {
        let topics: Vec<TopicIx> = library.topic_ixs().collect();
        let agents: Vec<AgentIx> = library.agent_ixs().collect();
        let roadmaps: Vec<RoadmapIx> = library.roadmap_ixs().collect();
        let of_topics = crew::in_order(&topics, |&ix, _| of_topic(library, ix));
        let listed = crew::in_order(&topics, |&ix, _| listed_in(library, ix));
        let of_agents = crew::in_order(&agents, |&ix, _| of_agent(library, ix));
        let of_roadmap = |ix| own(library, Item::Roadmap(ix), &library.roadmap(ix).title);
        let entries = of_topics.into_iter().chain(listed).chain(of_agents).flatten();
        Self {
            entries: entries.chain(roadmaps.into_iter().map(of_roadmap)).collect(),
        }
    }

    /// The best results first: words of titles, then words of texts, then parts of words, and where no word fits, titles
    /// that have the letters in this order ("grphql").
    ///
    /// `library` is the one that the index is of.
    pub fn search(&self, library: &Library, query: &str, limit: usize) -> Vec<Hit> {
        let query = query.trim().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let wanted = Query::new(&query);
        let mut found: Vec<(Rank, Reverse<u32>, usize)> = self.each(|first, entries| {
            let ranked = (first..).zip(entries);
            ranked
                .filter_map(|(ix, entry)| Some((entry.rank(library, &wanted)?, Reverse(0), ix)))
                .collect()
        });
        let by_words = found.iter().any(|(rank, ..)| *rank <= Rank::WordsOfText);
        let kind = if by_words { AtomKind::Substring } else { AtomKind::Fuzzy };
        let pattern = Pattern::new(&query, CaseMatching::Ignore, Normalization::Smart, kind);
        if !by_words {
            let known: HashSet<usize> = found.iter().map(|&(.., ix)| ix).collect();
            found.extend(self.each(|first, entries| {
                let mut matcher = Matcher::new(Config::DEFAULT);
                let mut buffer = Vec::new();
                let others = (first..).zip(entries).filter(|(ix, _)| !known.contains(ix));
                let scored = others.filter_map(|(ix, entry)| {
                    let score = pattern.score(Utf32Str::new(&entry.title, &mut buffer), &mut matcher)?;
                    Some((Rank::Letters, Reverse(score), ix))
                });
                scored.collect()
            }));
        }
        let (mut matcher, mut buffer) = (Matcher::new(Config::DEFAULT), Vec::new());
        found.sort_unstable();
        found.truncate(limit);
        let hits = found.into_iter().map(|(rank, _, ix)| {
            let entry = &self.entries[ix];
            let in_text = matches!(rank, Rank::WordsOfText | Rank::PartsOfText);
            let mut places = Vec::new();
            if !in_text {
                pattern.indices(Utf32Str::new(&entry.title, &mut buffer), &mut matcher, &mut places);
                places.sort_unstable();
                places.dedup();
            }
            let excerpt = if in_text { entry.excerpt(library, &words) } else { None };
            Hit {
                item: entry.item,
                title: entry.title.to_string(),
                context: excerpt.unwrap_or_else(|| entry.context(library)),
                matched: places,
            }
        });
        hits.collect()
    }

    /// What is found in stretches of the entries, each given with the number of its first one; on all processors where there
    /// are many.
    fn each<T: Send>(&self, find: impl Fn(usize, &[Entry]) -> Vec<T> + Sync) -> Vec<T> {
        const STRETCH: usize = 256;
        let stretches: Vec<(usize, &[Entry])> = self
            .entries
            .chunks(STRETCH)
            .enumerate()
            .map(|(n, entries)| (n * STRETCH, entries))
            .collect();
        let found = crew::in_order(&stretches, |&(first, entries), _| find(first, entries));
        found.into_iter().flatten().collect()
    }
}

fn own(library: &Library, item: Item, title: &str) -> Entry {
    let is_in_place = matches!(item, Item::Topic(ix) if is_plain(library, ix));
    let text = (!is_in_place).then(|| text_of(library, item));
    Entry::new(item, Name::Own, title, text.as_deref())
}

/// A topic by its title and its aliases.
fn of_topic(library: &Library, ix: TopicIx) -> Vec<Entry> {
    let item = Item::Topic(ix);
    let aliases = library.names_of(ix).skip(1).chain(library.also_called(ix));
    let aliases = aliases.map(|alias| Entry::new(item, Name::Alias, alias, Some("")));
    std::iter::once(own(library, item, &library.topic(ix).title))
        .chain(aliases)
        .collect()
}

/// Names that a topic's steps list, that no topic has, and that lead to this topic.
fn listed_in(library: &Library, ix: TopicIx) -> Vec<Entry> {
    let names = library.topic_mentions(ix).into_iter();
    names
        .filter(|name| library.resolve(name) == Some(Lead::Within(ix)))
        .map(|name| Entry::new(Item::Topic(ix), Name::Listed, name, Some("")))
        .collect()
}

/// An agent, its paths, roles and tools.
fn of_agent(library: &Library, ix: AgentIx) -> Vec<Entry> {
    let mut entries = vec![own(library, Item::Agent(ix), &library.agent(ix).title)];
    let paths = library.paths_of(ix);
    entries.extend(paths.map(|at| own(library, Item::Path(at), &library.path(at).title)));
    let roles = library.roles_of(ix);
    entries.extend(roles.map(|at| own(library, Item::Role(at), &library.role(at).name)));
    let tools = library.tools_of(ix).into_iter();
    entries.extend(tools.map(|at| own(library, Item::Tool(at), &library.tool(at).name)));
    entries
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::spec;

    fn contexts(query: &str) -> Vec<String> {
        let text = "# Web\n\nFirst ὈΔΟΣ line\n\n## Learning Paths\n\n### Server\n- **Node** - İstanbul first, then Ankara\n- **Redis** - Caches\n\n## Notes\nA line.\n\nThe ODD one.\n";
        let library = Library::new(vec![spec::read(text.as_bytes(), Path::new("web.md"))], Vec::new());
        let hits = Index::new(&library).search(&library, query, 9);
        let in_text = hits.into_iter().filter(|hit| hit.matched.is_empty());
        in_text.map(|hit| hit.context).collect()
    }

    #[test]
    fn a_text_is_found_in_any_case_by_the_line_that_has_the_first_word() {
        assert_eq!(contexts("odd LINE"), ["The ODD one."]);
        assert_eq!(contexts("ὀδος"), ["First ὈΔΟΣ line"]);
        // Lower case has more bytes than this capital: places in one are none in the other.
        assert_eq!(contexts("ANKARA"), ["İstanbul first, then Ankara"]);
        assert_eq!(contexts("odd missing"), Vec::<String>::new());
    }

    #[test]
    fn whole_words_come_before_parts_of_words_and_letters_last() {
        let text = "# Web\n\n## Learning Paths\n\n### Server\n- **Storage** - disks\n- **Test coverage** - lines\n- **RAG systems** - vectors\n- **Search** - RAG and ranking\n";
        let library = Library::new(vec![spec::read(text.as_bytes(), Path::new("web.md"))], Vec::new());
        let titles = |query: &str| -> Vec<String> {
            Index::new(&library)
                .search(&library, query, 9)
                .into_iter()
                .map(|hit| hit.title)
                .collect()
        };
        assert_eq!(titles("rag"), ["RAG systems", "Search", "Storage", "Test coverage"]);
        assert_eq!(titles("storage"), ["Storage"]);
        assert_eq!(titles("strg")[0], "Storage");
    }
}
