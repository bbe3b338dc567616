use proptest::prelude::*;

use super::*;
use crate::content::encoding::decode;

fn rewritten(text: &str) -> Decoded {
    let mut decoded = decode(text.as_bytes()).expect("a text");
    rewrite(&mut decoded, 0);
    decoded
}

#[test]
fn html_becomes_the_markdown_it_stands_for() {
    for (html, markdown) in [
        (
            "<h2 align=\"center\">The <b>craft</b> of\nbread</h2>\n",
            "## The **craft** of bread",
        ),
        (
            "<ul>\n  <li>Knead\n    it</li>\n  <li>Proof</li></ul>",
            "- Knead it\n- Proof",
        ),
        ("<ol start=3><li>a<ul><li>b</li></ul><li>c</ol>", "3. a\n   - b\n4. c"),
        ("<ul>\n<li><p>a</p><p>b</p></li>\n</ul>", "- a\n  b"),
        ("<ul>\n\n<li>a</li>\n\n<li>b</li>\n\n</ul>\n", "- a\n\n- b"),
        ("<p>One<br>two</p><p>three</p>", "One\ntwo\n\nthree"),
        ("<div align=center>\n\n# T\n\n</div>\n", "# T"),
        (
            "# T\n\n<details>\n<summary>Ovens</summary>\n\n- Wood\n\n</details>\n",
            "# T\n\n## Ovens\n\n- Wood",
        ),
        (
            "## A\n\n<details><summary><b>B</b></summary><details><summary>C</summary>x</details></details>",
            "## A\n\n### B\n\n#### C\n\nx",
        ),
        (
            "<details><summary>Click to expand</summary>\n\n- a\n\n</details>",
            "*Click to expand*\n\n- a",
        ),
        (
            "<table><thead><tr><th>Tool</th><th>For</th></tr></thead>\n<tr><td>Peel</td><td>a | b<br>c</td></tr></table>",
            "| Tool | For |\n|---|---|\n| Peel | a \\| b<br>c |",
        ),
        (
            "<table><tr><td>a</td><td><ul><li>b<li>c</ul></td></tr></table>",
            "| | |\n|---|---|\n| a | b c |",
        ),
        ("<table><tr><td>\n\n- a\n\n</td></tr></table>", "- a"),
        ("<table><tr><td><h3>A</h3></td><td>b</td></tr></table>", "### A\n\nb"),
        (
            "<pre><code class=\"language-sh\">a &lt; b\n  c\n</code></pre>",
            "```sh\na < b\n  c\n```",
        ),
        (
            "<dl><dt>Crumb</dt><dd>the inside</dd><dt>Crust</dt><dd>the rest</dd></dl>",
            "- **Crumb**: the inside\n- **Crust**: the rest",
        ),
        ("<blockquote>a\nb</blockquote>", "> a\n> b"),
        (
            "<p><a href=\"https://a.example/x y\">A</a>, <img src=b.png alt='a b'></p>",
            "[A](<https://a.example/x y>), ![a b](b.png)",
        ),
        ("<ul><li><input type=\"checkbox\" checked> a</li></ul>", "- [x] a"),
        ("- a\n  <ul><li>b</li></ul>\n", "- a\n  \n  - b"),
        // What nobody is to see.
        ("a\n\n<!-- b\n\nc -->\n\nd <!-- e -->f", "a\n\nd f"),
        (
            "<script>\n\nlet a = '<p>';\n\n</script>\n\n<style>b{}</style>\n\nc",
            "c",
        ),
        // In a paragraph.
        (
            "A <b>bold</b>, <code>x</code> <kbd>k</kbd> <sub>y</sub>",
            "A **bold**, `x` `k` y",
        ),
        (
            "<b>Peel:</b>long <a href=\"https://a.example\">A</a>",
            "Peel:long [A](https://a.example)",
        ),
        (
            "| a |\n|---|\n| <ul><li>b</li><li>c</li></ul> |",
            "| a |\n|---|\n| b, c |",
        ),
    ] {
        let text = rewritten(html).text;
        let lines: Vec<&str> = text
            .trim()
            .split("\n\n")
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let expected: Vec<&str> = markdown.split("\n\n").map(str::trim).collect();
        assert_eq!(
            lines.join("\n\n").replace("\n\n\n", "\n\n"),
            expected.join("\n\n"),
            "{html}"
        );
    }
}

#[test]
fn what_is_no_html_stays_as_it_is() {
    for text in [
        "Give <name> and <b>.\n",
        "`<ul><li>a</li></ul>`\n",
        "```html\n<h2>a</h2>\n<!-- b -->\n```\n",
        "    <h2>code</h2>\n",
        "<section name=\"Rules\">\n- a\n</section>\n",
        "<section name=\"Rules\">\n\n- a\n\n</section>\n",
        "<summary>what was said</summary>\n",
        "a < b, c > d\n",
        "> <h2>quoted</h2>\n",
        "<MyButton onClick={go}>\n",
    ] {
        assert_eq!(rewritten(text).text, text);
    }
}

#[test]
fn places_stay_those_of_the_file() {
    let text = "# T\n\n<ul>\n  <li>ä <b>one</b></li>\n  <li>two</li>\n</ul>\n\n<!-- x -->\nend [three](x)\n";
    let decoded = rewritten(text);
    for (words, place) in [
        ("ä", (4, 7)),
        ("one", (4, 12)),
        ("two", (5, 7)),
        ("end", (9, 1)),
        ("three", (9, 6)),
        ("T", (1, 3)),
    ] {
        let at = decoded.text.find(words).expect("it is kept");
        assert_eq!(decoded.position(at), place, "{words} in {}", decoded.text);
    }
}

proptest! {
    #[test]
    fn whatever_it_is_it_is_rewritten(
        text in "(<(/?(h2|ul|ol|li|table|tr|td|details|summary|pre|p|b|a href='x'|dl|dt|dd|blockquote|x)|!-- | br|script)>?|[a-z|*`\n -]{1,4}|\n\n){0,40}"
    ) {
        let decoded = rewritten(&text);
        for (at, _) in decoded.text.char_indices() {
            let (line, column) = decoded.position(at);
            prop_assert!(line >= 1 && column >= 1 && line <= text.split('\n').count());
        }
    }
}
