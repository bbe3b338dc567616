//! Handles of what is in a library: small, typed, and good only for the library they come from.

/// An agent of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgentIx(pub usize);

/// A topic of the library. Large libraries have millions of these, so they are small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(u32);

impl TopicIx {
    /// The handle of a place among the topics. No memory holds so many that a place doesn't fit.
    pub fn new(at: usize) -> Self {
        Self(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The place among the topics.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// A lesson of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LessonIx(pub usize);

/// A roadmap of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoadmapIx(pub usize);

/// The n-th path of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathRef {
    /// Its agent.
    pub agent: AgentIx,
    /// Its place among the agent's paths.
    pub path: usize,
}

/// What is walked step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WalkRef {
    /// A path of an agent.
    Path(PathRef),
    /// A roadmap that was imported, so that it has steps of its own.
    Roadmap(RoadmapIx),
}

impl WalkRef {
    /// The path it is, where it is one.
    pub fn path(self) -> Option<PathRef> {
        match self {
            Self::Path(path) => Some(path),
            Self::Roadmap(_) => None,
        }
    }

    /// The roadmap it is, where it is one.
    pub fn roadmap(self) -> Option<RoadmapIx> {
        match self {
            Self::Path(_) => None,
            Self::Roadmap(roadmap) => Some(roadmap),
        }
    }
}

impl From<PathRef> for WalkRef {
    fn from(path: PathRef) -> Self {
        Self::Path(path)
    }
}

impl From<RoadmapIx> for WalkRef {
    fn from(roadmap: RoadmapIx) -> Self {
        Self::Roadmap(roadmap)
    }
}

/// A step, by the group of the path or imported roadmap it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepRef {
    /// Its path or roadmap.
    pub walk: WalkRef,
    /// Its group's place in there.
    pub group: usize,
    /// Its place in the group.
    pub step: usize,
}

/// The n-th role of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleRef {
    /// Its agent.
    pub agent: AgentIx,
    /// Its place among the agent's roles.
    pub role: usize,
}

/// The n-th stack of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackRef {
    /// Its agent.
    pub agent: AgentIx,
    /// Its place among the agent's stacks.
    pub stack: usize,
}

/// A tool, by the group of the stack it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ToolRef {
    /// Its stack.
    pub stack: StackRef,
    /// Its group's place in the stack.
    pub group: usize,
    /// Its place in the group.
    pub tool: usize,
}

/// The n-th level of an agent's progression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelRef {
    /// Its agent.
    pub agent: AgentIx,
    /// Its place in the progression.
    pub level: usize,
}
