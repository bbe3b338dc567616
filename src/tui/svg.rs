//! A screen as an SVG picture of a terminal window, for documentation.
//!
//! Every run of text is put at its column and given its width, so that the picture keeps its columns whatever
//! monospace font shows it.

mod shapes;

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::markdown::sanitize;
use super::wrap::truncate;

/// Pixels of one cell.
const CELL_WIDTH: f32 = 8.4;
const CELL_HEIGHT: f32 = 19.0;
const FONT_SIZE: f32 = 14.0;
/// From a cell's top to the line its letters stand on.
const BASELINE: f32 = 14.5;
/// Around the cells.
const PADDING: f32 = 14.0;
/// Height of the title bar.
const BAR: f32 = 34.0;
/// Room the title leaves for the buttons on either side, in columns.
const TITLE_MARGIN: usize = 16;

/// What makes an element dim.
const DIMMED: &str = r#" opacity="0.6""#;
const FOREGROUND: &str = "#d6dae4";
const BACKGROUND: &str = "#1b1e28";
const BAR_BACKGROUND: &str = "#262a37";
const BUTTONS: [&str; 3] = ["#ec6a5e", "#f4bf4f", "#61c554"];

/// The terminal's 16 colours, in their usual order.
#[rustfmt::skip]
const PALETTE: [&str; 16] = [
    "#2f3445", "#ec7279", "#9ccf87", "#e3bd76", "#7aa5f0", "#c796e6", "#6ec7d1", "#c3c8d6",
    "#6b7289", "#ff8f94", "#b5e4a0", "#f4d596", "#9bbefa", "#dcb2f5", "#92dde5", "#f2f4fa",
];

/// Draws `buffer` in a window named `title`.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let width = f32::from(columns) * CELL_WIDTH + 2.0 * PADDING;
    let height = f32::from(rows) * CELL_HEIGHT + 2.0 * PADDING + BAR;
    let title = truncate(title, usize::from(columns).saturating_sub(TITLE_MARGIN)).into_owned();
    let mut out = String::new();
    let mut draw = |text: std::fmt::Arguments<'_>| {
        // Writing to a string doesn't fail.
        let _ = writeln!(out, "{text}");
    };
    draw(format_args!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.1}" height="{height:.1}" viewBox="0 0 {width:.1} {height:.1}" role="img" aria-label="{title}">"#,
        title = escape(&title)
    ));
    draw(format_args!(
        r#"<rect width="100%" height="100%" rx="10" fill="{BACKGROUND}"/><path d="M0 {BAR}V10A10 10 0 0 1 10 0H{right:.1}A10 10 0 0 1 {width:.1} 10V{BAR}Z" fill="{BAR_BACKGROUND}"/>"#,
        right = width - 10.0
    ));
    for (index, colour) in (0u8..).zip(BUTTONS) {
        let x = 20.0 + f32::from(index) * 20.0;
        draw(format_args!(
            r#"<circle cx="{x}" cy="{cy}" r="6" fill="{colour}"/>"#,
            cy = BAR / 2.0
        ));
    }
    draw(format_args!(
        r#"<g font-family="ui-monospace, 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="{FONT_SIZE}" fill="{FOREGROUND}">"#
    ));
    draw(format_args!(
        r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle" fill="{fill}">{title}</text>"#,
        x = width / 2.0,
        y = BAR / 2.0 + FONT_SIZE * 0.36,
        fill = PALETTE[7],
        title = escape(&title)
    ));
    for row in 0..rows {
        let runs = runs(buffer, row);
        for run in &runs {
            if let Some(rect) = run.background(row) {
                draw(format_args!("{rect}"));
            }
        }
        for run in &runs {
            if let Some(text) = run.foreground(row) {
                draw(format_args!("{text}"));
            }
        }
    }
    draw(format_args!("</g>\n</svg>"));
    out
}

/// How a cell looks, after `reversed` is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    foreground: String,
    /// `None`: the window's own.
    background: Option<String>,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let foreground = colour(cell.fg);
        let background = colour(cell.bg);
        let (foreground, background) = if cell.modifier.contains(Modifier::REVERSED) {
            (
                background.or(Some(BACKGROUND.to_owned())),
                foreground.or(Some(FOREGROUND.to_owned())),
            )
        } else {
            (foreground, background)
        };
        Self {
            foreground: foreground.unwrap_or_else(|| FOREGROUND.to_owned()),
            background,
            modifier: cell.modifier - Modifier::REVERSED,
        }
    }
}

/// Cells side by side that look the same.
#[derive(Debug)]
struct Run {
    column: u16,
    cells: u16,
    text: String,
    look: Look,
}

/// The runs of a row. Of what isn't ASCII only equal shapes are joined: a font may draw glyphs in another width.
fn runs(buffer: &Buffer, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    while column < buffer.area.width {
        let Some(cell) = buffer.cell((buffer.area.x + column, buffer.area.y + row)) else {
            break;
        };
        let symbol = cell.symbol();
        let look = Look::of(cell);
        let cells = u16::try_from(symbol.width())
            .unwrap_or(1)
            .clamp(1, buffer.area.width - column);
        match runs.last_mut() {
            Some(run) if run.look == look && run.takes(symbol) => {
                run.text.push_str(symbol);
                run.cells += cells;
            }
            _ => runs.push(Run {
                column,
                cells,
                text: symbol.to_owned(),
                look,
            }),
        }
        column += cells;
    }
    runs
}

impl Run {
    fn takes(&self, symbol: &str) -> bool {
        let is_same_shape = || shapes::is_shape(symbol) && self.text.ends_with(symbol);
        (symbol.is_ascii() && self.text.is_ascii()) || is_same_shape()
    }

    fn x(&self) -> f32 {
        PADDING + f32::from(self.column) * CELL_WIDTH
    }

    fn width(&self) -> f32 {
        f32::from(self.cells) * CELL_WIDTH
    }

    fn background(&self, row: u16) -> Option<String> {
        let fill = self.look.background.as_ref()?;
        Some(format!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{CELL_HEIGHT}" fill="{fill}" shape-rendering="crispEdges"/>"#,
            x = self.x(),
            y = top(row),
            width = self.width()
        ))
    }

    fn foreground(&self, row: u16) -> Option<String> {
        let modifier = self.look.modifier;
        let is_lined = modifier.intersects(Modifier::UNDERLINED | Modifier::CROSSED_OUT);
        if modifier.contains(Modifier::HIDDEN) || (self.text.trim().is_empty() && !is_lined) {
            return None;
        }
        let cell = shapes::Cell {
            x: self.x(),
            y: top(row),
            width: CELL_WIDTH,
            height: CELL_HEIGHT,
        };
        let first = self.text.chars().next().map(String::from).unwrap_or_default();
        if let Some(shape) = shapes::shape(&first, self.cells, cell, &self.look.foreground) {
            let is_dim = modifier.contains(Modifier::DIM);
            return Some(if is_dim {
                format!("<g{DIMMED}>{shape}</g>")
            } else {
                shape
            });
        }
        // Blanks at the ends of a text would be squeezed away with the rest put in their place.
        let kept = if is_lined {
            self.text.as_str()
        } else {
            self.text.trim_start_matches(' ')
        };
        let skipped = u16::try_from(self.text.len() - kept.len()).unwrap_or(0);
        let kept = if is_lined { kept } else { kept.trim_end_matches(' ') };
        let cells = if is_lined || !self.text.is_ascii() {
            self.cells
        } else {
            u16::try_from(kept.len()).unwrap_or(self.cells)
        };
        let mut text = format!(
            r#"<text x="{x:.1}" y="{y:.1}" textLength="{width:.1}" lengthAdjust="spacingAndGlyphs" xml:space="preserve""#,
            x = self.x() + f32::from(skipped) * CELL_WIDTH,
            y = top(row) + BASELINE,
            width = f32::from(cells) * CELL_WIDTH
        );
        if self.look.foreground != FOREGROUND {
            let _ = write!(text, r#" fill="{}""#, self.look.foreground);
        }
        for (flag, attribute) in [
            (Modifier::BOLD, r#" font-weight="bold""#),
            (Modifier::DIM, DIMMED),
            (Modifier::ITALIC, r#" font-style="italic""#),
        ] {
            if modifier.contains(flag) {
                text.push_str(attribute);
            }
        }
        let lines = [
            (Modifier::UNDERLINED, "underline"),
            (Modifier::CROSSED_OUT, "line-through"),
        ];
        let lines: Vec<&str> = lines
            .into_iter()
            .filter(|(flag, _)| modifier.contains(*flag))
            .map(|(_, line)| line)
            .collect();
        if !lines.is_empty() {
            let _ = write!(text, r#" text-decoration="{}""#, lines.join(" "));
        }
        let _ = write!(text, ">{}</text>", escape(kept));
        Some(text)
    }
}

fn top(row: u16) -> f32 {
    BAR + PADDING + f32::from(row) * CELL_HEIGHT
}

/// The colour as XML wants it; `None` for the terminal's own.
fn colour(colour: Color) -> Option<String> {
    let index = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(indexed(index))
}

/// A colour of the 256: the palette, a cube of 6 × 6 × 6, and 24 greys.
fn indexed(index: u8) -> String {
    if let Some(colour) = PALETTE.get(usize::from(index)) {
        return (*colour).to_owned();
    }
    if index >= 232 {
        let grey = 8 + (index - 232) * 10;
        return format!("#{grey:02x}{grey:02x}{grey:02x}");
    }
    let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
    let cube = index - 16;
    format!(
        "#{:02x}{:02x}{:02x}",
        level(cube / 36),
        level(cube / 6 % 6),
        level(cube % 6)
    )
}

fn escape(text: &str) -> String {
    sanitize(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// The lines of the picture that draw cells.
    fn cells(buffer: &Buffer) -> Vec<String> {
        let picture = svg(buffer, "t");
        picture
            .lines()
            .filter(|line| line.contains("textLength") || line.contains("crispEdges"))
            .map(str::to_owned)
            .collect()
    }

    fn one_row(text: &str, style: Style) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(3, 2, 12, 1));
        buffer.set_string(3, 2, text, style);
        buffer
    }

    #[test]
    fn text_stands_at_its_column_in_its_width() {
        let drawn = cells(&one_row("  ab  cd", Style::new()));
        assert_eq!(drawn.len(), 1, "{drawn:?}");
        assert!(
            drawn[0].contains(r#"x="30.8""#) && drawn[0].contains(r#"textLength="50.4""#),
            "{drawn:?}"
        );
        assert!(drawn[0].ends_with(">ab  cd</text>"), "{drawn:?}");
    }

    #[test]
    fn wide_glyphs_take_two_cells() {
        let drawn = cells(&one_row("a学b", Style::new()));
        let xs: Vec<_> = drawn.iter().map(|line| line.split('"').nth(1).unwrap()).collect();
        assert_eq!(xs, ["14.0", "22.4", "39.2"]);
        assert!(drawn[1].contains(r#"textLength="16.8""#), "{drawn:?}");
    }

    #[test]
    fn looks_are_drawn() {
        for (style, expected) in [
            (Style::new().red(), r##"fill="#ec7279""##),
            (Style::new().bold(), r#"font-weight="bold""#),
            (Style::new().dim(), r#"opacity="0.6""#),
            (Style::new().italic(), r#"font-style="italic""#),
            (
                Style::new().underlined().crossed_out(),
                r#"text-decoration="underline line-through""#,
            ),
            (Style::new().on_blue(), r##"fill="#7aa5f0" shape-rendering"##),
            (Style::new().reversed(), r##"fill="#d6dae4" shape-rendering"##),
            (Style::new().fg(Color::Rgb(1, 2, 255)), r##"fill="#0102ff""##),
            (Style::new().fg(Color::Indexed(196)), r##"fill="#ff0000""##),
            (Style::new().fg(Color::Indexed(255)), r##"fill="#eeeeee""##),
        ] {
            let drawn = cells(&one_row("x", style)).join("\n");
            assert!(drawn.contains(expected), "{style:?}: {drawn}");
        }
        assert!(cells(&one_row("x", Style::new().hidden())).is_empty());
        assert!(
            cells(&one_row("x", Style::new().reversed()))
                .join("")
                .contains(&format!(r#"fill="{BACKGROUND}""#))
        );
    }

    #[test]
    fn text_cannot_leave_the_picture() {
        let mut buffer = one_row("<b>&\"", Style::new());
        buffer[(9, 2)].set_symbol("\u{1b}");
        let picture = svg(&buffer, "a <title> & \u{7}more");
        assert!(picture.contains("&lt;b&gt;&amp;&quot;"), "{picture}");
        assert!(!picture.contains("<b>") && !picture.contains("<title>") && !picture.contains(['\u{1b}', '\u{7}']));
        assert!(svg(&Buffer::empty(Rect::ZERO), "empty").ends_with("</svg>\n"));
    }
}
