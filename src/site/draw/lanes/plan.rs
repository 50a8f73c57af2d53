//! Where everything in a drawing across the page stands.

use crate::site::draw::flow::{DIAMOND, Flow, From, Return, SMALL, Side};
use crate::site::draw::measure::{widest, wrap};
use crate::site::draw::svg::{Area, line_height, px};
use crate::site::text::Said;

/// Between two columns.
pub(super) const GAP: i32 = 22;
/// Between a diamond and its state.
pub(super) const SHORT: i32 = 18;
/// Above and beneath the boxes of a lane.
pub(super) const AIR: i32 = 18;
/// Between two lines that run beside each other.
pub(super) const CHANNEL: i32 = 12;
/// What an event that leads back takes: its line, and its label above.
pub(super) const RETURN: i32 = 26;

/// Where everything stands.
pub(super) struct Plan<'f> {
    pub(super) flow: &'f Flow,
    /// Where the lanes begin from the left, behind their names.
    pub(super) left: i32,
    pub(super) width: i32,
    /// The top and the height of every lane.
    pub(super) lanes: Vec<(i32, i32)>,
    pub(super) steps: Vec<Area>,
    /// The middle of the diamond before a step.
    pub(super) decisions: Vec<Option<(i32, i32)>>,
    /// Where the lines of the events that lead back begin.
    pub(super) returns: i32,
    pub(super) sides: Vec<Area>,
    /// Where the lines that lead back from beside begin.
    pub(super) channels: i32,
    pub(super) height: i32,
}

impl<'f> Plan<'f> {
    pub(super) fn of(flow: &'f Flow) -> Self {
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
        let fits = |from: &i32| {
            let apart =
                |it: &(usize, Area)| it.1.right() + 20 <= *from || *from + area.w + 20 <= it.1.x;
            let clear = |line: &i32| *line + 12 <= *from || *from + area.w + 12 <= *line;
            placed.iter().all(apart) && lines.iter().all(clear)
        };
        let last = self.width - 16 - area.w;
        let mut starts = (self.left + 8..=last).rev();
        let x = starts.find(fits).unwrap_or(self.width);
        Area { x, ..area }
    }

    /// Where the line to a state beside the way begins.
    pub(super) fn source(&self, side: &Side) -> Option<(i32, i32)> {
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
    pub(super) fn port(&self, step: usize, side: i32) -> i32 {
        let area = self.steps[step];
        let leaves = |it: &Side| it.from == From::Step(step);
        let comes = |it: &Side| it.to == Some(step);
        let turns = |it: &Return| it.from == step || it.to == step;
        let busy = self.flow.sides.iter().any(leaves)
            && (self.flow.sides.iter().any(comes) || self.flow.returns.iter().any(turns));
        area.middle() + if busy { side * area.w / 4 } else { 0 }
    }
}
