//! `config`, and what the settings change.

use super::Home;

/// Where the program looks for settings unless told otherwise.
const FILE: &str = "home/.config/waypost/config.yaml";

#[test]
fn without_a_file_the_defaults_count_and_can_be_had() {
    let home = Home::new();
    insta::assert_snapshot!(home.ok(&["config"]), @r"
    [dir]/home/.config/waypost/config.yaml is not there, so the defaults count; this writes it, to be changed:
      mkdir -p '[dir]/home/.config/waypost' && waypost config --default > '[dir]/home/.config/waypost/config.yaml'
      day_ends          04:00
      rest_days         none
      new_cards_a_day   10
      reviews_a_day     100
      wanted_retention  0.9
      idle_minutes      3
      theme             as it was at the end of the last time
      keys              the usual ones
    ");
    assert_eq!(home.ok(&["config", "--path"]), format!("[dir]/{FILE}\n"));
    let documented = home.ok(&["config", "--default"]);
    insta::assert_snapshot!("config_default", documented);
    // Written as it is, it changes nothing.
    home.write(FILE, &documented);
    insta::assert_snapshot!(home.ok(&["config"]), @r"
    [dir]/home/.config/waypost/config.yaml
      day_ends          04:00
      rest_days         none
      new_cards_a_day   10
      reviews_a_day     100
      wanted_retention  0.9
      idle_minutes      3
      theme             as it was at the end of the last time
      keys              the usual ones
    ");
}

#[test]
fn settings_are_in_force() {
    let home = Home::new();
    home.write(
        FILE,
        "day_ends: 13:00\nrest_days: [sat]\nnew_cards_a_day: 1\nreviews_a_day: 0\nwanted_retention: 0.8\nkeys: { undo: [v, F2] }\n",
    );
    insta::assert_snapshot!(home.ok(&["config"]), @r"
    [dir]/home/.config/waypost/config.yaml
      day_ends          13:00
      rest_days         saturday
      new_cards_a_day   1
      reviews_a_day     0
      wanted_retention  0.8
      idle_minutes      3
      theme             as it was at the end of the last time
      keys              undo: v F2
    ");
    // One new question a day.
    home.ok(&["mark", "Soil", "Compost", "done"]);
    let (_, review) = home.json(&["review", "--json"]);
    assert_eq!(
        (&review["review"]["new"], &review["review"]["new_waiting"]),
        (&1.into(), &1.into())
    );
    // At noon it is still yesterday, a Saturday of rest: what was done on Friday is a day before.
    home.did("2026-02-27T18:00:00Z", &["time", "Soil", "5"]);
    let (_, stats) = home.json(&["stats", "--json"]);
    assert_eq!(stats["record"]["streak"], 2);
    let (_, without) = {
        home.write("other.yaml", "day_ends: 0\n");
        home.json(&["stats", "--json", "--config", "other.yaml"])
    };
    assert_eq!(without["record"]["streak"], 1);
}

#[test]
fn what_is_wrong_is_told_and_the_rest_counts() {
    let home = Home::new();
    home.write(
        FILE,
        "new_cards_a_day: 1\nreviews: 5\nkeys:\n  undo: Spcae\n  mark-dome: x\ntheme: [dark\n",
    );
    insta::assert_snapshot!(home.run(&["config"]), @r"
    [dir]/home/.config/waypost/config.yaml
      day_ends          04:00
      rest_days         none
      new_cards_a_day   1
      reviews_a_day     100
      wanted_retention  0.9
      idle_minutes      3
      theme             as it was at the end of the last time
      keys              the usual ones
    warning: [dir]/home/.config/waypost/config.yaml:2:1: there is no setting `reviews`; did you mean `reviews_a_day`?
    warning: [dir]/home/.config/waypost/config.yaml:4:9: no key is called `Spcae`; did you mean `Space`?
    warning: [dir]/home/.config/waypost/config.yaml:5:3: there is no command `mark-dome`; did you mean `mark-done`?
    warning: [dir]/home/.config/waypost/config.yaml:6:1: this can't be read as YAML (did not find expected ',' or ']'); write it anew, or take it out
    [exit code 1]
    ");
    // Every other command tells the first.
    insta::assert_snapshot!(home.run(&["time", "Soil"]), @r"
    Soil: 0 minutes today, 0 minutes in all
    warning: [dir]/home/.config/waypost/config.yaml:2:1: there is no setting `reviews`; did you mean `reviews_a_day`? (and 3 more; `waypost config` shows all)
    [exit code 0]
    ");
    home.write(FILE, "- a\n- list\n");
    insta::assert_snapshot!(home.run(&["time", "Soil"]), @r"
    Soil: 0 minutes today, 0 minutes in all
    warning: [dir]/home/.config/waypost/config.yaml:1:1: this is no setting; write `name: value`, such as `day_ends: 04:00`
    [exit code 0]
    ");
}

#[test]
fn another_file_can_be_named() {
    let home = Home::new();
    home.write(FILE, "day_ends: 1\n");
    home.write("mine.yaml", "day_ends: 2\n");
    home.write("theirs.yaml", "day_ends: 3\n");
    let ends = |args: &[&str], variable: Option<&str>| {
        let mut command = home.bare(args);
        command.envs(variable.map(|file| ("WAYPOST_CONFIG", file)));
        home.read(command.output().expect("the program"))
    };
    for (args, variable, hour) in [
        (&["config"][..], None, "01:00"),
        (&["config"], Some(""), "01:00"),
        (&["config"], Some("mine.yaml"), "02:00"),
        (&["config", "--config", "theirs.yaml"], Some("mine.yaml"), "03:00"),
        (&["--config", "theirs.yaml", "config"], None, "03:00"),
    ] {
        let ran = ends(args, variable);
        assert!(
            ran.code == Some(0) && ran.out.contains(&format!("day_ends          {hour}")),
            "{ran}"
        );
    }
    // One that was named is meant to be there, and a folder is none.
    insta::assert_snapshot!(ends(&["list", "agents", "--config", "gone.yaml"], None).err, @r"
    warning: gone.yaml: this can't be read (No such file or directory (os error 2)), so the defaults count; mend it, or name another file
    ");
    insta::assert_snapshot!(ends(&["next", "-n", "1", "--config", "gone.yaml"], None).err, @r"
    warning: gone.yaml: this can't be read (No such file or directory (os error 2)), so the defaults count; mend it, or name another file
    ");
    insta::assert_snapshot!(ends(&["config", "--config", "pack"], None), @r"
    The defaults count
      day_ends          04:00
      rest_days         none
      new_cards_a_day   10
      reviews_a_day     100
      wanted_retention  0.9
      idle_minutes      3
      theme             as it was at the end of the last time
      keys              the usual ones
    warning: pack: this can't be read (it is not a regular file), so the defaults count; mend it, or name another file
    [exit code 1]
    ");
}

#[test]
fn settings_that_nest_and_never_end_cost_no_time() {
    let home = Home::new();
    let nested = format!("day_ends: 13:00\nkeys: {}\n", "[".repeat(60_000));
    home.write("nested.yaml", &nested);
    let ran = home.run(&["--config", "nested.yaml", "list", "agents"]);
    assert_eq!(ran.code, Some(0), "{ran}");
    insta::assert_snapshot!(ran.err, @"warning: nested.yaml:2:1: this has brackets nested 60000 deep, and is not read; write it anew, or take it out");
    let ran = home.run(&["--config", "nested.yaml", "config"]);
    assert!(ran.out.contains("day_ends          13:00"), "{ran}");
    home.write("large.yaml", &nested.repeat(2));
    let ran = home.run(&["--config", "large.yaml", "list", "agents"]);
    insta::assert_snapshot!(ran.err, @"warning: large.yaml: this can't be read (it has 120046 bytes; 65536 are read at most), so the defaults count; mend it, or name another file");
}
