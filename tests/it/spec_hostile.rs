//! Specs that are broken, or meant to break their reader.

use std::path::Path;

use waypost::content::diagnostic::Severity;
use waypost::content::{encoding, spec};

use crate::spec::{codes, read, step_titles};
use crate::spec_words::{body, lost_words};

#[test]
fn what_cannot_be_read_is_an_error_and_nothing_worse() {
    let cases: [(&str, Vec<u8>); 4] = [
        ("not-text", vec![0, 1, 2, 3, 0, 0, 255, 254, 0, 1]),
        ("too-large", vec![b'a'; 9 * 1024 * 1024]),
        ("too-deeply-nested", format!("{}x", "- ".repeat(50_000)).into_bytes()),
        ("too-deeply-nested", ">".repeat(100_000).into_bytes()),
    ];
    for (code, bytes) in cases {
        let agent = spec::read(&bytes, Path::new("agents/sample.md"));
        let found: Vec<_> = agent
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .collect();
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [code]);
        let is_kept = agent.more.iter().any(|kept| kept.markdown.len() + 1 >= bytes.len());
        assert_eq!(is_kept, code == "too-deeply-nested", "nested text is kept as it stands");
    }
}

#[test]
fn deep_indentation_ends_in_a_diagnostic() {
    let lines: Vec<String> = (0..300).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    let deep = lines.concat();
    let agent = read(&deep);
    assert!(codes(&agent).iter().any(|(code, ..)| *code == "too-deeply-nested"));
}

#[test]
fn what_is_nested_too_deeply_costs_nothing_but_itself() {
    let by_lines: Vec<String> = (0..60).map(|depth| format!("{}- leaf\n", "  ".repeat(depth))).collect();
    let by_lines = by_lines.concat();
    for deep in [
        format!("{}leaf\n", "- ".repeat(60)),
        format!("{}leaf\n", "> ".repeat(300)),
        by_lines,
    ] {
        let agent = read(&format!(
            "# T\n\n## Learning Paths\n\n### A\n- one\n\n### Deep\n\n{deep}\n### B\n- two\n\n## Technology Stack\n- three\n"
        ));
        let titles: Vec<&str> = agent.paths.iter().map(|path| path.title.as_str()).collect();
        assert!(titles.starts_with(&["A"]) && titles.ends_with(&["B"]), "{titles:?}");
        assert_eq!(agent.stacks.len(), 1);
        let deepest: Vec<&str> = codes(&agent).iter().map(|(code, ..)| *code).collect();
        assert_eq!(deepest.iter().filter(|code| **code == "too-deeply-nested").count(), 1);
        let json = serde_json::to_string(&agent).expect("JSON");
        assert!(json.contains("leaf"), "nothing is lost");
    }
}

#[test]
fn what_is_behind_the_last_line_that_is_read_is_kept() {
    let rest = "## Learning Paths\n\n### Ground\n- Soil\n";
    let text = |lines| format!("# T\n{}{rest}", "\n".repeat(lines));
    let agent = read(&text(199_999));
    assert_eq!(codes(&agent), [("too-many-lines", 200_001, 1)]);
    assert_eq!(agent.paths, []);
    assert_eq!(
        agent.more.last().map(|kept| kept.markdown.as_str()),
        Some(rest.trim_end())
    );
    let agent = read(&text(199_995));
    assert_eq!((codes(&agent), agent.paths.len()), (Vec::new(), 1));
}

#[test]
fn escape_sequences_leave_nothing_behind() {
    let agent = spec::read(
        "---\nname: \"z\\e[1mig\\e[0m\"\n---\n# T\u{1b}[31mitle\u{1b}[0m\n\n## Learning Path\n\n- **S&#27;[31mtep&#x1b;[0m one** - d&#27;[1metail\n- \u{1b}]8;;https://a.example\u{7}Two\u{1b}]8;;\u{7}\n".as_bytes(),
        Path::new("agents/t.md"),
    );
    assert_eq!(agent.title, "Title");
    let steps: Vec<(&str, &str)> = agent.paths[0]
        .steps()
        .map(|step| (&*step.title, &*step.detail))
        .collect();
    assert_eq!(steps, [("Step one", "detail"), ("Two", "")]);
    let name = agent.front_matter.iter().find(|(key, _)| key == "name");
    assert!(name.is_none_or(|(_, name)| !name.contains('\u{1b}')));
}

#[test]
fn nothing_steers_the_terminal() {
    let agent = spec::read(
        "---\ndescription: \"a\\u001b[31mb\"\n\"k\\u001b\": c\n---\n# T\u{1b}[2J\u{202e}\n\n## Topics\n- x&#27;y\u{9b}\n- [l](https://a.b/&#27;c)\n".as_bytes(),
        Path::new("agents/a\u{1b}.md"),
    );
    let mut agent = agent;
    agent.file = "agents/a.md".into();
    agent.diagnostics.clear();
    let json = serde_json::to_string(&agent).expect("JSON");
    assert!(
        !json.contains("\\u001b") && !json.contains(|c: char| c.is_control() || c == '\u{202e}'),
        "{json}"
    );
    assert_eq!(step_titles(&agent, 0), ["xy", "l"]);
}

proptest::proptest! {
    /// Any arrangement of Markdown's own characters is read without a panic and without losing a word.
    #[test]
    fn no_arrangement_loses_a_word(lines in proptest::collection::vec("(#{1,4} |- |  - |1\\. |> |\\| ?|\\*\\*)?(Learning Path|Specializations|Key Topics|Week 1: |```|├── |Focus: |Roles|Career Path|Tools|Trends|Related Skills|Roadmaps|when to use|[a-c,:()|*_`→-]{0,9}|[d-f]{3} ?(\\*\\*|: |, |\\(|roadmap\\.sh/x)?[g-i]{3}\\)?)(\n|:\n|\n\n)", 0..24)) {
        let text = lines.concat();
        let agent = spec::read(text.as_bytes(), Path::new("agents/sample.md"));
        proptest::prop_assert_eq!(lost_words(body(&text), &agent), Vec::<String>::new());
    }

    /// Neither are bytes of any kind.
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let agent = spec::read(&bytes, Path::new("agents/sample.md"));
        let text = encoding::decode(&bytes).map(|decoded| decoded.text).unwrap_or_default();
        proptest::prop_assert!(agent.id == "sample" && text.len() <= 3 * bytes.len());
    }
}
