//! One of several moments between two others.

use super::portal::{Judgement, Portal};
use crate::check::Outcome;

const BETWEEN: &str = "some: events.beat, from: event.found, to: event.sent";

fn run(params: &str, lines: &[&str]) -> Judgement {
    let entries = lines.iter().map(|it| format!("  - {{by: ann, {it}}}\n"));
    Portal::of(&format!("{{between: {{{params}}}}}"))
        .says(&[
            ("default", "{some} {some_at} before {from} {from_at}"),
            ("late", "{some} {some_at} after {to} {to_at}"),
            ("missing", "no {some}"),
        ])
        .head(&format!(
            "state: open\nevents:\n{}",
            entries.collect::<String>()
        ))
        .run()
}

const FOUND: &str = "type: found, at: 2025-03-05 10:00";
const SENT: &str = "type: sent, at: 2025-03-07 10:00";

fn beats(moments: &[&str], params: &str) -> Judgement {
    let beats: Vec<_> = moments
        .iter()
        .map(|it| format!("type: beat, at: {it}"))
        .collect();
    let mut lines = vec![FOUND, SENT];
    lines.extend(beats.iter().map(String::as_str));
    run(params, &lines)
}

#[test]
fn one_that_lies_between_is_enough() {
    let fits = beats(&["2025-03-01", "2025-03-06", "2025-03-09"], BETWEEN);
    assert_eq!(fits.outcome(), Outcome::Pass);
    let ends = beats(&["2025-03-05 10:00"], BETWEEN);
    assert_eq!(ends.outcome(), Outcome::Pass);
    let ends = beats(&["2025-03-07 10:00"], BETWEEN);
    assert_eq!(ends.outcome(), Outcome::Pass);
}

#[test]
fn too_early_too_late_and_none_at_all_are_told_apart() {
    let early = beats(&["2025-03-05 09:59", "2025-03-01"], BETWEEN);
    assert_eq!(
        early.said(),
        ["news 2025-03-05 09:59 before found 2025-03-05 10:00"]
    );
    assert_eq!(early.marked(), ["2025-03-05 09:59"]);
    let late = beats(&["2025-03-01", "2025-03-07 10:01"], BETWEEN);
    assert_eq!(
        late.said(),
        ["news 2025-03-07 10:01 after sent 2025-03-07 10:00"]
    );
    assert_eq!(late.of("R1").next().unwrap().related.len(), 2);
    assert_eq!(beats(&[], BETWEEN).said(), ["no news"]);
}

#[test]
fn days_are_compared_if_the_rule_says_so_and_else_stay_open() {
    for day in ["2025-03-05", "2025-03-07"] {
        assert_eq!(beats(&[day], BETWEEN).outcome(), Outcome::Indeterminate);
        let by_day = format!("{BETWEEN}, by: day");
        assert_eq!(beats(&[day], &by_day).outcome(), Outcome::Pass, "{day}");
    }
    let open = |day: &str| beats(&[day], BETWEEN).said()[0].to_owned();
    assert!(open("2025-03-05").contains("`news` (2025-03-05) follows `found` (2025-03-05 10:00)"));
    assert!(open("2025-03-07").contains("`sent` (2025-03-07 10:00) follows `news` (2025-03-07)"));
    let by_day = format!("{BETWEEN}, by: day");
    assert_eq!(
        beats(&["2025-03-04", "2025-03-08"], &by_day).said(),
        ["news 2025-03-08 after sent 2025-03-07 10:00"]
    );
}

#[test]
fn without_an_end_anything_later_will_do_and_without_a_beginning_nothing_is_judged() {
    let open = run(BETWEEN, &[FOUND, "type: beat, at: 2025-05-09"]);
    assert_eq!(open.outcome(), Outcome::Pass);
    let none = run(BETWEEN, &[SENT, "type: beat, at: 2025-03-01"]);
    assert_eq!(none.outcome(), Outcome::NotApplicable);
}
