//! Rules: what is wrong in one leaves it out and is said in its words.

use super::*;
use crate::procedure::examples::Excerpt;

const FILE: &str = "procedure/rules/a.yaml";

/// The only finding after a change of the base's rule, which must be left out.
fn fault(from: &str, to: &str) -> String {
    let portal = Portal::but(FILE, from, to);
    let rules = &portal.loaded.procedure.rules;
    assert!(rules.is_empty(), "{to}: the rule is kept");
    let found = portal.only();
    assert!(found.starts_with("rule-invalid"), "{to}: {found}");
    found
        .replace("rule-invalid at ", "")
        .replace("rule `R1` is left out: ", "")
}

#[test]
fn a_rule_knows_its_parts() {
    let procedure = Portal::of(BASE).loaded.procedure;
    let rule = procedure.rule("R1").unwrap();
    assert_eq!(rule.from, [("main".to_owned(), "done".to_owned())]);
    let [part] = &rule.parts[..] else { panic!() };
    assert_eq!(part.check.kind, "order");
    let Some(Param::Groups(limits)) = part.check.param("within") else {
        panic!()
    };
    assert!(matches!(limits[0].param("use"), Some(Param::Threshold(it)) if it == "wait.days"));
}

#[test]
fn examples_know_the_file_of_each_excerpt() {
    let shown = |good: &str| {
        let to = format!("severity: error\n  good: {good}");
        let portal = Portal::but(FILE, "severity: error", &to);
        let rule = portal.loaded.procedure.rule("R1").unwrap().clone();
        let procedure = &portal.loaded.procedure;
        let one = |it: &Excerpt| {
            let name = procedure.name_of(it);
            format!(
                "{}: {}",
                name.get(Lang::En),
                it.text.as_deref().unwrap_or("none")
            )
        };
        rule.good.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(shown("'level: high'"), ["Record: level: high"]);
    assert_eq!(
        shown("{plan: , registers/people.yaml: '- {id: ann}', R-0002: {plan: 'level: low'}}"),
        [
            "Plan: none",
            "registers/people.yaml: - {id: ann}",
            "R-0002 · Plan: level: low"
        ]
    );
}

/// From, to, and what the finding says.
const MISSPELT: &[(&str, &str, &str)] = &[
    (
        "severity: error",
        "severty: error\n  severity: error",
        "`severty`: the key `severty` is unknown here",
    ),
    (
        "severity: error",
        "severity: eror",
        "`eror`: `eror` is none of the values of `severity`",
    ),
    ("[C-1]", "[C-1, C-2]", "`C-2`: there is no clause `C-2`"),
    (
        "{main: done}",
        "{mian: done}",
        "`mian`: there is no route `mian`",
    ),
    (
        "{main: done}",
        "{main: doen}",
        "`doen`: there is no state of this route `doen`",
    ),
    (
        "facts.tall",
        "facts.tal",
        "`tal`: `facts` has no field `tal`",
    ),
    (
        "facts.tall == true",
        "record.level == 'hgih'",
        "`hgih`: `hgih` is none of the values of `record.level`",
    ),
    (
        "facts.tall == true",
        "state in ['open', 'doen']",
        "`doen`: `doen` is none of the values of `state`",
    ),
    (
        "{main: done}",
        "{}",
        "`from`: nothing is written under `from`, so the rule is never checked",
    ),
    (
        "facts.tall == true",
        "facts.tall = true",
        "`=`: `=` cannot stand in an expression",
    ),
    (
        "{order:",
        "{oder:",
        "`oder`: the key `oder` is unknown here",
    ),
    (
        "record.id",
        "rekord.id",
        "`rekord`: there is no document type or source `rekord`",
    ),
    (
        "event.package.at",
        "event.packet.at",
        "`packet`: there is no event type `packet`",
    ),
    (
        "event.package.at",
        "event.package.att",
        "`att`: `package` has no field `att`",
    ),
    (
        "event.package.at",
        "'event.package[role=lad].at'",
        "`lad`: `lad` is none of the values of `role`",
    ),
    (
        "wait.days",
        "wait.day",
        "`wait.day`: there is no threshold `wait.day`",
    ),
    (
        "within: wait.days",
        "strict: maybe",
        "`maybe`: `strict` must be `true` or `false`; here stands a text",
    ),
    (
        "within: wait.days",
        "roles: [led]",
        "`led`: there is no role `led`",
    ),
    (
        "within: wait.days",
        "where: {record.level: hgih}",
        "`hgih`: `hgih` is none of the values of `record.level`",
    ),
    (
        "{earlier} of",
        "{earlir} of",
        "`earlir`: there is no placeholder `earlir`",
    ),
    (
        "{record.level}",
        "{record.levl}",
        "`levl`: `record` has no field `levl`",
    ),
    (
        "message: ",
        "messages: {odd: x}\n  message: ",
        "`odd`: there is no message `odd`",
    ),
    (
        "title: One",
        "controls: {ios: [x]}\n  title: One",
        "`ios`: there is no control framework `ios`",
    ),
    ("title: One\n  ", "", "`title` is missing here"),
    (
        "title: One",
        "good: {pln: 'level: high'}\n  title: One",
        "`pln`: there is no document type `pln`",
    ),
    (
        "title: One",
        "bad: {plan: 'levl: high'}\n  title: One",
        "`levl`: `plan` has no field `levl`",
    ),
    (
        "title: One",
        "bad: high\n  title: One",
        "`high`: the example under `bad` must be lines of `field: value`",
    ),
    (
        "message: ",
        "help: '{lter}'\n  message: ",
        "`lter`: there is no placeholder `lter`",
    ),
    (
        "title: One",
        "point: record\n  title: One",
        "`record`: `record` does not lead to a field",
    ),
];

#[test]
fn everything_misspelt_in_a_rule_is_named() {
    for (from, to, expected) in MISSPELT {
        let found = fault(from, to);
        assert!(found.contains(expected), "{to}: {found}");
    }
}

#[test]
fn misspelt_key_is_one_finding_though_a_needed_one_is_missing() {
    for (from, to, key) in [
        ("earlier: record", "earleir: record", "earleir"),
        ("severity: error", "severty: error", "severty"),
        ("  check:", "  chek:", "chek"),
    ] {
        let portal = Portal::but(FILE, from, to);
        let said = format!("rule `R1` is left out: the key `{key}` is unknown here");
        assert_eq!(portal.only(), format!("rule-invalid at `{key}`: {said}"));
    }
}

#[test]
fn a_wrong_rule_leaves_the_others() {
    let more = "- {id: R2, title: T, severity: info, require: 'state == 1', message: m, wrong: x}\n- {id: R3, title: T, severity: info, require: \"state == 'open'\", message: m}\n";
    let portal = Portal::with("procedure/rules/b.yaml", more);
    assert_eq!(
        portal.only(),
        "rule-invalid at `wrong`: rule `R2` is left out: the key `wrong` is unknown here"
    );
    assert!(portal.loaded.procedure.rule("R3").is_some());
    assert_eq!(portal.loaded.findings[0].severity, Severity::Error);
}

#[test]
fn clause_that_no_rule_checks_is_a_warning() {
    let portal = Portal::but(FILE, "clauses: [C-1]", "clauses: []");
    assert!(portal.only().starts_with("clause-unchecked at `C-1`"));
}

#[test]
fn clause_of_a_wrong_rule_is_not_reported_as_well() {
    assert!(
        Portal::but(FILE, "title: One", "titel: One")
            .found()
            .iter()
            .all(|it| !it.starts_with("clause-unchecked"))
    );
}

#[test]
fn two_rules_with_one_id_are_found() {
    let more = "- {id: r1, title: T, severity: info, check: fields, message: m}\n";
    let portal = Portal::with("procedure/rules/b.yaml", more);
    assert_eq!(
        portal.only(),
        "duplicate-id at `r1`: the rule `r1` differs from `R1` in capitals only"
    );
    assert_eq!(portal.loaded.procedure.rules.len(), 1);
    assert_eq!(portal.loaded.findings[0].related.len(), 1);
}

#[test]
fn parts_have_conditions_and_messages_of_their_own() {
    let text = "\
- id: R2
  title: T
  severity: info
  check:
    parts:
      first:
        when: state == 'open'
        given: events.sent
        point: record.title
        require: record.level != 'low'
      second:
        order: {earlier: events.sent, later: events.decided}
  messages: {first: a, second: 'b {earlier}', second.stale: c}
";
    let portal = Portal::with("procedure/rules/b.yaml", text);
    assert_eq!(portal.found(), [""; 0]);
    let rule = portal.loaded.procedure.rule("R2").unwrap();
    let names: Vec<_> = rule.parts.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["first", "second"]);
    assert_eq!(rule.message(&rule.parts[1], "stale").get(Lang::En), "c");
    assert_eq!(rule.message(&rule.parts[0], "other").get(Lang::En), "a");
    let wrong = Portal::with(
        "procedure/rules/b.yaml",
        &text.replace("second.stale", "second.stle"),
    );
    assert!(wrong.only().contains("there is no message `second.stle`"));
}

#[test]
fn fields_of_the_entries_of_each_may_stand_bare() {
    let text = |left: &str| {
        format!(
            "- {{id: R2, title: T, severity: info, check: {{disjoint: {{each: plan.steps, left: {left}}}}}, message: m}}\n"
        )
    };
    let portal = Portal::with("procedure/rules/b.yaml", &text("no"));
    let rule = portal.loaded.procedure.rule("R2").unwrap();
    assert_eq!(rule.parts[0].check.names("left"), ["no"]);
    assert!(
        !Portal::with("procedure/rules/b.yaml", &text("nothing"))
            .found()
            .is_empty()
    );
}

#[test]
fn exactly_one_check_belongs_to_a_rule() {
    let found = fault("check: {order", "require: 'true'\n  check: {order");
    assert!(
        found.contains("exactly one of `check`, `require`"),
        "{found}"
    );
    let found = fault("within: wait.days}", "within: wait.days}, fields: {}");
    assert!(found.contains("exactly one of"), "{found}");
}

#[test]
fn names_in_folded_expressions_keep_their_place() {
    let found = fault(
        "when: facts.tall == true",
        "when: >-\n    facts.tall == true\n    && facts.tal == true",
    );
    assert!(found.starts_with("`tal`"), "{found}");
}

#[test]
fn a_rule_yields_to_rules_and_messages_that_exist() {
    let yields = |to: &str| {
        let from = "severity: error";
        let to = format!("severity: error\n  yields_to: {to}");
        Portal::but(FILE, from, &to).found().join("\n")
    };
    assert_eq!(yields("[R1]"), "");
    assert!(
        yields("R2").contains("there is no rule `R2`"),
        "{}",
        yields("R2")
    );
    let found = yields("{rule: R1, saying: lat}");
    assert!(found.contains("there is no message `lat`"), "{found}");
    let found = yields("{rule: R1, about: event.snt}");
    assert!(found.contains("there is no event type `snt`"), "{found}");
}

#[test]
fn a_rule_waits_for_moments_and_thresholds_that_exist() {
    let due = |to: &str| fault("severity: error", &format!("severity: error\n  due: {to}"));
    assert!(
        due("[event.snt]").contains("`snt`"),
        "{}",
        due("[event.snt]")
    );
    let found = due("{at: event.sent, plus: wait.dys}");
    assert!(
        found.contains("there is no threshold `wait.dys`"),
        "{found}"
    );
}

#[test]
fn nothing_ends_before_it_is_in_force() {
    let force = "severity: error\n  in_force: {from: 2025-02-01, to: 2025-01-31}";
    let found = fault("severity: error", force);
    assert!(found.starts_with("`to`"), "{found}");
}

#[test]
fn file_may_name_what_its_rules_are_about() {
    let named = |rules: &str| format!("title: Heights\nrules:\n{rules}");
    let portal = Portal::with(FILE, &named(base(FILE)));
    let procedure = &portal.loaded.procedure;
    let rule = procedure.rule("R1").unwrap();
    assert_eq!(procedure.family(rule).unwrap().title, "Heights".into());
    assert!(Portal::of(BASE).loaded.procedure.families.is_empty());
    let portal = Portal::with(FILE, "title: Heights\n");
    let found = portal.found();
    assert!(found.iter().any(|it| it.contains("`rules`")), "{found:#?}");
    let portal = Portal::with(FILE, &named(base(FILE)).replace("title: H", "name: H"));
    let found = portal.found();
    assert!(found.iter().any(|it| it.contains("`name`")), "{found:#?}");
}
