//! The definitions of the fixed kinds: a small notation that becomes JSON Schema.
//!
//! A node says one thing about a value: `is` (text, words, flag, int, date, web,
//! null), `keys` (a map of fixed keys), `each` (a map from names to values),
//! `list`, `many` (a list or one alone), `values` (the engine's own words),
//! `name` and `names` (what the portal names), `same` (a definition of that
//! name), `or`. Beside it stand `title`, `note`, `example` and `need`.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::lang::{Lang, Text};
use crate::procedure::Procedure;
use crate::source::Span;
use crate::words;
use crate::yaml::{self, Node};

use super::forms::{self, many, or_null, scalar};
use super::{Choice, FIXED, annotate, checks, names, one_of, words_of};

static TREES: LazyLock<Vec<(&'static str, Node)>> = LazyLock::new(|| {
    let shared = ("", include_str!("kinds/shared.yaml"));
    let all = FIXED.iter().copied().chain([shared]);
    all.filter_map(|(id, text)| {
        let tree = yaml::parse(text, Span::new(0, text.len()));
        Some((id, tree.root?))
    })
    .collect()
});

/// The definition of a kind; the shared ones under the empty name.
fn tree(kind: &str) -> Option<&'static Node> {
    let found = TREES.iter().find(|(it, _)| *it == kind);
    found.map(|(_, node)| node)
}

/// The title of a fixed kind.
pub(super) fn title(kind: &str) -> Text {
    words_of(tree(kind).and_then(|it| it.get("title")))
}

/// Builds one schema and the definitions that it refers to.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    kind: String,
    pub(super) procedure: Option<&'a Procedure>,
    pub(super) lang: Lang,
    defs: Map<String, Value>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(kind: &str, procedure: Option<&'a Procedure>, lang: Lang) -> Self {
        Self {
            kind: kind.to_owned(),
            procedure,
            lang,
            defs: Map::new(),
        }
    }

    /// The schema of the whole fixed kind.
    pub(super) fn whole(&mut self) -> Option<Value> {
        let root = tree(&self.kind)?;
        let whole = self.node(root);
        // A file with nothing in it is as good as none, unless it must say something.
        let says = ["required", "$ref"]
            .iter()
            .any(|it| whole.get(it).is_some());
        Some(if says { whole } else { or_null(whole) })
    }

    /// The definitions that were referred to.
    pub(super) fn finish(self) -> Map<String, Value> {
        self.defs
    }

    /// A reference to the definition `name`, which is written down if it is not yet.
    pub(super) fn refer(&mut self, name: &str) -> Value {
        if !self.defs.contains_key(name) {
            // It may refer to itself.
            self.defs.insert(name.to_owned(), Value::Null);
            let made = self.define(name);
            self.defs.insert(name.to_owned(), made);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    /// The same with a definition that only the caller knows.
    pub(super) fn refer_to(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.defs.contains_key(name) {
            self.defs.insert(name.to_owned(), Value::Null);
            let written = make(self);
            self.defs.insert(name.to_owned(), written);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn define(&mut self, name: &str) -> Value {
        match name {
            "date" => forms::date(self.lang),
            "words" => forms::words(self.lang),
            "check" => checks::check(self),
            "require" => checks::require(self),
            "due" => checks::due(self),
            _ => {
                let defs = [self.kind.as_str(), ""].map(tree);
                let mut defs = defs.into_iter().flatten();
                let found = defs.find_map(|it| it.get("defs")?.get(name));
                found.map_or_else(|| json!({}), |it| self.node(it))
            }
        }
    }

    /// The definition of one entry of the fixed kind `kind`, which is a list.
    pub(super) fn entry_of(&mut self, kind: &str) -> Value {
        let entry = tree(kind).and_then(|it| it.get("list"));
        entry.map_or_else(|| json!({}), |it| self.node(it))
    }

    fn node(&mut self, node: &Node) -> Value {
        if let Some(is) = node.text() {
            return self.is(is);
        }
        let mut schema = self.bare(node);
        if let (Some(example), Value::Object(all)) = (node.get("example"), &mut schema) {
            let example = match (example.as_bool(), example.as_int()) {
                (Some(it), _) => json!(it),
                (None, Some(it)) => json!(it),
                (None, None) => json!(example.text().unwrap_or_default()),
            };
            all.insert("examples".to_owned(), json!([example]));
        }
        let title = words_of(node.get("title"));
        annotate(self.lang, schema, &title, &words_of(node.get("note")))
    }

    fn bare(&mut self, node: &Node) -> Value {
        let text = |key: &str| node.get(key).and_then(Node::text);
        if let Some(is) = text("is") {
            return self.is(is);
        }
        if let Some(name) = text("same") {
            return self.refer(name);
        }
        if let Some(thing) = text("name") {
            return names::one(self, thing);
        }
        if let Some(thing) = text("names") {
            let one = names::one(self, thing);
            return many(&one);
        }
        if let Some(of) = node.get("list") {
            return json!({"type": "array", "items": self.node(of)});
        }
        if let Some(of) = node.get("many") {
            let of = self.node(of);
            return many(&of);
        }
        if let Some(all) = node.get("or").and_then(Node::items) {
            let all: Vec<_> = all.iter().map(|it| self.node(it)).collect();
            return json!({"anyOf": all});
        }
        if let Some(values) = node.get("values") {
            return self.values(values, text("words"));
        }
        self.map(node)
    }

    fn is(&mut self, is: &str) -> Value {
        match is {
            "flag" => json!({"type": "boolean"}),
            "int" => json!({"type": "integer"}),
            "null" => json!({"type": "null"}),
            "web" => json!({"type": "string", "pattern": "^https?://"}),
            "date" | "words" => self.refer(is),
            _ => scalar(),
        }
    }

    /// The engine's own words, with labels that stand beside them or in its tables.
    fn values(&self, values: &Node, table: Option<&str>) -> Value {
        let entries = values.entries().unwrap_or_default();
        let choices = entries.iter().map(|it| {
            let word = it.value.text().unwrap_or(&it.key);
            let label = match table {
                Some(table) => words::text(&format!("{table}.{word}")),
                None => words_of(Some(&it.value)),
            };
            // Only where the loader reads labels too are they accepted.
            let by_label = table == Some("organisation");
            Choice {
                key: it.key.clone(),
                names: label
                    .each()
                    .filter(|_| by_label)
                    .map(str::to_owned)
                    .collect(),
                label,
            }
        });
        one_of(self.lang, &choices.collect::<Vec<_>>())
    }

    fn map(&mut self, node: &Node) -> Value {
        let mut all = Map::new();
        all.insert("type".to_owned(), json!("object"));
        if let Some(entries) = node.get("keys").and_then(Node::entries) {
            let properties = entries
                .iter()
                .map(|it| (it.key.clone(), self.node(&it.value)));
            let properties: Map<_, _> = properties.collect();
            let needed = entries.iter().filter(|it| {
                let need = it.value.get("need").and_then(Node::as_bool);
                need == Some(true)
            });
            let needed: Vec<_> = needed.map(|it| it.key.clone()).collect();
            all.insert("properties".to_owned(), Value::Object(properties));
            if !needed.is_empty() {
                all.insert("required".to_owned(), json!(needed));
            }
        }
        if let Some(pattern) = node.get("key").and_then(Node::text) {
            all.insert("propertyNames".to_owned(), json!({"pattern": pattern}));
        }
        if let Some(thing) = node.get("key_name").and_then(Node::text) {
            self.named_keys(thing, node.get("each"), &mut all);
        }
        let rest = match node.get("each") {
            Some(each) => self.node(each),
            None => json!(false),
        };
        let rest = match node.get("open").and_then(Node::text) {
            Some("policy") => self.declared(&mut all),
            _ => rest,
        };
        all.insert("additionalProperties".to_owned(), rest);
        Value::Object(all)
    }

    /// Keys that the portal names are offered; others are let through to the check.
    fn named_keys(&mut self, thing: &str, each: Option<&Node>, all: &mut Map<String, Value>) {
        let mut properties = Map::new();
        for choice in names::choices(self.procedure, thing) {
            let value = each.map_or_else(|| json!({}), |it| self.node(it));
            let titled = match value {
                Value::Object(mut value) => {
                    value.shift_remove("title");
                    annotate(
                        self.lang,
                        Value::Object(value),
                        &choice.label,
                        &Text::default(),
                    )
                }
                other => other,
            };
            properties.insert(choice.key, titled);
        }
        if !properties.is_empty() {
            all.insert("properties".to_owned(), Value::Object(properties));
        }
    }

    /// Further keys of the policy: those that the procedure declares, whatever they hold.
    fn declared(&self, all: &mut Map<String, Value>) -> Value {
        let Some(procedure) = self.procedure else {
            return json!(true);
        };
        if let Some(Value::Object(properties)) = all.get_mut("properties") {
            for key in procedure.policy.values.keys() {
                properties.insert(key.clone(), json!({}));
            }
        }
        json!(true)
    }
}
