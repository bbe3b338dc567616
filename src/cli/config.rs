//! `waypost config`, and the file of settings that every command goes by.

mod read;
mod yaml;

use std::env;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use directories::ProjectDirs;

use crate::app::command::Command;
use crate::content::source;
use crate::tui::keymap::Keymap;

use super::Verdict;
use super::args::{Config as Args, Global};
use super::desk::quoted;
use super::out::{Line, Out, Style, tell};

pub(super) use read::Config;
use yaml::Fault;

/// The file of settings, unless the command line names one.
const CONFIG: &str = "WAYPOST_CONFIG";
/// More than this is no file of settings, in bytes.
const LARGEST: u64 = 64 * 1024;
/// The settings with their defaults and what they mean.
const TEMPLATE: &str = include_str!("config/template.yaml");

/// The settings, and where they are from.
pub(super) struct Loaded {
    pub(super) config: Config,
    /// `None` where no folder for settings is known.
    file: Option<PathBuf>,
    is_there: bool,
    faults: Vec<Fault>,
}

impl Global {
    /// The file of settings.
    fn config_file(&self) -> (Option<PathBuf>, bool) {
        let named = self.config.clone();
        let named = named.or_else(|| env::var_os(CONFIG).map(PathBuf::from));
        if let Some(file) = named.filter(|file| !file.as_os_str().is_empty()) {
            return (Some(file), true);
        }
        let dirs = ProjectDirs::from("", "", "waypost");
        (dirs.map(|dirs| dirs.config_dir().join("config.yaml")), false)
    }

    /// The settings: what the file says, and the defaults where it says nothing or is not there.
    pub(super) fn load_config(&self) -> Loaded {
        let (file, is_named) = self.config_file();
        let mut loaded = Loaded {
            config: Config::default(),
            file,
            is_there: false,
            faults: Vec::new(),
        };
        let Some(file) = &loaded.file else { return loaded };
        match text_of(file) {
            Ok(text) => {
                loaded.is_there = true;
                (loaded.config, loaded.faults) = read::read(&text);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => {}
            Err(error) => {
                let what =
                    format!("this can't be read ({error}), so the defaults count; mend it, or name another file");
                loaded.faults.push(Fault {
                    line: 0,
                    column: 0,
                    what,
                });
            }
        }
        loaded
    }

    /// The settings for a command that is about something else: of what is wrong, the first is told.
    pub(super) fn config(&self) -> Config {
        let loaded = self.load_config();
        if let Some(remark) = loaded.remark() {
            tell("warning", &remark);
        }
        loaded.config
    }
}

/// What is in a file that need not be one.
fn text_of(file: &Path) -> io::Result<String> {
    let bytes = source::bytes_up_to(file, LARGEST)?;
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is no UTF-8"))
}

impl Loaded {
    /// The first thing that is wrong, and how many more there are.
    pub(super) fn remark(&self) -> Option<String> {
        let first = self.faults.first()?;
        let more = match self.faults.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more; `waypost config` shows all)"),
        };
        Some(format!("{}{more}", self.told(first)))
    }

    fn told(&self, fault: &Fault) -> String {
        let file = self.file.as_deref().unwrap_or(Path::new("config.yaml")).display();
        match fault.line {
            0 => format!("{file}: {}", fault.what),
            line => format!("{file}:{line}:{}: {}", fault.column, fault.what),
        }
    }
}

pub(super) fn run(global: &Global, args: &Args, out: &mut Out) -> Result<Verdict> {
    if args.default {
        out.verbatim(&documented())?;
        return Ok(Verdict::Good);
    }
    let loaded = global.load_config();
    if args.path {
        let file = loaded.file.as_deref().map(|file| file.display().to_string());
        match file {
            Some(file) => out.line(file)?,
            None => anyhow::bail!(
                "no folder for settings is known, since there is no home folder; name a file with --config FILE or {CONFIG}"
            ),
        }
        return Ok(Verdict::Good);
    }
    for fault in &loaded.faults {
        tell("warning", &loaded.told(fault));
    }
    match &loaded.file {
        Some(file) if loaded.is_there => out.line(Line::new(Style::Bold, file.display().to_string()))?,
        // Something is there that can't be read, which is told already.
        Some(_) if !loaded.faults.is_empty() => out.line("The defaults count")?,
        Some(file) => {
            out.line(format!(
                "{} is not there, so the defaults count; this writes it, to be changed:",
                file.display()
            ))?;
            let write = format!("waypost config --default > {}", quoted(&file.display().to_string()));
            let folder = file
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
            let make = folder.map(|folder| format!("mkdir -p {} && ", quoted(&folder.display().to_string())));
            out.line(format!("  {}{write}", make.unwrap_or_default()))?;
        }
        None => out.line("No folder for settings is known, so the defaults count")?,
    }
    for (name, value) in in_force(&loaded.config) {
        out.line(format!("  {name:<18}{value}"))?;
    }
    Ok(if loaded.faults.is_empty() {
        Verdict::Good
    } else {
        Verdict::Bad
    })
}

/// What is in force, in words.
fn in_force(config: &Config) -> Vec<(&'static str, String)> {
    let settings = &config.settings;
    let rest: Vec<String> = settings
        .rest_days
        .iter()
        .map(|day| format!("{day:?}").to_lowercase())
        .collect();
    let rest = if rest.is_empty() {
        "none".to_owned()
    } else {
        rest.join(", ")
    };
    let theme = config
        .theme
        .map_or("as it was at the end of the last time", crate::app::state::Theme::title);
    let usual = Keymap::default();
    let own = Command::ALL
        .into_iter()
        .filter(|&command| config.keys.keys_of(command) != usual.keys_of(command));
    let own: Vec<String> = own.map(|command| key_line(&config.keys, command)).collect();
    let keys = if own.is_empty() {
        "the usual ones".to_owned()
    } else {
        own.join("; ")
    };
    vec![
        ("day_ends", format!("{:02}:00", settings.day_ends)),
        ("rest_days", rest),
        ("new_cards_a_day", settings.limits.new.to_string()),
        ("reviews_a_day", settings.limits.reviews.to_string()),
        ("wanted_retention", settings.retention.to_string()),
        ("idle_minutes", settings.idle.to_string()),
        ("theme", theme.to_owned()),
        ("keys", keys),
    ]
}

/// "undo: x".
fn key_line(keys: &Keymap, command: Command) -> String {
    let keys = keys.keys_of(command);
    format!("{}: {}", command.name(), if keys.is_empty() { "none" } else { &keys })
}

/// The settings with their defaults, every command and its keys among them.
fn documented() -> String {
    let mut text = TEMPLATE.to_owned();
    let keys = Keymap::default();
    for command in Command::ALL {
        let list: Vec<String> = keys.keys_of(command).split(' ').map(written).collect();
        let name = command.name();
        // Writing to a string can't fail.
        let _ = writeln!(
            text,
            "#  {:<32}# {}",
            format!("{name}: [{}]", list.join(", ")),
            command.title()
        );
    }
    text
}

/// A key as YAML takes it for a text.
fn written(key: &str) -> String {
    let is_plain = key.len() > 1 || key.chars().all(char::is_alphabetic);
    if is_plain && key != "y" && key != "n" {
        key.to_owned()
    } else {
        format!("\"{key}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_defaults_are_the_defaults() {
        let documented = documented();
        let (config, faults) = read::read(&documented);
        assert_eq!((config, faults), (Config::default(), Vec::new()));
        // With every default in force.
        let set: String = documented
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let (config, faults) = read::read(&set);
        assert_eq!(faults, []);
        assert_eq!(config.theme, Some(crate::app::state::Theme::Terminal));
        assert_eq!(Config { theme: None, ..config }, Config::default());
        let commands = set.lines().filter(|line| line.starts_with("  ")).count();
        assert_eq!(commands, Command::ALL.len());
    }
}
