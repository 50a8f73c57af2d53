//! From a rule and a record to a verdict.
//!
//! A rule is held against a record in the order in which a reader would ask:
//! was it in force, is it for this route, does its condition hold, is the state
//! reached from which it bites. Only then its parts are judged.

use std::collections::BTreeSet;

use crate::book::{Record, facts};
use crate::expr::{Expr, Facts};
use crate::finding::{self, Finding, Severity};
use crate::procedure::clauses::Origin;
use crate::procedure::rules::{Part, Rule};

use super::case::Case;
use super::reason::{Cause, Reason};
use super::reporter::{Reporter, Told, spot};
use super::waiting::Wait;
use super::{Compared, Context, Outcome, Verdict, broken, due, kinds, narrower};

/// The verdicts of all rules on one record, and their findings.
pub fn judge(ctx: &Context<'_>, record: &Record) -> (Vec<Verdict>, Vec<Finding>) {
    let values = facts::json(ctx.procedure, ctx.config, record);
    let facts = Facts::new(&values);
    let broken = broken::of_record(ctx, record);
    let mut all = Vec::with_capacity(ctx.procedure.rules.len());
    for rule in &ctx.procedure.rules {
        let standing = Standing {
            ctx,
            record,
            facts: &facts,
            rule,
            broken: &broken,
        };
        all.push(standing.judge());
    }
    narrower::give_way(ctx, record, &mut all);
    let mut verdicts = Vec::with_capacity(all.len());
    let mut findings = Vec::new();
    for (rule, judged) in ctx.procedure.rules.iter().zip(all) {
        findings.extend(judged.findings);
        verdicts.push(Verdict {
            rule: rule.id.clone(),
            outcome: judged.outcome,
            compared: judged.compared,
            reasons: judged.reasons,
            waits: judged.waits,
        });
    }
    (verdicts, findings)
}

/// What a rule weighs on a record if it is violated.
///
/// Where the policy enforces the source only, a rule none of whose clauses has its words from the
/// source is lowered to a remark.
pub fn severity(ctx: &Context<'_>, record: &Record, rule: &Rule, facts: &Facts) -> Severity {
    let is_added = |id: &String| {
        let mut clauses = ctx.procedure.clauses();
        clauses.any(|(_, it)| &it.id == id && it.origin != Origin::Source)
    };
    let clauses = ctx.clauses_for(rule, record);
    if ctx.procedure.policy.source_only && !clauses.is_empty() && clauses.iter().all(is_added) {
        return Severity::Info;
    }
    let exception = rule
        .severity_when
        .iter()
        .find(|(when, _)| when.holds(facts) == Ok(true));
    exception.map_or(rule.severity, |(_, severity)| *severity)
}

/// A rule before a record.
struct Standing<'a> {
    ctx: &'a Context<'a>,
    record: &'a Record,
    facts: &'a Facts,
    rule: &'a Rule,
    /// The types of its documents that could not be read to their end.
    broken: &'a BTreeSet<&'a str>,
}

/// What came of one rule.
pub(super) struct Judged {
    pub(super) outcome: Outcome,
    pub(super) findings: Vec<Finding>,
    /// What is to be known of each of them.
    pub(super) told: Vec<Told>,
    compared: Vec<Compared>,
    pub(super) reasons: Vec<Reason>,
    waits: Vec<Wait>,
}

impl Judged {
    fn new() -> Self {
        Self {
            outcome: Outcome::NotApplicable,
            findings: Vec::new(),
            told: Vec::new(),
            compared: Vec::new(),
            reasons: Vec::new(),
            waits: Vec::new(),
        }
    }

    /// Nothing was judged, and why.
    fn only(outcome: Outcome, cause: Cause) -> Self {
        Self {
            outcome,
            reasons: vec![Reason { part: None, cause }],
            ..Self::new()
        }
    }

    /// A part was not judged.
    fn pass_over(&mut self, part: usize, cause: Cause) {
        let part = Some(part);
        self.reasons.push(Reason { part, cause });
    }

    /// Adds what a part found; the gravest outcome holds.
    fn take(&mut self, report: Reporter<'_>) {
        let of = |wanted| report.findings.iter().any(|it| it.outcome == wanted);
        let outcome = if of(finding::Outcome::Violated) {
            Outcome::Violated
        } else if report.unread || of(finding::Outcome::Indeterminate) {
            Outcome::Indeterminate
        } else if report.has_judged() {
            Outcome::Pass
        } else {
            Outcome::NotApplicable
        };
        self.outcome = self.outcome.min(outcome);
        self.findings.extend(report.findings);
        self.told.extend(report.told);
        self.waits.extend(report.waits);
        for compared in report.compared {
            if !self.compared.contains(&compared) {
                self.compared.push(compared);
            }
        }
    }
}

/// Whether a condition lets a check through.
enum Gate<'a> {
    Open,
    Closed(Cause),
    /// It has no value for this record.
    Stuck(&'a Expr),
}

impl Standing<'_> {
    fn judge(&self) -> Judged {
        if !self.ctx.is_in_force(&self.rule.in_force, self.record) {
            return Judged::only(Outcome::NotApplicable, Cause::Edition);
        }
        let from = self.rule.from.iter();
        let of_route = from
            .clone()
            .find(|it| Some(&it.0) == self.record.route.as_ref());
        if self.rule.has_from && of_route.is_none() {
            return Judged::only(Outcome::NotApplicable, Cause::Route);
        }
        if self.broken.contains(self.record.head.kind.as_str()) {
            return Judged::only(Outcome::Indeterminate, Cause::Unread);
        }
        let mut condition = self.rule.when.iter();
        if condition.any(|it| broken::decides(self.ctx, self.record, it, self.broken)) {
            return Judged::only(Outcome::Indeterminate, Cause::Unread);
        }
        let gate = self.gate(self.rule.when.as_ref());
        if let Gate::Closed(cause) = gate {
            return Judged::only(Outcome::NotApplicable, cause);
        }
        if of_route.is_some_and(|(_, state)| !self.record.life.has_reached(state)) {
            return Judged::only(Outcome::NotDue, Cause::State);
        }
        if !self.is_due() {
            return Judged::only(Outcome::NotDue, Cause::Due);
        }
        self.judge_parts(&gate)
    }

    fn judge_parts(&self, gate: &Gate<'_>) -> Judged {
        let severity = severity(self.ctx, self.record, self.rule, self.facts);
        let mut judged = Judged::new();
        for (index, part) in self.rule.parts.iter().enumerate() {
            let case = self.case(part);
            if broken::rests_on(self.ctx, self.record, part, self.broken) {
                judged.outcome = judged.outcome.min(Outcome::Indeterminate);
                judged.pass_over(index, Cause::Unread);
                continue;
            }
            let mut report = Reporter::new(case, severity);
            if let Gate::Stuck(expr) = gate {
                stuck(&mut report, expr);
                judged.take(report);
                break;
            }
            match self.part_gate(&case, part) {
                Gate::Open => {
                    if let Some(kind) = kinds::find(&part.check.kind) {
                        (kind.check)(&case, &mut report);
                    }
                    if !report.has_judged() {
                        judged.pass_over(index, Cause::Nothing);
                    }
                }
                Gate::Closed(why) => {
                    judged.pass_over(index, why);
                    continue;
                }
                Gate::Stuck(expr) => stuck(&mut report, expr),
            }
            judged.take(report);
        }
        judged
    }

    fn is_due(&self) -> bool {
        let parts = self.rule.parts.first();
        parts.is_none_or(|part| due::is_due(&self.case(part)))
    }

    fn case<'b>(&'b self, part: &'b Part) -> Case<'b> {
        Case {
            ctx: *self.ctx,
            record: self.record,
            facts: self.facts,
            rule: self.rule,
            part,
        }
    }

    fn gate<'b>(&self, when: Option<&'b Expr>) -> Gate<'b> {
        match when.map(|it| (it, it.holds(self.facts))) {
            None | Some((_, Ok(true))) => Gate::Open,
            Some((_, Ok(false))) => Gate::Closed(Cause::Condition),
            Some((expr, Err(_))) => Gate::Stuck(expr),
        }
    }

    fn part_gate<'b>(&self, case: &Case<'_>, part: &'b Part) -> Gate<'b> {
        let selects = |it| !case.values(it).is_empty();
        if let Some(at) = part.unless.iter().position(selects) {
            return Gate::Closed(Cause::Unless(at));
        }
        if let Some(at) = part.given.iter().position(|it| !selects(it)) {
            return Gate::Closed(Cause::Given(at));
        }
        self.gate(part.when.as_ref())
    }
}

fn stuck(report: &mut Reporter<'_>, expr: &Expr) {
    report.looked_at_names(expr);
    report.undecided_expression(expr, spot(None, "when"));
}
