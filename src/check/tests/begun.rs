//! Decisions that had to precede something whose start nobody recorded.

use super::portal::{Judgement, Portal};
use crate::check::Outcome;

const SENT: &str = "type: sent, at: 2025-03-03 09:00, by: ann";
const DIRECTOR: &str =
    "type: approval, role: director, result: approved, at: 2025-03-04 09:00, by: bob";
const CLIENT: &str =
    "type: approval, role: client, result: approved, at: 2025-03-04 10:00, by: cat";
const DONE: &str = "type: done, at: 2025-03-05 09:00, by: eve";

fn judge(more: &str, lines: &[&str]) -> Judgement {
    let entries = lines.iter().map(|it| format!("  - {{{it}}}\n"));
    let events = format!("state: open\nevents:\n{}", entries.collect::<String>());
    let check = format!(
        "{{approvals: {{event: approval, roles: policy.approvers, after: package, conditions: terms_met, \
         each: started, shown_by: over, {more}}}}}"
    );
    let procedure = include_str!("portal/procedure.yaml").replace(
        "package: [sent, resent]",
        "package: [sent, resent], over: [mended, undone, done]",
    );
    Portal::of(&check)
        .file("procedure/procedure.yaml", &procedure)
        .says(&[
            ("default", "{before}: no {role}"),
            ("late", "{role} late"),
            ("withdrawn", "{role} no"),
            ("shown", "{role} after {before} of {before_at}, no {start}"),
        ])
        .head(&events)
        .run()
}

const TIMING: &str = "results: [approved], judge: timing";
const GIVEN: &str = "results: [approved]";

#[test]
fn a_decision_after_what_follows_the_start_came_too_late() {
    let late = CLIENT.replace("03-04", "03-06");
    let run = judge(TIMING, &[SENT, &late, DONE]);
    assert_eq!(
        run.said(),
        ["client after done of 2025-03-05 09:00, no started"]
    );
    let run = judge(GIVEN, &[SENT, DIRECTOR, DONE]);
    assert_eq!(run.said(), ["done: no client"]);
}

#[test]
fn whether_one_before_it_preceded_the_start_nobody_knows() {
    let run = judge(TIMING, &[SENT, DIRECTOR, DONE]);
    assert_eq!(run.outcome(), Outcome::Indeterminate);
    assert!(run.said()[0].ends_with(
        "nothing records when that was, only that it was over by 2025-03-05 09:00 (`done`)"
    ));
    let but = CLIENT.replace("approved", "conditional");
    let met = "type: terms_met, role: client, at: 2025-03-04 11:00, by: cat";
    let run = judge(GIVEN, &[SENT, DIRECTOR, &but, met, DONE]);
    assert_eq!(run.outcome(), Outcome::Indeterminate);
}

#[test]
fn a_rejection_after_the_start_is_told_unless_the_record_had_returned_before_it() {
    let started = "type: started, at: 2025-03-05 08:00, by: eve";
    let undone = "type: undone, at: 2025-03-05 08:30, by: eve";
    let no = CLIENT
        .replace("approved", "rejected")
        .replace("03-04 10:00", "03-05 09:00");
    let run = judge(GIVEN, &[SENT, DIRECTOR, CLIENT, started, &no]);
    assert_eq!(run.said(), ["client no"]);
    let yes = CLIENT.replace("03-04 10:00", "03-05 10:00");
    let run = judge(GIVEN, &[SENT, DIRECTOR, CLIENT, started, &no, &yes]);
    assert_eq!(run.outcome(), Outcome::Pass);
    let run = judge(GIVEN, &[SENT, DIRECTOR, CLIENT, started, undone, &no]);
    assert_eq!(run.outcome(), Outcome::Pass);
    // What was undone because of it, nobody goes on with.
    let undone = "type: undone, at: 2025-03-05 09:30, by: eve";
    let run = judge(GIVEN, &[SENT, DIRECTOR, CLIENT, started, &no, undone]);
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn a_start_that_is_recorded_decides_wherever_it_stands() {
    let started = "type: started, at: 2025-03-05 10:00, by: eve";
    let late = CLIENT.replace("03-04 10:00", "03-05 09:30");
    let run = judge(TIMING, &[SENT, DIRECTOR, &late, DONE, started]);
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn every_stretch_up_to_a_return_needs_its_own_start() {
    let started = "type: started, at: 2025-03-05 08:00, by: eve";
    let undone = "type: undone, at: 2025-03-05 08:30, by: eve";
    let again = "type: resent, at: 2025-03-06 08:00, by: ann";
    let run = judge(
        GIVEN,
        &[
            SENT,
            DIRECTOR,
            CLIENT,
            started,
            undone,
            again,
            &DONE.replace("03-05", "03-07"),
        ],
    );
    assert_eq!(run.said(), ["done: no client", "done: no director"]);
    assert_eq!(
        run.keys(),
        [
            "event.approval[client] round 2",
            "event.approval[director] round 2"
        ]
    );
}
