//! Reading, loading, searching, drawing: `cargo bench --bench speed`. The log's figures are in `benches/progress.rs`.
//!
//! How the cost of a large pack grows: with the number of files and the bytes in them, and with nothing else. Fastest runs on
//! two busy processors of a virtual machine, in milliseconds:
//!
//! | | 25,000 | 50,000 | 100,000 |
//! |---|---|---|---|
//! | open lessons of 3 KB | 351 | 694 | 1,457 |
//! | open lessons of 600 bytes | 225 | 492 | 968 |
//! | show one lesson that was saved | 95 | 157 | 381 |
//! | make the search index | 22 | | 89 |
//! | a key of a search, found in texts | 7 | | 32 |
//!
//! The same of specs, as time that both processors were at work together, without the optimisation of a whole program:
//!
//! | | 500 | 1,000 | 2,000 | 4,000 |
//! |---|---|---|---|---|
//! | open specs of 13 KB | 400 | 873 | 1,727 | 3,407 |
//! | open specs of 9 KB that list 18 names a line | 183 | 390 | 867 | 1,853 |
//! | show one spec of 13 KB that was saved | 87 | 190 | 387 | 810 |
//!
//! What is in memory after opening, the program itself among it, as a multiple of the text; the index of a search comes to it:
//!
//! | | text | opened | with the index |
//! |---|---|---|---|
//! | 25,000, 50,000, 100,000, 200,000 lessons of 3 KB | 72 to 574 MB | 1.45, 1.42, 1.41, 1.40 | 1.6 |
//! | 100,000 lessons of 600 bytes | 61 MB | 2.5 | 3.4 |
//! | 1,900 specs as they are found in repositories | 14 MB | 2.8 | 4.6 |
//! | 500, 1,000, 2,000, 4,000 specs of 13 KB | 6 to 52 MB | 5.2, 4.7, 4.4, 4.3 | 7.0 |
//! | as many that list 18 names a line | 5 to 36 MB | 5.1, 4.4, 4.1, 3.9 | 8 to 20 |
//! | 2,000 specs of nothing but 480 steps of 18 bytes each | 17 MB | 27 | 51 |
//!
//! What a spec takes goes by its steps and tools, not by its letters: 96 bytes for each step beside its texts, 300 to 400 for
//! each topic with its ids and where they are looked up.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that can't be set up has nothing to measure"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use divan::{Bencher, black_box, counter::BytesCount};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;
use waypost::app::msg::{Effect, Msg};
use waypost::app::state::State;
use waypost::content::library::{Library, Parts};
use waypost::content::model::{Agent, Lesson, Resource};
use waypost::content::roadmap::{self, Node, RoadmapFile, Section};
use waypost::content::search::Index;
use waypost::content::{lesson, source, spec};
use waypost::progress::fold::Progress;
use waypost::tui::host::Host;
use waypost::tui::markdown;
use waypost::tui::tutor::Tutor;

const SPEC: &str = include_str!("../content/agents/backend-engineering.md");

fn main() {
    divan::main();
}

/// A library of so many agents like the embedded one.
fn library(agents: usize) -> Library {
    let read = |n| spec::read(SPEC.as_bytes(), Path::new(&format!("agents/agent-{n}.md")));
    Library::new((0..agents).map(read).collect(), Vec::new())
}

#[divan::bench]
fn parse_a_spec(bencher: Bencher<'_, '_>) {
    let read = || spec::read(black_box(SPEC.as_bytes()), Path::new("agents/backend-engineering.md"));
    bencher.counter(BytesCount::of_str(SPEC)).bench(read);
}

#[divan::bench]
fn load_the_embedded_pack() -> Library {
    source::library(&[], None).expect("the embedded pack")
}

#[divan::bench(args = [2, 200])]
fn join(bencher: Bencher<'_, '_>, agents: usize) {
    let specs: Vec<Agent> = library(agents)
        .agents()
        .iter()
        .map(|agent| Agent::clone(agent))
        .collect();
    bencher
        .with_inputs(|| specs.clone())
        .bench_values(|specs| Library::new(specs, Vec::new()));
}

/// The files of so many imported roadmaps of a hundred topics each.
fn roadmaps(count: usize) -> Vec<Vec<u8>> {
    let node = |roadmap: usize, n: usize| Node {
        id: format!("-node_{roadmap:04}_{n:010}"),
        title: format!("Topic {n} of {roadmap}"),
        parent: (!n.is_multiple_of(6)).then(|| format!("-node_{roadmap:04}_{:010}", n - n % 6)),
        text: "Some words on the topic, which stand for a paragraph. ".repeat(9),
        resources: (0..3)
            .map(|link| Resource {
                kind: None,
                title: format!("Something to read on it, number {link}"),
                url: format!("https://example.org/{roadmap}/{n}/{link}"),
            })
            .collect(),
        ..Node::default()
    };
    let file = |roadmap: usize| RoadmapFile {
        title: format!("Roadmap {roadmap}"),
        sections: vec![Section {
            title: None,
            nodes: (0..100).map(|n| node(roadmap, n)).collect(),
        }],
        ..RoadmapFile::named(&format!("roadmap-{roadmap}"))
    };
    (0..count)
        .map(|roadmap| file(roadmap).to_json().expect("JSON"))
        .collect()
}

#[divan::bench(args = [70])]
fn read_imported_roadmaps(bencher: Bencher<'_, '_>, count: usize) {
    let files = roadmaps(count);
    let read = |bytes: &Vec<u8>| roadmap::read(bytes, Path::new("roadmaps/a.json")).expect("a roadmap");
    let bytes = BytesCount::new(files.iter().map(Vec::len).sum::<usize>());
    bencher
        .counter(bytes)
        .bench(|| files.iter().map(read).collect::<Vec<_>>());
}

#[divan::bench(args = [70])]
fn join_imported_roadmaps(bencher: Bencher<'_, '_>, count: usize) {
    let files = roadmaps(count);
    let read = |bytes: &Vec<u8>| roadmap::read(bytes, Path::new("roadmaps/a.json")).expect("a roadmap");
    let read: Vec<RoadmapFile> = files.iter().map(read).collect();
    let join = |read| {
        Library::of(Parts {
            roadmaps: read,
            ..Parts::default()
        })
    };
    bencher.with_inputs(|| read.clone()).bench_values(join);
}

#[divan::bench(args = [2, 200])]
fn search(bencher: Bencher<'_, '_>, agents: usize) {
    let library = library(agents);
    let index = Index::new(&library);
    bencher.bench(|| index.search(&library, black_box("grphql"), 100));
}

/// A folder with a pack of so many files, and how many bytes they have.
fn folder(shelf: &str, files: usize, text: impl Fn(usize) -> String) -> (TempDir, usize) {
    let folder = TempDir::new().expect("a folder");
    let shelf = folder.path().join(shelf);
    std::fs::create_dir_all(folder.path().join("agents")).expect("a folder");
    std::fs::create_dir_all(&shelf).expect("a folder");
    std::fs::write(folder.path().join("pack.yaml"), "id: big\n").expect("a file");
    let write = |n: usize| {
        let text = text(n);
        std::fs::write(shelf.join(format!("file-{n:06}.md")), &text).expect("a file");
        text.len()
    };
    let bytes = (0..files).map(write).sum();
    (folder, bytes)
}

fn open(bencher: Bencher<'_, '_>, (folder, bytes): &(TempDir, usize)) {
    let packs = [folder.path().to_owned()];
    bencher
        .counter(BytesCount::new(*bytes))
        .bench_local(|| source::library(&packs, None).expect("a library"));
}

/// The n-th of many specs: every other one has topics of its own.
fn a_spec(n: usize) -> String {
    match n % 2 {
        0 => SPEC.to_owned(),
        _ => SPEC.replace("** - ", &format!(" {n}** - ")),
    }
}

/// From files to a library: the time is to double from line to line, and the bytes a second are to stay.
#[divan::bench(args = [500, 1_000, 2_000, 4_000], sample_count = 5, sample_size = 1)]
fn open_a_pack_of_specs(bencher: Bencher<'_, '_>, specs: usize) {
    open(bencher, &folder("agents", specs, a_spec));
}

/// One of so many specs was saved: all are looked at for what has changed, one is read, and all are joined anew.
#[divan::bench(args = [500, 1_000, 2_000], sample_count = 5, sample_size = 1)]
fn reload_one_spec(bencher: Bencher<'_, '_>, specs: usize) {
    let (folder, _) = folder("agents", specs, a_spec);
    let packs = [folder.path().to_owned()];
    let before = source::library(&packs, None).expect("a library");
    let mut saved = 0;
    bencher
        .with_inputs(|| {
            saved += 1;
            let text = a_spec(7).replace("REST", &format!("REST {saved}"));
            std::fs::write(folder.path().join("agents/file-000007.md"), text).expect("a file");
        })
        .bench_local_values(|()| {
            let after = source::library_again(&before, &packs, None).expect("a library");
            assert!(after != before, "the change shows");
            after
        });
}

/// As above, of specs that are nothing but long lists of names: what is kept of each name counts most here.
#[divan::bench(args = [500, 1_000, 2_000, 4_000], sample_count = 5, sample_size = 1)]
fn open_a_pack_of_dense_specs(bencher: Bencher<'_, '_>, specs: usize) {
    let names = |agent: usize, step: usize| {
        let name = |at: usize| format!("Name {} x{at}", (agent * 7 + step * 558 + at * 31) % 9_973);
        (0..18).map(name).collect::<Vec<_>>().join(", ")
    };
    let step = |agent: usize, step: usize| format!("- **Skill {agent} {step}** - {}\n", names(agent, step));
    let path = |agent: usize, path: usize| {
        let steps: String = (0..8).map(|at| step(agent, path * 8 + at)).collect();
        format!("\n### {}. Path {path} of {agent}\n{steps}", path + 1)
    };
    let text = |agent: usize| {
        let paths: String = (0..4).map(|at| path(agent, at)).collect();
        format!("# Agent {agent}\n\n## Learning Paths\n{paths}")
    };
    open(bencher, &folder("agents", specs, text));
}

/// A lesson of three kilobytes.
fn a_lesson(n: usize) -> String {
    let before = n.saturating_sub(1);
    let text =
        "What there is to know of it, **with** `code` and a [link](https://example.org/a), in a line.\n".repeat(14);
    format!(
        "---\ntitle: Topic {n}\naliases: [T{n}]\nsummary: What topic {n} is, in one sentence.\nlevel: beginner\nminutes: 30\n\
         requires: [file-{before:06}]\nresources:\n  - {{ kind: official, title: Documentation, url: \"https://example.org/{n}\" }}\n---\n\n\
         # Topic {n}\n\n{text}\n## More\n\n- {text}\n"
    )
}

/// A lesson of 600 bytes: what is done for a file counts more here than what is done for its text.
fn a_short_lesson(n: usize) -> String {
    let before = n.saturating_sub(1);
    let text =
        "What there is to know of it, **with** `code` and a [link](https://example.org/a), in a line.\n".repeat(5);
    format!(
        "---\ntitle: Topic {n}\nsummary: What topic {n} is, in one sentence.\nlevel: beginner\nminutes: 30\n\
         requires: [file-{before:06}]\n---\n\n# Topic {n}\n\n{text}"
    )
}

/// As above.
#[divan::bench(args = [25_000, 50_000, 100_000], sample_count = 5, sample_size = 1)]
fn open_a_pack_of_lessons(bencher: Bencher<'_, '_>, lessons: usize) {
    open(bencher, &folder("lessons", lessons, a_lesson));
}

/// As above.
#[divan::bench(args = [25_000, 50_000, 100_000], sample_count = 5, sample_size = 1)]
fn open_a_pack_of_short_lessons(bencher: Bencher<'_, '_>, lessons: usize) {
    open(bencher, &folder("lessons", lessons, a_short_lesson));
}

/// One of so many lessons was saved: the folders are gone through for what has changed, one file is read, and all is joined anew.
#[divan::bench(args = [25_000, 50_000, 100_000], sample_count = 5, sample_size = 1)]
fn reload_one_lesson(bencher: Bencher<'_, '_>, lessons: usize) {
    let (folder, _) = folder("lessons", lessons, a_lesson);
    let packs = [folder.path().to_owned()];
    // What was written just now is read again whatever its time says.
    std::thread::sleep(Duration::from_secs(3));
    let before = source::library(&packs, None).expect("a library");
    let mut saved = 0;
    bencher
        .with_inputs(|| {
            saved += 1;
            let text = a_lesson(7).replace("Topic", &format!("Subject {saved}"));
            std::fs::write(folder.path().join("lessons/file-000007.md"), text).expect("a file");
        })
        .bench_local_values(|()| {
            let after = source::library_again(&before, &packs, None).expect("a library");
            assert!(after != before, "the change shows");
            after
        });
}

/// So many lessons, read.
fn library_of_lessons(lessons: usize) -> Library {
    let read = |n| lesson::read(a_lesson(n).as_bytes(), Path::new(&format!("lessons/file-{n:06}.md")));
    let lessons: Vec<Lesson> = (0..lessons).map(read).collect();
    Library::with_lessons(Vec::<Agent>::new(), lessons, Vec::new())
}

/// What is made ready for a search in the first pause; it grows with the text, which is gone through once.
#[divan::bench(args = [25_000, 100_000], sample_count = 10)]
fn index_lessons(bencher: Bencher<'_, '_>, lessons: usize) {
    let library = library_of_lessons(lessons);
    bencher.bench(|| Index::new(&library));
}

/// What a key costs while one types a search, in so many lessons: words of texts, then letters that only titles have.
#[divan::bench(args = [(25_000, "link line"), (100_000, "link line"), (100_000, "nowhere"), (100_000, "tpc9")], sample_count = 10)]
fn search_lessons(bencher: Bencher<'_, '_>, (lessons, query): (usize, &str)) {
    let library = library_of_lessons(lessons);
    bencher.bench(|| library.index().search(&library, black_box(query), 100));
}

struct Nowhere;

impl Host for Nowhere {
    fn perform(&mut self, _: Effect) {}
}

/// From a key to the cells of the frame that answers it.
#[divan::bench(args = [2, 200])]
fn update_and_draw(bencher: Bencher<'_, '_>, agents: usize) {
    let state = State::new(Arc::new(library(agents)), Progress::default(), Timestamp::UNIX_EPOCH);
    let mut tutor = Tutor::new(state, Nowhere, true);
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a screen");
    let key = |c| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    tutor.handle(Msg::Resize(120, 40), Timestamp::UNIX_EPOCH);
    tutor.input(&key('2'), Timestamp::UNIX_EPOCH);
    let mut down = true;
    bencher.bench_local(|| {
        tutor.input(&key(if down { 'j' } else { 'k' }), Timestamp::UNIX_EPOCH);
        down = !down;
        terminal.draw(|frame| tutor.draw(frame)).expect("a frame");
    });
}

#[divan::bench]
fn render_markdown(bencher: Bencher<'_, '_>) {
    let styles = markdown::Styles::default();
    bencher
        .counter(BytesCount::of_str(SPEC))
        .bench(|| markdown::render(black_box(SPEC), 78, &styles));
}
