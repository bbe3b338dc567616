use super::*;
use proptest::prelude::*;
use ratatui::style::Stylize;

fn rows(text: &str, width: u16) -> Vec<String> {
    wrap(&[Span::raw(text)], width, &[], &[])
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn breaks_at_words() {
    for (text, width, expected) in [
        ("", 10, vec![""]),
        ("one", 10, vec!["one"]),
        ("one two three", 7, vec!["one two", "three"]),
        ("one two three", 8, vec!["one two", "three"]),
        ("one  two", 3, vec!["one", "two"]),
        ("trailing   ", 20, vec!["trailing"]),
        ("  led", 20, vec!["  led"]),
        ("abcdefgh", 3, vec!["abc", "def", "gh"]),
        ("a abcdefgh", 4, vec!["a", "abcd", "efgh"]),
        ("学习终端", 5, vec!["学习", "终端"]),
        ("学习terminal", 6, vec!["学习", "termin", "al"]),
        ("a\u{a0}b c", 3, vec!["a\u{a0}b", "c"]),
        ("e\u{301}e\u{301}e\u{301}", 2, vec!["e\u{301}e\u{301}", "e\u{301}"]),
        ("👩‍👩‍👧👩‍👩‍👧", 3, vec!["👩‍👩‍👧", "👩‍👩‍👧"]),
        ("שלום עולם", 4, vec!["שלום", "עולם"]),
        ("日", 1, vec!["…"]),
    ] {
        assert_eq!(rows(text, width), expected, "{text:?} at {width}");
    }
}

#[test]
fn indents_hang_and_give_way_when_too_wide() {
    let wrapped = wrap(&[Span::raw("one two three")], 7, &["- ".into()], &["  ".into()]);
    assert_eq!(
        wrapped.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["- one", "  two", "  three"]
    );
    let narrow = wrap(&[Span::raw("one")], 3, &["- ".into()], &["  ".into()]);
    assert_eq!(narrow.iter().map(ToString::to_string).collect::<Vec<_>>(), ["one"]);
}

#[test]
fn styles_survive_and_a_word_of_two_styles_stays_whole() {
    let wrapped = wrap(&[Span::raw("see th"), "is".bold(), Span::raw(" now")], 6, &[], &[]);
    assert_eq!(
        wrapped,
        [
            Line::from("see"),
            Line::from(vec![Span::raw("th"), "is".bold()]),
            Line::from("now")
        ]
    );
}

#[test]
fn truncates_by_columns() {
    for (text, width, expected) in [
        ("short", 5, "short"),
        ("longer", 4, "lon…"),
        ("学习终端", 5, "学习…"),
        ("学习", 2, "…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
    ] {
        assert_eq!(truncate(text, width), expected, "{text:?} at {width}");
    }
    assert!(matches!(truncate("same", 4), Cow::Borrowed("same")));
}

#[test]
fn counts_columns_as_cells() {
    for (text, width) in [
        ("", 0),
        ("abc", 3),
        ("学", 2),
        ("e\u{301}", 1),
        ("👩‍👩‍👧", 2),
        ("🇩🇪", 2),
        ("שלום", 4),
    ] {
        assert_eq!(display_width(text), width, "{text:?}");
    }
}

proptest! {
    #[test]
    fn never_too_wide_and_nothing_lost(text in "[a-z 学é\u{301}\u{200d}👩ש]{0,80}", width in 2u16..30, indent in 0usize..8) {
        // Emoji joined in ways no font knows can be wider than the narrowest lines, and stand there as `…`.
        prop_assume!(unicode_segmentation::UnicodeSegmentation::graphemes(text.as_str(), true).all(|one| display_width(one) <= 2));
        let lines = wrap(&[Span::raw(text.as_str())], width, &["".into()], &[" ".repeat(indent).into()]);
        for line in &lines {
            prop_assert!(display_width(&line.to_string()) <= usize::from(width), "{line:?}");
        }
        let kept: String = lines.iter().flat_map(|line| line.to_string().chars().collect::<Vec<_>>()).filter(|c| *c != ' ').collect();
        prop_assert_eq!(kept, text.replace(' ', ""));
    }

    #[test]
    fn truncated_text_fits(text in "\\PC{0,40}", width in 0usize..30) {
        prop_assert!(display_width(&truncate(&text, width)) <= width);
    }
}
