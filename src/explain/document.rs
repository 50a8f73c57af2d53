//! Document types and their fields, by paths such as `TYPE.FIELD.FIELD`.

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::{DocumentType, Due, Field, FieldKind, Required};
use crate::words;

use super::rule::{clauses, from};
use super::{Body, Manual, Page, id, when};

/// Every document type and every path of a field.
pub fn ids(procedure: &Procedure) -> Vec<String> {
    let mut ids = Vec::new();
    for kind in &procedure.documents {
        ids.push(kind.id.clone());
        paths(&kind.id, &kind.fields, &mut ids);
    }
    ids
}

fn paths(above: &str, fields: &[Field], ids: &mut Vec<String>) {
    for field in fields {
        let path = format!("{above}.{}", field.name);
        paths(&path, inner(field), ids);
        ids.push(path);
    }
}

/// The fields of an object, or of the objects in a list.
fn inner(field: &Field) -> &[Field] {
    match &field.kind {
        FieldKind::Object(fields) => fields,
        FieldKind::List(of) => inner(of),
        _ => &[],
    }
}

/// The page of a document type.
pub fn page(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let kind = manual.procedure.document(wanted)?;
    let mut page = Page::new(&kind.id, "document", kind.name());
    page.say("", kind.purpose.clone());
    page.list("due", kind.due.iter().map(|it| due(manual, it)));
    page.list("facts", facts(manual, kind));
    page.list("fields", kind.fields.iter().map(|it| row(manual, it)));
    let headings = kind.headings.iter().map(|it| {
        let condition = it.when.as_ref();
        let only = condition.map(|it| when::only(manual.procedure, it));
        (it.text.clone(), only.unwrap_or_default())
    });
    page.list("headings", headings);
    page.list("clauses", clauses(manual, &kind.clauses));
    page.say("defined", manual.sources.cite(kind.place).into());
    Some(page)
}

/// The page of a field.
pub fn field(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let mut steps = wanted.split('.');
    let kind = manual.procedure.document(steps.next()?)?;
    let mut fields = kind.fields.as_slice();
    let mut found = None;
    for step in steps {
        let field = fields.iter().find(|it| it.name == step)?;
        fields = inner(field);
        found = Some(field);
    }
    let field = found?;
    let mut page = Page::new(wanted, "field", field.label.clone());
    page.say("", field.note.clone().unwrap_or_default());
    page.list("facts", constraints(manual, field));
    page.list("values", values(&field.kind));
    page.list("fields", inner(field).iter().map(|it| row(manual, it)));
    page.add("example", Body::Code(example(field)));
    page.list("in-document", [(id(&kind.id), kind.name())]);
    page.say("defined", manual.sources.cite(field.place).into());
    Some(page)
}

fn due(manual: &Manual<'_>, due: &Due) -> (Text, Text) {
    let mut notes: Vec<Text> = Vec::new();
    notes.extend(due.when.as_ref().map(|it| when::only(manual.procedure, it)));
    if let Some(via) = &due.via {
        let via = id(&via.text);
        notes.push(words::fill("explain.via", &[("field", via)]));
    }
    (from(manual, &due.route, &due.from), Text::list(&notes))
}

fn facts(manual: &Manual<'_>, kind: &DocumentType) -> Vec<(Text, Text)> {
    let word = |it: &str| words::text(&format!("explain.{it}"));
    let mut items = Vec::new();
    if !kind.file.is_empty() {
        items.push((word("file"), id(&kind.file)));
    }
    items.extend(kind.template.iter().map(|it| (word("template"), id(it))));
    if !kind.written_by.is_empty() {
        let roles = kind
            .written_by
            .iter()
            .map(|it| manual.procedure.role_label(it));
        items.push((word("written-by"), Text::list(&roles.collect::<Vec<_>>())));
    }
    items
}

/// A field in a list of fields: its key, then what it is called and when it is due.
fn row(manual: &Manual<'_>, field: &Field) -> (Text, Text) {
    let args = [
        ("label", field.label.clone()),
        ("type", type_name(&field.kind)),
        ("required", required(manual, field)),
    ];
    (id(&field.name), words::fill("explain.field-row", &args))
}

fn constraints(manual: &Manual<'_>, field: &Field) -> Vec<(Text, Text)> {
    let word = |it: &str| words::text(&format!("explain.{it}"));
    let mut items = vec![
        (word("type"), type_name(&field.kind)),
        (word("required"), required(manual, field)),
    ];
    let notes = [
        ("may-be-empty", field.may_be_empty),
        ("one-or-more", field.one_or_more),
        ("executed", field.executed),
    ];
    for (name, holds) in notes {
        if holds {
            items.push((word("also"), word(name)));
        }
    }
    if let Some(head) = &field.same_as {
        items.push((word("same-as"), id(&head.text)));
    }
    if let Some(entries) = &field.names {
        items.push((word("names"), id(&entries.text)));
    }
    if let Some(pattern) = &field.pattern {
        items.push((word("pattern"), id(pattern.as_str())));
    }
    let bounds = [("at-least", field.at_least), ("at-most", field.at_most)];
    for (name, bound) in bounds {
        items.extend(bound.map(|it| (word(name), Text::plain(it.to_string()))));
    }
    items
}

fn required(manual: &Manual<'_>, field: &Field) -> Text {
    match &field.required {
        Required::Always => words::text("explain.required-always"),
        Required::Never => words::text("explain.required-never"),
        Required::When(condition) => when::only(manual.procedure, condition),
    }
}

/// What a field holds, in words.
fn type_name(kind: &FieldKind) -> Text {
    match kind {
        FieldKind::List(of) => words::fill("explain.type-of.list", &[("of", type_name(&of.kind))]),
        kind => words::text(&format!("explain.type-of.{}", kind.id())),
    }
}

fn values(kind: &FieldKind) -> Vec<(Text, Text)> {
    match kind {
        FieldKind::Enum(values) => values
            .iter()
            .map(|it| (id(&it.key), it.label.clone()))
            .collect(),
        FieldKind::List(of) => values(&of.kind),
        _ => Vec::new(),
    }
}

fn example(field: &Field) -> String {
    let value = field.example.as_deref();
    value
        .map(|it| format!("{}: {it}", field.name))
        .unwrap_or_default()
}
