//! Gives actions their id and their time: the rule of the clock.
//!
//! Events of all devices are put in order by their ids alone. An id is a ULID: 48 bits of milliseconds, then 80 random
//! ones. The milliseconds are those of a *hybrid logical clock* (Kulkarni and others, "Logical Physical Clocks", 2014):
//!
//! > the clock's own time; or, if that isn't later, one millisecond after the latest id the device knows of, its own
//! > and others'.
//!
//! From this follows what a learner relies on, however wrong the clocks of the devices are:
//!
//! - a mark replaces what its maker saw, and an undo comes after its mark: an id is greater than every id known when it
//!   was made, so nothing done later on a device, or after hearing of another, can sort earlier;
//! - of marks made on two devices that had not heard of each other, the one with the later clock counts, and where a clock
//!   was ahead, that one; both are kept, and either can be had with `waypost undo ID`;
//! - no two events have one id: each has random bits of its own, also where two copies of one disk go on side by side.
//!
//! The time in [`Event::at`] has no part in the order. It is what the clock said, in microseconds, so a clock that was a year
//! ahead for a day dates that day's events wrong, and none after it.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::event::{Action, Event, EventId};

/// Makes events, each later than all it knows of; see the [module](self) for the rule.
#[derive(Debug, Default)]
pub struct Stamper {
    last: Option<EventId>,
}

impl Stamper {
    /// A stamper that continues after the latest event known ([`Progress::latest`](super::Progress::latest)).
    pub fn after(latest: Option<EventId>) -> Self {
        Stamper { last: latest }
    }

    /// Takes note of an event of whichever device: all stamps from now on are later.
    pub fn seen(&mut self, id: EventId) {
        self.last = self.last.max(Some(id));
    }

    /// Makes the event of an action done `now`.
    pub fn stamp(&mut self, action: Action, now: Timestamp) -> Event {
        let at = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        // A clock before 1970 is behind every other: its ids only count on.
        let clock = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let id = match self.last {
            None => at_millisecond(clock),
            Some(last) => {
                let next = last.timestamp_ms() + 1;
                if next < 1 << EventId::TIME_BITS {
                    at_millisecond(clock.max(next))
                } else {
                    // The end of time, which only a made-up event comes near: count within its last millisecond.
                    last.increment().unwrap_or_else(|_| at_millisecond(clock))
                }
            }
        };
        self.seen(id);
        Event { id, at, action }
    }
}

/// An id of this millisecond since 1970, with random bits.
fn at_millisecond(millisecond: u64) -> EventId {
    EventId::from_datetime(SystemTime::UNIX_EPOCH + Duration::from_millis(millisecond))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::progress::event::Status;
    use crate::progress::fold::Progress;

    fn mark(status: Status) -> Action {
        Action::Mark {
            topics: vec!["sql".to_owned()],
            status,
        }
    }

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn whatever_the_clock_says_the_later_mark_counts() {
        let mut stamper = Stamper::default();
        let clock = [
            "2026-03-01T12:00:00Z",
            "2026-02-01T00:00:00Z",    // a wrong time zone, put right
            "2026-03-01T12:00:00Z",    // the same moment again
            "2027-03-01T12:00:00.5Z",  // a year ahead
            "1960-01-01T00:00:00Z",    // an empty battery
            "-009999-01-03T00:00:00Z", // nonsense
            "9999-12-29T00:00:00Z",
            "2026-03-01T12:00:01Z",
        ];
        let mut events = Vec::new();
        for (n, now) in clock.iter().enumerate() {
            let status = Status::ALL[n % 4];
            events.push(stamper.stamp(mark(status), time(now)));
            assert_eq!(Progress::fold(events.clone()).status_of(["sql"]), status, "{now}");
        }
        assert!(events.windows(2).all(|pair| pair[0].id < pair[1].id));
        let dates: Vec<_> = events.iter().map(|event| event.at).collect();
        assert_eq!(dates, clock.map(time), "the dates are what the clock said");
    }

    #[test]
    fn an_id_has_the_clocks_millisecond_and_a_time_its_microseconds() {
        let event = Stamper::default().stamp(mark(Status::Done), time("2026-03-01T12:00:00.123456789Z"));
        assert_eq!(event.at, time("2026-03-01T12:00:00.123456Z"));
        assert_eq!(event.id.timestamp_ms(), 1_772_366_400_123);
    }

    #[test]
    fn the_end_of_time_is_survived() {
        let mut stamper = Stamper::after(Some(EventId::from_parts((1 << 48) - 1, 7)));
        let (first, second) = (
            stamper.stamp(mark(Status::Done), Timestamp::MIN),
            stamper.stamp(mark(Status::Done), Timestamp::MAX),
        );
        assert!(first.id < second.id);
        let mut stamper = Stamper::after(Some(EventId::max()));
        let ids = [1, 2].map(|_| stamper.stamp(mark(Status::Done), Timestamp::UNIX_EPOCH).id);
        assert!(
            ids[0] != ids[1] && !ids.contains(&EventId::max()),
            "nothing can be later, but all are kept"
        );
    }

    #[test]
    fn copies_of_one_disk_never_make_one_id_twice() {
        let last = Stamper::default()
            .stamp(mark(Status::Done), time("2026-03-01T12:00:00Z"))
            .id;
        let made = |_| {
            Stamper::after(Some(last))
                .stamp(mark(Status::Done), time("1970-01-01T00:00:00Z"))
                .id
        };
        let ids: std::collections::HashSet<_> = (0..1000).map(made).collect();
        assert_eq!(ids.len(), 1000);
    }

    proptest! {
        /// Devices with clocks wrong by up to years, which hear of each other now and then: nothing is lost, and what a
        /// device does last it sees.
        #[test]
        fn clocks_that_disagree_lose_nothing(
            skews in proptest::collection::vec(-100_000_000_i64..100_000_000, 3),
            steps in proptest::collection::vec((0..3_usize, 0..4_usize, any::<bool>()), 1..60),
        ) {
            let mut devices: Vec<(Stamper, Progress)> = skews.iter().map(|_| Default::default()).collect();
            let mut all = Vec::new();
            for (second, (device, status, syncs)) in (1_700_000_000_i64..).zip(steps) {
                if syncs {
                    let heard: Vec<Event> = devices.iter().flat_map(|(_, progress)| progress.history().map(|entry| entry.event.clone())).collect();
                    let (stamper, progress) = &mut devices[device];
                    for event in &heard { stamper.seen(event.id); }
                    progress.extend(heard);
                }
                let now = Timestamp::from_second(second + skews[device]).unwrap();
                let (stamper, progress) = &mut devices[device];
                let event = stamper.stamp(mark(Status::ALL[status]), now);
                all.push(event.clone());
                progress.add(event.clone());
                prop_assert_eq!(progress.mark("sql").unwrap().event, event.id);
            }
            let mut merged = Progress::default();
            for (_, progress) in devices {
                merged.merge(progress);
            }
            prop_assert_eq!(merged.len(), all.len());
        }
    }
}
