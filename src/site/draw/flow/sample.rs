//! A way with everything that a drawing can have, for tests.

use super::{Badge, Flow, From, Node, Return, Side, Step};
use crate::site::text::Said;

fn said(text: &str) -> Said {
    Said {
        text: text.to_owned(),
        lang: None,
    }
}

fn node(label: &str, n: usize) -> Node {
    Node {
        label: said(label),
        name: said(&format!("{label}, {n} here")),
        here: Some(Badge {
            n,
            name: said(&format!("{n} changes in {label}")),
            href: None,
        }),
        ..Node::default()
    }
}

/// A way with everything that a drawing can have.
pub(crate) fn flow() -> Flow {
    let step = |label: &str, n, lane| Step {
        node: node(label, n),
        lane,
        ..Step::default()
    };
    let mut steps = vec![
        step("wish", 2, 0),
        step("dug", 0, 1),
        step("planted out", 1, 1),
        step("in bloom", 0, 2),
        step("asleep", 12, 0),
    ];
    steps[2].agreed = true;
    steps[2].decision = Some(said("look"));
    steps[4].node.terminal = true;
    let side = |label: &str, n, from, to| Side {
        node: node(label, n),
        from,
        to,
    };
    let mut given_up = side("given up", 0, From::Anywhere, None);
    given_up.node.note = Some(said("from any state"));
    Flow {
        id: "plot".to_owned(),
        title: "The way of a plot".to_owned(),
        desc: "Five states and three beside them.".to_owned(),
        lanes: vec![said("owner"), said("gardener"), said("bees")],
        beside: said("beside"),
        steps,
        sides: vec![
            side("refused", 1, From::Decision(2), Some(1)),
            side("frozen", 0, From::Step(3), Some(0)),
            given_up,
        ],
        returns: vec![Return {
            label: said("woken"),
            from: 4,
            to: 3,
        }],
    }
}
