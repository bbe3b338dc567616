//! Screens as a person sees them, driven by keys.

use std::path::Path;

use crossterm::event::{Event as Input, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use waypost::app::command::Tab;
use waypost::app::layout::Pane;
use waypost::app::msg::{Effect, Msg};
use waypost::app::page::Block;
use waypost::app::rows::{self, Row};
use waypost::app::session::Session;
use waypost::app::state::{Overlay, State};
use waypost::content::lesson;
use waypost::content::library::{Library, Parts};
use waypost::content::model::{Lesson, Link};
use waypost::content::roadmap_sh::{self, SourceFile, Sources};
use waypost::content::spec;
use waypost::progress::event::{Action, Status};
use waypost::progress::fold::Progress;
use waypost::progress::notes::Kept;
use waypost::progress::stamp::Stamper;

use crate::support::clone;
use crate::support::play::{BALCONY, COMPOSTING, GARDEN, Play, WORMS, library, start};

fn status_of(play: &Play, title: &str) -> Status {
    let library = &play.state().library;
    let topic = library
        .topic_ixs()
        .find(|&ix| library.topic(ix).title == title)
        .expect("a topic of this title");
    play.state().statuses.of(topic)
}

#[test]
fn every_tab_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        for (key, name) in [
            ('1', "today"),
            ('2', "paths"),
            ('3', "roles"),
            ('4', "stacks"),
            ('5', "roadmaps"),
            ('6', "review"),
            ('7', "progress"),
        ] {
            let mut play = Play::new(width, height);
            play.keys(&key.to_string());
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), play.screen());
        }
    }
}

#[test]
fn a_topic_is_read_marked_and_counted_everywhere() {
    let mut play = Play::new(120, 40);
    play.keys("2<Enter>j");
    insta::assert_snapshot!("topic_read", play.styled());
    play.keys("<Space>");
    insta::assert_snapshot!("topic_done", play.styled());
    assert_eq!(
        play.status(),
        "Compost: done · counts in 2 agents, 1 stack entry, 1 role and 1 roadmap"
    );
    assert_eq!(status_of(&play, "Compost"), Status::Done);
    // The other agent's path counts it as well.
    play.keys("7jjjjj");
    let screen = play.screen();
    let pots = screen
        .lines()
        .find(|line| line.contains("Pots"))
        .expect("the path's line");
    assert!(pots.contains("1/3"), "{pots}");
}

#[test]
fn marks_go_to_the_disk_and_come_back() {
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>d").keys("ji").keys("js");
    let statuses = |play: &Play| ["Soil", "Compost", "Mulch"].map(|title| status_of(play, title));
    assert_eq!(statuses(&play), [Status::Done, Status::Learning, Status::Skipped]);
    play.keys("r");
    assert_eq!(statuses(&play), [Status::Done, Status::Learning, Status::Todo]);
    play.keys("uuuu");
    assert_eq!(statuses(&play), [Status::Todo; 3]);
    assert_eq!(play.status(), "Undone; Soil is todo again");
    play.keys("u");
    assert_eq!(play.status(), "There is nothing to undo");
    play.keys("<Ctrl-r><Ctrl-r>");
    assert_eq!(statuses(&play), [Status::Done, Status::Learning, Status::Todo]);
    // What is on disk says the same to the next start.
    let progress = Progress::fold(play.on_disk.clone());
    let library = &play.state().library;
    let again: Vec<Status> = library
        .topics()
        .iter()
        .map(|topic| progress.status_of(topic.ids()))
        .collect();
    let now: Vec<Status> = library.topic_ixs().map(|ix| play.state().statuses.of(ix)).collect();
    assert_eq!(again, now);
}

#[test]
fn the_same_mark_twice_is_said_and_not_recorded() {
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>dd");
    assert_eq!(play.status(), "Soil is done already");
    assert_eq!(play.on_disk.len(), 1);
}

#[test]
fn what_has_no_topic_is_not_marked_and_says_why() {
    let mut play = Play::new(100, 30);
    play.keys("2<Space>");
    assert_eq!(play.status(), "Marks are for topics: go into the list with Enter");
    play.keys("4<Enter><Space>");
    assert_eq!(play.status(), "No path has Spade as a topic");
    assert!(play.on_disk.is_empty());
}

#[test]
fn a_disk_that_fails_is_shown_and_loses_nothing() {
    let mut play = Play::new(100, 30);
    play.disk_works = false;
    play.keys("2<Enter>d");
    insta::assert_snapshot!("disk_fails", play.screen());
    // Moving on does not hide the failure, leaving asks first.
    play.keys("jk");
    assert!(play.screen().contains("1 not on disk"));
    play.keys("q");
    assert!(
        play.status().contains("1 mark is not on disk and would be lost"),
        "{}",
        play.status()
    );
    assert!(play.asked().is_empty());
    play.keys("q");
    assert_eq!(play.asked(), [&Effect::Quit]);
    // The disk comes back.
    let ids = play.tutor.host().effects.iter().filter_map(|effect| match effect {
        Effect::Append(events) => Some(events.iter().map(|event| event.id).collect::<Vec<_>>()),
        _ => None,
    });
    let ids = ids.flatten().collect();
    play.send(Msg::Saved(ids));
    assert_eq!(play.status(), "Everything is on disk again");
    assert_eq!(status_of(&play, "Soil"), Status::Done);
}

#[test]
fn a_mark_says_done_only_once_it_is_on_disk() {
    let mut play = Play::new(100, 30);
    play.disk_works = false;
    play.keys("2<Enter>d");
    let screen = play.screen();
    assert!(screen.contains("… Soil") && !screen.contains("✓ Soil"), "{screen}");
}

#[test]
fn enter_goes_to_a_topic_and_backspace_back_to_where_one_was() {
    let mut play = Play::new(120, 40);
    // A role's name that is a topic of a path.
    play.keys("3<Enter>j");
    let before = play.screen();
    play.keys("<Enter>");
    assert_eq!(play.state().tab, Tab::Paths);
    insta::assert_snapshot!("jumped_to_topic", play.screen());
    play.keys("<Backspace>");
    assert_eq!(play.screen(), before);
}

#[test]
fn the_reading_pane_is_walked_by_its_links() {
    let mut play = Play::new(120, 40);
    play.keys("2<Enter>j<Enter>");
    assert_eq!(play.state().here().focus, Pane::Right);
    play.keys("j");
    insta::assert_snapshot!("page_target", play.styled());
    play.keys("<Enter>");
    // The first line leads to where else the topic counts.
    assert!(play.screen().contains("━ Pots ━"), "{}", play.screen());
    play.keys("<Backspace>");
    assert!(play.screen().contains("━ Compost ━"));
    // Back, and back again to the list one came from.
    play.keys("<Backspace>");
    assert_eq!(play.state().here().focus, Pane::Middle);
    play.keys("<Backspace>");
    assert_eq!(play.state().here().focus, Pane::Left);
}

#[test]
fn links_are_opened_and_copied() {
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>j").keys("o");
    let link = Link {
        title: "Compost".to_owned(),
        url: "https://roadmap.sh/compost".to_owned(),
    };
    assert_eq!(play.asked(), [&Effect::OpenUrl(link.clone())]);
    play.send(Msg::NotOpened {
        url: link.url.clone(),
        why: "there is no desktop here".to_owned(),
    });
    insta::assert_snapshot!("no_browser", play.screen());
    assert_eq!(play.asked().last(), Some(&&Effect::Copy(link.url.clone())));
    play.keys("<Esc>y");
    assert_eq!(play.status(), "Copied https://roadmap.sh/compost");
    play.keys("ko");
    assert_eq!(play.status(), "There is no link here");
}

#[test]
fn several_links_are_a_choice() {
    let mut play = Play::new(100, 30);
    // The agent's page has its roadmap and the almanac.
    play.keys("2k").keys("o");
    assert!(matches!(play.state().overlay, Some(Overlay::Links { .. })));
    insta::assert_snapshot!("choose_link", play.screen());
    play.keys("j<Enter>");
    assert!(matches!(play.asked().last(), Some(Effect::OpenUrl(link)) if link.url == "https://example.org/almanac"));
}

#[test]
fn search_finds_titles_then_text_and_goes_there() {
    let mut play = Play::new(100, 30);
    play.keys("/cmpst");
    insta::assert_snapshot!("search_title", play.screen());
    play.keys("<Enter>");
    assert_eq!(play.state().tab, Tab::Paths);
    assert!(play.screen().contains("━ Ground ━"), "{}", play.screen());
    // Words that stand in no title, but in a text.
    play.keys("/almanac");
    insta::assert_snapshot!("search_text", play.screen());
    play.keys("<Esc>/zzzz");
    assert!(play.screen().contains("Nothing found"));
    play.keys("<Esc>");
    assert!(play.state().overlay.is_none());
}

#[test]
fn help_and_palette_show_every_command() {
    let mut play = Play::new(100, 60);
    play.keys("?");
    insta::assert_snapshot!("help", play.screen());
    play.keys("<Esc>:undo");
    insta::assert_snapshot!("palette", play.screen());
    play.keys("<Enter>");
    assert_eq!(play.status(), "There is nothing to undo");
}

#[test]
fn filters_hide_what_they_say() {
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>djsf");
    assert_eq!(play.status(), "Showing open steps only");
    let screen = play.screen();
    assert!(
        !screen.contains("✓ Soil") && !screen.contains("– Compost") && screen.contains("○ Mulch"),
        "{screen}"
    );
    play.keys("f");
    assert!(play.screen().contains("✓ Soil") && !play.screen().contains("○ Mulch"));
    play.keys("f");
    assert!(play.screen().contains("– Compost") && !play.screen().contains("✓ Soil"));
    // A jump to a hidden step shows it.
    play.keys("/mulch<Enter>");
    assert!(play.screen().contains("○ Mulch"));
}

#[test]
fn a_filter_without_rows_says_so() {
    let mut play = Play::new(100, 30);
    play.keys("2fff");
    let screen = play.screen();
    assert!(screen.contains("Nothing under this filter."), "{screen}");
}

#[test]
fn what_another_instance_marks_appears() {
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>");
    let action = Action::Mark {
        topics: vec!["garden/ground/mulch".to_owned()],
        status: Status::Done,
    };
    let event = Stamper::default().stamp(action, start());
    play.send(Msg::Arrived(vec![event]));
    assert_eq!(play.status(), "Mulch is done now, marked elsewhere");
    assert!(play.screen().contains("✓ Mulch"));
}

#[test]
fn a_small_screen_says_so_and_recovers() {
    let mut play = Play::new(39, 11);
    insta::assert_snapshot!("too_small", play.screen());
    play.resize(5, 2).screen();
    play.resize(80, 24);
    assert!(play.screen().contains("Start here"));
}

#[test]
fn any_size_is_drawn_without_harm() {
    for key in [
        "1",
        "2<Enter><Enter>",
        "3<Enter>",
        "4<Enter>",
        "5",
        "6",
        "2<Enter>d6<Enter><Space>",
        "7",
        "?",
        "/c",
        ":",
        "2ko",
    ] {
        let mut play = Play::new(120, 40);
        play.keys(key);
        for width in (1..=130).step_by(3) {
            for height in [1, 2, 5, 11, 12, 13, 24, 50] {
                play.resize(width, height).screen();
            }
        }
    }
}

#[test]
fn position_tab_and_filter_come_back() {
    let mut play = Play::new(100, 30);
    play.keys("4<Enter>2<Enter>jjft");
    let session = Session::of(play.state());
    let text = serde_json::to_string(&session).expect("JSON");
    let session: Session = serde_json::from_str(&text).expect("the same again");
    let library = library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)]);
    let mut state = State::new(library.into(), Progress::default(), start());
    session.restore(&mut state);
    let mut again = Play::of(state, 100, 30);
    play.keys("<Up><Down>");
    assert_eq!(again.screen(), play.screen(), "what was said is not kept, all else is");
    play.keys("4");
    again.keys("4");
    assert_eq!(again.screen(), play.screen());
}

#[test]
fn a_session_of_other_packs_does_no_harm() {
    let mut play = Play::new(100, 30);
    play.keys("2<Enter>jj");
    let session = Session::of(play.state());
    let mut state = State::new(library(&[]).into(), Progress::default(), start());
    session.restore(&mut state);
    let mut empty = Play::of(state, 100, 30);
    for key in [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "<Enter>",
        "jjkkGg",
        "<Space>",
        "o",
        "<Tab><Tab>",
        "<Backspace>",
    ] {
        empty.keys(key);
        empty.screen();
    }
    empty.keys("2");
    insta::assert_snapshot!("empty_library", empty.screen());
}

#[test]
fn long_wide_and_right_to_left_titles_keep_the_layout() {
    let spec = "\
# 日本語の学習ガイド

## Learning Paths

### 一番目のとても長い名前の道はここから始まって続きます
- **データベース設計とデータモデリングの基礎を学ぶ長い題名** - 正規化、索引
- **👩‍👩‍👧‍👦 Families of emoji 🎯** - 🎉, 🚀
- **مرحبا بالعالم وقواعد البيانات** - العربية
- **Averyveryveryveryveryverylongwordthatneverendsandneverbreaksanywhereatall** - x, y
";
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = Play::with(library(&[("agents/wide.md", spec)]), &[], width, height);
        play.keys("2<Enter>");
        insta::assert_snapshot!(format!("wide_{width}x{height}"), play.screen());
        for _ in 0..4 {
            play.keys("j<Enter>").screen();
            play.keys("<Backspace>");
        }
    }
}

#[test]
fn the_mouse_selects_and_goes_in() {
    let mut play = Play::new(120, 40);
    let click = |play: &mut Play, column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        let event = MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        };
        play.tutor.input(&Input::Mouse(event), start());
    };
    // The second label of the tab bar.
    click(&mut play, 12, 0);
    assert_eq!(play.state().tab, Tab::Paths);
    let screen = play.screen();
    let row = screen
        .lines()
        .position(|line| line.contains("Plants"))
        .expect("the path's line");
    let row = u16::try_from(row).expect("a row");
    click(&mut play, 5, row);
    assert!(play.screen().contains("─ Plants ─"), "{}", play.screen());
    click(&mut play, 5, row);
    assert_eq!(play.state().here().focus, Pane::Middle);
    let wheel = MouseEvent {
        kind: MouseEventKind::ScrollDown,
        column: 5,
        row,
        modifiers: KeyModifiers::NONE,
    };
    let before = play.state().here().left.row;
    play.tutor.input(&Input::Mouse(wheel), start());
    assert_eq!(play.state().here().left.row, before + 1);
}

#[test]
fn the_screen_is_the_same_without_colour() {
    let mut play = Play::new(80, 24);
    play.keys("2<Enter>d");
    let coloured = play.screen();
    for _ in 0..4 {
        play.keys("t");
        let lines = |screen: &str| screen.lines().take(20).collect::<Vec<_>>().join("\n");
        assert_eq!(lines(&play.screen()), lines(&coloured));
    }
}

/// The two gardens with two lessons, one of which no path meets.
fn with_lessons(width: u16, height: u16) -> Play {
    let agents = library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)])
        .agents()
        .to_vec();
    let read = |(file, text): (&str, &str)| lesson::read(text.as_bytes(), Path::new(file));
    let lessons = [("lessons/compost.md", COMPOSTING), ("lessons/worms.md", WORMS)].map(read);
    Play::with(
        Library::with_lessons(agents, lessons.to_vec(), Vec::new()),
        &[],
        width,
        height,
    )
}

#[test]
fn a_lesson_is_read_on_its_topics_page() {
    let mut play = with_lessons(120, 50);
    play.keys("2<Enter>jl");
    insta::assert_snapshot!("lesson_read", play.screen());
    // Its requirement is the first line that leads on, then come its resources.
    play.keys("j<Enter>");
    assert!(play.screen().contains("━ Soil ━"), "{}", play.screen());
    assert_eq!(
        play.state()
            .middle_row()
            .map(|row| row.label(&play.state().library).to_owned()),
        Some("Soil".to_owned())
    );
    play.keys("<Esc>o");
    let Some(Overlay::Links { links, .. }) = &play.state().overlay else {
        panic!("no choice of links:\n{}", play.screen());
    };
    let titles: Vec<_> = links.iter().map(|link| link.title.as_str()).collect();
    assert_eq!(titles, ["Soil society", "Heaps", "the almanac", "Compost"]);
}

#[test]
fn resources_are_ticked_one_by_one_and_the_topic_stays_as_it_is() {
    let mut play = with_lessons(120, 50);
    // The requirement, then the resources by kind.
    play.keys("2<Enter>jljj ");
    assert_eq!(play.status(), "Read: Soil society");
    assert!(
        play.screen().contains("✓ Soil society") && play.screen().contains("○ Heaps"),
        "{}",
        play.screen()
    );
    assert_eq!(status_of(&play, "Compost"), Status::Todo);
    assert!(play.screen().contains("Space read it"), "{}", play.screen());
    play.keys("j ");
    assert!(play.screen().contains("✓ Heaps"), "{}", play.screen());
    play.keys("k ");
    assert_eq!(play.status(), "Not read: Soil society");
    assert!(
        play.screen().contains("○ Soil society") && play.screen().contains("✓ Heaps"),
        "{}",
        play.screen()
    );
    // What leads to another topic is none.
    play.keys("gk ");
    assert_eq!(status_of(&play, "Compost"), Status::Done);
    let mut again = Play::with(
        Library::with_lessons(
            play.state().library.agents().to_vec(),
            play.state().library.lessons().to_vec(),
            Vec::new(),
        ),
        &play.on_disk,
        120,
        50,
    );
    again.keys("2<Enter>jl");
    assert!(again.screen().contains("✓ Heaps"), "{}", again.screen());
}

#[test]
fn own_notes_and_links_stand_below_the_lesson() {
    let mut play = with_lessons(120, 60);
    play.keys("2<Enter>jn");
    let wanted = Effect::EditNote {
        topic: "garden/ground/compost".to_owned(),
        title: "Compost".to_owned(),
    };
    assert_eq!(play.asked(), [&wanted]);
    let noted = |text: &str| Msg::Noted {
        topic: "garden/ground/compost".to_owned(),
        kept: Kept::Saved(text.to_owned()),
    };
    play.send(noted("The *north* corner; see [my heap](https://example.org/heap).\n"));
    assert_eq!(play.status(), "Noted on Compost");
    insta::assert_snapshot!("lesson_with_a_note", play.screen());
    play.keys("o");
    let Some(Overlay::Links { links, .. }) = &play.state().overlay else {
        panic!("no choice of links:\n{}", play.screen());
    };
    assert!(
        links.iter().any(|link| link.url == "https://example.org/heap"),
        "{links:?}"
    );
    play.keys("<Esc>");
    play.send(Msg::Noted {
        topic: "garden/ground/compost".to_owned(),
        kept: Kept::Removed,
    });
    assert!(!play.screen().contains("Your note"), "{}", play.screen());
    // Those of the start are shown whatever id they are under.
    play.send(Msg::Notes([("compost".to_owned(), "Again.".to_owned())].into()));
    assert!(play.screen().contains("Again."), "{}", play.screen());
    play.keys("hn");
    assert!(play.status().contains("Notes are for topics"), "{}", play.status());
}

#[test]
fn lessons_that_no_path_meets_have_a_place_of_their_own() {
    for (width, height) in [(120, 40), (40, 12)] {
        let mut play = with_lessons(width, height);
        // By search, and back.
        play.keys("/peelings<Enter>");
        insta::assert_snapshot!(format!("lesson_in_no_path_{width}"), play.screen());
        play.keys("d");
        assert_eq!(status_of(&play, "Worm Bins"), Status::Done);
        play.keys("<Esc><Esc>");
        assert_eq!(play.state().tab, Tab::Today);
        // From Today's last row, by the list on the left.
        play.keys("G");
        insta::assert_snapshot!(format!("lessons_today_{width}"), play.screen());
        play.keys("<Enter><Enter>");
        assert_eq!(play.state().here().focus, Pane::Right);
        let subject = play.state().subject().expect("a row");
        assert_eq!(subject.label(&play.state().library), "Worm Bins");
        // With what it requires, and what of the whole is done.
        play.keys("j<Enter>");
        let subject = play.state().subject().expect("a row");
        assert_eq!(subject.label(&play.state().library), "Compost");
        play.keys("7jjjjj<Enter>G");
        assert!(play.screen().contains("1/1"), "{}", play.screen());
        // The way to it is found again at the next start.
        play.keys("2hhG");
        let session = Session::of(play.state());
        let mut again = with_lessons(width, height);
        again.keys("1");
        let mut state = State::new(
            std::sync::Arc::clone(&again.state().library),
            Progress::default(),
            start(),
        );
        session.restore(&mut state);
        assert_eq!(state.left_row(), Some(Row::Lessons));
    }
}

#[test]
fn a_step_by_another_name_is_read_under_its_lessons_title() {
    let agent = library(&[("agents/garden.md", GARDEN)]).agents().to_vec();
    let lesson = lesson::read(
        b"---\ntitle: Earth\naliases: [Soil]\n---\n",
        Path::new("lessons/earth.md"),
    );
    let mut play = Play::with(Library::with_lessons(agent, vec![lesson], Vec::new()), &[], 100, 30);
    play.keys("2<Enter>d");
    let page = play.state().page();
    let said = page.blocks.iter().filter_map(|block| match block {
        Block::Title(text) | Block::Text(text) => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(said.collect::<Vec<_>>(), ["Earth", "Soil · texture, drainage, pH"]);
    assert_eq!(play.status(), "Earth: done · counts in 1 role");
}

#[test]
fn a_tool_leads_to_a_lesson_that_no_path_meets() {
    let agent = library(&[("agents/garden.md", GARDEN)]).agents().to_vec();
    let lesson = lesson::read(b"---\ntitle: Spade\n---\nDig.\n", Path::new("lessons/spade.md"));
    let mut play = Play::with(Library::with_lessons(agent, vec![lesson], Vec::new()), &[], 120, 40);
    play.keys("4<Enter><Enter>d");
    assert_eq!(play.state().left_row(), Some(Row::Lessons));
    assert_eq!(play.status(), "Spade: done · counts in 1 stack entry");
    // While it is in progress, it is what comes next.
    play.keys("i1");
    assert!(play.screen().contains("Spade"), "{}", play.screen());
}

/// The two gardens, and a roadmap of one that was imported.
fn with_roadmap(width: u16, height: u16) -> Play {
    with_roadmap_and(Vec::new(), width, height)
}

/// The same with lessons.
fn with_roadmap_and(lessons: Vec<Lesson>, width: u16, height: u16) -> Play {
    let file = |name: &str, text: &str| SourceFile {
        file: name.into(),
        name: name.into(),
        bytes: text.as_bytes().to_vec(),
    };
    let sources = Sources {
        slug: "garden".to_owned(),
        map: Some(file("garden.json", clone::MAP)),
        page: Some(file("garden.md", clone::PAGE)),
        questions: Some(file("garden.md", clone::QUESTIONS)),
        contents: clone::CONTENTS.iter().map(|(name, text)| file(name, text)).collect(),
        ..Sources::default()
    };
    let imported = roadmap_sh::read(&sources).roadmap.expect("a roadmap");
    let settled = roadmap_sh::settle(imported, None, &|_| false, jiff::Timestamp::UNIX_EPOCH);
    let read = |(file, text): (&str, &str)| spec::read(text.as_bytes(), Path::new(file));
    let agents = [("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)].map(read);
    let library = Library::of(Parts {
        agents: agents.map(Into::into).into(),
        roadmaps: vec![settled.roadmap],
        lessons: lessons.into_iter().map(Into::into).collect(),
        ..Parts::default()
    });
    Play::with(library, &[], width, height)
}

#[test]
fn an_imported_roadmap_is_walked_on_its_tab() {
    for (width, height) in [(120, 40), (60, 24)] {
        let mut play = with_roadmap(width, height);
        play.keys("5g");
        insta::assert_snapshot!(format!("imported_{width}x{height}"), play.screen());
        play.keys("<Enter>j");
        insta::assert_snapshot!(format!("imported_topic_{width}x{height}"), play.screen());
    }
}

#[test]
fn topics_that_share_a_lesson_lead_to_it_and_it_to_them() {
    let text = "---\ntitle: Heaps and worm bins\naliases: [Compost, Worm bins]\n---\nTurn it.\n";
    let lesson = lesson::read(text.as_bytes(), Path::new("lessons/heaps.md"));
    let mut play = with_roadmap_and(vec![lesson], 120, 40);
    play.keys("5g<Enter>j");
    insta::assert_snapshot!("imported_apart", play.screen());
    play.keys("d");
    assert!(play.status().starts_with("Compost: done"), "{}", play.status());
    assert_eq!(status_of(&play, "Heaps and worm bins"), Status::Todo);
    play.keys("]<Enter>");
    let screen = play.screen();
    let covered = screen
        .split("Covers these too, marked on their own")
        .nth(1)
        .unwrap_or_default();
    assert!(screen.contains("Turn it.") && covered.contains("✓ Compost"), "{screen}");
}

#[test]
fn imported_roadmaps_stand_before_those_that_are_only_linked() {
    let mut play = with_roadmap(120, 40);
    play.keys("5");
    let library = &play.state().library;
    let imported: Vec<bool> = rows::left(play.state(), Tab::Roadmaps)
        .iter()
        .map(|row| matches!(*row, Row::Roadmap(ix) if library.roadmap(ix).graph.is_some()))
        .collect();
    assert!(imported.len() > 1 && imported[0] && !imported[1], "{imported:?}");
}

#[test]
fn a_topic_of_an_imported_roadmap_counts_in_specs_too() {
    let mut play = with_roadmap(120, 40);
    play.keys("5g<Enter>jd");
    assert_eq!(
        play.status(),
        "Compost: done · counts in 2 agents, 1 stack entry, 1 role and 2 roadmaps"
    );
    assert_eq!(status_of(&play, "Compost"), Status::Done);
    // Open steps only: a section says whose its rows are.
    play.keys("kd").keys("f");
    insta::assert_snapshot!("imported_filtered", play.screen());
    // Its own topics are found, gone to, and come back from.
    play.keys("fff").keys("1/peas<Enter>");
    assert!(
        play.screen().contains("Its place under Plants is a guess"),
        "{}",
        play.screen()
    );
    assert_eq!(play.state().tab, Tab::Roadmaps);
    play.keys("i");
    play.keys("1");
    insta::assert_snapshot!("imported_today", play.screen());
    play.keys("7G");
    let screen = play.screen();
    assert!(screen.contains("Roadmaps") && screen.contains("2/8"), "{screen}");
}

#[test]
fn an_agent_over_its_roles_has_no_figure_that_reads_as_their_sum() {
    let mut play = Play::new(120, 40);
    let of_agent = |play: &mut Play| {
        let screen = play.screen();
        let line = screen.lines().find(|line| line.contains("Kitchen Garden"));
        line.and_then(|line| line.split('│').next())
            .expect("the agent")
            .to_owned()
    };
    play.keys("2");
    assert!(of_agent(&mut play).contains("0/"));
    play.keys("3");
    assert!(!of_agent(&mut play).contains("0/"));
}
