//! Specs whose structure is written in HTML.

use crate::spec::{codes, read, step_titles};

#[test]
fn sections_lists_and_tables_of_html_are_read_as_those_of_markdown() {
    let agent = read(
        "<h1 align=\"center\">Bakery</h1>\n\n<h2>Learning Paths</h2>\n\n<details open>\n<summary><b>1. Dough</b></summary>\n\n\
         <!-- of wheat -->\n- Flour\n- Water\n\n</details>\n<details>\n<summary>2. Heat</summary>\n<ul>\n<li><b>Ovens</b>: wood, gas</li>\n\
         <li>Steam</li>\n</ul>\n</details>\n\n<h2>Technology Stack</h2>\n<table>\n<tr><th>Tool</th><th>Purpose</th></tr>\n\
         <tr><td>Peel</td><td>loading</td></tr>\n<tr><td><a href=\"https://lame.example\">Lame</a></td><td>scoring</td></tr>\n</table>\n\
         <script>track()</script>\n",
    );
    assert_eq!(agent.title, "Bakery");
    let titles: Vec<&str> = agent.paths.iter().map(|path| path.title.as_str()).collect();
    assert_eq!(titles, ["Dough", "Heat"]);
    assert_eq!(step_titles(&agent, 0), ["Flour", "Water"]);
    assert_eq!(step_titles(&agent, 1), ["Ovens", "Steam"]);
    assert_eq!(agent.paths[1].groups[0].steps[0].mentions, ["wood", "gas"]);
    let tools: Vec<(&str, &str)> = agent.stacks[0].tools().map(|tool| (&*tool.name, &*tool.note)).collect();
    assert_eq!(tools, [("Peel", "loading"), ("Lame", "scoring")]);
    assert_eq!(codes(&agent), []);
    let json = serde_json::to_string(&agent).expect("JSON");
    assert!(
        !json.contains("track()") && !json.contains("of wheat") && !json.contains("<li>"),
        "{json}"
    );
}

#[test]
fn what_is_kept_as_text_is_kept_without_tags_and_placeholders_stay() {
    let agent = read(
        "# T\n\nSay <your name>.\n\n## Notes\n\n<p>First <i>this</i>.</p>\n\n<ol><li>that</li></ol>\n\n## Rules\n\n<example>\nuser: hi\n</example>\n",
    );
    let kept: Vec<&str> = agent.more.iter().map(|kept| kept.markdown.as_str()).collect();
    assert_eq!(kept, ["First *this*.\n\n1. that", "<example>\nuser: hi\n</example>"]);
    assert_eq!(agent.description, "Say <your name>.");
}

#[test]
fn remarks_on_html_stand_where_it_does() {
    let agent = read("# T\n\n<!-- one\ntwo -->\n\n<h2>Career Path</h2>\n\n<p>None.</p>\n");
    assert_eq!(codes(&agent), [("section-unclear", 6, 1)]);
}
