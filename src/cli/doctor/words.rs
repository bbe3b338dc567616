//! Numbers, sizes, dates and names as the doctor writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::progress::event::{Action, Event, Verb};
use crate::progress::line;

/// "1,204".
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 event", "1,204 events".
pub(super) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// "3 marks", "40 marks and 1 other event"; without a mark "2 events".
pub(super) fn tally<'a>(actions: impl Iterator<Item = &'a Action>) -> String {
    let (mut marks, mut others) = (0, 0);
    for action in actions {
        match action.verb() {
            Verb::Mark => marks += 1,
            _ => others += 1,
        }
    }
    match (marks, others) {
        (marks, 0) => counted(marks, "mark"),
        (0, others) => counted(others, "event"),
        (marks, others) => format!("{} and {}", counted(marks, "mark"), counted(others, "other event")),
    }
}

/// What so many lines of events have, as above.
pub(super) fn tally_of<'a>(lines: impl Iterator<Item = &'a [u8]>) -> String {
    let events: Vec<Event> = lines.filter_map(|line| line::decode(line).ok()).collect();
    tally(events.iter().map(|event| &event.action))
}

/// "is", "are".
pub(super) fn are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// "560 bytes", "171 kB", "2.4 MB".
pub(super) fn size(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        1 => "1 byte".to_owned(),
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes / 1000),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

/// The day it was where the learner is.
pub(super) fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        let table = [0, 7, 999, 1000, 12_345, 1_234_567].map(grouped);
        assert_eq!(table, ["0", "7", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!(
            [1, 0, 1204].map(|n| counted(n, "event")),
            ["1 event", "0 events", "1,204 events"]
        );
        let table = [0, 1, 999, 1000, 171_999, 2_460_000, 3_100_000_000].map(size);
        assert_eq!(
            table,
            ["0 bytes", "1 byte", "999 bytes", "1 kB", "171 kB", "2.4 MB", "3.1 GB"]
        );
    }

    #[test]
    fn marks_are_told_from_other_events() {
        let mark = Action::Mark {
            topics: Vec::new(),
            status: crate::progress::event::Status::Done,
        };
        let accept = Action::Accept { lines: Vec::new() };
        let table = [
            tally([].iter()),
            tally([mark.clone()].iter()),
            tally([mark.clone(), accept.clone(), mark].iter()),
            tally([accept.clone(), accept].iter()),
        ];
        assert_eq!(table, ["0 marks", "1 mark", "2 marks and 1 other event", "2 events"]);
    }
}
