//! The same as the list of what was planned and what happened, on a line of time.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::book::value::{Item, Member, Value};
use crate::book::{Event, Record};
use crate::finding::{self, Outcome};
use crate::moment::Moment;
use crate::procedure::flow::{Evidence, SideState};
use crate::site::desk::Here;
use crate::site::draw::svg::Drawing;
use crate::site::draw::timeline::{Mark, Span, Timeline};
use crate::site::findings::Finding;
use crate::site::text::Said;
use crate::source::Place;

/// The checks that say that something took too long.
const CLOCKS: [&str; 2] = ["lapse", "cadence"];

/// The drawing, and what in it took too long.
#[derive(Debug, Serialize)]
pub(crate) struct Drawn {
    pub(crate) drawing: Drawing,
    pub(crate) late: Vec<Finding>,
}

/// The line of time of a record, if it has more than one moment.
pub(in crate::site::dossier) fn drawn(here: &Here<'_>, index: usize) -> Option<Drawn> {
    let record = here.desk.record(index);
    let book = here.desk.ctx.book;
    let zone = &here.desk.ctx.config.zone;
    let days = Days::of(record, zone);
    let happened = happened(here, record, &days);
    let taken: Vec<i64> = happened.iter().map(|it| it.at).collect();
    let ticks = moments(record).map(|it| second(it, zone));
    let planned = super::planned(here, record).into_iter();
    let planned = planned.map(|(at, entry)| Mark {
        at: at.as_second(),
        date: days.show(&Moment::Instant(at), zone),
        label: entry.label,
        back: false,
    });
    let late: Vec<_> = here
        .desk
        .found(index)
        .filter(|it| it.outcome == Outcome::Violated && counts_time(here, it))
        .collect();
    let spans = late.iter().filter_map(|it| span(here, record, it));
    let count = happened.len().to_string();
    let line = Timeline {
        id: "line".to_owned(),
        title: here.ui_with("ui.timeline.drawn", &[("id", &record.id)]),
        desc: here.ui_with("ui.timeline.desc", &[("n", &count)]),
        sides: (
            here.ui("ui.timeline.planned"),
            here.ui("ui.timeline.happened"),
        ),
        planned: planned.collect(),
        ticks: ticks.filter(|it| !taken.contains(it)).collect(),
        happened,
        late: spans.collect(),
        now: (!record.life.terminal).then(|| {
            let day = book.as_of.moment.show(zone);
            let name = format!("{} {day}", here.ui("ui.foot.as_of"));
            (book.as_of.until.as_second(), name)
        }),
    };
    Some(Drawn {
        drawing: line.draw()?,
        late: late.into_iter().map(|it| here.finding(it)).collect(),
    })
}

/// The states that were reached, and what led back.
fn happened(here: &Here<'_>, record: &Record, days: &Days) -> Vec<Mark> {
    let zone = &here.desk.ctx.config.zone;
    let mark = |at: &Moment, label, back| Mark {
        at: second(at, zone),
        date: days.show(at, zone),
        label,
        back,
    };
    let shown = record.life.shown.iter().enumerate();
    let reached = shown.filter(|(rank, it)| it.is_shown || *rank == 0);
    let reached = reached.filter_map(|(rank, it)| {
        let opened = record.opened.as_ref().filter(|_| rank == 0);
        let at = it.at.as_ref().or(opened)?;
        Some(mark(at, here.say(&here.desk.state_label(&it.state)), false))
    });
    let left = record.events.iter().filter_map(|event| {
        let label = left(here, event)?;
        Some(mark(event.at.as_ref()?, label, true))
    });
    reached.chain(left).collect()
}

/// The state beside the route that an event shows, or the event itself if it leads back without one.
fn left(here: &Here<'_>, event: &Event) -> Option<Said> {
    let procedure = here.desk.ctx.procedure;
    let result = event.field("result").map(|it| &it.value);
    let shows = |side: &&SideState| match &side.evidence {
        Some(Evidence::Event { types, results, .. }) => {
            let is_type = |it: &String| procedure.events.expand(it).contains(&event.kind.as_str());
            let has_result = |it: &String| matches!(result, Some(Value::Key(key)) if key == it);
            types.iter().any(is_type) && (results.is_empty() || results.iter().any(has_result))
        }
        _ => false,
    };
    if let Some(side) = procedure.side_states.iter().find(shows) {
        return Some(here.say(&side.label));
    }
    let reopens = procedure.reopenings.iter().any(|it| it.event == event.kind);
    reopens.then(|| here.event_label(&event.kind))
}

fn moments(record: &Record) -> impl Iterator<Item = &Moment> {
    record.events.iter().filter_map(|it| it.at.as_ref())
}

fn second(at: &Moment, zone: &TimeZone) -> i64 {
    at.earliest(zone).as_second()
}

/// Whether a finding says that something took too long.
fn counts_time(here: &Here<'_>, finding: &finding::Finding) -> bool {
    let rule = here.desk.ctx.procedure.rule(&finding.rule);
    let parts = rule.map_or(&[][..], |it| it.parts.as_slice());
    parts
        .iter()
        .any(|it| CLOCKS.contains(&it.check.kind.as_str()))
}

/// From where the time began to where it ended, or to now.
fn span(here: &Here<'_>, record: &Record, finding: &finding::Finding) -> Option<Span> {
    let zone = &here.desk.ctx.config.zone;
    let started = finding.related.first()?.place;
    let from = moment_at(record, started)?.earliest(zone);
    let ended = moment_at(record, finding.place).map(|it| it.earliest(zone));
    let ended: Option<Timestamp> = ended.filter(|it| *it > from);
    let to = ended.unwrap_or(here.desk.ctx.book.as_of.until);
    Some(Span {
        from: from.as_second(),
        to: to.as_second(),
        label: here.ui_with("ui.timeline.late", &[("rule", &finding.rule)]),
    })
}

/// The moment that is written at a place: that of the event around it, else the value itself.
fn moment_at(record: &Record, place: Place) -> Option<&Moment> {
    let holds = |it: Place| {
        it.source == place.source
            && it.span.start <= place.span.start
            && place.span.end <= it.span.end
    };
    let event = record
        .events
        .iter()
        .find(|it: &&Event| holds(it.item.place));
    if let Some(event) = event {
        return event.at.as_ref();
    }
    let documents = std::iter::once(&record.head).chain(&record.documents);
    documents
        .flat_map(|it| &it.fields)
        .find_map(|it| value_at(it, place))
}

fn value_at(member: &Member, place: Place) -> Option<&Moment> {
    fn inside(item: &Item, place: Place) -> Option<&Moment> {
        match &item.value {
            Value::Moment(moment) if item.place == place => Some(moment),
            Value::List(items) => items.iter().find_map(|it| inside(it, place)),
            Value::Map(members) => members.iter().find_map(|it| inside(&it.item, place)),
            _ => None,
        }
    }
    inside(&member.item, place)
}

/// How moments are written beside their flags: the hour belongs to what was over in days.
struct Days {
    hours: bool,
}

impl Days {
    fn of(record: &Record, zone: &TimeZone) -> Self {
        let all: Vec<i64> = moments(record).map(|it| second(it, zone)).collect();
        let length = all.iter().max().zip(all.iter().min());
        Self {
            hours: length.is_some_and(|(last, first)| last - first < 3 * 86_400),
        }
    }

    /// Without the year, which stands in the list beneath.
    fn show(&self, at: &Moment, zone: &TimeZone) -> String {
        let whole = at.show(zone);
        let end = if self.hours { whole.len() } else { 10 };
        whole.get(5..end).unwrap_or(&whole).to_owned()
    }
}
