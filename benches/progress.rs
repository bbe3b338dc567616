//! Reading and folding the log: `cargo bench --bench progress`.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that can't be set up has nothing to measure"
)]

use std::fs;

use divan::{Bencher, black_box};
use jiff::civil::date;
use waypost::progress::log::snapshot::Snapshots;
use waypost::progress::{Action, Device, Event, Log, Progress, Stamper, Status, line};

fn main() {
    divan::main();
}

/// Years of learning: marks over 5,000 topics, every tenth taken back and half of those put back.
fn events(count: usize) -> Vec<Event> {
    let mut stamper = Stamper::default();
    let mut now: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;
    let mut events: Vec<Event> = Vec::with_capacity(count);
    for n in 0..count {
        now += jiff::SignedDuration::from_micros(97_123_457);
        let action = match (n % 10, events.last()) {
            (9, Some(last)) => Action::Undo { of: last.id },
            (
                0,
                Some(Event {
                    action: Action::Undo { of },
                    ..
                }),
            ) if n % 20 == 0 => Action::Redo { of: *of },
            _ => Action::Mark {
                topics: vec![format!("backend/apis/topic-{}", n * 7919 % 5000)],
                status: Status::ALL[n % 4],
            },
        };
        events.push(stamper.stamp(action, now));
    }
    events
}

fn lines(events: &[Event]) -> Vec<u8> {
    let mut lines = Vec::new();
    for event in events {
        line::encode(event, &mut lines);
        lines.push(b'\n');
    }
    lines
}

#[divan::bench(args = [100_000, 1_000_000], sample_count = 10)]
fn fold(bencher: Bencher<'_, '_>, count: usize) {
    let events = events(count);
    bencher
        .with_inputs(|| events.clone())
        .bench_values(|events| black_box(Progress::fold(events)).len());
}

#[divan::bench(args = [100_000, 1_000_000], sample_count = 10)]
fn decode(bencher: Bencher<'_, '_>, count: usize) {
    let lines = lines(&events(count));
    let lines: Vec<_> = lines.split(|&byte| byte == b'\n').collect();
    bencher.bench(|| {
        lines
            .iter()
            .filter(|line| line::decode(black_box(line)).is_ok())
            .count()
    });
}

#[divan::bench(args = [100_000, 1_000_000], sample_count = 10)]
fn open_and_fold(bencher: Bencher<'_, '_>, count: usize) {
    let data = data(count);
    let device = Device::new("laptop").expect("a name");
    bencher.bench(|| {
        let (_, loaded) = Log::open(data.path(), &device).expect("the log");
        Progress::fold(loaded.events).len()
    });
}

/// The newest mark of one who has made a hundred thousand.
#[divan::bench]
fn add_the_newest(bencher: Bencher<'_, '_>) {
    let events = events(100_002);
    let (before, newest) = events.split_at(100_000);
    let progress = Progress::fold(before.iter().cloned());
    bencher
        .with_inputs(|| {
            // The first addition pays for the copy's lack of spare room, as one in many thousands would.
            let mut progress = progress.clone();
            progress.add(newest[0].clone());
            (progress, newest[1].clone())
        })
        .bench_local_values(|(mut progress, newest)| {
            progress.add(newest);
            progress
        });
}

/// A data folder with a log of so many events.
fn data(count: usize) -> tempfile::TempDir {
    let data = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(data.path().join("log")).expect("a folder");
    fs::write(data.path().join("log/laptop.jsonl"), lines(&events(count))).expect("a file");
    data
}

/// The snapshot of a day on which something was marked.
#[divan::bench(args = [1_000, 100_000, 1_000_000], sample_count = 10)]
fn take_a_snapshot(bencher: Bencher<'_, '_>, count: usize) {
    let device = Device::new("laptop").expect("a name");
    bencher.with_inputs(|| data(count)).bench_local_refs(|data| {
        Snapshots::new(data.path(), &device)
            .take(date(2026, 3, 1))
            .expect("a snapshot")
    });
}

/// The look at the logs and at the last snapshot on a day on which nothing was marked.
#[divan::bench(args = [1_000, 100_000], sample_count = 10)]
fn find_nothing_new_for_a_snapshot(bencher: Bencher<'_, '_>, count: usize) {
    let data = data(count);
    let snapshots = Snapshots::new(data.path(), &Device::new("laptop").expect("a name"));
    snapshots.take(date(2026, 3, 1)).expect("a snapshot");
    bencher.bench_local(|| snapshots.take(date(2026, 3, 2)).expect("no snapshot"));
}
