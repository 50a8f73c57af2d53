//! A list that was carried out beside the list that planned it.
//!
//! Only the procedure can know that the rows of one document answer the steps
//! of another, and by which fields. Pages use this to show both side by side;
//! no rule looks at it.

use super::selector::Selector;

/// Rows of a document beside the steps that planned them.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The rows that were carried out.
    pub rows: Selector,
    /// The field of a row that names its step.
    pub names: String,
    /// The steps that were planned.
    pub plan: Selector,
    /// The field of a step by which it is named.
    pub by: String,
    /// What each step and its row say of the same thing.
    pub compare: Vec<Compare>,
    /// The names of the steps that need a row; all of them if absent.
    pub needed: Option<Selector>,
    /// The rows that did not go as planned.
    pub deviating: Option<Selector>,
    /// What was written about such a row.
    pub explained: Option<Explained>,
}

/// What is held beside each other.
#[derive(Clone, Debug)]
pub enum Compare {
    /// A field of the step and one of the row.
    Field {
        /// Of the step.
        plan: String,
        /// Of the row.
        done: String,
    },
    /// Minutes that were planned, and the times between which it was done.
    Minutes {
        /// Of the step.
        plan: String,
        /// Of the row: from when.
        from: String,
        /// Of the row: to when.
        to: String,
    },
}

/// Entries that explain rows.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The entries.
    pub by: Selector,
    /// The field of an entry that names the row.
    pub names: String,
    /// The fields of a row by any of which it is named.
    pub of: Vec<String>,
}
