//! The kind `order`: one thing before another, and how far apart.

mod counted;
mod pair;

use crate::check::case::{At, Case};
use crate::check::reporter::Reporter;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::{Root, Selector};
use crate::procedure::yields::Yields;

use super::{LIMIT, kind, optional};
use pair::Pair;

kind! {
    /// ## What it checks
    /// That one moment is not after another. Where a selector finds several moments, the first of
    /// the later ones needs one of the earlier ones before it.
    ///
    /// ## Parameters
    /// - `earlier`, `later`: two selectors of moments: dates, or events, which stand for their moments
    /// - `pairs`: several such pairs, `[[earlier, later], …]`
    /// - `needed`: `earlier`, `later` or `both`: that side must exist, the earlier one once the later
    ///   does; without it a missing side is left to other rules
    /// - `undecided_without`: `earlier` or `later`: without that side the facts cannot decide
    /// - `strict`: `true` if the same moment is not enough
    /// - `within`: a threshold of the policy, or a list of `{when: CEL, use: NAME}`: the later may
    ///   not come more than that after the earlier
    /// - `at_least`: the same, for the least time between the two
    /// - `proven_at`: the field of an earlier event with the moment that makes it count; one for which
    ///   that comes after the later does not, unless there is no other. Where both fall on one day and
    ///   a time is missing, and no other event will do, the facts cannot decide
    /// - `undone_by`: a selector of moments; an earlier one followed by one of them before the later
    ///   does not count
    /// - `cycles`: `each` to judge the events of every cycle, not only of the current one
    ///
    /// ## Placeholders
    /// - `earlier`, `later`: the labels of the two
    /// - `earlier_at`, `later_at`: the two moments
    /// - `by`: by how much the order is wrong
    /// - `age`: the time between the two
    /// - `limit`: the threshold
    /// - `missing`: the label of the missing side
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   order: {earlier: trials.finished_at, later: event.sent}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if the order is wrong, as `stale` if more than `within` lies between,
    /// as `short` if less than `at_least` does, as `missing` if a needed side does not exist. Two
    /// days without times that are equal, or a day and a time in it, have no order: the facts
    /// cannot decide. A limit in days is counted from day to day only where neither end has a time;
    /// if one has and the other falls on the last day, the facts cannot decide either. Not
    /// applicable if a side is missing and not needed.
    "order", check,
    params: [
        optional("earlier", ParamKind::Selector(Yields::Moments)),
        optional("later", ParamKind::Selector(Yields::Moments)),
        optional("pairs", ParamKind::Pairs(Yields::Moments)),
        optional("needed", ParamKind::Words(&["earlier", "later", "both"])),
        optional("undecided_without", ParamKind::Words(&["earlier", "later"])),
        optional("strict", ParamKind::Switch),
        optional("within", ParamKind::Groups(LIMIT)),
        optional("at_least", ParamKind::Groups(LIMIT)),
        optional("proven_at", ParamKind::FieldOf("earlier", Yields::Moments)),
        optional("undone_by", ParamKind::Selector(Yields::Moments)),
        optional("cycles", ParamKind::Words(&["each"])),
    ],
    placeholders: ["earlier", "later", "earlier_at", "later_at", "by", "age", "limit", "missing"],
    variants: ["missing", "short", "stale"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let single = check.selector("earlier").zip(check.selector("later"));
    let pairs = check
        .pairs("pairs")
        .iter()
        .map(|(earlier, later)| (earlier, later));
    for (earlier, later) in single.into_iter().chain(pairs) {
        let pair = Pair {
            case: *case,
            earlier,
            later,
        };
        if check.name("cycles") == Some("each") {
            let last = case.record.events.iter().map(|it| it.cycle).max();
            for cycle in 0..=last.unwrap_or_default() {
                pair.judge(
                    &in_cycle(case, earlier, cycle),
                    &in_cycle(case, later, cycle),
                    report,
                );
            }
        } else {
            pair.judge(&case.moments(earlier), &case.moments(later), report);
        }
    }
}

/// The moments of a selector; if it selects events, those of one cycle.
fn in_cycle<'a>(case: &Case<'a>, selector: &Selector, cycle: usize) -> Vec<At<'a>> {
    let (Root::LastEvent(kind, _) | Root::AllEvents(kind, _)) = &selector.root else {
        return case.moments(selector);
    };
    let kinds = case.ctx.procedure.events.expand(kind);
    let events = case.record.events.iter();
    events
        .filter(|it| it.cycle == cycle && kinds.contains(&it.kind.as_str()))
        .filter_map(|it| {
            let item = it.field("at")?;
            let moment = item.moment()?;
            let place = item.place;
            Some(At { moment, place })
        })
        .collect()
}
