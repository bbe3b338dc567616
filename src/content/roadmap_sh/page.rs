//! What a roadmap says of itself: in the front matter of `<slug>.md`; in 2022 in `meta.json`.

use serde_json::Value;

use crate::content::encoding::clean;
use crate::content::front_matter::{self, scalar, texts};
use crate::content::model::Link;
use crate::content::roadmap::{address, node_id};
use crate::content::spec::one_line;

use super::folders::titled;

/// What a roadmap says of itself; what it doesn't say is empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) related: Vec<Link>,
}

/// Reads the page of a roadmap.
pub(super) fn read(text: &str) -> Page {
    let front = front_matter::read(text);
    let first = |keys: [&str; 3]| {
        let values = keys.into_iter().filter_map(|key| scalar(&front.get(key)?.value));
        let mut lines = values.map(|value| one_line(&clean(value)));
        lines.find(|line| !line.is_empty()).unwrap_or_default()
    };
    let related = front
        .get("relatedRoadmaps")
        .map_or_else(Vec::new, |entry| texts(&entry.value));
    Page {
        title: first(["briefTitle", "featuredTitle", "title"]),
        summary: first(["briefDescription", "featuredDescription", "description"]),
        related: related.iter().map(|slug| link(slug)).collect(),
    }
}

/// Reads the `meta.json` of a roadmap.
///
/// # Errors
/// When it is no JSON; where it says something else than texts, that is left out.
pub(super) fn read_meta(text: &str) -> Result<Page, serde_json::Error> {
    let meta: Value = serde_json::from_str(text)?;
    let first = |keys: [&str; 2]| {
        let values = keys.into_iter().filter_map(|key| meta[key].as_str());
        let mut lines = values.map(|value| one_line(&clean(value.to_owned())));
        lines.find(|line| !line.is_empty()).unwrap_or_default()
    };
    let related = meta["relatedRoadmaps"].as_array().into_iter().flatten();
    Ok(Page {
        title: first(["featuredTitle", "title"]),
        summary: first(["featuredDescription", "description"]),
        related: related.filter_map(|slug| Some(link(slug.as_str()?))).collect(),
    })
}

fn link(slug: &str) -> Link {
    let slug = node_id(slug.trim());
    Link {
        title: titled(&slug),
        url: address(&slug),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_the_roadmap_is() {
        let page = read(
            "---\nbriefTitle: 'Garden'\ntitle: 'Garden roadmap'\ndescription: Beds\nrelatedRoadmaps:\n  - 'pots'\n  - wind-breaks\n---\n",
        );
        assert_eq!((page.title.as_str(), page.summary.as_str()), ("Garden", "Beds"));
        assert_eq!(page.related[1].title, "Wind breaks");
        assert_eq!(page.related[1].url, "https://roadmap.sh/wind-breaks");
        assert_eq!(read("no front matter"), Page::default());
        let before = read("---\ntitle: Garden roadmap\nfeaturedTitle: Garden\nfeaturedDescription: Beds\n---\n");
        assert_eq!((before.title.as_str(), before.summary.as_str()), ("Garden", "Beds"));
    }

    #[test]
    fn a_meta_file_says_what_the_roadmap_is() {
        for (text, title, summary, related) in [
            (
                r#"{"seo": {"title": "Learn it"}, "title": "Garden roadmap", "featuredTitle": "Kitchen\nGarden",
                    "description": "Beds", "featuredDescription": "", "relatedRoadmaps": ["pots", 7]}"#,
                "Kitchen Garden",
                "Beds",
                1,
            ),
            (
                r#"{"title": "Garden", "featuredTitle": 3, "relatedRoadmaps": "pots"}"#,
                "Garden",
                "",
                0,
            ),
            ("{}", "", "", 0),
            ("[]", "", "", 0),
        ] {
            let page = read_meta(text).unwrap();
            let found = (page.title.as_str(), page.summary.as_str(), page.related.len());
            assert_eq!(found, (title, summary, related), "{text}");
        }
        assert!(read_meta("{").is_err());
    }
}
