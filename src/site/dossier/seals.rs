//! Whether what an event sealed is still what stands there.

use crate::book::{Event, Record};
use crate::procedure::seals::Seal;
use crate::seal::hash;
use crate::site::desk::Here;
use crate::site::text::Rich;
use crate::text::escape;

/// How many digits of a seal tell it from others.
const DIGITS: usize = 8;

/// A field of an event that stores a seal, as people read it; nothing if the field stores none.
pub(super) fn cell(here: &Here<'_>, record: &Record, event: &Event, field: &str) -> Option<Rich> {
    let written = event.field(field)?.key()?;
    let seals = bearing(here, record, event, field);
    if seals.is_empty() {
        return None;
    }
    let state = state(here, record, event, &seals);
    let said = here.ui(&format!("ui.approvals.seal.{state}"));
    let digits = hash(written.trim()).unwrap_or(&written);
    let digits: String = digits.chars().take(DIGITS).collect();
    let mut html = String::from("<code title=\"");
    escape(&written, &mut html);
    html.push_str("\">");
    escape(&digits, &mut html);
    html.push_str("…</code> ");
    if state == "changed" {
        html.push_str("<span class=\"fail\">");
        escape(&said, &mut html);
        html.push_str("</span>");
    } else {
        escape(&said, &mut html);
    }
    Some(Rich { html, lang: None })
}

/// What is said of an event that should store a seal and does not.
pub(super) fn missing(here: &Here<'_>, record: &Record, event: &Event) -> Option<Rich> {
    let seals = &here.desk.ctx.procedure.seals;
    let mut fields = seals.iter().map(|it| it.field.as_str());
    let bears = |field: &&str| !bearing(here, record, event, field).is_empty();
    let field = fields.find(bears)?;
    let is_missing = event
        .field(field)
        .is_none_or(crate::book::value::Item::is_empty);
    is_missing.then(|| {
        let mut html = String::new();
        escape(&here.ui("ui.approvals.seal.none"), &mut html);
        Rich { html, lang: None }
    })
}

/// The seals that an event of this type may store in a field.
fn bearing<'s>(here: &'s Here<'_>, record: &Record, event: &Event, field: &str) -> Vec<&'s Seal> {
    let seals = here.desk.ctx.procedure.seals.iter();
    let route = record.route.as_deref();
    seals
        .filter(|it| it.field == field && it.events.contains(&event.kind) && it.is_of(route))
        .collect()
}

/// `same`, `changed`, or `past` for an event that no longer counts.
fn state(here: &Here<'_>, record: &Record, event: &Event, seals: &[&Seal]) -> &'static str {
    let ctx = &here.desk.ctx;
    for seal in seals {
        let stored = seal.stored(ctx.procedure, record);
        let Some(own) = stored.iter().find(|it| std::ptr::eq(it.event, event)) else {
            continue;
        };
        return match ctx.seal(record, seal) {
            Ok(now) if now == own.written => "same",
            _ => "changed",
        };
    }
    "past"
}
