//! Which of the earlier moments count: what was proven too late or taken back does not.

use std::cmp::Ordering;

use crate::check::case::{At, Case};
use crate::procedure::selector::Selector;

/// The earlier moments that count before a later one.
#[derive(Default)]
pub(super) struct Counted<'a> {
    /// Those that certainly do.
    pub(super) certain: Vec<At<'a>>,
    /// Those that may have been taken back or proven too late, each with what did it: where a time is
    /// missing, nobody knows which came last.
    pub(super) doubtful: Vec<Doubt<'a>>,
}

/// A moment of which nobody knows whether it counts.
#[derive(Clone, Copy)]
pub(super) struct Doubt<'a> {
    pub(super) at: At<'a>,
    /// What may have taken it back, or proven it too late.
    pub(super) by: At<'a>,
    /// Whether that is its proof.
    pub(super) is_proof: bool,
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
            Some(by) => counted.doubtful.push(Doubt {
                at: *at,
                by: *by,
                is_proof: false,
            }),
            None => counted.certain.push(*at),
        }
    }
    let (mut certain, mut doubtful) = (Vec::new(), Vec::new());
    for &at in &counted.certain {
        let proof = proof(case, selector, &at);
        let order = proof.map(|it| it.moment.compare(later.moment, case.zone()));
        match (proof, order) {
            (Some(_), Some(Some(Ordering::Greater))) => {}
            (Some(by), Some(None)) => doubtful.push(Doubt {
                at,
                by,
                is_proof: true,
            }),
            _ => certain.push(at),
        }
    }
    // What is wrong with the only one is told by what is asked of its proof.
    if !certain.is_empty() {
        counted.certain = certain;
        counted.doubtful.append(&mut doubtful);
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

/// The moment that makes an earlier one count.
fn proof<'a>(case: &Case<'a>, selector: &Selector, at: &At<'_>) -> Option<At<'a>> {
    let field = case.check().name("proven_at")?;
    let entries = case.entries(selector);
    let mut own = entries
        .into_iter()
        .filter(|it| it.member("at").is_some_and(|it| it.item.place == at.place));
    own.find_map(|it| {
        let item = &it.member(field)?.item;
        let moment = item.moment()?;
        let place = item.place;
        Some(At { moment, place })
    })
}
