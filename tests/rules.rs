//! Every rule on samples of its own: what violates it, what keeps it, what it does not concern.
//!
//! A rule has a folder `tests/rules/<ID>/` of cases. A case is a *base*, one of the clean finished
//! dossiers below `tests/rules/base/`, and the few edits that make it what its name says. All cases of
//! a rule are records of one portal, judged by the rules of `content/procedure`; the report and what is
//! told of each case stand whole in `expected.zh-CN.txt` and `expected.en.txt` beside them. README.md
//! there tells how to write one.
//!
//! - [`case`]: cases and bases as files, and the records that come of them
//! - [`portal`]: records put into a portal, read and judged
//! - [`expected`]: texts compared whole, or written with `CHANGEBOOK_BLESS=1`
//! - [`seals`]: what approvals bear that do not say otherwise
//! - [`registry`]: which cases a rule must have
//! - [`fifty`]: all rules at once
//! - [`examples`]: what a rule file shows as right and as wrong, put into a base and judged

mod case;
mod examples;
mod expected;
mod fifty;
mod portal;
mod registry;
mod seals;

use case::{Case, cases, rules};
use changebook::check::Outcome;
use changebook::finding;
use portal::{Ids, Run};

use crate::harness::repository;

/// Judges the cases of all rules whose id begins with `family`.
fn judge(family: &str) {
    let mut wrong = Vec::new();
    for rule in rules().into_iter().filter(|it| it.starts_with(family)) {
        let cases = cases(&rule);
        let run = portal::of_rule(&rule, &cases);
        for (case, ids) in cases.iter().zip(&run.ids) {
            wrong.extend(unlike_its_name(&rule, case, &run, ids));
        }
        wrong.extend(strays(&rule, &run));
        wrong.extend(expected::compare(&rule, &cases, &run));
    }
    assert!(wrong.is_empty(), "\n\n{}\n", wrong.join("\n\n"));
}

/// What a case is that its name does not say.
fn unlike_its_name(rule: &str, case: &Case, run: &Run, ids: &Ids) -> Vec<String> {
    let about = format!("{rule}/{}.yaml ({})", case.name, ids.main);
    let mut wrong = Vec::new();
    let Some(expected) = case.outcome() else {
        return vec![format!(
            "{about}: no outcome is called like that, see tests/rules/README.md"
        )];
    };
    let outcome = run.outcome(rule, ids);
    if outcome != expected {
        wrong.push(format!(
            "{about}: the rule says {outcome:?}, not {expected:?}"
        ));
    }
    let mut others: Vec<_> = case.also.iter().map(String::as_str).collect();
    if others.is_empty() == case.because.is_some() {
        wrong.push(format!("{about}: `also` and `because` go together"));
    }
    let mut own = Vec::new();
    for found in run.findings_of(ids) {
        match others.iter().position(|it| *it == found.rule) {
            Some(at) => drop(others.remove(at)),
            None if found.rule == rule => own.push(found),
            None => wrong.push(format!("{about}: finding besides: {}", run.tell(found))),
        }
    }
    wrong.extend(
        others
            .iter()
            .map(|it| format!("{about}: `also` names {it}, which finds nothing")),
    );
    let told = match expected {
        Outcome::Violated => Some(finding::Outcome::Violated),
        Outcome::Indeterminate => Some(finding::Outcome::Indeterminate),
        _ => None,
    };
    match (told, own.as_slice()) {
        (None, []) => {}
        (Some(outcome), [found]) => {
            if found.outcome != outcome {
                wrong.push(format!("{about}: the finding is {:?}", found.outcome));
            }
            let marked = run.marked(found);
            let meant = case.points_at.as_deref().map(|it| ids.fill(it));
            if meant.as_deref() != Some(marked) {
                let place = run.place(found);
                wrong.push(format!(
                    "{about}: points at {place} `{marked}`, not at `{meant:?}`"
                ));
            }
        }
        (_, found) => {
            let found: Vec<_> = found.iter().map(|it| run.tell(it)).collect();
            let wanted = usize::from(told.is_some());
            wrong.push(format!("{about}: {wanted} finding expected: {found:#?}"));
        }
    }
    wrong
}

/// Findings that belong to no case.
fn strays(rule: &str, run: &Run) -> Vec<String> {
    let strays = run.strays();
    strays
        .map(|it| format!("{rule}: of no case: {}", run.tell(it)))
        .collect()
}

#[test]
fn cases_of_identity_and_structure_are_judged_as_they_are_called() {
    judge("GL1");
}

#[test]
fn cases_of_assessment_and_reporting_are_judged_as_they_are_called() {
    judge("GL2");
}

#[test]
fn cases_of_development_and_test_are_judged_as_they_are_called() {
    judge("GL3");
}

#[test]
fn cases_of_package_and_approval_are_judged_as_they_are_called() {
    judge("GL4");
}

#[test]
fn cases_of_the_golive_are_judged_as_they_are_called() {
    judge("GL5");
}

#[test]
fn cases_of_the_time_after_the_golive_are_judged_as_they_are_called() {
    judge("GL6");
}

#[test]
fn cases_of_emergencies_are_judged_as_they_are_called() {
    judge("GL7");
}

#[test]
fn cases_of_people_and_duties_are_judged_as_they_are_called() {
    judge("GL8");
}

#[test]
fn cases_of_integrity_and_time_are_judged_as_they_are_called() {
    judge("GL9");
}

#[test]
fn bases_are_clean_under_all_rules() {
    let bases: Vec<_> = case::bases().iter().map(|it| Case::plain(it)).collect();
    let run = portal::of_rule("", &bases);
    let found: Vec<_> = run.all().map(|it| run.tell(it)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    for (case, ids) in bases.iter().zip(&run.ids) {
        for record in ids.records() {
            assert!(run.is_over(record), "{} is not finished", case.name);
        }
    }
}

/// The folder of the samples.
fn samples() -> std::path::PathBuf {
    repository().join("tests/rules")
}
