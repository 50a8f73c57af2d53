//! Who is meant by a written name, and who stands for a role.
//!
//! Identity is decided by the id in the register after width, blanks and
//! aliases are folded, because a plain comparison of strings would let
//! somebody approve their own work under another spelling.

use jiff::civil::Date;

use crate::procedure::registers::{Person, Registers};
use crate::source::Place;
use crate::text;

use super::value::{Item, Member, Value};

/// The person of the register whom `written` means, by id, name or alias.
///
/// A title in brackets behind the name, as in `张三(工程总监)`, is passed over.
pub fn resolve<'a>(registers: &'a Registers, written: &str) -> Option<&'a Person> {
    let by = |name: &str| {
        let wanted = text::normal(name);
        registers.people.iter().find(|person| {
            std::iter::once(&person.id)
                .chain(std::iter::once(&person.name))
                .chain(&person.aliases)
                .any(|it| text::normal(it) == wanted)
        })
    };
    by(written).or_else(|| by(name_of(written)))
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
