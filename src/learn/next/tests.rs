use super::*;
use crate::content::library::Parts;
use crate::content::model::{Lesson, Name, Stage, Track};
use crate::learn::testbed::Bed;
use crate::progress::event::Grade;

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

/// The same with a role of this name, whose track has these topics.
fn heading_for(lines: &[&str], title: &str, topics: &str) -> (Bed, Aim) {
    let mut bed = bed(lines);
    let name = |text: &str| Name::from(text.to_owned());
    let track = Track {
        id: "goal".to_owned(),
        title: name(title),
        stages: vec![Stage {
            title: String::new(),
            topics: topics.split_whitespace().map(name).collect(),
        }],
        ..Track::default()
    };
    bed.library = Library::of(Parts {
        lessons: bed.library.lessons().to_vec(),
        tracks: vec![track],
        ..Parts::default()
    });
    let mut aims = Aim::all(&bed.library);
    let aim = aims.find(|aim| aim.title(&bed.library) == title).unwrap();
    drop(aims);
    (bed, aim)
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
        let (mut bed, aim) = heading_for(&lessons, "Goal", goal);
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
        let (statuses, now) = (bed.statuses(), bed.noon(0));
        let found = next(&bed.library, &bed.progress, &statuses, Some(aim), now, 10);
        let told = found
            .iter()
            .map(|one| format!("{}: {}", bed.library.topic(one.topic).title, one.reason));
        let told: Vec<String> = told.collect();
        let (towards, elsewhere) = told.split_at(expected.len());
        assert_eq!(towards, expected, "{goal} after {done}");
        // Then as without a goal, and nothing twice.
        let is_elsewhere = |line: &String| {
            let reasons = ["stands in no path", ": comes after ", ": because you finished "];
            reasons.iter().any(|reason| line.contains(reason))
        };
        assert!(
            elsewhere.is_sorted_by_key(|line| line.contains(": comes after ")),
            "{told:?}"
        );
        assert!(elsewhere.iter().all(is_elsewhere), "{goal}: {told:?}");
        let open = lessons.len() - done.split_whitespace().count() - skipped.split_whitespace().count();
        assert_eq!(told.len(), open, "{told:?}");
        for limit in 0..5 {
            let few = next(&bed.library, &bed.progress, &statuses, Some(aim), now, limit);
            assert_eq!(few, found[..limit.min(found.len())]);
        }
    }
}

#[test]
fn a_session_takes_what_fits_in_order() {
    let bed = bed(&["a", "b", "c", "d"]);
    let all = next(&bed.library, &bed.progress, &bed.statuses(), None, bed.noon(0), 9);
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
fn a_session_is_split_between_reviews_and_learning() {
    let bed = bed(&["a", "b", "c"]);
    let all = next(&bed.library, &bed.progress, &bed.statuses(), None, bed.noon(0), 9);
    // Cards take half a minute. How many are due, minutes of topics, of the session, cards, minutes for topics.
    for (due, takes, minutes, cards, told) in [
        (108, &[75, 80, 90][..], 25, 10, "a 20/75"),
        (108, &[75, 80, 90], 5, 10, ""),
        (108, &[75, 80, 90], 8, 16, ""),
        (108, &[75, 80, 90], 10, 10, "a 5/75"),
        (108, &[75, 80, 90], 100, 50, "a 75/75"),
        (4, &[75, 80, 90], 5, 4, "a 3/75"),
        (4, &[75, 80, 90], 25, 4, "a 23/75"),
        (0, &[75, 80, 90], 4, 0, "a 4/75"),
        (108, &[75, 20, 90], 25, 10, "b 20/20"),
        (108, &[10, 20, 90], 25, 30, "a 10/10"),
        (108, &[], 25, 50, ""),
        (0, &[], 25, 0, ""),
        (108, &[75, 80, 90], 0, 0, ""),
    ] {
        let suggestions: Vec<(Suggestion, u64)> = all.iter().cloned().zip(takes.iter().copied()).collect();
        let found = split(&Diary::default(), due, suggestions, minutes, 9);
        let shown = found.topics.iter().map(|slot| {
            let title = &bed.library.topic(slot.suggestion.topic).title;
            format!("{title} {}/{}", slot.now, slot.takes)
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        assert_eq!(
            (found.cards, shown.as_str()),
            (cards, told),
            "{due} {takes:?} {minutes}"
        );
        let learning: u64 = found.topics.iter().map(|slot| slot.now).sum();
        assert!(learning + review_minutes(&Diary::default(), found.cards) <= minutes);
    }
}

#[test]
fn reviews_take_as_long_as_they_took() {
    for (answers, took, minutes) in [
        (0, None, 6),
        (30, None, 6),
        (20, Some(60_000), 9),
        (400, Some(60_000), 12),
        // Some quick ones, or one that was left open, change little; an answer takes three seconds at least.
        (6, Some(333), 5),
        (2000, Some(1), 1),
        (1, Some(3_600_000), 8),
        (2000, Some(3_600_000), 36),
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

/// The topics with their reasons, one a line.
fn told(bed: &Bed, aim: Option<Aim>, limit: usize) -> String {
    let found = next(&bed.library, &bed.progress, &bed.statuses(), aim, bed.noon(0), limit);
    let lines = found
        .iter()
        .map(|one| format!("{}: {}\n", bed.library.topic(one.topic).title, one.reason));
    lines.collect()
}

#[test]
fn what_several_have_in_common_is_said_once() {
    let lessons = ["sql", "joins: sql", "views: sql", "orm: joins", "http", "css", "html"];
    let (mut bed, aim) = heading_for(&lessons, "Goal", "sql joins views http css html");
    bed.mark(0, &["sql"], Status::Done);
    assert_eq!(
        told(&bed, Some(aim), 9),
        "joins: because you finished sql\n\
         views: sql leads to it, too\n\
         http: comes next in Goal, 1 of 6 done\n\
         css: number 5 of 6 in Goal\n\
         html: number 6 of 6 in Goal\n\
         orm: comes after joins\n"
    );
    // Without a goal no other reason is known, but order is kept all the same.
    assert_eq!(
        told(&bed, None, 3),
        "joins: because you finished sql, and it opens 1 topic\n\
         views: sql leads to it, too\n\
         http: a lesson that stands in no path\n"
    );
    let (bed, aim) = heading_for(&["c: a", "d: a", "a"], "Goal", "c d");
    assert_eq!(
        told(&bed, Some(aim), 9),
        "a: c builds on it, on the way to Goal, and it opens 2 topics\n\
         c: comes after a, on the way to Goal\n\
         d: comes after a, on the way to Goal\n"
    );
}

#[test]
fn a_path_says_its_reason_once() {
    let text = "# Bed\n\n## Learning Paths\n\n### Ground\n- **Soil**\n- **Compost**\n- **Mulch**\n- **Worms**\n\n### Plants\n- **Radish**\n- **Tomato**\n";
    let agent = crate::content::spec::read(text.as_bytes(), std::path::Path::new("bed.md"));
    let mut bed = bed(&[]);
    bed.library = Library::of(Parts {
        agents: vec![agent.into()],
        ..Parts::default()
    });
    assert_eq!(
        told(&bed, None, 4),
        "Soil: the first step of Ground\n\
         Compost: number 2 of 4 in Ground\n\
         Mulch: number 3 of 4 in Ground\n\
         Radish: the first step of Plants\n"
    );
    bed.mark(0, &["bed/ground/soil"], Status::Done);
    assert_eq!(
        told(&bed, None, 5),
        "Compost: next in Ground, after Soil\n\
         Mulch: number 3 of 4 in Ground\n\
         Worms: number 4 of 4 in Ground\n\
         Radish: the first step of Plants\n\
         Tomato: number 2 of 2 in Plants\n"
    );
}

#[test]
fn what_is_far_on_comes_after_what_is_near() {
    let names: Vec<String> = (0..NEAR + 6)
        .map(|n| {
            if n % 10 == 0 {
                format!("t{n}")
            } else {
                format!("t{n}: t{}", n - 1)
            }
        })
        .collect();
    let lines: Vec<&str> = names.iter().map(String::as_str).chain(["far", "other"]).collect();
    let all: Vec<String> = (0..NEAR + 6)
        .map(|n| format!("t{n}"))
        .chain(["far".to_owned()])
        .collect();
    let (bed, aim) = heading_for(&lines, "Goal", &all.join(" "));
    let found = next(&bed.library, &bed.progress, &bed.statuses(), Some(aim), bed.noon(0), 99);
    let kinds: Vec<(&str, Kind)> = found
        .iter()
        .map(|one| (bed.library.topic(one.topic).title.as_str(), one.kind))
        .collect();
    assert_eq!(
        kinds[..5],
        [
            ("t0", Kind::Next),
            ("t10", Kind::Next),
            ("t20", Kind::Next),
            ("far", Kind::Later),
            ("other", Kind::Besides)
        ]
    );
    assert!(kinds[5..].iter().all(|(_, kind)| *kind == Kind::Waiting), "{kinds:?}");
    assert!(found.is_sorted_by_key(|one| one.kind));
}
