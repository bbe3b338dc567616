//! `public/roadmap-content/<slug>.json`: `{ nodeId: { title, description, links: [{ title, url, type }] } }`.

use serde_json::Value;

use super::content::{self, Content};
use super::folders::Entry;
use super::link;
use super::sketch::shortened;
use crate::content::encoding::clean;
use crate::content::model::Resource;
use crate::content::roadmap::node_id;
use crate::content::spec::{one_line, web_address};

/// Reads all contents of a listing, in its order.
///
/// # Errors
/// Where it is no JSON.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, serde_json::Error> {
    let Value::Object(listing) = serde_json::from_str(text)? else {
        return Ok(Vec::new());
    };
    let entries = listing.iter().filter(|(_, value)| value.is_object());
    Ok(entries
        .map(|(id, value)| {
            let content = content(value);
            let id = node_id(id);
            let name = if content.title.is_empty() { &id } else { &content.title };
            Entry {
                path: vec![name.clone()],
                content,
                id,
                file: None,
            }
        })
        .collect())
}

fn content(value: &Value) -> Content {
    let text = |value: &Value| clean(value.as_str().unwrap_or_default().to_owned());
    let (mut content, _) = content::read(&text(&value["description"]));
    let title = one_line(&text(&value["title"]));
    if !title.is_empty() {
        content.title = shortened(title);
    }
    let links = value["links"].as_array().into_iter().flatten();
    content.resources.extend(links.filter_map(|entry| {
        let url = web_address(&text(&entry["url"]))?;
        let title = one_line(&text(&entry["title"]));
        Some(Resource {
            kind: entry["type"].as_str().and_then(link::kind),
            title: if title.is_empty() {
                url.clone()
            } else {
                shortened(title)
            },
            url,
        })
    }));
    content.each_link_once();
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_listed_by_their_ids() {
        let text = r##"{"-a": {"title": "Soil", "description": "# Soil\n\nSandy.", "links": [
            {"title": "On soil", "url": "https://e.org/a", "type": "artigo"}, {"title": "", "url": "https://e.org/b"},
            {"title": "again", "url": "https://e.org/a"}, {"url": "ftp://e.org"}, 3]}, "b": {"description": "x"}, "c": 1}"##;
        let entries = read(text).unwrap();
        assert_eq!(entries.len(), 2);
        let soil = &entries[0].content;
        assert_eq!(
            (entries[0].id.as_str(), soil.title.as_str(), soil.text.as_str()),
            ("-a", "Soil", "Sandy.")
        );
        let urls: Vec<&str> = soil.resources.iter().map(|resource| resource.url.as_str()).collect();
        assert_eq!(urls, ["https://e.org/a", "https://e.org/b"]);
        assert_eq!(entries[1].path, ["b"]);
        assert!(read("[]").unwrap().is_empty() && read("{").is_err());
    }
}
