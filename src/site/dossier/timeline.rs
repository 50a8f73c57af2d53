//! What was planned and what happened, in the order of time.
//!
//! - [`drawing`]: the same on a line

pub(crate) mod drawing;

use jiff::Timestamp;
use serde::Serialize;

use super::seals;
use crate::book::select;
use crate::book::{Event, Record};
use crate::moment::Moment;
use crate::site::desk::Here;
use crate::site::text::{Rich, Said};

/// A round of the record; a rejection, a rollback or a reopening begins the next.
#[derive(Debug, Serialize)]
pub(crate) struct Cycle {
    /// Its name, if there is more than one.
    pub(crate) title: Option<String>,
    pub(crate) entries: Vec<Entry>,
}

/// An entry.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    /// Whether it was planned; else it happened.
    pub(crate) planned: bool,
    /// Day and time, or `None` if that could not be read.
    pub(crate) at: Option<String>,
    pub(crate) label: Said,
    /// The state that it shows, if it is evidence of one.
    pub(crate) reached: Option<Said>,
    pub(crate) details: Vec<Detail>,
    pub(crate) place: String,
}

/// Something else that is written of an event.
#[derive(Debug, Serialize)]
pub(crate) struct Detail {
    pub(crate) label: Said,
    pub(crate) value: Rich,
}

pub(super) fn cycles(here: &Here<'_>, index: usize) -> Vec<Cycle> {
    let record = here.desk.record(index);
    let zone = &here.desk.ctx.config.zone;
    let mut timed: Vec<(usize, Option<Timestamp>, Entry)> = Vec::new();
    for event in &record.events {
        let at = event.at.as_ref().map(|it| it.earliest(zone));
        timed.push((event.cycle, at, happened(here, record, event)));
    }
    let last = record
        .events
        .iter()
        .map(|it| it.cycle)
        .max()
        .unwrap_or_default();
    let began = timed
        .iter()
        .filter_map(|it| Some((it.1?, it.0)))
        .collect::<Vec<_>>();
    for (at, entry) in planned(here, record) {
        // A plan belongs to the round that had begun by then.
        let cycle = began
            .iter()
            .filter(|it| it.0 <= at)
            .map(|it| it.1)
            .max()
            .unwrap_or_default();
        timed.push((cycle, Some(at), entry));
    }
    // What has no readable date stays where it was written: behind the entry before it.
    let mut seen = None;
    for (_, at, _) in &mut timed {
        seen = at.or(seen);
        *at = seen;
    }
    timed.sort_by_key(|(cycle, at, _)| (*cycle, *at));
    let mut cycles: Vec<Cycle> = Vec::new();
    let mut current = None;
    for (cycle, _, entry) in timed {
        if current != Some(cycle) {
            current = Some(cycle);
            let number = (cycle + 1).to_string();
            let title = (last > 0).then(|| here.ui_with("ui.timeline.cycle", &[("n", &number)]));
            cycles.push(Cycle {
                title,
                entries: Vec::new(),
            });
        }
        if let Some(cycle) = cycles.last_mut() {
            cycle.entries.push(entry);
        }
    }
    cycles
}

fn happened(here: &Here<'_>, record: &Record, event: &Event) -> Entry {
    let zone = &here.desk.ctx.config.zone;
    let fields = &here.desk.ctx.procedure.events.fields;
    let span = event.item.place;
    let is_within = |place: crate::source::Place| {
        place.source == span.source
            && span.span.start <= place.span.start
            && place.span.end <= span.span.end
    };
    let reached = record
        .life
        .shown
        .iter()
        .rev()
        .find(|it| it.is_shown && it.place.is_some_and(is_within));
    // The type is the label, the moment the date; everything else is a detail.
    let details = fields
        .iter()
        .filter(|it| !["type", "at"].contains(&it.name.as_str()))
        .filter_map(|field| {
            let item = event.field(&field.name).filter(|it| !it.is_empty())?;
            Some(Detail {
                label: here.label(field),
                value: seals::cell(here, record, event, &field.name)
                    .unwrap_or_else(|| here.cell(field, item)),
            })
        });
    Entry {
        planned: false,
        at: event.at.as_ref().map(|it| it.show(zone)),
        label: here.event_label(&event.kind),
        reached: reached.map(|it| here.say(&here.desk.state_label(&it.state))),
        details: details.collect(),
        place: here.desk.cite(event.item.place),
    }
}

/// The planned windows: what the rules hold against the calendar.
pub(crate) fn planned(here: &Here<'_>, record: &Record) -> Vec<(Timestamp, Entry)> {
    let ctx = here.desk.ctx;
    let zone = &ctx.config.zone;
    let parts = ctx.procedure.rules.iter().flat_map(|it| &it.parts);
    let windows = parts.filter(|it| it.check.kind == "calendar");
    let ends = windows.flat_map(|it| {
        ["start", "end"]
            .into_iter()
            .filter_map(|name| it.check.selector(name))
    });
    let mut found: Vec<(Timestamp, Entry)> = Vec::new();
    for selector in ends {
        let label = select::field(ctx.procedure, selector).map_or_else(
            || here.say(&select::label(ctx.procedure, selector)),
            |it| here.label(it),
        );
        for item in select::select(ctx.book, record, ctx.procedure, selector) {
            let Some(at) = item.moment() else { continue };
            let entry = Entry {
                planned: true,
                at: Some(Moment::show(at, zone)),
                label: label.clone(),
                reached: None,
                details: Vec::new(),
                place: here.desk.cite(item.place),
            };
            let is_known =
                |it: &(Timestamp, Entry)| it.1.at == entry.at && it.1.label == entry.label;
            // Events that have happened are in the list already.
            let is_event = record
                .events
                .iter()
                .any(|it| it.item.place.source == item.place.source && it.at.as_ref() == Some(at));
            if !is_event && !found.iter().any(is_known) {
                found.push((at.earliest(zone), entry));
            }
        }
    }
    found
}
