//! Routes, states and what shows that a state was reached; events; derived facts.

use crate::expr::Expr;
use crate::lang::Text;
use crate::source::Place;

use super::Named;
use super::fields::Field;
use super::selector::Selector;

/// A way from the first state to the last.
#[derive(Clone, Debug, Default)]
pub struct Route {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// When it is taken.
    pub purpose: Text,
    /// Its states, in order.
    pub states: Vec<State>,
    /// The side states that it has.
    pub side_states: Vec<String>,
}

impl Route {
    /// The rank of a state on this route, from 0.
    pub fn rank(&self, state: &str) -> Option<usize> {
        self.states.iter().position(|it| it.id == state)
    }

    /// The rank of the first state that an event of one of these types shows.
    pub fn rank_shown_by(&self, kinds: &[&str]) -> Option<usize> {
        let shows = |it: &Evidence| match it {
            Evidence::Event { types, .. } => types.iter().any(|it| kinds.contains(&it.as_str())),
            Evidence::Document { .. } => false,
        };
        let mut evidence = self.states.iter().map(|it| it.evidence.as_ref());
        evidence.position(|it| it.is_some_and(shows))
    }
}

/// A state of a route.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// What must be true to enter it, in words.
    pub guard: Text,
    /// What shows that it was reached; the first state needs nothing.
    pub evidence: Option<Evidence>,
    /// The roles that take a record there.
    pub by: Vec<String>,
    /// The clauses behind it.
    pub clauses: Vec<String>,
    /// Whether a record may rest here for ever.
    pub terminal: bool,
}

/// What shows that a state was reached.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// An event.
    Event {
        /// Any of these types.
        types: Vec<String>,
        /// With one of these results, if any are named.
        results: Vec<String>,
        /// After the last event of this set, if one is named.
        after: Option<String>,
        /// For the effective state: one from each of these roles.
        roles: Vec<String>,
        /// Each must cover all of these documents; one that names none covers them.
        documents: Vec<String>,
        /// A conditional result counts once an event of this type of the same role exists.
        conditions: Option<String>,
    },
    /// A document that is final.
    Document {
        /// Its type.
        document: String,
        /// The field that says when.
        at: Option<String>,
    },
}

/// A state beside the route.
#[derive(Clone, Debug, Default)]
pub struct SideState {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// What it means.
    pub meaning: Text,
    /// The state of the route that it ranks as; without one, what its events reached.
    pub ranks_as: Option<String>,
    /// The state to which the record returns: the event ends a cycle.
    pub returns_to: Option<String>,
    /// From the first of these events on, its event no longer ends a cycle.
    pub before: Vec<String>,
    /// What shows it.
    pub evidence: Option<Evidence>,
    /// Whether a record may rest here for ever.
    pub terminal: bool,
    /// Whether no document and no lapse is due in it.
    pub quiet: bool,
}

/// An event that ends a cycle without a side state.
#[derive(Clone, Debug, Default)]
pub struct Reopening {
    /// The type of the event.
    pub event: String,
    /// The state to which the record returns; where it has none of that name, another entry may say another.
    pub returns_to: String,
    /// The types of events that must happen again.
    pub anew: Vec<String>,
}

/// The events that a record may have.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// The fields of an entry.
    pub fields: Vec<Field>,
    /// The types.
    pub types: Vec<EventType>,
    /// Groups of types.
    pub groups: Vec<Named>,
    /// Named sets of types, usable wherever a type is.
    pub sets: Vec<(String, Vec<String>)>,
}

impl Events {
    /// The types that `name` stands for: itself, or those of the set of that name.
    pub fn expand<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        match self.sets.iter().find(|(it, _)| it == name) {
            Some((_, types)) => types.iter().map(String::as_str).collect(),
            None => vec![name],
        }
    }

    /// The type `id`.
    pub fn kind(&self, id: &str) -> Option<&EventType> {
        self.types.iter().find(|it| it.id == id)
    }
}

/// A type of event.
#[derive(Clone, Debug, Default)]
pub struct EventType {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// Its group.
    pub group: String,
    /// Fields that it needs beside those that every event needs.
    pub needs: Vec<String>,
    /// The results it may have; empty if it has none of its own.
    pub results: Vec<String>,
}

/// A value derived from those of a record.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Where it is defined.
    pub place: Place,
    /// How it is derived.
    pub how: Derivation,
}

/// How a fact is derived.
#[derive(Clone, Debug)]
pub enum Derivation {
    /// The first of these that the record has.
    FirstOf(Vec<Selector>),
    /// Everything that any of these select, without repetition.
    Union(Vec<Selector>),
    /// The value of an expression.
    Expr(Expr),
}
