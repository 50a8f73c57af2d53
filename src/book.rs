//! The book: every record of the portal with typed values and resolved references.
//!
//! `bind` takes the documents and the procedure and returns a [`Book`]. Values
//! that do not fit their field, references that lead nowhere, ids that stand
//! twice become findings of the book; the record stays, with what could be read.
//! Time is an input: events after the as-of moment have not happened.
//!
//! - [`value`]: typed values with places
//! - [`locate`]: which texts belong to which record
//! - [`typing`]: values as their fields say what they must be
//! - [`bind`]: from documents to records; [`before`]: what is shared with an earlier book
//! - [`references`]: between records and to files, both ways
//! - [`life`]: cycles, evidence of states, declared and effective state
//! - [`order`]: which event came first
//! - [`select`]: the values that a selector points at
//! - [`condition`]: whether a condition holds
//! - [`facts`]: derived values, and a record as JSON for expressions
//! - [`waivers`]: those that are written in a record
//! - [`people`]: who is meant by a written name, who stands for a role

pub mod before;
pub mod bind;
pub mod condition;
pub mod facts;
pub mod life;
pub mod locate;
mod misplaced;
pub mod order;
pub mod people;
pub mod references;
pub mod select;
pub mod typing;
pub mod value;
pub mod waivers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::document::Document;
use crate::finding::Finding;
use crate::moment::Moment;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::registers::Waiver;
use crate::source::{Place, SourceId, Sources};

use life::Life;
use value::{Item, Member, Value};

/// What a book is made of.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The texts as documents.
    pub documents: &'a [Arc<Document>],
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The configuration.
    pub config: &'a Config,
    /// The paths of the files that are no text.
    pub others: &'a [String],
}

/// The moment for which everything is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// What was asked for, as it is printed.
    pub moment: Moment,
    /// The instant up to which things have happened.
    pub until: Timestamp,
    /// Whether this is earlier than today: a view of the past.
    pub view: bool,
}

impl AsOf {
    /// A moment as it is seen on that day; a day lasts until just before the next.
    pub fn at(moment: Moment, zone: &TimeZone) -> Self {
        let latest = moment.latest(zone);
        let until = match &moment {
            Moment::Instant(_) => latest,
            Moment::Day(_) => latest.checked_sub(1.nanosecond()).unwrap_or(latest),
        };
        Self {
            moment,
            until,
            view: false,
        }
    }
}

/// All records.
#[derive(Debug)]
pub struct Book {
    /// The records, sorted by id, then by path.
    pub records: Vec<Arc<Record>>,
    /// Id of a record → the ids of those that name it.
    pub referred_by: BTreeMap<String, BTreeSet<String>>,
    /// What binding found: wrong types, unknown values, bad dates, dangling references, duplicates.
    pub findings: Vec<Finding>,
    /// The moment for which the book was bound.
    pub as_of: AsOf,
    /// Values of the policy and the sets as items, for selectors.
    pub constants: BTreeMap<String, Vec<Item>>,
}

impl Book {
    /// The record `id`.
    pub fn record(&self, id: &str) -> Option<&Record> {
        self.shared(id).map(|it| &**it)
    }

    /// The record `id` as the value that books after this one may share.
    pub fn shared(&self, id: &str) -> Option<&Arc<Record>> {
        // They are sorted by id.
        let at = self.records.partition_point(|it| it.id.as_str() < id);
        self.records.get(at).filter(|it| it.id == id)
    }

    /// The values of a key of the policy or of a set, by its full name; none if there is no such thing.
    pub fn constant(&self, name: &str) -> &[Item] {
        self.constants.get(name).map_or(&[], Vec::as_slice)
    }
}

/// A record: its head, its documents, its events.
#[derive(Debug)]
pub struct Record {
    /// Its id: as written, else as its folder or file is named.
    pub id: String,
    /// Where the id stands, else the top of the head.
    pub place: Place,
    /// Its folder, or for the layout `file` the folder of the records.
    pub folder: String,
    /// The title, else the id.
    pub title: String,
    /// The head.
    pub head: Doc,
    /// The other documents, in the order of the procedure.
    pub documents: Vec<Doc>,
    /// Other Markdown files of the dossier, which are of no known type.
    pub strays: Vec<SourceId>,
    /// Files of the dossier that are no documents, relative to `folder`, sorted.
    pub files: Vec<String>,
    /// Its route, if it is known.
    pub route: Option<String>,
    /// When it was opened.
    pub opened: Option<Moment>,
    /// The system, as an id of the register where it is one.
    pub system: Option<String>,
    /// The events that have happened, in order of time, whatever the order in which they are written.
    pub events: Vec<Event>,
    /// Its states and cycles.
    pub life: Life,
    /// Derived facts.
    pub facts: BTreeMap<String, Vec<Item>>,
    /// Role → who stands for it.
    pub people: BTreeMap<String, Vec<Item>>,
    /// Waivers written in the record.
    pub waivers: Vec<Waiver>,
    /// Ids of records that it names, and where.
    pub refers_to: Vec<(String, Place)>,
    /// Those of `files` that its fields name, sorted.
    pub attached: Vec<String>,
    /// What was found while it was bound, whatever other records there are.
    pub findings: Vec<Finding>,
}

impl Record {
    /// Its Markdown texts, the head first.
    pub fn texts(&self) -> impl Iterator<Item = SourceId> {
        let documents = self.documents.iter().map(|it| it.source);
        std::iter::once(self.head.source)
            .chain(documents)
            .chain(self.strays.iter().copied())
    }

    /// The document of a type; the head is one.
    pub fn document(&self, kind: &str) -> Option<&Doc> {
        std::iter::once(&self.head)
            .chain(&self.documents)
            .find(|it| it.kind == kind)
    }
}

/// A document of a record, its fields typed.
#[derive(Debug)]
pub struct Doc {
    /// The id of its type.
    pub kind: String,
    /// Its text.
    pub source: SourceId,
    /// The text as it was read.
    pub document: Arc<Document>,
    /// Whether its status says that it is final.
    pub is_final: bool,
    /// Whether its front matter could be read.
    pub readable: bool,
    /// Its fields, in the order written; unknown ones are left out.
    pub fields: Vec<Member>,
    /// Where the front matter begins, for the document as such.
    pub place: Place,
    /// Where it ends, for what is missing from it: a new key would stand above that line.
    pub foot: Place,
}

impl Doc {
    /// The field `name`, if it is written.
    pub fn field(&self, name: &str) -> Option<&Member> {
        self.fields.iter().find(|it| it.key == name)
    }
}

/// An event of a record.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its type.
    pub kind: String,
    /// When it was, if that can be read.
    pub at: Option<Moment>,
    /// The whole entry.
    pub item: Item,
    /// The cycle it belongs to, from 0.
    pub cycle: usize,
}

impl Event {
    /// A field of the entry.
    pub fn field(&self, name: &str) -> Option<&Item> {
        self.item.member(name).map(|it| &it.item)
    }

    /// Whether it is about a document: one that says nothing of documents is about all, one whose list is
    /// empty about none.
    pub fn is_about(&self, document: &str) -> bool {
        let named = self.field("documents");
        let named = named.filter(|it| matches!(it.value, Value::List(_)) || !it.is_empty());
        named.is_none_or(|it| {
            let mut keys = it.items().iter().filter_map(Item::key);
            keys.any(|it| it == document)
        })
    }
}
