//! What a selector must yield for a check to have something to judge.
//!
//! A selector that leads somewhere is not yet one that fits: an order of titles is no order, and a
//! check that is given none of what it judges would be silent on every record.

/// What the values of a selector must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yields {
    /// Whatever it is.
    Anything,
    /// Moments: dates, or events, which stand for their moments.
    Moments,
    /// Persons, one by one or in lists.
    Persons,
    /// The same, or a map from roles to persons.
    Posts,
    /// Entries with fields of their own: those of a list, or events.
    Entries,
    /// Events.
    Events,
    /// The id of a record.
    Record,
    /// A role.
    Role,
}

impl Yields {
    /// Its name in the tables of words.
    pub fn id(self) -> &'static str {
        match self {
            Self::Anything => "anything",
            Self::Moments => "moments",
            Self::Persons => "persons",
            Self::Posts => "posts",
            Self::Entries => "entries",
            Self::Events => "events",
            Self::Record => "record",
            Self::Role => "role",
        }
    }
}
