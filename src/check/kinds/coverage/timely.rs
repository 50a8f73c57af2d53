//! Answers that count only in time: not before what they answer, nor after an end.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::book::value::Item;
use crate::book::{Event, select};
use crate::check::case::{At, Case};
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::moment::Moment;
use crate::procedure::selector::{Root, Selector};
use crate::text;

/// What answers an item.
#[derive(Default)]
pub(super) struct Timely<'a> {
    /// The keys of the answers that are certainly in time.
    pub(super) keys: BTreeSet<String>,
    /// Those of which a missing time leaves it open.
    open: Vec<Open<'a>>,
}

/// An answer, and the two moments of which nobody knows the order.
struct Open<'a> {
    keys: Vec<String>,
    earlier: Named<'a>,
    later: Named<'a>,
}

/// A moment and how people call it.
#[derive(Clone)]
struct Named<'a> {
    label: Text,
    at: At<'a>,
}

enum Time<'a> {
    In,
    Out,
    /// The order of these two is not known.
    Open(Named<'a>, Named<'a>),
}

impl<'a> Timely<'a> {
    /// The answers to `entry`, of the selector `items`, among the events that `by` select.
    pub(super) fn of(case: &Case<'a>, items: &Selector, by: &[Selector], entry: &'a Item) -> Self {
        let begun = entry.member("at").and_then(|it| {
            let moment = it.item.moment()?;
            let place = it.item.place;
            Some(At { moment, place })
        });
        let named = |selector: &Selector, at: At<'a>| Named {
            label: case.full_label(selector),
            at,
        };
        let begun = begun.map(|at| named(items, at));
        let mut ends = Vec::new();
        for selector in case.check().selectors("until") {
            let moments = case.moments(selector).into_iter();
            ends.extend(moments.map(|at| named(selector, at)));
        }
        let mut all = Self::default();
        for selector in by {
            let (Root::LastEvent(kind, filters) | Root::AllEvents(kind, filters)) = &selector.root
            else {
                continue;
            };
            let Some(step) = selector.steps.first() else {
                continue;
            };
            for event in select::events(case.record, case.ctx.procedure, kind, filters) {
                let named = event.field(&step.field).map(Item::items);
                let keys = named.unwrap_or_default().iter().filter_map(Item::key);
                let keys = keys.map(|it| text::normal(&it));
                match time(case, event, begun.as_ref(), &ends) {
                    Time::In => all.keys.extend(keys),
                    Time::Out => {}
                    Time::Open(earlier, later) => all.open.push(Open {
                        keys: keys.collect(),
                        earlier,
                        later,
                    }),
                }
            }
        }
        all
    }

    /// Tells that an answer to one of `wanted` may be in time; `true` if there is one.
    pub(super) fn tell(
        &self,
        case: &Case<'_>,
        wanted: &BTreeSet<String>,
        key: String,
        report: &mut Reporter<'_>,
    ) -> bool {
        let mut open = self.open.iter();
        let Some(open) = open.find(|it| it.keys.iter().any(|it| wanted.contains(it))) else {
            return false;
        };
        let (earlier, later) = (&open.earlier, &open.later);
        let args = [
            ("earlier", earlier.label.clone()),
            ("earlier_at", case.show_moment(earlier.at.moment)),
            ("later", later.label.clone()),
            ("later_at", case.show_moment(later.at.moment)),
        ];
        // It points at what is written without its time.
        let is_day = |it: &Named<'_>| matches!(it.at.moment, Moment::Day(_));
        let (at, other) = if is_day(earlier) {
            (earlier, later)
        } else {
            (later, earlier)
        };
        report.undecided("order", spot(at.at.place, key), &args);
        report.related(other.at.place, other.label.clone());
        true
    }
}

/// Whether an event lies between what it answers and the ends.
fn time<'a>(
    case: &Case<'a>,
    event: &'a Event,
    begun: Option<&Named<'a>>,
    ends: &[Named<'a>],
) -> Time<'a> {
    // What has no time at all is told as such.
    let Some(moment) = &event.at else {
        return Time::In;
    };
    let place = event.field("at").map_or(event.item.place, |it| it.place);
    let own = Named {
        label: case.event_label(event),
        at: At { moment, place },
    };
    let begun = begun.map(|it| (it, &own));
    let pairs = begun.into_iter().chain(ends.iter().map(|it| (&own, it)));
    let mut open = Time::In;
    for (earlier, later) in pairs {
        match earlier.at.moment.compare(later.at.moment, case.zone()) {
            Some(Ordering::Greater) => return Time::Out,
            Some(_) => {}
            None => open = Time::Open(earlier.clone(), later.clone()),
        }
    }
    open
}
