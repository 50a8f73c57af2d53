//! The kind `approvals`: who agreed, to what, and when.

mod round;
mod seen;

use std::cmp::Ordering;

use crate::book::Event;
use crate::check::case::Case;
use crate::check::clock;
use crate::check::reporter::{Reporter, Spot, spot};
use crate::lang::Text;
use crate::moment;
use crate::procedure::rules::ParamKind;

use super::{LIMIT, kind, needed, optional};
use round::{Decision, Round, has_role, is_known, is_of, result};

kind! {
    /// ## What it checks
    /// That every role has agreed to every document since these were last submitted. Of several
    /// decisions of a role on a document the last one counts. A decision that names no documents
    /// is about all that the rule names.
    ///
    /// ## Parameters
    /// - `event`: the type of event that is a decision
    /// - `roles`: the roles that must decide, each by an event of its own that bears the role
    /// - `documents`: the document types that must be decided on
    /// - `after`: only decisions after the last event of this type or set count
    /// - `results`: the results that are an agreement. A result `conditional` that is not among them
    ///   is one once its conditions are met; any other that the event may have is a rejection
    /// - `conditions`: the event by which the same role records that its conditions are met
    /// - `each`: judges every event of this type, in every cycle, against the decisions on what was
    ///   last submitted before it; conditions must be met before it
    /// - `judge`: `timing` to judge only when those decisions were made that exist
    /// - `within`: with `timing`, a threshold of the policy, or a list of `{when: CEL, use: NAME}`:
    ///   how old a decision may be
    ///
    /// ## Placeholders
    /// - `role`: the role
    /// - `missing`: the documents on which its decision is missing
    /// - `before_at`: the moment of the event of `each`
    /// - `approved_at`: the moment of the decision
    /// - `by`: how much too late it was
    /// - `age`, `limit`: how old it was, and how old it may be
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   approvals:
    ///     event: consent
    ///     roles: policy.approvers
    ///     after: sent
    ///     results: [agreed]
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if a decision is missing, as `rejected` if it is a rejection, as
    /// `conditional` if its conditions are not met; with `timing` as `late` if it did not precede
    /// the event, as `stale` if it was too old. Where days without times leave the order open the
    /// facts cannot decide. Not applicable if there is no event of `each`.
    "approvals", check,
    params: [
        needed("event", ParamKind::Events),
        needed("roles", ParamKind::Roles),
        optional("documents", ParamKind::Documents),
        optional("after", ParamKind::Events),
        needed("results", ParamKind::Names),
        optional("conditions", ParamKind::Events),
        optional("each", ParamKind::Events),
        optional("judge", ParamKind::Words(&["timing"])),
        optional("within", ParamKind::Groups(LIMIT)),
    ],
    placeholders: ["role", "missing", "before_at", "approved_at", "by", "age", "limit"],
    variants: ["conditional", "late", "rejected", "stale"]
}

/// The result that needs its conditions met; a word of this kind, not of a procedure.
const CONDITIONAL: &str = "conditional";

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let timing = check.name("judge") == Some("timing");
    let rounds = match check.name("each") {
        Some(each) => Round::of_each(case, each),
        None => vec![Round::current(case)],
    };
    for round in rounds {
        for role in check.names("roles") {
            let decisions = round.decisions(role);
            let target = Target {
                role,
                round: &round,
            };
            if timing {
                target.judge_timing(&decisions, report);
            } else {
                target.judge(&decisions, report);
            }
        }
    }
}

/// What one role decided in one round.
struct Target<'a, 'b> {
    role: &'b str,
    round: &'b Round<'a>,
}

impl<'a> Target<'a, '_> {
    fn judge(&self, decisions: &[Decision<'a>], report: &mut Reporter<'_>) {
        let case = self.round.case;
        let accepted = case.check().names("results");
        let mut missing = Vec::new();
        let mut told = Vec::new();
        report.judged();
        self.looked_at_submission(report);
        for (document, event) in decisions {
            let decision = event.and_then(|event| Some((event, result(event)?)));
            let Some((event, result)) = decision else {
                missing.push(*document);
                continue;
            };
            // What was mistyped is told at its place, and nobody knows which way it went.
            if !is_known(&case, event, &result) {
                report.unread = true;
                continue;
            }
            self.looked_at(event, report);
            // One decision on several documents is told once.
            if told.iter().any(|it| std::ptr::eq(*it, event)) {
                continue;
            }
            told.push(event);
            if accepted.contains(&result) {
                self.judge_submission(event, report);
                continue;
            }
            let spot = self.spot(Some(event));
            if result != CONDITIONAL {
                report.violated("rejected", spot, &self.args(Some(event)));
                self.relate(report);
                continue;
            }
            match self.is_met(event) {
                Some(true) => {
                    self.judge_submission(event, report);
                    continue;
                }
                Some(false) => report.violated("conditional", spot, &self.args(Some(event))),
                None => report.undecided("condition", spot, &self.args(Some(event))),
            }
            self.relate(report);
        }
        if !missing.is_empty() {
            let role = case.ctx.procedure.role_label(self.role);
            report.compared(role, Text::default(), None);
            let mut args = self.args(None);
            let name = |it: &&str| match case.ctx.procedure.document(it) {
                Some(document) => document.name(),
                None => Text::plain(*it),
            };
            args.push((
                "missing",
                Text::list(&missing.iter().map(name).collect::<Vec<_>>()),
            ));
            let place = self.round.before.map(|it| it.item.place);
            report.violated("default", spot(place, self.key()), &args);
        }
    }

    /// An agreement counts only if it followed the submission, which days alone may leave open.
    fn judge_submission(&self, event: &'a Event, report: &mut Reporter<'_>) {
        let submission = self.round.submission;
        if let Some(submission) = submission.filter(|_| self.round.is_open(event)) {
            let mut args = self.args(Some(event));
            args.push(("submission", self.label(submission)));
            let at = submission.at.as_ref();
            args.extend(at.map(|it| ("submitted_at", self.round.case.show_moment(it))));
            report.undecided("submission", self.spot(Some(event)), &args);
            report.related(seen::place(submission), self.label(submission));
        }
    }

    fn judge_timing(&self, decisions: &[Decision<'a>], report: &mut Reporter<'_>) {
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
                Some(Ordering::Less) => self.judge_age(event, report),
                Some(_) => {
                    report.violated("late", self.spot(Some(event)), &self.args(Some(event)));
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

    /// Whether the same role has recorded that the conditions of its decision are met, in time.
    fn is_met(&self, decision: &Event) -> Option<bool> {
        let is_condition = is_of(&self.round.case, "conditions");
        let events = self.round.events.iter();
        let own = events
            .skip_while(|it| !std::ptr::eq(**it, decision))
            .filter(|it| is_condition(it) && has_role(it, self.role));
        let mut open = false;
        for event in own {
            match self.round.before {
                None => return Some(true),
                Some(_) => match self.round.order(event) {
                    Some(Ordering::Less) => return Some(true),
                    Some(_) => {}
                    None => open = true,
                },
            }
        }
        if open { None } else { Some(false) }
    }

    fn args(&self, event: Option<&Event>) -> Vec<(&'static str, Text)> {
        let case = self.round.case;
        let mut args = vec![("role", case.ctx.procedure.role_label(self.role))];
        let before = self.round.before.and_then(|it| it.at.as_ref());
        let at = event.and_then(|it| it.at.as_ref());
        args.extend(before.map(|it| ("before_at", case.show_moment(it))));
        args.extend(self.before_label().map(|it| ("before", it)));
        args.extend(at.map(|it| ("approved_at", case.show_moment(it))));
        if let Some((at, before)) = at.zip(before) {
            let between = moment::duration(at.until(before, case.zone()));
            args.push(("by", between.clone()));
            args.push(("age", between));
        }
        args
    }

    fn key(&self) -> String {
        let event = self.round.case.check().name("event").unwrap_or_default();
        match self.round.number {
            1 => format!("event.{event}[{}]", self.role),
            number => format!("event.{event}[{}] round {number}", self.role),
        }
    }

    fn spot(&self, event: Option<&Event>) -> Spot {
        spot(event.map(seen::place), self.key())
    }

    fn before_label(&self) -> Option<Text> {
        Some(self.label(self.round.before?))
    }

    fn relate(&self, report: &mut Reporter<'_>) {
        if let Some(before) = self.round.before {
            report.related(seen::place(before), self.label(before));
        }
    }
}
