//! `waypost next`: what to learn next, and why.

use anyhow::Result;
use serde_json::json;

use crate::learn::next;

use super::Verdict;
use super::args::{Global, Next};
use super::desk::Desk;
use super::json::{Suggested, Topic, document};
use super::out::{Line, Out, Style, mark, tell};
use super::subject::Subject;

pub(super) fn run(global: &Global, args: &Next, out: &mut Out) -> Result<Verdict> {
    let desk = Desk::open(global)?;
    let library = &desk.library;
    let found = next::next(library, &desk.statuses, desk.now, args.limit);
    if args.json {
        let suggested = found.iter().map(|suggestion| Suggested {
            topic: Topic::new(library, &desk.statuses, suggestion.topic),
            path: suggestion
                .step
                .and_then(|step| step.walk.path())
                .map(|path| Subject::Path(path).id(library)),
            roadmap: suggestion
                .step
                .and_then(|step| step.walk.roadmap())
                .map(|roadmap| Subject::Roadmap(roadmap).id(library)),
            reason: suggestion.reason.clone(),
        });
        out.json(&document(json!({ "next": suggested.collect::<Vec<_>>() })))?;
        return Ok(Verdict::Good);
    }
    if found.is_empty() && args.limit > 0 {
        let message = if library.topics().is_empty() {
            "the packs have no topics to learn"
        } else {
            "nothing is left to learn: every topic is done or skipped"
        };
        tell("note", message);
    }
    for suggestion in &found {
        let topic = &library.topic(suggestion.topic).title;
        let title = suggestion.step.map_or(topic, |step| &library.step(step).title);
        let status = mark(desk.statuses.of(suggestion.topic));
        out.line(status.and(Style::Plain, " ").and(Style::Bold, title))?;
        out.line(Line::from("    ").and(Style::Dim, &suggestion.reason))?;
    }
    Ok(Verdict::Good)
}
