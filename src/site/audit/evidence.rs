//! `/audit/<id>/`: what there is to show of one change, on one page to print and sign.

use serde::Serialize;

use crate::book::{Doc, Event, Record};
use crate::procedure::fields::{Field, FieldKind};
use crate::site::address::Href;
use crate::site::chip::Chip;
use crate::site::desk::{Here, Target};
use crate::site::dossier::approvals;
use crate::site::facet::Facet;
use crate::site::findings::Finding;
use crate::site::shell::Frame;
use crate::site::text::{Rich, Said};
use crate::site::waivers::Waiver;
use crate::source::Place;

use super::files::{self, File};
use super::{as_of, overview};

/// The page.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) chip: Chip,
    pub(crate) facts: Vec<Fact>,
    pub(crate) dossier: Option<Href>,
    pub(crate) states: Vec<State>,
    pub(crate) approvals: Vec<approvals::Table>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) files: Vec<File>,
    /// That some of them are not handed out, because they name people or may.
    pub(crate) withheld: Option<String>,
    pub(crate) as_of: String,
    /// The command that packs the same as files.
    pub(crate) command: String,
}

/// A line of the identity.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: Said,
}

/// A state of the route and what shows it.
#[derive(Debug, Serialize)]
pub(crate) struct State {
    pub(crate) label: Said,
    pub(crate) reached: bool,
    pub(crate) at: Option<String>,
    pub(crate) by: Option<Rich>,
    /// The event or the document that shows it.
    pub(crate) shown_by: Option<Said>,
    /// What the event names as its evidence.
    pub(crate) refs: Vec<Rich>,
    pub(crate) place: Option<String>,
}

pub(crate) fn view<'p>(here: &Here<'_>, index: usize) -> (Frame<'p>, View) {
    let desk = here.desk;
    let record = desk.record(index);
    let zone = &desk.ctx.config.zone;
    let found: Vec<_> = desk.found(index).collect();
    let mut waivers: Vec<_> = found.iter().filter_map(|it| it.waiver.as_deref()).collect();
    waivers.sort_unstable();
    waivers.dedup();
    let view = View {
        id: record.id.clone(),
        title: here.titled(record),
        chip: here.standing(index),
        facts: facts(here, index),
        dossier: here.href(Target::Change(index)),
        states: states(here, record),
        approvals: approvals::tables(here, index),
        findings: found.iter().map(|it| here.finding(it)).collect(),
        waivers: waivers
            .into_iter()
            .filter_map(|it| here.waiver_of(it))
            .collect(),
        files: files::of(here, index),
        withheld: (!files::carried(desk, index).kept.is_empty())
            .then(|| here.ui("ui.audit.names_withheld")),
        as_of: desk.ctx.book.as_of.moment.show(zone),
        command: format!(
            "changebook export --evidence evidence --change {} {}",
            record.id,
            as_of(here)
        ),
    };
    let title = here.ui_with("ui.audit.evidence_of", &[("id", &record.id)]);
    let frame = Frame {
        title: Some(Said {
            text: title,
            lang: None,
        }),
        above: overview::above(here),
        section: Some("audit"),
        place: Some(record.head.place),
    };
    (frame, view)
}

fn facts(here: &Here<'_>, index: usize) -> Vec<Fact> {
    let desk = here.desk;
    let record = desk.record(index);
    let plain = |text: String| Said { text, lang: None };
    let mut facts = Vec::new();
    let mut add = |path: &str, value: Option<Said>| {
        facts.extend(value.map(|value| Fact {
            label: here.ui(path),
            value,
        }));
    };
    let label = |facet: Facet, id: &Option<String>| {
        let id = id.as_deref();
        id.map(|it| here.say(&facet.label(desk, it)))
    };
    add("ui.fact.system", label(Facet::System, &record.system));
    add("ui.fact.route", label(Facet::Route, &record.route));
    let state = &record.life.effective;
    let state = (!state.is_empty()).then(|| here.say(&desk.state_label(state)));
    add("ui.fact.state", state);
    let declared = label(Facet::State, &record.life.declared);
    add("ui.audit.declared", declared);
    let opened = record.opened.as_ref();
    let opened = opened.map(|it| plain(it.show(&desk.ctx.config.zone)));
    add("ui.fact.opened", opened);
    let head = desk.cite(record.head.place);
    add("ui.foot.source", Some(plain(head)));
    facts
}

fn states(here: &Here<'_>, record: &Record) -> Vec<State> {
    let desk = here.desk;
    let zone = &desk.ctx.config.zone;
    let state = |(rank, shown): (usize, &crate::book::life::Shown)| {
        let event = shown.place.and_then(|it| event_at(record, it));
        let document = shown.place.filter(|_| event.is_none());
        let document = document.and_then(|it| document_at(record, it));
        let shown_by = event.map(|it| here.event_label(&it.kind)).or_else(|| {
            let kind = desk.ctx.procedure.document(&document?.kind)?;
            Some(here.say(&kind.name()))
        });
        State {
            label: here.say(&desk.state_label(&shown.state)),
            reached: rank <= record.life.rank && shown.is_shown,
            at: shown.at.as_ref().map(|it| it.show(zone)),
            by: event.and_then(|it| cell(here, it, |kind| matches!(kind, FieldKind::Person))),
            shown_by,
            refs: event.map(|it| refs(here, it)).unwrap_or_default(),
            place: shown.place.map(|it| desk.cite(it)),
        }
    };
    record.life.shown.iter().enumerate().map(state).collect()
}

/// The event in which something is written.
fn event_at(record: &Record, place: Place) -> Option<&Event> {
    let is_within = |it: &&Event| {
        let entry = it.item.place;
        entry.source == place.source
            && entry.span.start <= place.span.start
            && place.span.end <= entry.span.end
    };
    record.events.iter().find(is_within)
}

fn document_at(record: &Record, place: Place) -> Option<&Doc> {
    record.documents.iter().find(|it| it.source == place.source)
}

/// The first field of a kind that an event has.
fn cell(here: &Here<'_>, event: &Event, wanted: impl Fn(&FieldKind) -> bool) -> Option<Rich> {
    let fields = here.desk.ctx.procedure.events.fields.iter();
    let mut written = fields.filter_map(|field| {
        let item = event.field(&field.name).filter(|it| !it.is_empty())?;
        wanted(kind(field)).then(|| here.cell(field, item))
    });
    written.next()
}

/// What an event names as evidence.
fn refs(here: &Here<'_>, event: &Event) -> Vec<Rich> {
    let fields = here.desk.ctx.procedure.events.fields.iter();
    let named = fields.filter_map(|field| {
        let item = event.field(&field.name).filter(|it| !it.is_empty())?;
        matches!(kind(field), FieldKind::Ref).then(|| here.cell(field, item))
    });
    named.collect()
}

/// What a field holds, or each entry of it.
fn kind(field: &Field) -> &FieldKind {
    match &field.kind {
        FieldKind::List(of) => &of.kind,
        kind => kind,
    }
}
