//! How well specs are read, measured against what a person reads in them: own specs in the hardest shapes, and specs of
//! many authors for whoever has them (`WAYPOST_CORPUS` names the folder). The labels are in `labels/`, by name only.
//!
//! A good third of the labelled specs is held out: no rule of the reader was made for what it gets wrong in them.
//! `WAYPOST_LABELS` names a file of labels to take in place of those, for specs that nobody has seen.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use waypost::content::model::Agent;
use waypost::content::{names, spec};

use crate::spec_words::{body, lost_words};

/// What a person reads in one spec.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Label {
    file: String,
    held_out: bool,
    title: String,
    roles: Vec<String>,
    paths: Vec<PathLabel>,
    tools: Vec<String>,
    levels: Vec<String>,
    roadmaps: Vec<String>,
    /// How many occasions there are to turn to it.
    when: usize,
    /// Names that may be read or not: here people would differ.
    optional: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PathLabel {
    title: String,
    steps: Vec<String>,
}

/// Names found rightly, found wrongly, and missed.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Tally {
    fn share(self, others: u32) -> f64 {
        let all = self.right + others;
        if all == 0 {
            1.0
        } else {
            f64::from(self.right) / f64::from(all)
        }
    }

    fn precision(self) -> f64 {
        self.share(self.wrong)
    }

    fn recall(self) -> f64 {
        self.share(self.missed)
    }
}

const FIELDS: [&str; 8] = [
    "title", "roles", "paths", "steps", "tools", "levels", "roadmaps", "when",
];

/// Below these shares something has been unlearned: precision and recall of the tuned and of the held-out specs.
const FLOORS: [(&str, [f64; 4]); 8] = [
    ("title", [1.0, 1.0, 1.0, 1.0]),
    ("roles", [0.99, 0.99, 0.99, 0.99]),
    ("paths", [0.99, 0.99, 0.99, 0.98]),
    ("steps", [0.99, 0.99, 0.99, 0.98]),
    ("tools", [0.99, 0.99, 0.99, 0.99]),
    ("levels", [0.99, 0.99, 0.99, 0.99]),
    ("roadmaps", [1.0, 1.0, 1.0, 1.0]),
    ("when", [0.99, 0.99, 0.99, 0.99]),
];

fn labels(yaml: &str) -> Vec<Label> {
    serde_yaml::from_str(yaml).expect("labels")
}

/// The name as it is compared: what stands in parentheses behind it may be a note or not.
fn normal(name: &str) -> String {
    let name = name.trim();
    let half = name.strip_suffix(')').and_then(|open| open.rsplit_once(" ("));
    let wide = || name.strip_suffix('）').and_then(|open| open.rsplit_once('（'));
    let bare = half.or_else(wide).map_or(name, |(bare, _)| bare.trim_end());
    names::slug(without_count(bare))
}

/// "Chapter 2: Clay" may be called "Clay".
fn without_count(name: &str) -> &str {
    let Some((count, rest)) = name.split_once(": ") else {
        return name;
    };
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let mut words = count.split_whitespace();
    let is_count = words.next().is_some_and(|word| word.chars().all(char::is_alphabetic))
        && words.next().is_some_and(is_number)
        && words.next().is_none();
    if is_count { rest } else { name }
}

/// The names that stand over others: those of groups of steps, and steps with steps below them. Whether "Clay" with three
/// steps below it is a path, a group of one or a step with sub-steps, people see differently, and it is walked alike.
/// Each is given by all it may be called: "Clay · Kinds" is called "Kinds" below "Clay".
fn heads_of(path: &waypost::content::model::Path) -> Vec<Vec<String>> {
    let groups = path.groups.iter().filter_map(|group| group.title.as_deref());
    let names = |title: &str| {
        let ends = [title.split(" · ").next(), title.rsplit(" · ").next(), Some(title)];
        ends.into_iter().flatten().map(normal).collect::<Vec<_>>()
    };
    let mut heads: Vec<Vec<String>> = groups.map(names).collect();
    let steps: Vec<_> = path.steps().collect();
    let above = steps.windows(2).filter(|pair| pair[1].depth > pair[0].depth);
    heads.extend(above.map(|pair| vec![normal(&pair[0].title)]));
    heads
}

fn heads(agent: &Agent) -> Vec<String> {
    agent.paths.iter().flat_map(heads_of).flatten().collect()
}

/// Compares two lists of names whatever their order; `notes` takes down what differs.
fn compare(wanted: &[String], found: &[String], optional: &[String], tally: &mut Tally, notes: &mut Vec<String>) {
    let mut counts: BTreeMap<String, i32> = BTreeMap::new();
    for name in wanted {
        *counts.entry(normal(name)).or_default() += 1;
    }
    for name in found {
        let left = counts.entry(normal(name)).or_default();
        *left -= 1;
        tally.right += u32::from(*left >= 0);
    }
    let optional: Vec<String> = optional.iter().map(|name| normal(name)).collect();
    for (name, left) in counts
        .into_iter()
        .filter(|(name, left)| *left != 0 && !optional.contains(name))
    {
        let count = left.unsigned_abs();
        let (sum, sign) = if left > 0 {
            (&mut tally.missed, '-')
        } else {
            (&mut tally.wrong, '+')
        };
        *sum += count;
        notes.push(format!("{sign}{name}"));
    }
}

fn measure(label: &Label, agent: &Agent) -> Vec<(Tally, Vec<String>)> {
    let texts = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect::<Vec<_>>();
    let steps = |path: &waypost::content::model::Path| path.steps().map(|step| step.title.clone()).collect::<Vec<_>>();
    let of_field = |field: &str| match field {
        "title" => (vec![label.title.clone()], vec![agent.title.clone()]),
        "roles" => (
            label.roles.clone(),
            texts(&mut agent.roles.iter().map(|role| &role.name)),
        ),
        "paths" => (
            texts(&mut label.paths.iter().map(|path| &path.title)),
            texts(&mut agent.paths.iter().map(|path| &path.title)),
        ),
        "steps" => (
            texts(&mut label.paths.iter().flat_map(|path| &path.steps)),
            agent.paths.iter().flat_map(steps).collect(),
        ),
        "tools" => (
            label.tools.clone(),
            texts(
                &mut agent
                    .stacks
                    .iter()
                    .flat_map(waypost::content::model::Stack::tools)
                    .map(|tool| &tool.name),
            ),
        ),
        "levels" => (
            label.levels.clone(),
            texts(&mut agent.levels.iter().map(|level| &level.name)),
        ),
        "roadmaps" => (
            label.roadmaps.clone(),
            texts(&mut agent.roadmaps.iter().map(|link| &link.url)),
        ),
        _ => {
            let counted = |count| (0..count).map(|_| "occasion".to_owned()).collect();
            (counted(label.when), counted(agent.when_to_use.len()))
        }
    };
    FIELDS
        .iter()
        .map(|field| {
            let (wanted, mut found) = of_field(field);
            let mut optional = label.optional.clone();
            if matches!(*field, "paths" | "steps") {
                let names: Vec<String> = found.iter().map(|name| normal(name)).collect();
                let read: Vec<String> = agent.paths.iter().map(|path| normal(&path.title)).collect();
                let (met, mut heads) = (names.clone(), heads(agent));
                if *field == "steps" {
                    heads.extend(read.iter().cloned());
                }
                let met_as_head = |name: &&String| !met.contains(&normal(name)) && heads.contains(&normal(name));
                found.extend(wanted.iter().filter(met_as_head).cloned());
                let labelled = label.paths.iter().map(|path| normal(&path.title));
                let labelled: Vec<String> = labelled.collect();
                if *field == "steps" {
                    optional.extend(labelled.into_iter().filter(|name| heads.contains(name)));
                } else {
                    let is_spread = |path: &&waypost::content::model::Path| {
                        let heads = heads_of(path);
                        let is_labelled = |names: &&Vec<String>| names.iter().any(|name| labelled.contains(name));
                        !heads.is_empty() && heads.iter().filter(is_labelled).count() * 2 >= heads.len()
                    };
                    optional.extend(agent.paths.iter().filter(is_spread).map(|path| path.title.clone()));
                    // The other way round: what a person lists as the steps of one path is read as paths of their own.
                    for path in &label.paths {
                        let names = path.steps.iter().filter(|step| read.contains(&normal(step)));
                        if !path.steps.is_empty() && names.clone().count() * 2 >= path.steps.len() {
                            optional.push(path.title.clone());
                            optional.extend(names.cloned());
                        }
                    }
                }
            }
            let (mut tally, mut notes) = (Tally::default(), Vec::new());
            compare(&wanted, &found, &optional, &mut tally, &mut notes);
            (tally, notes)
        })
        .collect()
}

#[test]
fn own_specs_in_the_hardest_shapes_are_read_as_a_person_does() {
    let mut wrong = String::new();
    for label in labels(include_str!("labels/own.yaml")) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/specs");
        let text = std::fs::read_to_string(folder.join(&label.file)).expect("the fixture");
        let agent = spec::read(text.as_bytes(), Path::new(&label.file));
        assert_eq!(lost_words(body(&text), &agent), Vec::<String>::new(), "{}", label.file);
        for (field, (_, notes)) in FIELDS.iter().zip(measure(&label, &agent)) {
            if !notes.is_empty() {
                writeln!(wrong, "{}: {field}: {}", label.file, notes.join(" ")).expect("text");
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn specs_of_many_authors_are_read_as_a_person_does() {
    let Some(folder) = std::env::var_os("WAYPOST_CORPUS") else {
        return;
    };
    let mut sums = [[Tally::default(); 2]; FIELDS.len()];
    // What was read wrongly in held-out specs isn't shown, so that no rule is made for them.
    let show_held_out = std::env::var_os("WAYPOST_HELD_OUT").is_some();
    let others = std::env::var_os("WAYPOST_LABELS").map(|path| std::fs::read_to_string(path).expect("the labels"));
    for label in labels(others.as_deref().unwrap_or(include_str!("labels/corpus.yaml"))) {
        let bytes = std::fs::read(Path::new(&folder).join(&label.file)).expect("the labelled spec");
        let agent = spec::read(&bytes, Path::new(&label.file));
        let set = usize::from(label.held_out);
        for (index, (tally, notes)) in measure(&label, &agent).into_iter().enumerate() {
            let sum = &mut sums[index][set];
            sum.right += tally.right;
            sum.wrong += tally.wrong;
            sum.missed += tally.missed;
            if !notes.is_empty() && (!label.held_out || show_held_out) {
                println!("{}: {}: {}", label.file, FIELDS[index], notes.join(" "));
            }
        }
    }
    println!("{:10} {:>25} {:>25}", "", "tuned", "held out");
    println!(
        "{:10} {:>9} {:>8} {:>6} {:>9} {:>8} {:>6}",
        "", "precision", "recall", "of", "precision", "recall", "of"
    );
    let mut below = Vec::new();
    for ((field, floors), sum) in FLOORS.iter().zip(sums) {
        let shares = sum.map(|tally| [tally.precision(), tally.recall()]).concat();
        let of = sum.map(|tally| tally.right + tally.missed);
        println!(
            "{field:10} {:9.3} {:8.3} {:6} {:9.3} {:8.3} {:6}",
            shares[0], shares[1], of[0], shares[2], shares[3], of[1]
        );
        if shares.iter().zip(floors).any(|(share, floor)| share < floor) {
            below.push(*field);
        }
    }
    assert_eq!(below, Vec::<&str>::new(), "fields below their floors");
}
