//! The values that a selector points at, what they are called, and how they are shown.

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::fields::{DocumentType, EnumValue, Field, FieldKind};
use crate::procedure::selector::{Filter, FilterTest, Root, Selector, Step};
use crate::words;

use super::value::{Item, Member, Value};
use super::{Book, Event, Record};

/// Where records are looked up that another one names.
pub trait Shelf<'a>: Copy {
    /// The record of an id.
    fn record(self, id: &str) -> Option<&'a Record>;

    /// The values of a key of the policy or of a set.
    fn constant(self, name: &str) -> &'a [Item];
}

/// The book itself, for whoever looks at all of it anyway.
impl<'a> Shelf<'a> for &'a Book {
    fn record(self, id: &str) -> Option<&'a Record> {
        Book::record(self, id)
    }

    fn constant(self, name: &str) -> &'a [Item] {
        Book::constant(self, name)
    }
}

/// The values that `selector` points at, in reading order; lists are entered.
///
/// Absent values are left out; a key with nothing behind it is there as [`Value::Empty`].
pub fn select<'a>(
    shelf: impl Shelf<'a>,
    record: &'a Record,
    procedure: &'a Procedure,
    selector: &Selector,
) -> Vec<&'a Item> {
    let found: Vec<&Item> = match &selector.root {
        Root::Policy(key) => shelf.constant(&format!("policy.{key}")).iter().collect(),
        Root::Set(name) => shelf.constant(&format!("sets.{name}")).iter().collect(),
        _ => of_record(record, procedure, selector),
    };
    let Some(linked) = &selector.linked else {
        return found;
    };
    let ids = found
        .into_iter()
        .flat_map(Item::items)
        .filter_map(Item::key);
    ids.filter_map(|id| shelf.record(&id))
        .flat_map(|it| select(shelf, it, procedure, linked))
        .collect()
}

/// The same for everything that a record itself holds: policy and sets select nothing, and
/// records that it names are not entered.
pub fn of_record<'a>(
    record: &'a Record,
    procedure: &'a Procedure,
    selector: &Selector,
) -> Vec<&'a Item> {
    let sieve = Sieve { record, procedure };
    let start: Vec<&Item> = match &selector.root {
        Root::Document(kind) => {
            let Some((first, rest)) = selector.steps.split_first() else {
                return Vec::new();
            };
            let member = record.document(kind).and_then(|it| it.field(&first.field));
            let found = member.map(|it| sieve.filtered(&it.item, &first.filters));
            return sieve.walk(found.unwrap_or_default(), rest);
        }
        Root::LastEvent(kind, filters) => {
            let last = events(record, procedure, kind, filters).pop();
            last.map(|it| &it.item).into_iter().collect()
        }
        Root::AllEvents(kind, filters) => {
            let all = events(record, procedure, kind, filters).into_iter();
            all.map(|it| &it.item).collect()
        }
        Root::People(role) => record.people.get(role).into_iter().flatten().collect(),
        Root::Fact(name) => record.facts.get(name).into_iter().flatten().collect(),
        Root::Policy(_) | Root::Set(_) => Vec::new(),
    };
    // An event alone stands for its moment.
    let of_event = matches!(selector.root, Root::LastEvent(..) | Root::AllEvents(..));
    if of_event && selector.steps.is_empty() {
        let at = start.iter().filter_map(|it| it.member("at"));
        return at.map(|it| &it.item).collect();
    }
    sieve.walk(start, &selector.steps)
}

/// The events of a type or set of types in the judged cycle that pass the filters.
pub fn events<'a>(
    record: &'a Record,
    procedure: &'a Procedure,
    kind: &str,
    filters: &[Filter],
) -> Vec<&'a Event> {
    let kinds = procedure.events.expand(kind);
    let visible = record.life.visible.iter().map(|&at| &record.events[at]);
    let sieve = Sieve { record, procedure };
    visible
        .filter(|it| kinds.contains(&it.kind.as_str()) && sieve.passes(&it.item, filters))
        .collect()
}

/// Walks along the steps of a selector and keeps what passes its filters.
#[derive(Clone, Copy)]
struct Sieve<'a> {
    record: &'a Record,
    procedure: &'a Procedure,
}

impl<'a> Sieve<'a> {
    fn walk(self, mut found: Vec<&'a Item>, steps: &[Step]) -> Vec<&'a Item> {
        for step in steps {
            found = found
                .into_iter()
                .flat_map(Item::items)
                .filter_map(|it| it.member(&step.field))
                .flat_map(|it| self.filtered(&it.item, &step.filters))
                .collect();
        }
        found
    }

    /// A value itself, or if there are filters the entries that pass them.
    fn filtered(self, item: &'a Item, filters: &[Filter]) -> Vec<&'a Item> {
        if filters.is_empty() {
            return vec![item];
        }
        let entries = item.items().iter();
        entries.filter(|it| self.passes(it, filters)).collect()
    }

    fn passes(self, item: &Item, filters: &[Filter]) -> bool {
        filters.iter().all(|filter| {
            let Some(member) = item.member(&filter.field) else {
                return matches!(filter.test, FilterTest::IsNot | FilterTest::IsIfThere);
            };
            let mut keys = member.item.items().iter().filter_map(Item::key);
            match &filter.test {
                FilterTest::There => !member.item.is_empty(),
                FilterTest::Is => keys.any(|it| it == filter.value),
                FilterTest::IsIfThere => {
                    member.item.is_empty() || keys.any(|it| it == filter.value)
                }
                FilterTest::IsNot => keys.all(|it| it != filter.value),
                FilterTest::In(among) => {
                    let among = of_record(self.record, self.procedure, among);
                    let among: Vec<_> = among.iter().filter_map(|it| it.key()).collect();
                    keys.any(|it| among.contains(&it))
                }
            }
        })
    }
}

/// The field that a selector ends at, if it ends at one.
pub fn field<'a>(procedure: &'a Procedure, selector: &Selector) -> Option<&'a Field> {
    if let Some(linked) = &selector.linked {
        return field(procedure, linked);
    }
    let (mut fields, steps): (&[Field], &[Step]) = match &selector.root {
        Root::Document(kind) => (&procedure.document(kind)?.fields, &selector.steps),
        Root::LastEvent(..) | Root::AllEvents(..) => {
            let fields = &procedure.events.fields;
            if selector.steps.is_empty() {
                return fields.iter().find(|it| it.name == "at");
            }
            (fields, &selector.steps)
        }
        _ => return None,
    };
    let mut found = None;
    for step in steps {
        let field = fields.iter().find(|it| it.name == step.field)?;
        fields = inner(&field.kind);
        found = Some(field);
    }
    found
}

/// The fields within a field.
pub fn inner(kind: &FieldKind) -> &[Field] {
    match kind {
        FieldKind::Object(fields) => fields,
        FieldKind::List(of) => inner(&of.kind),
        _ => &[],
    }
}

/// What people call the thing that a selector points at.
///
/// Of a document its name and the label of the field, of an event the label of
/// its type, of a role its label.
pub fn label(procedure: &Procedure, selector: &Selector) -> Text {
    if let Some(linked) = &selector.linked {
        return label(procedure, linked);
    }
    let field = field(procedure, selector).map(|it| it.label.clone());
    match &selector.root {
        Root::Document(kind) => {
            let document = procedure.document(kind).map(DocumentType::name);
            match (document, field) {
                (Some(document), Some(field)) => words::fill(
                    "value.field-of",
                    &[("document", document), ("field", field)],
                ),
                (Some(document), None) => document,
                _ => Text::plain(selector.text.clone()),
            }
        }
        Root::LastEvent(kind, _) | Root::AllEvents(kind, _) => {
            let types = procedure.events.expand(kind);
            let named = types.first().and_then(|it| procedure.events.kind(it));
            let event = named.map_or_else(|| Text::plain(kind.clone()), |it| it.label.clone());
            match (selector.steps.last(), field) {
                (Some(step), Some(field)) if step.field != "at" => {
                    words::fill("value.field-of", &[("document", event), ("field", field)])
                }
                _ => event,
            }
        }
        Root::People(role) => procedure.role_label(role),
        // A fact that settles a field of a document goes by that field's label.
        Root::Fact(name) => {
            let mut fields = procedure.documents.iter().filter_map(|it| it.field(name));
            fields
                .next()
                .map_or_else(|| Text::plain(name.clone()), |it| it.label.clone())
        }
        Root::Policy(name) | Root::Set(name) => Text::plain(name.clone()),
    }
}

/// A value as people read it: labels of keys, names of people, dates in the portal's zone, lists joined.
///
/// `field` says what it is, for the labels of its enumeration; without it keys are shown as they are.
pub fn show(procedure: &Procedure, config: &Config, field: Option<&Field>, item: &Item) -> Text {
    let kind = field.map(|it| &it.kind);
    match &item.value {
        Value::Empty => Text::default(),
        Value::Text(text) | Value::Unfit(text) => Text::plain(text.clone()),
        Value::Key(key) => key_label(procedure, kind, key),
        Value::Person { written, id } => person_name(procedure, config, written, id.as_deref()),
        Value::Bool(it) => words::text(if *it { "value.yes" } else { "value.no" }),
        Value::Int(it) => Text::plain(it.to_string()),
        Value::Number(it) => Text::plain(it.to_string()),
        Value::Moment(it) => Text::plain(it.show(&config.zone)),
        Value::List(items) => {
            let of = match kind {
                Some(FieldKind::List(of)) => Some(of.as_ref()),
                _ => field,
            };
            let shown: Vec<_> = items
                .iter()
                .map(|it| show(procedure, config, of, it))
                .collect();
            Text::list(&shown)
        }
        Value::Map(members) => {
            let fields = kind.map(inner).unwrap_or_default();
            let one = |member: &Member| {
                let field = fields.iter().find(|it| it.name == member.key);
                let label =
                    field.map_or_else(|| Text::plain(member.key.clone()), |it| it.label.clone());
                let value = show(procedure, config, field, &member.item);
                words::fill("value.member", &[("label", label), ("value", value)])
            };
            Text::list(&members.iter().map(one).collect::<Vec<_>>())
        }
    }
}

/// The name of a person, or their roles where the portal prints roles for names.
pub fn person_name(
    procedure: &Procedure,
    config: &Config,
    written: &str,
    id: Option<&str>,
) -> Text {
    let people = &procedure.registers.people;
    let person = id.and_then(|id| people.iter().find(|it| it.id == id));
    match (person, config.publish_names) {
        (Some(person), true) => Text::plain(person.name.clone()),
        (None, true) => Text::plain(written),
        (None, false) => words::text("value.somebody"),
        (Some(person), false) => {
            let mut roles: Vec<_> = person.roles.iter().map(|it| it.role.as_str()).collect();
            roles.sort_unstable();
            roles.dedup();
            let labels: Vec<_> = roles.iter().map(|it| procedure.role_label(it)).collect();
            Text::list(&labels)
        }
    }
}

fn key_label(procedure: &Procedure, kind: Option<&FieldKind>, key: &str) -> Text {
    let of_enum = |values: &[EnumValue]| {
        values
            .iter()
            .find(|it| it.key == key)
            .map(|it| it.label.clone())
    };
    let found = match kind {
        Some(FieldKind::Enum(values)) => of_enum(values),
        Some(FieldKind::List(of)) => return key_label(procedure, Some(&of.kind), key),
        Some(FieldKind::Role) => Some(procedure.role_label(key)),
        Some(FieldKind::System) => {
            let systems = &procedure.registers.systems;
            systems
                .iter()
                .find(|it| it.id == key)
                .map(|it| it.name.clone())
        }
        _ => None,
    };
    found.unwrap_or_else(|| Text::plain(key))
}
