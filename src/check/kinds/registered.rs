//! The kind `registered`: nobody is named who is not in the register of people.

use std::collections::BTreeSet;

use crate::book::people::{self, Meant};
use crate::book::select;
use crate::book::value::{Item, Value};
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::procedure::fields::{Field, FieldKind};
use crate::text;

use super::kind;

kind! {
    /// ## What it checks
    /// That everybody whom a record names, in any field of any document and in every event, is in
    /// the register of people: by id, name or another way to write it, whatever the width, the
    /// blanks, or a job title in brackets behind the name. Other kinds pass over a person who is
    /// not there, so that one slip is told once.
    ///
    /// ## Parameters
    /// None: the document types say which fields name people.
    ///
    /// ## Placeholders
    /// - `person`: the name as it is written
    /// - `near`: whoever has a name much like it
    ///
    /// ## Example
    /// ```yaml
    /// check: registered
    /// ```
    ///
    /// ## Outcomes
    /// Violated once for each name that is not in the register, where it stands first; as `near` if
    /// somebody with a name much like it is there. Not applicable if nobody is named.
    "registered", check,
    params: [],
    placeholders: ["person", "near"],
    variants: ["near"]
}

fn check<'a>(case: &Case<'a>, report: &mut Reporter<'a>) {
    let record = case.record;
    let procedure = case.ctx.procedure;
    let mut named: Vec<&Item> = Vec::new();
    let head = procedure.document(&record.head.kind);
    for member in &record.head.fields {
        let field = head.and_then(|it| it.field(&member.key));
        // Events are taken from the record, which knows what has happened; the approvers of
        // waivers are judged with the waivers.
        let elsewhere = |it: &&Field| matches!(it.kind, FieldKind::Events | FieldKind::Waivers);
        if !field.as_ref().is_some_and(elsewhere) {
            named.extend(member.item.persons());
        }
    }
    for event in &record.events {
        named.extend(event.item.persons());
    }
    for member in record.documents.iter().flat_map(|it| &it.fields) {
        named.extend(member.item.persons());
    }
    let mut told = BTreeSet::new();
    for item in named {
        report.judged();
        let Value::Person { written, id: None } = &item.value else {
            continue;
        };
        // A name that several bear is told where it is written.
        if let Meant::Several(_) = people::meant(&procedure.registers, written) {
            continue;
        }
        let name = text::normal(people::name_of(written));
        if !told.insert(name.clone()) {
            continue;
        }
        let registered = &procedure.registers.people;
        let known = registered.iter().flat_map(|it| [&it.id, &it.name]);
        let near = text::nearest(people::name_of(written), known.map(String::as_str));
        let near = near.and_then(|it| people::resolve(&procedure.registers, it));
        let show = |id| select::person_name(procedure, case.ctx.config, written, id);
        let mut args = vec![("person", show(None))];
        args.extend(near.map(|it| ("near", show(Some(&it.id)))));
        let variant = if near.is_some() { "near" } else { "default" };
        report.violated(variant, spot(item.place, format!("person[{name}]")), &args);
    }
}
