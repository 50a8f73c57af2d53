//! What a portal names: roles, systems, clauses and so on, as choices.

use serde_json::{Value, json};

use crate::lang::Text;
use crate::notice;
use crate::procedure::{Named, Procedure};

use super::forms::scalar;
use super::written::Writer;
use super::{Choice, one_of};

/// A name of a `thing`; those that are known are offered, others are left to the check.
pub(super) fn one(writer: &mut Writer<'_>, thing: &str) -> Value {
    let choices = choices(writer.procedure, thing);
    if choices.is_empty() {
        return scalar();
    }
    writer.refer_to(
        &format!("a-{thing}"),
        |writer| json!({"anyOf": [one_of(writer.lang, &choices), scalar()]}),
    )
}

/// The names of `thing` in the portal.
pub(super) fn choices(procedure: Option<&Procedure>, thing: &str) -> Vec<Choice> {
    let Some(procedure) = procedure else {
        return Vec::new();
    };
    let roles = || procedure.roles.iter().map(named);
    let routes = procedure.routes.iter();
    match thing {
        "role" => roles().collect(),
        "part" => roles().chain(procedure.duties.iter().map(named)).collect(),
        "document" => plain(
            procedure
                .documents
                .iter()
                .map(|it| (it.id.as_str(), it.title.clone())),
        ),
        "route" => plain(routes.map(|it| (it.id.as_str(), it.label.clone()))),
        "state" => {
            let states = routes.flat_map(|it| &it.states);
            plain(states.map(|it| (it.id.as_str(), it.label.clone())))
        }
        "event" => {
            let types = procedure.events.types.iter();
            let types = types.map(|it| (it.id.as_str(), it.label.clone()));
            let sets = procedure.events.sets.iter();
            plain(types.chain(sets.map(|(name, _)| (name.as_str(), Text::default()))))
        }
        "clause" => plain(
            procedure
                .clauses()
                .map(|(_, it)| (it.id.as_str(), Text::default())),
        ),
        "rule" => {
            let all = procedure.rules.iter();
            let all = all.map(|it| (it.id.as_str(), it.title.clone()));
            let own = notice::ALL.iter().map(|it| (it.id, Text::default()));
            plain(all.chain(own))
        }
        "framework" => procedure.frameworks.iter().map(named).collect(),
        "enumeration" => plain(
            procedure
                .values
                .iter()
                .map(|it| (it.name.as_str(), Text::default())),
        ),
        "threshold" => {
            let all = procedure.policy.thresholds.iter();
            plain(all.map(|(name, it)| (name.as_str(), it.note.clone())))
        }
        "system" => {
            let all = procedure.registers.systems.iter();
            all.map(|it| Choice {
                key: it.id.clone(),
                names: it.name.each().map(str::to_owned).collect(),
                label: it.name.clone(),
            })
            .collect()
        }
        "person" => {
            let all = procedure.registers.people.iter();
            all.map(|it| Choice {
                key: it.id.clone(),
                names: std::iter::once(&it.name)
                    .chain(&it.aliases)
                    .cloned()
                    .collect(),
                label: Text::plain(&*it.name),
            })
            .collect()
        }
        _ => Vec::new(),
    }
}

/// A role and the like, by id, label or another name.
pub(super) fn named(it: &Named) -> Choice {
    let names = it.label.each().chain(it.aliases.iter().map(String::as_str));
    Choice {
        key: it.id.clone(),
        names: names.map(str::to_owned).collect(),
        label: it.label.clone(),
    }
}

/// Names that are written as they are, each once.
fn plain<'a>(all: impl Iterator<Item = (&'a str, Text)>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (key, label) in all {
        if choices.iter().all(|it| it.key != key) {
            choices.push(Choice {
                key: key.to_owned(),
                names: Vec::new(),
                label,
            });
        }
    }
    choices
}
