//! Plans drawn in code fences: lines joined by arrows, trees of box glyphs.

use super::block::{Block, Code, Kind};

/// One line of a drawn plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'c> {
    pub(super) text: &'c str,
    /// It only names the lines below it: "Flutter:", or what a tree hangs from.
    pub(super) is_label: bool,
    /// How deep it hangs below a line of the plan.
    pub(super) depth: u8,
    /// It hangs on an arrow from the line before it: "↓ learn to build".
    pub(super) is_transition: bool,
}

const ARROWS: &[char] = &['↓', '→', '⬇', '➜', '➡', '▼', '↳', '⇒', '⇓'];
/// What a drawn line ends in.
const HEADS: &[char] = &['►', '▶', '▸', '▷'];
const TREE: &[char] = &[
    '├', '└', '│', '─', '┌', '┐', '┘', '┬', '┴', '┼', '┤', '╰', '╭', '╮', '╯', '━', '┃', '║', '═',
];

/// Endings of the names of files.
#[rustfmt::skip]
const FILES: &[&str] = &[
    "bazel", "c", "cfg", "cpp", "cs", "css", "env", "go", "gradle", "h", "hcl", "html", "java", "js", "json", "jsx", "kt",
    "lock", "md", "mjs", "mod", "php", "proto", "py", "rb", "rs", "scss", "sh", "sql", "sum", "swift", "tf", "tfvars",
    "toml", "ts", "tsx", "txt", "vue", "xml", "yaml", "yml",
];

/// What the lines of a timetable open with.
pub(super) const PERIODS: &[&str] = &[
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "year",
    "years",
    "phase",
    "stage",
    "step",
    "level",
    "jour",
    "jours",
    "semaine",
    "semaines",
    "mois",
    "étape",
    "día",
    "días",
    "semana",
    "semanas",
    "mes",
    "meses",
    "fase",
    "etapa",
    "dia",
    "dias",
    "mês",
    "tag",
    "tage",
    "woche",
    "wochen",
    "monat",
    "monate",
    "giorno",
    "giorni",
    "settimana",
    "settimane",
    "день",
    "дни",
    "неделя",
    "недели",
    "месяц",
    "этап",
];

/// A line without the glyphs it is drawn with.
pub(super) fn content(line: &str) -> &str {
    let is_glyph = |c: char| {
        c.is_whitespace()
            || ARROWS.contains(&c)
            || HEADS.contains(&c)
            || TREE.contains(&c)
            || c == '\u{fe0f}'
            || c == '|'
    };
    let bare = line.trim_matches(is_glyph);
    // The head of a typed arrow, behind its line: "└─> Registers".
    match bare.strip_prefix('>') {
        Some(rest) if line.trim_start().starts_with(TREE) => rest.trim_start(),
        _ => bare,
    }
}

/// Which fences are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawings {
    /// None of them.
    No,
    /// Those that draw a plan, list its parts as YAML, or set them out by the calendar.
    Plans,
    /// Those whose lines say what is used for what ("Cache: Redis"), or hang on a tree.
    Pairs,
    /// All without a language.
    Any,
}

impl Drawings {
    /// Whether a fence is one of them.
    pub(super) fn take(self, code: &Code) -> bool {
        match self {
            Self::No => false,
            Self::Plans => is_plan(code) || is_yaml_outline(code),
            Self::Pairs => is_plan(code) || is_prose(code) && !is_directory(&code.text) && is_pairs(&code.text),
            Self::Any => is_prose(code) && !is_directory(&code.text),
        }
    }

    /// Whether a line of arrows outside a fence is a plan too.
    pub(super) fn take_chains(self) -> bool {
        matches!(self, Self::Plans | Self::Any)
    }
}

/// Whether a fence draws a plan and doesn't quote a program, draw boxes or list files.
fn is_plan(code: &Code) -> bool {
    let is_drawn = || {
        code.text.contains(|c| ARROWS.contains(&c) || TREE.contains(&c))
            || code.text.lines().any(is_typed_chain)
            || code.text.lines().any(is_typed_arrow) && code.text.lines().any(|line| line.trim() == "|")
    };
    is_prose(code)
        && !is_directory(&code.text)
        && (is_drawn() && !is_formal(&code.text) || is_timetable(&code.text) || is_numbered(&code.text))
}

/// Whether a line joins three places or more with arrows that were typed.
fn is_typed_chain(line: &str) -> bool {
    [" -> ", " --> "].iter().any(|arrow| line.matches(arrow).count() > 1) && !line.contains(['(', '{', ';', '='])
}

/// Whether a line is the head of an arrow that was typed.
fn is_typed_arrow(line: &str) -> bool {
    matches!(line.trim(), "v" | "V")
}

/// Whether every line is one of a numbered list.
fn is_numbered(text: &str) -> bool {
    let is_item = |line: &str| {
        let number = line.trim().split_once(". ").map_or("", |(number, _)| number);
        !number.is_empty() && number.len() < 3 && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.lines().nth(1).is_some() && share(text, is_item) >= 1.0 && !is_formal(text)
}

/// Whether a part of the lines worth speaking of (a third) name files and folders.
fn is_directory(text: &str) -> bool {
    let is_file = |line: &str| {
        let name = content(line).split_whitespace().next().unwrap_or("");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        name.ends_with('/') && name.len() > 1
            || FILES.contains(&ending) && name.starts_with(|c: char| !c.is_uppercase())
            || name.starts_with(['/', '.']) && name.len() > 1
    };
    share(text, is_file) * 3.0 >= 1.0
}

/// Whether most lines are formulas or requests rather than words: what letters they have stand among brackets and signs.
fn is_formal(text: &str) -> bool {
    let is_sign = |c: char| matches!(c, '=' | '{' | '}' | '<' | '>' | '^' | '$' | ';' | '∈' | '≤' | '≥');
    share(text, |line| {
        let signs = line.chars().filter(|c| is_sign(*c)).count();
        signs - line.matches(" -> ").count() > 1 || line.contains("/api/")
    }) * 2.0
        >= 1.0
}

fn is_pairs(text: &str) -> bool {
    let is_pair = |line: &str| {
        let line = line.trim_start().trim_start_matches(['-', '*', '•']).trim_start();
        let label = line.split_once(": ").map_or("", |(label, _)| label);
        label.starts_with(char::is_alphabetic)
            && label.split_whitespace().count() <= 4
            && !line.ends_with([';', '{', ','])
    };
    share(text, is_pair) * 3.0 >= 2.0
}

/// YAML of labels and lists alone.
fn is_yaml_outline(code: &Code) -> bool {
    let is_label = |line: &str| {
        let label = line.trim().strip_suffix(':').unwrap_or("");
        !label.is_empty() && !label.starts_with('-') && !label.contains([':', '{', '[', '"'])
    };
    let is_item = |line: &str| line.trim_start().starts_with("- ") && !line.contains(": ");
    matches!(code.language.as_str(), "yaml" | "yml")
        && share(&code.text, |line| is_label(line) || is_item(line)) >= 1.0
        && share(&code.text, is_item) * 2.0 >= 1.0
}

/// The share of the lines of which something holds; none of an empty text.
fn share(text: &str, holds: impl Fn(&str) -> bool) -> f64 {
    let lines = || text.lines().filter(|line| !content(line).is_empty());
    let count = |lines: usize| f64::from(u32::try_from(lines).unwrap_or(u32::MAX));
    let all = lines().count();
    if all == 0 {
        0.0
    } else {
        count(lines().filter(|line| holds(line)).count()) / count(all)
    }
}

/// Whether every line at the margin opens with a period ("Week 1-4: syntax"), but for labels above those ("Glazing:").
fn is_timetable(text: &str) -> bool {
    let at_margin = |line: &&str| line.starts_with(|c: char| !c.is_whitespace());
    let is_period = |line: &&str| {
        let mut words = line.split_whitespace();
        let word = words.next().unwrap_or("").to_lowercase();
        let number = words.next().unwrap_or("");
        PERIODS.contains(&word.as_str()) && number.starts_with(|c: char| c.is_ascii_digit())
    };
    let is_label = |line: &str| line.ends_with(':') && line.split_whitespace().count() <= 4;
    let (periods, others): (Vec<&str>, Vec<&str>) = text.lines().filter(at_margin).partition(is_period);
    periods.len() > others.len() && others.iter().all(|line| is_label(line))
}

/// What the lines of a fence use each thing for, where each line has one arrow ("Tin → white glaze") and nothing else.
pub(super) fn uses(code: &Code) -> Option<Vec<(&str, &str)>> {
    let lines = code.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let pair = |line: &'_ str| line.matches(['→', '⇒', '➜']).count() == 1;
    let uses: Option<Vec<(&str, &str)>> = lines
        .map(|line| {
            let (name, used) = line.split_once(['→', '⇒', '➜']).filter(|_| pair(line))?;
            let (name, used) = (name.trim(), used.trim());
            (!name.is_empty() && !used.is_empty()).then_some((name, used))
        })
        .collect();
    uses.filter(|uses| is_prose(code) && uses.len() > 1)
}

/// The lines of a fence that holds a list and nothing else, without their marks; `None` where it holds anything besides.
pub(super) fn listed(code: &Code) -> Option<Vec<&str>> {
    let lines = code.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let items: Option<Vec<&str>> = lines
        .map(|line| {
            ["- ", "* ", "\u{2022} "]
                .iter()
                .find_map(|mark| line.strip_prefix(mark))
        })
        .collect();
    items.filter(|items| is_prose(code) && items.len() > 1)
}

/// A line of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Boxed {
    pub(super) text: String,
    /// It is one of a list; the others name what follows, or the box.
    pub(super) is_item: bool,
}

/// What stands in a drawn box that lists something; `None` for any other block.
pub(super) fn boxed(block: &Block) -> Option<Vec<Boxed>> {
    let text = match &block.kind {
        Kind::Code(code) if has_no_language(code) => &code.text,
        Kind::Paragraph(inline) => &inline.text,
        _ => return None,
    };
    let is_edge = |c: char| matches!(c, '│' | '║' | '|' | '┃');
    let is_frame = |c: char| c.is_whitespace() || TREE.contains(&c) || matches!(c, '╔' | '╗' | '╚' | '╝' | '╠' | '╣');
    if !text.trim_start().starts_with(['┌', '╔', '╭']) {
        return None;
    }
    let mut boxed: Vec<Boxed> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.chars().all(is_frame) {
            continue;
        }
        // Boxes beside each other are a drawing.
        let inner = line.strip_prefix(is_edge)?.strip_suffix(is_edge)?;
        if inner.contains(['│', '║', '┌', '└', '→', '▼']) {
            return None;
        }
        let inner = inner.trim();
        let item = ["\u{2022} ", "- ", "* ", "\u{25e6} "]
            .iter()
            .find_map(|mark| inner.strip_prefix(mark));
        match (item, boxed.last_mut()) {
            (None, Some(last)) if last.is_item && !inner.ends_with(':') => {
                last.text.push(' ');
                last.text.push_str(inner);
            }
            _ => boxed.push(Boxed {
                text: item.unwrap_or(inner).trim().to_owned(),
                is_item: item.is_some(),
            }),
        }
    }
    boxed.iter().any(|line| line.is_item).then_some(boxed)
}

fn has_no_language(code: &Code) -> bool {
    matches!(
        code.language.as_str(),
        "" | "text" | "txt" | "plain" | "plaintext" | "markdown" | "md"
    )
}

/// Whether a fence has no language, so that it may hold anything, and draws no boxes.
fn is_prose(code: &Code) -> bool {
    has_no_language(code) && !code.text.contains(['┌', '┬', '╔', '╭'])
}

/// The lines of a plan. A line that joins several places with arrows is as many lines.
pub(super) fn lines(code: &Code) -> Vec<Line<'_>> {
    let is_yaml = is_yaml_outline(code);
    let mut lines: Vec<Line<'_>> = Vec::new();
    // So many places has the line of arrows above.
    let mut chained = 0;
    for line in code.text.lines().filter(|line| !line.trim().is_empty()) {
        let drawn = line.trim_start();
        if is_yaml {
            let item = drawn.strip_prefix("- ");
            lines.push(Line {
                text: item.unwrap_or(drawn).trim(),
                is_label: item.is_none(),
                depth: 0,
                is_transition: false,
            });
            continue;
        }
        let hangs = drawn.starts_with(TREE) || line.len() - drawn.len() >= 2 && !lines.is_empty();
        let is_transition = drawn.starts_with(ARROWS);
        let text = content(line);
        if text.is_empty() || is_typed_arrow(text) {
            continue;
        }
        let depth = u8::from(hangs && !is_transition) * depth_of(line);
        if let Some(above) = lines
            .last_mut()
            .filter(|above| above.depth == 0 && depth > 0 && !above.is_transition)
        {
            above.is_label = true;
        }
        let arrow = match is_typed_chain(text) {
            true if text.contains(" --> ") => "-->",
            true => "->",
            false => "→",
        };
        let places: Vec<&str> = text
            .split(['➜', '➡', '⇒'])
            .flat_map(|part| part.split(arrow))
            .map(str::trim)
            .filter(|place| !place.is_empty())
            .collect();
        if take_notes(&mut lines, chained, text) {
            chained = 0;
            continue;
        }
        let is_chain = !is_transition && depth == 0 && places.len() > 1;
        let texts = if is_chain { places } else { vec![text] };
        chained = if is_chain { texts.len() } else { 0 };
        lines.extend(texts.into_iter().map(|text| Line {
            text,
            is_label: depth == 0 && !is_transition && text.ends_with([':', '：']),
            depth,
            is_transition,
        }));
    }
    lines
}

/// Hangs notes on the places of the line of arrows above, where there is one for each: "(0-2 years)  (3 years)".
fn take_notes<'c>(lines: &mut Vec<Line<'c>>, places: usize, text: &'c str) -> bool {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let notes: Vec<&str> = inner.map(|inner| inner.split(')').collect()).unwrap_or_default();
    let notes: Option<Vec<&str>> = notes
        .into_iter()
        .enumerate()
        .map(|(at, note)| {
            if at == 0 {
                Some(note)
            } else {
                note.trim_start().strip_prefix('(')
            }
        })
        .collect();
    let Some(notes) = notes.filter(|notes| places > 1 && notes.len() == places) else {
        return false;
    };
    let above = lines.split_off(lines.len() - places);
    for (line, note) in above.into_iter().zip(notes) {
        lines.push(line);
        lines.push(Line {
            text: note.trim(),
            is_label: false,
            depth: 0,
            is_transition: true,
        });
    }
    true
}

/// The same lines where a step of the plan is meant by each: what one other line hangs from is a step, and that line says
/// more about it.
pub(super) fn steps(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    for at in 0..lines.len().saturating_sub(1) {
        let hangs = |at: usize| lines.get(at).is_some_and(|line| line.depth > 0);
        if lines[at].is_label && hangs(at + 1) && !hangs(at + 2) && !lines[at].text.ends_with([':', '：']) {
            lines[at].is_label = false;
            lines[at + 1].is_transition = true;
        }
    }
    lines
}

/// Four columns a level, as trees are drawn.
fn depth_of(line: &str) -> u8 {
    let columns = line
        .chars()
        .take_while(|c| c.is_whitespace() || TREE.contains(c))
        .count();
    u8::try_from(columns.div_ceil(4)).unwrap_or(u8::MAX).clamp(1, 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, u8, bool)> {
        let code = Code {
            language: String::new(),
            text: text.to_owned(),
        };
        lines(&code)
            .into_iter()
            .map(|line| (line.text.to_owned(), line.depth, line.is_transition))
            .collect()
    }

    #[test]
    fn arrows_down_a_page() {
        let expected = [
            ("Novice (1 year)".into(), 0, false),
            ("learn to build".into(), 0, true),
            ("Adept".into(), 0, false),
        ];
        assert_eq!(read("Novice (1 year)\n  ↓ learn to build\nAdept\n   ↓\n"), expected);
    }

    #[test]
    fn arrows_along_a_line() {
        assert_eq!(read("Novice → Adept → Master\n").len(), 3);
    }

    #[test]
    fn trees() {
        let expected = [
            ("Year 1".into(), 0, false),
            ("Syntax".into(), 1, false),
            ("Types".into(), 2, false),
            ("Year 2".into(), 0, false),
        ];
        assert_eq!(read("Year 1\n├── Syntax\n│   └── Types\n│\nYear 2\n"), expected);
    }

    #[test]
    fn programs_are_no_plans() {
        let code = |language: &str, text: &str| Code {
            language: language.into(),
            text: text.into(),
        };
        for (language, text) in [
            ("text", "a → b"),
            ("", "Week 1-4: syntax\n  loops\nWeek 5: types"),
            ("yaml", "beginner:\n  - Syntax\n  - Types\n"),
        ] {
            assert!(Drawings::Plans.take(&code(language, text)), "{text}");
        }
        for (language, text) in [
            ("rust", "a → b"),
            ("", "let a = 1;"),
            ("", "Week 1: a\nx = 1"),
            ("", "src/\n├── main.rs   # opens\n├── syntax/\n└── Notes"),
            ("", "f(n) = O(n^a)  →  T(n) = O(n^b)"),
            ("yaml", "retry:\n  max: 2\n  - a\n"),
            ("", "┌───┐\n│ a │ → b\n└───┘"),
        ] {
            assert!(!Drawings::Plans.take(&code(language, text)), "{text}");
        }
    }

    #[test]
    fn pairs_say_what_is_used_for_what() {
        let take = |text: &str| {
            let code = Code {
                language: String::new(),
                text: text.to_owned(),
            };
            Drawings::Pairs.take(&code)
        };
        assert!(take("Front: Yew\nBack: Axum\n") && take("├── Axum\n└── Tokio\n"));
        assert!(!take("let a: u8 = 1;\n") && !take("cargo add axum\n") && !take("├── src/\n└── Cargo.toml\n"));
    }
}
