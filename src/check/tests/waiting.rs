//! What waits for whom: next steps, running times, what falls due, who answers.

use super::portal::{Judgement, Portal};
use crate::check::waiting::{Task, What};

const LAPSE: &str = "{lapse: {only_overdue: true, clocks: [{start: event.started, end: event.done, within: close_days}]}}";

/// Somebody as a word: the person, else the role.
fn who(task: &Task) -> Vec<&str> {
    let name = |it: &crate::check::waiting::Who| match (&it.person, &it.role) {
        (Some(_), _) | (None, None) => None,
        (None, Some(_)) => Some(()),
    };
    assert!(task.who.iter().all(|it| name(it).is_none()), "{task:?}");
    let people = task.who.iter().filter_map(|it| it.person.as_deref());
    people.collect()
}

fn step(found: &Judgement) -> &Task {
    let mut steps = found
        .tasks
        .iter()
        .filter(|it| matches!(it.what, What::Step(_)));
    let step = steps.next().expect("there is a next step");
    assert!(steps.next().is_none(), "one step a record");
    step
}

fn events(list: &str) -> String {
    format!("state: open\nevents:\n{list}")
}

#[test]
fn the_next_step_waits_for_those_who_have_not_agreed() {
    let sent = "  - {type: sent, at: 2025-06-01 09:00, by: ann}\n";
    let yes =
        "  - {type: approval, at: 2025-06-02 09:00, by: bob, role: director, result: approved}\n";
    let no =
        "  - {type: approval, at: 2025-06-03 09:00, by: cat, role: client, result: rejected}\n";
    let check = "{presence: {all: [request.title]}}";
    let waits = |list: &str| {
        let found = Portal::of(check).head(&events(list)).run();
        who(step(&found)).join(" ")
    };
    assert_eq!(waits(sent), "bob cat");
    assert_eq!(waits(&format!("{sent}{yes}")), "cat");
    assert_eq!(
        waits(&format!("{sent}{yes}{no}")),
        "cat",
        "a no is no agreement"
    );
}

#[test]
fn a_time_that_runs_is_the_due_date_of_the_step_and_its_end_makes_the_step_late() {
    let head = events(
        "  - {type: sent, at: 2025-06-01 09:00, by: ann}\n  \
         - {type: approval, at: 2025-06-02 09:00, by: bob, role: director, result: approved}\n  \
         - {type: approval, at: 2025-06-02 10:00, by: cat, role: client, result: approved}\n  \
         - {type: started, at: 2025-06-28 09:00, by: eve}\n",
    );
    // A part of a rule bears its name in the keys of what it finds.
    let body = format!("  check: {{parts: {{closing: {LAPSE}}}}}\n  messages: {{closing: late}}\n");
    let on = |day: &str| Portal::with_rule(&body).head(&head).on(day).run();
    let before = on("2025-06-30");
    let due = step(&before).due.as_ref().unwrap();
    assert_eq!(due.rule.as_deref(), Some("R1"));
    assert_eq!(due.until.to_string(), "2025-07-03T01:00:00Z");
    let after = on("2025-07-10");
    let What::Step(late) = &step(&after).what else {
        unreachable!("it was filtered for");
    };
    assert_eq!(late.late.len(), 1);
    assert!(
        !after
            .tasks
            .iter()
            .any(|it| matches!(it.what, What::Mend(_))),
        "it is not told twice"
    );
}

#[test]
fn a_time_that_runs_waits_for_those_whom_it_names_else_for_those_whom_its_end_names() {
    let head = events("  - {type: found, at: 2025-06-28 09:00, by: eve}\n");
    let waits = |end: &str| {
        let clock = format!("start: event.found, within: close_days, {end}");
        let check = format!("{{lapse: {{clocks: [{{{clock}}}]}}}}");
        let found = Portal::of(&check).head(&head).run();
        let mut tasks = found.tasks.iter();
        let task = tasks.find(|it| matches!(it.what, What::Happen(_)));
        who(task.unwrap()).join(" ")
    };
    assert_eq!(waits("end: events.told, by: [manager]"), "ann");
    assert_eq!(waits("end: 'events.told[role=client]'"), "cat");
    let both = "end: 'events.told[role=client]', by: [manager]";
    assert_eq!(waits(both), "ann");
}

#[test]
fn what_the_next_state_asks_for_is_told_before_it_is_missing() {
    let gaps = |plan: Option<&str>, head: &str| {
        let mut portal = Portal::of("{presence: {all: [request.title]}}").head(head);
        if let Some(plan) = plan {
            portal = portal.plan(plan);
        }
        let found = portal.run();
        assert!(found.said().is_empty());
        let gaps = found.tasks.into_iter().filter_map(|it| match it.what {
            What::Write(gap) => Some((gap.document, gap.absent, gap.fields.join(" "))),
            _ => None,
        });
        gaps.collect::<Vec<_>>()
    };
    let open = "state: open";
    let request = ("request".to_owned(), false, "reason".to_owned());
    let plan = |absent, fields: &str| ("plan".to_owned(), absent, fields.to_owned());
    assert_eq!(gaps(None, open), [request.clone(), plan(true, "")]);
    assert_eq!(
        gaps(Some("code: AB-1"), open),
        [request, plan(false, "steps")]
    );
    assert_eq!(gaps(Some("steps: []"), "state: open\nreason: x"), []);
}

#[test]
fn a_finding_waits_for_whom_its_help_names() {
    let rule = |help: &str| {
        let body = format!("  check: {{presence: {{all: [request.size]}}}}\n  help: '{help}'\n");
        let found = Portal::with_rule(&body)
            .head("state: open\nreason: x\npeople: {operator: eve}")
            .plan("steps: []\nwriters: [dan]")
            .run();
        let task = found
            .tasks
            .iter()
            .find(|it| matches!(it.what, What::Mend(_)));
        who(task.unwrap()).join(" ")
    };
    assert_eq!(rule("ask {people.client}"), "cat");
    assert_eq!(rule("{plan.testers} or {plan.writers} tell"), "dan");
    assert_eq!(rule("ask nobody"), "");
}

#[test]
fn a_waiver_that_is_about_to_end_waits_for_who_approved_it() {
    let waiver = |expires: &str| {
        let head = format!(
            "state: open\nreason: x\nwaivers:\n  - {{id: W-1, rule: R1, reason: r, approved_by: bob, from: 2025-06-01, expires: {expires}, risk: low}}"
        );
        let found = Portal::of("{presence: {all: [request.size]}}")
            .head(&head)
            .run();
        let ends = found
            .tasks
            .iter()
            .filter(|it| matches!(it.what, What::End(_)));
        ends.map(|it| who(it).join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(waiver("2025-07-07"), ["bob"]);
    assert_eq!(waiver("2025-07-08"), [""; 0]);
    assert_eq!(waiver("2025-06-30"), ["bob"], "its last day is not over");
}
