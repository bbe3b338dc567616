//! The learner's days: they end when the learner goes to bed, not at midnight.
//!
//! Everything that counts in days counts in these: intervals, limits, streaks. A day begins at a local hour, so it has 23
//! or 25 hours where the clocks are changed in it; and where a hour, or a whole day, is left out of a calendar, none is
//! made up: Samoa went from 29 to 31 December 2011, and the night before the 31st belongs to the 29th.

use std::ops::{Add, Sub};

use jiff::civil::{Date, Weekday, date};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The first day there is a number for.
const EPOCH: Date = date(1970, 1, 1);

/// A day, counted from 1 January 1970, which is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day as a date.
    pub fn date(self) -> Date {
        EPOCH.saturating_add(jiff::Span::new().days(self.0.clamp(-7_000_000, 7_000_000)))
    }

    /// Its day of the week.
    pub fn weekday(self) -> Weekday {
        let after_monday = i8::try_from(self.after_monday()).unwrap_or(0);
        Weekday::from_monday_zero_offset(after_monday).unwrap_or(Weekday::Monday)
    }

    /// The Monday of its week.
    #[must_use]
    pub fn monday(self) -> Day {
        self - self.after_monday()
    }

    fn after_monday(self) -> i32 {
        // 1 January 1970 was a Thursday.
        (self.0.rem_euclid(7) + 3) % 7
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let days = date.duration_since(EPOCH).as_hours() / 24;
        Self(i32::try_from(days).unwrap_or(0))
    }
}

impl Add<i32> for Day {
    type Output = Day;

    fn add(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl Sub<i32> for Day {
    type Output = Day;

    fn sub(self, days: i32) -> Day {
        Day(self.0.saturating_sub(days))
    }
}

impl Sub for Day {
    type Output = i32;

    /// The days from the other to this one.
    fn sub(self, other: Day) -> i32 {
        self.0.saturating_sub(other.0)
    }
}

/// Where the learner lives, and at which hour the learner's day ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    zone: TimeZone,
    /// 0 to 23.
    ends: i8,
}

impl Calendar {
    /// The hour at which days end unless told otherwise.
    pub const ENDS: u8 = 4;

    /// A calendar whose days end at this local hour, 0 to 23; of a later one 23 is taken.
    pub fn new(zone: TimeZone, ends: u8) -> Self {
        let ends = i8::try_from(ends.min(23)).unwrap_or(0);
        Self { zone, ends }
    }

    /// Its time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The day of a moment. Later moments never have an earlier day, also where a clock is set back over the hour at which
    /// the day ends.
    pub fn day(&self, at: Timestamp) -> Day {
        self.span(at).0
    }

    /// The moment at which a day begins.
    pub fn start(&self, day: Day) -> Timestamp {
        let local = day.date().at(self.ends, 0, 0, 0);
        let ambiguous = self.zone.to_ambiguous_timestamp(local);
        let is_gap = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let after = ambiguous
            .compatible()
            .unwrap_or(if day.0 < 0 { Timestamp::MIN } else { Timestamp::MAX });
        if !is_gap {
            return after;
        }
        // The hour was left out: the first moment after those that were.
        let just_after = after.saturating_add(SignedDuration::from_nanos(1));
        let mut transitions = self.zone.preceding(just_after.unwrap_or(after));
        transitions.next().map_or(after, |transition| transition.timestamp())
    }

    /// Whether there is such a day: one whose noon was left out by a change of the calendar is none.
    pub fn has(&self, day: Day) -> bool {
        let noon = self.zone.to_ambiguous_timestamp(day.date().at(12, 0, 0, 0));
        !matches!(noon.offset(), AmbiguousOffset::Gap { .. })
    }

    /// The day before this one.
    pub fn yesterday(&self, day: Day) -> Day {
        let before = day - 1;
        if self.has(before) { before } else { before - 1 }
    }

    /// Looks up many days, most of them near the one before.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            calendar: self,
            last: (Day::default(), Timestamp::MAX, Timestamp::MIN),
        }
    }

    /// The day of a moment, and from when to before when nothing else can be of another one.
    fn span(&self, at: Timestamp) -> (Day, Timestamp, Timestamp) {
        let mut day = Day::from(self.zone.to_datetime(at).date());
        let (mut from, mut to) = (self.start(day), self.start(day + 1));
        if at < from {
            (from, to, day) = (self.start(day - 1), from, day - 1);
        } else if at >= to {
            (from, to, day) = (to, self.start(day + 2), day + 1);
        }
        let day = if self.has(day) { day } else { self.yesterday(day) };
        (day, from, to)
    }
}

/// Looks up the days of moments.
#[derive(Debug)]
pub struct Reader<'a> {
    calendar: &'a Calendar,
    last: (Day, Timestamp, Timestamp),
}

impl Reader<'_> {
    /// The day of a moment.
    pub fn day(&mut self, at: Timestamp) -> Day {
        let (day, from, to) = self.last;
        if from <= at && at < to {
            return day;
        }
        self.last = self.calendar.span(at);
        self.last.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn calendar(zone: &str, ends: u8) -> Calendar {
        Calendar::new(TimeZone::get(zone).unwrap(), ends)
    }

    #[test]
    fn a_day_ends_at_its_hour_in_every_zone_and_season() {
        let table = [
            ("Europe/Berlin", 4, "2026-07-01T01:59:59Z", "2026-06-30"), // 03:59:59 in summer
            ("Europe/Berlin", 4, "2026-07-01T02:00:00Z", "2026-07-01"),
            ("Europe/Berlin", 4, "2026-01-01T02:59:59Z", "2025-12-31"),
            ("Europe/Berlin", 4, "2026-01-01T03:00:00Z", "2026-01-01"),
            // Clocks go from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October.
            ("Europe/Berlin", 4, "2026-03-29T01:59:59Z", "2026-03-28"),
            ("Europe/Berlin", 4, "2026-03-29T02:00:00Z", "2026-03-29"),
            ("Europe/Berlin", 2, "2026-03-29T00:59:59Z", "2026-03-28"),
            ("Europe/Berlin", 2, "2026-03-29T01:00:00Z", "2026-03-29"), // there is no two o'clock
            ("Europe/Berlin", 3, "2026-10-25T00:59:59Z", "2026-10-24"), // 02:59:59, the first time
            ("Europe/Berlin", 3, "2026-10-25T01:59:59Z", "2026-10-24"), // the second time
            ("Europe/Berlin", 3, "2026-10-25T02:00:00Z", "2026-10-25"),
            ("Europe/Berlin", 2, "2026-10-25T00:00:00Z", "2026-10-25"), // two o'clock, the first time
            ("Europe/Berlin", 2, "2026-10-25T01:00:00Z", "2026-10-25"),
            ("America/New_York", 4, "2026-03-08T07:59:59Z", "2026-03-07"), // 03:59:59, an hour early
            ("America/New_York", 4, "2026-03-08T08:00:00Z", "2026-03-08"),
            ("America/New_York", 4, "2026-11-01T08:59:59Z", "2026-10-31"),
            ("America/New_York", 4, "2026-11-01T09:00:00Z", "2026-11-01"),
            // No 30 December 2011: ten in the morning UTC of that day is midnight, before and after it.
            ("Pacific/Apia", 4, "2011-12-30T09:59:59Z", "2011-12-29"),
            ("Pacific/Apia", 4, "2011-12-30T10:00:00Z", "2011-12-29"),
            ("Pacific/Apia", 4, "2011-12-30T13:59:59Z", "2011-12-29"),
            ("Pacific/Apia", 4, "2011-12-30T14:00:00Z", "2011-12-31"),
            ("Pacific/Apia", 0, "2011-12-30T10:00:00Z", "2011-12-31"),
            // In Newfoundland a minute of 7 November 2010 was followed by the last hour of the 6th, again.
            ("America/St_Johns", 0, "2010-11-07T02:29:59Z", "2010-11-06"),
            ("America/St_Johns", 0, "2010-11-07T02:30:30Z", "2010-11-07"),
            ("America/St_Johns", 0, "2010-11-07T02:31:30Z", "2010-11-07"),
            ("UTC", 0, "2026-01-01T00:00:00Z", "2026-01-01"),
            ("UTC", 23, "2026-01-01T22:59:59Z", "2025-12-31"),
        ];
        for (zone, ends, at, day) in table {
            let found = calendar(zone, ends).day(at.parse().unwrap());
            assert_eq!(found.date().to_string(), day, "{zone} at {at}, ends at {ends}");
        }
    }

    #[test]
    fn a_day_has_the_hours_its_clock_had() {
        let table = [
            ("Europe/Berlin", "2026-03-28", 23),
            ("Europe/Berlin", "2026-03-29", 24),
            ("Europe/Berlin", "2026-10-24", 25),
            ("America/New_York", "2026-03-07", 23),
            ("America/New_York", "2026-10-31", 25),
            ("Pacific/Apia", "2011-12-31", 24),
        ];
        for (zone, day, hours) in table {
            let (calendar, day) = (calendar(zone, 4), Day::from(day.parse::<Date>().unwrap()));
            let length = calendar.start(day + 1).duration_since(calendar.start(day));
            assert_eq!(length.as_hours(), hours, "{zone}, {}", day.date());
        }
    }

    #[test]
    fn a_day_that_was_left_out_is_none() {
        let apia = calendar("Pacific/Apia", 4);
        let last = Day::from(date(2011, 12, 31));
        assert!(!apia.has(last - 1));
        assert_eq!(apia.yesterday(last), Day::from(date(2011, 12, 29)));
        assert!(calendar("Europe/Berlin", 4).has(last - 1));
    }

    #[test]
    fn days_are_counted_and_have_their_place_in_the_week() {
        let day = Day::from(date(2026, 3, 1));
        assert_eq!(
            (day.weekday(), day.monday().date()),
            (Weekday::Sunday, date(2026, 2, 23))
        );
        assert_eq!(day - Day::from(date(2026, 2, 27)), 2);
        assert_eq!((day + 365).date(), date(2027, 3, 1));
        assert_eq!(Day::from(date(1969, 12, 31)).weekday(), Weekday::Wednesday);
        for date in [Date::MIN, Date::MAX, date(1970, 1, 1)] {
            assert_eq!(Day::from(date).date(), date);
        }
    }

    proptest! {
        #[test]
        fn days_never_go_back_and_begin_where_they_begin(
            zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Pacific/Apia", "America/St_Johns", "Australia/Lord_Howe", "America/Sao_Paulo"]),
            ends in 0_u8..24,
            second in 1_000_000_000_i64..2_000_000_000,
            later in 0_i64..200_000,
        ) {
            let calendar = calendar(zone, ends);
            let at = Timestamp::from_second(second).unwrap();
            let day = calendar.day(at);
            let mut reader = calendar.reader();
            prop_assert!(calendar.start(day) <= at);
            prop_assert!(calendar.day(calendar.start(day)) == day);
            let then = Timestamp::from_second(second + later).unwrap();
            prop_assert!(calendar.day(then) >= day);
            prop_assert_eq!((reader.day(at), reader.day(then), reader.day(at)), (day, calendar.day(then), day));
        }

        #[test]
        fn a_day_is_its_date(days in -1_000_000..1_000_000) {
            prop_assert_eq!(Day::from(Day(days).date()), Day(days));
            prop_assert_eq!(Day(days).weekday(), Day(days).date().weekday());
        }

        #[test]
        fn no_moment_is_too_far(second in jiff::Timestamp::MIN.as_second()..jiff::Timestamp::MAX.as_second(), ends in 0_u8..24) {
            let at = Timestamp::from_second(second).unwrap();
            let calendar = calendar("Pacific/Apia", ends);
            prop_assert!((calendar.day(at) - Day::from(at.to_zoned(TimeZone::UTC).date())).abs() <= 3);
        }
    }
}
