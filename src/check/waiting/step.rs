//! The next state of a record, what shows it, and who has not said their word yet.

use crate::book::{Record, life};
use crate::check::Context;
use crate::procedure::Procedure;
use crate::procedure::flow::{Evidence, Route, State};

/// The next step of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The state that it leads to.
    pub state: String,
    /// The events any of which shows it; none if something else does.
    pub events: Vec<String>,
    /// The document that shows it once it is final.
    pub document: Option<String>,
    /// The roles that take the record there. Of those who must agree each, the ones who have not.
    pub by: Vec<String>,
    /// Whether each of them must do it.
    pub each: bool,
    /// The findings that say that it is late, counted in the findings.
    pub late: Vec<usize>,
}

/// The state after the one in which a record is, if it is not at its end.
pub fn state<'a>(procedure: &'a Procedure, record: &Record) -> Option<(&'a Route, &'a State)> {
    if record.life.terminal || record.life.quiet {
        return None;
    }
    let route = procedure.route(record.route.as_deref()?)?;
    // A side state leads back to the route, not on along it.
    let side = procedure
        .side_states
        .iter()
        .find(|it| it.id == record.life.effective);
    let back = side
        .and_then(|it| it.returns_to.as_deref())
        .and_then(|it| route.rank(it));
    let state = route.states.get(back.unwrap_or(record.life.rank + 1))?;
    Some((route, state))
}

/// The next step, if there is one.
pub fn next(ctx: &Context<'_>, record: &Record) -> Option<Step> {
    let (_, state) = state(ctx.procedure, record)?;
    let mut step = Step {
        state: state.id.clone(),
        by: state.by.clone(),
        ..Step::default()
    };
    match &state.evidence {
        Some(evidence @ Evidence::Event { types, .. }) => {
            let events = &ctx.procedure.events;
            let types = types.iter().flat_map(|it| events.expand(it));
            step.events = types.map(str::to_owned).collect();
            let silent = life::silent(ctx.procedure, record, evidence);
            if !silent.is_empty() {
                step.by = silent.into_iter().map(str::to_owned).collect();
                step.each = true;
            }
        }
        Some(Evidence::Document { document, .. }) => step.document = Some(document.clone()),
        None => {}
    }
    Some(step)
}

/// The roles that take a record on from where it is.
pub fn by<'a>(ctx: &Context<'a>, record: &Record) -> Vec<&'a str> {
    let next = state(ctx.procedure, record);
    next.map(|(_, it)| it.by.iter().map(String::as_str).collect())
        .unwrap_or_default()
}

/// Whether an event shows a state that comes after the next one: its time has not come.
pub fn is_later(ctx: &Context<'_>, record: &Record, event: &str) -> bool {
    let Some((route, next)) = state(ctx.procedure, record) else {
        return false;
    };
    let rank = route.rank(&next.id).unwrap_or_default();
    let later = route.states.iter().skip(rank + 1);
    later.into_iter().any(|it| match &it.evidence {
        Some(Evidence::Event { types, .. }) => types
            .iter()
            .any(|it| ctx.procedure.events.expand(it).contains(&event)),
        _ => false,
    })
}
