//! The forms of values that occur in every sort of schema.

use serde_json::{Map, Value, json};

use crate::lang::{Lang, Text};
use crate::words;

use super::annotate;

/// What an accepted date looks like.
const DATE: &str = "^\\s*[0-9０-９]{4}([-－][0-9０-９]{1,2}[-－][0-9０-９]{1,2}|[/／][0-9０-９]{1,2}[/／][0-9０-９]{1,2}|[.．][0-9０-９]{1,2}[.．][0-9０-９]{1,2}|年\\s*[0-9０-９]{1,2}\\s*月\\s*[0-9０-９]{1,2}\\s*日)([ T\\u3000]*[0-9０-９]{1,2}[:：][0-9０-９]{2}([:：][0-9０-９]{2}(\\.[0-9]+)?)?)?\\s*(Z|[+-][0-9]{2}:?[0-9]{2})?\\s*$";

/// A date, in any form that is read as one.
pub(super) fn date(lang: Lang) -> Value {
    let schema = json!({
        "type": "string",
        "pattern": DATE,
        "examples": [
            "2024-05-10", "2024-05-10 20:30", "2024-05-10T20:30:00+08:00", "2024/5/10", "2024年5月10日",
        ],
    });
    let title = words::text("schema.date");
    annotate(lang, schema, &title, &words::text("schema.date-forms"))
}

/// A text in the languages of the portal, or one that serves all.
pub(super) fn words(lang: Lang) -> Value {
    let properties = Lang::ALL.map(|it| {
        let schema = json!({"type": ["string", "number", "boolean", "null"]});
        let title = words::text(&format!("procedure.languages.{}", it.tag()));
        let schema = annotate(lang, schema, &title, &Text::default());
        (it.tag().to_owned(), schema)
    });
    let properties: Map<_, _> = properties.into_iter().collect();
    let schema = json!({
        "anyOf": [
            scalar(),
            {"type": "object", "properties": properties, "additionalProperties": false},
        ],
    });
    let title = words::text("schema.words");
    annotate(lang, schema, &title, &words::text("schema.words-forms"))
}

/// What reads as a text: every scalar does.
pub(super) fn scalar() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

/// A list of these, or one alone.
pub(super) fn many(of: &Value) -> Value {
    json!({"anyOf": [{"type": "array", "items": of}, of]})
}

/// The same, or nothing.
pub(super) fn or_null(schema: Value) -> Value {
    let types = schema.get("type").cloned();
    match (schema, types) {
        (Value::Object(mut all), Some(Value::String(kind))) => {
            all.insert("type".to_owned(), json!([kind, "null"]));
            Value::Object(all)
        }
        (Value::Object(mut all), Some(Value::Array(mut kinds))) => {
            if !kinds.contains(&json!("null")) {
                kinds.push(json!("null"));
            }
            all.insert("type".to_owned(), Value::Array(kinds));
            Value::Object(all)
        }
        (Value::Object(mut all), None) if all.contains_key("anyOf") => {
            if let Some(Value::Array(any)) = all.get_mut("anyOf") {
                let null = json!({"type": "null"});
                if !any.contains(&null) {
                    any.push(null);
                }
            }
            Value::Object(all)
        }
        (Value::Object(mut all), _) => {
            // What people read stays outside.
            let mut outer = Map::new();
            for key in ["title", "description", "examples"] {
                outer.extend(all.shift_remove(key).map(|it| (key.to_owned(), it)));
            }
            outer.insert("anyOf".to_owned(), json!([all, {"type": "null"}]));
            Value::Object(outer)
        }
        (other, _) => other,
    }
}
