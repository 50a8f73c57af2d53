//! Which findings are about what was touched since a revision, and which stood there before.
//!
//! Whoever changes one record answers for that record, not for what others left
//! behind. A finding is theirs if its record was touched: any file of the
//! dossier, a deleted one too. One that belongs to no record is theirs if its
//! file was touched, and one with two ends if either end was. A file that says
//! what is asked of everybody touches everything.

use std::collections::BTreeSet;

use crate::book::{Book, Record};
use crate::finding::Finding;
use crate::procedure::load;
use crate::procedure::{Layout, Procedure};
use crate::source::{Place, Sources};

use super::Context;
use super::delta::Delta;

/// What was touched since a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The revision, as it was written.
    pub revision: String,
    /// The files that changed, by their paths in the portal.
    paths: BTreeSet<String>,
    /// The ids of the records to which any of them belongs.
    records: BTreeSet<String>,
    /// What has changed in the findings, if the portal was judged as of the revision too.
    pub delta: Option<Delta>,
}

impl Since {
    /// Assigns the files that changed since `revision` to the records.
    pub fn new(ctx: &Context<'_>, revision: &str, paths: BTreeSet<String>) -> Self {
        let owners = |path: &String| {
            owners(ctx, path)
                .map(|it| it.id.clone())
                .collect::<Vec<_>>()
        };
        Self {
            revision: revision.to_owned(),
            records: paths.iter().flat_map(owners).collect(),
            paths,
            delta: None,
        }
    }

    /// The file by which everything counts as touched, if one does.
    pub fn everything(&self) -> Option<&str> {
        let mut paths = self.paths.iter().map(String::as_str);
        paths.find(|it| load::governs(it))
    }

    /// The ids of the records that were touched, if not simply all were.
    pub fn records(&self) -> &BTreeSet<String> {
        &self.records
    }

    /// Whether a finding is about what was touched.
    pub fn touches(&self, finding: &Finding, sources: &Sources) -> bool {
        let is_touched = |place: Place| self.paths.contains(sources.get(place.source).path());
        let record = finding.record.as_ref();
        self.everything().is_some()
            || record.is_some_and(|it| self.records.contains(it))
            || is_touched(finding.place)
            || finding.related.iter().any(|it| is_touched(it.place))
    }
}

/// The records that a file belongs to: one, unless two have the same folder.
fn owners<'a>(ctx: &'a Context<'_>, path: &str) -> impl Iterator<Item = &'a Record> {
    let Context {
        book, procedure, ..
    } = *ctx;
    let innermost = folder(book, procedure, path).unwrap_or_default();
    let path = path.to_owned();
    let records = book.records.iter().map(|it| &**it);
    records.filter(move |it| {
        let of_folder = !innermost.is_empty() && it.folder == innermost;
        of_folder || ctx.sources.get(it.head.source).path() == path
    })
}

/// The folder of the innermost dossier that a file lies in.
fn folder<'a>(book: &'a Book, procedure: &Procedure, path: &str) -> Option<&'a str> {
    let folders = book.records.iter().map(|it| it.folder.as_str());
    let around = folders.filter(|it| path.strip_prefix(it).is_some_and(|it| it.starts_with('/')));
    let innermost = around.max_by_key(|it| it.len());
    innermost.filter(|_| procedure.records.layout == Layout::Dossier)
}
