//! Who is meant by a written name, and who stands for a role.
//!
//! Identity is decided by the id in the register after width, blanks and
//! aliases are folded, because a plain comparison of strings would let
//! somebody approve their own work under another spelling.
//!
//! A written name is held against the ids first, then the names, then the
//! aliases. Two people of one company may share a name: the register keeps both,
//! and a record that writes nothing but that name does not say whom it means,
//! which is told where it stands. Guessing would give somebody the acts of another. An
//! id or an alias serves to tell people apart, so no two may share one; the
//! loader of the register says so.

use jiff::civil::Date;

use crate::procedure::registers::{Person, Registers};
use crate::source::Place;
use crate::text;

use super::value::{Item, Member, Value};

/// Whom a written name means.
#[derive(Debug)]
pub enum Meant<'a> {
    /// This person.
    One(&'a Person),
    /// Any of these.
    Several(Vec<&'a Person>),
    /// Nobody in the register.
    Nobody,
}

/// Whom of the register `written` means, by id, name or alias.
///
/// A title in brackets behind the name, as in `张三(工程总监)`, is passed over.
pub fn meant<'a>(registers: &'a Registers, written: &str) -> Meant<'a> {
    let all = &registers.people;
    // Most records write ids as they are.
    if let Some(person) = all.iter().find(|it| it.id == written) {
        return Meant::One(person);
    }
    match by_any_name(all, written) {
        Meant::Nobody => by_any_name(all, name_of(written)),
        found => found,
    }
}

fn by_any_name<'a>(all: &'a [Person], written: &str) -> Meant<'a> {
    let wanted = text::normal(written);
    let is = |it: &String| text::normal(it) == wanted;
    let by_id = all.iter().filter(|it| is(&it.id));
    let by_name = all.iter().filter(|it| is(&it.name));
    let by_alias = all.iter().filter(|it| it.aliases.iter().any(is));
    let mut found: Vec<_> = by_id.collect();
    if found.is_empty() {
        found = by_name.collect();
    }
    if found.is_empty() {
        found = by_alias.collect();
    }
    match found[..] {
        [] => Meant::Nobody,
        [one] => Meant::One(one),
        _ => Meant::Several(found),
    }
}

/// The one person of the register whom `written` means.
pub fn resolve<'a>(registers: &'a Registers, written: &str) -> Option<&'a Person> {
    match meant(registers, written) {
        Meant::One(person) => Some(person),
        Meant::Several(_) | Meant::Nobody => None,
    }
}

/// A written name without the title in brackets behind it.
pub fn name_of(written: &str) -> &str {
    let name = written.split_once(['(', '（']).map(|(name, _)| name);
    name.filter(|it| !it.trim().is_empty()).unwrap_or(written)
}

/// A written name as a value.
pub fn person(registers: &Registers, written: &str, place: Place) -> Item {
    let id = resolve(registers, written).map(|it| it.id.clone());
    let value = Value::Person {
        written: written.to_owned(),
        id,
    };
    Item { place, value }
}

/// Who stands for `role`: those the record names, else those of its system, else every holder that day.
pub fn standing(
    registers: &Registers,
    named: &[Member],
    system: Option<&str>,
    role: &str,
    day: Date,
) -> Vec<Item> {
    if let Some(member) = named
        .iter()
        .find(|it| it.key == role && !it.item.is_empty())
    {
        return member.item.items().to_vec();
    }
    let of_system = registers
        .systems
        .iter()
        .find(|it| Some(it.id.as_str()) == system)
        .and_then(|it| {
            it.people
                .iter()
                .find(|(key, _)| key == role)
                .map(|people| (it, people))
        });
    if let Some((system, (_, people))) = of_system {
        return people
            .iter()
            .map(|it| person(registers, it, system.place))
            .collect();
    }
    registers
        .people
        .iter()
        .filter(|it| it.holds(role, day))
        .map(|it| person(registers, &it.id, it.place))
        .collect()
}
