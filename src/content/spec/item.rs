//! One item taken apart: title, note, detail, links; whatever way it is written.

use std::collections::HashSet;
use std::ops::Range;

use super::inline::{Inline, Mark, Style};
use super::links;
use super::text::{bare_title, is_decoration, is_unspaced, join, one_line, split_note, strip_number};
use crate::content::encoding::is_unsafe;
use crate::content::model::Link;

/// A title before a plain colon or dash has at most this many words; a longer one is a sentence.
const LONGEST_TITLE: u32 = 10;

/// Nor is it longer than this; the search for its end stops here.
const LONGEST_TITLE_BYTES: usize = 300;

/// "Challenge 100" is not longer than this.
const LONGEST_COUNT: usize = 16;

/// No author breaks lines at a smaller width than this, in characters.
const FULL_WIDTH: usize = 50;

/// What becomes of bare addresses in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Addresses {
    /// They become links, and leave the text.
    Take,
    /// They stay in the text, for a kind of item that holds no links.
    Keep,
}

/// An item in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) title: String,
    /// What stands in parentheses behind the title.
    pub(super) note: String,
    /// What stands behind the dash or colon.
    pub(super) detail: String,
    pub(super) links: Vec<Link>,
    /// Where links lead that are no web addresses ("../zig.md").
    pub(super) targets: Vec<String>,
}

impl Item {
    /// Note and detail together, and where links in them lead to that are no web addresses.
    pub(super) fn said(&self) -> String {
        let targets = self.targets.join(", ");
        join(&[&self.note, &self.detail, &targets], " — ")
    }

    /// The names listed in the title, the note and the detail.
    pub(super) fn mentions(&self) -> Vec<String> {
        use crate::content::names;
        let title = if names::is_list(&self.title) {
            self.title.as_str()
        } else {
            ""
        };
        names::unique(
            [title]
                .into_iter()
                .chain([&self.note, &self.detail].into_iter().flat_map(|text| text.lines()))
                .flat_map(names::mentions),
        )
    }
}

/// Takes an item apart.
pub(super) fn parse(inline: &Inline, addresses: Addresses) -> Item {
    let reading = Reading::new(inline, addresses);
    let (title, note, detail) = reading.split();
    let title = reading.plain(&title);
    let mut item = Item {
        title: strip_number(&title).to_owned(),
        note: reading.plain(&note),
        detail: reading.plain(&detail),
        links: Vec::new(),
        targets: targets(inline),
    };
    if item.note.is_empty()
        && let Some((name, note)) = split_note(item.title.strip_suffix('.').unwrap_or(&item.title))
        && reading.lead.is_none()
    {
        (item.note, item.title) = (note.to_owned(), name.to_owned());
    }
    if let Some((name, remark)) = split_remark(&item.title) {
        item.note = join(&[&item.note, remark], " \u{b7} ");
        item.title = name.to_owned();
    }
    item.note = join(&[reading.count, &item.note], " \u{b7} ");
    if item.title.is_empty() {
        item.title = std::mem::take(if item.detail.is_empty() {
            &mut item.note
        } else {
            &mut item.detail
        });
    }
    if addresses == Addresses::Take {
        item.links = reading.links(&item.title);
        if item.title.is_empty() {
            item.title = item.links.first().map(|link| link.title.clone()).unwrap_or_default();
        }
    }
    item
}

/// Where links lead that are neither web addresses nor places on the same page, unless their text says it already.
pub(super) fn targets(inline: &Inline) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    for mark in &inline.marks {
        let Style::Link(target) = &mark.style else {
            continue;
        };
        let is_said = || inline.text.contains(target.as_str());
        let is_page = target.is_empty() || target.starts_with('#') || links::web_address(target).is_some();
        if !is_page && !is_said() && !targets.contains(target) {
            targets.push(one_line(&target.chars().filter(|c| !is_unsafe(*c)).collect::<String>()));
        }
    }
    targets
}

/// Further paragraphs of an item belong to its detail.
pub(super) fn go_on(item: &mut Item, inline: &Inline) {
    for found in links::in_inline(inline, 0) {
        if !item.links.iter().any(|link| link.url == found.link.url) {
            item.links.push(found.link);
        }
    }
    item.targets.extend(targets(inline));
    item.detail = join(&[&item.detail, &one_line(&inline.text)], "\n");
}

/// What things to build are counted by.
const COUNTED: [&str; 5] = ["capstone", "challenge", "exercise", "lab", "project"];

/// "Project 1: Bread shop" taken apart into what it is counted as and its name.
pub(super) fn split_count(text: &str) -> Option<(&str, &str)> {
    let (count, name) = text.split_once([':', '：'])?;
    let (word, number) = count.split_once(' ')?;
    let number = number.trim().trim_start_matches('#');
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let name = name.trim_start();
    let is_counted = count.len() <= LONGEST_COUNT
        && is_number
        && COUNTED.contains(&word.to_lowercase().as_str())
        && name.starts_with(char::is_alphanumeric);
    is_counted.then_some((count, name))
}

/// A text without the name of an icon that it opens with (":material-kiln: Firing").
fn strip_icon(text: &str) -> &str {
    let icon = text.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    let is_name = |name: &str| {
        let mut bytes = name.bytes();
        name.len() > 1
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
    };
    match icon {
        Some((name, rest)) if is_name(name) && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty() => {
            rest.trim_start()
        }
        _ => text,
    }
}

struct Reading<'i> {
    inline: &'i Inline,
    text: &'i str,
    start: usize,
    /// What it is counted as ("Project 1").
    count: &'i str,
    /// Bare addresses to leave out, with what they become.
    taken: Vec<(Range<usize>, String)>,
    /// The bold text or link that opens the item.
    lead: Option<Range<usize>>,
}

impl<'i> Reading<'i> {
    fn new(inline: &'i Inline, addresses: Addresses) -> Self {
        let text = inline.text.as_str();
        let head = text.trim_start_matches(|c: char| is_decoration(c) || c.is_whitespace());
        let head = strip_number(strip_icon(head));
        let (count, head) = split_count(head).unwrap_or(("", head));
        let start = text.len() - head.len();
        let explicit = inline.links();
        let has_address = addresses == Addresses::Take && (text.contains("://") || text.contains("roadmap.sh/"));
        let taken = if has_address {
            links::bare(text)
                .into_iter()
                .filter(|(range, _)| !links::is_within(&explicit, range))
                .collect()
        } else {
            Vec::new()
        };
        let mut reading = Self {
            inline,
            text,
            start,
            count,
            taken,
            lead: None,
        };
        reading.lead = reading.find_lead();
        reading
    }

    fn find_lead(&self) -> Option<Range<usize>> {
        let opens = |mark: &&Mark| {
            mark.range.start <= self.start && mark.range.end > self.start
                || self.text[self.start..].len() > 1
                    && mark.range.start >= self.start
                    && self.text[self.start..mark.range.start]
                        .chars()
                        .all(|c| is_decoration(c) || c.is_whitespace())
        };
        let mark = self
            .inline
            .marks
            .iter()
            .filter(|mark| mark.style != Style::Code)
            .find(opens)?;
        let range = mark.range.start.max(self.start)..mark.range.end;
        let rest = self.text[range.end..].trim();
        (!rest.is_empty() && !rest.chars().all(|c| is_separator(c) || is_decoration(c))).then_some(range)
    }

    /// Title, note and detail as ranges of the text.
    fn split(&self) -> (Range<usize>, Range<usize>, Range<usize>) {
        let end = self.text.len();
        let empty = end..end;
        if let Some(lead) = self.lead.clone()
            && let Some((note, detail)) = self.behind_lead(&lead)
        {
            return (lead, note, detail);
        }
        match self.separator() {
            Some((at, behind)) => (self.start..at, empty, behind..end),
            None => (self.start..end, empty.clone(), empty),
        }
    }

    /// What follows the opening bold text, if it is set off from it.
    fn behind_lead(&self, lead: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let end = self.text.len();
        let colon_inside = self.text[lead.clone()].trim_end().ends_with([':', '：']);
        let mut at = self.skip_white(lead.end);
        let mut note = end..end;
        if self.text[at..].starts_with('(') {
            let close = at + closing(&self.text[at..])?;
            note = at + 1..close;
            at = self.skip_white(close + 1);
        }
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else {
            return Some((note, end..end));
        };
        let is_set_off =
            is_separator(first) || matches!(first, '→' | '|' | '\n') || self.text[lead.end..].starts_with('\n');
        if is_set_off {
            let behind =
                rest.trim_start_matches(|c: char| is_separator(c) || c == '→' || c == '|' || c.is_whitespace());
            return Some((note, end - behind.len()..end));
        }
        (colon_inside || !note.is_empty()).then_some((note, at..end))
    }

    /// The first separator outside parentheses, code, links and addresses: where it starts and where it ends.
    fn separator(&self) -> Option<(usize, usize)> {
        let mut depth = 0_u32;
        let mut words = 1;
        let mut before = ' ';
        let mut rest = self.text[self.start..].char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            if words > LONGEST_TITLE + 1 || at > LONGEST_TITLE_BYTES {
                return None;
            }
            let mut next_is_space = || rest.peek().is_none_or(|(_, next)| next.is_whitespace());
            let splits = match c {
                ' ' | '\n' => {
                    words += u32::from(depth == 0);
                    false
                }
                '(' | '[' | '{' | '（' | ')' | ']' | '}' | '）' if self.is_protected(at + self.start) => false,
                '(' | '[' | '{' | '（' => {
                    depth += 1;
                    false
                }
                ')' | ']' | '}' | '）' => {
                    depth = depth.saturating_sub(1);
                    false
                }
                ':' => depth == 0 && (next_is_space() || is_unspaced(before)),
                '：' | '—' => depth == 0,
                '-' | '–' => depth == 0 && before.is_whitespace() && next_is_space(),
                c => depth == 0 && is_bar(c),
            };
            before = c;
            let at = at + self.start;
            let title = &self.text[self.start..at];
            let splits = splits || c == '\n' && depth == 0 && self.ends_early(at);
            if splits && title.contains(char::is_alphanumeric) && !self.is_protected(at) {
                let behind = self.text[at + c.len_utf8()..].trim_start_matches(is_bar);
                return Some((at, self.text.len() - behind.len()));
            }
        }
        None
    }

    /// Whether the line that ends at a place does so though a word of the next one would have fitted on it: what is
    /// below says more, where a line broken at its full width goes on.
    fn ends_early(&self, at: usize) -> bool {
        let line = &self.text[self.start..at];
        let next = self.text[at..].split_whitespace().next().unwrap_or("");
        !line.contains('\n') && line.chars().count() + next.chars().count() < FULL_WIDTH
    }

    fn is_protected(&self, at: usize) -> bool {
        let marked = |mark: &Mark| mark.style != Style::Bold && mark.range.contains(&at);
        self.inline
            .marks
            .iter()
            .take_while(|mark| mark.range.start <= at)
            .any(marked)
            || self.taken.iter().any(|(range, _)| range.contains(&at))
    }

    fn skip_white(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || is_decoration(c) && c != '→')
                .len()
    }

    /// A stretch of the text without the addresses that were taken from it.
    fn plain(&self, range: &Range<usize>) -> String {
        let mut text = String::with_capacity(range.len());
        let mut at = range.start;
        for (taken, _) in self
            .taken
            .iter()
            .filter(|(taken, _)| taken.start >= range.start && taken.end <= range.end)
        {
            text.push_str(&self.text[at..taken.start]);
            at = taken.end;
        }
        text.push_str(&self.text[at..range.end]);
        if at > range.start {
            for hollow in ["()", "( )", "[]", "<>", "（）"] {
                text = text.replace(hollow, "");
            }
            text = text
                .trim_end_matches(|c: char| is_separator(c) || c.is_whitespace() || matches!(c, '→' | '(' | '|' | '🔗'))
                .to_owned();
        }
        if at > range.start && !text.contains(char::is_alphanumeric) {
            return String::new();
        }
        if range.start == self.start || self.lead.as_ref() == Some(range) {
            // Items of a sentence that goes through a list.
            let title = bare_title(&text);
            title
                .strip_suffix([';', '；'])
                .map_or_else(|| title.clone(), str::to_owned)
        } else {
            one_line(&text)
        }
    }

    fn links(&self, title: &str) -> Vec<Link> {
        let mut found: Vec<Link> = Vec::new();
        let mut known = HashSet::new();
        let mut add = |title: String, url: String| {
            if known.insert(url.clone()) {
                found.push(Link { title, url });
            }
        };
        for mark in &self.inline.marks {
            if let Style::Link(target) = &mark.style
                && let Some(url) = links::web_address(target)
            {
                add(one_line(&self.text[mark.range.clone()]), url);
            }
        }
        for (range, url) in &self.taken {
            let name = if title.is_empty() {
                &self.text[range.clone()]
            } else {
                title
            };
            add(name.to_owned(), url.clone());
        }
        found
    }
}

/// What bars are drawn with: "Week 1 ▓▓▓▓ Clay".
fn is_bar(c: char) -> bool {
    ('\u{2580}'..='\u{259f}').contains(&c)
}

/// A title without the remark behind a warning or a star ("Clay ⚠️ new"), and that remark.
fn split_remark(title: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 12;
    let (at, mark) = title.char_indices().rfind(|(_, c)| REMARKED.contains(c))?;
    let (name, remark) = (title[..at].trim_end(), &title[at + mark.len_utf8()..]);
    let remark = remark.trim_start_matches(|c: char| is_decoration(c) || c.is_whitespace());
    let is_set_off = name.len() < at && name.contains(char::is_alphanumeric);
    (is_set_off && !remark.is_empty() && remark.chars().count() <= LONGEST).then_some((name, remark))
}

/// What such remarks open with.
const REMARKED: [char; 8] = ['⚠', '⭐', '★', '🔥', '🆕', '❗', '📌', '🚨'];

fn is_separator(c: char) -> bool {
    matches!(c, ':' | '：' | '-' | '–' | '—' | '=')
}

/// Offset of the parenthesis that closes the one the text opens with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::block::{self, Kind};
    use super::*;

    fn item(markdown: &str) -> Item {
        let parsed = block::parse(markdown, 0);
        match &parsed.blocks[0].kind {
            Kind::Paragraph(inline) => parse(inline, Addresses::Take),
            Kind::List(items) => parse(&items[0].text, Addresses::Take),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_shape_of_an_item() {
        for (markdown, title, note, detail) in [
            ("- **Zig** - small, fast", "Zig", "", "small, fast"),
            ("- **Zig** – small", "Zig", "", "small"),
            ("- **Zig** — small", "Zig", "", "small"),
            ("- **Zig**: small", "Zig", "", "small"),
            ("- **Zig:** small", "Zig", "", "small"),
            ("- **Zig** → small", "Zig", "", "small"),
            ("- **Zig** (new)", "Zig", "new", ""),
            ("- **Zig** (new): small", "Zig", "new", "small"),
            ("- **Zig**", "Zig", "", ""),
            ("- **Zig:**", "Zig", "", ""),
            ("- **Zig: small**", "Zig", "", "small"),
            ("- **Tags (T)** and **Nodes (N)**", "Tags (T) and Nodes (N)", "", ""),
            ("1. **Zig** - small", "Zig", "", "small"),
            ("- [x] **Zig** - small", "Zig", "", "small"),
            ("- ✅ **Zig** - small", "Zig", "", "small"),
            ("- ✅ Zig", "Zig", "", ""),
            ("- Zig", "Zig", "", ""),
            ("- Zig (new)", "Zig", "new", ""),
            ("- Zig: small, fast", "Zig", "", "small, fast"),
            ("- Zig - small", "Zig", "", "small"),
            ("- `zig build` - runs it", "zig build", "", "runs it"),
            ("- Zig, Odin", "Zig, Odin", "", ""),
            ("- call f() often", "call f() often", "", ""),
            ("- low-level code (a - b)", "low-level code", "a - b", ""),
            ("- **1. Zig**", "Zig", "", ""),
            ("- _Zig_: small", "Zig", "", "small"),
            ("- Zig ⚠️ new", "Zig", "new", ""),
            ("- Zig (tiny) ⭐ new", "Zig (tiny)", "new", ""),
            ("- Week 1 ▓▓▓ Zig", "Week 1", "", "Zig"),
        ] {
            let item = item(markdown);
            assert_eq!(
                (item.title.as_str(), item.note.as_str(), item.detail.as_str()),
                (title, note, detail),
                "{markdown}"
            );
        }
    }

    #[test]
    fn addresses_become_links() {
        for (markdown, title, detail, link_title, url) in [
            ("- Zig: roadmap.sh/zig", "Zig", "", "Zig", "https://roadmap.sh/zig"),
            ("- Zig (roadmap.sh/zig)", "Zig", "", "Zig", "https://roadmap.sh/zig"),
            (
                "- Zig (https://roadmap.sh/zig/)",
                "Zig",
                "",
                "Zig",
                "https://roadmap.sh/zig",
            ),
            ("- **Zig** (roadmap.sh/zig)", "Zig", "", "Zig", "https://roadmap.sh/zig"),
            (
                "- **Zig** (roadmap.sh/zig) - small",
                "Zig",
                "small",
                "Zig",
                "https://roadmap.sh/zig",
            ),
            (
                "- [Zig](https://ziglang.org) - small",
                "Zig",
                "small",
                "Zig",
                "https://ziglang.org",
            ),
            ("- [Zig](https://ziglang.org)", "Zig", "", "Zig", "https://ziglang.org"),
            ("- 🔗 [Zig](roadmap.sh/zig)", "Zig", "", "Zig", "https://roadmap.sh/zig"),
            (
                "- 👉 **Full Roadmap**: https://roadmap.sh/zig",
                "Full Roadmap",
                "",
                "Full Roadmap",
                "https://roadmap.sh/zig",
            ),
            (
                "- Zig: https://en.wikipedia.org/wiki/Zig_(language).",
                "Zig",
                "",
                "Zig",
                "https://en.wikipedia.org/wiki/Zig_(language)",
            ),
        ] {
            let item = item(markdown);
            let links: Vec<_> = item
                .links
                .iter()
                .map(|link| (link.title.as_str(), link.url.as_str()))
                .collect();
            assert_eq!(
                (item.title.as_str(), item.said().as_str(), links),
                (title, detail, vec![(link_title, url)]),
                "{markdown}"
            );
        }
    }

    #[test]
    fn names_are_found_in_every_part() {
        assert_eq!(item("- Zig, Odin").mentions(), ["Zig", "Odin"]);
        assert_eq!(item("- Languages (Zig, Odin)").mentions(), ["Zig", "Odin"]);
        assert_eq!(item("- **Languages**: Zig, Odin").mentions(), ["Zig", "Odin"]);
        assert!(item("- **Zig** - a small language").mentions().is_empty());
    }

    #[test]
    fn a_lone_address_is_its_own_title() {
        let item = item("- roadmap.sh/zig");
        assert_eq!((item.title.as_str(), item.links.len()), ("roadmap.sh/zig", 1));
    }
}
