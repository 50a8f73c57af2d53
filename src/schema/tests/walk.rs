//! A walk through a file beside its schema and what the loader asked for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::procedure::reader::trace::Asked;
use crate::source::SourceId;
use crate::yaml::{Kind, Node};

/// The maps of a schema that stand for one map of a file, by where they are written.
fn maps<'s>(root: &'s Value, at: &'s Value, way: &str, found: &mut Vec<(String, &'s Value)>) {
    if let Some(name) = at["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        return maps(root, &root["$defs"][name], &format!("#{name}"), found);
    }
    for key in ["anyOf", "allOf"] {
        for (index, it) in at[key].as_array().into_iter().flatten().enumerate() {
            maps(root, it, &format!("{way}|{index}"), found);
        }
    }
    let is_map = at["type"] == "object" || at["type"][0] == "object";
    if is_map {
        found.push((way.to_owned(), at));
    }
}

fn lists<'s>(root: &'s Value, at: &'s Value, way: &str, found: &mut Vec<(String, &'s Value)>) {
    if let Some(name) = at["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        return lists(root, &root["$defs"][name], &format!("#{name}"), found);
    }
    for key in ["anyOf", "allOf"] {
        for (index, it) in at[key].as_array().into_iter().flatten().enumerate() {
            lists(root, it, &format!("{way}|{index}"), found);
        }
    }
    if at.get("items").is_some() {
        found.push((format!("{way}[]"), &at["items"]));
    }
}

/// Walks a file beside its schema.
pub(super) struct Walk<'w> {
    pub(super) schema: &'w Value,
    pub(super) source: SourceId,
    pub(super) asked: &'w Asked,
    /// The keys asked for, by the map of the schema.
    pub(super) seen: &'w mut BTreeMap<String, BTreeSet<&'static str>>,
    /// What the maps of the schema know.
    pub(super) known: &'w mut BTreeMap<String, BTreeSet<String>>,
    /// What was asked for and is in no map of the schema.
    pub(super) missing: &'w mut BTreeSet<String>,
    pub(super) kind: &'w str,
}

impl Walk<'_> {
    pub(super) fn visit(&mut self, node: &Node, at: &[(String, &Value)]) {
        let schema = self.schema;
        match &node.kind {
            Kind::Map(entries) => {
                let mut found = Vec::new();
                for (way, it) in at {
                    maps(schema, it, way, &mut found);
                }
                // Of alternatives those are meant of which every key fits and none that is needed lacks.
                let fits = |it: &&(String, &Value)| {
                    let properties = it.1["properties"].as_object();
                    let needed = it.1["required"].as_array().into_iter().flatten();
                    let has = |key: &str| entries.iter().any(|it| it.key == key);
                    let known = |key: &str| properties.is_some_and(|it| it.contains_key(key));
                    let open = it.1["additionalProperties"] != false;
                    needed.filter_map(Value::as_str).all(has)
                        && entries.iter().all(|it| open || known(&it.key))
                };
                let fitting: Vec<_> = found.iter().filter(fits).cloned().collect();
                let is_open = |it: &&Value| it.as_object().is_some_and(Map::is_empty);
                if at.iter().any(|(_, it)| is_open(it)) || at.is_empty() {
                    return;
                }
                assert!(
                    !fitting.is_empty(),
                    "{}: {:?} is in none of {:?}",
                    self.kind,
                    entries.iter().map(|it| &it.key).collect::<Vec<_>>(),
                    found.iter().map(|it| &it.0).collect::<Vec<_>>()
                );
                let span = (self.source, node.span.start, node.span.end);
                let is_closed = |it: &&(String, &Value)| {
                    it.1["properties"].is_object() && it.1["additionalProperties"] == false
                };
                let keys = |it: &(String, &Value)| {
                    it.1["properties"]
                        .as_object()
                        .unwrap()
                        .keys()
                        .cloned()
                        .collect::<Vec<_>>()
                };
                if let (Some(asked), Some(first)) =
                    (self.asked.get(&span), fitting.iter().find(is_closed))
                {
                    let way = plain(&format!("{} {}", self.kind, first.0));
                    self.known
                        .entry(way.clone())
                        .or_default()
                        .extend(keys(first));
                    // A loader that tells alternatives apart asks for the keys of all of them.
                    let all: BTreeSet<_> = found.iter().filter(is_closed).flat_map(keys).collect();
                    for key in asked.iter().filter(|it| !all.contains(**it)) {
                        self.missing
                            .insert(format!("{way}: the schema lacks `{key}`"));
                    }
                    self.seen.entry(way).or_default().extend(asked);
                }
                for entry in entries {
                    let mut inner = Vec::new();
                    for (way, it) in &fitting {
                        let own = it["properties"].get(&entry.key);
                        let rest = Some(&it["additionalProperties"]).filter(|it| it.is_object());
                        if let Some(next) = own.or(rest) {
                            let name = if own.is_some() { &entry.key } else { "*" };
                            inner.push((format!("{way}.{name}"), next));
                        }
                    }
                    self.visit(&entry.value, &inner);
                }
            }
            Kind::Seq(items) => {
                let mut found = Vec::new();
                for (way, it) in at {
                    lists(schema, it, way, &mut found);
                }
                for item in items {
                    self.visit(item, &found);
                }
            }
            Kind::Scalar { .. } | Kind::Null | Kind::Broken => {}
        }
    }
}

/// One alone and one of a list are the same map.
pub(super) fn plain(way: &str) -> String {
    way.replace("|0[]", "|1")
}
