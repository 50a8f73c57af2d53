//! Where a clock begins, and when it ends.

use crate::check::case::{At, Case};
use crate::check::clock::Deadline;
use crate::moment::Moment;
use crate::procedure::Threshold;
use crate::procedure::rules::Check;
use crate::procedure::selector::Selector;

/// Where a clock begins: the moment as written and its selector, the moment with what was added,
/// and the same from the first instant that it can be.
pub(super) struct Start<'a> {
    pub(super) from: (At<'a>, &'a Selector),
    pub(super) moment: Moment,
    earliest: Moment,
}

impl<'a> Start<'a> {
    pub(super) fn of(case: &Case<'a>, time: &'a Check) -> Option<Self> {
        let selector = time.selector("at")?;
        let zone = case.zone();
        let at = case
            .moments(selector)
            .into_iter()
            .min_by_key(|it| it.moment.earliest(zone))?;
        let plus = |moment: &Moment| match case.limit(time, "plus") {
            Some(plus) => case.clock().plus(moment, plus),
            None => moment.clone(),
        };
        Some(Self {
            from: (at, selector),
            moment: plus(at.moment),
            earliest: plus(&Moment::Instant(at.moment.earliest(zone))),
        })
    }

    /// An hour added to a day is somewhere between two instants, and so is the end of the clock.
    pub(super) fn deadline(&self, case: &Case<'_>, limit: &Threshold) -> Deadline {
        let clock = case.clock();
        let last = clock.deadline(&self.moment, limit);
        let first = clock.deadline(&self.earliest, limit).first;
        Deadline {
            first: first.min(last.first),
            ..last
        }
    }
}
