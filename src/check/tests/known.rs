//! What is known covers what it was, and nothing else at the same spot.

use super::portal::Portal;
use crate::check::baseline::Baseline;
use crate::finding::Severity;

const SENT: &str = "type: sent, at: 2025-03-03 09:00, by: ann";
const DIRECTOR: &str =
    "type: approval, role: director, result: approved, at: 2025-03-04 09:00, by: bob";
const CLIENT: &str =
    "type: approval, role: client, result: approved, at: 2025-03-04 10:00, by: cat";

fn approvals(events: &[&str]) -> Portal {
    let entries = events.iter().map(|it| format!("  - {{{it}}}\n"));
    let events = format!("state: open\nevents:\n{}", entries.collect::<String>());
    let check = "{approvals: {event: approval, roles: policy.approvers, after: package, \
        documents: [request, plan], results: [approved]}}";
    Portal::of(check)
        .says(&[("default", "no {role}"), ("rejected", "{role} said no")])
        .head(&events)
}

fn known(portal: Portal) -> Baseline {
    portal.look(|ctx| Baseline::of(ctx, &crate::check::run(*ctx, Vec::new()).all))
}

#[test]
fn a_rejection_is_not_what_was_missing_before() {
    let before = known(approvals(&[SENT, DIRECTOR]));
    let rejected = CLIENT.replace("approved", "rejected");
    let now = approvals(&[SENT, DIRECTOR, &rejected]).knowing(before.clone());
    assert_eq!(now.run().ids(), ["R1 violated"]);
    let same = approvals(&[SENT, DIRECTOR]).knowing(before);
    assert_eq!(same.run().ids(), ["R1 baseline"]);
}

#[test]
fn more_that_is_missing_is_new_and_less_of_it_is_known() {
    let part = CLIENT.replace("by: cat", "by: cat, documents: [plan]");
    let some = || approvals(&[SENT, DIRECTOR, &part]);
    let none = || approvals(&[SENT, DIRECTOR]);
    let run = none().knowing(known(some())).run();
    assert_eq!(run.ids(), ["R1 violated"]);
    let run = some().knowing(known(none())).run();
    assert_eq!(run.ids(), ["R1 baseline"]);
}

#[test]
fn what_an_earlier_version_wrote_without_reasons_covers_any() {
    let mut before = known(approvals(&[SENT, DIRECTOR]));
    for entry in before.entries.values_mut() {
        (entry.reasons, entry.severity) = (None, None);
    }
    let rejected = CLIENT.replace("approved", "rejected");
    let now = approvals(&[SENT, DIRECTOR, &rejected]).knowing(before);
    assert_eq!(now.run().ids(), ["R1 baseline"]);
}

#[test]
fn what_weighs_more_than_it_did_is_new() {
    let none = || approvals(&[SENT, DIRECTOR]);
    let mut before = known(none());
    for entry in before.entries.values_mut() {
        entry.severity = Some(Severity::Warning);
    }
    assert_eq!(none().knowing(before).run().ids(), ["R1 violated"]);
}

#[test]
fn a_person_on_a_further_side_is_new() {
    let portal = |author: &str| {
        Portal::of("{disjoint: {left: [events.approval.by], right: [people.manager, plan.author]}}")
            .head(&format!(
                "state: open\npeople: {{manager: bob}}\nevents:\n  - {{{DIRECTOR}}}"
            ))
            .plan(&format!("author: {author}"))
    };
    let before = known(portal("ann"));
    let run = portal("bob").knowing(before.clone()).run();
    assert_eq!(run.ids(), ["R1 violated"]);
    let run = portal("ann").knowing(before).run();
    assert_eq!(run.ids(), ["R1 baseline"]);
}
