//! The map of the old editor, of which little is used: the names its groups go by, in the order the eye meets them.
//!
//! A group that is a topic is called `100-go-basics:basic-syntax`: the folder and the file of its text, with the number that
//! sorts the folder.

use serde_json::Value;

use super::rect::{Rect, ranks};
use super::sketch::shortened;
use crate::content::encoding::clean;
use crate::content::model::Link;
use crate::content::spec::{one_line, web_address};

/// A topic of an old map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Control {
    /// The folders and the file, with their numbers.
    pub(super) path: Vec<String>,
    /// What is written on it; empty when nothing is.
    pub(super) label: String,
    /// Its place in reading order.
    pub(super) rank: usize,
}

/// The topics of an old map, and the links that stand on it.
pub(super) fn read(text: &str) -> (Vec<Control>, Vec<Link>) {
    let Ok(saved) = serde_json::from_str::<Value>(text) else {
        // It was JSON a moment ago.
        return (Vec::new(), Vec::new());
    };
    let mut groups = Vec::new();
    collect(&saved["mockup"]["controls"]["control"], &mut groups);
    let rects: Vec<Rect> = groups.iter().map(|(group, _)| rect(group)).collect();
    let ranks = ranks(&rects);
    let (mut controls, mut links) = (Vec::new(), Vec::new());
    for ((group, name), rank) in groups.into_iter().zip(ranks) {
        let label = label(group);
        match name.split_once(':') {
            Some(("ext_link", address)) => links.extend(link(address, label)),
            Some(("json", _)) => {}
            _ => {
                let name = name.strip_prefix("check:").unwrap_or(name);
                let path: Vec<String> = name.split(':').map(|part| clean(part.trim().to_owned())).collect();
                if path.iter().all(|part| !part.is_empty()) {
                    controls.push(Control { path, label, rank });
                }
            }
        }
    }
    controls.sort_by_key(|control| control.rank);
    (controls, links)
}

/// The named groups, those inside of others too.
fn collect<'v>(controls: &'v Value, groups: &mut Vec<(&'v Value, &'v str)>) {
    for control in controls.as_array().into_iter().flatten() {
        if let Some(name) = control["properties"]["controlName"].as_str() {
            groups.push((control, name));
        } else {
            collect(children(control), groups);
        }
    }
}

fn children(control: &Value) -> &Value {
    &control["children"]["controls"]["control"]
}

fn rect(control: &Value) -> Rect {
    let number = |keys: [&str; 2]| {
        let values = keys.into_iter().filter_map(|key| {
            let value = &control[key];
            value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
        });
        values.into_iter().next().unwrap_or_default()
    };
    Rect::new(
        number(["x", "x"]),
        number(["y", "y"]),
        number(["w", "measuredW"]),
        number(["h", "measuredH"]),
    )
}

/// The first text in a group.
fn label(control: &Value) -> String {
    let own = control["properties"]["text"].as_str();
    let text = own.map(|text| shortened(one_line(&clean(decoded(text)))));
    let inner = || children(control).as_array().into_iter().flatten().map(label);
    text.into_iter()
        .chain(inner())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// The old editor writes `Learn%20this`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| byte == b'%');
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn link(address: &str, label: String) -> Option<Link> {
    let url = web_address(address).or_else(|| web_address(&format!("https://{address}")))?;
    let title = if label.is_empty() { url.clone() } else { label };
    Some(Link { title, url })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_groups_are_topics_in_reading_order() {
        let text = r#"{"mockup": {"controls": {"control": [
            {"typeID": "Arrow", "x": "1"},
            {"typeID": "__group__", "x": "10", "y": "500", "w": "90", "h": "40", "properties": {"controlName": "101-plants:peas"}},
            {"typeID": "__group__", "children": {"controls": {"control": [
                {"x": "10", "y": 20, "measuredW": "90", "h": "40", "properties": {"controlName": "100-ground"},
                 "children": {"controls": {"control": [{"typeID": "Rect"}, {"properties": {"text": "The%20ground 100%\nof it"}}]}}}]}}},
            {"x": "0", "y": "0", "properties": {"controlName": "ext_link:roadmap.sh/pots"}},
            {"properties": {"controlName": "json:x"}}, {"properties": {"controlName": "a::b"}}, 7
        ]}}}"#;
        let (controls, links) = read(text);
        let told: Vec<String> = controls
            .iter()
            .map(|control| format!("{} {:?}", control.path.join("/"), control.label))
            .collect();
        assert_eq!(told, ["100-ground \"The ground 100% of it\"", "101-plants/peas \"\""]);
        assert_eq!(links[0].url, "https://roadmap.sh/pots");
        assert_eq!(read("{"), (Vec::new(), Vec::new()));
    }
}
