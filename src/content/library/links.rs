//! Topics that lead to each other: by references in the text of a lesson, and by what lessons require.

use super::index::Map;
use super::{Library, TopicIx, unique};
use crate::content::model::Lesson;
use crate::content::references;

impl Library {
    /// The text of a lesson as Markdown, with links in place of references to topics; `address` is asked for that of each, in
    /// order. What refers to no topic is text: its label where it has one.
    pub fn lesson_with_links(&self, lesson: &Lesson, mut address: impl FnMut(TopicIx) -> String) -> String {
        references::replaced(&lesson.body, |reference| {
            let Some(topic) = self.called_in(lesson, reference.name) else {
                return reference.label.map(str::to_owned);
            };
            let label = reference
                .label
                .map_or_else(|| references::escaped(&self.topic(topic).title), str::to_owned);
            Some(format!("[{label}]({})", address(topic)))
        })
    }

    /// The topics whose lessons require a topic, in their order.
    pub fn needed_by(&self, topic: TopicIx) -> &[TopicIx] {
        let needed_by = self.needed_by.get(|| self.list_needed_by());
        needed_by.get(&topic).map_or(&[], Vec::as_slice)
    }

    fn list_needed_by(&self) -> Map<TopicIx, Vec<TopicIx>> {
        let mut needed_by: Map<TopicIx, Vec<TopicIx>> = Map::default();
        for topic in self.topic_ixs() {
            let Some(lesson) = self.lesson_of(topic) else { continue };
            let required = self
                .requirements(lesson)
                .into_iter()
                .filter_map(|(_, required)| required);
            for required in unique(required.filter(|&required| required != topic)) {
                needed_by.entry(required).or_default().push(topic);
            }
        }
        needed_by
    }
}
