//! Paragraphs, items and sections that are known by the way they are made.

use super::block::{Block, Kind};
use super::inline::{Inline, Style};
use super::named;
use super::tree::Section;

/// A longer paragraph is prose.
pub(super) const LONGEST_LINES: usize = 8 * 1024;

/// A longer line is prose.
pub(super) const LONGEST_LINE: usize = 300;

/// Whether a paragraph is lines that say what is used for what ("Glaze: tin, cobalt"), one or more.
pub(super) fn are_pairs(inline: &Inline) -> bool {
    let is_pair = |line: &str| {
        line.split_once(": ").is_some_and(|(label, names)| {
            let is_short = |text: &str, most: usize| (1..=most).contains(&text.split_whitespace().count());
            is_short(label, 4) && (are_names(names) || is_short(names, 3)) && label.starts_with(char::is_alphabetic)
        })
    };
    let lists_some = || {
        inline
            .text
            .lines()
            .any(|line| line.split_once(": ").is_some_and(|(_, names)| are_names(names)))
    };
    inline.text.len() <= LONGEST_LINES && inline.text.lines().all(is_pair) && lists_some()
}

/// Whether a label in front of tools says nothing of what they are for ("Primary: wheel, kiln").
pub(super) fn ranks_tools(label: &str) -> bool {
    const RANKS: &[&str] = &[
        "additional",
        "core",
        "main",
        "optional",
        "other",
        "primary",
        "required",
        "secondary",
        "tools",
    ];
    RANKS.contains(&label.trim().to_lowercase().as_str())
}

/// Whether a paragraph is a list of names and nothing else: "Tin, cobalt, iron".
pub(super) fn is_name_list(inline: &Inline) -> bool {
    // A sentence has commas too, and goes on in small letters behind them.
    let is_said = |text: &str| text.split(", ").any(|name| name.starts_with(char::is_lowercase));
    inline.text.len() <= LONGEST_LINE
        && !inline.text.contains(": ")
        && are_names(&inline.text)
        && !is_said(&inline.text)
}

fn are_names(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let is_name = |name: &str| (1..=4).contains(&name.split_whitespace().count()) && !name.contains(". ");
    text.contains(", ") && text.split(", ").all(is_name)
}

/// Whether a paragraph is lines that count: "Step 1: Wedge".
pub(super) fn are_counted(inline: &Inline) -> bool {
    let counts = |line: &str| {
        let count = line.split_once([':', '\u{ff1a}']).map_or("", |(count, _)| count);
        named::is_named_period(count.trim())
    };
    let is_short = inline.text.len() <= LONGEST_LINES;
    is_short && inline.text.contains('\n') && inline.text.lines().all(counts)
}

/// Whether an item is a command to the agent's host ("`/learn zig`"), and nothing by that name.
pub(super) fn is_command(text: &Inline) -> bool {
    let whole = text.text.trim();
    let is_code = text
        .marks
        .iter()
        .any(|mark| mark.style == Style::Code && text.text[mark.range.clone()].trim() == whole);
    let mut words = whole.strip_prefix('/').unwrap_or("").split(' ');
    let is_name = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    is_code && words.next().is_some_and(is_name) && words.next().is_some()
}

/// Whether a section is written out rather than listed: it has code, or more words in paragraphs than in lists.
pub(super) fn is_written_out(section: &Section<'_>) -> bool {
    const SHORTEST: usize = 120;
    let mut said = 0;
    let mut listed = 0;
    for block in section.blocks {
        match &block.kind {
            Kind::Code(code) if !code.language.is_empty() => return true,
            Kind::Paragraph(inline) => said += inline.text.len(),
            Kind::List(_) | Kind::Table(_) | Kind::Code(_) => listed += block.range.len(),
            _ => {}
        }
    }
    section.children.is_empty() && said > listed && said > SHORTEST && !has_labelled_list(section)
}

/// Whether a list of some length stands right below a label.
fn has_labelled_list(section: &Section<'_>) -> bool {
    const SHORTEST: usize = 3;
    let is_label = |block: &Block| matches!(&block.kind, Kind::Paragraph(inline) if inline.is_label());
    let is_list = |block: &Block| matches!(&block.kind, Kind::List(items) if items.len() >= SHORTEST);
    section
        .blocks
        .windows(2)
        .any(|pair| is_label(&pair[0]) && is_list(&pair[1]))
}
