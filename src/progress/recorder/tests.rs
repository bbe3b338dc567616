use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};

use jiff::Timestamp;

use super::*;
use crate::progress::event::{Action, Status};

/// Only ends a test that would hang.
const LONG: Duration = Duration::from_secs(30);

/// A disk that asks the test before each write.
struct Disk {
    writes: Sender<Vec<Event>>,
    answers: Receiver<bool>,
    arrivals: Vec<Loaded>,
}

impl Store for Disk {
    fn append(&mut self, events: &[Event]) -> Result<(), LogError> {
        self.writes.send(events.to_vec()).unwrap();
        match self.answers.recv_timeout(LONG) {
            Ok(true) => Ok(()),
            _ => Err(LogError::NoSpace {
                path: PathBuf::from("/full/log/x.jsonl"),
            }),
        }
    }

    fn refresh(&mut self) -> Loaded {
        self.arrivals.pop().unwrap_or_default()
    }
}

struct Bench {
    recorder: Recorder,
    reports: Receiver<Report>,
    writes: Receiver<Vec<Event>>,
    answers: Sender<bool>,
}

fn bench(backoff: fn(u32) -> Duration, arrivals: Vec<Loaded>) -> Bench {
    let (writes_in, writes) = mpsc::channel();
    let (answers, answers_out) = mpsc::channel();
    let (reports_in, reports) = mpsc::channel();
    let disk = Disk {
        writes: writes_in,
        answers: answers_out,
        arrivals,
    };
    let recorder = Recorder::start_with(disk, backoff, move |report| _ = reports_in.send(report)).unwrap();
    Bench {
        recorder,
        reports,
        writes,
        answers,
    }
}

impl Bench {
    fn write(&self, succeeds: bool) -> Vec<Event> {
        let events = self.writes.recv_timeout(LONG).unwrap();
        self.answers.send(succeeds).unwrap();
        events
    }

    fn report(&self) -> Report {
        self.reports.recv_timeout(LONG).unwrap()
    }
}

fn never(_: u32) -> Duration {
    Duration::from_secs(3600)
}

/// An event whose id follows from its topic.
fn mark(topic: &str) -> Event {
    let number = u64::from(topic.as_bytes()[0]);
    let action = Action::Mark {
        topics: vec![topic.to_owned()],
        status: Status::Done,
    };
    Event {
        id: EventId::from(u128::from(number)),
        at: Timestamp::UNIX_EPOCH,
        action,
    }
}

fn saved(topics: &[&str]) -> Report {
    Report::Saved(topics.iter().map(|topic| mark(topic).id).collect())
}

fn topics(events: &[Event]) -> Vec<&str> {
    events
        .iter()
        .filter_map(|event| match &event.action {
            Action::Mark { topics, .. } => topics.first().map(String::as_str),
            _ => None,
        })
        .collect()
}

#[test]
fn the_pauses_double_up_to_half_a_minute() {
    let pauses: Vec<_> = (1..=8).map(|failures| backoff(failures).as_secs()).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
    assert_eq!(backoff(u32::MAX).as_secs(), 30);
}

#[test]
fn what_waits_is_saved_in_one_write_and_in_order() {
    let bench = bench(never, Vec::new());
    bench.recorder.record(vec![mark("a"), mark("b")]);
    let first = bench.writes.recv_timeout(LONG).unwrap();
    // These come in while the first write is under way.
    bench.recorder.record(vec![mark("c")]);
    bench.recorder.record(vec![mark("d")]);
    bench.answers.send(true).unwrap();
    assert_eq!(bench.report(), saved(&["a", "b"]));
    let second = bench.write(true);
    assert_eq!((topics(&first), topics(&second)), (vec!["a", "b"], vec!["c", "d"]));
    assert_eq!(bench.report(), saved(&["c", "d"]));
    assert_eq!(bench.recorder.stop(LONG), []);
}

#[test]
fn a_failed_write_is_reported_kept_and_repeated_as_it_was() {
    let bench = bench(never, Vec::new());
    bench.recorder.record(vec![mark("a")]);
    let first = bench.write(false);
    let Report::Failed { error, retry_in } = bench.report() else {
        panic!("no failure")
    };
    assert_eq!(retry_in, never(1));
    assert!(
        error.contains("/full/log/x.jsonl") && error.contains("free some space"),
        "{error}"
    );
    bench.recorder.retry();
    assert_eq!(bench.write(false), first);
    assert!(matches!(bench.report(), Report::Failed { .. }));
    bench.recorder.record(vec![mark("b")]);
    let both = bench.write(true);
    assert_eq!((&both[..1], topics(&both)), (first.as_slice(), vec!["a", "b"]));
    assert_eq!(bench.report(), saved(&["a", "b"]));
}

#[test]
fn it_is_tried_again_without_being_asked() {
    let bench = bench(|_| Duration::from_millis(1), Vec::new());
    bench.recorder.record(vec![mark("a")]);
    let first = bench.write(false);
    for _ in 0..5 {
        assert_eq!(bench.write(false), first);
    }
    assert_eq!(bench.write(true), first);
    for _ in 0..6 {
        assert!(matches!(bench.report(), Report::Failed { .. }));
    }
    assert_eq!(bench.report(), saved(&["a"]));
}

#[test]
fn stopping_tries_once_more_and_returns_what_is_left() {
    let bench = bench(never, Vec::new());
    bench.recorder.record(vec![mark("a")]);
    bench.write(false);
    bench.recorder.record(vec![mark("b"), mark("c")]);
    bench.write(false);
    bench.answers.send(false).unwrap();
    assert_eq!(bench.recorder.stop(LONG), [mark("a"), mark("b"), mark("c")]);
    assert_eq!(topics(&bench.writes.recv().unwrap()), ["a", "b", "c"]);
}

#[test]
fn a_disk_that_hangs_does_not_hold_up_the_end() {
    let bench = bench(never, Vec::new());
    bench.recorder.record(vec![mark("a")]);
    bench.writes.recv_timeout(LONG).unwrap();
    assert_eq!(bench.recorder.stop(Duration::ZERO), [mark("a")]);
}

#[test]
fn dropping_it_saves_what_waits() {
    let bench = bench(never, Vec::new());
    bench.answers.send(true).unwrap();
    bench.recorder.record(vec![mark("a")]);
    drop(bench.recorder);
    assert!(matches!(bench.reports.try_recv(), Ok(Report::Saved(ids)) if ids.len() == 1));
}

#[test]
fn what_others_recorded_arrives_and_silence_is_not_reported() {
    let event = mark("z");
    let news = Loaded {
        events: vec![event.clone()],
        problems: Vec::new(),
        read_only: Some("newer".to_owned()),
        missing: vec![event.id],
    };
    let bench = bench(never, vec![news, Loaded::default()]);
    bench.recorder.refresh();
    bench.recorder.record(vec![mark("b")]);
    bench.write(true);
    assert!(matches!(bench.report(), Report::Saved(_)));
    bench.recorder.refresh();
    assert_eq!(bench.report(), Report::Missing(vec![event.id]));
    assert_eq!(bench.report(), Report::Arrived(vec![event]));
    assert_eq!(
        bench.report(),
        Report::Found {
            problems: Vec::new(),
            read_only: Some("newer".to_owned())
        }
    );
}
