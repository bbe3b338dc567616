//! Progress whose topic no pack has any more, and what it may be called now.

use std::collections::HashMap;

use crate::content::library::{Library, TopicIx};
use crate::content::names::slug;
use crate::progress::fold::{Mark, Progress};

/// How many topics are suggested.
const SUGGESTIONS: usize = 3;
/// Titles less alike than this are not suggested: half of the words in common.
const ALIKE: f64 = 0.5;
/// Words this much alike are one word in two spellings (Jaro-Winkler, 1.0 is equal).
const SAME_WORD: f64 = 0.9;
/// Titles less alike than this have letters in common by chance.
const SAME_TITLE: f64 = 0.82;
/// What the same path is worth, beside the title.
const SAME_PATH: f64 = 0.3;
/// What the same agent is worth, or a path of the same name in another.
const NEAR_PATH: f64 = 0.15;

/// Progress that counts for nothing there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// The id it counts for, after all moves.
    pub id: String,
    /// The latest mark that counts for this id.
    pub mark: Mark,
}

/// All progress whose id is no topic's and was none's, the latest first.
pub fn orphans(library: &Library, progress: &Progress) -> Vec<Orphan> {
    let mut found: HashMap<&str, Mark> = HashMap::new();
    for (id, mark) in progress.touched() {
        let home = progress.home_of(id);
        if library.topic_by_id(home).is_none() {
            let known = found.entry(home).or_insert(mark);
            if known.event < mark.event {
                *known = mark;
            }
        }
    }
    let mut orphans: Vec<Orphan> = found
        .into_iter()
        .map(|(id, mark)| Orphan {
            id: id.to_owned(),
            mark,
        })
        .collect();
    orphans.sort_by(|one, other| (other.mark.event, &one.id).cmp(&(one.mark.event, &other.id)));
    orphans
}

/// The topics that an id without a topic comes nearest to, the nearest first: by the words of the title, and among titles
/// alike by the place.
pub fn nearest(library: &Library, id: &str) -> Vec<TopicIx> {
    let place = Place::of(id);
    let mut scored: Vec<(f64, TopicIx)> = library
        .topic_ixs()
        .filter_map(|ix| {
            let topic = library.topic(ix);
            let title = likeness(place.title, &slug(&topic.title));
            let nearness = topic.ids().map(|other| place.nearness(&Place::of(other)));
            (title >= ALIKE).then(|| (title + nearness.fold(0.0, f64::max), ix))
        })
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    scored.into_iter().take(SUGGESTIONS).map(|(_, ix)| ix).collect()
}

/// An id by its parts, `<agent>/<path>/<step>`.
struct Place<'a> {
    agent: &'a str,
    path: &'a str,
    title: &'a str,
}

impl<'a> Place<'a> {
    fn of(id: &'a str) -> Self {
        let (rest, title) = id.rsplit_once('/').unwrap_or(("", id));
        let (agent, path) = rest.split_once('/').unwrap_or((rest, ""));
        Self { agent, path, title }
    }

    fn nearness(&self, other: &Self) -> f64 {
        let same = |one: &str, other: &str| !one.is_empty() && one == other;
        match (same(self.agent, other.agent), same(self.path, other.path)) {
            (true, true) => SAME_PATH,
            (false, false) => 0.0,
            _ => NEAR_PATH,
        }
    }
}

/// How much alike two titles are, both as slugs: 1.0 is equal, 0.0 nothing in common.
#[expect(clippy::cast_precision_loss, reason = "titles have few words")]
fn likeness(one: &str, other: &str) -> f64 {
    let words: Vec<&str> = one.split('-').collect();
    let others: Vec<&str> = other.split('-').collect();
    let same = |a: &str, b: &str| a == b || strsim::jaro_winkler(a, b) >= SAME_WORD;
    let met = |words: &[&str], others: &[&str]| {
        words
            .iter()
            .filter(|word| others.iter().any(|other| same(word, other)))
            .count()
    };
    let common = met(&words, &others) + met(&others, &words);
    let by_words = common as f64 / (words.len() + others.len()) as f64;
    let whole = strsim::jaro_winkler(one, other);
    if whole >= SAME_TITLE {
        by_words.max(whole)
    } else {
        by_words
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::spec;
    use crate::progress::Stamper;
    use crate::progress::event::{Action, Status};

    const BED: &str = "---\nname: bed\n---\n# Bed\n\n## Learning Paths\n\n### Ground\n- **Soil Types** - sand\n- **Mulching** - straw\n- **Basics** - spade\n\n### Water\n- **Watering Cans** - roses\n- **Drip Irrigation** - hoses\n";
    const ROOF: &str = "---\nname: roof\n---\n# Roof\n\n## Learning Paths\n\n### Water\n- **Drip Hoses** - cans\n- **Soil in Boxes** - peat\n- **Basics** - slope\n";

    fn library() -> Library {
        let agents = [("bed.md", BED), ("roof.md", ROOF)];
        let agents = agents.map(|(file, text)| spec::read(text.as_bytes(), Path::new(file)));
        Library::new(agents.into(), Vec::new())
    }

    #[test]
    fn the_nearest_topics_are_alike_by_words_and_near_by_place() {
        let library = library();
        let table: [(&str, &[&str]); 9] = [
            ("bed/ground/types-of-soil", &["bed/ground/soil-types"]),
            ("bed/ground/mulch", &["bed/ground/mulching"]),
            ("bed/ground/mulchnig", &["bed/ground/mulching"]),
            ("bed/water/irrigation", &["bed/water/drip-irrigation"]),
            (
                "roof/water/drip",
                &["roof/water/drip-hoses", "bed/water/drip-irrigation"],
            ),
            (
                "bed/water/drip",
                &["bed/water/drip-irrigation", "roof/water/drip-hoses"],
            ),
            (
                "terrace/water/drip-watering",
                &[
                    "bed/water/drip-irrigation",
                    "bed/water/watering-cans",
                    "roof/water/drip-hoses",
                ],
            ),
            ("bed/ground/harvest", &[]),
            ("", &[]),
        ];
        for (orphan, expected) in table {
            let found = nearest(&library, orphan).into_iter();
            let found: Vec<&str> = found.map(|ix| library.topic(ix).id.as_str()).collect();
            assert_eq!(found, expected, "{orphan}");
        }
    }

    #[test]
    fn what_was_moved_is_an_orphan_only_where_it_went() {
        let library = library();
        let mut stamper = Stamper::default();
        let mut progress = Progress::default();
        let mut act = |action| progress.add(stamper.stamp(action, "2026-03-01T12:00:00Z".parse().unwrap()));
        let mark = |topic: &str, status| Action::Mark {
            topics: vec![topic.to_owned()],
            status,
        };
        let moved = |from: &str, to: &str| Action::Move {
            from: from.to_owned(),
            to: to.to_owned(),
        };
        act(mark("bed/ground/soil-types", Status::Done));
        act(mark("old/path/mulching", Status::Done)); // found by its name
        act(mark("bed/ground/harvest", Status::Learning));
        act(mark("bed/a", Status::Done));
        act(mark("bed/b", Status::Skipped));
        act(moved("bed/a", "bed/b"));
        act(mark("bed/c", Status::Done));
        act(moved("bed/c", "bed/ground/soil-types"));
        let found = orphans(&library, &progress);
        let found: Vec<_> = found
            .iter()
            .map(|orphan| (orphan.id.as_str(), orphan.mark.status))
            .collect();
        assert_eq!(
            found,
            [("bed/b", Status::Skipped), ("bed/ground/harvest", Status::Learning)]
        );
    }
}
