//! What a record needs to go on: the next state, what shows it, which documents are missing, who acts.

use serde::Serialize;

use crate::book::condition;
use crate::check::obligations;
use crate::check::waiting::step;
use crate::procedure::fields::{DocumentType, Due};
use crate::site::desk::{Here, Target};
use crate::site::lists::Link;
use crate::site::text::{Rich, Said};

/// The next step.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) state: Said,
    pub(crate) by: Vec<Said>,
    /// What must be in order before.
    pub(crate) guard: Option<Rich>,
    /// What shows that it was reached.
    pub(crate) shown_by: Option<String>,
    /// Documents that are due then and not there, with their blanks.
    pub(crate) documents: Vec<Link>,
    /// What is wrong now, in words.
    pub(crate) open: Option<String>,
}

pub(super) fn next(here: &Here<'_>, index: usize) -> Option<Step> {
    let next = here.next(index)?;
    let ctx = &here.desk.ctx;
    let record = here.desk.record(index);
    let (_, state) = step::state(ctx.procedure, record)?;
    let is_missing = |kind: &&DocumentType| {
        let due = |it: &Due| {
            Some(&it.route) == record.route.as_ref()
                && (it.from == state.id || record.life.has_reached(&it.from))
                && it.when.as_ref().is_none_or(|it| {
                    let near = [record.head.fields.as_slice()];
                    condition::holds(ctx.book, record, ctx.procedure, &near, it)
                })
                && !obligations::is_met(ctx, record, kind, it)
        };
        kind.due.iter().any(due)
    };
    let missing = ctx.procedure.documents.iter().filter(is_missing);
    let link = |kind: &DocumentType| {
        Some(Link {
            label: here.say(&kind.name()),
            href: here.href(Target::Template(&kind.id))?,
        })
    };
    let note = &here.desk.notes[index];
    Some(Step {
        state: next.state,
        by: next.by,
        guard: (!state.guard.is_empty()).then(|| here.rich(&state.guard)),
        shown_by: state.evidence.as_ref().map(|it| here.evidence(it)),
        documents: missing.filter_map(link).collect(),
        open: (note.errors > 0).then(|| here.count("ui.dossier.broken", note.errors)),
    })
}
