//! `/process/`: the routes as drawings, and beneath each the same as an ordered list of states.
//!
//! - [`drawing`]: what is drawn of a route

pub(crate) mod drawing;

use serde::Serialize;

use crate::procedure::flow::{Route, SideState, State};

use super::desk::{Here, Target};
use super::draw::flow::Pair;
use super::facet::{Facet, stage};
use super::lists::{Counted, Link};
use super::shell::Frame;
use super::text::{Rich, Said};

use drawing::Purpose;

/// The routes.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    pub(crate) routes: Vec<RouteView>,
    pub(crate) side_states: Vec<SideView>,
    pub(crate) reopenings: Vec<String>,
}

/// A route.
#[derive(Debug, Serialize)]
pub(crate) struct RouteView {
    pub(crate) id: String,
    pub(crate) label: Said,
    pub(crate) purpose: Rich,
    pub(crate) records: Counted,
    pub(crate) drawing: Pair,
    pub(crate) states: Vec<StateView>,
    pub(crate) side_states: Vec<Said>,
}

/// A state of a route.
#[derive(Debug, Serialize)]
pub(crate) struct StateView {
    pub(crate) id: String,
    pub(crate) anchor: String,
    pub(crate) label: Said,
    pub(crate) guard: Option<Rich>,
    /// What shows that it was reached.
    pub(crate) shown_by: Option<String>,
    pub(crate) roles: Vec<Said>,
    /// Documents that are due from here on.
    pub(crate) documents: Vec<Due>,
    pub(crate) clauses: Vec<Counted>,
    /// Records that are here now.
    pub(crate) here: Counted,
    pub(crate) terminal: bool,
}

/// A document that falls due.
#[derive(Debug, Serialize)]
pub(crate) struct Due {
    pub(crate) document: Link,
    pub(crate) when: Option<String>,
}

/// A state beside the routes.
#[derive(Debug, Serialize)]
pub(crate) struct SideView {
    pub(crate) id: String,
    pub(crate) anchor: String,
    pub(crate) label: Said,
    pub(crate) meaning: Rich,
    pub(crate) shown_by: Option<String>,
    pub(crate) returns_to: Option<Said>,
    pub(crate) terminal: bool,
    pub(crate) here: Counted,
}

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let procedure = here.desk.ctx.procedure;
    let title = here.section("process");
    let reopenings = procedure.reopenings.iter().map(|it| {
        let event = here.event_label(&it.event).text;
        let state = here.word(&here.desk.state_label(&it.returns_to));
        here.ui_with(
            "ui.process.reopening",
            &[("event", &event), ("state", &state)],
        )
    });
    let view = View {
        title: title.clone(),
        routes: procedure.routes.iter().map(|it| route(here, it)).collect(),
        side_states: procedure
            .side_states
            .iter()
            .map(|it| side(here, it))
            .collect(),
        reopenings: reopenings.collect(),
    };
    let place = here.desk.procedure_place();
    (
        Frame {
            title: Some(title),
            section: Some("process"),
            place,
            ..Frame::default()
        },
        view,
    )
}

fn route(here: &Here<'_>, route: &Route) -> RouteView {
    let records = here.desk.ctx.book.records.iter();
    let n = records
        .filter(|it| it.route.as_ref() == Some(&route.id))
        .count();
    let mut counted = here.facet(Facet::Route, &route.id, n, false);
    counted.href = counted.href.filter(|_| n > 0);
    RouteView {
        id: route.id.clone(),
        label: here.say(&route.label),
        purpose: here.rich(&route.purpose),
        records: counted,
        drawing: drawing::flow(here, route, Purpose::Explain).draw(),
        states: route
            .states
            .iter()
            .map(|it| state(here, route, it))
            .collect(),
        side_states: route
            .side_states
            .iter()
            .map(|it| here.say(&here.desk.state_label(it)))
            .collect(),
    }
}

fn state(here: &Here<'_>, route: &Route, state: &State) -> StateView {
    let documents = here.desk.ctx.procedure.documents.iter().flat_map(|kind| {
        let due = kind
            .due
            .iter()
            .filter(|it| it.route == route.id && it.from == state.id);
        due.filter_map(move |it| {
            let link = Link {
                label: here.say(&kind.name()),
                href: here.href(Target::Template(&kind.id))?,
            };
            let when = it.when.as_ref().map(|it| here.condition(it, &kind.fields));
            Some(Due {
                document: link,
                when,
            })
        })
    });
    StateView {
        id: state.id.clone(),
        anchor: drawing::anchor(&route.id, &state.id),
        label: here.say(&state.label),
        guard: (!state.guard.is_empty()).then(|| here.rich(&state.guard)),
        shown_by: state.evidence.as_ref().map(|it| here.evidence(it)),
        roles: state.by.iter().map(|it| here.role(it)).collect(),
        documents: documents.collect(),
        clauses: here.clauses(&state.clauses),
        here: now(here, &state.id, Some(&route.id)),
        terminal: state.terminal,
    }
}

fn side(here: &Here<'_>, side: &SideState) -> SideView {
    SideView {
        id: side.id.clone(),
        anchor: drawing::side_anchor(&side.id),
        label: here.say(&side.label),
        meaning: here.rich(&side.meaning),
        shown_by: side.evidence.as_ref().map(|it| here.evidence(it)),
        returns_to: side
            .returns_to
            .as_ref()
            .map(|it| here.say(&here.desk.state_label(it))),
        terminal: side.terminal,
        here: now(here, &side.id, None),
    }
}

/// The records in a state, of one route or of all.
fn now(here: &Here<'_>, state: &str, route: Option<&str>) -> Counted {
    if let Some(route) = route {
        let n = here.desk.members(Facet::Stage, &stage(route, state)).len();
        return here.stage(route, state, n);
    }
    let n = here.desk.members(Facet::State, state).len();
    let mut counted = here.facet(Facet::State, state, n, false);
    counted.href = counted.href.filter(|_| n > 0);
    counted
}
