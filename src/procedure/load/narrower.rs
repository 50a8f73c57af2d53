//! `yields_to:` of a rule: the narrower rules, held against the others once all are read.

use crate::finding::Finding;
use crate::lang::Text;
use crate::procedure::narrower::Narrower;
use crate::procedure::reader::desk::choice;
use crate::procedure::reader::{Map, Spot, thing};
use crate::procedure::rules::Rule;

use super::world::World;

/// Reads the list; an entry that is no map is the id of a rule.
pub(super) fn read(world: &World<'_>, map: &Map<'_>) -> Vec<Narrower> {
    let spots = map.get("yields_to").map(|it| it.one_or_more());
    let spots = spots.unwrap_or_default();
    spots.iter().filter_map(|it| one(world, it)).collect()
}

fn one(world: &World<'_>, spot: &Spot<'_>) -> Option<Narrower> {
    if spot.node.entries().is_none() {
        return Some(Narrower {
            rule: spot.text()?,
            saying: None,
            about: None,
            only: None,
            place: spot.place(),
        });
    }
    let map = spot.map()?;
    let narrower = Narrower {
        rule: map.need("rule")?.text()?,
        saying: map.text("saying"),
        about: map.get("about").and_then(|it| world.selector(&it)),
        only: map.text("only"),
        place: map.get("rule").map_or_else(|| map.place(), |it| it.place()),
    };
    map.done();
    Some(narrower)
}

/// What is named and does not exist; `ids` are all rules that are written, the wrong ones included.
pub(super) fn unknown(rules: &[Rule], ids: &[String]) -> Vec<Finding> {
    let known: Vec<_> = ids.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for rule in rules {
        for narrower in &rule.yields_to {
            let mut report = |word: &str, kind: &str, known: &[&str]| {
                let args = [("thing", thing(kind)), ("selector", Text::plain(word))];
                let place = (narrower.place, word);
                let mut finding = choice("unknown-reference", "name", place, known, &args);
                finding.key = format!("{}.yields_to", rule.id);
                found.push(finding);
            };
            if !known.contains(&narrower.rule.as_str()) {
                report(&narrower.rule, "rule", &known);
                continue;
            }
            let own: Vec<_> = rule.messages.keys().map(String::as_str).collect();
            if let Some(only) = &narrower.only
                && !own.iter().any(|it| narrower.silences(it))
            {
                report(only, "message", &own);
            }
            let Some(other) = rules.iter().find(|it| it.id == narrower.rule) else {
                continue;
            };
            let messages: Vec<_> = other.messages.keys().map(String::as_str).collect();
            if let Some(saying) = &narrower.saying
                && !messages.iter().any(|it| narrower.means(it))
            {
                report(saying, "message", &messages);
            }
        }
    }
    found
}
