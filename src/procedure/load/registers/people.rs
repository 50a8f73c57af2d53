//! `registers/people.yaml`: who there is, and by what they may be called.
//!
//! Two people may share a name, as happens in every company; records then write the id. An id or
//! an alias is there to tell people apart, so one that means somebody else already, be it by its id,
//! its name or an alias, whatever the width, the blanks and the case, is told where it is written
//! second.

use std::collections::BTreeMap;

use crate::finding::Related;
use crate::lang::Text;
use crate::notice;
use crate::procedure::reader::{Desk, Spot};
use crate::procedure::registers::{Held, Person};
use crate::source::Place;
use crate::text;
use crate::words;

use super::{World, entry, in_order, unique};

const ORGANISATIONS: &[&str] = &["company", "customer", "outsourcer"];

/// `people.yaml`.
pub(in crate::procedure::load) fn people(world: &World<'_>, spot: &Spot<'_>) -> Vec<Person> {
    let items = spot.items().unwrap_or_default();
    let mut called = Vec::new();
    let read = items.iter().filter_map(|it| {
        let (map, id, place) = entry(it)?;
        let person = Person {
            name: map.text("name").unwrap_or_else(|| id.clone()),
            org: map
                .get("org")
                .and_then(|it| organisation(&it))
                .unwrap_or_else(|| "company".to_owned()),
            roles: map
                .items("roles")
                .iter()
                .filter_map(|it| held(world, it))
                .collect(),
            aliases: map.texts("aliases"),
            id,
            place,
        };
        let call = |part, it: &Spot<'_>| Called::of(&person.id, part, it.node.text(), it.place());
        called.extend(map.get("id").and_then(|it| call(Part::Id, &it)));
        called.extend(map.get("name").and_then(|it| call(Part::Name, &it)));
        let aliases = map.get("aliases").map(|it| it.one_or_more());
        let aliases = aliases.unwrap_or_default();
        called.extend(aliases.iter().filter_map(|it| call(Part::Alias, it)));
        map.done();
        Some(person)
    });
    let all = read.collect();
    tell_apart(spot.desk, &called);
    unique(spot.desk, "person", all, |it: &Person| (&it.id, it.place))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Id,
    Name,
    Alias,
}

/// By what somebody may be called.
struct Called {
    person: String,
    part: Part,
    written: String,
    normal: String,
    place: Place,
}

impl Called {
    fn of(person: &str, part: Part, written: Option<&str>, place: Place) -> Option<Self> {
        let written = written?.to_owned();
        Some(Self {
            person: person.to_owned(),
            part,
            normal: text::normal(&written),
            written,
            place,
        })
    }

    /// Whether both mean their person alone and mean somebody else each.
    fn clashes(&self, other: &Self) -> bool {
        let are_names = self.part == Part::Name && other.part == Part::Name;
        // Ids that are one but for capitals are told as those of every register are.
        let are_ids = self.part == Part::Id && other.part == Part::Id;
        let is_told = are_ids && self.written.to_lowercase() == other.written.to_lowercase();
        self.normal == other.normal && self.person != other.person && !are_names && !is_told
    }
}

/// Reports what means somebody else already.
fn tell_apart(desk: &Desk<'_>, called: &[Called]) {
    let mut seen: BTreeMap<&str, Vec<&Called>> = BTreeMap::new();
    for own in called {
        let before = seen.entry(&own.normal).or_default();
        let first = before.iter().find(|it| own.clashes(it)).copied();
        before.push(own);
        let Some(first) = first else {
            continue;
        };
        let word = |kind: &str, part| {
            let id = match part {
                Part::Id => "id",
                Part::Name => "name",
                Part::Alias => "alias",
            };
            words::text(&format!("procedure.{kind}.{id}"))
        };
        let args = [
            ("part", word("called", own.part)),
            ("written", Text::plain(own.written.clone())),
            ("as", word("called-as", first.part)),
            ("other", Text::plain(first.person.clone())),
        ];
        let mut finding = notice::variant("duplicate-id", "person", own.place, &args);
        finding.related.push(Related {
            place: first.place,
            message: words::text("procedure.first-here"),
        });
        desk.report(&format!("{} {}", own.person, own.written), finding);
    }
}

fn held(world: &World<'_>, spot: &Spot<'_>) -> Option<Held> {
    if spot.node.text().is_some() {
        let role = role(world, spot)?;
        return Some(Held {
            role,
            place: spot.place(),
            ..Held::default()
        });
    }
    let map = spot.map()?;
    let role = map.need("role").and_then(|it| role(world, &it));
    let from = map.get("from").and_then(|it| it.day());
    let to = map.get("to").and_then(|it| it.day());
    in_order(
        &map,
        "from",
        "to",
        from.zip(to).is_none_or(|(from, to)| from <= to),
    );
    map.done();
    Some(Held {
        role: role?,
        from,
        to,
        place: spot.place(),
    })
}

/// An organisation by key or by label.
fn organisation(spot: &Spot<'_>) -> Option<String> {
    let written = text::normal(&spot.text()?);
    let mut all = ORGANISATIONS.iter();
    let found = all.find(|it| {
        let label = words::text(&format!("organisation.{it}"));
        label.each().any(|it| text::normal(it) == written)
    });
    found.map_or_else(|| spot.choice(ORGANISATIONS), |it| Some((*it).to_owned()))
}

/// A role by id, label or another name of it, as in records.
fn role(world: &World<'_>, spot: &Spot<'_>) -> Option<String> {
    let written = text::normal(&spot.text()?);
    let mut roles = world.known.roles.iter();
    let found = roles.find(|role| {
        let mut names = role
            .label
            .each()
            .chain(role.aliases.iter().map(String::as_str));
        names.any(|it| text::normal(it) == written)
    });
    match found {
        Some(role) => Some(role.id.clone()),
        None => spot.name("role", &world.roles()),
    }
}
