//! Events, facts, routes, states and what shows them.

use crate::expr::names::Names;
use crate::lang::Text;
use crate::procedure::Named;
use crate::procedure::flow::{
    Derivation, EventType, Events, Evidence, Fact, Reopening, Route, SideState, State,
};
use crate::procedure::reader::{Map, Spot};

use super::exprs::expr;
use super::fields::{Home, fields};
use super::params;
use super::world::World;

/// `{id: {label, aliases}}`, or `{id: label}`.
pub(super) fn named(map: &Map<'_>, key: &'static str) -> Vec<Named> {
    let pairs = map.pairs(key);
    let one = |(entry, value): (&crate::yaml::Entry, Spot<'_>)| {
        let mut named = Named {
            id: entry.key.clone(),
            label: Text::plain(&*entry.key),
            aliases: Vec::new(),
            place: map.desk().place(entry.key_span),
        };
        if value.node.text().is_some() {
            named.label = value.words().unwrap_or_default();
        } else if !value.node.is_null()
            && let Some(inner) = value.map()
        {
            let label = inner.need_words("label");
            if !label.is_empty() {
                named.label = label;
            }
            named.aliases = inner.texts("aliases");
            // What a framework is held for is told on its page.
            let _ = inner.get("note").and_then(|it| it.words());
            inner.done();
        }
        named
    };
    pairs.into_iter().map(one).collect()
}

/// `events:`.
pub(super) fn events(world: &World<'_>, map: Map<'_>) -> Events {
    let groups = named(&map, "groups");
    let home = Home::document(world.event_fields());
    let mut events = Events {
        fields: map
            .get("fields")
            .map(|it| fields(world, &it, home))
            .unwrap_or_default(),
        groups,
        ..Events::default()
    };
    let group_ids: Vec<_> = events.groups.iter().map(|it| it.id.clone()).collect();
    let group_ids: Vec<_> = group_ids.iter().map(String::as_str).collect();
    let field_names: Vec<_> = events.fields.iter().map(|it| it.name.clone()).collect();
    let field_names: Vec<_> = field_names.iter().map(String::as_str).collect();
    let results = world.event_fields().iter().find(|it| it.name == "result");
    let results = results.map(|it| world.keys(it)).unwrap_or_default();
    for (entry, value) in map.pairs("types") {
        let mut kind = EventType {
            id: entry.key.clone(),
            label: Text::plain(&*entry.key),
            ..EventType::default()
        };
        if value.node.text().is_some() {
            kind.label = value.words().unwrap_or_default();
        } else if let Some(inner) = value.map() {
            kind.label = inner.need_words("label");
            kind.group = inner.name("group", "group", &group_ids).unwrap_or_default();
            kind.needs = inner.names("needs", "field", &field_names);
            let written = inner.get("results");
            kind.results = written
                .and_then(|it| world.values(&it, &results))
                .unwrap_or_default();
            inner.done();
        }
        events.types.push(kind);
    }
    let types: Vec<_> = events.types.iter().map(|it| it.id.clone()).collect();
    let types: Vec<_> = types.iter().map(String::as_str).collect();
    for (entry, value) in map.pairs("sets") {
        let members = value.one_or_more();
        let members = members.iter().filter_map(|it| it.name("event", &types));
        events.sets.push((entry.key.clone(), members.collect()));
    }
    map.done();
    events
}

/// `facts:`; each may use those above it.
pub(super) fn facts(world: &World<'_>, map: &Map<'_>) -> Vec<Fact> {
    let mut all: Vec<Fact> = Vec::new();
    for (entry, value) in map.pairs("facts") {
        let before = World {
            facts: &all,
            ..*world
        };
        let how = derivation(&before, &before.names(), &value);
        if let Some(how) = how {
            all.push(Fact {
                name: entry.key.clone(),
                place: map.desk().place(entry.key_span),
                how,
            });
        }
    }
    all
}

fn derivation(world: &World<'_>, names: &Names, spot: &Spot<'_>) -> Option<Derivation> {
    let map = spot.map()?;
    let selectors = |it: Spot<'_>| {
        let items = it.one_or_more();
        let found: Vec<_> = items.iter().filter_map(|it| world.selector(it)).collect();
        (found.len() == items.len()).then_some(found)
    };
    let first_of = map.get("first_of").map(selectors);
    let union = map.get("union").map(selectors);
    let expr = map.get("expr").map(|it| expr(&it, names));
    let how = match (first_of, union, expr) {
        (Some(found), None, None) => found.map(Derivation::FirstOf),
        (None, Some(found), None) => found.map(Derivation::Union),
        (None, None, Some(found)) => found.map(Derivation::Expr),
        _ => map.not_one_of(&["first_of", "union", "expr"]),
    };
    map.done();
    how
}

/// `routes:`.
pub(super) fn routes(world: &World<'_>, map: &Map<'_>) -> Vec<Route> {
    let side: Vec<_> = world
        .known
        .side_states
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    let mut all = Vec::new();
    for (entry, value) in map.pairs("routes") {
        let Some(inner) = value.map() else { continue };
        let states = inner.items("states");
        let route = Route {
            id: entry.key.clone(),
            label: inner.need_words("label"),
            purpose: inner.words("purpose"),
            states: states.iter().filter_map(|it| state(world, it)).collect(),
            side_states: inner.names("side_states", "side-state", &side),
        };
        if route.states.is_empty() {
            inner.missing("states");
        }
        inner.done();
        all.push(route);
    }
    all
}

fn state(world: &World<'_>, spot: &Spot<'_>) -> Option<State> {
    let map = spot.map()?;
    let id = map.need("id").and_then(|it| it.text());
    let state = State {
        id: id.unwrap_or_default(),
        label: map.need_words("label"),
        guard: map.words("guard"),
        evidence: map.get("evidence").and_then(|it| evidence(world, &it)),
        by: map.names("by", "role", &world.parts()),
        clauses: map.names("clauses", "clause", &world.clauses()),
        terminal: map.flag("terminal"),
    };
    map.done();
    (!state.id.is_empty()).then_some(state)
}

fn evidence(world: &World<'_>, spot: &Spot<'_>) -> Option<Evidence> {
    let map = spot.map()?;
    let found = if map.has("document") {
        let document = map.name("document", "document", &world.documents());
        let fields = document.as_deref().and_then(|it| world.known.document(it));
        let fields = fields.map(|it| it.fields.iter().map(|it| it.name.as_str()).collect());
        let fields: Vec<&str> = fields.unwrap_or_default();
        let at = map.name("at", "field", &fields);
        document.map(|document| Evidence::Document { document, at })
    } else {
        let spots = map
            .need("event")
            .map(|it| it.one_or_more())
            .unwrap_or_default();
        let names = spots
            .iter()
            .filter_map(|it| it.name("event", &world.events()));
        let names: Vec<String> = names.collect();
        let events = &world.known.events;
        let types = names.iter().flat_map(|it| events.expand(it));
        let types: Vec<String> = types.map(str::to_owned).collect();
        let results = world.event_fields().iter().find(|it| it.name == "result");
        let results = results.map(|it| world.keys(it)).unwrap_or_default();
        let written = map.get("result");
        let found = Evidence::Event {
            results: written
                .and_then(|it| world.values(&it, &results))
                .unwrap_or_default(),
            after: map.name("after", "event", &world.events()),
            roles: map
                .get("roles")
                .and_then(|it| params::roles(world, &it))
                .unwrap_or_default(),
            documents: map.names("documents", "document", &world.documents()),
            conditions: map.name("conditions", "event", &world.events()),
            types,
        };
        (!names.is_empty()).then_some(found)
    };
    map.done();
    found
}

/// `side_states:`.
pub(super) fn side_states(world: &World<'_>, map: &Map<'_>) -> Vec<SideState> {
    let mut all = Vec::new();
    let states = world.route_states();
    for (entry, value) in map.pairs("side_states") {
        let Some(inner) = value.map() else { continue };
        all.push(SideState {
            id: entry.key.clone(),
            label: inner.need_words("label"),
            meaning: inner.words("meaning"),
            ranks_as: inner.name("ranks_as", "state", &states),
            returns_to: inner.name("returns_to", "state", &states),
            before: inner.names("before", "event", &world.event_types()),
            evidence: inner.get("evidence").and_then(|it| evidence(world, &it)),
            terminal: inner.flag("terminal"),
            quiet: inner.flag("quiet"),
        });
        inner.done();
    }
    all
}

/// `reopenings:`.
pub(super) fn reopenings(world: &World<'_>, map: &Map<'_>) -> Vec<Reopening> {
    let mut all = Vec::new();
    for spot in map.items("reopenings") {
        let Some(inner) = spot.map() else { continue };
        let event = inner.need("event");
        let event = event.and_then(|it| it.name("event", &world.event_types()));
        let returns_to = inner.need("returns_to");
        let returns_to = returns_to.and_then(|it| it.name("state", &world.route_states()));
        let anew = inner.names("anew", "event", &world.event_types());
        inner.done();
        if let (Some(event), Some(returns_to)) = (event, returns_to) {
            all.push(Reopening {
                event,
                returns_to,
                anew,
            });
        }
    }
    all
}
