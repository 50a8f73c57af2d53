//! Recipients, approvals, people who must not be the same.

use super::portal::Portal;
use crate::check::Outcome;

fn events(lines: &[&str]) -> String {
    let entries = lines.iter().map(|it| format!("  - {{{it}}}\n"));
    format!("state: open\nevents:\n{}", entries.collect::<String>())
}

fn recipients(more: &str) -> Portal {
    let check = format!(
        "{{recipients: {{event: package, to: [client], anywhere: [director], by: [manager]{more}}}}}"
    );
    Portal::of(&check).says(&[
        ("default", "not copied: {missing}"),
        ("addressee", "not addressed: {missing}"),
        ("sender", "from {sender}"),
        ("missing", "none to {missing}"),
    ])
}

#[test]
fn a_package_goes_from_the_right_sender_to_the_right_people() {
    let sent = |line: &str| recipients("").head(&events(&[line])).run();
    let good = sent("type: sent, at: 2025-03-03 09:00, by: ann, to: [cat], cc: [bob]");
    assert_eq!(good.outcome(), Outcome::Pass);
    let copied = sent("type: sent, at: 2025-03-03 09:00, by: ann, to: [bob], cc: [cat]");
    assert_eq!(copied.said(), ["not addressed: client"]);
    let other = sent("type: sent, at: 2025-03-03 09:00, by: eve, to: [cat]");
    assert_eq!(other.said(), ["from Eve Lane", "not copied: director"]);
    assert_eq!(other.marked()[0], "eve");
}

#[test]
fn the_last_package_is_judged_and_a_missing_one_only_if_it_is_needed() {
    let run = recipients("")
        .head(&events(&[
            "type: sent, at: 2025-03-03 09:00, by: eve",
            "type: resent, at: 2025-03-04 09:00, by: ann, to: [cat, bob]",
        ]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
    assert_eq!(
        recipients("").head(&events(&[])).run().outcome(),
        Outcome::NotApplicable
    );
    let run = recipients(", needed: true").head(&events(&[])).run();
    assert_eq!(run.said(), ["none to client, director"]);
}

#[test]
fn several_events_together_may_reach_everybody() {
    let run = recipients(", together: true")
        .head(&events(&[
            "type: sent, at: 2025-03-03 09:00, by: ann, to: [cat]",
            "type: sent, at: 2025-03-04 09:00, by: ann, to: [bob]",
        ]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn people_of_the_record_stand_for_a_role_before_those_of_the_register() {
    let sent = events(&["type: sent, at: 2025-03-03 09:00, by: ann, to: [cat], cc: [bob]"]);
    let run = recipients("")
        .head(&format!("people: {{director: eve}}\n{sent}"))
        .run();
    assert_eq!(run.said(), ["not copied: director"]);
}

const BODY: &str = "event: approval, roles: policy.approvers, after: package, documents: [request, plan], \
    conditions: terms_met";

fn approvals(more: &str) -> Portal {
    Portal::of(&format!("{{approvals: {{{BODY}, {more}}}}}")).says(&[
        ("default", "no {role} on {missing}"),
        ("rejected", "{role} said no"),
        ("conditional", "{role} has conditions"),
        ("late", "{role} {by} late"),
        ("stale", "{role} {age} old"),
    ])
}

const SENT: &str = "type: sent, at: 2025-03-03 09:00, by: ann";
const DIRECTOR: &str =
    "type: approval, role: director, result: approved, at: 2025-03-04 09:00, by: bob";
const CLIENT: &str =
    "type: approval, role: client, result: approved, at: 2025-03-04 10:00, by: cat";

#[test]
fn every_role_must_approve_every_document() {
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, CLIENT]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
    let part = CLIENT.replace("by: cat", "by: cat, documents: [plan]");
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, &part]))
        .run();
    assert_eq!(run.said(), ["no client on request"]);
    assert_eq!(run.keys(), ["event.approval[client]"]);
}

#[test]
fn approvals_before_the_last_package_do_not_count() {
    let resent = "type: resent, at: 2025-03-05 09:00, by: ann";
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, CLIENT, resent]))
        .run();
    assert_eq!(run.said().len(), 2);
}

#[test]
fn the_last_decision_counts_and_conditions_must_be_met() {
    let no = DIRECTOR
        .replace("approved", "rejected")
        .replace("03-04", "03-05");
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, CLIENT, &no]))
        .run();
    assert_eq!(run.said(), ["director said no"]);
    let but = CLIENT.replace("approved", "conditional");
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, &but]))
        .run();
    assert_eq!(run.said(), ["client has conditions"]);
    let met = "type: terms_met, role: client, at: 2025-03-05 10:00, by: cat";
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, &but, met]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

const TIMING: &str =
    "results: [approved, conditional], each: started, judge: timing, within: close_days";

#[test]
fn an_approval_precedes_the_start_and_is_fresh() {
    let started = |at: &str| {
        let started = format!("type: started, at: {at}, by: eve");
        approvals(TIMING)
            .head(&events(&[SENT, DIRECTOR, CLIENT, &started]))
            .run()
    };
    assert_eq!(started("2025-03-09 09:00").outcome(), Outcome::Pass);
    assert_eq!(started("2025-03-04 09:30").said(), ["client 30 min late"]);
    assert_eq!(started("2025-03-04 10:00").said(), ["client 0 min late"]);
    assert_eq!(
        started("2025-03-09 09:30").said(),
        ["director 5 days 30 min old"]
    );
    assert_eq!(started("2025-03-04").outcome(), Outcome::Indeterminate);
}

#[test]
fn every_start_is_judged_by_what_was_sent_before_it() {
    let run = approvals("results: [approved], each: started")
        .head(&events(&[
            SENT,
            DIRECTOR,
            "type: started, at: 2025-03-05 09:00, by: eve",
            "type: undone, at: 2025-03-05 10:00, by: eve",
            "type: sent, at: 2025-03-06 09:00, by: ann",
            "type: approval, role: director, result: approved, at: 2025-03-07 09:00, by: bob",
            "type: approval, role: client, result: approved, at: 2025-03-07 10:00, by: cat",
            "type: started, at: 2025-03-08 09:00, by: eve",
        ]))
        .run();
    assert_eq!(run.said(), ["no client on request, 01 plan"]);
    assert!(run.marked()[0].contains("2025-03-05"));
}

#[test]
fn nobody_is_on_both_sides_under_any_spelling() {
    let check = "{disjoint: {left: [plan.testers], right: [plan.writers]}}";
    let run = Portal::of(check)
        .says(&[("default", "{person}: {left}, {right}")])
        .head("state: open")
        .plan("writers: [ann, A. Moss]\ntesters: [bob, Ａnn Moss]")
        .run();
    assert_eq!(run.said(), ["Ann Moss: testers, writers"]);
    assert_eq!(run.marked(), ["Ａnn Moss"]);
    let run = Portal::of(check)
        .head("state: open")
        .plan("testers: [bob]")
        .run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
}

#[test]
fn entries_are_judged_one_by_one() {
    let check = "{disjoint: {each: [plan.steps, events.mended], left: owner, right: checker}}";
    let run = Portal::of(&check.replace("plan.steps, events.mended", "plan.steps"))
        .says(&[("default", "{entry} {person}")])
        .head("state: open")
        .plan(
            "steps: [{id: S1, owner: ann, checker: bob}, {id: S2, owner: bob, checker: Bob Reed}]",
        )
        .run();
    assert_eq!(run.said(), ["S2 Bob Reed"]);
    assert_eq!(run.keys(), ["plan.steps[S2]"]);
}
