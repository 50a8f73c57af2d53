//! Columns on an axis with round numbers.

use super::Figures;
use crate::site::draw::measure::width;
use crate::site::draw::svg::{Anchor, Area, Drawing, Sheet, Spot, Svg, px};

/// The chart in a width of `total` pixels.
pub(super) fn draw(figures: &Figures, variant: &str, total: i32) -> Drawing {
    const SIZE: i32 = 12;
    const HEIGHT: i32 = 132;
    const TOP: i32 = 20;
    let ticks = ticks(figures.most());
    let top = ticks.last().copied().unwrap_or(1).max(1);
    let left = width(&top.to_string(), SIZE) + 10;
    let base = TOP + HEIGHT;
    let length = |n: usize| px(n * usize::try_from(HEIGHT).unwrap_or_default() / top);
    let mut svg = Svg::default();
    let mark = Spot {
        x: left - 8,
        y: 0,
        size: SIZE,
        anchor: Anchor::End,
        class: "d-muted",
        lang: None,
    };
    for &tick in &ticks {
        let y = base - length(tick);
        let class = if tick == 0 { "d-axis" } else { "d-grid" };
        svg.line(class, &[(left, y), (total, y)]);
        svg.text(&tick.to_string(), Spot { y: y + 4, ..mark });
    }
    let share = (total - left) / px(figures.groups.len().max(1));
    let count = px(figures.series.len().max(1));
    let bar = ((share - share / 3) / count).clamp(3, 22);
    // A label a slot where they fit, else one in two, three …
    let label = figures.groups.iter().map(|it| width(&it.tick, SIZE)).max();
    let every = (label.unwrap_or_default() + 8) / share.max(1) + 1;
    for (at, group) in figures.groups.iter().enumerate() {
        let from = left + px(at) * share + (share - bar * count) / 2;
        for (series, value) in group.values.iter().enumerate() {
            let tone = figures.series.get(series).map_or("neutral", |it| it.tone);
            let h = length(value.n);
            let area = Area {
                x: from + px(series) * bar,
                y: base - h,
                w: bar - 2,
                h,
            };
            if h > 0 {
                // The line of a hollow bar lies within its area.
                let (hollow, area) = if series == 1 {
                    (" hollow", area.within(1))
                } else {
                    ("", area)
                };
                svg.rect(&format!("d-bar {tone}{hollow}"), area, 0);
            }
            if value.n > 0 && width(&value.shown, SIZE) <= bar {
                let spot = Spot {
                    x: area.middle(),
                    y: base - h - 5,
                    anchor: Anchor::Middle,
                    class: "d-text",
                    ..mark
                };
                svg.text(&value.shown, spot);
            }
        }
        // Counted from the last, which is the one that people look for.
        if px(figures.groups.len() - 1 - at) % every == 0 {
            let spot = Spot {
                x: left + px(at) * share + share / 2,
                y: base + 18,
                anchor: Anchor::Middle,
                ..mark
            };
            svg.text(&group.tick, spot);
        }
    }
    svg.finish(Sheet {
        id: &format!("{}-{variant}", figures.id),
        class: &format!("columns {variant}"),
        title: &figures.title,
        desc: &figures.desc,
        width: total,
        height: base + 26,
    })
}

/// Round numbers from nothing to at least `most`, five at the most.
fn ticks(most: usize) -> Vec<usize> {
    let mut ten = 1;
    let step = loop {
        let fits = [ten, 2 * ten, 5 * ten]
            .into_iter()
            .find(|it| it * 4 >= most);
        match fits {
            Some(step) => break step,
            None => ten *= 10,
        }
    };
    let last = most.div_ceil(step).max(1);
    (0..=last).map(|it| it * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_numbers_and_no_more_than_five() {
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(3), [0, 1, 2, 3]);
        assert_eq!(ticks(7), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(23), [0, 10, 20, 30]);
        assert_eq!(ticks(1000), [0, 500, 1000]);
        for most in 0..2000 {
            let ticks = ticks(most);
            assert!(ticks.len() <= 5 && ticks.last() >= Some(&most), "{most}");
        }
    }
}
