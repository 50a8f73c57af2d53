//! The values that a selector points at.

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::selector::Selector;

use super::value::Item;
use super::{Book, Record};

/// The values that `selector` points at, in reading order; lists are entered.
///
/// Absent values are left out; a key with nothing behind it is there as [`super::value::Value::Empty`].
pub fn select<'a>(book: &'a Book, record: &'a Record, procedure: &Procedure, selector: &Selector) -> Vec<&'a Item> {
    let _ = (book, record, procedure, selector);
    Vec::new()
}

/// What people call the thing that a selector points at: the label of its last field, of its event or role.
pub fn label(procedure: &Procedure, selector: &Selector) -> Text {
    let _ = procedure;
    Text::plain(selector.text.clone())
}

/// A value as people read it: labels of keys, names of people, dates in the portal's zone, lists joined.
///
/// `selector` says which field it came from, for the labels of its enumeration.
pub fn show(procedure: &Procedure, config: &Config, selector: &Selector, item: &Item) -> Text {
    let _ = (procedure, config, selector, item);
    Text::default()
}
