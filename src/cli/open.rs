//! `waypost open`: the web page of a topic, or of anything else that has one.

use anyhow::{Result, bail};

use crate::content::library::Library;
use crate::content::model::{Link, Resource};
use crate::tui::browser;

use super::Verdict;
use super::args::{Global, Open};
use super::out::{Line, Out, Style, tell};
use super::subject::{self, Subject};

pub(super) fn run(global: &Global, args: &Open, out: &mut Out) -> Result<Verdict> {
    let library = global.library()?;
    global.warn_of(&library);
    let subject = subject::anything(&library, &args.name)?;
    let title = subject.title(&library);
    let links = links_of(&library, subject);
    let link = match (links.as_slice(), args.link) {
        ([], _) => bail!("{title} has no link; `waypost list roadmaps` lists the pages there are"),
        ([only], None) => only,
        (several, None) => {
            let rows = several.iter().zip(1..).map(|(link, number)| {
                vec![
                    Line::new(Style::Dim, format!("{number:>2}")),
                    Line::from(link.title.as_str()),
                    Line::new(Style::Dim, &link.url),
                ]
            });
            out.table(rows.collect())?;
            tell(
                "note",
                &format!("{title} has {} links; choose one with --link N", several.len()),
            );
            return Ok(Verdict::Good);
        }
        (links, Some(number)) => {
            let index = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
            match links.get(index) {
                Some(link) => link,
                None => bail!("there is no link {number}; {title} has {}", links.len()),
            }
        }
    };
    match browser::open(&link.url) {
        Ok(()) => out.line(Line::from("Opened ").and(Style::Plain, &link.url))?,
        Err(why) => {
            tell("note", &format!("no browser opened the page: {why}"));
            out.line(link.url.as_str())?;
        }
    }
    Ok(Verdict::Good)
}

fn links_of(library: &Library, subject: Subject) -> Vec<Link> {
    let mut links: Vec<Link> = match subject {
        Subject::Topic(ix) => library.topic_links(ix),
        Subject::Agent(ix) => {
            let agent = library.agent(ix);
            agent.roadmaps.iter().chain(&agent.links).cloned().collect()
        }
        Subject::Path(at) => library.path(at).steps().flat_map(|step| step.links.clone()).collect(),
        Subject::Role(at) => library.role(at).links.to_vec(),
        Subject::Stack(at) => library.stack(at).tools().flat_map(|tool| tool.links.clone()).collect(),
        Subject::Level(_) => Vec::new(),
        Subject::Roadmap(ix) => {
            let roadmap = library.roadmap(ix);
            let own = Link {
                title: roadmap.title.clone(),
                url: roadmap.url.clone(),
            };
            let graph = roadmap.graph.iter();
            let others = graph.flat_map(|graph| graph.links.iter().map(Resource::link).chain(graph.related.clone()));
            std::iter::once(own).chain(others).collect()
        }
    };
    let mut seen = std::collections::HashSet::new();
    links.retain(|link| seen.insert(link.url.clone()));
    links
}
