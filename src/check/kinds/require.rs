//! The kind `require`: an expression that must hold.

use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;
use crate::source::{Place, Span};

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That an expression holds. It is the kind for what has no kind of its own; a rule may
    /// write `require: CEL` for it. Times are not for expressions: use `order`, `lapse`, `cadence`.
    ///
    /// ## Parameters
    /// - `that`: the expression. It sees the head and every document type by id, `facts`, `policy`,
    ///   `sets`, `present` (such as `present.plan`), `state` and `route`.
    /// - `beside`: selectors of what the value at the point is compared with; a finding shows where
    ///   that stands
    ///
    /// ## Placeholders
    /// None of its own; a message names values by selectors, such as `{request.kind}`.
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   require: trials.open_faults == 0
    /// point: trials.open_faults
    /// ```
    ///
    /// ## Outcomes
    /// Violated if it is false, passed if it is true. If it has no value for a record, because a
    /// value in it is not of the kind that it needs, the facts cannot decide.
    "require", check,
    params: [
        needed("that", ParamKind::Expr),
        optional("beside", ParamKind::Selectors(Yields::Anything)),
    ],
    placeholders: [],
    variants: []
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let Some(expr) = case.check().expr("that") else {
        return;
    };
    let point = case.part.point.as_ref().or(case.rule.point.as_ref());
    let key = point.map_or_else(|| case.record.head.kind.clone(), Selector::key);
    // The point may pick one entry of many, and a finding stands there.
    if let Some(point) = point.filter(|it| !case.values(it).is_empty()) {
        report.looked_at(point);
    }
    report.looked_at_names(expr);
    match expr.holds(case.facts) {
        Ok(true) => report.judged(),
        Ok(false) => {
            report.violated("default", spot(None, key), &[]);
            for other in case.check().selectors("beside") {
                for place in lines(case, other) {
                    report.related(place, case.full_label(other));
                }
            }
        }
        Err(_) => report.undecided_expression(expr, spot(None, key)),
    }
}

/// Where the values of a selector stand; those on one line have one place, and so one label.
fn lines(case: &Case<'_>, selector: &Selector) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for place in case.values(selector).iter().map(|it| it.place) {
        if let Some(last) = found.last_mut().filter(|it| it.source == place.source) {
            let whole = Span::new(last.span.start, place.span.end.max(last.span.start));
            let text = case.ctx.sources.get(place.source).text();
            if text
                .get(whole.start..whole.end)
                .is_some_and(|it| !it.contains('\n'))
            {
                last.span = whole;
                continue;
            }
        }
        found.push(place);
    }
    found
}
