//! State, drawing and host in one hand: what the real loop runs, and what a test drives with keys.

use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEventKind};
use jiff::Timestamp;
use ratatui::Frame;

use crate::app::layout::Pane;
use crate::app::msg::Msg;
use crate::app::state::{State, Theme};
use crate::app::update::update;

use super::host::Host;
use super::keymap::{self, Keymap};
use super::theme::Styles;
use super::view::{self, reading::Laid};

/// A running tutor, whatever the world around it is.
pub struct Tutor<H> {
    state: State,
    host: H,
    laid: Laid,
    styles: Styles,
    styled_for: Theme,
    colour: bool,
    keys: Keymap,
}

impl<H: Host> Tutor<H> {
    /// A tutor in this state; without colour when `colour` is false.
    pub fn new(mut state: State, host: H, colour: bool) -> Self {
        let keys = Keymap::default();
        state.key_names = keys.names();
        let styled_for = state.theme;
        Self {
            styles: Styles::new(styled_for, colour),
            styled_for,
            state,
            host,
            laid: Laid::default(),
            colour,
            keys,
        }
    }

    /// The same with other keys.
    #[must_use]
    pub fn with_keys(mut self, keys: Keymap) -> Self {
        self.state.key_names = keys.names();
        self.keys = keys;
        self
    }

    /// What it knows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Who carries its effects out.
    pub fn host(&self) -> &H {
        &self.host
    }

    /// Who carries its effects out.
    pub fn host_mut(&mut self) -> &mut H {
        &mut self.host
    }

    /// Ends it.
    pub fn into_host(self) -> H {
        self.host
    }

    /// Whether a mark is on its way to a disk that is not known to fail.
    pub fn waits_for_disk(&self) -> bool {
        !self.state.unsaved().is_empty() && self.state.save_error.is_none()
    }

    /// Takes in something from the terminal.
    pub fn input(&mut self, event: &Event, now: Timestamp) {
        let msg = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => keymap::message(&self.keys, &self.state, key),
            Event::Resize(width, height) => Some(Msg::Resize(*width, *height)),
            Event::Paste(text) => Some(Msg::Paste(text.clone())),
            Event::Mouse(mouse) => match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Msg::Click(mouse.column, mouse.row)),
                MouseEventKind::ScrollDown => Some(Msg::Wheel(mouse.column, mouse.row, 1)),
                MouseEventKind::ScrollUp => Some(Msg::Wheel(mouse.column, mouse.row, -1)),
                _ => None,
            },
            _ => None,
        };
        if let Some(msg) = msg {
            self.handle(msg, now);
        }
    }

    /// Takes a message in and has its effects carried out.
    pub fn handle(&mut self, msg: Msg, now: Timestamp) {
        // Keys in the reading pane, clicks and the wheel depend on how the page came out.
        if self.state.here().focus == Pane::Right || matches!(msg, Msg::Click(..) | Msg::Wheel(..)) {
            self.lay_out();
        }
        for effect in update(&mut self.state, msg, now) {
            self.host.perform(effect);
        }
    }

    fn lay_out(&mut self) {
        if self.styled_for != self.state.theme {
            self.styled_for = self.state.theme;
            self.styles = Styles::new(self.styled_for, self.colour);
        }
        if let Some(metrics) = self.laid.refresh(&self.state, &self.styles) {
            let now = self.state.now;
            for effect in update(&mut self.state, Msg::PageLaid(metrics), now) {
                self.host.perform(effect);
            }
        }
    }

    /// Draws a frame.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        if (area.width, area.height) != self.state.size {
            // The terminal has changed, and its message is still on the way.
            self.handle(Msg::Resize(area.width, area.height), self.state.now);
        }
        self.lay_out();
        view::draw(frame, &self.state, &self.laid, &self.styles, &self.keys);
    }
}
