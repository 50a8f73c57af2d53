//! Derived facts, and a record as JSON for expressions.
//!
//! In the JSON every declared field exists: an absent scalar is null, an absent
//! list is empty, an absent map has all its fields, so that an expression need
//! not ask whether something is there before it looks inside.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use crate::expr;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::flow::Derivation;
use crate::procedure::selector::Selector;

use super::value::{Item, Member, Value};
use super::{Record, select};

/// Works out the facts of a record, each from those before it.
pub fn derive(procedure: &Procedure, config: &Config, record: &mut Record) {
    for fact in &procedure.facts {
        let items = match &fact.how {
            Derivation::FirstOf(selectors) => first_of(procedure, record, selectors),
            Derivation::Union(selectors) => union(procedure, record, selectors),
            Derivation::Expr(expr) => {
                let facts = expr::Facts::new(&json(procedure, config, record));
                let place = record.head.place;
                let value = expr.eval(&facts).ok().map(|it| from_json(&it));
                value
                    .map(|value| vec![Item { place, value }])
                    .unwrap_or_default()
            }
        };
        record.facts.insert(fact.name.clone(), items);
    }
}

fn first_of(procedure: &Procedure, record: &Record, selectors: &[Selector]) -> Vec<Item> {
    let found = selectors
        .iter()
        .map(|it| select::of_record(record, procedure, it))
        .find(|it| it.iter().any(|item| item.value != Value::Empty));
    let items = found.unwrap_or_default();
    items
        .into_iter()
        .flat_map(|it| it.items().to_vec())
        .collect()
}

fn union(procedure: &Procedure, record: &Record, selectors: &[Selector]) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    let all = selectors
        .iter()
        .flat_map(|it| select::of_record(record, procedure, it))
        .flat_map(Item::items);
    all.filter(|it| it.key().is_some_and(|key| seen.insert(key)))
        .cloned()
        .collect()
}

/// The record as expressions see it.
pub fn json(procedure: &Procedure, config: &Config, record: &Record) -> Json {
    let mut root = Map::new();
    let mut present = Map::new();
    for kind in &procedure.documents {
        let document = record.document(&kind.id);
        let members = document.map(|it| it.fields.as_slice()).unwrap_or_default();
        root.insert(kind.id.clone(), object(config, &kind.fields, members));
        present.insert(kind.id.clone(), Json::Bool(document.is_some()));
    }
    root.insert("present".into(), Json::Object(present));
    root.insert("facts".into(), facts(procedure, config, record));
    root.insert("policy".into(), policy(procedure));
    let sets = procedure.sets.iter();
    let sets = sets.map(|(name, keys)| (name.clone(), Json::from(keys.clone())));
    root.insert("sets".into(), Json::Object(sets.collect()));
    root.insert("state".into(), Json::from(record.life.effective.clone()));
    root.insert("route".into(), Json::from(record.route.clone()));
    Json::Object(root)
}

/// The policy as nested maps: thresholds by their dotted names, values beside them.
pub fn policy(procedure: &Procedure) -> Json {
    let mut root = Map::new();
    for (name, value) in &procedure.policy.values {
        root.insert(name.clone(), value.clone());
    }
    for (name, threshold) in &procedure.policy.thresholds {
        insert(&mut root, name, Json::from(threshold.value));
    }
    Json::Object(root)
}

/// Every value of the policy by its dotted path, as items for selectors.
pub fn constants(procedure: &Procedure) -> BTreeMap<String, Vec<Item>> {
    let mut all = BTreeMap::new();
    flatten("policy", &policy(procedure), &mut all);
    for (name, keys) in &procedure.sets {
        let items = keys.iter().map(|it| constant(Value::Key(it.clone())));
        all.insert(format!("sets.{name}"), items.collect());
    }
    all
}

fn flatten(path: &str, json: &Json, all: &mut BTreeMap<String, Vec<Item>>) {
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                flatten(&format!("{path}.{key}"), value, all);
            }
        }
        Json::Array(items) => {
            let items = items.iter().map(|it| constant(from_json(it))).collect();
            all.insert(path.to_owned(), items);
        }
        value => {
            all.insert(path.to_owned(), vec![constant(from_json(value))]);
        }
    }
}

fn constant(value: Value) -> Item {
    let place = crate::source::Place::default();
    Item { place, value }
}

fn insert(map: &mut Map<String, Json>, path: &str, value: Json) {
    match path.split_once('.') {
        None => {
            map.insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = map.entry(first).or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

fn facts(procedure: &Procedure, config: &Config, record: &Record) -> Json {
    let mut map = Map::new();
    for fact in &procedure.facts {
        let items = record.facts.get(&fact.name);
        let list = matches!(fact.how, Derivation::FirstOf(_) | Derivation::Union(_));
        let mut values = items.into_iter().flatten().map(|it| bare(config, it));
        let value = if list {
            Json::Array(values.collect())
        } else {
            values.next().unwrap_or(Json::Null)
        };
        map.insert(fact.name.clone(), value);
    }
    Json::Object(map)
}

fn object(config: &Config, fields: &[Field], members: &[Member]) -> Json {
    let of = |field: &Field| {
        let member = members.iter().find(|it| it.key == field.name);
        value(config, field, member.map(|it| &it.item))
    };
    let pairs = fields.iter().map(|it| (it.name.clone(), of(it)));
    Json::Object(pairs.collect())
}

fn value(config: &Config, field: &Field, item: Option<&Item>) -> Json {
    match (&field.kind, item.map(|it| &it.value)) {
        (FieldKind::List(of), found) => {
            let items = match found {
                Some(Value::List(items)) => items.as_slice(),
                _ => &[],
            };
            Json::Array(items.iter().map(|it| value(config, of, Some(it))).collect())
        }
        (FieldKind::Events | FieldKind::Waivers, _) => Json::Array(Vec::new()),
        (FieldKind::Object(fields), Some(Value::Map(members))) => object(config, fields, members),
        (FieldKind::Object(fields), _) => object(config, fields, &[]),
        (_, Some(Value::Unfit(_)) | None) => Json::Null,
        (_, Some(_)) => item.map_or(Json::Null, |it| bare(config, it)),
    }
}

fn bare(config: &Config, item: &Item) -> Json {
    match &item.value {
        Value::Empty | Value::Unfit(_) => Json::Null,
        Value::Bool(it) => Json::Bool(*it),
        Value::Int(it) => Json::from(*it),
        Value::Number(it) => Json::from(*it),
        Value::Moment(it) => Json::from(it.show(&config.zone)),
        Value::Text(_) | Value::Key(_) | Value::Person { .. } => Json::from(item.key()),
        Value::List(items) => Json::Array(items.iter().map(|it| bare(config, it)).collect()),
        Value::Map(members) => {
            let pairs = members.iter();
            Json::Object(
                pairs
                    .map(|it| (it.key.clone(), bare(config, &it.item)))
                    .collect(),
            )
        }
    }
}

fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Empty,
        Json::Bool(it) => Value::Bool(*it),
        Json::Number(it) => match it.as_i64() {
            Some(it) => Value::Int(it),
            None => Value::Number(it.as_f64().unwrap_or_default()),
        },
        Json::String(it) => Value::Text(it.clone()),
        Json::Array(items) => {
            let items = items.iter().map(|it| constant(from_json(it)));
            Value::List(items.collect())
        }
        Json::Object(map) => {
            let place = crate::source::Place::default();
            let members = map.iter().map(|(key, value)| Member {
                key: key.clone(),
                key_place: place,
                item: constant(from_json(value)),
            });
            Value::Map(members.collect())
        }
    }
}
