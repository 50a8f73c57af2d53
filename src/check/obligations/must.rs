//! What else must be true of a value that is filled in and fits its type.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::book::condition;
use crate::book::select::Shelf as _;
use crate::book::value::{Item, Member, Value};
use crate::check::case::{Case, identity};
use crate::check::reporter::spot;
use crate::lang::Text;
use crate::procedure::fields::{Condition, Field, FieldKind, Inclusion, Must};
use crate::text;
use crate::words;

use super::walk::{Here, Walk};

/// Judges one demand on one value.
pub fn check(
    walk: &mut Walk<'_, '_>,
    (field, must): (&Field, &Must),
    member: &Member,
    here: Here<'_>,
) {
    let case = walk.case;
    let expected = match must {
        Must::BeUnique => unique(&case, walk.doc.kind.as_str(), member),
        Must::Hold(roles) => hold(&case, roles, &member.item),
        Must::DifferIn(key) => differ(key, &member.item),
        Must::Follow(other) => follow(&case, near(here, other), &member.item),
        Must::BeModuleOf(system) => module(&case, near(here, system), &member.item),
        Must::Have(kind) => have(&case, kind, &member.item),
        Must::Include(wanted) => include(&case, field, wanted, (&member.item, here)),
        Must::Be(wanted) => be(&case, field, wanted, (&member.item, here)),
        Must::EndWith(key) => end_with(key, near(here, key), &member.item),
    };
    if let Some(expected) = expected {
        let value = crate::book::select::show(
            case.ctx.procedure,
            case.ctx.config,
            Some(field),
            &member.item,
        );
        let is_long = matches!(&member.item.value, Value::List(items)
            if items.iter().any(|it| matches!(it.value, Value::Map(_))));
        let value = if is_long {
            keys(&case, field, must, &member.item)
        } else {
            value
        };
        let place = match culprit(must, &member.item) {
            Some(entry) => entry.place,
            None if is_long => member.key_place,
            None => member.item.place,
        };
        walk.unexpected(&field.label, (value, expected), spot(place, here.path));
    }
}

/// The entries of a list by what is demanded of them, else by their ids: showing them whole would be too much.
fn keys(case: &Case<'_>, field: &Field, must: &Must, list: &Item) -> Text {
    let demanded = match must {
        Must::DifferIn(key) | Must::EndWith(key) => Some(key),
        Must::Include(wanted) => wanted.iter().find_map(|it| it.of.as_ref()),
        _ => None,
    };
    let name = |(at, entry): (usize, &Item)| {
        let own = demanded.and_then(|it| entry.member(it)?.item.key());
        match (own, demanded) {
            (Some(own), Some(key)) => label(case, field, Some(key), &own),
            _ => Text::plain(crate::check::case::entry_name(entry, at)),
        }
    };
    let names: Vec<_> = list.items().iter().enumerate().map(name).collect();
    Text::list(&names)
}

/// The value in a list that fails the demand, where it is one of its entries.
fn culprit<'a>(must: &Must, list: &'a Item) -> Option<&'a Item> {
    match must {
        Must::DifferIn(key) => twice(key, list),
        Must::EndWith(key) => Some(&list.items().last()?.member(key)?.item),
        _ => None,
    }
}

fn near<'a>(here: Here<'a>, name: &str) -> Option<&'a Member> {
    here.near
        .iter()
        .find_map(|it| it.iter().find(|member| member.key == name))
}

fn unique(case: &Case<'_>, kind: &str, member: &Member) -> Option<Text> {
    let of = (kind, member.key.as_str());
    let sight = case.ctx.sight();
    let other = sight.twin(of, &member.item.value, case.record.place)?;
    let args = [("other", Text::plain(other))];
    Some(words::fill("check.expected.unique", &args))
}

fn hold(case: &Case<'_>, roles: &[String], item: &Item) -> Option<Text> {
    let id = identity(item)?;
    let stands = roles.iter().any(|it| case.standing_for(it).contains(&id));
    // Whoever holds the role in the register will do, even if another stands for it here.
    let day = case.record.opened.as_ref().map_or_else(
        || case.ctx.book.as_of.moment.day(case.zone()),
        |it| it.day(case.zone()),
    );
    let person = case
        .ctx
        .procedure
        .registers
        .people
        .iter()
        .find(|it| it.id == id);
    let holds = person.is_none_or(|it| roles.iter().any(|role| it.holds(role, day)));
    if stands || holds {
        return None;
    }
    let roles: Vec<_> = roles.iter().map(String::as_str).collect();
    Some(words::fill(
        "check.expected.role",
        &[("roles", case.role_labels(&roles))],
    ))
}

/// The first value of a key that an earlier entry of the list has too.
fn twice<'a>(key: &str, list: &'a Item) -> Option<&'a Item> {
    let mut seen = BTreeSet::new();
    let mut values = list
        .items()
        .iter()
        .filter_map(|it| Some(&it.member(key)?.item));
    values.find(|it| it.key().is_some_and(|it| !seen.insert(text::normal(&it))))
}

fn differ(key: &str, item: &Item) -> Option<Text> {
    let twice = twice(key, item)?.key()?;
    let args = [("key", Text::plain(key)), ("value", Text::plain(twice))];
    Some(words::fill("check.expected.different", &args))
}

fn follow(case: &Case<'_>, other: Option<&Member>, item: &Item) -> Option<Text> {
    let (own, before) = (item.moment()?, other?.item.moment()?);
    if before.compare(own, case.zone())? == Ordering::Less {
        return None;
    }
    Some(words::fill(
        "check.expected.later",
        &[("moment", case.show_moment(before))],
    ))
}

fn module(case: &Case<'_>, system: Option<&Member>, item: &Item) -> Option<Text> {
    let id = system?.item.key()?;
    let system = case
        .ctx
        .procedure
        .registers
        .systems
        .iter()
        .find(|it| it.id == id)?;
    let own = text::normal(&item.key()?);
    if system.modules.is_empty() || system.modules.iter().any(|it| text::normal(it) == own) {
        return None;
    }
    let modules: Vec<_> = system
        .modules
        .iter()
        .map(|it| Text::plain(it.clone()))
        .collect();
    let args = [
        ("system", system.name.clone()),
        ("modules", Text::list(&modules)),
    ];
    Some(words::fill("check.expected.module", &args))
}

fn have(case: &Case<'_>, kind: &str, item: &Item) -> Option<Text> {
    let target = case.ctx.sight().record(item.key()?.trim())?;
    if target.document(kind).is_some() {
        return None;
    }
    let document = case.ctx.procedure.document(kind)?.name();
    Some(words::fill(
        "check.expected.having",
        &[("document", document)],
    ))
}

fn include(
    case: &Case<'_>,
    field: &Field,
    wanted: &[Inclusion],
    (item, here): (&Item, Here<'_>),
) -> Option<Text> {
    let mut missing = Vec::new();
    for inclusion in wanted
        .iter()
        .filter(|it| applies(case, it.when.as_ref(), here))
    {
        let entries = item.items().iter();
        let present: BTreeSet<String> = match &inclusion.of {
            Some(key) => entries
                .filter_map(|it| it.member(key)?.item.key())
                .collect(),
            None => entries.filter_map(Item::key).collect(),
        };
        for value in inclusion.values.iter().filter(|it| !present.contains(*it)) {
            missing.push(label(case, field, inclusion.of.as_deref(), value));
        }
    }
    if missing.is_empty() {
        return None;
    }
    Some(words::fill(
        "check.expected.including",
        &[("missing", Text::list(&missing))],
    ))
}

fn be(
    case: &Case<'_>,
    field: &Field,
    wanted: &[(String, Option<Condition>)],
    (item, here): (&Item, Here<'_>),
) -> Option<Text> {
    let (value, _) = wanted
        .iter()
        .find(|(_, when)| applies(case, when.as_ref(), here))?;
    if item.key().as_deref() == Some(value) {
        return None;
    }
    let label = label(case, field, None, value);
    Some(words::fill("check.expected.value", &[("value", label)]))
}

fn end_with(key: &str, document: Option<&Member>, item: &Item) -> Option<Text> {
    let wanted = document?.item.key()?;
    let last = item
        .items()
        .last()
        .and_then(|it| it.member(key))
        .and_then(|it| it.item.key());
    if last.as_deref().map(text::normal) == Some(text::normal(&wanted)) {
        return None;
    }
    Some(words::fill(
        "check.expected.last",
        &[("value", Text::plain(wanted))],
    ))
}

fn applies(case: &Case<'_>, when: Option<&Condition>, here: Here<'_>) -> bool {
    when.is_none_or(|it| {
        condition::holds(
            case.ctx.sight(),
            case.record,
            case.ctx.procedure,
            here.near,
            it,
        )
    })
}

/// What people call a value of a field, or of a field of its entries.
fn label(case: &Case<'_>, field: &Field, of: Option<&str>, value: &str) -> Text {
    let of = of.and_then(|of| {
        crate::book::select::inner(&field.kind)
            .iter()
            .find(|it| it.name == of)
    });
    let place = crate::source::Place::default();
    let value = match of.map_or(&field.kind, |it| &it.kind) {
        FieldKind::Bool => Value::Bool(value == "true"),
        _ => Value::Key(value.to_owned()),
    };
    let item = Item { place, value };
    crate::book::select::show(
        case.ctx.procedure,
        case.ctx.config,
        of.or(Some(field)),
        &item,
    )
}
