//! Handles of what is in a library: small, typed, and good only for the library they come from.

/// An agent of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgentIx(pub usize);

/// A topic of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(pub usize);

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

/// A step, by the group of the path it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepRef {
    /// Its path.
    pub path: PathRef,
    /// Its group's place in the path.
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
