//! Everything that was said of one record, and what must not change so that it can be said again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Book, Record};
use crate::finding::Finding;

use super::obligations::outline;
use super::sight::{Index, Seen, Trace};
use super::{Context, Findings, Verdict, edition, hygiene, rule};

/// What was said of one record before anything was passed over.
#[derive(Debug)]
pub(crate) struct Told {
    /// One verdict a rule.
    pub(super) verdicts: Arc<Vec<Verdict>>,
    /// The findings, in no order.
    pub(super) findings: Vec<Finding>,
    /// What was seen of other records.
    seen: Seen,
}

impl Told {
    /// Judges a record.
    pub(super) fn judge(ctx: &Context<'_>, record: &Record, index: &Index) -> Self {
        let trace = Trace::new(index);
        let ctx = Context {
            trace: Some(&trace),
            ..*ctx
        };
        let mut findings: Vec<_> = edition::remark(&ctx, record).into_iter().collect();
        let (verdicts, mut found) = rule::judge(&ctx, record);
        findings.extend(hygiene::unfilled(&ctx, record, &found));
        findings.append(&mut found);
        findings.extend(outline::order(&ctx, record));
        Self {
            verdicts: Arc::new(verdicts),
            findings,
            seen: trace.seen(),
        }
    }
}

/// What was told of the records before, where it may hold still.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// By where the record itself is: only the very same one was judged, and under the same laws, for others bind
    /// records anew.
    told: BTreeMap<*const Record, &'a Arc<Told>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(before: Option<(&'a Book, &'a Findings)>) -> Self {
        let told = before.into_iter().flat_map(|(book, findings)| {
            let judged = findings.judged.iter();
            judged.map(|it| (Arc::as_ptr(&book.records[it.record]), &it.told))
        });
        Self {
            told: told.collect(),
        }
    }

    /// What was told of a record, if it would be told again.
    pub(super) fn find(
        &self,
        ctx: &Context<'_>,
        record: &Arc<Record>,
        index: &Index,
    ) -> Option<Arc<Told>> {
        let told = *self.told.get(&Arc::as_ptr(record))?;
        told.seen.holds(ctx, index).then(|| Arc::clone(told))
    }
}
