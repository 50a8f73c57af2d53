//! The kind `between`: something happened after one thing and not after another.

use std::cmp::Ordering;

use crate::check::case::{At, Case};
use crate::check::reporter::{Reporter, spot};
use crate::moment::Moment;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;
use crate::words;

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That one of some moments lies between two others: not before the first and not after the
    /// last. Where `order` holds everything to be in order, here one that lies right is enough.
    ///
    /// ## Parameters
    /// - `some`: the selector of the moments, one of which must lie between
    /// - `from`: the selector of the first moment; if it finds several, the last counts
    /// - `to`: the selector of the last one; as long as it has not come there is no end
    /// - `by`: `day` to compare days, so that a time on the same day is right
    ///
    /// ## Placeholders
    /// - `some`, `from`, `to`: the labels of the three
    /// - `some_at`: the last of the moments
    /// - `from_at`, `to_at`: the two ends
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   between: {some: trials.notes.written_on, from: event.tried, to: event.sent, by: day}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if all come before `from`, as `late` if some come after it but only
    /// after `to`, as `missing` if there are none. Without `by: day` a day may have no order with
    /// an end on that day: the facts cannot decide. Not applicable without `from`.
    "between", check,
    params: [
        needed("some", ParamKind::Selector(Yields::Moments)),
        needed("from", ParamKind::Selector(Yields::Moments)),
        optional("to", ParamKind::Selector(Yields::Moments)),
        optional("by", ParamKind::Words(&["day"])),
    ],
    placeholders: ["some", "from", "to", "some_at", "from_at", "to_at"],
    variants: ["late", "missing"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let (Some(some), Some(from)) = (check.selector("some"), check.selector("from")) else {
        return;
    };
    let Some(start) = case.moments(from).pop() else {
        return;
    };
    let end = check
        .selector("to")
        .and_then(|it| Some((it, case.moments(it).pop()?)));
    report.judged();
    for selector in [Some(some), Some(from), check.selector("to")]
        .into_iter()
        .flatten()
    {
        report.looked_at(selector);
    }
    let mut found = case.moments(some);
    found.sort_by_key(|it| it.moment.earliest(case.zone()));
    let not_before = |it: &At<'_>| precedes(case, start.moment, it.moment);
    let not_after = |it: &At<'_>| match end {
        Some((_, end)) => precedes(case, it.moment, end.moment),
        None => Some(true),
    };
    let fits = |it: &At<'_>| match (not_before(it), not_after(it)) {
        (Some(true), Some(true)) => Some(true),
        (Some(false), _) | (_, Some(false)) => Some(false),
        _ => None,
    };
    if found.iter().any(|it| fits(it) == Some(true)) {
        return;
    }
    let nothing = || words::text("check.nothing");
    let at = |it: Option<At<'_>>| it.map_or_else(nothing, |it| case.show_moment(it.moment));
    let label = |it: Option<&Selector>| it.map_or_else(nothing, |it| case.label(it));
    let key = some.key();
    let last = found.last().copied();
    if let Some(open) = found.iter().find(|it| fits(it).is_none()) {
        let spot = spot(open.place, key);
        match end.filter(|_| not_before(open) == Some(true)) {
            Some(end) => report.undecided_order((some, *open), end, spot),
            None => report.undecided_order((from, start), (some, *open), spot),
        }
    } else {
        let variant = match last {
            None => "missing",
            Some(last) if not_before(&last) == Some(true) => "late",
            Some(_) => "default",
        };
        let args = [
            ("some", label(Some(some))),
            ("from", label(Some(from))),
            ("to", label(check.selector("to"))),
            ("some_at", at(last)),
            ("from_at", at(Some(start))),
            ("to_at", at(end.map(|it| it.1))),
        ];
        report.violated(variant, spot(last.map(|it| it.place), key), &args);
    }
    report.related(start.place, case.full_label(from));
    if let Some((to, end)) = end {
        report.related(end.place, case.full_label(to));
    }
}

/// Whether `a` is not after `b`; `None` if that cannot be known.
fn precedes(case: &Case<'_>, a: &Moment, b: &Moment) -> Option<bool> {
    let zone = case.zone();
    if case.check().name("by") == Some("day") {
        return Some(a.day(zone) <= b.day(zone));
    }
    a.compare(b, zone).map(|it| it != Ordering::Greater)
}
