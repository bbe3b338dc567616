use super::*;
use crate::content::model::{Lesson, Name};
use crate::learn::testbed::Bed;
use crate::progress::event::{Action, Grade};

/// Lessons by lines of "topic: what it requires".
fn bed(lines: &[&str]) -> Bed {
    let lessons = lines.iter().map(|line| {
        let (id, requires) = line.split_once(':').unwrap_or((line, ""));
        let requires = requires.split_whitespace().map(|name| Name::from(name.to_owned()));
        Lesson {
            id: id.to_owned(),
            title: Name::from(id.to_owned()),
            requires: requires.collect(),
            ..Lesson::default()
        }
    });
    Bed::with(lessons.collect())
}

#[test]
fn a_goal_is_approached_by_what_nothing_is_missing_for() {
    let lessons = ["http", "sql", "joins: sql", "orm: joins http", "cache: http", "other"];
    for (goal, done, learning, skipped, expected) in [
        // What the goal's topics build on is brought in.
        (
            "orm",
            "",
            "",
            "",
            &[
                "sql: joins builds on it, on the way to Goal, and it opens 2 topics",
                "http: orm builds on it, on the way to Goal, and it opens 1 topic",
            ][..],
        ),
        (
            "sql joins",
            "",
            "",
            "",
            &["sql: a beginning of Goal, and it opens 1 topic"],
        ),
        (
            "joins orm",
            "sql",
            "",
            "",
            &[
                "joins: because you finished sql, and it opens 1 topic",
                "http: orm builds on it, on the way to Goal, and it opens 1 topic",
            ],
        ),
        // What is in progress comes first, and bars what builds on it.
        (
            "sql joins cache",
            "",
            "sql",
            "",
            &[
                "sql: you began it just now",
                "http: cache builds on it, on the way to Goal, and it opens 1 topic",
            ],
        ),
        // What was left out on purpose bars nothing, and nobody has finished it.
        ("joins sql", "", "", "sql", &["joins: a beginning of Goal"]),
        // Without anything before it, it is told how far one is.
        ("sql other", "sql", "", "", &["other: comes next in Goal, 1 of 2 done"]),
        ("sql", "sql", "", "", &[]),
    ] {
        let mut bed = bed(&lessons);
        for (ids, status) in [
            (done, Status::Done),
            (learning, Status::Learning),
            (skipped, Status::Skipped),
        ] {
            let ids: Vec<&str> = ids.split_whitespace().collect();
            if !ids.is_empty() {
                bed.mark(0, &ids, status);
            }
        }
        let topics: Vec<TopicIx> = goal.split_whitespace().map(|id| bed.topic(id)).collect();
        let (statuses, now) = (bed.statuses(), bed.noon(0));
        let found = next_towards(&bed.library, &statuses, ("Goal", &topics), now, 10);
        let told = found
            .iter()
            .map(|one| format!("{}: {}", bed.library.topic(one.topic).title, one.reason));
        let told: Vec<String> = told.collect();
        let (towards, elsewhere) = told.split_at(expected.len());
        assert_eq!(towards, expected, "{goal} after {done}");
        // Then as without a goal, and nothing twice.
        let is_elsewhere = |line: &String| line.ends_with("stands in no path") || line.contains(": comes after ");
        assert!(
            elsewhere.is_sorted_by_key(|line| line.contains(": comes after ")),
            "{told:?}"
        );
        assert!(elsewhere.iter().all(is_elsewhere), "{goal}: {told:?}");
        let open = lessons.len() - done.split_whitespace().count() - skipped.split_whitespace().count();
        assert_eq!(told.len(), open, "{told:?}");
        for limit in 0..5 {
            let few = next_towards(&bed.library, &statuses, ("Goal", &topics), now, limit);
            assert_eq!(few, found[..limit.min(found.len())]);
        }
    }
}

#[test]
fn a_session_takes_what_fits_in_order() {
    let bed = bed(&["a", "b", "c", "d"]);
    let all = next(&bed.library, &bed.statuses(), bed.noon(0), 9);
    for (takes, minutes, limit, expected) in [
        ([30, 30, 30, 30], 60, 9, "ab"),
        ([30, 90, 15, 15], 60, 9, "acd"),
        ([30, 90, 15, 15], 60, 2, "ac"),
        // Nothing fits: the first can be begun.
        ([90, 80, 90, 90], 20, 9, "a"),
        ([90, 80, 90, 90], 0, 9, ""),
        ([90, 10, 90, 90], 20, 9, "b"),
        ([10, 10, 10, 10], 60, 0, ""),
    ] {
        let suggestions = all.iter().cloned().zip(takes).collect();
        let fits = fitting(suggestions, minutes, limit);
        let fits = fits.iter().map(|(one, _)| bed.library.topic(one.topic).title.as_str());
        assert_eq!(fits.collect::<String>(), expected, "{takes:?} in {minutes}");
    }
}

#[test]
fn reviews_take_as_long_as_they_took() {
    for (answers, took, minutes) in [
        (0, None, 6),
        (19, Some(60_000), 6),
        (20, Some(60_000), 12),
        (30, None, 6),
    ] {
        let mut bed = Bed::new(1, 1);
        for _ in 0..answers {
            let card = "t0#q0".to_owned();
            let grade = Grade::Good;
            bed.act(0, Action::Answer { card, grade, took });
        }
        let diary = Diary::new(&bed.progress, &bed.calendar);
        assert_eq!(review_minutes(&diary, 12), minutes, "{answers} answers");
        assert_eq!(review_minutes(&diary, 0), 0);
    }
}
