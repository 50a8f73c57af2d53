//! What was planned and what happened on one line of time: plans above, facts below.
//!
//! Every mark flies a flag to its right. A mark further left flies it further
//! out, so that no staff runs through a flag.

mod scale;

use crate::site::text::Said;

use super::measure::width;
use super::svg::{Anchor, Area, Drawing, Sheet, Spot, Svg, px};
use scale::Scale;

const SIZE: i32 = 12;
const TOTAL: i32 = 760;
/// Between two rows of flags.
const ROW: i32 = 20;
/// Between the line and the first row.
const STAFF: i32 = 22;

/// What is to be drawn; moments are seconds.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// Unique on the page.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) desc: String,
    /// What the two sides of the line are called.
    pub(crate) sides: (String, String),
    pub(crate) planned: Vec<Mark>,
    pub(crate) happened: Vec<Mark>,
    /// Other moments at which something happened: ticks without a flag.
    pub(crate) ticks: Vec<i64>,
    pub(crate) late: Vec<Span>,
    /// The moment for which the page is made, if it belongs to the line.
    pub(crate) now: Option<(i64, String)>,
}

/// A moment with a flag.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) at: i64,
    pub(crate) date: String,
    pub(crate) label: Said,
    /// Whether it led back.
    pub(crate) back: bool,
}

/// A time that was too long.
#[derive(Debug)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) label: String,
}

/// A flag on its way to its row.
struct Flag<'t> {
    x: i32,
    row: i32,
    date: &'t str,
    label: &'t Said,
    back: bool,
}

impl Timeline {
    /// The drawing; nothing if there are not two moments to tell apart.
    pub(crate) fn draw(&self) -> Option<Drawing> {
        let scale = Scale::of(self)?;
        let above = flags(&self.planned, &scale);
        let below = flags(&self.happened, &scale);
        let rows = |flags: &[Flag<'_>]| flags.iter().map(|it| it.row + 1).max();
        let height = |rows: Option<i32>| rows.map_or(0, |it| STAFF + it * ROW);
        // The name of the moment stands above everything.
        let top = if self.now.is_some() { ROW } else { 4 };
        let y = top + height(rows(&above)).max(10) + 8;
        let spans = px(self.late.len()) * ROW;
        let foot = y + 10 + spans;
        let mut svg = Svg::default();
        self.frame(&mut svg, &scale, (y, foot + height(rows(&below))));
        for (row, span) in self.late.iter().enumerate() {
            late(&mut svg, span, &scale, y + 16 + px(row) * ROW);
        }
        for flag in &above {
            flag.draw(&mut svg, y, y - STAFF - flag.row * ROW, "planned");
        }
        for flag in &below {
            flag.draw(&mut svg, y, foot + STAFF + flag.row * ROW - 8, "happened");
        }
        Some(svg.finish(Sheet {
            id: &self.id,
            class: "line-of-time",
            title: &self.title,
            desc: &self.desc,
            width: TOTAL,
            height: foot + height(rows(&below)).max(10) + 6,
        }))
    }

    /// The line, its ticks, its sides and the moment of the page.
    fn frame(&self, svg: &mut Svg, scale: &Scale, (y, bottom): (i32, i32)) {
        if let Some((at, name)) = &self.now {
            let x = scale.x(*at);
            svg.line("d-now", &[(x, ROW - 4), (x, bottom)]);
            let anchor = if x > TOTAL / 2 {
                Anchor::End
            } else {
                Anchor::Start
            };
            svg.text(name, spot(x, ROW - 8, anchor, "d-muted"));
        }
        svg.line("d-axis", &[(scale.left - 12, y), (TOTAL, y)]);
        for at in &self.ticks {
            let x = scale.x(*at);
            svg.line("d-axis", &[(x, y - 4), (x, y + 4)]);
        }
        let (planned, happened) = &self.sides;
        if !self.planned.is_empty() {
            svg.text(planned, spot(0, y - 8, Anchor::Start, "d-muted"));
        }
        svg.text(happened, spot(0, y + 18, Anchor::Start, "d-muted"));
    }
}

impl Flag<'_> {
    fn draw(&self, svg: &mut Svg, line: i32, y: i32, class: &str) {
        svg.line("d-staff", &[(self.x, line), (self.x, y)]);
        let dot = Area {
            x: self.x - 4,
            y: line - 4,
            w: 8,
            h: 8,
        };
        if self.back {
            let around = [
                (self.x, line - 6),
                (self.x + 6, line),
                (self.x, line + 6),
                (self.x - 6, line),
            ];
            svg.polygon("d-dot back", &around);
        } else {
            svg.rect(&format!("d-dot {class}"), dot, 4);
        }
        let x = self.x + 5;
        svg.text(self.date, spot(x, y + 4, Anchor::Start, "d-muted d-date"));
        let label = Spot {
            lang: self.label.lang,
            ..spot(
                x + width(self.date, SIZE) + 6,
                y + 4,
                Anchor::Start,
                "d-text",
            )
        };
        svg.text(&self.label.text, label);
    }

    fn width(&self) -> i32 {
        5 + width(self.date, SIZE) + 6 + width(&self.label.text, SIZE) + 10
    }
}

fn late(svg: &mut Svg, span: &Span, scale: &Scale, y: i32) {
    let (from, to) = (scale.x(span.from), scale.x(span.to));
    let area = Area {
        x: from,
        y: y - 3,
        w: (to - from).max(4),
        h: 6,
    };
    svg.rect("d-late", area, 0);
    let long = width(&span.label, SIZE) + 8;
    let (x, anchor) = if to + long <= TOTAL {
        (to + 6, Anchor::Start)
    } else {
        (from - 6, Anchor::End)
    };
    svg.text(&span.label, spot(x, y + 4, anchor, "d-late-text"));
}

fn spot(x: i32, y: i32, anchor: Anchor, class: &str) -> Spot<'_> {
    Spot {
        x,
        y,
        size: SIZE,
        anchor,
        class,
        lang: None,
    }
}

/// The flags of one side, each in a row that is free to its right.
fn flags<'t>(marks: &'t [Mark], scale: &Scale) -> Vec<Flag<'t>> {
    let mut marks: Vec<_> = marks.iter().collect();
    marks.sort_by_key(|it| it.at);
    let mut flags: Vec<Flag<'t>> = Vec::new();
    // From the right: what is further left has its row further out or ends before.
    for mark in marks.into_iter().rev() {
        let mut flag = Flag {
            x: scale.x(mark.at),
            row: 0,
            date: &mark.date,
            label: &mark.label,
            back: mark.back,
        };
        let end = flag.x + flag.width();
        let in_the_way = flags.iter().filter(|it| it.x < end);
        flag.row = in_the_way.map(|it| it.row + 1).max().unwrap_or_default();
        flags.push(flag);
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(at: i64, label: &str) -> Mark {
        Mark {
            at,
            date: format!("06-{at:02}"),
            label: Said {
                text: label.to_owned(),
                lang: None,
            },
            back: false,
        }
    }

    fn line(happened: Vec<Mark>) -> Timeline {
        Timeline {
            id: "line".to_owned(),
            sides: ("planned".to_owned(), "happened".to_owned()),
            happened,
            ..Timeline::default()
        }
    }

    #[test]
    fn line_of_time_has_these_bytes() {
        let mut line = line(vec![mark(2, "asked"), mark(3, "dug"), mark(20, "planted")]);
        line.title = "P-1".to_owned();
        line.desc = "Three states.".to_owned();
        line.planned = vec![mark(10, "start of planting"), mark(12, "end of planting")];
        line.happened.push(Mark {
            back: true,
            ..mark(24, "frozen")
        });
        line.ticks = vec![4, 5];
        line.late = vec![Span {
            from: 10,
            to: 20,
            label: "T-2 too late".to_owned(),
        }];
        line.now = Some((28, "30 June".to_owned()));
        let drawing = line.draw().unwrap();
        assert_eq!(drawing.html, include_str!("golden/timeline.svg").trim_end());
    }

    #[test]
    fn staff_of_a_flag_meets_no_other_flag() {
        let days = [1, 1, 2, 3, 3, 4, 9, 15, 15, 16];
        let marks = days.map(|it| mark(it, "a state")).into();
        let line = line(marks);
        let scale = Scale::of(&line).unwrap();
        let flags = flags(&line.happened, &scale);
        for (at, flag) in flags.iter().enumerate() {
            for other in &flags[..at] {
                let covers = other.x < flag.x && flag.x < other.x + other.width();
                assert!(!(covers && other.row <= flag.row), "{} {}", flag.x, other.x);
                let same = flag.row == other.row;
                assert!(!same || flag.x + flag.width() <= other.x, "flags overlap");
            }
        }
    }

    #[test]
    fn one_moment_is_no_line() {
        assert!(
            line(vec![mark(3, "dug"), mark(3, "asked")])
                .draw()
                .is_none()
        );
        assert!(line(Vec::new()).draw().is_none());
    }
}
