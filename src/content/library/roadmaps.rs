//! Which roadmaps there are, by their addresses, and which topics they lead to.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::join::push_lean;
use super::{AgentIx, Graph, Library, Roadmap, RoadmapIx, TopicIx};
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::names::slug;
use crate::content::roadmap::RoadmapFile;

impl Library {
    /// Lists the roadmaps that agents link to, then joins the imported ones to them: one address is one roadmap.
    pub(super) fn list_roadmaps(&mut self, imported: Vec<RoadmapFile>) {
        let mut by_url: HashMap<String, RoadmapIx> = HashMap::new();
        for (agent, spec) in self.agents.iter().enumerate() {
            for link in &spec.roadmaps {
                let ix = *by_url.entry(link.url.clone()).or_insert_with(|| {
                    self.roadmaps.push(Roadmap {
                        id: link.url.trim_start_matches("https://roadmap.sh/").to_owned(),
                        title: link.title.clone(),
                        url: link.url.clone(),
                        ..Roadmap::default()
                    });
                    RoadmapIx(self.roadmaps.len() - 1)
                });
                let roadmap = &mut self.roadmaps[ix.0];
                if roadmap.agents.last() != Some(&AgentIx(agent)) {
                    roadmap.agents.push(AgentIx(agent));
                }
                // Of "Backend" and "Interactive Roadmap" the shorter is the roadmap's name.
                if link.title.len() < roadmap.title.len() {
                    roadmap.title.clone_from(&link.title);
                }
            }
        }
        for file in imported {
            let ix = *by_url.entry(file.url.clone()).or_insert_with(|| {
                self.roadmaps.push(Roadmap {
                    id: file.slug.clone(),
                    url: file.url.clone(),
                    ..Roadmap::default()
                });
                RoadmapIx(self.roadmaps.len() - 1)
            });
            let roadmap = &mut self.roadmaps[ix.0];
            if roadmap.graph.is_some() {
                self.problems.push(taken(&file.slug));
                continue;
            }
            roadmap.title.clone_from(&file.title);
            roadmap.graph = Some(Graph::new(file));
        }
    }

    /// Finds the topics that roadmaps lead to: by their titles as they are linked, and by the links of steps.
    pub(super) fn resolve_roadmaps(&mut self) {
        if self.roadmaps.is_empty() {
            return;
        }
        let by_url: HashMap<&str, RoadmapIx> = self
            .roadmap_ixs()
            .map(|ix| (self.roadmap(ix).url.as_str(), ix))
            .collect();
        let mut joined: HashSet<(RoadmapIx, TopicIx)> = HashSet::new();
        let mut found: Vec<(RoadmapIx, TopicIx)> = Vec::new();
        for link in self.agents.iter().flat_map(|agent| &agent.roadmaps) {
            if let (Some(&ix), Some(topic)) = (by_url.get(link.url.as_str()), self.named(&slug(&link.title)))
                && joined.insert((ix, topic))
            {
                found.push((ix, topic));
            }
        }
        for topic in self.topic_ixs() {
            for link in self.topics[topic.at()]
                .steps
                .iter()
                .flat_map(|&at| &self.step(at).links)
            {
                if let Some(&ix) = by_url.get(link.url.as_str())
                    && joined.insert((ix, topic))
                {
                    found.push((ix, topic));
                }
            }
        }
        found.sort_by_key(|(roadmap, _)| *roadmap);
        for (ix, topic) in found {
            // What an imported roadmap counts is known better.
            let roadmap = &mut self.roadmaps[ix.0];
            if roadmap.graph.is_none() {
                roadmap.topics.push(topic);
            }
            push_lean(&mut self.topics[topic.at()].roadmaps, ix);
        }
    }
}

fn taken(slug: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code: "roadmap-taken",
        file: Path::new("roadmaps").join(format!("{slug}.json")),
        line: 1,
        column: 1,
        message: format!("another pack has the roadmap `{slug}` already; that one counts"),
        hint: "keep one of them".to_owned(),
    }
}

#[cfg(test)]
mod tests;
