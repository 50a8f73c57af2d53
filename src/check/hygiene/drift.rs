//! Open records that were started from templates of another edition.
//!
//! A finished record keeps the form that it had; in an open one somebody can
//! still add what the templates have learnt since.

use crate::check::Context;
use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;

/// One finding a record.
pub(super) fn look(ctx: &Context<'_>) -> Vec<Finding> {
    let procedure = ctx.procedure;
    let Some((current, field)) = procedure
        .records
        .templates
        .as_ref()
        .zip(procedure.records.keys.get("templates"))
    else {
        return Vec::new();
    };
    let open = ctx.book.records.iter().filter(|it| !it.life.terminal);
    open.filter_map(|record| {
        let written = record.head.field(field)?;
        let edition = written.item.key()?;
        (edition != *current).then(|| {
            let args = [
                ("edition", Text::plain(edition)),
                ("current", Text::plain(current.clone())),
                ("field", Text::plain(field.clone())),
            ];
            let mut finding = notice::finding("template-drift", written.item.place, &args);
            finding.record = Some(record.id.clone());
            finding.key.clone_from(field);
            finding
        })
    })
    .collect()
}
