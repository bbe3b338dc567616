//! Naming things on a command line: a topic by id, title or unique prefix, and what was meant by a name that is none.

use super::library::{Library, TopicIx};
use super::names::slug;

/// What a learner's name for a topic leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Exactly one topic.
    One(TopicIx),
    /// Several topics begin like this.
    Ambiguous(Vec<TopicIx>),
    /// No topic is named so; these come nearest, the nearest first.
    Unknown(Vec<TopicIx>),
}

/// How many topics a suggestion names.
const SUGGESTIONS: usize = 5;
/// Names less alike than this are not suggested (Jaro-Winkler, 1.0 is equal).
const ALIKE: f64 = 0.78;

/// Finds a topic by id or former id, by title, by a name a step lists, or by a prefix that only one has.
pub fn topic(library: &Library, query: &str) -> Found {
    let query = query.trim();
    if let Some(topic) = library.topic_by_id(query) {
        return Found::One(topic);
    }
    let name = slug(query);
    let titled: Vec<TopicIx> = library
        .topic_ixs()
        .filter(|&ix| slug(&library.topic(ix).title) == name)
        .collect();
    match titled.as_slice() {
        [one] => return Found::One(*one),
        [] => {}
        _ => return Found::Ambiguous(titled),
    }
    let lower = query.to_lowercase();
    let begins: Vec<TopicIx> = library
        .topic_ixs()
        .filter(|&ix| {
            let topic = library.topic(ix);
            slug(&topic.title).starts_with(&name) || topic.ids().any(|id| id.starts_with(&lower))
        })
        .collect();
    match begins.as_slice() {
        [one] => return Found::One(*one),
        [] => {}
        _ => return Found::Ambiguous(begins),
    }
    if let Some(lead) = library.resolve(query) {
        return Found::One(lead.topic());
    }
    Found::Unknown(nearest(library, &name))
}

fn nearest(library: &Library, name: &str) -> Vec<TopicIx> {
    let mut scored: Vec<(f64, TopicIx)> = library
        .topic_ixs()
        .filter_map(|ix| {
            let title = slug(&library.topic(ix).title);
            let whole = strsim::jaro_winkler(name, &title);
            let word = title
                .split('-')
                .map(|word| strsim::jaro_winkler(name, word))
                .fold(0.0, f64::max);
            // A match with one word of a longer title is worth less than one with the whole.
            let score = whole.max(word - 0.05);
            (score >= ALIKE).then_some((score, ix))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(SUGGESTIONS).map(|(_, ix)| ix).collect()
}
