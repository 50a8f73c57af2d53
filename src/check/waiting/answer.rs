//! Who answers for a finding.
//!
//! The help of a rule names people by the place where the record says who they
//! are, `{people.ROLE}` or a field of a document that holds persons; the first
//! that leads to somebody answers. What no help tells is for those who write
//! the document, and then for those who take the record on.

use crate::book::value::{Item, Value};
use crate::book::{Doc, Record, select};
use crate::check::Context;
use crate::finding::Finding;
use crate::lang::{Lang, placeholders};
use crate::procedure::selector::{Root, Selector};

use super::{FEW, Who, add, holders, step};

/// Those who answer for a finding of a record.
pub fn answering(ctx: &Context<'_>, record: &Record, finding: &Finding) -> Vec<Who> {
    let help = ctx
        .procedure
        .rule(&finding.rule)
        .and_then(|it| it.help.as_ref());
    let named = help.map(|it| placeholders(it.get(Lang::Zh)));
    let named = named.into_iter().flatten();
    for name in named {
        let is_document = |it: &str| ctx.procedure.document(it).is_some();
        let Ok(selector) = Selector::parse(name, finding.place, is_document) else {
            continue;
        };
        if let Root::People(role) = &selector.root {
            return holders(record, role);
        }
        let people = people(&select::of_record(record, ctx.procedure, &selector));
        if (1..=FEW).contains(&people.len()) {
            return people;
        }
    }
    let docs = std::iter::once(&record.head).chain(&record.documents);
    let doc = docs
        .into_iter()
        .find(|it| it.source == finding.place.source);
    let writers = doc.and_then(|it: &Doc| ctx.procedure.document(&it.kind));
    let writers = writers.map(|it| it.written_by.iter().map(String::as_str).collect());
    let roles: Vec<&str> = match writers {
        Some(writers) => writers,
        None => step::by(ctx, record),
    };
    let mut all = Vec::new();
    for who in roles.iter().flat_map(|role| holders(record, role)) {
        add(&mut all, who);
    }
    all
}

fn people(items: &[&Item]) -> Vec<Who> {
    let mut all = Vec::new();
    for item in items.iter().flat_map(|it| it.items()) {
        let Value::Person { id: Some(id), .. } = &item.value else {
            continue;
        };
        let who = Who {
            person: Some(id.clone()),
            role: None,
        };
        add(&mut all, who);
    }
    all
}
