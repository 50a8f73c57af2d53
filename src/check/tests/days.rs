//! Days without times beside clock times: what falls into the open day is never a silent pass.

use super::portal::{Judgement, Portal};
use crate::check::Outcome;

use Outcome::{Indeterminate, Pass, Violated};

fn judged(check: &str, variants: &[&str], lines: &[&str]) -> Judgement {
    let said: Vec<_> = variants.iter().map(|it| (*it, "told")).collect();
    let entries = lines.iter().map(|it| format!("  - {{by: ann, {it}}}\n"));
    let head = format!("state: open\nevents:\n{}", entries.collect::<String>());
    Portal::of(check).says(&said).head(&head).run()
}

/// What comes of `check` if `from` was sent and `to` started.
fn pair(check: &str, variants: &[&str], (from, to): (&str, &str)) -> Outcome {
    let (from, to) = (
        format!("type: sent, at: {from}"),
        format!("type: started, at: {to}"),
    );
    judged(check, variants, &[&from, &to]).outcome()
}

#[test]
fn a_least_length_in_days_is_open_where_one_end_has_a_time_and_the_other_falls_on_the_last_day() {
    let rest = "{order: {earlier: event.sent, later: event.started, at_least: rest_days}}";
    let of = |from, to| pair(rest, &["default", "short"], (from, to));
    assert_eq!(of("2025-03-03 08:00", "2025-03-06"), Indeterminate);
    assert_eq!(of("2025-03-03", "2025-03-06 08:00"), Indeterminate);
    assert_eq!(of("2025-03-03", "2025-03-06 00:00"), Indeterminate);
    assert_eq!(of("2025-03-03 08:00", "2025-03-07"), Pass);
    assert_eq!(of("2025-03-03 08:00", "2025-03-05"), Violated);
    assert_eq!(of("2025-03-03 00:00", "2025-03-05"), Violated);
    assert_eq!(of("2025-03-03", "2025-03-07 00:00"), Pass);
    assert_eq!(of("2025-03-03", "2025-03-05 23:59"), Violated);
    // Two days are counted by the calendar.
    assert_eq!(of("2025-03-03", "2025-03-06"), Pass);
    assert_eq!(of("2025-03-03", "2025-03-05"), Violated);
}

#[test]
fn what_is_too_short_in_either_order_is_violated_where_the_order_is_open() {
    let rest = |limit: &str| {
        format!("{{order: {{earlier: event.sent, later: event.started, at_least: {limit}}}}}")
    };
    let of = |from, to| pair(&rest("rest_days"), &["default", "short"], (from, to));
    assert_eq!(of("2025-03-03", "2025-03-03"), Violated);
    assert_eq!(of("2025-03-03", "2025-03-03 20:00"), Violated);
    assert_eq!(of("2025-03-03 08:00", "2025-03-03"), Violated);
    // Less than a day may well lie between two moments of one day.
    let of = |from, to| pair(&rest("answer_minutes"), &["default", "short"], (from, to));
    assert_eq!(of("2025-03-03", "2025-03-03"), Indeterminate);
    assert_eq!(of("2025-03-03 23:59", "2025-03-03"), Violated);
}

#[test]
fn a_most_length_in_days_is_open_where_one_end_has_a_time_and_the_other_falls_on_the_last_day() {
    let fresh = "{order: {earlier: event.sent, later: event.started, within: close_days}}";
    let of = |from, to| pair(fresh, &["default", "stale"], (from, to));
    assert_eq!(of("2025-03-03 08:00", "2025-03-08"), Indeterminate);
    assert_eq!(of("2025-03-03", "2025-03-08 08:00"), Indeterminate);
    assert_eq!(of("2025-03-03 08:00", "2025-03-07"), Pass);
    assert_eq!(of("2025-03-03 08:00", "2025-03-09"), Violated);
    assert_eq!(of("2025-03-03", "2025-03-08"), Pass);
    assert_eq!(of("2025-03-03", "2025-03-09"), Violated);
}

#[test]
fn a_lapse_in_days_is_open_where_one_end_has_a_time_and_the_other_falls_on_the_last_day() {
    let lapse = "{lapse: {clocks: [{start: event.sent, end: events.started, within: close_days}]}}";
    let of = |from, to| pair(lapse, &["default", "missing", "unreached"], (from, to));
    assert_eq!(of("2025-03-03 08:00", "2025-03-08"), Indeterminate);
    assert_eq!(of("2025-03-03", "2025-03-08 08:00"), Indeterminate);
    assert_eq!(of("2025-03-03", "2025-03-08"), Pass);
    assert_eq!(of("2025-03-03 08:00", "2025-03-09"), Violated);
}

#[test]
fn a_lapse_in_working_days_lasts_to_the_end_of_the_last_whatever_has_a_time() {
    let lapse =
        "{lapse: {clocks: [{start: event.sent, end: events.started, within: report_workdays}]}}";
    let of = |from, to| pair(lapse, &["default", "missing", "unreached"], (from, to));
    assert_eq!(of("2025-03-03 08:00", "2025-03-06"), Pass);
    assert_eq!(of("2025-03-03", "2025-03-06 23:59"), Pass);
    assert_eq!(of("2025-03-03 08:00", "2025-03-07"), Violated);
}

#[test]
fn a_least_length_in_working_days_is_kept_once_the_last_is_over() {
    let rest = "{order: {earlier: event.sent, later: event.started, at_least: report_workdays}}";
    let of = |from, to| pair(rest, &["default", "short"], (from, to));
    assert_eq!(of("2025-03-03 08:00", "2025-03-06 23:00"), Violated);
    assert_eq!(of("2025-03-03", "2025-03-06"), Violated);
    assert_eq!(of("2025-03-03 08:00", "2025-03-07 00:00"), Pass);
    assert_eq!(of("2025-03-03", "2025-03-07"), Pass);
}

#[test]
fn an_hour_added_to_a_day_leaves_the_start_as_open_as_the_day() {
    let lapse = "{lapse: {clocks: [{start: {at: event.sent, plus: answer_minutes}, end: events.started, within: answer_minutes}]}}";
    let of = |from, to| pair(lapse, &["default", "missing", "unreached"], (from, to));
    assert_eq!(of("2025-03-03", "2025-03-04 01:30"), Indeterminate);
    assert_eq!(of("2025-03-03", "2025-03-04 02:01"), Violated);
    assert_eq!(of("2025-03-03 08:00", "2025-03-03 10:00"), Pass);
}

#[test]
fn what_may_be_renewed_in_time_is_not_said_to_be_stale() {
    let fresh = "{order: {earlier: events.sent, later: event.started, within: answer_minutes}}";
    let of = |again: &str| {
        let again = format!("type: sent, at: {again}");
        let sent = "type: sent, at: 2025-03-01 09:00";
        let started = "type: started, at: 2025-03-03 10:00";
        judged(fresh, &["default", "stale"], &[sent, &again, started]).outcome()
    };
    assert_eq!(of("2025-03-02"), Violated);
    assert_eq!(of("2025-03-03"), Indeterminate);
    assert_eq!(of("2025-03-04"), Violated);
}

#[test]
fn what_is_fresh_needs_no_renewal_of_which_the_time_is_known() {
    let fresh = "{order: {earlier: events.sent, later: event.started, within: answer_minutes}}";
    let of = |at: &str| {
        let sent = format!("type: sent, at: 2025-03-03 {at}");
        let again = "type: sent, at: 2025-03-03";
        let started = "type: started, at: 2025-03-03 10:00";
        judged(fresh, &["default", "stale"], &[&sent, again, started]).outcome()
    };
    assert_eq!(of("09:00"), Pass);
    assert_eq!(of("08:59"), Indeterminate);
}

#[test]
fn what_may_have_been_taken_back_is_not_certain() {
    let last = "{order: {earlier: events.sent, later: event.started, undone_by: events.mended}}";
    let of = |undone: &str| {
        let undone = format!("type: mended, at: {undone}");
        let sent = "type: sent, at: 2025-03-03 09:00";
        let started = "type: started, at: 2025-03-05 10:00";
        judged(last, &["default"], &[sent, &undone, started]).outcome()
    };
    assert_eq!(of("2025-03-03"), Indeterminate);
    assert_eq!(of("2025-03-05"), Indeterminate);
    assert_eq!(of("2025-03-02"), Pass);
    assert_eq!(of("2025-03-06"), Pass);
}

#[test]
fn an_answer_that_may_have_come_too_late_is_not_certain() {
    let check =
        "{coverage: {items: events.fault, key: ref, by: events.mended.ref, until: [event.done]}}";
    let of = |mended: &str| {
        let mended = format!("type: mended, ref: F1, at: {mended}");
        let fault = "type: fault, ref: F1, at: 2025-03-03 09:00";
        let done = "type: done, at: 2025-03-05 10:00";
        judged(check, &["default"], &[fault, &mended, done])
    };
    assert_eq!(of("2025-03-05").outcome(), Indeterminate);
    assert_eq!(of("2025-03-03").outcome(), Indeterminate);
    assert_eq!(of("2025-03-04").outcome(), Pass);
    assert_eq!(of("2025-03-06").outcome(), Violated);
    let told = of("2025-03-05");
    assert!(
        told.said()[0].contains("`done` (2025-03-05 10:00)"),
        "{:?}",
        told.said()
    );
    assert_eq!(told.marked(), ["2025-03-05"]);
}

#[test]
fn a_gap_that_lasts_to_the_end_of_the_day_says_so() {
    let check = "{cadence: {start: event.found, end: event.done, beats: event.beat, every: answer_minutes}}";
    let head = "state: open\nevents:\n  - {by: ann, type: found, at: 2025-03-04 13:00}";
    let portal = Portal::of(check).says(&[("default", "{gap} from {from_at} to {to_at}")]);
    let run = portal.head(head).on("2025-03-04").run();
    assert_eq!(
        run.said(),
        ["11 h from 2025-03-04 13:00 to 2025-03-04 24:00"]
    );
    let portal = Portal::of(check).says(&[("default", "{gap} from {from_at} to {to_at}")]);
    let run = portal.head(head).on("2025-03-04 15:00").run();
    assert_eq!(
        run.said(),
        ["2 h from 2025-03-04 13:00 to 2025-03-04 15:00"]
    );
}
