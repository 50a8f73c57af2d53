//! What a selector yields is asked when a rule is loaded, for a check of something else judges nothing.

use super::portal::Portal;

fn faults(check: &str) -> Vec<String> {
    Portal::of(check).says(&[("default", "told")]).faults()
}

/// The part of the only fault that stands in the checks of rules.
fn fault(check: &str) -> String {
    let found = faults(check);
    let [one] = &found[..] else {
        panic!("{check}: {found:#?}")
    };
    assert!(one.starts_with("rule-invalid at "), "{one}");
    one.replace("rule-invalid at ", "")
        .replace("rule `R1` is left out: ", "")
}

#[test]
fn an_order_is_an_order_of_moments() {
    assert_eq!(
        fault("{order: {earlier: request.title, later: event.started}}"),
        "request.title: `earlier` needs moments, and `request.title` holds something else: short text"
    );
    assert_eq!(
        fault("{order: {pairs: [[event.sent, event.started.by]]}}"),
        "event.started.by: `pairs` needs moments, and `event.started.by` holds something else: list: person of the register"
    );
    assert!(fault("{order: {earlier: people.manager, later: event.started}}").contains("persons"));
    assert!(fault("{order: {earlier: policy.equate, later: event.started}}").contains("policy"));
}

#[test]
fn whatever_compares_moments_is_given_moments() {
    for check in [
        "{lapse: {clocks: [{start: request.title, end: events.done, within: close_days}]}}",
        "{lapse: {clocks: [{start: event.sent, end: request.state, within: close_days}]}}",
        "{calendar: {start: request.title, end: event.done, avoid: [freezes]}}",
        "{between: {some: request.kind, from: event.sent}}",
        "{cadence: {start: event.sent, end: request.kind, beats: event.beat, every: close_days}}",
        "{coverage: {items: events.fault, key: ref, by: events.mended.ref, until: [request.kind]}}",
        "{held_roles: {persons: plan.writers, roles: operator, at: request.title}}",
        "{held_roles: {each: request.events, persons: by, role: role, at: note}}",
        "{sequence: {each: plan.log, times: [from_at, no]}}",
    ] {
        assert!(fault(check).contains("needs moments"), "{check}");
    }
}

#[test]
fn sides_that_share_nobody_are_sides_of_persons() {
    assert!(
        fault("{disjoint: {left: request.title, right: plan.writers}}").contains("needs persons")
    );
    assert!(
        fault("{disjoint: {left: plan.writers, right: request.system}}").contains("needs persons")
    );
    assert!(
        fault("{disjoint: {left: request.people, right: plan.writers}}").contains("needs persons")
    );
    assert!(
        fault("{disjoint: {each: plan.steps, left: owner, right: note}}").contains("needs persons")
    );
    assert!(
        fault("{held_roles: {persons: request.title, roles: operator}}").contains("needs persons")
    );
    assert_eq!(
        faults("{held_roles: {persons: request.people}}"),
        Vec::<String>::new()
    );
}

#[test]
fn entries_are_entries_and_links_are_links() {
    assert!(fault("{entries: {each: request.title, all: [note]}}").contains("needs entries"));
    assert!(fault("{entries: {each: event.sent, all: [note]}}").contains("needs entries"));
    assert!(fault("{link: {from: request.title}}").contains("needs the id of a record"));
    assert!(
        fault("{held_roles: {each: request.events, persons: by, role: note}}")
            .contains("needs a role")
    );
    let among = "{recipients: {event: told, to: [client], among: request.title}}";
    assert!(fault(among).contains("needs events"));
}

#[test]
fn a_fact_yields_what_its_sources_do() {
    let facts = |check: &str| faults(&check.replace("SIDE", "facts.planned"));
    assert_eq!(
        facts("{order: {earlier: SIDE, later: event.started}}"),
        Vec::<String>::new()
    );
    assert!(facts("{disjoint: {left: SIDE, right: plan.writers}}")[0].contains("needs persons"));
}

#[test]
fn with_entries_to_go_through_their_fields_are_named_bare() {
    let told = fault("{entries: {each: plan.steps, all: [plan.steps.owner]}}");
    assert!(
        told.ends_with("there is no field `plan.steps.owner`"),
        "{told}"
    );
    let told = fault("{disjoint: {each: plan.steps, left: plan.writers, right: checker}}");
    assert!(told.ends_with("there is no field `plan.writers`"), "{told}");
}
