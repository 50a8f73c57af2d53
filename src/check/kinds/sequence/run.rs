//! The entries of one list, and what is wrong between their times.

use std::cmp::Ordering;

use crate::book::value::Item;
use crate::check::case::{At, Case};
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::moment;
use crate::procedure::selector::Selector;
use crate::source::Place;
use crate::words;

/// An entry and its times.
pub(super) struct Step<'a> {
    item: &'a Item,
    name: String,
    /// The fields that are filled in, each with its time.
    pub(super) times: Vec<(&'a str, At<'a>)>,
    then: Vec<(&'a str, At<'a>)>,
}

impl<'a> Step<'a> {
    pub(super) fn of(case: &Case<'a>, item: &'a Item, name: String) -> Self {
        let times = |param| {
            let fields = case.check().names(param).iter();
            let found = fields.filter_map(|field| {
                let own = &item.member(field)?.item;
                let moment = own.moment()?;
                let place = own.place;
                Some((field.as_str(), At { moment, place }))
            });
            found.collect()
        };
        Self {
            item,
            name,
            times: times("times"),
            then: times("then"),
        }
    }
}

/// A time and how it is called: of an entry, or an end of the span.
#[derive(Clone)]
struct Named<'a> {
    entry: Text,
    label: Text,
    field: &'a str,
    at: At<'a>,
}

/// A list and the span in which it must lie.
pub(super) struct Run<'a> {
    case: Case<'a>,
    list: &'a Selector,
    from: Option<Named<'a>>,
    to: Option<Named<'a>>,
    /// The entries to which the span applies.
    meant: Vec<Place>,
}

impl<'a> Run<'a> {
    pub(super) fn new(case: &Case<'a>, list: &'a Selector) -> Self {
        let span = case.check().groups("inside").first();
        let end = |param| {
            let selector = span?.selector(param)?;
            let at = case.moments(selector).into_iter().next()?;
            Some(Named {
                entry: Text::default(),
                label: case.full_label(selector),
                field: "",
                at,
            })
        };
        let (mut from, mut to) = (end("from"), end("to"));
        let ends = from.as_ref().zip(to.as_ref());
        let order = |(from, to): (&Named<'_>, &Named<'_>)| {
            from.at.moment.compare(to.at.moment, case.zone())
        };
        if ends.and_then(order) == Some(Ordering::Greater) {
            (from, to) = (None, None);
        }
        let of = span.and_then(|it| it.selector("of"));
        let meant = case.entries(of.unwrap_or(list)).into_iter();
        Self {
            case: *case,
            list,
            from,
            to,
            meant: meant.map(|it| it.place).collect(),
        }
    }

    pub(super) fn looked_at(&self, step: &Step<'a>, report: &mut Reporter<'_>) {
        report.judged();
        for (field, at) in step.times.iter().chain(&step.then) {
            let named = self.named(step, field, *at);
            let label = Text::from_fn(|it| format!("{} {}", step.name, named.label.get(it)));
            report.compared(label, self.case.show_moment(at.moment), Some(at.place));
        }
    }

    /// Tells of times of one entry that are out of order; `true` if it did.
    pub(super) fn own(&self, step: &Step<'a>, report: &mut Reporter<'_>) -> bool {
        let mut told = false;
        let pairs = step.times.windows(2).map(|it| (it[0], it[1]));
        let last = step.times.last().copied();
        let then = step.then.iter().filter_map(|it| Some((last?, *it)));
        for ((earlier, a), (later, b)) in pairs.chain(then) {
            let (a, b) = (self.named(step, earlier, a), self.named(step, later, b));
            told = told || self.held(("own", step), &a, &b, report);
        }
        told
    }

    /// Tells of a time outside the span; `true` if it did.
    pub(super) fn outside(&self, step: &Step<'a>, report: &mut Reporter<'_>) -> bool {
        if !self.meant.contains(&step.item.place) {
            return false;
        }
        let mut told = false;
        for (field, at) in &step.times {
            let own = self.named(step, field, *at);
            if let Some(from) = &self.from {
                told = told || self.held(("early", step), from, &own, report);
            }
            if let Some(to) = &self.to {
                told = told || self.held(("late", step), &own, to, report);
            }
        }
        told
    }

    /// Tells of an entry that began before the one before it had ended.
    pub(super) fn after(&self, before: &Step<'a>, step: &Step<'a>, report: &mut Reporter<'_>) {
        let ends = before.times.last().zip(step.times.first());
        if let Some(((earlier, a), (later, b))) = ends {
            let a = self.named(before, earlier, *a);
            let b = self.named(step, later, *b);
            self.held(("default", step), &a, &b, report);
        }
    }

    fn named(&self, step: &Step<'_>, field: &'a str, at: At<'a>) -> Named<'a> {
        Named {
            entry: Text::plain(step.name.clone()),
            label: self.case.field_label(self.list, field),
            field,
            at,
        }
    }

    /// Whether `earlier` is certainly not after `later`; if not, that is told at the time of `step`.
    fn held(
        &self,
        (variant, step): (&str, &Step<'_>),
        earlier: &Named<'_>,
        later: &Named<'_>,
        report: &mut Reporter<'_>,
    ) -> bool {
        let case = &self.case;
        let order = earlier.at.moment.compare(later.at.moment, case.zone());
        if order.is_some_and(Ordering::is_le) {
            return false;
        }
        let (wrong, other) = if variant == "late" {
            (earlier, later)
        } else {
            (later, earlier)
        };
        let key = format!("{}[{}].{}", self.list.key(), step.name, wrong.field);
        let spot = spot(wrong.at.place, key);
        if order.is_none() {
            let list = case.label(self.list);
            let side = |it: &Named<'_>| {
                if it.field.is_empty() {
                    return it.label.clone();
                }
                let args = [
                    ("list", list.clone()),
                    ("entry", it.entry.clone()),
                    ("field", it.label.clone()),
                ];
                words::fill("check.of-list-entry", &args)
            };
            let args = [
                ("earlier", side(earlier)),
                ("earlier_at", case.show_moment(earlier.at.moment)),
                ("later", side(later)),
                ("later_at", case.show_moment(later.at.moment)),
            ];
            report.undecided("order", spot, &args);
        } else {
            let by = later.at.moment.until(earlier.at.moment, case.zone());
            let args = [
                ("entry", Text::plain(step.name.clone())),
                ("field", wrong.label.clone()),
                ("at", case.show_moment(wrong.at.moment)),
                ("other", other.entry.clone()),
                ("other_field", other.label.clone()),
                ("other_at", case.show_moment(other.at.moment)),
                ("by", moment::duration(by)),
            ];
            report.violated(variant, spot, &args);
        }
        report.related(other.at.place, other.label.clone());
        true
    }
}
