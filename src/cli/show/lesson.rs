//! A topic's lesson as text.

use anyhow::Result;

use super::Shown;
use super::text::resources;
use crate::cli::out::{Line, Out, Style, mark};
use crate::content::model::Lesson;

/// Prints what a lesson says of its topic, its text, and where more is to be learned.
pub(super) fn print(desk: &Shown<'_>, lesson: &Lesson, out: &mut Out) -> Result<()> {
    let facts = lesson.facts();
    if !facts.is_empty() {
        out.line(Line::new(Style::Dim, facts))?;
    }
    if !lesson.summary.is_empty() {
        out.blank()?;
        out.prose(Line::default(), &lesson.summary)?;
    }
    let requires = desk.library.requirements(lesson);
    if !requires.is_empty() {
        out.heading("Learn before")?;
    }
    for (name, topic) in requires {
        match topic {
            Some(ix) => {
                let topic = desk.library.topic(ix);
                let line = Line::from("  ").and_line(mark(desk.statuses.of(ix)));
                let line = line.and(Style::Plain, format!(" {}", topic.title));
                out.line(line.and(Style::Dim, format!("  {}", topic.id)))?;
            }
            None => out.line(format!("  · {name}"))?,
        }
    }
    let text = desk.library.lesson_text(lesson);
    if !text.is_empty() {
        out.blank()?;
        out.block(0, &text)?;
    }
    if !lesson.resources.is_empty() {
        out.heading("Resources")?;
        resources(&lesson.resources, out)?;
    }
    Ok(())
}
