//! What the columns of a table are for.

use super::block::Table;
use super::course;
use super::family;
use super::inline::Inline;
use super::named;
use super::text::{bare_title, join, one_line};
use crate::content::names;

/// What a column is called whose cells each lead along a path.
const LEADING: &[&str] = &[
    "steps",
    "topics",
    "sequence",
    "order",
    "route",
    "courses",
    "modules",
    "skills",
    "path",
    "learning path",
];

/// What the first column is called where each row is a path of its own.
const PATHS: &[&str] = &[
    "path",
    "learning path",
    "track",
    "learning track",
    "roadmap",
    "route",
    "course",
    "trail",
];

/// What a first column is called that numbers the rows.
const NUMBERS: &[&str] = &[
    "#",
    "no",
    "no.",
    "nr",
    "nr.",
    "n\u{ba}",
    "n\u{b0}",
    "\u{2116}",
    "num",
    "number",
    "id",
    "\u{5e8f}\u{53f7}",
    "\u{756a}\u{53f7}",
    "\u{7de8}\u{865f}",
    "\u{7f16}\u{53f7}",
];

/// The column that names the rows: the first one that does not count them, give their codes or say when.
pub(super) fn name_column(table: &Table) -> usize {
    if is_coded(table) {
        return 1;
    }
    let last = table.head.len().saturating_sub(1);
    (0..last).find(|column| !counts_rows(table, *column)).unwrap_or(last)
}

/// The column of a table of tools that names them: behind one that says what each is for ("Layer | Choice").
pub(super) fn tool_column(table: &Table) -> usize {
    const KINDS: &[&str] = &[
        "layer",
        "category",
        "area",
        "component",
        "concern",
        "purpose",
        "type",
        "aspect",
        "need",
        "use case",
        "function",
        "categoría",
        "categoria",
        "capa",
        "área",
        "catégorie",
        "kategorie",
        "bereich",
        "категория",
        "类别",
        "分类",
        "カテゴリ",
        "분류",
    ];
    const TOOLS: &[&str] = &[
        "choice",
        "tool",
        "tools",
        "technology",
        "technologies",
        "tech",
        "library",
        "framework",
        "stack",
        "product",
        "solution",
        "herramienta",
        "herramientas",
        "tecnología",
        "tecnologías",
        "ferramenta",
        "ferramentas",
        "tecnologia",
        "tecnologias",
        "outil",
        "outils",
        "werkzeug",
        "werkzeuge",
        "инструмент",
        "инструменты",
        "технологии",
        "工具",
        "技术",
        "ツール",
        "技術",
        "도구",
    ];
    let name = name_column(table);
    let head = |column: usize| {
        let cell = table.head.get(column);
        cell.map(|cell| bare_title(&cell.text).to_lowercase())
            .unwrap_or_default()
    };
    let tools = (name + 1..table.head.len()).find(|column| TOOLS.contains(&head(*column).as_str()));
    tools.filter(|_| KINDS.contains(&head(name).as_str())).unwrap_or(name)
}

/// Whether the first column only has codes ("L3", "VP") for what the second names by its heading: a title.
fn is_coded(table: &Table) -> bool {
    let heading = |column: usize| table.head.get(column).map(|cell| cell.text.trim().to_lowercase());
    let names = heading(1).is_some_and(|text| matches!(text.as_str(), "title" | "role" | "position" | "job title"));
    let is_code = |text: &str| {
        let text = text.trim();
        (1..=3).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let mut cells = table.rows.iter().filter_map(|(row, _)| row.first());
    names && !table.rows.is_empty() && cells.all(|cell| is_code(&cell.text))
}

/// Whether a column only counts the rows or says which way they lead, so that a later one names them.
fn counts_rows(table: &Table, column: usize) -> bool {
    // A number with a comma in it is an amount.
    let counts = |cell: &Inline| {
        is_count(cell) || named::is_period(&cell.text) && !cell.text.contains(',') || family::is_bare_count(&cell.text)
    };
    let codes = |cell: &Inline| is_code(cell.text.trim());
    let all = |is: &dyn Fn(&Inline) -> bool| table.rows.iter().all(|(row, _)| row.get(column).is_some_and(is));
    let head = table.head.get(column).map(|cell| cell.text.trim().to_lowercase());
    let is_head_of = |words: &[&str]| head.as_deref().is_some_and(|head| words.contains(&head));
    let all_count =
        || all(&counts) || column == 0 && !is_head_of(course::LEVEL_HEADS) && (is_head_of(NUMBERS) || all(&codes));
    let says_way = |head: &Inline| column == 0 && head.text.trim().eq_ignore_ascii_case("direction");
    table.head.get(column).is_some_and(says_way) || all_count()
}

/// Whether a cell is a code with a number in it ("P1", "G-I0", "1.2").
fn is_code(text: &str) -> bool {
    const LONGEST: usize = 5;
    let text = text.trim_matches('*');
    text.len() <= LONGEST
        && text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-'))
}

pub(super) fn is_count(cell: &Inline) -> bool {
    let number = cell.text.trim().trim_end_matches('.');
    number.chars().all(|c| c.is_ascii_digit())
}

/// Whether the rows of a table are the hours of a day ("08:00-10:00"): it says when to learn, and not what.
pub(super) fn is_of_hours(table: &Table) -> bool {
    let firsts = || table.rows.iter().filter_map(|(row, _)| row.first());
    firsts().filter(|cell| named::is_hour(&cell.text)).count() * 2 > firsts().count()
}

/// A path that a row of a table lays out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) steps: Vec<String>,
    /// What the other columns say, each with its heading.
    pub(super) said: String,
}

/// The paths of a table of which each row is one ("| Beginner | IAM → EC2 → S3 | 4 weeks |"); `None` where a row is none.
pub(super) fn paths(table: &Table) -> Option<Vec<Row>> {
    let heading = |column: usize| {
        let cell = table.head.get(column);
        cell.map(|cell| bare_title(&cell.text).to_lowercase())
            .unwrap_or_default()
    };
    let name = name_column(table);
    let steps = (name + 1..table.head.len()).find(|column| LEADING.contains(&heading(*column).as_str()))?;
    let are_paths = PATHS.contains(&heading(name).as_str());
    if table.rows.is_empty() || named::opens_period(&heading(name)) {
        return None;
    }
    let row = |cells: &Vec<Inline>| {
        let cell = cells.get(steps)?;
        let places = match cell.chain() {
            Some(places) => places.into_iter().map(bare_title).collect(),
            None if are_paths => names::mentions(&one_line(&cell.text)),
            None => return None,
        };
        let title = cells
            .get(name)
            .map(|cell| bare_title(&cell.text))
            .filter(|title| !title.is_empty())?;
        let other = cells.iter().enumerate().filter(|(column, cell)| {
            *column != name && *column != steps && !(*column == 0 && is_count(cell)) && !cell.is_blank()
        });
        let lines: Vec<String> = other
            .map(|(column, cell)| {
                let head = table
                    .head
                    .get(column)
                    .map(|cell| bare_title(&cell.text))
                    .unwrap_or_default();
                join(&[&head, &one_line(&cell.text)], ": ")
            })
            .collect();
        let said = lines.join("\n\n");
        (places.len() > 1).then_some(Row {
            title,
            steps: places,
            said,
        })
    };
    table.rows.iter().map(|(cells, _)| row(cells)).collect()
}
