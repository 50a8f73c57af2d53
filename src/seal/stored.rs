//! The seals that events store, and which of them no longer fit.

use crate::book::value::Item;
use crate::book::{Book, Event, Record};
use crate::procedure::Procedure;
use crate::procedure::fields::FieldKind;
use crate::procedure::seals::Seal;

use super::{Sealer, hash};

/// An event that stores a seal that counts.
#[derive(Clone, Debug)]
pub struct Stored<'a> {
    /// The event.
    pub event: &'a Event,
    /// What it stores, and where.
    pub item: &'a Item,
    /// The same as text.
    pub written: String,
}

/// A seal that no longer fits, and so is worth looking for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The folder of the record.
    pub folder: String,
    /// The id of the seal.
    pub seal: String,
    /// The hash that the event stores.
    pub hash: String,
}

impl Seal {
    /// The events of a record that store it: of the judged cycle, since the last submission, the
    /// last of each role.
    pub fn stored<'a>(&self, procedure: &Procedure, record: &'a Record) -> Vec<Stored<'a>> {
        let visible = record.life.visible.iter().map(|&it| &record.events[it]);
        let visible: Vec<_> = visible.collect();
        let start = visible
            .iter()
            .rposition(|it| self.since.contains(&it.kind))
            .unwrap_or_default();
        let mut last: Vec<&Event> = Vec::new();
        for event in &visible[start..] {
            if !self.events.contains(&event.kind) || !self.is_about(event) {
                continue;
            }
            let own = role(procedure, event);
            last.retain(|it| role(procedure, it) != own);
            last.push(event);
        }
        let stored = |event: &'a Event| {
            let item = event.field(&self.field).filter(|it| !it.is_empty())?;
            let written = item.key()?.trim().to_owned();
            Some(Stored {
                event,
                item,
                written,
            })
        };
        last.into_iter().filter_map(stored).collect()
    }

    /// Whether an event is about documents under this seal; one that names none is about all.
    fn is_about(&self, event: &Event) -> bool {
        let named = event.field("documents").filter(|it| !it.is_empty());
        named.is_none_or(|it| {
            let mut keys = it.items().iter().filter_map(Item::key);
            keys.any(|it| self.extent(&it).is_some())
        })
    }
}

/// The role that an event was said in.
pub fn role(procedure: &Procedure, event: &Event) -> Option<String> {
    let fields = procedure.events.fields.iter();
    let mut roles = fields.filter(|it| matches!(it.kind, FieldKind::Role));
    event.field(&roles.next()?.name)?.key()
}

impl Sealer<'_> {
    /// The stored seals of a book that no longer fit, each once.
    pub fn wanted(&self, book: &Book) -> Vec<Wanted> {
        let mut all = Vec::new();
        for record in &book.records {
            let route = record.route.as_deref();
            for seal in self.procedure.seals.iter().filter(|it| it.is_of(route)) {
                let stored = seal.stored(self.procedure, record);
                if stored.is_empty() {
                    continue;
                }
                let now = self.seal(record, seal).ok().map(|it| it.seal);
                let changed = stored.iter().filter(|it| Some(&it.written) != now.as_ref());
                all.extend(changed.filter_map(|it| {
                    Some(Wanted {
                        folder: record.folder.clone(),
                        seal: seal.id.clone(),
                        hash: hash(&it.written)?.to_owned(),
                    })
                }));
            }
        }
        all.sort();
        all.dedup();
        all
    }
}
