//! Waivers that are written in a record: those of the register, but for the scope.

use jiff::tz::TimeZone;

use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::registers::Waiver;

use super::value::{Item, Value};

/// The fields of a waiver, known to the engine whatever the procedure.
pub fn fields() -> Vec<Field> {
    let field = |name: &str, kind| Field {
        name: name.to_owned(),
        kind,
        ..Field::default()
    };
    vec![
        field("id", FieldKind::String),
        field("rule", FieldKind::String),
        field("place", FieldKind::String),
        field("reason", FieldKind::Text),
        field("approved_by", FieldKind::Person),
        field("from", FieldKind::Date),
        field("expires", FieldKind::Date),
        field("risk", FieldKind::Text),
    ]
}

/// The waivers of a typed list; their scope is the record itself.
pub fn read(list: &Item, zone: &TimeZone) -> Vec<Waiver> {
    let entries = list.items().iter();
    entries
        .filter(|it| matches!(it.value, Value::Map(_)))
        .map(|entry| {
            let text = |key: &str| entry.member(key).and_then(|it| it.item.key());
            let day = |key: &str| Some(entry.member(key)?.item.moment()?.day(zone));
            Waiver {
                id: text("id").unwrap_or_default(),
                rule: text("rule").unwrap_or_default(),
                records: Vec::new(),
                record_places: Vec::new(),
                systems: Vec::new(),
                spot: text("place"),
                reason: text("reason").unwrap_or_default(),
                approved_by: text("approved_by").unwrap_or_default(),
                from: day("from"),
                expires: day("expires"),
                risk: text("risk").unwrap_or_default(),
                place: entry.place,
            }
        })
        .collect()
}
