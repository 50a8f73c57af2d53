//! Whether decisions came before what they allow, and were still fresh then.

use std::cmp::Ordering;

use crate::book::Event;
use crate::check::clock;
use crate::check::reporter::Reporter;

use super::Target;
use super::round::{Decision, result};

impl<'a> Target<'a, '_> {
    /// Whether the decisions that exist preceded the event.
    pub(super) fn judge_timing(&self, decisions: &[Decision<'a>], report: &mut Reporter<'_>) {
        let case = self.round.case;
        let accepted = case.check().names("results");
        let mut told: Vec<&Event> = Vec::new();
        for event in decisions.iter().filter_map(|it| it.1) {
            let counts = result(event).is_some_and(|it| accepted.contains(&it));
            let dated = event.at.is_some() && self.round.before.is_some_and(|it| it.at.is_some());
            if !counts || !dated || told.iter().any(|it| std::ptr::eq(*it, event)) {
                continue;
            }
            told.push(event);
            report.judged();
            self.looked_at_submission(report);
            self.looked_at(event, report);
            self.looked_at_before(report);
            match self.round.order(event) {
                Some(Ordering::Less) if self.round.is_shown => {
                    report.undecided("begun", self.spot(Some(event)), &self.args(Some(event)));
                    self.relate(report);
                }
                Some(Ordering::Less) => self.judge_age(event, report),
                Some(_) => {
                    let variant = if self.round.is_shown { "shown" } else { "late" };
                    report.violated(variant, self.spot(Some(event)), &self.args(Some(event)));
                    self.relate(report);
                }
                None => {
                    report.undecided("approval", self.spot(Some(event)), &self.args(Some(event)));
                    self.relate(report);
                }
            }
        }
    }

    fn judge_age(&self, event: &'a Event, report: &mut Reporter<'_>) {
        let case = self.round.case;
        let Some(limit) = case.limit(case.check(), "within") else {
            return;
        };
        let Some((at, before)) = event
            .at
            .as_ref()
            .zip(self.round.before.and_then(|it| it.at.as_ref()))
        else {
            return;
        };
        let clock = case.clock();
        let mut args = self.args(Some(event));
        args.push(("limit", clock::limit(limit)));
        report.measured_between("age", at, before);
        report.limited("at-most", limit);
        match clock.in_time(&clock.deadline(at, limit), before) {
            Some(true) => {}
            Some(false) => {
                report.violated("stale", self.spot(Some(event)), &args);
                self.relate(report);
            }
            None => {
                report.undecided("age", self.spot(Some(event)), &args);
                self.relate(report);
            }
        }
    }
}
