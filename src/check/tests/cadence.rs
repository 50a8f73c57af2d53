//! What must happen again and again.

use super::portal::Portal;
use crate::check::Outcome;

fn events(lines: &[&str]) -> String {
    let entries = lines.iter().map(|it| format!("  - {{by: ann, {it}}}\n"));
    format!("state: open\nevents:\n{}", entries.collect::<String>())
}

fn cadence() -> Portal {
    let check = "{cadence: {start: event.found, end: event.done, beats: events.beat, every: answer_minutes, to: [director]}}";
    Portal::of(check).says(&[("default", "{gap} from {from_at} to {to_at}")])
}

#[test]
fn every_gap_that_is_too_long_is_told_once() {
    let run = cadence()
        .head(&events(&[
            "type: found, at: 2025-03-03 09:00",
            "type: beat, to: [bob], at: 2025-03-03 10:00",
            "type: beat, to: [cat], at: 2025-03-03 10:30",
            "type: done, at: 2025-03-03 11:30",
        ]))
        .run();
    assert_eq!(
        run.said(),
        ["1 h 30 min from 2025-03-03 10:00 to 2025-03-03 11:30"]
    );
}

#[test]
fn a_report_without_its_time_leaves_the_gap_in_which_it_may_lie_open() {
    let outcome = |beat: &str, done: &str| {
        let beat = format!("type: beat, to: [bob], at: {beat}");
        let done = format!("type: done, at: {done}");
        let events = events(&["type: found, at: 2025-03-03 09:00", &beat, &done]);
        cadence().head(&events).run().outcome()
    };
    let late = "2025-03-03 11:30";
    assert_eq!(outcome("2025-03-03", late), Outcome::Indeterminate);
    assert_eq!(outcome("2025-03-02", late), Outcome::Violated);
    assert_eq!(outcome("2025-03-03", "2025-03-03 10:00"), Outcome::Pass);
}

#[test]
fn a_cadence_runs_to_now_while_its_end_has_not_come() {
    let found = "type: found, at: 2025-03-03 23:30";
    let run = cadence().head(&events(&[found])).on("2025-03-03").run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
    let run = cadence().head(&events(&[found])).on("2025-03-04").run();
    assert_eq!(run.outcome(), Outcome::Violated);
}

#[test]
fn reports_before_the_start_and_after_the_end_do_not_count() {
    let outcome = |beat: &str| {
        let beat = format!("type: beat, to: [bob], at: 2025-03-03 {beat}");
        let found = "type: found, at: 2025-03-03 09:00";
        let done = "type: done, at: 2025-03-03 09:50";
        let run = cadence().head(&events(&[found, &beat, done])).run();
        run.outcome()
    };
    assert_eq!(outcome("08:00"), Outcome::Pass);
    assert_eq!(outcome("12:00"), Outcome::Pass);
}

#[test]
fn a_report_without_its_time_leaves_gaps_of_other_days_as_they_are() {
    let run = cadence()
        .head(&events(&[
            "type: found, at: 2025-03-03 09:00",
            "type: beat, to: [bob], at: 2025-03-03 11:00",
            "type: beat, to: [bob], at: 2025-03-04",
            "type: done, at: 2025-03-04 01:00",
        ]))
        .run();
    assert_eq!(run.ids(), ["R1 violated", "R1 indeterminate"]);
    assert!(
        run.said()
            .contains(&"2 h from 2025-03-03 09:00 to 2025-03-03 11:00")
    );
}
