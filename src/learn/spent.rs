//! The time with one topic on one day, and how it is put right.

use crate::content::library::{Library, TopicIx};
use crate::progress::event::Action;
use crate::progress::fold::Progress;

use super::day::{Calendar, Day};

/// More minutes no day has.
pub const DAY: u32 = 24 * 60;

/// The seconds spent on a topic on a day, under any id it has or had; less than none where more was taken away than was
/// recorded that day.
pub fn seconds_on(library: &Library, progress: &Progress, calendar: &Calendar, topic: TopicIx, day: Day) -> i64 {
    let spends = library.ids_of(topic).flat_map(|id| progress.spends(id));
    let of_day = spends.filter(|(at, _)| calendar.day(*at) == day);
    of_day.map(|(_, seconds)| i64::from(seconds)).sum()
}

/// What makes it so many minutes; `None` where it is so already.
pub fn correction(
    library: &Library,
    progress: &Progress,
    calendar: &Calendar,
    topic: TopicIx,
    day: Day,
    minutes: u32,
) -> Option<Action> {
    let wanted = i64::from(minutes.min(DAY)) * 60;
    let lacking = wanted - seconds_on(library, progress, calendar, topic, day);
    let seconds = i32::try_from(lacking).unwrap_or(if lacking < 0 { i32::MIN } else { i32::MAX });
    (seconds != 0).then(|| Action::Spend {
        topic: library.lasting_id(topic).to_owned(),
        seconds,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::learn::testbed::{Bed, START};

    fn spend(topic: &str, seconds: i32) -> Action {
        let topic = topic.to_owned();
        Action::Spend { topic, seconds }
    }

    #[test]
    fn a_day_has_its_own_time() {
        let mut bed = Bed::new(2, 1);
        bed.act(0, spend("t0", 500));
        bed.act(1, spend("t0", 70));
        bed.act(1, spend("t1", 40));
        let gone = bed.act(1, spend("t0", 9));
        bed.act(1, Action::Undo { of: gone.id });
        let on = |topic: &str, day: i32| {
            let topic = bed.topic(topic);
            seconds_on(&bed.library, &bed.progress, &bed.calendar, topic, START + day)
        };
        assert_eq!((on("t0", 0), on("t0", 1), on("t1", 1), on("t1", 2)), (500, 70, 40, 0));
    }

    proptest! {
        #[test]
        fn a_correction_makes_it_what_was_wanted(spent in prop::collection::vec(-5000..5000_i32, 0..6), minutes in 0..=DAY) {
            let mut bed = Bed::new(1, 1);
            for seconds in spent {
                bed.act(3, spend("t0", seconds));
            }
            let topic = bed.topic("t0");
            let found = correction(&bed.library, &bed.progress, &bed.calendar, topic, START + 3, minutes);
            if let Some(action) = found {
                bed.act(3, action);
            }
            let seconds = seconds_on(&bed.library, &bed.progress, &bed.calendar, topic, START + 3);
            prop_assert_eq!(seconds, i64::from(minutes) * 60);
            let again = correction(&bed.library, &bed.progress, &bed.calendar, topic, START + 3, minutes);
            prop_assert_eq!(again, None);
        }
    }
}
