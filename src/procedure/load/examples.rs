//! `good:` and `bad:` of a rule.
//!
//! A plain text is an excerpt of the head. A map names the file of each excerpt: a document type, a
//! register, the configuration, or the id of another record with the same beneath it. A document type with nothing
//! behind it says that the record lacks the document.

use crate::lang::Text;
use crate::notice;
use crate::procedure::examples::{Excerpt, Of};
use crate::procedure::fields::Field;
use crate::procedure::reader::desk::choice;
use crate::procedure::reader::{Map, Spot};
use crate::source::Span;
use crate::yaml::{self, Kind, Node};

use super::world::World;

/// Files beside the records of which an example may show something.
const FILES: &[&str] = &[
    super::CONFIG,
    super::PEOPLE,
    super::SYSTEMS,
    super::CALENDAR,
];

/// Reads the excerpts under `key`.
pub(super) fn read(world: &World<'_>, map: &Map<'_>, key: &'static str) -> Vec<Excerpt> {
    let mut all = Vec::new();
    if let Some(spot) = map.get(key) {
        of_record(world, &spot, None, &mut all);
    }
    all
}

fn of_record(world: &World<'_>, spot: &Spot<'_>, record: Option<&str>, all: &mut Vec<Excerpt>) {
    let Some(head) = world.known.documents.first() else {
        return;
    };
    if !matches!(spot.node.kind, Kind::Map(_)) {
        let of = Of::Document(head.id.clone());
        all.extend(excerpt(world, spot, record, of));
        return;
    }
    let is_record = |it: &str| {
        let id = world.known.records.id.as_ref();
        id.and_then(|id| id.find(it))
            .is_some_and(|found| found.len() == it.len())
    };
    let documents = world.documents();
    for (entry, value) in spot.pairs().unwrap_or_default() {
        let key = entry.key.as_str();
        if documents.contains(&key) {
            all.extend(excerpt(world, &value, record, Of::Document(key.to_owned())));
        } else if record.is_none() && FILES.contains(&key) {
            all.extend(excerpt(world, &value, record, Of::File(key.to_owned())));
        } else if record.is_none() && is_record(key) {
            of_record(world, &value, Some(key), all);
        } else {
            let place = spot.desk.place(entry.key_span);
            let known = [&documents[..], FILES].concat();
            spot.desk
                .unknown_name(&value.path, "document", (place, key), &known);
        }
    }
}

fn excerpt(world: &World<'_>, spot: &Spot<'_>, record: Option<&str>, of: Of) -> Option<Excerpt> {
    let record = record.map(str::to_owned);
    if spot.node.is_null() {
        let text = None;
        return Some(Excerpt { record, of, text });
    }
    let text = spot.text()?;
    let tree = yaml::parse(&text, Span::new(0, text.len()));
    let root = tree.root.filter(|_| tree.faults.is_empty() && !tree.is_cut);
    match (&of, root) {
        (Of::Document(id), Some(root)) if root.entries().is_some() => {
            let document = world.known.document(id);
            let fields = document.map(|it| it.fields.as_slice()).unwrap_or_default();
            strangers(spot, id, &root, fields);
        }
        (Of::File(_), Some(_)) => {}
        _ => {
            let args = [("key", Text::plain(&*spot.key))];
            let finding = notice::variant("wrong-type", "excerpt", spot.place(), &args);
            spot.desk.report(&spot.path, finding);
        }
    }
    let text = Some(text);
    Some(Excerpt { record, of, text })
}

/// Reports keys that are no fields of the document.
fn strangers(spot: &Spot<'_>, document: &str, root: &Node, fields: &[Field]) {
    let known: Vec<_> = fields.iter().map(|it| it.name.as_str()).collect();
    let keys = root.entries().unwrap_or_default().iter();
    for entry in keys.filter(|it| !known.contains(&it.key.as_str())) {
        let place = spot.desk.within(spot.node, &entry.key);
        let args = [("of", Text::plain(document))];
        let given = (place, entry.key.as_str());
        let finding = choice("unknown-reference", "field", given, &known, &args);
        spot.desk.report(&spot.path_to(&entry.key), finding);
    }
}
