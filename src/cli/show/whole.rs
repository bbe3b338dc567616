//! A subject as JSON.

use anyhow::Result;
use serde_json::json;

use super::Shown;
use crate::cli::json::{
    GraphWhole, Group, LessonWhole, LevelWhole, Mention, Note, PathWhole, Place, RoadmapWhole, RoleWhole, StackWhole,
    Step, Thing, Topic, TopicWhole, document,
};
use crate::cli::out::Out;
use crate::cli::subject::Subject;
use crate::content::library::{Asked, Lead, Library, RoadmapIx, StepRef, TopicIx, WalkRef};
use crate::content::model::Lesson;

/// Prints one subject whole.
pub(super) fn print(desk: &Shown<'_>, subject: Subject, out: &mut Out) -> Result<()> {
    let library = desk.library;
    let recalled = desk.recalled.as_ref();
    let thing = Thing::told(library, desk.statuses, recalled, subject);
    let topics = || {
        subject
            .topics(library)
            .into_iter()
            .map(|ix| Topic::told(library, desk.statuses, recalled, ix))
            .collect()
    };
    let body = match subject {
        Subject::Agent(ix) => json!({ "agent": library.agent_with_topics(ix) }),
        Subject::Topic(ix) => json!({ "topic": topic(desk, ix) }),
        Subject::Path(at) => {
            let intro = library.path(at).intro.clone();
            let groups = groups(desk, at.into());
            json!({ "path": PathWhole { thing, intro, groups } })
        }
        Subject::Role(at) => {
            let role = library.role(at);
            let mentions = role.mentions.iter().map(|name| mention(library, name)).collect();
            let (detail, links) = (role.detail.to_string(), role.links.to_vec());
            json!({ "role": RoleWhole { thing, detail, mentions, links, topics: topics() } })
        }
        Subject::Stack(at) => {
            let stack = library.stack(at);
            let (intro, groups) = (stack.intro.clone(), library.tools_with_topics(at));
            json!({ "stack": StackWhole { thing, intro, groups } })
        }
        Subject::Level(at) => {
            let detail = library.level(at).detail.to_string();
            json!({ "level": LevelWhole { thing, detail, topics: topics() } })
        }
        Subject::Roadmap(ix) => {
            let graph = graph(desk, ix);
            json!({ "roadmap": RoadmapWhole { thing, topics: topics(), graph } })
        }
    };
    out.json(&document(body))
}

fn topic(desk: &Shown<'_>, ix: TopicIx) -> TopicWhole {
    let library = desk.library;
    let topic = library.topic(ix);
    let places = topic.steps.iter().map(|&at| Place {
        path: at.walk.path().map(|path| Subject::Path(path).id(library)),
        roadmap: at.walk.roadmap().map(|ix| Subject::Roadmap(ix).id(library)),
        group: library.group(at).title.clone(),
        title: library.step(at).title.clone(),
        detail: library.step(at).detail.to_string(),
        note: Note::of(library, at),
    });
    let mut stacks: Vec<String> = topic
        .tools
        .iter()
        .map(|at| Subject::Stack(at.stack).id(library))
        .collect();
    stacks.dedup();
    let counted = library.topic_roadmaps(ix).into_iter();
    let others = counted.filter(|roadmap| !topic.roadmaps.contains(roadmap));
    let roadmaps = topic.roadmaps.iter().copied().chain(others);
    TopicWhole {
        topic: Topic::told(library, desk.statuses, desk.recalled.as_ref(), ix),
        since: desk.statuses.mark(ix).map(|mark| mark.at),
        former: topic.former.to_vec(),
        lesson: library.lesson_of(ix).map(|content| lesson(desk, content)),
        read: library.apart(ix).map(|apart| library.topic(apart.lesson).id.clone()),
        covers: library
            .told_apart(ix)
            .into_iter()
            .map(|ix| library.topic(ix).id.clone())
            .collect(),
        places: places.collect(),
        mentions: library
            .topic_mentions(ix)
            .into_iter()
            .map(|name| mention(library, name))
            .collect(),
        links: library.topic_links(ix),
        stacks,
        roles: topic.roles.iter().map(|&at| Subject::Role(at).id(library)).collect(),
        roadmaps: roadmaps.map(|ix| Subject::Roadmap(ix).id(library)).collect(),
    }
}

fn lesson(desk: &Shown<'_>, lesson: &Lesson) -> LessonWhole {
    let library = desk.library;
    let requires = library.requirements(lesson).into_iter().map(|(name, topic)| Mention {
        name: name.to_owned(),
        topic: topic.map(|ix| library.topic(ix).id.clone()),
    });
    LessonWhole {
        aliases: lesson.aliases.clone(),
        summary: lesson.summary.clone(),
        level: lesson.level,
        minutes: lesson.minutes,
        requires: requires.collect(),
        resources: lesson.resources.clone(),
        body: lesson.body.to_string(),
        front_matter: lesson.front_matter.clone(),
        file: lesson.file.display().to_string(),
        diagnostics: desk.said.unwrap_or(&lesson.diagnostics).to_vec(),
    }
}

fn mention(library: &Library, name: &str) -> Mention {
    let topic = match library.resolve(name) {
        Some(Lead::Topic(ix)) => Some(library.topic(ix).id.clone()),
        Some(Lead::Within(_)) | None => None,
    };
    Mention {
        name: name.to_owned(),
        topic,
    }
}

fn graph(desk: &Shown<'_>, ix: RoadmapIx) -> Option<GraphWhole> {
    let graph = desk.library.roadmap(ix).graph.as_ref()?;
    Some(GraphWhole {
        summary: graph.summary.clone(),
        arranged: graph.arranged,
        groups: groups(desk, ix.into()),
        related: graph.related.clone(),
        links: graph.links.clone(),
        questions: graph.questions.iter().map(Asked::plain).collect(),
    })
}

fn groups(desk: &Shown<'_>, walk: WalkRef) -> Vec<Group> {
    let library = desk.library;
    let step = |at: StepRef| Step {
        step: library.step_with_topic(at),
        status: desk.statuses.of(library.topic_of(at)),
        note: Note::of(library, at),
    };
    let groups = library.groups_of(walk).iter().enumerate();
    groups
        .map(|(group, content)| Group {
            title: content.title.clone(),
            steps: (0..content.steps.len())
                .map(|at| step(StepRef { walk, group, step: at }))
                .collect(),
        })
        .collect()
}
