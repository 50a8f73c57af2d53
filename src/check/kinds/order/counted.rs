//! Which of the earlier moments count: what was proven too late or taken back does not.

use std::cmp::Ordering;

use crate::check::case::{At, Case};
use crate::procedure::selector::Selector;

/// The earlier moments that count before a later one.
#[derive(Default)]
pub(super) struct Counted<'a> {
    /// Those that certainly do.
    pub(super) certain: Vec<At<'a>>,
    /// Those that may have been taken back, each with what did it: where a time is missing, nobody
    /// knows which of the two came last.
    pub(super) doubtful: Vec<(At<'a>, At<'a>)>,
}

/// Those of `all`, found by `selector`, that count before `later`.
pub(super) fn earlier<'a>(
    case: &Case<'a>,
    selector: &Selector,
    (all, later): (&[At<'a>], At<'a>),
) -> Counted<'a> {
    let mut counted = Counted::default();
    let undone: Vec<_> = case
        .check()
        .selector("undone_by")
        .map_or_else(Vec::new, |it| case.moments(it));
    for at in all {
        let found = |wanted: Option<bool>| {
            let mut undone = undone.iter();
            undone.find(|it| takes_back(case, it, *at, later) == wanted)
        };
        if found(Some(true)).is_some() {
            continue;
        }
        match found(None) {
            Some(by) => counted.doubtful.push((*at, *by)),
            None => counted.certain.push(*at),
        }
    }
    let standing = &counted.certain;
    let proven: Vec<_> = standing
        .iter()
        .filter(|it| !is_proven_late(case, selector, it, later))
        .copied()
        .collect();
    // What is wrong with the only one is told by what is asked of its proof.
    if !proven.is_empty() {
        counted.certain = proven;
    }
    counted
}

/// Whether `undone` follows `at` and does not follow `later`; `None` if that cannot be known.
fn takes_back(case: &Case<'_>, undone: &At<'_>, at: At<'_>, later: At<'_>) -> Option<bool> {
    let zone = case.zone();
    let follows = at.moment.compare(undone.moment, zone).map(Ordering::is_lt);
    let in_time = undone
        .moment
        .compare(later.moment, zone)
        .map(Ordering::is_le);
    match (follows, in_time) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn is_proven_late(case: &Case<'_>, selector: &Selector, at: &At<'_>, later: At<'_>) -> bool {
    let Some(field) = case.check().name("proven_at") else {
        return false;
    };
    let entries = case.entries(selector);
    let proof = entries
        .into_iter()
        .filter(|it| it.member("at").is_some_and(|it| it.item.place == at.place))
        .find_map(|it| it.member(field)?.item.moment());
    proof.is_some_and(|it| it.compare(later.moment, case.zone()) == Some(Ordering::Greater))
}
