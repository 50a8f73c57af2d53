//! `/calendar/` and `/calendar/<month>/`: windows as planned and as they were, freezes, peaks, holidays.
//!
//! - [`grid`]: the month as a table of weeks
//! - [`list`]: the same as a list, which is what phones show first

mod grid;
mod list;

use jiff::civil::Date;
use serde::Serialize;

use crate::check::Outcome;

use super::address::{Address, Href, prefix};
use super::chip::Chip;
use super::desk::{Desk, Here, Target};
use super::findings::{Finding, begun};
use super::lists::{Link, PAGE, PageLink};
use super::schedule::{self, Month};
use super::shell::Frame;
use super::text::{Rich, Said};

/// A month.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// The month in words.
    pub(crate) month: String,
    pub(crate) before: Option<Link>,
    pub(crate) after: Option<Link>,
    /// The month of the as-of day, unless this is it.
    pub(crate) now: Option<Link>,
    pub(crate) weekdays: Vec<String>,
    pub(crate) weeks: Vec<Vec<grid::Cell>>,
    /// What collides, in words.
    pub(crate) clashes: Vec<Clash>,
    /// How many more collide, in words.
    pub(crate) clashes_more: Option<String>,
    pub(crate) rows: Vec<list::Row>,
    pub(crate) periods: Vec<list::Span>,
    pub(crate) pages: Vec<PageLink>,
    pub(crate) years: Vec<Year>,
    pub(crate) ics: Href,
}

/// The months of a year that have a page.
#[derive(Debug, Serialize)]
pub(crate) struct Year {
    pub(crate) label: String,
    pub(crate) months: Vec<MonthLink>,
}

/// A month that has a page.
#[derive(Debug, Serialize)]
pub(crate) struct MonthLink {
    pub(crate) label: String,
    pub(crate) href: Href,
    pub(crate) current: bool,
}

/// Two things that get in each other's way.
#[derive(Debug, Serialize)]
pub(crate) struct Clash {
    pub(crate) change: Link,
    pub(crate) title: Said,
    pub(crate) chip: Chip,
    pub(crate) message: Rich,
    pub(crate) rule: Link,
    pub(crate) finding: Option<Finding>,
}

/// Which page of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// The month; the index shows that of the as-of day.
    month: Option<Month>,
    /// From 0.
    page: usize,
}

/// How many collisions a page lists.
const CLASHES: usize = 20;

/// Every page of the calendar.
pub(crate) fn sheets(desk: &Desk<'_>) -> Vec<Sheet> {
    let mut sheets = vec![Sheet {
        month: None,
        page: 0,
    }];
    for &month in &desk.schedule.months {
        let rows = list::entries(desk, month).len();
        sheets.extend((0..rows.div_ceil(PAGE).max(1)).map(|page| Sheet {
            month: Some(month),
            page,
        }));
    }
    sheets
}

impl Sheet {
    fn of(month: Month, page: usize) -> Self {
        Self {
            month: Some(month),
            page,
        }
    }

    /// Where the page stands, from the root.
    pub(crate) fn address(&self, prefix: &str) -> Address {
        let month = self.month.map(slug);
        let number = (self.page + 1).to_string();
        let mut parts = vec!["calendar"];
        parts.extend(month.as_deref());
        if self.page > 0 {
            parts.extend(["page", &number]);
        }
        Address::page(prefix, &parts)
    }
}

/// A month in an address.
fn slug((year, month): Month) -> String {
    format!("{year:04}-{month:02}")
}

/// Where the feed of the calendar stands, from the root.
pub(crate) const FEED: &str = "calendar/calendar.ics";

pub(crate) fn view<'p>(here: &Here<'_>, sheet: &Sheet) -> (Frame<'p>, View) {
    let desk = here.desk;
    let ctx = &desk.ctx;
    let today = ctx.book.as_of.moment.day(&ctx.config.zone);
    let month = sheet.month.unwrap_or_else(|| schedule::month(today));
    let title = here.section("calendar");
    let months = &desk.schedule.months;
    let before = months.iter().rev().find(|it| **it < month);
    let after = months.iter().find(|it| **it > month);
    let (clashes, more) = clashes(here, month);
    let name = here.month(month);
    let entries = list::entries(desk, month);
    let pages = here.pages(entries.len(), sheet.page, |page| {
        let prefix = prefix(&ctx.config.languages, here.lang);
        Sheet::of(month, page).address(&prefix)
    });
    let now = (schedule::month(today) != month).then(|| here.month_link(schedule::month(today)));
    let view = View {
        title: title.clone(),
        month: name.clone(),
        before: before.map(|&it| here.month_link(it)),
        after: after.map(|&it| here.month_link(it)),
        now,
        weekdays: weekdays(here),
        weeks: grid::weeks(here, month),
        clashes,
        clashes_more: (more > 0).then(|| here.count("ui.calendar.more_clashes", more)),
        rows: list::rows(here, &entries, sheet.page),
        periods: list::spans(here, month),
        pages,
        years: years(here, month),
        ics: here.address.href(&Address::file(FEED), None),
    };
    let mut frame = Frame {
        title: Some(title.clone()),
        section: Some("calendar"),
        ..Frame::default()
    };
    if sheet.month.is_some() {
        let said = Said {
            text: name,
            lang: None,
        };
        frame.title = Some(here.numbered(said, sheet.page));
        frame.above = vec![(title, Target::Calendar)];
    }
    frame.place = ctx
        .sources
        .find("registers/calendar.yaml")
        .map(crate::finding::top);
    (frame, view)
}

/// The days of the week, from Monday on.
fn weekdays(here: &Here<'_>) -> Vec<String> {
    let all = here.ui("ui.calendar.weekdays");
    all.split_whitespace().map(str::to_owned).collect()
}

fn clashes(here: &Here<'_>, month: Month) -> (Vec<Clash>, usize) {
    let desk = here.desk;
    let zone = &desk.ctx.config.zone;
    let is_of_month = |it: &&schedule::Told| {
        let (first, last) = (it.clash.start.day(zone), it.clash.end.day(zone));
        schedule::month(first) <= month && month <= schedule::month(last)
    };
    let all = desk.schedule.clashes.iter();
    let of_month: Vec<_> = all.filter(is_of_month).collect();
    let clash = |told: &&schedule::Told| {
        let record = desk.record(told.clash.record);
        let finding = told.finding.map(|it| here.finding(&desk.findings.all[it]));
        Some(Clash {
            change: Link {
                label: Said {
                    text: record.id.clone(),
                    lang: None,
                },
                href: here.href(Target::Change(told.clash.record))?,
            },
            title: here.titled(record),
            chip: match &finding {
                Some(finding) => finding.chip.clone(),
                None => here.outcome(Outcome::NotDue),
            },
            message: here.rich(&begun(&told.clash.message)),
            rule: Link {
                label: Said {
                    text: told.clash.rule.clone(),
                    lang: None,
                },
                href: here.href(Target::Rule(&told.clash.rule))?,
            },
            finding,
        })
    };
    let more = of_month.len().saturating_sub(CLASHES);
    let shown = of_month.iter().take(CLASHES).filter_map(clash);
    (shown.collect(), more)
}

fn years(here: &Here<'_>, current: Month) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for &month in &here.desk.schedule.months {
        let label = month.0.to_string();
        if years.last().is_none_or(|it| it.label != label) {
            years.push(Year {
                label,
                months: Vec::new(),
            });
        }
        if let Some(year) = years.last_mut() {
            year.months.push(MonthLink {
                label: here.month_name(month),
                href: here.month_link(month).href,
                current: month == current,
            });
        }
    }
    years.reverse();
    years
}

impl Here<'_> {
    /// A month without its year.
    fn month_name(&self, (_, month): Month) -> String {
        let names = self.ui("ui.calendar.months");
        let at = usize::try_from(month - 1).unwrap_or_default();
        names
            .split_whitespace()
            .nth(at)
            .unwrap_or_default()
            .to_owned()
    }

    /// A month in words.
    pub(crate) fn month(&self, month: Month) -> String {
        let (name, year) = (self.month_name(month), month.0.to_string());
        self.ui_with("ui.calendar.title", &[("month", &name), ("year", &year)])
    }

    fn month_link(&self, month: Month) -> Link {
        let prefix = prefix(&self.desk.ctx.config.languages, self.lang);
        Link {
            label: Said {
                text: self.month(month),
                lang: None,
            },
            href: self
                .address
                .href(&Sheet::of(month, 0).address(&prefix), None),
        }
    }

    /// From when to when, without the day where that is known: `20:00–23:00`.
    pub(crate) fn span(&self, window: &crate::check::windows::Window, day: Option<Date>) -> String {
        let zone = &self.desk.ctx.config.zone;
        let show = |at: &crate::moment::Moment| {
            let shown = at.show(zone);
            match day {
                Some(day) if at.day(zone) == day => shown
                    .split_once(' ')
                    .map_or_else(|| self.ui("ui.calendar.all_day"), |it| it.1.to_owned()),
                _ => shown,
            }
        };
        let start = show(&window.start);
        match window.end.as_ref().map(show) {
            Some(end) if end == start => start,
            Some(end) => format!("{start} – {end}"),
            None => self.ui_with("ui.calendar.since", &[("at", &start)]),
        }
    }
}
