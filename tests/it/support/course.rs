//! A course in gardening: two specs, lessons that build on each other, and the track of a role. Text of our own.

use std::path::Path;

use waypost::content::library::{Library, Parts};
use waypost::content::model::{Lesson, Track};
use waypost::content::{lesson, track};

use super::play::{BALCONY, GARDEN, library};

const SOIL: &str = "\
---
title: Soil
summary: What beds are made of, and how to tell by hand.
level: beginner
minutes: 30
questions:
  - ask: Which soil holds *most* water?
    id: water
    choices: [Coarse sand, Gravel, Clay, Chalk]
    answer: 2
    why: Its grains are the finest.
---
";

const COMPOST: &str = "\
---
title: Compost
summary: What was alive becomes soil.
level: beginner
minutes: 60
requires: [soil]
questions:
  - ask: What is a heap turned for?
    id: turning
    answer: For air.
---
";

const MULCH: &str = "\
---
title: Mulch
summary: A blanket for the bed.
minutes: 20
requires: [compost]
---
";

const WORMS: &str = "\
---
title: Worm Bins
summary: Red worms do the work.
minutes: 45
requires: [compost]
---
";

const PRUNING: &str = "\
---
title: Pruning
summary: Where to cut, and when.
minutes: 90
---
";

/// The track of a role of the first spec.
const KEEPER: &str = "\
title: Bed Keeper
agent: garden
summary: Keeps beds alive for years.
stages:
  - title: Ground
    topics: [soil, compost, mulch, worm-bins]
  - title: Plants
    topics: [Radish, Lettuce, pruning]
";

fn lessons(of: &[(&str, &str)]) -> Vec<Lesson> {
    let read = |(file, text): &(&str, &str)| lesson::read(text.as_bytes(), Path::new(file));
    of.iter().map(read).collect()
}

fn keeper() -> Track {
    track::read(KEEPER.as_bytes(), Path::new("roles/bed-keeper.yaml"))
}

/// The course.
pub(crate) fn course() -> Library {
    Library::of(Parts {
        agents: library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)])
            .agents()
            .to_vec(),
        lessons: lessons(&[
            ("lessons/soil.md", SOIL),
            ("lessons/compost.md", COMPOST),
            ("lessons/mulch.md", MULCH),
            ("lessons/worm-bins.md", WORMS),
            ("lessons/pruning.md", PRUNING),
        ]),
        tracks: vec![keeper()],
        ..Parts::default()
    })
}

/// The same after its author took two lessons out of it.
pub(crate) fn shorter_course() -> Library {
    let whole = course();
    let lessons = whole.lessons().iter();
    let kept = lessons.filter(|lesson| !["soil", "worm-bins"].contains(&lesson.id.as_str()));
    Library::of(Parts {
        agents: whole.agents().to_vec(),
        lessons: kept.cloned().collect(),
        tracks: vec![keeper()],
        ..Parts::default()
    })
}

/// A role whose track has so many topics.
pub(crate) fn long_course(topics: usize) -> Library {
    let lessons = (0..topics).map(|n| {
        let text = format!("---\ntitle: Plant {n}\nsummary: It grows.\nminutes: 30\n---\n");
        lesson::read(text.as_bytes(), Path::new(&format!("lessons/plant-{n}.md")))
    });
    let names: Vec<String> = (0..topics).map(|n| format!("plant-{n}")).collect();
    let text = format!(
        "title: Botanist\nstages:\n  - title: Plants\n    topics: [{}]\n",
        names.join(", ")
    );
    Library::of(Parts {
        lessons: lessons.collect(),
        tracks: vec![track::read(text.as_bytes(), Path::new("roles/botanist.yaml"))],
        ..Parts::default()
    })
}
