//! An agent as text: everything its spec holds, under headings.

use anyhow::Result;

use super::text::{joined, links, path, stack, title};
use crate::cli::out::{Line, Out, Style};
use crate::cli::subject::Subject;
use crate::content::library::{AgentIx, Library};
use crate::content::model::{Agent, Link, Listed};
use crate::learn::standing::Statuses;

/// Prints an agent whole.
pub(super) fn print(library: &Library, statuses: &Statuses, ix: AgentIx, out: &mut Out) -> Result<()> {
    let agent = library.agent(ix);
    title(library, Subject::Agent(ix), out)?;
    let counts = statuses.count(library.agent_topics(ix).iter().copied());
    if counts.total > 0 {
        out.line(format!(
            "{} of {} topics done ({} %)",
            counts.done,
            counts.total,
            counts.percent()
        ))?;
    }
    if !agent.description.is_empty() {
        out.blank()?;
        out.prose(Line::default(), &agent.description)?;
    }
    items("Capabilities", agent.capabilities.iter().map(String::clone), out)?;
    items(
        "Roles",
        agent.roles.iter().map(|role| joined(&role.name, &role.detail)),
        out,
    )?;
    for at in library.paths_of(ix) {
        section(library.path(at).kind.name(), &library.path(at).title, out)?;
        path(library, statuses, at, out)?;
    }
    for at in library.stacks_of(ix) {
        section("Stack", &library.stack(at).title, out)?;
        stack(library, statuses, at, out)?;
    }
    rest(agent, out)
}

/// A heading that says what kind of thing follows.
fn section(kind: &str, title: &str, out: &mut Out) -> Result<()> {
    out.blank()?;
    out.line(Line::new(Style::Dim, format!("{kind}: ")).and(Style::Bold, title))
}

fn rest(agent: &Agent, out: &mut Out) -> Result<()> {
    items(
        "Career progression",
        agent.levels.iter().map(|level| joined(&level.name, &level.detail)),
        out,
    )?;
    let trend = |trend: &crate::content::model::Trend| match trend.year {
        Some(year) => format!("{year}: {}", trend.text),
        None => trend.text.clone(),
    };
    items("Trends", agent.trends.iter().map(trend), out)?;
    items(
        "Related skills",
        agent
            .related
            .iter()
            .map(|related| joined(&related.name, &related.detail)),
        out,
    )?;
    items("When to use", agent.when_to_use.iter().map(String::clone), out)?;
    for (heading, listed) in agent.beside() {
        let said = |listed: &Listed| {
            let links: Vec<&str> = listed.links.iter().map(|link| link.url.as_str()).collect();
            let said = joined(&listed.label(), &listed.detail);
            [said.as_str(), &links.join(" ")].join(" ").trim_end().to_owned()
        };
        items(heading, listed.iter().map(said), out)?;
    }
    let all: Vec<Link> = agent.links_left().into_iter().cloned().collect();
    links(&all, out)?;
    for more in &agent.more {
        out.heading(if more.heading.is_empty() { "More" } else { &more.heading })?;
        out.block(2, &more.markdown)?;
    }
    Ok(())
}

fn items(heading: &str, items: impl ExactSizeIterator<Item = String>, out: &mut Out) -> Result<()> {
    if items.len() == 0 {
        return Ok(());
    }
    out.heading(heading)?;
    for item in items {
        out.prose(Line::from("  - "), &item)?;
    }
    Ok(())
}
