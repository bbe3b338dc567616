//! Moments as a learner types them: a day, a time of day, or how long ago.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};

/// What was typed. Days and times are those of the local clock, and mean all of the day, minute or second: what
/// `waypost log` shows at 12:30 was done both since and until 12:30.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    Today,
    Yesterday,
    /// `2026-03-01`
    Day(Date),
    /// `2026-03-01T12:30`, and how long that lasts.
    Time(DateTime, Span),
    /// `2026-03-01T12:30:00Z`, with whatever offset: this very moment.
    Instant(Timestamp),
    /// `3d`, `2 weeks ago`: so long before now.
    Back(Span),
}

/// Which end of a day or minute is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    /// Its last microsecond, the smallest part that events are dated in.
    End,
}

impl When {
    /// The moment that is meant, in the time zone of `now`. Beyond the years there are, the last or first moment there is.
    pub(super) fn at(self, edge: Edge, now: &Zoned) -> Timestamp {
        let zone = now.time_zone();
        if let Some(day) = self.day(now) {
            return match edge {
                Edge::Start => start_of(day, zone).unwrap_or(beyond(day)),
                Edge::End => day
                    .tomorrow()
                    .ok()
                    .and_then(|next| start_of(next, zone))
                    .map_or(beyond(day), just_before),
            };
        }
        match self {
            // Where clocks are put back a time comes twice, and where they are put on never: both ends take the wider.
            Self::Time(time, length) => match edge {
                Edge::Start => {
                    let start = zone.to_ambiguous_timestamp(time).earlier();
                    start.unwrap_or(beyond(time.date()))
                }
                Edge::End => {
                    let start = zone.to_ambiguous_timestamp(time).later();
                    let end = start.and_then(|start| start.checked_add(length));
                    end.map_or(beyond(time.date()), |end| {
                        if length.is_zero() { end } else { just_before(end) }
                    })
                }
            },
            Self::Instant(at) => at,
            Self::Back(span) => now.saturating_sub(span).timestamp(),
            Self::Today | Self::Yesterday | Self::Day(_) => now.timestamp(),
        }
    }

    /// The day that is meant, where it is a whole one.
    pub(super) fn day(self, now: &Zoned) -> Option<Date> {
        match self {
            Self::Today => Some(now.date()),
            Self::Yesterday => Some(now.date().yesterday().unwrap_or(Date::MIN)),
            Self::Day(date) => Some(date),
            Self::Time(..) | Self::Instant(_) | Self::Back(_) => None,
        }
    }
}

/// The moment for a day that is no moment's: the first or the last there is.
fn beyond(day: Date) -> Timestamp {
    if day < Date::ZERO {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    }
}

/// When a day begins, which need not be at midnight where clocks are put on then.
fn start_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.to_zoned(zone.clone()).ok()?.timestamp())
}

fn just_before(at: Timestamp) -> Timestamp {
    at.checked_sub(1.microsecond()).unwrap_or(at)
}

/// A moment as the learner's clock shows it.
pub(super) fn shown(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::system());
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Something that is no moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoMoment;

impl fmt::Display for NoMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "give a day, a time or how long ago, such as 2026-03-01, 2026-03-01T12:30, 2026-03-01T12:30:00Z, today, yesterday, 3d, 36h or '2 weeks ago'",
        )
    }
}

impl std::error::Error for NoMoment {}

impl FromStr for When {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Self, NoMoment> {
        let text = text.trim();
        for (word, when) in [("today", Self::Today), ("yesterday", Self::Yesterday)] {
            if text.eq_ignore_ascii_case(word) {
                return Ok(when);
            }
        }
        if let Ok(at) = text.parse() {
            return Ok(Self::Instant(at));
        }
        if text.contains('[') {
            // A time with the name of its zone; read as any other, that name would be passed over.
            let zoned: Zoned = text.parse().map_err(|_| NoMoment)?;
            return Ok(Self::Instant(zoned.timestamp()));
        }
        if let Ok(time) = text.parse::<DateTime>() {
            return Ok(local(time, text));
        }
        // As a length "12:30" is twelve hours and a half, and "+3d" is not ago: neither is what one would mean.
        if text.contains(':') || text.starts_with('+') {
            return Err(NoMoment);
        }
        let span: Span = text.parse().map_err(|_| NoMoment)?;
        Ok(Self::Back(span.abs()))
    }
}

/// A day, or a time that lasts as long as the smallest part that was typed of it.
fn local(time: DateTime, text: &str) -> When {
    let Some((_, of_day)) = text.split_once(['T', 't', ' ']) else {
        return When::Day(time.date());
    };
    match of_day.bytes().filter(u8::is_ascii_digit).count() {
        0..=2 => When::Time(time, 1.hour()),
        3..=4 => When::Time(time, 1.minute()),
        5..=6 => When::Time(time, 1.second()),
        _ => When::Time(time, Span::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// New York's clock, in a form that needs no files: put on on the 8th of March 2026, back on the 1st of November.
    const NEW_YORK: &str = "EST5EDT,M3.2.0,M11.1.0";

    /// The moments meant at this time, as start and end.
    fn meant(text: &str, now: &str) -> (String, String) {
        let zone = TimeZone::posix(NEW_YORK).unwrap();
        let now = now.parse::<Timestamp>().unwrap().to_zoned(zone);
        let when: When = text.parse().unwrap();
        let at = |edge| when.at(edge, &now).to_string();
        (at(Edge::Start), at(Edge::End))
    }

    #[test]
    fn moments_are_of_the_local_clock() {
        // Noon of the day after the clocks were put on.
        const MARCH: &str = "2026-03-09T16:00:00Z";
        for (text, start, end) in [
            ("2026-03-07", "2026-03-07T05:00:00Z", "2026-03-08T04:59:59.999999Z"),
            // 23 hours.
            ("2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59.999999Z"),
            ("yesterday", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59.999999Z"),
            ("Today", "2026-03-09T04:00:00Z", "2026-03-10T03:59:59.999999Z"),
            // 25 hours.
            ("2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59.999999Z"),
            (
                "2026-03-07T12:30",
                "2026-03-07T17:30:00Z",
                "2026-03-07T17:30:59.999999Z",
            ),
            (
                "2026-03-09 12:30",
                "2026-03-09T16:30:00Z",
                "2026-03-09T16:30:59.999999Z",
            ),
            (
                "2026-03-09t12:30:05",
                "2026-03-09T16:30:05Z",
                "2026-03-09T16:30:05.999999Z",
            ),
            (
                "2026-03-09T12:30:05.5",
                "2026-03-09T16:30:05.5Z",
                "2026-03-09T16:30:05.5Z",
            ),
            // A time that the clock leaves out, and one it shows twice.
            (
                "2026-03-08T02:30",
                "2026-03-08T06:30:00Z",
                "2026-03-08T07:30:59.999999Z",
            ),
            (
                "2026-11-01T01:30",
                "2026-11-01T05:30:00Z",
                "2026-11-01T06:30:59.999999Z",
            ),
            // Days back keep the time of day, hours back do not.
            ("1d", "2026-03-08T16:00:00Z", "2026-03-08T16:00:00Z"),
            ("2d", "2026-03-07T17:00:00Z", "2026-03-07T17:00:00Z"),
            ("48h", "2026-03-07T16:00:00Z", "2026-03-07T16:00:00Z"),
            ("36h", "2026-03-08T04:00:00Z", "2026-03-08T04:00:00Z"),
            ("1w", "2026-03-02T17:00:00Z", "2026-03-02T17:00:00Z"),
            ("3 days ago", "2026-03-06T17:00:00Z", "2026-03-06T17:00:00Z"),
            (" 2 weeks, 3 hours ago ", "2026-02-23T14:00:00Z", "2026-02-23T14:00:00Z"),
            ("1mo", "2026-02-09T17:00:00Z", "2026-02-09T17:00:00Z"),
            ("P1D", "2026-03-08T16:00:00Z", "2026-03-08T16:00:00Z"),
            // With an offset of its own, the moment itself.
            ("2026-03-09T12:30:00Z", "2026-03-09T12:30:00Z", "2026-03-09T12:30:00Z"),
            ("2026-03-09T12:30+01:00", "2026-03-09T11:30:00Z", "2026-03-09T11:30:00Z"),
            ("2026-03-09T12:30[UTC]", "2026-03-09T12:30:00Z", "2026-03-09T12:30:00Z"),
        ] {
            assert_eq!(meant(text, MARCH), (start.to_owned(), end.to_owned()), "{text}");
        }
    }

    #[test]
    fn no_day_is_too_far() {
        let now = "2026-03-09T16:00:00Z";
        let (first, last) = (Timestamp::MIN.to_string(), Timestamp::MAX.to_string());
        for (text, moment) in [
            ("9999-12-31", &last),
            ("9999-12-31T23:59", &last),
            ("9999-12-31T23:59:59.5", &last),
            ("-009999-01-01", &first),
            ("-009999-01-01T00:00", &first),
        ] {
            let (start, end) = meant(text, now);
            assert_eq!(&start, moment, "{text}");
            if *moment == last {
                assert_eq!(&end, moment, "{text}");
            }
        }
        assert_eq!(meant("19000y", now).0, Timestamp::MIN.to_string());
    }

    #[test]
    fn what_is_no_moment_is_told_how_one_looks() {
        for text in [
            "",
            " ",
            "soon",
            "3",
            "3x",
            "12:30",
            "12:30:00",
            "+3d",
            "2026-02-30",
            "2026-13-01",
            "2026-03-01T25:00",
            "2026-03-01T12:30[Nowhere/Town]",
            "01.03.2026",
            "tomorrow",
            "99999999y",
            "2026",
            "∞d",
        ] {
            assert_eq!(text.parse::<When>().map(|_| ()), Err(NoMoment), "{text:?}");
        }
        // Every example of the message is one.
        let message = NoMoment.to_string();
        let examples = message
            .split("such as ")
            .nth(1)
            .unwrap()
            .split([','])
            .flat_map(|part| part.split(" or "));
        for example in examples {
            let example = example.trim().trim_matches('\'');
            assert!(example.parse::<When>().is_ok(), "{example}");
        }
    }
}
