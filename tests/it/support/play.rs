//! The tutor driven by a script of keys, on a screen that can be read.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Style;
use waypost::app::msg::{Effect, Msg};
use waypost::app::state::{State, Theme};
use waypost::content::library::Library;
use waypost::content::spec;
use waypost::progress::event::Event;
use waypost::progress::fold::Progress;
use waypost::tui::host::Host;
use waypost::tui::theme::Styles;
use waypost::tui::tutor::Tutor;

/// A spec in the dialect with bold names and dashes; text of our own.
pub(crate) const GARDEN: &str = "\
---
name: garden
description: Growing vegetables at home.
capabilities: [\"soil\", \"planting\"]
---
# Kitchen Garden

A year with a small garden.

## Roles Covered
- **Bed Keeper** - Soil, Compost, patience
- **Seed Saver** - drying, labels

## Learning Paths

### 1. Ground
- **Soil** - texture, drainage, pH
- **Compost** - browns, greens, turning
- **Mulch**: straw, leaves

### 2. Plants

**Easy:**
- Radish (fast)
- Lettuce

**Patient:**
- Tomato, Pepper
- Pumpkin (roadmap.sh/pumpkin)

## Tool Stack

**Essential:**
- Spade
- Compost for feeding
- Twine or Wire (tying up)

## Career Progression
1. **Beginner** - one bed
   - Ground
2. **Advanced** - seeds of one's own
   - Pumpkin

## Current Trends (2025)
- Growing without digging

## Related Skills
- **kitchen/** - what to do with it all

## When to Use This Agent
- Planning a bed

## Weather
Rain is *free*; see [the almanac](https://example.org/almanac).
";

/// A spec in the dialect with colons, which meets one topic of the other again.
pub(crate) const BALCONY: &str = "\
---
description: Pots and boxes.
---
# Balcony

## Expertise Areas

### Pots
- **Compost**: peat-free, bought by the bag
- **Drip Irrigation**: timers, hoses
- Chili Peppers (roadmap.sh/chili)

## Related Roadmaps
- Chili: roadmap.sh/chili
- Compost: roadmap.sh/compost
";

/// A lesson on a topic of both gardens, which has another name in one of them.
pub(crate) const COMPOSTING: &str = "\
---
title: Compost
aliases: [Composting]
summary: What was alive becomes soil.
level: beginner
minutes: 30
requires: [garden/ground/soil, patience]
resources:
  - { kind: article, title: Heaps, url: \"https://example.org/heaps\" }
  - { kind: official, title: Soil society, url: \"https://example.org/soil\" }
---
# Compost

Layers of *brown* and green; see [[worms]] and [the almanac](https://example.org/almanac).

## Try it
Turn a heap.
";

/// A lesson that no path meets.
pub(crate) const WORMS: &str = "\
---
title: Worm Bins
summary: Red worms do the work.
requires: [compost]
---
Feed them peelings.
";

/// A world that keeps what it was asked to do.
#[derive(Default)]
pub(crate) struct Record {
    pub(crate) effects: Vec<Effect>,
}

impl Host for Record {
    fn perform(&mut self, effect: Effect) {
        self.effects.push(effect);
    }
}

/// A tutor, its screen, and a clock that moves a second with every key.
pub(crate) struct Play {
    pub(crate) tutor: Tutor<Record>,
    terminal: Terminal<TestBackend>,
    now: Timestamp,
    /// Whether the disk takes events at once.
    pub(crate) disk_works: bool,
    /// Everything the disk has taken.
    pub(crate) on_disk: Vec<Event>,
    seen: usize,
}

pub(crate) fn library(specs: &[(&str, &str)]) -> Library {
    let agents = specs
        .iter()
        .map(|(file, text)| spec::read(text.as_bytes(), Path::new(file)))
        .collect();
    Library::new(agents, Vec::new())
}

pub(crate) fn start() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().expect("a time")
}

impl Play {
    /// The two gardens on a screen of this size.
    pub(crate) fn new(width: u16, height: u16) -> Self {
        Self::with(
            library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)]),
            &[],
            width,
            height,
        )
    }

    /// Any library, with events recorded before.
    pub(crate) fn with(library: Library, events: &[Event], width: u16, height: u16) -> Self {
        let progress = Progress::fold(events.iter().cloned());
        let state = State::new(Arc::new(library), progress, start());
        Self::of(state, width, height)
    }

    /// A state on a screen.
    pub(crate) fn of(state: State, width: u16, height: u16) -> Self {
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
        let mut play = Self {
            tutor: Tutor::new(state, Record::default(), true),
            terminal,
            now: start(),
            disk_works: true,
            on_disk: Vec::new(),
            seen: 0,
        };
        play.send(Msg::Resize(width, height));
        play
    }

    pub(crate) fn state(&self) -> &State {
        self.tutor.state()
    }

    /// Takes in a message, and lets the disk answer.
    pub(crate) fn send(&mut self, msg: Msg) {
        self.tutor.handle(msg, self.now);
        self.answer();
    }

    /// Presses keys: single characters, and names in angle brackets such as `<Enter>`, `<Ctrl-r>`, `<Space>`.
    pub(crate) fn keys(&mut self, script: &str) -> &mut Self {
        for key in parse(script) {
            self.now += SignedDuration::from_secs(1);
            self.tutor.input(&Input::Key(key), self.now);
            self.answer();
            // Every key is followed by a frame, as on a real screen.
            self.draw();
        }
        self
    }

    /// Lets so many seconds go by.
    pub(crate) fn wait(&mut self, seconds: i64) {
        self.now += SignedDuration::from_secs(seconds);
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.send(Msg::Resize(width, height));
        self
    }

    fn answer(&mut self) {
        let new: Vec<Effect> = self.tutor.host().effects[self.seen..].to_vec();
        self.seen += new.len();
        for effect in new {
            if let Effect::Append(events) = effect {
                if self.disk_works {
                    self.on_disk.extend(events.iter().cloned());
                    self.tutor
                        .handle(Msg::Saved(events.iter().map(|event| event.id).collect()), self.now);
                } else {
                    let error = "no space left for /data/log/x.jsonl: free some space".to_owned();
                    self.tutor.handle(Msg::NotSaved { error, retry_in: 1 }, self.now);
                }
            }
        }
    }

    fn draw(&mut self) {
        self.terminal.draw(|frame| self.tutor.draw(frame)).expect("a frame");
    }

    /// The cells of the screen.
    pub(crate) fn buffer(&mut self) -> &ratatui::buffer::Buffer {
        self.draw();
        self.terminal.backend().buffer()
    }

    /// The screen as a person sees it, without spaces at line ends.
    pub(crate) fn screen(&mut self) -> String {
        self.draw();
        let buffer = self.terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = visible(buffer[(x, y)].symbol());
                x += u16::try_from(waypost::tui::wrap::display_width(&symbol))
                    .unwrap_or(1)
                    .max(1);
                line.push_str(&symbol);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The screen, then which styles stand where, by the names of their roles.
    pub(crate) fn styled(&mut self) -> String {
        let mut text = self.screen();
        let styles = Styles::new(Theme::Terminal, true);
        let buffer = self.terminal.backend().buffer();
        text.push_str("--\n");
        for y in 0..buffer.area.height {
            let mut runs: Vec<(String, String)> = Vec::new();
            for x in 0..buffer.area.width {
                let cell = &buffer[(x, y)];
                let role = role(&styles, cell.style());
                let symbol = visible(cell.symbol());
                match runs.last_mut() {
                    Some((last, run)) if *last == role => run.push_str(&symbol),
                    _ => runs.push((role, symbol)),
                }
            }
            let shown: Vec<String> = runs
                .iter()
                .filter(|(role, run)| role != "text" && !run.trim().is_empty())
                .map(|(role, run)| format!("{role}={}", run.trim()))
                .collect();
            if !shown.is_empty() {
                writeln!(text, "{y:>2} {}", shown.join("  ")).expect("a string");
            }
        }
        text
    }

    /// What the status line says.
    pub(crate) fn status(&mut self) -> String {
        let screen = self.screen();
        let lines: Vec<&str> = screen.lines().collect();
        lines[lines.len() - 2].trim().to_owned()
    }

    /// What was asked of the world since the start, apart from the disk.
    pub(crate) fn asked(&self) -> Vec<&Effect> {
        self.tutor
            .host()
            .effects
            .iter()
            .filter(|effect| !matches!(effect, Effect::Append(_)))
            .collect()
    }
}

/// A cell's glyph without the hyperlink around it.
fn visible(symbol: &str) -> String {
    match symbol.strip_prefix("\u{1b}]8;") {
        Some(rest) => {
            let glyph = rest.split_once("\u{1b}\\").map_or("", |(_, rest)| rest);
            glyph.split('\u{1b}').next().unwrap_or("").to_owned()
        }
        None => symbol.to_owned(),
    }
}

fn role(styles: &Styles, style: Style) -> String {
    let known = [
        ("text", styles.text),
        ("selected", styles.selected),
        ("remembered", styles.remembered),
        ("active", styles.active),
        ("active", styles.active.patch(styles.selected)),
        ("title", styles.title),
        ("done", styles.done),
        ("selected", styles.done.patch(styles.selected)),
        ("learning", styles.learning),
        ("selected", styles.learning.patch(styles.selected)),
        ("dim", styles.dim),
        ("selected", styles.dim.patch(styles.selected)),
        ("remembered", styles.dim.patch(styles.remembered)),
        ("remembered", styles.done.patch(styles.remembered)),
        ("remembered", styles.learning.patch(styles.remembered)),
        ("link", styles.link),
        ("warning", styles.warning),
        ("selected", styles.link.patch(styles.selected)),
        ("selected", styles.active.patch(styles.selected)),
    ];
    let plain = |style: Style| {
        (
            style.fg.unwrap_or_default(),
            style.bg.unwrap_or_default(),
            style.add_modifier,
        )
    };
    let found = known.iter().find(|(_, known)| plain(*known) == plain(style));
    found.map_or_else(
        || format!("{:?}/{:?}", style.fg.unwrap_or_default(), style.add_modifier),
        |(name, _)| (*name).to_owned(),
    )
}

fn parse(script: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let (code, modifiers, length) = match rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
            Some((name, _)) => {
                let (modifiers, key) = match name.strip_prefix("Ctrl-") {
                    Some(key) => (KeyModifiers::CONTROL, key),
                    None => (KeyModifiers::NONE, name),
                };
                (code(key), modifiers, name.len() + 2)
            }
            None => (KeyCode::Char(first), KeyModifiers::NONE, first.len_utf8()),
        };
        keys.push(KeyEvent::new(code, modifiers));
        rest = &rest[length..];
    }
    keys
}

fn code(name: &str) -> KeyCode {
    match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Backspace" => KeyCode::Backspace,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Space" => KeyCode::Char(' '),
        key => {
            let mut chars = key.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => KeyCode::Char(c),
                _ => panic!("no key is called <{key}>"),
            }
        }
    }
}
