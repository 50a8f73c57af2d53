//! Entries of a list in the order of their times.

use super::portal::Portal;
use crate::check::Outcome;

const LIST: &str = "each: plan.log, times: [from_at, to_at], then: seen_at";
const INSIDE: &str = ", inside: {from: event.started, to: event.done, of: 'plan.log[id!=prepare]'}";

fn sequence(more: &str, log: &[&str]) -> super::portal::Judgement {
    let entries = log.iter().map(|it| format!("  - {{{it}}}\n"));
    Portal::of(&format!("{{sequence: {{{LIST}{more}}}}}"))
        .says(&[
            (
                "default",
                "{entry} {field} {at}, {by} before {other} {other_field} {other_at}",
            ),
            ("own", "{entry}: {field} {by} before {other_field}"),
            ("early", "{entry}: {field} {by} before {other_at}"),
            ("late", "{entry}: {field} {by} after {other_at}"),
        ])
        .head(
            "state: open\nevents:\n  - {type: started, at: 2025-03-03 09:00, by: ann}\n  \
             - {type: done, at: 2025-03-03 12:00, by: ann}",
        )
        .plan(&format!("steps: []\nlog:\n{}", entries.collect::<String>()))
        .run()
}

fn row(id: &str, from: &str, to: &str) -> String {
    format!("id: {id}, from_at: 2025-03-03 {from}, to_at: 2025-03-03 {to}")
}

#[test]
fn each_entry_begins_when_the_one_before_it_has_ended_or_later() {
    let log = |second: &str| {
        let rows = [row("a", "09:00", "09:30"), row("b", second, "10:00")];
        sequence("", &[&rows[0], &rows[1]])
    };
    assert_eq!(log("09:30").outcome(), Outcome::Pass);
    let run = log("09:29");
    assert_eq!(
        run.said(),
        ["b from 2025-03-03 09:29, 1 min before a to 2025-03-03 09:30"]
    );
    assert_eq!(run.marked(), ["2025-03-03 09:29"]);
    assert_eq!(run.keys(), ["plan.log[b].from_at"]);
}

#[test]
fn the_times_of_an_entry_are_in_order_and_what_follows_them_is_not_waited_for() {
    let first = format!("{}, seen_at: 2025-03-03 09:40", row("a", "09:00", "09:30"));
    let second = row("b", "09:35", "10:00");
    assert_eq!(sequence("", &[&first, &second]).outcome(), Outcome::Pass);
    let run = sequence("", &[&row("a", "09:40", "09:30")]);
    assert_eq!(run.said(), ["a: to 10 min before from"]);
    let early = first.replace("09:40", "09:20");
    assert_eq!(sequence("", &[&early]).said(), ["a: seen 10 min before to"]);
}

#[test]
fn times_lie_inside_the_span_ends_included_where_the_entry_is_meant() {
    let whole = row("a", "09:00", "12:00");
    assert_eq!(sequence(INSIDE, &[&whole]).outcome(), Outcome::Pass);
    let rows = [row("prepare", "08:00", "08:30"), row("a", "08:50", "09:30")];
    let run = sequence(INSIDE, &[&rows[0], &rows[1]]);
    assert_eq!(run.said(), ["a: from 10 min before 2025-03-03 09:00"]);
    let run = sequence(INSIDE, &[&row("a", "11:50", "12:01")]);
    assert_eq!(run.said(), ["a: to 1 min after 2025-03-03 12:00"]);
}

#[test]
fn one_mistyped_time_is_told_once() {
    let first = format!("{}, seen_at: 2025-03-03 09:40", row("a", "09:00", "19:30"));
    let run = sequence(INSIDE, &[&first, &row("b", "09:45", "10:00")]);
    assert_eq!(run.said(), ["a: to 7 h 30 min after 2025-03-03 12:00"]);
}

#[test]
fn entries_without_times_are_passed_over_and_days_without_times_leave_the_order_open() {
    let rows = [row("a", "09:00", "09:30"), row("c", "09:10", "09:50")];
    let run = sequence("", &[&rows[0], "id: b", &rows[1]]);
    assert_eq!(run.said().len(), 1);
    assert_eq!(sequence("", &["id: b"]).outcome(), Outcome::NotApplicable);
    let run = sequence("", &["id: a, from_at: 2025-03-03 09:00, to_at: 2025-03-03"]);
    assert_eq!(run.outcome(), Outcome::Indeterminate);
    assert!(
        run.said()[0].contains("`log a: to` (2025-03-03)"),
        "{:?}",
        run.said()
    );
}

#[test]
fn a_span_that_runs_backwards_is_left_to_other_rules() {
    let inside = ", inside: {from: event.done, to: event.started}";
    let run = sequence(inside, &[&row("a", "09:00", "09:30")]);
    assert_eq!(run.outcome(), Outcome::Pass);
}
