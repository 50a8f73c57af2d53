//! `beside:` of a document type: which list of it answers which plan.

use crate::procedure::beside::{Beside, Compare, Explained};
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::reader::{Map, Spot};
use crate::procedure::selector::Selector;

use super::fields::inner;
use super::selectors::Land;
use super::world::World;

/// Reads one entry.
pub(super) fn read(world: &World<'_>, spot: &Spot<'_>) -> Option<Beside> {
    let map = spot.map()?;
    let rows = entries(world, &map, "rows");
    let plan = entries(world, &map, "plan");
    let (done, planned) = (fields(rows.as_ref()), fields(plan.as_ref()));
    let names = field(&map, "names", done);
    let by = field(&map, "by", planned);
    let compare = map.items("compare");
    let compare = compare
        .iter()
        .filter_map(|it| compared(it, planned, done))
        .collect();
    let needed = map.get("needed").and_then(|it| world.selector(&it));
    let deviating = map.get("deviating").and_then(|it| world.selector(&it));
    let explained = map.get("explained").and_then(|it| {
        let map = it.map()?;
        let by = entries(world, &map, "by");
        let names = field(&map, "names", fields(by.as_ref()));
        let of = map.get("of").map(|it| it.one_or_more()).unwrap_or_default();
        let of = of.iter().filter_map(|it| it.name("field", &known(done)));
        let of = of.collect();
        map.done();
        Some(Explained {
            by: by?.0,
            names: names?,
            of,
        })
    });
    map.done();
    Some(Beside {
        rows: rows?.0,
        names: names?,
        plan: plan?.0,
        by: by?,
        compare,
        needed,
        deviating,
        explained,
    })
}

fn compared(spot: &Spot<'_>, planned: &[Field], done: &[Field]) -> Option<Compare> {
    let map = spot.map()?;
    let compare = if map.get("minutes").is_some() {
        let plan = field(&map, "minutes", planned);
        let from = field(&map, "from", done);
        let to = field(&map, "to", done);
        Compare::Minutes {
            plan: plan?,
            from: from?,
            to: to?,
        }
    } else {
        let plan = field(&map, "plan", planned);
        let done = field(&map, "done", done);
        Compare::Field {
            plan: plan?,
            done: done?,
        }
    };
    map.done();
    Some(compare)
}

/// A selector of the entries of a list, with the field that it ends on.
fn entries<'w>(
    world: &World<'w>,
    map: &Map<'_>,
    key: &'static str,
) -> Option<(Selector, &'w Field)> {
    let spot = map.need(key)?;
    let (selector, land) = world.selector_with_land(&spot)?;
    match land {
        Land::Field(field) if is_list(field) => Some((selector, field)),
        _ => spot.wrong("list"),
    }
}

fn is_list(field: &Field) -> bool {
    matches!(&field.kind, FieldKind::List(of) if matches!(of.kind, FieldKind::Object(_)))
}

/// The fields of the entries.
fn fields<'w>(found: Option<&(Selector, &'w Field)>) -> &'w [Field] {
    match found.map(|it| inner(it.1)) {
        Some(FieldKind::Object(fields)) => fields,
        _ => &[],
    }
}

fn known(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|it| it.name.as_str()).collect()
}

fn field(map: &Map<'_>, key: &'static str, fields: &[Field]) -> Option<String> {
    // Of a list that is not known, no field can be wrong.
    let spot = map.need(key)?;
    match fields {
        [] => spot.text(),
        fields => spot.name("field", &known(fields)),
    }
}
