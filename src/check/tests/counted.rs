//! Which of several events count: proven in time, not taken back, of the right kind, between item and end.

use super::portal::{Judgement, Portal};
use crate::check::Outcome;

fn events(lines: &[&str]) -> String {
    let entries = lines.iter().map(|it| format!("  - {{by: ann, {it}}}\n"));
    format!("state: open\nevents:\n{}", entries.collect::<String>())
}

fn order(params: &str, lines: &[&str]) -> Judgement {
    let check = format!("{{order: {{earlier: {params}, later: event.done}}}}");
    Portal::of(&check)
        .says(&[
            ("default", "{later_at} before {earlier_at}"),
            ("missing", "no {missing}"),
            ("stale", "{earlier_at} is {age} old"),
        ])
        .head(&events(lines))
        .run()
}

const DONE: &str = "type: done, at: 2025-03-10 09:00";

#[test]
fn a_moment_that_was_taken_back_before_the_later_one_does_not_count() {
    let run = |undone: &str| {
        let undone = format!("type: resent, at: {undone}");
        let sent = "type: sent, at: 2025-03-03 09:00";
        let params = "events.sent, undone_by: events.resent, needed: earlier";
        order(params, &[sent, &undone, DONE]).said().join(", ")
    };
    assert_eq!(run("2025-03-05 09:00"), "no sent");
    assert_eq!(run("2025-03-10 09:00"), "no sent");
    // Taken back too late, before it was there, and at the very moment.
    assert_eq!(run("2025-03-10 09:01"), "");
    assert_eq!(run("2025-03-03 08:59"), "");
    assert_eq!(run("2025-03-03 09:00"), "");
    // Nobody can tell which of the two came last.
    assert!(run("2025-03-03").contains("cannot be known"));
}

#[test]
fn what_was_done_anew_after_it_was_taken_back_counts() {
    let params = "events.sent, undone_by: events.resent, needed: earlier";
    let run = |again: &str| {
        let again = format!("type: sent, at: {again}");
        let sent = "type: sent, at: 2025-03-03 09:00";
        let undone = "type: resent, at: 2025-03-05 09:00";
        order(params, &[sent, undone, &again, DONE])
    };
    assert_eq!(run("2025-03-07 09:00").outcome(), Outcome::Pass);
    assert_eq!(
        run("2025-03-11 09:00").said(),
        ["2025-03-10 09:00 before 2025-03-11 09:00"]
    );
}

fn proven(sent: &[&str]) -> Judgement {
    let check = "{order: {earlier: events.sent, later: event.done, within: close_days, \
                 proven_at: seen_at}}";
    let procedure = include_str!("portal/procedure.yaml");
    let note = "    note: {label: note, type: text}\n";
    let seen = format!("{note}    seen_at: {{label: seen, type: datetime}}\n");
    let sent = sent.iter().map(|it| format!("type: sent, at: {it}"));
    let sent: Vec<_> = sent.collect();
    let mut lines: Vec<_> = sent.iter().map(String::as_str).collect();
    lines.push(DONE);
    Portal::of(check)
        .says(&[
            ("default", "{later_at} before {earlier_at}"),
            ("stale", "{earlier_at} is {age} old"),
        ])
        .file("procedure/procedure.yaml", &procedure.replace(note, &seen))
        .head(&events(&lines))
        .run()
}

#[test]
fn a_fresh_moment_that_was_proven_too_late_does_not_stand_in_for_an_old_one() {
    let fresh = |seen: &str| {
        let fresh = format!("2025-03-09 09:00, seen_at: {seen}");
        proven(&["2025-03-01 09:00, seen_at: 2025-03-01 10:00", &fresh])
    };
    assert_eq!(fresh("2025-03-10 09:00").outcome(), Outcome::Pass);
    assert_eq!(fresh("''").outcome(), Outcome::Pass);
    let late = fresh("2025-03-10 09:01");
    assert_eq!(late.said(), ["2025-03-01 09:00 is 9 days old"]);
    assert_eq!(late.marked(), ["2025-03-10 09:00"]);
}

#[test]
fn the_only_moment_counts_however_late_its_proof_is() {
    let run = proven(&["2025-03-09 09:00, seen_at: 2025-03-12 09:00"]);
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn whether_a_proof_of_the_same_day_came_in_time_nobody_knows_where_it_decides() {
    let fresh = |at: &str, seen: &str| {
        let fresh = format!("{at}, seen_at: {seen}");
        proven(&["2025-03-01 09:00, seen_at: 2025-03-01 10:00", &fresh])
    };
    let open = fresh("2025-03-09 09:00", "2025-03-10");
    assert_eq!(open.outcome(), Outcome::Indeterminate);
    assert_eq!(open.marked(), ["2025-03-09 09:00"]);
    assert!(open.said()[0].contains("seen"), "{:?}", open.said());
    // Too old even if it was proven in time, so the older one is told.
    let old = fresh("2025-03-02 09:00", "2025-03-10");
    assert_eq!(old.said(), ["2025-03-01 09:00 is 9 days old"]);
    // The only one counts, and what is asked of its proof tells the rest.
    let only = proven(&["2025-03-09 09:00, seen_at: 2025-03-10"]);
    assert_eq!(only.outcome(), Outcome::Pass);
}

#[test]
fn a_proof_must_be_a_moment_of_the_earlier_events() {
    let faults = |field: &str| {
        let check =
            format!("{{order: {{earlier: events.sent, later: event.done, proven_at: {field}}}}}");
        Portal::of(&check).says(&[("default", "no")]).faults()
    };
    assert_eq!(faults("at"), [""; 0]);
    for field in ["by", "seen", "[at]"] {
        let found = faults(field);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].contains(field.trim_matches(['[', ']'])),
            "{found:?}"
        );
    }
}

#[test]
fn only_the_events_among_the_chosen_reach_anybody() {
    let said = |among: &str| {
        let check = format!(
            "{{recipients: {{event: told, anywhere: [director, client], together: true{among}}}}}"
        );
        let run = Portal::of(&check)
            .says(&[("default", "not {missing}")])
            .head(&events(&[
                "type: told, to: [bob], at: 2025-03-03 09:00, note: mail",
                "type: told, to: [cat], at: 2025-03-03 10:00, note: phone",
            ]))
            .run();
        (run.outcome(), run.said().join(", "))
    };
    assert_eq!(said(""), (Outcome::Pass, String::new()));
    let mail = said(", among: 'events.told[note=mail]'");
    assert_eq!(mail, (Outcome::Violated, "not client".to_owned()));
    let phone = said(", among: 'events.told[note=phone]'");
    assert_eq!(phone, (Outcome::Violated, "not director".to_owned()));
    // None of them is a report: that there is no report is for another rule to say.
    let letter = said(", among: 'events.told[note=letter]'");
    assert_eq!(letter.0, Outcome::NotApplicable);
}

fn mended(until: &str, answer: &str) -> Judgement {
    let check =
        format!("{{coverage: {{items: events.fault, key: ref, by: events.mended.ref{until}}}}}");
    Portal::of(&check)
        .says(&[("default", "{missing} is open")])
        .head(&events(&[
            "type: fault, ref: F-1, at: 2025-03-03 09:00",
            answer,
            "type: told, to: [bob], at: 2025-03-06 09:00",
            DONE,
        ]))
        .run()
}

#[test]
fn an_answer_before_its_item_or_after_the_end_does_not_count() {
    let until = ", until: [event.told, event.done]";
    let said = |at: &str| {
        let answer = format!("type: mended, ref: F-1, at: {at}");
        mended(until, &answer).said().join(", ")
    };
    assert_eq!(said("2025-03-04 09:00"), "");
    assert_eq!(said("2025-03-03 09:00"), "");
    assert_eq!(said("2025-03-06 09:00"), "");
    assert_eq!(said("2025-03-03 08:59"), "F-1 is open");
    assert_eq!(said("2025-03-06 09:01"), "F-1 is open");
    // Days leave the order open.
    assert!(said("2025-03-03").contains("cannot be known"));
    assert!(said("2025-03-06").contains("cannot be known"));
    let late = "type: mended, ref: F-1, at: 2025-05-01";
    assert_eq!(mended("", late).outcome(), Outcome::Pass);
    let other = "type: mended, ref: F-2, at: 2025-03-04 09:00";
    assert_eq!(mended(until, other).said(), ["F-1 is open"]);
}

#[test]
fn a_filter_with_a_question_mark_passes_what_is_empty_or_absent() {
    let said = |note: &str| {
        let check =
            "{order: {earlier: 'events.sent[note?=mail]', later: event.done, needed: earlier}}";
        let sent = format!("type: sent, at: 2025-03-03 09:00{note}");
        let run = Portal::of(check)
            .says(&[("default", "late"), ("missing", "no {missing}")])
            .head(&events(&[&sent, DONE]))
            .run();
        run.said().join(", ")
    };
    assert_eq!(said(""), "");
    assert_eq!(said(", note: ''"), "");
    assert_eq!(said(", note: mail"), "");
    assert_eq!(said(", note: phone"), "no sent");
}

#[test]
fn a_requirement_shows_the_places_beside_it_one_a_line() {
    let beside = |steps: &str| {
        let check = "{require: {that: request.size > 3, beside: [plan.steps.id]}}";
        let run = Portal::of(check)
            .head("size: 3")
            .plan(&format!("steps:{steps}"))
            .run();
        run.related()
    };
    let one = beside(" [{id: S1, owner: ann}, {id: S2, owner: ann}]");
    assert_eq!(one, ["01 plan: id: S1, owner: ann}, {id: S2"]);
    let two = beside("\n  - {id: S1, owner: ann}\n  - {id: S2, owner: ann}");
    assert_eq!(two, ["01 plan: id: S1", "01 plan: id: S2"]);
    assert_eq!(beside(" []"), [""; 0]);
}

#[test]
fn nobody_approves_a_waiver_for_what_they_did_themselves() {
    let waived = |approver: &str| {
        let check = "{held_roles: {each: plan.steps, persons: owner, roles: manager, at: done_at}}";
        let waiver = format!(
            "- {{id: W1, rule: R1, reason: good, risk: small, approved_by: {approver}, \
             scope: {{changes: [Q-1]}}, from: 2025-06-01, expires: 2025-07-01}}\n"
        );
        let run = Portal::of(check)
            .says(&[("default", "{person}"), ("outside", "{person}"), ("none", "nobody")])
            .head("state: open")
            .plan("steps: [{id: S1, owner: eve, done_at: 2025-05-01}, {id: S2, owner: ann, done_at: 2025-05-01}]")
            .file("registers/waivers.yaml", &waiver)
            .run();
        run.ids().join(", ")
    };
    assert_eq!(waived("bob"), "R1 waived");
    // Whoever did another step has no hand in this one.
    assert_eq!(waived("ann"), "R1 waived");
    assert_eq!(waived("eve"), "R1 violated, waiver-refused violated");
}
