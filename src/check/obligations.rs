//! Plain obligations of the document types: what is due, which fields and headings must be filled in.
//!
//! They are written where a document type is defined, not as rules of their
//! own; the kinds `documents` and `fields` report them under the rule that the
//! procedure names for it.
//!
//! - [`walk`]: fields, entry by entry
//! - [`headings`]: sections of the body
//! - [`outline`]: how the sections of a body are mended and ordered
//! - [`events`]: what an event needs
//! - [`must`]: what else must be true of a value
//! - [`placeholders`]: words that look like an answer and are none

pub mod events;
pub mod headings;
pub mod must;
pub mod outline;
pub mod placeholders;
pub mod walk;

use crate::book::select::Shelf as _;
use crate::book::value::{Item, Member};
use crate::book::{Doc, Record, condition, select};
use crate::procedure::fields::{DocumentType, Due, Required};

use super::{Context, broken};

/// The ways in which a document is due now; none if it is not.
pub fn due<'a>(ctx: &Context<'a>, record: &Record, kind: &'a DocumentType) -> Vec<&'a Due> {
    if record.life.quiet {
        return Vec::new();
    }
    kind.due
        .iter()
        .filter(|it| Some(&it.route) == record.route.as_ref() && record.life.has_reached(&it.from))
        .filter(|it| {
            let near: [&[Member]; 1] = [&record.head.fields];
            it.when
                .as_ref()
                .is_none_or(|it| condition::holds(ctx.sight(), record, ctx.procedure, &near, it))
        })
        .collect()
}

/// Whether the document exists, or that of a linked record which will do as well.
pub fn is_met(ctx: &Context<'_>, record: &Record, kind: &DocumentType, due: &Due) -> bool {
    let elsewhere = due.via.as_ref().is_some_and(|via| {
        select::select(ctx.sight(), record, ctx.procedure, via)
            .into_iter()
            .flat_map(Item::items)
            .filter_map(Item::key)
            .filter_map(|id| ctx.sight().record(id.trim()))
            .any(|it| it.document(&kind.id).is_some())
    });
    elsewhere || record.document(&kind.id).is_some()
}

/// Whether the fields and headings of a document are judged: it is the head, due, or final.
pub fn is_judged(ctx: &Context<'_>, record: &Record, doc: &Doc) -> bool {
    let kind = ctx.procedure.document(&doc.kind);
    !broken::is_broken(ctx, doc)
        && (doc.source == record.head.source
            || doc.is_final
            || kind.is_some_and(|it| !due(ctx, record, it).is_empty()))
}

/// Whether something is required now; `near` are the members in which bare names are looked up.
pub fn is_required(
    ctx: &Context<'_>,
    record: &Record,
    near: condition::Near<'_>,
    required: &Required,
) -> bool {
    match required {
        Required::Always => true,
        Required::Never => false,
        Required::When(it) => condition::holds(ctx.sight(), record, ctx.procedure, near, it),
    }
}
