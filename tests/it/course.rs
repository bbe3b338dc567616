//! The embedded course holds to its own rules: what each lesson has, that every name leads to one, that every role has a
//! track that can be walked from the first day, and that no question gives its answer away.

mod snippets;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use waypost::content::lesson;
use waypost::content::model::{Answer, Lesson, ResourceKind, Track};
use waypost::content::track;

/// A lesson of the course, as read and as written.
struct Written {
    id: String,
    text: String,
    lesson: Lesson,
}

fn content(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the course")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    files
}

fn lessons() -> Vec<Written> {
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).expect("a lesson");
        let lesson = lesson::read(text.as_bytes(), &file);
        Written {
            id: lesson.id.clone(),
            text,
            lesson,
        }
    };
    content("lessons").into_iter().map(read).collect()
}

/// How many topics the course has: as many as lessons.
pub(crate) fn topics() -> usize {
    content("lessons").len()
}

fn tracks() -> Vec<Track> {
    let read = |file: PathBuf| track::read(&fs::read(&file).expect("a track"), &file);
    content("roles").into_iter().map(read).collect()
}

/// The words of a lesson that are not code.
fn prose(text: &str) -> usize {
    let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
    let outside = body.split("\n```").step_by(2);
    outside.map(|part| part.split_whitespace().count()).sum()
}

#[test]
fn every_lesson_has_what_a_lesson_needs() {
    let mut problems = String::new();
    for Written { id, text, lesson } in lessons() {
        let words = prose(&text);
        let recalls = lesson
            .questions
            .iter()
            .filter(|q| matches!(q.answer, Answer::Recall(_)))
            .count();
        let rules = [
            (
                !lesson.summary.is_empty() && lesson.summary.chars().count() <= 140,
                "a summary of one line",
            ),
            (lesson.level.is_some(), "a level"),
            (
                lesson.minutes.is_some_and(|minutes| (10..=240).contains(&minutes)),
                "minutes",
            ),
            ((230..=650).contains(&words), "250 to 600 words"),
            (text.contains("\n## Try it\n"), "an exercise"),
            (text.contains("\n```"), "an example"),
            (text.contains("[["), "a link to another lesson"),
            (lesson.questions.len() >= 4, "four questions"),
            (recalls > 0 && recalls < lesson.questions.len(), "choices and recalls"),
            (
                lesson.questions.iter().all(|question| !question.why.is_empty()),
                "a why for every question",
            ),
            ((2..=5).contains(&lesson.resources.len()), "two to five resources"),
            (
                lesson
                    .resources
                    .iter()
                    .any(|resource| resource.kind != Some(ResourceKind::Roadmap)),
                "a resource besides roadmaps",
            ),
            (
                lesson.resources.iter().all(|resource| resource.kind.is_some()),
                "the kind of every resource",
            ),
            (
                lesson
                    .resources
                    .iter()
                    .all(|resource| resource.url.starts_with("https://")),
                "https links",
            ),
        ];
        for (_, rule) in rules.iter().filter(|(kept, _)| !kept) {
            let _ = writeln!(problems, "{id}: wants {rule} ({words} words)");
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

/// Whoever takes the longest choice, or always the same place, must not do well.
#[test]
fn no_choice_is_known_by_its_length_or_its_place() {
    let mut at = BTreeMap::<usize, usize>::new();
    let (mut choices, mut longest) = (0_usize, 0_usize);
    for question in lessons().into_iter().flat_map(|written| written.lesson.questions) {
        if let Answer::Choice { choices: given, right } = &question.answer {
            choices += 1;
            *at.entry(*right).or_default() += 1;
            let length = |choice: &String| choice.chars().count();
            let others = given
                .iter()
                .enumerate()
                .filter(|(ix, _)| ix != right)
                .map(|(_, choice)| length(choice));
            longest += usize::from(given.get(*right).map(length) > others.max());
        }
    }
    assert!(choices >= 300, "{choices}");
    assert!(
        longest * 100 < choices * 38,
        "the longest is right in {longest} of {choices}"
    );
    assert!(at.values().all(|count| count * 100 < choices * 40), "{at:?}");
    assert!(
        (0..3).all(|place| at.get(&place).is_some_and(|count| count * 100 > choices * 15)),
        "{at:?}"
    );
}

#[test]
fn prerequisites_lead_from_easier_lessons() {
    let lessons = lessons();
    let rung = |lesson: &Lesson| lesson.level.map(|level| level as u8);
    let level: HashMap<&str, Option<u8>> = lessons
        .iter()
        .map(|written| (written.id.as_str(), rung(&written.lesson)))
        .collect();
    let mut problems = String::new();
    for written in &lessons {
        for required in &written.lesson.requires {
            let easier = level
                .get(required.text.as_str())
                .is_some_and(|level| *level <= rung(&written.lesson));
            if !easier {
                let _ = writeln!(
                    problems,
                    "{} requires {}, which is harder or nothing",
                    written.id, required.text
                );
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn every_role_has_a_track_that_can_be_walked_in_its_order() {
    let lessons = lessons();
    let requires: HashMap<&str, &Lesson> = lessons
        .iter()
        .map(|written| (written.id.as_str(), &written.lesson))
        .collect();
    let tracks = tracks();
    assert_eq!(tracks.len(), 10);
    let mut problems = String::new();
    for track in &tracks {
        let topics: Vec<&str> = track
            .stages
            .iter()
            .flat_map(|stage| &stage.topics)
            .map(|name| name.text.as_str())
            .collect();
        if !(40..=110).contains(&topics.len()) {
            let _ = writeln!(problems, "{}: {} topics", track.id, topics.len());
        }
        if track.roadmaps.is_empty() {
            let _ = writeln!(problems, "{}: no roadmap", track.id);
        }
        let mut met = HashSet::new();
        for topic in topics {
            let Some(lesson) = requires.get(topic) else {
                let _ = writeln!(problems, "{}: no lesson {topic}", track.id);
                continue;
            };
            for required in lesson
                .requires
                .iter()
                .filter(|required| !met.contains(required.text.as_str()))
            {
                let _ = writeln!(problems, "{}: {topic} comes before {}", track.id, required.text);
            }
            if !met.insert(topic) {
                let _ = writeln!(problems, "{}: {topic} comes twice", track.id);
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
}
