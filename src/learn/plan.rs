//! When the learner will be there: the minutes that are left, at the learner's own pace, in the hours there are.

mod ahead;

pub use ahead::{Ahead, Pace};

use std::fmt::Write;

use crate::content::library::{Library, TopicIx};
use crate::content::model::LessonLevel;
use crate::progress::event::{Goal, Status};

use super::day::Day;
use super::diary::Diary;
use super::standing::Statuses;
use super::statistics::Times;

/// Minutes that a topic takes of which nobody says how long it takes.
const MINUTES: u32 = 30;
/// Done topics with time spent on them before a pace is told from them.
const SURE_AFTER: usize = 5;
/// A topic's page was left open rather than read where it took so many times as long as it should.
const LEFT_OPEN: f64 = 4.0;
/// A pace is never taken for faster or slower than so many times the usual one.
const FARTHEST: f64 = 4.0;
/// Of a topic that is being learned so much is left at least.
const LEFT: f64 = 0.25;
/// Days of which the hours a week are measured.
const RECENT: i32 = 28;
/// What a plan's words begin with where they tell a date.
pub const AT_THIS_PACE: &str = "at this pace ";
/// What stands there where nobody knows how many hours there are.
pub const SAY_HOURS: &str = "say how many hours a week you have, and there is a date";
/// A hundred years.
const LONGEST: u64 = 36_500;

/// The minutes a topic takes: its lesson's, else what its level usually takes.
pub fn minutes(library: &Library, topic: TopicIx) -> u32 {
    let lesson = library.lesson_of(topic);
    let told = lesson.and_then(|lesson| lesson.minutes).filter(|minutes| *minutes > 0);
    let usual = match lesson.and_then(|lesson| lesson.level) {
        None => MINUTES,
        Some(LessonLevel::Beginner) => 45,
        Some(LessonLevel::Intermediate) => 60,
        Some(LessonLevel::Advanced) => 90,
        Some(LessonLevel::Expert) => 120,
    };
    told.unwrap_or(usual)
}

/// How much longer than said the learner takes: 2.0 is twice as long. `None` before five topics are done that time was
/// spent on.
pub fn pace(library: &Library, statuses: &Statuses, times: &Times) -> Option<f64> {
    let (mut told, mut taken, mut topics) = (0.0, 0.0, 0);
    for (topic, time) in times.iter() {
        // A topic that was known anyway, and only looked at, says nothing.
        if statuses.of(topic) == Status::Done && time.learning >= 60 {
            let minutes = f64::from(minutes(library, topic));
            told += minutes;
            taken += as_minutes(time.learning).min(minutes * LEFT_OPEN);
            topics += 1;
        }
    }
    (topics >= SURE_AFTER).then(|| (taken / told).clamp(1.0 / FARTHEST, FARTHEST))
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a life")]
fn as_minutes(seconds: u64) -> f64 {
    seconds as f64 / 60.0
}

/// The minutes a week the learner spent in the last four weeks; `None` before there is a week to tell from.
pub fn weekly(diary: &Diary, today: Day) -> Option<u32> {
    let (first, _) = diary.days().next()?;
    let days = (today - first + 1).min(RECENT);
    let recent = diary
        .days()
        .filter(|(day, _)| (today - RECENT + 1..=today).contains(day));
    let minutes: u64 = recent.map(|(_, entry)| entry.minutes()).sum();
    let weekly = minutes * 7 / u64::try_from(days).ok().filter(|days| *days >= 7)?;
    u32::try_from(weekly).ok().filter(|weekly| *weekly > 0)
}

/// What is left, and when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Topics still to be learned.
    pub topics: usize,
    /// Minutes they take at the learner's pace.
    pub minutes: u64,
    /// Minutes a week there are for it; `None` where nobody knows.
    pub weekly: Option<u32>,
    /// The day the last of them is done; `None` where nothing is left, or nobody knows how many hours there are.
    pub finish: Option<Day>,
    /// The days left between then and the goal's date; less than none is late.
    pub slack: Option<i32>,
}

/// The plan for these topics, of which each stands there once. Hours a week are the goal's, else those in `weekly`, as the
/// learner has had them; `pace` is 1.0 where it isn't known.
pub fn plan(
    library: &Library,
    statuses: &Statuses,
    times: &Times,
    topics: &[TopicIx],
    goal: &Goal,
    (pace, weekly): (f64, Option<u32>),
    today: Day,
) -> Plan {
    let (mut minutes_left, mut count) = (0.0, 0);
    for &topic in topics {
        let whole = f64::from(minutes(library, topic)) * pace;
        let spent = as_minutes(times.of(topic).learning);
        minutes_left += match statuses.of(topic) {
            Status::Done | Status::Skipped => continue,
            Status::Todo => whole,
            Status::Learning => (whole - spent).max(whole * LEFT),
        };
        count += 1;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of minutes that was summed up"
    )]
    let minutes = minutes_left.ceil() as u64;
    let weekly = goal.minutes.filter(|minutes| *minutes > 0).or(weekly);
    let finish = weekly.filter(|_| count > 0).map(|weekly| {
        let days = (minutes * 7).div_ceil(u64::from(weekly)).min(LONGEST);
        today + i32::try_from(days).unwrap_or(0).saturating_sub(1).max(0)
    });
    let slack = finish.zip(goal.by).map(|(finish, by)| Day::from(by) - finish);
    Plan {
        topics: count,
        minutes,
        weekly,
        finish,
        slack,
    }
}

impl Plan {
    /// The plan in a few words: "at this pace 14 March, two weeks late".
    pub fn words(&self, today: Day) -> String {
        if self.topics == 0 {
            return "everything on the way is done".to_owned();
        }
        let Some(finish) = self.finish else {
            return SAY_HOURS.to_owned();
        };
        let mut words = format!("{AT_THIS_PACE}{}", day_words(finish, today));
        let mut add = |what: std::fmt::Arguments<'_>| words.write_fmt(what).unwrap_or_default();
        match self.slack {
            None => {}
            Some(0) => add(format_args!(", just in time")),
            Some(days) => {
                let side = if days > 0 { "early" } else { "late" };
                add(format_args!(", {} {side}", span(days.unsigned_abs())));
            }
        }
        words
    }
}

/// "45 minutes", "1 hour", "2 h 30 min", "31 hours": as exact as it needs to be.
pub fn duration(minutes: u64) -> String {
    let unit = |count: u64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (0, minutes) => unit(minutes, "minute"),
        (hours, 0) => unit(hours, "hour"),
        (hours @ 1..10, minutes) => format!("{hours} h {minutes} min"),
        (hours, minutes) => unit(hours + u64::from(minutes >= 30), "hour"),
    }
}

/// Hours as they are typed, "5" or "2.5", in minutes; `None` for what is no number from 0.1 to 168, the hours of a week.
pub fn typed_hours(text: &str) -> Option<u32> {
    let hours: f64 = text.trim().parse().ok()?;
    if !(0.1..=168.0).contains(&hours) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 10,080")]
    let minutes = (hours * 60.0).round() as u32;
    Some(minutes)
}

/// "14 March", with the year where it is not this one.
pub fn day_words(day: Day, today: Day) -> String {
    let (date, this_year) = (day.date(), today.date().year());
    let mut words = format!("{} {}", date.day(), month(date.month()));
    if date.year() != this_year {
        words.write_fmt(format_args!(" {}", date.year())).unwrap_or_default();
    }
    words
}

fn month(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let place = usize::try_from(month).unwrap_or(1).saturating_sub(1);
    MONTHS.get(place).copied().unwrap_or_default()
}

/// So many days as one would say it: "one day", "two weeks", "five months", "three years".
fn span(days: u32) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let (count, unit) = match days {
        ..14 => (days, "day"),
        14..61 => ((days + 3) / 7, "week"),
        61..730 => ((days + 15) * 12 / 365, "month"),
        _ => ((days + 182) / 365, "year"),
    };
    let word = usize::try_from(count).ok().and_then(|count| WORDS.get(count));
    let count_word = word.map_or_else(|| count.to_string(), |word| (*word).to_owned());
    format!("{count_word} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::content::model::Lesson;
    use crate::learn::diary::tests::diary;
    use crate::learn::statistics::times;
    use crate::learn::testbed::{Bed, START, lesson};
    use crate::progress::event::Action;

    /// Lessons of an hour each.
    fn bed(count: usize) -> Bed {
        let lessons = (0..count).map(|n| Lesson {
            minutes: Some(60),
            ..lesson(&format!("t{n}"), 1)
        });
        Bed::with(lessons.collect())
    }

    fn spend(bed: &mut Bed, topic: &str, minutes: i32) {
        bed.act(
            0,
            Action::Spend {
                topic: topic.to_owned(),
                seconds: minutes * 60,
            },
        );
    }

    #[test]
    fn a_topic_takes_what_its_lesson_says_or_its_level_usually_does() {
        let table = [
            (Some(20), Some(LessonLevel::Expert), 20),
            (Some(0), None, 30),
            (None, None, 30),
            (None, Some(LessonLevel::Beginner), 45),
            (None, Some(LessonLevel::Intermediate), 60),
            (None, Some(LessonLevel::Advanced), 90),
            (None, Some(LessonLevel::Expert), 120),
        ];
        for (told, level, expected) in table {
            let lesson = Lesson {
                minutes: told,
                level,
                ..lesson("t", 1)
            };
            let bed = Bed::with(vec![lesson]);
            assert_eq!(minutes(&bed.library, bed.topic("t")), expected, "{told:?} {level:?}");
        }
    }

    #[test]
    fn the_pace_is_told_from_five_topics_on() {
        let mut bed = bed(8);
        let found = |bed: &Bed| pace(&bed.library, &bed.statuses(), &times(&bed.library, &bed.progress));
        for topic in ["t0", "t1", "t2", "t3"] {
            bed.mark(0, &[topic], Status::Done);
            spend(&mut bed, topic, 90);
        }
        spend(&mut bed, "t4", 600); // being learned
        bed.mark(0, &["t4"], Status::Learning);
        bed.mark(0, &["t5", "t6"], Status::Done); // known anyway
        assert_eq!(found(&bed), None);
        spend(&mut bed, "t5", 90);
        assert_eq!(found(&bed), Some(1.5));
        spend(&mut bed, "t6", 60 * 24 * 3); // left open over the weekend
        let slow = found(&bed).unwrap();
        assert!((slow - (5.0 * 90.0 + 240.0) / 360.0).abs() < 1e-9, "{slow}");
    }

    #[test]
    fn hours_a_week_are_measured_over_four_weeks() {
        let mut bed = bed(1);
        assert_eq!(weekly(&Diary::default(), START), None);
        spend(&mut bed, "t0", 120);
        let diary = Diary::new(&bed.progress, &bed.calendar);
        for (day, expected) in [
            (0, None),
            (5, None),
            (6, Some(120)),
            (13, Some(60)),
            (27, Some(30)),
            (28, None),
        ] {
            assert_eq!(weekly(&diary, START + day), expected, "day {day}");
        }
        assert_eq!(weekly(&self::diary(&[-30, 0]), START), None, "answers of no length");
    }

    #[test]
    fn the_plan_says_when_and_how_late() {
        let today = Day::from(date(2026, 3, 1));
        let mut bed = bed(6);
        bed.mark(0, &["t0"], Status::Done);
        bed.mark(0, &["t1"], Status::Skipped);
        bed.mark(0, &["t2"], Status::Learning);
        spend(&mut bed, "t2", 20);
        let topics: Vec<TopicIx> = bed.library.topic_ixs().collect();
        let times = times(&bed.library, &bed.progress);
        let of = |minutes, by, pace, topics: &[TopicIx]| {
            let goal = Goal { aim: None, by, minutes };
            let plan = plan(&bed.library, &bed.statuses(), &times, topics, &goal, pace, today);
            (plan.topics, plan.minutes, plan.words(today))
        };
        // 40 minutes of one topic and three hours of three others are left.
        let words = |minutes: u32, by: Option<(i16, i8, i8)>| {
            let by = by.map(|(year, month, day)| date(year, month, day));
            let (topics, left, words) = of(Some(minutes), by, (1.0, None), &topics);
            assert_eq!((topics, left), (4, 220));
            words
        };
        let table = [
            (None, "at this pace 22 March"),
            (Some((2026, 3, 22)), "at this pace 22 March, just in time"),
            (Some((2026, 3, 8)), "at this pace 22 March, two weeks late"),
            (Some((2026, 3, 21)), "at this pace 22 March, one day late"),
            (Some((2026, 9, 1)), "at this pace 22 March, five months early"),
        ];
        for (by, expected) in table {
            assert_eq!(words(70, by), expected);
        }
        assert_eq!(
            words(5, Some((2026, 9, 1))),
            "at this pace 2 January 2027, four months late"
        );
        let unknown = "say how many hours a week you have, and there is a date";
        let table = [
            (Some(70), (2.0, Some(9)), &topics[..], (4, 460, "at this pace 15 April")),
            (None, (1.0, Some(70)), &topics, (4, 220, "at this pace 22 March")),
            (Some(0), (1.0, Some(10_000)), &topics, (4, 220, "at this pace 1 March")),
            (None, (1.0, None), &topics, (4, 220, unknown)),
            (
                Some(70),
                (1.0, None),
                &topics[..2],
                (0, 0, "everything on the way is done"),
            ),
            (Some(1), (4.0, None), &topics, (4, 940, "at this pace 5 March 2044")),
        ];
        for (minutes, pace, topics, (left, minutes_left, words)) in table {
            let found = of(minutes, None, pace, topics);
            assert_eq!(found, (left, minutes_left, words.to_owned()));
        }
    }

    #[test]
    fn durations_are_as_exact_as_they_need_to_be() {
        for (minutes, words) in [
            (0, "0 minutes"),
            (1, "1 minute"),
            (59, "59 minutes"),
            (60, "1 hour"),
            (150, "2 h 30 min"),
            (600, "10 hours"),
            (629, "10 hours"),
            (630, "11 hours"),
        ] {
            assert_eq!(duration(minutes), words);
        }
    }

    #[test]
    fn hours_are_typed_as_numbers() {
        for (typed, minutes) in [
            ("5", Some(300)),
            (" 2.5 ", Some(150)),
            ("0.1", Some(6)),
            ("168", Some(10_080)),
            ("0", None),
            ("169", None),
            ("-3", None),
            ("NaN", None),
            ("five", None),
            ("", None),
        ] {
            assert_eq!(typed_hours(typed), minutes, "{typed}");
        }
    }

    #[test]
    fn spans_are_told_as_one_would() {
        let table = [
            (1, "one day"),
            (13, "13 days"),
            (14, "two weeks"),
            (17, "two weeks"),
            (18, "three weeks"),
            (60, "nine weeks"),
            (61, "two months"),
            (365, "twelve months"),
            (729, "24 months"),
            (730, "two years"),
            (36_500, "100 years"),
        ];
        for (days, expected) in table {
            assert_eq!(span(days), expected, "{days}");
        }
    }

    proptest! {
        #[test]
        fn more_time_is_never_later(weekly in 1_u32..10_000, more in 0_u32..10_000, pace in 0.25_f64..4.0, count in 1_usize..30) {
            let bed = bed(count);
            let topics: Vec<TopicIx> = bed.library.topic_ixs().collect();
            let finish = |minutes| {
                let goal = Goal { minutes: Some(minutes), ..Goal::default() };
                plan(&bed.library, &bed.statuses(), &Times::default(), &topics, &goal, (pace, None), START).finish.unwrap()
            };
            prop_assert!(finish(weekly + more) <= finish(weekly));
            prop_assert!(finish(weekly) >= START);
        }
    }
}
