//! From the text of the settings to what they mean, and everything that is wrong with them.

use jiff::civil::Weekday;

use crate::app::command::Command;
use crate::app::state::Theme;
use crate::content::names::nearest;
use crate::learn::scheduler::{HIGHEST_RETENTION, LOWEST_RETENTION};
use crate::learn::settings::Settings;
use crate::tui::keymap::{Key, Keymap};

use super::yaml::{Entry, Fault, entries, text_of};

/// What a file of settings says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Config {
    /// What is decided about days, reviews and time.
    pub(crate) settings: Settings,
    /// The colours at the start.
    pub(crate) theme: Option<Theme>,
    /// The keys in force.
    pub(crate) keys: Keymap,
}

/// The names of all settings.
const NAMES: [&str; 8] = [
    "day_ends",
    "rest_days",
    "new_cards_a_day",
    "reviews_a_day",
    "wanted_retention",
    "idle_minutes",
    "theme",
    "keys",
];
/// More cards a day nobody answers.
const MOST_CARDS: usize = 9999;
/// Minutes after which at the latest nobody is taken to be reading.
const LONGEST_IDLE: u32 = 60;

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Reads settings. What is wrong is told with its place, in order; the rest counts.
pub(super) fn read(text: &str) -> (Config, Vec<Fault>) {
    let (mut config, mut faults) = (Config::default(), Vec::new());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for entry in entries(text, (1, 1), &mut faults) {
        // With nothing behind its name a setting is as it is without it.
        if entry.value.is_null() && NAMES.contains(&entry.key.as_str()) {
            continue;
        }
        let fault = match entry.key.as_str() {
            "keys" => {
                config.keys = keys(&entry, &mut faults);
                None
            }
            "rest_days" => {
                config.settings.rest_days = days(&entry, &mut faults);
                None
            }
            _ => take(&mut config, &entry).err(),
        };
        faults.extend(fault);
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    (config, faults)
}

/// Takes a setting over.
fn take(config: &mut Config, entry: &Entry) -> Result<(), Fault> {
    let settings = &mut config.settings;
    match entry.key.as_str() {
        "day_ends" => settings.day_ends = one(entry, "a full hour from 00:00 to 23:00, such as 04:00", hour)?,
        "new_cards_a_day" => settings.limits.new = one(entry, CARDS, cards)?,
        "reviews_a_day" => settings.limits.reviews = one(entry, CARDS, cards)?,
        "wanted_retention" => settings.retention = one(entry, "a number from 0.70 to 0.97, such as 0.9", retention)?,
        "idle_minutes" => {
            let idle = |text: &str| text.parse().ok().filter(|idle| (1..=LONGEST_IDLE).contains(idle));
            settings.idle = one(entry, "whole minutes from 1 to 60, such as 3", idle)?;
        }
        "theme" => config.theme = Some(theme(entry)?),
        name => {
            let hint = nearest(name, NAMES).map_or_else(
                || format!("there are {}", NAMES.join(", ")),
                |meant| format!("did you mean `{meant}`?"),
            );
            return Err(entry.fault(format!("there is no setting `{name}`; {hint}")));
        }
    }
    Ok(())
}

const CARDS: &str = "a whole number from 0 to 9999, such as 20";

/// A single value of a kind.
fn one<T>(entry: &Entry, kind: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text = text_of(&entry.value);
    let value = text.as_deref().and_then(|text| read(text.trim()));
    value.ok_or_else(|| {
        let is = text
            .as_deref()
            .map_or_else(String::new, |text| format!(", not `{text}`"));
        entry.fault_at(text.as_deref().unwrap_or(""), format!("`{}` is {kind}{is}", entry.key))
    })
}

fn hour(text: &str) -> Option<u8> {
    let (hour, minutes) = text.split_once(':').unwrap_or((text, "00"));
    let is_hour = hour.len() <= 2 && hour.bytes().all(|byte| byte.is_ascii_digit());
    let hour: u8 = hour.parse().ok()?;
    (is_hour && hour < 24 && minutes == "00").then_some(hour)
}

fn cards(text: &str) -> Option<usize> {
    text.parse().ok().filter(|cards| *cards <= MOST_CARDS)
}

fn retention(text: &str) -> Option<f32> {
    let number: f32 = text.parse().ok()?;
    (LOWEST_RETENTION..=HIGHEST_RETENTION)
        .contains(&number)
        .then_some(number)
}

fn theme(entry: &Entry) -> Result<Theme, Fault> {
    const THEMES: [(&str, Theme); 4] = [
        ("terminal", Theme::Terminal),
        ("dark", Theme::Dark),
        ("light", Theme::Light),
        ("contrast", Theme::Contrast),
    ];
    let named = |text: &str| {
        THEMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text))
            .map(|(_, theme)| *theme)
    };
    one(entry, "terminal, dark, light or contrast", named)
}

/// Days of the week: one, or a list. Beside what is no day, those that are count.
fn days(entry: &Entry, faults: &mut Vec<Fault>) -> Vec<Weekday> {
    let Some(texts) = texts(entry) else {
        faults.push(entry.fault("`rest_days` is a list of days, such as [sat, sun]".to_owned()));
        return Vec::new();
    };
    let (mut days, mut others) = (Vec::new(), Vec::new());
    for text in texts {
        let lower = text.trim().to_lowercase();
        let found = DAYS
            .iter()
            .find(|(name, _)| lower.len() >= 3 && name.starts_with(lower.as_str()));
        match found {
            Some((_, day)) if days.contains(day) => {}
            Some((_, day)) => days.push(*day),
            None => others.push(text),
        }
    }
    for text in others {
        let meant = nearest(&text.trim().to_lowercase(), DAYS.iter().map(|(name, _)| *name));
        let hint = meant.map_or_else(
            || "write days as mon, tue, wed, thu, fri, sat, sun".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        let what = format!("`{text}` is no day of the week");
        let what = if days.is_empty() {
            format!("{what}; {hint}")
        } else {
            format!("{what}, and the others count; {hint}")
        };
        faults.push(entry.fault_at(&text, what));
    }
    days
}

/// A plain value, or a list of plain ones; `None` for anything else.
fn texts(entry: &Entry) -> Option<Vec<String>> {
    match entry.value.as_sequence() {
        Some(list) => list.iter().map(text_of).collect(),
        None => text_of(&entry.value).map(|text| vec![text]),
    }
}

/// The keys in force, with the learner's own among them.
fn keys(entry: &Entry, faults: &mut Vec<Fault>) -> Keymap {
    let Some(entries) = entry.entries(faults) else {
        faults.push(
            entry.fault("`keys` has commands with their keys, such as `undo: x`, each on a line of its own".to_owned()),
        );
        return Keymap::default();
    };
    let names: Vec<String> = Command::ALL.iter().map(|command| command.name()).collect();
    let mut own: Vec<(Command, Vec<Key>)> = Vec::new();
    // Where each binding stands, and its keys as they were written.
    let mut places: Vec<(Entry, Vec<String>)> = Vec::new();
    for entry in entries {
        let Some(command) = Command::named(&entry.key) else {
            let meant = nearest(&entry.key, names.iter().map(String::as_str));
            let hint = meant.map_or_else(
                || "`waypost config --default` lists them".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            faults.push(entry.fault(format!("there is no command `{}`; {hint}", entry.key)));
            continue;
        };
        if entry.value.is_null() {
            continue;
        }
        let Some(texts) = texts(&entry) else {
            let what = format!(
                "`{}` has a key, or several in [ ], such as `{}: [x, F2]`",
                entry.key, entry.key
            );
            faults.push(entry.fault(what));
            continue;
        };
        let (mut keys, mut written) = (Vec::new(), Vec::new());
        for text in texts {
            match text.parse::<Key>() {
                Ok(key) => {
                    keys.push(key);
                    written.push(text);
                }
                Err(why) => faults.push(entry.fault_at(&text, why.to_string())),
            }
        }
        // Where no key is right, those of the command stay.
        if !keys.is_empty() || entry.value.as_sequence().is_some_and(Vec::is_empty) {
            own.push((command, keys));
            places.push((entry, written));
        }
    }
    let (map, clashes) = Keymap::with(&own);
    for clash in clashes {
        let Some((entry, written)) = places.get(clash.binding) else {
            continue;
        };
        let key = clash.key.and_then(|key| written.get(key));
        faults.push(match key {
            Some(key) => entry.fault_at(key, clash.what),
            None => entry.fault(clash.what),
        });
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::review::Limits;

    #[test]
    fn everything_can_be_set() {
        let text = "\
day_ends: 02:00
rest_days: [Sat, sunday]
new_cards_a_day: 20
reviews_a_day: 250
wanted_retention: 0.85
idle_minutes: 5
theme: light
keys:
  undo: v
  quit: [Q, Ctrl-q]
  show-today: F1
";
        let (config, faults) = read(text);
        assert_eq!(faults, []);
        let expected = Settings {
            day_ends: 2,
            rest_days: vec![Weekday::Saturday, Weekday::Sunday],
            limits: Limits { new: 20, reviews: 250 },
            retention: 0.85,
            idle: 5,
        };
        assert_eq!((config.settings, config.theme), (expected, Some(Theme::Light)));
        let of = |command| config.keys.keys_of(command);
        assert_eq!(
            (of(Command::Undo), of(Command::Quit)),
            ("v".to_owned(), "Q Ctrl-q".to_owned())
        );
    }

    #[test]
    fn hours_are_written_in_several_ways() {
        for (text, hour) in [
            ("04:00", Some(4)),
            ("4", Some(4)),
            ("\"4:00\"", Some(4)),
            ("0", Some(0)),
            ("23:00", Some(23)),
            ("24:00", None),
            ("04:30", None),
            ("four", None),
            ("-1", None),
            ("[4]", None),
        ] {
            let (config, faults) = read(&format!("day_ends: {text}"));
            assert_eq!(
                (config.settings.day_ends, faults.len()),
                (hour.unwrap_or(4), usize::from(hour.is_none())),
                "{text}"
            );
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_its_place_and_the_rest_counts() {
        let text = "\
day_ends: soon
rest_days: [sat, sumday]
new_card_a_day: 20
reviews_a_day: many
wanted_retention: 0.99
idle_minutes: 7
theme: [dark
theme: dark
keys:
  undo: [v, Spcae]
  redo: v
  mark-dome: y
  filter: s
colour: blue
";
        let (config, faults) = read(text);
        let told: Vec<String> = faults
            .iter()
            .map(|fault| format!("{}:{}: {}", fault.line, fault.column, fault.what))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        1:11: `day_ends` is a full hour from 00:00 to 23:00, such as 04:00, not `soon`
        2:18: `sumday` is no day of the week, and the others count; did you mean `sunday`?
        3:1: there is no setting `new_card_a_day`; did you mean `new_cards_a_day`?
        4:16: `reviews_a_day` is a whole number from 0 to 9999, such as 20, not `many`
        5:19: `wanted_retention` is a number from 0.70 to 0.97, such as 0.9, not `0.99`
        7:1: this can't be read as YAML (did not find expected ',' or ']'); write it anew, or take it out
        10:13: no key is called `Spcae`; did you mean `Space`?
        11:9: `v` is bound to `undo` already, and stays so
        12:3: there is no command `mark-dome`; did you mean `mark-done`?
        13:11: `s` was the key of `mark-skipped`, which has none now; bind that to another one, or to [] if none is meant
        14:1: there is no setting `colour`; there are day_ends, rest_days, new_cards_a_day, reviews_a_day, wanted_retention, idle_minutes, theme, keys
        ");
        assert_eq!((config.settings.idle, config.theme), (7, Some(Theme::Dark)));
        assert_eq!(config.settings.rest_days, [Weekday::Saturday]);
        assert_eq!(config.settings.limits, Limits::default());
    }
}
