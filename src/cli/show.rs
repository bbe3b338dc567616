//! `waypost show`: one thing whole, from the packs, or from a file with a spec or a lesson.

mod agent;
mod lesson;
mod text;
mod whole;

use std::path::Path;

use anyhow::{Result, bail};
use jiff::Timestamp;
use serde_json::json;

use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{AgentIx, Library};
use crate::content::pack::is_markdown;
use crate::content::source;
use crate::learn::mastery::Recalled;
use crate::learn::standing::Statuses;

use super::Verdict;
use super::args::{Global, Show};
use super::desk::{self, Desk};
use super::json::document;
use super::out::{Line, Out, Style, tell};
use super::study::recalled;
use super::subject::{self, Subject, Unclear};

/// What there is to show, and what the learner has made of it.
struct Shown<'d> {
    library: &'d Library,
    statuses: &'d Statuses,
    /// How well it is still known.
    recalled: Option<Recalled>,
    now: Timestamp,
    /// What its reader says of a file that is in no pack: that it requires lessons there aren't can't be told of it.
    said: Option<&'d [Diagnostic]>,
}

pub(super) fn run(global: &Global, args: &Show, out: &mut Out) -> Result<Verdict> {
    let file = args.name.as_path();
    let name = args.name.to_string_lossy();
    if says_file(&name) && file.is_file() {
        return alone(file, args.json, out);
    }
    let desk = Desk::open(global)?;
    let subject = match subject::anything(&desk.library, &name) {
        Ok(subject) => subject,
        Err(Unclear::Unknown { .. }) if file.is_file() || is_markdown(file) => {
            return alone(file, args.json, out);
        }
        Err(Unclear::Unknown { .. }) if file.is_dir() => {
            bail!(
                "{0} is a folder; `waypost --pack {0} list` lists what it teaches",
                file.display()
            )
        }
        Err(unclear) => return Err(unclear.into()),
    };
    let shown = Shown {
        library: &desk.library,
        statuses: &desk.statuses,
        recalled: Some(recalled(&desk)),
        now: desk.now,
        said: None,
    };
    print(&shown, subject, args.json, out)?;
    if !args.json
        && matches!(subject, Subject::Topic(_))
        && let Some(address) = subject::roadmap_address(&desk.library, &name)
    {
        out.line("")?;
        out.line(Line::new(Style::Dim, format!("also a roadmap: {address}")))?;
    }
    Ok(Verdict::Good)
}

fn print(shown: &Shown<'_>, subject: Subject, json: bool, out: &mut Out) -> Result<()> {
    if json {
        whole::print(shown, subject, out)
    } else {
        text::print(shown, subject, out)
    }
}

/// Whether a name is meant as a file's, should there be one: topics are called anything, but rarely so.
fn says_file(name: &str) -> bool {
    name.contains(std::path::is_separator) || is_markdown(Path::new(name))
}

/// A spec or lesson that need not be in a pack: a library of one, so that its steps and tools have their topics.
fn alone(file: &Path, json: bool, out: &mut Out) -> Result<Verdict> {
    let pack = source::file_pack(file)?;
    let said = pack.lessons.first().map(|lesson| lesson.diagnostics.clone());
    let library = Library::from(pack);
    let shown = Shown {
        library: &library,
        statuses: &Statuses::default(),
        recalled: None,
        now: desk::now()?,
        said: said.as_deref(),
    };
    // One that can't be read as a spec or lesson is one all the same, of which there is only a name.
    let diagnostics = if let Some(said) = shown.said {
        if let Some(topic) = library.topic_ixs().next() {
            print(&shown, Subject::Topic(topic), json, out)?;
        }
        said
    } else {
        let agent = library.agent(AgentIx(0));
        if json {
            out.json(&document(json!({ "agent": library.agent_with_topics(AgentIx(0)) })))?;
        } else {
            agent::print(&library, shown.statuses, AgentIx(0), out)?;
        }
        &agent.diagnostics
    };
    if !json {
        remark(diagnostics, file);
    }
    let unread = diagnostics.iter().any(|found| found.severity == Severity::Error);
    Ok(if unread { Verdict::Bad } else { Verdict::Good })
}

/// Says how much `waypost check` has to say. In JSON it stands with what was read.
fn remark(diagnostics: &[Diagnostic], file: &Path) {
    let worth = |found: &&Diagnostic| found.severity > Severity::Info;
    let remarks = diagnostics.iter().filter(worth).count();
    if remarks > 0 {
        let noun = if remarks == 1 { "remark" } else { "remarks" };
        let file = file.display();
        tell(
            "note",
            &format!("the reader has {remarks} {noun} on this file; see `waypost check {file}`"),
        );
    }
}
