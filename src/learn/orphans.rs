//! Progress whose topic no pack has any more, and what it may be called now.

use std::collections::{HashMap, HashSet};

use crate::content::library::{Library, PathRef, TopicIx};
use crate::content::model::Lesson;
use crate::content::names::{self, slug};
use crate::progress::event::Action;
use crate::progress::fold::{Mark, Progress};

use super::standing::Statuses;

/// How many topics are suggested.
const SUGGESTIONS: usize = 3;
/// Titles less alike than this are not suggested: half of the words in common.
const ALIKE: f64 = 0.5;
/// Letters of a title that say something, wherever they stand.
const WORD: usize = 4;
/// Words this much alike are one word in two spellings (Jaro-Winkler, 1.0 is equal).
const SAME_WORD: f64 = 0.9;
/// Titles less alike than this have letters in common by chance.
const SAME_TITLE: f64 = 0.82;
/// What the same path is worth, beside the title.
const SAME_PATH: f64 = 0.3;
/// What each sign is worth that a topic stands where the other stood: all of them less than a title alike in the same path.
const SAME_PLACE: f64 = 0.2;
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

/// All progress whose id is no topic's and was none's, the latest first. What counts for a topic all the same, since its
/// own id has one where the one it was moved to has none, is no orphan: the rule is that of [`Statuses::new`].
pub fn orphans(library: &Library, progress: &Progress) -> Vec<Orphan> {
    let mut found: HashMap<&str, Mark> = HashMap::new();
    for (id, mark) in progress.touched() {
        let home = progress.home_of(id);
        if library.topic_by_id(home).or_else(|| library.topic_by_id(id)).is_none() {
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

/// For each of these orphans the topics that come nearest to it, the nearest first: by the words of the title, and among
/// titles alike by the place; then those at its place.
pub fn nearest(library: &Library, progress: &Progress, orphans: &[Orphan]) -> Vec<Vec<TopicIx>> {
    let alike: Vec<Vec<(f64, TopicIx)>> = orphans.iter().map(|orphan| alike(library, &orphan.id)).collect();
    // A topic that one of them was called like is not what another one became.
    let taken: HashSet<TopicIx> = alike.iter().filter_map(|found| Some(found.first()?.1)).collect();
    let surroundings = Surroundings::new(library, progress);
    let both = orphans.iter().zip(alike).map(|(orphan, mut found)| {
        // A title alike in the same path needs no other beside it.
        let sure = found.first().is_some_and(|(score, _)| *score >= ALIKE + SAME_PATH);
        for (nearness, ix) in surroundings.of(&orphan.id) {
            match found.iter_mut().find(|(_, known)| *known == ix) {
                Some((score, _)) => *score += nearness,
                None if !sure && !taken.contains(&ix) => found.push((nearness, ix)),
                None => {}
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        found.into_iter().take(SUGGESTIONS).map(|(_, ix)| ix).collect()
    });
    both.collect()
}

/// The topics with a title alike, the nearest first.
fn alike(library: &Library, id: &str) -> Vec<(f64, TopicIx)> {
    let place = Place::of(id);
    let mut scored: Vec<(f64, TopicIx)> = library
        .topic_ixs()
        .filter_map(|ix| {
            let topic = library.topic(ix);
            // From before the ids of lessons named their packs.
            let is_file = |lesson: &Lesson| lesson.pack.is_some() && lesson.id == id;
            let title = if library.lesson_of(ix).is_some_and(is_file) {
                1.0
            } else {
                likeness(place.title, &slug(&topic.title))
            };
            let nearness = topic.ids().map(|other| place.nearness(&Place::of(other)));
            (title >= ALIKE).then(|| (title + nearness.fold(0.0, f64::max), ix))
        })
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    scored
}

/// What stood around an id that is gone: the log tells in which order the steps of a path were marked, which is mostly
/// that of the path.
struct Surroundings<'a> {
    library: &'a Library,
    statuses: Statuses,
    /// For each agent and path, the ids marked there, in the order of their first marks.
    marked: HashMap<(&'a str, &'a str), Vec<&'a str>>,
}

impl<'a> Surroundings<'a> {
    fn new(library: &'a Library, progress: &'a Progress) -> Self {
        let mut marked: HashMap<_, Vec<&str>> = HashMap::new();
        let mut seen = HashSet::new();
        for entry in progress.history() {
            let action = &entry.event.action;
            if !matches!(action, Action::Mark { .. } | Action::Place { .. }) {
                continue;
            }
            for id in action.topics().into_iter().filter(|id| seen.insert(*id)) {
                let place = Place::of(id);
                marked.entry((place.agent, place.path)).or_default().push(id);
            }
        }
        Self {
            library,
            statuses: Statuses::new(library, progress),
            marked,
        }
    }

    /// The topics never marked in the same path of the same agent that stand where the id stood: behind the one marked
    /// before it, before the one marked after it, or at the same position.
    fn of(&self, id: &str) -> Vec<(f64, TopicIx)> {
        let place = Place::of(id);
        let is_here =
            |at: &PathRef| self.library.agent(at.agent).id == place.agent && self.library.path(*at).id == place.path;
        let marked = self.marked.get(&(place.agent, place.path));
        let position = marked.and_then(|ids| ids.iter().position(|other| *other == id));
        let (Some(path), Some(marked), Some(position)) = (self.library.path_refs().find(is_here), marked, position)
        else {
            return Vec::new();
        };
        let steps = self.library.path_topics(path);
        let step_of = |id: &&str| {
            let topic = self.library.topic_by_id(id)?;
            steps.iter().position(|step| *step == topic)
        };
        let before = marked[..position].iter().rev().find_map(step_of);
        let after = marked[position + 1..].iter().find_map(step_of);
        let mut found: Vec<(f64, TopicIx)> = Vec::new();
        let places = [
            before.map(|step| step + 1),
            after.and_then(|step| step.checked_sub(1)),
            Some(position),
        ];
        for step in places.into_iter().flatten() {
            let Some(&ix) = steps.get(step).filter(|ix| self.statuses.mark(**ix).is_none()) else {
                continue;
            };
            match found.iter_mut().find(|(_, known)| *known == ix) {
                Some((nearness, _)) => *nearness += SAME_PLACE,
                None => found.push((SAME_PLACE, ix)),
            }
        }
        found
    }
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
    let same = |a: &str, b: &str| a == b || names::alike(a, b) >= SAME_WORD;
    let met = |words: &[&str], others: &[&str]| {
        words
            .iter()
            .filter(|word| others.iter().any(|other| same(word, other)))
            .count()
    };
    let (ours, theirs) = (met(&words, &others), met(&others, &words));
    let by_words = (ours + theirs) as f64 / (words.len() + others.len()) as f64;
    // All of a short title in a long one.
    let within = ours == words.len() && one.len() >= WORD || theirs == others.len() && other.len() >= WORD;
    let by_words = if within { by_words.max(ALIKE) } else { by_words };
    let whole = names::alike(one, other);
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
        let table: [(&str, &[&str]); 11] = [
            ("bed/ground/boxes", &["roof/water/soil-in-boxes"]),
            (
                "bed/water/drip-irrigation-for-small-beds",
                &["bed/water/drip-irrigation"],
            ),
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
            let found = alike(&library, orphan).into_iter().take(SUGGESTIONS);
            let found: Vec<&str> = found.map(|(_, ix)| library.topic(ix).id.as_str()).collect();
            assert_eq!(found, expected, "{orphan}");
        }
    }

    fn marked(actions: impl IntoIterator<Item = Action>) -> Progress {
        let mut stamper = Stamper::default();
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        Progress::fold(actions.into_iter().map(|action| stamper.stamp(action, now)))
    }

    fn done(topics: &[&str]) -> Action {
        Action::Mark {
            topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
            status: Status::Done,
        }
    }

    type Case<'a> = (&'a str, &'a [&'a [&'a str]], &'a [&'a str]);

    #[test]
    fn a_step_with_another_name_is_found_at_its_place() {
        let library = library();
        let (mulching, basics) = ("bed/ground/mulching", "bed/ground/basics");
        // Soil Types, Mulching and Basics are the path; what was marked, in which order, and what is found for the first id.
        let table: [Case<'_>; 8] = [
            (
                "before the one marked next",
                &[&["bed/ground/earth", mulching]],
                &["bed/ground/soil-types"],
            ),
            (
                "in marks of their own",
                &[&["bed/ground/earth"], &[mulching]],
                &["bed/ground/soil-types"],
            ),
            (
                "at the same position",
                &[&["bed/ground/earth"]],
                &["bed/ground/soil-types"],
            ),
            (
                "after the one marked before",
                &[&["bed/ground/soil-types", "bed/ground/straw"]],
                &[mulching],
            ),
            (
                "between two",
                &[&["bed/ground/soil-types", "bed/ground/straw", basics]],
                &[mulching],
            ),
            (
                "what is marked itself is none",
                &[&["bed/ground/straw"], &["bed/ground/soil-types"]],
                &[],
            ),
            ("of another path", &[&["bed/sky/earth", mulching]], &[]),
            (
                "what another one was called like is none",
                &[&["bed/ground/straw"], &["bed/ground/soils-types"]],
                &[],
            ),
        ];
        for (name, marks, expected) in table {
            let progress = marked(marks.iter().map(|topics| done(topics)));
            let orphans = orphans(&library, &progress);
            let first = orphans.iter().position(|orphan| !orphan.id.ends_with("types")).unwrap();
            let found = nearest(&library, &progress, &orphans).swap_remove(first).into_iter();
            let found: Vec<&str> = found.map(|ix| library.topic(ix).id.as_str()).collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn what_counts_where_it_was_is_no_orphan() {
        let library = library();
        let moved = Action::Move {
            from: "bed/ground/mulching".to_owned(),
            to: "other/pack/straw".to_owned(),
        };
        let progress = marked([done(&["bed/ground/mulching"]), moved]);
        assert_eq!(orphans(&library, &progress), []);
        assert_eq!(Statuses::new(&library, &progress).marked().count(), 1);
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
