//! The life of a record: its cycles, what shows which state, declared and effective state.
//!
//! A state must be earned. `declared` is what the head says; `evidenced` is
//! the last state of the route that events and documents show; `effective` is
//! the later of both, and rules bite by it. The events that end a cycle (a
//! rejection, a rollback, a reopening) return the record to an earlier state;
//! evidence counts from the current cycle, or if it is of a state up to the one
//! returned to (`carried`). While the declared state is the side state that ended a cycle,
//! that ended cycle is the current one.

mod carried;
mod evidence;

use jiff::tz::TimeZone;

use crate::moment::Moment;
use crate::procedure::Procedure;
use crate::procedure::flow::{Evidence, Reopening, Route, SideState};
use crate::source::Place;

use super::{AsOf, Doc, Event};

use evidence::{Returned, Showing};
pub use evidence::{has_result, silent};

/// States and cycles of a record.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// The state that the head declares.
    pub declared: Option<String>,
    /// Where it is declared.
    pub declared_place: Option<Place>,
    /// The states of the route in order, each with what shows it in the current cycle.
    pub shown: Vec<Shown>,
    /// The rank on the route of the effective state.
    pub rank: usize,
    /// The effective state: the side state if one is declared and shown, else that of `rank`.
    pub effective: String,
    /// The rank of the last state that evidence shows, if any does.
    pub evidenced_rank: Option<usize>,
    /// The cycle that is judged, from 0.
    pub cycle: usize,
    /// The event that ended the cycle before the judged one.
    pub ended_by: Option<usize>,
    /// For each end of a cycle the rank of the state to which the record returned, if its route has it.
    pub returns: Vec<Option<usize>>,
    /// The events that count in the judged cycle: its own, and those of earlier
    /// cycles up to the evidence of the state to which the record returned.
    pub visible: Vec<usize>,
    /// Whether the effective state is one in which a record may rest for ever.
    pub terminal: bool,
    /// Whether the effective state is a side state in which nothing falls due.
    pub quiet: bool,
}

/// A state of the route and what shows it.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The state.
    pub state: String,
    /// Whether evidence that suffices for the effective state exists.
    pub is_shown: bool,
    /// Whether evidence that suffices for the declared state exists.
    pub is_supported: bool,
    /// When it was reached, if that is known.
    pub at: Option<Moment>,
    /// Where the evidence stands.
    pub place: Option<Place>,
}

impl Life {
    /// Whether the record has reached `state` of its route.
    pub fn has_reached(&self, state: &str) -> bool {
        self.shown
            .iter()
            .position(|it| it.state == state)
            .is_some_and(|rank| rank <= self.rank)
    }

    /// How often a record that had reached the state of this rank had to reach it anew by a cycle.
    pub fn lost(&self, rank: Option<usize>, cycle: usize) -> usize {
        let ends = self.returns.iter().take(cycle);
        ends.filter(|it| rank.is_none() || **it < rank).count()
    }
}

/// What is known of a record when its life is worked out.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The zone of the portal.
    pub zone: &'a TimeZone,
    /// The moment for which everything is judged.
    pub as_of: &'a AsOf,
    /// The route.
    pub route: Option<&'a Route>,
    /// The events that have happened, in order of time.
    pub events: &'a [Event],
    /// The other documents.
    pub documents: &'a [Doc],
    /// The declared state.
    pub declared: Option<(&'a str, Place)>,
}

/// An event that ended a cycle.
struct End<'a> {
    event: usize,
    side_state: Option<&'a SideState>,
    returns_to: &'a str,
    /// What counts no longer, though it is of a state up to the one returned to.
    anew: &'a [String],
}

/// Works out the life of a record, and the cycle of each of its events.
pub fn live(facts: Facts<'_>) -> (Life, Vec<usize>) {
    let mut ends = ends(&facts);
    let declared = facts.declared.map(|(state, _)| state);
    // While the side state that ended a cycle is declared, that cycle goes on: what was
    // written down after its end, such as the report of a failed go-live, belongs to it.
    let last = ends.last().and_then(|end| end.side_state);
    if last.is_some() && last.map(|it| it.id.as_str()) == declared {
        ends.pop();
    }
    let cycles: Vec<usize> = (0..facts.events.len())
        .map(|at| ends.iter().filter(|end| end.event < at).count())
        .collect();
    let cycle = ends.len();
    let returned = ends.last().map(|end| Returned {
        rank: facts.route.and_then(|it| it.rank(end.returns_to)),
        at: facts.events[end.event].at.clone(),
    });
    let mut life = Life {
        declared: declared.map(str::to_owned),
        declared_place: facts.declared.map(|(_, place)| place),
        cycle,
        ended_by: ends.last().map(|it| it.event),
        returns: ends
            .iter()
            .map(|it| facts.route.and_then(|of| of.rank(it.returns_to)))
            .collect(),
        visible: carried::visible(&facts, &ends, &cycles),
        ..Life::default()
    };
    let Some(route) = facts.route else {
        declared.unwrap_or_default().clone_into(&mut life.effective);
        return (life, cycles);
    };
    life.shown = route
        .states
        .iter()
        .enumerate()
        .map(|(rank, state)| {
            // Evidence of a state up to the one returned to counts, however old it is.
            let since = returned.as_ref().filter(|it| it.rank < Some(rank));
            let evidence = state.evidence.as_ref();
            let shown = evidence.map(|it| Showing::of(&facts, &life, it, since));
            let first = state.evidence.is_none();
            let shown = shown.unwrap_or_default();
            Shown {
                state: state.id.clone(),
                is_shown: first || shown.suffices,
                is_supported: first || shown.supports,
                at: shown.at,
                place: shown.place,
            }
        })
        .collect();
    life.evidenced_rank = life.shown.iter().rposition(|it| it.is_shown);
    settle(&facts, route, &mut life);
    (life, cycles)
}

/// Decides between what is declared and what is shown.
fn settle(facts: &Facts<'_>, route: &Route, life: &mut Life) {
    let evidenced = life.evidenced_rank.unwrap_or_default();
    let declared = life.declared.clone().unwrap_or_default();
    let side = facts
        .procedure
        .side_states
        .iter()
        .find(|it| it.id == declared && route.side_states.contains(&it.id));
    let mut side = side;
    if facts.as_of.view {
        // In a view of the past only what had happened by then is believed.
        side = side.filter(|it| is_shown(facts, life, it));
    }
    let declared_rank = match side {
        Some(side) => side.ranks_as.as_deref().and_then(|it| route.rank(it)),
        None => route.rank(&declared).filter(|_| !facts.as_of.view),
    };
    life.rank = declared_rank.unwrap_or_default().max(evidenced);
    let state = &route.states[life.rank];
    life.effective.clone_from(&state.id);
    life.terminal = state.terminal;
    if let Some(side) = side {
        life.effective.clone_from(&side.id);
        life.terminal = side.terminal;
        life.quiet = side.quiet;
    }
    let ahead = route.rank(&declared).is_none_or(|it| it > evidenced);
    if facts.as_of.view && side.is_none() && life.declared.is_some() && ahead {
        life.declared = Some(life.effective.clone());
    }
}

/// Whether a side state has its evidence in the judged cycle.
pub fn is_shown(facts: &Facts<'_>, life: &Life, side: &SideState) -> bool {
    side.evidence
        .as_ref()
        .is_none_or(|it| Showing::of(facts, life, it, None).supports)
}

fn ends<'a>(facts: &Facts<'a>) -> Vec<End<'a>> {
    let procedure = facts.procedure;
    let route = facts.route;
    let sides = |it: &SideState| route.is_some_and(|of| of.side_states.contains(&it.id));
    // What has begun goes on until the record is back at a state before it.
    let is_over = |side: &SideState, ends: &[End<'_>], at: usize| {
        let kinds: Vec<&str> = side.before.iter().map(String::as_str).collect();
        let begun = route.and_then(|it| it.rank_shown_by(&kinds));
        let returns = |end: &End<'_>| route.and_then(|it| it.rank(end.returns_to)) < begun;
        let since = ends.iter().rfind(|it| begun.is_none() || returns(it));
        let since = since.map_or(0, |it| it.event + 1);
        let mut own = facts.events[since..at].iter();
        own.any(|it| side.before.contains(&it.kind))
    };
    let ended_by = |ends: &[End<'_>], at: usize, event: &Event| {
        let side = procedure
            .side_states
            .iter()
            .filter(|it| sides(it))
            .find(|side| {
                side.returns_to.is_some()
                    && matches!(&side.evidence, Some(Evidence::Event { types, results, .. })
                    if types.contains(&event.kind) && has_result(event, results))
                    && !is_over(side, ends, at)
            });
        if let Some(side) = side {
            return Some(End {
                event: at,
                side_state: Some(side),
                returns_to: side.returns_to.as_deref()?,
                anew: &[],
            });
        }
        // Routes end differently, so the same event may bring each of them back to a state of its own.
        let of_kind = |it: &&Reopening| it.event == event.kind;
        let on_route = |it: &&Reopening| route.is_some_and(|of| of.rank(&it.returns_to).is_some());
        let mut all = procedure.reopenings.iter().filter(of_kind);
        let found = all.clone().find(on_route).or_else(|| all.next())?;
        Some(End {
            event: at,
            side_state: None,
            returns_to: &found.returns_to,
            anew: &found.anew,
        })
    };
    let mut ends: Vec<End<'a>> = Vec::new();
    for (at, event) in facts.events.iter().enumerate() {
        let end = ended_by(&ends, at, event);
        ends.extend(end);
    }
    ends
}

#[cfg(test)]
mod tests;
