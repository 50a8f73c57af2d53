//! What each key of the policy holds, and where a slip in it is told.

use super::*;

const MAIN: &str = "procedure/procedure.yaml";
const POLICY: &str = "procedure/policy.yaml";

/// A portal that declares what its policy holds.
fn portal(policy: &str) -> Portal {
    let declared = "policy: {deciders: roles, strict: switch, night: {hours: hours}, hard: {levels: level, steps: number}}";
    let main = base(MAIN).replace("policy: [deciders, strict]", declared);
    let others = BASE.iter().filter(|(it, _)| ![MAIN, POLICY].contains(it));
    let own = [(MAIN, main.as_str()), (POLICY, policy)];
    Portal::of(&others.copied().chain(own).collect::<Vec<_>>())
}

const SOUND: &str = "thresholds: {wait.days: 3, wait.min_days_long: 7}\ndeciders: [lead]\nstrict: true\n\
    night: {hours: ['19:00', '07:00']}\nhard: {levels: [high], steps: 2}\n";

#[test]
fn policy_that_holds_what_is_declared_has_no_findings() {
    assert_eq!(portal(SOUND).found(), [""; 0]);
}

#[test]
fn slip_in_the_policy_is_told_where_it_was_made() {
    for (from, to, told) in [
        (
            "true",
            "yep",
            "wrong-type at `yep`: `strict` must be `true` or `false`; here stands a text",
        ),
        (
            "[high]",
            "[hihg]",
            "unknown-value at `hihg`: `hihg` is none of the values of `levels`",
        ),
        (
            "steps: 2",
            "steps: two",
            "wrong-type at `two`: `steps` must be a whole number; here stands a text",
        ),
        (
            "steps: 2",
            "stesp: 2",
            "unknown-reference at `stesp`: there is no key of the policy `stesp`",
        ),
        (
            "'07:00'",
            "7",
            "wrong-type at `['19:00', 7]`: `hours` must be two times of the day, such as `['19:00', '07:00']`; here stands a list",
        ),
    ] {
        assert_eq!(portal(&SOUND.replace(from, to)).only(), told);
    }
}

#[test]
fn key_that_the_policy_does_not_have_is_an_error_for_something_is_switched_off_by_it() {
    let portal = portal(&SOUND.replace("strict: true", "strcit: true"));
    assert_eq!(
        portal.only(),
        "unknown-reference at `strcit`: there is no key of the policy `strcit`"
    );
    let finding = &portal.loaded.findings[0];
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.fix.is_some());
}

#[test]
fn misspelt_role_is_told_in_the_policy_and_whoever_needs_it_points_there() {
    let portal = portal(&SOUND.replace("lead", "laed"));
    let found = portal.found();
    assert_eq!(
        found,
        [
            "unknown-reference at `laed`: there is no role `laed`",
            "wrong-type at `deciders`: `deciders` of the policy does not say what it should",
        ]
    );
    let fixes = portal.loaded.findings.iter().filter(|it| it.fix.is_some());
    assert_eq!(fixes.count(), 1, "only the role itself can be mended");
}

#[test]
fn threshold_that_is_no_number_is_not_mistaken_for_another_one() {
    let slip = SOUND.replace("wait.days: 3", "wait.days: three");
    let portal = portal(&slip);
    assert_eq!(
        portal.found(),
        [
            "wrong-type at `three`: `wait.days` must be a whole number; here stands a text",
            "rule-invalid at `wait.days`: rule `R1` is left out: `wait.days` of the policy does not say what it should",
        ]
    );
    assert!(portal.loaded.findings.iter().all(|it| it.fix.is_none()));
}

#[test]
fn declaration_of_an_unknown_kind_is_found() {
    let main = base(MAIN).replace(
        "policy: [deciders, strict]",
        "policy: {deciders: rolls, strict: switch}",
    );
    assert_eq!(
        Portal::with(MAIN, &main).only(),
        "unknown-value at `rolls`: `rolls` is none of the values of `deciders`"
    );
}
