//! Styles by role. State is never shown by colour alone: every role differs by shape or weight as well.

use ratatui::style::{Color, Modifier, Style};

use crate::app::state::Theme;
use crate::learn::mastery::Mastery;
use crate::progress::event::Status;
use crate::tui::markdown;

/// The style of everything that is drawn.
#[derive(Debug, Clone, Default)]
pub struct Styles {
    /// Plain text.
    pub text: Style,
    /// What matters less.
    pub dim: Style,
    /// Titles of panes and pages.
    pub title: Style,
    /// The tab shown, and the title of the pane that has the keys.
    pub active: Style,
    /// Headings in lists and pages.
    pub heading: Style,
    /// Lines between things.
    pub rule: Style,
    /// The selected row of the pane that has the keys.
    pub selected: Style,
    /// The selected row of another pane.
    pub remembered: Style,
    /// What matches a search.
    pub matched: Style,
    /// Web links.
    pub link: Style,
    /// Keys in hints.
    pub key: Style,
    /// Failures and refusals.
    pub warning: Style,
    /// The mark of a done topic, and the filled part of a gauge.
    pub done: Style,
    /// The mark of a topic in progress.
    pub learning: Style,
    /// The mark of a skipped topic.
    pub skipped: Style,
    /// The mark of a topic to do.
    pub todo: Style,
    /// Markdown.
    pub markdown: markdown::Styles,
}

struct Palette {
    accent: Color,
    dim: Option<Color>,
    green: Color,
    yellow: Color,
    red: Color,
    link: Color,
    code: Color,
}

impl Styles {
    /// The styles of a theme; without colour when the learner wants none (<https://no-color.org>).
    pub fn new(theme: Theme, colour: bool) -> Self {
        if !colour {
            return Self::from_palette(None);
        }
        let palette = match theme {
            Theme::Terminal => Palette {
                accent: Color::Cyan,
                dim: None,
                green: Color::Green,
                yellow: Color::Yellow,
                red: Color::Red,
                link: Color::Blue,
                code: Color::Magenta,
            },
            Theme::Dark => Palette {
                accent: Color::Indexed(117),
                dim: Some(Color::Indexed(103)),
                green: Color::Indexed(149),
                yellow: Color::Indexed(179),
                red: Color::Indexed(210),
                link: Color::Indexed(111),
                code: Color::Indexed(141),
            },
            Theme::Light => Palette {
                accent: Color::Indexed(24),
                dim: Some(Color::Indexed(241)),
                green: Color::Indexed(22),
                yellow: Color::Indexed(94),
                red: Color::Indexed(125),
                link: Color::Indexed(25),
                code: Color::Indexed(90),
            },
            Theme::Contrast => return Self::contrast(),
        };
        Self::from_palette(Some(&palette))
    }

    fn from_palette(palette: Option<&Palette>) -> Self {
        let plain = Style::default();
        let bold = plain.add_modifier(Modifier::BOLD);
        let colour = |style: Style, pick: fn(&Palette) -> Color| match palette {
            Some(palette) => style.fg(pick(palette)),
            None => style,
        };
        let dim = match palette.and_then(|palette| palette.dim) {
            Some(grey) => plain.fg(grey),
            None => plain.add_modifier(Modifier::DIM),
        };
        let accent = colour(bold, |palette| palette.accent);
        let link = colour(plain.add_modifier(Modifier::UNDERLINED), |palette| palette.link);
        let code = colour(plain, |palette| palette.code);
        Self {
            text: plain,
            dim,
            title: bold,
            active: accent,
            heading: bold,
            rule: dim,
            selected: plain.add_modifier(Modifier::REVERSED),
            remembered: bold,
            matched: accent,
            link,
            key: accent,
            warning: colour(bold, |palette| palette.red),
            done: colour(plain, |palette| palette.green),
            learning: colour(plain, |palette| palette.yellow),
            skipped: dim,
            todo: dim,
            markdown: markdown_styles(palette, &[plain, bold, dim, accent, link, code]),
        }
    }

    /// No dim text, no thin colours: weight, underline and reversal only.
    fn contrast() -> Self {
        let plain = Style::default();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        Self {
            dim: plain,
            rule: plain,
            skipped: plain,
            todo: plain,
            active: bold.add_modifier(Modifier::REVERSED),
            warning: bold.add_modifier(Modifier::REVERSED),
            markdown: markdown_styles(None, &[plain, bold, plain, bold, underlined, bold]),
            ..Self::from_palette(None)
        }
    }

    /// The style of the mark of a topic.
    pub fn topic(&self, status: Status, mastery: Option<Mastery>) -> Style {
        match mastery.filter(|_| status == Status::Done) {
            Some(Mastery::Fading | Mastery::Rusty) => self.learning,
            Some(Mastery::Fresh) | None => self.status(status),
        }
    }

    /// The style of a status mark.
    pub fn status(&self, status: Status) -> Style {
        match status {
            Status::Todo => self.todo,
            Status::Learning => self.learning,
            Status::Done => self.done,
            Status::Skipped => self.skipped,
        }
    }
}

/// The shape of a status mark, one column wide.
pub fn mark(status: Status) -> &'static str {
    match status {
        Status::Todo => "○",
        Status::Learning => "◐",
        Status::Done => "✓",
        Status::Skipped => "–",
    }
}

/// The shape of the mark of a topic, one column wide: a done one says how well it is still known.
pub fn mark_of(status: Status, mastery: Option<Mastery>) -> &'static str {
    match mastery.filter(|_| status == Status::Done) {
        Some(Mastery::Fading) => "≈",
        Some(Mastery::Rusty) => "↻",
        Some(Mastery::Fresh) | None => mark(status),
    }
}

/// The styles of Markdown, out of the plain, bold, dim, accent, link and code styles of a theme.
fn markdown_styles(palette: Option<&Palette>, base: &[Style; 6]) -> markdown::Styles {
    let [plain, bold, dim, accent, link, code] = *base;
    let colour = |style: Style, pick: fn(&Palette) -> Color| palette.map_or(style, |palette| style.fg(pick(palette)));
    markdown::Styles {
        text: plain,
        heading1: accent.add_modifier(Modifier::UNDERLINED),
        heading2: accent,
        heading3: bold,
        strong: bold,
        emphasis: plain.add_modifier(Modifier::ITALIC),
        strike: plain.add_modifier(Modifier::CROSSED_OUT),
        code,
        code_block: code,
        continuation: dim,
        link,
        image: dim.add_modifier(Modifier::ITALIC),
        footnote: dim,
        math: code,
        html: dim,
        marker: accent,
        quote: dim,
        rule: dim,
        table_border: dim,
        table_header: bold,
        note: colour(bold, |palette| palette.link),
        tip: colour(bold, |palette| palette.green),
        important: colour(bold, |palette| palette.code),
        warning: colour(bold, |palette| palette.yellow),
        caution: colour(bold, |palette| palette.red),
    }
}
