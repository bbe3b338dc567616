//! Which snapshots are kept: the last fourteen there are, and one a month for a year.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// The latest snapshots, all kept.
pub const DAYS: usize = 14;

/// The months of which the latest snapshot is kept: this one and the twelve before.
pub const MONTHS: usize = 13;

/// Those of `dates` whose snapshots may go.
///
/// Days and months without a snapshot don't count: after a year's absence all that was kept before is still there.
/// Dates after today, which come of a clock that was wrong, neither go nor push out others: it may be today's clock
/// that is wrong.
pub fn superfluous(today: Date, dates: &BTreeSet<Date>) -> Vec<Date> {
    let mut months = 0;
    let mut month = None;
    let superfluous = dates.range(..=today).rev().enumerate().filter(|&(days, date)| {
        let newest_of_month = month != Some(date.first_of_month());
        if newest_of_month {
            month = Some(date.first_of_month());
            months += 1;
        }
        days >= DAYS && !(newest_of_month && months <= MONTHS)
    });
    superfluous.map(|(_, &date)| date).collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn prune(today: Date, dates: &mut BTreeSet<Date>) {
        for gone in superfluous(today, dates) {
            assert!(dates.remove(&gone));
        }
    }

    #[test]
    fn after_years_of_daily_snapshots_a_fortnight_and_a_year_are_left() {
        let mut dates = BTreeSet::new();
        for day in date("2024-01-01")
            .series(1.day())
            .take_while(|&day| day <= date("2026-03-05"))
        {
            dates.insert(day);
            prune(day, &mut dates);
        }
        let left: Vec<String> = dates.iter().map(Date::to_string).collect();
        let months = "2025-03-31 2025-04-30 2025-05-31 2025-06-30 2025-07-31 2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31";
        let days = "2026-02-20 2026-02-21 2026-02-22 2026-02-23 2026-02-24 2026-02-25 2026-02-26 2026-02-27 2026-02-28 2026-03-01 2026-03-02 2026-03-03 2026-03-04 2026-03-05";
        assert_eq!(left.join(" "), format!("{months} {days}"));
    }

    #[test]
    fn a_clock_that_is_wrong_for_a_day_costs_nothing_that_is_needed() {
        let mut dates: BTreeSet<Date> = date("2026-01-01").series(1.day()).take(20).collect();
        let before = dates.clone();
        dates.insert(date("1970-01-01"));
        prune(date("1970-01-01"), &mut dates);
        assert!(dates.is_superset(&before), "all others lie ahead of such a clock");
        dates.insert(date("2040-01-01"));
        prune(date("2040-01-01"), &mut dates);
        dates.insert(date("2026-01-21"));
        prune(date("2026-01-21"), &mut dates);
        let days = date("2026-01-08").series(1.day()).take(14);
        let wanted: BTreeSet<Date> = [date("1970-01-01"), date("2040-01-01")]
            .into_iter()
            .chain(days)
            .collect();
        assert_eq!(dates, wanted);
    }

    proptest! {
        /// Several years, in which snapshots are taken on some days only, and the clock is wrong now and then.
        #[test]
        fn there_is_always_a_snapshot_of_long_ago_and_never_too_many(
            days in proptest::collection::vec((1..40_i32, 0..30_u8), 1..400),
            daily in any::<bool>(),
        ) {
            let mut today = date("2024-01-15");
            let mut dates = BTreeSet::new();
            let mut taken = BTreeSet::new();
            let mut ahead = 0;
            for (gap, clock) in days {
                today += if daily { 1 } else { gap }.days();
                if clock == 0 {
                    ahead += usize::from(dates.insert(today + 40_000.days()));
                }
                dates.insert(today);
                taken.insert(today);
                let before = dates.clone();
                prune(today, &mut dates);

                prop_assert!(dates.is_subset(&before));
                prop_assert_eq!(superfluous(today, &dates), vec![], "once is enough");
                prop_assert!(dates.len() <= DAYS + MONTHS - 1 + ahead);
                prop_assert_eq!(dates.range(today + 1.day()..).count(), ahead, "those ahead stay");
                let latest: Vec<_> = taken.iter().rev().take(DAYS).collect();
                prop_assert!(latest.iter().all(|date| dates.contains(date)), "the last fourteen taken");
                let mut month = today.first_of_month();
                for _ in 0..MONTHS {
                    let newest = taken.range(month..=month.last_of_month()).next_back();
                    prop_assert!(newest.is_none_or(|date| dates.contains(date)), "the newest of {}", month);
                    month -= 1.month();
                }
            }
        }

        #[test]
        fn any_set_of_dates_keeps_its_newest(days in proptest::collection::btree_set(0..20_000_i32, 1..200), today in 0..20_000_i32) {
            let day = |day: i32| date("1990-01-01") + day.days();
            let dates: BTreeSet<Date> = days.into_iter().map(day).collect();
            let gone = superfluous(day(today), &dates);
            prop_assert!(gone.len() < dates.len());
            prop_assert!(gone.iter().all(|&gone| gone < day(today)));
            prop_assert!(dates.range(..=day(today)).next_back().is_none_or(|newest| !gone.contains(newest)));
        }
    }
}
