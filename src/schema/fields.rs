//! What a field of a record may hold.

use serde_json::{Map, Value, json};

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::{Field, FieldKind, Required};
use crate::text;
use crate::words;

use super::forms::{many, or_null};
use super::written::Writer;
use super::{Choice, annotate, both, names, one_of};

/// A field with its label, what to write and an example; nothing written yet is in order for the schema.
pub(super) fn field(writer: &mut Writer<'_>, procedure: &Procedure, field: &Field) -> Value {
    let mut schema = or_null(bare(writer, procedure, field));
    if let (Some(example), Value::Object(all)) = (&field.example, &mut schema) {
        all.insert("examples".to_owned(), json!([example]));
    }
    let demand = match field.required {
        Required::Always => Some("always"),
        Required::When(_) => Some("when"),
        Required::Never => None,
    };
    let mut said: Vec<Text> = field.note.iter().cloned().collect();
    said.extend(demand.map(|it| words::text(&format!("schema.required.{it}"))));
    if field.executed {
        said.push(words::text("schema.executed"));
    }
    let note = Text::from_fn(|lang| {
        let all = said.iter().map(|it| it.get(lang));
        all.collect::<Vec<_>>().join("\n")
    });
    annotate(writer.lang, schema, &field.label, &note)
}

fn bare(writer: &mut Writer<'_>, procedure: &Procedure, field: &Field) -> Value {
    match &field.kind {
        // Which records there are is no matter of a schema; the language server completes them.
        FieldKind::Record => json!({"type": ["string", "number", "boolean"], "x-names": "record"}),
        FieldKind::String | FieldKind::Text | FieldKind::Ref => {
            let mut schema = json!({"type": ["string", "number", "boolean"]});
            if let Some(pattern) = &field.pattern {
                schema["pattern"] = json!(format!("^(?:{})$", text::written(pattern)));
            }
            schema
        }
        FieldKind::Bool => json!({"type": "boolean"}),
        FieldKind::Int => bounded(json!({"type": "integer"}), field),
        FieldKind::Number => bounded(json!({"type": "number"}), field),
        FieldKind::DateTime | FieldKind::Date => writer.refer("date"),
        FieldKind::Person => names::one(writer, "person"),
        FieldKind::System => names::one(writer, "system"),
        FieldKind::Role => {
            let choices = names::choices(Some(procedure), "part");
            one_of(writer.lang, &choices)
        }
        FieldKind::Enum(values) => {
            let choices = values.iter().map(|it| Choice {
                key: it.key.clone(),
                names: it.label.each().map(str::to_owned).collect(),
                label: it.label.clone(),
            });
            one_of(writer.lang, &choices.collect::<Vec<_>>())
        }
        FieldKind::List(of) => {
            let items = self::field(writer, procedure, of);
            if field.one_or_more {
                many(&items)
            } else {
                json!({"type": "array", "items": items})
            }
        }
        FieldKind::Object(fields) => object(writer, procedure, fields),
        FieldKind::People => people(writer, procedure),
        FieldKind::Events => {
            let of = writer.refer_to("event", |writer| {
                let fields = &procedure.events.fields;
                object(writer, procedure, fields)
            });
            let items = json!({"allOf": [of], "defaultSnippets": snippets(writer, procedure)});
            json!({"type": "array", "items": items})
        }
        FieldKind::Waivers => {
            let of = writer.refer_to("waiver", waiver);
            json!({"type": "array", "items": of})
        }
    }
}

fn bounded(mut schema: Value, field: &Field) -> Value {
    for (key, bound) in [("minimum", field.at_least), ("maximum", field.at_most)] {
        if let Some(bound) = bound {
            schema[key] = json!(bound);
        }
    }
    schema
}

fn object(writer: &mut Writer<'_>, procedure: &Procedure, fields: &[Field]) -> Value {
    let properties = fields
        .iter()
        .map(|it| (it.name.clone(), field(writer, procedure, it)));
    let properties: Map<_, _> = properties.collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// Role → one person or several; the labels of a role are accepted for it.
fn people(writer: &mut Writer<'_>, procedure: &Procedure) -> Value {
    let person = names::one(writer, "person");
    let several = or_null(many(&or_null(person)));
    let mut properties = Map::new();
    for role in &procedure.roles {
        let choice = names::named(role);
        for name in std::iter::once(choice.key).chain(choice.names) {
            let schema = annotate(writer.lang, several.clone(), &role.label, &Text::default());
            properties.entry(name).or_insert(schema);
        }
    }
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// A waiver of a record is one of the register without a scope: the record is the scope.
fn waiver(writer: &mut Writer<'_>) -> Value {
    let mut schema = writer.entry_of("waivers");
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.shift_remove("scope");
        for (_, value) in properties.iter_mut() {
            *value = or_null(value.take());
        }
    }
    if let Value::Object(all) = &mut schema {
        all.shift_remove("required");
    }
    schema
}

/// One skeleton an event type: what every event needs, and what this one needs beyond.
fn snippets(writer: &Writer<'_>, procedure: &Procedure) -> Value {
    let events = &procedure.events;
    let always = events
        .fields
        .iter()
        .filter(|it| matches!(it.required, Required::Always));
    let always: Vec<_> = always.map(|it| &it.name).collect();
    let all = events.types.iter().map(|kind| {
        let mut body = Map::new();
        for (at, name) in always.iter().copied().chain(&kind.needs).enumerate() {
            let value = if name == "type" { kind.id.clone() } else { format!("${}", at + 1) };
            body.insert(name.clone(), json!(value));
        }
        json!({"label": kind.id, "description": both(writer.lang, &kind.label, " / "), "body": body})
    });
    Value::Array(all.collect())
}
