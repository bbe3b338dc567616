//! Reviews of a hundred thousand cards: `cargo bench --bench review`.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that can't be set up has nothing to measure"
)]

use std::sync::Arc;

use divan::{Bencher, black_box};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use waypost::app::command::{Command, Tab};
use waypost::app::msg::{Effect, Msg};
use waypost::app::state::State;
use waypost::app::update::update;
use waypost::content::library::Library;
use waypost::content::model::{Agent, Answer, Lesson, Name, Question};
use waypost::learn::cards::{CardIx, Deck};
use waypost::learn::day::{Calendar, Day};
use waypost::learn::diary::Diary;
use waypost::learn::mastery::Recalled;
use waypost::learn::memory::{Basis, Memory};
use waypost::learn::review::{Limits, queue};
use waypost::learn::scheduler::RETENTION;
use waypost::learn::settings::Settings;
use waypost::learn::standing::Statuses;
use waypost::learn::statistics::{forecast, retention};
use waypost::learn::study::Study;
use waypost::progress::event::Grade;
use waypost::progress::{Action, Event, Progress, Stamper, Status};
use waypost::tui::host::Host;
use waypost::tui::tutor::Tutor;

const TOPICS: usize = 10_000;
const QUESTIONS: usize = 10;

fn main() {
    divan::main();
}

struct Bed {
    library: Library,
    deck: Deck,
    progress: Progress,
    calendar: Calendar,
    stamper: Stamper,
    now: Timestamp,
}

impl Bed {
    /// A hundred thousand cards, each answered so often, in the course of years.
    fn new(answers: usize) -> Self {
        let question = |n: usize| Question {
            id: format!("{n:08x}"),
            ask: "Which?".to_owned(),
            answer: Answer::Choice {
                choices: vec!["one".to_owned(), "two".to_owned()],
                right: n % 2,
            },
            why: String::new(),
        };
        let lesson = |n: usize| Lesson {
            id: format!("some-topic-{n}"),
            title: Name::from(format!("Some Topic {n}")),
            questions: (0..QUESTIONS).map(question).collect(),
            ..Lesson::default()
        };
        let library = Library::with_lessons(Vec::<Agent>::new(), (0..TOPICS).map(lesson).collect(), Vec::new());
        let deck = Deck::new(&library);
        let mut stamper = Stamper::default();
        let mut now: Timestamp = "2020-01-01T12:00:00Z".parse().expect("a time");
        let mut events: Vec<Event> = Vec::new();
        let topics = library.topics().iter().map(|topic| topic.id.clone()).collect();
        let status = Status::Done;
        events.push(stamper.stamp(Action::Mark { topics, status }, now));
        for round in 0..answers {
            for card in 0..deck.len() {
                let action = Action::Answer {
                    card: deck.id(&library, CardIx(card)),
                    grade: Grade::ALL[(card * 7 + round * 5) % 4],
                    took: Some(4000),
                };
                events.push(stamper.stamp(action, now));
                now += SignedDuration::from_millis(200_000);
            }
        }
        Self {
            progress: Progress::fold(events),
            library,
            deck,
            calendar: Calendar::new(TimeZone::get("Europe/Berlin").expect("a zone"), Calendar::ENDS),
            stamper,
            now,
        }
    }

    fn basis(&self) -> Basis<'_> {
        Basis {
            library: &self.library,
            deck: &self.deck,
            progress: &self.progress,
            calendar: &self.calendar,
        }
    }

    fn today(&self) -> Day {
        self.calendar.day(self.now)
    }
}

#[divan::bench]
fn make_the_deck(bencher: Bencher<'_, '_>) {
    let bed = Bed::new(0);
    bencher.bench(|| Deck::new(black_box(&bed.library)).len());
}

#[divan::bench(args = [1, 5], sample_count = 10)]
fn work_all_out(bencher: Bencher<'_, '_>, answers: usize) {
    let bed = Bed::new(answers);
    bencher.bench(|| Memory::new(bed.basis(), RETENTION));
}

/// All of them due, or as many as a day allows.
#[divan::bench(args = [100, 100_000])]
fn build_the_queue(bencher: Bencher<'_, '_>, reviews: usize) {
    let bed = Bed::new(1);
    let memory = Memory::new(bed.basis(), RETENTION);
    let statuses = Statuses::new(&bed.library, &bed.progress);
    let limits = Limits { new: 20, reviews };
    let day = bed.today() + 400;
    bencher.bench(|| {
        queue(&bed.library, &bed.deck, &memory, &statuses, limits, day)
            .cards
            .len()
    });
}

/// New ones only.
#[divan::bench]
fn build_the_queue_of_new_cards(bencher: Bencher<'_, '_>) {
    let bed = Bed::new(0);
    let memory = Memory::new(bed.basis(), RETENTION);
    let statuses = Statuses::new(&bed.library, &bed.progress);
    let day = bed.today();
    bencher.bench(|| {
        queue(&bed.library, &bed.deck, &memory, &statuses, Limits::default(), day)
            .cards
            .len()
    });
}

/// An answer is added to the progress and to the memory, and the next card's intervals are told; all but the fsync.
#[divan::bench]
fn answer_a_card(bencher: Bencher<'_, '_>) {
    let mut bed = Bed::new(5);
    let mut memory = Memory::new(bed.basis(), RETENTION);
    let mut card = 0;
    bencher.bench_local(move || {
        card = (card + 7919) % bed.deck.len();
        let action = Action::Answer {
            card: bed.deck.id(&bed.library, CardIx(card)),
            grade: Grade::Good,
            took: Some(4000),
        };
        let event = bed.stamper.stamp(action, bed.now);
        bed.progress.add(event.clone());
        memory.update(bed.basis(), &event);
        memory.next(bed.basis(), CardIx((card + 1) % bed.deck.len()), bed.today())
    });
}

#[divan::bench]
fn take_an_answer_back(bencher: Bencher<'_, '_>) {
    let mut bed = Bed::new(5);
    let mut memory = Memory::new(bed.basis(), RETENTION);
    let given: Vec<_> = bed.progress.history().skip(1).map(|entry| entry.event.id).collect();
    let mut place = 0;
    bencher.bench_local(move || {
        place = (place + 7919) % given.len();
        let event = bed.stamper.stamp(Action::Undo { of: given[place] }, bed.now);
        bed.progress.add(event.clone());
        memory.update(bed.basis(), &event);
    });
}

#[divan::bench(sample_count = 10)]
fn figures_of_the_record(bencher: Bencher<'_, '_>) {
    let bed = Bed::new(5);
    let memory = Memory::new(bed.basis(), RETENTION);
    let statuses = Statuses::new(&bed.library, &bed.progress);
    bencher.bench(|| {
        let diary = Diary::new(&bed.progress, &bed.calendar);
        let retention = retention(bed.basis(), &memory, Day(0), bed.today());
        let limits = Limits::default();
        let queue = queue(&bed.library, &bed.deck, &memory, &statuses, limits, bed.today());
        let forecast = forecast((&bed.deck, &memory, &statuses), &queue, limits, bed.today(), 30);
        (diary.days().count(), retention.reviews, forecast.len())
    });
}

/// The cards and their memory, as whatever shows what is known has them.
fn study(bed: &Bed) -> Study {
    Study::new(&bed.library, &bed.progress, &bed.calendar, &Settings::default())
}

/// How well every topic is known, once a day.
#[divan::bench(sample_count = 10)]
fn what_is_known(bencher: Bencher<'_, '_>) {
    let bed = Bed::new(1);
    let study = study(&bed);
    bencher.bench(|| Recalled::new(&bed.library, &study, bed.today()));
}

/// The same of one topic, after each answer.
#[divan::bench]
fn what_is_known_of_a_topic(bencher: Bencher<'_, '_>) {
    let bed = Bed::new(1);
    let study = study(&bed);
    let mut recalled = Recalled::new(&bed.library, &study, bed.today());
    bencher.bench_local(|| recalled.renew(&study, bed.deck.topic(CardIx(77_777))));
}

/// A world in which nothing comes of anything.
struct Nowhere;

impl Host for Nowhere {
    fn perform(&mut self, _: Effect) {}
}

/// A frame of a list of all topics, without and with what is known of them.
#[divan::bench(args = [false, true], sample_count = 20)]
fn draw_a_frame(bencher: Bencher<'_, '_>, is_known: bool) {
    let bed = Bed::new(1);
    let mut state = State::new(Arc::new(bed.library), bed.progress, bed.now);
    for msg in [Msg::Resize(120, 40), Msg::Command(Command::Show(Tab::Paths))] {
        update(&mut state, msg, bed.now);
    }
    if is_known {
        update(&mut state, Msg::Pause, bed.now);
    }
    let mut tutor = Tutor::new(state, Nowhere, true);
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a screen");
    bencher.bench_local(move || {
        terminal.draw(|frame| tutor.draw(frame)).expect("a frame");
    });
}

/// A tutor with a hundred thousand cards, each answered once.
fn tutor() -> State {
    let bed = Bed::new(1);
    let mut state = State::new(Arc::new(bed.library), bed.progress, bed.now);
    update(&mut state, Msg::Resize(80, 24), bed.now);
    state
}

/// From the key to the frame: what needs the cards waits for a pause.
#[divan::bench(sample_count = 10)]
fn open_progress(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(tutor).bench_values(|mut state| {
        let now = state.now;
        update(&mut state, Msg::Command(Command::Show(Tab::Progress)), now);
        state
    });
}

/// That pause.
#[divan::bench(sample_count = 10)]
fn work_out_progress_in_a_pause(bencher: Bencher<'_, '_>) {
    let opened = || {
        let mut state = tutor();
        let now = state.now;
        update(&mut state, Msg::Command(Command::Show(Tab::Progress)), now);
        state
    };
    bencher.with_inputs(opened).bench_values(|mut state| {
        let now = state.now;
        update(&mut state, Msg::Pause, now);
        state
    });
}

/// To the next part, with everything worked out.
#[divan::bench]
fn turn_to_another_part(bencher: Bencher<'_, '_>) {
    let mut state = tutor();
    let now = state.now;
    for msg in [Msg::Command(Command::Show(Tab::Progress)), Msg::Pause] {
        update(&mut state, msg, now);
    }
    let mut is_down = false;
    bencher.bench_local(move || {
        is_down = !is_down;
        let command = if is_down { Command::Down } else { Command::Up };
        update(&mut state, Msg::Command(command), now);
        state.page().blocks.len()
    });
}
