//! Whatever lists things (lists, tables, drawn plans), made into groups of entries.

mod laid_out;

use std::collections::HashSet;
use std::ops::Range;

use super::block::{Block, Kind, ListItem, Table};
use super::classify::{self, Label};
use super::fence::{self, Drawings};
use super::guess;
use super::inline::Inline;
use super::item::{self, Addresses, Item};
pub(super) use super::kept::{markdown, trim_blank_lines};
use super::named;
use super::overrides::Overrides;
use super::roles;
use super::shapes::{LONGEST_LINE, are_counted, are_pairs, is_command, is_name_list, is_written_out, ranks_tools};
use super::text::{bare_title, one_line};
use super::tree::Section;

/// What a remark on a list of things to learn opens with, and nothing to learn does.
#[rustfmt::skip]
const REMARKS: &[&str] = &[
    "best for", "career", "career span", "demand", "difficulty", "duration", "estimated time", "example", "focus", "goal", "goals",
    "learning time", "milestone", "milestones", "note", "objective", "objectives", "outcome", "outcomes", "practice",
    "prerequisite", "prerequisites", "project", "salary", "salary range", "skill", "space", "time", "time to job",
    "timeline", "tip", "use cases", "uses", "项目", "实战", "实战项目", "推荐平台", "推荐工具", "推荐资源", "资源", "练习", "目标", "时间", "难度", "目標", "期間",
];

/// The longest of them.
const LONGEST_REMARK: usize = "estimated time".len();

/// What steps are called that stand in paragraphs of their own, besides periods.
const RANKED: &[&str] = &[
    "advanced",
    "beginner",
    "expert",
    "foundation",
    "foundations",
    "intermediate",
    "mastery",
];

/// One thing listed.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) item: Item,
    /// How deep it was nested.
    pub(super) depth: u8,
    pub(super) range: Range<usize>,
}

/// Entries under one label.
#[derive(Debug, Clone, Default)]
pub(super) struct EntryGroup {
    pub(super) title: Option<String>,
    pub(super) entries: Vec<Entry>,
    /// Where the label stands, so that its words are kept when it labels nothing.
    pub(super) label: Option<Range<usize>>,
}

/// What to take for entries besides lists and tables.
#[derive(Debug, Clone, Copy)]
pub(super) struct Options {
    pub(super) addresses: Addresses,
    pub(super) drawings: Drawings,
    /// Keep remarks on the list ("Duration: two weeks") as text.
    pub(super) set_remarks_aside: bool,
    /// Paragraphs whose every line is `**Name**: detail`.
    pub(super) bold_lines: bool,
}

/// What belongs to entries and is none, nor text around them.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The heads of tables whose rows are entries, each on one line.
    pub(super) heads: Vec<(String, Range<usize>)>,
    /// What stands in an entry and is no text, such as code, with the entry's title.
    pub(super) inserts: Vec<(String, Range<usize>)>,
}

/// Collects entries block by block.
pub(super) struct Collector<'t> {
    text: &'t str,
    options: Options,
    groups: Vec<EntryGroup>,
    /// Groups whose label says that they are tools.
    pub(super) tools: Vec<EntryGroup>,
    /// What the last label said of the lists below it.
    label: Label,
    /// Heading of the sub-section being read; a label below it is named with it.
    prefix: Option<String>,
    /// So many places make a line of arrows in the list being read.
    shortest_chain: usize,
    /// Text that is no entry.
    rest: Vec<Range<usize>>,
    beside: Beside,
    /// What entries were read out of besides lists and tables.
    pub(super) drawn: Option<&'static str>,
}

impl<'t> Collector<'t> {
    pub(super) fn new(text: &'t str, options: Options) -> Self {
        Self {
            text,
            options,
            groups: Vec::new(),
            tools: Vec::new(),
            label: Label::Group,
            prefix: None,
            shortest_chain: 3,
            rest: Vec::new(),
            beside: Beside::default(),
            drawn: None,
        }
    }

    /// Takes the blocks of a section and of all below it, each heading below it being a label.
    pub(super) fn section(&mut self, section: &Section<'_>) {
        self.section_without(section, &Overrides::default());
    }

    /// Takes the blocks of a part of a course and of all below it but the sections whose author says what they hold.
    ///
    /// A sub-section that is written out, with more text than list, is one entry itself.
    pub(super) fn part(&mut self, section: &Section<'_>, overrides: &Overrides) {
        self.blocks(section.blocks);
        let mut start = 0;
        for (at, child) in section.children.iter().enumerate() {
            if !is_written_out(child) || overrides.names(child) || overrides.names_below(child) {
                continue;
            }
            self.children_of(&section.children[start..at], None, overrides);
            start = at + 1;
            let heading = child
                .heading
                .map(|heading| bare_title(&heading.text))
                .unwrap_or_default();
            if self.options.set_remarks_aside && classify::label(&heading) == Label::Aside {
                self.rest.push(child.range.clone());
                continue;
            }
            self.prefix = None;
            self.label = Label::Group;
            if self.groups.last().is_none_or(|group| group.title.is_some()) {
                self.start_group(None, None);
            }
            self.add(Entry {
                item: Item {
                    title: heading,
                    ..Item::default()
                },
                depth: 0,
                range: child.range.start..child.body,
            });
            self.rest.push(child.text());
        }
        self.children_of(&section.children[start..], None, overrides);
    }

    /// Takes them all but the sections whose author says what they hold.
    pub(super) fn section_without(&mut self, section: &Section<'_>, overrides: &Overrides) {
        self.blocks(section.blocks);
        self.children_of(&section.children, None, overrides);
    }

    fn children_of(&mut self, children: &[Section<'_>], above: Option<&str>, overrides: &Overrides) {
        for child in children.iter().filter(|child| !overrides.names(child)) {
            let heading = child
                .heading
                .map(|heading| bare_title(&heading.text))
                .unwrap_or_default();
            let name = super::text::join(&[above.unwrap_or(""), &heading], " · ");
            self.start_labelled(&heading, Some(name.clone()), child.range.start..child.body);
            // Labels below what stands beside the path are no parts of it either.
            if self.label == Label::Aside && !overrides.names_below(child) {
                self.rest.push(child.text());
                continue;
            }
            self.prefix = Some(name.clone());
            self.blocks(child.blocks);
            self.children_of(&child.children, Some(&name), overrides);
            self.prefix = above.map(str::to_owned);
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let mut was_bold = false;
        for (at, block) in blocks.iter().enumerate() {
            let item = self.bold_line(block);
            let is_bold = item.is_some();
            let next = || blocks.get(at + 1).is_some_and(|next| self.bold_line(next).is_some());
            match item.filter(|_| was_bold || next()) {
                Some(item) => self.add(Entry {
                    item,
                    depth: 0,
                    range: block.range.clone(),
                }),
                None => self.block(block),
            }
            was_bold = is_bold;
        }
    }

    /// A paragraph of one line that may be one of several steps: `**Month 1**: Syntax`.
    fn bold_line(&self, block: &Block) -> Option<Item> {
        let Kind::Paragraph(inline) = &block.kind else {
            return None;
        };
        let is_line = self.options.bold_lines
            && inline.opens_bold()
            && inline.text.len() <= LONGEST_LINE
            && !inline.text.contains(['\n', '→']);
        if !is_line || inline.is_label() {
            return None;
        }
        let item = item::parse(inline, self.options.addresses);
        let title = item
            .title
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end()
            .to_lowercase();
        let is_due = if self.options.set_remarks_aside {
            named::is_named_period(&item.title) || RANKED.contains(&title.as_str())
        } else {
            guess::is_rung(&item.title) || roles::is_role(&item.title)
        };
        (is_due && !item.detail.is_empty()).then_some(item)
    }

    /// Whether nothing is listed.
    pub(super) fn is_empty(&self) -> bool {
        let mut groups = self.groups.iter().chain(&self.tools);
        groups.all(|group| group.entries.is_empty())
    }

    /// What is listed at the margin, in lower case.
    pub(super) fn titles(&self) -> Vec<String> {
        let entries = self.groups.iter().chain(&self.tools).flat_map(|group| &group.entries);
        let at_margin = entries.filter(|entry| entry.depth == 0);
        let name = |item: &Item| {
            let is_due = named::is_named_period(&item.title) && !item.detail.is_empty();
            (if is_due { &item.detail } else { &item.title }).to_lowercase()
        };
        at_margin.map(|entry| name(&entry.item)).collect()
    }

    /// Takes the tools apart from the other entries; where there are no others they stay.
    pub(super) fn take_tools(&mut self) -> Vec<EntryGroup> {
        let tools = std::mem::take(&mut self.tools);
        let (tools, empty): (Vec<_>, Vec<_>) = tools.into_iter().partition(|group| !group.entries.is_empty());
        self.rest.extend(empty.into_iter().filter_map(|group| group.label));
        if self.is_empty() {
            self.groups.extend(tools);
            return Vec::new();
        }
        tools
    }

    /// Takes what belongs to entries; where nobody does, it is text around them.
    pub(super) fn take_beside(&mut self) -> Beside {
        std::mem::take(&mut self.beside)
    }

    /// The groups that have entries, and the text that is in none.
    pub(super) fn finish(self) -> (Vec<EntryGroup>, Vec<Range<usize>>) {
        let (kept, empty): (Vec<_>, Vec<_>) = self.groups.into_iter().partition(|group| !group.entries.is_empty());
        let mut rest = self.rest;
        let Beside { heads, inserts } = self.beside;
        rest.extend(heads.into_iter().chain(inserts).map(|(_, range)| range));
        // A heading whose words stand in front of its sub-labels is not lost.
        let opened: HashSet<&str> = kept
            .iter()
            .filter_map(|group| group.title.as_deref())
            .flat_map(|title| title.match_indices(" · ").map(|(at, _)| &title[..at]))
            .collect();
        let spoken = |group: &EntryGroup| group.title.as_deref().is_some_and(|title| opened.contains(title));
        rest.extend(
            empty
                .iter()
                .filter(|group| !spoken(group))
                .filter_map(|group| group.label.clone()),
        );
        rest.sort_by_key(|range| range.start);
        (kept, rest)
    }

    fn start_group(&mut self, title: Option<String>, label: Option<Range<usize>>) {
        self.groups.push(EntryGroup {
            title,
            entries: Vec::new(),
            label,
        });
    }

    /// Starts a group at a label, which may say that what is listed below it is none of this.
    fn start_labelled(&mut self, label: &str, title: Option<String>, range: Range<usize>) {
        self.label = if self.options.set_remarks_aside {
            classify::label(label)
        } else {
            Label::Group
        };
        match self.label {
            Label::Group => self.start_group(title, Some(range)),
            Label::Aside => self.rest.push(range),
            Label::Tools => self.tools.push(EntryGroup {
                title,
                entries: Vec::new(),
                label: Some(range),
            }),
        }
    }

    fn add(&mut self, entry: Entry) {
        let groups = if self.label == Label::Tools {
            &mut self.tools
        } else {
            &mut self.groups
        };
        if groups.is_empty() {
            groups.push(EntryGroup::default());
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(entry);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::List(_) | Kind::Table(_) | Kind::Code(_) if self.label == Label::Aside => {
                self.rest.push(block.range.clone());
            }
            Kind::List(items) => {
                // Beside a line of arrows one with two places is one as well.
                let is_chain = |item: &ListItem| item.text.chain().is_some();
                let leads = self.options.set_remarks_aside && self.is_below_track();
                let is_short = |item: &ListItem| !item.text.opens_bold() && item.text.chain_of(2).is_some();
                let is_way = leads && items.iter().filter(|item| is_short(item)).count() == 1;
                self.shortest_chain = if is_way || items.iter().any(is_chain) { 2 } else { 3 };
                for item in items {
                    // Beside the one way along a path, the others say how long it takes and where it leads.
                    if is_way && !is_short(item) && item.blocks.is_empty() {
                        self.rest.push(item.range.clone());
                    } else {
                        self.item(item, 0);
                    }
                }
            }
            Kind::Table(table) => self.table(table, &block.range),
            Kind::Code(code) if self.options.drawings.take(code) => self.plan(code, &block.range),
            Kind::Code(code) if self.options.drawings == Drawings::No && fence::listed(code).is_some() => {
                self.drawn = Some("a code fence");
                for line in fence::listed(code).unwrap_or_default() {
                    self.line(Inline::plain(line), &block.range);
                }
            }
            Kind::Code(_) | Kind::Paragraph(_)
                if self.options.drawings == Drawings::No && fence::boxed(block).is_some() =>
            {
                self.boxed(block);
            }
            Kind::Paragraph(inline) if inline.is_label() => {
                let label = bare_title(&inline.text);
                let title = super::text::join(&[self.prefix.as_deref().unwrap_or(""), &label], " · ");
                self.start_labelled(&label, Some(title), block.range.clone());
            }
            Kind::Paragraph(inline) if inline.is_glyph_list() => {
                for text in inline.lines() {
                    self.line(text, &block.range);
                }
            }
            Kind::Paragraph(inline) if self.options.drawings == Drawings::Pairs && are_pairs(inline) => {
                for text in inline.lines() {
                    match text.text.split_once(": ").filter(|(label, _)| ranks_tools(label)) {
                        Some((label, names)) => {
                            self.start_group(Some(label.trim().to_owned()), Some(block.range.clone()));
                            for name in crate::content::names::mentions(names) {
                                self.line(Inline::plain(&name), &block.range);
                            }
                        }
                        None => self.line(text, &block.range),
                    }
                }
            }
            Kind::Paragraph(inline) if self.options.drawings == Drawings::Pairs && is_name_list(inline) => {
                for name in crate::content::names::mentions(inline.text.trim().trim_end_matches('.')) {
                    self.line(Inline::plain(&name), &block.range);
                }
            }
            Kind::Paragraph(inline) if self.options.bold_lines && are_counted(inline) => {
                for text in inline.lines() {
                    self.line(text, &block.range);
                }
            }
            Kind::Paragraph(inline) if self.options.drawings.take_chains() && inline.has_arrow() => {
                match inline.labelled_chains() {
                    Some(chains) => self.chains(chains, &block.range),
                    None if self.options.bold_lines => self.bold_lines(inline, &block.range),
                    None => self.rest.push(block.range.clone()),
                }
            }
            Kind::Paragraph(inline) if self.options.bold_lines => {
                self.bold_lines(inline, &block.range);
            }
            Kind::Rule => {}
            _ => self.rest.push(block.range.clone()),
        }
    }

    /// Whether the label above names one path of several ("**Kiln Engineer Path (3 months):**").
    fn is_below_track(&self) -> bool {
        let group = self.groups.last().filter(|group| group.entries.is_empty());
        group
            .and_then(|group| group.title.as_deref())
            .is_some_and(guess::is_track)
    }

    /// Takes the one paragraph of a section where it is a list of names ("HTML, CSS, JS"), or says something of one
    /// ("**Kiln**: how to fire it").
    pub(super) fn names(&mut self, blocks: &[Block]) {
        let [
            Block {
                kind: Kind::Paragraph(inline),
                range,
            },
        ] = blocks
        else {
            return;
        };
        if is_name_list(inline) {
            self.rest.clear();
            for name in crate::content::names::mentions(inline.text.trim().trim_end_matches('.')) {
                self.line(Inline::plain(&name), range);
            }
        } else if inline.opens_bold() && !inline.is_label() && !inline.text.contains('\n') {
            let item = item::parse(inline, self.options.addresses);
            if !item.detail.is_empty() && !self.is_remark(&item) && !named::opens_period(&item.title) {
                self.rest.clear();
                self.add(Entry {
                    item,
                    depth: 0,
                    range: range.clone(),
                });
            }
        }
    }

    fn chains(&mut self, chains: Vec<(Option<String>, Vec<String>)>, range: &Range<usize>) {
        self.drawn = Some("a line of arrows");
        for (label, places) in chains {
            if let Some(label) = label {
                let label = bare_title(&label);
                if self.options.set_remarks_aside && classify::label(&label) == Label::Aside {
                    self.rest.push(range.clone());
                    continue;
                }
                let title = super::text::join(&[self.prefix.as_deref().unwrap_or(""), &label], " · ");
                self.start_group(Some(title), None);
            }
            for place in places {
                self.line(Inline::plain(&place), range);
            }
        }
    }

    fn line(&mut self, text: Inline, range: &Range<usize>) {
        let item = ListItem {
            text,
            range: range.clone(),
            ..ListItem::default()
        };
        self.item(&item, 0);
    }

    fn is_remark(&self, item: &Item) -> bool {
        self.options.set_remarks_aside
            && item.links.is_empty()
            && !item.detail.is_empty()
            && item.title.len() <= LONGEST_REMARK
            // The timetable of a week says when to learn, and not what.
            && (named::is_hour(&item.title) || match item.title.to_lowercase().as_str() {
                // What is to be built, and no part of the path by that name.
                "projects" => item.detail.contains(','),
                title => REMARKS.contains(&title),
            })
    }

    fn item(&mut self, list_item: &ListItem, depth: u8) {
        let mut item = item::parse(&list_item.text, self.options.addresses);
        if self.options.drawings == Drawings::Pairs {
            name_by_bold(&mut item, &list_item.text);
        }
        let is_label =
            item.said().is_empty() && list_item.blocks.iter().any(|block| matches!(block.kind, Kind::List(_)));
        if self.options.set_remarks_aside && is_label && classify::label(&item.title) == Label::Aside {
            self.rest.push(list_item.range.clone());
            return;
        }
        let is_remark = self.is_remark(&item) || self.options.set_remarks_aside && is_command(&list_item.text);
        if is_remark && list_item.blocks.is_empty() {
            self.rest.push(list_item.range.clone());
            return;
        }
        if self.options.drawings == Drawings::Plans
            && list_item.blocks.is_empty()
            && !list_item.text.opens_bold()
            && let Some(places) = list_item.text.chain_of(self.shortest_chain)
        {
            self.drawn = Some("a line of arrows");
            for place in places {
                let item = item::parse(&Inline::plain(place), self.options.addresses);
                self.add(Entry {
                    item,
                    depth,
                    range: list_item.range.clone(),
                });
            }
            return;
        }
        let is_empty = list_item.text.is_blank();
        let nested = list_item
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, Kind::List(_)));
        for block in list_item
            .blocks
            .iter()
            .filter(|block| !matches!(block.kind, Kind::List(_) | Kind::Rule))
        {
            match &block.kind {
                Kind::Paragraph(inline) | Kind::Heading(_, inline) => item::go_on(&mut item, inline),
                _ => self
                    .beside
                    .inserts
                    .push((item.title.clone(), self.whole_lines(&block.range))),
            }
        }
        if !item.title.is_empty() || !item.detail.is_empty() {
            self.add(Entry {
                item,
                depth,
                range: list_item.range.clone(),
            });
        }
        let below = if is_empty { depth } else { depth.saturating_add(1) };
        for block in nested {
            if let Kind::List(items) = &block.kind {
                for item in items {
                    self.item(item, below);
                }
            }
        }
    }

    /// A stretch with the indentation of its first line.
    fn whole_lines(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.text[..range.start].trim_end_matches(' ').len();
        let is_line = start == 0 || self.text[..start].ends_with('\n');
        (if is_line { start } else { range.start })..range.end
    }
}

/// A tool is what stands in bold where more words follow ("**Kiln** for firing").
fn name_by_bold(item: &mut Item, inline: &Inline) {
    let bold = inline
        .marks
        .first()
        .filter(|_| inline.opens_bold() && item.said().is_empty());
    let rest = bold.map_or("", |bold| inline.text[bold.range.end..].trim());
    if let Some(bold) = bold
        && rest.starts_with(char::is_lowercase)
    {
        item.title = bare_title(&inline.text[bold.range.clone()]);
        item.detail = one_line(rest);
    }
}

/// The head of a table on one line ("Tool | Purpose").
pub(super) fn head(table: &Table) -> String {
    let cells: Vec<String> = table.head.iter().map(|cell| one_line(&cell.text)).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    super::text::join(&cells, " | ")
}
