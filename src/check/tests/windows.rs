//! Windows as planned and as they were, and what they run into.

use super::portal::{Judgement, Portal};
use crate::check::waiting;
use crate::check::windows::With;
use crate::moment::Moment;

const BODY: &str = "  check:\n    parts:\n      clear: {calendar: {start: plan.start, end: plan.end, avoid: [freezes], collisions: true}}\n      \
    early: {order: {earlier: plan.start, later: event.started}}\n      late: {order: {earlier: event.done, later: plan.end}}\n  \
    messages:\n    clear: 'overlaps {title}'\n    clear.collision: 'meets {other}'\n    early: early\n    late: late\n";

fn plan(start: &str, end: &str) -> String {
    format!("steps: []\nstart: {start}\nend: {end}")
}

/// The windows: planned or done, and their ends.
fn shown(found: &Judgement) -> Vec<String> {
    let zone = jiff::tz::TimeZone::UTC;
    let show = |it: &Moment| it.show(&zone);
    let windows = found.windows.iter().map(|it| {
        let how = if it.done { "done" } else { "planned" };
        let end = it.end.as_ref().map(show).unwrap_or_default();
        let broken_off = it.broken_off.as_deref().unwrap_or_default();
        format!("{how} {} {end} {broken_off}", show(&it.start))
            .trim_end()
            .to_owned()
    });
    windows.collect()
}

#[test]
fn what_a_rule_puts_between_the_planned_ends_is_the_real_window() {
    let head = "state: open\nevents:\n  - {type: started, at: 2025-04-01T10:05:00Z, by: eve}\n  - {type: done, at: 2025-04-01T11:30:00Z, by: eve}";
    let found = Portal::with_rule(BODY)
        .head(head)
        .plan(&plan("2025-04-01T10:00:00Z", "2025-04-01T12:00:00Z"))
        .run();
    assert_eq!(
        shown(&found),
        [
            "planned 2025-04-01 10:00 2025-04-01 12:00",
            "done 2025-04-01 10:05 2025-04-01 11:30"
        ]
    );
}

#[test]
fn a_window_that_was_broken_off_ends_with_that_and_says_so() {
    let head = "state: open\nevents:\n  - {type: started, at: 2025-04-01T10:05:00Z, by: eve}\n  - {type: undone, at: 2025-04-01T10:40:00Z, by: eve}\n  \
        - {type: started, at: 2025-04-08T10:05:00Z, by: eve}";
    let found = Portal::with_rule(BODY).head(head).run();
    assert_eq!(
        shown(&found),
        [
            "done 2025-04-01 10:05 2025-04-01 10:40 undone",
            "done 2025-04-08 10:05"
        ]
    );
}

#[test]
fn a_window_runs_into_freezes_and_into_earlier_windows_of_its_system() {
    let record = |id: &str, opened: &str, more: &str| {
        format!("system: mill\nopened: {opened}\n{more}\nkind: {id}")
    };
    let portal = |other: &str| {
        let second = format!(
            "---\ndoc: plan\nid: Q-2\n{}\n---\n\n## Steps\n\nas above\n",
            plan("2025-03-12T11:00:00Z", "2025-03-12T13:00:00Z")
        );
        Portal::with_rule(BODY)
            .head(&record("a", "2025-02-01", other))
            .plan(&plan("2025-03-12T10:00:00Z", "2025-03-12T12:00:00Z"))
            .record("Q-2", &record("b", "2025-02-02", "state: open"))
            .file("changes/Q-2/plan.md", &second)
            .run()
    };
    let found = portal("state: open");
    let clashes: Vec<_> = found
        .clashes
        .iter()
        .map(|it| (it.record, it.with.clone(), it.key.as_str()))
        .collect();
    assert_eq!(
        clashes,
        [
            (0, With::Period("freezes", 0), "freezes[2025-03-10]"),
            (1, With::Period("freezes", 0), "freezes[2025-03-10]"),
            (1, With::Record(0), "collision[Q-1]"),
        ]
    );
    // What the rule finds bears the same names.
    let found_at = |spot: &str| found.keys().iter().any(|it| waiting::is_at(it, spot));
    assert_eq!(found.keys().len(), 3);
    assert!(
        clashes.iter().all(|it| found_at(it.2)),
        "{:?}",
        found.keys()
    );
    assert!(!found_at("collision[Q"));
    let withdrawn =
        portal("events: [{type: withdrawn, at: 2025-03-01, by: ann}]\nstate: withdrawn");
    assert!(withdrawn.clashes.iter().all(|it| it.record == 1));
}
