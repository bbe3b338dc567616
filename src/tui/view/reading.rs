//! The reading pane: laying a page out as lines, and drawing the ones in sight.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::layout::{Area, Pane};
use crate::app::msg::PageMetrics;
use crate::app::page::{Block, Page, Target};
use crate::app::state::{State, Theme};
use crate::app::update::word;
use crate::learn::standing::Counts;
use crate::progress::event::Status;
use crate::tui::browser::is_openable;
use crate::tui::markdown::{self, LinkSpan};
use crate::tui::theme::{self, Styles};
use crate::tui::wrap::wrap;

use super::charts;
use super::lists::{figures, gauge};

/// Columns left free on both sides of the text.
const MARGIN: u16 = 2;
/// Lines longer than this are tiring to read, in columns.
const MEASURE: u16 = 88;

/// Columns of the name of a figure.
const NAME: usize = 12;
/// Columns of the gauge of a tally, and of its figures.
const GAUGE: usize = 8;
const FIGURES: usize = 8;

/// A page laid out for a width.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    made_for: Option<(Page, u16, Theme)>,
    lines: Vec<Line<'static>>,
    /// The lines of each target, first and behind the last.
    targets: Vec<(usize, usize)>,
    links: Vec<(String, LinkSpan)>,
}

impl Laid {
    /// Lays the page of a state out, unless that has been done; says how it came out when it is new.
    pub(crate) fn refresh(&mut self, state: &State, styles: &Styles) -> Option<PageMetrics> {
        let area = state.layout()?.pane(Pane::Right)?;
        let width = area.width.saturating_sub(2 * MARGIN).clamp(1, MEASURE);
        let page = state.page();
        let wanted = Some((page, width, state.theme));
        if self.made_for == wanted {
            return None;
        }
        let (page, ..) = wanted.as_ref()?;
        let mut laying = Laying {
            width,
            styles,
            laid: Self::default(),
        };
        let mut before = None;
        for block in &page.blocks {
            laying.block(block, before);
            before = Some(block);
        }
        let laid = laying.laid;
        *self = Self {
            made_for: wanted,
            ..laid
        };
        Some(self.metrics())
    }

    fn metrics(&self) -> PageMetrics {
        PageMetrics {
            lines: self.lines.len(),
            targets: self.targets.iter().map(|(first, _)| *first).collect(),
        }
    }
}

struct Laying<'a> {
    width: u16,
    styles: &'a Styles,
    laid: Laid,
}

impl Laying<'_> {
    fn block(&mut self, block: &Block, before: Option<&Block>) {
        let styles = self.styles;
        match block {
            Block::Title(text) => self.paragraph(text, styles.title),
            Block::Place(text) => self.paragraph(text, styles.dim),
            Block::Standing(status, more) => {
                let mut spans = vec![
                    Span::styled(theme::mark(*status), styles.status(*status)),
                    Span::styled(format!(" {}", word(*status)), styles.status(*status)),
                ];
                if !more.is_empty() {
                    spans.push(Span::styled(format!(", {more}"), styles.dim));
                }
                self.wrapped(&spans, &[]);
            }
            Block::Gauge(counts) => {
                let mut spans: Vec<Span<'static>> = gauge(*counts, 16, styles)
                    .into_iter()
                    .map(|(text, style)| Span::styled(text, style))
                    .collect();
                spans.push(Span::raw(format!(" {} of {} done", counts.done, counts.total)));
                let more = [(counts.learning, "in progress"), (counts.skipped, "skipped")];
                for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
                    spans.push(Span::styled(format!(", {count} {what}"), styles.dim));
                }
                self.wrapped(&spans, &[]);
            }
            Block::Heading(text) => {
                self.gap();
                self.paragraph(text, styles.heading);
            }
            Block::Text(text) => {
                self.gap();
                self.paragraph(text, styles.text);
            }
            Block::Markdown(text) => self.markdown(text),
            Block::Fact { name, text } => {
                if !matches!(before, Some(Block::Fact { .. })) {
                    self.gap();
                }
                let spans = [
                    Span::styled(format!("{name:<NAME$}"), styles.dim),
                    Span::raw(text.clone()),
                ];
                self.wrapped(&spans, &[Span::raw(" ".repeat(NAME))]);
            }
            Block::Tally {
                text,
                note,
                counts,
                target,
            } => {
                if matches!(before, Some(Block::Title(_))) {
                    self.gap();
                }
                self.tally(text, note, *counts, target.as_ref());
            }
            Block::Chart(chart) => {
                if !matches!(before, Some(Block::Heading(_))) {
                    self.gap();
                }
                // The last column is free: beside it the pane says that there is more.
                let width = self.width.saturating_sub(1);
                self.laid.lines.extend(charts::lines(chart, width, styles));
            }
            Block::Answer { key, text, note, right } => self.answer(*key, text, note, *right),
            Block::Item {
                text,
                note,
                status,
                target,
            } => self.item(text, note, *status, target.as_ref()),
        }
    }

    /// An empty line, unless the page begins here.
    fn gap(&mut self) {
        if !self.laid.lines.is_empty() {
            self.laid.lines.push(Line::default());
        }
    }

    fn paragraph(&mut self, text: &str, style: Style) {
        self.wrapped(&[Span::styled(text.to_owned(), style)], &[]);
    }

    fn wrapped(&mut self, spans: &[Span<'static>], rest_indent: &[Span<'static>]) {
        self.laid.lines.extend(wrap(spans, self.width, &[], rest_indent));
    }

    fn markdown(&mut self, text: &str) {
        self.gap();
        let doc = markdown::render(text, self.width, &self.styles.markdown);
        let offset = self.laid.lines.len();
        self.laid.lines.extend(doc.lines);
        for link in doc.links {
            for span in link.spans {
                self.laid.links.push((
                    link.url.clone(),
                    LinkSpan {
                        line: span.line + offset,
                        ..span
                    },
                ));
            }
        }
    }

    fn answer(&mut self, key: u8, text: &str, note: &str, right: Option<bool>) {
        if key == 1 {
            self.gap();
        }
        let styles = self.styles;
        let (mark, style) = match right {
            Some(true) => ("✓", styles.done),
            Some(false) => ("✗", styles.warning),
            None => (" ", styles.text),
        };
        let mut spans = vec![
            Span::styled(mark, style),
            Span::raw(" "),
            Span::styled(key.to_string(), styles.key),
            Span::styled(
                format!("  {text}"),
                if right == Some(true) { styles.title } else { styles.text },
            ),
        ];
        if !note.is_empty() {
            spans.push(Span::styled(format!("  {note}"), styles.dim));
        }
        self.wrapped(&spans, &[Span::raw("     ")]);
    }

    /// How far something is, as a gauge and in figures, and what it is.
    fn tally(&mut self, text: &str, note: &str, counts: Counts, target: Option<&Target>) {
        let styles = self.styles;
        let mut spans: Vec<Span<'static>> = Vec::new();
        if counts.total > 0 {
            let gauge = gauge(counts, GAUGE, styles).into_iter();
            spans.extend(gauge.map(|(text, style)| Span::styled(text, style)));
        } else {
            spans.push(Span::raw(" ".repeat(GAUGE)));
        }
        let figures = if counts.total > 0 {
            figures(counts)
        } else {
            "–".to_owned()
        };
        spans.push(Span::raw(format!(" {figures:>FIGURES$}  ")));
        let style = if target.is_some() {
            styles.text.patch(styles.key)
        } else {
            styles.text
        };
        spans.push(Span::styled(text.to_owned(), style));
        if !note.is_empty() {
            spans.push(Span::styled(format!("  {note}"), styles.dim));
        }
        let first = self.laid.lines.len();
        self.wrapped(&spans, &[Span::raw(" ".repeat(GAUGE + FIGURES + 3))]);
        if target.is_some() {
            self.laid.targets.push((first, self.laid.lines.len()));
        }
    }

    fn item(&mut self, text: &str, note: &str, status: Option<Status>, target: Option<&Target>) {
        let styles = self.styles;
        let (mark, mark_style) = match status {
            Some(status) => (theme::mark(status), styles.status(status)),
            None => ("·", styles.dim),
        };
        let url = match target {
            Some(Target::Url(link)) => Some(link.url.as_str()),
            _ => None,
        };
        let style = match target {
            Some(Target::Url(_)) => styles.link,
            Some(_) => styles.text.patch(styles.key),
            None => styles.text,
        };
        let mut spans = vec![
            Span::styled(mark, mark_style),
            Span::raw(" "),
            Span::styled(text.to_owned(), style),
        ];
        if !note.is_empty() {
            spans.push(Span::styled(format!("  {note}"), styles.dim));
        }
        let first = self.laid.lines.len();
        self.wrapped(&spans, &[Span::raw("  ")]);
        if let Some(url) = url.filter(|url| is_openable(url)) {
            // The title stands on the item's first line, from the third column on.
            let width = self.laid.lines[first].spans.iter().map(Span::width).sum::<usize>();
            let title = crate::tui::wrap::display_width(text).min(width.saturating_sub(2));
            let span = LinkSpan {
                line: first,
                column: 2,
                width: u16::try_from(title).unwrap_or(0),
            };
            self.laid.links.push((url.to_owned(), span));
        }
        if target.is_some() {
            self.laid.targets.push((first, self.laid.lines.len()));
        }
    }
}

/// Draws the part of the page in sight.
pub(super) fn draw(buffer: &mut Buffer, state: &State, laid: &Laid, area: Area, styles: &Styles) {
    let cursor = state.here().page;
    let width = area.width.saturating_sub(2 * MARGIN).clamp(1, MEASURE);
    if laid.lines.is_empty() {
        if state.subject().is_none() {
            return;
        }
        super::put(
            buffer,
            area.x + MARGIN,
            area.y + 1,
            "Nothing to read here yet.",
            width,
            styles.dim,
        );
        return;
    }
    let selected = cursor
        .target
        .filter(|_| state.here().focus == Pane::Right)
        .and_then(|at| laid.targets.get(at));
    let rows = (area.y..area.y + area.height).zip(cursor.scroll..laid.lines.len());
    for (y, ix) in rows.clone() {
        buffer.set_line(area.x + MARGIN, y, &laid.lines[ix], width);
        if selected.is_some_and(|(first, end)| (*first..*end).contains(&ix)) {
            let row = ratatui::layout::Rect {
                x: area.x + MARGIN,
                y,
                width,
                height: 1,
            };
            buffer.set_style(row, styles.selected);
        }
    }
    for (number, (url, span)) in laid.links.iter().enumerate() {
        if let Some((y, _)) = rows.clone().find(|(_, ix)| *ix == span.line) {
            hyperlink(buffer, area.x + MARGIN + span.column, y, span.width, url, number);
        }
    }
    more(buffer, area, cursor.scroll, laid.lines.len(), styles);
}

/// Makes cells an OSC 8 hyperlink: each opens and closes it, so that any part of the line can be drawn by itself, and
/// the shared id tells the terminal that they are one.
fn hyperlink(buffer: &mut Buffer, x: u16, y: u16, width: u16, url: &str, number: usize) {
    for column in x..x.saturating_add(width).min(buffer.area.right()) {
        let cell = &mut buffer[(column, y)];
        let glyph = cell.symbol().to_owned();
        if glyph.trim().is_empty() || crate::tui::wrap::display_width(&glyph) != 1 {
            continue;
        }
        cell.set_symbol(&format!("\u{1b}]8;id=w{number};{url}\u{1b}\\{glyph}\u{1b}]8;;\u{1b}\\"));
        if let Some(one) = std::num::NonZeroU16::new(1) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(one));
        }
    }
}

/// Says at the pane's edge that there is more above or below.
fn more(buffer: &mut Buffer, area: Area, scroll: usize, lines: usize, styles: &Styles) {
    let Some(x) = (area.x + area.width).checked_sub(2) else {
        return;
    };
    if scroll > 0 {
        super::put(buffer, x, area.y, "↑", 1, styles.dim);
    }
    if scroll + usize::from(area.height) < lines {
        super::put(buffer, x, area.y + area.height - 1, "↓", 1, styles.dim);
    }
}
