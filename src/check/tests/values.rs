//! Expressions, presence, equality, coverage, links, and what surrounds a check.

use super::portal::Portal;
use crate::check::Outcome;
use crate::finding::Severity;

#[test]
fn an_expression_that_is_false_is_a_violation() {
    let portal =
        || Portal::of("{require: request.size > 3}").says(&[("default", "size {request.size}")]);
    assert_eq!(portal().head("size: 4").run().outcome(), Outcome::Pass);
    assert_eq!(portal().head("size: 3").run().said(), ["size 3"]);
    let without = portal().head("state: open").run();
    assert_eq!(without.outcome(), Outcome::Indeterminate);
    assert_eq!(
        without.said(),
        [
            "this cannot be decided, because one of these values is not of the kind that the rule needs: request: size"
        ]
    );
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    let portal = || {
        let check =
            "{presence: {all: [plan.start, plan.writers], any: [event.sent, event.resent]}}";
        Portal::of(check)
            .says(&[("default", "no {missing}")])
            .head("state: open")
    };
    let run = portal().plan("writers: []").run();
    assert_eq!(run.said(), ["no start, writers, sent, sent again"]);
    let sent = "events: [{type: sent, at: 2025-03-03, by: ann}]";
    let run = portal()
        .head(sent)
        .plan("start: 2025-03-03\nwriters: [ann]")
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn an_empty_list_is_an_answer_where_the_rule_says_so() {
    let outcome = |more: &str, plan: &str| {
        let check = format!("{{presence: {{all: [plan.answers]{more}}}}}");
        let portal = Portal::of(&check).head("state: open");
        portal.plan(plan).run().outcome()
    };
    let answer = ", empty_is_answer: true";
    assert_eq!(outcome("", "answers: []"), Outcome::Violated);
    assert_eq!(outcome(answer, "answers: []"), Outcome::Pass);
    assert_eq!(outcome(answer, "answers:"), Outcome::Violated);
    assert_eq!(outcome(answer, "steps: []"), Outcome::Violated);
}

#[test]
fn an_entry_may_be_answered_by_any_of_its_keys() {
    let said = |answers: &str| {
        let check = "{coverage: {items: plan.log, key: [no, id], by: plan.answers}}";
        let plan = format!("log: [{{no: 1, id: a}}, {{no: 2, id: b}}]\nanswers: {answers}");
        let portal = Portal::of(check).says(&[("default", "{missing}")]);
        let run = portal.head("state: open").plan(&plan).run();
        run.said().join(" ")
    };
    assert_eq!(said("['1', b]"), "");
    assert_eq!(said("[a]"), "2");
}

#[test]
fn two_places_that_differ_are_told_with_both_values() {
    let portal = || {
        Portal::of("{equality: {pairs: [[plan.kind, request.kind], [plan.start, event.sent]]}}")
            .says(&[("default", "{left} {left_value}, {right} {right_value}")])
            .head("kind: deep\nevents: [{type: sent, at: 2025-03-03 09:00, by: ann}]")
    };
    let run = portal().plan("kind: flat\nstart: 2025/3/3 09:00").run();
    assert_eq!(run.said(), ["kind flat, kind deep"]);
    assert_eq!(run.marked(), ["flat"]);
    assert_eq!(portal().plan("kind: Ｄeep").run().outcome(), Outcome::Pass);
    assert_eq!(
        portal().plan("start: 2025-03-03").run().outcome(),
        Outcome::Indeterminate
    );
    assert_eq!(
        portal().plan("code: A-1").run().outcome(),
        Outcome::NotApplicable
    );
}

/// Whether two sides are the same set, told apart by the message.
fn sets(pair: &str, head: &str, plan: &str) -> String {
    let other = "---\ndoc: plan\nid: Q-2\nsteps:\n  - {id: S2, note: y}\n  - {id: S1, owner: ann, \
        done_at: 2025-03-03 09:00}\nanswers: [a, b]\nlog: []\n---\n";
    let run = Portal::of(&format!("{{equality: {{pairs: [{pair}], as: set}}}}"))
        .says(&[("default", "{left_value}")])
        .head(&format!("state: open\n{head}"))
        .record("Q-2", "state: open")
        .file("changes/Q-2/plan.md", other)
        .plan(plan)
        .run();
    match run.outcome() {
        Outcome::Violated => run.said().join(" "),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_set_is_the_same_in_any_order_and_with_anything_twice() {
    let pair = "[plan.answers, request.origin.plan.answers]";
    let answers = |it: &str| sets(pair, "origin: Q-2", &format!("answers: {it}"));
    assert_eq!(answers("[b, Ａ, b]"), "Pass");
    assert_eq!(answers("[b, c]"), "b, c");
    assert_eq!(answers("[a]"), "a");
    assert_eq!(answers("[]"), "NotApplicable");
}

#[test]
fn entries_of_a_set_are_the_same_if_their_fields_are() {
    let pair = "[plan.steps, request.origin.plan.steps]";
    let steps = |it: &str| sets(pair, "origin: Q-2", &format!("steps: [{it}]"));
    let first = "{done_at: 2025/3/3 09:00, id: S1, owner: Ann Moss, note: ''}";
    assert_eq!(steps(&format!("{first}, {{note: y, id: S2}}")), "Pass");
    assert_ne!(steps(&format!("{first}, {{note: z, id: S2}}")), "Pass");
    let late = first.replace("09:00", "09:01");
    assert_ne!(steps(&format!("{late}, {{note: y, id: S2}}")), "Pass");
}

#[test]
fn lists_in_entries_of_a_set_are_compared_too() {
    let said = |to: &str| {
        let events = format!(
            "origin: Q-2\nevents: [{{type: sent, at: 2025-03-03 09:00, by: ann, to: {to}}}]"
        );
        let other = "state: open\nevents: [{type: sent, at: 2025-03-03 09:00, by: ann, to: [bob]}]";
        Portal::of(
            "{equality: {pairs: [[request.events, request.origin.request.events]], as: set}}",
        )
        .head(&events)
        .record("Q-2", other)
        .run()
        .outcome()
    };
    assert_eq!(said("[Bob Reed]"), Outcome::Pass);
    assert_eq!(said("[cat]"), Outcome::Violated);
}

#[test]
fn of_two_lists_that_are_no_sets_the_first_values_are_compared() {
    let run = Portal::of("{equality: {pairs: [[plan.answers, request.kind]]}}")
        .says(&[("default", "{left_value}")])
        .head("kind: deep")
        .plan("answers: [flat, deep]")
        .run();
    assert_eq!(run.said(), ["flat"]);
}

#[test]
fn every_item_needs_an_answer() {
    let portal = |more: &str| {
        let check = format!(
            "{{coverage: {{items: plan.steps, key: id, named_by: note, by: plan.answers{more}}}}}"
        );
        Portal::of(&check)
            .says(&[
                ("default", "{missing} ({name})"),
                ("extra", "extra {missing}"),
            ])
            .head("state: open")
    };
    let plan = "steps: [{id: S1, owner: ann, note: saw}, {id: S2, owner: ann, note: plane}]\nanswers: [s1, S7]";
    assert_eq!(portal("").plan(plan).run().said(), ["S2 (plane)"]);
    assert_eq!(
        portal(", exact: true").plan(plan).run().said(),
        ["S2 (plane)", "extra S7"]
    );
    assert_eq!(
        portal("").plan("steps: []").run().outcome(),
        Outcome::NotApplicable
    );
}

#[test]
fn a_misspelt_answer_is_told_once_with_the_item_that_it_means() {
    let check =
        "{coverage: {items: plan.steps, key: id, named_by: note, by: plan.answers, exact: true}}";
    let said = |answers: &str| {
        let steps = "{id: S1, owner: ann, note: saw}, {id: S2, owner: ann, note: plane}";
        let run = Portal::of(check)
            .says(&[
                ("default", "{missing} ({name})"),
                ("extra", "extra {missing}"),
                ("near", "{missing} for {near} ({name})"),
            ])
            .head("state: open")
            .plan(&format!("steps: [{steps}]\nanswers: {answers}"))
            .run();
        run.said().join(", ")
    };
    assert_eq!(said("[S1, S22]"), "S22 for S2 (plane)");
    // Nothing like it, or one of several.
    assert_eq!(said("[S1, X9]"), "S2 (plane), extra X9");
    assert_eq!(said("[S22]"), "S1 (saw), S2 (plane), extra S22");
}

#[test]
fn linked_records_point_at_each_other() {
    let portal = |front: &str, other: &str| {
        let check =
            "{link: {from: request.follow_up, back: request.origin, where: {request.kind: deep}}}";
        Portal::of(check)
            .says(&[
                ("default", "no link"),
                ("unlinked", "{target} one-way"),
                ("unfit", "{target} unfit"),
            ])
            .head(front)
            .record("Q-2", other)
            .run()
    };
    let of_first = |run: &super::portal::Judgement| -> Vec<String> {
        let own = run
            .of("R1")
            .filter(|it| it.record.as_deref() == Some("Q-1"));
        own.map(|it| it.message.get(crate::lang::Lang::En).to_owned())
            .collect()
    };
    assert_eq!(of_first(&portal("state: open", "kind: deep")), ["no link"]);
    let run = portal("follow_up: Q-2", "kind: flat");
    assert_eq!(of_first(&run), ["Q-2 one-way", "Q-2 unfit"]);
    let run = portal("follow_up: Q-2", "kind: deep\norigin: Q-1");
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn what_is_missing_is_told_where_it_would_stand_unless_the_rule_points_elsewhere() {
    let marked = |check: &str, point: &str, parts: bool| {
        let rule = if parts {
            format!(
                "  check:\n    parts:\n      one: {{{point}{check}}}\n  messages: {{one: one}}\n"
            )
        } else {
            let point = point.replace(", ", "");
            format!("  {point}\n  check: {{{check}}}\n")
        };
        let head = "size: 4\npeople:\norigin:";
        let run = Portal::with_rule(&rule).head(head).run();
        run.marked().join(", ")
    };
    for (check, own) in [
        ("presence: {all: [request.people]}", "people"),
        ("link: {from: request.origin}", "origin"),
    ] {
        assert_eq!(marked(check, "", false), own, "{check}");
        assert_eq!(
            marked(check, "point: request.size, ", false),
            "4",
            "{check}"
        );
        assert_eq!(marked(check, "point: request.size, ", true), "4", "{check}");
    }
}

#[test]
fn where_a_rule_points_is_looked_at_if_something_stands_there() {
    let looked = |head: &str| {
        let rule = "  point: request.size\n  check: {require: request.kind == 'deep'}\n";
        Portal::with_rule(rule).head(head).run().looked_at()
    };
    assert_eq!(
        looked("kind: deep\nsize: 4"),
        ["request: size: 4", "request: kind: deep"]
    );
    assert_eq!(looked("kind: deep"), ["request: kind: deep"]);
}

#[test]
fn a_rule_waits_for_its_state_and_passes_over_other_routes() {
    let rule = "  from: {main: live}\n  check: {presence: {all: [event.done]}}\n";
    let outcome = |front: &str| Portal::with_rule(rule).head(front).run().outcome();
    assert_eq!(outcome("state: open"), Outcome::NotDue);
    assert_eq!(outcome("state: live"), Outcome::Violated);
    let started = "state: open\nevents: [{type: started, at: 2025-03-03, by: ann}]";
    assert_eq!(outcome(started), Outcome::Violated);
    let other =
        Portal::with_rule(&rule.replace("main: live", "side: finished")).head("state: live");
    assert_eq!(other.run().outcome(), Outcome::NotApplicable);
}

#[test]
fn a_rule_applies_if_its_condition_holds_and_while_it_is_in_force() {
    let outcome = |more: &str| {
        let rule = format!("{more}  check: {{presence: {{all: [event.done]}}}}\n");
        let head = "kind: deep\nopened: 2025-03-03 09:00";
        Portal::with_rule(&rule).head(head).run().outcome()
    };
    assert_eq!(
        outcome("  when: request.kind == 'flat'\n"),
        Outcome::NotApplicable
    );
    assert_eq!(
        outcome("  when: request.kind == 'deep'\n"),
        Outcome::Violated
    );
    assert_eq!(
        outcome("  in_force: {from: 2025-03-04}\n"),
        Outcome::NotApplicable
    );
    assert_eq!(
        outcome("  in_force: {from: 2025-03-03, to: 2025-03-03}\n"),
        Outcome::Violated
    );
}

#[test]
fn parts_are_judged_each_for_itself() {
    let rule = "  check:
    parts:
      one: {when: request.kind == 'deep', presence: {all: [event.sent]}}
      two: {given: request.size, presence: {all: [event.started]}}
      three: {unless: request.size, presence: {all: [event.done]}}
";
    let run = Portal::with_rule(rule)
        .says(&[("one", "one"), ("two", "two"), ("three", "three")])
        .head("kind: flat\nsize: 4")
        .run();
    assert_eq!(run.said(), ["two"]);
    assert_eq!(run.keys(), ["event.started two"]);
}

#[test]
fn the_weight_of_a_rule_may_depend_on_the_record() {
    let rule = "  severity_when: [{when: request.kind == 'flat', severity: info}]\n  check: {presence: {all: [event.sent]}}\n";
    let run = Portal::with_rule(rule).head("kind: flat").run();
    assert_eq!(run.of("R1").next().unwrap().severity, Severity::Info);
    assert_eq!(run.found.summary.non_compliant, 0);
}
