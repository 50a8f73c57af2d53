//! A month as a list: a line for what one change planned and did on a day.

use jiff::civil::Date;
use serde::Serialize;

use crate::check::windows::Window;
use crate::site::desk::{Desk, Here, Target};
use crate::site::lists::{Link, PAGE};
use crate::site::schedule::{self, LISTS, Month, days};
use crate::site::text::Said;

/// What one change planned and did on a day.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The anchor of the day; on its first line only.
    pub(crate) anchor: Option<String>,
    pub(crate) date: String,
    pub(crate) weekday: String,
    pub(crate) change: Link,
    pub(crate) title: Said,
    pub(crate) planned: Option<String>,
    pub(crate) done: Option<String>,
    /// The state in which it ended, if it was broken off.
    pub(crate) broken_off: Option<Said>,
    pub(crate) system: Option<Said>,
    pub(crate) state: Said,
    /// Whether something collides with it.
    pub(crate) clash: bool,
}

/// A period of the calendar.
#[derive(Debug, Serialize)]
pub(crate) struct Span {
    pub(crate) list: &'static str,
    pub(crate) label: String,
    pub(crate) title: Said,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// The day on which windows of a record begin, and these windows.
pub(crate) struct Begun<'s> {
    day: Date,
    record: usize,
    windows: Vec<&'s Window>,
}

/// What begins in a month, or goes on in it, by day and change.
pub(super) fn entries<'s>(desk: &'s Desk<'_>, month: Month) -> Vec<Begun<'s>> {
    let mut entries: Vec<Begun<'s>> = Vec::new();
    for window in desk.schedule.of_month(&desk.ctx, month) {
        let (day, _) = days(&desk.ctx, window);
        let known = entries
            .iter_mut()
            .rev()
            .take_while(|it| it.day == day)
            .find(|it| it.record == window.record);
        match known {
            Some(known) => known.windows.push(window),
            None => entries.push(Begun {
                day,
                record: window.record,
                windows: vec![window],
            }),
        }
    }
    entries
}

/// The lines of a page.
pub(super) fn rows(here: &Here<'_>, entries: &[Begun<'_>], page: usize) -> Vec<Row> {
    let mut last = None;
    let mut rows = Vec::new();
    for entry in entries.iter().skip(page * PAGE).take(PAGE) {
        if let Some(row) = row(here, entry, last != Some(entry.day)) {
            rows.push(row);
            last = Some(entry.day);
        }
    }
    rows
}

fn row(here: &Here<'_>, entry: &Begun<'_>, is_first: bool) -> Option<Row> {
    let desk = here.desk;
    let record = desk.record(entry.record);
    let spans = |done: bool| {
        let of_kind = entry.windows.iter().filter(|it| it.done == done);
        let spans: Vec<_> = of_kind.map(|it| here.span(it, Some(entry.day))).collect();
        (!spans.is_empty()).then(|| here.list(&spans))
    };
    let weekday = usize::try_from(entry.day.weekday().to_monday_zero_offset()).unwrap_or_default();
    let broken_off = entry.windows.iter().find_map(|it| it.broken_off.as_ref());
    Some(Row {
        anchor: is_first.then(|| format!("day-{}", entry.day)),
        date: entry.day.to_string(),
        weekday: super::weekdays(here)
            .get(weekday)
            .cloned()
            .unwrap_or_default(),
        change: Link {
            label: Said {
                text: record.id.clone(),
                lang: None,
            },
            href: here.href(Target::Change(entry.record))?,
        },
        title: here.titled(record),
        planned: spans(false),
        done: spans(true),
        broken_off: broken_off.map(|it| here.say(&desk.state_label(it))),
        system: record
            .system
            .as_deref()
            .map(|it| here.say(&desk.system_label(it))),
        state: here.say(&desk.state_label(&record.life.effective)),
        clash: entry.windows.iter().any(|it| !it.done)
            && desk
                .schedule
                .clashes
                .iter()
                .any(|it| it.concerns(entry.record)),
    })
}

/// The periods that lie in a month.
pub(super) fn spans(here: &Here<'_>, month: Month) -> Vec<Span> {
    let ctx = &here.desk.ctx;
    let zone = &ctx.config.zone;
    let mut spans = Vec::new();
    for list in LISTS {
        for period in schedule::periods(ctx, list) {
            let (first, last) = (period.from.day(zone), period.to.day(zone));
            if schedule::month(first) <= month && month <= schedule::month(last) {
                spans.push(Span {
                    list,
                    label: here.ui(&format!("ui.calendar.list.{list}")),
                    title: here.say(&period.title),
                    from: period.from.show(zone),
                    to: period.to.show(zone),
                });
            }
        }
    }
    spans.sort_by(|a, b| a.from.cmp(&b.from));
    spans
}
