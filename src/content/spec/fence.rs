//! Plans drawn in code fences: lines joined by arrows, trees of box glyphs.

use super::block::Code;

/// One line of a drawn plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'c> {
    pub(super) text: &'c str,
    /// How deep it hangs below a line of the plan.
    pub(super) depth: u8,
    /// It hangs on an arrow from the line before it: "↓ learn to build".
    pub(super) is_transition: bool,
}

const ARROWS: &[char] = &['↓', '→', '⬇', '➜', '➡', '▼', '↳', '⇒', '⇓'];
const TREE: &[char] = &[
    '├', '└', '│', '─', '┌', '┐', '┘', '┬', '┴', '┼', '┤', '╰', '╭', '╮', '╯', '━', '┃', '║', '═',
];

/// What the lines of a timetable open with.
pub(super) const PERIODS: &[&str] = &[
    "day", "days", "week", "weeks", "month", "months", "quarter", "year", "years", "phase", "stage", "step", "level",
];

/// A line without the glyphs it is drawn with.
pub(super) fn content(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || ARROWS.contains(&c) || TREE.contains(&c) || c == '\u{fe0f}' || c == '|'
    })
}

/// Whether a fence draws a plan and doesn't quote a program or draw boxes.
pub(super) fn is_plan(code: &Code) -> bool {
    let is_drawn = || code.text.contains(|c| ARROWS.contains(&c) || TREE.contains(&c));
    is_prose(code) && (is_drawn() || is_timetable(&code.text))
}

/// Whether every line at the margin opens with a period: "Week 1-4: syntax".
fn is_timetable(text: &str) -> bool {
    let at_margin = |line: &&str| line.starts_with(|c: char| !c.is_whitespace());
    let mut lines = text.lines().filter(at_margin).peekable();
    let is_period = |line: &str| {
        let mut words = line.split_whitespace();
        let word = words.next().unwrap_or("").to_lowercase();
        let number = words.next().unwrap_or("");
        PERIODS.contains(&word.as_str()) && number.starts_with(|c: char| c.is_ascii_digit())
    };
    lines.peek().is_some() && lines.all(is_period)
}

/// Whether a fence has no language, so that it may hold anything.
pub(super) fn is_prose(code: &Code) -> bool {
    matches!(
        code.language.as_str(),
        "" | "text" | "txt" | "plain" | "plaintext" | "markdown" | "md"
    ) && !code.text.contains(['┌', '┬', '╔', '╭'])
}

/// The lines of a plan. A line that joins several places with arrows is as many lines.
pub(super) fn lines(code: &Code) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for line in code.text.lines().filter(|line| !line.trim().is_empty()) {
        let drawn = line.trim_start();
        let hangs = drawn.starts_with(TREE) || line.len() - drawn.len() >= 2 && !lines.is_empty();
        let is_transition = drawn.starts_with(ARROWS);
        let text = content(line);
        if text.is_empty() {
            continue;
        }
        let depth = u8::from(hangs && !is_transition) * depth_of(line);
        let places: Vec<&str> = text
            .split(['→', '➜', '➡', '⇒'])
            .map(str::trim)
            .filter(|place| !place.is_empty())
            .collect();
        let is_chain = !is_transition && depth == 0 && places.len() > 1;
        if is_chain {
            lines.extend(places.into_iter().map(|text| Line {
                text,
                depth,
                is_transition,
            }));
        } else {
            lines.push(Line {
                text,
                depth,
                is_transition,
            });
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
        assert!(
            !is_plan(&code("rust", "a → b")) && !is_plan(&code("", "let a = 1;")) && is_plan(&code("text", "a → b"))
        );
        assert!(is_plan(&code("", "Week 1-4: syntax\n  loops\nWeek 5: types")));
        assert!(!is_plan(&code("", "Week 1: a\nx = 1")));
    }
}
