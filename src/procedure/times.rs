//! How files say a limit and a time: the same in the checks of rules and in what they are due by.

use super::rules::{ParamKind, ParamSpec};
use super::yields::Yields;

const fn spec(name: &'static str, kind: ParamKind, required: bool) -> ParamSpec {
    ParamSpec {
        name,
        kind,
        required,
    }
}

/// A limit: a threshold of the policy, or alternatives with conditions.
pub const LIMIT: &[ParamSpec] = &[
    spec("use", ParamKind::Threshold, true),
    spec("when", ParamKind::Expr, false),
];

/// A time: a moment, perhaps with something added.
pub const TIME: &[ParamSpec] = &[
    spec("at", ParamKind::Selector(Yields::Moments), true),
    spec("plus", ParamKind::Groups(LIMIT), false),
];
