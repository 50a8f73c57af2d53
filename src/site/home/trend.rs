//! How many changes began and ended in each of the last weeks.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

use crate::site::desk::{Desk, Here};
use crate::site::draw::figures::{Chart, Figures, Group, Series, Value};
use crate::site::text::Said;

/// How many weeks are shown, the one of the as-of day included.
const WEEKS: usize = 12;

/// The chart; nothing if nothing began or ended in these weeks.
pub(super) fn chart(here: &Here<'_>, records: &[usize]) -> Option<Chart> {
    let desk = here.desk;
    let today = desk.ctx.book.as_of.moment.day(&desk.ctx.config.zone);
    let weeks = weeks(today);
    let mut counts = vec![(0, 0); weeks.len()];
    let week = |day: Date| weeks.iter().rposition(|it| *it <= day && day <= today);
    for &index in records {
        if let Some(at) = opened(desk, index).and_then(week) {
            counts[at].0 += 1;
        }
        if let Some(at) = ended(desk, index).and_then(week) {
            counts[at].1 += 1;
        }
    }
    let (began, over) = counts
        .iter()
        .fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    if began + over == 0 {
        return None;
    }
    let (began, over) = (began.to_string(), over.to_string());
    let group = |(from, (began, over)): (&Date, &(usize, usize))| Group {
        label: Said {
            text: here.ui_with("ui.trend.week", &[("day", &from.to_string())]),
            lang: None,
        },
        tick: from.strftime("%m-%d").to_string(),
        href: None,
        values: vec![Value::count(*began, None), Value::count(*over, None)],
    };
    let groups = weeks.iter().zip(&counts).map(group).collect();
    let series = |label: &str, tone| Series {
        label: here.ui(label),
        tone,
    };
    let figures = Figures {
        id: "trend".to_owned(),
        title: here.ui("ui.trend.title"),
        desc: here.ui_with("ui.trend.desc", &[("opened", &began), ("ended", &over)]),
        head: here.ui("ui.trend.head"),
        series: vec![
            series("ui.trend.opened", "running"),
            series("ui.trend.ended", "pass"),
        ],
        groups,
    };
    Some(figures.columns())
}

/// The Mondays on which the weeks begin, the last week being that of `today`.
fn weeks(today: Date) -> Vec<Date> {
    let since = today.weekday().since(Weekday::Monday);
    let monday = today.saturating_sub(Span::new().days(since));
    let back = |n: usize| monday.saturating_sub(i64::try_from(n).unwrap_or_default().weeks());
    (0..WEEKS).rev().map(back).collect()
}

fn opened(desk: &Desk<'_>, index: usize) -> Option<Date> {
    let zone = &desk.ctx.config.zone;
    desk.record(index).opened.as_ref().map(|it| it.day(zone))
}

/// The day on which a record reached the state in which it rests.
fn ended(desk: &Desk<'_>, index: usize) -> Option<Date> {
    let record = desk.record(index);
    let zone = &desk.ctx.config.zone;
    if !record.life.terminal {
        return None;
    }
    let shown = record.life.shown.get(record.life.rank);
    let shown = shown.filter(|it| it.state == record.life.effective);
    let last = || {
        record
            .events
            .iter()
            .filter_map(|it| it.at.as_ref())
            .max_by_key(|it| it.earliest(zone))
    };
    let at = shown.and_then(|it| it.at.as_ref()).or_else(last)?;
    Some(at.day(zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_begin_on_mondays_and_the_last_is_that_of_today() {
        let weeks = weeks(date(2026, 6, 30));
        assert_eq!(weeks.len(), 12);
        assert_eq!(weeks.first(), Some(&date(2026, 4, 13)));
        assert_eq!(weeks.last(), Some(&date(2026, 6, 29)));
        assert_eq!(
            super::weeks(date(2026, 6, 28)).last(),
            Some(&date(2026, 6, 22))
        );
    }
}
