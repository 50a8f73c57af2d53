//! Whether a condition holds for a record.

use crate::procedure::Procedure;
use crate::procedure::fields::{Condition, Operand, Test, Wanted};

use super::Record;
use super::select::{self, Shelf};
use super::value::{Item, Member};

/// Where the bare names of a condition are looked up, the nearest first: the
/// members of the object that holds the field, then those of its document.
pub type Near<'a> = &'a [&'a [Member]];

/// Whether all tests of `condition` hold.
pub fn holds<'a>(
    shelf: impl Shelf<'a>,
    record: &'a Record,
    procedure: &'a Procedure,
    near: Near<'_>,
    condition: &Condition,
) -> bool {
    condition.tests.iter().all(|test| match test {
        Test::Reached(states) => {
            let of_route = states
                .iter()
                .find(|it| Some(&it.0) == record.route.as_ref());
            of_route.is_some_and(|(_, state)| record.life.has_reached(state))
        }
        Test::Value(operand, wanted) => {
            let items = match operand {
                Operand::Near(name) => near
                    .iter()
                    .find_map(|it| it.iter().find(|member| &member.key == name))
                    .map(|it| vec![&it.item])
                    .unwrap_or_default(),
                Operand::Far(selector) => select::select(shelf, record, procedure, selector),
            };
            is_wanted(&items, wanted)
        }
    })
}

fn is_wanted(items: &[&Item], wanted: &Wanted) -> bool {
    let keys = || items.iter().flat_map(|it| it.items()).filter_map(Item::key);
    let one_of = |among: &[String]| keys().any(|it| among.contains(&it));
    let is_there = items.iter().any(|it| !it.is_empty());
    match wanted {
        Wanted::OneOf(among) => one_of(among),
        Wanted::NoneOf(among) => is_there && !one_of(among),
        Wanted::Any => is_there,
        Wanted::None => !is_there,
    }
}
