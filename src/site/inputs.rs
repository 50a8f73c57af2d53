//! What the pages of one record are made from, as one number.
//!
//! While the number is the same, so are the pages: whoever has them need not make them again. It tells apart what
//! two portals hold that were judged one after the other in one process: what they share, it knows by where it is.
//! Everything that a page of a record asks of the desk has to be told here; the pages of lists and of the portal as
//! a whole rest on so much that nobody tries.

use std::fmt::{Debug, Write as _};

use crate::check::waiting::What;
use crate::finding::Finding;
use crate::source::{Place, SourceId};

use super::Site;
use super::desk::Desk;

/// What a page is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs(blake3::Hash);

/// Everything that is told of a page.
struct Sum<'d> {
    desk: &'d Desk<'d>,
    hash: blake3::Hasher,
}

impl std::fmt::Write for Sum<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.hash.update(text.as_bytes());
        Ok(())
    }
}

impl Site<'_> {
    /// What the pages of all records are made from beside the records; the number that theirs begin with.
    pub fn common_inputs(&self) -> Inputs {
        let desk = &self.desk;
        let ctx = desk.ctx;
        let mut sum = Sum::new(desk);
        sum.same(ctx.procedure);
        sum.same(ctx.config);
        sum.add(&ctx.book.as_of);
        sum.add(&desk.titles);
        sum.add(&desk.names);
        sum.add(&desk.copies);
        sum.add(ctx.kept);
        for (record, note) in ctx.book.records.iter().zip(&desk.notes) {
            sum.add(&(&record.id, &note.slug, &record.folder));
        }
        for (path, (record, kind)) in &desk.files {
            sum.add(&(path, &desk.notes[*record].slug, kind));
        }
        sum.add(&std::mem::discriminant(&desk.history.edits));
        sum.end()
    }

    /// What the pages of a record are made from, beside what is `common`.
    pub fn inputs(&self, common: Inputs, record: usize) -> Inputs {
        let mut sum = Sum::new(&self.desk);
        sum.add(&common.0.as_bytes());
        sum.whole(record);
        sum.end()
    }
}

impl<'d> Sum<'d> {
    fn new(desk: &'d Desk<'d>) -> Self {
        let hash = blake3::Hasher::new();
        Self { desk, hash }
    }

    fn end(self) -> Inputs {
        Inputs(self.hash.finalize())
    }

    fn add(&mut self, it: &impl Debug) {
        // Nothing that writes into a hash fails.
        let _ = write!(self, "{it:?}\0");
    }

    /// That it is the very same value as before.
    fn same<T>(&mut self, it: &T) {
        self.add(&std::ptr::from_ref(it).cast::<()>());
    }

    fn whole(&mut self, index: usize) {
        let desk = self.desk;
        let record = desk.record(index);
        self.row(index);
        self.add(&desk.verdicts(index).as_ptr());
        let own: Vec<_> = record.texts().collect();
        for finding in desk.found(index) {
            self.finding(&own, finding);
        }
        let compared = desk.verdicts(index).iter().flat_map(|it| &it.compared);
        for place in compared.filter_map(|it| it.place) {
            self.foreign(&own, place);
        }
        let book = desk.ctx.book;
        let named = record.refers_to.iter().map(|(id, _)| id);
        let naming = book.referred_by.get(&record.id).into_iter().flatten();
        for id in named.chain(naming) {
            self.add(id);
            if let Some(other) = desk.index(id) {
                self.row(other);
            }
        }
        let folder = format!("{}/", record.folder);
        let head = desk.ctx.sources.get(record.head.source).path();
        for start in [folder.as_str(), head] {
            self.add(&desk.history.below(start));
            self.add(&desk.history.pending_below(start));
            let digests = desk.digests.range(start.to_owned()..);
            let digests = digests.take_while(|(path, _)| path.starts_with(start));
            self.add(&digests.collect::<Vec<_>>());
        }
    }

    /// What a list tells of a record.
    fn row(&mut self, index: usize) {
        let desk = self.desk;
        self.same(desk.record(index));
        let note = &desk.notes[index];
        self.add(&(note.errors, note.warnings, note.undecided, note.waived));
        self.add(&desk.standing(index));
        self.add(&desk.windows[index]);
        for &task in desk.duties.of_record(index) {
            let task = &desk.duties.tasks[task];
            match &task.what {
                What::Mend(at) => self.finding(&[], &desk.findings.all[*at]),
                what => self.add(what),
            }
            self.add(&(&task.who, &task.due));
        }
    }

    fn finding(&mut self, own: &[SourceId], finding: &Finding) {
        self.add(finding);
        self.foreign(own, finding.place);
        for related in &finding.related {
            self.foreign(own, related.place);
        }
    }

    /// The line of a place in a text that is not of the record: it may move while the place is the same.
    fn foreign(&mut self, own: &[SourceId], place: Place) {
        if !own.contains(&place.source) {
            let cited = self.desk.cite(place);
            self.add(&cited);
        }
    }
}
