//! The messages of rules: by part and variant, and what they may fill in.

use std::collections::BTreeMap;

use crate::lang::{Text, placeholders};
use crate::procedure::reader::desk::choice;
use crate::procedure::reader::{Map, Spot, thing};
use crate::procedure::rules::Part;

use super::world::World;

/// `message` and `messages`, by part and variant.
pub(super) fn messages(world: &World<'_>, map: &Map<'_>, parts: &[Part]) -> BTreeMap<String, Text> {
    let mut all = BTreeMap::new();
    let mut add = |key: &str, spot: &Spot<'_>, kinds: &[&str]| {
        if let Some(text) = spot.words() {
            filled(world, spot, kinds);
            all.insert(key.to_owned(), text);
        }
    };
    if let Some(spot) = map.get("message") {
        let kinds: Vec<_> = parts.iter().map(|it| it.check.kind.as_str()).collect();
        add("default", &spot, &kinds);
    }
    for (entry, spot) in map.pairs("messages") {
        let place = spot.desk.place(entry.key_span);
        let mut known: Vec<String> = Vec::new();
        let mut fits = None;
        for part in parts {
            let signature = world.signature(&part.check.kind);
            let variants = signature.map(|it| it.variants).unwrap_or_default();
            let own = |variant: &&str| match part.name.as_str() {
                "" => (*variant).to_owned(),
                name => format!("{name}.{variant}"),
            };
            let plain = match part.name.as_str() {
                "" => "default",
                name => name,
            };
            known.push(plain.to_owned());
            known.extend(variants.iter().map(own));
            // Obligations say themselves which variants they have.
            let open = signature.is_none() && part.name.is_empty();
            if fits.is_none() && (open || known.contains(&entry.key)) {
                fits = Some(part.check.kind.as_str());
            }
        }
        match fits {
            Some(kind) => add(&entry.key, &spot, &[kind]),
            // Where the check itself could not be read, its messages cannot be judged.
            None if parts.is_empty() => {}
            None => {
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                let desk = spot.desk;
                desk.unknown_name(&spot.path, "message", (place, &entry.key), &known);
            }
        }
    }
    if all.is_empty() && !map.has("message") && !map.has("messages") {
        map.missing("message");
    }
    all
}

/// Reports placeholders of a text that are neither of these kinds nor selectors.
pub(super) fn filled(world: &World<'_>, spot: &Spot<'_>, kinds: &[&str]) {
    // Where the check itself could not be read, nobody knows what it fills in.
    if kinds.is_empty() {
        return;
    }
    let mut known: Vec<&str> = Vec::new();
    for kind in kinds {
        match world.signature(kind) {
            Some(signature) => known.extend(signature.placeholders),
            // Obligations fill what they have.
            None => return,
        }
    }
    let entries = spot.node.entries().unwrap_or_default();
    let nodes = std::iter::once(spot.node).chain(entries.iter().map(|it| &it.value));
    for node in nodes {
        for name in node.text().into_iter().flat_map(placeholders) {
            if known.contains(&name) {
                continue;
            }
            if name.contains('.') {
                if let Err(trouble) = world.select(name, spot.place()) {
                    let place = spot.desk.within(node, &trouble.word);
                    let finding = trouble.finding(place, name);
                    spot.desk.report(&spot.path, finding);
                }
                continue;
            }
            let place = spot.desk.within(node, name);
            let args = [("thing", thing("placeholder"))];
            let finding = choice("unknown-reference", "name", (place, name), &known, &args);
            spot.desk.report(&spot.path, finding);
        }
    }
}
