//! Which cases a rule must have.
//!
//! A rule that no case violates, keeps, or lies outside of is a rule nobody has tried. What a rule may
//! lack stands here with the reason.

use std::collections::BTreeSet;

use changebook::lang::Lang;

use crate::content;
use crate::harness::repository;

use super::case::{cases, rules};
use super::samples;

/// Rules that concern every record in every state.
const CONCERNS_ALL: &[(&str, &str)] = &[
    ("GL101", "every record has an id"),
    ("GL103", "the head is judged in every state"),
    ("GL804", "every record names somebody"),
];

/// Rules for which no record can be undecided.
const NEVER_UNDECIDED: &[(&str, &str)] = &[
    ("GL101", "compares ids and values, which are equal or not"),
    ("GL102", "asks whether a document exists"),
    ("GL103", "asks whether something is written"),
    ("GL104", "compares values of enumerations"),
    ("GL202", "asks for a channel, not for a moment"),
    ("GL203", "asks for recipients, not for a moment"),
    ("GL204", "asks whether an event exists"),
    ("GL301", "compares values of enumerations"),
    ("GL303", "asks whether something is listed"),
    ("GL304", "asks for a passed test of each item"),
    ("GL305", "asks for a passed test of each module"),
    ("GL306", "compares a conclusion and a number"),
    ("GL307", "asks for a yes"),
    ("GL401", "asks for sender and recipients, not for a moment"),
    ("GL501", "asks whether something is written"),
    (
        "GL308",
        "compares days, and a day has an order with every other",
    ),
    ("GL309", "asks whether something is written"),
    ("GL310", "persons are the same or are not"),
    (
        "GL505",
        "a day decides whether a role is held; without one nothing is judged",
    ),
    ("GL507", "compares ids, and a day decides who held a role"),
    (
        "GL508",
        "asks for an event, and a day decides who held a role",
    ),
    ("GL604", "tells only what is certainly overdue"),
    ("GL705", "asks for links and a sign-off, not for a moment"),
    (
        "GL706",
        "counts working days, and a day has an order with every other",
    ),
    ("GL801", "compares persons"),
    ("GL802", "compares persons"),
    ("GL803", "compares persons"),
    (
        "GL804",
        "a day decides whether a role is held; without one nothing is judged",
    ),
    ("GL902", "evidence exists or does not"),
    ("GL407", "a seal fits or does not"),
    ("GL408", "asks whether something is written"),
];

/// Rules that know no limit that a record could just keep.
const WITHOUT_LIMIT: &[(&str, &str)] = &[
    ("GL101", "compares ids and values, which are equal or not"),
    ("GL102", "a document exists or does not"),
    ("GL103", "something is written or is not"),
    ("GL104", "compares values of enumerations"),
    ("GL202", "asks for a channel"),
    ("GL203", "asks for recipients"),
    ("GL204", "asks for an event"),
    ("GL301", "compares values of enumerations"),
    ("GL303", "asks whether something is listed"),
    ("GL304", "asks for a passed test of each item"),
    ("GL305", "asks for a passed test of each module"),
    ("GL307", "asks for a yes"),
    ("GL309", "asks whether something is written"),
    ("GL310", "persons are the same or are not"),
    ("GL401", "asks for sender and recipients"),
    ("GL403", "compares values, which are equal or not"),
    ("GL501", "asks whether something is written"),
    ("GL508", "asks for an event or a decision"),
    ("GL902", "evidence exists or does not"),
    ("GL801", "compares persons"),
    ("GL802", "compares persons"),
    ("GL803", "compares persons"),
    ("GL407", "a seal fits or does not"),
    ("GL408", "something is written or is not"),
];

#[test]
fn every_rule_has_the_cases_that_try_it() {
    let mut wrong = Vec::new();
    for rule in of_the_procedure() {
        let found = if rules().contains(&rule) {
            cases(&rule)
        } else {
            Vec::new()
        };
        let has = |name: &str| found.iter().any(|it| it.name == name);
        let excused = |table: &[(&str, &str)]| table.iter().any(|(id, _)| *id == rule);
        let demanded: [(&str, &[_]); 5] = [
            ("violated", &[]),
            ("clean", &[]),
            ("not_applicable", CONCERNS_ALL),
            ("indeterminate", NEVER_UNDECIDED),
            ("threshold", WITHOUT_LIMIT),
        ];
        for (name, table) in demanded {
            match (has(name), excused(table)) {
                (false, false) => {
                    wrong.push(format!("{rule} has no {name}.yaml, and no reason why not"));
                }
                (true, true) => wrong.push(format!("{rule} has {name} and is excused from it")),
                _ => {}
            }
        }
        for lang in [Lang::Zh, Lang::En] {
            let name = format!("expected.{}.txt", lang.tag());
            if !samples().join(&rule).join(&name).is_file() {
                wrong.push(format!("{rule} has no {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_folder_of_cases_and_every_excuse_is_of_a_rule() {
    let known = of_the_procedure();
    let excused = [CONCERNS_ALL, NEVER_UNDECIDED, WITHOUT_LIMIT].concat();
    let excused = excused.into_iter().map(|(id, _)| id);
    let named = excused.map(str::to_owned);
    let strange: Vec<_> = rules()
        .into_iter()
        .chain(named)
        .filter(|it| !known.contains(it))
        .collect();
    assert_eq!(
        strange,
        Vec::<String>::new(),
        "the procedure has no such rule"
    );
}

/// The ids of all rules of the default procedure.
pub(super) fn of_the_procedure() -> BTreeSet<String> {
    let folder = repository().join("content/procedure/rules");
    let files = crate::harness::files(&folder).into_iter();
    let rules = files.flat_map(|it| {
        let root = content::load(&format!("content/procedure/rules/{it}"));
        let items = root.get("rules").unwrap().items().unwrap().iter();
        items
            .map(|it| it.get("id").unwrap().text().unwrap().to_owned())
            .collect::<Vec<_>>()
    });
    rules.collect()
}
