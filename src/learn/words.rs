//! Numbers and lengths of time as people say them.

/// A number as people read it: 12,003.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "1 topic" or "4,912 topics".
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{} {noun}s", grouped(count))
    }
}

/// "45 minutes", "1 hour", "2 h 30 min", "31 hours".
pub fn duration(minutes: u64) -> String {
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => counted(whole(minutes), "minute"),
        (hours, 0) => counted(whole(hours), "hour"),
        (hours @ 1..10, minutes) => format!("{hours} h {minutes} min"),
        (hours, minutes) => counted(whole(hours + u64::from(minutes >= 30)), "hour"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (60_000, "1,000 hours"),
        ] {
            assert_eq!(duration(minutes), words);
        }
    }
}
