//! Testing out: a few questions from all over a group, path, level, role or stage, on the tab of reviews.
//!
//! What is known already need not be learned: who passes is done with it, by one event that one undo takes back. Nothing is
//! recorded before that, so a test can be left at any moment.

use super::command::Tab;
use super::page::{Block, Page};
use super::progress::Part;
use super::review::Shade;
use super::rows::Row;
use super::state::State;
use crate::content::library::{LevelRef, Library, RoleRef, TopicIx, WalkRef};
use crate::learn::cards::{CardIx, Face, FaceAnswer};
use crate::learn::standing::Statuses;
use crate::learn::test_out::{self, Outcome, Test, told};

/// A choice among more has no keys; it is judged like a card to recall.
const KEYS: usize = 9;
/// So many topics are listed at the end.
const LISTED: usize = 20;

/// What the learner may be tested in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// What it is called.
    pub title: String,
    /// "path", "group", "level" …
    pub kind: &'static str,
    /// Its topics, each once.
    pub topics: Vec<TopicIx>,
}

impl Scope {
    /// How many of its topics are neither done nor skipped, which is what a test is about.
    pub fn open(&self, statuses: &Statuses) -> usize {
        test_out::open(statuses, self.topics.iter().copied()).len()
    }
}

/// A test, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestOut {
    /// What is tested.
    pub title: String,
    pub(super) test: Test,
    /// How far it is.
    pub stage: Stage,
}

/// How far a test is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// It is said what is to come.
    Before,
    /// One of so many choices is to be chosen.
    Choosing(usize),
    /// The answer is to be thought of.
    Recalling,
    /// It is in sight, and the learner says whether it was known.
    Grading,
    /// It is said what is right; with the choice that was made, counted from 0, where one was.
    Answered(CardIx, Option<usize>),
    /// It is said what it came to.
    Over(Outcome),
}

impl State {
    /// The test in sight.
    pub fn test(&self) -> Option<&TestOut> {
        self.test.as_ref().filter(|_| self.tab == Tab::Review)
    }

    /// Whether a question of a test is in sight and has the keys.
    pub fn is_testing(&self) -> bool {
        let phase = self.test().map(|test| &test.stage);
        self.overlay.is_none() && phase.is_some_and(|phase| !matches!(phase, Stage::Before | Stage::Over(_)))
    }

    /// Begins a test, which first says what is to come; `None` where nothing can be asked, and why.
    pub(super) fn set_test(&mut self, scope: &Scope) -> Result<(), String> {
        let desk = self.take_desk();
        let topics = scope.topics.iter().copied();
        let seed = self.now.as_millisecond().unsigned_abs();
        let test = Test::new(&self.library, &desk.deck, &self.statuses, topics, seed);
        self.review.desk = Some(desk);
        let title = &scope.title;
        if test.is_empty() {
            return Err(match test.unasked().len() {
                0 => format!("{title}: everything is done or skipped, so there is nothing to test"),
                1 => format!("{title}: its topic has no question, so there is nothing to test"),
                count => format!("{title}: none of its {count} topics has a question, so there is nothing to test"),
            });
        }
        self.test = Some(TestOut {
            title: title.clone(),
            test,
            stage: Stage::Before,
        });
        Ok(())
    }

    /// What the question asked now waits for; what it came to, where none is left.
    pub(super) fn next_stage(&mut self) {
        let Some(mut test) = self.test.take() else { return };
        let desk = self.take_desk();
        test.stage = match test.test.card() {
            None => Stage::Over(test.test.outcome(&desk.deck)),
            Some(card) => match test.test.face(&self.library, &desk.deck, card).answer {
                FaceAnswer::Choice { choices, .. } if choices.len() <= KEYS => Stage::Choosing(choices.len()),
                FaceAnswer::Choice { .. } | FaceAnswer::Recall(_) => Stage::Recalling,
            },
        };
        self.review.desk = Some(desk);
        self.test = Some(test);
    }

    /// The place of the right choice of the question asked now, where it has choices.
    pub(super) fn right_choice(&self) -> Option<usize> {
        let (test, desk) = (self.test.as_ref()?, self.review.desk.as_ref()?);
        let card = test.test.card()?;
        match test.test.face(&self.library, &desk.deck, card).answer {
            FaceAnswer::Choice { right, .. } => Some(right),
            FaceAnswer::Recall(_) => None,
        }
    }
}

/// What one may be tested in where this row is selected, the nearest first; without what has nothing open.
pub(super) fn scopes(state: &State, row: &Row) -> Vec<Scope> {
    let library = &*state.library;
    let mut scopes = Vec::new();
    let mut add = |row: &Row, kind| {
        scopes.push(Scope {
            title: row.set_title(library).to_owned(),
            kind,
            topics: row.topics(library),
        });
    };
    match row {
        Row::Path(at) => {
            add(row, "path");
            titled_groups(library, (*at).into(), &mut scopes);
        }
        Row::Group(at, _) => {
            add(row, "group");
            add(&Row::Path(*at), "path");
        }
        Row::Role(at) => {
            add(row, "role");
            stages(library, *at, &mut scopes);
        }
        Row::Stack(_) => add(row, "stack"),
        Row::ToolGroup(at, _) => {
            add(row, "group");
            add(&Row::Stack(*at), "stack");
        }
        Row::Roadmap(ix) => {
            add(row, "roadmap");
            titled_groups(library, WalkRef::Roadmap(*ix), &mut scopes);
        }
        Row::Part(Part::Levels) => {
            let agents = library.agent_ixs();
            let levels = agents.flat_map(|agent| library.levels_of(agent));
            scopes.extend(levels.map(|at| level(library, at)));
        }
        Row::Lessons => add(row, "lessons"),
        Row::Agent(ix) => {
            library.paths_of(*ix).for_each(|at| add(&Row::Path(at), "path"));
            scopes.extend(library.levels_of(*ix).map(|at| level(library, at)));
        }
        _ => {
            let topic = row.topic(library);
            if let Some(topic) = topic {
                add(&Row::Topic(topic), "topic");
            }
            let first = topic.and_then(|topic| library.topic(topic).steps.first().copied());
            let step = match row {
                Row::Step(at) => Some(*at),
                _ => first,
            };
            if let Some(at) = step {
                if let (WalkRef::Path(path), Some(_)) = (at.walk, &library.group(at).title) {
                    add(&Row::Group(path, at.group), "group");
                }
                match at.walk {
                    WalkRef::Path(path) => add(&Row::Path(path), "path"),
                    WalkRef::Roadmap(ix) => add(&Row::Roadmap(ix), "roadmap"),
                }
            }
        }
    }
    scopes.retain(|scope| !scope.topics.is_empty());
    // Where all is done, the first says so.
    if scopes.iter().all(|scope| scope.open(&state.statuses) == 0) {
        scopes.truncate(1);
    } else {
        scopes.retain(|scope| scope.open(&state.statuses) > 0);
    }
    scopes
}

/// A level of a career progression.
fn level(library: &Library, at: LevelRef) -> Scope {
    Scope {
        title: library.level(at).name.clone(),
        kind: "level",
        topics: library.level_topics(at).to_vec(),
    }
}

/// The groups of a path or roadmap that have a title.
fn titled_groups(library: &Library, walk: WalkRef, scopes: &mut Vec<Scope>) {
    for (group, content) in library.groups_of(walk).iter().enumerate() {
        let Some(title) = &content.title else { continue };
        let steps = library.steps_of(walk).filter(|step| step.group == group);
        scopes.push(Scope {
            title: title.clone(),
            kind: "group",
            topics: once(steps.map(|step| library.topic_of(step))),
        });
    }
}

/// The stages of a role's track.
fn stages(library: &Library, role: RoleRef, scopes: &mut Vec<Scope>) {
    let stages = library.track_of(role).map_or(&[][..], |track| &track.stages);
    scopes.extend(stages.iter().map(|stage| Scope {
        title: stage.title.clone(),
        kind: "stage",
        topics: once(stage.topics.iter().filter_map(|name| library.topic_called(&name.text))),
    }));
}

fn once(topics: impl Iterator<Item = TopicIx>) -> Vec<TopicIx> {
    let mut topics: Vec<TopicIx> = topics.collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// What the tab shows of a test.
pub(super) fn page(state: &State, test: &TestOut) -> Page {
    let mut page = Page::default();
    match &test.stage {
        Stage::Before => before(test, &mut page),
        Stage::Over(outcome) => over(state, test, outcome, &mut page),
        _ => question(state, test, &mut page),
    }
    page
}

fn before(test: &TestOut, page: &mut Page) {
    let (topics, unasked) = (test.test.topics().len(), test.test.unasked().len());
    let (questions, needed) = (test.test.len(), test.test.needed());
    page.blocks.push(Block::Title(format!("Test out of {}", test.title)));
    page.blocks.push(Block::Place(told(topics, unasked)));
    let questions = match questions {
        1 => "One question is asked; a right answer passes.".to_owned(),
        _ => format!("{questions} questions are asked; {needed} right answers pass."),
    };
    page.text(&questions);
    page.text(
        "Pass, and the topics you answered for are done, while those you missed are in progress and come up in reviews \
         soon; one undo takes all of it back. Fail, and nothing is marked.",
    );
    page.text("Enter begins; Esc leaves at any time, and nothing is marked.");
}

/// "3 of 10 · 2 right, 8 needed", and whether that is still to be had.
fn figure(test: &TestOut) -> String {
    let TestOut { test, stage: phase, .. } = test;
    let asked = test.asked() + usize::from(!matches!(phase, Stage::Answered(..)));
    let end = if test.can_be_passed() {
        ""
    } else {
        "; it can't be passed any more"
    };
    let (all, right, needed) = (test.len(), test.right(), test.needed());
    format!("{asked} of {all} · {right} right, {needed} needed{end}")
}

fn question(state: &State, test: &TestOut, page: &mut Page) {
    let answered = match test.stage {
        Stage::Answered(card, _) => Some(card),
        _ => None,
    };
    let Some((card, desk)) = answered.or(test.test.card()).zip(state.review.desk.as_ref()) else {
        return;
    };
    page.blocks.push(Block::Place(figure(test)));
    let Face { ask, answer, why } = test.test.face(&state.library, &desk.deck, card);
    page.markdown(&ask);
    match (&answer, &test.stage) {
        (FaceAnswer::Choice { choices, right }, phase) => {
            let shade = match phase {
                Stage::Answered(_, chosen) => Shade::Told(*chosen),
                Stage::Grading => Shade::Told(None),
                _ => Shade::Asked,
            };
            page.choices(choices, *right, shade);
        }
        (FaceAnswer::Recall(words), Stage::Grading | Stage::Answered(..)) => {
            page.heading("Answer");
            page.markdown(words);
        }
        (FaceAnswer::Recall(_), _) => {}
    }
    match test.stage {
        Stage::Choosing(_) => page.answer(0, "I don't know", "", None),
        Stage::Recalling => page.text("Answer it to yourself; Space shows the answer, 0 says that you don't know it."),
        Stage::Grading => {
            page.heading("Did you know it?");
            page.answer(1, "No", "or only in part", None);
            page.answer(2, "Yes", "", None);
        }
        Stage::Answered(..) => {
            if !why.is_empty() {
                page.heading("Why");
                page.markdown(why);
            }
            let title = &state.library.topic(desk.deck.topic(card)).title;
            page.text(&format!("It was asked on {title}. Space goes on."));
        }
        Stage::Before | Stage::Over(_) => {}
    }
}

fn over(state: &State, test: &TestOut, outcome: &Outcome, page: &mut Page) {
    let Outcome {
        asked, right, needed, ..
    } = outcome;
    let passed = if outcome.is_passed() { "Passed" } else { "Not passed" };
    page.blocks.push(Block::Title(format!("{passed}: {}", test.title)));
    page.blocks
        .push(Block::Place(format!("{right} of {asked} right, {needed} needed")));
    let mut list = |heading: &str, topics: &[TopicIx]| {
        if topics.is_empty() {
            return;
        }
        page.heading(heading);
        for &topic in topics.iter().take(LISTED) {
            page.topic_item(state, topic);
        }
        if topics.len() > LISTED {
            page.text(&format!("… and {} more.", topics.len() - LISTED));
        }
    };
    if outcome.is_passed() {
        list("Done now", &outcome.known);
        list("Missed, and in progress now", &outcome.missed);
    } else {
        list("Missed", &outcome.missed);
    }
    list("Without a question, as they were", test.test.unasked());
    page.text(if outcome.is_passed() {
        "u takes all of it back. Enter goes back to where you were."
    } else {
        "Nothing was marked. Enter goes back to where you were."
    });
}
