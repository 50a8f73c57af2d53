//! The kind `calendar`: a window that keeps clear of freezes, peaks and other records.

mod hours;

use crate::check::case::{At, Case};
use crate::check::reporter::{Reporter, spot};
use crate::check::sight::Planned;
use crate::check::windows::{self, Reach};
use crate::lang::Text;
use crate::procedure::registers::Period;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;

use super::{kind, needed, optional};
use hours::Hours;

kind! {
    /// ## What it checks
    /// That a window from one moment to another does not overlap periods of the register, nor the
    /// windows of other records of the same system. Windows that only touch do not overlap.
    ///
    /// ## Parameters
    /// - `start`, `end`: the selectors of the two ends, which are moments
    /// - `avoid`: lists of the calendar, `freezes` and `peaks`
    /// - `hours`: two times of the day between which the whole window must lie, such as
    ///   `['19:00', '07:00']` for the night, or `policy.KEY` for those of the policy
    /// - `collisions`: `true` to look at other records too; a pair is told once, on the one that was
    ///   opened later. Records in which nothing falls due any more do not count.
    ///
    /// ## Placeholders
    /// - `title`: what the period is
    /// - `from_at`, `to_at`: its ends, those of the other window, or the two times of the day
    /// - `other`: the id of the other record
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   calendar: {start: plan.starts_at, end: plan.ends_at, avoid: [freezes]}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` once for each period, as `collision` once for each other record, as
    /// `hours` if the window is not wholly within the hours. A
    /// window given by days without times that overlaps only if it takes all of them cannot be
    /// decided. Not applicable if an end is missing.
    "calendar", check,
    params: [
        needed("start", ParamKind::Selector(Yields::Moments)),
        needed("end", ParamKind::Selector(Yields::Moments)),
        optional("avoid", ParamKind::Words(&["freezes", "peaks"])),
        optional("hours", ParamKind::Hours),
        optional("collisions", ParamKind::Switch),
    ],
    placeholders: ["title", "from_at", "to_at", "other"],
    variants: ["collision", "hours"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let (Some(start), Some(end)) = (check.selector("start"), check.selector("end")) else {
        return;
    };
    let Some(window) = Window::of(case, start, end) else {
        return;
    };
    report.judged();
    report.looked_at(start);
    report.looked_at(end);
    let calendar = &case.ctx.procedure.registers.calendar;
    for list in check.names("avoid") {
        let periods = match list.as_str() {
            "freezes" => &calendar.freezes,
            _ => &calendar.peaks,
        };
        report.counted(list, periods.len());
        for period in periods {
            against_period(case, &window, (period, list), report);
        }
    }
    if let Some(hours) = Hours::of(check.names("hours")) {
        against_hours(case, &window, hours, report);
    }
    if check.is_on("collisions") {
        let system = case.record.system.as_deref();
        let planned = system.map(|it| case.ctx.sight().planned(start, end, it));
        let earlier = planned.iter().flat_map(|it| it.iter());
        let earlier: Vec<_> = earlier.filter(|it| is_earlier(case, it)).collect();
        report.counted("windows", earlier.len());
        for other in earlier {
            against_record(case, &window, other, report);
        }
    }
}

/// The window of the record that is judged.
#[derive(Clone, Copy)]
struct Window<'a> {
    start: At<'a>,
    /// What it covers.
    reach: Reach,
}

impl<'a> Window<'a> {
    fn of(case: &Case<'a>, start: &Selector, end: &Selector) -> Option<Self> {
        let first = |selector| case.moments(selector).into_iter().next();
        let (start, end) = (first(start)?, first(end)?);
        Some(Self {
            start,
            reach: Reach::of(start.moment, end.moment, case.zone()),
        })
    }
}

fn against_period(
    case: &Case<'_>,
    window: &Window<'_>,
    (period, list): (&Period, &str),
    report: &mut Reporter<'_>,
) {
    let zone = case.zone();
    let args = [
        ("title", period.title.clone()),
        ("from_at", case.show_moment(&period.from)),
        ("to_at", case.show_moment(&period.to)),
    ];
    let key = format!("{list}[{}]", period.from.show(zone));
    match window.reach.overlaps(&Reach::whole(period, zone)) {
        Some(false) => return,
        Some(true) => report.violated("default", spot(window.start.place, key), &args),
        None => report.undecided("overlap", spot(window.start.place, key), &args),
    }
    report.related(period.place, period.title.clone());
    let [_, (_, from), (_, to)] = args;
    report.spanned(period.title.clone(), (from, to), period.place);
}

fn against_hours(case: &Case<'_>, window: &Window<'_>, hours: Hours, report: &mut Reporter<'_>) {
    let zone = case.zone();
    if hours.hold(window.reach.most, zone) {
        return;
    }
    let names = case.check().names("hours").iter();
    let mut names = names.map(|it| Text::plain(it.as_str()));
    let args = [
        ("from_at", names.next().unwrap_or_default()),
        ("to_at", names.next().unwrap_or_default()),
    ];
    let spot = spot(window.start.place, "hours");
    if window.reach.least.0 <= window.reach.least.1 && !hours.hold(window.reach.least, zone) {
        report.violated("hours", spot, &args);
    } else {
        report.undecided("hours", spot, &args);
    }
}

fn against_record(
    case: &Case<'_>,
    window: &Window<'_>,
    other: &Planned,
    report: &mut Reporter<'_>,
) {
    let args = [
        ("title", Text::plain(other.title.clone())),
        ("other", Text::plain(other.id.clone())),
        ("from_at", case.show_moment(&other.start.0)),
        ("to_at", case.show_moment(&other.end.0)),
    ];
    let key = format!("collision[{}]", other.id);
    let reach = Reach::of(&other.start.0, &other.end.0, case.zone());
    match window.reach.overlaps(&reach) {
        Some(false) => return,
        Some(true) => report.violated("collision", spot(window.start.place, key), &args),
        None => report.undecided("overlap", spot(window.start.place, key), &args),
    }
    report.related(other.start.1, Text::plain(other.title.clone()));
    let [_, (_, id), (_, from), (_, to)] = args;
    report.spanned(id, (from, to), other.start.1);
}

/// Whether a window is of a record that was opened before this one.
fn is_earlier(case: &Case<'_>, other: &Planned) -> bool {
    let opened = (other.opened.as_ref(), &*other.id, &*other.folder);
    let own = windows::opening(case.record);
    windows::is_earlier(case.zone(), opened, own)
}
