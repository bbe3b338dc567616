//! `waypost list`: everything of one kind, with how far the learner is.

use anyhow::Result;
use serde_json::{Value, json};

use crate::content::library::{AgentIx, Library, TopicIx};
use crate::learn::mastery::Recalled;

use super::Verdict;
use super::args::{Global, Kind, List, misuse};
use super::desk::Desk;
use super::json::{self, Thing, document};
use super::out::{Line, Out, Style, mark, tell};
use super::past::Past;
use super::study::recalled;
use super::subject::{self, Subject};

pub(super) fn run(global: &Global, args: &List, out: &mut Out) -> Result<Verdict> {
    let kind = match (args.kind, args.status) {
        (None, None) => Kind::Agents,
        (None | Some(Kind::Topics), _) => Kind::Topics,
        (Some(kind), None) => kind,
        (Some(_), Some(status)) => {
            return Err(misuse(
                "list",
                format!("only topics have a status; list them with `waypost list topics --status {status}`"),
            ));
        }
    };
    let mut desk = Desk::open(global)?;
    let past = Past::turn_to(args.at, &mut desk);
    // What is known now says nothing of what was done then.
    let recalled = past.is_none().then(|| recalled(&desk));
    let agent = match &args.agent {
        Some(name) => Some(subject::agent(&desk.library, name)?),
        None => None,
    };
    if kind == Kind::Topics {
        return topics(&desk, args, agent, recalled.as_ref(), past.as_ref(), out);
    }
    let things: Vec<Thing> = subjects(&desk.library, kind)
        .into_iter()
        .filter(|&subject| agent.is_none_or(|agent| belongs(&desk.library, subject, agent)))
        .map(|subject| Thing::told(&desk.library, &desk.statuses, recalled.as_ref(), subject))
        .collect();
    if args.json {
        return print_json(kind, json!(things), past.as_ref(), out);
    }
    if let Some(past) = past {
        past.say(&desk, out)?;
    }
    if things.is_empty() {
        tell("note", &format!("there are no {}", name_of(kind)));
    }
    out.list(things.iter().map(row).collect())?;
    Ok(Verdict::Good)
}

fn print_json(kind: Kind, items: Value, past: Option<&Past>, out: &mut Out) -> Result<Verdict> {
    let mut body = Past::field(past);
    body.insert(name_of(kind).to_owned(), items);
    out.json(&document(body))?;
    Ok(Verdict::Good)
}

fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Agents => "agents",
        Kind::Roles => "roles",
        Kind::Paths => "paths",
        Kind::Stacks => "stacks",
        Kind::Roadmaps => "roadmaps",
        Kind::Levels => "levels",
        Kind::Topics => "topics",
    }
}

fn subjects(library: &Library, kind: Kind) -> Vec<Subject> {
    let agents = library.agent_ixs();
    match kind {
        Kind::Agents => agents.map(Subject::Agent).collect(),
        Kind::Roles => agents.flat_map(|ix| library.roles_of(ix)).map(Subject::Role).collect(),
        Kind::Paths => library.path_refs().map(Subject::Path).collect(),
        Kind::Stacks => agents
            .flat_map(|ix| library.stacks_of(ix))
            .map(Subject::Stack)
            .collect(),
        Kind::Levels => agents
            .flat_map(|ix| library.levels_of(ix))
            .map(Subject::Level)
            .collect(),
        Kind::Roadmaps => {
            let roadmaps = library.roadmaps_in_order().into_iter();
            roadmaps.map(Subject::Roadmap).collect()
        }
        Kind::Topics => library.topic_ixs().map(Subject::Topic).collect(),
    }
}

fn belongs(library: &Library, subject: Subject, agent: AgentIx) -> bool {
    match subject {
        Subject::Topic(ix) => library.topic_agents(ix).contains(&agent),
        Subject::Agent(ix) => ix == agent,
        Subject::Path(at) => at.agent == agent,
        Subject::Role(at) => at.agent == agent,
        Subject::Stack(at) => at.agent == agent,
        Subject::Level(at) => at.agent == agent,
        Subject::Roadmap(ix) => library.roadmap(ix).agents.contains(&agent),
    }
}

fn row(thing: &Thing) -> Vec<Line> {
    vec![
        Line::from(thing.title.as_str()),
        done_of(thing),
        Line::new(Style::Dim, &thing.id),
    ]
}

/// "3/12", right-aligned as far as numbers usually go, with what is still known of it where that is less; nothing where there
/// is nothing to count.
pub(super) fn done_of(thing: &Thing) -> Line {
    let counts = thing.counts;
    if counts.total == 0 {
        return Line::new(Style::Dim, format!("{:>7}", "-"));
    }
    let line = Line::from(format!("{:>7}", format!("{}/{}", counts.done, counts.total)));
    match thing.known {
        Some(known) if thing.rusty() > 0 => line.and(Style::Plain, format!(" done, {known} still known")),
        _ => line,
    }
}

fn topics(
    desk: &Desk,
    args: &List,
    agent: Option<AgentIx>,
    recalled: Option<&Recalled>,
    past: Option<&Past>,
    out: &mut Out,
) -> Result<Verdict> {
    let library = &desk.library;
    let chosen: Vec<TopicIx> = library
        .topic_ixs()
        .filter(|&ix| args.status.is_none_or(|status| desk.statuses.of(ix) == status))
        .filter(|&ix| agent.is_none_or(|agent| belongs(library, Subject::Topic(ix), agent)))
        .collect();
    if args.json {
        let topics = chosen
            .iter()
            .map(|&ix| json::Topic::told(library, &desk.statuses, recalled, ix));
        return print_json(Kind::Topics, json!(topics.collect::<Vec<_>>()), past, out);
    }
    if let Some(past) = past {
        past.say(desk, out)?;
    }
    if chosen.is_empty() {
        tell("note", "there are no such topics");
    }
    let mut rows = Vec::new();
    for ix in chosen {
        let status = desk.statuses.of(ix);
        let mastery = recalled.and_then(|recalled| recalled.mastery(&desk.statuses, ix));
        let kept = mastery.map_or_else(
            || status.name().to_owned(),
            |mastery| format!("{}, {}", status.name(), mastery.name()),
        );
        let title = mark(status)
            .and(Style::Plain, " ")
            .and(Style::Plain, &library.topic(ix).title);
        rows.push(vec![
            title,
            Line::new(Style::Of(status), kept),
            Line::new(Style::Dim, &library.topic(ix).id),
        ]);
    }
    out.list(rows)?;
    Ok(Verdict::Good)
}
