//! Damaged lines: where, what is wrong, what they say and what comes of them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Result;

use crate::cli::out::{Line, Out, Style};
use crate::progress::exam::{Exam, Fate, LineExam};
use crate::progress::log::inspect::{Damage, LogFile};

use super::words::{are, counted, tally_of};

/// Lines of rubbish in a file that are shown one by one.
const SHOWN: usize = 20;
/// Characters of a damaged line that are shown.
const SHOWN_OF_LINE: usize = 74;

/// What snapshots have and no line names: some of it may be what a line was in which nothing can be read.
pub(super) struct Loose {
    pub(super) events: usize,
    /// What is to be said of it.
    text: String,
}

impl Loose {
    /// `place` says where it is now.
    pub(super) fn new(exam: &Exam<'_>, place: &str) -> Self {
        let lines: Vec<&[u8]> = exam.unnamed().map(|(_, line)| line.as_slice()).collect();
        let events = lines.len();
        let marks = tally_of(lines.into_iter());
        Self {
            text: match events {
                0 => "nothing of it can be brought back.".to_owned(),
                events => format!("{marks} that no line has {} {place}.", are(events)),
            },
            events,
        }
    }
}

/// Lists lines; what stands in several copies once.
pub(super) fn list<'a>(
    lines: impl Iterator<Item = (&'a LogFile, &'a LineExam<'a>)>,
    loose: &Loose,
    out: &mut Out,
) -> Result<()> {
    let mut order: Vec<(&str, &LineExam<'_>)> = Vec::new();
    let mut places: HashMap<&str, Vec<String>> = HashMap::new();
    let mut foreign: BTreeMap<&Path, usize> = BTreeMap::new();
    for (log, line) in lines {
        let bad = line.bad;
        if bad.damage == Damage::Foreign {
            let count = foreign.entry(&log.path).or_default();
            *count += 1;
            if *count > SHOWN {
                continue;
            }
        }
        // Git's lines have none, and one is as good as all.
        let key = bad.fingerprint.as_deref().unwrap_or("git");
        let known = places.entry(key).or_default();
        if known.is_empty() {
            order.push((key, line));
        }
        known.push(format!("{}:{}:{}", log.path.display(), bad.line, bad.column));
    }
    for (key, line) in order {
        let bad = line.bad;
        for place in places.get(key).into_iter().flatten() {
            out.line(format!("  {place}"))?;
        }
        out.prose(Line::from("    "), &bad.damage.to_string())?;
        if line.fate != Fate::Harmless {
            let excerpt: String = bad.excerpt.chars().take(SHOWN_OF_LINE).collect();
            out.line(Line::from("    ").and(Style::Dim, excerpt))?;
        }
        match bad.damage.hint() {
            Some(hint) => out.prose(Line::from("    "), hint)?,
            None => out.prose(Line::from("    "), &fate(line.fate, loose))?,
        }
        if line.arriving {
            let text =
                "It is the last of its file and has no end: if the file is still being copied here, look again later.";
            out.prose(Line::from("    "), text)?;
        }
    }
    for (path, count) in foreign.into_iter().filter(|&(_, count)| count > SHOWN) {
        let more = counted(count - SHOWN, "more line");
        out.line(format!("  {}", path.display()))?;
        out.line(format!("    {more} in which no event can be read"))?;
    }
    Ok(())
}

fn fate(fate: Fate, loose: &Loose) -> String {
    match fate {
        Fate::Repeated | Fate::Accepted | Fate::Harmless => "Nothing is lost.".to_owned(),
        Fate::Recoverable { inside, spare, lost } => {
            let mut parts = Vec::new();
            if inside > 0 {
                parts.push(format!("{} whole in the line", counted(inside, "event")));
            }
            if spare > 0 {
                parts.push(format!("{} in a snapshot", counted(spare, "event")));
            }
            let lost = match lost {
                0 => String::new(),
                lost => format!(" {} can't.", counted(lost, "event")),
            };
            format!("Can be brought back: {}.{lost}", parts.join(", "))
        }
        Fate::Lost { events: 0 } => format!("Which mark stood here, if any did, isn't known; {}", loose.text),
        Fate::Lost { events } => format!(
            "{} lost, unless another device or a backup has the line; mark again what you miss.",
            counted(events, "event")
        ),
        Fate::Arriving => "The rest may still be on its way here.".to_owned(),
        Fate::Newer => "Nothing is lost: a newer version of waypost can read it.".to_owned(),
    }
}
