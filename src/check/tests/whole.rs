//! Documents, fields, states, waivers, counts.

use super::portal::Portal;
use crate::check::Outcome;
use crate::lang::Lang;

const SENT: &str = "reason: because\nevents: [{type: sent, at: 2025-03-03 09:00, by: ann}]";

#[test]
fn a_document_is_due_from_its_state_on() {
    let portal = || Portal::of("documents").says(&[("default", "{document} from {state}")]);
    assert_eq!(
        portal().head("state: open").run().outcome(),
        Outcome::NotApplicable
    );
    let run = portal().head(&format!("state: open\n{SENT}")).run();
    assert_eq!(run.said(), ["01 plan from submitted"]);
    assert_eq!(run.marked(), ["open"]);
    assert_eq!(run.keys(), ["document:plan"]);
    assert_eq!(
        portal().head(SENT).plan("steps: []").run().outcome(),
        Outcome::Pass
    );
}

#[test]
fn the_document_of_a_linked_record_will_do_where_the_type_says_so() {
    let run = Portal::of("documents")
        .head(&format!("origin: Q-2\n{SENT}"))
        .record("Q-2", "state: open")
        .file("changes/Q-2/plan.md", "---\ndoc: plan\nid: Q-2\n---\n")
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

fn fields() -> Portal {
    Portal::of("fields").says(&[
        ("missing", "no {field}"),
        ("empty", "empty {field}"),
        ("placeholder", "{field} is {value}"),
        ("pattern", "{field} is {value}, not {expected}"),
        ("heading", "no section {heading}"),
        ("section_empty", "nothing in {heading}"),
        ("event", "{event} lacks {missing}"),
    ])
}

#[test]
fn a_document_is_judged_once_it_is_due_or_final() {
    let plan = "---\ndoc: plan\nid: Q-1\n---\n";
    let run = |head: &str, plan: &str| fields().head(head).file("changes/Q-1/plan.md", plan).run();
    assert_eq!(run("state: open", plan).outcome(), Outcome::Pass);
    assert_eq!(run(SENT, plan).said(), ["no section Steps", "no steps"]);
    let last = plan.replace("id: Q-1", "id: Q-1\nstatus: final");
    assert_eq!(
        run("state: open", &last).said(),
        ["no section Steps", "no steps"]
    );
}

#[test]
fn fields_are_judged_entry_by_entry_and_the_executed_layer_never() {
    let run = fields()
        .head(SENT)
        .plan("steps:\n  - {id: S1, owner: ann}\n  - {id: S9, owner: , minutes: 0}\n  - {id: S9, owner: ann, note: ＴＢＤ}")
        .run();
    assert_eq!(
        run.said(),
        [
            "no steps[S9].note",
            "empty steps[S9].owner",
            "steps[S9].minutes is 0, not at least 1",
            "steps is S1, S9, S9, not a different `id` in every entry; `S9` stands twice",
            "steps[S9].note is ＴＢＤ",
        ]
    );
}

#[test]
fn values_have_the_form_that_their_field_asks_for() {
    let run = fields()
        .head(SENT)
        .plan("steps: []\ncode: '12'\nstart: 2025-03-03 10:00\nend: 2025-03-03 09:00")
        .run();
    assert_eq!(
        run.said(),
        [
            "code is 12, not something like `AB-1`",
            "end is 2025-03-03 09:00, not a moment after 2025-03-03 10:00",
        ]
    );
}

#[test]
fn events_have_what_their_type_needs_and_heads_what_their_state_needs() {
    let run = fields()
        .head("state: submitted\nevents: [{type: told, at: 2025-03-03}]")
        .run();
    assert_eq!(run.said(), ["told lacks by, to", "no reason"]);
}

#[test]
fn what_could_not_be_read_is_not_reported_as_missing() {
    let cut = "---\ndoc: plan\nid: Q-1\ncode: \"AB\nsteps: []\n---\n";
    let run = fields().head(SENT).file("changes/Q-1/plan.md", cut).run();
    assert_eq!(run.ids(), ["front-matter-syntax violated"]);
    let rests = Portal::of("{presence: {all: [plan.start]}}")
        .head(SENT)
        .file("changes/Q-1/plan.md", cut)
        .run();
    assert_eq!(rests.outcome(), Outcome::Indeterminate);
    assert_eq!(rests.said(), Vec::<&str>::new());
    let head = Portal::of("documents")
        .file("changes/Q-1/request.md", "no front matter\n")
        .run();
    assert_eq!(head.outcome(), Outcome::Indeterminate);
    assert_eq!(head.found.summary.non_compliant, 1);
}

#[test]
fn one_slip_is_one_finding() {
    let plan = |front: &str| {
        let path = "changes/Q-1/plan.md";
        fields().head(SENT).file(path, front).run().ids().join(", ")
    };
    assert_eq!(plan("---\n---\n"), "front-matter-missing violated");
    assert_eq!(plan("---\n- a\n- b\n---\n"), "front-matter-syntax violated");
    assert_eq!(
        plan("---\ndoc: plan\n\tcode: x\n---\n"),
        "front-matter-syntax violated"
    );
    assert_eq!(plan("---\ndoc: plan\n"), "front-matter-unclosed violated");
    assert_eq!(
        plan("---\ndoc: plan\ncode: [a\n----\nmore: }\n"),
        "front-matter-unclosed violated"
    );
    let head = |front: &str| fields().head(front).run().ids().join(", ");
    assert_eq!(
        head("state: submitted\nreason: *gone"),
        "front-matter-syntax violated"
    );
    assert_eq!(
        head("state: submitted\nreason: {a: b}"),
        "wrong-type violated"
    );
    assert_eq!(head("people:\n  owner：x"), "full-width-colon violated");
    assert_eq!(
        head("state: sent\nevents: none"),
        "unknown-value violated, wrong-type violated"
    );
    assert_eq!(head("events: [yesterday]"), "wrong-type violated");
}

#[test]
fn a_state_that_nobody_knows_is_told_once() {
    let run = Portal::of("earned_state").head("state: nonsense").run();
    assert_eq!(run.ids(), ["unknown-value violated"]);
}

#[test]
fn an_event_without_a_type_is_named_by_its_time() {
    let run = fields()
        .head("events: [{at: 2025-03-03 10:00, by: [x]}]")
        .run();
    assert_eq!(run.said(), ["2025-03-03 10:00 lacks event"]);
}

#[test]
fn sections_must_not_be_empty_and_numerals_do_not_matter() {
    let run = fields()
        .head(SENT)
        .file(
            "changes/Q-1/plan.md",
            "---\ndoc: plan\nid: Q-1\nsteps: []\n---\n## 1. Steps\n\nTBD\n",
        )
        .run();
    assert_eq!(run.said(), ["nothing in 1. Steps"]);
}

fn state(front: &str) -> super::portal::Judgement {
    Portal::of("earned_state")
        .says(&[
            ("default", "{declared} without {evidence}"),
            ("behind", "{declared}, shown {reached}"),
        ])
        .head(front)
        .run()
}

#[test]
fn a_state_must_be_earned_and_not_lag_behind() {
    assert_eq!(state("state: open").outcome(), Outcome::Pass);
    assert_eq!(
        state("state: live").said(),
        ["live without the event `started`"]
    );
    assert_eq!(
        state(&format!("state: open\n{SENT}")).said(),
        ["open, shown submitted"]
    );
    assert_eq!(
        state("state: undone").said(),
        ["undone without the event `undone`"]
    );
    assert_eq!(
        state(&format!("state: submitted\n{SENT}")).outcome(),
        Outcome::Pass
    );
}

fn waived(waiver: &str) -> super::portal::Judgement {
    Portal::of("{presence: {all: [event.started]}}")
        .head(SENT)
        .file(
            "changes/Q-1/plan.md",
            "---\ndoc: plan\nid: Q-1\nauthor: eve\nsteps: []\n---\n",
        )
        .file("registers/waivers.yaml", waiver)
        .run()
}

fn waiver(more: &str) -> String {
    format!(
        "- {{id: W1, rule: R1, scope: {{changes: [Q-1]}}, reason: good, risk: small, {more}}}\n"
    )
}

#[test]
fn a_waiver_covers_a_violation_to_the_end_of_its_last_day() {
    let run = waived(&waiver(
        "approved_by: bob, from: 2025-06-01, expires: 2025-06-30",
    ));
    assert_eq!(run.ids(), ["R1 waived"]);
    assert_eq!(run.outcome(), Outcome::Waived);
    assert_eq!(run.found.summary.errors, 0);
    assert_eq!(run.found.summary.waived, 1);
    assert_eq!(run.found.all[0].waiver.as_deref(), Some("W1"));
}

#[test]
fn a_waiver_that_is_over_is_told_while_the_violation_stands() {
    let run = waived(&waiver(
        "approved_by: bob, from: 2025-06-01, expires: 2025-06-29",
    ));
    assert_eq!(run.ids(), ["R1 violated", "waiver-expired violated"]);
}

#[test]
fn nobody_waives_a_rule_for_their_own_work() {
    for person in ["eve", "ann"] {
        let run = waived(&waiver(&format!(
            "approved_by: {person}, from: 2025-06-01, expires: 2025-07-01"
        )));
        assert_eq!(
            run.ids(),
            ["R1 violated", "waiver-refused violated"],
            "{person}"
        );
    }
}

#[test]
fn a_waiver_elsewhere_covers_nothing_and_is_told() {
    let there = "approved_by: bob, from: 2025-06-01, expires: 2025-07-01, place: event.sent";
    assert_eq!(
        waived(&waiver(there)).ids(),
        ["R1 violated", "waiver-unused violated"]
    );
    let here = there.replace("sent", "started");
    assert_eq!(waived(&waiver(&here)).ids(), ["R1 waived"]);
}

#[test]
fn a_waiver_of_a_record_that_does_not_exist_says_so() {
    let waiver = waiver("approved_by: bob, from: 2025-06-01, expires: 2025-07-01");
    let run = waived(&waiver.replace("Q-1", "Q-7"));
    assert_eq!(run.ids(), ["R1 violated", "unknown-reference violated"]);
}

#[test]
fn a_waiver_of_a_record_that_says_too_little_covers_nothing() {
    let run = Portal::of("{presence: {all: [event.started]}}")
        .head("waivers: [{id: W2, rule: R1, reason: good, approved_by: bob}]")
        .run();
    assert_eq!(run.outcome(), Outcome::Violated);
    let said: Vec<_> = run
        .of("waiver-refused")
        .map(|it| it.message.get(Lang::En))
        .collect();
    assert_eq!(said, ["the waiver `W2` does not say from, expires, risk"]);
}

#[test]
fn a_record_may_carry_its_own_waiver() {
    let own = "waivers: [{id: W2, rule: R1, reason: good, risk: small, approved_by: bob, from: 2025-06-01, expires: 2025-07-01}]";
    let run = Portal::of("{presence: {all: [event.started]}}")
        .head(own)
        .run();
    assert_eq!(run.outcome(), Outcome::Waived);
    let refused =
        Portal::with_rule("  waivable: false\n  check: {presence: {all: [event.started]}}\n")
            .head(own)
            .run();
    assert_eq!(refused.outcome(), Outcome::Violated);
    assert!(
        refused
            .ids()
            .contains(&"waiver-refused violated".to_owned())
    );
}

#[test]
fn every_record_is_counted_once() {
    let run = Portal::of("{presence: {all: [event.done]}}")
        .head("state: open")
        .record(
            "Q-2",
            "state: finished\nevents: [{type: done, at: 2025-03-03, by: ann}]",
        )
        .record(
            "Q-3",
            "state: open\nevents: [{type: done, at: 2025-03-03, by: ann}]",
        )
        .plan("steps: []")
        .run();
    let summary = &run.found.summary;
    assert_eq!((summary.changes, summary.documents), (3, 1));
    assert_eq!(
        (
            summary.non_compliant,
            summary.compliant,
            summary.in_progress
        ),
        (1, 2, 0)
    );
}
