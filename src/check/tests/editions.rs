//! A record is judged by what was in force when it was opened.

use super::portal::{Judgement, Portal};
use crate::check::Outcome;
use crate::lang::Lang;

const CLAUSES: &str = "---\nsection: \"1\"\ntitle: Everything\nclauses:\n  \
    C-1: {origin: S, checked_by: rules, effective_to: 2025-03-31, superseded_by: [C-2]}\n  \
    C-2: {origin: S, checked_by: rules, effective_from: 2025-04-01}\n---\n\
    ## C-1\n### en\nWhat is sent is agreed.\n## C-2\n### en\nWhat is sent is agreed in writing.\n";

/// The rule R1 was replaced by R2 when C-2 replaced C-1; R3 rests on both clauses.
fn editions() -> Portal {
    let rule = |id: &str, clauses: &str, force: &str, check: &str| {
        format!(
            "- id: {id}\n  title: {id}\n  clauses: [{clauses}]\n  severity: error\n{force}  \
             check: {{presence: {{all: [{check}]}}}}\n  message: said\n  explain: why\n"
        )
    };
    let old = "  in_force: {to: 2025-03-31}\n  check: {presence: {all: [event.sent]}}\n  \
        message: said\n  explain: why\n";
    let new = rule(
        "R2",
        "C-2",
        "  in_force: {from: 2025-04-01}\n",
        "event.told",
    );
    let both = rule("R3", "C-1, C-2", "", "event.done");
    let both = both.trim_end_matches("  explain: why\n");
    Portal::with_rule(&format!("{old}{new}{both}")).file("procedure/clauses/1.md", CLAUSES)
}

fn found(run: &Judgement, record: &str) -> Vec<String> {
    let found = run.found.of(record);
    let mut all: Vec<_> = found
        .map(|it| format!("{} {}", it.rule, it.clauses.join(" ")))
        .collect();
    all.sort();
    all
}

#[test]
fn an_old_record_is_judged_by_the_old_rule_and_a_new_one_by_the_new() {
    let run = editions()
        .head("opened: 2025-03-31 23:59")
        .record("Q-2", "opened: 2025-04-01 00:00")
        .run();
    assert_eq!(found(&run, "Q-1"), ["R1 C-1", "R3 C-1"]);
    assert_eq!(found(&run, "Q-2"), ["R2 C-2", "R3 C-2"]);
    let outcomes: Vec<_> = run.found.judged[0]
        .verdicts
        .iter()
        .map(|it| it.outcome)
        .collect();
    assert_eq!(
        outcomes,
        [Outcome::Violated, Outcome::NotApplicable, Outcome::Violated]
    );
}

#[test]
fn a_record_that_does_not_say_when_it_was_opened_is_judged_by_what_is_in_force_on_the_day() {
    let on = |day: &str| found(&editions().head("state: open").on(day).run(), "Q-1");
    assert_eq!(on("2025-03-31"), ["R1 C-1", "R3 C-1"]);
    assert_eq!(on("2025-04-01"), ["R2 C-2", "R3 C-2"]);
}

#[test]
fn another_edition_than_the_one_in_force_is_told_with_both() {
    let remark = |head: &str| {
        let run = Portal::of("{presence: {all: [request.id]}}")
            .head(head)
            .run();
        let all = run.of("edition-differs");
        let all = all.map(|it| it.message.get(Lang::En).to_owned());
        all.collect::<Vec<_>>()
    };
    assert_eq!(remark("opened: 2025-02-01\nedition: '1'"), [""; 0]);
    assert_eq!(remark("opened: 2024-12-31\nedition: '0'"), [""; 0]);
    assert_eq!(remark("opened: 2025-02-01"), [""; 0]);
    assert_eq!(
        remark("opened: 2025-02-01\nedition: '0'"),
        [
            "this says edition `0` of the procedure, and a record opened on 2025-02-01 is judged by edition `1`"
        ]
    );
    assert_eq!(
        remark("opened: 2024-12-31\nedition: '1'"),
        [
            "this says edition `1` of the procedure, and a record opened on 2024-12-31 is judged by edition `0`"
        ]
    );
}
