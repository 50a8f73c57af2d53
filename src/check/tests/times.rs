//! Order, lapse of time, calendar.

use super::portal::Portal;
use crate::check::Outcome;

fn events(lines: &[&str]) -> String {
    let entries = lines.iter().map(|it| format!("  - {{by: ann, {it}}}\n"));
    format!("state: open\nevents:\n{}", entries.collect::<String>())
}

fn order(params: &str) -> Portal {
    Portal::of(&format!("{{order: {{{params}}}}}")).says(&[
        (
            "default",
            "{later} {later_at} is {by} before {earlier} {earlier_at}",
        ),
        ("missing", "no {missing}"),
        ("short", "{age} of {limit}"),
        ("stale", "{age} beyond {limit}"),
    ])
}

const PAIR: &str = "earlier: event.sent, later: event.started";

#[test]
fn wrong_order_is_told_with_both_moments_and_points_at_the_later_one() {
    let run = order(PAIR)
        .head(&events(&[
            "type: started, at: 2025-03-03 09:00",
            "type: sent, at: 2025-03-03 11:30",
        ]))
        .run();
    assert_eq!(run.outcome(), Outcome::Violated);
    assert_eq!(
        run.said(),
        ["started 2025-03-03 09:00 is 2 h 30 min before sent 2025-03-03 11:30"]
    );
    assert_eq!(run.marked(), ["2025-03-03 09:00"]);
    assert_eq!(run.keys(), ["event.started"]);
}

#[test]
fn the_same_moment_is_in_order_unless_it_must_be_strict() {
    let same = events(&[
        "type: sent, at: 2025-03-03 09:00",
        "type: started, at: 2025-03-03 09:00",
    ]);
    assert_eq!(order(PAIR).head(&same).run().outcome(), Outcome::Pass);
    let strict = order(&format!("{PAIR}, strict: true")).head(&same).run();
    assert_eq!(strict.outcome(), Outcome::Violated);
}

#[test]
fn two_days_without_times_have_no_order() {
    let run = order(PAIR)
        .head(&events(&[
            "type: sent, at: 2025-03-03",
            "type: started, at: 2025-03-03",
        ]))
        .run();
    assert_eq!(run.outcome(), Outcome::Indeterminate);
    assert!(
        run.said()[0].contains("`sent` (2025-03-03)"),
        "{:?}",
        run.said()
    );
    assert_eq!(run.found.summary.indeterminate, 1);
    assert_eq!(run.found.summary.warnings, 1);
}

#[test]
fn a_missing_side_is_judged_only_if_it_is_needed() {
    let half = events(&["type: started, at: 2025-03-03"]);
    assert_eq!(
        order(PAIR).head(&half).run().outcome(),
        Outcome::NotApplicable
    );
    let run = order(&format!("{PAIR}, needed: earlier")).head(&half).run();
    assert_eq!(run.said(), ["no sent"]);
    let run = order(&format!("{PAIR}, needed: earlier"))
        .head("state: open")
        .run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
    let run = order(&format!("{PAIR}, needed: later"))
        .head("state: open")
        .run();
    assert_eq!(run.said(), ["no started"]);
    let run = order(&format!("{PAIR}, undecided_without: earlier"))
        .head(&half)
        .run();
    assert_eq!(run.outcome(), Outcome::Indeterminate);
}

#[test]
fn the_nearest_of_several_earlier_moments_counts_for_freshness() {
    let fresh = "earlier: events.sent, later: event.started, within: close_days";
    let run = order(fresh)
        .head(&events(&[
            "type: sent, at: 2025-03-01 09:00",
            "type: sent, at: 2025-03-08 09:00",
            "type: started, at: 2025-03-10 09:00",
        ]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
    let run = order(fresh)
        .head(&events(&[
            "type: sent, at: 2025-03-01 09:00",
            "type: started, at: 2025-03-06 09:01",
        ]))
        .run();
    assert_eq!(run.said(), ["5 days 1 min beyond 5 days"]);
}

#[test]
fn the_least_time_between_depends_on_a_condition() {
    let rest = "earlier: event.sent, later: event.done, \
        at_least: [{when: \"request.kind == 'deep'\", use: long_rest_days}, {use: rest_days}]";
    let days = events(&[
        "type: sent, at: 2025-03-03 09:00",
        "type: done, at: 2025-03-06 09:00",
    ]);
    assert_eq!(order(rest).head(&days).run().outcome(), Outcome::Pass);
    let run = order(rest).head(&format!("kind: deep\n{days}")).run();
    assert_eq!(run.said(), ["3 days of 7 days"]);
}

#[test]
fn events_of_every_cycle_are_ordered_within_their_cycle() {
    let run = order("pairs: [[events.started, events.done]], cycles: each")
        .head(&events(&[
            "type: done, at: 2025-03-01 08:00",
            "type: started, at: 2025-03-01 09:00",
            "type: undone, at: 2025-03-02 09:00",
            "type: started, at: 2025-03-04 09:00",
            "type: done, at: 2025-03-05 09:00",
        ]))
        .run();
    assert_eq!(
        run.said(),
        ["done 2025-03-01 08:00 is 1 h before started 2025-03-01 09:00"]
    );
}

#[test]
fn one_cycle_is_judged_too_and_the_events_of_two_are_not_held_against_each_other() {
    let each = "pairs: [[events.sent, events.done]], cycles: each";
    let done = "type: done, at: 2025-03-01 08:00";
    let sent = "type: sent, at: 2025-03-04 09:00";
    let run = order(each).head(&events(&[done, sent])).run();
    assert_eq!(run.outcome(), Outcome::Violated);
    let undone = "type: undone, at: 2025-03-02 09:00";
    let run = order(each).head(&events(&[done, undone, sent])).run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
}

#[test]
fn the_other_side_is_shown_beside_what_is_stale_or_missing() {
    let stale = format!("{PAIR}, within: close_days");
    let run = order(&stale)
        .head(&events(&[
            "type: sent, at: 2025-03-01 09:00",
            "type: started, at: 2025-03-07 09:00",
        ]))
        .run();
    assert_eq!(run.related(), ["sent: 2025-03-01 09:00"]);
    let both = |line: &str| {
        let portal = order(&format!("{PAIR}, needed: both"));
        portal.head(&events(&[line])).run().related()
    };
    let started = both("type: started, at: 2025-03-07 09:00");
    assert_eq!(started, ["started: 2025-03-07 09:00"]);
    let sent = both("type: sent, at: 2025-03-01 09:00");
    assert_eq!(sent, ["sent: 2025-03-01 09:00"]);
}

fn lapse(params: &str) -> Portal {
    Portal::of(&format!("{{lapse: {params}}}")).says(&[
        ("default", "{took} of {limit}, {late} late"),
        ("missing", "{late} late, {missing_roles} not told"),
        ("unreached", "{missing_roles} not reached"),
    ])
}

const TOLD: &str = "{clocks: [{start: event.found, end: events.told, within: answer_minutes, to: [director, client]}]}";

#[test]
fn at_the_limit_is_in_time_and_a_minute_later_is_not() {
    let told = |at: &str| {
        let told = format!("type: told, to: [bob, cat], at: 2025-03-03 {at}");
        lapse(TOLD)
            .head(&events(&["type: found, at: 2025-03-03 09:00", &told]))
            .run()
    };
    assert_eq!(told("10:00").outcome(), Outcome::Pass);
    assert_eq!(
        told("10:01").said(),
        ["1 h 1 min of 60 minutes, 1 min late"]
    );
}

#[test]
fn several_reports_together_reach_everybody_and_the_last_one_counts() {
    let run = lapse(TOLD)
        .head(&events(&[
            "type: found, at: 2025-03-03 09:00",
            "type: told, to: [bob], at: 2025-03-03 09:10",
            "type: told, cc: [cat], to: [eve], at: 2025-03-03 10:30",
        ]))
        .run();
    assert_eq!(run.said(), ["1 h 30 min of 60 minutes, 30 min late"]);
}

#[test]
fn equated_roles_reach_each_other() {
    let told = "type: told, to: [bob, dan], at: 2025-03-03 09:20";
    let run = lapse(TOLD)
        .head(&events(&["type: found, at: 2025-03-03 09:00", told]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn a_report_that_does_not_reach_everybody_is_told() {
    let told = "type: told, to: [bob], at: 2025-03-03 09:20";
    let run = lapse(TOLD)
        .head(&events(&["type: found, at: 2025-03-03 09:00", told]))
        .run();
    assert_eq!(run.said(), ["client not reached"]);
}

#[test]
fn a_lapse_does_not_apply_while_its_time_is_running() {
    let within = "{clocks: [{start: event.found, end: event.told, within: close_days}]}";
    let found = events(&["type: found, at: 2025-03-03 09:00"]);
    let run = lapse(within).head(&found).on("2025-03-07").run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
    let run = lapse(within).head(&found).on("2025-03-08").run();
    assert_eq!(run.outcome(), Outcome::Violated);
}

#[test]
fn working_days_pass_over_weekends() {
    let within = "{clocks: [{start: event.found, end: event.told, within: report_workdays}]}";
    // 2025-03-07 is a Friday: the limit is the end of Wednesday.
    let found = events(&["type: found, at: 2025-03-07 11:00"]);
    assert_eq!(
        lapse(within).head(&found).on("2025-03-12").run().outcome(),
        Outcome::NotApplicable
    );
    let run = lapse(within).head(&found).on("2025-03-14").run();
    assert_eq!(run.said(), ["2 working days late,  not told"]);
}

#[test]
fn what_happened_is_not_overdue_however_early_it_was() {
    let overdue = "{only_overdue: true, clocks: [{start: facts.planned, end: event.started, within: close_days}]}";
    let started = events(&["type: started, at: 2025-03-01 09:00"]);
    let run = lapse(overdue)
        .head(&started)
        .plan("start: 2025-03-05 09:00")
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn nothing_falls_due_once_a_request_is_withdrawn() {
    let run = lapse(TOLD)
        .head(&format!(
            "{}  - {{type: withdrawn, at: 2025-03-04 09:00, by: ann}}\n",
            events(&["type: found, at: 2025-03-03 09:00"]).replace("open", "withdrawn")
        ))
        .run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
}

#[test]
fn nothing_is_overdue_up_to_the_last_moment() {
    let found = events(&["type: found, at: 2025-03-03 09:00"]);
    let outcome = |now: &str| lapse(TOLD).head(&found).on(now).run().outcome();
    assert_eq!(outcome("2025-03-03 10:00"), Outcome::NotApplicable);
    assert_eq!(outcome("2025-03-03 10:01"), Outcome::Violated);
}

#[test]
fn what_happened_late_is_not_overdue() {
    let overdue = "{only_overdue: true, clocks: [{start: facts.planned, end: event.started, within: close_days}]}";
    let started = events(&["type: started, at: 2025-05-01 09:00"]);
    let plan = "start: 2025-03-05 09:00";
    let run = lapse(overdue).head(&started).plan(plan).run();
    assert_eq!(run.outcome(), Outcome::Pass);
    let run = lapse(overdue).head("state: open").plan(plan).run();
    assert_eq!(run.outcome(), Outcome::Violated);
}

#[test]
fn only_what_was_done_by_the_right_role_after_the_start_counts() {
    let clocks =
        "{clocks: [{start: event.found, end: events.told, within: answer_minutes, by: [manager]}]}";
    let told = |by: &str, at: &str| {
        let head = format!(
            "state: open\nevents:\n  - {{type: found, at: 2025-03-03 09:00, by: ann}}\n  \
             - {{type: told, at: 2025-03-03 {at}, to: [bob], by: {by}}}"
        );
        lapse(clocks).head(&head).run().outcome()
    };
    assert_eq!(told("ann", "09:30"), Outcome::Pass);
    assert_eq!(told("eve", "09:30"), Outcome::Violated);
    assert_eq!(told("ann", "08:30"), Outcome::Violated);
}

#[test]
fn what_came_before_the_start_is_told_apart_where_the_rule_has_words_for_it() {
    let clocks =
        "{lapse: {clocks: [{start: event.found, end: events.told, within: answer_minutes}]}}";
    let missing = ("missing", "nothing");
    let early = ("early", "{end_at} before {start_at}");
    let said = |says: &[_], told: &str| {
        let told = format!("type: told, to: [bob], at: 2025-03-03 {told}");
        let head = events(&[&told, "type: found, at: 2025-03-03 09:00"]);
        Portal::of(clocks)
            .says(says)
            .head(&head)
            .run()
            .said()
            .join(", ")
    };
    assert_eq!(
        said(&[missing, early], "08:30"),
        "2025-03-03 08:30 before 2025-03-03 09:00"
    );
    assert_eq!(said(&[missing], "08:30"), "nothing");
    assert_eq!(said(&[missing, early], "09:00"), "");
}

#[test]
fn what_happened_counts_only_under_its_condition() {
    let clocks = "{clocks: [{start: event.found, end: event.told, within: answer_minutes, provided: request.size > 3}]}";
    let told = events(&[
        "type: found, at: 2025-03-03 09:00",
        "type: told, to: [bob], at: 2025-03-03 09:30",
    ]);
    let outcome = |size: u8| {
        let head = format!("size: {size}\n{told}");
        lapse(clocks).head(&head).run().outcome()
    };
    assert_eq!(outcome(4), Outcome::Pass);
    assert_eq!(outcome(3), Outcome::Violated);
}

fn calendar() -> Portal {
    let check =
        "{calendar: {start: plan.start, end: plan.end, avoid: [freezes], collisions: true}}";
    Portal::of(check).says(&[("default", "{title}"), ("collision", "{other}")])
}

#[test]
fn a_window_in_a_freeze_is_told_and_one_that_touches_it_is_not() {
    let plan = |start: &str, end: &str| {
        let plan = format!("start: {start}\nend: {end}");
        calendar().head("state: open").plan(&plan).run()
    };
    assert_eq!(
        plan("2025-03-12 20:00", "2025-03-13 02:00").said(),
        ["stocktaking"]
    );
    assert_eq!(
        plan("2025-03-13 00:00", "2025-03-13 02:00").outcome(),
        Outcome::Pass
    );
    assert_eq!(
        plan("2025-03-09", "2025-03-10").outcome(),
        Outcome::Indeterminate
    );
}

#[test]
fn two_windows_on_one_system_are_told_on_the_later_opened() {
    let head = |day: u8| format!("state: open\nsystem: mill\nopened: 2025-03-0{day} 09:00");
    let plan = "---\ndoc: plan\nid: Q-2\nstart: 2025-04-01 21:00\nend: 2025-04-01 23:00\n---\n";
    let run = calendar()
        .head(&head(2))
        .record("Q-2", &head(1))
        .plan("start: 2025-04-01 20:00\nend: 2025-04-01 22:00")
        .file("changes/Q-2/plan.md", plan)
        .run();
    assert_eq!(run.said(), ["Q-2"]);
    assert_eq!(run.of("R1").next().unwrap().record.as_deref(), Some("Q-1"));
}
