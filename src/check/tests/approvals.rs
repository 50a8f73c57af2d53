//! Who agreed, to what, and when.

use super::portal::Portal;
use crate::check::Outcome;

pub(super) fn events(lines: &[&str]) -> String {
    let entries = lines.iter().map(|it| format!("  - {{{it}}}\n"));
    format!("state: open\nevents:\n{}", entries.collect::<String>())
}

const BODY: &str = "event: approval, roles: policy.approvers, after: package, documents: [request, plan], \
    conditions: terms_met";

pub(super) fn approvals(more: &str) -> Portal {
    Portal::of(&format!("{{approvals: {{{BODY}, {more}}}}}")).says(&[
        ("default", "no {role} on {missing}"),
        ("rejected", "{role} said no"),
        ("conditional", "{role} has conditions"),
        ("late", "{role} {by} late"),
        ("stale", "{role} {age} old"),
    ])
}

pub(super) const SENT: &str = "type: sent, at: 2025-03-03 09:00, by: ann";
pub(super) const DIRECTOR: &str =
    "type: approval, role: director, result: approved, at: 2025-03-04 09:00, by: bob";
pub(super) const CLIENT: &str =
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
    let run = approvals("results: [approved]")
        .head(&events(&[resent, SENT, DIRECTOR, CLIENT]))
        .run();
    assert_eq!(run.said().len(), 2);
}

#[test]
fn events_may_stand_in_any_order() {
    let started = "type: started, at: 2025-03-05 09:00, by: eve";
    let run = approvals("results: [approved], each: started")
        .head(&events(&[CLIENT, DIRECTOR, started, SENT]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
    let resent = "type: resent, at: 2025-03-06 09:00, by: ann";
    let late = CLIENT.replace("03-04", "03-07");
    let run = approvals("results: [approved], each: started")
        .head(&events(&[resent, &late, started, DIRECTOR, SENT]))
        .run();
    assert_eq!(run.said(), ["no client on request, 01 plan"]);
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
fn only_an_agreement_with_its_moment_has_a_timing() {
    let started = "type: started, at: 2025-03-05 09:00, by: eve";
    let undated = DIRECTOR.replace("at: 2025-03-04 09:00, ", "");
    let run = approvals(TIMING).head(&events(&[SENT, &undated, started]));
    assert_eq!(run.run().outcome(), Outcome::NotApplicable);
    let no = CLIENT
        .replace("approved", "rejected")
        .replace("03-04", "03-06");
    let run = approvals(TIMING).head(&events(&[SENT, DIRECTOR, &no, started]));
    assert_eq!(run.run().outcome(), Outcome::Pass);
}

#[test]
fn what_was_met_before_a_decision_meets_no_condition_of_it() {
    let but = CLIENT.replace("approved", "conditional");
    let met = "type: terms_met, role: client, at: 2025-03-04 09:30, by: cat";
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, met, &but]))
        .run();
    assert_eq!(run.said(), ["client has conditions"]);
}

#[test]
fn the_event_that_a_decision_must_precede_is_shown_beside_it() {
    let started = "type: started, at: 2025-03-04 09:30, by: eve";
    let run = approvals(TIMING)
        .head(&events(&[SENT, DIRECTOR, CLIENT, started]))
        .run();
    assert_eq!(run.said(), ["client 30 min late"]);
    assert_eq!(run.related(), ["started: 2025-03-04 09:30"]);
    assert_eq!(
        run.looked_at()[..4],
        [
            "sent: 2025-03-03 09:00",
            "director: 2025-03-04 09:00, approved",
            "started: 2025-03-04 09:30",
            "age of the decision: 30 min",
        ]
    );
}

#[test]
fn a_result_is_shown_by_its_label() {
    let procedure = include_str!("portal/procedure.yaml");
    let labels = "result: {approved: agreed to";
    let run = approvals("results: [approved]")
        .file(
            "procedure/procedure.yaml",
            &procedure.replace("result: {approved: approved", labels),
        )
        .head(&events(&[SENT, DIRECTOR, CLIENT]))
        .run();
    assert_eq!(
        run.looked_at(),
        [
            "sent: 2025-03-03 09:00",
            "director: 2025-03-04 09:00, agreed to",
            "client: 2025-03-04 10:00, agreed to",
        ]
    );
}

#[test]
fn findings_of_later_rounds_have_keys_of_their_own() {
    let run = approvals("results: [approved], each: started")
        .head(&events(&[
            SENT,
            DIRECTOR,
            "type: started, at: 2025-03-05 09:00, by: eve",
            "type: undone, at: 2025-03-05 10:00, by: eve",
            "type: started, at: 2025-03-06 09:00, by: eve",
        ]))
        .run();
    assert_eq!(
        run.keys(),
        ["event.approval[client]", "event.approval[client] round 2",]
    );
}

#[test]
fn agreeing_on_conditions_after_the_start_does_not_undo_what_allowed_it() {
    let later = CLIENT
        .replace("approved", "conditional")
        .replace("03-04", "03-06");
    let started = "type: started, at: 2025-03-05 09:00, by: eve";
    let run = approvals("results: [approved], each: started")
        .head(&events(&[SENT, DIRECTOR, CLIENT, started, &later]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

/// What a rule says of these events, and that nothing is violated.
fn left_open(lines: &[&str]) -> Vec<String> {
    let run = approvals("results: [approved]").head(&events(lines)).run();
    let outcome = run.outcome();
    assert_eq!(outcome, Outcome::Indeterminate, "{lines:?}");
    run.said().iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn a_decision_on_the_day_of_the_submission_without_a_time_may_have_preceded_it() {
    let day = |it: &str| {
        it.replace("03-04 09:00", "03-04")
            .replace("03-04 10:00", "03-04")
    };
    let (director, client) = (day(DIRECTOR), day(CLIENT));
    let timed = SENT.replace("03-03", "03-04");
    let sent = day(&timed);
    let said = left_open(&[&timed, &director, CLIENT]);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("`sent` (2025-03-04 09:00)"), "{said:?}");
    assert_eq!(left_open(&[&sent, DIRECTOR, &client]).len(), 2);
    assert_eq!(left_open(&[&sent, &director, &client]).len(), 2);
    // In whatever order they are written.
    assert_eq!(left_open(&[&director, &sent, &client]).len(), 2);
    assert_eq!(left_open(&[SENT, &timed, &director, &client]).len(), 2);
}

#[test]
fn what_days_leave_open_is_told_only_where_it_matters() {
    let day = |it: &str| {
        it.replace("03-04 09:00", "03-04")
            .replace("03-04 10:00", "03-04")
    };
    let sent = SENT.replace("03-03", "03-04").replace("09:00", "08:00");
    let judged = |lines: &[&str]| approvals("results: [approved]").head(&events(lines)).run();
    // The same role has agreed at a time that is certainly later.
    let run = judged(&[&sent, DIRECTOR, CLIENT, &day(DIRECTOR)]);
    assert_eq!(run.outcome(), Outcome::Pass);
    // A rejection is no agreement, whenever it was.
    let no = day(DIRECTOR).replace("approved", "rejected");
    assert_eq!(judged(&[&sent, &no, CLIENT]).said(), ["director said no"]);
    let (sent, client) = (sent.replace(" 08:00", ""), CLIENT.replace("03-04", "03-05"));
    let said = judged(&[&no, &sent, &client]);
    assert_eq!(said.said(), ["no director on request, 01 plan"]);
}

#[test]
fn the_submission_is_shown_before_the_decisions_on_it() {
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, CLIENT]))
        .run();
    assert_eq!(run.looked_at()[0], "sent: 2025-03-03 09:00");
}

#[test]
fn an_event_that_submits_anew_is_judged_by_what_was_submitted_before_it() {
    let again = BODY.replace("after: package", "after: started");
    let check = format!("{{approvals: {{{again}, results: [approved], each: started}}}}");
    let run = Portal::of(&check)
        .says(&[("default", "no {role} before {before_at}")])
        .head(&events(&[
            "type: started, at: 2025-03-03 09:00, by: eve",
            DIRECTOR,
            CLIENT,
            "type: undone, at: 2025-03-05 10:00, by: eve",
            "type: started, at: 2025-03-06 09:00, by: eve",
        ]))
        .run();
    assert_eq!(
        run.said(),
        [
            "no client before 2025-03-03 09:00",
            "no director before 2025-03-03 09:00",
        ]
    );
}

#[test]
fn an_unknown_result_is_no_decision_that_can_be_read() {
    for (result, unknown) in [("aproved", 1), ("rejected", 0)] {
        let client = CLIENT.replace("approved", result);
        let run = approvals("results: [approved]")
            .head(&events(&[SENT, DIRECTOR, &client]))
            .run();
        assert_eq!(run.of("unknown-value").count(), unknown, "{result}");
        assert_eq!(run.of("R1").count(), 1 - unknown, "{result}");
        assert_ne!(run.outcome(), Outcome::Pass, "{result}");
    }
}
