//! Links, and what else there is to learn from.

use serde::{Deserialize, Serialize};

/// A web link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Link {
    /// What the spec calls it.
    pub title: String,
    /// An absolute address; a bare `roadmap.sh/x` has become `https://roadmap.sh/x`.
    pub url: String,
}

/// Something else to learn from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Resource {
    /// What it is; `None` where the lesson doesn't say.
    pub kind: Option<ResourceKind>,
    /// What it is called.
    pub title: String,
    /// An absolute web address.
    pub url: String,
}

/// What a resource is, in the order in which resources are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceKind {
    /// The makers' own pages.
    Official,
    /// Something to read.
    Article,
    /// Something to watch.
    Video,
    /// Something to work through.
    Course,
    /// A whole book.
    Book,
    /// A project whose source can be read.
    OpenSource,
    /// A roadmap of the field.
    Roadmap,
    /// News as they come.
    Feed,
    /// Something to listen to.
    Podcast,
}

impl Resource {
    /// Where it leads.
    pub fn link(&self) -> Link {
        Link {
            title: self.title.clone(),
            url: self.url.clone(),
        }
    }
}

impl ResourceKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Official,
        Self::Article,
        Self::Video,
        Self::Course,
        Self::Book,
        Self::OpenSource,
        Self::Roadmap,
        Self::Feed,
        Self::Podcast,
    ];

    /// Its word in a lesson and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Article => "article",
            Self::Video => "video",
            Self::Course => "course",
            Self::Book => "book",
            Self::OpenSource => "opensource",
            Self::Roadmap => "roadmap",
            Self::Feed => "feed",
            Self::Podcast => "podcast",
        }
    }
}

/// Resources by kind, those of no kind last.
pub fn by_kind(resources: &[Resource]) -> Vec<&Resource> {
    let mut sorted: Vec<&Resource> = resources.iter().collect();
    sorted.sort_by_key(|resource| (resource.kind.is_none(), resource.kind));
    sorted
}
