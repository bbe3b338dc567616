//! Every code a diagnostic can have: what it says, how bad it is, and a file that has it.
//!
//! `waypost check --explain CODE` prints an entry. The examples are real: a test reads each and meets its code there.

use super::Severity::{self, Error, Info, Warning};
use crate::content::names;

/// What one code stands for.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The code ("step-twice").
    pub code: &'static str,
    /// How bad it is at its worst.
    pub severity: Severity,
    /// What was found, and what it means, in one sentence.
    pub says: &'static str,
    /// Where it is met.
    pub example: Example,
}

/// Where a code is met.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// In a pack of these files.
    Files(&'static [Sample]),
    /// In a case that no text can show.
    Words(&'static str),
}

/// A file of an example.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Its path in the pack.
    pub file: &'static str,
    /// What stands in it.
    pub bytes: &'static [u8],
}

/// The codes most like a text that is none, the likest first.
pub fn nearest(text: &str) -> Vec<&'static str> {
    /// More are no help.
    const SUGGESTED: usize = 3;
    let alike = |kind: &Kind| names::alike(text, kind.code);
    let mut all: Vec<&Kind> = CATALOGUE.iter().collect();
    all.sort_by(|a, b| alike(b).total_cmp(&alike(a)));
    all.into_iter().take(SUGGESTED).map(|kind| kind.code).collect()
}

/// The entry of a code.
pub fn find(code: &str) -> Option<&'static Kind> {
    CATALOGUE.iter().find(|kind| kind.code == code)
}

const fn words(code: &'static str, severity: Severity, says: &'static str, example: &'static str) -> Kind {
    Kind {
        code,
        severity,
        says,
        example: Example::Words(example),
    }
}

const fn files(code: &'static str, severity: Severity, says: &'static str, samples: &'static [Sample]) -> Kind {
    Kind {
        code,
        severity,
        says,
        example: Example::Files(samples),
    }
}

const fn file(file: &'static str, text: &'static str) -> Sample {
    bytes(file, text.as_bytes())
}

const fn bytes(file: &'static str, bytes: &'static [u8]) -> Sample {
    Sample { file, bytes }
}

/// A spec that is surely made for learners, with a section that is a path only for that.
const GUIDE: &[Sample] = &[file(
    "agents/kiln.md",
    "# Kiln\n\n## Learning Path\n- Clay\n\n## Throwing Path\n- Wedging\n- Centering\n",
)];

/// All of them: packs and files, texts, front matter, specs, roadmaps, lessons.
#[rustfmt::skip] // an entry is a line of what it says, and its example
pub static CATALOGUE: &[Kind] = &[
    words("embedded-pack", Error,
        "The pack inside the program can't be read, so the program itself is damaged.",
        "a program whose file was cut off while it was copied"),
    words("missing", Error,
        "Nothing is there by the name that was given.",
        "waypost check no-such-folder"),
    words("no-specs", Error,
        "The folder holds neither agent specs nor lessons, so there is nothing to learn from it.",
        "a folder with pictures and nothing else"),
    words("unreadable", Error,
        "A file or folder of the pack can't be opened, or is none that can be read to an end.",
        "a file without permission to read, a link that leads nowhere, a named pipe called notes.md"),
    words("outside-pack", Error,
        "A link in the pack leads out of its folder, and isn't followed: a pack has no business with other files.",
        "ln -s ~/.ssh/config agents/config.md"),
    words("too-deep", Error,
        "Folders are nested deeper than any pack needs, and the deepest are not entered.",
        "agents/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/spec.md"),
    words("too-many-files", Error,
        "The pack has more files than are read; those that come later in the order of their names are left out.",
        "20,001 specs in one folder"),
    words("too-large", Error,
        "The file is larger than any spec or lesson, and is not read.",
        "a file of 9 megabytes"),
    files("pack-manifest", Error,
        "pack.yaml can't be read, so the pack is named after its folder.",
        &[file("pack.yaml", "title: [Gardens\n")]),
    files("pack-key", Warning,
        "pack.yaml has a key that means nothing here; a note where it resembles none that does.",
        &[file("pack.yaml", "title: Gardens\nlicense: CC0-1.0\nsumary: How to grow things.\n")]),
    files("pack-incomplete", Info,
        "pack.yaml leaves out what its readers would like to know.",
        &[file("pack.yaml", "title: Gardens\n")]),
    files("pack-unnamed", Info,
        "A pack has no pack.yaml, so it goes by its folder's name and under no license.",
        &[file("agents/garden.md", "# Garden\n\nBeds and pots.\n")]),

    files("not-text", Error,
        "The file is binary, whatever its name says.",
        &[bytes("agents/picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01")]),
    files("too-deeply-nested", Error,
        "Lists or quotes are nested deeper than anyone reads: from there on the block is kept as it stands, and the rest is read.",
        &[file("agents/quotes.md", ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> x\n")]),
    words("too-many-lines", Error,
        "The text has more lines than are taken apart; what is behind them is kept and shown as it stands.",
        "a file of two million headings"),
    words("markdown-unreadable", Error,
        "The parser of Markdown has failed on this text, which is kept as it stands; that is a mistake in the parser.",
        "none is known"),
    files("encoding-repaired", Warning,
        "The file was read in a wrong encoding and saved so; the damage could be undone whole.",
        &[file("agents/size.md", "# Gr√∂√üe ‚úì\n\nSizes.\n")]),
    files("encoding-utf-16", Warning,
        "The file is UTF-16, which other readers of specs may not understand.",
        &[bytes("agents/wide.md", b"\xff\xfe#\0 \0W\0i\0d\0e\0\n\0\n\0x\0\n\0")]),
    files("encoding-invalid", Warning,
        "Some bytes of the file are no UTF-8, and were replaced.",
        &[bytes("agents/latin.md", b"# Gr\xf6\xdfe\n\nSizes.\n")]),
    files("control-characters", Warning,
        "The file holds characters that steer a terminal or turn text around; they were taken out.",
        &[file("agents/red.md", "# \u{1b}[31mRed\n\nText.\n")]),
    files("file-indented", Warning,
        "Every line of the file is indented, which would make code of it; the indentation was taken off.",
        &[file("agents/moved.md", "  ---\n  name: moved\n  ---\n  # Moved\n\n  Text.\n")]),

    files("front-matter-fence", Warning,
        "The front matter is closed by a line of more than three dashes.",
        &[file("agents/fence.md", "---\nname: fence\n-----\n# Fence\n\nText.\n")]),
    files("front-matter-unopened", Warning,
        "The front matter does not begin with three dashes; the keys at the head of the file were taken for it.",
        &[file("agents/bare.md", "name: bare\ndescription: No dashes above.\n---\n# Bare\n\nText.\n")]),
    files("front-matter-tab", Warning,
        "A line of the front matter begins with a tab, which YAML does not allow; blanks were read instead.",
        &[file("agents/tab.md", "---\nname: tab\n\tdescription: Behind a tab.\n---\n# Tab\n\nText.\n")]),
    files("front-matter-unclosed", Warning,
        "The front matter is never closed; it was taken to end at the first empty line or heading.",
        &[file("agents/open.md", "---\nname: open\n\n# Open\n\nText.\n")]),
    files("front-matter-too-complex", Warning,
        "The front matter is too large or too deep to be parsed safely, so it was read line by line.",
        &[file("agents/deep.md", "---\nname: deep\ntree: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n---\n# Deep\n\nText.\n")]),
    files("front-matter-invalid", Warning,
        "The front matter is no valid YAML; what could be read of it was.",
        &[file("agents/colon.md", "---\nname: colon\ndescription: Colons: all of them\n---\n# Colon\n\nText.\n")]),
    files("front-matter-duplicate-key", Warning,
        "A key of the front matter is given twice, and the first one counts.",
        &[file("agents/twice.md", "---\nname: one\nname: two\n---\n# Twice\n\nText.\n")]),
    files("front-matter-value", Warning,
        "A value of the front matter is no valid YAML, and was read as plain text.",
        &[file("agents/colon.md", "---\nname: colon\ndescription: Colons: all of them\n---\n# Colon\n\nText.\n")]),

    files("spec-key", Warning,
        "A key of a spec means nothing here, and is likely a slip of the pen for one that does.",
        &[file("agents/pens.md", "---\nname: pens\ndescripton: How to write.\n---\n# Pens\n\nText.\n")]),
    files("spec-fenced", Info,
        "The whole file stands in a code fence, as it was copied from a chat; what is in the fence was read.",
        &[file("agents/fenced.md", "```markdown\n# Fenced\n\nText.\n```\n")]),
    files("title-missing", Info,
        "The spec has neither a name nor a heading of the first level, so it is called after its file.",
        &[file("agents/zig-guide.md", "## Learning Paths\n\n### Start\n- Install\n")]),
    files("front-matter-toml", Info,
        "The front matter is TOML, of which plain keys and values are read.",
        &[file("agents/zig.md", "+++\ntitle = \"Zig\"\n+++\n\nA language.\n")]),
    files("fence-unclosed", Warning,
        "A fence of code is never closed, so that everything below it is code.",
        &[file("agents/code.md", "# Code\n\n```sh\nls\n\n## Learning Paths\n\n### Start\n- Install\n")]),
    files("agent-id-taken", Warning,
        "Two specs have the same file name and so the same id; one of them got a number, which can change when files do.",
        &[file("agents/a/zig.md", "# Zig\n\nText.\n"), file("agents/b/zig.md", "# Zig Again\n\nText.\n")]),
    files("agent-title-taken", Warning,
        "Two specs have the same title, so that nobody can tell them apart.",
        &[file("agents/zig.md", "# Zig\n\nText.\n"), file("agents/zag.md", "# Zig\n\nText.\n")]),
    files("heading-empty", Warning,
        "Nothing stands below a heading.",
        &[file("agents/zig.md", "# Zig\n\n## Background\n\n## History\n\nText.\n")]),
    files("role-twice", Warning,
        "An agent has two roles of the same name; one of them got a number behind its id.",
        &[file("agents/zig.md", "# Zig\n\n## Roles\n- **Tester** - Fuzzing\n- **Builder** - Linking\n- **Tester** - Tracing\n")]),
    files("path-empty", Warning,
        "A heading among learning paths lists no step, so it is no path; a note where other text stands there, which is kept.",
        &[file("agents/zig.md", "# Zig\n\n## Learning Paths\n\n### Start\n- Install\n\n### Later\n")]),
    files("path-twice", Warning,
        "An agent has two paths of the same title; one of them got a number behind its id.",
        &[file("agents/zig.md", "# Zig\n\n## Learning Paths\n\n### Start\n- Install\n\n### Start\n- Build\n")]),
    files("step-twice", Warning,
        "A path has the same step twice, which is one topic, learned once; a note where the two stand in different groups or below different steps.",
        &[file("agents/zig.md", "# Zig\n\n## Learning Paths\n\n### Start\n- Install\n- Build\n- Install\n")]),
    files("title-long", Info,
        "A title is so long that it is cut off in lists.",
        &[file("agents/zig.md", "# Zig\n\n## Learning Paths\n\n### Start\n- Install the compiler from the page of downloads and put it where your shell finds it without asking where it is\n")]),
    files("link-malformed", Warning,
        "A link has an address that can't be what was meant, or that waypost never opens.",
        &[file("agents/zig.md", "# Zig\n\nSee [the book](htps://example.org/zig) and [the site](www.example.org).\n")]),
    files("link-outside", Warning,
        "A link leads to a file that stands outside of the pack.",
        &[file("agents/zig.md", "# Zig\n\nSee [the notes](../../notes.md).\n")]),
    files("topics-unresolved", Info,
        "Some of the names that roles and stacks list lead to no topic, or to steps of several; `--unresolved` lists them.",
        &[file("agents/zig.md", "# Zig\n\n## Roles\n- **Builder** - Install, Welding\n\n## Learning Paths\n\n### Start\n- Install\n")]),
    files("topic-unresolved", Info,
        "A name that a role or a stack lists leads to no topic; listed with `--unresolved` only.",
        &[file("agents/zig.md", "# Zig\n\n## Roles\n- **Builder** - Install, Welding\n\n## Learning Paths\n\n### Start\n- Install\n")]),
    files("topic-misspelled", Warning,
        "A name that a role lists leads to no topic, and is a topic's name but for one letter.",
        &[file("agents/zig.md", "# Zig\n\n## Roles\n- **Builder** - Instal, Welding\n\n## Learning Paths\n\n### Start\n- Install\n")]),
    files("topic-ambiguous", Info,
        "A name that a role lists is no topic itself, and steps of several topics list it; listed with `--unresolved` only.",
        &[file("agents/zig.md", "# Zig\n\n## Roles\n- **Tester** - Fuzzing, Install\n\n## Learning Paths\n\n### Start\n- **Install** - Fuzzing, Testing\n- **Build** - Fuzzing, Running\n")]),

    files("sections-invalid", Warning,
        "`sections` in the front matter is no list of headings and what they hold.",
        &[file("agents/kiln.md", "---\nsections: paths\n---\n# Kiln\n\n## Firing\n- Bisque\n")]),
    files("sections-value", Warning,
        "`sections` in the front matter says of a heading something that no section holds.",
        &[file("agents/kiln.md", "---\nsections: { Firing: pats }\n---\n# Kiln\n\n## Firing\n- Bisque\n")]),
    files("sections-heading", Warning,
        "`sections` in the front matter names a heading that there isn't, or that is part of another section.",
        &[file("agents/kiln.md", "---\nsections: { Fireing: paths }\n---\n# Kiln\n\n## Firing\n- Bisque\n")]),
    files("section-empty", Info,
        "A section lists nothing of what its heading says it holds, so its text was kept.",
        &[file("agents/kiln.md", "# Kiln\n\n## Learning Path\n\nOnly words.\n")]),
    files("section-unclear", Info,
        "A section could hold this or that and names neither, so it was kept as text.",
        &[file("agents/kiln.md", "# Kiln\n\n## Career Paths\n\n- Talk to people\n")]),
    files("roadmaps-without-links", Info,
        "A section names roadmaps without saying where they are, so they were read as neighbours.",
        &[file("agents/kiln.md", "# Kiln\n\n## Related Roadmaps\n\n- Pottery\n")]),
    files("guessed-steps", Info,
        "The steps of a path were read out of a drawing, of arrows, or of headings with nothing listed below them.",
        &[file("agents/kiln.md", "# Kiln\n\n## Learning Path\n\nClay → Wheel → Kiln\n")]),
    files("guessed-tools", Info,
        "The tools of a stack were read out of a drawing or code.",
        &[file("agents/kiln.md", "# Kiln\n\n## Tech Stack\n\n```\nWheel: kick, electric\nKiln: gas\n```\n")]),
    files("guessed-permissions", Info,
        "A section of tools says what the agent may use, and is no stack.",
        &[file("agents/kiln.md", "# Kiln\n\n## Tools\n\n- Read, Write\n- Bash\n")]),
    files("guessed-roles", Info,
        "A section whose heading leaves it open was read as roles, by its names.",
        &[file("agents/kiln.md", "# Kiln\n\n## Specializations\n\n- Tile Maker\n- Glaze Engineer\n")]),
    files("guessed-levels", Info,
        "A section whose heading leaves it open was read as rungs of a career, by its names.",
        &[file("agents/kiln.md", "# Kiln\n\n## Career Paths\n\n- Junior Potter\n- Senior Potter\n")]),
    files("guessed-topics", Info,
        "A section whose heading leaves it open was read as areas of expertise.",
        &[file("agents/kiln.md", "# Kiln\n\n## Specializations\n\n### Tiles\n- Cutting\n")]),
    files("guessed-path", Info,
        "A section whose heading leaves it open was read as a learning path, since the spec is made for learners.",
        GUIDE),

    files("guessed-prerequisites", Info,
        "A section that says \"Requirements\" was read as what to know before, since the spec is made for learners.",
        &[file("agents/bakery.md", "# Bakery\n\n## Learning Paths\n\n- Dough\n- Ovens\n\n## Requirements\n\n- Flour\n")]),
    files("guessed-related", Info,
        "A section of next steps was read as neighbours, since most of them are other skills or agents.",
        &[file("agents/bakery.md", "# Bakery\n\n## Learning Paths\n\n- Dough\n- Ovens\n\n## Next Steps\n\n- The pastry skill\n")]),

    files("roadmap-file", Error,
        "A file among the roadmaps of a pack is none that `waypost import roadmap-sh` has written.",
        &[file("roadmaps/pottery.json", "{ \"nodes\": [] }\n")]),
    words("roadmap-taken", Warning,
        "Two packs have the same roadmap, of which the first counts.",
        "waypost --pack one --pack two list roadmaps, where both have roadmaps/pottery.json"),
    words("agent-json", Error,
        "An `agent.json` beside an agent's text can't be read, so the agent has what the text says alone.",
        "agents/pottery/agent.json with a comma too many, beside agents/pottery/skill.md"),
    words("left-out", Info,
        "A repository has files beside its specs, which were not read.",
        "a repository with agents/ and documentation"),
    words("roadmap-json", Warning,
        "A file of a clone of roadmap.sh is no valid JSON; `waypost import roadmap-sh` goes by the others.",
        "a map that was cut off while it was copied"),
    words("roadmap-map", Warning,
        "The map of a roadmap can't be gone by, so that its topics stand in the order of their files.",
        "a map without a list of nodes"),
    words("roadmap-id", Info,
        "Two topics of a roadmap have the same id.",
        "two content files whose names end in the same id"),
    words("roadmap-untitled", Info,
        "A topic of a roadmap has no title, for which its id stands.",
        "a node of the map without label and file"),
    words("roadmap-edges", Info,
        "Lines of a map lead to nothing.",
        "an edge to a node that was taken out"),
    words("roadmap-circle", Warning,
        "The way through a map runs in a circle, which was cut at its first topic.",
        "three nodes, each with a line to the next, and from the last to the first"),
    words("roadmap-empty", Warning,
        "A roadmap has no topics in this clone.",
        "a folder with a page and nothing else"),
    words("roadmap-link", Info,
        "A link of a roadmap has a kind that is not known here.",
        "- [@zine@Glazes](https://example.org)"),
    words("roadmap-questions", Info,
        "The answers to some questions of a roadmap stand in files that are not there.",
        "a question group without its folder `content`"),

    files("lesson-untitled", Warning,
        "A lesson has no title; a heading stands for it, which is only a note, or its file's name.",
        &[file("lessons/zig.md", "---\nsummary: A language.\n---\nText.\n")]),
    files("lesson-text", Warning,
        "A field of a lesson that should be text is none, and is not read.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nsummary: [a, b]\n---\nText.\n")]),
    files("lesson-level", Warning,
        "The level of a lesson is none of the four.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nlevel: begginer\n---\nText.\n")]),
    files("lesson-minutes", Warning,
        "The minutes of a lesson are no whole number.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nminutes: an hour or two\n---\nText.\n")]),
    files("lesson-list", Warning,
        "A field of a lesson that should be a list of names is something else, and was read as well as it could be.",
        &[file("lessons/zig.md", "---\ntitle: Zig\naliases: Ziglang, Zig language\n---\nText.\n")]),
    files("lesson-resource", Warning,
        "A resource of a lesson lacks its address or has a kind or key that there isn't.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nresources:\n  - { kind: boook, title: The book, url: \"https://example.org/zig\" }\n---\nText.\n")]),
    files("lesson-key", Warning,
        "A lesson has a key that means nothing here; a note where it resembles none that does.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nminuts: 30\n---\nText.\n")]),
    files("track-key", Warning,
        "A role track or a stage of one has a key that means nothing.",
        &[file("roles/keeper.yaml", "title: Keeper\nstagse: []\nstages: [{ title: First, topics: [zig] }]\n")]),
    files("track-value", Warning,
        "A value in a role track is of another kind than it should be, and is left out.",
        &[file("roles/keeper.yaml", "title: Keeper\nstages: [{ title: First, topics: [zig, [more]] }]\n")]),
    files("track-empty", Error,
        "A role track has no topics.",
        &[file("roles/keeper.yaml", "title: Keeper\nstages: []\n")]),
    files("track-topic", Warning,
        "A role track names a topic that there isn't.",
        &[file("roles/keeper.yaml", "title: Keeper\nagent: zig\nstages: [{ title: First, topics: [zag] }]\n"), file("agents/zig.md", "# Zig\n\n## Learning path\n\n- **Zig**\n")]),
    files("track-agent", Warning,
        "A role track names an agent that there isn't, or none, and stands for itself.",
        &[file("roles/keeper.yaml", "title: Keeper\nagent: zag\nstages: [{ title: First, topics: [zig] }]\n"), file("lessons/zig.md", "---\ntitle: Zig\n---\nText.\n")]),
    files("lesson-name-taken", Error,
        "Two lessons claim the same id, title or alias, and only one can have it; or a lesson claims several topics of another pack.",
        &[file("lessons/zig.md", "---\ntitle: Zig\n---\nText.\n"), file("lessons/ziglang.md", "---\ntitle: Ziglang\naliases: [Zig]\n---\nText.\n")]),
    files("lesson-requires", Warning,
        "A lesson requires something that leads to no topic, or itself.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nrequires: [compliers]\n---\nText.\n"), file("lessons/compilers.md", "---\ntitle: Compilers\n---\nText.\n")]),
    files("lesson-cycle", Error,
        "Lessons require each other, so that none of them can be learned first.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nrequires: [compilers]\n---\nText.\n"), file("lessons/compilers.md", "---\ntitle: Compilers\nrequires: [zig]\n---\nText.\n")]),
    files("lesson-link", Warning,
        "The text of a lesson refers to a topic that there isn't.",
        &[file("lessons/zig.md", "---\ntitle: Zig\n---\nAfter [[compliers]].\n"), file("lessons/compilers.md", "---\ntitle: Compilers\n---\nText.\n")]),
    files("lesson-incomplete", Info,
        "A lesson leaves out what learners would like to know of it, or the exercise.",
        &[file("lessons/zig.md", "---\ntitle: Zig\n---\nText.\n")]),

    files("question-shape", Warning,
        "A question, or a part of it, isn't written as questions are, and can't be asked.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nquestions:\n  - What is Zig?\n---\nText.\n")]),
    files("question-key", Warning,
        "A question has a key that means nothing here; a note where it resembles none that does.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nquestions:\n  - ask: Is Zig compiled?\n    choises: [Yes, No]\n    answer: 0\n---\nText.\n")]),
    files("question-answer", Error,
        "The answer is missing, or it is none of the choices, which are numbered from 0.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nquestions:\n  - ask: Is Zig compiled?\n    choices: [Yes, No]\n    answer: 2\n---\nText.\n")]),
    files("question-choices", Warning,
        "A question has fewer than two choices, or the same one twice.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nquestions:\n  - ask: Is Zig compiled?\n    choices: [Yes, No, Yes]\n    answer: 0\n---\nText.\n")]),
    files("question-length", Warning,
        "The right choice is so much longer than the others that it can be told without knowing.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nquestions:\n  - ask: What frees memory?\n    choices: [The system, A collector, The program itself by the allocator it was given]\n    answer: 2\n---\nText.\n")]),
    files("question-twice", Error,
        "Two questions of a lesson have the same id, or ask the same, so that their reviews can't be told apart.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nquestions:\n  - { ask: What frees memory?, answer: The program }\n  - { ask: What frees memory?, answer: An allocator }\n---\nText.\n")]),
    files("question-why", Info,
        "A question doesn't say why its answer is right.",
        &[file("lessons/zig.md", "---\ntitle: Zig\nquestions:\n  - { ask: What frees memory?, answer: The program }\n---\nText.\n")]),
];
