//! Placement: a sweep over topics, of each of which one key says how well it is known.
//!
//! Nothing is recorded on the way: what was said is one event when the sweep is left, so that one undo takes all of it back.

use super::command::Command;
use super::page::{Block, Page, capital, place};
use super::state::{Browse, State};
use crate::content::library::{Library, TopicIx};
use crate::content::model::Stage;
use crate::learn::aim::{Aim, Way};
use crate::learn::cards::{CardIx, Deck, FaceAnswer};
use crate::learn::plan::duration;
use crate::progress::event::{Action, Status};

/// So many topics are judged in a minute.
const A_MINUTE: usize = 50;

/// How well a topic is known, in the learner's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// Well enough not to learn it.
    Known,
    /// Not quite.
    Shaky,
    /// Not at all.
    New,
}

impl Said {
    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Shaky => "shaky",
            Self::New => "new",
        }
    }
}

/// How many topics were said to be what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Known.
    pub known: usize,
    /// Shaky.
    pub shaky: usize,
    /// New.
    pub new: usize,
    /// Of which nothing was said.
    pub unsaid: usize,
}

/// A question about the topic in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// One of so many choices is to be chosen.
    Choosing(CardIx, usize),
    /// The answer is to be thought of.
    Recalling(CardIx),
    /// It was answered: by this choice, counted from 0, or to oneself.
    Answered(CardIx, Option<usize>),
}

impl Asked {
    fn card(self) -> CardIx {
        match self {
            Self::Choosing(card, _) | Self::Recalling(card) | Self::Answered(card, _) => card,
        }
    }
}

/// A sweep under way, or what it came to.
#[derive(Debug, Clone)]
pub struct Placement {
    /// What is swept.
    pub(super) title: String,
    /// Where that is something one can head for.
    pub(super) aim: Option<Aim>,
    pub(super) topics: Vec<TopicIx>,
    /// Of each topic, as far as anything was.
    pub(super) said: Vec<Option<Said>>,
    pub(super) at: usize,
    pub(super) asked: Option<Asked>,
    /// All was said that is to be said, and it is recorded.
    pub(super) is_over: bool,
    /// Where one was before.
    pub(super) before: Browse,
}

impl Placement {
    /// What is swept.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The place of the topic in sight, counted from 1, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        ((self.at + 1).min(self.topics.len()), self.topics.len())
    }

    /// The topics in order, with what was said of each.
    pub fn topics(&self) -> impl Iterator<Item = (TopicIx, Option<Said>)> {
        self.topics.iter().copied().zip(self.said.iter().copied())
    }

    /// What was said so far.
    pub fn tally(&self) -> Tally {
        let count = |said| self.said.iter().filter(|&&other| other == said).count();
        Tally {
            known: count(Some(Said::Known)),
            shaky: count(Some(Said::Shaky)),
            new: count(Some(Said::New)),
            unsaid: count(None),
        }
    }

    /// Whether it was left, and shows what it came to.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// The topic in sight.
    pub fn topic(&self) -> Option<TopicIx> {
        self.topics.get(self.at).copied().filter(|_| !self.is_over)
    }

    /// What is to be recorded: nothing where nothing was said but "new". What was marked meanwhile, elsewhere, stays.
    pub(super) fn action(&self, state: &State) -> Option<Action> {
        let ids = |wanted| -> Vec<String> {
            let said = self.topics.iter().zip(&self.said);
            said.filter(|(topic, said)| **said == Some(wanted) && state.statuses.of(**topic) == Status::Todo)
                .map(|(topic, _)| state.library.lasting_id(*topic).to_owned())
                .collect()
        };
        let (known, shaky) = (ids(Said::Known), ids(Said::Shaky));
        (!known.is_empty() || !shaky.is_empty()).then_some(Action::Place { known, shaky })
    }

    /// The same sweep in another library: over what of its topics is still there.
    pub(super) fn moved(mut self, before: &Library, library: &Library) -> Self {
        let now = |topic: TopicIx| {
            let mut ids = before.ids_of(topic);
            ids.find_map(|id| library.topic_by_id(id))
        };
        let passed = self.topics[..self.at]
            .iter()
            .filter(|&&topic| now(topic).is_some())
            .count();
        let kept = self.topics.iter().zip(&self.said);
        let kept = kept.filter_map(|(&topic, &said)| Some((now(topic)?, said)));
        (self.topics, self.said) = kept.unzip();
        self.aim = self.aim.and_then(|aim| Aim::find(library, &aim.key(before)));
        self.at = passed;
        self.asked = None;
        self
    }
}

/// The topics that can be swept on the way to something, each before what builds on it: those nothing is known of.
pub(super) fn topics_of(state: &State, aim: Aim) -> Vec<TopicIx> {
    let way = Way::new(&state.library, &state.statuses, aim.topics(&state.library));
    let topics = way.topics().iter().copied();
    topics
        .filter(|&topic| state.statuses.of(topic) == Status::Todo)
        .collect()
}

/// "3 minutes": about how long it takes to judge so many topics.
pub(super) fn takes(topics: usize) -> String {
    let minutes = topics.div_ceil(A_MINUTE).max(1);
    duration(u64::try_from(minutes).unwrap_or(u64::MAX))
}

/// The question to ask about a topic: one the program can judge, else one with an answer to compare with.
pub(super) fn question(library: &Library, deck: &Deck, topic: TopicIx) -> Option<CardIx> {
    let cards = || deck.of_topic(topic).filter(|&card| !deck.is_recall(card));
    cards()
        .find(|&card| deck.is_choice(library, card))
        .or_else(|| cards().next())
}

impl State {
    /// The sweep under way, or what it came to.
    pub fn placement(&self) -> Option<&Placement> {
        self.placement.as_ref()
    }

    /// Whether a topic is to be judged: its keys mean something else then.
    pub fn is_placing(&self) -> bool {
        self.overlay.is_none() && self.placement.as_ref().is_some_and(|placement| !placement.is_over)
    }

    /// The question asked in a sweep, until it is answered.
    pub fn placing_asks(&self) -> Option<Asked> {
        let asked = self.placement.as_ref().filter(|_| self.is_placing())?.asked?;
        (!matches!(asked, Asked::Answered(..))).then_some(asked)
    }

    /// Whether a question can be asked about the topic in sight.
    pub fn can_ask(&self) -> bool {
        let topic = self.placement.as_ref().and_then(Placement::topic);
        let desk = self.review.desk.as_ref();
        let card = topic
            .zip(desk)
            .and_then(|(topic, desk)| question(&self.library, &desk.deck, topic));
        let asked = self.placement.as_ref().and_then(|placement| placement.asked);
        card.is_some() && asked.is_none()
    }
}

/// What the screen of a sweep shows.
pub(super) fn page(state: &State, placement: &Placement) -> Page {
    match placement.topic() {
        Some(topic) => judged(state, placement, topic),
        None => summary(state, placement),
    }
}

/// A topic to be judged: what it is and where it is met, and a question if one was wanted.
fn judged(state: &State, placement: &Placement, topic: TopicIx) -> Page {
    let library = &*state.library;
    let content = library.topic(topic);
    let mut page = Page::default();
    page.blocks.push(Block::Title(content.title.clone()));
    if let Some(stage) = placement.aim.and_then(|aim| stage_of(library, aim, topic)) {
        page.blocks.push(Block::Place(format!("{} › {stage}", placement.title)));
    }
    let steps = content.steps.iter().take(2);
    for &at in steps {
        let group = library.group(at).title.as_deref();
        page.blocks.push(Block::Place(place(state, at.walk, group)));
    }
    if let (Some(asked), Some(desk)) = (placement.asked, state.review.desk.as_ref()) {
        question_page(state, &desk.deck, asked, &mut page);
        return page;
    }
    let lesson = library.lesson_of(topic);
    if let Some(lesson) = lesson {
        page.text(&lesson.summary);
        let facts = lesson.facts();
        if !facts.is_empty() {
            page.blocks.push(Block::Place(facts));
        }
    }
    for &at in &content.steps {
        let step = library.step(at);
        let own = if step.title == content.title { "" } else { &step.title };
        let parts = [own, &step.detail].into_iter().filter(|part| !part.is_empty());
        page.text(&parts.collect::<Vec<_>>().join(" · "));
    }
    let mentions = library.topic_mentions(topic);
    let said = |name: &&str| content.steps.iter().any(|&at| library.step(at).detail.contains(*name));
    let more: Vec<&str> = mentions.into_iter().filter(|name| !said(name)).collect();
    page.text(&more.join(" · "));
    let requires = lesson.map(|lesson| library.requirements(lesson)).unwrap_or_default();
    if !requires.is_empty() {
        let names = requires
            .iter()
            .map(|(name, topic)| topic.map_or(*name, |topic| &library.topic(topic).title));
        page.text(&format!("Builds on {}.", names.collect::<Vec<_>>().join(", ")));
    }
    if let Some(said) = placement.said[placement.at] {
        page.text(&format!("You said: {}.", said.name()));
    }
    page
}

fn question_page(state: &State, deck: &Deck, asked: Asked, page: &mut Page) {
    let card = asked.card();
    let face = deck.face(&state.library, card, 0);
    page.markdown(&face.ask);
    match (&face.answer, asked) {
        (FaceAnswer::Choice { choices, right }, asked) => {
            for ((place, text), key) in choices.iter().enumerate().zip(1_u8..) {
                let (is_right, note) = match asked {
                    Asked::Answered(_, chosen) if place == *right && chosen == Some(place) => {
                        (Some(true), "your answer, right")
                    }
                    Asked::Answered(..) if place == *right => (Some(true), "the right one"),
                    Asked::Answered(_, chosen) if chosen == Some(place) => (Some(false), "your answer, wrong"),
                    _ => (None, ""),
                };
                page.answer(key, text, note, is_right);
            }
        }
        (FaceAnswer::Recall(answer), Asked::Answered(..)) => {
            page.heading("Answer");
            page.markdown(answer);
        }
        (FaceAnswer::Recall(_), _) => page.text(&format!(
            "Answer it to yourself; {} shows the answer.",
            state.key(Command::Reveal)
        )),
    }
    if matches!(asked, Asked::Answered(..)) && !face.why.is_empty() {
        page.heading("Why");
        page.markdown(face.why);
    }
}

/// What a sweep came to.
fn summary(state: &State, placement: &Placement) -> Page {
    let Tally {
        known,
        shaky,
        new,
        unsaid,
    } = placement.tally();
    let mut page = Page::default();
    page.blocks.push(Block::Title(placement.title.clone()));
    let goal = state.progress.goal().map(|(goal, _)| goal.clone()).unwrap_or_default();
    let today = state.calendar.day(state.now);
    let plan = state
        .pace()
        .plan(&state.library, &state.statuses, &placement.topics, &goal, today);
    let left = match plan.minutes {
        0 => "nothing left".to_owned(),
        minutes => format!("about {} left", duration(minutes)),
    };
    page.text(&format!("{known} known, {shaky} shaky, {new} new: {left}"));
    let mut line = |count: usize, what: &str, then: &str| {
        if count > 0 {
            page.item(&format!("{count} {what}"), then, None, None);
        }
    };
    line(known, "known", "done; asked again in a month or two");
    line(shaky, "shaky", "in progress; asked about in a few days");
    line(new, "new", "to be learned");
    let later = format!(
        "to be learned; `{}` takes them up another time",
        state.key(Command::Sweep)
    );
    line(unsaid, "not judged", &later);
    if plan.finish.is_some() && placement.aim.is_some() && placement.aim == state.aim() {
        page.text(&format!("{}.", capital(&plan.words(today))));
    }
    let [enter, undo] = [Command::Enter, Command::Undo].map(|command| state.key(command));
    page.text(&format!(
        "{enter} shows what is next. `{undo}` takes all of it back at once."
    ));
    page
}

/// The stage of a role's track that a topic stands in.
fn stage_of(library: &Library, aim: Aim, topic: TopicIx) -> Option<&str> {
    let Aim::Role(at) = aim else { return None };
    let has = |stage: &&Stage| {
        let mut topics = stage.topics.iter().map(|name| library.topic_called(&name.text));
        topics.any(|other| other == Some(topic))
    };
    let stage = library.track_of(at)?.stages.iter().find(has)?;
    (!stage.title.is_empty()).then_some(stage.title.as_str())
}
