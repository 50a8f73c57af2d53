//! What an event needs: what every event needs, and what its type needs beside that.

use crate::book::Event;
use crate::book::value::{Item, Value};
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::fields::{Field, Required};

/// Judges the events of a record, one finding an event.
pub fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let procedure = case.ctx.procedure;
    // What is no map has its finding already.
    let events = case.record.events.iter();
    for event in events.filter(|it| matches!(it.item.value, Value::Map(_))) {
        let kind = procedure.events.kind(&event.kind);
        let needs = kind.map(|it| it.needs.as_slice()).unwrap_or_default();
        let is_needed =
            |it: &&Field| matches!(it.required, Required::Always) || needs.contains(&it.name);
        let fields = procedure.events.fields.iter().filter(is_needed);
        let missing: Vec<_> = fields.filter(|it| !is_filled(event, it)).collect();
        let Some(first) = missing.first() else {
            continue;
        };
        let labels: Vec<Text> = missing.iter().map(|it| it.label.clone()).collect();
        let label = kind.map_or_else(|| named(case, event), |it| it.label.clone());
        let args = [("event", label), ("missing", Text::list(&labels))];
        let member = event.item.member(&first.name);
        let place = member.map_or(event.item.place, |it| it.key_place);
        let key = format!("event.{}.{}", event.kind, first.name);
        report.violated("event", spot(place, key), &args);
    }
}

/// What an event of no known type is called: as written, else by its time.
fn named(case: &Case<'_>, event: &Event) -> Text {
    match &event.at {
        Some(at) if event.kind.is_empty() => case.show_moment(at),
        _ => Text::plain(event.kind.clone()),
    }
}

fn is_filled(event: &Event, field: &Field) -> bool {
    event
        .field(&field.name)
        .is_some_and(|it: &Item| !it.is_empty())
}
