//! Inputs that were too much once, held to the laws ever after. What fuzzing finds comes here, made small.

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
