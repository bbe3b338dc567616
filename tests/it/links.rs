//! Following links as a reader does, driven by keys and clicks.

use std::fmt::Write as _;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use waypost::app::command::Tab;
use waypost::app::layout::Pane;
use waypost::app::msg::{Effect, Fresh, Msg};
use waypost::app::page::Target;
use waypost::app::state::Overlay;
use waypost::content::lesson;
use waypost::content::library::Library;
use waypost::content::model::Link;

use crate::support::play::{BALCONY, GARDEN, Play, library};

const COMPOST: &str = "\
---
title: Compost
summary: What was alive becomes soil.
requires: [soil]
resources:
  - { kind: article, title: Heaps, url: \"https://example.org/heaps\" }
---
Layers of brown and green on good [[soil]]; later [[worms|red *worms*]] and [[mice|small guests]] come, as [[beetles]] do,
says [the almanac](https://example.org/almanac).

| who | eats |
|---|---|
| [[worms\\|worms]] | peelings |
";

const SOIL: &str = "---\ntitle: Soil\nsummary: What beds are made of.\n---\n";

const WORMS: &str = "---\ntitle: Worm Bins\nrequires: [compost, soil]\n---\nFeed them [[compost]].\n";

fn read(soil: &str) -> Library {
    let agents = library(&[("agents/garden.md", GARDEN), ("agents/balcony.md", BALCONY)])
        .agents()
        .to_vec();
    let lessons = [("soil", soil), ("compost", COMPOST), ("worms", WORMS)];
    let lessons = lessons.map(|(id, text)| lesson::read(text.as_bytes(), Path::new(&format!("lessons/{id}.md"))));
    Library::with_lessons(agents, lessons.to_vec(), Vec::new())
}

/// The page of Soil is long, and links at its end.
fn long_soil() -> String {
    let mut soil = SOIL.to_owned();
    for number in 1..30 {
        writeln!(soil, "Layer {number} is not linked to anything.\n").expect("a string");
    }
    soil.push_str("See [[compost]].\n");
    soil
}

/// On Compost's page, which has the keys.
fn compost(width: u16, height: u16) -> Play {
    let mut play = Play::with(read(&long_soil()), &[], width, height);
    play.keys("2<Enter>j<Enter>");
    assert_eq!(play.state().here().focus, Pane::Right);
    play
}

fn title(play: &Play) -> String {
    play.state()
        .page()
        .blocks
        .first()
        .map_or_else(String::new, |block| format!("{block:?}"))
}

fn selected(play: &Play) -> Option<&str> {
    play.state().spot().map(|spot| spot.title.as_str())
}

#[test]
fn links_in_prose_are_walked_marked_and_followed() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = compost(width, height);
        play.keys("]");
        assert_eq!(selected(&play), Some("Soil"), "what it requires comes first");
        play.keys("]]");
        assert_eq!(selected(&play), Some("red worms"));
        insta::assert_snapshot!(format!("in_prose_{width}x{height}"), play.styled());
        // Dead ones are text, with the label where there is one.
        assert!(play.screen().contains("red worms and small"), "{}", play.screen());
        let (scroll, target) = (play.state().here().page.scroll, play.state().here().page.target);
        play.keys("<Enter>");
        assert!(title(&play).contains("Worm Bins"), "{}", play.screen());
        assert_eq!(play.state().here().focus, Pane::Right, "one reads on");
        // And from there on, and all the way back.
        play.keys("]]]<Enter>");
        assert!(title(&play).contains("Compost"), "{}", play.screen());
        play.keys("<Esc><Backspace>");
        let page = play.state().here().page;
        assert_eq!((page.scroll, page.target), (scroll, target));
        assert_eq!(selected(&play), Some("red worms"));
        play.keys("<Esc>");
        assert_eq!(play.state().here().focus, Pane::Middle);
    }
}

#[test]
fn the_next_link_is_scrolled_into_sight_and_the_last_is_the_last() {
    let mut play = compost(80, 24);
    // Soil's page: its only links are far below.
    play.keys("]<Enter>");
    assert!(title(&play).contains("Soil"));
    play.keys("]");
    assert_eq!(selected(&play), Some("Compost"));
    assert!(play.screen().contains("See Compost."), "{}", play.screen());
    let scroll = play.state().here().page.scroll;
    assert!(scroll > 20, "{scroll}");
    play.keys("[");
    assert_eq!(play.status(), "No link further up");
    play.keys("GG");
    let last = selected(&play).map(str::to_owned);
    play.keys("]");
    assert_eq!(play.status(), "No link further down");
    assert_eq!(selected(&play).map(str::to_owned), last);
    // The place is kept while one is away.
    play.keys("[[[[[[[[[<Enter>");
    assert!(title(&play).contains("Compost"), "{}", play.screen());
    play.keys("<Esc>");
    assert_eq!(selected(&play), Some("Compost"));
    assert!(play.state().here().page.scroll > 20);
}

#[test]
fn from_a_list_the_key_goes_into_the_page() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = Play::with(read(SOIL), &[], width, height);
        play.keys("2<Enter>j]");
        assert_eq!(
            (play.state().here().focus, selected(&play)),
            (Pane::Right, Some("Soil"))
        );
        play.keys("<Esc>");
        assert_eq!(play.state().here().focus, Pane::Middle);
        play.keys("[");
        assert!(selected(&play).is_some());
    }
}

#[test]
fn enter_without_a_link_selected_offers_all_of_them() {
    let mut play = compost(80, 24);
    play.keys("<Enter>");
    assert!(matches!(play.state().overlay, Some(Overlay::Ways { .. })));
    insta::assert_snapshot!("ways", play.screen());
    play.keys("j<Enter>");
    assert!(title(&play).contains("Worm Bins"), "{}", play.screen());
    play.keys("<Esc>");
    assert_eq!(selected(&play), Some("red worms"));
    // A page that leads nowhere says so.
    play.keys("<Esc>jj<Enter>");
    play.keys("<Enter>");
    assert_eq!(play.status(), "Nothing on this page leads on");
    // What is offered is of one library only.
    let mut play = compost(80, 24);
    play.keys("<Enter>");
    play.send(Msg::Reloaded(Fresh(read(SOIL).into())));
    assert!(play.state().overlay.is_none());
    play.keys("]]<Enter>");
    assert!(title(&play).contains("Soil"), "{}", play.screen());
}

#[test]
fn a_link_to_the_web_goes_to_the_browser_and_space_ticks_resources_alone() {
    let mut play = compost(80, 24);
    play.keys("]]]]");
    assert_eq!(selected(&play), Some("the almanac"));
    play.keys("<Enter>");
    let almanac = Link {
        title: "the almanac".to_owned(),
        url: "https://example.org/almanac".to_owned(),
    };
    assert_eq!(play.asked(), [&Effect::OpenUrl(almanac)]);
    // The table's link, then the resource.
    play.keys("]");
    assert_eq!(selected(&play), Some("worms"));
    play.keys("]<Space>");
    assert_eq!(play.status(), "Read: Heaps");
    play.keys("[<Space>");
    assert!(play.status().starts_with("Compost: done"), "{}", play.status());
}

/// Where a text stands on the screen for the last time.
fn place(play: &mut Play, text: &str) -> (u16, u16) {
    let screen = play.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let found = lines.iter().enumerate().rev().find_map(|(row, line)| {
        let at = line.rfind(text)?;
        let column = waypost::tui::wrap::display_width(&line[..at]);
        Some((u16::try_from(column).ok()?, u16::try_from(row).ok()?))
    });
    found.unwrap_or_else(|| panic!("{text} is not in sight:\n{screen}"))
}

#[test]
fn a_click_follows_a_link() {
    for (width, height) in [(120, 40), (80, 24)] {
        let mut play = compost(width, height);
        let (column, row) = place(&mut play, "red worms");
        // Beside it there is nothing.
        play.send(Msg::Click(column - 2, row));
        assert!(title(&play).contains("Compost"));
        play.send(Msg::Click(column, row));
        assert!(title(&play).contains("Worm Bins"), "{}", play.screen());
        play.keys("<Esc>");
        assert_eq!(selected(&play), Some("red worms"));
        let (column, row) = place(&mut play, "○ Soil");
        play.send(Msg::Click(column, row));
        assert!(title(&play).contains("Soil"), "{}", play.screen());
        play.keys("<Esc>");
        // A resource can be ticked, so it is selected first.
        play.keys("<Ctrl-d>");
        let (column, row) = place(&mut play, "○ Heaps");
        play.send(Msg::Click(column, row));
        assert_eq!((selected(&play), play.asked().len()), (Some("Heaps"), 0));
        play.send(Msg::Click(column, row));
        assert!(matches!(play.asked().last(), Some(Effect::OpenUrl(link)) if link.url.ends_with("heaps")));
    }
}

#[test]
fn what_is_read_at_full_width_is_followed_and_left_at_full_width() {
    let mut play = compost(120, 40);
    play.keys("z]]]<Enter>");
    assert!(
        title(&play).contains("Worm Bins") && play.state().zoomed,
        "{}",
        play.screen()
    );
    play.keys("<Esc>");
    assert!(title(&play).contains("Compost") && play.state().zoomed);
    play.keys("<Esc>");
    assert!(!play.state().zoomed && title(&play).contains("Compost"));
}

#[test]
fn a_hit_in_a_text_opens_it_at_its_line() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = Play::with(read(&long_soil()), &[], width, height);
        play.keys("/layer 27<Enter>");
        assert!(play.screen().contains("Layer 27 is not"), "{}", play.screen());
        assert!(title(&play).contains("Soil"));
        // The agent's own text, below what fits a screen.
        play.resize(40, 12);
        play.keys("/rain free<Enter>");
        assert!(play.screen().contains("Rain is free"), "{}", play.screen());
        play.keys("<Esc>");
        assert!(title(&play).contains("Soil"), "{}", play.screen());
        assert_eq!(play.state().tab, Tab::Paths);
    }
}

#[test]
fn what_lies_over_the_panes_takes_clicks() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut play = compost(width, height);
        // The choice of links.
        play.keys("<Enter>");
        let (column, row) = place(&mut play, "Worm Bins, ");
        play.send(Msg::Click(column, row));
        assert!(title(&play).contains("Worm Bins"), "{}", play.screen());
        // A hit of the search; the wheel moves the selection.
        play.keys("/pumpkin");
        play.send(Msg::Wheel(10, 5, 1));
        assert!(matches!(play.state().overlay, Some(Overlay::Find { row: 1, .. })));
        let (column, row) = place(&mut play, "topic");
        play.send(Msg::Click(column + 8, row));
        assert!(play.state().overlay.is_none());
        assert!(title(&play).contains("Pumpkin"), "{}", play.screen());
        // A command far down, where the list is scrolled.
        play.keys(":");
        while !play.screen().contains("Change the colours") {
            play.send(Msg::Wheel(10, 5, 1));
        }
        let (column, row) = place(&mut play, "Change the colours");
        play.send(Msg::Click(column, row));
        assert_eq!(play.status(), "Colours: dark");
        // Beside the window, and on its frame.
        play.keys(":");
        let (column, row) = place(&mut play, "Commands");
        play.send(Msg::Click(column, row));
        assert!(
            matches!(play.state().overlay, Some(Overlay::Palette { .. })),
            "the frame"
        );
        play.send(Msg::Click(0, 0));
        assert!(play.state().overlay.is_none());
        assert_eq!(play.state().tab, Tab::Paths, "it closes the window and nothing else");
    }
}

#[test]
fn the_help_is_whole_on_a_narrow_screen() {
    let mut play = Play::with(read(SOIL), &[], 40, 12);
    play.keys("?");
    insta::assert_snapshot!("help_40x12", play.screen());
    play.keys("G");
    insta::assert_snapshot!("help_end_40x12", play.screen());
    assert!(!play.screen().contains("more ↓"));
    play.keys("k");
    assert!(play.screen().contains(" 1 more ↓"), "{}", play.screen());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Wherever keys and clicks lead, what is selected is on the page and in sight, and the way back ends where it began.
    #[test]
    fn what_is_selected_is_in_sight(steps in vec(0_usize..14, 1..60), size in 0_usize..4) {
        let (width, height) = [(120, 40), (80, 24), (60, 16), (40, 12)][size];
        let mut play = compost(width, height);
        let keys = ["]", "[", "<Enter>", "<Esc>", "j", "k", "G", "g", "<Ctrl-d>", "z", "<Tab>", "x", "6"];
        for step in steps {
            match keys.get(step) {
                Some(key) => _ = play.keys(key),
                None => play.send(Msg::Click(width / 2 + 4, height / 2)),
            }
            let screen = play.screen();
            let state = play.state();
            let page = state.here().page;
            if let (Some(target), Some(area)) = (page.target, state.layout().and_then(|layout| layout.pane(Pane::Right)))
                && state.here().focus == Pane::Right
            {
                let spot = state.metrics.spots.get(target);
                prop_assert!(spot.is_some(), "{target} of {}\n{screen}", state.metrics.spots.len());
                let sight = page.scroll..page.scroll + usize::from(area.body().height);
                let parts = spot.map_or(&[][..], |spot| spot.stretches.as_slice());
                prop_assert!(parts.iter().any(|part| sight.contains(&part.line)), "{spot:?} in {sight:?}\n{screen}");
            }
        }
        for _ in 0..200 {
            play.keys("<Esc>");
        }
        prop_assert!(!play.state().can_go_back(), "{}", play.screen());
    }
}

#[test]
fn an_agent_leads_to_those_it_is_related_to() {
    let ponds = "# Ponds\n\n## Learning Paths\n\n### Water\n- Lilies\n\n## Related Skills\n- **Brook Keeping** - where the water comes from\n- **Nobody** - is not there\n";
    let brooks = "# Brook Keeping\n\n## Learning Paths\n\n### Flow\n- Stones\n";
    let agents = library(&[("agents/brook-keeping.md", brooks), ("agents/ponds.md", ponds)]);
    let mut play = Play::with(agents, &[], 120, 30);
    play.keys("2jz");
    let leads = |play: &Play| matches!(play.state().spot(), Some(spot) if matches!(spot.target, Target::Agent(_)));
    for _ in 0..5 {
        if !leads(&play) {
            play.keys("]");
        }
    }
    assert!(leads(&play), "{}", play.screen());
    play.keys("<Enter>");
    assert!(play.screen().contains("┬─ Brook Keeping ─"), "{}", play.screen());
}
