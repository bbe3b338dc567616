//! What the status line says.

use crate::progress::event::EventId;

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// It worked, or it is good to know.
    #[default]
    Info,
    /// It did not work.
    Warning,
}

/// What the status line says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// How they are meant.
    pub tone: Tone,
    /// The event they speak of: they are true only once it is on disk.
    pub event: Option<EventId>,
    /// They tell how the packs have changed, which is told once.
    pub news: bool,
}
