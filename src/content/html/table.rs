//! Tables of HTML.

use super::token::Token;

/// The rows of a table, each cell as the tokens in it.
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) is_head: bool,
    pub(super) cells: Vec<Vec<Token>>,
    /// Where it stands.
    pub(super) at: usize,
}

/// Reads the table whose tokens follow its tag, and says how many they are; `None` for one that isn't closed or lays out a
/// page: there are headings, lists or further tables in it, or a single column.
pub(super) fn read(tokens: &[Token], text: &str) -> Option<(Table, usize)> {
    let mut rows: Vec<Row> = Vec::new();
    let mut is_cell = false;
    for (at, token) in tokens.iter().enumerate() {
        let name = match token {
            Token::Open(tag) | Token::Close(tag) => tag.name.as_str(),
            _ => "",
        };
        match (token, name) {
            (Token::Close(_), "table") => {
                rows.retain(|row| !row.cells.is_empty());
                let is_table = rows.iter().any(|row| row.cells.len() > 1);
                return is_table.then_some((Table { rows }, at + 1));
            }
            (Token::Open(_), "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "details") => return None,
            (Token::Open(tag), "tr") => {
                is_cell = false;
                rows.push(Row {
                    is_head: false,
                    cells: Vec::new(),
                    at: tag.range.start,
                });
            }
            (Token::Open(tag), "td" | "th") => {
                is_cell = true;
                if rows.is_empty() {
                    rows.push(Row {
                        is_head: false,
                        cells: Vec::new(),
                        at: tag.range.start,
                    });
                }
                if let Some(row) = rows.last_mut() {
                    row.is_head = name == "th" && (row.cells.is_empty() || row.is_head);
                    row.cells.push(Vec::new());
                }
            }
            (Token::Close(_), "td" | "th" | "tr") => is_cell = false,
            (Token::Open(_) | Token::Close(_), "thead" | "tbody" | "tfoot" | "colgroup" | "col") => {}
            (token, _) => {
                let is_blank = matches!(token, Token::Text(range) if text[range.clone()].trim().is_empty());
                let cell = rows.last_mut().and_then(|row| row.cells.last_mut());
                match cell.filter(|_| is_cell) {
                    Some(cell) => cell.push(token.clone()),
                    // Words outside of cells would be lost.
                    None if matches!(token, Token::Text(_)) && !is_blank => return None,
                    None => {}
                }
            }
        }
    }
    None
}
