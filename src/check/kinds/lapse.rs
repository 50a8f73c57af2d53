//! The kind `lapse`: something must happen within a time.

mod run;
mod start;

use crate::check::case::Case;
use crate::check::reporter::Reporter;
use crate::procedure::rules::{ParamKind, ParamSpec};
use crate::procedure::yields::Yields;

use super::{LIMIT, TIME, kind, needed, optional};
use run::Lapse;

const CLOCK: &[ParamSpec] = &[
    needed("start", ParamKind::Groups(TIME)),
    needed("end", ParamKind::Selector(Yields::Moments)),
    needed("within", ParamKind::Groups(LIMIT)),
    optional("provided", ParamKind::Expr),
    optional("to", ParamKind::Roles),
    optional("by", ParamKind::Roles),
];

kind! {
    /// ## What it checks
    /// That something happens within a time. Limits in days are counted by the calendar, those in
    /// working days by the calendar of the portal, to the end of the last of them.
    ///
    /// ## Parameters
    /// - `clocks`: one or several, each with
    ///   - `start`: where the time begins: a selector of a moment, or
    ///     `{at: selector, plus: threshold}`; of a list the first that exists
    ///   - `end`: the selector of what must happen: events or dates
    ///   - `within`: a threshold of the policy, or a list of `{when: CEL, use: NAME}`
    ///   - `provided`: an expression without which what happened does not count
    ///   - `to`: roles that must have been reached; several events together may do it, and the last
    ///     one needed sets the moment
    ///   - `by`: roles one of which must have acted
    /// - `only_overdue`: `true` to tell only what has not happened yet; what has is in order, however
    ///   late
    ///
    /// ## Placeholders
    /// - `start`, `end`: the labels of the two
    /// - `start_at`, `end_at`: their moments
    /// - `limit`: the threshold
    /// - `took`: the time between the two
    /// - `late`: by how much the limit was passed
    /// - `since`: the time since the start
    /// - `missing_roles`: the roles that were not reached
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   lapse:
    ///     clocks:
    ///       - start: event.recovered
    ///         end: events.recovery_told
    ///         within: outage.recovery_minutes
    ///         to: [client]
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if it happened too late, as `missing` if it did not happen and the time
    /// is over, as `early` instead if the rule has a message of that name and it happened before the
    /// start, as `unreached` if it happened and did not reach every role. Not applicable while the
    /// time is running and it has not happened, and in a state in which nothing falls due. Where days
    /// without times leave it open whether the limit was kept, the facts cannot decide: a limit in
    /// days is counted from day to day only where neither end has a time.
    "lapse", check,
    params: [
        needed("clocks", ParamKind::Groups(CLOCK)),
        optional("only_overdue", ParamKind::Switch),
    ],
    placeholders: [
        "start", "end", "start_at", "end_at", "limit", "took", "late", "since", "missing_roles",
    ],
    variants: ["early", "missing", "unreached"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    if case.record.life.quiet {
        return;
    }
    for params in case.check().groups("clocks") {
        if let Some(lapse) = Lapse::of(case, params) {
            lapse.judge(report);
        }
    }
}
