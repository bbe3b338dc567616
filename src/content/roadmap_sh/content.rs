//! A topic's content file: a title, a text, and links to learn more from.

use std::collections::HashSet;

use super::link::{self, Found, unescaped};
use super::sketch::shortened;
use crate::content::front_matter;
use crate::content::model::Resource;
use crate::content::roadmap::Node;
use crate::content::spec::one_line;

/// What is said of a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// Its title; empty when it has none.
    pub(super) title: String,
    /// The text as Markdown, without the title and the list of links.
    pub(super) text: String,
    pub(super) resources: Vec<Resource>,
}

/// A word in a link's tag that is no kind of resource, and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownKind {
    pub(super) word: String,
    pub(super) at: usize,
}

impl Content {
    /// What two files say of one topic: the longer text, and all links.
    pub(super) fn and(self, other: Self) -> Self {
        let (mut content, more) = if other.text.len() > self.text.len() {
            (other, self)
        } else {
            (self, other)
        };
        if content.title.is_empty() {
            content.title = more.title;
        }
        content.resources.extend(more.resources);
        content.each_link_once();
        content
    }

    pub(super) fn each_link_once(&mut self) {
        let mut seen = HashSet::new();
        self.resources.retain(|resource| seen.insert(resource.url.clone()));
    }

    /// The topic that it alone makes.
    pub(super) fn into_node(self, id: String) -> Node {
        Node {
            title: if self.title.is_empty() { id.clone() } else { self.title },
            id,
            text: self.text,
            resources: self.resources,
            ..Node::default()
        }
    }
}

/// Reads a content file's text.
pub(super) fn read(text: &str) -> (Content, Vec<UnknownKind>) {
    let body = front_matter::read(text).body;
    let mut content = Content::default();
    let mut unknown = Vec::new();
    let mut kept: Vec<&str> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut begun = false;
    let mut rest = &text[body..];
    while !rest.is_empty() {
        let at = text.len() - rest.len();
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let bare = line.trim();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
            fence = if fence == Some(mark) {
                None
            } else {
                fence.or(Some(mark))
            };
        }
        let begins = !begun && content.title.is_empty();
        if fence.is_none() {
            if let Some(title) = title(bare).filter(|_| begins) {
                content.title = title;
                rest = &rest[line.len()..];
                continue;
            }
            if let Some((found, length)) = link::in_item(rest) {
                drop_lead_in(&mut kept);
                if let Found {
                    resource,
                    unknown: Some(word),
                } = &found
                {
                    let word = word.clone();
                    let offset = rest[..length].find(resource.title.as_str()).unwrap_or(0);
                    unknown.push(UnknownKind { word, at: at + offset });
                }
                content.resources.push(found.resource);
                rest = &rest[length..];
                continue;
            }
        }
        begun |= !bare.is_empty();
        kept.push(line);
        rest = &rest[line.len()..];
    }
    without_lead_in(kept.concat().trim()).clone_into(&mut content.text);
    content.each_link_once();
    (content, unknown)
}

/// The title a line is: an H1, with or without the space.
fn title(line: &str) -> Option<String> {
    let title = line.strip_prefix('#').filter(|rest| !rest.starts_with('#'))?;
    // Signs at the end close a heading behind a space only: `# Soil #`, but not `# C#`.
    let closed = title.trim_end().trim_end_matches('#');
    let is_closed = closed.ends_with(char::is_whitespace) || closed.is_empty();
    let title = one_line(&unescaped(if is_closed { closed } else { title }));
    (!title.is_empty()).then(|| shortened(title))
}

/// "Visit the following resources to learn more:" says nothing without the list it leads in, in whatever language.
fn drop_lead_in(kept: &mut Vec<&str>) {
    let last = kept.iter().rposition(|line| !line.trim().is_empty());
    // One empty line parts as well as many, which need not be looked through again at the next link.
    kept.truncate(last.map_or(0, |last| last + 2));
    let Some(last) = last else { return };
    let alone = last.checked_sub(1).is_none_or(|before| kept[before].trim().is_empty());
    let line = kept[last].trim();
    let is_item = line.starts_with(['-', '*', '+', '>', '|', '#']);
    if is_lead_in(line) || alone && !is_item && line.ends_with([':', '：']) {
        kept.truncate(last);
    }
}

/// Whether a line only leads in a list of links, in the site's own words.
fn is_lead_in(line: &str) -> bool {
    const LONGEST: usize = 100;
    const WORDS: [&str; 4] = [
        "following resource",
        "following link",
        "to learn more",
        "learn more from",
    ];
    if line.len() > LONGEST || !line.ends_with([':', '.', '…']) {
        return false;
    }
    let lower = line.trim_start_matches('#').trim().to_lowercase();
    let begins = [
        "visit",
        "learn more",
        "check",
        "see the following",
        "explore",
        "here are",
    ];
    begins.iter().any(|word| lower.starts_with(word)) && WORDS.iter().any(|word| lower.contains(word))
}

/// Takes away what leads in a list that stands elsewhere, or nowhere.
pub(super) fn without_lead_in(text: &str) -> &str {
    let text = text.trim_end();
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    if is_lead_in(text[last..].trim()) {
        text[..last].trim_end()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (String, String, Vec<String>) {
        let (content, _) = read(text);
        let told = |resource: &Resource| {
            let kind = resource.kind.map_or("-", |kind| kind.name());
            format!("{kind} {} {}", resource.title, resource.url)
        };
        let links = content.resources.iter().map(told).collect();
        (content.title, content.text, links)
    }

    #[test]
    fn a_file_is_a_title_a_text_and_links() {
        let text = "# Soil\n\nWhat *plants* stand in:\n\n- sand\n- clay\n\nVisit the following resources to learn more:\n\n- [@article@On soil](https://example.org/soil)\n- [@video@Digging](https://example.org/dig)\n";
        let (title, text, links) = read_text(text);
        assert_eq!(title, "Soil");
        assert_eq!(text, "What *plants* stand in:\n\n- sand\n- clay");
        assert_eq!(
            links,
            [
                "article On soil https://example.org/soil",
                "video Digging https://example.org/dig"
            ]
        );
    }

    #[test]
    fn odd_files_are_read_too() {
        for (text, title, said, links) in [
            ("", "", "", 0),
            ("\n", "", "", 0),
            ("#Soil", "Soil", "", 0),
            ("# Soil ##\n", "Soil", "", 0),
            ("# C#\nx", "C#", "x", 0),
            ("#F# #", "F#", "", 0),
            ("# C\\#", "C#", "", 0),
            ("# \\_\\_init of `Bed<T>`", "__init of Bed<T>", "", 0),
            ("# ##", "", "# ##", 0),
            ("## Soil\nx", "", "## Soil\nx", 0),
            ("Words only", "", "Words only", 0),
            ("# A\n# B\n", "A", "# B", 0),
            (
                "# A\n```\n- [x](https://e.org)\n```",
                "A",
                "```\n- [x](https://e.org)\n```",
                0,
            ),
            ("# A\nSee [x](https://e.org).\n", "A", "See [x](https://e.org).", 0),
            ("# A\n- [x](https://e.org)\n- [y](https://e.org)\n", "A", "", 1),
            ("# A\nUno:\n\n*   [@article@x](https://e.org).\n\nDos\n", "A", "Dos", 1),
            ("---\ntitle: T\n---\n# A\nx", "A", "x", 0),
            (
                "# A\nx.\nVisit the following resources to learn more:\n- [y](https://e.org)",
                "A",
                "x.",
                1,
            ),
            (
                "# A\nx.\n\n# Visit the following resources to learn more:\n\n- [y](https://e.org)",
                "A",
                "x.",
                1,
            ),
            ("# A\nx.\n\nLearn more from the following links:\n", "A", "x.", 0),
            (
                "# A\nVisit the garden:\nit is open.",
                "A",
                "Visit the garden:\nit is open.",
                0,
            ),
        ] {
            let read = read_text(text);
            assert_eq!(
                (read.0.as_str(), read.1.as_str(), read.2.len()),
                (title, said, links),
                "{text}"
            );
        }
    }

    #[test]
    fn of_two_files_the_longer_text_and_all_links_count() {
        let a = read("# A\nshort\n- [x](https://e.org/x)\n").0;
        let b = read("a longer text\n- [x](https://e.org/x)\n- [y](https://e.org/y)\n").0;
        let both = a.and(b);
        assert_eq!(
            (both.title.as_str(), both.text.as_str(), both.resources.len()),
            ("A", "a longer text", 2)
        );
    }
}
