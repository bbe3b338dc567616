//! Lessons that require each other: none of them can be the first.

use std::collections::HashMap;

use super::remark;
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::library::{LessonIx, Library};
use crate::content::model::{Lesson, Name};

/// More lessons of a cycle are counted, and not named.
const LONGEST: usize = 20;

/// More cycles are not looked for: whoever takes these apart runs `check` again.
const MOST: usize = 100;

/// How far the search has come with a lesson.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    /// On the way here, at this place of it.
    Open(usize),
    Done,
}

/// The cycles, by the lesson whose requirement closes each. Without the requirements named there is none left.
pub(super) fn find(library: &Library) -> HashMap<usize, Vec<Diagnostic>> {
    let mut found: HashMap<usize, Vec<Diagnostic>> = HashMap::new();
    let mut marks = vec![Mark::New; library.lessons().len()];
    let mut left = MOST;
    for root in 0..marks.len() {
        if marks[root] != Mark::New {
            continue;
        }
        if left == 0 {
            break;
        }
        // The way from the root, with the requirement of each that is looked at next.
        let mut way = vec![(root, 0)];
        marks[root] = Mark::Open(0);
        while let Some((at, next)) = way.last_mut() {
            let lesson = &library.lessons()[*at];
            let Some(name) = lesson.requires.get(*next) else {
                marks[*at] = Mark::Done;
                way.pop();
                continue;
            };
            *next += 1;
            let at = *at;
            let Some(required) = required(library, lesson, name).filter(|required| *required != at) else {
                continue;
            };
            match marks[required] {
                Mark::New => {
                    marks[required] = Mark::Open(way.len());
                    way.push((required, 0));
                }
                Mark::Open(start) if left > 0 => {
                    left -= 1;
                    let cycle = way[start..].iter().map(|(lesson, _)| *lesson);
                    found.entry(at).or_default().push(told(library, at, name, cycle));
                }
                Mark::Open(_) | Mark::Done => {}
            }
        }
    }
    found
}

/// The lesson a requirement leads to.
fn required(library: &Library, lesson: &Lesson, name: &Name) -> Option<usize> {
    let LessonIx(lesson) = library.topic(library.called_in(lesson, &name.text)?).lesson?;
    Some(lesson)
}

fn told(library: &Library, at: usize, name: &Name, cycle: impl ExactSizeIterator<Item = usize> + Clone) -> Diagnostic {
    let lesson = |ix: usize| &library.lessons()[ix];
    let mut names: Vec<String> = cycle
        .clone()
        .take(LONGEST)
        .map(|ix| format!("`{}`", lesson(ix).id))
        .collect();
    if cycle.len() > LONGEST {
        names.push(format!("{} more", cycle.len() - LONGEST));
    }
    names.extend(cycle.take(1).map(|ix| format!("`{}`", lesson(ix).id)));
    Diagnostic {
        message: format!("no lesson can be the first here: {}", names.join(" requires ")),
        hint: "take out the requirement that matters least".to_owned(),
        ..remark(
            Severity::Error,
            "lesson-cycle",
            &lesson(at).file,
            (name.line, name.column),
        )
    }
}
