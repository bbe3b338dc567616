//! One page with every construct, as the reader sees it in a narrow and in a wide pane.

use std::fmt::Write as _;

use waypost::tui::markdown::{Styles, render};

fn page(width: u16) -> String {
    let doc = render(include_str!("fixtures/every-construct.md"), width, &Styles::default());
    let mut page = String::new();
    for line in &doc.lines {
        writeln!(page, "{line}").expect("writing to a string works");
    }
    for link in &doc.links {
        let places = link
            .spans
            .iter()
            .map(|span| format!("{}:{}+{}", span.line + 1, span.column, span.width));
        writeln!(
            page,
            "{} = {} at {}",
            link.title,
            link.url,
            places.collect::<Vec<_>>().join(", ")
        )
        .expect("writing to a string works");
    }
    page
}

#[test]
fn every_construct_in_30_columns() {
    insta::assert_snapshot!(page(30));
}

#[test]
fn every_construct_in_78_columns() {
    insta::assert_snapshot!(page(78));
}
