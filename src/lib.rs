//! waypost: a learning tutor for the terminal.
//!
//! It reads packs of Markdown and YAML, turns them into one typed library, and walks a learner along it. This page is the
//! map: what stands where on the screen and which module draws it, how the layers hang together, and where to change what.
//!
//! ```text
//!  1 Today  2 Paths  3 Roles  4 Stacks  5 Roadmaps  6 Review …    3/203 done   tui::view::tabs, app::layout::tab_labels
//! ─ Paths ──────────────┬━ API Development ━━━━┬─ GraphQL ──────────────────    tui::view::title
//!  ▾ Backend Engineering│ ✓ REST APIs          │  GraphQL
//!    Fundamentals   2/5 │ ○ GraphQL            │  Backend Engineering › API …
//!    API Develop…   1/6 │ ◐ gRPC               │  ○ todo
//!      …                │ – SOAP               │
//!                       │                      │  query language, resolvers
//!   app::rows::left     │  app::rows::middle   │  app::page
//!   tui::view::lists    │  tui::view::lists    │  tui::view::reading
//!  GraphQL: done · counts in 2 agents and 1 role                               app::state::Notice, tui::view::status
//!  Space done  Enter in  ? help  i in progress  u undo  / search  q quit       tui::keymap::hints
//! ```
//!
//! What lies over the panes (help, search, palette, links, the welcome) is [`app::state::Overlay`], placed by [`app::windows`] and drawn by
//! `tui::view::overlays`. The tabs Today, Review and Progress have a module each (`app::today`, [`app::review`], [`app::progress`]); a
//! placement and a test, which take the whole screen, are [`app::placement`] and [`app::test_out`].
//!
//! # Layers
//!
//! ```text
//! main -> cli -> tui -> app -> learn -> progress -> content
//! ```
//!
//! A module may use any layer to its right, never one to its left; a test walks `src/` and holds this.
//!
//! | layer | what it is | I/O |
//! |---|---|---|
//! | [`content`] | text to model: [`content::spec`] reads agent specs and [`content::card`] what is said of them in JSON, [`content::lesson`] lessons, [`content::roadmap_sh`] clones of roadmap.sh, of which a pack keeps [`content::roadmap`]s; [`content::library`] joins them by topic, [`content::search`] and [`content::find`] look things up, [`content::lint`] tells authors what is wrong | [`content::source`] only; packs that were added are [`content::source::installed`] |
//! | [`progress`] | the log of events ([`progress::event`]), their fold ([`progress::fold`]) and the files they live in | [`progress::log`], [`progress::watch`] |
//! | [`learn`] | pure functions of library, progress and time: [`learn::next`], [`learn::standing`], [`learn::orphans`], [`learn::changes`]; of reviews [`learn::cards`] are what is asked, [`learn::memory`] what is remembered, [`learn::review`] a session, [`learn::mastery`] and [`learn::statistics`] what comes of it; [`learn::plan`] says when the goal is reached, [`learn::settings`] is what the learner decides | none |
//! | [`app`] | the tutor as data: [`app::state::State`], [`app::msg::Msg`], [`app::msg::Effect`], and the one function [`app::update::update`] that goes from one to the next | none |
//! | [`tui`] | the terminal: keys to messages ([`tui::keymap`]), state to cells, effects to the world ([`tui::host`]), the event loop ([`tui::run`]) | terminal, browser, position file |
//! | [`cli`] | the command line, one file per family of subcommands | arguments, output |
//!
//! A key press goes `tui::input` → [`tui::keymap::message`] → [`app::update::update`] → effects → [`tui::host::Host`], whose
//! answers come back as messages; then one frame is drawn. Nothing is drawn and no clock ticks while nothing happens.
//!
//! # Where to change what
//!
//! | to … | go to |
//! |---|---|
//! | understand another spelling of a heading | `content/spec/phrases.rs`, or `phrases/foreign.rs` for another language, tables only |
//! | read another shape of item | `content/spec/item.rs` |
//! | read another element of HTML | `content/markup/`, which writes HTML as the Markdown it stands for before anything is read |
//! | give the model a field | its file in `content/model/`, then the reader in `content/spec/` or `content/lesson/`, then [`app::page`] |
//! | read another oddity of roadmap.sh's maps or texts | `content/roadmap_sh/`, one file for each rule; its files are found in [`content::source::clone`] |
//! | change which steps are one topic, or what progress follows | [`content::library`], `content/library/join.rs` and `lessons.rs` |
//! | ask something else, or when | `learn/cards.rs`, what is asked; `learn/scheduler.rs`, the intervals; `learn/review.rs`, the order |
//! | have Today show something else | `app/today.rs`; what is next and why is `learn/next.rs`'s, plan and pace `learn/plan.rs`'s |
//! | ask something else of a newcomer, or in a placement | `app/welcome.rs`, `app/placement.rs`; what their keys do is beside them in `app/update/` |
//! | record another kind of event | [`progress::event::Action`], its line in `progress/line.rs`, its fold |
//! | add a command or a key | [`app::command::Command`], [`app::update`], [`tui::keymap::KEYS`]; help, palette, footer and README follow |
//! | let the learner decide on something else | `learn/settings.rs`, its line in `cli/config/read.rs` and `cli/config/template.yaml` |
//! | show another figure of the record | `learn/statistics.rs`, then a page in `app/progress/pages.rs`; how charts look is `tui/view/charts.rs`'s |
//! | count time otherwise | `app/timer.rs`, when it runs; `learn/spent.rs`, what it comes to |
//! | add a subcommand | `cli/args.rs`, what it takes in `cli/args/`, and a file beside it |
//! | have long names or messages shortened otherwise | `content/brief.rs` |
//! | have `waypost check` remark on something else | a rule in `content/lint/`, its code in [`content::diagnostic::catalogue`] |
//! | have another thing survive a change of the packs while the tutor runs | `app/update/reload.rs`; what is watched is `tui/host/packs.rs`'s |
//! | find specs in another kind of folder | `content/source/repository.rs`, by names alone |
//! | understand another key of an `agent.json` | `FIELDS` in `content/card.rs` |
//! | take in packs from elsewhere | `cli/pack/origin.rs`; what an archive may hold is `cli/pack/archive.rs`'s |
//! | have `waypost doctor` find another fault | read it in [`progress::log::inspect`], judge it in [`progress::exam`], which is pure |
//! | keep more or fewer snapshots | [`progress::retention`], pure; what is in one is [`progress::log::snapshot`]'s |
//! | change the embedded course | `content/` in the repository, whose rules `tests/it/course.rs` holds and whose code it runs; the build script `src/content/build.rs` reads it into the program |
//!
//! # Words
//!
//! A *pack* holds *agents* (specs of a field). An agent has *roles*, *paths* of *steps*, *stacks* of tools, *levels* and
//! *roadmaps*; a roadmap that was imported is walked like a path. Steps of the same title meet the same *topic*: learned once, counted everywhere. A *lesson* teaches a topic,
//! whose title and aliases say which steps meet it. A topic has a *status* (todo,
//! learning, done, skipped), which is the fold of the *events* in the log.

pub mod app;
pub mod cli;
pub mod content;
pub mod learn;
pub mod progress;
pub mod tui;
