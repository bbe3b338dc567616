//! `waypost mark`: gives topics a status.

use anyhow::{Result, bail};

use crate::content::library::TopicIx;
use crate::progress::event::{Action, Status};

use super::Verdict;
use super::args::{Global, Mark};
use super::desk::Desk;
use super::out::{Line, Out, Style};
use super::subject;

pub(super) fn mark(global: &Global, args: &Mark, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    let topics = resolve(&desk, &args.topics)?;
    let (same, changing): (Vec<_>, Vec<_>) = topics
        .into_iter()
        .map(|topic| (topic, desk.statuses.of(topic)))
        .partition(|(_, before)| *before == args.status);
    if !changing.is_empty() {
        let id = |&(topic, _): &(TopicIx, Status)| desk.library.lasting_id(topic).to_owned();
        let topics = changing.iter().map(id).collect();
        desk.record(Action::Mark {
            topics,
            status: args.status,
        })?;
    }
    for (topic, before) in changing {
        // What came of it, not what was asked for.
        let line = changed(&desk.library.topic(topic).title, before, desk.statuses.of(topic));
        out.line(match counted_in(&desk, topic) {
            Some(places) => line.and(Style::Dim, format!(", counted in {places}")),
            None => line,
        })?;
    }
    for (topic, status) in same {
        out.line(format!("{} is {status} already", desk.library.topic(topic).title))?;
    }
    Ok(Verdict::Good)
}

/// The topics of these names, each once; all names that lead to none in one message.
fn resolve(desk: &Desk, names: &[String]) -> Result<Vec<TopicIx>> {
    let mut topics = Vec::new();
    let mut unclear = Vec::new();
    for name in names {
        match subject::topic(&desk.library, name) {
            Ok(topic) if topics.contains(&topic) => {}
            Ok(topic) => topics.push(topic),
            Err(why) => unclear.push(why.to_string()),
        }
    }
    if !unclear.is_empty() {
        bail!("nothing was marked\n{}", unclear.join("\n"));
    }
    Ok(topics)
}

/// What became of a topic.
pub(super) fn changed(title: &str, from: Status, to: Status) -> Line {
    Line::new(Style::Bold, title)
        .and(Style::Plain, " is now ")
        .and(Style::Of(to), to.name())
        .and(Style::Dim, format!(" (was {from})"))
}

/// "2 agents" or "3 paths", where one mark counts more than once.
fn counted_in(desk: &Desk, topic: TopicIx) -> Option<String> {
    match (
        desk.library.topic_agents(topic).len(),
        desk.library.topic_paths(topic).len(),
    ) {
        (agents @ 2.., _) => Some(format!("{agents} agents")),
        (_, paths @ 2..) => Some(format!("{paths} paths")),
        _ => None,
    }
}
