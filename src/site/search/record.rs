//! What of a record can be found: its names, its values as people read them, its bodies.

use crate::book::value::{Item, Member, Value};
use crate::book::{Doc, Record};
use crate::lang::Text;
use crate::procedure::fields::{Field, FieldKind};
use crate::search::Entry;
use crate::site::address::Address;
use crate::site::desk::Desk;
use crate::site::prose::plain;

/// A record, the same for every language: what is written once is found in each, labels in all of them.
pub(super) fn entry(desk: &Desk<'_>, index: usize) -> Entry {
    let record = desk.record(index);
    let mut words = Words {
        desk,
        lines: Vec::new(),
        labels: Vec::new(),
    };
    // What people wrote in sentences stands first, because that is where an excerpt says most.
    let documents = || std::iter::once(&record.head).chain(&record.documents);
    documents().for_each(|it| words.body(it));
    documents().for_each(|it| words.fields(it));
    if !record.files.is_empty() {
        words.lines.push(record.files.join(" · "));
    }
    words.labels.sort_unstable();
    words.labels.dedup();
    words.lines.push(words.labels.join(" · "));
    let zone = &desk.ctx.config.zone;
    let opened = record.opened.as_ref().map(|it| it.day(zone).to_string());
    Entry {
        id: record.id.clone(),
        title: desk.shown(&record.title),
        address: Address::page("", &["changes", &desk.notes[index].slug])
            .path()
            .to_owned(),
        kind: "change",
        standing: desk.standing(index),
        note: opened.unwrap_or_default(),
        names: names(desk, record),
        text: desk.shown(words.lines.join("\n").trim_end()),
    }
}

/// The system and the people of a record.
fn names(desk: &Desk<'_>, record: &Record) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if let Some(system) = &record.system {
        names.push(system.clone());
        names.extend(desk.system_label(system).each().map(str::to_owned));
    }
    let people = record.people.values().flatten();
    names.extend(people.filter_map(|it| match &it.value {
        Value::Person { written, id } => Some(desk.shown(&person(desk, written, id.as_deref()))),
        _ => None,
    }));
    names.sort_unstable();
    names.dedup();
    names
}

/// The name of a person in the register, else as it is written.
fn person(desk: &Desk<'_>, written: &str, id: Option<&str>) -> String {
    let people = &desk.ctx.procedure.registers.people;
    let known = id.and_then(|id| people.iter().find(|it| it.id == id));
    known.map_or_else(|| written.to_owned(), |it| it.name.clone())
}

/// The words of a record while they are gathered.
struct Words<'w> {
    desk: &'w Desk<'w>,
    lines: Vec<String>,
    /// Labels in the languages that are not the first.
    labels: Vec<String>,
}

impl Words<'_> {
    fn body(&mut self, doc: &Doc) {
        let ctx = self.desk.ctx;
        let body = doc.document.body.span;
        let source = ctx.sources.get(doc.source);
        let text = plain::text(&source.text()[body.start..body.end]);
        self.lines.extend((!text.is_empty()).then_some(text));
    }

    fn fields(&mut self, doc: &Doc) {
        let ctx = self.desk.ctx;
        let kind = ctx.procedure.document(&doc.kind);
        let shape = &ctx.procedure.records;
        // Id and title are found by themselves.
        let is_known = |it: &&Member| {
            let is_key = |keys: &std::collections::BTreeMap<String, String>| {
                ["id", "title", "record"]
                    .iter()
                    .any(|name| keys.get(*name) == Some(&it.key))
            };
            is_key(&shape.keys) || is_key(&shape.document_keys)
        };
        for member in doc.fields.iter().filter(|it| !is_known(it)) {
            let field = kind.and_then(|it| it.field(&member.key));
            let mut line = Vec::new();
            self.values(field.map(|it| &it.kind), &member.item, &mut line);
            if !line.is_empty() {
                self.lines.push(line.join(" · "));
            }
        }
    }

    /// What stands in a value, as a page prints it.
    fn values(&mut self, kind: Option<&FieldKind>, item: &Item, line: &mut Vec<String>) {
        match (kind, &item.value) {
            (_, Value::Empty | Value::Bool(_)) => {}
            (Some(FieldKind::List(of)), Value::List(items)) => {
                for it in items {
                    self.values(Some(&of.kind), it, line);
                }
            }
            (_, Value::List(items)) => {
                for it in items {
                    self.values(kind, it, line);
                }
            }
            (_, Value::Map(members)) => {
                for it in members {
                    self.values(inner(self.desk, kind, it), &it.item, line);
                }
            }
            (Some(FieldKind::Enum(values)), Value::Key(key)) => {
                let value = values.iter().find(|it| &it.key == key);
                match value {
                    Some(it) => self.label(&it.label, line),
                    None => line.push(key.clone()),
                }
            }
            (Some(FieldKind::Role), Value::Key(key)) => {
                self.label(&self.desk.ctx.procedure.role_label(key), line);
            }
            (Some(FieldKind::System), Value::Key(key)) => {
                self.label(&self.desk.system_label(key), line);
            }
            (_, Value::Person { written, id }) => {
                line.push(person(self.desk, written, id.as_deref()));
            }
            (_, Value::Moment(it)) => line.push(it.show(&self.desk.ctx.config.zone)),
            (_, Value::Int(it)) => line.push(it.to_string()),
            (_, Value::Number(it)) => line.push(it.to_string()),
            (None, Value::Text(it) | Value::Key(it)) => {
                match self.desk.ctx.procedure.events.kind(it) {
                    Some(kind) => self.label(&kind.label, line),
                    None => line.push(it.trim().to_owned()),
                }
            }
            (_, Value::Text(it) | Value::Key(it) | Value::Unfit(it)) => {
                line.push(it.trim().to_owned());
            }
        }
    }

    fn label(&mut self, label: &Text, line: &mut Vec<String>) {
        let mut languages = self.desk.ctx.config.languages.iter();
        line.extend(languages.next().map(|&it| label.get(it).to_owned()));
        self.labels
            .extend(languages.map(|&it| label.get(it).to_owned()));
    }
}

/// What the member of a map must be.
fn inner<'d>(
    desk: &'d Desk<'_>,
    kind: Option<&'d FieldKind>,
    member: &Member,
) -> Option<&'d FieldKind> {
    let of = |fields: &'d [Field]| fields.iter().find(|it| it.name == member.key);
    let field = match kind? {
        FieldKind::Object(fields) => of(fields),
        FieldKind::List(field) => return inner(desk, Some(&field.kind), member),
        FieldKind::Events => of(&desk.ctx.procedure.events.fields),
        _ => None,
    };
    field.map(|it| &it.kind)
}
