//! Names in roles and stacks that lead to no topic, or to no single one.

use std::collections::HashSet;

use super::across::Across;
use super::text::Text;
use crate::content::diagnostic::Severity;
use crate::content::library::{AgentIx, Lead, Library};
use crate::content::names::{did_you_mean, slug};

/// A name that an agent asks for.
struct Asked<'l> {
    name: &'l str,
    /// "role `Go Developer`", "stack `Essential`".
    by: String,
    /// Where it is listed: the name of the role, or the title of the stack.
    below: &'l str,
    /// Stacks list products, of which many are called nearly like a topic: `GraphiQL` and `GraphQL`.
    is_of_role: bool,
    fate: Fate,
}

enum Fate {
    Unresolved,
    /// The titles of the topics that list it.
    Ambiguous(Vec<String>),
}

pub(super) fn check(ix: AgentIx, text: &mut Text, across: &Across<'_>) {
    let library = across.library;
    let (asked, all) = asked(library, ix);
    let asked: Vec<Asked<'_>> = asked
        .into_iter()
        .filter(|asked| !misspelled(asked, text, across))
        .collect();
    if asked.is_empty() {
        return;
    }
    if !across.unresolved {
        let unresolved = asked
            .iter()
            .filter(|name| matches!(name.fate, Fate::Unresolved))
            .count();
        let ambiguous = asked.len() - unresolved;
        let parts = [(unresolved, "to no topic"), (ambiguous, "to steps of several")];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, whither)| format!("{count} {} {whither}", if *count == 1 { "leads" } else { "lead" }))
            .collect();
        let at = text
            .item(&library.agent(ix).title, text.markdown())
            .unwrap_or(text.front.body);
        text.say(
            Severity::Info,
            "topics-unresolved",
            at,
            format!(
                "of the {all} names that roles and stacks list here {}",
                parts.join(" and ")
            ),
            "`waypost check --unresolved` lists them; a step or lesson of that name makes it a topic",
        );
        return;
    }
    for Asked {
        name, by, below, fate, ..
    } in asked
    {
        let at = place(name, below, text);
        match fate {
            Fate::Unresolved => {
                let hint = did_you_mean(
                    across.meant(name, None),
                    "a step or lesson of this name, or a lesson with it as alias, makes it a topic",
                );
                let message = format!("`{name}`, which the {by} lists, leads to no topic");
                text.say(Severity::Info, "topic-unresolved", at, message, &hint);
            }
            Fate::Ambiguous(titles) => {
                let message = format!(
                    "`{name}`, which the {by} lists, is no topic, and steps of several list it: {}",
                    titles.join(", ")
                );
                let hint = "give one of them the name as its title, or a lesson the name as an alias";
                text.say(Severity::Info, "topic-ambiguous", at, message, hint);
            }
        }
    }
}

/// Remarks on a role's name that leads nowhere if it is a topic's but for a slip, and says whether it is.
fn misspelled(asked: &Asked<'_>, text: &mut Text, across: &Across<'_>) -> bool {
    let Asked { name, by, below, .. } = asked;
    let meant = (asked.is_of_role && matches!(asked.fate, Fate::Unresolved))
        .then(|| across.misspelled(name))
        .flatten();
    let Some(meant) = meant else { return false };
    let at = place(name, below, text);
    let message = format!("`{name}`, which the {by} lists, leads to no topic, and is nearly the name of one");
    let hint = did_you_mean(
        Some(meant),
        "if not, a step or lesson of this name makes it a topic of its own",
    );
    text.say(Severity::Warning, "topic-misspelled", at, message, &hint);
    true
}

/// Where a name stands below the role or stack that lists it.
fn place(name: &str, below: &str, text: &Text) -> usize {
    let markdown = text.markdown();
    let start = text.item(below, markdown.clone()).unwrap_or(markdown.start);
    text.words(name, start..markdown.end).unwrap_or(start)
}

/// The names that lead nowhere or to several topics, each once, and how many there are in all.
fn asked(library: &Library, ix: AgentIx) -> (Vec<Asked<'_>>, usize) {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for at in library.roles_of(ix) {
        for (name, lead) in library.role_names(at) {
            let role = &library.role(at).name;
            if seen.insert(slug(name))
                && let Some(fate) = fate(library, name, lead.as_ref())
            {
                found.push(Asked {
                    name,
                    by: format!("role `{role}`"),
                    below: role,
                    is_of_role: true,
                    fate,
                });
            }
        }
    }
    for at in library.tools_of(ix) {
        let name = library.tool(at).name.as_str();
        let stack = &library.stack(at.stack).title;
        if seen.insert(slug(name)) && library.tool_topics(at).is_empty() {
            found.push(Asked {
                name,
                by: format!("stack `{stack}`"),
                below: stack,
                is_of_role: false,
                fate: Fate::Unresolved,
            });
        }
    }
    (found, seen.len())
}

fn fate(library: &Library, name: &str, lead: Option<&Lead>) -> Option<Fate> {
    /// More are not named.
    const SEVERAL: usize = 5;
    match lead {
        None => Some(Fate::Unresolved),
        Some(Lead::Topic(_)) => None,
        Some(Lead::Within(_)) => {
            let hosts = library.mentioned_in(name);
            (hosts.len() > 1).then(|| {
                let titles = hosts
                    .iter()
                    .take(SEVERAL)
                    .map(|&host| library.topic(host).title.clone());
                let more = hosts.len().checked_sub(SEVERAL).filter(|more| *more > 0);
                Fate::Ambiguous(titles.chain(more.map(|more| format!("{more} more"))).collect())
            })
        }
    }
}
