//! Tables: in a frame when they fit, else row by row as `heading: value`.

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use ratatui::style::Style;

use super::inline::{Leaf, Located, Place};
use super::leaf::{self, Shape};
use super::page::Page;
use crate::tui::wrap::{Piece, display_width};

/// Narrower columns make a table harder to read than its rows one by one.
const MIN_COLUMN: usize = 6;
/// Columns a cell takes besides its text: two blanks and a border.
const CELL_FRAME: usize = 3;
/// How far the continuation lines of a `heading: value` line stand in.
const HANGING: usize = 2;

/// Writes the table whose events (without its own start and end) these are.
pub(super) fn write(page: &mut Page<'_>, source: &str, alignments: &[Alignment], events: &[Located<'_>]) {
    let rows = rows(events);
    let room = page.room();
    let can_fit = alignments.len() * (MIN_COLUMN + CELL_FRAME) < room || is_narrow(&rows, room);
    if can_fit {
        let leaf = as_markdown(page, source, alignments, &rows);
        let width = u16::try_from(room).unwrap_or(u16::MAX);
        if let Some(lines) = leaf::table(&leaf, width, page.styles) {
            return lines.into_iter().for_each(|line| page.fitted(line));
        }
    }
    write_records(page, source, &rows);
}

/// A row's cells, each the events of its content.
type Row<'a, 's> = Vec<&'a [Located<'s>]>;

fn rows<'a, 's>(events: &'a [Located<'s>]) -> Vec<Row<'a, 's>> {
    let mut rows = Vec::new();
    let mut cell_start = 0;
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Row::new()),
            Event::Start(Tag::TableCell) => cell_start = at + 1,
            Event::End(TagEnd::TableCell) => {
                if let Some(row) = rows.last_mut() {
                    row.push(&events[cell_start..at]);
                }
            }
            _ => {}
        }
    }
    rows
}

/// Whether the source text of every column is short enough to fit unwrapped.
fn is_narrow(rows: &[Row<'_, '_>], room: usize) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![1; columns];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            let text = cell.iter().map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => display_width(text),
                _ => 0,
            });
            *width = text.sum::<usize>().max(*width);
        }
    }
    widths.iter().sum::<usize>() + columns * CELL_FRAME < room
}

/// The table for tui-markdown: one leaf, so that its notes are numbered through.
fn as_markdown(page: &mut Page<'_>, source: &str, alignments: &[Alignment], rows: &[Row<'_, '_>]) -> Leaf {
    let mut leaf = Leaf::default();
    for (index, row) in rows.iter().enumerate() {
        for cell in row {
            leaf.markdown.push_str("| ");
            leaf.add(source, cell, Place::Cell, &mut page.links);
            leaf.markdown.push(' ');
        }
        leaf.markdown.push_str("|\n");
        if index == 0 {
            for alignment in alignments {
                let _ = write!(
                    leaf.markdown,
                    "| {} ",
                    match alignment {
                        Alignment::None => "---",
                        Alignment::Left => ":--",
                        Alignment::Center => ":-:",
                        Alignment::Right => "--:",
                    }
                );
            }
            leaf.markdown.push_str("|\n");
        }
    }
    leaf
}

fn write_records(page: &mut Page<'_>, source: &str, rows: &[Row<'_, '_>]) {
    let styles = *page.styles;
    let cell = |page: &mut Page<'_>, events: &[Located<'_>], base: Style| -> Vec<Piece> {
        let mut leaf = Leaf::default();
        leaf.add(source, events, Place::Line, &mut page.links);
        leaf::inline(&leaf, Shape::Line, base, &styles).concat()
    };
    let header_style = styles.text.patch(styles.table_header);
    let headers: Vec<Vec<Piece>> = rows
        .first()
        .into_iter()
        .flatten()
        .map(|events| cell(page, events, header_style))
        .collect();
    let mut wrote_any = false;
    for row in rows.iter().skip(1) {
        if wrote_any {
            page.set_gap(true);
        }
        for (index, events) in row.iter().enumerate().filter(|(_, events)| !events.is_empty()) {
            page.write_gap();
            wrote_any = true;
            let mut line = headers.get(index).cloned().unwrap_or_default();
            if !line.is_empty() {
                line.push(Piece::new(": ", header_style, None));
            }
            line.extend(cell(page, events, styles.text));
            page.hanging(line, HANGING);
        }
    }
    if !wrote_any || has_unused_header(rows) {
        page.hanging(
            headers.join(&Piece::new(" | ", styles.text.patch(styles.table_border), None)),
            HANGING,
        );
    }
}

/// Whether a heading has no value under it, so that no line named it.
fn has_unused_header(rows: &[Row<'_, '_>]) -> bool {
    let columns = rows.first().map_or(0, Vec::len);
    let mut used = vec![false; columns];
    for row in rows.iter().skip(1) {
        used.iter_mut()
            .zip(row)
            .for_each(|(used, events)| *used |= !events.is_empty());
    }
    used.contains(&false)
}
