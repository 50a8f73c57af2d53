//! Fields of documents and events: their types, and when they must be filled in.

use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{EnumValue, Field, FieldKind, Required};
use crate::procedure::reader::{Map, Spot};
use crate::source::Place;
use crate::text;
use crate::yaml::Kind;

use super::world::World;

const TYPES: &[&str] = &[
    "string", "text", "bool", "int", "number", "datetime", "date", "person", "role", "system",
    "record", "ref", "enum", "list", "object", "people", "events", "waivers",
];

/// What bare names in conditions of a field mean, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Home<'w> {
    /// The fields of the same object.
    pub(super) siblings: &'w [Field],
    /// The fields of the same document.
    pub(super) document: &'w [Field],
}

impl<'w> Home<'w> {
    /// The fields of a document.
    pub(super) fn document(fields: &'w [Field]) -> Self {
        Self {
            siblings: fields,
            document: fields,
        }
    }

    pub(super) fn near(&self) -> [&'w [Field]; 2] {
        [self.siblings, self.document]
    }

    /// Inside the field `name`.
    fn inside(&self, name: &str) -> Self {
        let field = self.siblings.iter().find(|it| it.name == name);
        let siblings = match field.map(inner) {
            Some(FieldKind::Object(fields)) => fields.as_slice(),
            _ => &[],
        };
        Self { siblings, ..*self }
    }
}

/// What a field holds; of a list, what its entries hold.
pub(super) fn inner(field: &Field) -> &FieldKind {
    match &field.kind {
        FieldKind::List(of) => &of.kind,
        kind => kind,
    }
}

/// Reads a map from names to fields.
pub(super) fn fields<'w>(world: &World<'w>, spot: &Spot<'_>, home: Home<'w>) -> Vec<Field> {
    let pairs = spot.pairs().unwrap_or_default();
    let read = pairs.into_iter().filter_map(|(entry, value)| {
        let place = spot.desk.place(entry.key_span);
        field(world, &entry.key, place, &value, home)
    });
    read.collect()
}

fn field<'w>(
    world: &World<'w>,
    name: &str,
    place: Place,
    spot: &Spot<'_>,
    home: Home<'w>,
) -> Option<Field> {
    let mut field = Field {
        name: name.to_owned(),
        place,
        label: Text::plain(name),
        ..Field::default()
    };
    if let Kind::Scalar { .. } = spot.node.kind {
        // A bare type, as in `of: person`.
        let kind = spot.choice(TYPES)?;
        field.kind = simple(&kind).unwrap_or_default();
        return Some(field);
    }
    let map = spot.map()?;
    let label = map.words("label");
    if !label.is_empty() {
        field.label = label;
    }
    field.note = map.get("note").and_then(|it| it.words());
    field.example = map.text("example");
    field.kind = kind(world, &map, home.inside(name));
    field.required = map
        .get("required")
        .and_then(|it| required(world, &it, home))
        .unwrap_or_default();
    field.may_be_empty = map.flag("may_be_empty");
    field.one_or_more = map.flag("one_or_more");
    let layer = map.get("layer").and_then(|it| it.choice(&["executed"]));
    field.executed = layer.is_some();
    field.same_as = map.get("same_as").and_then(|it| world.selector(&it));
    field.names = map.get("names").and_then(|it| world.selector(&it));
    field.pattern = map.get("pattern").and_then(|it| whole(&it));
    field.at_least = map.get("at_least").and_then(|it| it.int());
    field.at_most = map.get("at_most").and_then(|it| it.int());
    for (entry, value) in map.pairs("needs") {
        let place = spot.desk.place(entry.key_span);
        if world.roles().contains(&entry.key.as_str()) {
            let when = required(world, &value, home).unwrap_or_default();
            field.needs.push((entry.key.clone(), when));
        } else {
            let roles = world.roles();
            spot.desk
                .unknown_name(&value.path, "role", (place, &entry.key), &roles);
        }
    }
    if let Some(must) = map.map("must") {
        field.must = super::must::read(world, must, &field, home);
    }
    map.done();
    Some(field)
}

fn kind<'w>(world: &World<'w>, map: &Map<'_>, inside: Home<'w>) -> FieldKind {
    let written = map.get("type").and_then(|it| it.choice(TYPES));
    let object = |it: Spot<'_>| FieldKind::Object(fields(world, &it, inside));
    let list = |it: Spot<'_>| {
        // The entries of a list of objects have no name of their own.
        let place = it.place();
        let of = field_of_list(world, place, &it, inside);
        FieldKind::List(Box::new(of.unwrap_or_default()))
    };
    let (values, of, parts) = (map.get("values"), map.get("of"), map.get("fields"));
    match (written.as_deref(), values, of, parts) {
        (None | Some("object"), None, None, Some(it)) => object(it),
        (None | Some("list"), None, Some(it), None) => list(it),
        (None | Some("enum"), Some(it), None, None) => FieldKind::Enum(enumeration(world, &it)),
        (Some("object"), None, None, None) => missing(map, "fields"),
        (Some("list"), None, None, None) => missing(map, "of"),
        (Some("enum"), None, None, None) => missing(map, "values"),
        (Some(other), values, of, parts) => {
            for extra in [values, of, parts].into_iter().flatten() {
                let key = extra.key.as_str();
                let args = [("key", Text::plain(key)), ("type", Text::plain(other))];
                let place = map.place_of(key);
                let finding = notice::variant("wrong-type", "not-of-type", place, &args);
                map.desk().report(&extra.path, finding);
            }
            simple(other).unwrap_or_default()
        }
        (None, ..) => FieldKind::String,
    }
}

fn field_of_list<'w>(
    world: &World<'w>,
    place: Place,
    spot: &Spot<'_>,
    inside: Home<'w>,
) -> Option<Field> {
    if let Some(map) = spot.node.entries()
        && map.iter().any(|it| it.key == "fields")
    {
        let map = spot.map()?;
        let _ = map.get("type").and_then(|it| it.choice(&["object"]));
        let parts = map.need("fields")?;
        let kind = FieldKind::Object(fields(world, &parts, inside));
        map.done();
        return Some(Field {
            place,
            kind,
            ..Field::default()
        });
    }
    field(world, "", place, spot, inside)
}

fn missing(map: &Map<'_>, key: &str) -> FieldKind {
    map.missing(key);
    FieldKind::String
}

fn simple(kind: &str) -> Option<FieldKind> {
    Some(match kind {
        "string" => FieldKind::String,
        "text" => FieldKind::Text,
        "bool" => FieldKind::Bool,
        "int" => FieldKind::Int,
        "number" => FieldKind::Number,
        "datetime" => FieldKind::DateTime,
        "date" => FieldKind::Date,
        "person" => FieldKind::Person,
        "role" => FieldKind::Role,
        "system" => FieldKind::System,
        "record" => FieldKind::Record,
        "ref" => FieldKind::Ref,
        "people" => FieldKind::People,
        "events" => FieldKind::Events,
        "waivers" => FieldKind::Waivers,
        _ => return None,
    })
}

/// The values of a field: the name of an enumeration, or a map from keys to labels.
fn enumeration(world: &World<'_>, spot: &Spot<'_>) -> Vec<EnumValue> {
    if let Kind::Map(_) = spot.node.kind {
        return values(spot);
    }
    let name = spot.name("values", &world.enumerations());
    name.and_then(|it| world.enumeration(&it))
        .unwrap_or_default()
}

/// A map from keys to labels.
pub(super) fn values(spot: &Spot<'_>) -> Vec<EnumValue> {
    let pairs = spot.pairs().unwrap_or_default();
    let value = |(entry, label): (&crate::yaml::Entry, Spot<'_>)| EnumValue {
        key: entry.key.clone(),
        label: match label.node.kind {
            Kind::Null | Kind::Broken => Text::plain(&*entry.key),
            _ => label.words().unwrap_or_default(),
        },
    };
    pairs.into_iter().map(value).collect()
}

/// `always`, `optional` or a condition.
pub(super) fn required<'w>(world: &World<'w>, spot: &Spot<'_>, home: Home<'w>) -> Option<Required> {
    match &spot.node.kind {
        Kind::Map(_) => {
            let condition = world.condition(spot, &home.near());
            condition.map(Required::When)
        }
        _ => match spot.choice(&["always", "optional"])?.as_str() {
            "always" => Some(Required::Always),
            _ => Some(Required::Never),
        },
    }
}

/// A pattern that the whole text must match.
pub(super) fn whole(spot: &Spot<'_>) -> Option<regex::Regex> {
    let pattern = spot.text()?;
    let found = text::whole(&pattern);
    if found.is_err() {
        let args = [("pattern", Text::plain(pattern))];
        let finding = notice::variant("wrong-type", "pattern", spot.place(), &args);
        spot.desk.report(&spot.path, finding);
    }
    found.ok()
}
