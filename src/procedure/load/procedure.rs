//! `procedure/procedure.yaml`, and all that it brings together but the rules.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{DocumentType, Enumeration};
use crate::procedure::reader::{Desk, Map, Spot};
use crate::procedure::{Layout, Policy, Procedure, RecordShape, Revision};
use crate::yaml::Kind;

use super::fields::{values, whole};
use super::files::{File, Files};
use super::world::World;
use super::{clauses, documents, flow, policy, seals};

/// What the engine may be told of the head of a record.
const KEYS: &[&str] = &[
    "id",
    "title",
    "system",
    "route",
    "state",
    "opened",
    "scope",
    "people",
    "events",
    "waivers",
    "edition",
    "templates",
];

/// Reads everything but the rules, the registers and the obligations, as far as `world` lets it.
pub(super) fn read(
    files: &Files<'_>,
    world: &World<'_>,
    main: &File,
    policy: Policy,
) -> (Procedure, Vec<Finding>) {
    let desk = files.desk(main);
    let mut found = Vec::new();
    let mut procedure = Procedure {
        policy,
        ..Procedure::default()
    };
    if let Some(map) = main.top(&desk).and_then(|it| it.map()) {
        whole_file(world, &map, &mut procedure);
        let listed = map.need("documents");
        let (documents, more) = listed
            .map(|it| types(files, world, &it, map.get("envelope").as_ref()))
            .unwrap_or_default();
        procedure.documents = documents;
        found.extend(more);
        head_first(&map, &mut procedure);
        map.done();
    }
    for id in &files.clauses {
        let page = Desk::new(files.sources, *id, Some(files.config));
        procedure.sections.extend(clauses::read(world, &page));
        found.extend(page.finish());
    }
    procedure
        .sections
        .sort_by_key(|it| clauses::order(&it.number));
    let types = procedure.documents.iter();
    desk.unique("document", types.map(|it| (it.id.as_str(), it.place)));
    let sections = procedure.sections.iter();
    desk.unique("section", sections.map(|it| (it.number.as_str(), it.place)));
    desk.unique(
        "clause",
        procedure
            .clauses()
            .map(|(_, it)| (it.id.as_str(), it.place)),
    );
    let roles = procedure.roles.iter().chain(&procedure.duties);
    desk.unique("role", roles.map(|it| (it.id.as_str(), it.place)));
    found.extend(desk.finish());
    (procedure, found)
}

fn whole_file(world: &World<'_>, map: &Map<'_>, procedure: &mut Procedure) {
    procedure.title = map.need_words("title");
    procedure.edition = map.text("edition").unwrap_or_default();
    procedure.draft = map.flag("draft");
    // Shown nowhere yet, and yet a role.
    let _ = map.name("owner", "role", &world.roles());
    procedure.history = map.items("history").iter().filter_map(revision).collect();
    procedure.roles = flow::named(map, "roles");
    procedure.duties = flow::named(map, "duties");
    procedure.equated_roles = map
        .items("equated_roles")
        .iter()
        .filter_map(|it| equated(world, it))
        .collect();
    procedure.values = enumerations(map);
    let keys: Vec<_> = world
        .known
        .values
        .iter()
        .flat_map(|it| &it.values)
        .collect();
    let keys: Vec<_> = keys.iter().map(|it| it.key.as_str()).collect();
    for (entry, value) in map.pairs("sets") {
        let members = value.one_or_more();
        let members = members.iter().filter_map(|it| it.name("value", &keys));
        procedure.sets.insert(entry.key.clone(), members.collect());
    }
    procedure.events = map
        .map("events")
        .map(|it| flow::events(world, it))
        .unwrap_or_default();
    procedure.facts = flow::facts(world, map);
    procedure.side_states = flow::side_states(world, map);
    procedure.routes = flow::routes(world, map);
    procedure.reopenings = flow::reopenings(world, map);
    procedure.seals = seals::read(world, map);
    procedure.frameworks = flow::named(map, "frameworks");
    procedure.records = map
        .need("records")
        .and_then(|it| it.map())
        .map(|it| records(world, it))
        .unwrap_or_default();
    // Used before; what is wrong in it is said here.
    if let Some(spot) = map.get("policy") {
        policy::kinds::declared(world, &spot);
    }
    // Read after the rules.
    let _ = map.get("obligations");
}

/// Named enumerations; read beforehand too, because fields name them.
pub(super) fn enumerations(map: &Map<'_>) -> Vec<Enumeration> {
    let pairs = map.pairs("values");
    let one = |(entry, value): (&crate::yaml::Entry, Spot<'_>)| Enumeration {
        name: entry.key.clone(),
        values: values(&value),
    };
    pairs.into_iter().map(one).collect()
}

fn revision(spot: &Spot<'_>) -> Option<Revision> {
    let map = spot.map()?;
    let version = map.need("version").and_then(|it| it.text());
    let kind = map
        .need("kind")
        .and_then(|it| it.choice(&["C", "A", "M", "D"]));
    let revision = Revision {
        version: version.unwrap_or_default(),
        kind: kind.unwrap_or_default(),
        note: map.words("note"),
        date: map.text("date").unwrap_or_default(),
    };
    map.done();
    Some(revision)
}

fn equated(world: &World<'_>, spot: &Spot<'_>) -> Option<Vec<String>> {
    let map = spot.map()?;
    let roles = map.names("roles", "role", &world.roles());
    let when = map.get("when").and_then(|it| world.selector(&it));
    map.done();
    let Some(when) = when else {
        return Some(roles);
    };
    let key = when.text.strip_prefix("policy.").unwrap_or_default();
    let is_on = world.known.policy.values.get(key);
    (is_on.and_then(serde_json::Value::as_bool) == Some(true)).then_some(roles)
}

fn records(world: &World<'_>, map: Map<'_>) -> RecordShape {
    let head = map.name("head", "document", &world.documents());
    let head = head.and_then(|it| world.known.document(&it));
    let head = head.or_else(|| world.known.documents.first());
    let fields = head.map(|it| it.fields.iter().map(|it| it.name.as_str()).collect());
    let fields: Vec<&str> = fields.unwrap_or_default();
    let mut shape = RecordShape {
        folder: map
            .need("folder")
            .and_then(|it| it.text())
            .unwrap_or_default(),
        layout: match map
            .get("layout")
            .and_then(|it| it.choice(&["dossier", "file"]))
        {
            Some(it) if it == "file" => Layout::File,
            _ => Layout::Dossier,
        },
        id: map.need("id").and_then(|it| whole(&it)),
        file: map
            .need("file")
            .and_then(|it| it.text())
            .unwrap_or_default(),
        evidence: map.text("evidence"),
        templates: map.text("templates"),
        ..RecordShape::default()
    };
    if let Some(keys) = map.need("keys").and_then(|it| it.map()) {
        for key in KEYS {
            let found = match *key {
                "id" | "title" => keys.need(key),
                _ => keys.get(key),
            };
            let field = found.and_then(|it| it.name("field", &fields));
            shape.keys.extend(field.map(|it| ((*key).to_owned(), it)));
        }
        keys.done();
    }
    if let Some(keys) = map.map("document_keys") {
        let mut all = BTreeMap::new();
        for key in ["type", "record", "title", "status"] {
            all.extend(keys.text(key).map(|it| (key.to_owned(), it)));
        }
        shape.document_keys = all;
        shape.final_statuses = keys.texts("final");
        keys.done();
    }
    let pattern = shape.file.matches('*').count();
    if (shape.layout == Layout::File) != (pattern == 1) && !shape.file.is_empty() {
        let args = [("given", Text::plain(&*shape.file))];
        let variant = match shape.layout {
            Layout::File => "file-pattern",
            Layout::Dossier => "file-name",
        };
        let finding = notice::variant("unknown-value", variant, map.place_of("file"), &args);
        map.desk().report("records.file", finding);
    }
    map.done();
    shape
}

/// The document types: a list of ids, each with a file of its own, or a map of them.
fn types(
    files: &Files<'_>,
    world: &World<'_>,
    listed: &Spot<'_>,
    envelope: Option<&Spot<'_>>,
) -> (Vec<DocumentType>, Vec<Finding>) {
    let head = listed.desk;
    let mut all = Vec::new();
    let mut found = Vec::new();
    if let Kind::Map(_) = listed.node.kind {
        for (index, (entry, value)) in listed.pairs().unwrap_or_default().into_iter().enumerate() {
            let place = head.place(entry.key_span);
            let common = envelope.filter(|_| !is_head(world, &entry.key, index == 0));
            all.extend(documents::read(world, &entry.key, place, &value, common));
        }
        return (all, found);
    }
    for (index, item) in listed.items().unwrap_or_default().into_iter().enumerate() {
        let Some(id) = item.text() else { continue };
        let Some(file) = files.documents.iter().find(|(it, _)| *it == id) else {
            let known: Vec<_> = files.documents.iter().map(|(it, _)| it.as_str()).collect();
            head.unknown_name(&item.path, "document-file", (item.place(), &id), &known);
            continue;
        };
        let desk = files.desk(&file.1);
        let common = envelope.filter(|_| !is_head(world, &id, index == 0));
        if let Some(top) = file.1.top(&desk) {
            let top = Spot {
                path: id.clone(),
                ..top
            };
            let place = desk.place(top.node.span);
            all.extend(documents::read(world, &id, place, &top, common));
        }
        found.extend(desk.finish());
    }
    (all, found)
}

fn is_head(world: &World<'_>, id: &str, first: bool) -> bool {
    match world.known.documents.first() {
        Some(head) => head.id == id,
        None => first,
    }
}

/// Puts the head first; a record always has one.
fn head_first(map: &Map<'_>, procedure: &mut Procedure) {
    let head = map
        .get("records")
        .and_then(|it| it.node.get("head")?.text());
    let at = procedure
        .documents
        .iter()
        .position(|it| Some(it.id.as_str()) == head);
    if let Some(at) = at {
        procedure.documents[..=at].rotate_right(1);
    }
    if procedure.documents.is_empty() {
        procedure.documents.push(DocumentType::default());
    }
}
