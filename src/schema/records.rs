//! The front matter of a document type, as the procedure defines it.

use serde_json::{Map, Value, json};

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::DocumentType;

use super::written::Writer;
use super::{Choice, annotate, fields, one_of};

/// The schema of a document type.
pub(super) fn schema(
    writer: &mut Writer<'_>,
    procedure: &Procedure,
    document: &DocumentType,
) -> Value {
    let keys = &procedure.records;
    let is_head = procedure.head().id == document.id;
    let key = |key: &str| {
        let table = if is_head {
            &keys.keys
        } else {
            &keys.document_keys
        };
        table.get(key).cloned()
    };
    let mut properties = Map::new();
    for field in &document.fields {
        let mut schema = fields::field(writer, procedure, field);
        if !is_head && key("type").as_ref() == Some(&field.name) {
            // The type of a document is known: it is this one.
            let own = Choice {
                key: document.id.clone(),
                names: document.title.each().map(str::to_owned).collect(),
                label: document.title.clone(),
            };
            let own = one_of(writer.lang, &[own]);
            let note = field.note.clone().unwrap_or_default();
            schema = annotate(writer.lang, own, &field.label, &note);
        }
        properties.insert(field.name.clone(), schema);
    }
    // What is needed later is asked for by the rules, when it is due.
    let identity = if is_head {
        ["id", "title"]
    } else {
        ["type", "record"]
    };
    let needed = identity.iter().filter_map(|it| key(it));
    let needed: Vec<_> = needed.filter(|it| properties.contains_key(it)).collect();
    let schema = json!({
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": false,
    });
    let purpose = if document.purpose.is_empty() {
        Text::default()
    } else {
        document.purpose.clone()
    };
    annotate(writer.lang, schema, &document.name(), &purpose)
}
