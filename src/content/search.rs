//! Search across everything: fuzzy on titles first, then plain words in the text.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
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
    /// A topic, by its title or by a name one of its steps lists.
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

impl Entry {
    /// The line that holds the first word, when the text holds them all.
    fn excerpt(&self, words: &[String]) -> Option<String> {
        let first = words.first()?;
        if !words.iter().all(|word| self.lower.contains(word.as_str())) {
            return None;
        }
        let mut lines = self.text.lines().zip(self.lower.lines());
        let (line, _) = lines.find(|(_, lower)| lower.contains(first.as_str()))?;
        Some(line.trim().to_owned())
    }
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
            let details: Vec<&str> = topic.steps.iter().map(|&at| library.step(at).detail.as_str()).collect();
            let context = topic.steps.first().map_or_else(String::new, |&at| {
                let agent = &library.agent(at.path.agent).title;
                format!("{agent} › {}", library.path(at.path).title)
            });
            self.add(Item::Topic(ix), &topic.title, context, details.join("\n"));
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
            self.add(
                Item::Roadmap(RoadmapIx(ix)),
                &roadmap.title,
                roadmap.url.clone(),
                String::new(),
            );
        }
    }

    /// The best results first: titles by the quality of the match, then texts that hold every word of the query.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query = query.trim();
        if query.is_empty() {
            return Vec::new();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(query, CaseMatching::Smart, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut titled: Vec<(u32, usize)> = Vec::new();
        for (ix, entry) in self.entries.iter().enumerate() {
            if let Some(score) = pattern.score(Utf32Str::new(&entry.title, &mut buffer), &mut matcher) {
                titled.push((score, ix));
            }
        }
        titled.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        titled.truncate(limit);
        let mut hits: Vec<Hit> = titled
            .iter()
            .map(|&(_, ix)| {
                let entry = &self.entries[ix];
                let mut places = Vec::new();
                pattern.indices(Utf32Str::new(&entry.title, &mut buffer), &mut matcher, &mut places);
                places.sort_unstable();
                places.dedup();
                Hit {
                    item: entry.item,
                    title: entry.title.clone(),
                    context: entry.context.clone(),
                    matched: places,
                }
            })
            .collect();
        let mut is_titled = vec![false; self.entries.len()];
        for &(_, ix) in &titled {
            is_titled[ix] = true;
        }
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        for (ix, entry) in self.entries.iter().enumerate() {
            if hits.len() >= limit {
                break;
            }
            if is_titled[ix] {
                continue;
            }
            if let Some(context) = entry.excerpt(&words) {
                hits.push(Hit {
                    item: entry.item,
                    title: entry.title.clone(),
                    context,
                    matched: Vec::new(),
                });
            }
        }
        hits
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
        assert!(hits.iter().all(|hit| hit.matched.is_empty()), "{hits:?}");
        hits.into_iter().map(|hit| hit.context).collect()
    }

    #[test]
    fn a_text_is_found_in_any_case_by_the_line_that_has_the_first_word() {
        assert_eq!(contexts("odd LINE"), ["The ODD one."]);
        assert_eq!(contexts("ὀδος"), ["First ὈΔΟΣ line"]);
        // Lower case has more bytes than this capital: places in one are none in the other.
        assert_eq!(contexts("ANKARA"), ["İstanbul first, then Ankara"]);
        assert_eq!(contexts("odd missing"), Vec::<String>::new());
    }
}
