//! Who agreed, when, and in which role.

use serde::Serialize;

use super::seals;
use crate::book::value::{Item, Value};
use crate::book::{Event, Record};
use crate::check::Outcome;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::rules::Check;
use crate::site::desk::Here;
use crate::site::text::{Rich, Said};

/// What one kind of event had to bring from each role.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    pub(crate) title: Said,
    pub(crate) rows: Vec<Row>,
}

/// A role and what it said.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) role: Said,
    pub(crate) person: Option<Rich>,
    /// The organisation that the register knows the person in.
    pub(crate) org: Option<String>,
    pub(crate) at: Option<String>,
    /// What was said.
    pub(crate) result: Option<Rich>,
    /// The seal, and whether what it covers is still what stands there.
    pub(crate) seal: Option<Rich>,
    /// Everything else that is written.
    pub(crate) details: Vec<Rich>,
    /// Whether the register says that the person held the role on that day.
    pub(crate) held: Option<bool>,
    pub(crate) place: Option<String>,
    /// Whether it belongs to an earlier round.
    pub(crate) past: bool,
}

/// The approvals that rules ask of a record, one table a type of event.
pub(crate) fn tables(here: &Here<'_>, index: usize) -> Vec<Table> {
    let record = here.desk.record(index);
    let mut wanted: Vec<(&str, Vec<&str>)> = Vec::new();
    let verdicts = here.desk.verdicts(index);
    for rule in &here.desk.ctx.procedure.rules {
        let verdict = verdicts.iter().find(|it| it.rule == rule.id);
        let bites = verdict
            .is_none_or(|it| !matches!(it.outcome, Outcome::NotApplicable | Outcome::NotDue));
        let checks = rule.parts.iter().map(|it| &it.check);
        for check in checks.filter(|it| it.kind == "approvals") {
            // Of a rule that does not bite, only what was said is shown.
            collect(check, bites, &mut wanted);
        }
    }
    let table = |(kind, roles): (&str, Vec<&str>)| {
        let events: Vec<_> = record.events.iter().filter(|it| it.kind == kind).collect();
        let mut rows: Vec<_> = events.iter().map(|it| said(here, record, it)).collect();
        let is_silent = |role: &&&str| {
            let has = |it: &&&Event| {
                it.cycle == record.life.cycle && role_of(here, it).as_deref() == Some(**role)
            };
            !events.iter().any(|it| has(&it))
        };
        // Nobody is missing before anything of the kind has happened.
        if !events.is_empty() {
            rows.extend(roles.iter().filter(is_silent).map(|it| silent(here, it)));
        }
        Table {
            title: here.event_label(kind),
            rows,
        }
    };
    wanted
        .into_iter()
        .map(table)
        .filter(|it| !it.rows.is_empty())
        .collect()
}

fn collect<'c>(check: &'c Check, bites: bool, wanted: &mut Vec<(&'c str, Vec<&'c str>)>) {
    for kind in check.names("event") {
        let roles = check.names("roles").iter().map(String::as_str);
        let roles = roles.filter(|_| bites);
        match wanted.iter_mut().find(|it| it.0 == kind) {
            Some((_, known)) => {
                for role in roles {
                    if !known.contains(&role) {
                        known.push(role);
                    }
                }
            }
            None => wanted.push((kind, roles.collect())),
        }
    }
}

fn said(here: &Here<'_>, record: &Record, event: &Event) -> Row {
    let fields = &here.desk.ctx.procedure.events.fields;
    let zone = &here.desk.ctx.config.zone;
    let role = role_of(here, event);
    let person = fields
        .iter()
        .find_map(|field| Some((field, person(field, event.field(&field.name)?)?)));
    let day = event.at.as_ref().map(|it| it.day(zone));
    let known = person.as_ref().and_then(|(_, person)| {
        let Value::Person { id: Some(id), .. } = &person.value else {
            return None;
        };
        let mut people = here.desk.ctx.procedure.registers.people.iter();
        people.find(|it| &it.id == id)
    });
    let held = known.and_then(|it| Some(it.holds(role.as_deref()?, day?)));
    let used = person.as_ref().map(|it| it.0.name.as_str());
    let others = fields.iter().filter(|field| {
        let is_shown =
            ["type", "at"].contains(&field.name.as_str()) || Some(field.name.as_str()) == used;
        !is_shown && !matches!(field.kind, FieldKind::Role)
    });
    // The words of a fixed set are what was said; the rest is how and why.
    let (results, details): (Vec<_>, Vec<_>) = others
        .filter_map(|field| Some((field, event.field(&field.name).filter(|it| !it.is_empty())?)))
        .partition(|(field, _)| matches!(field.kind, FieldKind::Enum(_)));
    let results = results
        .into_iter()
        .map(|(field, item)| here.cell(field, item));
    let seal = details
        .iter()
        .find_map(|(field, _)| seals::cell(here, record, event, &field.name));
    let details = details
        .into_iter()
        .filter(|(field, _)| seals::cell(here, record, event, &field.name).is_none())
        .map(|(field, item)| here.cell(field, item));
    Row {
        role: role
            .as_deref()
            .map_or_else(Said::default, |it| here.role(it)),
        person: person.map(|(field, it)| here.cell(field, it)),
        at: event.at.as_ref().map(|it| it.show(zone)),
        result: results.reduce(|a, b| Rich {
            html: here.list(&[a.html, b.html]),
            lang: a.lang,
        }),
        org: known.map(|it| here.ui(&format!("organisation.{}", it.org))),
        seal: seal.or_else(|| seals::missing(here, record, event)),
        details: details.collect(),
        held,
        place: Some(here.desk.cite(event.item.place)),
        past: event.cycle != record.life.cycle,
    }
}

fn silent(here: &Here<'_>, role: &str) -> Row {
    Row {
        role: here.role(role),
        person: None,
        at: None,
        result: None,
        org: None,
        seal: None,
        details: Vec::new(),
        held: None,
        place: None,
        past: false,
    }
}

/// The role that an event was said in.
fn role_of(here: &Here<'_>, event: &Event) -> Option<String> {
    let fields = &here.desk.ctx.procedure.events.fields;
    let field = fields
        .iter()
        .find(|it| matches!(it.kind, FieldKind::Role))?;
    event.field(&field.name)?.key()
}

/// The first person of a field that holds persons.
fn person<'i>(field: &Field, item: &'i Item) -> Option<&'i Item> {
    let holds_people = match &field.kind {
        FieldKind::Person => true,
        FieldKind::List(of) => matches!(of.kind, FieldKind::Person),
        _ => false,
    };
    item.items().first().filter(|_| holds_people)
}
