//! The seals that events store, and which of them no longer fit.

use crate::book::value::Item;
use crate::book::{Event, Record};
use crate::procedure::Procedure;
use crate::procedure::fields::FieldKind;
use crate::procedure::seals::Seal;

use super::{Sealer, Unsealed, hash, spelt};

/// An event that stores a seal that counts.
#[derive(Clone, Debug)]
pub struct Stored<'a> {
    /// The event.
    pub event: &'a Event,
    /// What it stores, and where.
    pub item: &'a Item,
    /// The same as text, as a seal is written where it is one at all.
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
    /// The events of a record that store it and count: of the judged cycle, since the submission
    /// whose decisions are asked for, of each role and document the last decision.
    ///
    /// Nothing that is written later makes an edit good: an event without a seal takes the place of
    /// none, nor does one without a role, and what follows the event that decisions precede counts
    /// only where nothing was decided before it.
    pub fn stored<'a>(&self, procedure: &Procedure, record: &'a Record) -> Vec<Stored<'a>> {
        let round = self.round(record);
        let documents = self.documents.iter().map(|it| it.document.as_str());
        let documents: Vec<&str> = documents.collect();
        let counts = |own: &Decision<'a>| {
            let Some(own_role) = role(procedure, own.stored.event) else {
                return documents.iter().any(|it| own.stored.event.is_about(it));
            };
            documents.iter().any(|document| {
                let of_role = round.iter().filter(|it| {
                    let event = it.stored.event;
                    event.is_about(document) && role(procedure, event).as_ref() == Some(&own_role)
                });
                let all: Vec<_> = of_role.collect();
                let last = all.iter().rfind(|it| !it.is_late).or(all.first());
                last.is_some_and(|it| std::ptr::eq(it.stored.event, own.stored.event))
            })
        };
        let counting = round.iter().filter(|it| counts(it));
        counting.map(|it| it.stored.clone()).collect()
    }

    /// The decisions that bear a seal, in order of time: those on what was last submitted before
    /// the last of the events that decisions precede, or before now if there is none.
    fn round<'a>(&self, record: &'a Record) -> Vec<Decision<'a>> {
        let visible = record.life.visible.iter();
        let all: Vec<_> = visible.map(|&it| &record.events[it]).collect();
        let of = |kinds: &[String]| -> Vec<usize> {
            let own = all.iter().enumerate();
            let own = own.filter(|it| kinds.contains(&it.1.kind));
            own.map(|it| it.0).collect()
        };
        let (submitted, marks) = (of(&self.since), of(&self.before));
        let start = submitted
            .iter()
            .rfind(|it| marks.last().is_none_or(|mark| *it < mark));
        let mark = marks
            .iter()
            .find(|it| start.is_none_or(|start| *it > start));
        let decisions = all.iter().enumerate();
        let decisions = decisions.skip(start.copied().unwrap_or_default());
        decisions
            .filter(|it| self.events.contains(&it.1.kind))
            .filter_map(|(at, event)| {
                Some(Decision {
                    stored: self.stored_by(event)?,
                    is_late: mark.is_some_and(|mark| at >= *mark),
                })
            })
            .collect()
    }

    /// What an event stores, if it does.
    fn stored_by<'a>(&self, event: &'a Event) -> Option<Stored<'a>> {
        let item = event.field(&self.field).filter(|it| !it.is_empty())?;
        let written = item.key()?.trim().to_owned();
        let written = spelt(&written).unwrap_or(written);
        Some(Stored {
            event,
            item,
            written,
        })
    }
}

/// An event that stores a seal.
struct Decision<'a> {
    stored: Stored<'a>,
    /// Whether it follows an event that it should precede.
    is_late: bool,
}

/// The role that an event was said in.
pub fn role(procedure: &Procedure, event: &Event) -> Option<String> {
    let fields = procedure.events.fields.iter();
    let mut roles = fields.filter(|it| matches!(it.kind, FieldKind::Role));
    event.field(&roles.next()?.name)?.key()
}

/// How the seals of a record stand now.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The id of each seal that an event stores, and what it comes to now.
    pub now: Vec<(String, Result<String, Unsealed>)>,
    /// The stored ones that no longer fit.
    pub wanted: Vec<Wanted>,
}

impl Sealer<'_> {
    /// How the seals of a record stand.
    pub fn standing(&self, record: &Record) -> Standing {
        let mut standing = Standing::default();
        let route = record.route.as_deref();
        for seal in self.procedure.seals.iter().filter(|it| it.is_of(route)) {
            let stored = seal.stored(self.procedure, record);
            if stored.is_empty() {
                continue;
            }
            let now = self.seal(record, seal).map(|it| it.seal);
            let changed = stored.iter().filter(|it| Ok(&it.written) != now.as_ref());
            standing.wanted.extend(changed.filter_map(|it| {
                Some(Wanted {
                    folder: record.folder.clone(),
                    seal: seal.id.clone(),
                    hash: hash(&it.written)?.to_owned(),
                })
            }));
            standing.now.push((seal.id.clone(), now));
        }
        standing
    }
}
