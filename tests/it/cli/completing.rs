//! What a shell offers at Tab.

use std::path::Path;
use std::process::Command;

use super::Home;

/// What a shell would offer for the last of these words.
fn offered(home: &Home, shell: &str, words: &[&str]) -> Vec<String> {
    let mut command = home.bare(&["--", "waypost"]);
    command.args(words).env("WAYPOST_COMPLETE", shell);
    command.env("_CLAP_COMPLETE_INDEX", words.len().to_string());
    let ran = home.read(command.output().expect("the program"));
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{ran}");
    ran.out.lines().map(str::to_owned).collect()
}

#[test]
fn completions_know_commands_options_and_the_ids_there_are() {
    let home = Home::new();
    for (words, wanted) in [
        (&["ma"][..], &["mark"][..]),
        (&["mark", "graph"], &["graph-databases", "graphql", "graphql-servers"]),
        (&["mark", "graphql", "don"], &["done"]),
        (
            &["--pack", "./pack", "mark", "garden/gr"],
            &["garden/ground/mulch", "garden/ground/soil"],
        ),
        (&["mark", "--pack=pack", "soi"], &["soil"]),
        (&["list", "--agent", "backend-t"], &["backend-technologies"]),
        (&["list", "--status", "le"], &["learning"]),
        (&["open", "no-such-thing"], &[]),
        (&["pack", "update", "gar"], &[]),
        (&["show", "pac"], &["pack/"]),
        (&["check", "--ou"], &["--outline"]),
    ] {
        assert_eq!(offered(&home, "bash", words), wanted, "{words:?}");
    }
    let ran = home.read(home.bare(&["pack", "add", "pack"]).output().expect("the program"));
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(offered(&home, "bash", &["pack", "update", "gar"]), ["gardens"]);
    // Where there is more to say, it is said: fish and zsh show titles.
    assert_eq!(offered(&home, "fish", &["mark", "rest-apis"]), ["rest-apis\tREST APIs"]);
    let ran = home
        .bare(&["--", "waypost", ""])
        .env("WAYPOST_COMPLETE", "tcsh")
        .output();
    assert!(!ran.expect("the program").status.success());
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.ok(&["completions", shell]);
        assert!(
            script.contains("WAYPOST_COMPLETE") && script.contains("waypost"),
            "{shell}: {script}"
        );
    }
}

/// Bash itself, where there is one, with nothing of the learner's: its answer to a Tab behind `waypost mark graph`.
#[test]
fn bash_completes_by_its_script() {
    const LINE: &str = r#"
        PATH=$1:$PATH
        eval "$(waypost completions bash)" || exit 3
        registered=$(complete -p waypost)
        registered=${registered#*-F }
        COMP_WORDS=(waypost mark graph) COMP_CWORD=2 COMP_TYPE=9
        ${registered%% *} waypost graph mark 2>/dev/null
        echo "${COMPREPLY[*]}""#;
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let home = Home::new();
    let program = Path::new(env!("CARGO_BIN_EXE_waypost"));
    let output = Command::new("bash")
        .args(["--norc", "--noprofile", "-c", LINE, "bash"])
        .arg(program.parent().expect("its folder"))
        .current_dir(home.path())
        .env_clear()
        .env("HOME", home.path().join("home"))
        .env("PATH", "/usr/bin:/bin")
        .output()
        .expect("bash");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "graph-databases graphql graphql-servers\n",
        "{output:?}"
    );
}
