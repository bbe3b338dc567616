//! Files in the shapes of roadmap.sh's repository; every word is our own.

/// A map: two stops in one row and one below, parts with and without lines, a box with a title.
pub(crate) const MAP: &str = r#"{"nodes": [
{"id": "t", "type": "title", "position": {"x": 0, "y": -200}, "data": {"label": "Kitchen garden"}},
{"id": "-ground", "type": "topic", "position": {"x": 0, "y": 0}, "width": 150, "height": 49, "data": {"label": "Ground"}},
{"id": "_plants", "type": "topic", "position": {"x": 300, "y": 0}, "width": 150, "height": 49, "data": {"label": "Plants"}},
{"id": "harvest", "type": "topic", "position": {"x": 0, "y": 600}, "width": 150, "height": 49, "data": {"label": "Harvest"}},
{"id": "compost", "type": "subtopic", "position": {"x": -300, "y": 0}, "width": 150, "height": 49,
 "data": {"label": "Compost", "legend": {"label": "Recommended", "color": "green"}}},
{"id": "worms", "type": "subtopic", "position": {"x": -300, "y": 54}, "width": 150, "height": 49, "data": {"label": "Worm bins"}},
{"id": "peas", "type": "subtopic", "position": {"x": 300, "y": 100}, "width": 150, "height": 49, "data": {"label": "Peas"}},
{"id": "box", "type": "section", "position": {"x": 600, "y": 300}, "width": 300, "height": 300},
{"id": "words", "type": "label", "position": {"x": 610, "y": 310}, "width": 50, "height": 20, "data": {"label": "Tools"}},
{"id": "spade", "type": "todo", "position": {"x": 620, "y": 400}, "width": 150, "height": 49, "data": {"label": "Spade"}},
{"id": "links", "type": "linksgroup", "data": {"links": [{"label": "Wind breaks", "url": "https://roadmap.sh/wind"}]}},
{"id": "site", "type": "button", "data": {"label": "More", "href": "https://roadmap.sh"}}
], "edges": [
{"source": "t", "target": "-ground"},
{"source": "-ground", "target": "_plants", "data": {"edgeStyle": "solid"}},
{"source": "_plants", "target": "harvest", "data": {"edgeStyle": "solid"}},
{"source": "-ground", "target": "compost", "data": {"edgeStyle": "dashed"}},
{"source": "nowhere", "target": "worms"}
]}"#;

/// What the map's roadmap says of itself.
pub(crate) const PAGE: &str = "---\nbriefTitle: 'Kitchen garden'\nbriefDescription: 'From bare ground to the table'\nrelatedRoadmaps:\n  - 'pots'\n---\n";

/// Content files by their names.
pub(crate) const CONTENTS: &[(&str, &str)] = &[
    (
        "all-on-compost@compost.md",
        "# All on compost\n\nWhat was *alive* feeds what will be.\n\nVisit the following resources to learn more:\n\n- [@article@Heaps [new]](https://example.org/heaps)\n- [@vídeo@Turning\n  a heap](https://example.org/turn)\n",
    ),
    ("harvest@harvest.md", "# Harvest\n\nIn the morning.\n"),
    ("seed-bank@5eeds.md", "# Seed bank\n\nDry and dark.\n"),
];

/// A question group.
pub(crate) const QUESTIONS: &str = "---\nquestions:\n  - question: Why dig?\n    answer: For air.\n    topics: [Beginner]\n  - question: Why mulch?\n    answer: To keep water.\n    topics: [Beginner, Expert]\n---\n";
