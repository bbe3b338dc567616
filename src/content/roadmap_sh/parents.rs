//! What the parts of a map are parts of.
//!
//! Few are tied to their topic by a line of their own. The rules below go from what the map says to what it only shows; of the
//! known ties the last one, the nearest topic from edge to edge, gets three of four right, and so is told as a guess.
//!
//! 1. A line between the part and a topic.
//! 2. A box around the part that is tied to a topic, by a line or because the two overlap, or that has a title.
//! 3. A part it touches that has a line.
//! 4. A line to a box, to words or to another part; then those that touch it, again.
//! 5. The topic that is nearest to it, or to the stack it stands in.

use std::collections::VecDeque;

use super::sketch::{Edge, Kind, Sketch};

/// Parts of one stack stand this near, in the map's units: at 16 three stacks of all real maps have lines to two topics, at 20
/// eight, at 30 twenty-two.
pub(super) const TOUCHING: f64 = 16.0;

/// Where a part belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Under a topic, or under another part.
    Under {
        /// Its parent.
        parent: usize,
        /// Whether only nearness tells.
        inferred: bool,
    },
    /// In a box with a title that no topic is tied to.
    In(usize),
    /// Nowhere: the map has no topics.
    Free,
}

/// The parts of a map, each with its place.
pub(super) fn places(sketch: &Sketch) -> Vec<(usize, Place)> {
    let ties = Ties::new(sketch);
    let parts = sketch.all(Kind::Part);
    let mut places: Vec<Option<Place>> = vec![None; sketch.shapes.len()];
    for &part in &parts {
        places[part] = ties.by_line(part).map(under);
    }
    let lined: Vec<usize> = parts.iter().copied().filter(|&part| places[part].is_some()).collect();
    for &part in &parts {
        if places[part].is_none() {
            places[part] = ties.by_box(part);
        }
    }
    ties.spread(&parts, lined, &mut places);
    let mut lined = Vec::new();
    for &part in &parts {
        if places[part].is_none() {
            places[part] = ties.by_far_line(part);
            lined.extend(places[part].as_ref().map(|_| part));
        }
    }
    ties.spread(&parts, lined, &mut places);
    for &part in &parts {
        if runs_in_a_circle(&places, part) {
            places[part] = None;
        }
    }
    ties.guess(&parts, &mut places);
    let place = |part: usize| (part, places[part].clone().unwrap_or(Place::Free));
    parts.into_iter().map(place).collect()
}

fn under(parent: usize) -> Place {
    Place::Under {
        parent,
        inferred: false,
    }
}

/// Whether a part is, over some others, a part of itself.
fn runs_in_a_circle(places: &[Option<Place>], part: usize) -> bool {
    let mut at = part;
    for _ in 0..places.len() {
        match &places[at] {
            Some(Place::Under { parent, .. }) if *parent == part => return true,
            Some(Place::Under { parent, .. }) => at = *parent,
            _ => return false,
        }
    }
    // A circle further up, which is cut where it is met.
    false
}

/// The title of a box: its own, else that of the topmost words in it or at it.
pub(super) fn title_of_box(sketch: &Sketch, around: usize) -> Option<String> {
    let own = &sketch.shapes[around].label;
    if !own.is_empty() {
        return Some(own.clone());
    }
    let rect = sketch.rect(around);
    let words = sketch.shapes.iter().filter(|shape| {
        let at_it = rect.holds(&shape.rect) || rect.gap(&shape.rect) <= TOUCHING;
        shape.kind == Kind::Words && !shape.label.is_empty() && at_it
    });
    let topmost = words.min_by(|a, b| a.rect.y.total_cmp(&b.rect.y));
    topmost.map(|shape| shape.label.clone())
}

/// What the map ties to what.
struct Ties<'a> {
    sketch: &'a Sketch,
    topics: Vec<usize>,
    edges: Vec<Vec<Edge>>,
    /// Boxes, the smallest first, each with the place of what it holds.
    boxes: Vec<(usize, Option<Place>)>,
}

impl<'a> Ties<'a> {
    fn new(sketch: &'a Sketch) -> Self {
        let mut ties = Self {
            sketch,
            topics: sketch.all(Kind::Topic),
            edges: sketch.edges_by_shape(),
            boxes: Vec::new(),
        };
        let mut boxes = sketch.all(Kind::Box);
        boxes.sort_by(|&a, &b| sketch.rect(a).area().total_cmp(&sketch.rect(b).area()));
        ties.boxes = boxes.into_iter().map(|ix| (ix, ties.place_in(ix))).collect();
        ties
    }

    fn is_topic(&self, ix: usize) -> bool {
        self.sketch.kind(ix) == Kind::Topic
    }

    /// The topics that lines lead to, and whether these are dashed.
    fn topics_at(&self, ix: usize) -> impl Iterator<Item = (bool, usize)> {
        let ends = self.edges[ix]
            .iter()
            .map(move |edge| (edge.dashed, edge.other_than(ix)));
        ends.filter(|(_, other)| self.is_topic(*other))
    }

    fn topic_at(&self, ix: usize) -> Option<usize> {
        self.topics_at(ix).map(|(_, topic)| topic).next()
    }

    /// The topic of a part's own line; a dashed one says more.
    fn by_line(&self, part: usize) -> Option<usize> {
        let dashed = self.topics_at(part).find(|(dashed, _)| *dashed);
        dashed.map(|(_, topic)| topic).or_else(|| self.topic_at(part))
    }

    /// Where what stands in a box belongs, if the map says.
    fn place_in(&self, around: usize) -> Option<Place> {
        if let Some(topic) = self.topic_at(around) {
            return Some(under(topic));
        }
        let rect = self.sketch.rect(around);
        let covered = |ix: usize| rect.overlap(self.sketch.rect(ix));
        let overlapping = self.topics.iter().copied().filter(|&topic| covered(topic) > 0.0);
        let most = overlapping.max_by(|&a, &b| covered(a).total_cmp(&covered(b)));
        let titled = || title_of_box(self.sketch, around).map(|_| Place::In(around));
        most.map(under).or_else(titled)
    }

    /// The place of the smallest box around a part that tells one.
    fn by_box(&self, part: usize) -> Option<Place> {
        let rect = self.sketch.rect(part);
        let mut around = self.boxes.iter().filter(|(ix, _)| self.sketch.rect(*ix).holds(rect));
        around.find_map(|(_, place)| place.clone())
    }

    /// Hands the parents of parts with a line on to those they touch, and from these to the next.
    fn spread(&self, parts: &[usize], lined: Vec<usize>, places: &mut [Option<Place>]) {
        let mut open: VecDeque<usize> = lined.into();
        let mut without: Vec<usize> = parts.iter().copied().filter(|&part| places[part].is_none()).collect();
        while let Some(from) = open.pop_front() {
            let rect = self.sketch.rect(from);
            let place = places[from].clone();
            without.retain(|&part| {
                let touching = rect.gap(self.sketch.rect(part)) <= TOUCHING;
                if touching {
                    places[part].clone_from(&place);
                    open.push_back(part);
                }
                !touching
            });
        }
    }

    /// Where a line that doesn't end at a topic ties a part.
    fn by_far_line(&self, part: usize) -> Option<Place> {
        let mut ends = self.edges[part]
            .iter()
            .map(|edge| (edge.other_than(part), edge.target == part));
        ends.find_map(|(other, comes_from)| match self.sketch.kind(other) {
            Kind::Box => self.boxes.iter().find(|(ix, _)| *ix == other)?.1.clone(),
            Kind::Part if comes_from => Some(under(other)),
            Kind::Words => match self.topic_at(other) {
                Some(topic) => Some(under(topic)),
                None => self
                    .nearest(other)
                    .map(|parent| Place::Under { parent, inferred: true }),
            },
            _ => None,
        })
    }

    /// Puts every stack of parts that nothing ties under the topic that one of them is nearest to.
    fn guess(&self, parts: &[usize], places: &mut [Option<Place>]) {
        let mut left: Vec<usize> = parts.iter().copied().filter(|&part| places[part].is_none()).collect();
        while let Some(first) = left.pop() {
            let mut stack = vec![first];
            let mut looked_at = 0;
            while let Some(&from) = stack.get(looked_at) {
                looked_at += 1;
                let rect = self.sketch.rect(from);
                left.retain(|&part| {
                    let touching = rect.gap(self.sketch.rect(part)) <= TOUCHING;
                    if touching {
                        stack.push(part);
                    }
                    !touching
                });
            }
            let nearest = stack.iter().filter_map(|&part| Some((part, self.nearest(part)?)));
            let gap = |(part, topic): &(usize, usize)| self.sketch.rect(*part).gap(self.sketch.rect(*topic));
            let Some((_, parent)) = nearest.min_by(|a, b| gap(a).total_cmp(&gap(b))) else {
                continue;
            };
            for part in stack {
                places[part] = Some(Place::Under { parent, inferred: true });
            }
        }
    }

    fn nearest(&self, ix: usize) -> Option<usize> {
        self.sketch.nearest(ix, &self.topics)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::roadmap_sh::rect::Rect;
    use crate::content::roadmap_sh::sketch::Shape;

    struct Map(Sketch);

    impl Map {
        /// Two topics, `a` at the top and `b` below it; things are named by the order they are added in.
        fn new() -> Self {
            let mut map = Self(Sketch::default());
            map.add(Kind::Topic, 0.0, 0.0).add(Kind::Topic, 0.0, 500.0);
            map
        }

        fn add(&mut self, kind: Kind, x: f64, y: f64) -> &mut Self {
            self.sized(kind, Rect::new(x, y, 100.0, 50.0), "")
        }

        fn sized(&mut self, kind: Kind, rect: Rect, label: &str) -> &mut Self {
            self.0.shapes.push(Shape {
                kind,
                rect,
                label: label.to_owned(),
                ..Shape::default()
            });
            self
        }

        fn line(&mut self, ends: &str) -> &mut Self {
            let place = |at: usize| usize::from(ends.as_bytes()[at] - b'a');
            self.0.edges.push(Edge {
                source: place(0),
                target: place(1),
                dashed: !ends.ends_with('-'),
            });
            self
        }

        /// The parts with their parents: "c:a", "d:b?" where that was inferred, "e:[d]" in a box.
        fn places(&self) -> String {
            let name = |ix: usize| char::from(b'a' + u8::try_from(ix).unwrap());
            let told = places(&self.0).into_iter().map(|(part, place)| match place {
                Place::Under { parent, inferred } => {
                    format!("{}:{}{}", name(part), name(parent), if inferred { "?" } else { "" })
                }
                Place::In(around) => format!("{}:[{}]", name(part), name(around)),
                Place::Free => format!("{}:", name(part)),
            });
            told.collect::<Vec<_>>().join(" ")
        }
    }

    #[test]
    fn a_line_to_a_topic_says_most_whichever_way_it_points() {
        let mut map = Map::new();
        map.add(Kind::Part, 0.0, 450.0).add(Kind::Part, 0.0, 60.0);
        assert_eq!(map.line("ac").line("db").places(), "c:a d:b");
        // A dashed line goes before a solid one.
        let mut map = Map::new();
        assert_eq!(map.add(Kind::Part, 0.0, 60.0).line("ac-").line("bc").places(), "c:b");
    }

    #[test]
    fn a_box_ties_what_it_holds() {
        let around = Rect::new(200.0, 0.0, 300.0, 300.0);
        let mut map = Map::new();
        map.add(Kind::Part, 220.0, 20.0).sized(Kind::Box, around, "");
        assert_eq!(map.places(), "c:a?", "a box of nothing says nothing");
        assert_eq!(map.line("db").places(), "c:b", "by a line");
        let mut map = Map::new();
        map.add(Kind::Part, 120.0, 420.0)
            .sized(Kind::Box, Rect::new(50.0, 400.0, 300.0, 110.0), "");
        assert_eq!(map.places(), "c:b", "by overlap");
        let mut map = Map::new();
        map.add(Kind::Part, 220.0, 20.0).sized(Kind::Box, around, "");
        map.sized(Kind::Words, Rect::new(210.0, 5.0, 100.0, 10.0), "Pots");
        assert_eq!(map.places(), "c:[d]", "by a title");
        assert_eq!(title_of_box(&map.0, 3).as_deref(), Some("Pots"));
    }

    #[test]
    fn stacks_go_with_the_one_that_has_a_line() {
        let mut map = Map::new();
        for y in [440.0, 370.0, 315.0, 260.0, 190.0] {
            map.add(Kind::Part, 200.0, y);
        }
        // 70 from top to top don't touch, 60 do; and the topic b would be nearer to them.
        assert_eq!(map.line("ad").places(), "c:b? d:a e:a f:a g:a?");
    }

    #[test]
    fn lines_to_other_things_lead_on() {
        let mut map = Map::new();
        map.add(Kind::Part, 0.0, 450.0)
            .add(Kind::Part, 300.0, 450.0)
            .add(Kind::Words, 0.0, 200.0);
        assert_eq!(map.line("ac").line("cd").places(), "c:a d:c", "a part of a part");
        let mut map = Map::new();
        map.add(Kind::Part, 0.0, 450.0).add(Kind::Words, 0.0, 420.0);
        assert_eq!(map.line("dc").line("da").places(), "c:a", "words with a line");
        let mut map = Map::new();
        map.add(Kind::Part, 0.0, 450.0).add(Kind::Words, 0.0, 100.0);
        assert_eq!(map.line("dc").places(), "c:a?", "words near a topic");
        let mut map = Map::new();
        map.add(Kind::Part, 0.0, 70.0).add(Kind::Part, 300.0, 450.0);
        assert_eq!(map.line("cd").line("dc").places(), "c:a? d:c", "a circle");
        // What touches a part of a part is one, too, though another topic is nearer.
        let mut map = Map::new();
        map.add(Kind::Part, 150.0, 0.0)
            .add(Kind::Part, 150.0, 400.0)
            .add(Kind::Part, 150.0, 460.0);
        assert_eq!(map.line("ac").line("cd").places(), "c:a d:c e:c");
    }

    #[test]
    fn stacks_that_nothing_ties_are_not_torn_apart() {
        let mut map = Map::new();
        map.add(Kind::Part, 150.0, 100.0)
            .add(Kind::Part, 150.0, 160.0)
            .add(Kind::Part, 150.0, 220.0);
        map.add(Kind::Part, 150.0, 280.0).add(Kind::Part, 150.0, 340.0);
        assert_eq!(map.places(), "c:a? d:a? e:a? f:a? g:a?");
    }

    #[test]
    fn without_topics_parts_are_free() {
        let mut map = Map(Sketch::default());
        assert_eq!(map.add(Kind::Part, 0.0, 0.0).places(), "a:");
    }
}
