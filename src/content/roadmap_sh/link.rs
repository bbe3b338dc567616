//! The links of a content file: `- [@type@Title](url)`, and what became of that in many hands.

use crate::content::model::{Resource, ResourceKind};
use crate::content::names::slug;
use crate::content::spec::{one_line, web_address};

use super::sketch::shortened;

/// A link broken over more lines than this is none.
const MOST_LINES: usize = 8;

/// What the site's tags are called elsewhere: in translations, and by slips.
const KINDS: &[(&str, ResourceKind)] = &[
    ("website", ResourceKind::Article),
    ("artigo", ResourceKind::Article),
    ("articulo", ResourceKind::Article),
    ("artículo", ResourceKind::Article),
    ("artikel", ResourceKind::Article),
    ("articles", ResourceKind::Article),
    ("blog", ResourceKind::Article),
    ("guide", ResourceKind::Article),
    ("guia", ResourceKind::Article),
    ("tutorial", ResourceKind::Article),
    ("paper", ResourceKind::Article),
    ("report", ResourceKind::Article),
    ("research", ResourceKind::Article),
    ("wiki", ResourceKind::Article),
    ("site", ResourceKind::Article),
    ("post", ResourceKind::Article),
    ("oficial", ResourceKind::Official),
    ("offical", ResourceKind::Official),
    ("siteoficial", ResourceKind::Official),
    ("documentação", ResourceKind::Official),
    ("officiel", ResourceKind::Official),
    ("offiziell", ResourceKind::Official),
    ("docs", ResourceKind::Official),
    ("documentation", ResourceKind::Official),
    ("vídeo", ResourceKind::Video),
    ("vidéo", ResourceKind::Video),
    ("videos", ResourceKind::Video),
    ("youtube", ResourceKind::Video),
    ("playlist", ResourceKind::Video),
    ("curso", ResourceKind::Course),
    ("cours", ResourceKind::Course),
    ("kurs", ResourceKind::Course),
    ("libro", ResourceKind::Book),
    ("livro", ResourceKind::Book),
    ("livre", ResourceKind::Book),
    ("buch", ResourceKind::Book),
    ("github", ResourceKind::OpenSource),
    ("opensources", ResourceKind::OpenSource),
    ("codigoaberto", ResourceKind::OpenSource),
    ("códigoaberto", ResourceKind::OpenSource),
    ("roteiro", ResourceKind::Roadmap),
    ("rota", ResourceKind::Roadmap),
    ("roadmapsh", ResourceKind::Roadmap),
];

/// A link of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) resource: Resource,
    /// The word in its tag, where that is no kind of resource.
    pub(super) unknown: Option<String>,
}

/// The link that the first lines of a text are, where they are an item of a list and nothing but a link, and the length of
/// these lines.
pub(super) fn in_item(text: &str) -> Option<(Found, usize)> {
    let first = text.split_inclusive('\n').next()?;
    let item = item(first)?;
    let mut length = first.len();
    let mut whole = item.trim().to_owned();
    if !whole.trim_start_matches('\\').starts_with('[') {
        return None;
    }
    // A link may be broken over lines, and is over at an empty line or the next item.
    for _ in 0..MOST_LINES {
        if let Some(found) = only_link(&whole) {
            return Some((found, length));
        }
        let next = text[length..].split_inclusive('\n').next()?;
        if next.trim().is_empty() || self::item(next).is_some() {
            return None;
        }
        whole.push(' ');
        whole.push_str(next.trim());
        length += next.len();
    }
    None
}

/// What stands in a line behind the mark of a list.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line.strip_prefix(['-', '*', '+']).or_else(|| {
        let digits = line
            .find(|c: char| !c.is_ascii_digit())
            .filter(|digits| (1..4).contains(digits))?;
        line[digits..].strip_prefix(['.', ')'])
    })?;
    // `-[text](url)` is meant as one, `**bold**` is not.
    (rest.starts_with(char::is_whitespace) || rest.starts_with(['[', '\\'])).then_some(rest)
}

/// The link a text is, with no more than a remark behind it.
fn only_link(text: &str) -> Option<Found> {
    let unescaped = text.strip_prefix('\\').unwrap_or(text);
    let inner = unescaped.strip_prefix('[')?;
    let end = end_of_title(inner)?;
    let title = inner[..end.0].trim_end_matches('\\');
    let (address, after) = address(&inner[end.1..])?;
    let url = web_address(address)
        .or_else(|| of_site(address))
        .or_else(|| slipped(address))?;
    let remark = after
        .trim()
        .trim_start_matches(['.', ',', ';', '-', '–', '—', ':'])
        .trim();
    if remark.contains("](") {
        return None;
    }
    let (kind, unknown, title) = tagged(title);
    let title = plain(title);
    let title = if title.is_empty() {
        url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).to_owned()
    } else {
        title
    };
    let title = if remark.is_empty() {
        title
    } else {
        format!("{title} – {}", plain(remark))
    };
    Some(Found {
        resource: Resource {
            kind,
            title: shortened(title),
            url,
        },
        unknown,
    })
}

/// The address of a page that is named as from the site itself: `/guides/soil`.
fn of_site(address: &str) -> Option<String> {
    let path = address.strip_prefix('/').filter(|path| !path.starts_with('/'))?;
    web_address(&format!("https://roadmap.sh/{path}"))
}

/// The address of a page whose first letters slipped: `ttps://…`, `hhttps://…`.
fn slipped(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.ends_with(web) || &web[1..] == scheme);
    let is_short = scheme.len() <= "https".len() + 1 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_web && is_short).then(|| web_address(&format!("https://{rest}")))?
}

/// Where the title ends, and where the address begins: at the first `](`, brackets in the title or not.
fn end_of_title(inner: &str) -> Option<(usize, usize)> {
    let ends = ["](", "] (", "]\\("].into_iter();
    let found = ends.filter_map(|end| inner.find(end).map(|at| (at, at + end.len())));
    found.min()
}

/// The address up to its closing parenthesis, and what follows that.
fn address(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                let address = text[..at].trim().trim_matches(['<', '>']);
                // `(url "title")`
                let address = address.split_once([' ', '"']).map_or(address, |(address, _)| address);
                return Some((address, &text[at + 1..]));
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `@type@Title` taken apart: the kind, or the word that is none, and the title.
fn tagged(title: &str) -> (Option<ResourceKind>, Option<String>, &str) {
    let tag = title
        .trim_start()
        .strip_prefix('@')
        .and_then(|rest| rest.split_once('@'));
    let Some((word, rest)) = tag.filter(|(word, _)| word.len() < 40 && !word.contains(['[', ']'])) else {
        let (kind, title) = glued(title);
        return (kind, None, title);
    };
    match kind(word) {
        Some(kind) => (Some(kind), None, glued(rest).1),
        None => (None, Some(one_line(word)).filter(|word| !word.is_empty()), rest),
    }
}

/// `@typeTitle` taken apart.
fn glued(title: &str) -> (Option<ResourceKind>, &str) {
    let tagged = title.trim_start().strip_prefix('@').unwrap_or_default();
    let mut kinds = ResourceKind::ALL.into_iter();
    let found = kinds.find_map(|kind| Some((kind, tagged.strip_prefix(kind.name())?)));
    match found.filter(|(_, rest)| rest.starts_with(char::is_uppercase)) {
        Some((kind, rest)) => (Some(kind), rest),
        None => (None, title),
    }
}

/// The kind of resource a word means.
pub(super) fn kind(word: &str) -> Option<ResourceKind> {
    let word = slug(word).replace('-', "");
    let own = ResourceKind::ALL.into_iter().find(|kind| kind.name() == word);
    let foreign = || KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind);
    own.or_else(foreign)
}

/// A title without the backslashes and stars of Markdown, on one line.
fn plain(title: &str) -> String {
    one_line(unescaped(title).trim().trim_matches('*'))
}

/// A text without the backslashes of Markdown and the marks of code.
pub(super) fn unescaped(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title.chars().peekable();
    while let Some(c) = rest.next() {
        let escapes = c == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes && c != '`' {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        match in_item(text) {
            None => "none".to_owned(),
            Some((Found { resource, unknown }, length)) => {
                let kind = resource.kind.map_or("-", |kind| kind.name());
                let unknown = unknown.map_or(String::new(), |word| format!(" ?{word}"));
                format!(
                    "{kind} | {} | {}{unknown} | {}",
                    resource.title,
                    resource.url,
                    &text[length..]
                )
            }
        }
    }

    #[test]
    fn links_are_read_as_they_were_meant() {
        for (text, expected) in [
            (
                "- [@article@On soil](https://e.org/a)\nx",
                "article | On soil | https://e.org/a | x",
            ),
            (
                "*   [@Official@Soil](https://e.org/a).",
                "official | Soil | https://e.org/a | ",
            ),
            ("1. [@video@Soil](https://e.org/a)", "video | Soil | https://e.org/a | "),
            ("-[@feed@Soil](https://e.org/a)", "feed | Soil | https://e.org/a | "),
            (
                "- [@roadmap.sh@Soil](/guides/soil)",
                "roadmap | Soil | https://roadmap.sh/guides/soil | ",
            ),
            ("- [Soil](roadmap.sh/soil)", "- | Soil | https://roadmap.sh/soil | "),
            (
                "- [@opensource@a/b](https://e.org/(a)_(b))",
                "opensource | a/b | https://e.org/(a)_(b) | ",
            ),
            (
                "- [@article@Soil [2024] \\[free\\]](https://e.org/a)",
                "article | Soil [2024] [free] | https://e.org/a | ",
            ),
            (
                "- \\[@article@Soil\\](https://e.org/a)",
                "article | Soil | https://e.org/a | ",
            ),
            (
                "- [@article@Soil\n  and\nsand](https://e.org/a)\n- b",
                "article | Soil and sand | https://e.org/a | - b",
            ),
            (
                "- [@article@Soil]\n  (https://e.org/a)",
                "article | Soil | https://e.org/a | ",
            ),
            (
                "- [@oficial@Suelo](https://e.org/a)",
                "official | Suelo | https://e.org/a | ",
            ),
            ("- [@Vídeo@Solo](https://e.org/a)", "video | Solo | https://e.org/a | "),
            (
                "- [@open-source@Soil](https://e.org/a)",
                "opensource | Soil | https://e.org/a | ",
            ),
            (
                "- [@shovel@Soil](https://e.org/a)",
                "- | Soil | https://e.org/a ?shovel | ",
            ),
            ("- [@@Soil](https://e.org/a)", "- | Soil | https://e.org/a | "),
            ("- [me@example](https://e.org/a)", "- | me@example | https://e.org/a | "),
            (
                "- [@article@@officialSoil](https://e.org/a)",
                "article | Soil | https://e.org/a | ",
            ),
            (
                "- [@officialSoil](https://e.org/a)",
                "official | Soil | https://e.org/a | ",
            ),
            (
                "- [@official@@if](https://e.org/a)",
                "official | @if | https://e.org/a | ",
            ),
            ("- [Soil](ttps://e.org/a)", "- | Soil | https://e.org/a | "),
            ("- [Soil](hhttps://e.org/a)", "- | Soil | https://e.org/a | "),
            ("- [Soil](shttp://e.org/a)", "- | Soil | https://e.org/a | "),
            ("- [a](ftp://e.org/a)", "none"),
            ("- [a](evilhttps://e.org/a)", "none"),
            ("- [](https://e.org/a)", "- | e.org/a | https://e.org/a | "),
            (
                "- [**Soil**](https://e.org/a \"hover\") - by hand",
                "- | Soil – by hand | https://e.org/a | ",
            ),
            // What is more or other than one web link stays text.
            ("- [a](https://e.org/a) and [b](https://e.org/b)", "none"),
            ("- sand", "none"),
            ("- [a](javascript:x)", "none"),
            ("- [a](./b.md)", "none"),
            ("- [a](//e.org/a)", "none"),
            ("- [a\n\n](https://e.org/a)", "none"),
            ("- [a\n- b](https://e.org/a)", "none"),
            ("[a](https://e.org/a)", "none"),
            ("**[a](https://e.org/a)**", "none"),
            ("- [a](https://e.org/a", "none"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
