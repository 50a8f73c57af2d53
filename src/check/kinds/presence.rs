//! The kind `presence`: values that must be there.

use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;

use super::{kind, optional};

kind! {
    /// ## What it checks
    /// That something is written: a field is filled in, an event is recorded.
    ///
    /// ## Parameters
    /// - `all`: selectors, each of which must find something
    /// - `any`: selectors, one of which must find something
    /// - `empty_is_answer`: `true` if an empty list, `[]`, says enough: that there is nothing to list
    ///
    /// ## Placeholders
    /// - `missing`: what is not there, by label
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   presence: {all: [plan.way_back.triggers, plan.way_back.decided_by]}
    /// ```
    ///
    /// ## Outcomes
    /// Violated if anything of `all` or everything of `any` is missing or empty; else passed. One
    /// finding names everything that is missing.
    "presence", check,
    params: [
        optional("all", ParamKind::Selectors(Yields::Anything)),
        optional("any", ParamKind::Selectors(Yields::Anything)),
        optional("empty_is_answer", ParamKind::Switch),
    ],
    placeholders: ["missing"],
    variants: []
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let all = case.check().selectors("all");
    let any = case.check().selectors("any");
    for selector in all.iter().chain(any) {
        report.looked_at(selector);
    }
    report.judged();
    let said_empty = case.check().is_on("empty_is_answer");
    let is_missing =
        |it: &&Selector| case.values(it).is_empty() && !(said_empty && case.has_list(it));
    let mut missing: Vec<_> = all.iter().filter(is_missing).collect();
    if any.iter().filter(is_missing).count() == any.len() {
        missing.extend(any);
    }
    let Some(first) = missing.first() else {
        return;
    };
    let labels: Vec<Text> = missing.iter().map(|it| case.label(it)).collect();
    let has_point = case.part.point.is_some() || case.rule.point.is_some();
    let place = case.place(first).filter(|_| !has_point);
    let args = [("missing", Text::list(&labels))];
    report.violated("default", spot(place, first.key()), &args);
    report.because(missing.iter().map(|it| it.key()));
}
