//! Inputs that were too much once, held to the laws ever after. What fuzzing finds comes here, made small.

use std::fs;
use std::path::Path;

use crate::support::laws;

#[test]
fn specs() {
    for text in [
        &b""[..],
        b"\xff\xfe",
        b"---\n\xf0\x9f\x8e: \xaf\n---\n",
        b"---\n? [a]\n: b\n---\n# T\n",
        b"---\n<<: *a\n---\n",
        b"  ---\n  a: \x1b\x1bb\n  ---\n  # T\x1b\n",
        b"# \n## Learning Paths\n### \n- \n",
        b"## Learning Paths\n### A\n- [](x)\n- [[a](b)](c)\n",
        b"# T\n\n[a](https://\xc3\xa9)[b](HTTPS:)[c](a:b:c)\n",
        "# Gr√∂√üe\n\n[x](htps:)\n## Gr√∂√üe ‚úì\n".as_bytes(),
        "\u{feff}# \u{202e}T\r\r\n- [x] \\\n\t=".as_bytes(),
    ] {
        laws::spec(text);
        laws::lesson(text);
    }
}

#[test]
fn lessons() {
    for text in [
        &b"---\ntitle: \"\\u001b[2J\"\nrequires: \"\\u202e, \\u202e\"\n---\n[[\x1b]] [[a\n]]\n"[..],
        b"---\nrequires: [sample, Sample, [a], {b: c}]\naliases: 7\n---\n",
        b"---\nresources: [{url: http://}, {url: \"http://a\\tb\"}, http://x, [], {x: http://y}]\n---\n",
        b"---\nminutes: 99999999999999999999\nlevel: [\nsummary: \xff\n---\n## Try it\n",
        b"---\nminutes: -1e400\n---\n``` [[a]]\n[[b]]\n",
        "---\ntitle: 学\nrequires: [学  習]\n---\n[[学  習]]".as_bytes(),
    ] {
        laws::lesson(text);
        laws::spec(text);
    }
}

#[test]
fn lines() {
    for text in [
        &b""[..],
        b"\r",
        b"{\"v\":1",
        b"{\"v\":18446744073709551615",
        b"{\"v\":1,\"id\":\"\xff",
        b"{\"v\":1,\"id\":\"01JDZ3M3C0000000000000000A\",\"at\":\"2026-03-01T12:00:00Z\",\"do\":\"mark\",\"topics\":[],\"status\":\"done\"",
        b"{\"v\":1,\"id\":\"01jdz3m3c0000000000000000a\",\"at\":\"-9999-01-01T00:00:00Z\",\"do\":\"undo\",\"of\":\"7ZZZZZZZZZZZZZZZZZZZZZZZZZ\"",
        "{\"v\":1,\"id\":\"01JDZ3M3C0000000000000000A\",\"at\":\"2026-03-01T12:00:00+23:59\",\"do\":\"move\",\"topic\":\"\\u0000\\ud83c\\udfaf\",\"to\":\"学\"".as_bytes(),
    ] {
        laws::line(text);
    }
}

#[test]
fn graphs() {
    for text in [
        &b""[..],
        b"\x9d",
        b"{\"schema\":\"waypost-roadmap/1\",\"slug\":\"a\",\"sections\":[{\"nodes\":[{\"id\":\"&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&\",\"parent\":\"&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&\"}]}]}",
        b"{\"nodes\":[]}",
        b"{\"nodes\":[{\"id\":\"\",\"type\":\"topic\",\"data\":{\"label\":\"\\u001b[2J\\u202e\"}}],\"edges\":[{\"source\":\"\",\"target\":\"\"}]}",
        b"{\"nodes\":[{\"id\":\"a\",\"type\":\"topic\",\"data\":{\"label\":\"A\"},\"position\":{\"x\":1e400,\"y\":-1e308}},{\"id\":\"b\",\"type\":\"subtopic\",\"width\":-1e308}]}",
        b"{\"schema\":\"waypost-roadmap/1\",\"slug\":\"../x\",\"sections\":[{\"nodes\":[{\"id\":\"/\",\"parent\":\"\\u001b\",\"former\":[\"\\u202e\"],\"legend\":\"\"},{\"id\":\"/\"}]}]}",
        b"{\"mockup\":{\"controls\":{\"control\":[{\"typeID\":\"__group__\",\"x\":\"0\",\"y\":\"0\",\"w\":\"1\",\"h\":\"1\",\"properties\":{\"controlName\":\"100-c?ay:wheel\"},\"children\":{\"controls\":{\"control\":[{\"typeID\":\"Label\",\"properties\":{\"text\":\"Wheel\"}}]}}}]}}}",
        b"{\"n\xff\xff\xff\xff\xff\xff\xff\xff\xff\":",
        "{\"schema\":\"waypost-roadmap/1\",\"slug\":\"学\",\"title\":\"\u{202e}\",,".as_bytes(),
    ] {
        laws::graph(text);
    }
}

/// What fuzzing has come by, of each kind a little: see `tests/fuzz/Cargo.toml`.
#[test]
fn what_was_come_by() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    for (target, law) in [
        ("spec", laws::spec as fn(&[u8])),
        ("lesson", laws::lesson),
        ("graph", laws::graph),
        ("line", laws::line),
    ] {
        let files: Vec<_> = fs::read_dir(corpus.join(target)).expect(target).collect();
        assert!(files.len() > 5, "{target}");
        for file in files {
            law(&fs::read(file.expect("a file").path()).expect("a file"));
        }
    }
}

proptest::proptest! {
    /// Any arrangement of the words of YAML and Markdown is a lesson, and is looked at.
    #[test]
    fn any_lesson_is_read(lines in proptest::collection::vec("(title|aliases|requires|resources|questions|minutes|level|  - ask|    choices|    answer|  - |- |## |---|\\[\\[)?(: )?([a-c\"'\\[\\]{},:&*|> -]{0,9}|[0-9]{1,3}|学|https://a.b)?(\n|\r\n)", 0..16)) {
        laws::lesson(format!("---\n{}", lines.concat()).as_bytes());
    }

    /// Neither graphs nor lines of a log have to be what they seem.
    #[test]
    fn any_graph_and_line_is_read(parts in proptest::collection::vec("\\{|\\}|\\[|\\]|,|:|\"(nodes|edges|id|type|data|label|source|target|topic|v|at|do|mark|[a-c]{0,2})\"|-?[0-9]{1,3}(\\.5|e30|e300)?|null|true", 0..40)) {
        let text = parts.concat();
        laws::graph(text.as_bytes());
        laws::graph(format!("{{\"nodes\":[{{\"id\":\"a\",\"type\":\"topic\",{text}}}]}}").as_bytes());
        laws::line(text.as_bytes());
    }
}
