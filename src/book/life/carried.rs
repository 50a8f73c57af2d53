//! What still counts after a record has returned to an earlier state.
//!
//! The work up to the state returned to has been done and need not be done again: what shows those
//! states, and whatever was recorded before anything showed a later one, such as a report that
//! followed the state it belongs to. What shows a later state counts no longer, nor does what has to
//! be done anew by the words of the procedure.

use crate::book::Event;
use crate::procedure::flow::{Evidence, Route};

use super::{End, Facts, has_result};

/// The events of the judged cycle and those carried over from the cycles before it.
pub(super) fn visible(facts: &Facts<'_>, ends: &[End<'_>], cycles: &[usize]) -> Vec<usize> {
    let own = |cycle: usize| (0..cycles.len()).filter(move |&at| cycles[at] == cycle);
    let mut counting: Vec<usize> = own(0).collect();
    for (index, end) in ends.iter().enumerate() {
        counting = carried(facts, end, &counting);
        counting.extend(own(index + 1));
    }
    counting
}

/// Those of the events that counted until a cycle ended which count after it too.
fn carried(facts: &Facts<'_>, end: &End<'_>, counted: &[usize]) -> Vec<usize> {
    let rank = facts.route.and_then(|it| it.rank(end.returns_to));
    let (Some(route), Some(rank)) = (facts.route, rank) else {
        return Vec::new();
    };
    let event = |at: usize| &facts.events[at];
    let before: Vec<_> = counted
        .iter()
        .copied()
        .filter(|&at| at < end.event)
        .collect();
    let is_earlier = |at: &usize| shows(route, event(*at)).is_some_and(|it| it <= rank);
    let is_later = |at: &usize| shows(route, event(*at)).is_some_and(|it| it > rank);
    let last = before.iter().rposition(is_earlier).map_or(0, |it| it + 1);
    let first = before.iter().position(is_later).unwrap_or(before.len());
    let kept = before[..last.max(first)].iter().copied();
    kept.filter(|at| !is_later(at) && !end.anew.contains(&event(*at).kind))
        .collect()
}

/// The rank of the first state that an event shows.
fn shows(route: &Route, event: &Event) -> Option<usize> {
    let of = |it: &Evidence| {
        matches!(it, Evidence::Event { types, results, .. }
            if types.contains(&event.kind) && has_result(event, results))
    };
    let mut states = route.states.iter().map(|it| it.evidence.as_ref());
    states.position(|it| it.is_some_and(of))
}
