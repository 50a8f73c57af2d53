//! From documents to records.
//!
//! Three passes: each record by itself (values, events, life, people, facts),
//! then the references between records, then what stands twice. A record whose
//! files have not changed since the book before is the same value again.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::document::front::FenceFault;
use crate::document::{Document, faults};
use crate::finding::{self, Finding};
use crate::lang::Text;
use crate::notice;
use crate::procedure::config::Config;
use crate::procedure::fields::DocumentType;
use crate::source::{Place, SourceId, Sources, Span};
use crate::text;
use crate::yaml::Node;

use super::before::Known;
use super::locate::{self, Located};
use super::misplaced::{self, kind_of};
use super::typing::Typing;
use super::value::{Item, Member, Value};
use super::{
    AsOf, Book, Doc, Event, Input, Record, facts, life, order, people, references, waivers,
};

/// Makes the book for the moment `as_of`.
pub fn bind(input: Input<'_>, as_of: AsOf) -> Book {
    bind_after(input, as_of, None)
}

/// The same after a book that was bound by the same laws for the same moment, from texts of which these come
/// [after](crate::source::Sources::after): records of which no file has changed are shared with it.
pub fn bind_after(input: Input<'_>, as_of: AsOf, before: Option<(&Sources, &Book)>) -> Book {
    let mut findings = Vec::new();
    let known = Known::of(before);
    // Records of which a view of the past knows only that they came later.
    let mut later = BTreeSet::new();
    let shape = &input.procedure.records;
    let (located, homeless) = locate::locate(input.sources, input.documents, shape, input.others);
    findings.extend(misplaced::homeless(&input, &homeless));
    let mut records = Vec::with_capacity(located.len());
    for located in located {
        // What these say is no part of the record, so they are looked at each time.
        let mut deeper = misplaced::deeper(&input, &located);
        let Some(head) = located.head else {
            findings.extend(headless(&input, &located));
            findings.append(&mut deeper);
            continue;
        };
        let same = known.find(&input, head, &located);
        let record = same.unwrap_or_else(|| {
            let binder = Binder {
                input,
                as_of: &as_of,
                findings: Vec::new(),
            };
            Arc::new(binder.whole(head, located))
        });
        if as_of.view && opened_later(&record, &as_of, input.config) {
            later.insert(record.id.clone());
        } else {
            for finding in &mut deeper {
                finding.record = Some(record.id.clone());
            }
            findings.extend(record.findings.iter().cloned());
            findings.append(&mut deeper);
            records.push(record);
        }
    }
    records.sort_by(|a, b| (&a.id, &a.folder).cmp(&(&b.id, &b.folder)));
    findings.extend(references::between(input, &records, &later));
    Book {
        referred_by: references::back(&records),
        records,
        findings,
        as_of,
        constants: facts::constants(input.procedure),
    }
}

fn opened_later(record: &Record, as_of: &AsOf, config: &Config) -> bool {
    let opened = record.opened.as_ref();
    opened.is_some_and(|it| it.earliest(&config.zone) > as_of.until)
}

fn headless(input: &Input<'_>, located: &Located) -> Option<Finding> {
    let first = located.documents.first()?;
    let place = finding::top(input.documents[*first].source);
    let args = [
        ("folder", Text::plain(located.folder.clone())),
        ("file", Text::plain(input.procedure.records.file.clone())),
    ];
    let mut finding = notice::finding("head-missing", place, &args);
    finding.record = Some(located.name.clone());
    Some(finding)
}

struct Binder<'a> {
    input: Input<'a>,
    as_of: &'a AsOf,
    findings: Vec<Finding>,
}

impl Binder<'_> {
    fn whole(mut self, head: usize, located: Located) -> Record {
        let mut record = self.record(head, located);
        let more = references::resolve(self.input, &mut record);
        self.findings.extend(more);
        for finding in &mut self.findings {
            finding.record = Some(record.id.clone());
        }
        record.findings = self.findings;
        record
    }

    fn record(&mut self, head: usize, located: Located) -> Record {
        let procedure = self.input.procedure;
        let head = self.doc(head, procedure.head());
        let key = |name: &str| {
            let field = procedure.records.keys.get(name)?;
            head.field(field).map(|it| &it.item)
        };
        let id_item = key("id").filter(|it| !it.is_empty());
        let id = id_item.and_then(Item::key).map(|it| text::tidy(&it));
        let id = id.filter(|it| !it.is_empty());
        let place = id_item.map_or(head.place, |it| it.place);
        let id = self.well_formed(id, place, &located);
        let title = key("title")
            .and_then(Item::key)
            .filter(|it| !it.trim().is_empty());
        let route = match procedure.records.keys.get("route") {
            Some(_) => key("route").and_then(Item::key),
            None => procedure.routes.first().map(|it| it.id.clone()),
        };
        let opened = key("opened").and_then(Item::moment).cloned();
        let system = key("system").and_then(|it| match &it.value {
            Value::Key(id) => Some(id.clone()),
            _ => None,
        });
        let declared = key("state").and_then(|it| match &it.value {
            Value::Unfit(_) => None,
            _ => Some((it.key()?, it.place)),
        });
        let entries = key("events")
            .map(|it| it.items().to_vec())
            .unwrap_or_default();
        let named = key("people").map(|it| it.value.clone());
        let waivers = key("waivers").map(|it| waivers::read(it, &self.input.config.zone));
        let events = self.events(entries);
        let (documents, strays) = self.documents(&located.documents);
        let mut record = Record {
            title: title.unwrap_or_else(|| id.clone()),
            id,
            place,
            folder: located.folder,
            head,
            documents,
            strays,
            files: located.files,
            route,
            opened,
            system,
            events,
            life: life::Life::default(),
            facts: std::collections::BTreeMap::new(),
            people: std::collections::BTreeMap::new(),
            waivers: waivers.unwrap_or_default(),
            refers_to: Vec::new(),
            attached: Vec::new(),
            findings: Vec::new(),
        };
        let (life, cycles) = life::live(life::Facts {
            procedure,
            zone: &self.input.config.zone,
            as_of: self.as_of,
            route: record.route.as_deref().and_then(|it| procedure.route(it)),
            events: &record.events,
            documents: &record.documents,
            declared: declared
                .as_ref()
                .map(|(state, place)| (state.as_str(), *place)),
        });
        record.life = life;
        self.believe(&mut record);
        for (event, cycle) in record.events.iter_mut().zip(cycles) {
            event.cycle = cycle;
        }
        self.stand_for_roles(&mut record, named.as_ref());
        facts::derive(procedure, self.input.config, &mut record);
        record
    }

    /// The id, if it has the form that the procedure asks for; else the name of its folder or
    /// file, because addresses are made of ids.
    fn well_formed(&mut self, id: Option<String>, place: Place, located: &Located) -> String {
        let Some(id) = id else {
            return located.name.clone();
        };
        let shape = &self.input.procedure.records;
        let is_part = !id.contains(['/', '\\']) && !id.starts_with('.');
        if is_part && shape.id.as_ref().is_none_or(|it| it.is_match(&id)) {
            return id;
        }
        let form = shape.id.as_ref().map_or("", text::written);
        let args = [
            ("value", Text::plain(id)),
            ("form", Text::plain(form)),
            ("name", Text::plain(located.name.clone())),
        ];
        self.findings.push(notice::finding("id-form", place, &args));
        located.name.clone()
    }

    /// Types the front matter of a text.
    fn doc(&mut self, index: usize, kind: &DocumentType) -> Doc {
        let document = &self.input.documents[index];
        let source = document.source;
        self.findings
            .extend(faults::findings(self.input.sources, document));
        let mut typing = Typing::new(
            self.input.procedure,
            self.input.config,
            (source, self.input.sources.get(source).text()),
        );
        let root = document.front.root.as_ref();
        let entries = root.and_then(Node::entries).unwrap_or_default();
        let fields = typing.members(entries, &kind.fields);
        self.findings.append(&mut typing.findings);
        let shape = &self.input.procedure.records;
        let status = shape.document_keys.get("status");
        let status = status.and_then(|it| fields.iter().find(|field| &field.key == it));
        let status = status.and_then(|it| it.item.key());
        Doc {
            kind: kind.id.clone(),
            source,
            document: Arc::clone(document),
            is_final: status.is_some_and(|it| shape.final_statuses.contains(&it)),
            readable: root.is_some_and(|it| it.entries().is_some()),
            fields,
            place: self.front_place(document),
            foot: self.front_foot(document),
        }
    }

    /// The line that closes the front matter; the first one where nothing closes it.
    fn front_foot(&self, document: &Document) -> Place {
        let source = self.input.sources.get(document.source);
        let line = source.position(document.front_span.end).line;
        let is_closed = matches!(
            document.fence,
            None | Some(FenceFault::Blanks | FenceFault::Empty)
        );
        Place {
            source: document.source,
            span: source.line_span(if is_closed { line } else { 1 }),
        }
    }

    /// The first line of the front matter.
    fn front_place(&self, document: &Document) -> Place {
        let line = self.input.sources.get(document.source).line_span(1);
        Place {
            source: document.source,
            span: Span::new(line.start, line.end),
        }
    }

    fn documents(&mut self, indexes: &[usize]) -> (Vec<Doc>, Vec<SourceId>) {
        let procedure = self.input.procedure;
        let mut found: Vec<Doc> = Vec::new();
        let mut strays = Vec::new();
        for &index in indexes {
            let document = &self.input.documents[index];
            let name = self.file_name(document.source);
            let Some(kind) = kind_of(procedure, document, &name) else {
                let args = [("file", Text::plain(name))];
                let place = finding::top(document.source);
                self.findings
                    .push(notice::finding("unknown-document", place, &args));
                strays.push(document.source);
                continue;
            };
            let doc = self.doc(index, kind);
            if let Some(first) = found.iter().find(|it| it.kind == doc.kind) {
                let args = [
                    ("document", kind.name()),
                    ("first", Text::plain(self.file_name(first.source))),
                ];
                let finding = notice::variant("duplicate-id", "document", doc.place, &args);
                self.findings.push(finding);
                strays.push(doc.source);
            } else {
                found.push(doc);
            }
        }
        let order = |it: &Doc| {
            procedure
                .documents
                .iter()
                .position(|kind| kind.id == it.kind)
        };
        found.sort_by_key(order);
        (found, strays)
    }

    fn file_name(&self, source: SourceId) -> String {
        let path = self.input.sources.get(source).path();
        path.rsplit('/').next().unwrap_or(path).to_owned()
    }

    /// The entries that have happened, in order of time, and a remark on those that have not.
    fn events(&mut self, entries: Vec<Item>) -> Vec<Event> {
        let zone = &self.input.config.zone;
        let mut events = Vec::with_capacity(entries.len());
        for item in entries {
            let kind = item.member("type").and_then(|it| it.item.key());
            let at = item.member("at").and_then(|it| it.item.moment()).cloned();
            let later = at
                .as_ref()
                .is_some_and(|it| it.earliest(zone) > self.as_of.until);
            if later {
                if !self.as_of.view {
                    let at = at.as_ref().map(|it| it.show(zone)).unwrap_or_default();
                    let args = [("at", Text::plain(at))];
                    let place = item.member("at").map_or(item.place, |it| it.item.place);
                    self.findings
                        .push(notice::finding("future-event", place, &args));
                }
                continue;
            }
            events.push(Event {
                kind: kind.unwrap_or_default(),
                at,
                item,
                cycle: 0,
            });
        }
        order::sorted(events, zone)
    }

    /// In a view of the past the head is read with the state that the record had earned by then.
    fn believe(&self, record: &mut Record) {
        let keys = &self.input.procedure.records.keys;
        let (Some(field), Some(state)) = (keys.get("state"), &record.life.declared) else {
            return;
        };
        if !self.as_of.view {
            return;
        }
        let member = record.head.fields.iter_mut().find(|it| &it.key == field);
        if let Some(member) = member {
            member.item.value = Value::Key(state.clone());
        }
    }

    fn stand_for_roles(&self, record: &mut Record, named: Option<&Value>) {
        let procedure = self.input.procedure;
        let zone = &self.input.config.zone;
        let named: &[Member] = match named {
            Some(Value::Map(members)) => members,
            _ => &[],
        };
        let day: Date = match &record.opened {
            Some(opened) => opened.day(zone),
            None => self.as_of.moment.day(zone),
        };
        for role in &procedure.roles {
            let system = record.system.as_deref();
            let items = people::standing(&procedure.registers, named, system, &role.id, day);
            record.people.insert(role.id.clone(), items);
        }
    }
}
