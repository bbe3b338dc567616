//! One leaf block's inline content, rewritten for tui-markdown.
//!
//! The source of the leaf is kept, but for what tui-markdown doesn't draw the way we want: links lose their
//! syntax and get marks, images and footnote references become text, and the prefixes of containers
//! (`> `, indentation) at its line starts go away. What must be visible afterwards is written down, to be compared.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::links::{self, Links};
use super::marks::{self, NEUTRAL, Note, Role};
use super::sanitize::is_unsafe;

/// An inline event and its place in the source.
pub(super) type Located<'s> = (Event<'s>, Range<usize>);

/// Text that must be visible, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) note: Note,
}

/// Where the rewritten content will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Line breaks the author asked for are kept.
    Paragraph,
    /// Everything must be on one line.
    Line,
    /// A cell of a table: on one line, with `|` escaped even in code.
    Cell,
}

/// Markdown for tui-markdown, with the notes its marks refer to.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    pub(super) markdown: String,
    pub(super) notes: Vec<Note>,
    pub(super) visible: Vec<Run>,
}

impl Leaf {
    /// Appends inline content; `events` are whole (every start has its end).
    pub(super) fn add(&mut self, source: &str, events: &[Located<'_>], place: Place, links: &mut Links) {
        let (Some((_, first)), Some((_, last))) = (events.first(), events.last()) else {
            return;
        };
        let whole = unescaped_start(source, first.start)..last.end;
        let mut rewriter = Rewriter {
            source,
            events,
            place,
            links,
            leaf: self,
            edits: Vec::new(),
            link: None,
        };
        rewriter.run();
        let edits = std::mem::take(&mut rewriter.edits);
        apply(source, whole, edits, &mut self.markdown);
    }

    /// The visible text as one string.
    pub(super) fn text(&self) -> String {
        self.visible.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Copies `whole` of the source with the edits in it.
fn apply(source: &str, whole: Range<usize>, mut edits: Vec<(Range<usize>, String)>, out: &mut String) {
    // Insertions go before a replacement that starts at the same place.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut done = whole.start;
    for (range, text) in edits {
        if range.start < done {
            continue;
        }
        out.push_str(source.get(done..range.start).unwrap_or_default());
        out.push_str(&text);
        done = range.end;
    }
    out.push_str(source.get(done..whole.end).unwrap_or_default());
}

/// The start of a text with the backslash that escapes its first character: events leave that out.
fn unescaped_start(source: &str, at: usize) -> usize {
    let bytes = source.as_bytes();
    let backslashes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    let escapable = bytes.get(at).is_some_and(u8::is_ascii_punctuation);
    if escapable && backslashes % 2 == 1 { at - 1 } else { at }
}

/// Markdown that shows `text` and nothing else, on one line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in clean(text).chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The length of the longest row of `c` in `text`.
pub(super) fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c).map(str::len).max().unwrap_or(0)
}

/// One line of harmless text. Entities can bring in what `sanitize` took out of the source.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
        .filter(|c| !is_unsafe(*c))
        .collect()
}

fn needs_cleaning(text: &str) -> bool {
    text.contains(|c| matches!(c, '\n' | '\t') || is_unsafe(c))
}

/// The link being read.
struct OpenLink {
    range: Range<usize>,
    url: String,
    /// The text is the URL itself, to be taken literally.
    is_auto: bool,
    note: usize,
    /// End of the last visible content; none yet when `None`.
    content_end: Option<usize>,
    first_edit: usize,
    first_run: usize,
}

struct Rewriter<'a, 's> {
    source: &'a str,
    events: &'a [Located<'s>],
    place: Place,
    links: &'a mut Links,
    leaf: &'a mut Leaf,
    edits: Vec<(Range<usize>, String)>,
    link: Option<OpenLink>,
}

impl Rewriter<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some((event, range)) = self.events.get(at) {
            let range = range.clone();
            match event {
                Event::Start(Tag::Link {
                    link_type, dest_url, ..
                }) => self.start_link(at, *link_type, dest_url),
                Event::End(TagEnd::Link) => self.end_link(at),
                Event::Start(Tag::Image { dest_url, .. }) => at = self.image(at, dest_url),
                Event::Start(Tag::Emphasis) => self.star_delimiters(&range, 1),
                Event::Start(Tag::Strong) => self.star_delimiters(&range, 2),
                Event::Text(_) => at = self.texts(at),
                Event::Code(code) => {
                    self.content(&range, code);
                    let written = &self.source[range.clone()];
                    let has_escaped_pipe =
                        self.place != Place::Cell && written.contains("\\|") && !code.contains("\\|");
                    if written.contains('\n') || needs_cleaning(code) || has_escaped_pipe {
                        self.edits.push((range, self.code_span(code)));
                    }
                }
                Event::InlineHtml(html) | Event::Html(html) => self.html(at, html),
                Event::InlineMath(math) | Event::DisplayMath(math) => {
                    self.content(&range, math);
                    if self.source[range.clone()].contains('\n') {
                        let fence = if matches!(event, Event::DisplayMath(_)) {
                            "$$"
                        } else {
                            "$"
                        };
                        let text = format!("{fence}{}{fence}", clean(math));
                        self.edits.push((range, text));
                    }
                }
                Event::FootnoteReference(label) => {
                    let text = format!("[{label}]");
                    self.replace(&range, &text, Some(Role::Footnote), None);
                }
                Event::SoftBreak => self.line_break(at, false),
                Event::HardBreak => self.line_break(at, true),
                Event::Start(_) | Event::End(_) | Event::Rule | Event::TaskListMarker(_) => {}
            }
            at += 1;
        }
    }

    /// Notes visible content; the first of a link opens it.
    fn content(&mut self, range: &Range<usize>, text: &str) {
        let note = match &mut self.link {
            Some(link) => {
                if link.content_end.is_none() {
                    let start = unescaped_start(self.source, range.start);
                    self.edits.push((start..start, marks::open(link.note)));
                }
                link.content_end = Some(range.end);
                self.leaf.notes[link.note]
            }
            None => Note::default(),
        };
        self.leaf.visible.push(Run {
            text: clean(text),
            note,
        });
    }

    fn new_note(&mut self, note: Note) -> usize {
        self.leaf.notes.push(note);
        self.leaf.notes.len() - 1
    }

    /// Puts a literal text with a note of its own in place of `range`.
    fn replace(&mut self, range: &Range<usize>, text: &str, role: Option<Role>, link: Option<usize>) {
        self.content(range, text);
        let note = self.new_note(Note { role, link });
        if let Some(run) = self.leaf.visible.last_mut() {
            run.note.role = role;
            run.note.link = run.note.link.or(link);
        }
        self.edits.push((
            range.clone(),
            format!("{}{}{}", marks::open(note), escape(text), marks::close()),
        ));
    }

    fn start_link(&mut self, at: usize, kind: LinkType, url: &CowStr<'_>) {
        let range = self.events[at].1.clone();
        let url = match kind {
            LinkType::Email => format!("mailto:{}", clean(url)),
            _ => clean(url),
        };
        let note = self.new_note(Note::default());
        let first_edit = self.edits.len();
        if let Some((_, child)) = self.events.get(at + 1) {
            let start = unescaped_start(self.source, child.start);
            self.edits.push((range.start..start.max(range.start), String::new()));
        }
        let is_auto = matches!(kind, LinkType::Autolink | LinkType::Email);
        let first_run = self.leaf.visible.len();
        self.link = Some(OpenLink {
            range,
            url,
            is_auto,
            note,
            content_end: None,
            first_edit,
            first_run,
        });
    }

    fn end_link(&mut self, at: usize) {
        let Some(link) = self.link.take() else { return };
        let Some(content_end) = link.content_end else {
            // Nothing to see between the brackets: the address is the text.
            self.edits.truncate(link.first_edit);
            let index = self
                .links
                .lead_to(&link.url)
                .then(|| self.links.index(&link.url, &link.url));
            return self.replace(&link.range, &link.url, None, index);
        };
        self.edits.push((content_end..content_end, marks::close()));
        let runs = &mut self.leaf.visible[link.first_run..];
        let title: String = runs.iter().map(|run| run.text.as_str()).collect();
        let mut suffix = String::new();
        if self.links.lead_to(&link.url) {
            let index = Some(self.links.index(&link.url, title.trim()));
            self.leaf.notes[link.note].link = index;
            for run in runs {
                run.note.link = index;
            }
        } else if !link.url.is_empty() && !link.url.starts_with('#') && link.url != title {
            // It can't be followed from here, so where it leads must be readable.
            suffix = format!(" ({})", link.url);
            self.leaf.visible.push(Run {
                text: suffix.clone(),
                note: Note::default(),
            });
        }
        let label_end = self.events[at - 1].1.end;
        self.edits.push((label_end..link.range.end, escape(&suffix)));
    }

    /// Inside a link, `_` may come to stand beside a letter, where it is no delimiter; `*` is.
    fn star_delimiters(&mut self, range: &Range<usize>, length: usize) {
        if self.link.is_some() && self.source[range.clone()].starts_with('_') {
            let stars = "*".repeat(length);
            self.edits.push((range.start..range.start + length, stars.clone()));
            self.edits.push((range.end - length..range.end, stars));
        }
    }

    /// Replaces an image by a text; returns the index of its end.
    fn image(&mut self, start: usize, url: &CowStr<'_>) -> usize {
        let range = self.events[start].1.clone();
        let (mut end, mut depth, mut alt) = (start + 1, 1, String::new());
        while let Some((event, _)) = self.events.get(end) {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                    alt.push_str(text);
                }
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            if depth == 0 {
                break;
            }
            end += 1;
        }
        let alt = clean(if alt.trim().is_empty() { url } else { alt.trim() });
        let url = clean(url);
        let link = (self.link.is_none() && self.links.lead_to(&url)).then(|| self.links.index(&url, &alt));
        self.replace(&range, &format!("[image: {alt}]"), Some(Role::Image), link);
        end
    }

    /// A row of text events: escapes and entities split what the author wrote as one text. Returns the last one's index.
    fn texts(&mut self, start: usize) -> usize {
        let count = self.events[start..]
            .iter()
            .take_while(|(event, _)| matches!(event, Event::Text(_)))
            .count();
        let row = &self.events[start..start + count];
        let is_literal = self.link.as_ref().is_some_and(|link| link.is_auto);
        let mut text = String::new();
        for (event, range) in row {
            let Event::Text(part) = event else { continue };
            text.push_str(part);
            if self.link.is_some() {
                self.content(range, part);
            }
            if is_literal || needs_cleaning(part) {
                self.edits
                    .push((unescaped_start(self.source, range.start)..range.end, escape(part)));
            }
        }
        if self.link.is_none() {
            self.bare_links(row, &text);
        }
        start + count - 1
    }

    /// Notes `text`, the joined text of `row`, and marks the bare URLs in it.
    fn bare_links(&mut self, row: &[Located<'_>], text: &str) {
        let mut shown = 0;
        let see = |leaf: &mut Leaf, part: &str, link| {
            leaf.visible.push(Run {
                text: clean(part),
                note: Note { role: None, link },
            });
        };
        let mut places = Places::new(self.source, row);
        for url in links::find_bare(text) {
            let (Some(start), Some(end)) = (places.start_of(url.start), places.end_of(url.end)) else {
                continue;
            };
            let address = clean(&text[url.clone()]);
            let link = Some(self.links.index(&address, &address));
            see(self.leaf, &text[shown..url.start], None);
            see(self.leaf, &text[url.clone()], link);
            shown = url.end;
            let note = self.new_note(Note { role: None, link });
            self.edits.push((start..start, marks::open(note)));
            self.edits.push((end..end, marks::close()));
        }
        see(self.leaf, &text[shown..], None);
    }

    /// A code span that shows `code`.
    fn code_span(&self, code: &str) -> String {
        let code = clean(code);
        let fence = "`".repeat(longest_run(&code, '`') + 1);
        let code = if self.place == Place::Cell {
            code.replace('|', "\\|")
        } else {
            code
        };
        format!("{fence} {code} {fence}")
    }

    fn html(&mut self, at: usize, html: &CowStr<'_>) {
        let range = self.events[at].1.clone();
        let tag = html.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
        if html.starts_with("<!--") {
            self.edits.push((range, String::new()));
        } else if tag.eq_ignore_ascii_case("br") {
            let is_last = self.events[at + 1..]
                .iter()
                .all(|(event, _)| matches!(event, Event::End(_)));
            let text = if is_last { String::new() } else { self.break_text(true) };
            self.edits.push((range, text));
        } else {
            self.content(&range, html);
            if needs_cleaning(html) || self.source[range.clone()].contains('\n') {
                self.edits.push((range, clean(html)));
            }
        }
    }

    fn break_text(&self, is_hard: bool) -> String {
        if is_hard && self.place == Place::Paragraph {
            format!("\\\n{NEUTRAL}")
        } else {
            " ".to_owned()
        }
    }

    /// A line break takes the container's prefix on the next line with it.
    fn line_break(&mut self, at: usize, is_hard: bool) {
        let range = &self.events[at].1;
        let from = match at.checked_sub(1).and_then(|before| self.events.get(before)) {
            Some((Event::Start(_), _)) | None => range.start,
            Some((_, before)) => before.end.min(range.start),
        };
        let to = match self.events.get(at + 1) {
            Some((Event::End(_), _)) | None => range.end,
            Some((_, after)) => unescaped_start(self.source, after.start).max(range.end),
        };
        self.leaf.visible.push(Run {
            text: " ".to_owned(),
            note: Note::default(),
        });
        self.edits.push((from..to, self.break_text(is_hard)));
    }
}

/// Where parts of a row of text events stand in the source.
struct Places<'a, 's> {
    source: &'a str,
    row: std::iter::Peekable<std::slice::Iter<'a, Located<'s>>>,
    /// Bytes of text before the event that is next.
    before: usize,
    /// Whether that event's text is its source, letter by letter; compared once, for the text may be long.
    is_verbatim: Option<bool>,
}

impl<'a, 's> Places<'a, 's> {
    fn new(source: &'a str, row: &'a [Located<'s>]) -> Self {
        Self {
            source,
            row: row.iter().peekable(),
            before: 0,
            is_verbatim: None,
        }
    }

    /// Where the character at `offset` of the text starts. Offsets must be asked for in ascending order.
    fn start_of(&mut self, offset: usize) -> Option<usize> {
        self.skip_until(|end| offset < end);
        let (inside, range, is_verbatim) = self.current(offset)?;
        Some(if inside > 0 && is_verbatim {
            range.start + inside
        } else {
            unescaped_start(self.source, range.start)
        })
    }

    /// Where the text up to `offset` ends.
    fn end_of(&mut self, offset: usize) -> Option<usize> {
        self.skip_until(|end| offset <= end);
        let (inside, range, is_verbatim) = self.current(offset)?;
        Some(if is_verbatim { range.start + inside } else { range.end })
    }

    fn skip_until(&mut self, reached: impl Fn(usize) -> bool) {
        while let Some((Event::Text(text), _)) = self.row.peek() {
            if reached(self.before + text.len()) {
                break;
            }
            self.before += text.len();
            self.row.next();
            self.is_verbatim = None;
        }
    }

    fn current(&mut self, offset: usize) -> Option<(usize, Range<usize>, bool)> {
        let Some((Event::Text(text), range)) = self.row.peek() else {
            return None;
        };
        let source = self.source;
        let is_verbatim = *self
            .is_verbatim
            .get_or_insert_with(|| source.get(range.clone()) == Some(&**text));
        Some((offset - self.before, range.clone(), is_verbatim))
    }
}
