//! `waypost time`: how long a topic took today and in all, and today's minutes put right.

use anyhow::Result;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::learn::plan::duration;
use crate::learn::spent::{correction, seconds_on};
use crate::learn::statistics::times;

use super::Verdict;
use super::args::{Global, Time};
use super::desk::Desk;
use super::json::{Spent, Topic, document};
use super::out::{Line, Out, Style};
use super::subject;

pub(super) fn run(global: &Global, args: &Time, out: &mut Out) -> Result<Verdict> {
    let mut desk = Desk::open(global)?;
    let topic = subject::topic(&desk.library, &args.topic)?;
    let calendar = desk.settings.calendar(TimeZone::system());
    let today = calendar.day(desk.now);
    if let Some(minutes) = args.minutes {
        let found = correction(&desk.library, &desk.progress, &calendar, topic, today, minutes);
        if let Some(action) = found {
            desk.record(action)?;
        }
    }
    let time = times(&desk.library, &desk.progress).of(topic);
    let minutes_today = seconds_on(&desk.library, &desk.progress, &calendar, topic, today) / 60;
    if args.json {
        let shape = Spent {
            topic: Topic::new(&desk.library, &desk.statuses, topic),
            minutes_today,
            minutes: time.learning / 60,
            review_minutes: time.reviewing / 60,
        };
        out.json(&document(json!({ "time": shape })))?;
        return Ok(Verdict::Good);
    }
    let title = &desk.library.topic(topic).title;
    let today = u64::try_from(minutes_today).map_or_else(|_| format!("{minutes_today} minutes"), duration);
    let mut line = Line::new(Style::Bold, title).and(Style::Plain, format!(": {today} today"));
    line = line.and(Style::Plain, format!(", {} in all", duration(time.learning / 60)));
    if time.reviewing >= 60 {
        line = line.and(
            Style::Dim,
            format!(", and {} with its questions", duration(time.reviewing / 60)),
        );
    }
    out.line(line)?;
    Ok(Verdict::Good)
}
