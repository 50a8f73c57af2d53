//! References between records and to files, resolved both ways; what leads nowhere is reported.

mod entries;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Finding, Related};
use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{Field, FieldKind};
use crate::source::Place;
use crate::text;
use crate::words;

use super::value::{Item, Member, Value};
use super::{Input, Record};

/// Fills in what a record refers to, and reports what leads nowhere within it.
pub fn resolve(input: Input<'_>, record: &mut Record) -> Vec<Finding> {
    let mut seen = Seen::default();
    let procedure = input.procedure;
    for doc in std::iter::once(&record.head).chain(&record.documents) {
        if let Some(kind) = procedure.document(&doc.kind) {
            seen.members(&doc.fields, &kind.fields);
        }
    }
    for event in &record.events {
        if let Value::Map(members) = &event.item.value {
            seen.members(members, &procedure.events.fields);
        }
    }
    let mut found = missing(input, record, &seen.refs);
    found.extend(entries::unknown(input, record, &seen.named));
    let refs: BTreeSet<_> = seen.refs.iter().map(|it| it.0.as_str()).collect();
    let named = |it: &&String| refs.contains(it.as_str());
    record.attached = record.files.iter().filter(named).cloned().collect();
    record.refers_to = seen.records;
    found
}

/// What leads to no record, and what stands twice.
///
/// `later` are the ids of records that are left out of a view of the past: they exist.
pub fn between(
    input: Input<'_>,
    records: &[Arc<Record>],
    later: &BTreeSet<String>,
) -> Vec<Finding> {
    let here = records.iter().map(|it| it.id.as_str());
    let known: BTreeSet<&str> = here.chain(later.iter().map(String::as_str)).collect();
    let mut findings = Vec::new();
    for record in records {
        let refs = record.refers_to.iter();
        for (id, place) in refs.filter(|(it, _)| !known.contains(it.as_str())) {
            let mut finding = dangling(id, *place, &known);
            finding.record = Some(record.id.clone());
            findings.push(finding);
        }
    }
    if input.procedure.obligations.identity.is_none() {
        findings.extend(duplicates(records));
    }
    findings
}

#[derive(Default)]
struct Seen<'a> {
    records: Vec<(String, Place)>,
    refs: Vec<(String, Place)>,
    named: Vec<entries::Named<'a>>,
}

impl<'a> Seen<'a> {
    fn members(&mut self, members: &[Member], fields: &'a [Field]) {
        for member in members {
            if let Some(field) = fields.iter().find(|it| it.name == member.key) {
                self.item(&member.item, field);
            }
        }
    }

    fn item(&mut self, item: &Item, field: &'a Field) {
        self.named.extend(entries::Named::of(item, field));
        match (&field.kind, &item.value) {
            (FieldKind::Record, Value::Text(id)) => {
                self.records.push((text::tidy(id), item.place));
            }
            (FieldKind::Ref, Value::Text(target)) => {
                self.refs.push((target.clone(), item.place));
            }
            (FieldKind::List(of), Value::List(items)) => {
                for item in items {
                    self.item(item, of);
                }
            }
            (FieldKind::Object(fields), Value::Map(members)) => self.members(members, fields),
            _ => {}
        }
    }
}

fn dangling(id: &str, place: Place, known: &BTreeSet<&str>) -> Finding {
    let near = text::nearest(id, known.iter().copied());
    let mut args = vec![("value", Text::plain(id))];
    match near {
        Some(near) => {
            args.push(("near", Text::plain(near)));
            notice::variant("unknown-reference", "record-near", place, &args)
        }
        None => notice::variant("unknown-reference", "record", place, &args),
    }
}

/// Id of a record → the ids of those that name it.
pub fn back(records: &[Arc<Record>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut by: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for record in records {
        for (id, _) in record.refers_to.iter().filter(|(it, _)| *it != record.id) {
            by.entry(id.clone()).or_default().insert(record.id.clone());
        }
    }
    by
}

/// Ids that are equal, or would have the same address because only their case differs.
fn duplicates(records: &[Arc<Record>]) -> Vec<Finding> {
    let mut first: BTreeMap<String, &Record> = BTreeMap::new();
    let mut findings = Vec::new();
    for record in records {
        let address = record.id.to_lowercase();
        if let Some(before) = first.get(&address) {
            let args = [("id", Text::plain(record.id.clone()))];
            let mut finding = notice::finding("duplicate-id", record.place, &args);
            finding.record = Some(record.id.clone());
            finding.related.push(Related {
                place: before.place,
                message: words::text("notice.duplicate-id.first"),
            });
            findings.push(finding);
        } else {
            first.insert(address, record);
        }
    }
    findings
}

/// References into the evidence folder that name no file of the record.
fn missing(input: Input<'_>, record: &Record, refs: &[(String, Place)]) -> Vec<Finding> {
    let Some(evidence) = &input.procedure.records.evidence else {
        return Vec::new();
    };
    let inside = format!("{evidence}/");
    let refs = refs
        .iter()
        .filter(|(target, _)| target.starts_with(&inside));
    refs.filter_map(|(target, place)| {
        let args = [("value", Text::plain(target.clone()))];
        if target.split('/').any(|it| it == "..") {
            return Some(notice::finding("path-escape", *place, &args));
        }
        let exists = record.files.iter().any(|it| it == target);
        let near = || text::nearest(target, record.files.iter().map(String::as_str));
        (!exists).then(|| match near() {
            Some(near) => {
                let args = [args[0].clone(), ("near", Text::plain(near))];
                notice::variant("unknown-reference", "file-near", *place, &args)
            }
            None => notice::variant("unknown-reference", "file", *place, &args),
        })
    })
    .collect()
}
