//! The counts of a run.

use crate::finding::Finding;

use super::Context;

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
    pub fn count(ctx: &Context<'_>, all: &[Finding]) -> Self {
        let _ = (ctx, all);
        Self::default()
    }

    /// Where one record stands.
    pub fn standing(ctx: &Context<'_>, all: &[Finding], record: usize) -> Standing {
        let _ = (ctx, all, record);
        Standing::InProgress
    }
}
