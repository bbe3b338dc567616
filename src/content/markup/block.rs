//! A block of HTML, written as Markdown.

mod parts;

use std::ops::Range;

use super::Piece;
use super::inline::{image, marks, target};
use super::table;
use super::token::{Tag, Token, tokens};

/// Elements that only hold others together.
#[rustfmt::skip]
const HOLDERS: &[&str] = &[
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "head", "header", "html", "legend", "main", "nav", "p", "picture", "section",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// Elements nested deeper than this count as if they were not.
const MOST_NESTED: usize = 24;

/// What stands between what was written and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Blank,
}

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Paragraphs, which keep their lines: there may be Markdown in them.
    Flow,
    /// Text on one line: a heading, an item.
    Line,
    /// A cell of a table, where a bar ends it.
    Cell,
}

#[derive(Debug)]
enum Container {
    Quote,
    List {
        /// The number of the next item, where they are numbered.
        next: Option<usize>,
    },
    Item {
        marker: String,
        is_written: bool,
    },
}

/// Marks around text that wait for its first word.
#[derive(Debug)]
struct Marks {
    name: String,
    opens: String,
    closes: String,
    is_written: bool,
    /// Where the element opens.
    at: usize,
}

/// Writes one block after the other: lists and `<details>` may go on over several.
pub(super) struct Writer<'t> {
    text: &'t str,
    /// The level of the last heading of Markdown.
    pub(super) heading: u8,
    details: u8,
    lists: Vec<Container>,
    /// Elements that are open and mean something else than in HTML, by what their tags say.
    foreign: Vec<String>,
}

impl<'t> Writer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            heading: 1,
            details: 0,
            lists: Vec::new(),
            foreign: Vec::new(),
        }
    }

    /// Makes text of the tags that mean something else than in HTML; returns whether any other is one of HTML.
    fn sort_out(&mut self, tokens: &mut [Token]) -> bool {
        let mut is_html = false;
        for token in tokens {
            let (tag, opens) = match token {
                Token::Text(_) | Token::Foreign(_) => continue,
                Token::Hidden => {
                    is_html = true;
                    continue;
                }
                Token::Open(tag) => (tag, true),
                Token::Close(tag) => (tag, false),
            };
            let is_known = is_element(tag, self.text);
            let is_foreign = if opens {
                let is_foreign = !is_known && HOLDERS.contains(&tag.name.as_str()) && self.foreign.len() < MOST_NESTED;
                if is_foreign {
                    self.foreign.push(tag.name.clone());
                }
                is_foreign
            } else {
                let open = self.foreign.iter().rposition(|name| *name == tag.name);
                open.map(|open| self.foreign.remove(open)).is_some()
            };
            is_html |= is_known && !is_foreign;
            if is_foreign {
                *token = Token::Foreign(tag.clone());
            }
        }
        is_html
    }

    /// The Markdown of a block; `None` where nothing in it is known.
    pub(super) fn block(&mut self, range: Range<usize>, is_nested: bool) -> Option<Vec<Piece>> {
        let mut tokens = tokens(self.text, range.clone());
        if !self.sort_out(&mut tokens) {
            return None;
        }
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &self.text[line..range.start];
        let mut block = Block {
            text: self.text,
            heading: self.heading,
            details: self.details,
            containers: std::mem::take(&mut self.lists),
            base: if is_nested {
                before.replace(|c: char| c != ' ', " ")
            } else {
                String::new()
            },
            is_nested,
            mode: Mode::Flow,
            gap: Gap::None,
            opening: None,
            marks: Vec::new(),
            out: Vec::new(),
            at: range.start,
        };
        // It may stand right below a paragraph.
        let above = self.text[..line].trim_end_matches([' ', '\t', '>']);
        let is_apart = above.is_empty() || above.ends_with("\n\n") || !before.trim().is_empty();
        if !is_apart {
            block.push("\n");
            block.push(&block.base.clone());
        }
        block.tokens(&tokens);
        block.end_marks(0);
        let behind = self.text[range.end..].split('\n').next().unwrap_or("");
        block.push(if behind.trim().is_empty() { "\n" } else { "\n\n" });
        self.heading = block.heading;
        self.details = block.details;
        let lists = block.containers.into_iter();
        self.lists = lists
            .filter(|container| matches!(container, Container::List { .. }))
            .collect();
        Some(block.out)
    }
}

/// Whether an element of this name is one of HTML that is known here, whatever its attributes.
pub(super) fn is_known(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "a",
        "blockquote",
        "br",
        "hr",
        "img",
        "input",
        "li",
        "ol",
        "pre",
        "source",
        "summary",
        "ul",
    ];
    OTHERS.contains(&name) || HOLDERS.contains(&name) || heading_level(name).is_some() || marks(name).is_some()
}

/// Whether a tag is of an element of HTML that is known here.
fn is_element(tag: &Tag, text: &str) -> bool {
    match tag.name.as_str() {
        "a" | "img" => true,
        "blockquote" | "br" | "hr" | "input" | "li" | "ol" | "pre" | "source" | "ul" => tag.is_plain(text),
        name if heading_level(name).is_some() => tag.is_plain(text),
        name => (HOLDERS.contains(&name) || marks(name).is_some()) && tag.is_plain(text),
    }
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

struct Block<'t> {
    text: &'t str,
    heading: u8,
    details: u8,
    containers: Vec<Container>,
    /// The indentation of the item it stands in.
    base: String,
    /// Whether it stands in an item.
    is_nested: bool,
    mode: Mode,
    gap: Gap,
    /// What is put before the next word, and where it comes from: the mark of a heading.
    opening: Option<(String, usize)>,
    marks: Vec<Marks>,
    out: Vec<Piece>,
    /// Where in the text what is being written comes from.
    at: usize,
}

impl Block<'_> {
    fn push(&mut self, text: &str) {
        self.out.push((text.to_owned(), self.at));
    }

    fn tokens(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                Token::Text(range) => self.words(range.clone()),
                Token::Hidden => {}
                Token::Foreign(tag) => self.raw(tag),
                Token::Open(tag) => {
                    self.at = tag.range.start;
                    at += self.open(tag, &tokens[at..]);
                }
                Token::Close(tag) => {
                    self.at = tag.range.start;
                    self.close(tag);
                }
            }
        }
    }

    fn words(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for line in self.text[range].split_inclusive('\n') {
            let words = line.trim();
            if line.starts_with(char::is_whitespace) && !line.starts_with('\n') {
                self.leave(Gap::Space);
            }
            if !words.is_empty() {
                self.at = at + line.len() - line.trim_start().len();
                match self.mode {
                    Mode::Cell => self.word(&words.replace('|', "\\|")),
                    _ => self.word(words),
                }
                if line.trim_end_matches('\n').ends_with(char::is_whitespace) {
                    self.leave(Gap::Space);
                }
            }
            if line.ends_with('\n') {
                let keeps_lines = self.mode == Mode::Flow && !self.is_in_item();
                self.leave(if keeps_lines { Gap::Line } else { Gap::Space });
            }
            at += line.len();
        }
    }

    /// So much stands between what was written and what comes, at least.
    fn leave(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn word(&mut self, word: &str) {
        self.begin();
        self.push(word);
    }

    /// Writes whatever stands before a word.
    fn begin(&mut self) {
        let is_first = self.out.iter().all(|(piece, _)| piece.trim().is_empty());
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let starts_line = is_first || gap >= Gap::Line;
        if !is_first {
            match gap {
                Gap::None => {}
                Gap::Space => self.push(" "),
                Gap::Line => self.push("\n"),
                Gap::Blank => {
                    self.push("\n");
                    let blank = self.prefix(true);
                    self.push(blank.trim_end());
                    self.push("\n");
                }
            }
        }
        if starts_line {
            let prefix = self.prefix(false);
            // The indentation of the first line stands there already.
            self.push(
                if is_first { &prefix[self.base.len()..] } else { &prefix }
                    .to_owned()
                    .as_str(),
            );
        }
        if let Some(opening) = self.opening.take() {
            self.out.push(opening);
        }
        for at in 0..self.marks.len() {
            if !self.marks[at].is_written {
                self.marks[at].is_written = true;
                let opens = (self.marks[at].opens.clone(), self.marks[at].at);
                self.out.push(opens);
            }
        }
    }

    /// What the containers put before a line; on a blank one no item starts.
    fn prefix(&mut self, is_blank: bool) -> String {
        let mut prefix = self.base.clone();
        for container in &mut self.containers {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::List { .. } => {}
                Container::Item { marker, is_written } => {
                    if *is_written || is_blank {
                        prefix.extend(std::iter::repeat_n(' ', marker.len()));
                    } else {
                        prefix.push_str(marker);
                        *is_written = true;
                    }
                }
            }
        }
        prefix
    }

    /// Opens an element; returns how many of the tokens behind it were taken with it.
    fn open(&mut self, tag: &Tag, rest: &[Token]) -> usize {
        if !(is_element(tag, self.text) || tag.name == "summary" && self.details > 0) {
            self.raw(tag);
            return 0;
        }
        let in_line = self.mode != Mode::Flow;
        match tag.name.as_str() {
            "br" if self.mode == Mode::Cell => self.word("<br>"),
            "br" => self.leave(Gap::Line),
            "hr" if !in_line => {
                self.leave(Gap::Blank);
                self.word("---");
                self.leave(Gap::Blank);
            }
            "img" => {
                if let Some(image) = image(tag, self.text) {
                    self.word(&image);
                }
            }
            "input" if tag.attribute(self.text, "type") == Some("checkbox") => {
                let is_checked = tag.attribute(self.text, "checked").is_some();
                self.word(if is_checked { "[x]" } else { "[ ]" });
                self.leave(Gap::Space);
            }
            "a" => {
                let href = tag.attribute(self.text, "href").map(target);
                let (opens, closes) = href.map_or_else(Default::default, |href| ("[".to_owned(), format!("]({href})")));
                self.mark("a", opens, closes);
            }
            "table" if self.mode == Mode::Flow => {
                if let Some((table, taken)) = table::read(rest, self.text) {
                    self.table(&table);
                    return taken;
                }
                self.leave(Gap::Blank);
            }
            "pre" if self.mode != Mode::Cell => return self.preformatted(rest),
            "summary" if self.mode == Mode::Flow => return self.summary(rest),
            "details" => {
                self.details = self.details.saturating_add(1);
                self.leave(Gap::Blank);
            }
            "li" if self.mode == Mode::Cell => self.leave(Gap::Space),
            "li" => self.item(),
            "ul" | "ol" if self.mode != Mode::Cell => {
                let is_outer = !self
                    .containers
                    .iter()
                    .any(|container| matches!(container, Container::List { .. }));
                self.leave(if is_outer { Gap::Blank } else { Gap::Line });
                if self.containers.len() >= MOST_NESTED {
                    return 0;
                }
                let start = tag.attribute(self.text, "start").and_then(|start| start.parse().ok());
                let next = (tag.name == "ol").then_some(start.unwrap_or(1));
                self.containers.push(Container::List { next });
            }
            "dt" if self.mode == Mode::Flow => {
                self.close_item();
                self.item();
                self.mark("dt", "**".to_owned(), "**".to_owned());
            }
            "dd" => {
                if self.out.last().is_some_and(|(piece, _)| piece == "**") {
                    self.gap = Gap::None;
                    self.push(":");
                }
                self.leave(Gap::Space);
            }
            "blockquote" if !in_line => {
                self.leave(Gap::Blank);
                if self.containers.len() < MOST_NESTED {
                    self.containers.push(Container::Quote);
                }
            }
            name => {
                if let Some(level) = heading_level(name).filter(|_| self.mode == Mode::Flow && !self.is_in_item()) {
                    self.head(level);
                } else if heading_level(name).is_some() {
                    self.mark(name, "**".to_owned(), "**".to_owned());
                } else if let Some(marks) = marks(name).filter(|_| !HOLDERS.contains(&name)) {
                    self.mark(name, marks.to_owned(), marks.to_owned());
                } else {
                    self.hold();
                }
            }
        }
        0
    }

    fn close(&mut self, tag: &Tag) {
        if !is_element(tag, self.text) {
            return self.raw(tag);
        }
        match tag.name.as_str() {
            "li" if self.mode == Mode::Cell => self.leave(Gap::Space),
            "li" | "dd" => self.close_item(),
            "ul" | "ol" | "dl" if self.mode != Mode::Cell => self.close_list(),
            "blockquote" => {
                let quote = self
                    .containers
                    .iter()
                    .rposition(|container| matches!(container, Container::Quote));
                if let Some(quote) = quote {
                    self.containers.truncate(quote);
                }
                self.leave(Gap::Blank);
            }
            "details" => {
                self.details = self.details.saturating_sub(1);
                self.leave(Gap::Blank);
            }
            name => {
                let open = self.marks.iter().rposition(|marks| marks.name == name);
                if let Some(open) = open {
                    self.end_marks(open);
                } else if heading_level(name).is_some() {
                    self.end_line();
                } else if HOLDERS.contains(&name) {
                    self.hold();
                }
            }
        }
    }

    /// What is no element of HTML is text.
    fn raw(&mut self, tag: &Tag) {
        let source = &self.text[tag.range.clone()];
        let starts_line = self.text[..tag.range.start]
            .trim_end_matches([' ', '\t'])
            .ends_with('\n');
        let ends_line = self.text[tag.range.end..].starts_with('\n');
        let is_alone = starts_line && ends_line && self.mode == Mode::Flow;
        if is_alone {
            self.leave(Gap::Blank);
        }
        self.word(source);
        if is_alone {
            self.leave(Gap::Blank);
        }
    }

    /// The bounds of an element that holds others together.
    fn hold(&mut self) {
        let gap = match self.mode {
            Mode::Flow if !self.is_in_item() => Gap::Blank,
            Mode::Flow => Gap::Line,
            _ => Gap::Space,
        };
        // Before the first word of an item there is nothing to part it from.
        let is_fresh = matches!(self.containers.last(), Some(Container::Item { is_written: false, .. }));
        if !is_fresh {
            self.leave(gap);
        }
    }

    fn mark(&mut self, name: &str, opens: String, closes: String) {
        if self.marks.len() >= MOST_NESTED {
            return;
        }
        self.marks.push(Marks {
            name: name.to_owned(),
            opens,
            closes,
            is_written: false,
            at: self.at,
        });
    }

    /// Ends the marks from one on, the inner ones first.
    fn end_marks(&mut self, from: usize) {
        for marks in self.marks.drain(from..).rev().collect::<Vec<_>>() {
            if marks.is_written {
                self.push(&marks.closes);
            }
        }
    }

    /// Starts a heading.
    fn head(&mut self, level: u8) {
        self.leave(Gap::Blank);
        self.mode = Mode::Line;
        self.heading = if self.details == 0 { level } else { self.heading };
        self.opening = Some((format!("{} ", "#".repeat(usize::from(level))), self.at));
    }

    fn end_line(&mut self) {
        self.end_marks(0);
        self.mode = Mode::Flow;
        self.opening = None;
        self.leave(Gap::Blank);
    }

    fn is_in_item(&self) -> bool {
        self.is_nested
            || self
                .containers
                .iter()
                .any(|container| matches!(container, Container::Item { .. }))
    }

    fn item(&mut self) {
        if matches!(self.containers.last(), Some(Container::Item { .. })) {
            self.close_item();
        }
        self.leave(Gap::Line);
        if self.containers.len() > MOST_NESTED {
            return;
        }
        let marker = match self.containers.last_mut() {
            Some(Container::List { next: Some(next) }) => {
                *next += 1;
                format!("{}. ", *next - 1)
            }
            _ => "- ".to_owned(),
        };
        self.containers.push(Container::Item {
            marker,
            is_written: false,
        });
    }

    fn close_item(&mut self) {
        self.end_marks(0);
        if matches!(self.containers.last(), Some(Container::Item { .. })) {
            self.containers.pop();
        }
        self.leave(Gap::Line);
    }

    fn close_list(&mut self) {
        self.close_item();
        if matches!(self.containers.last(), Some(Container::List { .. })) {
            self.containers.pop();
        }
        let is_outer = !self
            .containers
            .iter()
            .any(|container| matches!(container, Container::List { .. }));
        self.leave(if is_outer { Gap::Blank } else { Gap::Line });
    }
}
