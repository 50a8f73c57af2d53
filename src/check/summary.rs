//! The counts of a run.

use std::collections::BTreeSet;

use crate::book::Record;
use crate::finding::{Finding, Outcome, Severity};
use crate::source::SourceId;

use super::{Context, Judged, baseline};

/// Where a record stands as a whole; each is exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has an unwaived violation of severity error.
    NonCompliant,
    /// It is not finished and nothing is wrong.
    InProgress,
    /// It is finished and nothing is wrong.
    Compliant,
}

/// The counts of section 5 of the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Heads of records found, readable or not.
    pub changes: usize,
    /// Other Markdown files of the dossiers.
    pub documents: usize,
    /// Finished records without an unwaived error.
    pub compliant: usize,
    /// Unfinished ones without one.
    pub in_progress: usize,
    /// Records with an unwaived error.
    pub non_compliant: usize,
    /// Unwaived errors.
    pub errors: usize,
    /// Unwaived warnings, the indeterminate ones included.
    pub warnings: usize,
    /// Unwaived remarks.
    pub infos: usize,
    /// Findings that the facts cannot decide.
    pub indeterminate: usize,
    /// Waived findings.
    pub waived: usize,
    /// Findings of the baseline.
    pub baseline: usize,
    /// Rules that apply to a record but not yet, counted once a record.
    pub not_due: usize,
    /// What the counts would be without waivers and baseline.
    pub before: Before,
}

/// Counts as they would be if nobody had waived anything and there were no baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Finished records without an error.
    pub compliant: usize,
    /// Unfinished ones without one.
    pub in_progress: usize,
    /// Records with an error.
    pub non_compliant: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings, the indeterminate ones included.
    pub warnings: usize,
    /// Remarks.
    pub infos: usize,
}

impl Summary {
    /// Counts.
    pub fn count(ctx: &Context<'_>, all: &[Finding], judged: &[Judged]) -> Self {
        let records = &ctx.book.records;
        let outcome = |wanted| all.iter().filter(|it| it.outcome == wanted).count();
        let verdicts = judged.iter().flat_map(|it| &*it.verdicts);
        let after = Before::count(ctx, all, Finding::counts);
        Self {
            changes: records.len(),
            documents: records
                .iter()
                .map(|it| it.documents.len() + it.strays.len())
                .sum(),
            compliant: after.compliant,
            in_progress: after.in_progress,
            non_compliant: after.non_compliant,
            errors: after.errors,
            warnings: after.warnings,
            infos: after.infos,
            indeterminate: outcome(Outcome::Indeterminate),
            waived: outcome(Outcome::Waived),
            baseline: outcome(Outcome::Baseline),
            not_due: verdicts
                .filter(|it| it.outcome == super::Outcome::NotDue)
                .count(),
            // Without a baseline there is nothing to say of it.
            before: Before::count(ctx, all, |it| it.rule != baseline::UNUSED),
        }
    }
}

impl Before {
    /// Counts what `counts`.
    fn count(ctx: &Context<'_>, all: &[Finding], counts: fn(&Finding) -> bool) -> Self {
        let bad = Bad::of(all, counts);
        let records = ctx.book.records.iter();
        let standings: Vec<_> = records.map(|it| bad.standing(it)).collect();
        let stand = |wanted| standings.iter().filter(|it| **it == wanted).count();
        let severity = |wanted| {
            let counted = all.iter().filter(|it| counts(it));
            counted.filter(|it| it.severity == wanted).count()
        };
        Self {
            compliant: stand(Standing::Compliant),
            in_progress: stand(Standing::InProgress),
            non_compliant: stand(Standing::NonCompliant),
            errors: severity(Severity::Error),
            warnings: severity(Severity::Warning),
            infos: severity(Severity::Info),
        }
    }
}

/// The records and the texts in which something is wrong.
struct Bad<'a> {
    records: BTreeSet<&'a str>,
    sources: BTreeSet<SourceId>,
}

impl<'a> Bad<'a> {
    /// If only what `counts` is looked at.
    fn of(all: &'a [Finding], counts: fn(&Finding) -> bool) -> Self {
        let is_bad = |it: &&Finding| {
            let is_error = it.outcome != Outcome::Indeterminate && it.severity == Severity::Error;
            is_error && counts(it)
        };
        let bad = || all.iter().filter(is_bad);
        Self {
            records: bad().filter_map(|it| it.record.as_deref()).collect(),
            sources: bad().map(|it| it.place.source).collect(),
        }
    }

    /// Where a record stands: what is wrong names it, or stands in one of its files.
    fn standing(&self, record: &Record) -> Standing {
        let is_named = self.records.contains(record.id.as_str());
        if is_named || record.texts().any(|it| self.sources.contains(&it)) {
            Standing::NonCompliant
        } else if record.life.terminal {
            Standing::Compliant
        } else {
            Standing::InProgress
        }
    }
}
