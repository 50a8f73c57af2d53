//! The counts of a run.

use crate::book::Record;
use crate::finding::{Finding, Outcome, Severity};

use super::{Context, Judged};

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
    /// Rules that apply to a record but not yet, counted once a record.
    pub not_due: usize,
}

impl Summary {
    /// Counts.
    pub fn count(ctx: &Context<'_>, all: &[Finding], judged: &[Judged]) -> Self {
        let records = &ctx.book.records;
        let standings: Vec<_> = (0..records.len())
            .map(|it| Self::standing(ctx, all, it))
            .collect();
        let standing = |wanted| standings.iter().filter(|it| **it == wanted).count();
        let severity = |wanted| {
            all.iter()
                .filter(|it| it.counts() && it.severity == wanted)
                .count()
        };
        let outcome = |wanted| all.iter().filter(|it| it.outcome == wanted).count();
        let verdicts = judged.iter().flat_map(|it| &it.verdicts);
        Self {
            changes: records.len(),
            documents: records
                .iter()
                .map(|it| it.documents.len() + it.strays.len())
                .sum(),
            compliant: standing(Standing::Compliant),
            in_progress: standing(Standing::InProgress),
            non_compliant: standing(Standing::NonCompliant),
            errors: severity(Severity::Error),
            warnings: severity(Severity::Warning),
            infos: severity(Severity::Info),
            indeterminate: outcome(Outcome::Indeterminate),
            waived: outcome(Outcome::Waived),
            not_due: verdicts
                .filter(|it| it.outcome == super::Outcome::NotDue)
                .count(),
        }
    }

    /// Where one record stands.
    pub fn standing(ctx: &Context<'_>, all: &[Finding], record: usize) -> Standing {
        let record = &ctx.book.records[record];
        let is_bad = |it: &&Finding| {
            it.outcome == Outcome::Violated && it.severity == Severity::Error && belongs(record, it)
        };
        if all.iter().any(|it| is_bad(&it)) {
            Standing::NonCompliant
        } else if record.life.terminal {
            Standing::Compliant
        } else {
            Standing::InProgress
        }
    }
}

/// Whether a finding is about a record: it names it, or stands in one of its files.
fn belongs(record: &Record, finding: &Finding) -> bool {
    let source = finding.place.source;
    let docs = std::iter::once(&record.head).chain(&record.documents);
    let mut sources = docs
        .map(|it| it.source)
        .chain(record.strays.iter().copied());
    finding.record.as_ref() == Some(&record.id) || sources.any(|it| it == source)
}
