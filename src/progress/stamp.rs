//! Gives actions their id and their time.

use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use ulid::Generator;

use super::event::{Action, Event};

/// How far ahead another device's clock may be and still be followed.
const TRUSTED_AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// Makes events whose ids and times both increase, even when the clock doesn't.
///
/// A clock that is set back (a corrected time zone, NTP, a dead battery) would otherwise sort a new mark
/// before the older one it is to replace, and the learner's key would seem to do nothing. So an event is never
/// stamped earlier than one microsecond after the last one seen: of this device, whatever its date, and of others
/// within reason ([`Stamper::heed`]). So a mark replaces what the learner saw, whichever device had recorded that.
#[derive(Debug, Default)]
pub struct Stamper {
    last: Option<Timestamp>,
    ids: Generator,
}

impl Stamper {
    /// A stamper that continues after the last event this device has written, if any.
    pub fn after(last: Option<Timestamp>) -> Self {
        Stamper {
            last,
            ids: Generator::new(),
        }
    }

    /// Takes note of an event: all stamps from now on are later.
    pub fn seen(&mut self, at: Timestamp) {
        self.last = self.last.max(Some(at));
    }

    /// Takes note of another device's event, unless its clock is more than a day ahead of `now`: such a clock is wrong,
    /// and following it would date everything from then on with it.
    pub fn heed(&mut self, at: Timestamp, now: Timestamp) {
        if at.duration_since(now) < TRUSTED_AHEAD {
            self.seen(at);
        }
    }

    /// Makes the event of an action done `now`. Times have microseconds.
    pub fn stamp(&mut self, action: Action, now: Timestamp) -> Event {
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let earliest = self.last.map(|last| {
            last.checked_add(SignedDuration::from_micros(1))
                .unwrap_or(Timestamp::MAX)
        });
        let at = earliest.map_or(now, |earliest| now.max(earliest));
        self.last = Some(at);
        let id = match self.ids.generate_from_datetime(SystemTime::from(at)) {
            Ok(id) => id,
            Err(overflow) => overflow.commit_overflow_increment(),
        };
        Event { id, at, action }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::event::Status;

    fn mark() -> Action {
        Action::Mark {
            topics: vec!["sql".to_owned()],
            status: Status::Done,
        }
    }

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_clock_set_back_never_reorders_own_events() {
        let mut stamper = Stamper::after(Some(time("2026-03-01T12:00:00Z")));
        let nows = [
            "2026-02-01T00:00:00Z",
            "2026-03-01T12:00:00.5Z",
            "2026-03-01T12:00:00.5Z",
            "1960-01-01T00:00:00Z",
        ];
        let events: Vec<_> = nows.iter().map(|now| stamper.stamp(mark(), time(now))).collect();
        assert_eq!(events[0].at, time("2026-03-01T12:00:00.000001Z"));
        assert_eq!(events[1].at, time("2026-03-01T12:00:00.5Z"));
        assert!(
            events
                .windows(2)
                .all(|pair| pair[0].at < pair[1].at && pair[0].id < pair[1].id)
        );
    }

    #[test]
    fn times_are_cut_to_microseconds_and_follow_what_was_seen() {
        let mut stamper = Stamper::default();
        assert_eq!(
            stamper.stamp(mark(), time("2026-03-01T12:00:00.123456789Z")).at,
            time("2026-03-01T12:00:00.123456Z")
        );
        stamper.seen(time("2026-03-02T00:00:00Z"));
        stamper.seen(time("2026-03-01T00:00:00Z"));
        assert_eq!(
            stamper.stamp(mark(), time("2026-03-01T13:00:00Z")).at,
            time("2026-03-02T00:00:00.000001Z")
        );
    }

    #[test]
    fn the_end_of_time_is_survived() {
        let mut stamper = Stamper::after(Some(Timestamp::MAX));
        let (first, second) = (
            stamper.stamp(mark(), Timestamp::MIN),
            stamper.stamp(mark(), Timestamp::MIN),
        );
        assert!(first.id < second.id);
    }
}
