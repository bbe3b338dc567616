//! What every command works with: the packs, the progress, the time.

use std::env;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use directories::ProjectDirs;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::content::library::Library;
use crate::content::source::{self, Meter};
use crate::learn::settings::Settings;
use crate::learn::standing::Statuses;
use crate::progress::event::{Action, Event};
use crate::progress::fold::Progress;
use crate::progress::log::snapshot::Snapshots;
use crate::progress::log::{self, Log, Problem};
use crate::progress::stamp::Stamper;

use super::args::Global;
use super::out::tell;
use super::reading;

/// A time in RFC 3339 to go by instead of the clock's, for tests.
const NOW: &str = "WAYPOST_NOW";
/// The folder to keep progress in, unless the command line names one.
const DATA: &str = "WAYPOST_DATA";
/// The folder of packs in the data folder.
pub(super) const PACKS: &str = "packs";

impl Global {
    /// What there is to learn: the packs named; or the one inside the program, and those in the data folder.
    pub(super) fn library(&self) -> Result<Library> {
        let installed = self.packs_dir();
        let read = |meter: &Meter| source::library_metered(&self.packs, installed.as_deref(), meter);
        Ok(reading::shown(read)?)
    }

    /// The folder of the packs that were added; `None` where no data folder is known: there is still the pack inside the
    /// program, and what needs the folder says so.
    pub(super) fn packs_dir(&self) -> Option<PathBuf> {
        self.data_dir().ok().map(|folder| folder.join(PACKS))
    }

    /// Warns of what of the packs themselves can't be read; what can is learned from all the same.
    pub(super) fn warn_of(&self, library: &Library) {
        let Some((first, more)) = library.first_problem() else {
            return;
        };
        let folders: Vec<String> = self.packs.iter().map(|pack| pack.display().to_string()).collect();
        let way_out = if folders.is_empty() {
            first.hint.clone()
        } else {
            format!("see `waypost check {}`", folders.join(" "))
        };
        let file = first.file.display();
        tell(
            "warning",
            &format!(
                "{file}:{}:{}: {}{more}; {way_out}",
                first.line, first.column, first.message
            ),
        );
    }

    /// How to call waypost so that it works on the same packs and progress as now.
    pub(super) fn again(&self) -> String {
        let config = self.config.iter().map(|file| ("--config", file));
        let data = self.data.iter().map(|folder| ("--data", folder));
        let packs = self.packs.iter().map(|folder| ("--pack", folder));
        let options = data
            .chain(config)
            .chain(packs)
            .map(|(option, folder)| format!(" {option} {}", quoted(&folder.display().to_string())));
        std::iter::once("waypost".to_owned()).chain(options).collect()
    }

    /// Where progress is kept.
    pub(super) fn data_dir(&self) -> Result<PathBuf> {
        match self.named_data_dir() {
            Some((folder, _)) => Ok(folder),
            None => usual_data_dir(ProjectDirs::from("", "", "waypost")),
        }
    }

    /// What has named the folder where progress is kept; `None` for the usual one.
    pub(super) fn data_named_by(&self) -> Option<&'static str> {
        self.named_data_dir().map(|(_, by)| by)
    }

    fn named_data_dir(&self) -> Option<(PathBuf, &'static str)> {
        let option = self.data.clone().map(|folder| (folder, "--data"));
        let named = option.or_else(|| env::var_os(DATA).map(|folder| (PathBuf::from(folder), DATA)));
        named.filter(|(folder, _)| !folder.as_os_str().is_empty())
    }
}

/// What was learned, as far as it can be read; nothing is said of the rest.
pub(super) fn progress(data_dir: &Path) -> Result<Progress> {
    let (_, loaded) = Log::here(data_dir)?;
    Ok(Progress::fold(loaded.events))
}

fn usual_data_dir(dirs: Option<ProjectDirs>) -> Result<PathBuf> {
    let dirs = dirs.context(
        "can't tell where progress is kept, since no home folder is known; name a folder with --data DIR or WAYPOST_DATA",
    )?;
    Ok(dirs.data_dir().to_owned())
}

/// As a shell takes it for one word.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The time to go by.
pub(super) fn now() -> Result<Timestamp> {
    match env::var(NOW) {
        Ok(text) if !text.is_empty() => text.parse().map_err(|_| {
            anyhow!(
                "{NOW} is `{text}`, which is no time; unset it, or give a moment in RFC 3339 such as 2026-03-01T12:00:00Z"
            )
        }),
        _ => Ok(Timestamp::now()),
    }
}

/// The date of that time where the learner is.
pub(super) fn today() -> Result<Date> {
    Ok(date_of(now()?))
}

fn date_of(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::system()).date()
}

/// How many events are put on the disk at once: a few megabytes.
const BATCH: usize = 10_000;

/// Library and progress, opened.
pub(super) struct Desk {
    /// Left to the system at the end: taking a large one apart takes as long as putting it together.
    pub(super) library: ManuallyDrop<Library>,
    pub(super) progress: Progress,
    pub(super) statuses: Statuses,
    pub(super) now: Timestamp,
    /// What the learner has decided.
    pub(super) settings: Settings,
    /// What of the log files doesn't count.
    pub(super) problems: Vec<Problem>,
    /// Why nothing can be recorded, if so.
    pub(super) read_only: Option<String>,
    log: Log,
    snapshots: Snapshots,
}

impl Desk {
    /// Opens both, and warns of what doesn't count.
    pub(super) fn open(global: &Global) -> Result<Self> {
        let desk = Self::open_quietly(global)?;
        global.warn_of(&desk.library);
        if let Some(why) = &desk.read_only {
            tell("warning", why);
        }
        if let Some(problems) = log::in_short(&desk.problems) {
            tell("warning", &problems);
        }
        Ok(desk)
    }

    /// Opens both, and leaves it to the caller to speak of problems; only what is said once is said here.
    pub(super) fn open_quietly(global: &Global) -> Result<Self> {
        let now = now()?;
        let library = ManuallyDrop::new(global.library()?);
        let data_dir = global.data_dir()?;
        let (log, loaded) = Log::here(&data_dir)?;
        if let Some(renamed) = log.renamed() {
            tell("warning", &renamed.to_string());
        }
        let progress = Progress::fold(loaded.events);
        let problems = loaded.problems.into_iter();
        let open = problems.filter(|problem| !problem.is_accepted(&progress)).collect();
        Ok(Self {
            statuses: Statuses::new(&library, &progress),
            library,
            progress,
            now,
            settings: global.config().settings,
            problems: open,
            read_only: loaded.read_only,
            snapshots: Snapshots::new(&data_dir, log.device()),
            log,
        })
    }

    /// The logs, and the file of this device among them.
    pub(super) fn log(&self) -> &Log {
        &self.log
    }

    /// Puts an action on the disk, then counts it; the first of a day takes the day's snapshot.
    pub(super) fn record(&mut self, action: Action) -> Result<()> {
        let event = Stamper::after(self.progress.latest()).stamp(action, self.now);
        self.log
            .append(std::slice::from_ref(&event))
            .context("nothing was recorded")?;
        self.progress.add(event);
        self.count();
        Ok(())
    }

    /// Puts events made elsewhere on the disk, then counts them, like [`Desk::record`].
    pub(super) fn adopt(&mut self, events: Vec<Event>) -> Result<()> {
        let mut saved = 0;
        for batch in events.chunks(BATCH) {
            self.log.append(batch).with_context(|| match saved {
                0 => "nothing was imported".to_owned(),
                saved => format!("only {saved} events were imported, import again to add the rest"),
            })?;
            saved += batch.len();
        }
        if saved > 0 {
            self.progress.extend(events);
            self.count();
        }
        Ok(())
    }

    /// Counts anew, after what is on the disk has changed.
    fn count(&mut self) {
        self.statuses = Statuses::new(&self.library, &self.progress);
        match self.snapshots.take(date_of(self.now)) {
            Ok(taken) => {
                if let Some(lacking) = taken.lacking() {
                    tell("warning", &lacking.to_string());
                }
            }
            Err(error) => tell("warning", &error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_one_word_for_a_shell() {
        assert_eq!(quoted("a/b c"), "'a/b c'");
        assert_eq!(quoted("it's; rm"), r"'it'\''s; rm'");
    }

    #[test]
    fn without_a_home_the_message_says_the_way_out() {
        let message = usual_data_dir(None).unwrap_err().to_string();
        assert!(message.contains("--data DIR"), "{message}");
    }
}
