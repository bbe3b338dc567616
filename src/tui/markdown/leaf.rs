//! Leaf blocks drawn by tui-markdown, and what it gives back turned into pieces with our styles and links.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Text};
use tui_markdown::{Options, StyleSheet};

use super::guard::guarded;
use super::inline::Leaf;
use super::marks::{self, Note, Role, Token};
use super::sanitize::is_unsafe;
use super::styles::Styles;
use crate::tui::wrap::Piece;

/// tui-markdown's style sheet: a foreground colour that names the role, to be replaced by the theme's style.
/// Modifiers are left to tui-markdown's own emphasis.
#[derive(Debug, Clone, Copy)]
struct Roles;

const CODE: Color = Color::Indexed(101);
const MATH: Color = Color::Indexed(102);
const HTML: Color = Color::Indexed(103);
const BORDER: Color = Color::Indexed(104);
const HEADER: Color = Color::Indexed(105);

#[rustfmt::skip]
impl StyleSheet for Roles {
    fn heading(&self, _level: u8) -> Style { Style::new() }
    fn heading_marker(&self, _level: u8) -> &'static str { "" }
    fn code_block_fence(&self) -> &'static str { "" }
    fn code(&self) -> Style { Style::new().fg(CODE) }
    fn math_inline(&self) -> Style { Style::new().fg(MATH) }
    fn math_display(&self) -> Style { Style::new().fg(MATH) }
    fn html(&self) -> Style { Style::new().fg(HTML) }
    fn table_border(&self) -> Style { Style::new().fg(BORDER) }
    fn table_header(&self) -> Style { Style::new().fg(HEADER) }
}

#[cfg(test)]
thread_local! {
    /// Bytes given to tui-markdown: the work, for tests of its growth.
    pub(super) static WORK: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// tui-markdown's drawing of one leaf.
fn draw<'a>(markdown: &'a str, options: &Options<Roles>) -> Text<'a> {
    #[cfg(test)]
    WORK.set(WORK.get() + markdown.len());
    tui_markdown::from_str_with_options(markdown, options)
}

/// How the inline content is put to tui-markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Paragraph,
    /// As a heading: nothing in it can be taken for the start of another block.
    Line,
}

/// Draws inline content over a `base` style: the lines the author asked for, not yet wrapped.
pub(super) fn inline(leaf: &Leaf, shape: Shape, base: Style, styles: &Styles) -> Vec<Vec<Piece>> {
    let markdown = match shape {
        Shape::Paragraph => leaf.markdown.clone(),
        // The mark at the end keeps a closing `#` or `{…}` from being taken for syntax.
        Shape::Line => format!("# {}{}", leaf.markdown, marks::NEUTRAL),
    };
    let drawn = guarded(|| {
        let text = draw(&markdown, &Options::new(Roles));
        paint_lines(&text, leaf, base, styles)
    });
    match drawn {
        Some(lines) if is_complete(lines.iter().flatten(), leaf) => lines,
        _ => vec![plain(leaf, base, styles)],
    }
}

/// The lines of a code block.
pub(super) fn code(text: &str) -> Vec<String> {
    let fence = "`".repeat(super::inline::longest_run(text, '`').max(2) + 1);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let markdown = format!("{fence}\n{text}{end}{fence}");
    let lines = guarded(|| {
        let drawn = draw(&markdown, &Options::new(Roles));
        drawn.lines.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    match lines {
        Some(lines) if lines.iter().map(String::as_str).eq(text.lines()) => lines,
        _ => text.lines().map(str::to_owned).collect(),
    }
}

/// Draws a table in at most `width` columns; `None` when it doesn't fit.
pub(super) fn table(leaf: &Leaf, width: u16, styles: &Styles) -> Option<Vec<Vec<Piece>>> {
    let lines = guarded(|| {
        let text = draw(&leaf.markdown, &Options::new(Roles).table_width(width));
        text.lines
            .iter()
            .scan(Vec::new(), |columns, line| {
                Some(paint_table_line(line, leaf, columns, styles))
            })
            .collect::<Vec<_>>()
    })?;
    let fits = |line: &Vec<Piece>| {
        line.iter()
            .map(|piece| crate::tui::wrap::display_width(&piece.text))
            .sum::<usize>()
            <= usize::from(width)
    };
    (lines.iter().all(fits) && is_complete(lines.iter().flatten(), leaf)).then_some(lines)
}

/// The notes open at a place of the text.
type OpenNotes = Vec<usize>;

fn paint_lines(text: &Text<'_>, leaf: &Leaf, base: Style, styles: &Styles) -> Vec<Vec<Piece>> {
    let mut open = OpenNotes::new();
    text.lines
        .iter()
        .map(|line| {
            let mut pieces = Vec::new();
            for span in &line.spans {
                paint(&span.content, span.style, base, leaf, &mut open, styles, &mut pieces);
            }
            trim_start(&mut pieces);
            pieces
        })
        .collect()
}

/// `columns` has the notes open in each column: a link that is wrapped in its cell goes on in the next line's.
fn paint_table_line(line: &Line<'_>, leaf: &Leaf, columns: &mut Vec<OpenNotes>, styles: &Styles) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut column = 0;
    for (index, span) in line.spans.iter().enumerate() {
        let is_border = |at: Option<usize>| {
            at.and_then(|at| line.spans.get(at))
                .is_none_or(|span| span.style.fg == Some(BORDER))
        };
        if is_border(Some(index)) {
            column += 1;
            pieces.push(Piece::new(&*span.content, styles.text.patch(styles.table_border), None));
            continue;
        }
        if columns.len() <= column {
            columns.resize(column + 1, OpenNotes::new());
        }
        let is_padding = is_border(index.checked_sub(1)) || is_border(Some(index + 1));
        let mut none = OpenNotes::new();
        let open = if is_padding { &mut none } else { &mut columns[column] };
        paint(&span.content, span.style, styles.text, leaf, open, styles, &mut pieces);
    }
    pieces
}

/// Appends a span of tui-markdown's with the theme's style and without its marks.
fn paint(
    text: &str,
    given: Style,
    base: Style,
    leaf: &Leaf,
    open: &mut OpenNotes,
    styles: &Styles,
    out: &mut Vec<Piece>,
) {
    for token in marks::tokens(text) {
        match token {
            Token::Open(number) => open.push(number),
            Token::Close => {
                open.pop();
            }
            Token::Text(text) => {
                let notes = open.iter().filter_map(|number| leaf.notes.get(*number));
                let note = notes.fold(Note::default(), |all, note| Note {
                    role: note.role.or(all.role),
                    link: note.link.or(all.link),
                });
                let text: String = text.chars().filter(|c| !is_unsafe(*c)).collect();
                out.push(Piece::new(
                    text,
                    note_style(theme_style(given, base, styles), note, styles),
                    note.link,
                ));
            }
        }
    }
}

fn theme_style(given: Style, base: Style, styles: &Styles) -> Style {
    let mut style = base;
    for (modifier, themed) in [
        (Modifier::BOLD, styles.strong),
        (Modifier::ITALIC, styles.emphasis),
        (Modifier::CROSSED_OUT, styles.strike),
        (Modifier::DIM, Style::new().add_modifier(Modifier::DIM)),
    ] {
        if given.add_modifier.contains(modifier) {
            style = style.patch(themed);
        }
    }
    match given.fg {
        Some(CODE) => style.patch(styles.code),
        Some(MATH) => style.patch(styles.math),
        Some(HTML) => style.patch(styles.html),
        Some(HEADER) => style.patch(styles.table_header),
        _ => style,
    }
}

fn note_style(style: Style, note: Note, styles: &Styles) -> Style {
    let style = match note.role {
        Some(Role::Image) => style.patch(styles.image),
        Some(Role::Footnote) => style.patch(styles.footnote),
        None => style,
    };
    if note.link.is_some() {
        style.patch(styles.link)
    } else {
        style
    }
}

/// The visible text without tui-markdown: for content it panics on or doesn't show whole.
fn plain(leaf: &Leaf, base: Style, styles: &Styles) -> Vec<Piece> {
    leaf.visible
        .iter()
        .map(|run| Piece::new(&*run.text, note_style(base, run.note, styles), run.note.link))
        .collect()
}

fn trim_start(pieces: &mut Vec<Piece>) {
    while let Some(first) = pieces.first_mut() {
        let trimmed = first.text.trim_start_matches(' ').len();
        first.text.drain(..first.text.len() - trimmed);
        if !first.text.is_empty() {
            break;
        }
        pieces.remove(0);
    }
}

/// Whether every letter and digit is there; in whatever order, as cells of a table interleave.
fn is_complete<'p>(pieces: impl Iterator<Item = &'p Piece>, leaf: &Leaf) -> bool {
    let drawn = fingerprint(pieces.flat_map(|piece| piece.text.chars()));
    drawn == fingerprint(leaf.visible.iter().flat_map(|run| run.text.chars()))
}

fn fingerprint(text: impl Iterator<Item = char>) -> (usize, u64) {
    text.filter(|c| c.is_alphanumeric()).fold((0, 0), |(count, sum), c| {
        let mixed = (u64::from(u32::from(c)) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (count + 1, u64::wrapping_add(sum, mixed ^ (mixed >> 29)))
    })
}
