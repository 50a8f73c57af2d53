//! A way through states across the page: a lane a role, a column a state.
//!
//! Every state has its column to itself, so what runs up and down in a column or
//! in the gap before it never meets a box. States beside the way stand in a lane
//! of their own at the foot; what leads back from them runs beneath it, the
//! shorter way nearer, so that these lines do not cross.
//!
//! - [`plan`]: where everything stands

mod plan;

use super::flow::{DIAMOND, Flow, SMALL, diamond};
use super::measure::wrap;
use super::svg::{Anchor, Drawing, Sheet, Spot, Svg, line_height, px};

use plan::{AIR, CHANNEL, GAP, Plan, RETURN};

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

impl Plan<'_> {
    fn lanes(&self, svg: &mut Svg) {
        let bottom = self.lanes.last().map_or(0, |it| it.0 + it.1);
        let beside = (bottom, self.height - bottom);
        let lanes = self.lanes.iter().enumerate();
        let lanes = lanes.map(|(at, it)| (self.flow.lanes.get(at), *it));
        let beside = (!self.flow.sides.is_empty()).then_some((Some(&self.flow.beside), beside));
        for (at, (name, (top, height))) in lanes.chain(beside).enumerate() {
            if at > 0 && !self.flow.lanes.is_empty() {
                svg.line("d-lane", &[(0, top), (self.width, top)]);
            }
            let Some(name) = name else { continue };
            let wrapped = wrap(&name.text);
            let spot = Spot {
                x: 0,
                y: top + (height - px(wrapped.len()) * line_height(SMALL)) / 2 + SMALL,
                size: SMALL,
                anchor: Anchor::Start,
                class: "d-muted",
                lang: name.lang,
            };
            svg.lines(&wrapped, spot);
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
                x: i32::midpoint(start, end),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::draw::flow::sample;

    #[test]
    fn way_drawn_across_has_these_bytes() {
        let drawing = draw(&sample::flow());
        assert_eq!(drawing.html, include_str!("golden/across.svg").trim_end());
    }
}
