//! Whether a condition holds for a record.

use crate::procedure::Procedure;
use crate::procedure::fields::Condition;

use super::value::Member;
use super::{Book, Record};

/// Where the bare names of a condition are looked up, the nearest first: the
/// members of the object that holds the field, then those of its document.
pub type Near<'a> = &'a [&'a [Member]];

/// Whether all tests of `condition` hold.
pub fn holds(
    book: &Book,
    record: &Record,
    procedure: &Procedure,
    near: Near<'_>,
    condition: &Condition,
) -> bool {
    let _ = (book, record, procedure, near, condition);
    false
}
