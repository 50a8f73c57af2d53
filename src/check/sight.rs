//! What the verdicts on one record see of other records.
//!
//! A verdict holds as long as nothing has changed of what it rests on: the procedure, the record itself, and whatever
//! was seen of others. So check kinds see other records through a [`Sight`] only, which remembers what it answered;
//! asked again, [`Seen::holds`] tells whether the answers are still the same. The less is shown, the less is judged
//! again: of the records of a system only their windows are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::Record;
use crate::book::select::{self, Shelf};
use crate::book::value::{Item, Value};
use crate::moment::Moment;
use crate::procedure::selector::Selector;
use crate::seal::kept::Kept;
use crate::source::Place;

use super::Context;

/// The window that a record plans, as other records of its system see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The id of the record.
    pub id: String,
    /// Its folder.
    pub folder: String,
    /// Its title.
    pub title: String,
    /// When it was opened.
    pub opened: Option<Moment>,
    /// The first moment, and where it is written.
    pub start: (Moment, Place),
    /// The last moment, and where it is written.
    pub end: (Moment, Place),
}

/// The windows of one system, in the order of the book.
type Windows = Arc<[Planned]>;

/// What others are looked up in, made once for all records.
#[derive(Debug, Default)]
pub struct Index {
    /// Ids in lower case → where the first such id stands.
    namesakes: BTreeMap<String, Place>,
    /// By start and end as they are selected, then by system.
    windows: BTreeMap<(String, String), BTreeMap<String, Windows>>,
    /// By document and field, made when the first is asked for.
    values: RefCell<BTreeMap<(String, String), Values>>,
}

/// What stands in one field of all records: value → the records, in the order of the book, each by its place and id.
type Values = BTreeMap<String, Vec<(Place, String)>>;

impl Index {
    /// The first record but the one at `own` with this value in a field of a document.
    fn twin(&self, ctx: &Context<'_>, twin: &Twin) -> Option<String> {
        let mut all = self.values.borrow_mut();
        let of = all
            .entry((twin.kind.clone(), twin.field.clone()))
            .or_insert_with(|| values(ctx, &twin.kind, &twin.field));
        let mut same = of.get(&twin.value)?.iter();
        let other = same.find(|(place, _)| *place != twin.own)?;
        Some(other.1.clone())
    }

    /// The index of a book; `ends` select the windows that may be asked for.
    pub fn of<'a>(
        ctx: &Context<'_>,
        ends: impl Iterator<Item = (&'a Selector, &'a Selector)>,
    ) -> Self {
        let mut index = Self::default();
        for record in &ctx.book.records {
            let id = record.id.to_lowercase();
            index.namesakes.entry(id).or_insert(record.place);
        }
        for (start, end) in ends {
            let key = (start.text.clone(), end.text.clone());
            index
                .windows
                .entry(key)
                .or_insert_with(|| windows(ctx, start, end));
        }
        index
    }
}

/// The planned windows of all records in which something may still fall due, by system.
fn windows(ctx: &Context<'_>, start: &Selector, end: &Selector) -> BTreeMap<String, Windows> {
    let mut all: BTreeMap<String, Vec<Planned>> = BTreeMap::new();
    for record in ctx.book.records.iter().filter(|it| !it.life.quiet) {
        let find = |selector| {
            let found = select::select(ctx.book, record, ctx.procedure, selector);
            let mut items = found.into_iter().flat_map(Item::items);
            items.find_map(|it| Some((it.moment()?.clone(), it.place)))
        };
        let Some(system) = &record.system else {
            continue;
        };
        if let (Some(start), Some(end)) = (find(start), find(end)) {
            all.entry(system.clone()).or_default().push(Planned {
                id: record.id.clone(),
                folder: record.folder.clone(),
                title: record.title.clone(),
                opened: record.opened.clone(),
                start,
                end,
            });
        }
    }
    all.into_iter().map(|(it, of)| (it, of.into())).collect()
}

fn values(ctx: &Context<'_>, kind: &str, field: &str) -> Values {
    let mut all = Values::new();
    for record in &ctx.book.records {
        let member = record.document(kind).and_then(|it| it.field(field));
        if let Some(member) = member {
            let value = format!("{:?}", member.item.value);
            let of = all.entry(value).or_default();
            of.push((record.place, record.id.clone()));
        }
    }
    all
}

/// A value of which there should be no second one.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Twin {
    kind: String,
    field: String,
    value: String,
    /// Where the record stands that has it.
    own: Place,
}

/// What was asked, and what was answered.
#[derive(Debug, Default)]
pub struct Seen {
    twins: BTreeMap<Twin, Option<String>>,
    records: BTreeMap<String, Option<Arc<Record>>>,
    namesakes: BTreeMap<String, Option<Place>>,
    windows: BTreeMap<(String, String, String), Windows>,
    /// Hashes of seals, and whether their text was kept, and whether something else was.
    sealed: BTreeMap<String, (bool, bool)>,
}

impl Seen {
    /// Whether the same answers would be given now.
    pub fn holds(&self, ctx: &Context<'_>, index: &Index) -> bool {
        let is_same = |now: Option<&Arc<Record>>, then: Option<&Arc<Record>>| match (now, then) {
            (Some(now), Some(then)) => Arc::ptr_eq(now, then),
            (None, None) => true,
            _ => false,
        };
        let records = self.records.iter();
        let mut records = records.map(|(id, then)| is_same(ctx.book.shared(id), then.as_ref()));
        let namesakes = self.namesakes.iter();
        let mut namesakes = namesakes.map(|(id, then)| index.namesakes.get(id) == then.as_ref());
        let windows = self.windows.iter();
        let mut windows = windows.map(|(key, then)| index.planned(key) == *then);
        let sealed = self.sealed.iter();
        let mut sealed = sealed.map(|(hash, then)| kept(ctx.kept, hash) == *then);
        let twins = self.twins.iter();
        let mut twins = twins.map(|(twin, then)| index.twin(ctx, twin) == *then);
        records.all(|it| it)
            && twins.all(|it| it)
            && namesakes.all(|it| it)
            && windows.all(|it| it)
            && sealed.all(|it| it)
    }
}

fn kept(kept: &Kept, hash: &str) -> (bool, bool) {
    (kept.text(hash).is_some(), kept.is_untrusted(hash))
}

impl Index {
    fn planned(&self, (start, end, system): &(String, String, String)) -> Windows {
        let of = self.windows.get(&(start.clone(), end.clone()));
        let found = of.and_then(|it| it.get(system)).cloned();
        found.unwrap_or_default()
    }
}

/// Remembers what was seen while one record is judged.
#[derive(Debug)]
pub struct Trace<'a> {
    index: &'a Index,
    seen: RefCell<Seen>,
}

impl<'a> Trace<'a> {
    /// Nothing was seen so far.
    pub fn new(index: &'a Index) -> Self {
        Self {
            index,
            seen: RefCell::default(),
        }
    }

    /// What was seen.
    pub fn seen(self) -> Seen {
        self.seen.into_inner()
    }
}

/// Other records, and what was kept of seals.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    ctx: Context<'a>,
}

impl<'a> Context<'a> {
    /// What verdicts see of other records.
    pub fn sight(&self) -> Sight<'a> {
        Sight { ctx: *self }
    }
}

impl<'a> Shelf<'a> for Sight<'a> {
    fn record(self, id: &str) -> Option<&'a Record> {
        let found = self.ctx.book.shared(id);
        if let Some(trace) = self.ctx.trace {
            let mut seen = trace.seen.borrow_mut();
            seen.records.insert(id.to_owned(), found.cloned());
        }
        found.map(|it| &**it)
    }

    fn constant(self, name: &str) -> &'a [Item] {
        self.ctx.book.constant(name)
    }
}

impl<'a> Sight<'a> {
    /// Where the first record of an id stands; ids that differ in case only count as one, as their addresses do.
    pub fn namesake(self, id: &str) -> Option<Place> {
        let id = id.to_lowercase();
        let Some(trace) = self.ctx.trace else {
            let mut all = self.ctx.book.records.iter();
            let first = all.find(|it| it.id.to_lowercase() == id);
            return first.map(|it| it.place);
        };
        let found = trace.index.namesakes.get(&id).copied();
        trace.seen.borrow_mut().namesakes.insert(id, found);
        found
    }

    /// The first record but the one at `own` that has this value in a field of a document too.
    pub fn twin(self, (kind, field): (&str, &str), value: &Value, own: Place) -> Option<String> {
        let twin = Twin {
            kind: kind.to_owned(),
            field: field.to_owned(),
            value: format!("{value:?}"),
            own,
        };
        let Some(trace) = self.ctx.trace else {
            return Index::default().twin(&self.ctx, &twin);
        };
        let found = trace.index.twin(&self.ctx, &twin);
        trace.seen.borrow_mut().twins.insert(twin, found.clone());
        found
    }

    /// The windows that the records of a system plan.
    pub fn planned(self, start: &Selector, end: &Selector, system: &str) -> Arc<[Planned]> {
        let Some(trace) = self.ctx.trace else {
            let mut all = windows(&self.ctx, start, end);
            return all.remove(system).unwrap_or_default();
        };
        let key = (start.text.clone(), end.text.clone(), system.to_owned());
        let found = trace.index.planned(&key);
        let mut seen = trace.seen.borrow_mut();
        seen.windows.insert(key, Arc::clone(&found));
        found
    }

    /// The text that was sealed under a hash, if it was kept, else whether something else is stored in its place.
    pub fn sealed(self, hash: &str) -> Result<&'a str, bool> {
        if let Some(trace) = self.ctx.trace {
            let answer = kept(self.ctx.kept, hash);
            let mut seen = trace.seen.borrow_mut();
            seen.sealed.insert(hash.to_owned(), answer);
        }
        let text = self.ctx.kept.text(hash);
        text.ok_or_else(|| self.ctx.kept.is_untrusted(hash))
    }
}
