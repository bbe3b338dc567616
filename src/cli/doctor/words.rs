//! Numbers, sizes, dates and names as the doctor writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

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

/// As a shell takes it for one word.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
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
    fn any_name_is_one_word_for_a_shell() {
        assert_eq!(quoted("a/b c"), "'a/b c'");
        assert_eq!(quoted("it's; rm"), r"'it'\''s; rm'");
    }
}
