//! Review: what is due, a session of questions, and what it came to.
//!
//! Cards and memory are made when the tab is first shown; where they are many, at the first pause. Every answer is an event like any mark, so there is nothing here
//! that has to be saved.

use jiff::Timestamp;

use super::command::{Command, Tab};
use super::page::{Block, Page};
use super::state::State;
use crate::content::library::{Library, TopicIx};
use crate::learn::cards::{CardIx, Face, FaceAnswer};
use crate::learn::day::Day;
use crate::learn::mastery::{Recall, Recalled};
use crate::learn::next::review_minutes;
use crate::learn::review::{Queue, Session, Summary, is_asked};
use crate::learn::statistics::Share;
use crate::learn::study::Study;
use crate::progress::event::{Event, Grade};

/// A choice among more has no keys; it is graded like a recall card.
const KEYS: usize = 9;

/// What the tab knows.
#[derive(Debug, Default)]
pub struct Review {
    /// The cards of the library, and what is remembered of them.
    pub(super) desk: Option<Study>,
    outlook: Option<Outlook>,
    pub(super) sitting: Option<Sitting>,
}

/// What there is to do, as of a day.
#[derive(Debug)]
struct Outlook {
    day: Day,
    today: Queue,
    /// What is asked tomorrow, when today's cards are answered.
    tomorrow: Share,
    /// Whether anything is asked of any topic.
    has_topics: bool,
    /// Minutes that today's cards take.
    minutes: u64,
    /// Done topics that were forgotten, the most forgotten first, with what is left of each.
    rusty: Vec<(TopicIx, Recall)>,
}

/// A session under way.
#[derive(Debug)]
pub(super) struct Sitting {
    pub(super) session: Session,
    pub(super) phase: Phase,
    pub(super) shown: Option<Shown>,
}

/// How far a session is with its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// One of so many choices is to be chosen.
    Choosing(usize),
    /// A recall card's answer is to be thought of.
    Recalling,
    /// Its answer is in sight, and is to be graded.
    Grading,
    /// This choice was made, counted from 0, or none for want of knowing, and it is said what is right and why.
    Chosen(Option<usize>),
    /// It was left, or nothing is left: it is said what it came to.
    Over,
}

/// What is shown of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    /// Nothing yet.
    Asked,
    /// Which is right, and which was chosen.
    Told(Option<usize>),
}

/// The question in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) card: CardIx,
    /// How often it had been answered: its choices stay where they are until the next question.
    answers: u32,
    /// When it came in sight.
    pub(super) since: Timestamp,
}

/// In how many days each grade would ask a card again.
pub(super) fn intervals(state: &State, desk: &Study, card: CardIx) -> [i32; 4] {
    let today = state.calendar.day(state.now);
    let basis = desk.basis(&state.library, &state.progress, &state.calendar);
    desk.memory.next(basis, card, today).map(|next| next.days)
}

/// What a question looks like.
pub(super) fn face<'a>(state: &'a State, desk: &Study, shown: Shown) -> Face<'a> {
    desk.deck.face(&state.library, shown.card, shown.answers)
}

impl State {
    /// How far the session is; `None` without one, or on another tab.
    pub fn phase(&self) -> Option<Phase> {
        let is_shown = self.tab == Tab::Review && self.placement.is_none();
        let sitting = self.review.sitting.as_ref().filter(|_| is_shown);
        sitting.map(|sitting| sitting.phase)
    }

    /// Whether there is a question in sight that has the keys.
    pub fn is_reviewing(&self) -> bool {
        self.overlay.is_none() && self.phase().is_some_and(|phase| phase != Phase::Over)
    }

    /// Whether there is any card to ask today.
    pub fn is_anything_due(&self) -> bool {
        let outlook = self.review.outlook.as_ref();
        outlook.is_some_and(|outlook| !outlook.today.cards.is_empty())
    }

    /// The topic of the question in sight.
    pub(super) fn asked_topic(&self) -> Option<TopicIx> {
        let (desk, sitting) = (self.review.desk.as_ref()?, self.review.sitting.as_ref()?);
        Some(desk.deck.topic(sitting.shown?.card))
    }

    /// In how many days each grade would ask the question in sight again.
    pub(super) fn intervals(&self) -> Option<[i32; 4]> {
        let (desk, sitting) = (self.review.desk.as_ref()?, self.review.sitting.as_ref()?);
        Some(intervals(self, desk, sitting.shown?.card))
    }

    /// The questions asked today and the minutes they take; `None` before anybody has looked.
    pub(super) fn due_today(&self) -> Option<(usize, u64)> {
        let outlook = self.review.outlook.as_ref()?;
        Some((outlook.today.cards.len(), outlook.minutes))
    }

    /// The done topics that were forgotten, the most forgotten first, with what is left of each.
    pub(super) fn rusty_today(&self) -> &[(TopicIx, Recall)] {
        self.review.outlook.as_ref().map_or(&[], |outlook| &outlook.rusty)
    }

    /// Takes an event that has just been added to the progress into what is remembered.
    pub(super) fn remember(&mut self, event: &Event) {
        self.forget_pace(event);
        self.review.outlook = None;
        self.record.clear();
        if let Some(desk) = &mut self.review.desk {
            desk.update(&self.library, &self.progress, &self.calendar, event);
        }
        self.recall_anew(event);
    }

    /// Whether what there is to do is shown, and yet to be worked out.
    pub(super) fn wants_outlook(&self) -> bool {
        !self.is_outlook_of_today() && !self.is_reviewing()
    }

    /// Works out what there is to do, while that is shown: the cards at the first time, then what has changed.
    pub(super) fn look_at_reviews(&mut self, can_wait: bool) {
        if !self.wants_outlook() || can_wait && self.review.desk.is_none() {
            return;
        }
        self.make_desk();
        self.renew_outlook();
    }

    /// Makes the cards, unless they are there.
    pub(super) fn make_desk(&mut self) {
        if self.review.desk.is_none() {
            self.review.desk = Some(self.new_desk());
        }
    }

    /// Whether what there is to do is known as of today.
    pub(super) fn is_outlook_of_today(&self) -> bool {
        let day = self.calendar.day(self.now);
        self.review.outlook.as_ref().is_some_and(|outlook| outlook.day == day)
    }

    /// Finds out what there is to do, where there are cards and that is not known.
    pub(super) fn renew_outlook(&mut self) {
        if self.is_outlook_of_today() {
            return;
        }
        let day = self.calendar.day(self.now);
        let Some(desk) = self.review.desk.take() else { return };
        let (library, statuses) = (&*self.library, &self.statuses);
        let today = desk.queue(library, statuses, &self.settings, day);
        let forecast = desk.forecast(statuses, &self.settings, &today, day, 2);
        self.review.outlook = Some(Outlook {
            day,
            minutes: review_minutes(self.pace().diary(), today.cards.len()),
            rusty: Recalled::new(library, &desk, day).rusty(statuses),
            today,
            tomorrow: forecast.last().copied().unwrap_or_default(),
            has_topics: library.topic_ixs().any(|topic| is_asked(statuses, topic)),
        });
        self.review.desk = Some(desk);
    }

    /// The cards and what is remembered of them, made if nobody has yet; to be put back.
    pub(super) fn take_desk(&mut self) -> Study {
        self.review.desk.take().unwrap_or_else(|| self.new_desk())
    }

    fn new_desk(&self) -> Study {
        Study::new(&self.library, &self.progress, &self.calendar, &self.settings)
    }

    /// Goes on with the cards of another library than the one before.
    pub(super) fn move_review(&mut self, before: &Library) {
        self.review.outlook = None;
        self.forget_recalled();
        let Some(old) = self.review.desk.take() else { return };
        let Some(mut sitting) = self.review.sitting.take() else {
            return;
        };
        let desk = self.new_desk();
        let card = |card| desk.deck.card_by_id(&self.library, &old.deck.id(before, card));
        sitting.session = sitting.session.moved(card);
        let kept = sitting.shown.and_then(|shown| {
            let card = card(shown.card)?;
            let (old, new) = (
                old.deck.face(before, shown.card, shown.answers),
                Shown { card, ..shown },
            );
            (old == face(self, &desk, new)).then_some(new)
        });
        self.review.desk = Some(desk);
        let is_kept = kept.is_some() && sitting.phase != Phase::Over;
        sitting.shown = kept;
        let is_over = sitting.phase == Phase::Over;
        self.review.sitting = Some(sitting);
        if !is_kept && !is_over {
            self.ask_next();
        }
    }

    /// Begins a session of what there is to ask today, if there is anything.
    pub(super) fn begin_review(&mut self) {
        self.review.outlook = None;
        self.review.sitting = None;
        self.look_at_reviews(false);
        let cards = self.review.outlook.as_ref().map(|outlook| outlook.today.cards.clone());
        let cards = cards.unwrap_or_default();
        if cards.is_empty() {
            return;
        }
        self.review.sitting = Some(Sitting {
            session: Session::new(cards),
            phase: Phase::Over,
            shown: None,
        });
        self.ask_next();
    }

    /// Brings the session's next question in sight, or what the session came to.
    pub(super) fn ask_next(&mut self) {
        let Some(desk) = self.review.desk.take() else { return };
        let card = self.review.sitting.as_ref().and_then(|sitting| sitting.session.card());
        let shown = card.map(|card| Shown {
            card,
            answers: desk.memory.answers(card),
            since: self.now,
        });
        let phase = shown.map_or(Phase::Over, |shown| match face(self, &desk, shown).answer {
            FaceAnswer::Choice { choices, .. } if choices.len() <= KEYS => Phase::Choosing(choices.len()),
            FaceAnswer::Choice { .. } | FaceAnswer::Recall(_) => Phase::Recalling,
        });
        self.review.desk = Some(desk);
        self.enter_phase(phase);
        if let Some(sitting) = &mut self.review.sitting {
            sitting.shown = shown;
        }
        // Its cards are gone with their pack, and there is nothing to tell.
        let is_empty = |sitting: &Sitting| sitting.session.answered() == 0;
        if phase == Phase::Over && self.review.sitting.as_ref().is_some_and(is_empty) {
            self.review.sitting = None;
        }
        self.browse[Tab::Review.index()].page = super::state::PageCursor::default();
    }

    pub(super) fn enter_phase(&mut self, phase: Phase) {
        if let Some(sitting) = &mut self.review.sitting {
            sitting.phase = phase;
        }
    }
}

/// The time until a card is asked again: "today", "12 days", "3 months".
pub fn interval(days: i32) -> String {
    let (count, unit) = match days {
        ..=0 => return "today".to_owned(),
        1..60 => (days, "day"),
        60..730 => ((days + 15) / 30, "month"),
        _ => ((days + 182) / 365, "year"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// "again today", "again in 12 days".
pub(super) fn again(days: i32) -> String {
    match days {
        ..=0 => "again today".to_owned(),
        1 => "again tomorrow".to_owned(),
        days => format!("again in {}", interval(days)),
    }
}

/// What a grade is called.
pub(super) fn grade_title(grade: Grade) -> &'static str {
    match grade {
        Grade::Again => "Again",
        Grade::Hard => "Hard",
        Grade::Good => "Good",
        Grade::Easy => "Easy",
    }
}

/// What the tab shows.
pub(super) fn page(state: &State) -> Page {
    let mut page = Page::default();
    let review = &state.review;
    match (&review.desk, &review.sitting) {
        (Some(desk), Some(sitting)) if sitting.phase != Phase::Over => question(state, desk, sitting, &mut page),
        (_, Some(sitting)) => {
            summary(&sitting.session.summary(), &mut page);
            let saved = if state.unsaved().is_empty() {
                "Every answer is saved. "
            } else {
                ""
            };
            page.text(&format!(
                "{saved}{} shows what is still due.",
                state.key(Command::Enter)
            ));
        }
        _ => {}
    }
    let is_asking = review
        .sitting
        .as_ref()
        .is_some_and(|sitting| sitting.phase != Phase::Over);
    if review.outlook.is_none() && !is_asking {
        page.text("Looking what is due …");
    }
    if let Some(outlook) = review.outlook.as_ref().filter(|_| !is_asking) {
        let begin = review.sitting.is_none().then(|| state.key(Command::Enter));
        self::outlook(outlook, begin, &mut page);
    }
    page
}

/// What there is to do today, as Today shows it.
pub(super) fn due_page(state: &State) -> Page {
    let mut page = Page::default();
    if let Some(outlook) = &state.review.outlook {
        page.blocks.push(Block::Title("Review".to_owned()));
        self::outlook(outlook, Some(state.key(Command::Enter)), &mut page);
    }
    page
}

fn question(state: &State, desk: &Study, sitting: &Sitting, page: &mut Page) {
    let Some(shown) = sitting.shown else { return };
    let topic = desk.deck.topic(shown.card);
    let face = self::face(state, desk, shown);
    let place = format!("{} · {} left", state.library.topic(topic).title, sitting.session.left());
    page.blocks.push(Block::Place(place));
    page.markdown(&face.ask);
    let keys = 1_u8..;
    match (&face.answer, sitting.phase) {
        (FaceAnswer::Choice { choices, right }, phase) => {
            page.choices(
                choices,
                *right,
                match phase {
                    Phase::Chosen(chosen) => Shade::Told(chosen),
                    Phase::Grading => Shade::Told(None),
                    _ => Shade::Asked,
                },
            );
            if matches!(phase, Phase::Choosing(_)) {
                page.answer(0, "I don't know", "", None);
            }
        }
        (FaceAnswer::Recall(answer), Phase::Grading) => {
            page.heading("Answer");
            if answer.trim().is_empty() {
                page.text("Nothing is written about it: go by what you know.");
            }
            page.markdown(answer);
        }
        (FaceAnswer::Recall(_), _) => {}
    }
    if sitting.phase == Phase::Recalling {
        let key = state.key(Command::Reveal);
        page.text(&format!("Answer it to yourself; {key} shows the answer."));
    }
    if matches!(sitting.phase, Phase::Chosen(_) | Phase::Grading) && !face.why.is_empty() {
        page.heading("Why");
        page.markdown(face.why);
    }
    match sitting.phase {
        Phase::Grading => {
            page.heading("How well did you know it?");
            let intervals = intervals(state, desk, shown.card);
            for ((grade, days), key) in Grade::ALL.into_iter().zip(intervals).zip(keys) {
                page.answer(key, grade_title(grade), &interval(days), None);
            }
        }
        Phase::Chosen(_) => {
            if let Some(card) = desk.memory.state(shown.card) {
                let days = card.due - state.calendar.day(state.now);
                let days = days.max(i32::from(sitting.session.has_given_up(shown.card)));
                page.text(&format!("This question comes {}.", again(days)));
            }
        }
        Phase::Choosing(_) | Phase::Recalling | Phase::Over => {}
    }
}

impl Page {
    /// The choices of a question, with their keys.
    pub(super) fn choices(&mut self, choices: &[&str], right: usize, shade: Shade) {
        for ((place, text), key) in choices.iter().enumerate().zip(1_u8..) {
            let (is_right, note) = match shade {
                Shade::Told(Some(chosen)) if place == right && chosen == place => (Some(true), "your answer, right"),
                Shade::Told(_) if place == right => (Some(true), "the right one"),
                Shade::Told(Some(chosen)) if chosen == place => (Some(false), "your answer, wrong"),
                _ => (None, ""),
            };
            self.answer(key, text, note, is_right);
        }
    }

    pub(super) fn answer(&mut self, key: u8, text: &str, note: &str, right: Option<bool>) {
        self.blocks.push(Block::Answer {
            key,
            text: text.to_owned(),
            note: note.to_owned(),
            right,
        });
    }

    fn line(&mut self, text: &str, note: &str) {
        self.item(text, note, None, None);
    }
}

/// What a session came to.
fn summary(summary: &Summary, page: &mut Page) {
    page.blocks.push(Block::Title("This session".to_owned()));
    let per_cent = (100 * summary.right).checked_div(summary.answered).unwrap_or(0);
    let different = match summary.again {
        0 => cards(summary.cards),
        again => format!("{}, {again} again", cards(summary.cards)),
    };
    page.line(&format!("{} answered", summary.answered), &different);
    page.line(&format!("{} right", summary.right), &format!("{per_cent} %"));
    let grades = Grade::ALL.iter().zip(summary.by_grade);
    let grades = grades.map(|(&grade, count)| format!("{} {count}", grade_title(grade)));
    page.line(&grades.collect::<Vec<_>>().join(" · "), "");
    page.line(&stretch(summary.took / 1000), "from question to answer");
    if summary.left > 0 {
        page.line(&format!("{} left for later", summary.left), "");
    }
}

/// "2 seconds", "1:05 minutes".
fn stretch(seconds: u64) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        0..60 => format!("{seconds} seconds"),
        _ => format!("{}:{:02} minutes", seconds / 60, seconds % 60),
    }
}

fn cards(count: usize) -> String {
    format!("{count} card{}", if count == 1 { "" } else { "s" })
}

/// What there is to do today and tomorrow.
fn outlook(outlook: &Outlook, begin: Option<&str>, page: &mut Page) {
    let today = &outlook.today;
    if !outlook.has_topics {
        page.blocks.push(Block::Title("Nothing to review yet".to_owned()));
        page.text("Questions are asked about topics that are in progress or done.");
        page.text("Show Paths, choose a topic, and mark it in progress or done; then come back here.");
        return;
    }
    if today.cards.is_empty() {
        page.heading("Nothing is due today");
    } else {
        page.heading("Today");
        page.line(
            &format!("{} due", today.reviews),
            "answered before, to be answered again",
        );
        page.line(&format!("{} new", today.new), "never asked, mixed in");
    }
    let waiting = today.reviews_waiting + today.new_waiting;
    if waiting > 0 {
        let what = format!(
            "{} due, {} new: more than a day's share",
            today.reviews_waiting, today.new_waiting
        );
        page.line(&format!("{waiting} wait"), &what);
    }
    page.heading("Tomorrow");
    let Share { reviews, new } = outlook.tomorrow;
    let given = if today.cards.is_empty() {
        ""
    } else {
        "when today's share is done"
    };
    page.line(&format!("{reviews} due"), given);
    if new > 0 {
        page.line(&format!("{new} new"), "");
    }
    if let Some(begin) = begin.filter(|_| !today.cards.is_empty()) {
        page.text(&format!(
            "{begin} begins. Every answer is saved at once; leave whenever you like."
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_said_in_seconds_or_minutes() {
        for (seconds, said) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "1:00 minutes"),
            (3605, "60:05 minutes"),
        ] {
            assert_eq!(stretch(seconds), said);
        }
    }

    #[test]
    fn intervals_are_said_in_the_largest_unit_that_says_enough() {
        let table = [
            (0, "today", "again today"),
            (1, "1 day", "again tomorrow"),
            (12, "12 days", "again in 12 days"),
            (59, "59 days", "again in 59 days"),
            (60, "2 months", "again in 2 months"),
            (729, "24 months", "again in 24 months"),
            (730, "2 years", "again in 2 years"),
            (36_500, "100 years", "again in 100 years"),
        ];
        for (days, shown, said) in table {
            assert_eq!((interval(days).as_str(), again(days).as_str()), (shown, said));
        }
    }
}
