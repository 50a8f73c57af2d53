//! From moments to places on the line of time.

use crate::site::draw::measure::width;

use super::{Mark, SIZE, TOTAL, Timeline};

/// From moments to places.
pub(super) struct Scale {
    first: i64,
    last: i64,
    pub(super) left: i32,
    right: i32,
}

impl Scale {
    pub(super) fn of(line: &Timeline) -> Option<Self> {
        let marks = line.planned.iter().chain(&line.happened);
        let spans = line.late.iter().flat_map(|it| [it.from, it.to]);
        let all: Vec<i64> = marks
            .clone()
            .map(|it| it.at)
            .chain(spans)
            .chain(line.ticks.iter().copied())
            .chain(line.now.iter().map(|it| it.0))
            .collect();
        let (first, last) = (*all.iter().min()?, *all.iter().max()?);
        if first == last {
            return None;
        }
        let (planned, happened) = &line.sides;
        let left = width(planned, SIZE).max(width(happened, SIZE)) + 20;
        // No flag may leave the drawing.
        let flag = |it: &Mark| width(&it.date, SIZE) + width(&it.label.text, SIZE) + 24;
        let room = marks.map(flag).max().unwrap_or_default();
        Some(Self {
            first,
            last,
            left,
            right: TOTAL - room.min(TOTAL / 3),
        })
    }

    pub(super) fn x(&self, at: i64) -> i32 {
        let part = (at - self.first) * i64::from(self.right - self.left) / (self.last - self.first);
        self.left + i32::try_from(part).unwrap_or_default()
    }
}
