//! A subject as text for people.

use anyhow::Result;

use super::{Shown, agent, lesson};
use crate::cli::out::{Line, Out, Style, mark};
use crate::cli::subject::Subject;
use crate::content::brief;
use crate::content::library::{
    COVERED, Graph, Lead, Library, Note, PathRef, RoadmapIx, RoleRef, StackRef, StepRef, TO_READ, ToolRef, TopicIx,
    WalkRef,
};
use crate::content::model::{Link, Resource, by_kind};
use crate::learn::next::ago;
use crate::learn::standing::Statuses;

/// Prints one subject whole.
pub(super) fn print(desk: &Shown<'_>, subject: Subject, out: &mut Out) -> Result<()> {
    let library = desk.library;
    if let Subject::Agent(ix) = subject {
        return agent::print(library, desk.statuses, ix, out);
    }
    title(library, subject, out)?;
    match subject {
        Subject::Topic(ix) => topic(desk, ix, out),
        Subject::Path(at) => {
            counts(desk, subject, out)?;
            out.blank()?;
            path(library, desk.statuses, at, out)
        }
        Subject::Role(at) => role(desk, at, out),
        Subject::Stack(at) => {
            counts(desk, subject, out)?;
            out.blank()?;
            stack(library, desk.statuses, at, out)
        }
        Subject::Level(at) => {
            counts(desk, subject, out)?;
            said(&library.level(at).detail, out)?;
            topics(desk, subject, out)
        }
        Subject::Roadmap(ix) => roadmap(desk, ix, out),
        Subject::Agent(_) => Ok(()),
    }
}

/// The title in bold and the id below it.
pub(super) fn title(library: &Library, subject: Subject, out: &mut Out) -> Result<()> {
    out.line(Line::new(Style::Bold, subject.title(library)))?;
    out.line(Line::new(Style::Dim, subject.id(library)))
}

fn counts(desk: &Shown<'_>, subject: Subject, out: &mut Out) -> Result<()> {
    let topics = subject.topics(desk.library);
    let counts = desk.statuses.count(topics.iter().copied());
    let recalled = desk.recalled.as_ref();
    let rusty = recalled.map_or(0, |recalled| recalled.rusty_among(desk.statuses, topics));
    if counts.total > 0 {
        let done = format!("{} of {} done ({} %)", counts.done, counts.total, counts.percent());
        let known = counts.done - rusty;
        out.line(if rusty > 0 {
            format!("{done}, {known} still known")
        } else {
            done
        })?;
    }
    Ok(())
}

fn topic(desk: &Shown<'_>, ix: TopicIx, out: &mut Out) -> Result<()> {
    let library = desk.library;
    let topic = library.topic(ix);
    let status = desk.statuses.of(ix);
    let since = desk.statuses.mark(ix);
    let mut since = since.map_or_else(String::new, |mark| format!(", {}", ago(mark.at, desk.now)));
    let recalled = desk
        .recalled
        .as_ref()
        .filter(|recalled| recalled.mastery(desk.statuses, ix).is_some());
    if let Some((recalled, recall)) = recalled.and_then(|recalled| Some((recalled, recalled.of(ix)?))) {
        since = format!("{since}, {}", recall.told(recalled.day()));
    }
    out.line(
        mark(status)
            .and(Style::Of(status), format!(" {status}"))
            .and(Style::Dim, since),
    )?;
    if let Some(content) = library.lesson_of(ix) {
        lesson::print(desk, content, out)?;
    }
    let to_read = library.apart(ix).map(|apart| apart.lesson);
    topic_list(desk, TO_READ, to_read, out)?;
    topic_list(desk, COVERED, library.told_apart(ix), out)?;
    for &at in &topic.steps {
        out.heading(&place(library, at.walk, library.group(at).title.as_deref()))?;
        let step = library.step(at);
        let name = if step.title == topic.title { "" } else { &step.title };
        let text = [name, &step.detail]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(": ");
        if !text.is_empty() {
            out.prose(Line::from("  "), &text)?;
        }
        if let Some(note) = library.note(at) {
            self::note(library, at, note, out)?;
        }
    }
    let listed = library.topic_mentions(ix).into_iter().map(|name| {
        let other = library.resolve(name).map(Lead::topic).filter(|&other| other != ix);
        (name, other)
    });
    names(desk, &listed.collect::<Vec<_>>(), "Names in it", out)?;
    if !topic.tools.is_empty() || !topic.roles.is_empty() {
        out.heading("Counts here too")?;
        for &at in &topic.tools {
            let stack = Subject::Stack(at.stack);
            let text = format!("  {} in the stack {}", library.tool(at).name, stack.title(library));
            out.line(Line::from(text).and(Style::Dim, format!("  {}", stack.id(library))))?;
        }
        for &at in &topic.roles {
            let role = Subject::Role(at);
            let text = format!("  the role {}", role.title(library));
            out.line(Line::from(text).and(Style::Dim, format!("  {}", role.id(library))))?;
        }
    }
    // The resources of its lesson and of roadmaps stand there.
    let mut others = library.topic_links(ix);
    let of_lesson = library.lesson_of(ix).map_or(&[][..], |lesson| &lesson.resources);
    let notes = topic.steps.iter().filter_map(|&at| library.note(at));
    let shown: Vec<&Resource> = of_lesson.iter().chain(notes.flat_map(|note| &note.resources)).collect();
    others.retain(|link| shown.iter().all(|resource| resource.url != link.url));
    links(&others, out)
}

/// Topics under a heading, each with its status and its id; nothing where there are none.
pub(super) fn topic_list(
    desk: &Shown<'_>,
    heading: &str,
    topics: impl IntoIterator<Item = TopicIx>,
    out: &mut Out,
) -> Result<()> {
    for (number, ix) in topics.into_iter().enumerate() {
        if number == 0 {
            out.heading(heading)?;
        }
        let topic = desk.library.topic(ix);
        let line = Line::from("  ").and_line(mark(desk.statuses.of(ix)));
        let line = line.and(Style::Plain, format!(" {}", topic.title));
        out.line(line.and(Style::Dim, format!("  {}", topic.id)))?;
    }
    Ok(())
}

/// What an imported roadmap says at a step.
fn note(library: &Library, at: StepRef, note: &Note, out: &mut Out) -> Result<()> {
    if !note.aliases.is_empty() {
        let also = format!("also {}", note.aliases.join(", "));
        out.line(Line::from("  ").and(Style::Dim, also))?;
    }
    if let Some(legend) = &note.legend {
        out.line(Line::from("  ").and(Style::Dim, legend))?;
    }
    if let Some(above) = library.step_above(at) {
        let guess = if note.inferred {
            " (a guess: the map only shows them near each other)"
        } else {
            ""
        };
        let text = format!("under {}{guess}", library.step(above).title);
        out.line(Line::from("  ").and(Style::Dim, text))?;
    }
    if !note.text.is_empty() {
        out.block(2, &note.text)?;
    }
    resources(&note.resources, out)
}

/// Resources by kind, as a table.
pub(super) fn resources(resources: &[Resource], out: &mut Out) -> Result<()> {
    let rows = by_kind(resources).into_iter().map(|resource| {
        let kind = resource.kind.map_or("", |kind| kind.name());
        vec![
            Line::from("  ").and(Style::Dim, kind),
            Line::from(resource.title.as_str()),
            Line::new(Style::Dim, &resource.url),
        ]
    });
    out.table(rows.collect())
}

fn place(library: &Library, at: WalkRef, group: Option<&str>) -> String {
    let mut text = format!("{} › {}", library.owner_of(at), library.title_of(at));
    if let Some(group) = group {
        text.push_str(" › ");
        text.push_str(group);
    }
    text
}

/// Names, each with the topic it leads to and that topic's status.
fn names(desk: &Shown<'_>, names: &[(&str, Option<TopicIx>)], heading: &str, out: &mut Out) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    out.heading(heading)?;
    for &(name, topic) in names {
        match topic {
            Some(ix) => {
                let title = &desk.library.topic(ix).title;
                let more = if title.eq_ignore_ascii_case(name) {
                    String::new()
                } else {
                    format!("  in {title}")
                };
                let line = Line::from("  ").and_line(mark(desk.statuses.of(ix)));
                out.line(line.and(Style::Plain, format!(" {name}")).and(Style::Dim, more))?;
            }
            None => out.line(format!("  · {name}"))?,
        }
    }
    Ok(())
}

/// The groups and steps of a path.
pub(super) fn path(library: &Library, statuses: &Statuses, at: PathRef, out: &mut Out) -> Result<()> {
    intro(&library.path(at).intro, out)?;
    steps(library, statuses, at.into(), out)
}

/// The groups and steps of a path or an imported roadmap.
fn steps(library: &Library, statuses: &Statuses, walk: WalkRef, out: &mut Out) -> Result<()> {
    for (group, content) in library.groups_of(walk).iter().enumerate() {
        // A section of a roadmap begins with the topic it is named after.
        let first = content.steps.first().map(|step| &step.title);
        let said = walk.roadmap().is_some() && first == content.title.as_ref();
        label(group, content.title.as_deref().filter(|_| !said), out)?;
        for (step, content) in content.steps.iter().enumerate() {
            let at = StepRef { walk, group, step };
            let status = statuses.of(library.topic_of(at));
            let indent = Line::from(" ".repeat(2 + 2 * usize::from(content.depth)));
            // "Alternative option / pick this or that" has its long form at the topic.
            let note = library.note(at);
            let legend = note.and_then(|note| note.legend.as_deref());
            let legend = legend.map(|legend| legend.split(['/', '(']).next().unwrap_or_default());
            let text = joined(&content.title, &content.detail);
            let guess = if note.is_some_and(|note| note.inferred) {
                "(place inferred)"
            } else {
                ""
            };
            let legend = legend.map_or_else(String::new, |legend| format!("· {}", legend.trim_end()));
            let parts = [
                (Style::Plain, text.as_str()),
                (Style::Dim, &legend),
                (Style::Dim, guess),
            ];
            out.flow(indent.and_line(mark(status)).and(Style::Plain, " "), &parts)?;
        }
    }
    Ok(())
}

/// What a spec says of something, if it says anything.
fn said(detail: &str, out: &mut Out) -> Result<()> {
    if detail.is_empty() {
        Ok(())
    } else {
        out.prose(Line::default(), detail)
    }
}

fn intro(markdown: &str, out: &mut Out) -> Result<()> {
    if markdown.is_empty() {
        return Ok(());
    }
    out.block(0, markdown)?;
    out.blank()
}

/// What parts a group from the one before it, and its label.
fn label(index: usize, title: Option<&str>, out: &mut Out) -> Result<()> {
    if index > 0 {
        out.blank()?;
    }
    title.map_or(Ok(()), |title| out.line(Line::new(Style::Bold, title)))
}

/// A name and what is said of it.
pub(super) fn joined(name: &str, detail: &str) -> String {
    let name = brief::name(name);
    if detail.is_empty() {
        name.into_owned()
    } else {
        format!("{name}: {detail}")
    }
}

fn role(desk: &Shown<'_>, at: RoleRef, out: &mut Out) -> Result<()> {
    let role = desk.library.role(at);
    counts(desk, Subject::Role(at), out)?;
    said(&role.detail, out)?;
    let asked: Vec<_> = desk
        .library
        .role_names(at)
        .iter()
        .map(|(name, lead)| (name.as_str(), lead.map(Lead::topic)))
        .collect();
    names(desk, &asked, "Asks for", out)?;
    topics(desk, Subject::Role(at), out)?;
    links(&role.links, out)
}

/// The groups and tools of a stack.
pub(super) fn stack(library: &Library, statuses: &Statuses, at: StackRef, out: &mut Out) -> Result<()> {
    let stack = library.stack(at);
    intro(&stack.intro, out)?;
    for (index, group) in stack.groups.iter().enumerate() {
        label(index, group.title.as_deref(), out)?;
        for (tool, content) in group.tools.iter().enumerate() {
            let topic = library.topic_of_tool(ToolRef {
                stack: at,
                group: index,
                tool,
            });
            let mark = topic.map_or_else(|| Line::from("·"), |ix| mark(statuses.of(ix)));
            out.prose(
                Line::from("  ").and_line(mark).and(Style::Plain, " "),
                &joined(&content.name, &content.note),
            )?;
        }
    }
    Ok(())
}

fn roadmap(desk: &Shown<'_>, ix: RoadmapIx, out: &mut Out) -> Result<()> {
    let library = desk.library;
    let roadmap = library.roadmap(ix);
    out.line(roadmap.url.as_str())?;
    counts(desk, Subject::Roadmap(ix), out)?;
    match &roadmap.graph {
        Some(graph) => imported(desk, ix, graph, out)?,
        None => topics(desk, Subject::Roadmap(ix), out)?,
    }
    if !roadmap.agents.is_empty() {
        out.heading("Linked by")?;
    }
    for &agent in &roadmap.agents {
        out.line(format!("  {}", library.agent(agent).title))?;
    }
    Ok(())
}

/// What there is to walk of an imported roadmap.
fn imported(desk: &Shown<'_>, ix: RoadmapIx, graph: &Graph, out: &mut Out) -> Result<()> {
    if !graph.summary.is_empty() {
        out.blank()?;
        out.prose(Line::default(), &graph.summary)?;
    }
    if !graph.questions.is_empty() {
        out.blank()?;
        out.prose(Line::default(), &graph.questions_told())?;
    }
    out.blank()?;
    steps(desk.library, desk.statuses, ix.into(), out)?;
    if !graph.links.is_empty() {
        out.heading("Resources")?;
        resources(&graph.links, out)?;
    }
    if !graph.related.is_empty() {
        out.heading("Related roadmaps")?;
        out.table(graph.related.iter().map(link_row).collect())?;
    }
    Ok(())
}

fn topics(desk: &Shown<'_>, subject: Subject, out: &mut Out) -> Result<()> {
    let topics = subject.topics(desk.library);
    if topics.is_empty() {
        return out.line("No topic of a path counts towards it.");
    }
    out.heading("Topics")?;
    let rows = topics.into_iter().map(|ix| {
        let topic = desk.library.topic(ix);
        let line = Line::from("  ").and_line(mark(desk.statuses.of(ix)));
        vec![
            line.and(Style::Plain, format!(" {}", topic.title)),
            Line::new(Style::Dim, &topic.id),
        ]
    });
    out.table(rows.collect())
}

/// Links under a heading of theirs.
pub(super) fn links(links: &[Link], out: &mut Out) -> Result<()> {
    if links.is_empty() {
        return Ok(());
    }
    out.heading("Links")?;
    out.table(links.iter().map(link_row).collect())
}

fn link_row(link: &Link) -> Vec<Line> {
    vec![
        Line::from(format!("  {}", link.title)),
        Line::new(Style::Dim, &link.url),
    ]
}
