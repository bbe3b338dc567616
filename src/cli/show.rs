//! `waypost show`: one thing whole, from the packs or from a spec file.

mod agent;
mod lesson;
mod text;
mod whole;

use std::path::Path;

use anyhow::{Result, bail};
use serde_json::json;

use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{AgentIx, Library};
use crate::content::model::Agent;
use crate::content::pack::is_markdown;
use crate::content::source;
use crate::learn::standing::Statuses;

use super::Verdict;
use super::args::{Global, Show};
use super::desk::Desk;
use super::json::document;
use super::out::{Out, tell};
use super::subject::{self, Unclear};

pub(super) fn run(global: &Global, args: &Show, out: &mut Out) -> Result<Verdict> {
    let file = args.name.as_path();
    let name = args.name.to_string_lossy();
    if says_file(&name) && file.is_file() {
        return spec_file(file, args.json, out);
    }
    let desk = Desk::open(global)?;
    let subject = match subject::anything(&desk.library, &name) {
        Ok(subject) => subject,
        Err(Unclear::Unknown { .. }) if file.is_file() || is_markdown(file) => {
            return spec_file(file, args.json, out);
        }
        Err(Unclear::Unknown { .. }) if file.is_dir() => {
            bail!(
                "{0} is a folder; `waypost --pack {0} list` lists what it teaches",
                file.display()
            )
        }
        Err(unclear) => return Err(unclear.into()),
    };
    if args.json {
        whole::print(&desk, subject, out)?;
    } else {
        text::print(&desk, subject, out)?;
    }
    Ok(Verdict::Good)
}

/// Whether a name is meant as a file's, should there be one: topics are called anything, but rarely so.
fn says_file(name: &str) -> bool {
    name.contains(std::path::is_separator) || is_markdown(Path::new(name))
}

/// A spec that need not be in a pack: a library of one, so that its steps and tools have their topics.
fn spec_file(file: &Path, json: bool, out: &mut Out) -> Result<Verdict> {
    let library = Library::new(vec![source::spec_file(file)?], Vec::new());
    let ix = AgentIx(0);
    let agent = library.agent(ix);
    if json {
        out.json(&document(json!({ "agent": library.agent_with_topics(ix) })))?;
    } else {
        agent::print(&library, &Statuses::default(), ix, out)?;
        remark(agent, file);
    }
    let unread = agent.diagnostics.iter().any(|found| found.severity == Severity::Error);
    Ok(if unread { Verdict::Bad } else { Verdict::Good })
}

/// Says how much `waypost check` has to say. In JSON it stands with the agent.
fn remark(agent: &Agent, file: &Path) {
    let worth = |found: &&Diagnostic| found.severity > Severity::Info;
    let remarks = agent.diagnostics.iter().filter(worth).count();
    if remarks > 0 {
        let noun = if remarks == 1 { "remark" } else { "remarks" };
        let file = file.display();
        tell(
            "note",
            &format!("the reader has {remarks} {noun} on this file; see `waypost check {file}`"),
        );
    }
}
