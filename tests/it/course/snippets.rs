//! The code in the lessons, run.
//!
//! A fence whose info string ends in `run` (```` ```python run ````) is a whole program, query or script that works offline
//! with nothing but its tool. If the next fence is ```` ```text output ````, that is what it prints. Running takes a minute
//! and tools that not every machine has, so that it happens only with `WAYPOST_SNIPPETS` in the environment; a tool that is
//! missing is told. That the fences are of the right form, and that JSON and YAML parse, is checked always.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use tempfile::TempDir;

use super::lessons;

/// How long one snippet may take; each is done in a second or two.
const LIMIT: Duration = Duration::from_secs(120);

/// What a snippet is run with: the words before `run`, a program that has to be there, and how.
struct Language {
    words: &'static str,
    tool: &'static str,
    run: fn(&str, &Path) -> Ran,
}

type Ran = Result<Output, String>;

const LANGUAGES: [Language; 11] = [
    language("bash", "bash", |code, dir| {
        finish(
            Command::new("bash")
                .arg("-e")
                .arg(file(dir, "main.sh", code)?)
                .current_dir(dir),
            "",
        )
    }),
    language("cpp", "g++", |code, dir| {
        let source = file(dir, "main.cpp", code)?;
        let mut compile = Command::new("g++");
        compile
            .args(["-std=c++20", "-Wall", "-pthread", "-o"])
            .arg(dir.join("main"))
            .arg(source);
        compiled(finish(&mut compile, "")?, dir)
    }),
    language("go", "go", |code, dir| {
        let mut run = Command::new("go");
        run.arg("run")
            .arg(file(dir, "main.go", code)?)
            .env("GOTOOLCHAIN", "local");
        run.env("GOCACHE", std::env::temp_dir().join("waypost-go-cache"));
        finish(run.current_dir(dir), "")
    }),
    language("java", "java", |code, dir| {
        finish(
            Command::new("java").arg(file(dir, "Main.java", code)?).current_dir(dir),
            "",
        )
    }),
    language("js", "node", |code, dir| {
        let modern =
            ["import ", "export ", "await "].iter().any(|word| code.contains(word)) && !code.contains("require(");
        let name = if modern { "main.mjs" } else { "main.js" };
        finish(Command::new("node").arg(file(dir, name, code)?).current_dir(dir), "")
    }),
    language("php", "php", |code, dir| {
        finish(
            Command::new("php").arg(file(dir, "main.php", code)?).current_dir(dir),
            "",
        )
    }),
    language("python", "python3", |code, dir| {
        finish(
            Command::new("python3")
                .arg(file(dir, "main.py", code)?)
                .current_dir(dir),
            "",
        )
    }),
    language("redis", "redis-server", redis),
    language("rust", "rustc", |code, dir| {
        let source = file(dir, "main.rs", code)?;
        let mut compile = Command::new("rustc");
        compile
            .args(["--edition", "2021", "-o"])
            .arg(dir.join("main"))
            .arg(source);
        compiled(finish(&mut compile, "")?, dir)
    }),
    language("sql", "sqlite3", |code, _| {
        finish(Command::new("sqlite3").args(["-bail", ":memory:"]), code)
    }),
    language("sql postgres", "psql", postgres),
];

const fn language(words: &'static str, tool: &'static str, run: fn(&str, &Path) -> Ran) -> Language {
    Language { words, tool, run }
}

struct Fence {
    info: String,
    line: usize,
    text: String,
}

/// The fenced code of a lesson, from the top.
fn fences(markdown: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (event, at) in Parser::new_ext(markdown, Options::all()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = Some(Fence {
                    info: info.trim().to_owned(),
                    line: markdown[..at.start].lines().count() + 1,
                    text: String::new(),
                });
            }
            Event::Text(text) => {
                if let Some(fence) = &mut open {
                    fence.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => fences.extend(open.take()),
            _ => {}
        }
    }
    fences
}

/// A snippet that is run, and what it must print.
struct Snippet {
    place: String,
    language: &'static Language,
    code: String,
    output: Option<String>,
}

fn snippets(problems: &mut String) -> Vec<Snippet> {
    let mut snippets = Vec::new();
    for lesson in lessons() {
        let fences = fences(&lesson.text);
        for (ix, fence) in fences.iter().enumerate() {
            let place = format!("content/lessons/{}.md:{}", lesson.id, fence.line);
            let fault = match fence.info.as_str() {
                "json" => serde_json::from_str::<serde_json::Value>(&fence.text)
                    .err()
                    .map(|e| e.to_string()),
                "yaml" => yaml_fault(&fence.text),
                "text output"
                    if !ix
                        .checked_sub(1)
                        .is_some_and(|before| fences[before].info.ends_with(" run")) =>
                {
                    Some("an output that follows nothing that is run".to_owned())
                }
                _ => None,
            };
            if let Some(fault) = fault {
                let _ = writeln!(problems, "{place}: {fault}");
            }
            let Some(words) = fence.info.strip_suffix(" run") else {
                continue;
            };
            let Some(language) = LANGUAGES.iter().find(|language| language.words == words) else {
                let _ = writeln!(problems, "{place}: nothing runs `{words}`");
                continue;
            };
            let after = fences.get(ix + 1).filter(|after| after.info == "text output");
            snippets.push(Snippet {
                place,
                language,
                code: fence.text.clone(),
                output: after.map(|after| after.text.clone()),
            });
        }
    }
    snippets
}

fn yaml_fault(text: &str) -> Option<String> {
    use serde::Deserialize as _;
    let mut documents = serde_yaml::Deserializer::from_str(text);
    documents.find_map(|document| serde_yaml::Value::deserialize(document).err().map(|e| e.to_string()))
}

#[test]
fn snippets_have_the_right_form() {
    let mut problems = String::new();
    let snippets = snippets(&mut problems);
    assert!(problems.is_empty(), "{problems}");
    assert!(snippets.len() >= 100, "only {} snippets are run", snippets.len());
}

#[test]
fn snippets_run_and_print_what_the_lessons_say() {
    if std::env::var_os("WAYPOST_SNIPPETS").is_none() {
        return;
    }
    let snippets = snippets(&mut String::new());
    let next = AtomicUsize::new(0);
    let told = Mutex::new((BTreeMap::<&str, [usize; 2]>::new(), String::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(snippet) = snippets.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fault = if is_there(snippet.language.tool) {
                        snippet.fault()
                    } else {
                        None
                    };
                    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                    let (counts, problems) = &mut *told;
                    counts.entry(snippet.language.words).or_default()[usize::from(!is_there(snippet.language.tool))] +=
                        1;
                    if let Some(fault) = fault {
                        let _ = writeln!(problems, "{}: {fault}", snippet.place);
                    }
                }
            });
        }
    });
    let (counts, problems) = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    for (words, [run, left]) in counts {
        println!("{words}: {run} run, {left} left out for want of the tool");
    }
    assert!(problems.is_empty(), "{problems}");
}

impl Snippet {
    fn fault(&self) -> Option<String> {
        let dir = TempDir::new().expect("a folder to run in");
        let output = match (self.language.run)(&self.code, dir.path()) {
            Ok(output) => output,
            Err(fault) => return Some(fault),
        };
        let printed = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Some(format!("{}\n{printed}{said}", output.status));
        }
        let wanted = self.output.as_deref()?.trim_end();
        (wanted != printed.trim_end()).then(|| format!("prints\n{printed}where the lesson says\n{wanted}\n"))
    }
}

/// Whether a program is in one of the folders of `PATH`.
fn is_there(tool: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(tool).is_file())
}

fn file(dir: &Path, name: &str, text: &str) -> Result<PathBuf, String> {
    let path = dir.join(name);
    fs::write(&path, text).map_err(|e| e.to_string())?;
    Ok(path)
}

/// Runs a command to its end with this input, not for ever.
fn finish(command: &mut Command, input: &str) -> Ran {
    use std::io::Write as _;
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| format!("{command:?}: {e}"))?;
    let mut stdin = child.stdin.take().ok_or("no input")?;
    // A program that doesn't read to the end is no fault.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let id = child.id();
    let (done, ended) = std::sync::mpsc::channel::<()>();
    let guard = std::thread::spawn(move || {
        let timed_out = ended.recv_timeout(LIMIT) == Err(std::sync::mpsc::RecvTimeoutError::Timeout);
        if timed_out {
            let _ = Command::new("kill").arg(id.to_string()).status();
        }
        timed_out
    });
    let output = child.wait_with_output().map_err(|e| e.to_string());
    drop(done);
    if guard.join().unwrap_or(false) {
        return Err(format!("not done after {} seconds", LIMIT.as_secs()));
    }
    output
}

/// What was compiled to `main`, run; or what the compiler said.
fn compiled(compiler: Output, dir: &Path) -> Ran {
    if compiler.status.success() {
        finish(Command::new(dir.join("main")).current_dir(dir), "")
    } else {
        Ok(compiler)
    }
}

fn redis(code: &str, dir: &Path) -> Ran {
    let socket = dir.join("socket");
    let mut server = Command::new("redis-server")
        .args(["--port", "0", "--save", "", "--unixsocket"])
        .arg(&socket)
        .arg("--dir")
        .arg(dir)
        .stdout(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    let until = Instant::now() + LIMIT;
    let ready = || {
        let mut ping = Command::new("redis-cli");
        let answer = finish(ping.arg("-s").arg(&socket).arg("PING"), "");
        answer.is_ok_and(|answer| answer.stdout.starts_with(b"PONG"))
    };
    while !ready() && Instant::now() < until {
        std::thread::yield_now();
    }
    let output = finish(Command::new("redis-cli").arg("-s").arg(&socket), code);
    let _ = server.kill();
    let _ = server.wait();
    output
}

/// In a cluster of its own, which no port leads to. It refuses to run as root, so that root lends it to the user `postgres`.
fn postgres(code: &str, dir: &Path) -> Ran {
    let bin = server_programs().ok_or("there is no initdb")?;
    let root = finish(Command::new("id").arg("-u"), "")?.stdout.starts_with(b"0");
    if root {
        succeed(&finish(Command::new("chown").arg("postgres").arg(dir), "")?)?;
    }
    let call = |program: &str, args: &[&OsStr], input: &str| {
        let program = bin.join(program);
        let mut command = if root {
            Command::new("runuser")
        } else {
            Command::new(&program)
        };
        if root {
            command.args(["-u", "postgres", "--"]).arg(&program);
        }
        finish(command.args(args).current_dir(dir), input)
    };
    let data = dir.join("data");
    let options = format!("-k {} -c listen_addresses= -c fsync=off", dir.display());
    let arg = OsStr::new;
    succeed(&call(
        "initdb",
        &[
            arg("-D"),
            data.as_os_str(),
            arg("-A"),
            arg("trust"),
            arg("-U"),
            arg("postgres"),
            arg("--locale=C.UTF-8"),
        ],
        "",
    )?)?;
    // Its output goes to a file: the server would hold a pipe open.
    let log = dir.join("server.log");
    succeed(&call(
        "pg_ctl",
        &[
            arg("-D"),
            data.as_os_str(),
            arg("-o"),
            arg(&options),
            arg("-l"),
            log.as_os_str(),
            arg("-w"),
            arg("start"),
        ],
        "",
    )?)?;
    let output = call(
        "psql",
        &[
            arg("-h"),
            dir.as_os_str(),
            arg("-U"),
            arg("postgres"),
            arg("-qAtX"),
            arg("-v"),
            arg("ON_ERROR_STOP=1"),
            arg("-f"),
            arg("-"),
        ],
        code,
    );
    let _ = call(
        "pg_ctl",
        &[
            arg("-D"),
            data.as_os_str(),
            arg("-m"),
            arg("immediate"),
            arg("-w"),
            arg("stop"),
        ],
        "",
    );
    output
}

/// Where `initdb` and `pg_ctl` are, which Debian keeps out of `PATH`.
fn server_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).chain(debian).collect();
    // Where a link leads the others are as well.
    let found = folders
        .iter()
        .find_map(|folder| folder.join("initdb").canonicalize().ok())?;
    found.parent().map(Path::to_owned)
}

fn succeed(output: &Output) -> Result<(), String> {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    output.status.success().then_some(()).ok_or(said)
}
