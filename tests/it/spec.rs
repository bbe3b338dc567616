//! Agent specs in the dialects they come in, and in the states they come in.

use std::path::Path;

use waypost::content::diagnostic::Severity;
use waypost::content::model::{Agent, Level, Link};
use waypost::content::spec;

use crate::spec_words::{body, lost_words};

/// Emoji, numbered paths, labels for groups, a footer.
const AUDIO: &str = r#"---
description: Learn to write software that makes sound. Covers synthesis, plug-ins and engines.
capabilities: ["synthesis", "plug-in-design", "mixing"]
---

# Audio & Synthesis Agent

A guide for whoever wants to hear what they program.

## 🎯 Specialized Roles Covered

This agent prepares you for:

- **Plug-in Developer** - C++, JUCE, VST3, real-time safety
- **Game Audio Programmer** - FMOD, Wwise, spatial sound
- **Sound Toolmaker** - command line tools for studios

## 📚 Core Learning Paths

### 1. Signal Basics
- Sampling and aliasing
- Levels and decibels

### 2. Languages
- **C++** - JUCE, iPlug, templates/RAII
- **Faust** - Terse, functional, portable

### 3. Sound Sources

**Oscillators (Analog):**
- Wavetable (interpolated)
- Sine, Saw

**Samplers:**
- SFZ (open format)
- Streaming from disk
  - Prefetching

**Physical Models (Emerging):**
- Strings, Plates, Tubes

## 🛠️ Technology Stack

**Essential:**
- Your own language (C++, Rust, Faust)
- Plug-in format (CLAP recommended)
- Git and GitLab

**Engines by Platform:**
- **Desktop**: JACK, PipeWire
- **Phones**: Oboe

## 🚀 Career Progression

1. **Beginner** - One language, simple effects
2. **Expert (8+ years)** - Engine design, mentoring

## 📊 Current Trends (2026)

- MIDI 2.0 in hardware (at last)
- Neural amplifiers

## 🎓 Related Skills

- **signal-processing/** - Filters, transforms
- **game-engines/** - Where sound is heard

## 💡 When to Use This Agent

Use this agent when:
- Learning to program sound
- Choosing a plug-in format

---

**Revised for 2026** | [A Map](https://roadmap.sh/cpp) | [A Book](https://example.org/book)
"#;

/// Plain headings, areas of expertise, bare links to roadmaps.
const DEVICES: &str = "---
name: device-specialist
description: Firmware for small devices.
capabilities: [drivers, power]
model: fast
---

# Device Specialist

This agent knows small computers.

## Expertise Areas

### Firmware Languages
- **C/C++**: Registers, interrupts, linker scripts
- **Rust**: Embassy, RTIC
- **MicroPython**: Quick trials

### Device Paths
- Embedded Rust (roadmap.sh/rust)
- Board Bring-up (https://roadmap.sh/computer-science/)
- Linux on Boards: roadmap.sh/linux

## Related Roadmaps
- Rust: roadmap.sh/rust
- C++: roadmap.sh/cpp
- [Shell](https://roadmap.sh/shell-bash)

## When to Consult This Agent
- Choosing a chip
- Saving power
";

/// Reads a sample, and checks that none of its words is lost.
pub(crate) fn read(text: &str) -> Agent {
    let agent = spec::read(text.as_bytes(), Path::new("agents/sample.md"));
    assert_eq!(lost_words(body(text), &agent), Vec::<String>::new(), "{text}");
    agent
}

/// The code and place of each diagnostic.
pub(crate) fn codes(agent: &Agent) -> Vec<(&'static str, usize, usize)> {
    agent
        .diagnostics
        .iter()
        .map(|found| (found.code, found.line, found.column))
        .collect()
}

/// The titles of a path's steps.
pub(crate) fn step_titles(agent: &Agent, path: usize) -> Vec<&str> {
    agent.paths[path].steps().map(|step| step.title.as_str()).collect()
}

/// A level, as a sample should make it.
pub(crate) fn level(name: &str, detail: &str, mentions: &[&str]) -> Level {
    let mentions = mentions.iter().map(|&name| name.to_owned()).collect();
    Level {
        name: name.to_owned(),
        detail: detail.into(),
        mentions,
    }
}

#[test]
fn the_dialect_with_emoji() {
    let agent = read(AUDIO);
    assert_eq!(agent.diagnostics, []);
    assert_eq!(
        (agent.id.as_str(), agent.title.as_str()),
        ("sample", "Audio & Synthesis Agent")
    );
    assert_eq!(agent.capabilities, ["synthesis", "plug-in-design", "mixing"]);
    assert_eq!(agent.roles.len(), 3);
    assert_eq!(agent.roles[0].mentions, ["C++", "JUCE", "VST3", "real-time safety"]);
    assert_eq!(agent.roles[2].mentions, Vec::<String>::new());

    let ids: Vec<&str> = agent.paths.iter().map(|path| path.id.as_str()).collect();
    assert_eq!(ids, ["signal-basics", "languages", "sound-sources"]);
    assert_eq!(
        agent.paths[1].groups[0].steps[0].mentions,
        ["JUCE", "iPlug", "templates/RAII"]
    );
    let labels: Vec<_> = agent.paths[2]
        .groups
        .iter()
        .filter_map(|group| group.title.as_deref())
        .collect();
    assert_eq!(
        labels,
        ["Oscillators (Analog)", "Samplers", "Physical Models (Emerging)"]
    );
    let steps: Vec<_> = agent.paths[2]
        .steps()
        .map(|step| (step.title.as_str(), step.detail.as_str(), step.depth))
        .collect();
    assert_eq!(
        steps,
        [
            ("Wavetable", "interpolated", 0),
            ("Sine, Saw", "", 0),
            ("SFZ", "open format", 0),
            ("Streaming from disk", "", 0),
            ("Prefetching", "", 1),
            ("Strings, Plates, Tubes", "", 0)
        ]
    );
    assert_eq!(agent.paths[2].groups[0].steps[1].mentions, ["Sine", "Saw"]);
}

#[test]
fn the_stack_of_the_dialect_with_emoji() {
    let agent = read(AUDIO);
    assert_eq!(agent.stacks.len(), 1);
    let tools: Vec<_> = agent.stacks[0]
        .tools()
        .map(|tool| (tool.name.as_str(), tool.mentions.join("+")))
        .collect();
    assert_eq!(
        tools,
        [
            ("Your own language", "C+++Rust+Faust".to_owned()),
            ("Plug-in format", "CLAP".to_owned()),
            ("Git and GitLab", "Git+GitLab".to_owned()),
            ("Desktop", "JACK+PipeWire".to_owned()),
            ("Phones", "Oboe".to_owned())
        ]
    );
    assert_eq!(
        agent.levels,
        [
            level(
                "Beginner",
                "One language, simple effects",
                &["One language", "simple effects"]
            ),
            level(
                "Expert",
                "8+ years — Engine design, mentoring",
                &["Engine design", "mentoring"]
            )
        ]
    );
}

#[test]
fn the_rest_of_the_dialect_with_emoji() {
    let agent = read(AUDIO);
    let trends: Vec<_> = agent
        .trends
        .iter()
        .map(|trend| (trend.text.as_str(), trend.year))
        .collect();
    assert_eq!(
        trends,
        [
            ("MIDI 2.0 in hardware (at last)", Some(2026)),
            ("Neural amplifiers", Some(2026))
        ]
    );
    assert_eq!(agent.related[0].name, "signal-processing");
    assert_eq!(
        agent.when_to_use,
        ["Learning to program sound", "Choosing a plug-in format"]
    );
    let link = |title: &str, url: &str| Link {
        title: title.to_owned(),
        url: url.to_owned(),
    };
    assert_eq!(agent.roadmaps, [link("A Map", "https://roadmap.sh/cpp")]);
    assert_eq!(agent.links, [link("A Book", "https://example.org/book")]);
    let more: Vec<_> = agent
        .more
        .iter()
        .map(|kept| (kept.heading.as_str(), kept.markdown.as_str()))
        .collect();
    assert_eq!(
        more,
        [
            ("", "A guide for whoever wants to hear what they program."),
            ("Specialized Roles Covered", "This agent prepares you for:"),
            ("When to Use This Agent", "Use this agent when:"),
            (
                "",
                "**Revised for 2026** | [A Map](https://roadmap.sh/cpp) | [A Book](https://example.org/book)"
            )
        ]
    );
}

#[test]
fn the_plain_dialect() {
    let agent = read(DEVICES);
    assert_eq!(agent.diagnostics, []);
    assert_eq!(agent.title, "Device Specialist");
    assert_eq!(agent.front_matter, [("model".into(), "fast".into())]);
    assert_eq!(agent.paths.len(), 2);
    assert_eq!(
        step_titles(&agent, 1),
        ["Embedded Rust", "Board Bring-up", "Linux on Boards"]
    );
    assert_eq!(
        agent.paths[1].groups[0].steps[1].links[0].url,
        "https://roadmap.sh/computer-science"
    );
    let roadmaps: Vec<_> = agent
        .roadmaps
        .iter()
        .map(|link| (link.title.as_str(), link.url.as_str()))
        .collect();
    assert_eq!(
        roadmaps,
        [
            ("Rust", "https://roadmap.sh/rust"),
            ("Board Bring-up", "https://roadmap.sh/computer-science"),
            ("Linux on Boards", "https://roadmap.sh/linux"),
            ("C++", "https://roadmap.sh/cpp"),
            ("Shell", "https://roadmap.sh/shell-bash")
        ]
    );
    assert_eq!(agent.when_to_use, ["Choosing a chip", "Saving power"]);
    assert!(agent.related.is_empty() && agent.roles.is_empty() && agent.levels.is_empty() && agent.stacks.is_empty());
}

#[test]
fn a_misread_copy_reads_like_the_original() {
    let original = read(AUDIO);
    for table in [encoding_rs::MACINTOSH, encoding_rs::WINDOWS_1252] {
        let damaged = table.decode_without_bom_handling(AUDIO.as_bytes()).0.into_owned();
        assert!(!damaged.contains('🎯'));
        let mut agent = read_damaged(&damaged);
        assert_eq!(codes(&agent), [("encoding-repaired", 10, 4)]);
        assert_eq!(agent.diagnostics[0].severity, Severity::Warning);
        agent.diagnostics.clear();
        assert_eq!(agent, original);
    }
}

fn read_damaged(text: &str) -> Agent {
    spec::read(text.as_bytes(), Path::new("agents/sample.md"))
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let original = read(AUDIO);
    let windows = format!("\u{feff}{}", AUDIO.replace('\n', "\r\n"));
    assert_eq!(spec::read(windows.as_bytes(), Path::new("agents/sample.md")), original);
}

#[test]
fn a_spec_without_front_matter_or_headings_still_reads() {
    let agent = spec::read(
        "Just a line.\n\n- and a list\n".as_bytes(),
        Path::new("skills/zig-tour/SKILL.md"),
    );
    assert_eq!((agent.id.as_str(), agent.title.as_str()), ("zig-tour", "zig-tour"));
    assert_eq!(agent.description, "Just a line.");
    assert_eq!(agent.more[0].markdown, "- and a list");
    assert_eq!(codes(&agent), [("title-missing", 1, 1)]);
    assert_eq!(agent.diagnostics[0].severity, Severity::Info);
}

#[test]
fn broken_front_matter_is_recovered_and_located() {
    let agent = read("---\nname: zig\ndescription: Zig: the tour\ncapabilities: [a, b]\n---\n\n# Zig\n");
    assert_eq!(agent.description, "Zig: the tour");
    assert_eq!(agent.capabilities, ["a", "b"]);
    assert_eq!(
        codes(&agent),
        [("front-matter-value", 3, 14), ("front-matter-invalid", 3, 17)]
    );
    assert!(
        agent
            .diagnostics
            .iter()
            .all(|found| found.file == Path::new("agents/sample.md") && !found.hint.is_empty())
    );
    assert!(
        agent.front_matter.is_empty(),
        "the name is the title: {:?}",
        agent.front_matter
    );
}

#[test]
fn other_scripts_are_kept() {
    let agent =
        read("# 🚀 言語の道\n\n## 学習\n\n- 文法\n\n## Learning Path\n\n### 1. 文法と型\n\n- **所有権**：借用、寿命\n");
    assert_eq!(agent.title, "言語の道");
    assert_eq!(agent.paths[0].id, "文法と型");
    assert_eq!(agent.paths[0].groups[0].steps[0].mentions, ["借用", "寿命"]);
    assert_eq!(agent.more[0].heading, "学習");
}

#[test]
fn an_open_fence_is_said() {
    let agent = read("# T\n\ntext\n\n```rust\nfn main() {}\n\n## Topics\n");
    assert_eq!(codes(&agent), [("fence-unclosed", 5, 1)]);
}
