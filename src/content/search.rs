//! Search across everything: words of titles and texts, and where no word fits, titles that have the letters.

use std::cmp::Reverse;
use std::collections::HashSet;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::library::{AgentIx, Lead, Library, PathRef, RoadmapIx, RoleRef, ToolRef, TopicIx};
use super::names::slug;

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

struct Entry {
    item: Item,
    title: String,
    context: String,
    text: String,
    /// The text in lower case, line by line as in `text`: a search is made on every key.
    lower: String,
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
    /// How an entry fits a query in lower case, by its words.
    fn rank(&self, query: &str, words: &[&str]) -> Option<Rank> {
        let title = self.title.to_lowercase();
        let all = |fits: fn(&str, &str) -> bool, text: &str| words.iter().all(|word| fits(text, word));
        let contains = |text: &str, word: &str| text.contains(word);
        Some(match () {
            () if title == query => Rank::Title,
            () if title.starts_with(query) => Rank::Beginning,
            () if all(begins_a_word, &title) => Rank::WordsOfTitle,
            () if all(begins_a_word, &self.lower) => Rank::WordsOfText,
            () if all(contains, &title) => Rank::PartsOfTitle,
            () if all(contains, &self.lower) => Rank::PartsOfText,
            () => return None,
        })
    }

    /// The line that best shows the words: one with the first of them at a word's beginning, else inside one.
    fn excerpt(&self, words: &[&str]) -> Option<String> {
        let first = words.first()?;
        let lines = || self.text.lines().zip(self.lower.lines());
        let (line, _) = lines()
            .find(|(_, lower)| begins_a_word(lower, first))
            .or_else(|| lines().find(|(_, lower)| lower.contains(first)))?;
        Some(line.trim().to_owned())
    }
}

/// Whether a word of the text begins like this.
fn begins_a_word(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// What can be found in one library.
pub struct Index {
    entries: Vec<Entry>,
}

impl Index {
    /// Lists everything of the library that has a title.
    pub fn new(library: &Library) -> Self {
        let mut index = Self { entries: Vec::new() };
        index.add_topics(library);
        index.add_mentions(library);
        index.add_agents(library);
        index.add_roadmaps(library);
        index
    }

    fn add(&mut self, item: Item, title: &str, context: String, text: String) {
        self.entries.push(Entry {
            item,
            title: title.to_owned(),
            context,
            lower: text.to_lowercase(),
            text,
        });
    }

    fn add_topics(&mut self, library: &Library) {
        for ix in library.topic_ixs() {
            let topic = library.topic(ix);
            let mut text: Vec<&str> = topic.steps.iter().map(|&at| library.step(at).detail.as_str()).collect();
            let notes = topic.steps.iter().filter_map(|&at| library.note(at));
            text.extend(notes.map(|note| note.text.as_str()).filter(|text| !text.is_empty()));
            let context = topic.steps.first().map_or_else(
                || "lesson".to_owned(),
                |&at| {
                    let owner = library.owner_of(at.walk);
                    format!("{owner} › {}", library.title_of(at.walk))
                },
            );
            let body = library
                .lesson_of(ix)
                .map(|lesson| (&lesson.summary, library.lesson_text(lesson)));
            if let Some((summary, body)) = &body {
                text.extend([summary.as_str(), body.as_str()]);
            }
            self.add(Item::Topic(ix), &topic.title, context, text.join("\n"));
            for alias in library.names_of(ix).skip(1) {
                let context = format!("another name of {}", topic.title);
                self.add(Item::Topic(ix), alias, context, String::new());
            }
        }
    }

    /// Names that steps list and that no topic has: they lead to the topic whose step lists them.
    fn add_mentions(&mut self, library: &Library) {
        let mut seen = std::collections::HashSet::new();
        for ix in library.topic_ixs() {
            for name in library.topic_mentions(ix) {
                if let Some(Lead::Within(topic)) = library.resolve(name)
                    && topic == ix
                    && seen.insert(slug(name))
                {
                    let context = format!("in {}", library.topic(ix).title);
                    self.add(Item::Topic(ix), name, context, String::new());
                }
            }
        }
    }

    fn add_agents(&mut self, library: &Library) {
        for ix in library.agent_ixs() {
            let agent = library.agent(ix);
            let mut text = vec![agent.description.clone()];
            text.extend(agent.trends.iter().map(|trend| trend.text.clone()));
            text.extend(agent.when_to_use.iter().cloned());
            text.extend(
                agent
                    .related
                    .iter()
                    .map(|related| format!("{}: {}", related.name, related.detail)),
            );
            text.extend(
                agent
                    .levels
                    .iter()
                    .map(|level| format!("{}: {}", level.name, level.detail)),
            );
            text.extend(
                agent
                    .more
                    .iter()
                    .map(|section| format!("{}\n{}", section.heading, section.markdown)),
            );
            self.add(Item::Agent(ix), &agent.title, "agent".to_owned(), text.join("\n"));
            for at in library.paths_of(ix) {
                let path = library.path(at);
                self.add(Item::Path(at), &path.title, agent.title.clone(), path.intro.clone());
            }
            for (role, content) in agent.roles.iter().enumerate() {
                let item = Item::Role(RoleRef { agent: ix, role });
                self.add(item, &content.name, agent.title.clone(), content.detail.clone());
            }
            for at in library.tools_of(ix) {
                let tool = library.tool(at);
                let context = format!("{} › {}", agent.title, library.stack(at.stack).title);
                self.add(Item::Tool(at), &tool.name, context, tool.note.clone());
            }
        }
    }

    fn add_roadmaps(&mut self, library: &Library) {
        for (ix, roadmap) in library.roadmaps().iter().enumerate() {
            let summary = roadmap.graph.as_ref().map(|graph| graph.summary.clone());
            self.add(
                Item::Roadmap(RoadmapIx(ix)),
                &roadmap.title,
                roadmap.url.clone(),
                summary.unwrap_or_default(),
            );
        }
    }

    /// The best results first: words of titles, then words of texts, then parts of words, and where no word fits, titles
    /// that have the letters in this order ("grphql").
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query = query.trim().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let ranked = self.entries.iter().enumerate();
        let mut found: Vec<(Rank, Reverse<u32>, usize)> = ranked
            .filter_map(|(ix, entry)| Some((entry.rank(&query, &words)?, Reverse(0), ix)))
            .collect();
        let by_words = found.iter().any(|(rank, ..)| *rank <= Rank::WordsOfText);
        let kind = if by_words { AtomKind::Substring } else { AtomKind::Fuzzy };
        let pattern = Pattern::new(&query, CaseMatching::Ignore, Normalization::Smart, kind);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        if !by_words {
            let known: HashSet<usize> = found.iter().map(|&(.., ix)| ix).collect();
            let others = self.entries.iter().enumerate().filter(|(ix, _)| !known.contains(ix));
            found.extend(others.filter_map(|(ix, entry)| {
                let score = pattern.score(Utf32Str::new(&entry.title, &mut buffer), &mut matcher)?;
                Some((Rank::Letters, Reverse(score), ix))
            }));
        }
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
            let excerpt = if in_text { entry.excerpt(&words) } else { None };
            Hit {
                item: entry.item,
                title: entry.title.clone(),
                context: excerpt.unwrap_or_else(|| entry.context.clone()),
                matched: places,
            }
        });
        hits.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::spec;

    fn contexts(query: &str) -> Vec<String> {
        let text = "# Web\n\nFirst ὈΔΟΣ line\n\n## Learning Paths\n\n### Server\n- **Node** - İstanbul first, then Ankara\n- **Redis** - Caches\n\n## Notes\nA line.\n\nThe ODD one.\n";
        let library = Library::new(vec![spec::read(text.as_bytes(), Path::new("web.md"))], Vec::new());
        let hits = Index::new(&library).search(query, 9);
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
                .search(query, 9)
                .into_iter()
                .map(|hit| hit.title)
                .collect()
        };
        assert_eq!(titles("rag"), ["RAG systems", "Search", "Storage", "Test coverage"]);
        assert_eq!(titles("storage"), ["Storage"]);
        assert_eq!(titles("strg")[0], "Storage");
    }
}
