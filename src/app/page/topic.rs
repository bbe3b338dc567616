//! The page of a topic: where it is met, the lesson that teaches it, and where else it counts.

use std::collections::HashSet;

use super::{Block, Page, Target, place, roadmap, standing};
use crate::app::rows::Row;
use crate::app::state::{Note, State};
use crate::content::diagnostic::Severity;
use crate::content::library::{COVERED, Lead, TopicIx};
use crate::content::model::{Lesson, Step};

/// So many of the topics that build on one are listed.
const OPENS: usize = 12;

/// The page of a topic, as it is met in the row one is on.
pub(super) fn topic(state: &State, ix: TopicIx, row: &Row) -> Page {
    let library = &*state.library;
    let content = library.topic(ix);
    let mut page = Page::default();
    let here = match row {
        Row::Step(at) => Some(*at),
        Row::Next(suggestion) => suggestion.step,
        _ => content.steps.first().copied(),
    };
    let lesson = library.lesson_of(ix);
    // A lesson says what its topic is called; without one, that is what it is called here.
    let title = match here {
        Some(at) if lesson.is_none() => &library.step(at).title,
        _ => &content.title,
    };
    page.blocks.push(Block::Title(title.clone()));
    if let Some(at) = here {
        page.blocks
            .push(Block::Place(place(state, at.walk, library.group(at).title.as_deref())));
    }
    page.blocks.push(standing(state, ix));
    if let Some(at) = here {
        page.text(&wording(library.step(at), title));
    }
    if let Some(lesson) = lesson {
        self::lesson(state, &mut page, ix, lesson);
    }
    let note = here.and_then(|at| Some((at, library.note(at)?)));
    if let Some((at, note)) = note {
        roadmap::note(state, &mut page, at, note);
    }
    if let Some(note) = state.note_on(ix) {
        own_note(&mut page, note, &content.title);
    }
    let covered = library.told_apart(ix);
    if !covered.is_empty() {
        page.heading(COVERED);
        for other in covered {
            page.topic_item(state, other);
        }
    }
    opens(state, &mut page, ix);
    names(state, &mut page, ix, here.map_or("", |at| &library.step(at).detail));
    let elsewhere: Vec<_> = content.steps.iter().filter(|&&at| Some(at) != here).collect();
    if !elsewhere.is_empty() || !content.tools.is_empty() || !content.roles.is_empty() {
        page.heading("Counts here too");
        for &&at in &elsewhere {
            let target = Target::Walk(at.walk, Some(ix));
            let text = place(state, at.walk, library.group(at).title.as_deref());
            let note = wording(library.step(at), title);
            page.item(&text, &note, None, Some(target));
        }
        for &at in &content.tools {
            let target = Target::Tool(at);
            page.item(
                &format!("{} (stack)", library.stack(at.stack).title),
                &library.tool(at).name,
                None,
                Some(target),
            );
        }
        for &at in &content.roles {
            page.item(
                &format!("{} (role)", library.role(at).name),
                "",
                None,
                Some(Target::Role(at)),
            );
        }
    }
    let mut links = library.topic_links(ix);
    let of_lesson = lesson.map_or(&[][..], |lesson| &lesson.resources);
    // What other roadmaps give stands on their own pages; only where no roadmap is met, it is given here.
    let notes = content.steps.iter().filter(|_| note.is_some());
    let of_notes = notes
        .filter_map(|&at| library.note(at))
        .flat_map(|note| &note.resources);
    let elsewhere: HashSet<&str> = of_lesson
        .iter()
        .chain(of_notes)
        .map(|resource| resource.url.as_str())
        .collect();
    links.retain(|link| !elsewhere.contains(link.url.as_str()));
    page.links_section(&links);
    page
}

/// What a step says of its topic: its own title where that is another, and its detail.
fn wording(step: &Step, title: &str) -> String {
    let own = if step.title == title { "" } else { &step.title };
    let parts = [own, &step.detail].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// What a lesson says of its topic, its text, and where more is to be learned.
fn lesson(state: &State, page: &mut Page, ix: TopicIx, lesson: &Lesson) {
    let library = &*state.library;
    page.text(&lesson.summary);
    let facts = lesson.facts();
    if !facts.is_empty() {
        page.blocks.push(Block::Place(facts));
    }
    page.remarks(&lesson.diagnostics, Severity::Error);
    let requires = library.requirements(lesson);
    if !requires.is_empty() {
        page.heading("Learn before");
    }
    for (name, topic) in requires {
        match topic {
            Some(ix) => page.topic_item(state, ix),
            None => page.item(name, "no topic of the packs", None, None),
        }
    }
    page.lesson_text(state, lesson);
    roadmap::resources(state, page, Some(ix), "Resources", &lesson.resources);
}

/// What builds on a topic.
fn opens(state: &State, page: &mut Page, ix: TopicIx) {
    let library = &*state.library;
    let opens = library.needed_by(ix);
    if opens.is_empty() {
        return;
    }
    page.heading("Opens the way to");
    for &other in opens.iter().take(OPENS) {
        page.topic_item(state, other);
    }
    if opens.len() > OPENS {
        page.text(&format!("… and {} more.", opens.len() - OPENS));
    }
}

/// What the learner has noted, and where that leads. Its heading is for those who read the file.
fn own_note(page: &mut Page, note: &Note, title: &str) {
    page.heading("Your note");
    page.markdown(note.text.strip_prefix(&format!("# {title}")).unwrap_or(&note.text));
    for link in &note.links {
        page.item(
            &link.title,
            super::short(&link.url),
            None,
            Some(Target::Url(link.clone())),
        );
    }
}

/// The names a topic's steps list: those that lead somewhere, then those the shown detail doesn't have already.
fn names(state: &State, page: &mut Page, ix: TopicIx, detail: &str) {
    let library = &*state.library;
    let mut leads = Vec::new();
    let mut plain = Vec::new();
    for mention in library.topic_mentions(ix) {
        match library.resolve(mention) {
            Some(lead) if lead.topic() != ix => leads.push((mention, lead)),
            _ if !detail.contains(mention) => plain.push(mention),
            _ => {}
        }
    }
    if leads.is_empty() && plain.is_empty() {
        return;
    }
    page.heading("Names in it");
    for (mention, lead) in leads {
        let other = lead.topic();
        let note = match lead {
            Lead::Topic(_) => String::new(),
            Lead::Within(_) => format!("in {}", library.topic(other).title),
        };
        page.item(
            mention,
            &note,
            Some(state.statuses.of(other)),
            Some(Target::Topic(other)),
        );
    }
    if !plain.is_empty() {
        page.item(&plain.join(" · "), "", None, None);
    }
}
