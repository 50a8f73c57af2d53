//! A month as a table of weeks: in each day its periods and its windows.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::check::windows::Window;
use crate::site::address::Href;
use crate::site::desk::{Here, Target};
use crate::site::schedule::{self, LISTS, Month, days};
use crate::site::text::Said;

/// A day.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) n: i8,
    /// The day in full, for those who hear the table.
    pub(crate) date: String,
    /// Whether it belongs to the month.
    pub(crate) inside: bool,
    pub(crate) today: bool,
    /// Whether people work on it.
    pub(crate) works: bool,
    pub(crate) periods: Vec<Band>,
    pub(crate) windows: Vec<Entry>,
    /// How many windows are not shown, in words.
    pub(crate) more: Option<String>,
    /// How many windows there are, where there is no room for them.
    pub(crate) count: usize,
    /// Where the list has the day.
    pub(crate) anchor: Option<String>,
}

/// A period that a day lies in.
#[derive(Debug, Serialize)]
pub(crate) struct Band {
    /// The list of the calendar that it stands in.
    pub(crate) list: &'static str,
    pub(crate) label: String,
    pub(crate) title: Said,
    /// Whether it is named here: on its first day, and at the beginning of a week.
    pub(crate) named: bool,
}

/// A window on a day.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) done: bool,
    pub(crate) time: String,
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) href: Href,
    /// Whether something collides with it.
    pub(crate) clash: bool,
}

/// How many windows a day shows; the list has all of them.
const SHOWN: usize = 4;

pub(super) fn weeks(here: &Here<'_>, (year, month): Month) -> Vec<Vec<Cell>> {
    let Ok(first) = Date::new(year, month, 1) else {
        return Vec::new();
    };
    let windows = here.desk.schedule.of_month(&here.desk.ctx, (year, month));
    let lead = i64::from(first.weekday().to_monday_zero_offset());
    let mut day = first.saturating_sub(lead.days());
    let mut weeks = Vec::new();
    while day <= first.last_of_month() {
        let week = (0..7).map(|offset: i64| {
            let day = day.saturating_add(offset.days());
            cell(here, day, (year, month), &windows)
        });
        weeks.push(week.collect());
        day = day.saturating_add(1.week());
    }
    weeks
}

fn cell(here: &Here<'_>, day: Date, month: Month, windows: &[&Window]) -> Cell {
    let ctx = &here.desk.ctx;
    let zone = &ctx.config.zone;
    let inside = schedule::month(day) == month;
    let mut cell = Cell {
        n: day.day(),
        date: day.to_string(),
        inside,
        today: ctx.book.as_of.moment.day(zone) == day,
        works: ctx.procedure.registers.calendar.works_on(day, zone),
        periods: Vec::new(),
        windows: Vec::new(),
        more: None,
        count: 0,
        anchor: None,
    };
    if !inside {
        return cell;
    }
    for list in LISTS {
        for period in schedule::periods(ctx, list) {
            let (first, last) = (period.from.day(zone), period.to.day(zone));
            if (first..=last).contains(&day) {
                let begins = day == first || day.day() == 1;
                cell.periods.push(Band {
                    list,
                    label: here.ui(&format!("ui.calendar.list.{list}")),
                    title: here.say(&period.title),
                    named: begins || day.weekday().to_monday_zero_offset() == 0,
                });
            }
        }
    }
    let of_day: Vec<_> = windows
        .iter()
        .filter(|it| {
            let (first, last) = days(ctx, it);
            (first..=last).contains(&day)
        })
        .collect();
    cell.count = of_day.len();
    let begins = |it: &&&&Window| days(ctx, it).0 == day;
    cell.anchor = of_day
        .iter()
        .any(|it| begins(&it))
        .then(|| format!("day-{day}"));
    cell.more =
        (of_day.len() > SHOWN).then(|| here.count("ui.calendar.more", of_day.len() - SHOWN));
    let shown = of_day.iter().take(SHOWN);
    cell.windows = shown.filter_map(|it| entry(here, it, day)).collect();
    cell
}

fn entry(here: &Here<'_>, window: &Window, day: Date) -> Option<Entry> {
    let desk = here.desk;
    let zone = &desk.ctx.config.zone;
    let record = desk.record(window.record);
    let clock = |at: &crate::moment::Moment| {
        let shown = at.show(zone);
        shown.split_once(' ').map(|it| it.1.to_owned())
    };
    // On the day on which it begins its beginning, after that its end.
    let time = if window.start.day(zone) == day {
        clock(&window.start)
    } else {
        let end = window.end.as_ref().filter(|it| it.day(zone) == day);
        end.and_then(clock).map(|it| format!("–{it}"))
    };
    Some(Entry {
        done: window.done,
        time: time.unwrap_or_default(),
        id: record.id.clone(),
        title: here.titled(record),
        href: here.href(Target::Change(window.record))?,
        clash: !window.done
            && desk
                .schedule
                .clashes
                .iter()
                .any(|it| it.concerns(window.record)),
    })
}
