//! The order in which the topics of a map are walked.
//!
//! Solid lines from topic to topic are the way. The y of a topic alone is not: a third of these lines lead to one in the same
//! row, and some ways come back up a second column. So a line is followed as long as it goes on; only where it does not,
//! reading order decides. Topics off the way go beside the one they hang on by a dashed line, or else stand nearest to.

use std::collections::{BTreeSet, HashSet};

use super::rect::{Rect, ranks};
use super::sketch::{Kind, Sketch};

/// The topics of a map in walking order, and whether the way runs in a circle somewhere.
pub(super) fn order(sketch: &Sketch) -> (Vec<usize>, bool) {
    let topics = sketch.all(Kind::Topic);
    let way = Way::new(sketch, &topics);
    let mut circle = false;
    let mut stretches: Vec<Vec<usize>> = way
        .stretches()
        .into_iter()
        .map(|stretch| {
            let (walked, cut) = way.walk(&stretch);
            circle |= cut;
            walked
        })
        .collect();
    if stretches.iter().all(|stretch| stretch.len() == 1) {
        let mut all: Vec<usize> = stretches.concat();
        all.sort_by_key(|&at| way.rank[at]);
        return (all.into_iter().map(|at| topics[at]).collect(), circle);
    }
    // The longest one is the way; the others are fitted in as the eye meets them.
    stretches.sort_by_key(|stretch| way.rank[stretch[0]]);
    let longest = (0..stretches.len()).rev().max_by_key(|&ix| stretches[ix].len());
    let mut walked = longest.map_or_else(Vec::new, |ix| stretches.remove(ix));
    let main: HashSet<usize> = walked.iter().copied().collect();
    for stretch in stretches {
        let at = way.place_for(&stretch, &walked, &main);
        walked.splice(at..at, stretch);
    }
    (walked.into_iter().map(|at| topics[at]).collect(), circle)
}

/// The lines between topics, which here go by their places among the topics.
struct Way {
    rects: Vec<Rect>,
    rank: Vec<usize>,
    after: Vec<Vec<usize>>,
    before: Vec<usize>,
    /// The other ends of dashed lines.
    hangs_on: Vec<Vec<usize>>,
}

impl Way {
    fn new(sketch: &Sketch, topics: &[usize]) -> Self {
        let rects: Vec<Rect> = topics.iter().map(|&ix| *sketch.rect(ix)).collect();
        let mut place = vec![None; sketch.shapes.len()];
        for (at, &ix) in topics.iter().enumerate() {
            place[ix] = Some(at);
        }
        let mut way = Self {
            rank: ranks(&rects),
            after: vec![Vec::new(); rects.len()],
            before: vec![0; rects.len()],
            hangs_on: vec![Vec::new(); rects.len()],
            rects,
        };
        let mut known = HashSet::new();
        for edge in &sketch.edges {
            let (Some(source), Some(target)) = (place[edge.source], place[edge.target]) else {
                continue;
            };
            if edge.dashed {
                way.hangs_on[source].push(target);
                way.hangs_on[target].push(source);
            } else if known.insert((source, target)) {
                way.after[source].push(target);
                way.before[target] += 1;
            }
        }
        way
    }

    /// The topics that solid lines join, whichever way these point.
    fn stretches(&self) -> Vec<Vec<usize>> {
        let mut joined = self.after.clone();
        for (source, targets) in self.after.iter().enumerate() {
            for &target in targets {
                joined[target].push(source);
            }
        }
        let mut seen = vec![false; joined.len()];
        let mut stretches = Vec::new();
        for first in 0..joined.len() {
            let mut stretch = Vec::new();
            let mut open = vec![first];
            while let Some(at) = open.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    stretch.push(at);
                    open.extend(&joined[at]);
                }
            }
            if !stretch.is_empty() {
                stretches.push(stretch);
            }
        }
        stretches
    }

    /// One stretch in order: no topic before those that lead to it, and one after the other along the line. Where all that is
    /// left leads in a circle, that is cut at the first topic in reading order.
    fn walk(&self, stretch: &[usize]) -> (Vec<usize>, bool) {
        let by_rank = |&at: &usize| (self.rank[at], at);
        let mut before = self.before.clone();
        let mut waiting: BTreeSet<(usize, usize)> = stretch.iter().map(by_rank).collect();
        let is_ready = |at: &&usize| before[**at] == 0;
        let mut ready: BTreeSet<(usize, usize)> = stretch.iter().filter(is_ready).map(by_rank).collect();
        let mut walked: Vec<usize> = Vec::with_capacity(stretch.len());
        let mut cut = false;
        while !waiting.is_empty() {
            let onward = walked.last().and_then(|&last| {
                let onward = self.after[last].iter().map(by_rank);
                onward.filter(|next| ready.contains(next)).min()
            });
            let next = onward.or_else(|| ready.first().copied()).or_else(|| {
                cut = true;
                waiting.first().copied()
            });
            let Some(next) = next else { break };
            waiting.remove(&next);
            ready.remove(&next);
            walked.push(next.1);
            for &target in &self.after[next.1] {
                before[target] = before[target].saturating_sub(1);
                let target = by_rank(&target);
                if before[target.1] == 0 && waiting.contains(&target) {
                    ready.insert(target);
                }
            }
        }
        (walked, cut)
    }

    /// The last place from this one on that the way reaches before it passes by a topic in reading order.
    fn end_above(&self, topic: usize, place: usize, walked: &[usize], main: &HashSet<usize>) -> usize {
        let on = walked.iter().enumerate().skip(place + 1);
        let way = on.filter(|(_, at)| main.contains(at));
        let above = way.take_while(|(_, at)| self.rank[**at] < self.rank[topic]);
        above.last().map_or(place, |(end, _)| end)
    }

    /// Where among those walked so far a stretch is fitted in.
    fn place_for(&self, stretch: &[usize], walked: &[usize], main: &HashSet<usize>) -> usize {
        let first = stretch[0];
        let mut hangs_on = stretch.iter().flat_map(|&at| &self.hangs_on[at]);
        let gap = |at: usize| self.rects[at].gap(&self.rects[first]);
        let lined = hangs_on.find_map(|on| walked.iter().position(|at| at == on));
        let anchor = lined.map(|place| (place, true)).or_else(|| {
            let nearest = (0..walked.len()).min_by(|&a, &b| gap(walked[a]).total_cmp(&gap(walked[b])));
            nearest.map(|place| (place, self.rank[walked[place]] < self.rank[first]))
        });
        match anchor {
            None => walked.len(),
            Some((place, false)) => place,
            Some((place, true)) => {
                // Nearness alone does not break into a way that goes on beside it, or up again.
                let place = if lined.is_some() {
                    place
                } else {
                    self.end_above(first, place, walked, main)
                };
                // Behind what was fitted in there before.
                let fitted = walked[place + 1..].iter();
                let earlier = |at: &&usize| !main.contains(at) && self.rank[**at] < self.rank[first];
                place + 1 + fitted.take_while(earlier).count()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::roadmap_sh::sketch::{Edge, Shape};

    /// Topics by x and y in rows and columns, lines as "ab" from a to b, dashed where they have a point.
    fn walked(places: &[(f64, f64)], lines: &[&str]) -> (String, bool) {
        let shapes = places.iter().map(|&(x, y)| Shape {
            kind: Kind::Topic,
            rect: Rect::new(x * 300.0, y * 100.0, 150.0, 49.0),
            ..Shape::default()
        });
        let place = |name: u8| usize::from(name - b'a');
        let edges = lines.iter().map(|line| Edge {
            source: place(line.as_bytes()[0]),
            target: place(line.as_bytes()[1]),
            dashed: line.ends_with('.'),
        });
        let sketch = Sketch {
            shapes: shapes.collect(),
            edges: edges.collect(),
            ..Sketch::default()
        };
        let (order, circle) = order(&sketch);
        let name = |ix: usize| char::from(b'a' + u8::try_from(ix).unwrap());
        (order.into_iter().map(name).collect(), circle)
    }

    #[test]
    fn topics_are_walked_along_the_lines() {
        for (what, places, lines, order) in [
            (
                "down",
                vec![(0.0, 2.0), (0.0, 1.0), (0.0, 0.0)],
                vec!["cb", "ba"],
                "cba",
            ),
            (
                "rows of two, right to left and back",
                vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 2.0)],
                vec!["ab", "bc", "cd", "de"],
                "abcde",
            ),
            (
                "up a second column",
                vec![(0.0, 0.0), (0.0, 5.0), (2.0, 5.0), (2.0, 0.0)],
                vec!["ab", "bc", "cd"],
                "abcd",
            ),
            (
                "a fork that comes together",
                vec![(1.0, 0.0), (0.0, 1.0), (2.0, 1.0), (1.0, 2.0)],
                vec!["ab", "ac", "bd", "cd"],
                "abcd",
            ),
            (
                "a fork whose left branch goes on",
                vec![(1.0, 0.0), (0.0, 1.0), (2.0, 1.0), (0.0, 2.0)],
                vec!["ab", "ac", "bd"],
                "abdc",
            ),
            ("no lines", vec![(1.0, 1.0), (0.0, 1.0), (0.0, 0.0)], vec![], "cba"),
            ("nothing", vec![], vec![], ""),
            (
                "one off the way, near the middle",
                vec![(0.0, 0.0), (0.0, 2.0), (0.0, 4.0), (1.0, 2.1)],
                vec!["ab", "bc"],
                "abdc",
            ),
            (
                "one below a way that ends beside",
                vec![(0.0, 0.0), (0.0, 2.0), (1.0, 2.0), (0.0, 8.0)],
                vec!["ab", "bc"],
                "abcd",
            ),
            (
                "one below a way that goes up again",
                vec![(0.0, 0.0), (0.0, 5.0), (2.0, 5.0), (2.0, 0.0), (0.0, 7.0)],
                vec!["ab", "bc", "cd"],
                "abcde",
            ),
            (
                "two that hang on the first",
                vec![(0.0, 0.0), (0.0, 2.0), (3.0, 5.0), (3.0, 4.0)],
                vec!["ab", "ac.", "da."],
                "adcb",
            ),
            (
                "two ways",
                vec![(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (2.0, 1.2), (2.0, 2.2)],
                vec!["ab", "bc", "de"],
                "abdec",
            ),
        ] {
            assert_eq!(walked(&places, &lines), (order.to_owned(), false), "{what}");
        }
    }

    #[test]
    fn a_circle_is_cut_at_its_first_topic() {
        let places = [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0)];
        assert_eq!(walked(&places, &["ab", "bc", "ca"]), ("abc".to_owned(), true));
        assert_eq!(walked(&places, &["ab", "bc", "cb"]), ("abc".to_owned(), true));
    }
}
