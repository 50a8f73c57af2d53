//! Two sides of which one must come first: the order, the time between, and a side that is missing.

use std::cmp::Ordering;

use crate::check::case::{At, Case};
use crate::check::clock;
use crate::check::reporter::{Reporter, Spot, spot};
use crate::lang::Text;
use crate::moment;
use crate::procedure::Threshold;
use crate::procedure::selector::{Root, Selector};
use crate::words;

use super::counted::{self, Doubt};

/// Two selectors, the moments of one of which must come first.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) case: Case<'a>,
    pub(super) earlier: &'a Selector,
    pub(super) later: &'a Selector,
}

impl<'a> Pair<'a> {
    /// Judges what they have found.
    pub(super) fn judge(self, earlier: &[At<'a>], later: &[At<'a>], report: &mut Reporter<'_>) {
        let case = self.case;
        let zone = case.zone();
        let first = |all: &[At<'a>]| {
            all.iter()
                .min_by_key(|it| it.moment.earliest(zone))
                .copied()
        };
        let Some(later) = first(later) else {
            self.one_sided(first(earlier), None, report);
            return;
        };
        let counted = counted::earlier(&case, self.earlier, (earlier, later));
        let (earlier, doubtful) = (&counted.certain, counted.doubtful.first());
        let Some(any) = first(earlier).or(doubtful.map(|it| it.at)) else {
            self.one_sided(None, Some(later), report);
            return;
        };
        let strict = case.check().is_on("strict");
        let is_before = |it: &At<'_>| {
            it.moment
                .compare(later.moment, zone)
                .map(|it| it == Ordering::Less || (it == Ordering::Equal && !strict))
        };
        let before = earlier.iter().filter(|it| is_before(it) == Some(true));
        let open = earlier.iter().find(|it| is_before(it).is_none());
        // The nearest one before counts, so that a renewed act is fresh.
        let near = before.max_by_key(|it| it.moment.earliest(zone));
        let may_do =
            |it: &&Doubt<'_>| is_before(&it.at) == Some(true) && self.is_fresh(it.at, later);
        let fresher = counted.doubtful.iter().find(may_do);
        let is_enough =
            |near: &&At<'_>| open.is_none() && fresher.is_none() || self.is_fresh(**near, later);
        if let Some(near) = near.filter(is_enough) {
            self.looked_at(*near, later, report);
            self.distance(*near, later, report);
        } else if let Some((open, limit)) =
            open.and_then(|it| Some((*it, self.too_near(it, later)?)))
        {
            self.looked_at(open, later, report);
            report.limited("at-least", limit);
            let mut args = self.args(open, later, Some(limit));
            // Both fall on one day, and more than that nobody knows.
            args.retain(|it| it.0 != "age");
            args.push(("age", words::text("check.within-a-day")));
            report.violated("short", self.spot(open, later), &args);
            self.relate(open, later, report);
        } else if let Some(open) = open {
            self.looked_at(*open, later, report);
            report.undecided_order(
                (self.earlier, *open),
                (self.later, later),
                self.spot(*open, later),
            );
            report.related(open.place, case.full_label(self.earlier));
        } else if let Some(doubt) = fresher.or(doubtful.filter(|it| !it.is_proof)) {
            self.doubted(*doubt, later, report);
        } else {
            self.looked_at(any, later, report);
            let short = self.case.limit(case.check(), "at_least");
            let variant = if short.is_some() { "short" } else { "default" };
            let spot = self.spot(any, later);
            report.violated(variant, spot, &self.args(any, later, short));
            self.relate(any, later, report);
        }
    }

    /// Something may have taken an earlier moment back before the later one, or proven it only after that.
    fn doubted(self, doubt: Doubt<'_>, later: At<'_>, report: &mut Reporter<'_>) {
        let Doubt { at, by, is_proof } = doubt;
        let check = self.case.check();
        let proof = check.name("proven_at").map(|it| self.earlier.member(it));
        let undone = check.selector("undone_by");
        let Some(other) = proof.as_ref().filter(|_| is_proof).or(undone) else {
            return;
        };
        self.looked_at(at, later, report);
        let is_first = is_proof || at.moment.compare(by.moment, self.case.zone()).is_some();
        let against = if is_first {
            (self.later, later)
        } else {
            (self.earlier, at)
        };
        let spot = spot(at.place, self.earlier.key());
        report.undecided_order((other, by), against, spot);
        report.related(by.place, self.case.full_label(other));
    }

    /// The least time, if less lies between the two in whichever order they came.
    fn too_near(self, earlier: &At<'_>, later: At<'_>) -> Option<&'a Threshold> {
        let limit = self.case.limit(self.case.check(), "at_least")?;
        let clock = self.case.clock();
        let enough = clock.at_least(earlier.moment, later.moment, limit);
        (enough == Some(false)).then_some(limit)
    }

    /// Whether no more lies between the two than may.
    fn is_fresh(self, earlier: At<'_>, later: At<'_>) -> bool {
        let clock = self.case.clock();
        let limit = self.case.limit(self.case.check(), "within");
        limit.is_none_or(|limit| {
            let deadline = clock.deadline(earlier.moment, limit);
            clock.in_time(&deadline, later.moment) == Some(true)
        })
    }

    /// The order is right; is the time between?
    fn distance(self, earlier: At<'_>, later: At<'_>, report: &mut Reporter<'_>) {
        let case = self.case;
        let clock = case.clock();
        report.measured_between("between", earlier.moment, later.moment);
        if let Some(limit) = case.limit(case.check(), "within") {
            report.limited("at-most", limit);
            let deadline = clock.deadline(earlier.moment, limit);
            let fits = clock.in_time(&deadline, later.moment);
            self.held(fits, "stale", (earlier, later, limit), report);
        }
        if let Some(limit) = case.limit(case.check(), "at_least") {
            report.limited("at-least", limit);
            let fits = clock.at_least(earlier.moment, later.moment, limit);
            self.held(fits, "short", (earlier, later, limit), report);
        }
    }

    fn held(
        self,
        fits: Option<bool>,
        variant: &str,
        (earlier, later, limit): (At<'_>, At<'_>, &Threshold),
        report: &mut Reporter<'_>,
    ) {
        let mut args = self.args(earlier, later, Some(limit));
        if fits.is_none() {
            // No message of the rule says which document it is about.
            args[0].1 = self.case.full_label(self.earlier);
            args[1].1 = self.case.full_label(self.later);
        }
        match fits {
            Some(true) => report.judged(),
            Some(false) => report.violated(variant, self.spot(earlier, later), &args),
            None => report.undecided("distance", self.spot(earlier, later), &args),
        }
        if fits != Some(true) {
            self.relate(earlier, later, report);
        }
    }

    fn one_sided(self, earlier: Option<At<'_>>, later: Option<At<'_>>, report: &mut Reporter<'_>) {
        let check = self.case.check();
        let without = check.name("undecided_without");
        let needed = check.name("needed");
        let sides = [
            ("later", self.later, later),
            ("earlier", self.earlier, earlier),
        ];
        let other = earlier.or(later);
        for (side, selector, found) in sides {
            if found.is_some() {
                continue;
            }
            let key = spot(None, selector.key());
            let label = self.case.label(selector);
            if without == Some(side) {
                let label = self.case.full_label(selector);
                report.undecided("without", key, &[("missing", label)]);
                return;
            }
            let is_needed = needed == Some(side) || needed == Some("both");
            // What comes first is missed only once the other has come.
            if is_needed && (side == "later" || other.is_some()) {
                let at = |it: Option<At<'_>>| match it {
                    Some(it) => self.case.show_moment(it.moment),
                    None => words::text("check.nothing"),
                };
                let args = [
                    ("missing", label),
                    ("earlier", self.case.label(self.earlier)),
                    ("later", self.case.label(self.later)),
                    ("earlier_at", at(earlier)),
                    ("later_at", at(later)),
                ];
                report.violated("missing", key, &args);
                if let Some(other) = other {
                    report.related(
                        other.place,
                        args[if side == "later" { 1 } else { 2 }].1.clone(),
                    );
                }
                return;
            }
        }
    }

    fn args(
        self,
        earlier: At<'_>,
        later: At<'_>,
        limit: Option<&Threshold>,
    ) -> Vec<(&'static str, Text)> {
        let case = self.case;
        let between = earlier.moment.until(later.moment, case.zone());
        let age = between.max(jiff::SignedDuration::ZERO);
        let mut args = vec![
            ("earlier", case.label(self.earlier)),
            ("later", case.label(self.later)),
            ("earlier_at", case.show_moment(earlier.moment)),
            ("later_at", case.show_moment(later.moment)),
            ("by", moment::duration(between)),
            ("age", moment::duration(age)),
        ];
        args.extend(limit.map(|it| ("limit", clock::limit(it))));
        args
    }

    /// The finding stands at the later one, but at what happened rather than at what was planned.
    fn spot(self, earlier: At<'_>, later: At<'_>) -> Spot {
        let happened = |it: &Selector| matches!(it.root, Root::LastEvent(..) | Root::AllEvents(..));
        if happened(self.earlier) && !happened(self.later) && self.later.linked.is_none() {
            spot(earlier.place, self.earlier.key())
        } else if self.later.linked.is_some() {
            // The other record is not at fault here.
            spot(earlier.place, self.later.key())
        } else {
            spot(later.place, self.later.key())
        }
    }

    fn relate(self, earlier: At<'_>, later: At<'_>, report: &mut Reporter<'_>) {
        report.related(earlier.place, self.case.full_label(self.earlier));
        report.related(later.place, self.case.full_label(self.later));
    }

    fn looked_at(self, earlier: At<'_>, later: At<'_>, report: &mut Reporter<'_>) {
        report.judged();
        for (selector, at) in [(self.earlier, earlier), (self.later, later)] {
            let label = self.case.full_label(selector);
            report.compared(label, self.case.show_moment(at.moment), Some(at.place));
        }
    }
}
