//! Windows: from when to when something is planned or was done, and what gets in their way.
//!
//! Which values are the ends of a window is said by the rules that hold one
//! against the calendar; which events are its real ends, by the rules on the
//! order of both. What collides is decided here once, for the verdict of a rule
//! and for the calendar that people look at.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::book::value::Item;
use crate::book::{Record, select};
use crate::lang::Text;
use crate::moment::Moment;
use crate::procedure::Procedure;
use crate::procedure::registers::Period;
use crate::procedure::rules::{Check, Part, Rule};
use crate::procedure::selector::{Root, Selector};
use crate::source::Place;

use super::Context;

/// What two ends cover at least, and at most if days are taken whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The narrowest reading.
    pub least: (Timestamp, Timestamp),
    /// The widest.
    pub most: (Timestamp, Timestamp),
}

impl Reach {
    /// What lies between two moments.
    pub fn of(start: &Moment, end: &Moment, zone: &TimeZone) -> Self {
        Self {
            least: (start.latest(zone), end.earliest(zone)),
            most: (start.earliest(zone), end.latest(zone)),
        }
    }

    /// A period of the register: a day of it is meant whole, so there is nothing open about it.
    pub fn whole(period: &Period, zone: &TimeZone) -> Self {
        let whole = (period.from.earliest(zone), period.to.latest(zone));
        Self {
            least: whole,
            most: whole,
        }
    }

    /// Whether the two overlap; `None` if that cannot be known. Windows that only touch do not.
    pub fn overlaps(&self, other: &Self) -> Option<bool> {
        let cross = |a: (Timestamp, Timestamp), b: (Timestamp, Timestamp)| a.0 < b.1 && b.0 < a.1;
        // From one day to the next, the midnight between is in the window whatever the times are.
        let within = |it: (Timestamp, Timestamp)| it.0 <= it.1;
        if !cross(self.most, other.most) {
            Some(false)
        } else if within(self.least) && within(other.least) && cross(self.least, other.least) {
            Some(true)
        } else {
            None
        }
    }
}

/// A window of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The record, counted in the book.
    pub record: usize,
    /// Whether it was done; else it was planned.
    pub done: bool,
    /// Its first moment.
    pub start: Moment,
    /// Its last moment; one that goes on has none.
    pub end: Option<Moment>,
    /// Where its beginning is written.
    pub place: Place,
    /// The state beside the route in which it ended, if it did not end well.
    pub broken_off: Option<String>,
}

/// What a window runs into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum With {
    /// A period of a list of the calendar, counted in it.
    Period(&'static str, usize),
    /// The window of a record that was opened earlier.
    Record(usize),
}

/// A window that runs into something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The record.
    pub record: usize,
    /// The rule that forbids it.
    pub rule: String,
    /// How a finding names the spot.
    pub key: String,
    /// Into what.
    pub with: With,
    /// What the rule says of it.
    pub message: Text,
    /// The beginning of the window.
    pub start: Moment,
    /// Its end.
    pub end: Moment,
}

/// The rules that hold windows against the calendar, with their ends.
/// How rules select the ends of the windows that they hold against those of other records.
pub(super) fn ends(procedure: &Procedure) -> impl Iterator<Item = (&Selector, &Selector)> {
    let rules = rules(procedure);
    let met = rules.filter(|(_, part, ..)| part.check.is_on("collisions"));
    met.map(|(_, _, start, end)| (start, end))
}

fn rules(procedure: &Procedure) -> impl Iterator<Item = (&Rule, &Part, &Selector, &Selector)> {
    let parts = procedure
        .rules
        .iter()
        .flat_map(|rule| rule.parts.iter().map(move |part| (rule, part)));
    parts
        .filter(|(_, part)| part.check.kind == "calendar")
        .filter_map(|(rule, part)| {
            let (start, end) = (part.check.selector("start")?, part.check.selector("end")?);
            Some((rule, part, start, end))
        })
}

fn first(ctx: &Context<'_>, record: &Record, selector: &Selector) -> Option<(Moment, Place)> {
    let found = select::select(ctx.book, record, ctx.procedure, selector);
    let mut items = found.into_iter().flat_map(Item::items);
    items.find_map(|it| Some((it.moment()?.clone(), it.place)))
}

/// Every window of every record in which something may still fall due or did: planned ones first.
pub fn all(ctx: &Context<'_>) -> Vec<Window> {
    let mut windows = Vec::new();
    let real = Real::of(ctx.procedure);
    for (index, record) in ctx.book.records.iter().enumerate() {
        if !record.life.quiet {
            for (_, _, start, end) in rules(ctx.procedure) {
                let ends = first(ctx, record, start).zip(first(ctx, record, end));
                let Some(((start, place), (end, _))) = ends else {
                    continue;
                };
                let window = Window {
                    record: index,
                    done: false,
                    start,
                    end: Some(end),
                    place,
                    broken_off: None,
                };
                if !windows.contains(&window) {
                    windows.push(window);
                }
            }
        }
        windows.extend(real.windows(ctx, index));
    }
    windows
}

/// The events that are the real ends of windows.
struct Real<'a> {
    starts: Vec<&'a str>,
    ends: Vec<&'a str>,
}

impl<'a> Real<'a> {
    /// What a rule puts after a planned beginning is the real one, what it puts before a planned
    /// end is the real end.
    fn of(procedure: &'a Procedure) -> Self {
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        let parts = procedure.rules.iter().flat_map(|it| &it.parts);
        let orders: Vec<&Check> = parts
            .map(|it| &it.check)
            .filter(|it| it.kind == "order")
            .collect();
        for (_, _, start, end) in rules(procedure) {
            for order in &orders {
                let (Some(earlier), Some(later)) =
                    (order.selector("earlier"), order.selector("later"))
                else {
                    continue;
                };
                if earlier.key() == start.key() {
                    starts.extend(kinds(procedure, later));
                }
                if later.key() == end.key() {
                    ends.extend(kinds(procedure, earlier));
                }
            }
        }
        ends.retain(|it| !starts.contains(it));
        Self { starts, ends }
    }

    /// The windows of a record that were begun, one a round at most.
    fn windows(&self, ctx: &Context<'_>, index: usize) -> Vec<Window> {
        let record = &ctx.book.records[index];
        let zone = &ctx.config.zone;
        let rounds = record.events.iter().map(|it| it.cycle).max();
        let mut windows = Vec::new();
        for round in 0..=rounds.unwrap_or_default() {
            let of_round = || record.events.iter().filter(move |it| it.cycle == round);
            let begun = of_round()
                .filter(|it| self.starts.contains(&it.kind.as_str()))
                .find_map(|it| Some((it.at.clone()?, it.item.place)));
            let Some((start, place)) = begun else {
                continue;
            };
            let is_after = |at: &Moment| at.latest(zone) >= start.earliest(zone);
            let last = |kinds: &[&str]| {
                let ends = of_round().filter(|it| kinds.contains(&it.kind.as_str()));
                let ends = ends.filter_map(|it| it.at.clone()).filter(is_after);
                ends.max_by_key(|it| it.earliest(zone))
            };
            let sides = ctx.procedure.side_states.iter();
            let broken_off = sides.filter(|it| it.returns_to.is_some()).find_map(|side| {
                let kinds: Vec<&str> = match side.evidence.as_ref()? {
                    crate::procedure::flow::Evidence::Event { types, results, .. }
                        if results.is_empty() =>
                    {
                        types.iter().map(String::as_str).collect()
                    }
                    _ => return None,
                };
                Some((side.id.clone(), last(&kinds)?))
            });
            let end = last(&self.ends);
            windows.push(Window {
                record: index,
                done: true,
                start: start.clone(),
                end: broken_off.as_ref().map(|it| it.1.clone()).or(end),
                place,
                broken_off: broken_off.map(|it| it.0),
            });
        }
        windows
    }
}

/// The types of the events that a selector points at, through a fact if it is one.
fn kinds<'a>(procedure: &'a Procedure, selector: &'a Selector) -> Vec<&'a str> {
    use crate::procedure::flow::Derivation;
    match &selector.root {
        Root::LastEvent(kind, _) | Root::AllEvents(kind, _) => procedure.events.expand(kind),
        Root::Fact(name) => {
            let fact = procedure.facts.iter().find(|it| &it.name == name);
            match fact.map(|it| &it.how) {
                Some(Derivation::FirstOf(sources) | Derivation::Union(sources)) => {
                    sources.iter().flat_map(|it| kinds(procedure, it)).collect()
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// Every planned window that runs into a period that its rule avoids, or into the window of a
/// record of the same system that was opened earlier. Whether the rule bites yet is not asked.
pub fn clashes(ctx: &Context<'_>) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (rule, part, start, end) in rules(ctx.procedure) {
        let mut by_system: BTreeMap<&str, Vec<Planned<'_>>> = BTreeMap::new();
        for (index, record) in ctx.book.records.iter().enumerate() {
            let ends = first(ctx, record, start).zip(first(ctx, record, end));
            let Some(((from, _), (to, _))) = ends.filter(|_| !record.life.quiet) else {
                continue;
            };
            let planned = Planned {
                index,
                record,
                reach: Reach::of(&from, &to, &ctx.config.zone),
                ends: (from, to),
            };
            planned.against_periods(ctx, (rule, part), &mut clashes);
            if let Some(system) = record.system.as_deref() {
                by_system.entry(system).or_default().push(planned);
            }
        }
        if part.check.is_on("collisions") {
            for windows in by_system.values_mut() {
                meet(ctx, (rule, part), windows, &mut clashes);
            }
        }
    }
    clashes
}

/// The planned window of a record.
struct Planned<'a> {
    index: usize,
    record: &'a Record,
    reach: Reach,
    ends: (Moment, Moment),
}

impl Planned<'_> {
    fn against_periods(
        &self,
        ctx: &Context<'_>,
        (rule, part): (&Rule, &Part),
        clashes: &mut Vec<Clash>,
    ) {
        let zone = &ctx.config.zone;
        let calendar = &ctx.procedure.registers.calendar;
        for list in part.check.names("avoid") {
            let (list, periods) = match list.as_str() {
                "freezes" => ("freezes", &calendar.freezes),
                _ => ("peaks", &calendar.peaks),
            };
            for (at, period) in periods.iter().enumerate() {
                if self.reach.overlaps(&Reach::whole(period, zone)) == Some(false) {
                    continue;
                }
                let args = [
                    ("title", period.title.clone()),
                    ("from_at", Text::plain(period.from.show(zone))),
                    ("to_at", Text::plain(period.to.show(zone))),
                ];
                let key = format!("{list}[{}]", period.from.show(zone));
                clashes.push(Clash {
                    with: With::Period(list, at),
                    message: rule.message(part, "default").fill(&args),
                    ..self.clash(rule, key)
                });
            }
        }
    }

    fn clash(&self, rule: &Rule, key: String) -> Clash {
        Clash {
            record: self.index,
            rule: rule.id.clone(),
            key,
            with: With::Record(self.index),
            message: Text::default(),
            start: self.ends.0.clone(),
            end: self.ends.1.clone(),
        }
    }
}

/// The windows of one system against each other; a pair is told once, on the record opened later.
fn meet(
    ctx: &Context<'_>,
    (rule, part): (&Rule, &Part),
    windows: &mut [Planned<'_>],
    clashes: &mut Vec<Clash>,
) {
    let zone = &ctx.config.zone;
    windows.sort_by_key(|it| (it.reach.most, it.index));
    for (at, one) in windows.iter().enumerate() {
        // They are sorted by their beginning: once one begins after the end, all that follow do.
        let near = windows[at + 1..]
            .iter()
            .take_while(|it| it.reach.most.0 < one.reach.most.1);
        for other in near.filter(|it| it.reach.overlaps(&one.reach) != Some(false)) {
            let (later, earlier) = if is_earlier(zone, opening(one.record), opening(other.record)) {
                (other, one)
            } else {
                (one, other)
            };
            let args = [
                ("title", Text::plain(earlier.record.title.clone())),
                ("other", Text::plain(earlier.record.id.clone())),
                ("from_at", Text::plain(earlier.ends.0.show(zone))),
                ("to_at", Text::plain(earlier.ends.1.show(zone))),
            ];
            let key = format!("collision[{}]", earlier.record.id);
            clashes.push(Clash {
                with: With::Record(earlier.index),
                message: rule.message(part, "collision").fill(&args),
                ..later.clash(rule, key)
            });
        }
    }
}

/// When a record was opened, its id and its folder.
type Opening<'a> = (Option<&'a Moment>, &'a str, &'a str);

/// What decides which of two records is the earlier one.
pub fn opening(record: &Record) -> Opening<'_> {
    (record.opened.as_ref(), &record.id, &record.folder)
}

/// Whether `a` was opened before `b`; their ids decide where that is open.
pub fn is_earlier(zone: &TimeZone, a: Opening<'_>, b: Opening<'_>) -> bool {
    let opened = |it: Opening<'_>| it.0.map(|it| it.earliest(zone));
    let order = opened(a).cmp(&opened(b));
    order.then_with(|| (a.1, a.2).cmp(&(b.1, b.2))).is_lt()
}
