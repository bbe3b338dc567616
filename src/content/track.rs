//! Role tracks: `roles/<role-id>.yaml`, the topics of one role in the order of learning.
//!
//! Forgiving like the reader of lessons, whose fields of YAML these are: what can't be read costs itself and nothing else.

use std::path::Path;

use serde_yaml::Value;

use super::diagnostic::{Finding, Severity};
use super::encoding::{Decoded, clean};
use super::front_matter::{self, Entry, is_unread, scalar};
use super::model::{Link, Name, Stage, Track};
use super::names::{did_you_mean, nearest, slug};
use super::spec::{bare, one_line, web_address};
use super::text_file::{self, warning};

/// The keys a track has.
const KEYS: [&str; 5] = ["title", "agent", "summary", "roadmaps", "stages"];
const HINT: &str = "write `stages: [{ title: First steps, topics: [one-topic, another] }]`";
/// More of anything in one track is nothing an author wrote.
const LONGEST_LIST: usize = 1_000;

/// Whether a file of `roles/` is a track, by its name.
pub fn is_track(file: &Path) -> bool {
    let ending = file.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

/// Reads a track. `file` is its path relative to the pack.
///
/// Never fails: what went wrong is in the track's diagnostics, with [`Severity::Error`] where something could not be read.
pub fn read(bytes: &[u8], file: &Path) -> Track {
    let stem = file
        .file_stem()
        .map_or_else(String::new, |stem| clean(stem.to_string_lossy().into_owned()));
    let track = Track {
        id: slug(&stem),
        title: Name::from(one_line(&stem.replace(['-', '_'], " "))),
        file: file.to_owned(),
        ..Track::default()
    };
    let (decoded, findings) = match text_file::open(bytes, "tracks") {
        Ok(opened) => opened,
        Err(refused) => {
            return Track {
                diagnostics: vec![refused.diagnostic(file)],
                ..track
            };
        }
    };
    let front = front_matter::of_yaml(&decoded.text);
    let mut reader = Reader {
        decoded: &decoded,
        findings,
        from: 0,
    };
    reader.findings.extend(front.findings.iter().cloned());
    let mut track = reader.read(track, &front.entries);
    track.diagnostics = text_file::diagnostics(reader.findings, &decoded, file);
    track
}

struct Reader<'a> {
    decoded: &'a Decoded,
    findings: Vec<Finding>,
    /// Names are looked for from here on: they stand in the file in their order.
    from: usize,
}

impl Reader<'_> {
    fn read(&mut self, mut track: Track, entries: &[Entry]) -> Track {
        for entry in entries {
            self.from = entry.at + entry.key.len();
            match entry.key.as_str() {
                "title" => {
                    if let Some(title) = self.text(entry).filter(|title| !title.is_empty()) {
                        track.title = self.name(&title);
                    }
                }
                "summary" => track.summary = self.text(entry).unwrap_or_default(),
                "agent" => track.agent = self.text(entry).map(|agent| self.name(&agent)),
                "roadmaps" => track.roadmaps = self.roadmaps(entry),
                "stages" => track.stages = self.stages(entry),
                key => {
                    let hint = did_you_mean(nearest(key, KEYS), &format!("the keys are {}", KEYS.join(", ")));
                    let message = format!("a track has no `{key}`; it is not shown");
                    self.findings.push(warning("track-key", entry.at, message, &hint));
                }
            }
        }
        if track.stages.iter().all(|stage| stage.topics.is_empty()) {
            let message = "the track leads nowhere: no stage of it has a topic".to_owned();
            let at = entries
                .iter()
                .find(|entry| entry.key == "stages")
                .map_or(0, |entry| entry.at);
            self.findings.push(Finding {
                severity: Severity::Error,
                ..warning("track-empty", at, message, HINT)
            });
        }
        track
    }

    fn text(&mut self, entry: &Entry) -> Option<String> {
        let text = scalar(&entry.value).map(|text| one_line(&clean(text)));
        if text.is_none() && !entry.value.is_null() {
            let message = format!("`{}` is no text and is not read", entry.key);
            self.findings
                .push(warning("track-value", entry.at, message, "give it one line of text"));
        }
        text
    }

    /// A name with its place, which is where the last one was if it stands there otherwise than it reads.
    fn name(&mut self, text: &str) -> Name {
        let found = self.decoded.text.get(self.from..).and_then(|rest| rest.find(text));
        let at = found.map_or(self.from, |at| self.from + at);
        self.from = found.map_or(self.from, |_| at + text.len());
        let (line, column) = self.decoded.position(at);
        Name {
            text: text.to_owned(),
            line,
            column,
        }
    }

    /// Where a key stands, from an offset on.
    fn key(&self, key: &str, from: usize) -> Option<usize> {
        let rest = self.decoded.text.get(from..)?;
        let is_key = |at: &usize| {
            let is_within = rest[..*at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
            let behind = rest[at + key.len()..].trim_start_matches(['"', '\'', ' ']);
            !is_within && behind.starts_with(':')
        };
        let mut places = rest.match_indices(key).map(|(at, _)| at);
        places.find(is_key).map(|at| from + at)
    }

    fn elements<'v>(&mut self, key: &str, value: &'v Value, at: usize) -> Vec<&'v Value> {
        let elements = match value {
            Value::Null => &[],
            Value::Sequence(elements) => elements.as_slice(),
            _ => {
                let message = format!("`{key}` is no list and is not read");
                self.findings.push(warning("track-value", at, message, HINT));
                return Vec::new();
            }
        };
        if elements.len() > LONGEST_LIST {
            let message = format!(
                "`{key}` lists {} things; {LONGEST_LIST} are read at most",
                elements.len()
            );
            let hint = "keep to what matters most";
            self.findings.push(warning("track-value", at, message, hint));
        }
        let read = &elements[..elements.len().min(LONGEST_LIST)];
        read.iter().filter(|element| !is_unread(element)).collect()
    }

    fn roadmaps(&mut self, entry: &Entry) -> Vec<Link> {
        let mut links = Vec::new();
        for element in self.elements("roadmaps", &entry.value, entry.at) {
            let (title, address) = match element {
                Value::Mapping(mapping) => {
                    let text = |key: &str| mapping.get(key).and_then(scalar).unwrap_or_default();
                    (text("title"), text("url"))
                }
                other => (String::new(), scalar(other).unwrap_or_default()),
            };
            let url = web_address(&address).or_else(|| bare(&address).into_iter().next().map(|(_, url)| url));
            let Some(url) = url else {
                let message = format!("`{}` is no web address and is left out", one_line(&clean(address)));
                let hint = "write `roadmaps: [roadmap.sh/backend]`";
                self.findings.push(warning("track-value", entry.at, message, hint));
                continue;
            };
            let last = url.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let title = one_line(&clean(title));
            links.push(Link {
                title: if title.is_empty() {
                    last.replace('-', " ")
                } else {
                    title
                },
                url,
            });
        }
        links
    }

    fn stages(&mut self, entry: &Entry) -> Vec<Stage> {
        let mut stages = Vec::new();
        for element in self.elements("stages", &entry.value, entry.at) {
            let Value::Mapping(mapping) = element else {
                let message = "this stage has no topics and is left out".to_owned();
                self.findings.push(warning("track-value", self.from, message, HINT));
                continue;
            };
            let mut behind = self.from;
            let title = mapping.get("title").and_then(scalar).unwrap_or_default();
            let title = self.name(&one_line(&clean(title)));
            for key in mapping.keys().filter_map(scalar) {
                let found = self.key(&key, behind);
                behind = found.map_or(behind, |at| at + key.len());
                if !matches!(key.as_str(), "title" | "topics") {
                    let key = clean(key);
                    let hint = did_you_mean(nearest(&key, ["title", "topics"]), "a stage has title and topics");
                    let message = format!("a stage has no `{key}`; it is not shown");
                    self.findings
                        .push(warning("track-key", found.unwrap_or(self.from), message, &hint));
                }
            }
            let topics = mapping.get("topics").unwrap_or(&Value::Null);
            let mut names = Vec::new();
            for topic in self.elements("topics", topics, self.from) {
                match scalar(topic).map(|topic| one_line(&clean(topic))) {
                    Some(topic) if !topic.is_empty() => names.push(self.name(&topic)),
                    _ => {
                        let message = "a topic of this stage is no text and is left out".to_owned();
                        self.findings.push(warning("track-value", self.from, message, HINT));
                    }
                }
            }
            // A key may stand behind the topics, and the next stage has one of the same name.
            self.from = self.from.max(behind);
            stages.push(Stage {
                title: title.text,
                topics: names,
            });
        }
        stages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(text: &str) -> Track {
        read(text.as_bytes(), Path::new("roles/bee-keeper.yaml"))
    }

    fn said(track: &Track) -> Vec<(&'static str, usize, usize)> {
        let all = track.diagnostics.iter();
        all.map(|found| (found.code, found.line, found.column)).collect()
    }

    #[test]
    fn a_track_is_read_with_the_places_of_its_names() {
        let track = track(
            "# the year of a bee keeper\ntitle: Bee Keeper\nagent: bees\nsummary: From swarm to honey.\nroadmaps: [roadmap.sh/bees, { title: Honey, url: \"https://roadmap.sh/honey\" }]\nstages:\n  - title: Spring\n    topics: [swarms, \"brood\"]\n  - title: Summer\n    topics:\n      - swarms-again\n",
        );
        assert_eq!(said(&track), []);
        assert_eq!(
            (track.id.as_str(), track.title.text.as_str()),
            ("bee-keeper", "Bee Keeper")
        );
        assert_eq!(
            track
                .agent
                .as_ref()
                .map(|agent| (agent.text.as_str(), agent.line, agent.column)),
            Some(("bees", 3, 8))
        );
        let links: Vec<_> = track
            .roadmaps
            .iter()
            .map(|link| (link.title.as_str(), link.url.as_str()))
            .collect();
        assert_eq!(
            links,
            [
                ("bees", "https://roadmap.sh/bees"),
                ("Honey", "https://roadmap.sh/honey")
            ]
        );
        let topics: Vec<_> = track
            .stages
            .iter()
            .flat_map(|stage| {
                stage
                    .topics
                    .iter()
                    .map(|topic| (stage.title.as_str(), topic.text.as_str(), topic.line, topic.column))
            })
            .collect();
        assert_eq!(
            topics,
            [
                ("Spring", "swarms", 8, 14),
                ("Spring", "brood", 8, 23),
                ("Summer", "swarms-again", 11, 9)
            ]
        );
    }

    #[test]
    fn keys_of_stages_are_told_where_they_stand() {
        let track = track(
            "stages:\n  - topics: [a]\n    titel: A\n  - title: The titel of it\n    \"titel\": B\n    topics: [b]\n    topcis: [c]\n  - { title: C, topcis: [d], topics: [e] }\n",
        );
        assert_eq!(
            said(&track),
            [
                ("track-key", 3, 5),
                ("track-key", 5, 6),
                ("track-key", 7, 5),
                ("track-key", 8, 17)
            ]
        );
    }

    #[test]
    fn what_cant_be_read_costs_only_itself() {
        let good = "stages: [{ title: A, topics: [b] }]";
        let table = [
            (format!("stagse: x\n{good}"), "track-key", 1),
            (format!("title: [a]\n{good}"), "track-value", 1),
            (format!("roadmaps: [nothing]\n{good}"), "track-value", 1),
            ("stages: [{ title: A, topics: [b, [c]] }]".to_owned(), "track-value", 1),
            ("stages: [{ title: A, topics: [b] }, c]".to_owned(), "track-value", 1),
            (
                "stages: [{ title: A, topics: [b], topcis: [c] }]".to_owned(),
                "track-key",
                1,
            ),
            ("title: A".to_owned(), "track-empty", 0),
            ("stages: []".to_owned(), "track-empty", 0),
            (String::new(), "track-empty", 0),
        ];
        for (text, code, topics) in table {
            let track = track(&text);
            let codes: Vec<&str> = said(&track).iter().map(|(code, ..)| *code).collect();
            let count: usize = track.stages.iter().map(|stage| stage.topics.len()).sum();
            assert_eq!((codes, count), (vec![code], topics), "{text}");
        }
        let stages = track(
            "stages:\n  - title: A: B\n    topics: [a]\n  - title: C\n    topics: [c]\nroadmaps:\n  - roadmap.sh/bees\n",
        );
        assert_eq!(said(&stages), [("front-matter-item", 2, 13)]);
        assert_eq!(
            (
                stages.stages.len(),
                stages.stages[0].title.as_str(),
                stages.roadmaps.len()
            ),
            (1, "C", 1)
        );
        assert_eq!(track("").title.text, "bee keeper");
        let broken = track("title: Bees: and more\nstages: [{ title: A, topics: [b] }]\n");
        assert_eq!(broken.stages.len(), 1);
        assert_eq!(broken.title.text, "Bees: and more");
    }
}
