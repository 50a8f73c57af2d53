//! Where the changes are: by route and state, and how they stand by system and route.

use std::cmp::Reverse;

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
            here.stage(&route.id, id, n)
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

/// How many systems the start page names, so that it stays a page at a glance.
const SYSTEMS: usize = 12;

/// How the records of every value of a facet stand, and those without any, so that the sums are of all.
pub(super) fn standings(here: &Here<'_>, facet: Facet) -> Vec<Standing> {
    let desk = here.desk;
    let values = facet.values(desk, &desk.newest);
    let standing = |of: Counted, members: &[usize]| {
        let count = |verdict| {
            let stands = |it: &&usize| desk.standing(**it) == verdict;
            members.iter().filter(stands).count()
        };
        Standing {
            of,
            non_compliant: count("non_compliant"),
            in_progress: count("in_progress"),
            compliant: count("compliant"),
        }
    };
    let mut standings: Vec<_> = values
        .iter()
        .map(|(id, members)| standing(here.facet(facet, id, members.len(), false), members))
        .collect();
    if facet == Facet::System && standings.len() > SYSTEMS {
        standings = worst(here, standings);
    }
    let has_none = |it: &usize| facet.of(desk, *it).is_empty();
    let rest: Vec<_> = desk.newest.iter().copied().filter(has_none).collect();
    if !standings.is_empty() && !rest.is_empty() {
        let label = Said {
            text: here.ui(&format!("ui.home.without.{}", facet.id())),
            lang: None,
        };
        let of = Counted {
            label,
            href: None,
            n: rest.len(),
            current: false,
        };
        standings.push(standing(of, &rest));
    }
    standings
}

/// The systems that ask for most, and the others in one row, so that the sums are of all.
fn worst(here: &Here<'_>, mut all: Vec<Standing>) -> Vec<Standing> {
    all.sort_by_key(|it| Reverse((it.non_compliant, it.in_progress, it.of.n)));
    let others = all.split_off(SYSTEMS - 1);
    let sum = |part: fn(&Standing) -> usize| others.iter().map(part).sum();
    let label = here.ui_with("ui.home.other_systems", &[("n", &others.len().to_string())]);
    all.push(Standing {
        of: Counted {
            label: Said {
                text: label,
                lang: None,
            },
            href: here.href(Target::Systems),
            n: sum(|it| it.of.n),
            current: false,
        },
        non_compliant: sum(|it| it.non_compliant),
        in_progress: sum(|it| it.in_progress),
        compliant: sum(|it| it.compliant),
    });
    all
}
