//! When and where waivers hold, and what a baseline makes of a verdict.

use super::portal::Portal;
use crate::check::Outcome;
use crate::check::baseline::{Baseline, Entry, Spot};
use crate::finding;
use crate::lang::Lang;

pub(super) const SAYS: &str = "id: W1, rule: R1, reason: good, risk: small, approved_by: bob";

pub(super) fn portal(waiver: &str) -> Portal {
    Portal::of("{presence: {all: [event.started]}}")
        .head(
            "system: mill\nreason: because\nevents: [{type: sent, at: 2025-03-03 09:00, by: ann}]",
        )
        .file(
            "registers/waivers.yaml",
            &format!("- {{{SAYS}, {waiver}}}\n"),
        )
}

fn days(from: &str, expires: &str) -> Portal {
    portal(&format!(
        "scope: {{changes: [Q-1]}}, from: {from}, expires: {expires}"
    ))
}

#[test]
fn a_waiver_covers_nothing_before_its_first_day() {
    let run = days("2025-07-01", "2025-07-31").run();
    assert_eq!(run.ids(), ["R1 violated"]);
    let run = days("2025-06-30", "2025-07-31").run();
    assert_eq!(run.ids(), ["R1 waived"]);
}

#[test]
fn the_last_day_of_a_waiver_ends_in_the_zone_of_the_portal() {
    let until = || days("2025-06-01", "2025-06-30");
    // Shanghai is eight hours ahead of UTC.
    let run = until().on("2025-06-30T15:59:59Z").run();
    assert_eq!(run.ids(), ["R1 waived"]);
    let run = until().on("2025-06-30T16:00:00Z").run();
    assert_eq!(run.ids(), ["R1 violated", "waiver-expired violated"]);
}

#[test]
fn a_waiver_that_was_renewed_leaves_nothing_to_answer_for() {
    let two = |first: &str, second: &str| {
        let one = |id: &str, days: &str| {
            let says = SAYS.replace("W1", id);
            format!("- {{{says}, scope: {{changes: [Q-1]}}, {days}}}\n")
        };
        let text = one("W1", first) + &one("W2", second);
        portal("").file("registers/waivers.yaml", &text).run()
    };
    let over = "from: 2025-05-01, expires: 2025-06-01";
    let valid = "from: 2025-06-02, expires: 2025-07-01";
    for run in [two(over, valid), two(valid, over)] {
        assert_eq!(run.ids(), ["R1 waived", "waiver-expired violated"]);
        assert_eq!(run.found.summary.errors, 0);
    }
    // Where both hold, neither is without use.
    assert_eq!(two(valid, valid).ids(), ["R1 waived"]);
}

#[test]
fn a_waiver_that_has_expired_is_a_remark_once_nothing_is_left_to_cover() {
    let run = portal("scope: {changes: [Q-2]}, from: 2025-05-01, expires: 2025-06-01").run();
    assert_eq!(run.ids(), ["R1 violated", "waiver-expired violated"]);
    assert_eq!((run.found.summary.errors, run.found.summary.infos), (1, 1));
}

#[test]
fn a_waiver_for_a_system_covers_its_records_only() {
    let of = |system: &str| {
        let scope =
            format!("scope: {{systems: [{system}]}}, from: 2025-06-01, expires: 2025-07-01");
        portal(&scope).run().ids()
    };
    assert_eq!(of("mill"), ["R1 waived"]);
    assert_eq!(of("kiln"), ["R1 violated", "waiver-unused violated"]);
}

#[test]
fn a_rule_that_cannot_be_waived_is_not() {
    let check = "  waivable: false\n  check: {presence: {all: [event.started]}}\n";
    let scope = "scope: {changes: [Q-1]}, from: 2025-06-01, expires: 2025-07-01";
    let run = Portal::with_rule(check)
        .head("reason: because")
        .file(
            "registers/waivers.yaml",
            &format!("- {{{SAYS}, {scope}}}\n"),
        )
        .run();
    assert_eq!(run.ids(), ["R1 violated", "waiver-refused violated"]);
    assert_eq!(run.outcome(), Outcome::Violated);
}

/// A waiver as a record writes it.
fn own(id: &str, approver: &str) -> String {
    let says = SAYS
        .replace("W1", id)
        .replace("approved_by: bob", &format!("approved_by: {approver}"));
    format!("{{{says}, from: 2025-06-01, expires: 2025-07-01}}")
}

fn carrying(waivers: &str) -> Portal {
    Portal::of("{presence: {all: [event.started]}}")
        .head(&format!("reason: because\nwaivers: [{waivers}]"))
}

#[test]
fn nobody_who_is_not_in_the_register_approves_a_waiver() {
    for approver in ["bob", "Bob"] {
        assert_eq!(carrying(&own("W2", approver)).run().ids(), ["R1 waived"]);
    }
    let run = carrying(&own("W2", "ghost")).run();
    assert_eq!(run.outcome(), Outcome::Violated);
    let said: Vec<_> = run
        .of("waiver-refused")
        .map(|it| it.message.get(Lang::En))
        .collect();
    assert_eq!(
        said,
        ["the waiver `W2` was approved by `ghost`, whom the register does not know"]
    );
}

#[test]
fn a_waiver_that_begins_after_its_end_is_told() {
    let run = |from: &str, expires: &str| {
        let days = own("W2", "bob")
            .replace("from: 2025-06-01", &format!("from: {from}"))
            .replace("expires: 2025-07-01", &format!("expires: {expires}"));
        carrying(&days).run()
    };
    for (from, expires) in [("2025-07-02", "2025-07-01"), ("2025-05-02", "2025-05-01")] {
        let run = run(from, expires);
        assert_eq!(run.ids(), ["R1 violated", "waiver-refused violated"]);
        let said: Vec<_> = run
            .of("waiver-refused")
            .map(|it| it.message.get(Lang::En))
            .collect();
        let expected =
            format!("the waiver `W2` is to hold from {from} to {expires}, which is earlier");
        assert_eq!(said, [expected]);
    }
    // One day is a term.
    assert_eq!(run("2025-06-30", "2025-06-30").ids(), ["R1 waived"]);
}

#[test]
fn nobody_waives_what_they_did_in_an_event() {
    let run = |earlier: &str, later: &str, approver: &str| {
        let own = own("W2", approver);
        let events = "{type: sent, at: 2025-03-04 09:00, by: ann, to: [dan]}, \
            {type: started, at: 2025-03-03 09:00, by: [eve, bob]}";
        Portal::of(&format!(
            "{{order: {{earlier: {earlier}, later: {later}}}}}"
        ))
        .head(&format!(
            "reason: because\nevents: [{events}]\nwaivers: [{own}]"
        ))
        .run()
        .ids()
    };
    // The finding stands in the one event, what is related to it in the other.
    for approver in ["ann", "bob", "eve"] {
        assert_eq!(
            run("event.sent", "event.started", approver),
            ["R1 violated", "waiver-refused violated"],
            "{approver}"
        );
    }
    // Who was only told did nothing.
    for approver in ["cat", "dan"] {
        assert_eq!(
            run("event.sent", "event.started", approver),
            ["R1 waived"],
            "{approver}"
        );
    }
}

#[test]
fn ids_of_waivers_are_unique_across_the_register_and_the_records() {
    let scope = "scope: {changes: [Q-7]}, from: 2025-06-01, expires: 2025-07-01";
    let registered = format!("- {{{SAYS}, {scope}}}\n");
    for (id, other) in [("W1", false), ("w1", false), ("W2", true)] {
        let run = carrying(&own(id, "bob"))
            .record("Q-7", "reason: because")
            .file("registers/waivers.yaml", &registered)
            .run();
        assert_eq!(run.of("duplicate-id").count(), usize::from(!other), "{id}");
        let found = run.of("R1").find(|it| it.record.as_deref() == Some("Q-1"));
        assert_eq!(
            found.map(|it| it.outcome == finding::Outcome::Waived),
            Some(other),
            "{id}"
        );
    }
    let twice = format!("{}, {}", own("W2", "bob"), own("W2", "bob"));
    let run = carrying(&twice).run();
    assert_eq!(run.ids(), ["R1 waived", "duplicate-id violated"]);
}

#[test]
fn counts_without_waivers_are_kept() {
    let summary = days("2025-06-01", "2025-07-01").run().found.summary;
    assert_eq!((summary.errors, summary.before.errors), (0, 1));
    assert_eq!(
        (summary.non_compliant, summary.before.non_compliant),
        (0, 1)
    );
    assert_eq!((summary.in_progress, summary.before.in_progress), (1, 0));
}

fn known(count: usize) -> Baseline {
    let spot = Spot {
        record: Some("Q-1".into()),
        rule: "R1".into(),
        place: "event.started".into(),
        file: None,
    };
    let entry = Entry {
        count,
        ..Entry::default()
    };
    Baseline {
        entries: [(spot, entry)].into(),
    }
}

#[test]
fn a_verdict_whose_violations_are_all_known_is_of_the_baseline() {
    let run = |known| {
        let later = portal("scope: {changes: [Q-1]}, from: 2025-07-01, expires: 2025-07-02");
        later.knowing(known).run()
    };
    assert_eq!(run(known(1)).outcome(), Outcome::Baseline);
    assert_eq!(run(known(1)).ids(), ["R1 baseline"]);
    assert_eq!(run(Baseline::default()).outcome(), Outcome::Violated);
}

#[test]
fn what_is_waived_stays_waived_under_a_baseline() {
    let run = days("2025-06-01", "2025-07-01").knowing(known(1)).run();
    assert_eq!(run.outcome(), Outcome::Waived);
    assert_eq!(run.ids(), ["R1 waived"]);
}

#[test]
fn any_file_of_a_dossier_touches_its_record_and_no_other() {
    let touched = |path: &str| {
        let portal = days("2025-06-01", "2025-07-01").record("Q-10", "reason: because");
        let since = portal.changed(path).run().since;
        since.records().iter().cloned().collect::<Vec<_>>()
    };
    assert_eq!(touched("changes/Q-1/request.md"), ["Q-1"]);
    assert_eq!(touched("changes/Q-1/evidence/gone.eml"), ["Q-1"]);
    assert_eq!(touched("changes/Q-10/request.md"), ["Q-10"]);
    assert_eq!(touched("changes/README.md"), [""; 0]);
}
