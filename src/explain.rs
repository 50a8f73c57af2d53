//! The manual page of anything that has an id: a rule, a clause, a document
//! type, a field, a route, a state, a role, a check kind, a finding of the engine.
//!
//! A page is made from the procedure and the tables of words, and from nothing
//! else, so that it cannot drift from what is checked. A new kind of thing is a
//! file here and a line in [`Manual::explain`] and [`Manual::ids`].
//!
//! How one record stands to a rule is another page of the same form: [`verdict`].

pub mod document;
pub mod engine;
pub mod flow;
pub mod rule;
pub mod seal;
pub mod text;
pub mod verdict;
pub mod when;

use jiff::tz::TimeZone;

use crate::error::Error;
use crate::lang::{Text, placeholders};
use crate::procedure::Procedure;
use crate::source::Sources;
use crate::text::{nearest, normal};
use crate::words;

/// What manual pages are made from.
#[derive(Clone, Copy, Debug)]
pub struct Manual<'a> {
    /// The texts, for where things are defined.
    pub sources: &'a Sources,
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The zone of the portal, in which moments are shown.
    pub zone: &'a TimeZone,
}

/// A manual page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The id.
    pub id: String,
    /// What kind of thing it is, such as `rule`.
    pub kind: Text,
    /// Its title.
    pub title: Text,
    /// What there is to say, in order.
    pub parts: Vec<Part>,
}

/// A part of a manual page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its heading; the first part may have none.
    pub heading: Text,
    /// What it says.
    pub body: Body,
}

/// What a part says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Sentences; blank lines divide paragraphs.
    Prose(Text),
    /// Terms and what is to be said of them.
    List(Vec<(Text, Text)>),
    /// An example, as it is written.
    Code(String),
    /// Examples, each under the name of its file; none: there is no such file.
    Excerpts(Vec<(Text, Option<String>)>),
    /// Values under each other, each with its place.
    Table(Vec<Row>),
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A sentence about what stands beneath it.
    Line(Text),
    /// A value.
    Value {
        /// What it is.
        label: Text,
        /// What it says.
        value: Text,
        /// Where it stands; empty if it stands nowhere.
        place: String,
    },
}

impl Manual<'_> {
    /// The page of `id`.
    pub fn explain(&self, id: &str) -> Result<Page, Error> {
        let id = id.trim();
        self.page(id).ok_or_else(|| {
            let ids = self.ids();
            let candidates = ids.iter().map(String::as_str);
            Error::UnknownId {
                id: id.to_owned(),
                nearest: nearest(id, candidates).map(str::to_owned),
            }
        })
    }

    /// Every id that has a page, fields of documents included, sorted.
    pub fn ids(&self) -> Vec<String> {
        let procedure = self.procedure;
        let mut ids: Vec<String> = procedure.rules.iter().map(|it| it.id.clone()).collect();
        ids.extend(procedure.clauses().map(|(_, it)| it.id.clone()));
        ids.extend(procedure.sections.iter().map(|it| it.number.clone()));
        ids.extend(document::ids(procedure));
        ids.extend(flow::ids(procedure));
        ids.extend(engine::ids());
        ids.sort();
        ids.dedup();
        ids
    }

    fn page(&self, id: &str) -> Option<Page> {
        self.exact(id).or_else(|| {
            // Rules and clauses are named in print in capitals; nobody should have to type them.
            let wanted = normal(id);
            let ids = self.ids();
            let same = ids.iter().find(|it| normal(it) == wanted)?;
            self.exact(same)
        })
    }

    fn exact(&self, id: &str) -> Option<Page> {
        rule::page(self, id)
            .or_else(|| rule::clause(self, id))
            .or_else(|| rule::section(self, id))
            .or_else(|| document::page(self, id))
            .or_else(|| document::field(self, id))
            .or_else(|| flow::page(self, id))
            .or_else(|| engine::page(self, id))
    }
}

impl Page {
    fn new(id: &str, kind: &str, title: Text) -> Self {
        Self {
            id: id.to_owned(),
            kind: words::text(&format!("explain.kind.{kind}")),
            title,
            parts: Vec::new(),
        }
    }

    /// Adds a part, unless there is nothing in it.
    fn add(&mut self, heading: &str, body: Body) {
        let is_empty = match &body {
            Body::Prose(text) => text.is_empty(),
            Body::List(items) => items.is_empty(),
            Body::Code(text) => text.trim().is_empty(),
            Body::Excerpts(all) => all.is_empty(),
            Body::Table(rows) => rows.is_empty(),
        };
        if !is_empty {
            let heading = match heading {
                "" => Text::default(),
                id => words::text(&format!("explain.{id}")),
            };
            self.parts.push(Part { heading, body });
        }
    }

    /// Adds prose.
    fn say(&mut self, heading: &str, text: Text) {
        self.add(heading, Body::Prose(text));
    }

    /// Adds a list.
    fn list(&mut self, heading: &str, items: impl IntoIterator<Item = (Text, Text)>) {
        self.add(heading, Body::List(items.into_iter().collect()));
    }
}

/// An id as a term.
fn id(text: &str) -> Text {
    Text::plain(text)
}

/// A help without what differs from case to case: what stands in brackets goes, the rest is dots.
fn general(help: &Text) -> Text {
    let dots = |text: &str| {
        let mut general = text.to_owned();
        for name in placeholders(text) {
            for (open, close) in [("（", "）"), (" (", ")"), ("(", ")")] {
                general = general.replace(&format!("{open}{{{name}}}{close}"), "");
            }
            general = general.replace(&format!("{{{name}}}"), "…");
        }
        general
    };
    Text::from_fn(|lang| dots(help.get(lang)))
}

#[cfg(test)]
mod tests;
