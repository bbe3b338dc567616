//! Days of learning in a row.

use jiff::civil::Weekday;

use super::day::{Calendar, Day};
use super::diary::Diary;
use super::words::{counted, grouped};

/// Days of learning in a row. Days of rest don't interrupt one, and count where something was learned all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Streak {
    /// Up to today, or up to yesterday as long as today is not over.
    pub days: usize,
    /// Whether today is among them.
    pub has_today: bool,
    /// The longest there ever was.
    pub longest: usize,
}

impl Streak {
    /// "3 days in a row, the longest 12; nothing today yet".
    pub fn words(self) -> String {
        let mut text = match self.days {
            0 => "no days in a row now".to_owned(),
            1 => "1 day".to_owned(),
            days => format!("{} in a row", counted(days, "day")),
        };
        if self.longest > self.days {
            text = format!("{text}, the longest {}", grouped(self.longest));
        }
        if self.days > 0 && !self.has_today {
            text.push_str("; nothing today yet");
        }
        text
    }
}

/// The streak as it stands today. On the days of the week in `rest` nothing has to be learned.
pub fn streak(diary: &Diary, calendar: &Calendar, rest: &[Weekday], today: Day) -> Streak {
    let mut streak = Streak {
        has_today: diary.has(today),
        ..Streak::default()
    };
    let mut last: Option<Day> = None;
    // A day after today was made by a clock ahead of its time; it is none of a streak yet.
    for (day, _) in diary.days().take_while(|(day, _)| *day <= today) {
        let goes_on = last.is_some_and(|last| is_bridged(calendar, rest, last, day));
        streak.days = if goes_on { streak.days + 1 } else { 1 };
        streak.longest = streak.longest.max(streak.days);
        last = Some(day);
    }
    if !last.is_some_and(|last| is_bridged(calendar, rest, last, today)) {
        streak.days = 0;
    }
    streak
}

/// Whether nothing had to be learned between two days.
fn is_bridged(calendar: &Calendar, rest: &[Weekday], from: Day, to: Day) -> bool {
    let is_free = |day: &Day| rest.contains(&day.weekday()) || !calendar.has(*day);
    // Who rests every day has a streak for ever, and nobody need count it.
    let always = (0..7).all(|day| rest.contains(&(from + day).weekday()));
    let mut between = (1..to - from).map(|days| from + days);
    always || between.all(|day| is_free(&day))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::learn::diary::tests::diary;
    use crate::learn::testbed::START;

    /// What it is, days of learning, days of rest, which day it is, and the days of the streak, whether today is one, the longest.
    type Case<'a> = (&'a str, &'a [i32], &'a [Weekday], i32, (usize, bool, usize));

    #[test]
    fn days_in_a_row_are_counted_over_rest() {
        // Day 0 of the table is a Saturday.
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        let (saturday, calendar) = (first_saturday(), Calendar::new(TimeZone::UTC, 4));
        let table: [Case<'_>; 11] = [
            ("nothing", &[], &[], 0, (0, false, 0)),
            ("today", &[0], &[], 0, (1, true, 1)),
            ("yesterday, and today is not over", &[-1], &[], 0, (1, false, 1)),
            ("the day before yesterday", &[-2], &[], 0, (0, false, 1)),
            ("three in a row", &[-2, -1, 0], &[], 0, (3, true, 3)),
            ("a gap", &[-4, -3, -2, 0], &[], 0, (1, true, 3)),
            ("a weekend of rest", &[-2, -1, 2], &weekend, 2, (3, true, 3)),
            ("a weekend without rest", &[-2, -1, 2], &[], 2, (1, true, 2)),
            ("rest that was worked", &[-1, 0, 2], &weekend, 2, (3, true, 3)),
            ("on Monday, after a weekend of rest", &[-1], &weekend, 2, (1, false, 1)),
            ("a clock ahead of its time", &[-1, 0, 400], &[], 0, (2, true, 2)),
        ];
        for (name, days, rest, today, (count, has_today, longest)) in table {
            let days: Vec<i32> = days.iter().map(|day| day + saturday).collect();
            let found = streak(&diary(&days), &calendar, rest, START + saturday + today);
            let expected = Streak {
                days: count,
                has_today,
                longest,
            };
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn a_streak_is_said_with_the_longest() {
        for (days, has_today, longest, said) in [
            (0, false, 3, "no days in a row now, the longest 3"),
            (1, true, 1, "1 day"),
            (1, true, 4, "1 day, the longest 4"),
            (2, false, 2, "2 days in a row; nothing today yet"),
        ] {
            let streak = Streak {
                days,
                has_today,
                longest,
            };
            assert_eq!(streak.words(), said);
        }
    }

    /// Days from the first of the tests to a Saturday.
    fn first_saturday() -> i32 {
        (0..7)
            .find(|day| (START + *day).weekday() == Weekday::Saturday)
            .unwrap()
    }

    #[test]
    fn who_always_rests_is_never_out() {
        let all: Vec<Weekday> = Weekday::Monday.cycle_forward().take(7).collect();
        let calendar = Calendar::new(TimeZone::UTC, 4);
        let found = streak(&diary(&[-3_000_000, 0]), &calendar, &all, START + 100);
        assert_eq!((found.days, found.longest), (2, 2));
    }

    #[test]
    fn a_day_that_never_was_interrupts_nothing() {
        let apia = Calendar::new(TimeZone::get("Pacific/Apia").unwrap(), 4);
        let utc = Calendar::new(TimeZone::UTC, 4);
        let last = Day::from(date(2011, 12, 31));
        let days = [last - START - 2, last - START];
        assert_eq!(streak(&diary(&days), &apia, &[], last).days, 2);
        assert_eq!(streak(&diary(&days), &utc, &[], last).days, 1);
    }
}
