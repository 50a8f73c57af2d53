//! What no procedure has to ask for: texts that can be published as they are.
//!
//! These findings are the engine's own, of records and of everything else that
//! a portal shows. No clause stands behind them.
//!
//! - [`secrets`]: passwords and keys that were pasted into a text
//! - [`links`]: links, images and anchors that lead nowhere
//! - [`diagrams`]: diagrams that nobody drew
//! - [`pages`]: free pages that one language lacks
//! - [`placeholders`]: what a template left to be filled in
//! - [`drift`]: records that were started from templates of another edition

mod diagrams;
mod drift;
mod links;
mod pages;
mod placeholders;
mod secrets;

use crate::book::Record;
use crate::finding::Finding;

use super::Context;

/// Everything that is not in order whatever the procedure says.
pub fn look(ctx: &Context<'_>) -> Vec<Finding> {
    let mut found = secrets::look(ctx);
    found.extend(links::look(ctx));
    found.extend(diagrams::look(ctx));
    found.extend(drift::look(ctx));
    found.extend(pages::look(ctx));
    found
}

/// What a template left in a record, but for what `told` says already.
pub fn unfilled(ctx: &Context<'_>, record: &Record, told: &[Finding]) -> Vec<Finding> {
    let mut found = placeholders::look(ctx, record);
    found.retain(|it| !told.iter().any(|other| other.place == it.place));
    found
}

/// The record in whose dossier the file at `path` lies.
fn record_of(ctx: &Context<'_>, path: &str) -> Option<String> {
    let records = ctx.book.records.iter();
    let within = records.filter(|it| {
        let head = ctx.sources.get(it.head.source).path();
        let own = |it: &str| {
            path.strip_prefix(it)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        head == path || ctx.procedure.records.is_dossier() && own(&it.folder)
    });
    // A dossier within another one is nearer to its files.
    let nearest = within.max_by_key(|it| it.folder.len());
    nearest.map(|it| it.id.clone())
}
