//! All rules at once: one portal in which each is violated once, and one in which all are kept.
//!
//! The settings of all rules hold together here, but for the day: it is that of the portal.

use std::collections::BTreeMap;

use crate::harness::Portal;

use super::case::{self, Case, rules};
use super::portal::{self, Entry, Ids};

/// The case of that name of every rule, in one portal.
fn all(name: &str) -> (Portal, Vec<(String, Case, Ids)>) {
    let rules = rules();
    let cases = rules.iter().map(|rule| {
        let found = case::cases(rule).into_iter().find(|it| it.name == name);
        found.unwrap_or_else(|| panic!("{rule} has no {name}.yaml"))
    });
    let cases: Vec<_> = cases.collect();
    let entries: Vec<_> = rules
        .iter()
        .zip(&cases)
        .map(|(rule, case)| Entry {
            name: rule.to_lowercase(),
            number: rule
                .trim_start_matches(char::is_alphabetic)
                .parse()
                .unwrap(),
            case,
        })
        .collect();
    let settings: Vec<_> = rules.iter().map(|it| case::setting(it)).collect();
    let (portal, ids) = portal::portal(&entries, &settings, None);
    let of = rules.iter().cloned().zip(cases.iter().cloned()).zip(ids);
    (
        portal,
        of.map(|((rule, case), ids)| (rule, case, ids)).collect(),
    )
}

#[test]
fn violated_cases_of_all_rules_give_one_finding_each_where_they_point() {
    let (portal, all) = all("violated");
    let found = portal
        .run("check --format json --fail-on never")
        .expect(0)
        .json();
    let findings = found["findings"].as_array().unwrap();
    let mut by_rule = BTreeMap::new();
    for it in findings {
        let text = |key: &str| it[key].as_str().unwrap().to_owned();
        let line = it["line"].as_u64().unwrap();
        let path = text("path");
        let marked = portal
            .read(&path)
            .lines()
            .nth(usize::try_from(line).unwrap() - 1)
            .unwrap()
            .to_owned();
        let known = by_rule.insert(
            text("rule"),
            (text("change"), marked, format!("{path}:{line}")),
        );
        assert!(
            known.is_none(),
            "{} finds twice: {} and {path}:{line}",
            text("rule"),
            known.unwrap().2
        );
    }
    for (rule, case, ids) in &all {
        let Some((change, marked, place)) = by_rule.remove(rule) else {
            panic!("{rule} finds nothing");
        };
        assert_eq!(&change, &ids.main, "{rule} at {place}");
        let meant = ids.fill(case.points_at.as_deref().unwrap());
        let meant = meant.lines().next().unwrap();
        assert!(
            marked.contains(meant),
            "{rule} at {place}: `{marked}` for `{meant}`"
        );
    }
    assert!(by_rule.is_empty(), "{by_rule:#?}");
    assert_eq!(findings.len(), all.len());

    let human = portal
        .run("check --lang en --fail-on never")
        .expect(0)
        .stdout;
    for (rule, _, _) in &all {
        let heads = human
            .lines()
            .filter(|it| it.contains(&format!("[{rule}]: ")));
        assert_eq!(heads.count(), 1, "{rule} in the report for people");
    }
}

#[test]
fn clean_cases_of_all_rules_give_no_finding() {
    let (portal, all) = all("clean");
    let found = portal.run("check --format json").expect(0).json();
    assert_eq!(found["findings"], serde_json::json!([]));
    let least = all.len() as u64;
    assert!(found["summary"]["changes"].as_u64().unwrap() >= least);
}
