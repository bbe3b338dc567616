//! What there is to say of the snapshots.

use std::collections::HashSet;

use anyhow::Result;

use crate::cli::out::{Line, Out};
use crate::progress::event::EventId;
use crate::progress::exam::Exam;
use crate::progress::log::Problem;
use crate::progress::log::inspect::SnapshotFile;

use super::Visit;
use super::report::problem;
use super::words::counted;

/// Damaged places of a snapshot that are shown.
const SHOWN: usize = 3;
/// Damaged places that a snapshot is read for; behind them their number stands.
const NAMED: usize = 100;

/// The sound ones in one line for each device; what the logs lack, and what is damaged, one by one.
pub(super) fn report(visit: &Visit<'_>, exam: &Exam<'_>, out: &mut Out) -> Result<()> {
    let (snapshots, strays) = (&visit.inspection.snapshots, &visit.inspection.strays);
    if snapshots.is_empty() && strays.is_empty() {
        return Ok(());
    }
    out.heading("Snapshots")?;
    let (sound, remarkable): (Vec<_>, Vec<_>) = snapshots
        .iter()
        .partition(|snapshot| snapshot.problems.is_empty() && snapshot.missing.is_empty());
    let mut devices: Vec<&str> = sound.iter().map(|snapshot| snapshot.device.as_str()).collect();
    devices.sort_unstable();
    devices.dedup();
    for device in devices {
        let of_device: Vec<_> = sound.iter().filter(|snapshot| snapshot.device == device).collect();
        // The newest comes first.
        if let [last, .., first] = of_device.as_slice() {
            let (count, from, to) = (of_device.len(), first.date, last.date);
            let last = held(last);
            let text = format!("{device}: {count} snapshots from {from} to {to}, the last {last}");
            out.prose(Line::from("  "), &text)?;
        } else if let [only] = of_device.as_slice() {
            let text = format!("{device}: 1 snapshot of {}, {}", only.date, held(only));
            out.prose(Line::from("  "), &text)?;
        }
    }
    let mut told: HashSet<EventId> = HashSet::new();
    let mut same = 0;
    for snapshot in remarkable {
        // Each day's snapshot has most of what the one before has.
        let news = snapshot.missing.iter().filter(|id| told.insert(**id)).count();
        if news == 0 && snapshot.problems.is_empty() {
            same += 1;
        } else {
            remark_on(snapshot, out)?;
        }
    }
    if same > 0 {
        let others = counted(same, "other snapshot");
        let (adds, what) = if same == 1 { ("adds", "it") } else { ("add", "them") };
        let text = match exam.damaged_snapshots().next() {
            None => format!("{others} {adds} nothing to that"),
            Some(_) => format!("{others}: nothing in {what} that those above lack"),
        };
        out.prose(Line::from("  "), &text)?;
    }
    strays.iter().try_for_each(|stray| problem(stray, out))
}

/// "with 4 events, all in the logs too".
fn held(snapshot: &SnapshotFile) -> String {
    let logs = match snapshot.events {
        1 => "which is in the logs too",
        _ => "all in the logs too",
    };
    format!("with {}, {logs}{}", counted(snapshot.events, "event"), newer(snapshot))
}

/// What only a newer version can read, if there is any of it.
pub(super) fn newer(snapshot: &SnapshotFile) -> String {
    match snapshot.newer {
        0 => String::new(),
        lines => format!(", and {} that only a newer waypost can read", counted(lines, "line")),
    }
}

fn remark_on(snapshot: &SnapshotFile, out: &mut Out) -> Result<()> {
    let events = counted(snapshot.events, "event");
    let (device, date) = (&snapshot.device, snapshot.date);
    out.line(format!("  {device}: {date}, {events}{}", newer(snapshot)))?;
    let (shown, more) = few(&snapshot.problems);
    for damage in shown {
        // What the hint promises is said below.
        let hint = String::new();
        problem(&Problem { hint, ..damage.clone() }, out)?;
    }
    if let Some(more) = more {
        out.line(format!("    {more}"))?;
    }
    let missing = snapshot.missing.len();
    let text = match (missing, snapshot.events) {
        (_, 0) => "nothing can be read of it".to_owned(),
        (0, _) => "the logs have all that can be read of it".to_owned(),
        _ => format!("the logs lack {} of it", counted(missing, "event")),
    };
    out.prose(Line::from("    "), &text)
}

/// The first damaged places of a snapshot, and how many more there are.
pub(super) fn few(problems: &[Problem]) -> (&[Problem], Option<String>) {
    let (shown, rest) = problems.split_at(problems.len().min(SHOWN));
    let more = match rest.len() {
        0 => None,
        _ if problems.len() > NAMED => Some(format!("and more than {} more places", NAMED - SHOWN)),
        1 => Some("and 1 more place".to_owned()),
        more => Some(format!("and {more} more places")),
    };
    (shown, more)
}
