//! Two rules, or two parts of one, that check the same under the same conditions.
//!
//! They would report every fault twice. What differs in a condition, in a limit
//! or in the edition for which it is in force is another check. In what order selectors and names are
//! written makes no difference, but where a kind takes them one after the other.

use jiff::tz::TimeZone;

use crate::expr::Expr;
use crate::finding::{Finding, Related};
use crate::notice;
use crate::procedure::edition::InForce;
use crate::procedure::fields::{Condition, Operand, Test, Wanted};
use crate::procedure::rules::{Check, Param, Part, Rule};
use crate::procedure::selector::Selector;
use crate::words;

use super::idle::{called, key, same};

/// What is checked twice; `rules` are in reading order, and the second is at fault.
pub(super) fn findings(rules: &[Rule], zone: &TimeZone) -> Vec<Finding> {
    let parts = rules
        .iter()
        .flat_map(|rule| rule.parts.iter().map(move |part| (rule, part)));
    let parts: Vec<_> = parts.collect();
    let mut found = Vec::new();
    for (index, (rule, part)) in parts.iter().enumerate() {
        let before = parts[..index].iter();
        let mut twins = before.filter(|it| is_twin((rule, part), **it, zone));
        let Some((other, twin)) = twins.next() else {
            continue;
        };
        let args = [
            ("rule", called(rule, Some(part))),
            ("other", called(other, Some(twin))),
        ];
        let mut finding = notice::finding("rule-overlap", part.check.place, &args);
        finding.key = key(rule, Some(part), "");
        finding.related.push(Related {
            place: twin.check.place,
            message: words::text("procedure.first-here"),
        });
        found.push(finding);
    }
    found
}

type Whole<'r> = (&'r Rule, &'r Part);

fn is_twin((rule, part): Whole<'_>, (other, twin): Whole<'_>, zone: &TimeZone) -> bool {
    same_check(&part.check, &twin.check)
        && same_conditions(part, twin)
        && same_all(&rule.due, &other.due, same_check)
        && same_maybe(rule.when.as_ref(), other.when.as_ref())
        && share_a_route(rule, other)
        && share_a_time(&rule.in_force, &other.in_force, zone)
}

fn same_conditions(one: &Part, other: &Part) -> bool {
    same_maybe(one.when.as_ref(), other.when.as_ref())
        && same_set(&one.given, &other.given, same_selector)
        && same_set(&one.unless, &other.unless, same_selector)
}

fn share_a_route(one: &Rule, other: &Rule) -> bool {
    let all = |it: &Rule| !it.has_from;
    let has = |route: &str| other.from.iter().any(|it| it.0 == route);
    all(one) || all(other) || one.from.iter().any(|it| has(&it.0))
}

fn share_a_time(one: &InForce, other: &InForce, zone: &TimeZone) -> bool {
    let ends_before = |one: &InForce, other: &InForce| {
        let ends = one.to.as_ref().zip(other.from.as_ref());
        ends.is_some_and(|(to, from)| to.latest(zone) <= from.earliest(zone))
    };
    !ends_before(one, other) && !ends_before(other, one)
}

/// Parameters of a kind that change what a finding shows, and not what is found.
pub(crate) const SHOWN: &[(&str, &str)] = &[("require", "beside")];

fn same_check(one: &Check, other: &Check) -> bool {
    let judged = |it: &Check| {
        let kind = it.kind.clone();
        let params = it.params.clone().into_iter();
        let judged = params.filter(|it| !SHOWN.contains(&(&kind, &it.0)));
        judged.collect::<Vec<_>>()
    };
    let (one_judged, other_judged) = (judged(one), judged(other));
    let mut both = one_judged.iter().zip(&other_judged);
    one.kind == other.kind
        && one_judged.len() == other_judged.len()
        && both.all(|((name, a), (named, b))| name == named && same_param(a, b))
}

fn same_param(one: &Param, other: &Param) -> bool {
    match (one, other) {
        (Param::Selector(a), Param::Selector(b)) => same_selector(a, b),
        (Param::Selectors(a), Param::Selectors(b)) => same_set(a, b, same_selector),
        (Param::Ranked(a), Param::Ranked(b)) => same_all(a, b, same_selector),
        (Param::Pairs(a), Param::Pairs(b)) => same_set(a, b, |a, b| {
            same_selector(&a.0, &b.0) && same_selector(&a.1, &b.1)
        }),
        (Param::Names(a), Param::Names(b)) => same_set(a, b, |a, b| a == b),
        (Param::RankedNames(a), Param::RankedNames(b)) => a == b,
        (Param::Threshold(a), Param::Threshold(b)) => a == b,
        (Param::Switch(a), Param::Switch(b)) => a == b,
        (Param::Condition(a), Param::Condition(b)) => same_condition(a, b),
        (Param::Expr(a), Param::Expr(b)) => same(a, b),
        (Param::Groups(a), Param::Groups(b)) => same_all(a, b, same_check),
        _ => false,
    }
}

fn same_condition(one: &Condition, other: &Condition) -> bool {
    same_all(&one.tests, &other.tests, |a, b| match (a, b) {
        (Test::Reached(a), Test::Reached(b)) => a == b,
        (Test::Value(a, wanted), Test::Value(b, other)) => {
            same_operand(a, b) && same_wanted(wanted, other)
        }
        _ => false,
    })
}

fn same_operand(one: &Operand, other: &Operand) -> bool {
    match (one, other) {
        (Operand::Near(a), Operand::Near(b)) => a == b,
        (Operand::Far(a), Operand::Far(b)) => same_selector(a, b),
        _ => false,
    }
}

fn same_wanted(one: &Wanted, other: &Wanted) -> bool {
    match (one, other) {
        (Wanted::OneOf(a), Wanted::OneOf(b)) | (Wanted::NoneOf(a), Wanted::NoneOf(b)) => a == b,
        (Wanted::Any, Wanted::Any) | (Wanted::None, Wanted::None) => true,
        _ => false,
    }
}

fn same_selector(one: &Selector, other: &Selector) -> bool {
    one.text == other.text
}

fn same_maybe(one: Option<&Expr>, other: Option<&Expr>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// The same in any order.
fn same_set<T>(one: &[T], other: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    let within = |a: &[T], b: &[T]| a.iter().all(|it| b.iter().any(|other| is_same(it, other)));
    within(one, other) && within(other, one)
}

fn same_all<T>(one: &[T], other: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
}
