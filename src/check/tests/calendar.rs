//! Working days, freezes, hours, and windows on one system.

use super::portal::Portal;
use crate::check::Outcome;

const CALENDAR: &str = "holidays:\n  - {from: 2025-05-01, to: 2025-05-05, title: holiday}\n\
    workdays:\n  - {from: 2025-04-27, to: 2025-04-27, title: make-up Sunday}\n  \
    - {from: 2025-05-03, to: 2025-05-03, title: make-up Saturday in the holiday}\n\
    freezes:\n  - {from: 2025-03-10, to: 2025-03-12, title: stocktaking}\n\
    peaks:\n  - {from: 2025-06-17 18:00, to: 2025-06-19 06:00, title: sale}\n";

/// The first day on which a report that has three working days is overdue.
fn overdue(found: &str) -> String {
    let check =
        "{lapse: {clocks: [{start: event.found, end: event.told, within: report_workdays}]}}";
    let head = format!("state: open\nevents: [{{type: found, at: {found}, by: ann}}]");
    let days = (1..=30).map(|it| format!("2025-05-{it:02}"));
    let days = (25..=30).map(|it| format!("2025-04-{it:02}")).chain(days);
    let is_over = |day: &String| {
        let portal = Portal::of(check).file("registers/calendar.yaml", CALENDAR);
        portal.head(&head).on(day).run().outcome() == Outcome::Violated
    };
    days.into_iter().find(is_over).unwrap()
}

#[test]
fn make_up_days_count_and_holidays_on_weekdays_do_not() {
    // Friday 25 April: Sunday 27 is worked, so Monday, Sunday and Tuesday make three.
    assert_eq!(overdue("2025-04-25 11:00"), "2025-04-30");
    // Wednesday 30 April: of the holiday only Saturday 3 is worked; then Tuesday 6, Wednesday 7.
    assert_eq!(overdue("2025-04-30 11:00"), "2025-05-08");
}

fn windows(params: &str, start: &str, end: &str) -> super::portal::Judgement {
    Portal::of(&format!(
        "{{calendar: {{start: plan.start, end: plan.end, {params}}}}}"
    ))
    .says(&[
        ("default", "{title}"),
        ("collision", "{other}"),
        ("hours", "{from_at}-{to_at}"),
    ])
    .file("registers/calendar.yaml", CALENDAR)
    .head("state: open")
    .plan(&format!("steps: []\nstart: {start}\nend: {end}"))
    .run()
}

#[test]
fn a_freeze_of_days_ends_with_its_last_day_and_one_of_moments_at_its_moment() {
    let freeze = |start: &str, end: &str| windows("avoid: [freezes, peaks]", start, end).outcome();
    assert_eq!(
        freeze("2025-03-12 23:59", "2025-03-13 02:00"),
        Outcome::Violated
    );
    assert_eq!(
        freeze("2025-03-12 24:00", "2025-03-13 02:00"),
        Outcome::Pass
    );
    assert_eq!(
        freeze("2025-03-09 20:00", "2025-03-10 00:00"),
        Outcome::Pass
    );
    assert_eq!(
        freeze("2025-03-09 20:00", "2025-03-10 00:01"),
        Outcome::Violated
    );
    assert_eq!(
        freeze("2025-06-19 06:00", "2025-06-19 07:00"),
        Outcome::Pass
    );
    assert_eq!(
        freeze("2025-06-19 05:59", "2025-06-19 07:00"),
        Outcome::Violated
    );
    assert_eq!(freeze("2025-06-17", "2025-06-17"), Outcome::Indeterminate);
    assert_eq!(freeze("2025-03-11", "2025-03-11"), Outcome::Indeterminate);
    assert_eq!(freeze("2025-03-09", "2025-03-11"), Outcome::Violated);
    assert_eq!(freeze("2025-03-11", "2025-03-12"), Outcome::Violated);
    assert_eq!(freeze("2025-03-12", "2025-03-13"), Outcome::Indeterminate);
}

#[test]
fn a_window_lies_within_the_hours_allowed_over_midnight() {
    let night = |start: &str, end: &str| windows("hours: ['19:00', '07:00']", start, end);
    assert_eq!(
        night("2025-06-02 19:00", "2025-06-03 07:00").outcome(),
        Outcome::Pass
    );
    assert_eq!(
        night("2025-06-03 01:00", "2025-06-03 05:00").outcome(),
        Outcome::Pass
    );
    let run = night("2025-06-02 18:59", "2025-06-02 22:00");
    assert_eq!(run.said(), ["19:00-07:00"]);
    assert_eq!(run.marked(), ["2025-06-02 18:59"]);
    assert_eq!(
        night("2025-06-02 22:00", "2025-06-03 07:01").outcome(),
        Outcome::Violated
    );
    // Two nights with a day between are not one night.
    assert_eq!(
        night("2025-06-02 22:00", "2025-06-04 01:00").outcome(),
        Outcome::Violated
    );
    assert_eq!(
        night("2025-06-02", "2025-06-02").outcome(),
        Outcome::Indeterminate
    );
    assert_eq!(
        night("2025-06-02", "2025-06-03").outcome(),
        Outcome::Indeterminate
    );
    assert_eq!(
        night("2025-06-02", "2025-06-04").outcome(),
        Outcome::Violated
    );
    let day = |start: &str, end: &str| windows("hours: ['09:00', '17:00']", start, end);
    assert_eq!(
        day("2025-06-02 09:00", "2025-06-02 17:00").outcome(),
        Outcome::Pass
    );
    assert_eq!(
        day("2025-06-02 16:00", "2025-06-02 18:00").outcome(),
        Outcome::Violated
    );
}

#[test]
fn hours_that_end_when_they_begin_are_a_whole_day() {
    let whole = |start: &str, end: &str| windows("hours: ['08:00', '08:00']", start, end);
    let day = whole("2025-06-02 09:00", "2025-06-03 08:00");
    assert_eq!(day.outcome(), Outcome::Pass);
    let two = whole("2025-06-02 07:00", "2025-06-02 09:00");
    assert_eq!(two.outcome(), Outcome::Violated);
}

#[test]
fn of_three_windows_on_one_system_each_pair_is_told_once_on_the_later_opened() {
    let head = |system: &str, day: u8| {
        format!("state: open\nsystem: {system}\nopened: 2025-03-0{day} 09:00")
    };
    let plan = |id: &str| {
        format!(
            "---\ndoc: plan\nid: {id}\nsteps: []\nstart: 2025-04-01 20:00\nend: 2025-04-01 22:00\n---\n"
        )
    };
    let run = Portal::of("{calendar: {start: plan.start, end: plan.end, collisions: true}}")
        .says(&[("collision", "{other}")])
        .head(&head("mill", 1))
        .record("Q-2", &head("mill", 2))
        .record("Q-3", &head("mill", 3))
        .record("Q-4", &head("kiln", 4))
        .file("changes/Q-1/plan.md", &plan("Q-1"))
        .file("changes/Q-2/plan.md", &plan("Q-2"))
        .file("changes/Q-3/plan.md", &plan("Q-3"))
        .file("changes/Q-4/plan.md", &plan("Q-4"))
        .run();
    let mut pairs: Vec<_> = run
        .of("R1")
        .map(|it| {
            (
                it.record.as_deref().unwrap(),
                it.message.get(crate::lang::Lang::En),
            )
        })
        .collect();
    pairs.sort_unstable();
    assert_eq!(pairs, [("Q-2", "Q-1"), ("Q-3", "Q-1"), ("Q-3", "Q-2")]);
}
