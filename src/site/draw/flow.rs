//! A way through states as a drawing: what it is made of, and how a box looks.
//!
//! The same [`Flow`] is drawn twice: [`super::lanes`] across, with a lane a role, for
//! wide screens, and [`super::column`] downwards for phones and paper. The states of
//! a way follow each other, so the longest path to a state is its number in the order.

#[cfg(test)]
pub(super) mod sample;

use serde::Serialize;

use crate::site::address::Href;
use crate::site::text::Said;

use super::measure::{PADDING, widest, width, wrap};
use super::svg::{Anchor, Area, Drawing, Spot, Svg, line_height, px};

/// The size of the labels of boxes.
pub(super) const LABEL: i32 = 14;
/// The size of all other text.
pub(super) const SMALL: i32 = 12;
/// More boxes than this do not stand side by side at a readable size.
const ACROSS: usize = 14;
/// The width of the text on a sheet of A4, in pixels.
const PAPER: i32 = 670;

/// A way through states.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    /// Unique on the page.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) desc: String,
    /// Who acts, the first one at the top. Without names there is one nameless lane.
    pub(crate) lanes: Vec<Said>,
    /// What the states beside the way are called together.
    pub(crate) beside: Said,
    pub(crate) steps: Vec<Step>,
    pub(crate) sides: Vec<Side>,
    pub(crate) returns: Vec<Return>,
}

/// A state of the way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Step {
    pub(crate) node: Node,
    /// In which lane it stands.
    pub(crate) lane: usize,
    /// Whether people must agree before it is reached: a double border.
    pub(crate) agreed: bool,
    /// What is decided on the way to it: a diamond.
    pub(crate) decision: Option<Said>,
}

/// A state beside the way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    pub(crate) node: Node,
    pub(crate) from: From,
    /// The step to which it leads back.
    pub(crate) to: Option<usize>,
}

/// Where a state beside the way is entered from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum From {
    /// From every state.
    #[default]
    Anywhere,
    /// From the decision before a step.
    Decision(usize),
    /// From a step.
    Step(usize),
}

/// An event that leads from a step back to an earlier one.
#[derive(Clone, Debug)]
pub(crate) struct Return {
    pub(crate) label: Said,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// A box.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) label: Said,
    /// A second, smaller line.
    pub(crate) note: Option<Said>,
    /// The label with all that the box shows, for those who hear it.
    pub(crate) name: Said,
    pub(crate) href: Option<Href>,
    /// Records that are here now, in a badge.
    pub(crate) here: Option<Badge>,
    pub(crate) terminal: bool,
}

/// A number on a box, with its own link.
#[derive(Clone, Debug)]
pub(crate) struct Badge {
    pub(crate) n: usize,
    pub(crate) name: Said,
    pub(crate) href: Option<Href>,
}

/// Both drawings of a way.
#[derive(Debug, Serialize)]
pub(crate) struct Pair {
    /// For wide screens, if it fits them.
    pub(crate) across: Option<Drawing>,
    /// Whether that fits a sheet of paper as well.
    pub(crate) slim: bool,
    /// For phones and paper.
    pub(crate) down: Drawing,
}

impl Flow {
    /// Both drawings.
    pub(crate) fn draw(&self) -> Pair {
        let boxes = self.steps.len() + self.sides.len();
        let across = (boxes <= ACROSS).then(|| super::lanes::draw(self));
        Pair {
            slim: across.as_ref().is_some_and(|it| it.width <= PAPER),
            across,
            down: super::column::draw(self),
        }
    }
}

impl Node {
    /// The lines of its label.
    pub(super) fn lines(&self) -> Vec<String> {
        wrap(&self.label.text)
    }

    fn notes(&self) -> Vec<String> {
        self.note
            .as_ref()
            .map(|it| wrap(&it.text))
            .unwrap_or_default()
    }

    /// The width that its text needs.
    pub(super) fn width(&self) -> i32 {
        widest(&self.lines(), LABEL).max(widest(&self.notes(), SMALL)) + PADDING
    }

    /// The height that its text needs.
    pub(super) fn height(&self) -> i32 {
        self.text_height() + 20
    }

    fn text_height(&self) -> i32 {
        px(self.lines().len()) * line_height(LABEL) + px(self.notes().len()) * line_height(SMALL)
    }

    /// Draws the box into `area`, its badge over the upper right corner.
    pub(super) fn draw(&self, svg: &mut Svg, area: Area, class: &str) {
        let round = if self.terminal { area.h / 2 } else { 6 };
        let some = self.here.as_ref().is_some_and(|it| it.n > 0);
        let some = if some { " some" } else { "" };
        svg.link(self.href.as_ref(), &self.name, |svg| {
            svg.rect(&format!("d-box {class}{some}"), area, round);
            if class == "agreed" {
                svg.rect("d-inner", area.within(3), (round - 3).max(3));
            }
            let lines = self.lines();
            let spot = Spot {
                x: area.middle(),
                // The letters of a line stand three quarters down.
                y: area.centre() - self.text_height() / 2 + LABEL,
                size: LABEL,
                anchor: Anchor::Middle,
                class: "d-text",
                lang: self.label.lang,
            };
            svg.lines(&lines, spot);
            if let Some(note) = &self.note {
                let below = Spot {
                    y: spot.y + px(lines.len()) * line_height(LABEL) - 1,
                    size: SMALL,
                    class: "d-muted",
                    lang: note.lang,
                    ..spot
                };
                svg.lines(&self.notes(), below);
            }
        });
        if let Some(badge) = self.here.as_ref().filter(|it| it.n > 0) {
            badge.draw(svg, (area.right() - 4, area.y));
        }
    }
}

impl Badge {
    /// Draws the number around a point; the place to touch is larger than what is seen.
    fn draw(&self, svg: &mut Svg, (x, y): (i32, i32)) {
        let text = self.n.to_string();
        let w = (width(&text, SMALL) + 12).max(22);
        let area = |w: i32, h: i32| Area {
            x: x - w / 2,
            y: y - h / 2,
            w,
            h,
        };
        svg.link(self.href.as_ref(), &self.name, |svg| {
            svg.rect("d-touch", area(w.max(26), 26), 0);
            svg.rect("d-badge", area(w, 20), 10);
            let spot = Spot {
                x,
                y: y + 4,
                size: SMALL,
                anchor: Anchor::Middle,
                class: "d-number",
                lang: None,
            };
            svg.text(&text, spot);
        });
    }
}

/// A diamond around a point.
pub(super) fn diamond(svg: &mut Svg, (x, y): (i32, i32)) {
    let r = DIAMOND / 2;
    svg.polygon(
        "d-diamond",
        &[(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
    );
}

/// The width and height of a diamond.
pub(super) const DIAMOND: i32 = 26;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_fourteen_boxes_are_drawn_downwards_only() {
        let mut flow = sample::flow();
        assert!(flow.draw().across.is_some());
        let more = flow.steps[0].clone();
        flow.steps.extend(vec![more; 7]);
        assert!(flow.draw().across.is_none(), "15 boxes");
    }

    #[test]
    fn box_is_as_wide_as_its_longest_line() {
        let mut node = sample::flow().steps[0].node.clone();
        assert_eq!(node.width(), width("wish", LABEL) + PADDING);
        node.note = Some(Said {
            text: "from any state".to_owned(),
            lang: None,
        });
        assert_eq!(node.width(), width("from any state", SMALL) + PADDING);
    }
}
