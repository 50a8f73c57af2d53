//! `seals:` of the procedure.

use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::reader::{Map, Spot};
use crate::procedure::seals::{Covered, Extent, Seal};
use crate::source::Place;
use crate::yaml::Kind;

use super::fields::inner;
use super::world::World;

/// The word for every document but the head.
const ALL: &str = "all";

/// Reads the seals. One in which anything is wrong is left out whole: it would be another seal.
pub(super) fn read(world: &World<'_>, map: &Map<'_>) -> Vec<Seal> {
    let pairs = map.pairs("seals");
    let read = pairs.into_iter().filter_map(|(entry, value)| {
        let place = map.desk().place(entry.key_span);
        seal(world, &entry.key, place, &value)
    });
    read.collect()
}

fn seal(world: &World<'_>, id: &str, place: Place, spot: &Spot<'_>) -> Option<Seal> {
    let map = spot.map()?;
    let events = map.need("event");
    let events = events.and_then(|it| names(&it, "event", &world.events()));
    let fields = world.event_fields().iter().map(|it| it.name.as_str());
    let field = map.need("field");
    let field = field.and_then(|it| it.name("field", &fields.collect::<Vec<_>>()));
    let documents = map.need("documents").and_then(|it| documents(world, &it));
    let listed = documents.as_deref().unwrap_or_default();
    let known = tops(world, listed);
    let label = map.words("label");
    let routes = some(&map, "routes", "route", &world.routes());
    let since = some(&map, "since", "event", &world.events());
    let before = some(&map, "before", "event", &world.events());
    let states = some(&map, "states", "state", &world.states());
    let without = some(&map, "without", "field", &known);
    map.done();
    let mut seal = Seal {
        id: id.to_owned(),
        place,
        label: if label.is_empty() {
            Text::plain(id)
        } else {
            label
        },
        events: expanded(world, &events?),
        field: field?,
        since: expanded(world, &since?),
        before: expanded(world, &before?),
        routes: routes?,
        states: states?,
        documents: documents?,
        without: without?,
    };
    seal.sort(&world.known.documents);
    Some(seal)
}

/// Names that may be left out; `None` if one of them is wrong.
fn some(map: &Map<'_>, key: &'static str, thing: &str, known: &[&str]) -> Option<Vec<String>> {
    match map.get(key) {
        Some(spot) => names(&spot, thing, known),
        None => Some(Vec::new()),
    }
}

/// Names, or one alone; `None` if one of them is wrong.
fn names(spot: &Spot<'_>, thing: &str, known: &[&str]) -> Option<Vec<String>> {
    let spots = spot.one_or_more();
    let found: Vec<_> = spots.iter().map(|it| it.name(thing, known)).collect();
    found.into_iter().collect()
}

fn expanded(world: &World<'_>, names: &[String]) -> Vec<String> {
    let events = &world.known.events;
    let types = names.iter().flat_map(|it| events.expand(it));
    types.map(str::to_owned).collect()
}

/// `all`, or a map from document types to how much of them.
fn documents(world: &World<'_>, spot: &Spot<'_>) -> Option<Vec<Covered>> {
    if let Kind::Scalar { .. } = spot.node.kind {
        spot.choice(&[ALL])?;
        let rest = world.known.documents.iter().skip(1);
        let whole = rest.map(|it| Covered {
            document: it.id.clone(),
            extent: Extent::Whole,
        });
        return Some(whole.collect());
    }
    let pairs = spot.pairs()?;
    if pairs.is_empty() {
        return spot.wrong("map");
    }
    let read: Vec<_> = pairs
        .into_iter()
        .map(|(entry, value)| {
            let place = spot.desk.place(entry.key_span);
            let extent = value.choice(&["whole", "planned"]);
            let known = world.documents();
            if !known.contains(&entry.key.as_str()) {
                let named = (place, entry.key.as_str());
                spot.desk
                    .unknown_name(&value.path, "document", named, &known);
                return None;
            }
            let extent = match extent?.as_str() {
                "whole" => Extent::Whole,
                _ => planned(world, &entry.key, &value)?,
            };
            Some(Covered {
                document: entry.key.clone(),
                extent,
            })
        })
        .collect();
    read.into_iter().collect()
}

/// A document of which nothing is filled in later has no planned layer to be told apart.
fn planned(world: &World<'_>, id: &str, spot: &Spot<'_>) -> Option<Extent> {
    let fields = world.known.document(id).map(|it| it.fields.as_slice());
    if fields.unwrap_or_default().iter().any(is_filled_in_later) {
        return Some(Extent::Planned);
    }
    let args = [("document", Text::plain(id))];
    let finding = notice::variant("unknown-value", "layer", spot.place(), &args);
    spot.desk.report(&spot.path, finding);
    None
}

fn is_filled_in_later(field: &Field) -> bool {
    let parts = match inner(field) {
        FieldKind::Object(parts) => parts.as_slice(),
        _ => &[],
    };
    field.executed || parts.iter().any(is_filled_in_later)
}

/// The fields at the top of the documents under a seal, each once.
fn tops<'w>(world: &World<'w>, covered: &[Covered]) -> Vec<&'w str> {
    let mut all: Vec<&str> = Vec::new();
    for covered in covered {
        let document = world.known.document(&covered.document);
        let fields = document.map(|it| it.fields.iter()).unwrap_or_default();
        for field in fields {
            if !all.contains(&field.name.as_str()) {
                all.push(&field.name);
            }
        }
    }
    all
}
