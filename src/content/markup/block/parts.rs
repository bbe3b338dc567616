//! Elements that are written as a whole: summaries, preformatted text, tables.

use super::super::table::{Row, Table};
use super::super::token::Token;
use super::{Block, Gap, Mode, is_element};
use crate::content::names;

/// What a summary says that only asks to be opened: such words open it, and stand for the text as often as for nothing.
const POINTERS: [&str; 9] = [
    "click",
    "details",
    "expand",
    "more",
    "more-details",
    "see-more",
    "show",
    "show-more",
    "view",
];

/// A summary has fewer tags and stretches of text than this.
const LONGEST_SUMMARY: usize = 64;

impl Block<'_> {
    /// What `<details>` say they hold is the heading of it, one level below the one they stand under.
    pub(super) fn summary(&mut self, rest: &[Token]) -> usize {
        let is_end = |token: &Token| matches!(token, Token::Close(tag) if tag.name == "summary");
        let Some(end) = rest.iter().take(LONGEST_SUMMARY).position(is_end) else {
            return 0;
        };
        let words: String = rest[..end]
            .iter()
            .filter_map(|token| match token {
                Token::Text(range) => Some(&self.text[range.clone()]),
                _ => None,
            })
            .collect();
        let said = names::slug(words.trim());
        let is_pointer = POINTERS.contains(&said.as_str()) || said.starts_with("click-") || said.ends_with("-expand");
        self.leave(Gap::Blank);
        if is_pointer {
            self.mark("summary", "*".to_owned(), "*".to_owned());
        } else if self.is_in_item() {
            self.mark("summary", "**".to_owned(), "**".to_owned());
        } else {
            let level = (self.heading + self.details).min(6);
            self.opening = Some((format!("{} ", "#".repeat(usize::from(level))), self.at));
        }
        self.mode = Mode::Line;
        let only_text = |token: &&Token| match token {
            Token::Open(tag) | Token::Close(tag) => tag.name == "a" || tag.name == "code",
            _ => true,
        };
        let inner: Vec<Token> = rest[..end].iter().filter(only_text).cloned().collect();
        self.tokens(&inner);
        self.end_line();
        end + 1
    }

    /// Preformatted text is code, between fences.
    pub(super) fn preformatted(&mut self, rest: &[Token]) -> usize {
        let is_end = |token: &Token| matches!(token, Token::Close(tag) if tag.name == "pre");
        let end = rest.iter().position(is_end).unwrap_or(rest.len());
        let language = rest[..end].iter().find_map(|token| match token {
            Token::Open(tag) => tag.attribute(self.text, "class")?.strip_prefix("language-"),
            _ => None,
        });
        let mut code = String::new();
        for token in &rest[..end] {
            match token {
                Token::Text(range) => code.push_str(&self.text[range.clone()]),
                Token::Open(tag) | Token::Close(tag) if !is_element(tag, self.text) => {
                    code.push_str(&self.text[tag.range.clone()]);
                }
                _ => {}
            }
        }
        let code = decoded(code.trim_matches('\n'));
        let fence = if code.contains("```") { "~~~~" } else { "```" };
        self.leave(Gap::Blank);
        self.word(&format!("{fence}{}", language.unwrap_or("")));
        for line in code.split('\n').chain([fence]) {
            self.leave(Gap::Line);
            self.word(line);
        }
        self.leave(Gap::Blank);
        (end + 1).min(rest.len())
    }

    pub(super) fn table(&mut self, table: &Table) {
        let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut rows = table.rows.iter().peekable();
        let head = rows.next_if(|row| row.is_head);
        self.leave(Gap::Blank);
        let cells = |row: Option<&Row>| -> Vec<Vec<Token>> {
            let cells = row.map_or(&[][..], |row| &row.cells);
            (0..columns)
                .map(|at| cells.get(at).cloned().unwrap_or_default())
                .collect()
        };
        self.row(&cells(head));
        self.leave(Gap::Line);
        self.word(&"|---".repeat(columns));
        self.push("|");
        for row in rows {
            self.leave(Gap::Line);
            self.at = row.at;
            self.row(&cells(Some(row)));
        }
        self.leave(Gap::Blank);
    }

    fn row(&mut self, cells: &[Vec<Token>]) {
        self.word("|");
        self.mode = Mode::Cell;
        for cell in cells {
            self.gap = Gap::Space;
            self.tokens(cell);
            self.end_marks(0);
            self.gap = Gap::Space;
            self.word("|");
        }
        self.mode = Mode::Flow;
    }
}

/// Code has no entities in Markdown.
fn decoded(code: &str) -> String {
    code.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}
