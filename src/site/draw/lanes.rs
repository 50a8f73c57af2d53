//! A way through states across the page: a lane a role, a column a state.
//!
//! Every state has its column to itself, so what runs up and down in a column or
//! in the gap before it never meets a box. States beside the way stand in a lane
//! of their own at the foot; what leads back from them runs beneath it, the
//! shorter way nearer, so that these lines do not cross.

use super::flow::{DIAMOND, Flow, From, Return, SMALL, Side, diamond};
use crate::site::text::Said;

use super::measure::{widest, wrap};
use super::svg::{Anchor, Area, Drawing, Sheet, Spot, Svg, line_height, px};

/// Between two columns.
const GAP: i32 = 22;
/// Between a diamond and its state.
const SHORT: i32 = 18;
/// Above and beneath the boxes of a lane.
const AIR: i32 = 18;
/// Between two lines that run beside each other.
const CHANNEL: i32 = 12;
/// What an event that leads back takes: its line, and its label above.
const RETURN: i32 = 26;

/// Where everything stands.
struct Plan<'f> {
    flow: &'f Flow,
    /// Where the lanes begin from the left, behind their names.
    left: i32,
    width: i32,
    /// The top and the height of every lane.
    lanes: Vec<(i32, i32)>,
    steps: Vec<Area>,
    /// The middle of the diamond before a step.
    decisions: Vec<Option<(i32, i32)>>,
    /// Where the lines of the events that lead back begin.
    returns: i32,
    sides: Vec<Area>,
    /// Where the lines that lead back from beside begin.
    channels: i32,
    height: i32,
}

/// The drawing.
pub(super) fn draw(flow: &Flow) -> Drawing {
    let plan = Plan::of(flow);
    let mut svg = Svg::default();
    plan.lanes(&mut svg);
    plan.forward(&mut svg);
    plan.beside(&mut svg);
    plan.back(&mut svg);
    for (at, (step, area)) in flow.steps.iter().zip(&plan.steps).enumerate() {
        if let (Some(point), Some(label)) = (plan.decisions[at], &step.decision) {
            diamond(&mut svg, point);
            let lines = wrap(&label.text);
            let spot = Spot {
                x: point.0,
                y: point.1 - DIAMOND / 2 - 6 - line_height(SMALL) * (px(lines.len()) - 1),
                size: SMALL,
                anchor: Anchor::Middle,
                class: "d-muted",
                lang: label.lang,
            };
            svg.lines(&lines, spot);
        }
        let class = if step.agreed { "agreed" } else { "plain" };
        step.node.draw(&mut svg, *area, class);
    }
    for (side, area) in flow.sides.iter().zip(&plan.sides) {
        side.node.draw(&mut svg, *area, "side");
    }
    svg.finish(Sheet {
        id: &format!("{}-across", flow.id),
        class: "flow-across",
        title: &flow.title,
        desc: &flow.desc,
        width: plan.width,
        height: plan.height,
    })
}

impl<'f> Plan<'f> {
    fn of(flow: &'f Flow) -> Self {
        let names = flow
            .lanes
            .iter()
            .chain(flow.sides.first().map(|_| &flow.beside));
        let names = names.map(|it| widest(&wrap(&it.text), SMALL)).max();
        let names = names.unwrap_or_default();
        let left = if names > 0 { names + 16 } else { 0 };
        let mut plan = Self {
            flow,
            left,
            width: 0,
            lanes: Vec::new(),
            steps: Vec::new(),
            decisions: Vec::new(),
            returns: 0,
            sides: Vec::new(),
            channels: 0,
            height: 0,
        };
        plan.place_lanes();
        plan.place_steps();
        plan.place_sides();
        plan
    }

    fn place_lanes(&mut self) {
        let flow = self.flow;
        let boxes = flow.steps.iter().map(|it| it.node.height()).max();
        let count = flow.steps.iter().map(|it| it.lane + 1).max();
        let mut top = 0;
        for at in 0..count.unwrap_or_default().max(flow.lanes.len()) {
            let labels = flow.steps.iter().filter(|it| it.lane == at);
            let labels = labels.filter_map(|it| it.decision.as_ref());
            // The label of a diamond stands above it, and the lane is as high beneath.
            let lines = |it: &Said| px(wrap(&it.text).len()) * line_height(SMALL);
            let labels = labels.map(|it| DIAMOND + 2 * lines(it)).max();
            let name = flow.lanes.get(at).map(lines);
            let inner = boxes.max(labels).max(name).unwrap_or_default();
            self.lanes.push((top, inner + 2 * AIR));
            top += inner + 2 * AIR;
        }
    }

    fn place_steps(&mut self) {
        let height = self.flow.steps.iter().map(|it| it.node.height()).max();
        let h = height.unwrap_or_default();
        let mut x = self.left + 8;
        for (at, step) in self.flow.steps.iter().enumerate() {
            let (top, lane) = self.lanes[step.lane];
            let y = top + (lane - h) / 2;
            if at > 0 {
                x += GAP;
            }
            self.decisions.push(step.decision.as_ref().map(|label| {
                let room = DIAMOND.max(widest(&wrap(&label.text), SMALL));
                let middle = x + room / 2;
                x += room + SHORT;
                (middle, y + h / 2)
            }));
            let w = step.node.width();
            self.steps.push(Area { x, y, w, h });
            x += w;
        }
        self.width = x + 16;
    }

    fn place_sides(&mut self) {
        let bottom = self.lanes.last().map_or(0, |it| it.0 + it.1);
        self.returns = bottom + RETURN;
        let top = bottom + px(self.flow.returns.len()) * RETURN;
        let heights = self.flow.sides.iter().map(|it| it.node.height());
        let h = heights.max().unwrap_or_default();
        self.channels = top + AIR + h + CHANNEL + 4;
        let back = self.flow.sides.iter().filter(|it| it.to.is_some()).count();
        self.height = match (self.flow.sides.is_empty(), back) {
            (true, _) => top + 1,
            (false, 0) => top + AIR + h + AIR,
            (false, n) => self.channels + px(n - 1) * CHANNEL + 8,
        };
        let y = top + AIR;
        // Those with a way in stand beneath where they are entered; the others where there is room.
        let mut placed: Vec<(usize, Area)> = Vec::new();
        let mut entered: Vec<_> = (0..self.flow.sides.len())
            .filter_map(|at| Some((self.source(&self.flow.sides[at])?.0, at)))
            .collect();
        entered.sort_unstable();
        for (middle, at) in entered {
            let w = self.flow.sides[at].node.width();
            let after = placed.last().map_or(self.left + 8, |it| it.1.right() + 20);
            let x = (middle - w / 2).max(after);
            placed.push((at, Area { x, y, w, h }));
        }
        let right = placed.iter().map(|it| it.1.right() + 16).max();
        self.width = self.width.max(right.unwrap_or_default());
        for (at, side) in self.flow.sides.iter().enumerate() {
            if side.from == From::Anywhere {
                let area = self.free(
                    &placed,
                    Area {
                        x: 0,
                        y,
                        w: side.node.width(),
                        h,
                    },
                );
                self.width = self.width.max(area.right() + 16);
                placed.push((at, area));
            }
        }
        placed.sort_by_key(|it| it.0);
        self.sides = placed.into_iter().map(|it| it.1).collect();
    }

    /// The place furthest to the right at which `area` meets neither a box nor a line.
    fn free(&self, placed: &[(usize, Area)], area: Area) -> Area {
        let targets = self.flow.sides.iter().filter_map(|it| it.to);
        let lines: Vec<_> = targets.map(|it| self.port(it, 1)).collect();
        let fits = |x: &i32| {
            let apart = |it: &(usize, Area)| it.1.right() + 20 <= *x || *x + area.w + 20 <= it.1.x;
            let clear = |line: &i32| *line + 12 <= *x || *x + area.w + 12 <= *line;
            placed.iter().all(apart) && lines.iter().all(clear)
        };
        let last = self.width - 16 - area.w;
        let mut places = (self.left + 8..=last).rev();
        let x = places.find(fits).unwrap_or(self.width);
        Area { x, ..area }
    }

    /// Where the line to a state beside the way begins.
    fn source(&self, side: &Side) -> Option<(i32, i32)> {
        match side.from {
            From::Anywhere => None,
            From::Decision(at) => {
                let (x, y) = self.decisions.get(at).copied().flatten()?;
                Some((x, y + DIAMOND / 2))
            }
            From::Step(at) => {
                let area = self.steps.get(at)?;
                Some((self.port(at, 0), area.bottom()))
            }
        }
    }

    /// Where a line meets the foot of a step: what leaves in the middle, what comes back beside it.
    fn port(&self, step: usize, side: i32) -> i32 {
        let area = self.steps[step];
        let leaves = |it: &Side| it.from == From::Step(step);
        let comes = |it: &Side| it.to == Some(step);
        let turns = |it: &Return| it.from == step || it.to == step;
        let busy = self.flow.sides.iter().any(leaves)
            && (self.flow.sides.iter().any(comes) || self.flow.returns.iter().any(turns));
        area.middle() + if busy { side * area.w / 4 } else { 0 }
    }

    fn lanes(&self, svg: &mut Svg) {
        let bottom = self.lanes.last().map_or(0, |it| it.0 + it.1);
        let beside = (bottom, self.height - bottom);
        let lanes = self.lanes.iter().enumerate();
        let lanes = lanes.map(|(at, it)| (self.flow.lanes.get(at), *it));
        let beside = (!self.flow.sides.is_empty()).then_some((Some(&self.flow.beside), beside));
        for (at, (name, (top, height))) in lanes.chain(beside).enumerate() {
            if at > 0 {
                svg.line("d-lane", &[(0, top), (self.width, top)]);
            }
            let Some(name) = name else { continue };
            let lines = wrap(&name.text);
            let spot = Spot {
                x: 0,
                y: top + (height - px(lines.len()) * line_height(SMALL)) / 2 + SMALL,
                size: SMALL,
                anchor: Anchor::Start,
                class: "d-muted",
                lang: name.lang,
            };
            svg.lines(&lines, spot);
        }
    }

    /// From every state to the next.
    fn forward(&self, svg: &mut Svg) {
        for at in 0..self.steps.len() {
            let to = self.steps[at];
            if let Some((x, y)) = self.decisions[at] {
                svg.arrow("d-edge", &[(x + DIAMOND / 2, y), (to.x, y)]);
            }
            let Some(from) = at.checked_sub(1).map(|it| self.steps[it]) else {
                continue;
            };
            let end = self.decisions[at].map_or((to.x, to.centre()), |(x, y)| (x - DIAMOND / 2, y));
            let start = (from.right(), from.centre());
            if start.1 == end.1 {
                svg.arrow("d-edge", &[start, end]);
            } else {
                let turn = from.right() + GAP / 2;
                svg.arrow("d-edge", &[start, (turn, start.1), (turn, end.1), end]);
            }
        }
    }

    /// To the states beside the way, and from them back.
    fn beside(&self, svg: &mut Svg) {
        let mut back: Vec<(i32, i32, usize)> = Vec::new();
        for (at, (side, area)) in self.flow.sides.iter().zip(&self.sides).enumerate() {
            if let Some((x, y)) = self.source(side) {
                let end = (area.middle(), area.y);
                if (end.0 - x).abs() < 3 {
                    svg.arrow("d-edge beside", &[(x, y), (x, end.1)]);
                } else {
                    let turn = area.y - AIR / 2;
                    svg.arrow("d-edge beside", &[(x, y), (x, turn), (end.0, turn), end]);
                }
            }
            if let Some(to) = side.to {
                let port = self.port(to, 1);
                back.push(((area.middle() - port).abs(), port, at));
            }
        }
        back.sort_unstable();
        for (row, (_, port, at)) in back.into_iter().enumerate() {
            let area = self.sides[at];
            let y = self.channels + px(row) * CHANNEL;
            let Some(to) = self.flow.sides[at].to.map(|it| self.steps[it]) else {
                continue;
            };
            let from = (area.middle(), area.bottom());
            svg.arrow(
                "d-edge beside",
                &[from, (from.0, y), (port, y), (port, to.bottom())],
            );
        }
    }

    /// Events that lead back, along the foot of the lanes.
    fn back(&self, svg: &mut Svg) {
        for (at, it) in self.flow.returns.iter().enumerate() {
            let (from, to) = (self.steps[it.from], self.steps[it.to]);
            let y = self.returns + px(at) * RETURN - 6;
            let (start, end) = (self.port(it.from, -1), self.port(it.to, 1));
            svg.arrow(
                "d-edge beside",
                &[
                    (start, from.bottom()),
                    (start, y),
                    (end, y),
                    (end, to.bottom()),
                ],
            );
            let spot = Spot {
                x: (start + end) / 2,
                y: y - 5,
                size: SMALL,
                anchor: Anchor::Middle,
                class: "d-muted",
                lang: it.label.lang,
            };
            svg.text(&it.label.text, spot);
        }
    }
}
