//! The typed model every reader produces and every screen shows.
//!
//! The shapes here are what `waypost show … --json` prints: fields may be added, never renamed.

mod agent;
mod body;
mod lesson;
mod mentions;
mod resource;
mod shared;
mod text;
mod track;

pub use self::agent::{
    Agent, Group, Level, Listed, Path, PathKind, Recognised, Related, Role, Section, Stack, Step, Tool, ToolGroup,
    Trend,
};
pub use self::body::Body;
pub use self::lesson::{Answer, Lesson, LessonLevel, Name, Question};
pub use self::mentions::Mentions;
pub use self::resource::{Link, Resource, ResourceKind, by_kind};
pub use self::shared::Shared;
pub use self::text::Text;
pub use self::track::{Stage, Track};
