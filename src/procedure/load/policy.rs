//! `procedure/policy.yaml`: thresholds and switches.
//!
//! - [`kinds`]: what each key holds

pub(super) mod kinds;

use crate::lang::Text;
use crate::notice;
use crate::procedure::reader::Spot;
use crate::procedure::{Policy, Threshold, Unit};
use crate::yaml::{Kind, Node};

/// Reads the policy. `declared` are the keys that the procedure lets it set.
pub(super) fn read(spot: &Spot<'_>, declared: Option<&[&str]>) -> Policy {
    let mut policy = Policy::default();
    let Some(map) = spot.map() else {
        return policy;
    };
    let enforce = map.get("enforce");
    let enforce = enforce.and_then(|it| it.choice(&["all", "source_only"]));
    policy.source_only = enforce.is_some_and(|it| it == "source_only");
    for (entry, value) in map.pairs("thresholds") {
        let place = spot.desk.place(entry.key_span);
        let Some(unit) = unit(&entry.key) else {
            let args = [("given", Text::plain(&*entry.key))];
            let finding = notice::variant("unknown-value", "unit", place, &args);
            spot.desk.report(&value.path, finding);
            policy.faulty.insert(entry.key.clone());
            continue;
        };
        let mut note = Text::default();
        let number = if value.node.entries().is_some() {
            value.map().and_then(|inner| {
                note = inner.words("note");
                let number = inner.need("value").and_then(|it| it.int());
                inner.done();
                number
            })
        } else {
            value.int()
        };
        let Some(value) = number else {
            policy.faulty.insert(entry.key.clone());
            continue;
        };
        let threshold = Threshold {
            value,
            unit,
            note,
            place,
        };
        policy.thresholds.insert(entry.key.clone(), threshold);
    }
    let own = ["enforce", "thresholds"];
    for entry in spot.node.entries().unwrap_or_default() {
        if own.contains(&entry.key.as_str()) {
            continue;
        }
        if let Some(declared) = declared
            && !declared.contains(&entry.key.as_str())
        {
            let known = own.iter().chain(declared);
            let free = known.filter(|it| !map.has(it)).copied();
            kinds::unknown(spot, entry, &free.collect::<Vec<_>>());
            continue;
        }
        policy.values.insert(entry.key.clone(), json(&entry.value));
    }
    policy
}

/// The unit that a name tells: its last word that is one.
fn unit(name: &str) -> Option<Unit> {
    let words = name.rsplit(['_', '.']);
    words.into_iter().find_map(|it| match it {
        "minutes" => Some(Unit::Minutes),
        "hours" => Some(Unit::Hours),
        "days" => Some(Unit::Days),
        "workdays" => Some(Unit::Workdays),
        "years" => Some(Unit::Years),
        _ => None,
    })
}

/// Plain data.
fn json(node: &Node) -> serde_json::Value {
    use serde_json::Value as Json;
    match &node.kind {
        Kind::Null | Kind::Broken => Json::Null,
        Kind::Seq(items) => Json::Array(items.iter().map(json).collect()),
        Kind::Map(entries) => {
            let pairs = entries.iter();
            Json::Object(pairs.map(|it| (it.key.clone(), json(&it.value))).collect())
        }
        Kind::Scalar { text, .. } => match (node.as_bool(), node.as_int()) {
            (Some(it), _) => Json::Bool(it),
            (None, Some(it)) => Json::from(it),
            (None, None) => Json::from(text.trim_end()),
        },
    }
}
