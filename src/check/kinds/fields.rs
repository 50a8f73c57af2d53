//! The kind `fields`: what must be filled in is.

use crate::check::case::Case;
use crate::check::obligations::walk::{Here, Walk, near_of};
use crate::check::obligations::{headings, is_judged};
use crate::check::reporter::Reporter;
use crate::words;

use super::kind;

kind! {
    /// ## What it checks
    /// That the required fields and headings of a document are there, filled in, and no
    /// placeholders such as `TBD`; that values have the form that their field asks for; that events
    /// have what their type needs. A document is judged once it is due or final, the head always;
    /// what is filled in during the go-live is left to other rules.
    ///
    /// ## Parameters
    /// None: the document types say what is required.
    ///
    /// ## Placeholders
    /// - `field`, `label`: the field by key and by label
    /// - `named`: both, or one of them where they say the same
    /// - `value`: what is written
    /// - `expected`: what must be written
    /// - `document`, `heading`: the document and its heading
    /// - `event`, `missing`: the event and what it lacks
    ///
    /// ## Example
    /// ```yaml
    /// check: fields
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `missing` if a key is not there, as `empty` if nothing stands behind it, as
    /// `placeholder` if only a placeholder does, as `pattern` if the value is not of the form that is
    /// asked for, as `heading` if a heading is missing, as `section_empty` if nothing stands beneath
    /// it, as `event` if an event lacks something.
    "fields", check,
    params: [],
    placeholders: ["field", "label", "named", "value", "expected", "document", "heading", "event", "missing"],
    variants: ["empty", "event", "heading", "missing", "pattern", "placeholder", "section_empty"]
}

fn check<'a>(case: &Case<'a>, report: &mut Reporter<'a>) {
    let record = case.record;
    for doc in std::iter::once(&record.head).chain(&record.documents) {
        let Some(kind) = case.ctx.procedure.document(&doc.kind) else {
            continue;
        };
        if !is_judged(&case.ctx, record, doc) {
            continue;
        }
        report.judged();
        let gone_through = words::text("check.gone-through");
        report.compared(kind.name(), gone_through, Some(doc.place));
        let near = near_of(doc);
        let here = Here {
            path: &doc.kind,
            near: &near,
            holder: doc.foot,
        };
        Walk::new(case, (doc, kind), report).fields(&kind.fields, &doc.fields, here);
        headings::check(case, doc, kind, report);
    }
}
