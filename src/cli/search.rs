//! `waypost search`: anything by a part of its name, or by words of its text.

use anyhow::Result;
use serde_json::json;

use crate::content::library::Library;
use crate::content::search::Item;

use super::Verdict;
use super::args::{Global, Search};
use super::json::{Hit, document};
use super::out::{Line, Out, Style, tell};
use super::subject::Subject;

pub(super) fn run(global: &Global, args: &Search, out: &mut Out) -> Result<Verdict> {
    let library = global.library()?;
    global.warn_of(&library);
    let found = library.index().search(&library, &args.query, args.limit);
    let hits: Vec<Hit> = found
        .into_iter()
        .map(|hit| Hit {
            kind: hit.item.kind(),
            id: id_of(&library, hit.item),
            title: hit.title,
            context: hit.context,
        })
        .collect();
    if args.json {
        out.json(&document(json!({ "query": args.query, "results": hits })))?;
        return Ok(Verdict::Good);
    }
    if hits.is_empty() {
        tell(
            "note",
            &format!("nothing is called `{}`, and no text has these words", args.query),
        );
    }
    let row = |hit: &Hit| {
        vec![
            Line::new(Style::Dim, hit.kind),
            Line::from(hit.title.as_str()),
            Line::new(Style::Dim, &hit.context),
        ]
    };
    out.list(hits.iter().map(row).collect())?;
    Ok(Verdict::Good)
}

fn id_of(library: &Library, item: Item) -> String {
    let subject = match item {
        Item::Agent(ix) => Subject::Agent(ix),
        Item::Path(at) => Subject::Path(at),
        Item::Topic(ix) => Subject::Topic(ix),
        Item::Role(at) => Subject::Role(at),
        Item::Roadmap(ix) => Subject::Roadmap(ix),
        Item::Tool(at) => match library.topic_of_tool(at) {
            Some(topic) => return library.topic(topic).id.clone(),
            None => Subject::Stack(at.stack),
        },
    };
    subject.id(library)
}
