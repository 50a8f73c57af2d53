//! From when to when a rule or a clause is in force.

use crate::procedure::edition::InForce;
use crate::procedure::reader::Map;

use super::registers::in_order;

/// `KEY: {from: …, to: …}`, as rules have it.
pub(super) fn in_force(map: &Map<'_>, key: &'static str) -> InForce {
    let Some(inner) = map.map(key) else {
        return InForce::default();
    };
    let found = between(&inner, "from", "to");
    inner.done();
    found
}

/// The same as two keys of a map, as clauses have it.
pub(super) fn between(map: &Map<'_>, from: &'static str, to: &'static str) -> InForce {
    let found = InForce {
        from: map.get(from).and_then(|it| it.moment()),
        to: map.get(to).and_then(|it| it.moment()),
    };
    let zone = &map.desk().zone;
    let ends = found.from.as_ref().zip(found.to.as_ref());
    let fits = ends.is_none_or(|(from, to)| from.earliest(zone) < to.latest(zone));
    in_order(map, from, to, fits);
    found
}
