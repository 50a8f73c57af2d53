//! One fault is told once, by the narrowest rule; rules that wait for a time.

use super::portal::Portal;
use crate::check::Outcome;
use crate::check::reason::Cause;

/// The rule R1 with a check, and R2 that gives way to it.
fn two(check: &str, yields_to: &str, other: &str) -> Portal {
    let rest = "  message: said\n  explain: why\n";
    let head = "- id: R2\n  title: other\n  clauses: [C-1]\n  severity: error\n";
    Portal::with_rule(&format!(
        "  check: {check}\n{rest}{head}  yields_to: {yields_to}\n  check: {other}\n  message: other\n"
    ))
}

const SENT_LATE: &str = "state: open\nevents:\n  - {type: found, at: 2025-03-03 09:00, by: ann}\n  \
    - {type: started, at: 2025-03-03 10:00, by: ann}\n  - {type: sent, at: 2025-03-03 11:00, by: ann}";
const SENT_FIRST: &str = "{order: {earlier: event.sent, later: event.started}}";

#[test]
fn a_wider_rule_is_silent_where_a_narrower_one_names_the_same_place() {
    let found_first = "{order: {earlier: event.sent, later: event.found}}";
    let run = two(SENT_FIRST, "R1", found_first).head(SENT_LATE).run();
    assert_eq!(run.ids(), ["R1 violated"]);
    let verdicts = &run.found.judged[0].verdicts;
    assert_eq!(verdicts[1].outcome, Outcome::NotApplicable);
    let causes: Vec<_> = verdicts[1].reasons.iter().map(|it| it.cause).collect();
    assert_eq!(causes, [Cause::GaveWay(0)]);
}

#[test]
fn a_wider_rule_speaks_about_another_place() {
    let other = "{order: {earlier: event.started, later: event.found}}";
    let head = SENT_LATE.replace("sent, at: 2025-03-03 11:00", "sent, at: 2025-03-03 08:00");
    let run = two(SENT_FIRST, "R1", other).head(&head).run();
    assert_eq!(run.ids(), ["R2 violated"]);
    // Both merely point at the record: that is no common place.
    let missing = "{presence: {all: [event.done]}}";
    let run = two(missing, "R1", "{presence: {all: [event.told]}}")
        .head(SENT_LATE)
        .run();
    assert_eq!(run.ids(), ["R1 violated", "R2 violated"]);
}

#[test]
fn what_a_narrower_rule_is_about_and_says_can_be_told_apart() {
    let missing = "{presence: {all: [event.done]}}";
    let about = |about: &str| {
        let yields = format!("[{{rule: R1, saying: default, about: {about}}}]");
        two(SENT_FIRST, &yields, missing)
            .head(SENT_LATE)
            .run()
            .ids()
    };
    assert_eq!(about("event.started"), ["R1 violated"]);
    assert_eq!(about("event.found"), ["R2 violated", "R1 violated"]);
}

#[test]
fn a_rule_does_not_silence_itself_and_may_prefer_one_of_its_parts() {
    let parts = "  yields_to: [{rule: R1, saying: first}]\n  check:\n    parts:\n      \
        first: {order: {earlier: event.sent, later: event.started}}\n      \
        second: {order: {earlier: event.sent, later: event.found}}\n  \
        messages: {first: first, second: second}\n";
    let run = Portal::with_rule(parts).head(SENT_LATE).run();
    assert_eq!(run.said(), ["first"]);
    assert_eq!(run.outcome(), Outcome::Violated);
}

#[test]
fn a_rule_may_give_way_with_one_of_its_messages_only() {
    let said = |only: &str| {
        let rule = format!(
            "  yields_to: [{{rule: R1, saying: first, only: {only}}}]\n  check:\n    parts:\n      \
            first: {{order: {{earlier: event.sent, later: event.started}}}}\n      \
            second: {{order: {{earlier: event.sent, later: event.found}}}}\n      \
            third: {{order: {{earlier: event.started, later: event.found}}}}\n  \
            messages: {{first: first, second: second, third: third}}\n"
        );
        let run = Portal::with_rule(&rule).head(SENT_LATE).run();
        let mut said = run.said();
        said.sort_unstable();
        said.join(", ")
    };
    assert_eq!(said("second"), "first, third");
    assert_eq!(said("third"), "first, second");
}

#[test]
fn a_rule_waits_until_one_of_its_times_has_come() {
    let rule = "  due: [events.done, {at: event.started, plus: close_days}]\n  \
        check: {presence: {all: [event.told]}}\n";
    let outcome = |more: &str, day: &str| {
        let head = format!(
            "state: open\nevents:\n  - {{type: started, at: 2025-03-03 09:00, by: ann}}\n{more}"
        );
        Portal::with_rule(rule).on(day).head(&head).run().outcome()
    };
    assert_eq!(outcome("", "2025-03-07"), Outcome::NotDue);
    assert_eq!(outcome("", "2025-03-08"), Outcome::Violated);
    let done = "  - {type: done, at: 2025-03-04 09:00, by: ann}";
    assert_eq!(outcome(done, "2025-03-04"), Outcome::Violated);
    let head = "state: open";
    let run = Portal::with_rule(rule).head(head).run();
    assert_eq!(run.outcome(), Outcome::NotDue);
}

#[test]
fn two_requirements_that_differ_in_what_they_show_beside_are_one() {
    let rule = |that: &str, beside: &str| {
        format!("  check: {{require: {{that: {that}, beside: [{beside}]}}}}\n  message: told\n")
    };
    let found = |other: &str| {
        let first = rule("request.size > 3", "request.kind");
        let second = "  explain: why\n- id: R2\n  title: t\n  clauses: [C-1]\n  severity: error\n";
        Portal::with_rule(&format!("{first}{second}{other}")).faults()
    };
    let twin = found(&rule("request.size > 3", "request.title"));
    assert_eq!(twin.len(), 1, "{twin:#?}");
    assert!(twin[0].starts_with("rule-overlap at "), "{twin:#?}");
    let other = found(&rule("request.size > 4", "request.kind"));
    assert_eq!(other, Vec::<String>::new());
}
