//! What is asked in a review: the cards of a library.
//!
//! A card is a topic and a question. Its id in the log is `<topic>#<question>`, with the id under which the topic is
//! recorded ([`Library::lasting_id`]); so a card is found again wherever its topic is. A topic of which nothing is asked
//! anywhere has one card of its own, `<topic>#recall`, made of what its steps say.
//!
//! The questions of an imported roadmap are filed under titles and levels. Where a title is that of one of the roadmap's
//! topics, the question is that topic's; the others belong to no topic, and are listed in [`Deck::left_out`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::content::library::{Asked, Library, RoadmapIx, TopicIx};
use crate::content::model::{Answer, Question};
use crate::content::names::slug;
use crate::content::references::escape;
use crate::progress::event::{Grade, topic_of};

use super::chance::{Chance, seed};

/// The question id of a card made for a topic without questions.
pub const RECALL: &str = "recall";

/// A card of a deck; good only for the deck and library it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardIx(pub usize);

/// Where a card's question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The n-th question of the topic's lesson.
    Lesson(usize),
    /// The n-th question of a roadmap.
    Roadmap(RoadmapIx, usize),
    /// None: what is known of the topic is to be recalled.
    Recall,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Card {
    topic: TopicIx,
    source: Source,
}

/// The cards of a library, topic by topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deck {
    cards: Vec<Card>,
    /// Where each topic's cards begin, and last where they end.
    starts: Vec<usize>,
    left_out: Vec<(RoadmapIx, usize)>,
}

/// A card as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face<'a> {
    /// The question, as Markdown.
    pub ask: Cow<'a, str>,
    /// What is to be answered.
    pub answer: FaceAnswer<'a>,
    /// Why that is right, as Markdown; empty where nobody has said.
    pub why: &'a str,
}

/// What answers a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaceAnswer<'a> {
    /// One of several, which the program grades with [`grade_of_choice`].
    Choice {
        /// In the order in which they are shown.
        choices: Vec<&'a str>,
        /// The place of the right one in that order, counted from 0.
        right: usize,
    },
    /// A text to compare with, as Markdown; the learner grades. Empty where nothing is written about the topic.
    Recall(Cow<'a, str>),
}

/// The grade of a choice: a right one may be a guess, so it is never easy.
pub const fn grade_of_choice(is_right: bool) -> Grade {
    if is_right { Grade::Good } else { Grade::Again }
}

impl Deck {
    /// Makes the cards of a library: for each topic its lesson's questions in their order, then those of roadmaps.
    pub fn new(library: &Library) -> Self {
        let (mut of_roadmaps, left_out) = roadmap_questions(library);
        let mut deck = Self {
            left_out,
            ..Self::default()
        };
        for topic in library.topic_ixs() {
            let start = deck.cards.len();
            deck.starts.push(start);
            let questions = library.lesson_of(topic).map_or(&[][..], |lesson| &lesson.questions);
            let sources = (0..questions.len()).map(Source::Lesson);
            deck.cards.extend(sources.map(|source| Card { topic, source }));
            for (roadmap, place) in of_roadmaps.remove(&topic).unwrap_or_default() {
                let id = asked(library, roadmap, place).map_or("", |asked| asked.question.id.as_str());
                let others = start..deck.cards.len();
                if !others.map(CardIx).any(|card| deck.question_id(library, card) == id) {
                    let source = Source::Roadmap(roadmap, place);
                    deck.cards.push(Card { topic, source });
                }
            }
            if deck.cards.len() == start {
                let source = Source::Recall;
                deck.cards.push(Card { topic, source });
            }
        }
        deck.starts.push(deck.cards.len());
        deck
    }

    /// How many cards there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// The cards of a topic, in the order in which they are met; one at least.
    pub fn of_topic(&self, topic: TopicIx) -> impl DoubleEndedIterator<Item = CardIx> + ExactSizeIterator + use<> {
        self.range(topic).map(CardIx)
    }

    fn range(&self, topic: TopicIx) -> Range<usize> {
        let start = self.starts.get(topic.at()).copied().unwrap_or(self.cards.len());
        let end = self.starts.get(topic.at() + 1).copied().unwrap_or(self.cards.len());
        start..end
    }

    /// The topic a card is about.
    pub fn topic(&self, card: CardIx) -> TopicIx {
        self.cards[card.0].topic
    }

    /// Whether it was made for a topic of which nothing is asked.
    pub fn is_recall(&self, card: CardIx) -> bool {
        self.cards[card.0].source == Source::Recall
    }

    /// The questions of roadmaps that name no topic of theirs: each roadmap with the question's place among its own.
    pub fn left_out(&self) -> &[(RoadmapIx, usize)] {
        &self.left_out
    }

    /// The id under which answers to a card are recorded.
    pub fn id(&self, library: &Library, card: CardIx) -> String {
        let topic = library.lasting_id(self.topic(card));
        format!("{topic}#{}", self.question_id(library, card))
    }

    /// The part of its id that names its question.
    pub fn question_id<'a>(&self, library: &'a Library, card: CardIx) -> &'a str {
        self.question(library, card)
            .map_or(RECALL, |question| question.id.as_str())
    }

    /// The card of a topic with this question; of one that is told apart from a lesson's topic also that one's, as what was
    /// answered while they were one stands under the ids of either.
    pub fn find(&self, library: &Library, topic: TopicIx, question: &str) -> Option<CardIx> {
        let lesson = library.apart(topic).map(|apart| apart.lesson);
        let mut cards = [Some(topic), lesson]
            .into_iter()
            .flatten()
            .flat_map(|topic| self.of_topic(topic));
        cards.find(|&card| self.question_id(library, card) == question)
    }

    /// The card of an id, by whichever id of its topic. Where progress was moved to is not looked at: that is
    /// [`Memory`](super::memory::Memory)'s to follow.
    pub fn card_by_id(&self, library: &Library, id: &str) -> Option<CardIx> {
        self.find(library, library.topic_by_id(topic_of(id))?, question_of(id)?)
    }

    fn question<'a>(&self, library: &'a Library, card: CardIx) -> Option<&'a Question> {
        let card = self.cards[card.0];
        match card.source {
            Source::Lesson(place) => library.lesson_of(card.topic)?.questions.get(place),
            Source::Roadmap(roadmap, place) => Some(&asked(library, roadmap, place)?.question),
            Source::Recall => None,
        }
    }

    /// What a card shows after so many answers: with them the order of the choices changes, the same on all devices.
    pub fn face<'a>(&self, library: &'a Library, card: CardIx, answers: u32) -> Face<'a> {
        let Some(question) = self.question(library, card) else {
            return recall(library, self.topic(card));
        };
        let answer = match &question.answer {
            Answer::Recall(text) => FaceAnswer::Recall(Cow::Borrowed(text)),
            Answer::Choice { choices, right } => {
                let mut order: Vec<usize> = (0..choices.len()).collect();
                Chance::new(seed(&self.id(library, card), answers)).shuffle(&mut order);
                FaceAnswer::Choice {
                    right: order.iter().position(|place| place == right).unwrap_or(0),
                    choices: order.into_iter().map(|place| choices[place].as_str()).collect(),
                }
            }
        };
        Face {
            ask: Cow::Borrowed(&question.ask),
            answer,
            why: &question.why,
        }
    }

    /// Whether the program can grade a card.
    pub fn is_choice(&self, library: &Library, card: CardIx) -> bool {
        let question = self.question(library, card);
        question.is_some_and(|question| matches!(question.answer, Answer::Choice { .. }))
    }
}

/// The part of a card's id behind the topic's.
pub(super) fn question_of(card: &str) -> Option<&str> {
    card.rsplit_once('#').map(|(_, question)| question)
}

fn asked(library: &Library, roadmap: RoadmapIx, place: usize) -> Option<&Asked> {
    library.roadmap(roadmap).graph.as_ref()?.questions.get(place)
}

type Places = Vec<(RoadmapIx, usize)>;

/// The questions of roadmaps by the first of their topics that they name, and those that name none.
fn roadmap_questions(library: &Library) -> (HashMap<TopicIx, Places>, Places) {
    let mut found: HashMap<TopicIx, Places> = HashMap::new();
    let mut left_out = Vec::new();
    for ix in library.roadmap_ixs() {
        let roadmap = library.roadmap(ix);
        let questions = roadmap.graph.as_ref().map_or(&[][..], |graph| &graph.questions);
        if questions.is_empty() {
            continue;
        }
        let topics = roadmap.topics.iter().rev();
        let names = topics.flat_map(|&topic| library.names_of(topic).map(move |name| (slug(name), topic)));
        let by_name: HashMap<String, TopicIx> = names.collect();
        for (place, asked) in questions.iter().enumerate() {
            match asked.about.iter().find_map(|about| by_name.get(&slug(about))) {
                Some(&topic) => found.entry(topic).or_default().push((ix, place)),
                None => left_out.push((ix, place)),
            }
        }
    }
    (found, left_out)
}

/// A card made of what is written about a topic: its lesson's summary, else what its steps say in all their wordings.
fn recall(library: &Library, topic: TopicIx) -> Face<'_> {
    let content = library.topic(topic);
    let mut ask = "What do you know about ".to_owned();
    escape(&content.title, &mut ask);
    ask.push('?');
    if let Some(step) = content.steps.first() {
        ask.push_str(" (");
        escape(library.title_of(step.walk), &mut ask);
        ask.push(')');
    }
    let mut said: Vec<String> = Vec::new();
    let mut say = |text: &str, is_markdown: bool| {
        let mut shown = String::new();
        if is_markdown {
            text.trim().clone_into(&mut shown);
        } else {
            escape(text.trim(), &mut shown);
        }
        if !shown.is_empty() && !said.contains(&shown) {
            said.push(shown);
        }
    };
    if let Some(lesson) = library.lesson_of(topic) {
        say(&lesson.summary, false);
    }
    for &at in &content.steps {
        say(&library.step(at).detail, false);
        if let Some(note) = library.note(at) {
            say(&note.text, true);
        }
    }
    Face {
        ask: Cow::Owned(ask),
        answer: FaceAnswer::Recall(Cow::Owned(said.join("\n\n"))),
        why: "",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::library::Parts;
    use crate::content::roadmap::{self, Node, RoadmapFile, Section};
    use crate::content::{lesson, spec};

    const AGENT: &str = "# Bed\n\n## Learning Paths\n\n### Ground\n- **Soil** - sand, clay\n- **Mulch_ing** - straw\n\n### Water\n- **Soil** - how much it holds\n- **Hoses**\n";
    const SOIL: &str = "---\ntitle: Soil\naliases: [Earth]\nsummary: What beds are made of.\nquestions:\n  - ask: Which soil holds most water?\n    id: water\n    choices: [Sand, Silt, Clay, Peat]\n    answer: 3\n    why: It is a sponge.\n  - ask: What is loam?\n    answer: Sand, silt and clay.\n---\nText.\n";

    fn library() -> Library {
        let question = |ask: &str, about: &[&str]| roadmap::Question {
            ask: ask.to_owned(),
            answer: "So.".to_owned(),
            topics: about.iter().map(|&about| about.to_owned()).collect(),
        };
        let node = |id: &str, title: &str| Node {
            id: id.to_owned(),
            title: title.to_owned(),
            text: "Made of *rubber*.".to_owned(),
            ..Node::default()
        };
        let roadmap = RoadmapFile {
            title: "Garden".to_owned(),
            sections: vec![Section {
                title: None,
                nodes: vec![node("so", "Soil"), node("ra", "Rakes"), node("ho", "Hoses")],
            }],
            questions: vec![
                question("Why dig?", &["Beginner", "earth"]),
                question("What is loam?", &["Soil"]),
                question("Why rake?", &["rakes", "Soil"]),
                question("Why at all?", &["Beginner"]),
                question("Why mulch?", &["Mulch_ing"]),
            ],
            ..RoadmapFile::named("garden")
        };
        let agent = spec::read(AGENT.as_bytes(), Path::new("bed.md"));
        let soil = lesson::read(SOIL.as_bytes(), Path::new("lessons/soil.md"));
        Library::of(Parts {
            agents: vec![agent.into()],
            lessons: vec![soil.into()],
            roadmaps: vec![roadmap],
            ..Parts::default()
        })
    }

    #[test]
    fn every_topic_has_its_questions_or_one_card_to_recall_it() {
        let library = library();
        let deck = Deck::new(&library);
        let ids: Vec<String> = (0..deck.len()).map(|card| deck.id(&library, CardIx(card))).collect();
        let loam = question_hash(&library, "What is loam?");
        let expected = [
            "bed/ground/soil#water".to_owned(),
            format!("bed/ground/soil#{loam}"),
            format!("bed/ground/soil#{}", question_hash(&library, "Why dig?")),
            "bed/ground/mulch-ing#recall".to_owned(),
            "bed/water/hoses#recall".to_owned(),
            format!("roadmap-sh/garden/ra#{}", question_hash(&library, "Why rake?")),
        ];
        assert_eq!(ids, expected);
        let left: Vec<&str> = deck
            .left_out()
            .iter()
            .map(|&(ix, place)| asked(&library, ix, place).unwrap().question.ask.as_str())
            .collect();
        assert_eq!(
            left,
            ["Why at all?", "Why mulch?"],
            "mulching is no topic of that roadmap"
        );
        for topic in library.topic_ixs() {
            assert!(deck.of_topic(topic).len() > 0);
            assert!(deck.of_topic(topic).all(|card| deck.topic(card) == topic));
        }
    }

    fn question_hash(library: &Library, ask: &str) -> String {
        let of_lessons = library.lessons().iter().flat_map(|lesson| &lesson.questions);
        let of_roadmaps = library.roadmaps().iter().flat_map(|roadmap| &roadmap.graph);
        let of_roadmaps = of_roadmaps
            .flat_map(|graph| &graph.questions)
            .map(|asked| &asked.question);
        let mut all = of_lessons.chain(of_roadmaps);
        all.find(|question| question.ask == ask).unwrap().id.clone()
    }

    #[test]
    fn a_card_is_found_by_every_id_of_its_topic() {
        let library = library();
        let deck = Deck::new(&library);
        let table = [
            ("bed/ground/soil#water", Some(0)),
            ("soil#water", Some(0)),            // the lesson's own
            ("bed/water/soil#water", Some(0)),  // another step's
            ("other/pack/soil#water", Some(0)), // by its name
            ("soil#recall", None),
            ("bed/ground/mulch-ing#recall", Some(3)),
            ("bed/ground/mulch-ing", None),
            ("bed/ground/mulch-ing#", None),
            ("nowhere#recall", None),
        ];
        for (id, card) in table {
            assert_eq!(deck.card_by_id(&library, id), card.map(CardIx), "{id}");
        }
        for card in (0..deck.len()).map(CardIx) {
            assert_eq!(deck.card_by_id(&library, &deck.id(&library, card)), Some(card));
        }
    }

    #[test]
    fn choices_are_shuffled_by_the_number_of_answers_and_nothing_else() {
        let library = library();
        let deck = Deck::new(&library);
        let mut orders = Vec::new();
        for answers in 0..24 {
            let face = deck.face(&library, CardIx(0), answers);
            assert_eq!(face, deck.face(&library, CardIx(0), answers));
            assert_eq!(
                (face.ask.as_ref(), face.why),
                ("Which soil holds most water?", "It is a sponge.")
            );
            let FaceAnswer::Choice { choices, right } = face.answer else {
                unreachable!("a choice")
            };
            assert_eq!(choices[right], "Peat");
            let mut sorted = choices.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, ["Clay", "Peat", "Sand", "Silt"]);
            orders.push(right);
        }
        let places: std::collections::HashSet<usize> = orders.iter().copied().collect();
        assert_eq!(places.len(), 4, "{orders:?}");
    }

    #[test]
    fn what_is_to_be_recalled_is_what_the_topics_places_say() {
        let library = library();
        let deck = Deck::new(&library);
        let recalled = |card| {
            let face = deck.face(&library, CardIx(card), 0);
            let FaceAnswer::Recall(text) = face.answer else {
                unreachable!("a recall")
            };
            (face.ask.into_owned(), text.into_owned())
        };
        assert_eq!(
            recalled(1),
            ("What is loam?".to_owned(), "Sand, silt and clay.".to_owned())
        );
        assert_eq!(
            recalled(3),
            (
                "What do you know about Mulch\\_ing? (Ground)".to_owned(),
                "straw".to_owned()
            )
        );
        assert_eq!(
            recalled(4),
            (
                "What do you know about Hoses? (Water)".to_owned(),
                "Made of *rubber*.".to_owned()
            )
        );
        assert!(!deck.is_choice(&library, CardIx(1)) && deck.is_choice(&library, CardIx(0)));
        assert!(deck.is_recall(CardIx(3)) && !deck.is_recall(CardIx(1)));
        assert_eq!(
            (grade_of_choice(true), grade_of_choice(false)),
            (Grade::Good, Grade::Again)
        );
    }
}
