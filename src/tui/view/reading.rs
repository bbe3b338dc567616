//! The reading pane: laying a page out as lines, and drawing the ones in sight.

use std::ops::Range;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::layout::{Area, PAGE_MARGIN as MARGIN, Pane};
use crate::app::msg::PageMetrics;
use crate::app::page::{Block, Page, Spot, Stretch, Target};
use crate::app::state::{State, Theme, Wish};
use crate::app::update::word;
use crate::content::brief;
use crate::content::library::TopicIx;
use crate::content::model::Link;
use crate::learn::standing::Counts;
use crate::progress::event::Status;
use crate::tui::browser::is_openable;
use crate::tui::markdown::{self, LinkSpan};
use crate::tui::theme::{self, Styles};
use crate::tui::wrap::wrap;

use super::charts;
use super::lists::{figures, gauge};

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
    page: Page,
    /// `None` while there is no pane to read in.
    made_for: Option<(u16, Theme)>,
    lines: Vec<Line<'static>>,
    spots: Vec<Spot>,
    answers: Vec<(Range<usize>, u8)>,
    links: Vec<(String, LinkSpan)>,
    /// The line on which each block begins.
    starts: Vec<usize>,
}

impl Laid {
    /// The page of the state it was made for.
    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    /// Lays the page of a state out, unless that has been done; says how it came out when it is new, or when somebody waits
    /// to hear.
    pub(crate) fn refresh(&mut self, state: &State, styles: &Styles) -> Option<PageMetrics> {
        let page = state.page();
        let area = state.layout().and_then(|layout| layout.pane(Pane::Right));
        let width = area.map(|area| area.width.saturating_sub(2 * MARGIN).clamp(1, MEASURE));
        let made_for = width.map(|width| (width, state.theme));
        let is_laid = made_for.is_some() && made_for == self.made_for && page == self.page;
        if !is_laid {
            let mut laying = Laying {
                width: width.unwrap_or(MEASURE),
                styles,
                laid: Self::default(),
            };
            if width.is_some() {
                let mut before = None;
                for block in &page.blocks {
                    laying.laid.starts.push(laying.laid.lines.len());
                    laying.block(block, before);
                    before = Some(block);
                }
            }
            *self = Self {
                page,
                made_for,
                ..laying.laid
            };
        }
        (made_for.is_some() && (!is_laid || state.wish().is_some())).then(|| self.metrics(state.wish(), styles))
    }

    fn metrics(&self, wish: Option<&Wish>, styles: &Styles) -> PageMetrics {
        let sought = match wish {
            Some(Wish::Text { excerpt, word }) => self.line_with(excerpt, word, styles),
            Some(Wish::Answer) => self.line_of_answer(),
            Some(Wish::Link(_)) | None => None,
        };
        PageMetrics {
            lines: self.lines.len(),
            spots: self.spots.clone(),
            answers: self.answers.clone(),
            sought,
        }
    }

    /// The line of the right choice; where there is nothing to choose in, of the heading over the answer, which is the first
    /// below a question.
    fn line_of_answer(&self) -> Option<usize> {
        let place = |wanted: fn(&Block) -> bool| self.page.blocks.iter().position(wanted);
        let right = place(|block| matches!(block, Block::Answer { right: Some(true), .. }));
        let block = right.or_else(|| place(|block| matches!(block, Block::Heading(_))))?;
        let start = *self.starts.get(block)?;
        // The empty line above a block is its own.
        let is_empty = |line: &&Line<'_>| line.width() == 0;
        Some(start + self.lines.iter().skip(start).take_while(is_empty).count())
    }

    /// The line on which an excerpt of a text begins, however it is wrapped and marked up; else the first with the word.
    fn line_with(&self, excerpt: &str, word: &str, styles: &Styles) -> Option<usize> {
        let shown = markdown::render(excerpt, u16::MAX, &styles.markdown);
        let excerpt: String = shown.lines.iter().map(letters).collect();
        let mut text = String::new();
        let starts: Vec<usize> = self
            .lines
            .iter()
            .map(|line| {
                let start = text.len();
                text.push_str(&letters(line));
                start
            })
            .collect();
        let whole = text.find(&excerpt).filter(|_| !excerpt.is_empty());
        let line = whole.map(|at| starts.partition_point(|&start| start <= at).saturating_sub(1));
        let has_word = |line: &Line<'_>| line.to_string().to_lowercase().contains(word);
        line.or_else(|| self.lines.iter().position(has_word))
    }
}

/// What of a line is neither blank nor marks, in lower case.
fn letters(line: &Line<'_>) -> String {
    let chars = line.spans.iter().flat_map(|span| span.content.chars());
    chars
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
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
            Block::Title(text) => self.paragraph(&brief::name(text), styles.title),
            Block::Place(text) => self.paragraph(&brief::name(text), styles.dim),
            Block::Standing(status, mastery, more) => {
                let style = styles.topic(*status, *mastery);
                let mut spans = vec![
                    Span::styled(theme::mark_of(*status, *mastery), style),
                    Span::styled(format!(" {}", word(*status)), style),
                ];
                if !more.is_empty() {
                    spans.push(Span::styled(format!(", {more}"), styles.dim));
                }
                self.wrapped(&spans, &[]);
            }
            Block::Gauge(counts, rusty) => {
                let mut spans: Vec<Span<'static>> = gauge(*counts, 16, styles)
                    .into_iter()
                    .map(|(text, style)| Span::styled(text, style))
                    .collect();
                spans.push(Span::raw(format!(" {} of {} done", counts.done, counts.total)));
                if *rusty > 0 {
                    spans.push(Span::raw(format!(" · {} still known", counts.done - rusty)));
                }
                let more = [(counts.learning, "in progress"), (counts.skipped, "skipped")];
                for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
                    spans.push(Span::styled(format!(", {count} {what}"), styles.dim));
                }
                self.wrapped(&spans, &[]);
            }
            Block::Heading(text) => {
                self.gap();
                self.paragraph(&brief::name(text), styles.heading);
            }
            Block::Text(text) => {
                self.gap();
                self.paragraph(text, styles.text);
            }
            Block::Markdown { text, topics } => self.markdown(text, topics),
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
                rusty,
                target,
            } => {
                if matches!(before, Some(Block::Title(_))) {
                    self.gap();
                }
                self.tally(text, note, (*counts, *rusty), target.as_ref());
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
            } => self.item(&brief::name(text), note, *status, target.as_ref()),
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

    fn markdown(&mut self, text: &str, topics: &[TopicIx]) {
        self.gap();
        let doc = markdown::render_with_topics(text, topics.len(), self.width, &self.styles.markdown);
        let offset = self.laid.lines.len();
        self.laid.lines.extend(doc.lines);
        let mut spots = Vec::new();
        for link in doc.links {
            let spans = link.spans.iter().map(|span| LinkSpan {
                line: span.line + offset,
                ..*span
            });
            let topic = markdown::topic_number(&link.url).and_then(|number| topics.get(number));
            if topic.is_none() {
                self.laid
                    .links
                    .extend(spans.clone().map(|span| (link.url.clone(), span)));
            }
            let of_web = || {
                Target::Url(Link {
                    title: link.title.clone(),
                    url: link.url.clone(),
                })
            };
            let target = topic.map_or_else(of_web, |topic| Target::Topic(*topic));
            let stretches: Vec<Stretch> = spans.map(stretch).collect();
            if !stretches.is_empty() {
                spots.push(Spot {
                    target,
                    title: link.title,
                    stretches,
                    is_inline: true,
                });
            }
        }
        spots.sort_by_key(|spot| spot.stretches.first().map(|first| (first.line, first.column)));
        self.laid.spots.extend(spots);
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
            Span::raw("  "),
        ];
        let base = if right == Some(true) { styles.title } else { styles.text };
        let plain = styles.markdown.text;
        spans.extend(markdown::inline(text, &styles.markdown).into_iter().map(|span| {
            let style = if span.style == plain { base } else { span.style };
            span.style(style)
        }));
        if !note.is_empty() {
            spans.push(Span::styled(format!("  {note}"), styles.dim));
        }
        let first = self.laid.lines.len();
        self.wrapped(&spans, &[Span::raw("     ")]);
        self.laid.answers.push((first..self.laid.lines.len(), key));
    }

    /// How far something is, as a gauge and in figures, and what it is.
    fn tally(&mut self, text: &str, note: &str, (counts, rusty): (Counts, usize), target: Option<&Target>) {
        let styles = self.styles;
        let mut spans: Vec<Span<'static>> = Vec::new();
        if counts.total > 0 {
            let gauge = gauge(counts, GAUGE, styles).into_iter();
            spans.extend(gauge.map(|(text, style)| Span::styled(text, style)));
        } else {
            spans.push(Span::raw(" ".repeat(GAUGE)));
        }
        let figures = if counts.total > 0 {
            figures(counts, rusty)
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
        self.spot(first, text, target);
    }

    /// Has the lines from one on lead somewhere.
    fn spot(&mut self, first: usize, title: &str, target: Option<&Target>) {
        let Some(target) = target else { return };
        let lines = first..self.laid.lines.len();
        self.laid.spots.push(Spot {
            target: target.clone(),
            title: title.to_owned(),
            stretches: lines
                .map(|line| Stretch {
                    line,
                    column: 0,
                    width: self.width,
                })
                .collect(),
            is_inline: false,
        });
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
        self.spot(first, text, target);
    }
}

fn stretch(span: LinkSpan) -> Stretch {
    Stretch {
        line: span.line,
        column: span.column,
        width: span.width,
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
        .and_then(|at| laid.spots.get(at));
    let rows = (area.y..area.y + area.height).zip(cursor.scroll..laid.lines.len());
    for (y, ix) in rows.clone() {
        buffer.set_line(area.x + MARGIN, y, &laid.lines[ix], width);
        let Some(spot) = selected else { continue };
        for part in spot.stretches.iter().filter(|part| part.line == ix) {
            let cells = ratatui::layout::Rect {
                x: area.x + MARGIN + part.column.min(width),
                y,
                width: part.width.min(width.saturating_sub(part.column)),
                height: 1,
            };
            buffer.set_style(cells, styles.selected);
        }
        if ix == spot.line() {
            super::put(buffer, area.x, y, ">", 1, styles.key);
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
