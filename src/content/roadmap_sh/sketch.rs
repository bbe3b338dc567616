//! The map as the site's editor saves it: `{nodes, edges}`, read with patience for whatever is missing or odd.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;

use super::rect::Rect;
use crate::content::encoding::clean;
use crate::content::model::Link;
use crate::content::roadmap::place_of;
use crate::content::spec::{one_line, web_address};

/// The largest map of the site has some hundreds.
const MAX_NODES: usize = 5_000;
/// As above.
const MAX_EDGES: usize = 20_000;
/// A longer title is none; in characters.
pub(super) const LONGEST_TITLE: usize = 300;

/// What a thing on the map is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A stop of the way.
    Topic,
    /// A part of a stop. Things to do and lists to tick off are parts, too.
    Part,
    /// A box around others.
    Box,
    /// Words: a label, a paragraph, the title.
    Words,
    /// A line, a button, a group of links.
    #[default]
    Other,
}

/// A thing on the map.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shape {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) label: String,
    pub(super) rect: Rect,
    /// What its mark means.
    pub(super) legend: Option<String>,
    /// What stands in it line by line, where it is a list.
    pub(super) lines: Vec<String>,
    pub(super) links: Vec<Link>,
}

/// A line between two shapes, by their places among the shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) dashed: bool,
}

impl Edge {
    /// The end that is not this one.
    pub(super) fn other_than(&self, ix: usize) -> usize {
        if self.source == ix { self.target } else { self.source }
    }
}

/// A map.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sketch {
    pub(super) shapes: Vec<Shape>,
    pub(super) edges: Vec<Edge>,
    /// How many edges lack an end, or end at nothing.
    pub(super) loose: usize,
    /// Ids that several shapes have.
    pub(super) doubled: Vec<String>,
}

impl Sketch {
    /// The shapes of a kind.
    pub(super) fn all(&self, kind: Kind) -> Vec<usize> {
        let shapes = self.shapes.iter().enumerate();
        shapes
            .filter(|(_, shape)| shape.kind == kind)
            .map(|(ix, _)| ix)
            .collect()
    }

    pub(super) fn kind(&self, ix: usize) -> Kind {
        self.shapes[ix].kind
    }

    pub(super) fn rect(&self, ix: usize) -> &Rect {
        &self.shapes[ix].rect
    }

    /// The edges at each shape, in their order.
    pub(super) fn edges_by_shape(&self) -> Vec<Vec<Edge>> {
        let mut edges = vec![Vec::new(); self.shapes.len()];
        for &edge in &self.edges {
            edges[edge.source].push(edge);
            edges[edge.target].push(edge);
        }
        edges
    }

    /// The shape of a kind that is nearest to another one.
    pub(super) fn nearest(&self, to: usize, among: &[usize]) -> Option<usize> {
        let gap = |ix: &usize| self.rect(*ix).gap(self.rect(to));
        let others = among.iter().copied().filter(|&ix| ix != to);
        others.min_by(|a, b| gap(a).total_cmp(&gap(b)))
    }
}

/// Why a file is no map.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoSketch {
    /// It is no JSON, for this reason at this offset.
    Invalid(String, usize),
    /// It has more than any map has: this many of that.
    TooMuch(usize, &'static str),
    /// It is a map of the old editor.
    Mockup,
}

/// Reads a map.
pub(super) fn read(text: &str) -> Result<Sketch, NoSketch> {
    let saved: Saved = serde_json::from_str(text).map_err(|error| {
        let message = clean(error.to_string());
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        NoSketch::Invalid(message, place_of(text.as_bytes(), &error))
    })?;
    for (count, most, what) in [
        (saved.nodes.count, MAX_NODES, "nodes"),
        (saved.edges.count, MAX_EDGES, "edges"),
    ] {
        if count > most {
            return Err(NoSketch::TooMuch(count, what));
        }
    }
    if saved.mockup.is_some() && saved.nodes.count == 0 {
        return Err(NoSketch::Mockup);
    }
    Ok(sketch(&saved))
}

/// The file's two lists.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Saved {
    nodes: Items<MAX_NODES>,
    edges: Items<MAX_EDGES>,
    mockup: Option<IgnoredAny>,
}

/// The elements of a list, as many as may be, and how many there are; of anything that is no list, none.
#[derive(Default)]
struct Items<const MOST: usize> {
    values: Vec<Value>,
    count: usize,
}

impl<'de, const MOST: usize> Deserialize<'de> for Items<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counted<const MOST: usize>;
        impl<'de, const MOST: usize> Visitor<'de> for Counted<MOST> {
            type Value = Items<MOST>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Items::default();
                while items.count < MOST {
                    match list.next_element()? {
                        Some(value) => items.values.push(value),
                        None => return Ok(items),
                    }
                    items.count += 1;
                }
                while list.next_element::<IgnoredAny>()?.is_some() {
                    items.count += 1;
                }
                Ok(items)
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Items::default())
            }
        }
        deserializer.deserialize_any(Counted)
    }
}

fn sketch(saved: &Saved) -> Sketch {
    let legends = legends(&saved.nodes.values);
    let mut sketch = Sketch::default();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for value in &saved.nodes.values {
        let shape = shape(value, &legends);
        if let Some(id) = value["id"].as_str().filter(|id| !id.is_empty()) {
            if by_id.contains_key(id) {
                sketch.doubled.push(shape.id.clone());
            } else {
                by_id.insert(id, sketch.shapes.len());
            }
        }
        sketch.shapes.push(shape);
    }
    for value in &saved.edges.values {
        let end = |name: &str| by_id.get(value[name].as_str()?).copied();
        match (end("source"), end("target")) {
            (Some(source), Some(target)) if source != target => {
                let dashed = is_dashed(value);
                sketch.edges.push(Edge { source, target, dashed });
            }
            _ => sketch.loose += 1,
        }
    }
    sketch
}

fn is_dashed(edge: &Value) -> bool {
    match edge["data"]["edgeStyle"].as_str() {
        Some(style) => style.eq_ignore_ascii_case("dashed"),
        None => edge["style"]["strokeDasharray"]
            .as_str()
            .is_some_and(|dashes| dashes != "0" && !dashes.is_empty()),
    }
}

/// What the marks mean, by their ids and colours, where the map explains them in one place.
fn legends(nodes: &[Value]) -> HashMap<String, String> {
    let mut legends = HashMap::new();
    for legend in nodes.iter().filter(|node| node["type"] == "legend") {
        for entry in legend["data"]["legends"].as_array().into_iter().flatten() {
            let label = words(&entry["label"]);
            for key in ["id", "color"] {
                if let Some(key) = entry[key].as_str().filter(|_| !label.is_empty()) {
                    legends.entry(key.to_owned()).or_insert_with(|| label.clone());
                }
            }
        }
    }
    legends
}

fn shape(value: &Value, legends: &HashMap<String, String>) -> Shape {
    let data = &value["data"];
    let kind = match value["type"].as_str().unwrap_or_default() {
        "topic" => Kind::Topic,
        "subtopic" | "todo" | "checklist" => Kind::Part,
        "section" => Kind::Box,
        "label" | "paragraph" | "title" => Kind::Words,
        _ => Kind::Other,
    };
    let mark = &data["legend"];
    let legend = words(&mark["label"]);
    let known = ["id", "color"].iter().find_map(|key| legends.get(mark[key].as_str()?));
    let lists = ["checklists", "items"].map(|key| data[key].as_array().into_iter().flatten());
    let lines = lists.into_iter().flatten().map(|line| {
        let label = words(&line["label"]);
        if label.is_empty() { words(line) } else { label }
    });
    Shape {
        id: clean(value["id"].as_str().unwrap_or_default().to_owned()),
        kind,
        label: words(&data["label"]),
        rect: rect(value),
        legend: if legend.is_empty() {
            known.cloned()
        } else {
            Some(legend)
        },
        lines: lines.filter(|line| !line.is_empty()).collect(),
        links: links(data),
    }
}

/// A short text on one line; nothing where there is none.
fn words(value: &Value) -> String {
    let text = match value {
        Value::String(text) => one_line(&clean(text.clone())),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    shortened(text)
}

/// A title without its end, where it is too long to be one.
pub(super) fn shortened(mut title: String) -> String {
    if let Some((at, _)) = title.char_indices().nth(LONGEST_TITLE) {
        title.truncate(at);
        title.push('…');
    }
    title
}

fn rect(value: &Value) -> Rect {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    let position = |axis: &str| {
        let places = [&value["positionAbsolute"][axis], &value["position"][axis]];
        places.into_iter().find_map(number).unwrap_or_default()
    };
    // The usual size of a topic, where nothing says another.
    let size = |side: &str, usual: f64| {
        let places = [&value[side], &value["measured"][side], &value["style"][side]];
        places.into_iter().find_map(number).unwrap_or(usual)
    };
    Rect::new(position("x"), position("y"), size("width", 150.0), size("height", 49.0))
}

fn links(data: &Value) -> Vec<Link> {
    let link = |label: &Value, address: &Value| {
        let url = web_address(address.as_str()?)?;
        let title = words(label);
        let title = if title.is_empty() { url.clone() } else { title };
        Some(Link { title, url })
    };
    let own = link(&data["label"], &data["href"]);
    let list = data["links"].as_array().into_iter().flatten();
    let listed = list.filter_map(|entry| {
        let mut address = ["url", "href"].iter().map(|key| &entry[*key]);
        address.find_map(|address| link(&entry["label"], address))
    });
    own.into_iter().chain(listed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_odd_or_missing_costs_only_itself() {
        use Kind::{Other, Part, Topic};

        let sketch = read(
            r##"{"nodes": [
                {"id": "-a", "type": "topic", "position": {"x": 1, "y": "2"}, "width": 9, "measured": {"height": 8},
                 "data": {"label": " Soil\n and \u001bpots ", "legend": {"color": "#f00"}}},
                {"id": "_b", "type": "subtopic"}, {"id": "-a", "type": "subtopic", "data": {"label": 7}},
                {"type": "todo", "data": "x"}, 3, null,
                {"id": "c", "type": "checklist", "data": {"checklists": [{"label": "one"}, {"x": 1}, "two"]}},
                {"id": "l", "type": "legend", "data": {"legends": [{"label": "Recommended", "color": "#f00"}]}},
                {"id": "g", "type": "linksgroup", "data": {"links": [{"label": "Pots", "href": "", "url": "https://roadmap.sh/pots"},
                 {"label": "bad", "url": "javascript:x"}]}},
                {"id": "k", "type": "button", "data": {"label": "Site", "href": "https://roadmap.sh"}}
            ], "edges": [
                {"source": "-a", "target": "_b", "data": {"edgeStyle": "dashed"}}, {"source": "-a"}, {"target": "_b"},
                {"source": "-a", "target": "nowhere"}, {"source": "c", "target": "c"}, 5,
                {"source": "_b", "target": "c", "style": {"strokeDasharray": "0"}}
            ]}"##,
        )
        .unwrap();
        let kinds: Vec<Kind> = sketch.shapes.iter().map(|shape| shape.kind).collect();
        assert_eq!(
            kinds,
            [Topic, Part, Part, Part, Other, Other, Part, Other, Other, Other]
        );
        let soil = &sketch.shapes[0];
        assert_eq!(
            (soil.label.as_str(), soil.legend.as_deref()),
            ("Soil and pots", Some("Recommended"))
        );
        assert_eq!(soil.rect, Rect::new(1.0, 2.0, 9.0, 8.0));
        assert_eq!(sketch.shapes[2].label, "7");
        assert_eq!(sketch.shapes[6].lines, ["one", "two"]);
        assert_eq!(sketch.shapes[8].links.len(), 1);
        assert_eq!((sketch.loose, sketch.doubled.as_slice()), (5, &["-a".to_owned()][..]));
        let edge = |source, target, dashed| Edge { source, target, dashed };
        assert_eq!(sketch.edges, [edge(0, 1, true), edge(1, 6, false)]);
    }

    #[test]
    fn what_is_no_map_is_told_apart() {
        for (text, why) in [
            (
                "{\n\"nodes\": [",
                NoSketch::Invalid("EOF while parsing a list".to_owned(), 11),
            ),
            (r#"{"mockup": {"controls": {}}}"#, NoSketch::Mockup),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
        for text in ["{}", r#"{"nodes": null, "edges": []}"#] {
            assert_eq!(read(text), Ok(Sketch::default()), "{text}");
        }
        let many = format!(r#"{{"nodes": [{}{{}}]}}"#, "{},".repeat(100_000));
        assert_eq!(read(&many), Err(NoSketch::TooMuch(100_001, "nodes")));
    }
}
