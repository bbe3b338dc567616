//! Which lesson has which name, and what is wrong with the names lessons go by.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::{LessonIx, Library, Topic, TopicIx};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::model::{Lesson, Name};
use crate::content::names::slug;

/// A name that a lesson has.
struct Claim {
    lesson: LessonIx,
    /// "title" or "alias".
    what: &'static str,
    name: Name,
    /// Whether its lesson was told that another one claims it, too.
    contested: bool,
}

/// The lesson of every name, and the topics of the lessons that have one by now.
#[derive(Default)]
pub(super) struct Names {
    lessons: HashMap<String, LessonIx>,
    topics: Vec<Option<TopicIx>>,
}

impl Library {
    /// Gives every agent and every lesson an id of its own. Two lessons of one id are a mistake, and told so.
    pub(super) fn unique_ids(&mut self) {
        unique(&mut self.agents, |agent| &mut agent.id);
        let mut first: HashMap<String, LessonIx> = HashMap::new();
        let mut found = Vec::new();
        for (ix, lesson) in self.lessons.iter().enumerate() {
            match first.entry(lesson.id.clone()) {
                Entry::Vacant(vacant) => _ = vacant.insert(LessonIx(ix)),
                Entry::Occupied(holder) => {
                    let message = format!("{} has the id `{}` already", self.file_of(*holder.get(), ix), lesson.id);
                    found.push((ix, name_taken(lesson, &Name::from(String::new()), message)));
                }
            }
        }
        self.tell(found);
        unique(&mut self.lessons, |lesson| &mut lesson.id);
    }

    /// Lets every lesson claim its title, then its aliases: of two lessons that want a name, one with that title has it, else
    /// the first. Both are told.
    pub(super) fn claim_names(&mut self) -> Names {
        let mut claims: HashMap<String, Claim> = HashMap::new();
        let mut found = Vec::new();
        for what in ["title", "alias"] {
            for (ix, lesson) in self.lessons.iter().enumerate() {
                let names = if what == "title" {
                    std::slice::from_ref(&lesson.title)
                } else {
                    &lesson.aliases
                };
                for name in names {
                    let claim = Claim {
                        lesson: LessonIx(ix),
                        what,
                        name: name.clone(),
                        contested: false,
                    };
                    match claims.entry(slug(&name.text)) {
                        Entry::Vacant(vacant) => _ = vacant.insert(claim),
                        Entry::Occupied(mut holder) if holder.get().lesson != claim.lesson => {
                            self.contest(holder.get_mut(), &claim, &mut found);
                        }
                        Entry::Occupied(_) => {}
                    }
                }
            }
        }
        self.tell(found);
        Names {
            lessons: claims.into_iter().map(|(name, claim)| (name, claim.lesson)).collect(),
            topics: vec![None; self.lessons.len()],
        }
    }

    fn contest(&self, holder: &mut Claim, claim: &Claim, found: &mut Vec<(usize, Diagnostic)>) {
        let (LessonIx(first), LessonIx(second)) = (holder.lesson, claim.lesson);
        let message = |own: &Claim, other: &Claim, verdict: &str| {
            format!(
                "the {} `{}` is the {} of {}, too; {verdict}",
                own.what,
                own.name.text,
                other.what,
                self.place_of(other, own.lesson.0)
            )
        };
        let told = message(claim, holder, "that lesson keeps the name");
        found.push((second, name_taken(&self.lessons[second], &claim.name, told)));
        if !holder.contested {
            holder.contested = true;
            let told = message(holder, claim, "this lesson keeps the name");
            found.push((first, name_taken(&self.lessons[first], &holder.name, told)));
        }
    }

    fn place_of(&self, claim: &Claim, seen_from: usize) -> String {
        let Name { line, column, .. } = claim.name;
        format!("{}:{line}:{column}", self.file_of(claim.lesson, seen_from))
    }

    /// A lesson's file, for a message about another one. Files are named from their pack, and packs may be several.
    fn file_of(&self, lesson: LessonIx, seen_from: usize) -> String {
        let file = &self.lesson(lesson).file;
        let other = if *file == self.lessons[seen_from].file {
            "another pack's "
        } else {
            ""
        };
        format!("{other}{}", file.display())
    }

    /// The topic of the lesson that has a name, made when it is met first.
    pub(super) fn topic_of_lesson(&mut self, name: &str, names: &mut Names) -> Option<TopicIx> {
        let ix = *names.lessons.get(name)?;
        Some(self.lesson_topic(ix, names))
    }

    fn lesson_topic(&mut self, ix: LessonIx, names: &mut Names) -> TopicIx {
        if let Some(topic) = names.topics[ix.0] {
            return topic;
        }
        let topic = TopicIx(self.topics.len());
        let lesson = &self.lessons[ix.0];
        self.by_id.insert(lesson.id.clone(), topic);
        self.topics.push(Topic {
            id: lesson.id.clone(),
            title: lesson.title.text.clone(),
            lesson: Some(ix),
            ..Topic::default()
        });
        names.topics[ix.0] = Some(topic);
        topic
    }

    /// Makes topics of the lessons that no step meets, and puts all names where they are looked up.
    pub(super) fn join_lessons(&mut self, mut names: Names) {
        for ix in 0..self.lessons.len() {
            if names.topics[ix].is_none() {
                let topic = self.lesson_topic(LessonIx(ix), &mut names);
                self.unplaced.push(topic);
            }
        }
        let topics = names.topics;
        let of_lessons = names.lessons.into_iter();
        self.by_name
            .extend(of_lessons.filter_map(|(name, ix)| Some((name, topics[ix.0]?))));
    }

    /// Tells lessons of requirements that lead nowhere.
    pub(super) fn check_requirements(&mut self) {
        let mut found = Vec::new();
        for (ix, lesson) in self.lessons.iter().enumerate() {
            for name in &lesson.requires {
                let topic = self.topic_called(&name.text);
                let message = match topic.map(|topic| self.topic(topic).lesson) {
                    Some(Some(other)) if other == LessonIx(ix) => "the lesson requires itself".to_owned(),
                    Some(_) => continue,
                    None => format!("the requirement `{}` leads to no topic", name.text),
                };
                let told = Diagnostic {
                    severity: Severity::Warning,
                    code: "lesson-requires",
                    hint: "name a topic's id, as `waypost list topics` lists them".to_owned(),
                    ..name_taken(lesson, name, message)
                };
                found.push((ix, told));
            }
        }
        self.tell(found);
    }

    fn tell(&mut self, found: Vec<(usize, Diagnostic)>) {
        for (lesson, diagnostic) in found {
            let diagnostics = &mut self.lessons[lesson].diagnostics;
            let place = |known: &Diagnostic| (known.line, known.column);
            let at = diagnostics.partition_point(|known| place(known) <= place(&diagnostic));
            diagnostics.insert(at, diagnostic);
        }
    }
}

fn name_taken(lesson: &Lesson, name: &Name, message: String) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "lesson-name-taken",
        file: lesson.file.clone(),
        line: name.line,
        column: name.column,
        message,
        hint: "make one lesson of the two, or give one another name".to_owned(),
    }
}

/// Puts numbers behind ids that are taken, in the order they come. An id that some other has from the start is left to it.
fn unique<T>(all: &mut [T], id_of: impl Fn(&mut T) -> &mut String) {
    let reserved: HashSet<String> = all.iter_mut().map(|one| id_of(one).clone()).collect();
    let mut taken = HashSet::new();
    // By the id they share: counting from 2 for every one would take the square of their number.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for one in all {
        let own = id_of(one);
        if taken.insert(own.clone()) {
            continue;
        }
        let number = numbers.entry(own.clone()).or_insert(1);
        let id = loop {
            *number += 1;
            let id = format!("{own}-{number}");
            if !reserved.contains(&id) && taken.insert(id.clone()) {
                break id;
            }
        };
        *own = id;
    }
}
