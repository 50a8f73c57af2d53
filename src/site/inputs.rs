//! What the pages of one record are made from, as one number.
//!
//! While the number is the same, so are the pages: whoever has them need not make them again. It tells apart what
//! two portals hold that were judged one after the other in one process: what they share, it knows by where it is.
//! Everything that a page of a record asks of the desk has to be told here; the pages of lists and of the portal as
//! a whole rest on so much that nobody tries.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};

use crate::check::waiting::step::Step;
use crate::check::waiting::{Task, What};
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
        // Whoever puts something new on the desk has to say here where it is told.
        let Desk {
            ctx,
            titles,
            names,
            copies,
            notes,
            files,
            history,
            // Told with each record, of itself and of those that it shows.
            findings: _,
            verdicts: _,
            windows: _,
            duties: _,
            digests: _,
            // They follow from the procedure, the records and the free pages.
            ids: _,
            sections: _,
            folders: _,
            free: _,
            // Pages of lists and of the portal show them, those of records do not.
            newest: _,
            by_window: _,
            months: _,
            families: _,
            schedule: _,
            facets: _,
            veiled: _,
            figures: _,
            tallies: _,
        } = &self.desk;
        let mut sum = Sum::new(&self.desk);
        sum.same(ctx.procedure);
        sum.same(ctx.config);
        sum.add(&ctx.book.as_of);
        sum.add(titles);
        sum.add(names);
        sum.add(copies);
        for (record, note) in ctx.book.records.iter().zip(notes) {
            sum.add(&(&record.id, &note.slug, &record.folder));
        }
        for (path, (record, kind)) in files {
            sum.add(&(path, &notes[*record].slug, kind));
        }
        sum.add(&std::mem::discriminant(&history.edits));
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

impl Desk<'_> {
    /// The records that selectors can lead to from one: they go from record to record by what those name.
    fn reach(&self, index: usize) -> BTreeSet<&str> {
        let mut all = BTreeSet::new();
        let mut open = vec![self.record(index)];
        while let Some(record) = open.pop() {
            for (id, _) in &record.refers_to {
                if all.insert(id.as_str()) {
                    open.extend(self.index(id).map(|it| self.record(it)));
                }
            }
        }
        all
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
        if let Some(judged) = desk.findings.judged.get(index) {
            // What waivers cover has a copy of its verdicts, with these outcomes.
            self.same(&*judged.told);
            let outcomes = judged.verdicts.iter().map(|it| it.outcome);
            self.add(&outcomes.collect::<Vec<_>>());
        }
        let own: Vec<_> = record.texts().collect();
        for finding in desk.found(index) {
            self.finding(&own, finding);
        }
        for id in desk.found(index).filter_map(|it| it.waiver.as_deref()) {
            let waiver = desk.waiver(id);
            self.add(&(
                waiver,
                waiver.map(|it| desk.cite(it.place)),
                desk.covered(id),
            ));
        }
        let compared = desk.verdicts(index).iter().flat_map(|it| &it.compared);
        for place in compared.filter_map(|it| it.place) {
            self.foreign(&own, place);
        }
        let book = desk.ctx.book;
        let mut related = desk.reach(index);
        let naming = book.referred_by.get(&record.id).into_iter().flatten();
        related.extend(naming.map(String::as_str));
        for id in related {
            self.add(&id);
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
        self.add(&(note.errors, note.warnings, note.undecided));
        self.add(&(note.unread, note.waived));
        self.add(&desk.standing(index));
        self.add(&desk.windows[index]);
        for &task in desk.duties.of_record(index) {
            let Task {
                record: _,
                what,
                who,
                due,
            } = &desk.duties.tasks[task];
            let all = &desk.findings.all;
            match what {
                // Findings are counted, and others may come before them.
                What::Mend(at) => self.finding(&[], &all[*at]),
                What::Step(step) => {
                    let late = step.late.iter().map(|&at| &all[at]);
                    late.for_each(|it| self.finding(&[], it));
                    let late = Vec::new();
                    self.add(&Step {
                        late,
                        ..step.clone()
                    });
                }
                What::Happen(_) | What::Write(_) | What::End(_) => self.add(what),
            }
            self.add(&(who, due));
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
