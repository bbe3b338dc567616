//! What there is to do, the most useful first.

use anyhow::Result;

use crate::cli::desk::quoted;
use crate::cli::json::doctor::Task;
use crate::cli::out::{Line, Out};
use crate::progress::exam::Exam;

use super::words::{counted, tally_of};
use super::{Place, Visit};

/// Places and commands of one step.
const LISTED: usize = 20;

/// Something for the learner to do.
pub(super) struct Step {
    text: String,
    /// The files and lines that are meant, where that isn't plain from the text.
    places: Vec<String>,
    /// What does it, to be copied.
    commands: Vec<String>,
    /// Another way, and its command.
    instead: Option<(String, String)>,
}

impl Step {
    fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            places: Vec::new(),
            commands: Vec::new(),
            instead: None,
        }
    }

    fn at(self, places: impl Iterator<Item = String>) -> Self {
        let places = places.take(LISTED).collect();
        Self { places, ..self }
    }

    fn by(self, commands: impl Iterator<Item = String>) -> Self {
        let commands = commands.take(LISTED).collect();
        Self { commands, ..self }
    }

    /// For scripts.
    pub(super) fn task(&self) -> Task {
        Task {
            task: self.text.clone(),
            places: self.places.clone(),
            commands: self.commands.clone(),
        }
    }
}

/// Everything to do.
pub(super) fn steps(visit: &Visit<'_>, exam: &Exam<'_>, place: &Place) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(error) = &place.not_writable {
        steps.push(Step::new(format!("Nothing can be recorded now: {error}.")));
    }
    steps.extend(before(visit, exam));
    let repair = repair(visit, exam, place);
    let first = repair.is_some() && exam.missing() > 0;
    steps.extend(repair);
    steps.extend(damaged_snapshots(exam, first));
    steps
}

/// What a repair leaves to do.
pub(super) fn by_hand(visit: &Visit<'_>, exam: &Exam<'_>, dry_run: bool) -> Vec<Step> {
    let mut steps = before(visit, exam);
    steps.extend(damaged_snapshots(exam, dry_run && exam.missing() > 0));
    steps
}

/// Prints them as a list.
pub(super) fn print(steps: &[Step], out: &mut Out) -> Result<()> {
    for step in steps {
        out.prose(Line::from("- "), &step.text)?;
        // Never broken: it is to be copied.
        for line in step.places.iter().chain(&step.commands) {
            out.line(format!("      {line}"))?;
        }
        if let Some((text, command)) = &step.instead {
            out.prose(Line::from("  "), text)?;
            out.line(format!("      {command}"))?;
        }
    }
    Ok(())
}

fn before(visit: &Visit<'_>, exam: &Exam<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    if exam.needs_update() {
        let text = "Update waypost on this machine: a newer version has written here, and not all of it can be read.";
        steps.push(Step::new(text));
    }
    let mut add = |text: &str, places: &mut dyn Iterator<Item = String>| {
        let step = Step::new(text).at(places);
        if !step.places.is_empty() {
            steps.push(step);
        }
    };
    let faults = visit.inspection.faults.iter();
    add(
        "Put right what can't be read; what is in it doesn't count until then:",
        &mut faults.map(|fault| fault.file.display().to_string()),
    );
    add(
        "Take out git's lines by hand; what is between them counts meanwhile:",
        &mut exam
            .conflicts()
            .map(|(log, bad)| format!("{}:{}", log.path.display(), bad.line)),
    );
    add(
        "Move away what is hardly a log, or take it from a copy:",
        &mut exam.rubbish().map(|log| log.path.display().to_string()),
    );
    steps
}

fn repair(visit: &Visit<'_>, exam: &Exam<'_>, place: &Place) -> Option<Step> {
    let remedy = exam.remedy(&visit.progress);
    let mut does = Vec::new();
    if !remedy.lines.is_empty() {
        does.push(format!("bring back {}", tally_of(remedy.lines.values().copied())));
    }
    if !remedy.accept.is_empty() {
        let lines = counted(remedy.accept.len(), "damaged line");
        does.push(format!("note {lines} as looked at"));
    }
    if let Some(shrunk) = &place.shrunk {
        does.push(format!("note that {}", shrunk.message));
    }
    if does.is_empty() {
        return None;
    }
    // Where a newer version has written, nothing is written before the update.
    let first = exam.logs.iter().any(|exam| exam.log.newer.is_some());
    let to = if first { "After the update, to" } else { "To" };
    let does = match does.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => does.concat(),
    };
    let again = visit.global.again();
    let newest = visit
        .inspection
        .snapshots
        .iter()
        .find(|snapshot| !snapshot.missing.is_empty());
    Some(Step {
        instead: newest.map(|snapshot| {
            let text = "Or only what the snapshots of one day have:".to_owned();
            (text, format!("{again} doctor --restore {}", snapshot.date))
        }),
        ..Step::new(format!(
            "{to} {does}; nothing is changed or deleted, and --dry-run shows it first:"
        ))
        .by(std::iter::once(format!("{again} doctor --repair")))
    })
}

fn damaged_snapshots(exam: &Exam<'_>, after: bool) -> Option<Step> {
    let damaged: Vec<_> = exam.damaged_snapshots().collect();
    let what = match damaged.len() {
        0 => return None,
        1 => "the damaged snapshot".to_owned(),
        count => counted(count, "damaged snapshot"),
    };
    let (begin, them) = match (after, damaged.len()) {
        (true, 1) => ("After that, move", "it"),
        (true, _) => ("After that, move", "them"),
        (false, 1) => ("Move", "it"),
        (false, _) => ("Move", "them"),
    };
    let read = if damaged.iter().all(|snapshot| snapshot.events == 0) {
        format!("nothing can be read of {them}")
    } else {
        format!("what can be read of {them} is in the logs")
    };
    let move_away = |path: String| format!("mv {} {}", quoted(&path), quoted(&format!("{path}.damaged")));
    let commands = damaged
        .iter()
        .map(|snapshot| move_away(snapshot.path.display().to_string()));
    let text = format!("{begin} {what} away: {read}, and a new one is taken on the next day with a mark:");
    Some(Step::new(text).by(commands))
}
