//! The kind `approvals`: who agreed, to what, and when.

mod round;
mod seen;
mod timing;

use std::cmp::Ordering;

use crate::book::Event;
use crate::check::case::Case;
use crate::check::reporter::{Reporter, Spot, spot};
use crate::lang::Text;
use crate::moment;
use crate::procedure::rules::ParamKind;
use crate::words;

use super::{LIMIT, kind, needed, optional};
use round::{Decision, Round, has_role, is_known, is_of, result};

kind! {
    /// ## What it checks
    /// That every role has agreed to every document since these were last submitted. Of several
    /// decisions of a role on a document the last one counts; where these are of one day and a time is
    /// missing, that is the one written last. A decision that does not say which documents it is about
    /// is about all that the rule names, one whose list of documents is empty about none.
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
    /// - `shown_by`: events that only follow one of `each`. Where none of `each` is recorded, the first of
    ///   them shows that there was one, and the decisions are held against it
    /// - `judge`: `timing` to judge only when those decisions were made that exist
    /// - `within`: with `timing`, a threshold of the policy, or a list of `{when: CEL, use: NAME}`:
    ///   how old a decision may be
    ///
    /// ## Placeholders
    /// - `role`: the role
    /// - `missing`: the documents on which its decision is missing
    /// - `before`, `before_at`: the event of `each`, or the one that shows it, and its moment
    /// - `start`: what `each` is called
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
    /// `withdrawn` if a rejection followed the event of `each`, as `conditional` if its conditions are not met; with `timing` as `late` if it did not precede
    /// the event, as `shown` if it did not even precede what shows that event, as `stale` if it was too
    /// old. The facts cannot decide where days without times leave the order open, or where the decision
    /// preceded what shows the event and nobody knows whether the event itself. Not applicable if there is no event of `each`.
    "approvals", check,
    params: [
        needed("event", ParamKind::Events),
        needed("roles", ParamKind::Roles),
        optional("documents", ParamKind::Documents),
        optional("after", ParamKind::Events),
        needed("results", ParamKind::Names),
        optional("conditions", ParamKind::Events),
        optional("each", ParamKind::Events),
        optional("shown_by", ParamKind::Events),
        optional("judge", ParamKind::Words(&["timing"])),
        optional("within", ParamKind::Groups(LIMIT)),
    ],
    placeholders: ["role", "missing", "before", "before_at", "start", "approved_at", "by", "age", "limit"],
    variants: ["conditional", "late", "rejected", "shown", "stale", "withdrawn"]
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
        let mut told: Vec<&Event> = Vec::new();
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
                None if self.round.is_shown => {
                    report.undecided("condition-begun", spot, &self.args(Some(event)));
                }
                None => report.undecided("condition", spot, &self.args(Some(event))),
            }
            self.relate(report);
        }
        self.judge_later(&told, report);
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
            for listed in self.round.about_nothing(self.role) {
                report.related(listed.place, words::text("check.approvals.nothing-listed"));
            }
            report.because(missing);
        }
    }

    /// Whoever said no once it had begun no longer agrees to what is being done.
    fn judge_later(&self, told: &[&Event], report: &mut Reporter<'_>) {
        let case = self.round.case;
        let accepted = case.check().names("results");
        let Some(event) = self.round.last_word(self.role) else {
            return;
        };
        let Some(result) = result(event).filter(|it| is_known(&case, event, it)) else {
            return;
        };
        let agrees = accepted.contains(&result) || result == CONDITIONAL;
        if agrees || told.iter().any(|it| std::ptr::eq(*it, event)) {
            return;
        }
        self.looked_at(event, report);
        let key = format!("{} withdrawn", self.key());
        let spot = spot(seen::place(event), key);
        report.violated("withdrawn", spot, &self.args(Some(event)));
        self.relate(report);
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
                    Some(Ordering::Less) if self.round.is_shown => open = true,
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
        args.extend(self.start_label().map(|it| ("start", it)));
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

    /// What the event is called that decisions must precede, recorded or not.
    fn start_label(&self) -> Option<Text> {
        let events = &self.round.case.ctx.procedure.events;
        let each = self.round.case.check().name("each")?;
        let kind = events.expand(each).first().and_then(|it| events.kind(it))?;
        Some(kind.label.clone())
    }

    fn relate(&self, report: &mut Reporter<'_>) {
        if let Some(before) = self.round.before {
            report.related(seen::place(before), self.label(before));
        }
    }
}
