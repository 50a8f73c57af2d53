//! The kind `sequence`: entries of a list in the order of their times.

mod run;

use crate::check::case::{Case, entry_name};
use crate::check::reporter::Reporter;
use crate::procedure::rules::{ParamKind, ParamSpec};
use crate::procedure::yields::Yields;

use super::{kind, needed, optional};
use run::{Run, Step};

const INSIDE: &[ParamSpec] = &[
    needed("from", ParamKind::Selector(Yields::Moments)),
    needed("to", ParamKind::Selector(Yields::Moments)),
    optional("of", ParamKind::Selector(Yields::Entries)),
];

kind! {
    /// ## What it checks
    /// That the entries of a list follow each other in time: within an entry one time after the
    /// other, and each entry only after the one before it. Entries without times are passed over.
    ///
    /// ## Parameters
    /// - `each`: the selector of the list, whose entries have fields
    /// - `times`: the fields of an entry that say its times, the earliest first
    /// - `then`: fields of an entry that must not be before these times, and to which the next entry
    ///   need not wait
    /// - `inside`: a span in which the times must lie: `from` and `to` are selectors of its ends,
    ///   `of` the selector of the entries that are meant, if not all are
    ///
    /// ## Placeholders
    /// - `entry`: the number or id of the entry
    /// - `field`: the label of the time that is wrong, `at`: the time itself
    /// - `other`: the number or id of the entry that it is held against
    /// - `other_field`, `other_at`: the label and the time there; of a span, the end that it is beyond
    /// - `by`: by how much it is wrong
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   sequence:
    ///     each: log.steps
    ///     times: [started_at, finished_at]
    ///     inside: {from: event.started, to: event.done}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `early` or `late` if a time is outside the span, as `own` if the times of an entry
    /// are out of order, as `default` if an entry begins before the one before it has ended; an entry
    /// has one finding at most, the first of these. A span that ends before it begins is left to
    /// other rules. Where days without times leave the order open, the facts cannot decide. Not
    /// applicable if no entry has a time.
    "sequence", check,
    params: [
        needed("each", ParamKind::Selector(Yields::Entries)),
        needed("times", ParamKind::RankedFields(Yields::Moments)),
        optional("then", ParamKind::RankedFields(Yields::Moments)),
        optional("inside", ParamKind::Groups(INSIDE)),
    ],
    placeholders: ["entry", "field", "at", "other", "other_field", "other_at", "by"],
    variants: ["early", "late", "own"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let Some(list) = case.check().selector("each") else {
        return;
    };
    let entries = case.entries(list).into_iter().enumerate();
    let steps = entries.map(|(index, it)| Step::of(case, it, entry_name(it, index)));
    let steps: Vec<_> = steps.filter(|it| !it.times.is_empty()).collect();
    let run = Run::new(case, list);
    let mut before: Option<&Step<'_>> = None;
    for step in &steps {
        run.looked_at(step, report);
        let is_told = run.outside(step, report) || run.own(step, report);
        // What is held against a time that is known to be wrong would be told twice.
        if is_told {
            continue;
        }
        if let Some(before) = before {
            run.after(before, step, report);
        }
        before = Some(step);
    }
}
