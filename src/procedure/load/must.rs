//! What else must be true of a field: `must: {follow: planned_start}`.

use crate::procedure::fields::{Field, FieldKind, Inclusion, Must};
use crate::procedure::reader::{Map, Spot};

use super::fields::{Home, inner};
use super::world::World;

/// Reads the demands on a field.
pub(super) fn read<'w>(
    world: &World<'w>,
    map: Map<'_>,
    field: &Field,
    home: Home<'w>,
) -> Vec<Must> {
    let names = |fields: &'w [Field]| fields.iter().map(|it| it.name.as_str()).collect();
    let siblings: Vec<&str> = names(home.siblings);
    let document: Vec<&str> = names(home.document);
    let entry: Vec<&str> = match inner(field) {
        FieldKind::Object(fields) => fields.iter().map(|it| it.name.as_str()).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    if map.flag("be_unique") {
        all.push(Must::BeUnique);
    }
    let hold = map.names("hold", "role", &world.roles());
    if !hold.is_empty() {
        all.push(Must::Hold(hold));
    }
    all.extend(map.name("differ_in", "field", &entry).map(Must::DifferIn));
    all.extend(map.name("follow", "field", &siblings).map(Must::Follow));
    all.extend(
        map.name("be_module_of", "field", &siblings)
            .map(Must::BeModuleOf),
    );
    all.extend(
        map.name("have", "document", &world.documents())
            .map(Must::Have),
    );
    let both: Vec<_> = entry
        .iter()
        .copied()
        .filter(|it| document.contains(it))
        .collect();
    all.extend(map.name("end_with", "field", &both).map(Must::EndWith));
    let wanted = map
        .get("include")
        .map(|it| it.one_or_more())
        .unwrap_or_default();
    let wanted: Vec<_> = wanted
        .iter()
        .filter_map(|it| inclusion(world, it, field, home))
        .collect();
    if !wanted.is_empty() {
        all.push(Must::Include(wanted));
    }
    let values = map.get("be").map(|it| it.one_or_more()).unwrap_or_default();
    let values: Vec<_> = values
        .iter()
        .filter_map(|it| value(world, it, home))
        .collect();
    if !values.is_empty() {
        all.push(Must::Be(values));
    }
    map.done();
    all
}

fn inclusion<'w>(
    world: &World<'w>,
    spot: &Spot<'_>,
    field: &Field,
    home: Home<'w>,
) -> Option<Inclusion> {
    let map = spot.map()?;
    let entry: &[Field] = match inner(field) {
        FieldKind::Object(fields) => fields,
        _ => &[],
    };
    let names: Vec<_> = entry.iter().map(|it| it.name.as_str()).collect();
    let of = map.name("of", "field", &names);
    let held = match &of {
        Some(name) => entry.iter().find(|it| &it.name == name).map(|it| &it.kind),
        None => Some(inner(field)),
    };
    let keys: Vec<&str> = match held {
        Some(FieldKind::Enum(values)) => values.iter().map(|it| it.key.as_str()).collect(),
        Some(FieldKind::Role) => world.parts(),
        _ => Vec::new(),
    };
    let values = map.need("values").and_then(|it| world.values(&it, &keys));
    let when = map.get("when").map(|it| world.condition(&it, &home.near()));
    map.done();
    Some(Inclusion {
        of,
        values: values?,
        when: match when {
            Some(when) => Some(when?),
            None => None,
        },
    })
}

fn value<'w>(
    world: &World<'w>,
    spot: &Spot<'_>,
    home: Home<'w>,
) -> Option<(String, Option<crate::procedure::fields::Condition>)> {
    let map = spot.map()?;
    let value = map.need("value").and_then(|it| it.text());
    let when = map.get("when").map(|it| world.condition(&it, &home.near()));
    map.done();
    match when {
        Some(when) => Some((value?, Some(when?))),
        None => Some((value?, None)),
    }
}
