//! Typed values, each with the place where somebody wrote it.

use crate::moment::Moment;
use crate::source::Place;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub value: Value,
}

/// A key of a map, its place and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_place: Place,
    /// The value.
    pub item: Item,
}

/// What a value is, after its field said what it must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The key is there and nothing stands behind it.
    Empty,
    /// Text, also of references and ids of records.
    Text(String),
    /// The key of an enumeration, a role or a system.
    Key(String),
    /// A person: as written, and the id in the register if there is one.
    Person {
        /// As written.
        written: String,
        /// The id in the register.
        id: Option<String>,
    },
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Number(f64),
    /// A date.
    Moment(Moment),
    /// A list.
    List(Vec<Item>),
    /// A map.
    Map(Vec<Member>),
    /// What does not fit its field, as written; a finding says so.
    Unfit(String),
}

/// The keys by which an entry of a list is called, the first that it has.
pub const ENTRY_NAMES: [&str; 4] = ["id", "no", "name", "type"];

impl Item {
    /// The member `key` of a map.
    pub fn member(&self, key: &str) -> Option<&Member> {
        match &self.value {
            Value::Map(members) => members.iter().find(|it| it.key == key),
            _ => None,
        }
    }

    /// The items of a list; anything else that is not empty is a list of itself.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Empty => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// Every person in it, however deep, in the order written.
    pub fn persons(&self) -> Vec<&Self> {
        match &self.value {
            Value::Person { .. } => vec![self],
            Value::List(items) => items.iter().flat_map(Self::persons).collect(),
            Value::Map(members) => members.iter().flat_map(|it| it.item.persons()).collect(),
            _ => Vec::new(),
        }
    }

    /// The date.
    pub fn moment(&self) -> Option<&Moment> {
        match &self.value {
            Value::Moment(moment) => Some(moment),
            _ => None,
        }
    }

    /// Whether nothing is written: empty, blank, or an empty list or map.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Empty => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(members) => members.is_empty(),
            _ => false,
        }
    }

    /// The text by which two values are compared: keys, ids of persons, numbers as written.
    ///
    /// Dates, lists and maps have none.
    pub fn key(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Key(text) | Value::Unfit(text) => Some(text.clone()),
            Value::Person { written, id } => Some(id.clone().unwrap_or_else(|| written.clone())),
            Value::Bool(it) => Some(it.to_string()),
            Value::Int(it) => Some(it.to_string()),
            Value::Number(it) => Some(it.to_string()),
            Value::Empty | Value::Moment(_) | Value::List(_) | Value::Map(_) => None,
        }
    }
}
