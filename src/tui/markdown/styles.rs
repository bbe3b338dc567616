//! How each role of text looks.

use ratatui::style::{Color, Modifier, Style};

/// A style for every role a piece of Markdown can have. The default uses the terminal's own 16 colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the roles")]
pub struct Styles {
    pub text: Style,
    pub heading1: Style,
    pub heading2: Style,
    /// Headings of the third level and below.
    pub heading3: Style,
    pub strong: Style,
    pub emphasis: Style,
    pub strike: Style,
    pub code: Style,
    pub code_block: Style,
    /// The mark on a line of code that continues the line above.
    pub continuation: Style,
    pub link: Style,
    pub image: Style,
    pub footnote: Style,
    pub math: Style,
    pub html: Style,
    /// List bullets and numbers, task boxes.
    pub marker: Style,
    /// The bar beside quoted lines.
    pub quote: Style,
    pub rule: Style,
    pub table_border: Style,
    pub table_header: Style,
    pub note: Style,
    pub tip: Style,
    pub important: Style,
    pub warning: Style,
    pub caution: Style,
}

impl Default for Styles {
    fn default() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        Self {
            text: plain,
            heading1: bold.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
            heading2: bold.fg(Color::Cyan),
            heading3: bold,
            strong: bold,
            emphasis: plain.add_modifier(Modifier::ITALIC),
            strike: plain.add_modifier(Modifier::CROSSED_OUT),
            code: plain.fg(Color::Yellow),
            code_block: plain.fg(Color::Yellow),
            continuation: dim,
            link: plain.fg(Color::Blue).add_modifier(Modifier::UNDERLINED),
            image: dim.add_modifier(Modifier::ITALIC),
            footnote: dim,
            math: plain.fg(Color::Magenta),
            html: dim,
            marker: plain.fg(Color::Cyan),
            quote: plain.fg(Color::Magenta),
            rule: dim,
            table_border: dim,
            table_header: bold,
            note: plain.fg(Color::Blue),
            tip: plain.fg(Color::Green),
            important: plain.fg(Color::Magenta),
            warning: plain.fg(Color::Yellow),
            caution: plain.fg(Color::Red),
        }
    }
}
