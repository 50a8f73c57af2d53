//! The text of the procedure, clause by clause, with where each comes from.

use crate::lang::Text;
use crate::source::Place;

use super::edition::InForce;

/// A section of the procedure.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its number in the contents, such as `4.2`.
    pub number: String,
    /// Its title.
    pub title: Text,
    /// A sentence before its clauses.
    pub intro: Text,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// The top of its file.
    pub place: Place,
}

/// A clause.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// Its id, which is its anchor too.
    pub id: String,
    /// Where the words come from.
    pub origin: Origin,
    /// Whether rules check it; else people do.
    pub by_rules: bool,
    /// How the source labels it.
    pub source_label: String,
    /// Its page in the source.
    pub page: String,
    /// Clauses to read with it.
    pub see: Vec<String>,
    /// For which records it is in force; a clause that was replaced stays published.
    pub in_force: InForce,
    /// The clauses that took its place.
    pub superseded_by: Vec<String>,
    /// Framework → items.
    pub controls: Vec<(String, Vec<String>)>,
    /// A remark on its reading.
    pub note: Option<Text>,
    /// Its text.
    pub text: Text,
    /// Where its id stands.
    pub place: Place,
}

/// Where the words of a clause come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// `S`: the source says it.
    #[default]
    Source,
    /// `I`: the source implies it.
    Inferred,
    /// `C`: completed from common practice.
    Completed,
}

impl Origin {
    /// The letter.
    pub fn id(self) -> &'static str {
        match self {
            Self::Source => "S",
            Self::Inferred => "I",
            Self::Completed => "C",
        }
    }
}
