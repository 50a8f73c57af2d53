//! What rests on a document that could not be read to its end is left open.

use super::portal::Portal;
use crate::check::Outcome;

const SENT: &str = "reason: because\nevents: [{type: sent, at: 2025-03-03 09:00, by: ann}]";

/// The outcome of a rule beside a plan that could not be read to its end.
fn beside_a_broken_plan(rule: &str) -> Outcome {
    let cut = "---\ndoc: plan\nid: Q-1\ncode: \"AB\nsteps: []\n---\n";
    let run = Portal::with_rule(rule)
        .head(SENT)
        .file("changes/Q-1/plan.md", cut)
        .run();
    let own: Vec<_> = run.of("R1").map(|it| it.outcome.id()).collect();
    let outcome = run.outcome();
    let told = usize::from(outcome == Outcome::Violated);
    assert_eq!(own.len(), told, "{rule}: {own:?}");
    outcome
}

#[test]
fn what_rests_on_a_broken_document_by_way_of_a_fact_or_a_filter_is_left_open() {
    for rule in [
        "  check: {presence: {all: [facts.planned]}}\n",
        "  check: {presence: {all: ['events.sent[ref in plan.answers]']}}\n",
        "  check: {require: size(facts.planned) > 0}\n",
        "  when: size(plan.answers) == 0\n  check: {presence: {all: [event.done]}}\n",
    ] {
        assert_eq!(beside_a_broken_plan(rule), Outcome::Indeterminate, "{rule}");
    }
}

#[test]
fn a_text_that_merely_spells_the_name_of_a_broken_document_rests_on_nothing() {
    let rule = "  check: {require: request.reason == 'see plan.start'}\n";
    assert_eq!(beside_a_broken_plan(rule), Outcome::Violated);
}
