//! The kind `documents`: what is due exists.

use crate::check::case::Case;
use crate::check::obligations;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::words;

use super::kind;

kind! {
    /// ## What it checks
    /// That every document that is due exists: from the state on that its type names for the route,
    /// and under its condition. A type may accept the document of a linked record (`via`).
    ///
    /// ## Parameters
    /// None: the document types say when they are due.
    ///
    /// ## Placeholders
    /// - `document`, `type`: the document that is missing, by name and by the id of its type
    /// - `state`: the state from which it is due
    ///
    /// ## Example
    /// ```yaml
    /// check: documents
    /// ```
    ///
    /// ## Outcomes
    /// Violated once for each document that is missing, at the declared state. Not applicable while
    /// nothing is due, and in a state in which nothing falls due any more.
    "documents", check,
    params: [],
    placeholders: ["document", "state", "type"],
    variants: []
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let procedure = case.ctx.procedure;
    let record = case.record;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    for kind in &procedure.documents {
        let due = obligations::due(&case.ctx, record, kind);
        if due.is_empty() {
            continue;
        }
        report.judged();
        let found = record.document(&kind.id);
        let unmet = due
            .iter()
            .find(|it| !obligations::is_met(&case.ctx, record, kind, it));
        let value = if unmet.is_none() {
            "check.exists"
        } else {
            "check.nothing"
        };
        report.compared(kind.name(), words::text(value), found.map(|it| it.place));
        let Some(due) = unmet else {
            continue;
        };
        let state = route.and_then(|it| it.states.iter().find(|it| it.id == due.from));
        let args = [
            ("document", kind.name()),
            ("type", Text::plain(kind.id.clone())),
            (
                "state",
                state.map_or_else(|| Text::plain(due.from.clone()), |it| it.label.clone()),
            ),
        ];
        let place = record.life.declared_place;
        report.violated(
            "default",
            spot(place, format!("document:{}", kind.id)),
            &args,
        );
    }
}
