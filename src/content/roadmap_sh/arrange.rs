//! A map as sections of nodes: each topic with its parts under it, in walking order.

use std::collections::{HashMap, HashSet};

use super::content::Content;
use super::parents::{self, Place, TOUCHING};
use super::rect::{Rect, ranks};
use super::sketch::{Kind, Shape, Sketch, shortened};
use super::spine;
use crate::content::roadmap::{Ids, Node, Section, node_id};

/// The title of the section of topics that the map doesn't show.
pub(super) const OFF_THE_MAP: &str = "Not on the map";

/// A map in order.
pub(super) struct Arranged {
    pub(super) sections: Vec<Section>,
    /// Whether its way runs in a circle somewhere.
    pub(super) circle: bool,
    /// What has no title on the map nor in a file, and is left out.
    pub(super) untitled: Vec<String>,
}

/// Puts every topic and part of a map in its place, with what `contents` have to say of it, by its id; what is left of those
/// comes last. Every node that has a title comes out exactly once.
pub(super) fn arrange(sketch: &Sketch, contents: Vec<(String, Content)>, translated: bool) -> Arranged {
    let (topics, circle) = spine::order(sketch);
    let tree = Tree::new(sketch, &topics);
    let mut builder = Builder::new(sketch, contents, translated);
    let mut sections: Vec<Section> = Vec::new();
    for &topic in &topics {
        let has_parts = !tree.parts_of(topic).is_empty();
        let untitled = builder.untitled.len();
        let nodes = builder.family(&tree, topic);
        if has_parts {
            // Where the topic itself has no title, neither have its parts together.
            let own = nodes
                .first()
                .filter(|_| builder.untitled.get(untitled) != Some(&sketch.shapes[topic].id));
            let title = own.map(|node| node.title.clone());
            sections.push(Section { title, nodes });
        } else {
            add_single(&mut sections, nodes);
        }
        for &around in tree.boxes_at(topic) {
            sections.extend(builder.boxed(&tree, around));
        }
    }
    for &around in &tree.loose_boxes {
        sections.extend(builder.boxed(&tree, around));
    }
    let free = tree
        .free
        .iter()
        .flat_map(|&part| builder.family(&tree, part))
        .collect::<Vec<_>>();
    if !free.is_empty() {
        sections.push(Section {
            title: None,
            nodes: free,
        });
    }
    sections.retain(|section| !section.nodes.is_empty());
    let left = builder.left();
    let untitled = builder.untitled;
    if !left.is_empty() {
        let title = (!sections.is_empty()).then(|| OFF_THE_MAP.to_owned());
        sections.push(Section { title, nodes: left });
    }
    Arranged {
        sections,
        circle,
        untitled,
    }
}

/// Topics without parts need no section each.
pub(super) fn add_single(sections: &mut Vec<Section>, nodes: Vec<Node>) {
    match sections.last_mut() {
        Some(Section {
            title: None,
            nodes: last,
        }) => last.extend(nodes),
        _ => sections.push(Section { title: None, nodes }),
    }
}

/// Which parts are under what, in reading order.
struct Tree {
    under: HashMap<usize, Vec<usize>>,
    inferred: HashSet<usize>,
    boxes: HashMap<usize, Vec<usize>>,
    loose_boxes: Vec<usize>,
    free: Vec<usize>,
}

impl Tree {
    fn new(sketch: &Sketch, topics: &[usize]) -> Self {
        let places = parents::places(sketch);
        let parts: Vec<usize> = places.iter().map(|(part, _)| *part).collect();
        let order = stacked(sketch, &parts);
        let mut tree = Self {
            under: HashMap::new(),
            inferred: HashSet::new(),
            boxes: HashMap::new(),
            loose_boxes: Vec::new(),
            free: Vec::new(),
        };
        for at in order {
            let (part, place) = &places[at];
            match place {
                Place::Under { parent, inferred } => {
                    tree.under.entry(*parent).or_default().push(*part);
                    if *inferred {
                        tree.inferred.insert(*part);
                    }
                }
                Place::In(around) => {
                    if !tree.under.contains_key(around) {
                        match sketch.nearest(*around, topics) {
                            Some(topic) => tree.boxes.entry(topic).or_default().push(*around),
                            None => tree.loose_boxes.push(*around),
                        }
                    }
                    tree.under.entry(*around).or_default().push(*part);
                }
                Place::Free => tree.free.push(*part),
            }
        }
        tree
    }

    fn parts_of(&self, ix: usize) -> &[usize] {
        self.under.get(&ix).map_or(&[], Vec::as_slice)
    }

    fn boxes_at(&self, topic: usize) -> &[usize] {
        self.boxes.get(&topic).map_or(&[], Vec::as_slice)
    }
}

/// The order of parts: stacks of parts that touch stay together, and go by their first part.
fn stacked(sketch: &Sketch, parts: &[usize]) -> Vec<usize> {
    let rects: Vec<Rect> = parts.iter().map(|&part| *sketch.rect(part)).collect();
    let rank = ranks(&rects);
    let mut by_rank: Vec<usize> = (0..parts.len()).collect();
    by_rank.sort_by_key(|&at| rank[at]);
    let mut order = Vec::with_capacity(parts.len());
    let mut left = by_rank;
    while let Some(&first) = left.first() {
        let mut stack = vec![first];
        left.remove(0);
        let mut looked_at = 0;
        while let Some(&from) = stack.get(looked_at) {
            looked_at += 1;
            left.retain(|&at| {
                let touching = rects[from].gap(&rects[at]) <= TOUCHING;
                if touching {
                    stack.push(at);
                }
                !touching
            });
        }
        stack.sort_by_key(|&at| rank[at]);
        order.extend(stack);
    }
    order
}

/// Makes nodes of shapes, each with the content of its id.
struct Builder<'a> {
    sketch: &'a Sketch,
    contents: Vec<(String, Content)>,
    by_id: HashMap<String, usize>,
    used: HashSet<usize>,
    ids: Ids,
    /// Whether the labels of the map are in another language than the contents.
    translated: bool,
    untitled: Vec<String>,
}

impl<'a> Builder<'a> {
    fn new(sketch: &'a Sketch, contents: Vec<(String, Content)>, translated: bool) -> Self {
        let by_id = contents.iter().enumerate().map(|(at, (id, _))| (id.clone(), at));
        Self {
            sketch,
            by_id: by_id.collect(),
            contents,
            used: HashSet::new(),
            ids: Ids::default(),
            translated,
            untitled: Vec::new(),
        }
    }

    /// A shape and everything under it, each after its parent.
    fn family(&mut self, tree: &Tree, root: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut open: Vec<(usize, Option<String>)> = vec![(root, None)];
        while let Some((ix, parent)) = open.pop() {
            let node = self.node(ix, parent.clone(), tree.inferred.contains(&ix));
            let above = node.as_ref().map(|node| node.id.clone()).or(parent);
            let parts = tree.parts_of(ix).iter().rev();
            open.extend(parts.map(|&part| (part, above.clone())));
            nodes.extend(node);
        }
        nodes
    }

    /// What stands in a box, under the title of that.
    fn boxed(&mut self, tree: &Tree, around: usize) -> Option<Section> {
        let parts = tree.parts_of(around).iter();
        let nodes: Vec<Node> = parts.flat_map(|&part| self.family(tree, part)).collect();
        (!nodes.is_empty()).then(|| Section {
            title: parents::title_of_box(self.sketch, around),
            nodes,
        })
    }

    /// The node of a shape; none where nothing says what it is.
    fn node(&mut self, ix: usize, parent: Option<String>, inferred: bool) -> Option<Node> {
        let shape = &self.sketch.shapes[ix];
        let id = node_id(&shape.id);
        let at = self.by_id.get(&id).copied().filter(|at| !self.used.contains(at));
        let content = at.map(|at| self.contents[at].1.clone()).unwrap_or_default();
        let (first, second) = if self.translated {
            (&content.title, &shape.label)
        } else {
            (&shape.label, &content.title)
        };
        let lines = shortened(shape.lines.join(", "));
        let title = [first, second, &lines].into_iter().find(|title| !title.is_empty());
        let Some(title) = title.cloned() else {
            self.untitled.push(shape.id.clone());
            return None;
        };
        self.used.extend(at);
        let mut node = Node {
            id: self.ids.free(id),
            title,
            aliases: Vec::new(),
            parent,
            inferred,
            legend: shape.legend.clone(),
            text: text(shape, content.text),
            resources: content.resources,
            former: Vec::new(),
            apart: None,
        };
        node.also_called(second);
        Some(node)
    }

    /// Contents that no shape has the id of, by their titles.
    fn left(&mut self) -> Vec<Node> {
        let used = std::mem::take(&mut self.used);
        let contents = std::mem::take(&mut self.contents).into_iter().enumerate();
        let left = contents.filter(|(at, _)| !used.contains(at));
        let told: HashSet<String> = self.untitled.iter().cloned().collect();
        let mut nodes: Vec<Node> = Vec::new();
        for (_, (id, content)) in left {
            if !content.title.is_empty() {
                nodes.push(content.into_node(self.ids.free(id)));
            } else if !told.contains(&id) {
                self.untitled.push(id);
            }
        }
        nodes.sort_by_cached_key(|node| (node.title.to_lowercase(), node.id.clone()));
        nodes
    }
}

/// What is said of a shape: its file's text, and what stands in it on the map line by line.
fn text(shape: &Shape, text: String) -> String {
    if shape.lines.is_empty() {
        return text;
    }
    let list: Vec<String> = shape.lines.iter().map(|line| format!("- {line}")).collect();
    let list = list.join("\n");
    if text.is_empty() {
        list
    } else {
        format!("{text}\n\n{list}")
    }
}

/// Whether a map has anything to learn on it.
pub(super) fn has_topics(sketch: &Sketch) -> bool {
    sketch
        .shapes
        .iter()
        .any(|shape| matches!(shape.kind, Kind::Topic | Kind::Part))
}
