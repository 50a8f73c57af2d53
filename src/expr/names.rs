//! The names that an expression may use, as a tree made by the loader of a procedure.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// What stands behind a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A value without parts, one of these keys if any are listed.
    Value(Vec<String>),
    /// A list.
    List(Box<Shape>),
    /// A map with exactly these fields.
    Map(BTreeMap<String, Shape>),
    /// Anything; nothing behind it is checked.
    Any,
}

impl Shape {
    /// A value of which nothing more is known.
    pub fn plain() -> Self {
        Self::Value(Vec::new())
    }

    /// A list of such things.
    pub fn list_of(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// What an entry of it is, if it is a list; of a map, its keys.
    pub(super) fn item<'a>(shape: &Cow<'a, Self>) -> Cow<'a, Self> {
        match shape {
            Cow::Borrowed(Self::List(item)) => Cow::Borrowed(item),
            Cow::Owned(Self::List(item)) => Cow::Owned((**item).clone()),
            other => match &**other {
                Self::Map(fields) => Cow::Owned(Self::Value(fields.keys().cloned().collect())),
                _ => Cow::Owned(Self::Any),
            },
        }
    }

    /// What the shape of plain data is.
    pub fn of_json(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Array(items) => {
                Self::list_of(items.first().map_or(Self::Any, Self::of_json))
            }
            serde_json::Value::Object(fields) => Self::Map(
                fields
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::of_json(value)))
                    .collect(),
            ),
            _ => Self::plain(),
        }
    }
}

/// The tree of names: the roots and what stands behind each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    roots: BTreeMap<String, Shape>,
}

impl Names {
    /// Adds a root, or replaces it.
    pub fn add(&mut self, name: &str, shape: Shape) {
        self.roots.insert(name.to_owned(), shape);
    }

    /// What stands behind a root.
    pub fn root(&self, name: &str) -> Option<&Shape> {
        self.roots.get(name)
    }

    /// Puts `shape` under `name` of a root that is a map.
    pub fn add_under(&mut self, root: &str, name: &str, shape: Shape) {
        if let Some(Shape::Map(fields)) = self.roots.get_mut(root) {
            fields.insert(name.to_owned(), shape);
        }
    }

    pub(super) fn known(&self) -> Vec<String> {
        self.roots.keys().cloned().collect()
    }
}
