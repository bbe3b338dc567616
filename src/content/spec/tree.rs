//! Blocks to a tree of sections by heading level.

use std::ops::Range;

use super::block::{Block, Kind};
use super::inline::Inline;

/// A heading with what stands below it.
#[derive(Debug)]
pub(super) struct Section<'b> {
    pub(super) level: u8,
    /// `None` for what stands before the first heading.
    pub(super) heading: Option<&'b Inline>,
    /// The blocks between this heading and the next one.
    pub(super) blocks: &'b [Block],
    pub(super) children: Vec<Section<'b>>,
    /// From the heading's start to the end of the last child.
    pub(super) range: Range<usize>,
    /// Where the text below the heading starts.
    pub(super) body: usize,
    /// Where the blocks end and the first child starts.
    pub(super) own_end: usize,
}

impl<'b> Section<'b> {
    /// A stretch that is read as a section of its own, with nothing below it.
    pub(super) fn leaf(
        level: u8,
        heading: Option<&'b Inline>,
        blocks: &'b [Block],
        range: Range<usize>,
        body: usize,
    ) -> Self {
        Self {
            level,
            heading,
            blocks,
            children: Vec::new(),
            own_end: range.end,
            range,
            body,
        }
    }

    /// The text between the heading and the first child.
    pub(super) fn own_text(&self) -> Range<usize> {
        self.body..self.own_end
    }

    /// All text below the heading.
    pub(super) fn text(&self) -> Range<usize> {
        self.body..self.range.end
    }
}

/// Builds the tree of a whole file; its root has level 0 and no heading.
pub(super) fn build(blocks: &[Block], range: Range<usize>) -> Section<'_> {
    let mut root = open(blocks, 0, None, range.start, range.start);
    let mut at = root.blocks.len();
    close(&mut root, blocks, &mut at, range.end);
    root
}

fn open<'b>(rest: &'b [Block], level: u8, heading: Option<&'b Inline>, start: usize, body: usize) -> Section<'b> {
    let own = rest
        .iter()
        .position(|block| matches!(block.kind, Kind::Heading(..)))
        .unwrap_or(rest.len());
    Section {
        level,
        heading,
        blocks: &rest[..own],
        children: Vec::new(),
        range: start..start,
        body,
        own_end: body,
    }
}

/// Takes the children of a section from the blocks at `at`, until one is not below it.
fn close<'b>(section: &mut Section<'b>, blocks: &'b [Block], at: &mut usize, end: usize) {
    section.own_end = blocks.get(*at).map_or(end, |block| block.range.start);
    while let Some(Block {
        kind: Kind::Heading(level, heading),
        range,
    }) = blocks.get(*at)
    {
        if *level <= section.level {
            break;
        }
        let mut child = open(&blocks[*at + 1..], *level, Some(heading), range.start, range.end);
        *at += 1 + child.blocks.len();
        close(&mut child, blocks, at, end);
        section.children.push(child);
    }
    section.range.end = blocks.get(*at).map_or(end, |block| block.range.start);
}

#[cfg(test)]
mod tests {
    use super::super::block;
    use super::*;

    fn outline(section: &Section<'_>) -> String {
        let children: Vec<String> = section.children.iter().map(outline).collect();
        let heading = section.heading.map_or("", |heading| &heading.text);
        if children.is_empty() {
            heading.to_owned()
        } else {
            format!("{heading}({})", children.join(" "))
        }
    }

    #[test]
    fn levels_make_the_tree() {
        for (text, tree) in [
            ("# A\n\n## B\n\n### C\n\n## D\n", "(A(B(C) D))"),
            ("p\n\n### C\n\n## B\n", "(C B)"),
            ("# A\n\n#### B\n\n## C\n\n# D\n", "(A(B C) D)"),
            ("- # no\n\n> # no\n\nB\n==\n", "(B)"),
            ("", ""),
        ] {
            let parsed = block::parse(text, 0);
            assert_eq!(outline(&build(&parsed.blocks, 0..text.len())), tree, "{text}");
        }
    }

    #[test]
    fn sections_know_their_text() {
        let text = "intro\n\n# A\n\np\n\n## B\n\nq\n";
        let parsed = block::parse(text, 0);
        let root = build(&parsed.blocks, 0..text.len());
        let a = &root.children[0];
        assert_eq!(&text[root.own_text()], "intro\n\n");
        assert_eq!(text[a.own_text()].trim(), "p");
        assert_eq!(&text[a.range.clone()], "# A\n\np\n\n## B\n\nq\n");
    }
}
