//! Where the changes are: by route and state, and how they stand by system and route.

use serde::Serialize;

use crate::procedure::flow::Route;
use crate::site::address::Href;
use crate::site::desk::{Here, Target};
use crate::site::draw::svg::Drawing;
use crate::site::facet::Facet;
use crate::site::lists::Counted;
use crate::site::process::drawing::{self, Purpose};
use crate::site::text::Said;

/// How many records of a route are in each state.
#[derive(Debug, Serialize)]
pub(crate) struct RouteNow {
    pub(crate) label: Said,
    pub(crate) href: Option<Href>,
    pub(crate) n: usize,
    /// For wide screens; the counts beneath say the same on the others.
    pub(crate) drawing: Option<Drawing>,
    pub(crate) states: Vec<Counted>,
    /// States beside the route, if any record is there.
    pub(crate) side: Vec<Counted>,
}

/// How the records of one system, or of one route, stand.
#[derive(Debug, Serialize)]
pub(crate) struct Standing {
    pub(crate) of: Counted,
    pub(crate) non_compliant: usize,
    pub(crate) in_progress: usize,
    pub(crate) compliant: usize,
}

/// Every route with its states.
pub(super) fn routes(here: &Here<'_>, records: &[usize]) -> Vec<RouteNow> {
    let desk = here.desk;
    let of = Facet::Route.values(desk, records);
    let procedure = desk.ctx.procedure;
    let now = |route: &Route| {
        let members = of
            .iter()
            .find(|it| it.0 == route.id)
            .map_or(&[][..], |it| it.1.as_slice());
        let states = Facet::State.values(desk, members);
        let counted = |id: &str| {
            let n = states
                .iter()
                .find(|it| it.0 == id)
                .map_or(0, |it| it.1.len());
            let mut counted = here.facet(Facet::State, id, n, false);
            if n == 0 {
                counted.href = None;
            }
            counted
        };
        let on_route = route.states.iter().map(|it| it.id.as_str());
        let on_side = route.side_states.iter().map(String::as_str);
        let on_side = on_side.filter(|id| states.iter().any(|it| it.0 == *id));
        RouteNow {
            label: here.say(&route.label),
            href: here.href_at(Target::Process, &route.id),
            n: members.len(),
            drawing: drawing::flow(here, route, Purpose::Overview).draw().across,
            states: on_route.map(counted).collect(),
            side: on_side.map(counted).collect(),
        }
    };
    procedure.routes.iter().map(now).collect()
}

/// How the records of every value of a facet stand.
pub(super) fn standings(here: &Here<'_>, facet: Facet) -> Vec<Standing> {
    let desk = here.desk;
    let values = facet.values(desk, &desk.newest);
    values
        .iter()
        .map(|(id, members)| {
            let count = |verdict| {
                members
                    .iter()
                    .filter(|it| desk.standing(**it) == verdict)
                    .count()
            };
            Standing {
                of: here.facet(facet, id, members.len(), false),
                non_compliant: count("non_compliant"),
                in_progress: count("in_progress"),
                compliant: count("compliant"),
            }
        })
        .collect()
}
