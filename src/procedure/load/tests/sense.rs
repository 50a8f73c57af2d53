//! Rules that cannot tell right from wrong, and rules that check the same.

use super::*;

const FILE: &str = "procedure/rules/b.yaml";

const MORE: &[Signature] = &[
    Signature {
        slug: "between",
        params: &[
            spec("some", ParamKind::Selector(Yields::Anything)),
            spec("from", ParamKind::Selector(Yields::Anything)),
            may("to", ParamKind::Selector(Yields::Anything)),
        ],
        placeholders: &[],
        variants: &[],
    },
    Signature {
        slug: "coverage",
        params: &[
            spec("items", ParamKind::Selector(Yields::Anything)),
            may("key", ParamKind::Names),
            spec("by", ParamKind::Selectors(Yields::Anything)),
            may("exact", ParamKind::Switch),
        ],
        placeholders: &[],
        variants: &[],
    },
    Signature {
        slug: "equality",
        params: &[spec("pairs", ParamKind::Pairs(Yields::Anything))],
        placeholders: &[],
        variants: &[],
    },
    Signature {
        slug: "sequence",
        params: &[spec("times", ParamKind::Ranked(Yields::Anything))],
        placeholders: &[],
        variants: &[],
    },
    Signature {
        slug: "presence",
        params: &[
            may("all", ParamKind::Selectors(Yields::Anything)),
            may("any", ParamKind::Selectors(Yields::Anything)),
        ],
        placeholders: &[],
        variants: &[],
    },
];

fn portal(rules: &str) -> Portal {
    let kinds: Vec<_> = KINDS.iter().chain(MORE).copied().collect();
    let files: Vec<_> = BASE.iter().copied().chain([(FILE, rules)]).collect();
    Portal::of_kinds(&files, &kinds)
}

/// A rule on the route `main`; `more` stands after its title.
fn rule(id: &str, more: &str) -> String {
    format!("- {{id: {id}, title: T, severity: error, from: {{main: open}}, message: m, {more}}}\n")
}

/// What is found of a rule that stands alone, without its id and name.
fn idle(more: &str) -> String {
    let portal = portal(&rule("R2", more));
    let found = portal.found().join("\n");
    if !found.is_empty() {
        assert!(found.starts_with("rule-idle at "), "{more}: {found}");
        let finding = &portal.loaded.findings[0];
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.help.is_some(), "{more}: no help");
        assert!(finding.key.starts_with("R2"), "{more}: {}", finding.key);
    }
    // What says nothing is well-formed all the same.
    assert!(portal.loaded.procedure.rule("R2").is_some(), "{more}");
    found
        .replace("rule-idle at ", "")
        .replace("rule `R2`", "R2")
}

const SOUND: &str = "require: record.level != 'low'";

#[test]
fn a_requirement_that_names_nothing_of_a_record_is_found() {
    for text in ["1 == 1", "'high' in sets.tall", "[1, 2].exists(x, x == 1)"] {
        let found = idle(&format!("require: \"{text}\""));
        let expected = format!("R2: `{text}` names nothing of a record");
        assert!(
            found.starts_with(&format!("`\"{text}\"`: {expected}")),
            "{found}"
        );
    }
    assert_eq!(idle("require: policy.strict"), "");
    assert_eq!(idle(SOUND), "");
}

#[test]
fn what_is_compared_with_itself_is_found_in_expressions() {
    let itself = "R2 compares `record.level` with itself, so its answer is always the same";
    let found = idle("require: record.level == record.level");
    assert_eq!(found, format!("`record.level == record.level`: {itself}"));
    let when = "when: state == 'open' && record.level != record.level";
    let found = idle(&format!("{when}, {SOUND}"));
    assert!(found.ends_with(itself), "{found}");
    let entries = "plan.steps.all(s, plan.steps.exists(t, s.no == t.no))";
    assert_eq!(idle(&format!("require: '{entries}'")), "");
}

#[test]
fn what_is_compared_with_itself_is_found_in_checks() {
    for (check, value) in [
        (
            "order: {earlier: event.sent, later: event.sent}",
            "event.sent",
        ),
        (
            "equality: {pairs: [[record.level, plan.level], [record.id, record.id]]}",
            "record.id",
        ),
        (
            "disjoint: {left: [record.people, plan.level], right: record.people}",
            "record.people",
        ),
        (
            "disjoint: {left: record.id, pairs: [[plan.level, plan.level]]}",
            "plan.level",
        ),
        ("disjoint: {each: plan.steps, left: no, right: no}", "no"),
        (
            "coverage: {items: plan.steps, key: no, by: plan.steps.no}",
            "plan.steps.no",
        ),
        (
            "between: {some: events.sent, from: events.sent}",
            "events.sent",
        ),
    ] {
        let found = idle(&format!("check: {{{check}}}"));
        let expected =
            format!("R2 compares `{value}` with itself, so its answer is always the same");
        assert!(found.ends_with(&expected), "{check}: {found}");
    }
    for check in [
        "order: {earlier: events.sent, later: events.sent, strict: true}",
        "coverage: {items: plan.steps.no, by: [plan.steps.no], exact: true}",
        "between: {some: events.sent, from: events.sent, to: event.decided}",
        "equality: {pairs: [[record.level, plan.level]]}",
    ] {
        assert_eq!(idle(&format!("check: {{{check}}}")), "");
    }
}

#[test]
fn a_check_without_anything_to_check_is_found() {
    let found = idle("check: {presence: {}}");
    assert_eq!(
        found,
        "`presence`: R2 has nothing to check: nothing is written under `all` / `any`"
    );
    assert_eq!(idle("check: {presence: {any: [record.level]}}"), "");
}

#[test]
fn a_parameter_that_lists_nothing_is_not_taken_for_one_that_is_not_written() {
    for check in ["presence: {all: []}", "equality: {pairs: []}"] {
        let portal = portal(&rule("R2", &format!("check: {{{check}}}")));
        let found = portal.found().join("\n");
        assert!(found.starts_with("rule-invalid at `[]`"), "{found}");
        assert!(found.contains("lists nothing"), "{found}");
        assert!(portal.loaded.procedure.rule("R2").is_none(), "{check}");
    }
}

#[test]
fn a_condition_that_never_holds_is_found() {
    let found = idle(&format!("when: 1 > 2, {SOUND}"));
    assert_eq!(
        found,
        "`1 > 2`: R2 is never checked: `1 > 2` names nothing of a record and does not hold"
    );
    let parts = "check: {parts: {first: {when: 1 > 2, require: record.level != 'low'}}}";
    let found = idle(parts);
    assert!(
        found.contains("R2 (part `first`) is never checked"),
        "{found}"
    );
}

#[test]
fn conditions_that_exclude_each_other_are_found() {
    let both = |one: &str, other: &str| {
        format!("R2 is never checked: no record can meet both `{one}` and `{other}`")
    };
    let found = idle(&format!(
        "when: record.level == 'low' && state == 'open' && record.level == 'high', {SOUND}"
    ));
    let expected = both("record.level == 'high'", "record.level == 'low'");
    assert!(found.ends_with(&expected), "{found}");
    let found = idle(&format!("when: \"route != 'main'\", {SOUND}"));
    let expected = both("route != 'main'", "from");
    assert_eq!(found, format!("`\"route != 'main'\"`: {expected}"));
    let parts = "check: {parts: {first: {when: '!present.plan', require: record.level != 'low'}}}";
    let found = idle(&format!("when: present.plan, {parts}"));
    assert!(
        found.ends_with("no record can meet both `!present.plan` and `present.plan`"),
        "{found}"
    );
    for when in [
        "route == 'main' && record.level == 'low'",
        "record.level == 'low' || record.level == 'high'",
        "record.level in ['low', 'high'] && record.level != 'low'",
    ] {
        assert_eq!(idle(&format!("when: \"{when}\", {SOUND}")), "");
    }
}

#[test]
fn the_field_of_the_route_is_the_route() {
    let text = base("procedure/procedure.yaml")
        .replace("id: id, title", "id: id, route: route, title")
        .replace(
            "routes:\n",
            "routes:\n  side: {label: side, states: [{id: open, label: open}]}\n",
        );
    let record = base("procedure/documents/record.yaml");
    let record = format!("{record}  route: {{type: enum, values: routes}}\n");
    let rule = rule("R2", &format!("when: record.route == 'side', {SOUND}"));
    let portal = Portal::of(&[
        BASE[0],
        ("procedure/procedure.yaml", &text),
        ("procedure/documents/record.yaml", &record),
        BASE[3],
        BASE[4],
        BASE[5],
        BASE[6],
        (FILE, &rule),
    ]);
    let found = portal.only();
    let expected = "no record can meet both `record.route == 'side'` and `from`";
    assert!(found.ends_with(expected), "{found}");
}

#[test]
fn what_is_given_cannot_be_excluded() {
    let part = |unless: &str| {
        let part = format!("given: event.sent, unless: {unless}, {SOUND}");
        idle(&format!("check: {{parts: {{first: {{{part}}}}}}}"))
    };
    assert_eq!(
        part("event.sent"),
        "`event.sent`: R2 (part `first`) is never checked: `event.sent` stands under `given` and under `unless`"
    );
    assert_eq!(part("event.decided"), "");
}

#[test]
fn a_severity_that_is_never_used_is_found() {
    let severities = |entries: &str| idle(&format!("severity_when: [{entries}], {SOUND}"));
    let low = "record.level == 'low'";
    let found = severities(&format!(
        "{{when: 1 < 2, severity: info}}, {{when: {low}, severity: warning}}"
    ));
    assert_eq!(
        found,
        format!(
            "`{low}`: R2: this severity is never used, for what stands above it always comes first"
        )
    );
    let found = severities(&format!(
        "{{when: {low}, severity: info}}, {{when: {low}, severity: warning}}"
    ));
    assert!(found.contains("never used"), "{found}");
    let found = severities("{when: 1 < 2, severity: info}");
    assert!(found.contains("names nothing of a record"), "{found}");
    let found = severities(&format!("{{when: {low}, severity: error}}"));
    assert_eq!(
        found,
        format!("`{low}`: R2: this changes nothing, for the severity is `error` without it")
    );
    // The first that holds wins, so this one is an exception from the next.
    let exception =
        format!("{{when: {low}, severity: error}}, {{when: state == 'open', severity: info}}");
    assert_eq!(severities(&exception), "");
}

#[test]
fn rules_that_check_the_same_are_found() {
    let first = rule(
        "R9",
        "when: state == 'open', require: record.level != 'low'",
    );
    let with = |more: &str| portal(&format!("{first}{}", rule("R2", more)));
    let twin = with("when: state  == 'open', require: record.level != 'low'");
    assert_eq!(
        twin.only(),
        "rule-overlap at `require`: rule `R2` checks the same as `R9`, under the same conditions"
    );
    let finding = &twin.loaded.findings[0];
    assert_eq!(finding.severity, Severity::Warning);
    let place = finding.related[0].place;
    assert!(place.span.end < finding.place.span.start);
    for other in [
        "require: record.level != 'low'",
        "when: state == 'open', require: record.level != 'high'",
        "when: state == 'open', due: event.sent, require: record.level != 'low'",
    ] {
        assert_eq!(with(other).found(), [""; 0]);
    }
}

#[test]
fn the_order_of_what_is_listed_makes_no_other_check() {
    let two = |one: &str, other: &str| {
        let rules = format!("{}{}", rule("R2", one), rule("R3", other));
        let found = portal(&rules).found();
        let overlaps = found.iter().all(|it| it.starts_with("rule-overlap"));
        assert!(overlaps, "{found:#?}");
        found.len()
    };
    let all = |listed: &str| format!("check: {{presence: {{all: [{listed}]}}}}");
    let both = all("record.level, event.sent");
    assert_eq!(two(&both, &all("event.sent, record.level")), 1);
    assert_eq!(two(&both, &all("event.sent, plan.level")), 0);
    assert_eq!(two(&both, &all("event.sent")), 0);
    let keys = |listed: &str| {
        format!("check: {{coverage: {{items: events.sent, key: [{listed}], by: events.decided}}}}")
    };
    assert_eq!(two(&keys("id, no"), &keys("no, id")), 1);
    assert_eq!(two(&keys("id, no"), &keys("id")), 0);
    let pairs = |listed: &str| format!("check: {{equality: {{pairs: [{listed}]}}}}");
    let (one, other) = ("[record.level, plan.level]", "[record.id, plan.level]");
    let crossed = pairs(&format!("{other}, {one}"));
    assert_eq!(two(&pairs(&format!("{one}, {other}")), &crossed), 1);
    // Taken one after the other, the other way round is another check.
    let times = |listed: &str| format!("check: {{sequence: {{times: [{listed}]}}}}");
    let one = times("event.sent, event.decided");
    assert_eq!(two(&one, &times("event.sent, event.decided")), 1);
    assert_eq!(two(&one, &times("event.decided, event.sent")), 0);
}

#[test]
fn an_edition_that_follows_another_does_not_overlap_it() {
    let of = |from: &str| {
        let old = rule("R2", &format!("in_force: {{to: 2025-06-30}}, {SOUND}"));
        let new = rule("R3", &format!("in_force: {{from: {from}}}, {SOUND}"));
        portal(&format!("{old}{new}")).found().len()
    };
    assert_eq!(of("2025-07-01"), 0);
    assert_eq!(of("2025-06-01"), 1);
}

#[test]
fn parts_that_check_the_same_are_found() {
    let parts = |given: &str| {
        let order = "order: {earlier: event.sent, later: event.decided, within: wait.days}";
        let text = format!("check: {{parts: {{first: {{{order}}}, second: {{{given}{order}}}}}}}");
        portal(&rule("R2", &text)).found()
    };
    let expected = "rule-overlap at `order`: rule `R2` (part `second`) checks the same as `R2` (part `first`), under the same conditions";
    assert_eq!(parts(""), [expected]);
    assert_eq!(parts("given: record.level, "), [""; 0]);
}
