//! The documents of a record: front matter as a form, body as prose.

use serde::Serialize;

use crate::book::Doc;
use crate::finding::Outcome;
use crate::procedure::fields::{DocumentType, Field, FieldKind};
use crate::site::address::Href;
use crate::site::desk::{Here, Target};
use crate::site::findings::Finding;
use crate::site::lists::Link;
use crate::site::prose::Scope;
use crate::site::text::{Said, foreign};
use crate::site::values::Row;

/// A document.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    /// Its anchor: the id of its type.
    pub(crate) anchor: String,
    pub(crate) name: Said,
    pub(crate) template: Option<Href>,
    pub(crate) path: String,
    pub(crate) edit: Option<Href>,
    /// Who edited it last, if that can be known.
    pub(crate) edited: Option<String>,
    /// Whether its front matter could be read.
    pub(crate) readable: bool,
    pub(crate) rows: Vec<Row>,
    /// The body, sanitised; nothing if it is empty.
    pub(crate) html: Option<String>,
    pub(crate) lang: Option<&'static str>,
    /// What is wrong in this file.
    pub(crate) findings: Vec<Finding>,
}

/// The head and every document, in the order of the procedure.
pub(super) fn all(here: &Here<'_>, index: usize) -> Vec<Document> {
    let record = here.desk.record(index);
    std::iter::once(&record.head)
        .chain(&record.documents)
        .map(|it| document(here, index, it))
        .collect()
}

fn document(here: &Here<'_>, index: usize, doc: &Doc) -> Document {
    let desk = here.desk;
    let procedure = desk.ctx.procedure;
    let kind = procedure.document(&doc.kind);
    let source = desk.ctx.sources.get(doc.source);
    let body = doc.document.body.span;
    let body = Some(&source.text()[body.start..body.end]).filter(|it| !it.trim().is_empty());
    let prefix = format!("{}-", doc.kind);
    let scope = Scope {
        path: source.path(),
        prefix: &prefix,
        shift: 2,
    };
    let origin = here.origin(doc.place);
    // What reading found; the rules speak of what they could not see either.
    let is_here = |it: &&crate::finding::Finding| {
        it.place.source == doc.source && procedure.rule(&it.rule).is_none()
    };
    Document {
        anchor: doc.kind.clone(),
        name: kind.map_or_else(|| here.said(&doc.kind), |it| here.say(&it.name())),
        template: here
            .href(Target::Template(&doc.kind))
            .filter(|_| kind.is_some()),
        path: origin.path,
        edit: origin.edit,
        edited: desk.history.log().map(|_| here.last_edit(source.path())),
        readable: doc.readable,
        rows: kind.map_or_else(Vec::new, |it| rows(here, doc, it)),
        html: body.map(|it| here.prose(it, scope)),
        lang: body
            .and_then(|it| foreign(it, here.lang))
            .map(crate::lang::Lang::tag),
        findings: if doc.readable {
            Vec::new()
        } else {
            desk.found(index)
                .filter(is_here)
                .map(|it| here.finding(it))
                .collect()
        },
    }
}

fn rows(here: &Here<'_>, doc: &Doc, kind: &DocumentType) -> Vec<Row> {
    let leave_out = |field: &Field| is_elsewhere(here, kind, field);
    here.form(&kind.fields, &doc.fields, &leave_out, Some(&doc.kind))
}

/// Whether a field is shown elsewhere on the page: the id, the title, the events, the waivers, the type.
fn is_elsewhere(here: &Here<'_>, kind: &DocumentType, field: &Field) -> bool {
    let shape = &here.desk.ctx.procedure.records;
    let is_head = here
        .desk
        .ctx
        .procedure
        .documents
        .first()
        .is_some_and(|it| it.id == kind.id);
    let (keys, names) = if is_head {
        (&shape.keys, &["id", "title"][..])
    } else {
        (&shape.document_keys, &["type", "record"][..])
    };
    let is_key = names.iter().any(|it| keys.get(*it) == Some(&field.name));
    is_key || matches!(field.kind, FieldKind::Events | FieldKind::Waivers)
}

/// Documents that findings of the documents obligation call for.
pub(super) fn missing(here: &Here<'_>, index: usize) -> Vec<Link> {
    let desk = here.desk;
    let rule = desk.ctx.procedure.obligations.documents.as_deref();
    let missed = desk
        .found(index)
        .filter(|it| Some(it.rule.as_str()) == rule && it.outcome == Outcome::Violated);
    let kinds = missed.filter_map(|found| {
        desk.ctx.procedure.documents.iter().find(|kind| {
            found
                .key
                .split(['.', ':', '/', '[', ']'])
                .any(|it| it == kind.id)
        })
    });
    let link = |kind: &DocumentType| {
        Some(Link {
            label: here.say(&kind.name()),
            href: here.href(Target::Template(&kind.id))?,
        })
    };
    kinds.filter_map(link).collect()
}
