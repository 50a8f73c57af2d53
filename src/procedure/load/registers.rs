//! `registers/*.yaml`: people, systems, calendar, waivers.

pub(super) mod people;

use crate::lang::Text;
use crate::notice;
use crate::procedure::reader::{Desk, Map, Spot};
use crate::procedure::registers::{Calendar, Period, Person, System, Waiver};
use crate::source::Place;

use super::world::World;

/// `systems.yaml`.
pub(super) fn systems(world: &World<'_>, spot: &Spot<'_>, people: &[Person]) -> Vec<System> {
    let persons: Vec<_> = people.iter().map(|it| it.id.as_str()).collect();
    let items = spot.items().unwrap_or_default();
    let ids: Vec<_> = items
        .iter()
        .filter_map(|it| it.node.get("id")?.text())
        .collect();
    let read = items.iter().filter_map(|it| {
        let (map, id, place) = entry(it)?;
        let name = map.words("name");
        let mut system = System {
            name: if name.is_empty() {
                Text::plain(&*id)
            } else {
                name
            },
            modules: map.texts("modules"),
            depends_on: map.names("depends_on", "system", &ids),
            people: Vec::new(),
            id,
            place,
        };
        for (entry, value) in map.pairs("people") {
            let roles = world.roles();
            if !roles.contains(&entry.key.as_str()) {
                let place = value.desk.place(entry.key_span);
                value
                    .desk
                    .unknown_name(&value.path, "role", (place, &entry.key), &roles);
                continue;
            }
            let named = value.one_or_more();
            let named = named.iter().filter_map(|it| it.name("person", &persons));
            system.people.push((entry.key.clone(), named.collect()));
        }
        map.done();
        Some(system)
    });
    let all = read.collect();
    unique(spot.desk, "system", all, |it: &System| (&it.id, it.place))
}

/// `calendar.yaml`.
pub(super) fn calendar(spot: &Spot<'_>) -> Calendar {
    let Some(map) = spot.map() else {
        return Calendar::default();
    };
    let periods = |key| {
        let items: Vec<Spot<'_>> = map.items(key);
        items.iter().filter_map(period).collect()
    };
    let calendar = Calendar {
        holidays: periods("holidays"),
        workdays: periods("workdays"),
        freezes: periods("freezes"),
        peaks: periods("peaks"),
    };
    map.done();
    calendar
}

fn period(spot: &Spot<'_>) -> Option<Period> {
    let map = spot.map()?;
    let from = map.need("from").and_then(|it| it.moment());
    let to = map.need("to").and_then(|it| it.moment());
    let title = map.need_words("title");
    let place = map.place();
    let zone = &spot.desk.zone;
    let both = from.as_ref().zip(to.as_ref());
    let fits = both.is_none_or(|(from, to)| from.earliest(zone) <= to.latest(zone));
    in_order(&map, "from", "to", fits);
    map.done();
    Some(Period {
        from: from?,
        to: to?,
        title,
        place,
    })
}

/// `waivers.yaml`; `rules` are those that are written, the wrong ones included.
pub(super) fn waivers(world: &World<'_>, rules: &[&str], spot: &Spot<'_>) -> Vec<Waiver> {
    let registers = &world.known.registers;
    let persons: Vec<_> = registers.people.iter().map(|it| it.id.as_str()).collect();
    let systems: Vec<_> = registers.systems.iter().map(|it| it.id.as_str()).collect();
    let notices = notice::ALL.iter().map(|it| it.id);
    let rules: Vec<_> = rules.iter().copied().chain(notices).collect();
    let items = spot.items().unwrap_or_default();
    let read = items.iter().filter_map(|it| {
        let (map, id, place) = entry(it)?;
        let scope = map.need("scope").and_then(|it| it.map());
        let from = map.need("from").and_then(|it| it.day());
        let expires = map.need("expires").and_then(|it| it.day());
        let fits = from.zip(expires).is_none_or(|(from, to)| from <= to);
        in_order(&map, "from", "expires", fits);
        let named = scope.as_ref().and_then(|it| it.get("changes"));
        let named = named.map(|it| it.one_or_more()).unwrap_or_default();
        let named = named.iter().filter_map(|it| Some((it.text()?, it.place())));
        let (records, record_places) = named.unzip();
        let waiver = Waiver {
            rule: map
                .need("rule")
                .and_then(|it| it.name("rule", &rules))
                .unwrap_or_default(),
            records,
            record_places,
            systems: scope
                .as_ref()
                .map(|it| it.names("systems", "system", &systems))
                .unwrap_or_default(),
            spot: map.text("place"),
            reason: said(&map, "reason"),
            approved_by: map
                .need("approved_by")
                .and_then(|it| it.name("person", &persons))
                .unwrap_or_default(),
            from,
            expires,
            risk: said(&map, "risk"),
            id,
            place,
        };
        if let Some(scope) = scope {
            scope.done();
        }
        map.done();
        Some(waiver)
    });
    let all = read.collect();
    unique(spot.desk, "waiver", all, |it: &Waiver| (&it.id, it.place))
}

/// A text that must be there; blanks between quotes are none.
fn said(map: &Map<'_>, key: &'static str) -> String {
    let text = map.need(key).and_then(|it| it.text());
    if text.as_ref().is_some_and(|it| it.trim().is_empty()) {
        map.missing(key);
    }
    text.unwrap_or_default()
}

/// An entry with an id.
fn entry<'a>(spot: &Spot<'a>) -> Option<(Map<'a>, String, Place)> {
    let mut map = spot.map()?;
    let id = map.need("id")?;
    let place = id.place();
    let id = id.text()?;
    if id.trim().is_empty() {
        map.missing("id");
        return None;
    }
    map.spot.path.clone_from(&id);
    Some((map, id, place))
}

/// Reports a period that ends before it begins.
pub(super) fn in_order(map: &Map<'_>, from: &str, to: &str, fits: bool) {
    if !fits {
        let args = [("from", Text::plain(from)), ("to", Text::plain(to))];
        let finding = notice::variant("bad-date", "order", map.place_of(to), &args);
        map.desk().report(&map.spot.path_to(to), finding);
    }
}

/// Those with an id of their own; the others are reported.
fn unique<T>(
    desk: &Desk<'_>,
    kind: &str,
    all: Vec<T>,
    of: impl Fn(&T) -> (&String, Place),
) -> Vec<T> {
    let ids = all.iter().map(|it| {
        let (id, place) = of(it);
        (id.as_str(), place)
    });
    let twice = desk.unique(kind, ids);
    let kept = all.into_iter().enumerate();
    kept.filter(|(index, _)| !twice.contains(index))
        .map(|(_, it)| it)
        .collect()
}
