//! `time`: how long a topic took, and today's minutes put right.

use super::Home;

#[test]
fn time_is_shown_put_right_and_part_of_the_record() {
    let home = Home::new();
    insta::assert_snapshot!(home.ok(&["time", "Soil"]), @"Soil: 0 minutes today, 0 minutes in all");
    home.did("2026-02-27T12:00:00Z", &["time", "Soil", "50"]);
    insta::assert_snapshot!(home.ok(&["time", "Soil", "25"]), @"Soil: 25 minutes today, 1 h 15 min in all");
    insta::assert_snapshot!(home.ok(&["time", "Soil", "20"]), @"Soil: 20 minutes today, 1 h 10 min in all");
    // What is so already is no event.
    home.ok(&["time", "Soil", "20"]);
    insta::assert_snapshot!(home.plain(&["log"]).out, @r"
    2026-03-01 12:00  event3  −5 min on Soil
    2026-03-01 12:00  event2  25 min on Soil
    2026-02-27 12:00  event1  50 min on Soil
    ");
    insta::assert_snapshot!(home.json(&["time", "Soil", "--json"]).0, @r#"
    {
      "schema": "waypost/1",
      "time": {
        "topic": {
          "id": "garden/ground/soil",
          "title": "Soil",
          "status": "todo",
          "agents": [
            "garden"
          ],
          "paths": [
            "garden/ground"
          ]
        },
        "minutes_today": 20,
        "minutes": 70,
        "review_minutes": 0
      }
    }
    "#);
    let stats = home.ok(&["stats"]);
    assert!(stats.contains("1 h 10 min spent, 20 minutes today"), "{stats}");
    // Undo goes back over marks, and passes over time.
    home.ok(&["mark", "Soil", "done"]);
    home.ok(&["time", "Soil", "30"]);
    insta::assert_snapshot!(home.ok(&["undo"]), @r"
    Undone: Soil → done
      Soil is now todo (was done)
    ");
    assert!(home.ok(&["time", "Soil"]).contains("30 minutes today"));
}

#[test]
fn what_is_no_number_of_minutes_is_refused() {
    let home = Home::new();
    insta::assert_snapshot!(home.run(&["time", "Soil", "1441"]), @r"
    error: invalid value '1441' for '[MINUTES]': give whole minutes from 0 to 1440, such as 25

    For more information, try '--help'.
    [exit code 2]
    ");
    insta::assert_snapshot!(home.run(&["time", "Soil", "soon"]), @r"
    error: invalid value 'soon' for '[MINUTES]': give whole minutes from 0 to 1440, such as 25

    For more information, try '--help'.
    [exit code 2]
    ");
    insta::assert_snapshot!(home.run(&["time", "Sol"]), @r"
    error: no topic is called `Sol`; did you mean garden/ground/soil (Soil)?
    [exit code 1]
    ");
}
