//! Entries in tables, in drawn plans and in lines that open with bold text.

use std::ops::Range;

use super::super::block::{Block, Code, Table};
use super::super::fence::{self, Drawings};
use super::super::inline::Inline;
use super::super::item::{self, Item};
use super::super::shapes::LONGEST_LINES;
use super::super::text::{bare_title, one_line};
use super::super::{family, links, named, tables};
use super::{Collector, Entry, head};

/// The names in a cell that lists some and holds no links.
fn names_of_cell(cell: &Inline) -> Vec<String> {
    const LONGEST: usize = 4;
    let is_name = |name: &&str| (1..=LONGEST).contains(&name.split_whitespace().count());
    let mark = [" · ", ", "].into_iter().find(|mark| cell.text.contains(mark));
    let names: Vec<&str> = mark
        .map(|mark| cell.text.split(mark).map(str::trim).collect())
        .unwrap_or_default();
    let is_plain = mark == Some(" · ") || !cell.text.contains('(');
    if names.iter().all(is_name) && cell.links().is_empty() && is_plain && !cell.text.contains(". ") {
        names.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

impl Collector<'_> {
    pub(super) fn table(&mut self, table: &Table, range: &Range<usize>) {
        let name_column = if self.options.drawings == Drawings::Pairs {
            tables::tool_column(table)
        } else {
            tables::name_column(table)
        };
        let names_none = |(row, _): &(Vec<Inline>, Range<usize>)| {
            let name = row.get(name_column);
            name.is_none_or(|name| tables::is_count(name) || family::is_bare_count(&name.text))
        };
        if table.rows.iter().all(names_none) || tables::is_of_hours(table) {
            self.rest.push(range.clone());
            return;
        }
        let tool_column = self.options.drawings == Drawings::Pairs && name_column != tables::name_column(table);
        self.beside.heads.push((head(table), table.head_range.clone()));
        for (row, range) in &table.rows {
            let Some(name) = row.get(name_column) else {
                continue;
            };
            // Behind what they are for, several tools stand in one cell.
            let names = if tool_column { names_of_cell(name) } else { Vec::new() };
            if let [_, _, ..] = names.as_slice() {
                self.named_together(names, row, name_column, range);
                continue;
            }
            let mut item = item::parse(name, self.options.addresses);
            for (column, cell) in row.iter().enumerate() {
                if column == name_column || column == 0 && tables::is_count(cell) {
                    continue;
                }
                let part = item::parse(cell, self.options.addresses);
                item.links.extend(part.links);
                item.targets.extend(part.targets);
                item.detail = super::super::text::join(&[&item.detail, &one_line(&cell.text)], " · ");
            }
            if item.title.is_empty() {
                self.rest.push(range.clone());
            } else {
                self.add(Entry {
                    item,
                    depth: 0,
                    range: range.clone(),
                });
            }
        }
    }

    /// Tools of one cell, of each of which the other cells say what it is for.
    fn named_together(&mut self, names: Vec<String>, row: &[Inline], name_column: usize, range: &Range<usize>) {
        let others = row.iter().enumerate().filter(|(column, _)| *column != name_column);
        let said: Vec<String> = others.map(|(_, cell)| one_line(&cell.text)).collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let detail = super::super::text::join(&said, " · ");
        for name in names {
            let mut item = item::parse(&Inline::plain(&name), self.options.addresses);
            item.detail = super::super::text::join(&[&item.detail, &detail], " · ");
            self.add(Entry {
                item,
                depth: 0,
                range: range.clone(),
            });
        }
    }

    /// What a box lists: lines that are none of a list name what follows them.
    pub(super) fn boxed(&mut self, block: &Block) {
        self.drawn = Some("a box");
        let range = &block.range;
        for line in fence::boxed(block).unwrap_or_default() {
            if line.is_item {
                self.line(Inline::plain(&line.text), range);
            } else {
                let title =
                    super::super::text::join(&[self.prefix.as_deref().unwrap_or(""), &bare_title(&line.text)], " · ");
                self.start_labelled(&line.text, Some(title), range.clone());
            }
        }
    }

    pub(super) fn plan(&mut self, code: &Code, range: &Range<usize>) {
        if let Some(uses) = fence::uses(code).filter(|_| self.options.drawings == Drawings::Pairs) {
            self.drawn = Some("a code fence");
            for (name, used) in uses {
                let mut item = item::parse(&Inline::plain(name), self.options.addresses);
                item.detail = super::super::text::join(&[&item.detail, used], " · ");
                self.add(Entry {
                    item,
                    depth: 0,
                    range: range.clone(),
                });
            }
            return;
        }
        // In a ladder, what a tree hangs from is a rung itself.
        let has_labels = self.options.drawings != Drawings::Any;
        let mut lines = fence::lines(code);
        if lines.is_empty() {
            self.rest.push(range.clone());
            return;
        }
        if has_labels {
            lines = fence::steps(lines);
        }
        self.drawn = Some("a code fence");
        // Behind the last remark that was found.
        let mut from = range.start;
        for line in lines {
            let last = self
                .groups
                .last_mut()
                .and_then(|group| group.entries.last_mut())
                .filter(|_| line.is_transition);
            if let Some(entry) = last {
                entry.item.detail = super::super::text::join(&[&entry.item.detail, line.text], "\n");
            } else if line.is_label && has_labels {
                let title =
                    super::super::text::join(&[self.prefix.as_deref().unwrap_or(""), &bare_title(line.text)], " · ");
                self.start_group(Some(title), Some(range.clone()));
            } else {
                let item = item::parse(&Inline::plain(line.text), self.options.addresses);
                if self.is_remark(&item) {
                    let at = self.text[from..range.end].find(line.text).map_or(from, |at| from + at);
                    let end = (at + line.text.len()).min(range.end);
                    self.rest.push(at..end);
                    from = end;
                    continue;
                }
                let depth = if has_labels {
                    line.depth.saturating_sub(1)
                } else {
                    line.depth
                };
                self.add(Entry {
                    item,
                    depth,
                    range: range.clone(),
                });
            }
        }
    }

    pub(super) fn bold_lines(&mut self, inline: &Inline, range: &Range<usize>) {
        if let Some(item) = self.bold_step(inline) {
            self.add(Entry {
                item,
                depth: 0,
                range: range.clone(),
            });
            return;
        }
        let lines = if inline.text.len() > LONGEST_LINES {
            Vec::new()
        } else {
            inline.lines()
        };
        let items: Vec<Item> = lines
            .iter()
            .map(|line| item::parse(line, self.options.addresses))
            .collect();
        let all_named = lines.len() > 1
            && lines.iter().all(Inline::opens_bold)
            && items
                .iter()
                .all(|item| !item.detail.is_empty() && !self.is_remark(item));
        if all_named {
            for item in items {
                self.add(Entry {
                    item,
                    depth: 0,
                    range: range.clone(),
                });
            }
        } else {
            self.rest.push(range.clone());
        }
    }

    /// A paragraph that is a step: its first line is bold and counts ("**Step 2: Tune**"), and the others say more.
    fn bold_step(&self, inline: &Inline) -> Option<Item> {
        if inline.text.len() > LONGEST_LINES || !inline.opens_bold() {
            return None;
        }
        let lines = inline.lines();
        let (first, rest) = lines.split_first()?;
        if rest.is_empty() || !first.is_label() {
            return None;
        }
        let (count, title) = first.text.split_once([':', '\u{ff1a}']).unwrap_or(("", &first.text));
        let is_numbered = first.text.starts_with(|c: char| c.is_ascii_digit());
        // What is to be read is called in bold, and its address stands on a line of its own.
        let is_addressed = || {
            let line = rest[0].text.trim();
            (line.starts_with("https://") || line.starts_with("http://")) && !line.contains(char::is_whitespace)
        };
        let (count, title) = if named::is_named_period(count.trim()) {
            (count.trim(), bare_title(title))
        } else if is_numbered || is_addressed() {
            ("", bare_title(&first.text))
        } else {
            return None;
        };
        let mut item = if is_addressed() {
            Item {
                title,
                ..Item::default()
            }
        } else {
            item::parse(&Inline::plain(&title), self.options.addresses)
        };
        item.note = super::super::text::join(&[count, &item.note], " · ");
        item.detail = one_line(&inline.text[first.text.len()..]);
        item.links = links::in_inline(inline, 0)
            .into_iter()
            .map(|found| found.link)
            .collect();
        Some(item)
    }
}
