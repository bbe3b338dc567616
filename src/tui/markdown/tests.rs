use super::*;
use crate::tui::wrap::display_width;
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

fn rows(markdown: &str, width: u16) -> Vec<String> {
    render(markdown, width, &Styles::default())
        .lines
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[track_caller]
fn check(markdown: &str, width: u16, expected: &[&str]) {
    assert_eq!(rows(markdown, width), expected, "{markdown:?} at {width}");
}

/// The cells a link covers, line by line.
fn link_texts(doc: &Doc, link: &DocLink) -> Vec<String> {
    let cells = |span: &LinkSpan| {
        let row = doc.lines[span.line].to_string();
        let mut column = 0;
        let mut text = String::new();
        for grapheme in unicode_segmentation::UnicodeSegmentation::graphemes(row.as_str(), true) {
            if (span.column..span.column + span.width).contains(&column) {
                text.push_str(grapheme);
            }
            column += u16::try_from(display_width(grapheme)).unwrap();
        }
        text
    };
    link.spans.iter().map(cells).collect()
}

#[track_caller]
fn check_links(markdown: &str, width: u16, expected_rows: &[&str], expected: &[(&str, &[&str])]) {
    let doc = render(markdown, width, &Styles::default());
    assert_eq!(
        doc.lines.iter().map(ToString::to_string).collect::<Vec<_>>(),
        expected_rows
    );
    let found: Vec<_> = doc
        .links
        .iter()
        .map(|link| (link.url.clone(), link_texts(&doc, link)))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(url, texts)| {
            (
                (*url).to_owned(),
                texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(found, expected, "{markdown:?}");
}

#[test]
fn paragraphs_and_breaks() {
    check("", 20, &[]);
    check("one\ntwo\n\n\n\nthree", 20, &["one two", "", "three"]);
    check(
        "hard\\\nbreak  \nagain<br>and again<br>",
        20,
        &["hard", "break", "again", "and again"],
    );
    check("1\\\n      - no list", 20, &["1", "- no list"]);
    check("a \\* b &amp; &lt;c&gt; \\[d](e)", 40, &["a * b & <c> [d](e)"]);
}

#[test]
fn headings_have_no_noise() {
    check(
        "# C# {#c .x}\ntext\n## Two ##\nSet\next\n===",
        20,
        &["C#", "", "text", "", "Two", "", "Set ext"],
    );
    check(
        "# 1. Not a list\n\n# {braces} kept",
        20,
        &["1. Not a list", "", "{braces} kept"],
    );
    check("#\n\ntext", 20, &["text"]);
}

#[test]
fn lists_hang() {
    check("- one two\n- three", 7, &["• one", "  two", "• three"]);
    check("* a\n\n  b\n* c", 9, &["• a", "", "  b", "", "• c"]);
    check("9. a\n10. b\n11. c", 9, &[" 9. a", "10. b", "11. c"]);
    check(
        "- a\n  - b\n    - c\n      - d\n- e",
        20,
        &["• a", "  ◦ b", "    ▪ c", "      • d", "• e"],
    );
    check("- - a\n-\n- b", 20, &["• ◦ a", "•", "• b"]);
    check(
        "- a\n\n      code\n\n- > quote\n  > more",
        20,
        &["• a", "", "    code", "", "• ▎ quote more"],
    );
    check("before\n- a\n\nafter", 20, &["before", "", "• a", "", "after"]);
    check("- a\n  ```\n  b\n  ```\n", 20, &["• a", "    b"]);
}

#[test]
fn task_boxes() {
    check(
        "- [ ] open\n- [x] done\n1. [X] numbered",
        20,
        &["[ ] open", "[x] done", "", "1. [x] numbered"],
    );
    check("- [ ] loose one\n\n- [x] b", 10, &["[ ] loose", "    one", "", "[x] b"]);
}

#[test]
fn quotes_keep_their_bar() {
    check(
        "> one two\n> three\n>\n> four\nlazy",
        8,
        &["▎ one", "▎ two", "▎ three", "▎", "▎ four", "▎ lazy"],
    );
    check("> > a\n>\n> b", 20, &["▎ ▎ a", "▎", "▎ b"]);
    check("> `code\n> span` **bold\n> text**", 40, &["▎ code span bold text"]);
    check("> [!NOTE]\n> text", 20, &["▎ Note", "▎ text"]);
}

#[test]
fn code_is_cut_and_keeps_its_blanks() {
    check("```rust\n\tx\n\n a\tb  c\n```", 20, &["      x", "", "   a  b  c"]);
    check("    one two three four", 12, &["  one two th", "  ↳ ree four"]);
    check("```\nabcdef\n```", 4, &["abcd", "ef"]);
    check(
        "````\n```\nx\n````\n\n~~~\n````\n~~~",
        20,
        &["  ```", "  x", "", "  ````"],
    );
    check("```\n# no *markup* [here](x)\n```", 40, &["  # no *markup* [here](x)"]);
    check("```\n\n```\nx", 20, &["x"]);
}

#[test]
fn rules_fill_the_line() {
    check("a\n\n---\n\n> ***", 5, &["a", "", "─────", "", "▎ ───"]);
    check("---\ntitle\n---", 5, &["─────", "", "title"]);
}

#[test]
fn tables_fit_or_become_records() {
    let table = "| Name | Use |\n|---|--:|\n| a\\|b | `c\\|d` |\n| **x** | |\n";
    check(
        table,
        30,
        &[
            "┌──────┬─────┐",
            "│ Name │ Use │",
            "├──────┼─────┤",
            "│ a|b  │ c|d │",
            "│ x    │     │",
            "└──────┴─────┘",
        ],
    );
    check(table, 12, &["Name: a|b", "Use: c|d", "", "Name: x"]);
    check(
        "| Head | None |\n|---|---|\n| a long value | |\n",
        12,
        &["Head: a long", "  value", "Head | None"],
    );
    check(
        "| - x | # y |\n|---|---|\n| 1. z | > w |\n",
        8,
        &["- x: 1.", "  z", "# y: > w"],
    );
}

#[test]
fn definitions_and_footnotes() {
    check(
        "Term\n: One\n: Two three\n\nNext\n: Four",
        9,
        &["Term", "  One", "  Two", "  three", "", "Next", "  Four"],
    );
    check(
        "a[^n] b[^none]\n\n[^n]: The note is\n    long.",
        12,
        &["a[n]", "b[^none]", "", "[n] The note", "    is long."],
    );
    check(
        "a[^a-long-label]\n\n[^a-long-label]: Note",
        30,
        &["a[a-long-label]", "", "[a-long-label]", "  Note"],
    );
}

#[test]
fn html_is_shown_without_comments() {
    check(
        "<div>\n<!-- gone -->\ntext\n</div>\n\nx <!-- y --> <b>z</b>",
        30,
        &["<div>", "text", "</div>", "", "x  <b>z</b>"],
    );
    check("<!-- only\na comment -->\n\nx", 30, &["x"]);
    check("> a <b\n> c> d", 30, &["▎ a <b c> d"]);
}

#[test]
fn links_show_their_text_once() {
    check_links(
        "see [the *guide* now](https://a.example \"T\").",
        12,
        &["see the", "guide now."],
        &[("https://a.example", &["the", "guide now"])],
    );
    check_links(
        "[a][r] <https://b.example/a_b_c> https://c.example.\n\n[r]: http://r.example",
        60,
        &["a https://b.example/a_b_c https://c.example."],
        &[
            ("http://r.example", &["a"]),
            ("https://b.example/a_b_c", &["https://b.example/a_b_c"]),
            ("https://c.example", &["https://c.example"]),
        ],
    );
    check_links(
        "<me@a.example> [](https://empty.example)",
        60,
        &["me@a.example https://empty.example"],
        &[
            ("mailto:me@a.example", &["me@a.example"]),
            ("https://empty.example", &["https://empty.example"]),
        ],
    );
    check_links(
        "[file](./x.md) [top](#top) [js](javascript:x)",
        60,
        &["file (./x.md) top js (javascript:x)"],
        &[],
    );
    check_links(
        "> [two\n> lines](https://a.example)",
        60,
        &["▎ two lines"],
        &[("https://a.example", &["two lines"])],
    );
    check_links(
        "[a](https://a.example) and [a](https://a.example)",
        60,
        &["a and a"],
        &[("https://a.example", &["a", "a"])],
    );
    check_links(
        "- 学[学习](https://a.example)",
        60,
        &["• 学学习"],
        &[("https://a.example", &["学习"])],
    );
    check_links(
        "# [**`code`** _x_](https://a.example)",
        60,
        &["code x"],
        &[("https://a.example", &["code x"])],
    );
    check_links(
        "https://a.example/?x=1&amp;y=\\*z",
        60,
        &["https://a.example/?x=1&y=*z"],
        &[("https://a.example/?x=1&y=*z", &["https://a.example/?x=1&y=*z"])],
    );
    check_links(
        "[[topic]] `https://code.example`",
        60,
        &["[[topic]] https://code.example"],
        &[],
    );
}

#[test]
fn links_in_tables_follow_their_column() {
    check_links(
        "| A | B |\n|---|---|\n| [one two](https://a.example) | [three four](https://b.example) |\n",
        22,
        &[
            "┌─────────┬──────────┐",
            "│ A       │ B        │",
            "├─────────┼──────────┤",
            "│ one two │ three    │",
            "│         │ four     │",
            "└─────────┴──────────┘",
        ],
        &[
            ("https://a.example", &["one two"]),
            ("https://b.example", &["three", "four"]),
        ],
    );
}

#[test]
fn images_are_text() {
    check_links(
        "![a *b*](https://i.example/p.png) ![](x.png)",
        60,
        &["[image: a b] [image: x.png]"],
        &[("https://i.example/p.png", &["[image: a b]"])],
    );
    check_links(
        "[![badge](https://i.example)](https://a.example)",
        60,
        &["[image: badge]"],
        &[("https://a.example", &["[image: badge]"])],
    );
}

#[test]
fn styles_by_role() {
    let doc = render("**b** _i_ ~~s~~ `c` **_x_**", 40, &Styles::default());
    let style = |text: &str| {
        doc.lines[0]
            .spans
            .iter()
            .find(|span| span.content == text)
            .map(|span| span.style)
            .unwrap()
    };
    assert_eq!(style("b").add_modifier, Modifier::BOLD);
    assert_eq!(style("i").add_modifier, Modifier::ITALIC);
    assert_eq!(style("s").add_modifier, Modifier::CROSSED_OUT);
    assert_eq!(style("c").fg, Some(Color::Yellow));
    assert_eq!(style("x").add_modifier, Modifier::BOLD | Modifier::ITALIC);

    let red = Styles {
        strong: Styles::default().text.fg(Color::Red),
        ..Styles::default()
    };
    assert_eq!(
        render("**b**", 9, &red).lines[0].spans[0].style.fg,
        Some(Color::Red),
        "a theme's style replaces the default"
    );
}

#[test]
fn nothing_a_terminal_obeys_comes_out() {
    let doc = render(
        "a\u{1b}[31mb &#27;[2J &#x9b;31m \u{202e}c &#x202e; &#x2061;&#x2064; [x](http://a.example/&#27;&#10;y) `\u{7}z`",
        80,
        &Styles::default(),
    );
    let text: String = doc.lines.iter().map(ToString::to_string).collect();
    assert!(!text.contains(sanitize::is_unsafe), "{text:?}");
    assert!(!doc.links[0].url.contains(char::is_control), "{:?}", doc.links);
    assert!(text.starts_with("ab [2J"), "{text:?}");
}

#[test]
fn hostile_input_is_shown_as_plain_text() {
    for markdown in ["- ".repeat(50_000), ">".repeat(100_000)] {
        let lines = rows(&markdown, 80);
        let kept: usize = lines.iter().map(|line| line.replace(' ', "").len()).sum();
        assert_eq!(kept, markdown.replace(' ', "").len());
    }
    // What pulldown-cmark panics on with tui-markdown's options.
    check("- [x] \\\n\t=", 20, &["[x] \\"]);
}

/// Every leaf goes to tui-markdown once, whatever it is nested in: the work grows with the text alone.
#[test]
fn work_grows_with_the_text() {
    let page = include_str!("../../../tests/it/fixtures/every-construct.md").to_owned();
    let deep: String = (0..30).map(|depth| "  ".repeat(depth) + "- item *deep*\n").collect();
    let quotes: String = (1..30)
        .map(|depth| "> ".repeat(depth) + "text *of* quote\n\n")
        .collect();
    let definitions = "a [link][r] and a note[^1]\n\n[r]: https://a.example\n\n[^1]: note\n\n".to_owned();
    let rows = format!("| a | b |\n|---|---|\n{}\n", "| *one* | two |\n".repeat(50));
    for section in [page, deep, quotes, definitions, rows] {
        let work = |times: usize| {
            let before = leaf::WORK.get();
            render(&section.repeat(times), 60, &Styles::default());
            leaf::WORK.get() - before
        };
        let (once, many) = (work(4), work(40));
        assert!(once > 0 && many <= 11 * once, "{once} {many}: {section:.60}");
        assert!(many <= 3 * 40 * section.len(), "{many}: {section:.60}");
    }
}

/// Pieces of Markdown that meet in unforeseen ways.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        8 => "[a-z]{1,9}".prop_map(|word| format!("{word} ")),
        2 => "[学习中文é]{1,6}",
        1 => "\\PC{0,6}",
        12 => prop::sample::select(vec![
            "\n", "\n\n", "  ", "\n  ", "\n    ", "\t", "\\", "\\\n", "  \n", "*", "**", "_", "__", "~~", "~", "^", "`", "``", "```\n", "~~~", "$", "$$",
            "- ", "\n- ", "\n1. ", "\n> ", ">", "[ ] ", "[x] ", "# ", "\n## ", "\n---\n", "\n===\n", "[", "]", "](u)", "](http://a.b)", "![", "[^1]",
            "\n[^1]: ", "\n[r]: http://r.s\n", "[r]", "<", ">", "<br>", "<!-- ", " -->", "<b>", "<http://c.d>", "http://e.f/(g)", "| ", "\n|-|-|\n", "|--|",
            "\n: ", "&amp;", "&#27;", "&#10;", "\u{1b}[1m", "👩‍👩‍👧", "e\u{301}", "שלום", "\u{2061}", ":", "!", "\"", "(", ")",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat())
}

/// The letters and digits that must be on the page: of the text the parser sees, in any order.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

fn visible_text(markdown: &str) -> String {
    use pulldown_cmark::Event;
    let mut text = String::new();
    for event in pulldown_cmark::Parser::new_ext(&sanitize(markdown), blocks::options()) {
        if let Event::Text(part) | Event::Code(part) | Event::InlineMath(part) | Event::DisplayMath(part) = event {
            text.push_str(&part);
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_fits_and_keeps_its_text(markdown in fragments(), width in 1u16..=120) {
        let doc = render(&markdown, width, &Styles::default());
        for line in &doc.lines {
            prop_assert!(display_width(&line.to_string()) <= usize::from(width), "{:?}", line.to_string());
        }
        for span in doc.links.iter().flat_map(|link| &link.spans) {
            prop_assert!(span.line < doc.lines.len() && span.width > 0 && span.column + span.width <= width);
        }
        // A letter with marks that stand beside it can take three columns, and more.
        if width > 7 {
            let shown = letters(&doc.lines.iter().map(ToString::to_string).collect::<String>());
            let mut left = shown.as_slice();
            for letter in letters(&visible_text(&markdown)) {
                let at = left.iter().position(|other| *other == letter);
                prop_assert!(at.is_some(), "{letter:?} of {markdown:?} is missing in {:?}", rows(&markdown, width));
                left = &left[at.unwrap() + 1..];
            }
        }
    }

    #[test]
    fn any_text_never_panics(markdown in any::<String>(), width in 0u16..40) {
        render(&markdown, width, &Styles::default());
    }
}

#[test]
fn links_lead_to_topics_where_there_are_so_many() {
    let shown = |markdown: &str, topics: usize| {
        let doc = render_with_topics(markdown, topics, 60, &Styles::default());
        let rows: Vec<String> = doc.lines.iter().map(ToString::to_string).collect();
        let urls: Vec<String> = doc.links.iter().map(|link| link.url.clone()).collect();
        (rows.join("|"), urls.join(" "))
    };
    let text = "See [SQL](waypost-topic:0) and [*joins*](waypost-topic:1).";
    assert_eq!(
        shown(text, 2),
        (
            "See SQL and joins.".to_owned(),
            "waypost-topic:0 waypost-topic:1".to_owned()
        )
    );
    // A stranger's text has no topics to lead to.
    let (rows, urls) = shown(text, 1);
    assert_eq!(
        (rows.as_str(), urls.as_str()),
        ("See SQL and joins (waypost-topic:1).", "waypost-topic:0")
    );
    for text in [
        "[x](waypost-topic:)",
        "[x](waypost-topic:-1)",
        "[x](waypost-topic:99999999999999999999)",
        "[x](Waypost-Topic:0)",
    ] {
        assert_eq!(shown(text, 9).1, "", "{text}");
    }
}

#[test]
fn a_line_in_something_else_has_styles_for_marks_and_begins_no_block() {
    let theme = super::Styles::default();
    for (text, shown) in [
        ("`git rebase -i`", "git rebase -i"),
        ("a `b` **c** _d_", "a b c d"),
        ("- not a list", "- not a list"),
        ("# no heading", "# no heading"),
        ("1. first", "1. first"),
        ("> less", "> less"),
        ("two\nlines", "two lines"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("", ""),
    ] {
        let spans = super::inline(text, &theme);
        let whole: String = spans.iter().map(|span| &*span.content).collect();
        assert_eq!(whole, shown, "{text:?}");
    }
    for (line, shown) in [
        ("- **Soil** has `pH`", "Soil has pH"),
        ("## A *heading*", "A heading"),
        ("plain", "plain"),
    ] {
        assert_eq!(super::unmarked(line, &theme), shown, "{line:?}");
    }
}
