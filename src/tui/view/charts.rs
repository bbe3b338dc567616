//! Charts as lines of the reading pane. Shape says what colour says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Bar as Column, BarChart, BarGroup, Widget};

use crate::app::chart::{Bar, Chart};
use crate::learn::day::Day;
use crate::learn::statistics::Heatmap;
use crate::learn::words::grouped;
use crate::tui::theme::Styles;
use crate::tui::wrap::{display_width, truncate};

/// How much was done on a day, from nothing to the most.
const LEVELS: [&str; 5] = ["·", "░", "▒", "▓", "█"];
/// Rows of a chart of columns, without its axis.
const ROWS: u16 = 6;
/// Columns of the names of weekdays.
const WEEKDAY: usize = 3;
/// Columns of the figures at an axis, at least.
const LABEL: u16 = 4;
/// A bar is never longer, in columns: beyond, lengths are no easier to compare.
const LONGEST: usize = 32;

/// A chart at a width.
pub(super) fn lines(chart: &Chart, width: u16, styles: &Styles) -> Vec<Line<'static>> {
    match chart {
        Chart::Year(map) => year(map, width, styles),
        Chart::Days { from, counts } => days(*from, counts, width, styles),
        Chart::Bars { bars, full } => self::bars(bars, *full, width, styles),
    }
}

/// As many weeks as there is room for, the latest last: months above, days of the week at the side.
fn year(map: &Heatmap, width: u16, styles: &Styles) -> Vec<Line<'static>> {
    let room = usize::from(width).saturating_sub(WEEKDAY);
    let weeks = &map.weeks[map.weeks.len().saturating_sub(room)..];
    let mut months = " ".repeat(WEEKDAY);
    for (place, week) in weeks.iter().enumerate() {
        let first = week.iter().flatten().find(|cell| cell.day.date().day() == 1);
        let at = WEEKDAY + place;
        // Three letters, and one free before the next.
        if let Some(cell) = first
            && months.len() <= at
            && place + 3 <= weeks.len()
        {
            months = format!("{months:at$}{}", cell.day.date().strftime("%b "));
        }
    }
    let mut lines = vec![Line::styled(months, styles.dim)];
    for (day, name) in ["Mo", "", "We", "", "Fr", "", "Su"].into_iter().enumerate() {
        let mut spans = vec![Span::styled(format!("{name:<WEEKDAY$}"), styles.dim)];
        let mut is_of_days = false;
        for week in weeks {
            let Some(cell) = week[day] else { continue };
            let style = if cell.level == 0 { styles.dim } else { styles.done };
            let glyph = LEVELS.get(usize::from(cell.level)).copied().unwrap_or("█");
            match spans.last_mut() {
                Some(last) if last.style == style && is_of_days => last.content.to_mut().push_str(glyph),
                _ => spans.push(Span::styled(glyph, style)),
            }
            is_of_days = true;
        }
        lines.push(Line::from(spans));
    }
    let mut legend = vec![Span::styled(format!("{:WEEKDAY$}· nothing   ", ""), styles.dim)];
    for glyph in &LEVELS[1..] {
        legend.push(Span::styled(format!("{glyph} "), styles.done));
    }
    legend.push(Span::styled("most", styles.dim));
    lines.push(Line::from(legend));
    lines
}

/// A column for each day, with the most at the axis and dates below.
fn days(from: Day, counts: &[u64], width: u16, styles: &Styles) -> Vec<Line<'static>> {
    let most = counts.iter().copied().max().unwrap_or(0);
    let label = u16::try_from(grouped_u64(most).len()).unwrap_or(LABEL).max(LABEL - 1) + 1;
    let room = usize::from(width.saturating_sub(label));
    // A gap between columns where there is room for one.
    let step = if counts.len() * 2 <= room { 2 } else { 1 };
    let shown = &counts[..counts.len().min(room / step)];
    let columns: Vec<Column<'_>> = shown
        .iter()
        .map(|&count| Column::default().value(count).text_value(""))
        .collect();
    let area = Rect {
        x: 0,
        y: 0,
        width: u16::try_from(shown.len() * step).unwrap_or(width),
        height: ROWS,
    };
    let mut buffer = Buffer::empty(area);
    BarChart::default()
        .data(BarGroup::default().bars(&columns))
        .bar_width(1)
        .bar_gap(u16::try_from(step - 1).unwrap_or(0))
        .max(most.max(1))
        .bar_style(styles.done)
        .render(area, &mut buffer);
    let mut lines = Vec::new();
    for y in 0..ROWS {
        let figure = match y {
            0 => grouped_u64(most),
            _ if y + 1 == ROWS => "0".to_owned(),
            _ => String::new(),
        };
        let axis = format!("{figure:>width$} ", width = usize::from(label - 1));
        let columns: String = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
        lines.push(Line::from(vec![
            Span::styled(axis, styles.dim),
            Span::styled(columns.trim_end().to_owned(), styles.done),
        ]));
    }
    let mut axis = String::new();
    for week in (0..shown.len()).step_by(7) {
        let day = from + i32::try_from(week).unwrap_or(0);
        let text = if week == 0 {
            "today".to_owned()
        } else {
            day.date().strftime("%-d %b").to_string()
        };
        let at = usize::from(label) + week * step;
        if axis.len() <= at && at + text.len() <= usize::from(width) {
            axis = format!("{axis:at$}{text} ");
        }
    }
    lines.push(Line::styled(axis.trim_end().to_owned(), styles.dim));
    lines
}

fn grouped_u64(number: u64) -> String {
    grouped(usize::try_from(number).unwrap_or(usize::MAX))
}

/// A line for each bar: its name, itself, its figure.
fn bars(bars: &[Bar], full: u64, width: u16, styles: &Styles) -> Vec<Line<'static>> {
    let width = usize::from(width);
    let names = bars
        .iter()
        .map(|bar| display_width(&bar.name))
        .max()
        .unwrap_or(0)
        .min(width / 3);
    let figures = bars.iter().map(|bar| display_width(&bar.figure)).max().unwrap_or(0);
    // What says how much goes before what shows it.
    let room = width.saturating_sub(names + figures + 4).min(LONGEST);
    let line = |bar: &Bar| {
        let name = truncate(&bar.name, names);
        let gap = " ".repeat(names.saturating_sub(display_width(&name)) + 2);
        let mut spans = vec![Span::styled(format!("{name}{gap}"), styles.dim)];
        if room >= 4 {
            let length = length(bar.value, full, room);
            spans.push(Span::styled("━".repeat(length), styles.done));
            spans.push(Span::styled("─".repeat(room - length), styles.rule));
            spans.push(Span::raw("  "));
        }
        spans.push(Span::styled(bar.figure.clone(), Style::default().patch(styles.text)));
        Line::from(spans)
    };
    bars.iter().map(line).collect()
}

/// The columns of a value; one at least where there is any.
fn length(value: u64, full: u64, room: usize) -> usize {
    let length = u128::from(value) * u128::try_from(room).unwrap_or(0) / u128::from(full.max(1));
    let length = usize::try_from(length).unwrap_or(room).min(room);
    length.max(usize::from(value > 0 && room > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_length_and_none_is_too_long() {
        let table = [
            (0, 10, 8, 0),
            (1, 1000, 8, 1),
            (5, 10, 8, 4),
            (10, 10, 8, 8),
            (20, 10, 8, 8),
            (u64::MAX, u64::MAX, 8, 8),
            (3, 0, 8, 8),
            (3, 10, 0, 0),
        ];
        for (value, full, room, expected) in table {
            assert_eq!(length(value, full, room), expected, "{value} of {full}");
        }
    }

    #[test]
    fn no_line_is_wider_than_its_pane() {
        let bar = |name: &str, value, figure: &str| Bar {
            name: name.to_owned(),
            value,
            figure: figure.to_owned(),
        };
        let charts = [
            Chart::Days {
                from: Day(20_000),
                counts: (0..30).map(|n| n * n * 40).collect(),
            },
            Chart::Days {
                from: Day(20_000),
                counts: vec![0; 30],
            },
            Chart::bars(vec![
                bar("to 12 Nov", 3, "92 %"),
                bar("a long name of something", 0, "nothing"),
            ]),
        ];
        for chart in &charts {
            for width in 30..100 {
                for line in lines(chart, width, &Styles::default()) {
                    assert!(line.width() <= usize::from(width), "{width}: {line}");
                }
            }
        }
    }
}
