//! Sections of files that teach, of which the heading says nothing: what they list, and the heads of their tables, tell.

use super::block::{Block, Kind, Table};
use super::classify::{self, Class, Label};
use super::context::{self, Context};
use super::family;
use super::guess::{self, is_rung};
use super::subjects;
use super::tables;
use super::text::bare_title;
use super::tree::Section;

/// Whether a heading asks, or speaks of what stands beside a course.
fn names_something_beside(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    lower.trim_end().ends_with(['?', '\u{ff1f}'])
        || lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| BESIDE_COURSES.contains(&word))
}

/// Words in the headings of what stands in the file of a course and is none of it.
#[rustfmt::skip]
const BESIDE_COURSES: &[&str] = &[
    "about", "advice", "apps", "completion", "layout", "resources", "tracker", "como", "cómo", "comment", "wie", "как", "criterios", "critérios", "critères", "kriterien",
    "критерии", "estructura", "archivos", "前提", "índice", "indice", "sommaire", "inhaltsverzeichnis", "inhalt", "目录",
    "目錄", "目次", "목차", "mục", "содержание", "commande", "command", "commands", "changelog", "changes", "checkpoint",
    "checkpoints", "community", "contact", "contents", "contributing", "faq", "features", "files", "format",
    "history",
    "how", "installation", "license", "models", "navigation", "news", "note", "notes", "progress", "project",
    "projects", "quickstart", "reference", "references", "rules",
    "schedule", "setup", "structure", "summary", "support", "tips", "usage", "why",
];

/// Whether a section of a course, of which the heading says nothing, lists subjects.
pub(super) fn is_part_of_course(section: &Section<'_>, cx: &mut Context<'_>) -> bool {
    let heard = cx.heard(section);
    let heading = section.heading.map_or("", |heading| &heading.text);
    let is_part = cx.is_course()
        && heard.says.is_none()
        && !heard.may_be_aside
        && classify::label(heading) == Label::Group
        && !names_something_beside(heading)
        && subjects::are_subjects(section, cx.text);
    if is_part {
        cx.guess_read_as(
            section,
            "guessed-path",
            "a learning path, since it lists subjects in a file that is a course",
        );
    }
    is_part
}

/// What a column is called that names rungs.
#[rustfmt::skip]
pub(super) const LEVEL_HEADS: &[&str] = &[
    "level", "cefr", "cefr level", "skill level", "proficiency", "rank", "grade", "nivel", "nível", "niveau", "stufe",
    "livello", "poziom", "seviye",
    "уровень", "рівень", "レベル", "等級", "级别", "等级", "水平", "級別", "레벨", "수준", "المستوى",
];

/// What a column is called that names what is to be learned.
#[rustfmt::skip]
const LEARNED_HEADS: &[&str] = &[
    "topic", "topics", "skill", "skills", "module", "modules", "lesson", "lessons", "chapter", "unit", "subject",
    "concept", "course", "week", "day",
    "phase", "theme", "title", "domain", "phase name", "фаза", "раздел", "дисциплина", "asignatura", "materia",
    "disciplina", "matière", "fach", "tema", "temas", "tema principal", "tópico", "módulo", "lección", "lição",
    "aula", "habilidad", "habilidade", "capítulo", "semana", "fase",
    "thème", "leçon", "chapitre", "compétence", "semaine", "thema", "modul", "lektion", "kapitel", "woche",
    "argomento",
    "lezione", "capitolo", "тема", "модуль", "урок", "глава", "навык", "неделя", "konu", "modül", "ders", "トピック",
    "テーマ", "単元", "章", "レッスン",
    "섹션", "フェーズ", "阶段", "内容", "主题", "模块", "课程", "章节", "技能", "能力", "知识点", "概念", "课程名称", "講座", "科目", "개념", "과목", "主題", "單元", "주제", "모듈", "강의", "내용",
];

/// What the headings of tables speak of that say something about a course.
#[rustfmt::skip]
const TABLES_ASIDE: &[&str] = &[
    "checklist", "dur\u{e9}e", "duration", "duraci\u{f3}n", "estimate", "navigation", "planning",
    "planificaci\u{f3}n", "prerequisite", "prerequisites", "progress", "project",
    "status", "summary", "timeline", "tracker", "troubleshooting",
];

/// What the tables of a section hold of which the heading says nothing, by the heads of their first columns: rungs, or in
/// a file that teaches what is to be learned.
pub(super) fn by_table(section: &Section<'_>, cx: &mut Context<'_>) -> Option<Class> {
    let (class, code, why) = tabled(section, cx)?;
    cx.guess_read_as(section, code, why);
    Some(class)
}

/// Whether a plan of a course, which its table or the calendar tells, stands below a section that says nothing.
pub(super) fn is_plan_below(section: &Section<'_>, cx: &Context<'_>) -> bool {
    let is_plan = |child: &Section<'_>| {
        tabled(child, cx).is_some() || guess::is_set_by_calendar(child, cx) || is_plan_below(child, cx)
    };
    cx.teaches() && !cx.heard(section).may_be_aside && section.children.iter().any(is_plan)
}

/// The class of such tables, the code of the guess, and why.
fn tabled(section: &Section<'_>, cx: &Context<'_>) -> Option<(Class, &'static str, &'static str)> {
    let tables: Vec<&Table> = section.blocks.iter().filter_map(as_table).collect();
    let is_list = |block: &Block| matches!(block.kind, Kind::List(_) | Kind::Code(_));
    let [table, ..] = tables.as_slice() else {
        return None;
    };
    let heading = context::title(section).to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    let is_other = words.any(|word| TABLES_ASIDE.contains(&word))
        || ["追踪", "进度", "打卡", "進捗", "進度", "진도"]
            .iter()
            .any(|word| heading.contains(word));
    if !section.children.is_empty() || section.blocks.iter().any(is_list) || is_other || cx.heard(section).may_be_aside
    {
        return None;
    }
    let head = |column: usize| {
        let cell = table.head.get(column);
        cell.map(|cell| bare_title(&cell.text).to_lowercase())
            .unwrap_or_default()
    };
    let name = tables::name_column(table);
    let cells = |column: usize| table.rows.iter().filter_map(move |(row, _)| row.get(column));
    let names_rungs = LEVEL_HEADS.contains(&head(0).as_str())
        && tables.len() == 1
        && cells(0).count() > 1
        && cells(0).filter(|cell| is_rung(&cell.text)).count() * 3 >= cells(0).count() * 2;
    // Where agents share the work, its phases are none of a course.
    let shares_work = || table.head.iter().any(|cell| cell.text.to_lowercase().contains("agent"));
    let names_subjects = || {
        cx.teaches()
            && !shares_work()
            && table.rows.len() > 2
            && cells(name).all(|cell| cell.text.contains(char::is_alphabetic) && !family::is_bare_count(&cell.text))
            && cells(name).filter(|cell| is_rung(&cell.text)).count() * 2 < table.rows.len()
            && [head(0), head(name)]
                .iter()
                .any(|head| LEARNED_HEADS.contains(&head.as_str()))
    };
    if names_rungs {
        Some((
            Class::Levels,
            "guessed-levels",
            "rungs, since its table names one in each row",
        ))
    } else if names_subjects() {
        Some((
            Class::Paths,
            "guessed-path",
            "a learning path, since the file teaches and the table says what",
        ))
    } else {
        None
    }
}

fn as_table(block: &Block) -> Option<&Table> {
    match &block.kind {
        Kind::Table(table) => Some(table),
        _ => None,
    }
}
