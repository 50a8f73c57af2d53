//! Which of the earlier moments count: what was proven too late or taken back does not.

use std::cmp::Ordering;

use crate::check::case::{At, Case};
use crate::procedure::selector::Selector;

/// Those of `all`, found by `selector`, that count before `later`.
pub(super) fn earlier<'a>(
    case: &Case<'a>,
    selector: &Selector,
    all: &[At<'a>],
    later: Option<At<'a>>,
) -> Vec<At<'a>> {
    let Some(later) = later else {
        return all.to_vec();
    };
    let zone = case.zone();
    let undone: Vec<_> = case
        .check()
        .selector("undone_by")
        .map_or_else(Vec::new, |it| case.moments(it));
    let stands = |at: &&At<'a>| {
        !undone.iter().any(|it| {
            at.moment.compare(it.moment, zone) == Some(Ordering::Less)
                && it
                    .moment
                    .compare(later.moment, zone)
                    .is_some_and(Ordering::is_le)
        })
    };
    let standing: Vec<_> = all.iter().filter(stands).copied().collect();
    let proven: Vec<_> = standing
        .iter()
        .filter(|it| !is_proven_late(case, selector, it, later))
        .copied()
        .collect();
    // What is wrong with the only one is told by what is asked of its proof.
    if proven.is_empty() { standing } else { proven }
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
