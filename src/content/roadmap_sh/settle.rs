//! A roadmap that was imported before, imported again: what is new comes in, and what was learned stays findable.
//!
//! A clone of today has no maps. Where the import before was made from one that had, its order is kept, and only texts and new
//! topics are taken over. A topic that was replaced by one of the same title hands its id on; one that is gone stays as long
//! as the learner has a mark on it.

use std::collections::HashMap;

use jiff::Timestamp;

use super::arrange::{OFF_THE_MAP, add_single};
use super::folders::titled;
use crate::content::names::slug;
use crate::content::roadmap::{Arranged, Node, RoadmapFile, Section};

/// The title of the section of topics that only marks keep.
const GONE: &str = "No longer on the roadmap";

/// An import, and what of the one before is in it.
pub struct Settled {
    /// The roadmap as it is to be kept.
    pub roadmap: RoadmapFile,
    /// Whether its order is that of the import before.
    pub order_kept: bool,
    /// How many topics are gone from the roadmap and kept for their marks.
    pub gone: usize,
}

/// Brings an import together with the one before, if there was one. `is_marked` tells whether the learner has a mark on a
/// topic. Topics that were one until this import, since they go by names of one lesson, are told apart from `now` on.
pub fn settle(
    mut fresh: RoadmapFile,
    before: Option<RoadmapFile>,
    is_marked: &dyn Fn(&Node) -> bool,
    now: Timestamp,
) -> Settled {
    // What no import has made one was never one.
    fresh.apart = before
        .as_ref()
        .map_or(Some(Timestamp::UNIX_EPOCH), |before| before.apart.or(Some(now)));
    let mut settled = match before {
        None => Settled {
            roadmap: fresh,
            order_kept: false,
            gone: 0,
        },
        Some(before) => joined(fresh, before, is_marked),
    };
    let roadmap = &mut settled.roadmap;
    if roadmap.title.is_empty() {
        roadmap.title = titled(&roadmap.slug);
    }
    settled
}

fn joined(mut fresh: RoadmapFile, before: RoadmapFile, is_marked: &dyn Fn(&Node) -> bool) -> Settled {
    let heirs = heirs(&fresh, &before);
    for node in fresh.sections.iter_mut().flat_map(|section| &mut section.nodes) {
        for old in heirs.get(&node.id).into_iter().flatten() {
            node.apart = node.apart.max(old.apart);
            let ids = std::iter::once(&old.id).chain(&old.former);
            for id in ids.filter(|id| **id != node.id) {
                if !node.former.contains(id) {
                    node.former.push(id.clone());
                }
            }
        }
    }
    for (new, old) in [(&mut fresh.title, &before.title), (&mut fresh.summary, &before.summary)] {
        if new.is_empty() {
            new.clone_from(old);
        }
    }
    if fresh.related.is_empty() {
        fresh.related.clone_from(&before.related);
    }
    if fresh.questions.is_empty() {
        fresh.questions.clone_from(&before.questions);
    }
    let known = heirs.len();
    let heir_of: HashMap<String, String> = heirs
        .into_iter()
        .flat_map(|(id, olds)| olds.into_iter().map(move |old| (old.id.clone(), id.clone())))
        .collect();
    let says_less = worth(fresh.arranged) < worth(before.arranged);
    // A roadmap that has become another one has another order.
    if says_less && known * 2 >= fresh.nodes().count() {
        return Settled {
            roadmap: in_old_order(fresh, before, &heir_of),
            order_kept: true,
            gone: 0,
        };
    }
    let old_nodes = before.sections.into_iter().flat_map(|section| section.nodes);
    let lost = old_nodes.filter(|old| !heir_of.contains_key(&old.id) && is_marked(old));
    let gone: Vec<Node> = lost.map(|node| Node { parent: None, ..node }).collect();
    let count = gone.len();
    if count > 0 {
        let title = Some(GONE.to_owned());
        fresh.sections.push(Section { title, nodes: gone });
    }
    Settled {
        roadmap: fresh,
        order_kept: false,
        gone: count,
    }
}

/// How much an order says.
fn worth(arranged: Arranged) -> u8 {
    match arranged {
        Arranged::Names => 0,
        Arranged::Folders => 1,
        Arranged::Graph => 2,
    }
}

/// For the ids of nodes the nodes of before that they are, or take the place of: those of the same id, of a former one, or,
/// where neither has another, of the same title.
fn heirs<'b>(fresh: &RoadmapFile, before: &'b RoadmapFile) -> HashMap<String, Vec<&'b Node>> {
    let ids = fresh.nodes().map(|node| (node.id.as_str(), node.id.as_str()));
    let former = fresh
        .nodes()
        .flat_map(|node| node.former.iter().map(move |id| (id.as_str(), node.id.as_str())));
    // An id of today goes before one of yesterday.
    let by_id: HashMap<&str, &str> = former.chain(ids).collect();
    let mut heirs: HashMap<String, Vec<&Node>> = HashMap::new();
    let mut left: Vec<&Node> = Vec::new();
    for old in before.nodes() {
        match by_id.get(old.id.as_str()) {
            Some(&id) => heirs.entry(id.to_owned()).or_default().push(old),
            None => left.push(old),
        }
    }
    let mut by_title: HashMap<String, &str> = HashMap::new();
    for node in fresh.nodes().filter(|node| !heirs.contains_key(&node.id)) {
        by_title.entry(slug(&node.title)).or_insert(&node.id);
    }
    for old in left {
        if let Some(id) = by_title.remove(&slug(&old.title)) {
            heirs.entry(id.to_owned()).or_default().push(old);
        }
    }
    heirs
}

/// The sections of before with the texts of now; what is new comes last.
fn in_old_order(fresh: RoadmapFile, before: RoadmapFile, heir_of: &HashMap<String, String>) -> RoadmapFile {
    let order: Vec<String> = fresh.nodes().map(|node| node.id.clone()).collect();
    let new_nodes = fresh.sections.iter().flat_map(|section| &section.nodes);
    let mut nodes: HashMap<String, Node> = new_nodes.map(|node| (node.id.clone(), node.clone())).collect();
    let mut sections = before.sections;
    for section in &mut sections {
        for node in &mut section.nodes {
            if let Some(heir) = node.parent.as_ref().and_then(|parent| heir_of.get(parent)) {
                node.parent = Some(heir.clone());
            }
            if let Some(new) = heir_of.get(&node.id).and_then(|id| nodes.remove(id)) {
                node.id = new.id;
                node.former = new.former;
                node.aliases.clear();
                // The map's own words stay: a file often has others.
                for name in std::iter::once(&new.title).chain(&new.aliases) {
                    node.also_called(name);
                }
                if !new.text.is_empty() || !new.resources.is_empty() {
                    node.text = new.text;
                    node.resources = new.resources;
                }
            }
        }
    }
    let left: Vec<Node> = order.iter().filter_map(|id| nodes.remove(id)).collect();
    let left = left.into_iter().map(|node| Node { parent: None, ..node });
    let left: Vec<Node> = left.collect();
    if !left.is_empty() {
        match sections.last_mut() {
            Some(last) if last.title.as_deref() == Some(OFF_THE_MAP) => last.nodes.extend(left),
            Some(_) => sections.push(Section {
                title: Some(OFF_THE_MAP.to_owned()),
                nodes: left,
            }),
            None => add_single(&mut sections, left),
        }
    }
    RoadmapFile {
        sections,
        arranged: before.arranged,
        links: if fresh.links.is_empty() {
            before.links
        } else {
            fresh.links
        },
        slug: fresh.slug,
        title: fresh.title,
        url: fresh.url,
        summary: fresh.summary,
        related: fresh.related,
        questions: fresh.questions,
        apart: fresh.apart,
        schema: fresh.schema,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_770_000_000, 0);

    fn roadmap(arranged: Arranged, sections: &[(&str, &[(&str, &str)])]) -> RoadmapFile {
        let section = |(title, nodes): &(&str, &[(&str, &str)])| Section {
            title: Some((*title).to_owned()),
            nodes: nodes
                .iter()
                .map(|(id, title)| Node {
                    id: (*id).to_owned(),
                    title: (*title).to_owned(),
                    text: format!("{arranged:?}"),
                    ..Node::default()
                })
                .collect(),
        };
        RoadmapFile {
            arranged,
            sections: sections.iter().map(section).collect(),
            ..RoadmapFile::named("garden")
        }
    }

    /// The sections: "Ground[a=Soil<old …]".
    fn told(settled: &Settled) -> String {
        let sections = settled.roadmap.sections.iter().map(|section| {
            let nodes = section.nodes.iter().map(|node| {
                let ids = std::iter::once(format!("{}={}", node.id, node.title)).chain(node.former.iter().cloned());
                ids.collect::<Vec<_>>().join("<")
            });
            let nodes: Vec<String> = nodes.collect();
            format!("{}[{}]", section.title.as_deref().unwrap_or_default(), nodes.join(" "))
        });
        sections.collect::<Vec<_>>().join(" ")
    }

    const BEFORE: &[(&str, &[(&str, &str)])] = &[
        ("Ground", &[("a", "Soil"), ("b", "Mulch")]),
        ("Plants", &[("c", "Peas"), ("d", "Kale")]),
    ];

    #[test]
    fn the_new_order_counts_where_it_says_as_much() {
        let fresh: &[(&str, &[(&str, &str)])] = &[
            ("Plants", &[("c", "Sweet peas"), ("e", "kale")]),
            ("Ground", &[("a", "Soil")]),
        ];
        let settled = settle(
            roadmap(Arranged::Graph, fresh),
            Some(roadmap(Arranged::Graph, BEFORE)),
            &|node| node.id == "b",
            NOW,
        );
        // The new `e` takes the place of `d`, and `b` is kept for its mark.
        assert_eq!(
            told(&settled),
            "Plants[c=Sweet peas e=kale<d] Ground[a=Soil] No longer on the roadmap[b=Mulch]"
        );
        assert_eq!((settled.order_kept, settled.gone), (false, 1));
        // The next time it is kept as long as there is the mark.
        for (marked, count) in [(true, 1), (false, 0)] {
            let again = settle(
                roadmap(Arranged::Graph, fresh),
                Some(settled.roadmap.clone()),
                &|_| marked,
                NOW,
            );
            assert_eq!(again.gone, count);
            assert!(told(&again).contains("e=kale<d"), "{}", told(&again));
        }
    }

    #[test]
    fn the_order_of_a_map_is_kept_when_there_is_none_any_more() {
        let fresh: &[(&str, &[(&str, &str)])] =
            &[("", &[("a", "On soil"), ("c", "Peas"), ("n", "Nuts"), ("m", "mulch")])];
        let mut before = roadmap(Arranged::Graph, BEFORE);
        before.sections[0].nodes[0].parent = Some("b".to_owned());
        before.title = "Garden".to_owned();
        let settled = settle(roadmap(Arranged::Names, fresh), Some(before), &|_| false, NOW);
        assert_eq!(
            told(&settled),
            "Ground[a=Soil m=Mulch<b] Plants[c=Peas d=Kale] Not on the map[n=Nuts]"
        );
        assert!(settled.order_kept);
        let roadmap = &settled.roadmap;
        assert_eq!((roadmap.title.as_str(), roadmap.arranged), ("Garden", Arranged::Graph));
        let ground = &roadmap.sections[0].nodes;
        assert_eq!(
            (ground[0].parent.as_deref(), ground[0].text.as_str()),
            (Some("m"), "Names")
        );
        assert_eq!(roadmap.sections[1].nodes[1].text, "Graph");
    }

    #[test]
    fn a_roadmap_that_became_another_one_has_its_new_order() {
        let fresh: &[(&str, &[(&str, &str)])] = &[("", &[("a", "Soil"), ("x", "X"), ("y", "Y")])];
        let settled = settle(
            roadmap(Arranged::Names, fresh),
            Some(roadmap(Arranged::Graph, BEFORE)),
            &|_| false,
            NOW,
        );
        assert_eq!(told(&settled), "[a=Soil x=X y=Y]");
    }

    #[test]
    fn a_first_import_is_named_after_its_folder_where_nothing_else_names_it() {
        let settled = settle(RoadmapFile::named("wind-breaks"), None, &|_| true, NOW);
        assert_eq!(settled.roadmap.title, "Wind breaks");
    }
}
