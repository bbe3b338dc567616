//! Naming things on a command line: a topic by id, title or alias, another name on a roadmap, unique prefix or a name its steps list, tried in this
//! order, and what was meant by a name that is none of these.

use super::library::{Library, TopicIx};
use super::names::{self, slug};

/// What a learner's name for a topic leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Exactly one topic.
    One(TopicIx),
    /// Several topics begin like this.
    Ambiguous(Vec<TopicIx>),
    /// No topic is named so, but steps of these list the name, in library order; never empty.
    Within(Vec<TopicIx>),
    /// No topic is named so; these come nearest, the nearest first.
    Unknown(Vec<TopicIx>),
}

/// How many topics a suggestion names.
const SUGGESTIONS: usize = 5;
/// Names less alike than this are not suggested (Jaro-Winkler, 1.0 is equal).
const ALIKE: f64 = 0.78;

/// Finds a topic by id or former id, else by title, else by alias, else by what a roadmap calls it, too, else by its lesson's id without the pack's, else by a prefix that only one has, else by a name its steps list.
pub fn topic(library: &Library, query: &str) -> Found {
    let query = query.trim();
    let name = slug(query);
    if let Some(topic) = library.topic_by_id(query) {
        // A title goes before what a lesson is called as well.
        let by_name = library.ids_of(topic).all(|id| id != query);
        let mut titled = library.told_apart(topic).into_iter().filter(|_| by_name);
        let titled = titled.find(|&other| slug(&library.topic(other).title) == name);
        return Found::One(titled.unwrap_or(topic));
    }
    let all = || library.topic_ixs();
    let mut titled: Vec<TopicIx> = all()
        .filter(|&ix| library.names_of(ix).any(|own| slug(own) == name))
        .collect();
    let has_title = |ix: &TopicIx| slug(&library.topic(*ix).title) == name;
    if titled.len() > 1 && titled.iter().any(has_title) {
        titled.retain(has_title);
    }
    if titled.is_empty() {
        titled.extend(all().filter(|&ix| library.also_called(ix).any(|other| slug(other) == name)));
    }
    if titled.is_empty() {
        titled = library.topics_with_bare_id(query);
    }
    match titled.as_slice() {
        [one] => return Found::One(*one),
        [] => {}
        _ => return Found::Ambiguous(titled),
    }
    let lower = query.to_lowercase();
    let begins: Vec<TopicIx> = library
        .topic_ixs()
        .filter(|&ix| {
            let mut names = library.names_of(ix);
            names.any(|own| slug(own).starts_with(&name)) || library.topic(ix).ids().any(|id| id.starts_with(&lower))
        })
        .collect();
    match begins.as_slice() {
        [one] => return Found::One(*one),
        [] => {}
        _ => return Found::Ambiguous(begins),
    }
    match library.mentioned_in(query) {
        [] => Found::Unknown(nearest(library, &name)),
        topics => Found::Within(topics.to_vec()),
    }
}

fn nearest(library: &Library, name: &str) -> Vec<TopicIx> {
    let mut scored: Vec<(f64, TopicIx)> = library
        .topic_ixs()
        .filter_map(|ix| {
            let alike = |own: &str| {
                let own = slug(own);
                let whole = names::alike(name, &own);
                let word = own.split('-').map(|word| names::alike(name, word)).fold(0.0, f64::max);
                // A match with one word of a longer title is worth less than one with the whole.
                whole.max(word - 0.05)
            };
            let score = library.names_of(ix).map(alike).fold(0.0, f64::max);
            (score >= ALIKE).then_some((score, ix))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(SUGGESTIONS).map(|(_, ix)| ix).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::spec;

    fn find(query: &str) -> Result<Vec<String>, Found> {
        let text = "# Web\n\n## Learning Paths\n\n### Server\n- **Node** - Express, Koa\n- **Fast Sites** - Express\n- **Koala**\n";
        let agent = spec::read(text.as_bytes(), Path::new("web.md"));
        let library = Library::new(vec![agent], Vec::new());
        let titles = |topics: Vec<TopicIx>| topics.iter().map(|&ix| library.topic(ix).title.clone()).collect();
        match topic(&library, query) {
            Found::Within(topics) => Ok(titles(topics)),
            other => Err(other),
        }
    }

    #[test]
    fn a_name_that_steps_list_is_not_the_topics_own() {
        assert_eq!(find("express").unwrap(), ["Node", "Fast Sites"]);
    }

    #[test]
    fn a_title_and_its_beginning_go_before_a_name_listed() {
        assert_eq!(find("Node"), Err(Found::One(TopicIx::new(0))));
        assert_eq!(find("Koa"), Err(Found::One(TopicIx::new(2))));
    }
}
