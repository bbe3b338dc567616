//! `waypost doctor`: how the learner's progress is kept, and how what was damaged or lost comes back.
//!
//! Looking changes nothing, and neither does a dry run; an action never changes or deletes what is there: it writes a new
//! log or a new event.

mod damage;
mod health;
mod recover;
mod relocate;
mod report;
mod snapshots;
mod steps;
mod words;

use std::path::PathBuf;

use anyhow::{Result, bail};
use jiff::Timestamp;
use serde_json::json;

use crate::content::library::{Library, TopicIx};
use crate::learn::orphans::{self, Orphan};
use crate::progress::exam::Exam;
use crate::progress::fold::Progress;
use crate::progress::log::inspect::{self, Inspection};
use crate::progress::log::{Log, LogError, Problem};

use super::Verdict;
use super::args::{Doctor, Global};
use super::desk;
use super::json::document;
use super::out::Out;

/// Orphans for which topics are looked for: each costs a look at every title.
const SUGGESTED_FOR: usize = 100;

pub(super) fn run(global: &Global, args: &Doctor, out: &mut Out) -> Result<Verdict> {
    let visit = Visit::new(global)?;
    if let Some([old, new]) = args.relocate.as_deref() {
        return relocate::run(&visit, (old, new), args, out);
    }
    if let Some(when) = args.restore {
        return recover::restore(&visit, when, args, out);
    }
    if args.repair {
        return recover::repair(&visit, args, out);
    }
    let exam = visit.exam();
    let place = Place::new(&visit);
    let orphans = orphans::orphans(&visit.library, &visit.progress);
    let most = if args.json { SUGGESTED_FOR } else { report::SHOWN };
    let looked_at = &orphans[..orphans.len().min(most)];
    let orphans = Orphans {
        nearest: orphans::nearest(&visit.library, &visit.progress, looked_at),
        all: &orphans,
    };
    if args.json {
        let health = health::health(&place, &visit, &exam, &orphans);
        out.json(&document(json!({ "health": health })))?;
    } else {
        report::Report {
            place: &place,
            visit: &visit,
            exam: &exam,
            orphans: &orphans,
        }
        .print(out)?;
    }
    let well = place.is_well(&exam);
    Ok(if well { Verdict::Good } else { Verdict::Bad })
}

/// What there is to learn and in the data folder, as it was found.
struct Visit<'g> {
    global: &'g Global,
    library: Library,
    data: PathBuf,
    /// Only looked at: nothing is written with it.
    log: Log,
    inspection: Inspection,
    progress: Progress,
    now: Timestamp,
}

impl<'g> Visit<'g> {
    fn new(global: &'g Global) -> Result<Self> {
        let library = global.library()?;
        global.warn_of(&library);
        let data = global.data_dir()?;
        let data = std::path::absolute(&data).unwrap_or(data);
        let (log, _) = Log::look(&data)?;
        let mut inspection = inspect::inspect(&data);
        let progress = Progress::fold(std::mem::take(&mut inspection.events));
        Ok(Self {
            global,
            library,
            data,
            log,
            inspection,
            progress,
            now: desk::now()?,
        })
    }

    fn exam(&self) -> Exam<'_> {
        Exam::new(&self.inspection, &self.progress, self.log.file(), self.now)
    }

    /// Refuses to act where a newer version has written.
    fn may_act(&self) -> Result<()> {
        match self.log.read_only() {
            Some(why) => bail!("nothing was done: {why}"),
            None => Ok(()),
        }
    }

    fn title(&self, topic: TopicIx) -> &str {
        &self.library.topic(topic).title
    }
}

/// Where progress is kept, and whether it can be.
struct Place {
    named_by: Option<&'static str>,
    /// What shows that another machine has this one's name.
    shared_name: Option<Problem>,
    not_writable: Option<LogError>,
    /// What shows that this device's log has lost something since it was written.
    shrunk: Option<Problem>,
}

impl Place {
    fn new(visit: &Visit<'_>) -> Self {
        Self {
            named_by: visit.global.data_named_by(),
            not_writable: inspect::writable(&visit.data, visit.log.file()).err(),
            shared_name: visit.log.stuck().cloned(),
            shrunk: visit.log.shrunk(),
        }
    }

    /// Whether nothing is damaged, missing or out of reach.
    fn is_well(&self, exam: &Exam<'_>) -> bool {
        exam.is_well() && self.not_writable.is_none() && self.shrunk.is_none()
    }
}

/// Progress without a topic.
struct Orphans<'a> {
    all: &'a [Orphan],
    /// For the first of them, the topics that may be meant.
    nearest: Vec<Vec<TopicIx>>,
}
