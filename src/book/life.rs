//! The life of a record: its cycles, what shows which state, declared and effective state.
//!
//! A state must be earned. `declared` is what the head says; `evidenced` is
//! the last state of the route that events and documents show; `effective` is
//! the later of both, and rules bite by it. The events that end a cycle (a
//! rejection, a rollback, a reopening) return the record to an earlier state;
//! evidence counts from the current cycle, or if it is of a state up to the one
//! returned to. While the declared state is the side state that ended a cycle,
//! that ended cycle is the current one.

use crate::moment::Moment;
use crate::source::Place;

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
}
