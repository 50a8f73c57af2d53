//! What a book shares with the one before: records of which no file has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::source::{SourceId, Sources};

use super::locate::Located;
use super::{AsOf, Book, Input, Record};

/// A book, and what it was made of.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// What it was made of.
    pub input: Input<'a>,
    /// The book.
    pub book: &'a Book,
}

/// The records of the book before, by their heads; none if they were bound by something else.
#[derive(Default)]
pub(super) struct Known<'a> {
    sources: Option<&'a Sources>,
    records: BTreeMap<SourceId, &'a Arc<Record>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(input: &Input<'_>, as_of: &AsOf, before: Option<Before<'a>>) -> Self {
        let is_same = |it: &Before<'_>| {
            std::ptr::eq(it.input.procedure, input.procedure)
                && std::ptr::eq(it.input.config, input.config)
                && it.book.as_of == *as_of
        };
        let Some(before) = before.filter(is_same) else {
            return Self::default();
        };
        let records = before.book.records.iter();
        Self {
            sources: Some(before.input.sources),
            records: records.map(|it| (it.head.source, it)).collect(),
        }
    }

    /// The record with this head, if nothing has changed in its files.
    pub(super) fn find(
        &self,
        input: &Input<'_>,
        head: usize,
        located: &Located,
    ) -> Option<Arc<Record>> {
        let before = self.sources?;
        let of = |&it: &usize| input.documents[it].source;
        let record = *self.records.get(&of(&head))?;
        let documents: BTreeSet<_> = located.documents.iter().map(of).collect();
        let is_same = record.texts().skip(1).collect::<BTreeSet<_>>() == documents
            && record.files == located.files
            && record.folder == located.folder;
        let is_kept = |it| input.sources.is_kept(it, before);
        (is_same && record.texts().all(is_kept)).then(|| Arc::clone(record))
    }
}
