//! What is left of what was learned, on all screens and on the command line.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use waypost::content::lesson;
use waypost::content::library::Library;
use waypost::progress::event::{Action, Event, Grade, Status};
use waypost::progress::stamp::Stamper;

use crate::support::play::{GARDEN, Play, library, start};

fn read() -> Library {
    let agents = library(&[("agents/garden.md", GARDEN)]).agents().to_vec();
    let lessons = ["Soil", "Compost", "Mulch"].map(|title| {
        let id = title.to_lowercase();
        let requires = if title == "Soil" { "[]" } else { "[soil]" };
        let text = format!(
            "---\ntitle: {title}\nrequires: {requires}\nquestions:\n  - {{ ask: What of {title}?, id: a, choices: [this, that], answer: 0 }}\n---\nText.\n"
        );
        lesson::read(text.as_bytes(), Path::new(&format!("lessons/{id}.md")))
    });
    Library::with_lessons(agents, lessons.to_vec(), Vec::new())
}

/// Three topics done a month ago; one was hard then, one was right and one was never asked.
fn month_ago() -> Vec<Event> {
    let mut stamper = Stamper::default();
    let then: Timestamp = start() - SignedDuration::from_hours(24 * 30);
    let topics = ["soil", "compost", "mulch"].map(|name| format!("garden/ground/{name}"));
    let answer = |topic: &str, grade| Action::Answer {
        card: format!("{topic}#a"),
        grade,
        took: None,
    };
    let actions = [
        answer(&topics[0], Grade::Again),
        answer(&topics[1], Grade::Easy),
        Action::Mark {
            topics: topics.to_vec(),
            status: Status::Done,
        },
    ];
    actions.into_iter().map(|action| stamper.stamp(action, then)).collect()
}

#[test]
fn lists_and_pages_tell_what_is_known_from_what_was_done() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = Play::with(read(), &month_ago(), width, height);
        play.keys("2<Enter>");
        insta::assert_snapshot!(format!("known_{width}x{height}"), play.styled());
        // Its page says it in words, and the page of what needs it as well.
        play.keys("g<Enter>");
        let screen = play.screen().replace("\n  ", " ");
        assert!(screen.contains("↻ done, 30 days ago, rusty: "), "{screen}");
        insta::assert_snapshot!(format!("rusty_{width}x{height}"), play.screen());
        play.keys("<Esc>j<Enter>");
        let page = format!("{:?}", play.state().page());
        assert!(page.contains("\"rusty\""), "{page}");
    }
}

#[test]
fn an_answer_makes_it_known_again_and_undo_takes_that_back() {
    let mut play = Play::with(read(), &month_ago(), 80, 24);
    let rusty = |play: &Play| play.state().rusty_among(play.state().library.topic_ixs());
    assert_eq!(rusty(&play), 1);
    assert!(play.screen().contains("3/3 ↻1"), "{}", play.screen());
    play.keys("6<Enter>");
    // Whatever is asked first: all of it right.
    while play.state().is_reviewing() {
        let screen = play.screen();
        let right = screen.lines().find(|line| line.trim().ends_with("  this"));
        let key = right.and_then(|line| line.trim().chars().next()).expect("a choice");
        play.keys(&key.to_string()).keys(" ");
    }
    assert_eq!(rusty(&play), 0, "{}", play.screen());
    play.keys("uuu");
    assert_eq!(rusty(&play), 1);
    // And on a day long after, nothing is known any more that was only said to be.
    play.wait(60 * 60 * 24 * 4000);
    play.keys("<Esc>2");
    assert_eq!(rusty(&play), 2);
}
