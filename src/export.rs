//! The population of changes in the formats of other tools.
//!
//! A [`Population`] is a plain value: one row a change, with keys for programs
//! and labels for people. Whoever makes it has decided what may be printed;
//! here it only takes a form. The same population gives the same bytes.
//!
//! - [`csv`]: for spreadsheets and scripts, safe against formulas
//! - [`json`]: for programs, with a schema
//! - [`xlsx`]: for people with a spreadsheet program
//! - [`sample`]: which rows an auditor draws, so that another one draws the same

pub mod csv;
pub mod json;
pub mod sample;
pub mod xlsx;

use jiff::tz::TimeZone;

use crate::lang::Text;
use crate::moment::Moment;

/// Every change of a portal, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Population {
    /// The moment for which it was counted.
    pub as_of: Moment,
    /// The zone in which moments are printed.
    pub zone: TimeZone,
    /// The changes.
    pub rows: Vec<Row>,
}

/// A key and what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// As programs know it.
    pub id: String,
    /// As people do.
    pub label: Text,
}

/// A change.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its system.
    pub system: Option<Key>,
    /// Its route.
    pub route: Option<Key>,
    /// The state that its events show.
    pub state: Key,
    /// The state that its head declares.
    pub declared: Option<Key>,
    /// `non_compliant`, `in_progress` or `compliant`.
    pub standing: Key,
    /// When it was opened.
    pub opened: Option<Moment>,
    /// When the first planned window begins.
    pub planned_from: Option<Moment>,
    /// When the last planned window ends.
    pub planned_until: Option<Moment>,
    /// The last thing that happened.
    pub last_event: Option<Key>,
    /// And when.
    pub last_at: Option<Moment>,
    /// How many rounds it took so far; a rejection, a rollback or a reopening begins the next.
    pub rounds: usize,
    /// Unwaived errors.
    pub errors: usize,
    /// Unwaived warnings, the undecidable ones included.
    pub warnings: usize,
    /// What the facts cannot decide.
    pub indeterminate: usize,
    /// The rules that could not judge it because what they rest on cannot be read; no finding of theirs says so.
    pub unjudged: usize,
    /// Waived findings.
    pub waived: usize,
    /// Its page, from the root of the site.
    pub page: String,
    /// Its head, from the root of the portal.
    pub path: String,
}

/// What a cell of a table holds.
#[derive(Clone, Debug)]
pub enum Cell<'a> {
    /// Words that somebody wrote.
    Text(&'a str),
    /// A key and its label.
    Key(Option<&'a Key>),
    /// A day or an instant.
    Moment(Option<&'a Moment>),
    /// A count.
    Number(usize),
}

/// The key of a column and what a row has in it.
pub type Column = (&'static str, fn(&Row) -> Cell<'_>);

/// The columns of a table: the key of each and what stands in it.
pub const COLUMNS: [Column; 20] = [
    ("id", |it| Cell::Text(&it.id)),
    ("title", |it| Cell::Text(&it.title)),
    ("system", |it| Cell::Key(it.system.as_ref())),
    ("route", |it| Cell::Key(it.route.as_ref())),
    ("state", |it| Cell::Key(Some(&it.state))),
    ("declared_state", |it| Cell::Key(it.declared.as_ref())),
    ("standing", |it| Cell::Key(Some(&it.standing))),
    ("opened", |it| Cell::Moment(it.opened.as_ref())),
    ("planned_from", |it| Cell::Moment(it.planned_from.as_ref())),
    ("planned_until", |it| {
        Cell::Moment(it.planned_until.as_ref())
    }),
    ("last_event", |it| Cell::Key(it.last_event.as_ref())),
    ("last_at", |it| Cell::Moment(it.last_at.as_ref())),
    ("rounds", |it| Cell::Number(it.rounds)),
    ("errors", |it| Cell::Number(it.errors)),
    ("warnings", |it| Cell::Number(it.warnings)),
    ("indeterminate", |it| Cell::Number(it.indeterminate)),
    ("unjudged", |it| Cell::Number(it.unjudged)),
    ("waived", |it| Cell::Number(it.waived)),
    ("page", |it| Cell::Text(&it.page)),
    ("path", |it| Cell::Text(&it.path)),
];
