//! Whether a rule is due: some of them wait for a time beside the state.

use crate::book::select;
use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::rules::{Check, Rule};
use crate::procedure::selector::Root;
use crate::words;

use super::case::Case;
use super::clock;

/// The times for which a rule waits, in words.
pub fn times(procedure: &Procedure, rule: &Rule) -> Vec<Text> {
    let said = |time: &Check| {
        let moment = select::label(procedure, time.selector("at")?);
        let limits = time.groups("plus").iter();
        let limits = limits.filter_map(|it| procedure.policy.thresholds.get(it.threshold("use")?));
        let limits: Vec<_> = limits.map(clock::limit).collect();
        if limits.is_empty() {
            return Some(moment);
        }
        let args = [("moment", moment), ("limit", Text::list(&limits))];
        Some(words::fill("check.limit.after", &args))
    };
    rule.due.iter().filter_map(said).collect()
}

/// Whether one of the times of the rule has come; a rule without any is due at once.
pub(super) fn is_due(case: &Case<'_>) -> bool {
    let times = &case.rule.due;
    times.is_empty() || times.iter().any(|it| has_come(case, it))
}

fn has_come(case: &Case<'_>, time: &Check) -> bool {
    let Some(selector) = time.selector("at") else {
        return false;
    };
    let now = case.ctx.book.as_of.until;
    let plus = case.limit(time, "plus");
    // What has happened has come, be its moment readable or not.
    if plus.is_none() && matches!(selector.root, Root::AllEvents(..)) {
        return !case.entries(selector).is_empty();
    }
    case.moments(selector).iter().any(|it| match plus {
        Some(plus) => case.clock().deadline(it.moment, plus).last < now,
        None => it.moment.latest(case.zone()) <= now,
    })
}
