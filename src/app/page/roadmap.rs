//! The page of a roadmap, and what an imported one says at a step.

use super::{Block, Page, Target, gauge, short};
use crate::app::rows::Row;
use crate::app::state::State;
use crate::content::library::{Graph, Note, RoadmapIx, StepRef, TO_READ, TopicIx};
use crate::content::model::{Link, Resource, by_kind};
use crate::content::roadmap::Arranged;
use crate::progress::event::Status;

/// The page of a roadmap: a link to the map on the web, and where it was imported what there is to walk.
pub(super) fn roadmap(state: &State, ix: RoadmapIx) -> Page {
    let content = state.library.roadmap(ix);
    let mut page = Page::default();
    page.blocks.push(Block::Title(content.title.clone()));
    page.blocks.push(Block::Place(short(&content.url).to_owned()));
    if content.topics.is_empty() {
        page.text("No topic of a path goes by this roadmap's name; its map is on the web.");
    } else {
        page.blocks.push(gauge(state, &Row::Roadmap(ix)));
    }
    if let Some(graph) = &content.graph {
        page.text(&graph.summary);
        page.text(order(graph.arranged));
        page.text(&graph.questions_told());
        page.next_here(state, ix.into(), None);
        related(state, &mut page, graph);
        resources(state, &mut page, None, "Resources", &graph.links);
    }
    page.links_section(&[Link {
        title: content.title.clone(),
        url: content.url.clone(),
    }]);
    if !content.agents.is_empty() {
        page.heading("Linked by");
    }
    for &agent in &content.agents {
        page.item(&state.library.agent(agent).title, "", None, None);
    }
    page
}

/// What the learner should know of the order of the topics.
fn order(arranged: Arranged) -> &'static str {
    match arranged {
        Arranged::Graph => "",
        Arranged::Folders => "Imported without its map: the topics stand in the order of their folders.",
        Arranged::Names => "Imported without its map: the topics stand in the order of their names.",
    }
}

/// The neighbours: here where they are, else on the web.
fn related(state: &State, page: &mut Page, graph: &Graph) {
    if graph.related.is_empty() {
        return;
    }
    page.heading("Related roadmaps");
    let library = &*state.library;
    for link in &graph.related {
        let here = library.roadmap_ixs().find(|&ix| library.roadmap(ix).url == link.url);
        match here {
            Some(ix) => page.item(&library.roadmap(ix).title, "", None, Some(Target::Roadmap(ix))),
            None => page.item(&link.title, short(&link.url), None, Some(Target::Url(link.clone()))),
        }
    }
}

/// What an imported roadmap says at a step: its mark, its place where that was guessed, which lesson speaks of it, its text
/// and its resources.
pub(super) fn note(state: &State, page: &mut Page, at: StepRef, note: &Note) {
    if !note.aliases.is_empty() {
        page.blocks
            .push(Block::Place(format!("also {}", note.aliases.join(", "))));
    }
    if let Some(legend) = &note.legend {
        page.blocks.push(Block::Place(legend.clone()));
    }
    if let (true, Some(above)) = (note.inferred, state.library.step_above(at)) {
        let title = &state.library.step(above).title;
        page.text(&format!(
            "Its place under {title} is a guess: the map only shows the two near each other."
        ));
    }
    if let Some(apart) = state.library.apart(state.library.topic_of(at)) {
        page.heading(TO_READ);
        page.topic_item(state, apart.lesson);
    }
    page.markdown(&note.text);
    let of_lesson = state.library.lesson_of(state.library.topic_of(at));
    let heading = of_lesson.map_or("Resources", |_| "Resources of the roadmap");
    let topic = state.library.topic_of(at);
    resources(state, page, Some(topic), heading, &note.resources);
}

/// Resources by kind, each leading to its address; those of a topic with the learner's ticks.
pub(super) fn resources(state: &State, page: &mut Page, topic: Option<TopicIx>, heading: &str, resources: &[Resource]) {
    if resources.is_empty() {
        return;
    }
    page.heading(heading);
    let ticked = topic.map(|topic| state.ticked(topic));
    for resource in by_kind(resources) {
        let kind = resource
            .kind
            .map_or(String::new(), |kind| format!("{} · ", kind.name()));
        let note = format!("{kind}{}", short(&resource.url));
        let status = ticked.as_ref().map(|ticked| {
            if ticked.contains(&resource.url.as_str()) {
                Status::Done
            } else {
                Status::Todo
            }
        });
        page.item(&resource.title, &note, status, Some(Target::Url(resource.link())));
    }
}
