//! Examples of a rule: excerpts of a record that keep it or violate it.
//!
//! An excerpt is a few lines of the front matter of one document. Which document it is of is said
//! beside it and not in it, so that a reader knows where the lines stand and a test can put them
//! into a whole record and judge it.

use crate::lang::Text;

use super::Procedure;

/// Some lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The id of another record, where the lines are not of the one at hand.
    pub record: Option<String>,
    /// The file.
    pub of: Of,
    /// The lines; none: the record lacks the document.
    pub text: Option<String>,
}

/// The file that an excerpt is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// The document of this type.
    Document(String),
    /// Another file of the portal, by its path: a register, or the configuration with its day.
    File(String),
}

impl Procedure {
    /// What people call the file of an excerpt.
    pub fn name_of(&self, excerpt: &Excerpt) -> Text {
        let name = match &excerpt.of {
            Of::Document(id) => match self.document(id) {
                Some(document) => document.name(),
                None => Text::plain(id.clone()),
            },
            Of::File(path) => Text::plain(path.clone()),
        };
        match &excerpt.record {
            Some(record) => Text::from_fn(|lang| format!("{record} · {}", name.get(lang))),
            None => name,
        }
    }
}
