//! Document types: `procedure/documents/<id>.yaml`, or a map in `procedure.yaml`.

use crate::lang::Text;
use crate::procedure::fields::{DocumentType, Due, Heading};
use crate::procedure::reader::Spot;
use crate::source::Place;
use crate::yaml::Kind;

use super::beside;
use super::fields::{Home, fields};
use super::world::World;

/// Reads one document type; the envelope is put before its own fields.
pub(super) fn read(
    world: &World<'_>,
    id: &str,
    place: Place,
    spot: &Spot<'_>,
    envelope: Option<&Spot<'_>>,
) -> Option<DocumentType> {
    let map = spot.map()?;
    let known = world.known.document(id);
    let home = Home::document(known.map(|it| it.fields.as_slice()).unwrap_or_default());
    let title = map.need_words("title");
    let mut all = envelope
        .map(|it| fields(world, it, home))
        .unwrap_or_default();
    for field in map
        .get("fields")
        .map(|it| fields(world, &it, home))
        .unwrap_or_default()
    {
        // A type may say more of a field of the envelope: its own definition replaces the common one.
        all.retain(|it| it.name != field.name);
        all.push(field);
    }
    let document = DocumentType {
        id: id.to_owned(),
        place,
        number: map.text("number").unwrap_or_default(),
        file: map.text("file").unwrap_or_default(),
        title: if title.is_empty() {
            Text::plain(id)
        } else {
            title
        },
        purpose: map.words("purpose"),
        written_by: map.names("written_by", "role", &world.parts()),
        clauses: map.names("clauses", "clause", &world.clauses()),
        template: map.text("template"),
        due: map
            .items("due")
            .iter()
            .filter_map(|it| due(world, it))
            .collect(),
        fields: all,
        headings: map
            .items("headings")
            .iter()
            .filter_map(|it| heading(world, it, home))
            .collect(),
        beside: map
            .items("beside")
            .iter()
            .filter_map(|it| beside::read(world, it))
            .collect(),
    };
    map.done();
    Some(document)
}

fn due(world: &World<'_>, spot: &Spot<'_>) -> Option<Due> {
    let map = spot.map()?;
    // The document itself may not exist yet: bare names are those of the head.
    let head = world.known.documents.first();
    let head = head.map(|it| it.fields.as_slice()).unwrap_or_default();
    let route = map.get("route").map(|it| it.name("route", &world.routes()));
    // With one route there is nothing to say.
    let route = match (route, world.known.routes.as_slice()) {
        (Some(route), _) => route,
        (None, [only]) => Some(only.id.clone()),
        (None, _) => {
            map.missing("route");
            None
        }
    };
    let of_route = route.as_ref().and_then(|it| world.known.route(it));
    let states = of_route.map(|it| it.states.iter().map(|it| it.id.as_str()).collect());
    let states: Vec<&str> = states.unwrap_or_default();
    let from = if states.is_empty() {
        map.text("from")
    } else {
        let from = map.need("from");
        from.and_then(|it| it.name("state-of-route", &states))
    };
    let when = map.get("when").map(|it| world.condition(&it, &[head]));
    let via = map.get("via").map(|it| world.selector(&it));
    map.done();
    Some(Due {
        route: route?,
        from: from?,
        when: match when {
            Some(when) => Some(when?),
            None => None,
        },
        via: match via {
            Some(via) => Some(via?),
            None => None,
        },
    })
}

fn heading<'w>(world: &World<'w>, spot: &Spot<'_>, home: Home<'w>) -> Option<Heading> {
    if let Kind::Scalar { .. } = spot.node.kind {
        let text = spot.words()?;
        return Some(Heading { text, when: None });
    }
    let map = spot.map()?;
    let mut text = Text::default();
    for (key, lang) in [
        ("zh-CN", crate::lang::Lang::Zh),
        ("en", crate::lang::Lang::En),
    ] {
        if let Some(words) = map.text(key) {
            text.set(lang, words);
        }
    }
    spot.translated(&text);
    let when = map.get("when").map(|it| world.condition(&it, &home.near()));
    map.done();
    match when {
        Some(when) => Some(Heading {
            text,
            when: Some(when?),
        }),
        None => Some(Heading { text, when: None }),
    }
}
