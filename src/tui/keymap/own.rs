//! The learner's own keys: how they are written, and what comes of them together.

use std::fmt;
use std::str::FromStr;

use crossterm::event::KeyCode;

use super::{Bound, Key, Keymap, ctrl};
use crate::app::command::Command;
use crate::content::names::nearest;

/// The keys that have names, and other names for them.
const NAMED: [(&str, KeyCode); 21] = [
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PageUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("PageDown", KeyCode::PageDown),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Return", KeyCode::Enter),
    ("Escape", KeyCode::Esc),
    ("Del", KeyCode::Delete),
];
/// Keyboards have no more function keys that terminals tell of.
const FUNCTION_KEYS: u8 = 12;

/// Something that names no key, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoKey(String);

impl fmt::Display for NoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoKey {}

impl FromStr for Key {
    type Err = NoKey;

    /// Reads a key as [`Key::name`] writes it, and as people do: `d`, `G`, `Ctrl-r`, `ctrl+r`, `Space`, `F2`, `pgup`.
    fn from_str(text: &str) -> Result<Self, NoKey> {
        let plain = |code| Self { code, ctrl: false };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => {
                let arrows = [
                    ('↑', KeyCode::Up),
                    ('↓', KeyCode::Down),
                    ('←', KeyCode::Left),
                    ('→', KeyCode::Right),
                ];
                let arrow = arrows.iter().find(|(arrow, _)| *arrow == c).map(|(_, code)| *code);
                return Ok(plain(arrow.unwrap_or(KeyCode::Char(c))));
            }
            (None, _) => {
                return Err(NoKey(
                    "there is nothing between the quotes; write a key such as `x`".to_owned(),
                ));
            }
            _ => {}
        }
        if let Some((_, code)) = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
            return Ok(plain(*code));
        }
        let lower = text.to_lowercase();
        if let Some(number) = lower.strip_prefix('f').and_then(|number| number.parse::<u8>().ok())
            && (1..=FUNCTION_KEYS).contains(&number)
        {
            return Ok(plain(KeyCode::F(number)));
        }
        if lower.starts_with("alt-") || lower.starts_with("alt+") {
            return Err(NoKey(format!(
                "`{text}`: keys with Alt can't be bound; take one with Ctrl, or a plain one"
            )));
        }
        if let Some(rest) = ["ctrl-", "ctrl+", "control-"]
            .iter()
            .find_map(|with| lower.strip_prefix(with))
        {
            return with_ctrl(text, rest);
        }
        let names = NAMED.iter().map(|(name, _)| *name);
        let lower_names: Vec<String> = names.clone().map(str::to_lowercase).collect();
        let meant = nearest(&lower, lower_names.iter().map(String::as_str));
        let meant = meant.and_then(|meant| names.into_iter().find(|name| name.eq_ignore_ascii_case(meant)));
        let hint = meant.map_or_else(
            || "write a character, `Ctrl-x`, `F2`, or a name such as `Space` or `PgUp`".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        Err(NoKey(format!("no key is called `{text}`; {hint}")))
    }
}

/// A letter with Ctrl. Some of them are other keys to a terminal.
fn with_ctrl(text: &str, rest: &str) -> Result<Key, NoKey> {
    let mut chars = rest.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return Err(NoKey(format!(
            "`{text}`: with Ctrl there can be one letter, such as `Ctrl-r`"
        )));
    };
    let same = match c {
        'i' => "Tab",
        'm' => "Enter",
        '[' => "Esc",
        'h' => "Backspace",
        c if c.is_ascii_lowercase() => return Ok(ctrl(c)),
        _ => {
            return Err(NoKey(format!(
                "`{text}`: with Ctrl there can be one letter, such as `Ctrl-r`"
            )));
        }
    };
    Err(NoKey(format!(
        "`{text}` is `{same}` to most terminals; bind that, or another one"
    )))
}

/// What is wrong with own keys taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Which of the bindings, counted from 0.
    pub binding: usize,
    /// Which of its keys; `None` for all of it.
    pub key: Option<usize>,
    /// What is wrong, and what comes of it.
    pub what: String,
}

impl Keymap {
    /// The tables with the learner's own keys in the place of those of the same commands. An own key that is another
    /// command's by default is taken from that one; what can't be, or leaves a command without a key, is told.
    pub fn with(own: &[(Command, Vec<Key>)]) -> (Self, Vec<Clash>) {
        let mut map = Self::default();
        let mut clashes = Vec::new();
        for table in [&mut map.always, &mut map.reviewing, &mut map.placing] {
            rebind(table, own, &mut clashes);
        }
        let quit = map.always.iter_mut().find(|bound| bound.command == Command::Quit);
        if let Some(quit) = quit.filter(|quit| quit.keys.is_empty()) {
            // Nobody is to be locked in.
            quit.keys = vec![ctrl('c')];
            let binding = own
                .iter()
                .position(|(command, _)| *command == Command::Quit)
                .unwrap_or(0);
            clashes.push(Clash {
                binding,
                key: None,
                what: "`quit` can't be without a key; it keeps `Ctrl-c`".to_owned(),
            });
            for bound in map.always.iter_mut().filter(|bound| bound.command != Command::Quit) {
                bound.keys.retain(|key| *key != ctrl('c'));
            }
        }
        clashes.sort_by_key(|clash| (clash.binding, clash.key));
        (map, clashes)
    }
}

/// Puts own keys into the table their commands are in.
fn rebind(table: &mut [Bound], own: &[(Command, Vec<Key>)], clashes: &mut Vec<Clash>) {
    let mut taken: Vec<(Key, usize)> = Vec::new();
    let has = |table: &[Bound], command| table.iter().any(|bound| bound.command == command);
    let mine: Vec<usize> = (0..own.len()).filter(|&binding| has(table, own[binding].0)).collect();
    for &binding in &mine {
        let (command, keys) = &own[binding];
        let mut kept = Vec::new();
        for (place, key) in keys.iter().enumerate() {
            match taken.iter().find(|(other, _)| other == key) {
                Some((_, first)) if *first == binding => {}
                Some((_, first)) => clashes.push(Clash {
                    binding,
                    key: Some(place),
                    what: format!(
                        "`{}` is bound to `{}` already, and stays so",
                        key.name(),
                        own[*first].0.name()
                    ),
                }),
                None => {
                    taken.push((*key, binding));
                    kept.push(*key);
                }
            }
        }
        for bound in table.iter_mut().filter(|bound| bound.command == *command) {
            bound.keys = std::mem::take(&mut kept);
        }
    }
    for bound in table.iter_mut() {
        if mine.iter().any(|&binding| own[binding].0 == bound.command) {
            continue;
        }
        let lost = bound
            .keys
            .iter()
            .find_map(|key| taken.iter().find(|(other, _)| other == key).copied());
        bound.keys.retain(|key| taken.iter().all(|(other, _)| other != key));
        if let Some((key, binding)) = lost.filter(|_| bound.keys.is_empty()) {
            let place = own[binding].1.iter().position(|other| *other == key);
            clashes.push(Clash {
                binding,
                key: place,
                what: format!(
                    "`{}` was the key of `{}`, which has none now; bind that to another one, or to [] if none is meant",
                    key.name(),
                    bound.command.name()
                ),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::{KEYS, PLACING, REVIEWING};

    #[test]
    fn every_key_of_the_tables_reads_back_from_its_name() {
        for key in KEYS
            .iter()
            .chain(REVIEWING)
            .chain(PLACING)
            .flat_map(|binding| binding.keys)
        {
            assert_eq!(key.name().parse::<Key>().as_ref(), Ok(key), "{}", key.name());
        }
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        let key = |code| Key { code, ctrl: false };
        for (text, expected) in [
            ("x", key(KeyCode::Char('x'))),
            ("X", key(KeyCode::Char('X'))),
            ("ß", key(KeyCode::Char('ß'))),
            ("f", key(KeyCode::Char('f'))),
            ("f12", key(KeyCode::F(12))),
            ("SPACE", key(KeyCode::Char(' '))),
            ("page", key(KeyCode::Null)),
            ("pgdn", key(KeyCode::PageDown)),
            ("ctrl+X", ctrl('x')),
            ("Ctrl-x", ctrl('x')),
        ] {
            let read = text.parse::<Key>();
            if expected.code == KeyCode::Null {
                assert!(read.is_err(), "{text}");
            } else {
                assert_eq!(read, Ok(expected), "{text}");
            }
        }
        for (text, says) in [
            ("", "nothing between the quotes"),
            ("Spcae", "did you mean `Space`?"),
            ("F13", "no key is called `F13`"),
            ("Alt-x", "with Alt"),
            ("Ctrl-i", "is `Tab`"),
            ("Ctrl-xy", "one letter"),
            ("Ctrl-ü", "one letter"),
            ("dd", "no key is called `dd`"),
        ] {
            let error = text.parse::<Key>().unwrap_err().to_string();
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    /// Own bindings, and what is said of them.
    type Case<'a> = (&'a [(Command, &'a [&'a str])], &'a [(usize, &'a str)]);

    #[test]
    fn own_keys_are_checked_together() {
        let table: [Case<'_>; 8] = [
            (&[(Command::Undo, &["v"])], &[]),
            (&[(Command::Undo, &["v", "v"])], &[]),
            (
                &[(Command::Undo, &["v"]), (Command::Redo, &["v"])],
                &[(1, "`v` is bound to `undo` already")],
            ),
            (
                &[(Command::Undo, &["s"])],
                &[(0, "`s` was the key of `mark-skipped`, which has none now")],
            ),
            (&[(Command::Undo, &["s"]), (Command::MarkSkipped, &["u"])], &[]),
            (&[(Command::Undo, &["s"]), (Command::MarkSkipped, &[])], &[]),
            (&[(Command::Quit, &[])], &[(0, "`quit` can't be without a key")]),
            // A key of reviews means something else there only.
            (&[(Command::Choose(1), &["w"]), (Command::Undo, &["w"])], &[]),
        ];
        for (own, said) in table {
            let own: Vec<(Command, Vec<Key>)> = own
                .iter()
                .map(|(command, keys)| (*command, keys.iter().map(|key| key.parse().unwrap()).collect()))
                .collect();
            let (map, clashes) = Keymap::with(&own);
            assert_eq!(clashes.len(), said.len(), "{clashes:?}");
            for (clash, (binding, says)) in clashes.iter().zip(said) {
                assert!(clash.binding == *binding && clash.what.contains(says), "{clash:?}");
            }
            for table in [&map.always, &map.reviewing, &map.placing] {
                let mut keys: Vec<Key> = table.iter().flat_map(|bound| bound.keys.clone()).collect();
                let count = keys.len();
                keys.sort_by_key(|key| key.name());
                keys.dedup();
                assert_eq!(keys.len(), count, "{own:?}: a key means two things");
            }
            assert!(!map.keys_of(Command::Quit).is_empty());
        }
    }
}
