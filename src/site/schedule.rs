//! Windows, periods and what collides, gathered once for the calendar and the pages of systems.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::check::waiting;
use crate::check::windows::{self, Clash, Window, With};
use crate::check::{self, Context, Findings};
use crate::procedure::registers::Period;

/// A month: year and number.
pub(crate) type Month = (i16, i8);

/// What happens when.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    /// Every window, by its beginning.
    pub(crate) windows: Vec<Window>,
    /// Every collision that a rule has told of or will, by the beginning of the window.
    pub(crate) clashes: Vec<Told>,
    /// The months that have a page, in order.
    pub(crate) months: Vec<Month>,
}

/// A collision and what became of it.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) clash: Clash,
    /// The finding, counted in all of them; nothing as long as the rule does not bite.
    pub(crate) finding: Option<usize>,
}

/// The lists of the calendar.
pub(crate) const LISTS: [&str; 4] = ["freezes", "peaks", "holidays", "workdays"];

/// How many months a single period makes pages for: a mistyped year is not worth a thousand.
const LONGEST: usize = 24;

/// The month of a day.
pub(crate) fn month(day: Date) -> Month {
    (day.year(), day.month())
}

/// The periods of a list of the calendar.
pub(crate) fn periods<'a>(ctx: &Context<'a>, list: &str) -> &'a [Period] {
    let calendar = &ctx.procedure.registers.calendar;
    match list {
        "freezes" => &calendar.freezes,
        "peaks" => &calendar.peaks,
        "holidays" => &calendar.holidays,
        _ => &calendar.workdays,
    }
}

/// The first and the last day of a window; one without an end is of its first day.
pub(crate) fn days(ctx: &Context<'_>, window: &Window) -> (Date, Date) {
    let zone = &ctx.config.zone;
    let first = window.start.day(zone);
    let last = window.end.as_ref().map_or(first, |it| it.day(zone));
    (first, last.max(first))
}

impl Schedule {
    pub(crate) fn new(ctx: &Context<'_>, findings: &Findings) -> Self {
        let zone = &ctx.config.zone;
        let mut windows = windows::all(ctx);
        windows.sort_by_cached_key(|it| {
            (
                it.start.earliest(zone),
                ctx.book.records[it.record].id.clone(),
                it.done,
            )
        });
        let mut clashes = told(ctx, findings);
        clashes.sort_by_cached_key(|it| {
            let record = &ctx.book.records[it.clash.record].id;
            (
                it.clash.start.earliest(zone),
                record.clone(),
                it.clash.key.clone(),
            )
        });
        let mut months = BTreeSet::new();
        let today = ctx.book.as_of.moment.day(zone);
        months.insert(month(today));
        for window in &windows {
            let (first, last) = days(ctx, window);
            between(first, last, &mut months);
        }
        for list in LISTS {
            for period in periods(ctx, list) {
                between(period.from.day(zone), period.to.day(zone), &mut months);
            }
        }
        Self {
            windows,
            clashes,
            months: months.into_iter().collect(),
        }
    }

    /// The windows that lie in a month, at least with a day.
    pub(crate) fn of_month(&self, ctx: &Context<'_>, wanted: Month) -> Vec<&Window> {
        let lies = |it: &&Window| {
            let (first, last) = days(ctx, it);
            month(first) <= wanted && wanted <= month(last)
        };
        self.windows.iter().filter(lies).collect()
    }
}

fn between(first: Date, last: Date, months: &mut BTreeSet<Month>) {
    let mut day = first.first_of_month();
    for _ in 0..LONGEST {
        if day > last {
            break;
        }
        months.insert(month(day));
        day = day.saturating_add(1.month());
    }
}

/// The collisions that count: those with a finding, and those whose rule waits for a later state.
fn told(ctx: &Context<'_>, findings: &Findings) -> Vec<Told> {
    let mut found: BTreeMap<(&str, &str), Vec<(&str, usize)>> = BTreeMap::new();
    for (at, finding) in findings.all.iter().enumerate() {
        if let Some(record) = finding.record.as_deref() {
            let of_rule = found.entry((record, &finding.rule)).or_default();
            of_rule.push((&finding.key, at));
        }
    }
    let judged: BTreeMap<_, _> = findings.judged.iter().map(|it| (it.record, it)).collect();
    let is_waiting = |clash: &Clash| {
        let verdicts = judged.get(&clash.record).map(|it| &it.verdicts);
        let verdict = verdicts.and_then(|it| it.iter().find(|it| it.rule == clash.rule));
        verdict.is_some_and(|it| it.outcome == check::Outcome::NotDue)
    };
    let tell = |clash: Clash| {
        let record = ctx.book.records[clash.record].id.as_str();
        let of_rule = found.get(&(record, clash.rule.as_str()));
        let mut of_rule = of_rule.into_iter().flatten();
        let finding = of_rule.find(|it| waiting::is_at(it.0, &clash.key));
        let finding = finding.map(|it| it.1);
        (finding.is_some() || is_waiting(&clash)).then_some(Told { clash, finding })
    };
    windows::clashes(ctx).into_iter().filter_map(tell).collect()
}

impl Told {
    /// Whether a record has a part in it.
    pub(crate) fn concerns(&self, record: usize) -> bool {
        self.clash.record == record || self.clash.with == With::Record(record)
    }
}
