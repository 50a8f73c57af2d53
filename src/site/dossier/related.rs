//! Other records that belong to this one, in both directions, and by which field.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::book::Record;
use crate::book::value::Item;
use crate::procedure::fields::{Field, FieldKind};
use crate::site::desk::Here;
use crate::site::lists::ChangeRow;
use crate::site::rule::LISTED;

/// A record that this one names, or that names this one.
#[derive(Debug, Serialize)]
pub(crate) struct Related {
    pub(crate) change: ChangeRow,
    /// Whether this record names it, or it this one, and in which field.
    pub(crate) how: String,
}

/// The records that this one names, then those that name it, and how many more are not listed.
pub(super) fn all(here: &Here<'_>, index: usize) -> (Vec<Related>, usize) {
    let record = here.desk.record(index);
    let mut seen = BTreeSet::from([index]);
    let named = record.refers_to.iter().map(|(id, _)| (id, true));
    let naming = here.desk.ctx.book.referred_by.get(&record.id);
    let naming = naming.into_iter().flatten().map(|id| (id, false));
    let mut related = Vec::new();
    for (id, named) in named.chain(naming) {
        let Some(at) = here.desk.index(id).filter(|it| seen.insert(*it)) else {
            continue;
        };
        if related.len() == LISTED {
            continue;
        }
        let other = here.desk.record(at);
        let (from, to) = if named {
            (record, &other.id)
        } else {
            (other, &record.id)
        };
        let path = if named { "named" } else { "naming" };
        let how = match naming_field(here, from, to) {
            Some(field) => here.ui_with(&format!("ui.dossier.{path}_as"), &[("field", &field)]),
            None => here.ui(&format!("ui.dossier.{path}")),
        };
        if let Some(change) = here.change_row(at) {
            related.push(Related { change, how });
        }
    }
    let more = seen.len() - 1 - related.len();
    (related, more)
}

/// What people call the field of the head in which a record names another.
fn naming_field(here: &Here<'_>, from: &Record, to: &str) -> Option<String> {
    let kind = here.desk.ctx.procedure.document(&from.head.kind)?;
    let names = |field: &&Field| {
        let member = from.head.field(&field.name);
        let is_record = match &field.kind {
            FieldKind::List(of) => matches!(of.kind, FieldKind::Record),
            kind => matches!(kind, FieldKind::Record),
        };
        let items = member.filter(|_| is_record).map(|it| it.item.items());
        let mut keys = items.unwrap_or_default().iter().filter_map(Item::key);
        keys.any(|it| it.trim() == to)
    };
    kind.fields.iter().find(names).map(|it| here.label(it).text)
}
