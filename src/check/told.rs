//! Everything that was said of one record, and what must not change so that it can be said again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::Record;
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

/// What was found in a book, and by what it was judged.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// By what it was judged.
    pub ctx: Context<'a>,
    /// What was found.
    pub findings: &'a Findings,
}

/// What was told of the records before, where it may hold still.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// By where the record itself is: only the very same one was judged.
    told: BTreeMap<*const Record, &'a Arc<Told>>,
}

impl<'a> Known<'a> {
    /// Nothing, if other laws or another moment were judged by.
    pub(super) fn of(ctx: &Context<'_>, before: Option<Before<'a>>) -> Self {
        let is_same = |it: &Before<'_>| {
            std::ptr::eq(it.ctx.procedure, ctx.procedure)
                && std::ptr::eq(it.ctx.config, ctx.config)
                && it.ctx.book.as_of == ctx.book.as_of
        };
        let Some(before) = before.filter(is_same) else {
            return Self::default();
        };
        let records = &before.ctx.book.records;
        let judged = before.findings.judged.iter();
        Self {
            told: judged
                .map(|it| (Arc::as_ptr(&records[it.record]), &it.told))
                .collect(),
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
