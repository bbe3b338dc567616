//! What a roadmap says of itself, in the front matter of `<slug>.md`.

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
    let first = |keys: [&str; 2]| {
        let values = keys.into_iter().filter_map(|key| scalar(&front.get(key)?.value));
        let mut lines = values.map(|value| one_line(&clean(value)));
        lines.find(|line| !line.is_empty()).unwrap_or_default()
    };
    let related = front
        .get("relatedRoadmaps")
        .map_or_else(Vec::new, |entry| texts(&entry.value));
    let link = |slug: String| {
        let slug = node_id(slug.trim());
        Link {
            title: titled(&slug),
            url: address(&slug),
        }
    };
    Page {
        title: first(["briefTitle", "title"]),
        summary: first(["briefDescription", "description"]),
        related: related.into_iter().map(link).collect(),
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
    }
}
