//! What no edit may touch: persons, states, approvals, and what a date means.
//!
//! Whoever offers a fix thinks of the slip that it mends. This is the one
//! place that thinks of what it must leave alone, whoever offers it: a fix with
//! an edit that reaches into such a place is withdrawn, the finding stays. The
//! form of a date may change as long as the moment does not. What an event has
//! sealed stays as it was approved, slips and all: an edit would break the seal.
//!
//! Places are taken from the typed values, and from the keys at the left margin
//! where the front matter could not be read to its end.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::value::{Item, Member, Value};
use crate::book::{Doc, Event, Record};
use crate::finding::{Edit, Finding};
use crate::moment::Moment;
use crate::procedure::fields::{DocumentType, Field, FieldKind};
use crate::procedure::load;
use crate::source::{SourceId, Span};
use crate::text;

use super::{Context, broken};

/// Withdraws every fix that touches what only people decide.
pub fn withdraw(ctx: &Context<'_>, findings: &mut [Finding]) {
    if findings.iter().all(|it| it.fix.is_none()) {
        return;
    }
    let edits = findings.iter().flat_map(|it| &it.fix);
    let edits = edits.flat_map(|it| &it.edits);
    let guard = Guard::of(ctx, &edits.map(|it| it.place.source).collect());
    for finding in findings {
        let edits = finding.fix.iter().flat_map(|it| &it.edits);
        if !edits.into_iter().all(|it| guard.allows(it)) {
            finding.fix = None;
        }
    }
}

/// What is guarded in one text.
#[derive(Debug, Default)]
struct Guarded {
    /// What must stay as it is, byte for byte.
    spans: Vec<Span>,
    /// Dates, which may be written in another form.
    moments: Vec<(Span, Moment)>,
    /// Keys that no edit may write, because what stands behind them would come into force.
    keys: Vec<String>,
}

struct Guard<'a> {
    ctx: &'a Context<'a>,
    texts: BTreeMap<SourceId, Guarded>,
    /// Registers that say who people are and what they allowed.
    registers: Vec<SourceId>,
    /// Every name of a person, for comparison.
    names: Vec<String>,
}

impl<'a> Guard<'a> {
    /// What is guarded in these texts.
    fn of(ctx: &'a Context<'a>, edited: &BTreeSet<SourceId>) -> Self {
        let mut texts = BTreeMap::new();
        for record in &ctx.book.records {
            let docs = std::iter::once(&record.head).chain(&record.documents);
            for doc in docs.filter(|it| edited.contains(&it.source)) {
                if let Some(kind) = ctx.procedure.document(&doc.kind) {
                    let mut found = guarded(ctx, doc, kind);
                    if is_sealed(ctx, record, doc) {
                        let end = ctx.sources.get(doc.source).text().len();
                        found.spans.push(Span::new(0, end));
                    }
                    texts.insert(doc.source, found);
                }
            }
        }
        let registers = [load::PEOPLE, load::WAIVERS];
        let registers = registers.iter().filter_map(|it| ctx.sources.find(it));
        let people = ctx.procedure.registers.people.iter();
        let names = people.flat_map(|it| {
            let names = std::iter::once(it.id.as_str())
                .chain(std::iter::once(it.name.as_str()))
                .chain(it.aliases.iter().map(String::as_str));
            names.map(text::normal).collect::<Vec<_>>()
        });
        Self {
            ctx,
            texts,
            registers: registers.collect(),
            names: names.collect(),
        }
    }

    fn allows(&self, edit: &Edit) -> bool {
        let writes = text::normal(&edit.text);
        if self.registers.contains(&edit.place.source) || self.names.contains(&writes) {
            return false;
        }
        let Some(guarded) = self.texts.get(&edit.place.source) else {
            return true;
        };
        let span = edit.place.span;
        if guarded.keys.contains(&edit.text) || guarded.spans.iter().any(|it| touch(span, *it)) {
            return false;
        }
        let mut moments = guarded.moments.iter().filter(|(it, _)| touch(span, *it));
        moments.all(|(at, moment)| {
            let then = Moment::parse(&edit.text, &self.ctx.config.zone);
            *at == span && then.is_ok_and(|it| it.moment == *moment)
        })
    }
}

/// Whether an event stores a seal over a document, or may do so where the events could not be read.
fn is_sealed(ctx: &Context<'_>, record: &Record, doc: &Doc) -> bool {
    let seals = &ctx.procedure.seals;
    let mut covering = seals.iter().filter(|it| it.extent(&doc.kind).is_some());
    let is_unread = doc.source != record.head.source && broken::is_broken(ctx, &record.head);
    covering.any(|seal| {
        let stores = |it: &Event| {
            let stored = it.field(&seal.field);
            seal.events.contains(&it.kind) && stored.is_some_and(|it| !it.is_empty())
        };
        is_unread || record.events.iter().any(stores)
    })
}

/// Whether an edit of `span` could change what stands at `other`.
fn touch(span: Span, other: Span) -> bool {
    if span.start == span.end {
        return other.start <= span.start && span.start <= other.end;
    }
    span.start < other.end && other.start < span.end
}

fn guarded(ctx: &Context<'_>, doc: &Doc, kind: &DocumentType) -> Guarded {
    let records = &ctx.procedure.records;
    let states = [
        records.keys.get("state"),
        records.document_keys.get("status"),
    ];
    let states: Vec<_> = states.into_iter().flatten().collect();
    let is_state = |it: &Field| states.contains(&&it.name);
    let decides = |it: &Field| {
        let decided = matches!(
            it.kind,
            FieldKind::Events | FieldKind::Waivers | FieldKind::People
        );
        decided || is_state(it)
    };
    let keys = kind.fields.iter().filter(|it| decides(it));
    let keys: Vec<_> = keys.map(|it| it.name.clone()).collect();
    let mut found = Guarded::default();
    collect(&kind.fields, &doc.fields, &mut found);
    let is_kept = |it: &&Field| decides(it) || is_person(&it.kind);
    let kept = kind.fields.iter().filter(is_kept);
    let kept: Vec<_> = kept.map(|it| it.name.as_str()).collect();
    let text = ctx.sources.get(doc.source).text();
    let front = doc.document.front_span;
    found.spans.extend(behind(text, front, &kept));
    found.keys = keys;
    found
}

fn is_person(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Person | FieldKind::People => true,
        FieldKind::List(of) => is_person(&of.kind),
        _ => false,
    }
}

/// The places of persons and dates, object by object.
fn collect(fields: &[Field], members: &[Member], found: &mut Guarded) {
    for member in members {
        if let Some(field) = fields.iter().find(|it| it.name == member.key) {
            collect_value(&field.kind, &member.item, found);
        }
    }
}

fn collect_value(kind: &FieldKind, item: &Item, found: &mut Guarded) {
    let span = item.place.span;
    match (kind, &item.value) {
        (FieldKind::Object(fields), Value::Map(members)) => collect(fields, members, found),
        (FieldKind::DateTime | FieldKind::Date, Value::Moment(it)) => {
            found.moments.push((span, it.clone()));
        }
        (FieldKind::DateTime | FieldKind::Date | FieldKind::Events | FieldKind::Waivers, _) => {
            found.spans.push(span);
        }
        (kind, _) if is_person(kind) => found.spans.push(span),
        (FieldKind::List(of), Value::List(items)) => {
            for item in items {
                collect_value(&of.kind, item, found);
            }
        }
        _ => {}
    }
}

/// What stands behind the keys `names` at the left margin of the front matter, up to the next key.
fn behind(text: &str, front: Span, names: &[&str]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut is_open = false;
    let mut start = front.start;
    for line in text[front.start..front.end].split_inclusive('\n') {
        let end = start + line.len();
        let is_key = line.starts_with(|it: char| it.is_alphanumeric() || "_\"'".contains(it));
        if is_key {
            let colon = line.find([':', '：']).unwrap_or(line.len());
            let key = line[..colon].trim().trim_matches(['"', '\'']);
            is_open = names.contains(&key);
            if is_open {
                let width = line[colon..].chars().next().map_or(0, char::len_utf8);
                found.push(Span::new(start + colon + width, end));
            }
        } else if is_open && let Some(last) = found.last_mut() {
            last.end = end;
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests;
