//! The kind `cadence`: something must happen again and again.

use std::cmp::Ordering;

use crate::check::case::{At, Case, named};
use crate::check::clock;
use crate::check::reporter::{Reporter, spot};
use crate::check::waiting::Wait;
use crate::lang::Text;
use crate::moment::{self, Moment};
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::{Root, Selector};
use crate::procedure::yields::Yields;
use crate::source::Place;
use crate::words;

use super::{LIMIT, kind, needed, optional};

kind! {
    /// ## What it checks
    /// That no gap between reports is longer than an interval, from a start to an end, or to now
    /// while the end has not come.
    ///
    /// ## Parameters
    /// - `start`: the selector of the moment from which reports are due
    /// - `end`: the selector of the moment up to which they are
    /// - `beats`: the selector of the reports: events or dates
    /// - `every`: a threshold of the policy, or a list of `{when: CEL, use: NAME}`
    /// - `to`: roles that a report must reach to count
    ///
    /// ## Placeholders
    /// - `gap`: how long nothing was reported
    /// - `from_at`, `to_at`: from when to when
    /// - `limit`: the interval
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   cadence:
    ///     start: event.outage_told
    ///     end: event.recovered
    ///     beats: events.news_sent
    ///     every: outage.news_minutes
    /// ```
    ///
    /// ## Outcomes
    /// Violated once for each gap that is too long. Not applicable while the first interval is
    /// running and nothing was reported, and in a state in which nothing falls due. Where days
    /// without times leave the length of a gap open, the facts cannot decide;
    /// neither can they where a report without its time may lie in a gap that is too long.
    "cadence", check,
    params: [
        needed("start", ParamKind::Selector(Yields::Moments)),
        needed("end", ParamKind::Selector(Yields::Moments)),
        needed("beats", ParamKind::Selector(Yields::Moments)),
        needed("every", ParamKind::Groups(LIMIT)),
        optional("to", ParamKind::Roles),
    ],
    placeholders: ["gap", "from_at", "to_at", "limit"],
    variants: []
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let (Some(start), Some(end), Some(beats), Some(limit)) = (
        check.selector("start").and_then(|it| first(case, it)),
        check.selector("end"),
        check.selector("beats"),
        case.limit(check, "every"),
    ) else {
        return;
    };
    if case.record.life.quiet {
        return;
    }
    let zone = case.zone();
    let end = first(case, end);
    let now = Moment::Instant(case.ctx.book.as_of.until);
    let last = end.map_or(&now, |it| it.moment);
    let mut marks = vec![(start.moment, Some(start.place))];
    let mut counted = counted(case, beats);
    // A report of the same day, without its time, may be one between the two.
    counted.retain(|it| {
        it.moment.compare(start.moment, zone) != Some(Ordering::Less)
            && it.moment.compare(last, zone) != Some(Ordering::Greater)
    });
    let (days, mut exact): (Vec<_>, Vec<_>) = counted
        .iter()
        .copied()
        .partition(|it| matches!(it.moment, Moment::Day(_)));
    exact.sort_by_key(|it| it.moment.earliest(zone));
    marks.extend(exact.iter().map(|it| (it.moment, Some(it.place))));
    marks.push((last, end.map(|it| it.place)));
    let clock = case.clock();
    let deadline = clock.deadline(start.moment, limit);
    if end.is_none() {
        let from = exact.last().map_or(start.moment, |it| it.moment);
        report.waits(Wait {
            key: beats.key(),
            from: from.clone(),
            until: clock.deadline(from, limit).last,
            by: Vec::new(),
        });
    }
    // Nothing is due yet: no report, no end, and the first interval is not over.
    if end.is_none() && counted.is_empty() && clock.in_time(&deadline, &now) == Some(true) {
        return;
    }
    report.judged();
    report.looked_at_all([check.selector("start"), check.selector("end"), Some(beats)]);
    report.limited("at-most", limit);
    let gaps = marks.windows(2).map(|it| it[0].0.until(it[1].0, zone));
    if let Some(longest) = gaps.max() {
        report.measured("longest", moment::duration(longest));
    }
    for pair in marks.windows(2) {
        let [(from, from_place), (to, to_place)] = pair else {
            continue;
        };
        let args = [
            ("gap", moment::duration(from.until(to, zone))),
            ("from_at", case.show_moment(from)),
            ("to_at", shown(case, to, to_place.is_some())),
            ("limit", clock::limit(limit)),
        ];
        let key = format!("{} {}", beats.key(), from.show(zone));
        let may_fill = |it: &&At<'_>| {
            it.moment.compare(from, zone) != Some(Ordering::Less)
                && it.moment.compare(to, zone) != Some(Ordering::Greater)
        };
        let open = days.iter().find(may_fill).map(|it| it.place);
        let spot = spot(open.or(*to_place).or(*from_place), key);
        match clock.in_time(&clock.deadline(from, limit), to) {
            Some(true) => continue,
            Some(false) if open.is_none() => report.violated("default", spot, &args),
            _ => report.undecided("gap", spot, &args),
        }
        if let Some(place) = from_place {
            report.related(*place, words::text("check.gap-from"));
        }
    }
}

/// The end of a gap; what lasts to now and is judged for a day lasts to its end.
fn shown(case: &Case<'_>, to: &Moment, has_come: bool) -> Text {
    match &case.ctx.book.as_of.moment {
        Moment::Day(day) if !has_come => Text::plain(format!("{day} 24:00")),
        _ => case.show_moment(to),
    }
}

fn first<'a>(case: &Case<'a>, selector: &Selector) -> Option<At<'a>> {
    let zone = case.zone();
    case.moments(selector)
        .into_iter()
        .min_by_key(|it| it.moment.earliest(zone))
}

/// The reports that reached everybody they must reach.
fn counted<'a>(case: &Case<'a>, beats: &Selector) -> Vec<At<'a>> {
    let to = case.check().names("to");
    let (Root::LastEvent(kind, filters) | Root::AllEvents(kind, filters)) = &beats.root else {
        return case.moments(beats);
    };
    let events = crate::book::select::events(case.record, case.ctx.procedure, kind, filters);
    let reached = events.into_iter().filter(|it| {
        let mut people = named(&it.item, "to");
        people.extend(named(&it.item, "cc"));
        case.unreached(to, &people).is_empty()
    });
    let place =
        |it: &crate::book::Event| -> Place { it.field("at").map_or(it.item.place, |at| at.place) };
    reached
        .filter_map(|it| {
            Some(At {
                moment: it.at.as_ref()?,
                place: place(it),
            })
        })
        .collect()
}
