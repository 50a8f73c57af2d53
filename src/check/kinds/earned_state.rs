//! The kind `earned_state`: the declared state is shown, and not behind what is.

use crate::book::life;
use crate::check::case::Case;
use crate::check::look;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::flow::Evidence;
use crate::words;

use super::kind;

kind! {
    /// ## What it checks
    /// That what shows the declared state is recorded, and that nothing shows a later one. Only the
    /// existence of the evidence is judged, never its quality.
    ///
    /// ## Parameters
    /// None: routes and states say what shows them.
    ///
    /// ## Placeholders
    /// - `declared`: the declared state
    /// - `evidence`: what would show it
    /// - `reached`: the state that is shown
    /// - `route`: the route
    ///
    /// ## Example
    /// ```yaml
    /// check: earned_state
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if nothing shows the declared state, as `behind` if a later state of
    /// the route is shown, as `foreign` if the route has no such state. In a view of the past the declared state is taken for no more than was
    /// shown by then. Not applicable if no state or no route is declared.
    "earned_state", check,
    params: [],
    placeholders: ["declared", "evidence", "reached", "route"],
    variants: ["behind", "foreign"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let record = case.record;
    let life = &record.life;
    let procedure = case.ctx.procedure;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let (Some(declared), Some(route)) = (&life.declared, route) else {
        return;
    };
    let place = spot(life.declared_place, "state");
    report.judged();
    let rank = route.rank(declared);
    let (label, evidence, is_shown) = if let Some(rank) = rank {
        let state = &route.states[rank];
        let shown = life.shown.get(rank).is_some_and(|it| it.is_supported);
        (state.label.clone(), state.evidence.as_ref(), shown)
    } else {
        let side = procedure.side_states.iter().find(|it| &it.id == declared);
        let Some(side) = side.filter(|it| route.side_states.contains(&it.id)) else {
            let label = words::text("check.declared");
            let value = look::state_label(case, declared);
            report.compared(label, value, life.declared_place);
            let args = [
                ("declared", look::state_label(case, declared)),
                ("evidence", words::text("check.nothing")),
                ("reached", look::state_label(case, &life.effective)),
                ("route", route.label.clone()),
            ];
            report.violated("foreign", place, &args);
            return;
        };
        let facts = life::Facts {
            procedure,
            zone: case.zone(),
            as_of: &case.ctx.book.as_of,
            route: Some(route),
            events: &record.events,
            documents: &record.documents,
            declared: None,
        };
        (
            side.label.clone(),
            side.evidence.as_ref(),
            life::is_shown(&facts, life, side),
        )
    };
    let later = life
        .evidenced_rank
        .filter(|it| rank.is_some_and(|rank| *it > rank));
    let reached = later
        .or(life.evidenced_rank)
        .and_then(|it| route.states.get(it));
    let reached_label = reached.map(|it| it.label.clone()).unwrap_or_default();
    report.compared(
        words::text("check.declared"),
        label.clone(),
        life.declared_place,
    );
    let shown_place = life.evidenced_rank.and_then(|it| life.shown.get(it)?.place);
    report.compared(
        words::text("check.reached"),
        reached_label.clone(),
        shown_place,
    );
    let args = [
        ("declared", label),
        (
            "evidence",
            evidence.map(|it| named(case, it)).unwrap_or_default(),
        ),
        ("reached", reached_label.clone()),
        ("route", route.label.clone()),
    ];
    if later.is_some() {
        report.violated("behind", place, &args);
        if let Some(place) = shown_place {
            report.related(place, reached_label);
        }
    } else if !is_shown && !case.ctx.book.as_of.view {
        // In a view of the past the declared state is that of today, and nobody claimed it then.
        report.violated("default", place, &args);
    }
}

/// What would show a state, in words.
fn named(case: &Case<'_>, evidence: &Evidence) -> Text {
    let procedure = case.ctx.procedure;
    match evidence {
        Evidence::Event { types, .. } => {
            let label = |it: &String| match procedure.events.kind(it) {
                Some(kind) => kind.label.clone(),
                None => Text::plain(it.clone()),
            };
            let labels: Vec<_> = types.iter().map(label).collect();
            words::fill("check.event", &[("event", Text::list(&labels))])
        }
        Evidence::Document { document, .. } => {
            let name = procedure
                .document(document)
                .map(crate::procedure::fields::DocumentType::name);
            words::fill("check.final", &[("document", name.unwrap_or_default())])
        }
    }
}
