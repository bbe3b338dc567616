//! The floor that start-up and key latency are measured against: three bordered lists, no content to load, no state to keep.
//!
//! `cargo run --release --example panes`; `j` and `k` move the selection of the middle pane, `q` quits.

use std::io;

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::Style;
use ratatui::widgets::{Block, List, ListState};
use ratatui::{DefaultTerminal, Frame};

const PATHS: [&str; 8] = [
    "Fundamentals",
    "Languages",
    "APIs",
    "Databases",
    "Architecture",
    "Infrastructure",
    "Security",
    "Testing",
];
const STEPS: [&str; 10] = [
    "Sockets", "Requests", "Routing", "Sessions", "Queries", "Indexes", "Caches", "Queues", "Logs", "Metrics",
];
const LESSON: [&str; 10] = [
    "A listening socket accepts",
    "connections; each one is a",
    "stream of bytes both ways.",
    "",
    "The kernel queues those that",
    "nobody has accepted yet. How",
    "many is the backlog.",
    "",
    "A full backlog looks like a",
    "slow network to the client.",
];

fn main() -> io::Result<()> {
    let mut terminal = ratatui::init();
    let outcome = run(&mut terminal);
    ratatui::restore();
    outcome
}

fn run(terminal: &mut DefaultTerminal) -> io::Result<()> {
    let mut selection = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| draw(frame, &mut selection))?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Char('j') => selection.select_next(),
                KeyCode::Char('k') => selection.select_previous(),
                KeyCode::Char('q') => return Ok(()),
                _ => {}
            }
        }
    }
}

fn draw(frame: &mut Frame<'_>, selection: &mut ListState) {
    let [left, middle, right] = Layout::horizontal([
        Constraint::Percentage(25),
        Constraint::Percentage(35),
        Constraint::Fill(1),
    ])
    .areas(frame.area());
    let selected = Style::new().reversed();
    frame.render_widget(List::new(PATHS).block(Block::bordered().title("Paths")), left);
    frame.render_stateful_widget(
        List::new(STEPS)
            .block(Block::bordered().title("Steps"))
            .highlight_style(selected),
        middle,
        selection,
    );
    frame.render_widget(List::new(LESSON).block(Block::bordered().title("Lesson")), right);
}
