//! A route as something to draw: lanes from its roles, decisions from its evidence.
//!
//! Nothing is drawn that the procedure does not say. A decision stands before a
//! state where the event that shows it may also have a result that leads beside
//! the route; a double border means that several people must have agreed.

use crate::procedure::flow::{Evidence, Route, SideState, State};
use crate::site::address::Href;
use crate::site::desk::{Here, Target};
use crate::site::draw::flow::{Badge, Flow, From, Node, Return, Side, Step};
use crate::site::facet::{Facet, stage};
use crate::site::text::Said;

/// Which drawing is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// On the page of the process: lanes, and boxes that lead to their explanation.
    Explain,
    /// On the start page: boxes that lead to the records in them.
    Overview,
}

/// The drawing of a route.
pub(crate) fn flow(here: &Here<'_>, route: &Route, purpose: Purpose) -> Flow {
    let drawer = Drawer {
        here,
        route,
        purpose,
    };
    // The start page says where things are; ways that nothing has taken belong to the other drawing.
    let (mut sides, mut returns) = (drawer.sides(), drawer.returns());
    if purpose == Purpose::Overview {
        sides.retain(|it| it.node.here.as_ref().is_some_and(|it| it.n > 0));
        returns.clear();
    }
    let last = route.states.len().saturating_sub(1);
    let first = |at: usize| {
        let state = route.states.get(at);
        state.map_or_else(String::new, |it| here.word(&it.label))
    };
    let args = [
        ("n", &*route.states.len().to_string()),
        ("first", &first(0)),
        ("last", &first(last)),
    ];
    let (lanes, beside) = match purpose {
        Purpose::Explain => (drawer.lanes(), here.plain("ui.process.side")),
        Purpose::Overview => (Vec::new(), Said::default()),
    };
    Flow {
        id: format!("flow-{}", route.id),
        title: here.word(&route.label),
        desc: here.ui_with("ui.flow.desc", &args),
        lanes: lanes.iter().map(|it| it.1.clone()).collect(),
        beside,
        steps: (0..route.states.len())
            .map(|at| drawer.step(at, &lanes))
            .collect(),
        sides,
        returns,
    }
}

/// The anchor of a state on the page of the process.
pub(crate) fn anchor(route: &str, state: &str) -> String {
    format!("{route}-{state}")
}

/// The anchor of a state beside the routes on the page of the process.
pub(crate) fn side_anchor(state: &str) -> String {
    format!("side-{state}")
}

struct Drawer<'h, 'd> {
    here: &'h Here<'d>,
    route: &'h Route,
    purpose: Purpose,
}

impl Drawer<'_, '_> {
    /// The first role of every state, in the order in which they come.
    fn lanes(&self) -> Vec<(Option<&str>, Said)> {
        let mut lanes: Vec<(Option<&str>, Said)> = Vec::new();
        for state in &self.route.states {
            let role = state.by.first().map(String::as_str);
            if lanes.iter().all(|it| it.0 != role) {
                let nobody = || self.here.plain("ui.flow.nobody");
                let name = role.map_or_else(nobody, |it| self.here.role(it));
                lanes.push((role, name));
            }
        }
        lanes
    }

    fn step(&self, at: usize, lanes: &[(Option<&str>, Said)]) -> Step {
        let state = &self.route.states[at];
        let role = state.by.first().map(String::as_str);
        let decision = self.decided(at).map(|it| self.here.event_label(it));
        Step {
            node: self.node(
                &state.id,
                &anchor(&self.route.id, &state.id),
                state.terminal,
            ),
            lane: lanes.iter().position(|it| it.0 == role).unwrap_or_default(),
            agreed: matches!(&state.evidence, Some(Evidence::Event { roles, .. }) if !roles.is_empty()),
            decision,
        }
    }

    /// The event that is decided on the way to a state.
    fn decided(&self, at: usize) -> Option<&str> {
        let state = &self.route.states[at];
        self.side_states().find_map(|it| self.shared(state, it))
    }

    /// The event that shows both a state and, with another result, one beside the route.
    fn shared<'s>(&'s self, state: &'s State, side: &'s SideState) -> Option<&'s str> {
        let (Some(state), Some(side)) = (&state.evidence, &side.evidence) else {
            return None;
        };
        let (
            Evidence::Event { types, results, .. },
            Evidence::Event {
                types: others,
                results: refused,
                ..
            },
        ) = (state, side)
        else {
            return None;
        };
        if refused.is_empty() || refused.iter().any(|it| results.contains(it)) {
            return None;
        }
        let expand = |types: &'s [String]| -> Vec<&'s str> {
            let events = &self.here.desk.ctx.procedure.events;
            types.iter().flat_map(|it| events.expand(it)).collect()
        };
        let others = expand(others);
        expand(types).into_iter().find(|it| others.contains(it))
    }

    fn side_states(&self) -> impl Iterator<Item = &SideState> {
        let all = &self.here.desk.ctx.procedure.side_states;
        let of = |id: &String| all.iter().find(|it| it.id == *id);
        self.route.side_states.iter().filter_map(of)
    }

    fn sides(&self) -> Vec<Side> {
        let side = |side: &SideState| {
            let states = &self.route.states;
            let decision = (0..states.len()).find(|&at| self.shared(&states[at], side).is_some());
            let rank = side.ranks_as.as_ref().and_then(|it| self.route.rank(it));
            let from = decision
                .map(From::Decision)
                .or(rank.map(From::Step))
                .unwrap_or_default();
            let mut node = self.node(&side.id, &side_anchor(&side.id), side.terminal);
            if from == From::Anywhere {
                node.note = Some(self.here.plain("ui.flow.anywhere"));
            }
            let to = side.returns_to.as_ref();
            Side {
                node,
                from,
                to: to.and_then(|it| self.route.rank(it)),
            }
        };
        self.side_states().map(side).collect()
    }

    /// Events that bring an ended record back.
    fn returns(&self) -> Vec<Return> {
        let Some(from) = self.route.states.iter().rposition(|it| it.terminal) else {
            return Vec::new();
        };
        let all = &self.here.desk.ctx.procedure.reopenings;
        all.iter()
            .filter_map(|it| {
                let to = self.route.rank(&it.returns_to)?;
                Some(Return {
                    label: self.here.event_label(&it.event),
                    from,
                    to,
                })
            })
            .filter(|it| it.to < it.from)
            .collect()
    }

    fn node(&self, state: &str, anchor: &str, terminal: bool) -> Node {
        let here = self.here;
        let label = here.say(&here.desk.state_label(state));
        let reached = stage(&self.route.id, state);
        let n = here.desk.members(Facet::Stage, &reached).len();
        let explained = here.href_at(Target::Process, anchor);
        let listed = here
            .href(Target::Listed(Facet::Stage, &reached))
            .filter(|_| n > 0);
        let (href, badge) = match self.purpose {
            Purpose::Explain => (explained, listed),
            Purpose::Overview => (listed.or(explained), None),
        };
        Node {
            name: self.name(&label, "ui.flow.name", n),
            here: Some(self.badge(&label, n, badge)),
            label,
            note: None,
            href,
            terminal,
        }
    }

    fn badge(&self, label: &Said, n: usize, href: Option<Href>) -> Badge {
        Badge {
            n,
            name: self.name(label, "ui.flow.records", n),
            href,
        }
    }

    fn name(&self, label: &Said, path: &str, n: usize) -> Said {
        let form = if n == 1 { "one" } else { "many" };
        let args = [("label", label.text.as_str()), ("n", &n.to_string())];
        Said {
            text: self.here.ui_with(&format!("{path}.{form}"), &args),
            lang: None,
        }
    }
}
