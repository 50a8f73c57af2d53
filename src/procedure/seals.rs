//! Seals: which content an event approves, so that a later edit of it shows.
//!
//! Which documents a seal covers, what of them is never sealed and which event
//! bears it is the procedure's to say; `seal` computes them.

use crate::lang::Text;
use crate::source::Place;

use super::fields::DocumentType;

/// A seal over documents of a record.
#[derive(Clone, Debug, Default)]
pub struct Seal {
    /// Its id.
    pub id: String,
    /// Where it is defined.
    pub place: Place,
    /// What people call it.
    pub label: Text,
    /// The types of the events that bear it.
    pub events: Vec<String>,
    /// The field of such an event that holds it.
    pub field: String,
    /// Only the events since the last one of these types count.
    pub since: Vec<String>,
    /// Only the decisions before the first one of these types count, where there are any.
    pub before: Vec<String>,
    /// The routes that have it; all if there are none.
    pub routes: Vec<String>,
    /// The states in which it is worth printing; all if there are none.
    pub states: Vec<String>,
    /// The documents that it covers, in the order of the procedure.
    pub documents: Vec<Covered>,
    /// The fields at the top of a document that are never sealed.
    pub without: Vec<String>,
}

/// A document under a seal.
#[derive(Clone, Debug)]
pub struct Covered {
    /// Its type.
    pub document: String,
    /// How much of it.
    pub extent: Extent,
}

/// How much of a document is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Front matter and body.
    Whole,
    /// The front matter without what is filled in after the approval.
    Planned,
}

impl Seal {
    /// Whether records of this route have it.
    pub fn is_of(&self, route: Option<&str>) -> bool {
        self.routes.is_empty() || route.is_some_and(|it| self.routes.iter().any(|own| own == it))
    }

    /// How much of a document it covers; nothing if none of it.
    pub fn extent(&self, kind: &str) -> Option<Extent> {
        let found = self.documents.iter().find(|it| it.document == kind);
        found.map(|it| it.extent)
    }

    /// Puts the documents into the order of the procedure.
    pub(super) fn sort(&mut self, types: &[DocumentType]) {
        let order = |it: &Covered| types.iter().position(|kind| kind.id == it.document);
        self.documents.sort_by_key(order);
    }
}
