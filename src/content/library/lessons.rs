//! Which lesson has which name, and what is wrong with the names lessons go by.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::index::Map;
use super::{LessonIx, Library, Topic, TopicIx};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::model::{Lesson, Name, Path, Shared};
use crate::content::names::slug;

/// A name that a lesson has.
#[derive(Debug, Clone, Copy)]
struct Claim {
    lesson: LessonIx,
    /// Its place among the lesson's names, the title being the first.
    name: u32,
    /// Whether its lesson was told that another one claims it, too.
    contested: bool,
}

impl Claim {
    fn what(self) -> &'static str {
        if self.name == 0 { "title" } else { "alias" }
    }
}

/// The lesson of every name, and the topics of the lessons that have one by now.
#[derive(Default)]
pub(super) struct Names {
    claims: Map<Box<str>, Claim>,
    topics: Vec<Option<TopicIx>>,
}

impl Names {
    /// Of the names of each lesson all but the one nearest to it: its title, else one that its title speaks of, else the
    /// first of its aliases.
    pub(super) fn all_but_nearest(&self, lessons: &[Shared<Lesson>], mut names: HashSet<String>) -> HashSet<String> {
        let distance = |name: &str, claim: &Claim| {
            let title = slug(&lessons[claim.lesson.0].title.text);
            let mut words = name.split('-');
            let in_title = words.all(|word| title.split('-').any(|of_title| of_title == word));
            (claim.name > 0, !in_title, claim.name)
        };
        let mut nearest: Map<LessonIx, _> = Map::default();
        for name in &names {
            if let Some(claim) = self.claims.get(name.as_str()) {
                let distance = distance(name, claim);
                let known = nearest.entry(claim.lesson).or_insert(distance);
                *known = distance.min(*known);
            }
        }
        names.retain(|name| {
            let claim = self.claims.get(name.as_str());
            claim.is_some_and(|claim| nearest.get(&claim.lesson) != Some(&distance(name, claim)))
        });
        names
    }
}

/// The steps of the packs before a lesson's own.
struct Others<'a> {
    seams: &'a [[usize; 2]],
    /// Of the normal form of each step's title the first agent that has it; empty where there is one pack.
    steps: Map<String, usize>,
}

impl<'a> Others<'a> {
    fn new(library: &Library, seams: &'a [[usize; 2]]) -> Self {
        let mut steps = Map::default();
        // Only where a lesson comes after the specs of another pack can it take anything from them.
        let last = seams.iter().map(|[agents, _]| *agents).max().unwrap_or(0);
        let has_lessons = |[agents, lessons]: &[usize; 2]| *agents > 0 && *lessons < library.lessons.len();
        if seams.iter().any(has_lessons) {
            for (ix, agent) in library.agents[..last].iter().enumerate() {
                for step in agent.paths.iter().flat_map(Path::steps) {
                    steps.entry(slug(&step.title)).or_insert(ix);
                }
            }
        }
        Self { seams, steps }
    }

    /// Whether a pack before that of this lesson has a step of this name.
    fn have(&self, lesson: usize, name: &Name) -> bool {
        let begins = self.seams.iter().rev().find(|[_, lessons]| lesson >= *lessons);
        let own = begins.map_or(0, |[agents, _]| *agents);
        own > 0 && self.steps.get(&slug(&name.text)).is_some_and(|agent| *agent < own)
    }
}

/// A lesson with more aliases has many.
const MANY_ALIASES: usize = 8;

impl Library {
    /// Gives every agent and every lesson an id of its own. Two lessons of one id are a mistake, and told so.
    pub(super) fn unique_ids(&mut self) {
        unique(&mut self.agents, |agent| &agent.id, |agent, id| agent.to_mut().id = id);
        let mut first: Map<(Option<&str>, &str), LessonIx> = Map::default();
        let mut found = Vec::new();
        for (ix, lesson) in self.lessons.iter().enumerate() {
            match first.entry((lesson.pack.as_deref(), &lesson.id)) {
                Entry::Vacant(vacant) => _ = vacant.insert(LessonIx(ix)),
                Entry::Occupied(holder) => {
                    let message = format!("{} has the id `{}` already", self.file_of(*holder.get(), ix), lesson.id);
                    found.push((ix, name_taken(lesson, &Name::from(String::new()), message)));
                }
            }
        }
        drop(first);
        if !found.is_empty() {
            self.tell(found);
            self.number_lessons();
        }
    }

    /// Numbers lessons of one id, each pack's by themselves.
    fn number_lessons(&mut self) {
        let packs: HashSet<Option<Arc<str>>> = self.lessons.iter().map(|lesson| lesson.pack.clone()).collect();
        for pack in packs {
            let of_pack = self.lessons.iter_mut().filter(|lesson| lesson.pack == pack);
            let mut of_pack: Vec<&mut Shared<Lesson>> = of_pack.collect();
            unique(&mut of_pack, |lesson| &lesson.id, |lesson, id| lesson.to_mut().id = id);
        }
    }

    /// Lets every lesson claim its title, then its aliases: of two lessons that want a name, one with that title has it, else
    /// the first. Both are told.
    ///
    /// Of the steps of the packs before its own a lesson takes one title at most: two things to learn there are never made one
    /// by a pack that comes later.
    pub(super) fn claim_names(&mut self, seams: &[[usize; 2]]) -> Names {
        let mut claims: Map<Box<str>, Claim> =
            Map::with_capacity_and_hasher(self.lessons.len(), RandomState::default());
        let mut found = Vec::new();
        let others = Others::new(self, seams);
        let mut took = HashSet::new();
        for titles in [true, false] {
            for (ix, lesson) in self.lessons.iter().enumerate() {
                let names = (0..).zip(lesson.names());
                for (at, name) in names.filter(|(at, _)| (*at == 0) == titles) {
                    if others.have(ix, name) && !took.insert(ix) {
                        let message = format!(
                            "`{}` is a topic of another pack, and so is another name of this lesson: they stay two",
                            name.text
                        );
                        found.push((ix, name_taken(lesson, name, message)));
                        continue;
                    }
                    let claim = Claim {
                        lesson: LessonIx(ix),
                        name: at,
                        contested: false,
                    };
                    match claims.entry(slug(&name.text).into_boxed_str()) {
                        Entry::Vacant(vacant) => _ = vacant.insert(claim),
                        Entry::Occupied(mut holder) if holder.get().lesson != claim.lesson => {
                            self.contest(holder.get_mut(), claim, &mut found);
                        }
                        Entry::Occupied(_) => {}
                    }
                }
            }
        }
        self.tell(found);
        Names {
            claims,
            topics: vec![None; self.lessons.len()],
        }
    }

    fn name_of(&self, claim: Claim) -> &Name {
        let lesson = self.lesson(claim.lesson);
        lesson.names().nth(claim.name as usize).unwrap_or(&lesson.title)
    }

    fn contest(&self, holder: &mut Claim, claim: Claim, found: &mut Vec<(usize, Diagnostic)>) {
        let (LessonIx(first), LessonIx(second)) = (holder.lesson, claim.lesson);
        let message = |own: Claim, other: Claim, verdict: &str| {
            format!(
                "the {} `{}` is the {} of {}, too; {verdict}",
                own.what(),
                self.name_of(own).text,
                other.what(),
                self.place_of(other, own.lesson.0)
            )
        };
        let told = message(claim, *holder, "that lesson keeps the name");
        found.push((second, name_taken(&self.lessons[second], self.name_of(claim), told)));
        if !holder.contested {
            holder.contested = true;
            let told = message(*holder, claim, "this lesson keeps the name");
            found.push((first, name_taken(&self.lessons[first], self.name_of(*holder), told)));
        }
    }

    fn place_of(&self, claim: Claim, seen_from: usize) -> String {
        let Name { line, column, .. } = *self.name_of(claim);
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
        let ix = names.claims.get(name)?.lesson;
        Some(self.lesson_topic(ix, names))
    }

    fn lesson_topic(&mut self, ix: LessonIx, names: &mut Names) -> TopicIx {
        if let Some(topic) = names.topics[ix.0] {
            return topic;
        }
        let topic = TopicIx::new(self.topics.len());
        let lesson = &self.lessons[ix.0];
        let id = lesson.topic_id().into_owned();
        self.by_id.insert(&id, topic);
        self.topics.push(Topic {
            id,
            title: lesson.title.text.clone(),
            lesson: Some(ix),
            ..Topic::default()
        });
        names.topics[ix.0] = Some(topic);
        topic
    }

    /// Makes topics of the lessons that no step meets, and puts all names where they are looked up.
    pub(super) fn join_lessons(&mut self, mut names: Names) {
        let unmet = names.topics.iter().filter(|topic| topic.is_none()).count();
        self.topics.reserve_exact(unmet);
        self.unplaced.reserve_exact(unmet);
        for ix in 0..self.lessons.len() {
            if names.topics[ix].is_none() {
                let topic = self.lesson_topic(LessonIx(ix), &mut names);
                self.unplaced.push(topic);
            }
        }
        let topics = names.topics;
        let of_lessons = names.claims.into_iter();
        self.by_name.reserve(of_lessons.len());
        for (name, claim) in of_lessons {
            if let Some(topic) = topics[claim.lesson.0] {
                let has_many = self.lessons[claim.lesson.0].aliases.len() > MANY_ALIASES;
                self.by_name.insert(&name, topic, has_many);
            }
        }
        self.topics.shrink_to_fit();
    }

    /// Tells lessons of requirements that lead nowhere.
    pub(super) fn check_requirements(&mut self) {
        let mut found = Vec::new();
        for (ix, lesson) in self.lessons.iter().enumerate() {
            for name in &lesson.requires {
                let topic = self.called_in(lesson, &name.text);
                let (message, hint) = match topic.map(|topic| self.topic(topic).lesson) {
                    Some(Some(other)) if other == LessonIx(ix) => (
                        "the lesson requires itself".to_owned(),
                        "take it out: nothing could be learned first",
                    ),
                    Some(_) => continue,
                    None => (
                        format!("the requirement `{}` leads to no topic", name.text),
                        "name a topic's id, as `waypost list topics` lists them",
                    ),
                };
                let told = Diagnostic {
                    severity: Severity::Warning,
                    code: "lesson-requires",
                    hint: hint.to_owned(),
                    ..name_taken(lesson, name, message)
                };
                found.push((ix, told));
            }
        }
        self.tell(found);
    }

    fn tell(&mut self, found: Vec<(usize, Diagnostic)>) {
        for (lesson, diagnostic) in found {
            let diagnostics = &mut self.lessons[lesson].to_mut().diagnostics;
            let place = |known: &Diagnostic| (known.line, known.column);
            let at = diagnostics.partition_point(|known| place(known) <= place(&diagnostic));
            diagnostics.insert(at, diagnostic.brief());
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
fn unique<T>(all: &mut [T], id_of: impl Fn(&T) -> &str, set: impl Fn(&mut T, String)) {
    let distinct: HashSet<&str, RandomState> = all.iter().map(&id_of).collect();
    if distinct.len() == all.len() {
        return;
    }
    let reserved: HashSet<String> = all.iter().map(|one| id_of(one).to_owned()).collect();
    let mut taken = HashSet::new();
    // By the id they share: counting from 2 for every one would take the square of their number.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for one in all {
        let own = id_of(one).to_owned();
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
        set(one, id);
    }
}
