//! What shows that a state was reached: events of the judged cycle, or a final document.

use std::cmp::Ordering;

use crate::book::value::Item;
use crate::book::{Doc, Event, Record};
use crate::moment::Moment;
use crate::procedure::Procedure;
use crate::procedure::flow::Evidence;
use crate::source::Place;

use super::{Facts, Life};

/// The result of a decision that counts only once its conditions are met; a word of the engine,
/// as in the check kind `approvals`.
const CONDITIONAL: &str = "conditional";

/// To which state the record returned when the cycle before the judged one ended, and when.
pub(super) struct Returned {
    pub(super) rank: Option<usize>,
    pub(super) at: Option<Moment>,
}

/// How far a piece of evidence carries.
#[derive(Default)]
pub(super) struct Showing {
    /// Far enough for the declared state.
    pub(super) supports: bool,
    /// Far enough for the effective state.
    pub(super) suffices: bool,
    pub(super) at: Option<Moment>,
    pub(super) place: Option<Place>,
}

impl Showing {
    /// `since` is the end of the cycle before, where the evidence must be newer than that.
    pub(super) fn of(
        facts: &Facts<'_>,
        life: &Life,
        evidence: &Evidence,
        since: Option<&Returned>,
    ) -> Self {
        match evidence {
            Evidence::Event { .. } => Self::events(facts, life, evidence),
            Evidence::Document { document, at } => {
                let document = facts.documents.iter().find(|it| &it.kind == document);
                let document = document.filter(|it| it.is_final);
                document.map_or_else(Self::default, |it| {
                    Self::document(facts, it, at.as_deref(), since)
                })
            }
        }
    }

    fn events(facts: &Facts<'_>, life: &Life, evidence: &Evidence) -> Self {
        let Evidence::Event {
            types,
            results,
            after,
            roles,
            ..
        } = evidence
        else {
            return Self::default();
        };
        let mut visible: Vec<&Event> = life.visible.iter().map(|&at| &facts.events[at]).collect();
        if let Some(set) = after {
            let set = facts.procedure.events.expand(set);
            let last = visible
                .iter()
                .rposition(|it| set.contains(&it.kind.as_str()));
            let Some(last) = last else {
                return Self::default();
            };
            visible.drain(..=last);
        }
        let fit: Vec<_> = visible
            .iter()
            .filter(|it| types.contains(&it.kind) && has_result(it, results))
            .collect();
        let last = fit.last();
        Self {
            supports: !fit.is_empty(),
            suffices: !fit.is_empty() && roles.iter().all(|it| agrees(&visible, evidence, it)),
            at: last.and_then(|it| it.at.clone()),
            place: last.map(|it| it.item.place),
        }
    }

    fn document(
        facts: &Facts<'_>,
        document: &Doc,
        at: Option<&str>,
        since: Option<&Returned>,
    ) -> Self {
        let at = at.and_then(|field| document.field(field));
        let moment = at.and_then(|it| it.item.moment()).cloned();
        let end = since.and_then(|it| it.at.as_ref());
        let counts = match (&moment, end) {
            (Some(moment), Some(end)) => moment.compare(end, facts.zone) != Some(Ordering::Less),
            _ => true,
        };
        Self {
            supports: counts,
            suffices: counts,
            at: moment,
            place: Some(at.map_or(document.place, |it| it.item.place)),
        }
    }
}

/// The roles whose agreement the evidence asks for and that have not agreed.
pub fn silent<'e>(procedure: &Procedure, record: &Record, evidence: &'e Evidence) -> Vec<&'e str> {
    let Evidence::Event { after, roles, .. } = evidence else {
        return Vec::new();
    };
    let mut visible: Vec<&Event> = record
        .life
        .visible
        .iter()
        .map(|&at| &record.events[at])
        .collect();
    if let Some(set) = after {
        let set = procedure.events.expand(set);
        let last = visible
            .iter()
            .rposition(|it| set.contains(&it.kind.as_str()));
        visible.drain(..last.map_or(visible.len(), |it| it + 1));
    }
    let silent = roles.iter().filter(|it| !agrees(&visible, evidence, it));
    silent.map(String::as_str).collect()
}

/// Whether the last word of `role` on each of the documents is an agreement that counts.
fn agrees(visible: &[&Event], evidence: &Evidence, role: &str) -> bool {
    let Evidence::Event {
        types,
        results,
        documents,
        conditions,
        ..
    } = evidence
    else {
        return false;
    };
    let last_on = |document: Option<&String>| {
        visible.iter().rposition(|it| {
            types.contains(&it.kind)
                && has_role(it, role)
                && document.is_none_or(|d| it.is_about(d))
        })
    };
    let counts = |at: usize| {
        let event = visible[at];
        let is_met = |condition: &String| {
            let later = &visible[at + 1..];
            later
                .iter()
                .any(|it| it.kind == *condition && has_role(it, role))
        };
        let conditional = has_key(event, "result", CONDITIONAL);
        has_result(event, results) && (!conditional || conditions.as_ref().is_none_or(is_met))
    };
    let asked: Vec<Option<&String>> = if documents.is_empty() {
        vec![None]
    } else {
        documents.iter().map(Some).collect()
    };
    asked
        .into_iter()
        .all(|document| last_on(document).is_some_and(counts))
}

/// Whether the event has one of these results, if any are asked for.
pub fn has_result(event: &Event, results: &[String]) -> bool {
    results.is_empty() || results.iter().any(|it| has_key(event, "result", it))
}

fn has_role(event: &Event, role: &str) -> bool {
    has_key(event, "role", role)
}

fn has_key(event: &Event, field: &str, key: &str) -> bool {
    event.field(field).and_then(Item::key).as_deref() == Some(key)
}
