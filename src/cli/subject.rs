//! From what a learner types to the thing that is meant.

use std::fmt;

use crate::content::find::{self, Found};
use crate::content::library::{AgentIx, LevelRef, Library, PathRef, RoadmapIx, RoleRef, StackRef, TopicIx};
use crate::content::names::{self, slug};
use crate::content::roadmap::OWNER;
use crate::learn::aim::Aim;

/// Names less alike than this are not suggested (Jaro-Winkler, 1.0 is equal).
pub(super) const ALIKE: f64 = 0.82;
/// How many names a message lists.
const LISTED: usize = 8;
/// How many names a message suggests.
const SUGGESTED: usize = 3;

/// Something that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Topic(TopicIx),
    Agent(AgentIx),
    Path(PathRef),
    Role(RoleRef),
    Stack(StackRef),
    Level(LevelRef),
    Roadmap(RoadmapIx),
}

impl Subject {
    /// The id it can be named by.
    pub(super) fn id(self, library: &Library) -> String {
        match self {
            Self::Topic(ix) => library.topic(ix).id.clone(),
            Self::Agent(ix) => library.agent(ix).id.clone(),
            Self::Path(at) => format!("{}/{}", library.agent(at.agent).id, library.path(at).id),
            Self::Role(at) => format!("{}/{}", library.agent(at.agent).id, library.role(at).id),
            Self::Stack(at) => {
                let titles = library.agent(at.agent).stacks.iter().map(|stack| stack.title.as_str());
                format!("{}/{}", library.agent(at.agent).id, nth_slug(titles, at.stack))
            }
            Self::Level(at) => {
                let names = library.agent(at.agent).levels.iter().map(|level| level.name.as_str());
                format!("{}/{}", library.agent(at.agent).id, nth_slug(names, at.level))
            }
            Self::Roadmap(ix) => library.roadmap(ix).id.clone(),
        }
    }

    /// What it is called.
    pub(super) fn title(self, library: &Library) -> &str {
        match self {
            Self::Topic(ix) => &library.topic(ix).title,
            Self::Agent(ix) => &library.agent(ix).title,
            Self::Path(at) => &library.path(at).title,
            Self::Role(at) => &library.role(at).name,
            Self::Stack(at) => &library.stack(at).title,
            Self::Level(at) => &library.level(at).name,
            Self::Roadmap(ix) => &library.roadmap(ix).title,
        }
    }

    /// The design's word for this kind of thing.
    fn kind(self) -> &'static str {
        match self {
            Self::Topic(_) => "topic",
            Self::Agent(_) => "agent",
            Self::Path(_) => "path",
            Self::Role(_) => "role",
            Self::Stack(_) => "stack",
            Self::Level(_) => "level",
            Self::Roadmap(_) => "roadmap",
        }
    }

    /// The topics that count towards it, each once.
    pub(super) fn topics(self, library: &Library) -> Vec<TopicIx> {
        match self {
            Self::Topic(ix) => vec![ix],
            Self::Agent(ix) => library.agent_topics(ix).to_vec(),
            Self::Path(at) => library.path_topics(at).to_vec(),
            Self::Role(at) => library.role_topics(at).to_vec(),
            Self::Stack(at) => library.stack_topics(at, None),
            Self::Level(at) => library.level_topics(at).to_vec(),
            Self::Roadmap(ix) => library.roadmap(ix).topics.clone(),
        }
    }
}

/// The slug of the n-th title, with a number behind it where an earlier one has the same.
fn nth_slug<'a>(titles: impl Iterator<Item = &'a str>, n: usize) -> String {
    let slugs: Vec<String> = titles.take(n + 1).map(slug).collect();
    let Some((own, earlier)) = slugs.split_last() else {
        return String::new();
    };
    match earlier.iter().filter(|other| *other == own).count() {
        0 => own.clone(),
        same => format!("{own}-{}", same + 1),
    }
}

/// Everything but topics, in the order in which names are looked up.
fn others(library: &Library) -> Vec<Subject> {
    let mut all: Vec<Subject> = library.agent_ixs().map(Subject::Agent).collect();
    all.extend(library.path_refs().map(Subject::Path));
    for agent in library.agent_ixs() {
        all.extend(library.roles_of(agent).map(Subject::Role));
    }
    for agent in library.agent_ixs() {
        all.extend(library.stacks_of(agent).map(Subject::Stack));
        all.extend(library.levels_of(agent).map(Subject::Level));
    }
    all.extend((0..library.roadmaps().len()).map(|ix| Subject::Roadmap(RoadmapIx(ix))));
    all
}

/// A name that leads to nothing, or to too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unclear {
    /// Nothing has this name; these come nearest.
    Unknown {
        wanted: &'static str,
        name: String,
        nearest: Vec<String>,
    },
    /// Several things have it, or begin with it.
    Ambiguous { name: String, candidates: Vec<String> },
    /// It is no topic's name, but steps of these topics list it.
    Within { name: String, topics: Vec<String> },
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { wanted, name, nearest } => {
                write!(f, "no {wanted} is called `{name}`")?;
                match nearest.as_slice() {
                    [] => write!(f, "; `waypost search` finds names by their parts"),
                    [one] => write!(f, "; did you mean {one}?"),
                    several => write!(f, "; did you mean one of these?\n  {}", several.join("\n  ")),
                }
            }
            Self::Ambiguous { name, candidates } => {
                write!(f, "`{name}` can mean {} things; name one of them:", candidates.len())?;
                for candidate in candidates.iter().take(LISTED) {
                    write!(f, "\n  {candidate}")?;
                }
                if candidates.len() > LISTED {
                    write!(f, "\n  and {} more", candidates.len() - LISTED)?;
                }
                Ok(())
            }
            Self::Within { name, topics } => {
                let named = &topics[..topics.len().min(LISTED)];
                write!(f, "`{name}` is part of {}", named.join(", "))?;
                match topics.len() {
                    0 | 1 => write!(f, "; name that"),
                    2..=LISTED => write!(f, "; name one of these"),
                    all => write!(f, " and {} more; name one of these", all - LISTED),
                }
            }
        }
    }
}

impl std::error::Error for Unclear {}

fn described(library: &Library, subject: Subject) -> String {
    let (id, title) = (subject.id(library), subject.title(library));
    match subject {
        Subject::Topic(_) => format!("{id} ({title})"),
        _ => format!("{id} ({} {title})", subject.kind()),
    }
}

fn ambiguous(library: &Library, name: &str, candidates: &[Subject]) -> Unclear {
    Unclear::Ambiguous {
        name: name.to_owned(),
        candidates: candidates.iter().map(|&subject| described(library, subject)).collect(),
    }
}

/// The topics that list a name, each by a name that leads to it: its title, or its id where others have the title, too.
fn within(library: &Library, name: &str, topics: &[TopicIx]) -> Unclear {
    let named = |&ix: &TopicIx| {
        let topic = library.topic(ix);
        if find::topic(library, &topic.title) == Found::One(ix) {
            topic.title.clone()
        } else {
            topic.id.clone()
        }
    };
    // Only so many are shown, and each costs a look at the whole library.
    let (shown, more) = topics.split_at(topics.len().min(LISTED));
    let more = more.iter().map(|&ix| library.topic(ix).id.clone());
    Unclear::Within {
        name: name.to_owned(),
        topics: shown.iter().map(named).chain(more).collect(),
    }
}

/// The topic of this name: its id, a former id, its title, an alias or a unique beginning. A name that its steps merely list is
/// not its own: marking the topic would claim too much.
pub(super) fn topic(library: &Library, name: &str) -> Result<TopicIx, Unclear> {
    match find::topic(library, name) {
        Found::One(topic) => Ok(topic),
        Found::Within(topics) => Err(within(library, name, &topics)),
        Found::Ambiguous(topics) => {
            let topics: Vec<Subject> = topics.into_iter().map(Subject::Topic).collect();
            Err(ambiguous(library, name, &topics))
        }
        Found::Unknown(nearest) => {
            let nearest = nearest.into_iter().take(SUGGESTED).map(Subject::Topic);
            Err(Unclear::Unknown {
                wanted: "topic",
                name: name.to_owned(),
                nearest: nearest.map(|subject| described(library, subject)).collect(),
            })
        }
    }
}

/// The agent with this id or title.
pub(super) fn agent(library: &Library, name: &str) -> Result<AgentIx, Unclear> {
    let wanted = slug(name);
    let is = |&ix: &AgentIx| library.agent(ix).id == name || slug(&library.agent(ix).title) == wanted;
    library.agent_ixs().find(is).ok_or_else(|| Unclear::Unknown {
        wanted: "agent",
        name: name.to_owned(),
        nearest: nearest(library, name, library.agent_ixs().map(Subject::Agent)),
    })
}

/// Anything of this name. A whole name goes before the beginning of another, and a topic before all else. A name that
/// only one topic lists leads to this topic.
pub(super) fn anything(library: &Library, name: &str) -> Result<Subject, Unclear> {
    let name = name.trim();
    let wanted = slug(name);
    let found = find::topic(library, name);
    if let Found::One(ix) = &found {
        let mut names = library.names_of(*ix).chain(library.also_called(*ix));
        if library.ids_of(*ix).any(|id| id == name) || names.any(|own| slug(own) == wanted) {
            return Ok(Subject::Topic(*ix));
        }
    }
    let others = others(library);
    let address = name.trim_end_matches('/').trim_start_matches("https://");
    let with_id = others.iter().find(|subject| match subject {
        Subject::Roadmap(ix) => {
            let roadmap = library.roadmap(*ix);
            let imported = || roadmap.graph.is_some() && name.strip_prefix(OWNER) == Some(&format!("/{}", roadmap.id));
            roadmap.id == name || roadmap.url.trim_start_matches("https://") == address || imported()
        }
        _ => subject.id(library) == name,
    });
    if let Some(&subject) = with_id {
        return Ok(subject);
    }
    let titled: Vec<Subject> = others
        .iter()
        .copied()
        .filter(|subject| slug(subject.title(library)) == wanted)
        .collect();
    match titled.as_slice() {
        [one] => return Ok(*one),
        [] => {}
        several => return Err(ambiguous(library, name, several)),
    }
    if let Found::Within(topics) = &found
        && let [only] = topics[..]
    {
        return Ok(Subject::Topic(only));
    }
    match topic(library, name) {
        Ok(topic) => Ok(Subject::Topic(topic)),
        Err(Unclear::Unknown { nearest: topics, .. }) => {
            let begins = |subject: &Subject| slug(subject.title(library)).starts_with(&wanted);
            let beginning: Vec<Subject> = others.iter().copied().filter(begins).collect();
            match beginning.as_slice() {
                [one] => return Ok(*one),
                [] => {}
                several => return Err(ambiguous(library, name, several)),
            }
            let mut candidates = topics;
            candidates.extend(nearest(library, name, others.into_iter()));
            candidates.truncate(SUGGESTED);
            Err(Unclear::Unknown {
                wanted: "topic, agent, path, role, stack, level or roadmap",
                name: name.to_owned(),
                nearest: candidates,
            })
        }
        Err(several) => Err(several),
    }
}

/// The address of the roadmap that has this id, for where the name meant a topic: it leads to the roadmap alone.
pub(super) fn roadmap_address<'l>(library: &'l Library, name: &str) -> Option<&'l str> {
    let mut all = library.roadmaps().iter();
    let found = all.find(|roadmap| roadmap.id == name.trim())?;
    Some(&found.url)
}

/// The role, path or roadmap of this name: its key or id, its title, the last part of its id, or a beginning of its title:
/// a role's before a path's, and that before a roadmap's. A whole name goes before the beginning of another; a roadmap that
/// is but a link to one topic comes last, unless its key is given.
pub(super) fn aim(library: &Library, name: &str) -> Result<Aim, Unclear> {
    let name = name.trim();
    let wanted = slug(name);
    let aims: Vec<Aim> = Aim::all(library).collect();
    let (links, whole): (Vec<Aim>, Vec<Aim>) = aims.iter().partition(|aim| is_link(library, **aim));
    let keyed = |aim: &Aim| aim.key(library) == name;
    let named = |aim: &Aim| aim.id(library) == name;
    let titled = |aim: &Aim| slug(aim.title(library)) == wanted;
    let last = |aim: &Aim| aim.id(library).rsplit('/').next() == Some(wanted.as_str());
    let begins = |kind: &'static str| {
        let wanted = &wanted;
        move |aim: &Aim| aim.kind() == kind && !wanted.is_empty() && slug(aim.title(library)).starts_with(wanted)
    };
    let (roles, paths, roadmaps) = (begins("role"), begins("path"), begins("roadmap"));
    let ways: [&dyn Fn(&Aim) -> bool; 6] = [&named, &titled, &last, &roles, &paths, &roadmaps];
    let by_key = std::iter::once((&aims, &keyed as &dyn Fn(&Aim) -> bool));
    let by_name = [&whole, &links]
        .into_iter()
        .flat_map(|aims| ways.map(|is_it| (aims, is_it)));
    for (aims, is_it) in by_key.chain(by_name) {
        let found: Vec<Aim> = aims.iter().copied().filter(|aim| is_it(aim)).collect();
        match found.as_slice() {
            [one] => return Ok(*one),
            [] => {}
            several => {
                let described = |aim: &Aim| format!("{} ({})", aim.key(library), aim.title(library));
                return Err(Unclear::Ambiguous {
                    name: name.to_owned(),
                    candidates: several.iter().map(described).collect(),
                });
            }
        }
    }
    let subjects = aims.into_iter().map(|aim| match aim {
        Aim::Role(at) => Subject::Role(at),
        Aim::Path(at) => Subject::Path(at),
        Aim::Roadmap(ix) => Subject::Roadmap(ix),
    });
    Err(Unclear::Unknown {
        wanted: "role, path or roadmap",
        name: name.to_owned(),
        nearest: nearest(library, name, subjects),
    })
}

/// Whether it is a roadmap that was not imported and leads to one topic at most.
fn is_link(library: &Library, aim: Aim) -> bool {
    match aim {
        Aim::Roadmap(ix) => library.roadmap(ix).graph.is_none() && aim.topics(library).len() <= 1,
        Aim::Role(_) | Aim::Path(_) => false,
    }
}

fn nearest(library: &Library, name: &str, subjects: impl Iterator<Item = Subject>) -> Vec<String> {
    let wanted = slug(name);
    let mut scored: Vec<(f64, Subject)> = subjects
        .map(|subject| {
            let by_title = names::alike(&wanted, &slug(subject.title(library)));
            (by_title.max(names::alike(name, &subject.id(library))), subject)
        })
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = scored.into_iter().take(SUGGESTED);
    best.map(|(_, subject)| described(library, subject)).collect()
}
