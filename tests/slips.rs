//! One slip is one finding: what a narrower rule tells is not repeated by a wider one.

use crate::harness::Portal;

/// The findings of a change of the demonstration after `old` became `new` in its head, each as rule and line.
fn told(change: &str, old: &str, new: &str) -> Vec<String> {
    let portal = Portal::demo();
    portal.change(&format!("changes/{change}/change.md"), old, new);
    let found = portal.run("check --format json --fail-on never").json();
    let all = found["findings"].as_array().unwrap().iter();
    let own = all.filter(|it| it["change"] == change);
    own.map(|it| {
        format!(
            "{} {}",
            it["rule"].as_str().unwrap(),
            it["key"].as_str().unwrap()
        )
    })
    .collect()
}

#[test]
fn a_go_live_against_a_rejection_is_told_by_the_rule_on_approvals_alone() {
    let role = "by: ci.parker, role: customer_interface, result:";
    let found = told(
        "CHG-2026-0003",
        &format!("{role} approved"),
        &format!("{role} rejected"),
    );
    assert_eq!(found, ["GL404 event.approval[customer_interface] live"]);
}

#[test]
fn a_go_live_that_ends_a_day_late_is_told_once_by_the_rule_on_the_window() {
    let found = told(
        "CHG-2026-0003",
        "golive_finished, at: 2026-03-17 21:58",
        "golive_finished, at: 2026-03-18 21:58",
    );
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("GL502 "), "{found:#?}");
}

#[test]
fn a_restoration_before_the_discovery_is_told_by_the_rule_on_restoration_alone() {
    let found = told(
        "CHG-2025-0006",
        "type: restored, at: 2025-05-13 16:12",
        "type: restored, at: 2025-05-13 05:12",
    );
    assert_eq!(found, ["GL702 event.restored discovery"]);
}
