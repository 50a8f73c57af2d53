//! People, systems, calendar, waivers.

use super::*;

const PEOPLE: &str = "- {id: p.one, name: One, roles: [{role: lead, from: 2025-01-01}]}\n";

fn found(path: &str, text: &str) -> Vec<String> {
    let mut files = BASE.to_vec();
    files.push(("registers/people.yaml", PEOPLE));
    files.retain(|(it, _)| *it != path);
    files.push((path, text));
    Portal::of(&files).found()
}

#[test]
fn people_need_ids_of_their_own_and_known_roles() {
    let two = format!("{PEOPLE}- {{id: p.one, name: Two}}\n");
    assert_eq!(
        found("registers/people.yaml", &two),
        ["duplicate-id at `p.one`: the person `p.one` is defined twice"]
    );
    assert_eq!(
        found(
            "registers/people.yaml",
            "- {id: a, roles: [{role: laed}]}\n"
        ),
        ["unknown-reference at `laed`: there is no role `laed`"]
    );
    assert_eq!(
        found(
            "registers/people.yaml",
            "- {id: a, roles: [{role: lead, from: 2025-02-01, to: 2025-01-01}]}\n"
        ),
        ["bad-date at `to`: `to` is before `from`"]
    );
}

#[test]
fn two_people_may_share_a_name_and_nothing_else() {
    let of = |second: &str| {
        let text = format!("- {{id: p.one, name: 王伟, aliases: [小王]}}\n{second}\n");
        found("registers/people.yaml", &text)
    };
    assert_eq!(
        of("- {id: p.two, name: 王 伟, aliases: [王伟(运维)]}"),
        [""; 0]
    );
    assert_eq!(
        of("- {id: p.two, name: Two, aliases: [Two, p.two]}"),
        [""; 0]
    );
    for (second, expected) in [
        (
            "- {id: ｐ.one, name: Two}",
            "duplicate-id at `ｐ.one`: the id `ｐ.one` is the id of `p.one` already",
        ),
        (
            "- {id: p.two, name: Two, aliases: [小　王]}",
            "duplicate-id at `小　王`: the alias `小　王` is an alias of `p.one` already",
        ),
        (
            "- {id: p.two, name: Two, aliases: [王伟]}",
            "duplicate-id at `王伟`: the alias `王伟` is the name of `p.one` already",
        ),
        (
            "- {id: p.two, name: P.One}",
            "duplicate-id at `P.One`: the name `P.One` is the id of `p.one` already",
        ),
        (
            "- {id: p.two, name: 小王}",
            "duplicate-id at `小王`: the name `小王` is an alias of `p.one` already",
        ),
    ] {
        assert_eq!(of(second), [expected], "{second}");
    }
}

#[test]
fn roles_and_organisations_go_by_any_label() {
    let text = "- {id: a, org: 客户, roles: [负责人, {role: Ｌead}, 组长]}\n\
        - {id: b, org: Customer, roles: []}\n- {id: c, org: 外包}\n";
    assert_eq!(found("registers/people.yaml", text), [""; 0]);
    assert_eq!(
        found("registers/people.yaml", "- {id: a, org: 街道}\n").len(),
        1
    );
}

#[test]
fn systems_name_people_and_systems_that_exist() {
    let text = "- {id: s, name: S, depends_on: [x], people: {lead: p.on}}\n- {id: s}\n";
    assert_eq!(
        found("registers/systems.yaml", text),
        [
            "unknown-reference at `x`: there is no system `x`",
            "unknown-reference at `p.on`: there is no person `p.on`",
            "duplicate-id at `s`: the system `s` is defined twice",
        ]
    );
}

#[test]
fn systems_whose_pages_would_have_one_address_are_told() {
    assert_eq!(
        found("registers/systems.yaml", "- {id: pay a}\n- {id: Pay/A}\n"),
        ["duplicate-id at `Pay/A`: the system `Pay/A` would have the same page as `pay a`"]
    );
}

#[test]
fn dates_of_the_calendar_are_read_in_every_form() {
    let found = found(
        "registers/calendar.yaml",
        "holidays:\n  - {from: 2025/1/1, to: nowhere, title: New Year}\n",
    );
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("date-form at `2025/1/1`"));
    assert!(found[1].starts_with("bad-date at `nowhere`"));
}

#[test]
fn waivers_name_rules_and_people_that_exist() {
    let text = "- {id: W1, rule: R9, scope: {changes: [R-0001]}, reason: r, approved_by: p.two, from: 2025-01-01, expires: 2025-02-01, risk: low}\n";
    assert_eq!(
        found("registers/waivers.yaml", text),
        [
            "unknown-reference at `R9`: there is no rule `R9`",
            "unknown-reference at `p.two`: there is no person `p.two`",
        ]
    );
}
