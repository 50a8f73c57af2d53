//! A way through states down the page, for phones, for paper and for long ways.
//!
//! Lanes become a second line in every box. States beside the way stand to the
//! right of where they are entered; what leads back runs along the right edge,
//! the shorter way nearer.

use super::flow::{DIAMOND, Flow, From, Node, SMALL, Side, Step, diamond};
use super::measure::{widest, wrap};
use super::svg::{Anchor, Area, Drawing, Sheet, Spot, Svg, line_height, px};

/// Between two boxes.
const GAP: i32 = 26;
/// Between a diamond and its state.
const SHORT: i32 = 18;
/// Between the way and the states beside it.
const ASIDE: i32 = 28;
/// Between two lines that run beside each other.
const CHANNEL: i32 = 10;
/// The width of the boxes of the way, if their text does not need more.
const WIDTH: i32 = 150;

/// Where everything stands.
struct Plan<'f> {
    flow: &'f Flow,
    nodes: Vec<Node>,
    steps: Vec<Area>,
    /// The middle of the diamond before a step.
    decisions: Vec<Option<(i32, i32)>>,
    sides: Vec<Area>,
    /// Lines that lead back: where they begin, and the step.
    back: Vec<((i32, i32), usize)>,
    width: i32,
    height: i32,
}

/// The drawing.
pub(super) fn draw(flow: &Flow) -> Drawing {
    let plan = Plan::of(flow);
    let mut svg = Svg::default();
    plan.forward(&mut svg);
    plan.beside(&mut svg);
    for (at, (step, area)) in flow.steps.iter().zip(&plan.steps).enumerate() {
        if let (Some(point), Some(label)) = (plan.decisions[at], &step.decision) {
            diamond(&mut svg, point);
            let lines = wrap(&label.text);
            let spot = Spot {
                x: point.0 - DIAMOND / 2 - 6,
                y: point.1 - px(lines.len()) * line_height(SMALL) / 2 + SMALL,
                size: SMALL,
                anchor: Anchor::End,
                class: "d-muted",
                lang: label.lang,
            };
            svg.lines(&lines, spot);
        }
        let class = if step.agreed { "agreed" } else { "plain" };
        plan.nodes[at].draw(&mut svg, *area, class);
    }
    for (side, area) in flow.sides.iter().zip(&plan.sides) {
        side.node.draw(&mut svg, *area, "side");
    }
    svg.finish(Sheet {
        id: &format!("{}-down", flow.id),
        class: "flow-down",
        title: &flow.title,
        desc: &flow.desc,
        width: plan.width,
        height: plan.height,
    })
}

impl<'f> Plan<'f> {
    fn of(flow: &'f Flow) -> Self {
        let named = |it: &Step| Node {
            note: flow.lanes.get(it.lane).cloned(),
            ..it.node.clone()
        };
        let mut plan = Self {
            flow,
            nodes: flow.steps.iter().map(named).collect(),
            steps: Vec::new(),
            decisions: Vec::new(),
            sides: Vec::new(),
            back: Vec::new(),
            width: 0,
            height: 0,
        };
        plan.place_steps();
        plan.place_sides();
        plan.place_lines();
        plan
    }

    fn place_steps(&mut self) {
        let anywhere = self
            .flow
            .sides
            .iter()
            .filter(|it| it.from == From::Anywhere);
        let boxes = self.nodes.iter().chain(anywhere.map(|it| &it.node));
        let w = boxes.map(Node::width).max().unwrap_or_default().max(WIDTH);
        // Room for the badge of the first box.
        let mut y = 12;
        for (at, step) in self.flow.steps.iter().enumerate() {
            if at > 0 {
                y += GAP;
            }
            let decision = step.decision.as_ref().map(|_| (w / 2, y + DIAMOND / 2));
            if decision.is_some() {
                y += DIAMOND + SHORT;
            }
            self.decisions.push(decision);
            let h = self.nodes[at].height();
            self.steps.push(Area { x: 1, y, w, h });
            y += h;
        }
        self.width = w + 2;
        self.height = y + 2;
    }

    fn place_sides(&mut self) {
        let entered = self
            .flow
            .sides
            .iter()
            .filter(|it| it.from != From::Anywhere);
        let w = entered.map(|it| it.node.width()).max().unwrap_or_default();
        let x = self.width + ASIDE;
        let mut order: Vec<_> = (0..self.flow.sides.len()).collect();
        order.sort_by_key(|&at| self.source(&self.flow.sides[at]).map(|it| it.1));
        let mut free = 0;
        self.sides = vec![Area::default(); order.len()];
        for at in order {
            let side = &self.flow.sides[at];
            let Some((_, y)) = self.source(side) else {
                continue;
            };
            let h = side.node.height();
            let y = (y - h / 2).max(free);
            free = y + h + 14;
            self.sides[at] = Area { x, y, w, h };
            self.width = self.width.max(x + w + 12);
            self.height = self.height.max(y + h + 2);
        }
        for (at, side) in self.flow.sides.iter().enumerate() {
            if side.from == From::Anywhere {
                let y = self.height + GAP;
                let (w, h) = (side.node.width(), side.node.height());
                self.sides[at] = Area { x: 1, y, w, h };
                self.height = y + h + 2;
            }
        }
    }

    fn place_lines(&mut self) {
        for (side, area) in self.flow.sides.iter().zip(&self.sides) {
            if let Some(to) = side.to {
                self.back.push(((area.right(), area.centre()), to));
            }
        }
        for it in &self.flow.returns {
            let area = self.steps[it.from];
            self.back.push(((area.right(), area.centre()), it.to));
        }
        let steps = &self.steps;
        self.back
            .sort_by_key(|((_, y), to)| y - steps[*to].centre());
        if !self.back.is_empty() {
            let labels = self
                .flow
                .returns
                .iter()
                .map(|it| widest(&wrap(&it.label.text), SMALL));
            let labels = labels.max().unwrap_or_default();
            let way = self.steps.first().map_or(0, |it| it.right());
            self.width = self.width.max(way + labels + 16) + px(self.back.len()) * CHANNEL;
        }
    }

    /// Where the line to a state beside the way begins.
    fn source(&self, side: &Side) -> Option<(i32, i32)> {
        match side.from {
            From::Anywhere => None,
            From::Decision(at) => {
                let (x, y) = self.decisions.get(at).copied().flatten()?;
                Some((x + DIAMOND / 2, y))
            }
            From::Step(at) => self.steps.get(at).map(|it| (it.right(), it.centre())),
        }
    }

    fn forward(&self, svg: &mut Svg) {
        for (at, to) in self.steps.iter().enumerate() {
            let x = to.middle();
            if let Some((_, y)) = self.decisions[at] {
                svg.arrow("d-edge", &[(x, y + DIAMOND / 2), (x, to.y)]);
            }
            if let Some(from) = at.checked_sub(1).map(|it| self.steps[it]) {
                let end = self.decisions[at].map_or(to.y, |it| it.1 - DIAMOND / 2);
                svg.arrow("d-edge", &[(x, from.bottom()), (x, end)]);
            }
        }
    }

    fn beside(&self, svg: &mut Svg) {
        for (side, area) in self.flow.sides.iter().zip(&self.sides) {
            let Some((x, y)) = self.source(side) else {
                continue;
            };
            if (area.centre() - y).abs() < 3 {
                svg.arrow("d-edge beside", &[(x, y), (area.x, y)]);
            } else {
                let turn = area.x - ASIDE / 2;
                let end = area.centre();
                svg.arrow(
                    "d-edge beside",
                    &[(x, y), (turn, y), (turn, end), (area.x, end)],
                );
            }
        }
        let count = px(self.back.len());
        for (row, ((x, y), to)) in self.back.iter().enumerate() {
            let channel = self.width - (count - px(row)) * CHANNEL + 4;
            let area = self.steps[*to];
            let end = area.centre() + area.h / 4;
            svg.arrow(
                "d-edge beside",
                &[(*x, *y), (channel, *y), (channel, end), (area.right(), end)],
            );
        }
        for it in &self.flow.returns {
            let area = self.steps[it.from];
            let lines = wrap(&it.label.text);
            let spot = Spot {
                x: area.right() + 8,
                y: area.centre() - 5 - line_height(SMALL) * (px(lines.len()) - 1),
                size: SMALL,
                anchor: Anchor::Start,
                class: "d-muted",
                lang: it.label.lang,
            };
            svg.lines(&lines, spot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::draw::flow::sample;

    #[test]
    fn way_drawn_downwards_has_these_bytes() {
        let drawing = draw(&sample::flow());
        assert_eq!(drawing.html, include_str!("golden/down.svg").trim_end());
    }
}
