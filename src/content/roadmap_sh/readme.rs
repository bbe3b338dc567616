//! The titles that a clone's readme lists its roadmaps under: since there are no pages any more, nothing else tells them.

use super::link::unescaped;
use super::sketch::shortened;
use crate::content::encoding::clean;
use crate::content::spec::one_line;

/// The title of a roadmap: that of the first link to it, without the word "Roadmap" behind it.
///
/// One that is a part of another one's page is linked as `https://roadmap.sh/garden?r=garden-beginner`.
pub(super) fn title_of(text: &str, slug: &str) -> Option<String> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        rest = after;
        let address = after.split([')', ' ', '\n']).next().unwrap_or_default();
        let Some(path) = address.strip_prefix("https://roadmap.sh/") else {
            continue;
        };
        if path.trim_end_matches('/') != slug && path.split_once("?r=").is_none_or(|(_, part)| part != slug) {
            continue;
        }
        let line = before.rsplit('\n').next().unwrap_or_default();
        let title = line.rsplit('[').next().unwrap_or_default();
        let title = one_line(&clean(unescaped(title)));
        let title = title.strip_suffix("Roadmap").unwrap_or(&title).trim();
        if !title.is_empty() {
            return Some(shortened(title.to_owned()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readme_tells_the_titles_of_roadmaps() {
        let text = "# Almanac\n\n[![badge](https://e.org/a.png)](https://roadmap.sh)\n\n- [Kitchen garden Roadmap](https://roadmap.sh/garden) \
            / [Kitchen garden Beginner Roadmap](https://roadmap.sh/garden?r=garden-beginner)\n- [Pots](https://roadmap.sh/pots/)\n\
            - [Hedge Best Practices](https://roadmap.sh/best-practices/hedge)\n- [Hedges & \\#s](https://roadmap.sh/hedge)\n\
            - [Pots again](https://roadmap.sh/pots)\n- [Roadmap](https://roadmap.sh/empty)\n- [cut](https://roadmap.sh/cut";
        for (slug, title) in [
            ("garden", Some("Kitchen garden")),
            ("garden-beginner", Some("Kitchen garden Beginner")),
            ("pots", Some("Pots")),
            ("hedge", Some("Hedges & #s")),
            ("empty", None),
            ("", None),
            ("orchard", None),
            ("cut", Some("cut")),
        ] {
            assert_eq!(title_of(text, slug).as_deref(), title, "{slug}");
        }
    }
}
