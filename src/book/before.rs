//! What a book shares with the one before: records of which no file has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::source::{SourceId, Sources};

use super::locate::Located;
use super::{Book, Input, Record};

/// The records of the book before, by their heads.
#[derive(Default)]
pub(super) struct Known<'a> {
    sources: Option<&'a Sources>,
    records: BTreeMap<SourceId, &'a Arc<Record>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(before: Option<(&'a Sources, &'a Book)>) -> Self {
        let Some((sources, book)) = before else {
            return Self::default();
        };
        let records = book.records.iter();
        Self {
            sources: Some(sources),
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
