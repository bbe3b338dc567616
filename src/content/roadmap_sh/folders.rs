//! Topics in the order of their folders, numbers and names: what there is where no map says more.

use std::collections::HashMap;

use super::arrange::add_single;
use super::content::Content;
use super::mockup::Control;
use crate::content::roadmap::{Arranged, Ids, Node, Section, node_id};

/// A content file in its place.
pub(super) struct Entry {
    /// The folders it stands in and its own name, without ending and id; an `index` is its folder's own.
    pub(super) path: Vec<String>,
    pub(super) id: String,
    pub(super) content: Content,
    /// Its place among the content files, where it is one.
    pub(super) file: Option<usize>,
}

/// Puts topics into the order of their folders: each folder is a section, and its own topic stands above the others. Every
/// entry comes out exactly once, and so does every topic of an old map that has no file.
pub(super) fn arrange(entries: Vec<Entry>, controls: &[Control]) -> (Vec<Section>, Arranged) {
    let by_name = |part: &String| numbered(part).0.is_none();
    let flat = controls.is_empty()
        && entries
            .iter()
            .all(|entry| entry.path.len() == 1 && entry.path.iter().all(by_name));
    let mut shelf = Shelf::new();
    for entry in entries {
        // Each is given once; a topic that only an old map has goes by another.
        shelf.ids.free(entry.id.clone());
        let at = shelf.place(&entry.path, true);
        let spot = &mut shelf.spots[at];
        match spot.topic.take() {
            None => spot.topic = Some((entry.id, entry.content)),
            // Two names that differ in their numbers only are two topics.
            Some(other) => {
                spot.topic = Some(other);
                spot.doubles.push((entry.id, entry.content));
            }
        }
    }
    for control in controls {
        let at = shelf.place(&control.path, false);
        let spot = &mut shelf.spots[at];
        spot.rank = spot.rank.min(control.rank);
        if spot.label.is_empty() {
            spot.label.clone_from(&control.label);
        }
        spot.on_map = true;
    }
    let sections = shelf.sections();
    (sections, if flat { Arranged::Names } else { Arranged::Folders })
}

/// The id of a topic that has none but its place: `go-basics:variables`, as the old site had it.
pub(super) fn path_id(path: &[String]) -> String {
    let parts = without_index(path).iter().map(|part| numbered(part).1);
    parts.collect::<Vec<_>>().join(":")
}

/// Whether a file, by its name, is its folder's own.
pub(super) fn is_index(name: &str) -> bool {
    ["index", "readme"].iter().any(|index| name.eq_ignore_ascii_case(index))
}

fn without_index(path: &[String]) -> &[String] {
    match path {
        [folders @ .., last] if is_index(last) && !folders.is_empty() => folders,
        _ => path,
    }
}

/// The number a name begins with, for sorting, and the name.
fn numbered(name: &str) -> (Option<u32>, &str) {
    let digits = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    let rest = name[digits..].strip_prefix(['-', '_']).filter(|rest| !rest.is_empty());
    match (name[..digits].parse().ok(), rest) {
        (Some(number), Some(rest)) => (Some(number), rest),
        _ => (None, name),
    }
}

/// A name as a title: "go-basics" is "Go basics".
pub(super) fn titled(name: &str) -> String {
    let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The name of a file, or of the folder it is the index of, as a title.
pub(super) fn title_of(path: &[String]) -> String {
    let last = without_index(path).last();
    last.map_or_else(String::new, |name| titled(numbered(name).1))
}

/// A folder or file.
struct Spot {
    name: String,
    number: Option<u32>,
    rank: usize,
    label: String,
    on_map: bool,
    topic: Option<(String, Content)>,
    doubles: Vec<(String, Content)>,
    id: String,
    inner: Vec<usize>,
}

/// All of them; the first holds the others.
struct Shelf {
    spots: Vec<Spot>,
    by_path: HashMap<String, usize>,
    ids: Ids,
}

impl Shelf {
    fn new() -> Self {
        let mut shelf = Self {
            spots: Vec::new(),
            by_path: HashMap::new(),
            ids: Ids::default(),
        };
        shelf.add("", String::new());
        shelf
    }

    fn add(&mut self, name: &str, id: String) -> usize {
        let (number, name) = numbered(name);
        self.spots.push(Spot {
            name: name.to_owned(),
            number,
            rank: usize::MAX,
            label: String::new(),
            on_map: false,
            topic: None,
            doubles: Vec::new(),
            id,
            inner: Vec::new(),
        });
        self.spots.len() - 1
    }

    /// The spot of a path, made with those above it where there is none. Numbers of files go before those of maps.
    fn place(&mut self, path: &[String], is_file: bool) -> usize {
        let path = without_index(path);
        let mut at = 0;
        for length in 1..=path.len() {
            let id = path_id(&path[..length]);
            at = if let Some(&known) = self.by_path.get(&id) {
                known
            } else {
                let new = self.add(&path[length - 1], id.clone());
                self.spots[at].inner.push(new);
                self.by_path.insert(id, new);
                new
            };
            let number = numbered(&path[length - 1]).0;
            let spot = &mut self.spots[at];
            spot.number = if is_file {
                number.or(spot.number)
            } else {
                spot.number.or(number)
            };
        }
        at
    }

    fn sections(mut self) -> Vec<Section> {
        for at in 0..self.spots.len() {
            let mut inner = std::mem::take(&mut self.spots[at].inner);
            inner.sort_by_cached_key(|&ix| {
                let spot = &self.spots[ix];
                let number = spot.number.unwrap_or(u32::MAX);
                (number, spot.rank, spot.name.to_lowercase(), spot.name.clone())
            });
            self.spots[at].inner = inner;
        }
        let mut sections: Vec<Section> = Vec::new();
        for top in self.spots[0].inner.clone() {
            let is_folder = !self.spots[top].inner.is_empty();
            let title = self.title(top);
            let nodes = self.family(top);
            if is_folder {
                let title = Some(title);
                sections.push(Section { title, nodes });
            } else {
                add_single(&mut sections, nodes);
            }
        }
        sections.retain(|section| !section.nodes.is_empty());
        sections
    }

    fn title(&self, at: usize) -> String {
        let spot = &self.spots[at];
        let own = spot.topic.as_ref().map_or("", |(_, content)| &content.title);
        let title = [own, spot.label.as_str()].into_iter().find(|title| !title.is_empty());
        title.map_or_else(|| titled(&spot.name), str::to_owned)
    }

    /// A spot's topics and those of all inside, each after its parent.
    fn family(&mut self, top: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut open: Vec<(usize, Option<String>)> = vec![(top, None)];
        while let Some((at, parent)) = open.pop() {
            let title = self.title(at);
            let spot = &mut self.spots[at];
            let own = spot.topic.take();
            let own = own.or_else(|| {
                spot.on_map
                    .then(|| (self.ids.free(node_id(&spot.id)), Content::default()))
            });
            let below = own.as_ref().map(|(id, _)| id.clone()).or_else(|| parent.clone());
            for (number, (id, content)) in own.into_iter().chain(std::mem::take(&mut spot.doubles)).enumerate() {
                let mut node = content.into_node(id);
                if number == 0 {
                    node.title.clone_from(&title);
                } else if node.title == node.id {
                    node.title = titled(&spot.name);
                }
                node.parent.clone_from(&parent);
                nodes.push(node);
            }
            let inner = self.spots[at].inner.iter().rev();
            open.extend(inner.map(|&ix| (ix, below.clone())));
        }
        nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        text.split('/').map(str::to_owned).collect()
    }

    /// The sections: "Title[ …]", each node with a dot for each level it is indented.
    fn arranged(files: &[(&str, &str)], on_map: &[&str]) -> String {
        let entries = files.iter().map(|(name, title)| Entry {
            path: path(name),
            id: path_id(&path(name)),
            content: Content {
                title: (*title).to_owned(),
                ..Content::default()
            },
            file: None,
        });
        let controls = on_map.iter().enumerate().map(|(rank, name)| Control {
            path: path(name),
            label: String::new(),
            rank,
        });
        let controls: Vec<Control> = controls.collect();
        let (sections, order) = arrange(entries.collect(), &controls);
        let mut told = format!("{order:?}:");
        for section in sections {
            told.extend([" ", section.title.as_deref().unwrap_or_default(), "["]);
            let mut depths: HashMap<String, usize> = HashMap::new();
            let told_node = |node: &Node| {
                let depth = node.parent.as_ref().map_or(0, |parent| depths[parent] + 1);
                depths.insert(node.id.clone(), depth);
                format!("{}{}", ".".repeat(depth), node.title)
            };
            told += &section.nodes.iter().map(told_node).collect::<Vec<_>>().join(", ");
            told.push(']');
        }
        told
    }

    #[test]
    fn names_are_all_the_order_there_is_in_one_folder() {
        let files = [("soil", "The soil"), ("beds", ""), ("Compost-heap", "")];
        assert_eq!(arranged(&files, &[]), "Names: [Beds, Compost heap, The soil]");
        let files = [("12-soil", ""), ("3-beds", ""), ("2024", "")];
        assert_eq!(arranged(&files, &[]), "Folders: [Beds, Soil, 2024]");
    }

    #[test]
    fn folders_are_sections_and_their_own_topic_stands_first() {
        let files = [
            ("101-plants/101-peas", ""),
            ("100-ground/100-soil", "Soil"),
            ("100-ground/index", "Ground"),
            ("100-ground/deep/clay", ""),
            ("100-ground/deep/readme", ""),
            ("start", "Start"),
        ];
        assert_eq!(
            arranged(&files, &[]),
            "Folders: Ground[Ground, .Soil, .Deep, ..Clay] Plants[Peas] [Start]"
        );
    }

    #[test]
    fn an_old_map_orders_what_has_no_number_and_knows_topics_without_a_file() {
        let files = [("ground/soil", ""), ("ground/beds", ""), ("index", "Whole")];
        let map = [
            "plants:x",
            "101-ground/soil",
            "101-ground/worms",
            "101-ground",
            "101-ground/beds",
        ];
        assert_eq!(
            arranged(&files, &map),
            "Folders: Ground[Ground, .Soil, .Worms, .Beds] [Plants:x, Whole]"
        );
    }

    #[test]
    fn numbers_alone_tell_no_two_topics_apart_and_none_is_lost() {
        let files = [("100-soil", "One"), ("200-soil", "Two"), ("soil", "")];
        assert_eq!(arranged(&files, &[]), "Folders: [One, Two, Soil]");
    }
}
