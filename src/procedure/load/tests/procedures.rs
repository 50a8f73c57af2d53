//! Configuration, procedure, documents, policy, clauses.

use super::*;

const MAIN: &str = "procedure/procedure.yaml";
const PLAN: &str = "procedure/documents/plan.yaml";

#[test]
fn configuration_is_read_with_its_zone() {
    let more = format!(
        "{}as_of: 2025-01-02 10:00\naddress: https://a.example\n",
        base(CONFIG)
    );
    let config = Portal::with(CONFIG, &more).loaded.config;
    assert_eq!(config.address.as_deref(), Some("https://a.example/"));
    assert_eq!(config.as_of.unwrap().show(&config.zone), "2025-01-02 10:00");
}

#[test]
fn wrong_values_of_the_configuration_are_found() {
    let one = |from: &str, to: &str| Portal::but(CONFIG, from, to).only();
    assert_eq!(
        one("Asia/Shanghai", "Asia/Shangai"),
        "unknown-value at `Asia/Shangai`: there is no time zone `Asia/Shangai`"
    );
    assert_eq!(
        one("languages", "langauges"),
        "unknown-key at `langauges`: the key `langauges` is unknown here"
    );
    let wrong = format!("{}address: a.example\n", base(CONFIG));
    assert!(
        Portal::with(CONFIG, &wrong)
            .only()
            .starts_with("unknown-value at `a.example`")
    );
    let wrong = format!("{}as_of: 2025-02-30\n", base(CONFIG));
    assert!(
        Portal::with(CONFIG, &wrong)
            .only()
            .starts_with("bad-date at `2025-02-30`")
    );
}

#[test]
fn address_of_an_editor_is_one_that_readers_can_follow() {
    let with = |link: &str| {
        let text = format!("{}edit_link: '{link}'\n", base(CONFIG));
        Portal::with(CONFIG, &text)
    };
    for link in [
        "https://git.example/{path}",
        "http://git/{path}",
        "mailto:owner@example.com?subject={path}",
    ] {
        let portal = with(link);
        assert_eq!(portal.found(), [""; 0]);
        assert_eq!(portal.loaded.config.edit_link.as_deref(), Some(link));
    }
    for link in [
        "javascript:alert('{path}')",
        "data:text/html,{path}",
        "/{path}",
        "https://git.example/",
    ] {
        let link = link.replace('\'', "\"");
        let portal = with(&link);
        let found = portal.only();
        assert!(
            found.starts_with(&format!("unknown-value at `'{link}'`")),
            "{found}"
        );
        assert_eq!(portal.loaded.config.edit_link, None);
    }
}

#[test]
fn portal_without_configuration_is_none() {
    assert!(load(&Sources::default(), KINDS).is_none());
}

#[test]
fn misspelt_key_has_a_suggestion_and_a_fix() {
    let portal = Portal::but(PLAN, "same_as", "same_sa");
    assert_eq!(portal.help(), "did you mean `same_as`?");
    let fix = portal.loaded.findings[0].fix.as_ref().unwrap();
    assert_eq!(fix.edits[0].text, "same_as");
}

#[test]
fn key_with_nothing_near_lists_what_may_stand() {
    let portal = Portal::but(CONFIG, "time_zone", "x: y\ntime_zone");
    assert!(
        portal.help().starts_with("write one of: `address`"),
        "{}",
        portal.help()
    );
}

#[test]
fn unknown_names_are_found_where_they_stand() {
    let cases = [
        (
            MAIN,
            "head: record",
            "head: rekord",
            "document type `rekord`",
        ),
        (MAIN, "state: state,", "state: stat,", "field `stat`"),
        (MAIN, "tall: [high]}", "tall: [hihg]}", "value `hihg`"),
        (
            MAIN,
            "values: events",
            "values: event",
            "list of values `event`",
        ),
        (
            MAIN,
            "[sent, sent_again]",
            "[sent, sent_agan]",
            "event type `sent_agan`",
        ),
        (
            MAIN,
            "{event: package",
            "{event: pakcage",
            "event type `pakcage`",
        ),
        (
            MAIN,
            "policy.deciders",
            "policy.decider",
            "key of the policy `decider`",
        ),
        (MAIN, "[stopped]", "[stoped]", "side state `stoped`"),
        (MAIN, "returns_to: open", "returns_to: opne", "state `opne`"),
        (MAIN, "needs: [role]", "needs: [rol]", "field `rol`"),
        (MAIN, "fields: R1", "fields: R2", "rule `R2`"),
        (MAIN, "[record, plan]", "[record, plan, paln]", "`paln`"),
        (PLAN, "route: main", "route: mian", "route `mian`"),
        (
            PLAN,
            "from: done, when",
            "from: doen, when",
            "state of this route `doen`",
        ),
        (PLAN, "when: {level", "when: {levle", "field `levle`"),
        (PLAN, "from: done}", "from: doen}", "state `doen`"),
        (PLAN, "facts.tall: true", "facts.tal: true", "fact `tal`"),
        (PLAN, "required: {no:", "required: {on:", "field `on`"),
    ];
    for (path, from, to, what) in cases {
        let found = Portal::but(path, from, to).found();
        let hit = found.iter().any(|it| {
            it.starts_with("unknown-reference") && it.contains("there is no") && it.contains(what)
        });
        assert!(hit, "{to}: {found:#?}");
    }
}

#[test]
fn unknown_fields_and_values_of_selectors_and_conditions_are_found() {
    let only = |from: &str, to: &str| Portal::but(PLAN, from, to).only();
    assert_eq!(
        only("record.level", "record.levl"),
        "unknown-reference at `levl`: `record` has no field `levl`"
    );
    assert_eq!(
        only("{level: high}", "{level: hihg}"),
        "unknown-value at `hihg`: `hihg` is none of the values of `level`"
    );
    assert_eq!(
        only("{level: high}", "{level: {not: [hihg]}}"),
        "unknown-value at `hihg`: `hihg` is none of the values of `not`"
    );
}

#[test]
fn misspelt_name_in_an_expression_is_found_in_it() {
    let portal = Portal::but(
        MAIN,
        "record.level in sets.tall",
        "record.levle in sets.tall",
    );
    let found = portal.found();
    let expected = "unknown-reference at `levle`: `record` has no field `levle`";
    assert!(found.iter().any(|it| it == expected), "{found:#?}");
}

#[test]
fn facts_know_only_those_above_them() {
    let portal = Portal::but(MAIN, "'record.level in sets.tall'", "'facts.levels == []'");
    let found = portal.found();
    assert!(
        found
            .iter()
            .any(|it| it.contains("`facts` has no field `levels`")),
        "{found:#?}"
    );
}

#[test]
fn wrong_types_are_found() {
    let only = |from: &str, to: &str| Portal::but(PLAN, from, to).only();
    assert_eq!(
        only("at_least: 1", "at_least: one"),
        "wrong-type at `one`: `at_least` must be a whole number; here stands a text"
    );
    assert_eq!(
        only("type: text", "type: txet"),
        "unknown-value at `txet`: `txet` is none of the values of `type`"
    );
    assert_eq!(
        only("{type: int, at_least: 1}", "{type: int, values: level}"),
        "wrong-type at `values`: a field of type `int` has no `values`"
    );
    assert_eq!(
        only("title: Plan\n", ""),
        "wrong-type at `file`: `title` is missing here"
    );
}

#[test]
fn fields_hold_what_they_say() {
    let procedure = Portal::of(BASE).loaded.procedure;
    let plan = procedure.document("plan").unwrap();
    let names: Vec<_> = plan.fields.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["doc", "id", "status", "level", "steps"]);
    let FieldKind::Enum(types) = &plan.fields[0].kind else {
        panic!()
    };
    assert_eq!(types.len(), 2);
    let steps = plan.field("steps").unwrap();
    let Required::When(condition) = &steps.required else {
        panic!()
    };
    assert_eq!(condition.tests.len(), 3);
    assert!(procedure.head().field("doc").is_none());
    assert_eq!(procedure.events.expand("package"), ["sent", "sent_again"]);
}

#[test]
fn evidence_names_types_and_roles_in_full() {
    let procedure = Portal::of(BASE).loaded.procedure;
    let evidence = procedure.routes[0].states[1].evidence.as_ref();
    let Some(crate::procedure::flow::Evidence::Event { types, roles, .. }) = evidence else {
        panic!("{evidence:?}")
    };
    assert_eq!(types, &["sent", "sent_again"]);
    assert_eq!(roles, &["lead"]);
}

#[test]
fn thresholds_take_their_unit_from_their_name() {
    let policy = Portal::of(BASE).loaded.procedure.policy;
    assert_eq!(
        policy.thresholds["wait.min_days_long"].unit,
        crate::procedure::Unit::Days
    );
    let only = |from: &str, to: &str| Portal::but("procedure/policy.yaml", from, to).found();
    assert!(only("wait.days", "wait.long")[0].contains("`wait.long` does not tell its unit"));
    assert!(only("strict", "stritc")[0].starts_with("unknown-reference at `stritc`"));
}

#[test]
fn ids_equal_but_for_capitals_are_found() {
    let portal = Portal::but(
        "procedure/clauses/1.md",
        "clauses:\n",
        "clauses:\n  c-1: {origin: S, checked_by: people}\n",
    );
    let found = portal.found();
    let capitals = "duplicate-id at `C-1`: the clause `C-1` differs from `c-1` in capitals only";
    assert!(found.iter().any(|it| it == capitals), "{found:#?}");
}

#[test]
fn section_texts_are_cut_by_their_headings() {
    let procedure = Portal::of(BASE).loaded.procedure;
    let clause = &procedure.sections[0].clauses[0];
    assert_eq!(
        (clause.text.get(Lang::Zh), clause.text.get(Lang::En)),
        ("一。", "One.")
    );
}

#[test]
fn clause_without_text_and_text_without_clause_are_found() {
    let found = Portal::but("procedure/clauses/1.md", "## C-1", "## C-2").found();
    assert!(
        found[0].starts_with("wrong-type at `C-1`: clause `C-1` has no text"),
        "{found:#?}"
    );
    assert!(
        found[1].starts_with("unknown-reference at `C-2`"),
        "{found:#?}"
    );
}

#[test]
fn missing_translations_are_remarks() {
    let portal = Portal::but("procedure/clauses/1.md", "### en\nOne.\n", "");
    assert_eq!(
        portal.only(),
        "untranslated at `C-1`: the English text is missing"
    );
    assert_eq!(portal.loaded.findings[0].severity, Severity::Info);
    let portal = Portal::but(MAIN, "{zh-CN: 低, en: low}", "{zh-CN: 低}");
    assert!(portal.only().starts_with("untranslated at"));
}

#[test]
fn faults_of_the_yaml_are_found_in_every_file() {
    assert!(
        Portal::but(PLAN, "title: Plan", "title: A\ntitle: B")
            .only()
            .starts_with("duplicate-key")
    );
    assert!(
        Portal::but(PLAN, "title: Plan", "title：Plan")
            .only()
            .starts_with("full-width-colon")
    );
    let found = Portal::but("procedure/rules/a.yaml", "check: {", "check: {{").found();
    assert!(
        found.iter().any(|it| it.starts_with("front-matter-syntax")),
        "{found:#?}"
    );
}

#[test]
fn procedure_in_one_file_is_enough() {
    let main = "\
title: Small
records: {folder: eips, layout: file, file: eip-*.md, id: 'E\\d+', keys: {id: eip, title: title}}
documents:
  eip: {title: EIP, fields: {eip: {type: string, required: always}, title: string}}
routes: {only: {label: only, states: [{id: draft, label: draft}]}}
";
    let portal = Portal::of(&[BASE[0], (MAIN, main)]);
    assert_eq!(portal.found(), [""; 0]);
    assert_eq!(portal.loaded.procedure.head().id, "eip");
    let pattern = portal.loaded.procedure.records.id.unwrap();
    assert!(pattern.is_match("E12") && !pattern.is_match("xE12"));
}

#[test]
fn missing_procedure_is_found_and_leaves_a_head() {
    let portal = Portal::of(&[BASE[0]]);
    assert!(portal.only().starts_with("unknown-reference"));
    assert_eq!(portal.loaded.procedure.head().id, "");
}

/// The base with one seal.
fn sealed(from: &str, to: &str) -> Portal {
    let seal = "seals:\n  consent: {event: decided, field: role, since: package, before: decided, routes: [main], states: [done], documents: {plan: whole}, without: [status]}\npolicy:";
    Portal::but(MAIN, "policy:", &seal.replacen(from, to, 1))
}

#[test]
fn seal_says_what_it_covers() {
    let portal = sealed("", "");
    assert_eq!(portal.found(), Vec::<String>::new());
    let seal = &portal.loaded.procedure.seals[0];
    assert_eq!(seal.since, ["sent", "sent_again"]);
    assert_eq!(seal.before, ["decided"]);
    assert_eq!(seal.without, ["status"]);
    assert!(seal.is_of(Some("main")) && !seal.is_of(Some("other")));
    let covered: Vec<_> = seal
        .documents
        .iter()
        .map(|it| it.document.as_str())
        .collect();
    assert_eq!(covered, ["plan"]);
}

#[test]
fn all_documents_under_a_seal_are_those_beside_the_head() {
    let portal = sealed("{plan: whole}", "all");
    let seal = &portal.loaded.procedure.seals[0];
    let covered: Vec<_> = seal
        .documents
        .iter()
        .map(|it| it.document.as_str())
        .collect();
    assert_eq!(covered, ["plan"]);
}

#[test]
fn seal_in_which_anything_is_wrong_is_told_and_left_out() {
    for (from, to, said) in [
        ("decided", "decidde", "unknown-reference at `decidde`"),
        ("field: role", "field: rule", "unknown-reference at `rule`"),
        (
            "since: package",
            "since: pakage",
            "unknown-reference at `pakage`",
        ),
        (
            "before: decided",
            "before: decidde",
            "unknown-reference at `decidde`",
        ),
        ("[main]", "[mian]", "unknown-reference at `mian`"),
        ("[done]", "[doen]", "unknown-reference at `doen`"),
        ("plan: whole", "plna: whole", "unknown-reference at `plna`"),
        ("plan: whole", "plan: hole", "unknown-value at `hole`"),
        ("{plan: whole}", "every", "unknown-value at `every`"),
        ("{plan: whole}", "{}", "wrong-type at `{}`"),
        ("[status]", "[sttus]", "unknown-reference at `sttus`"),
        ("without", "witout", "unknown-key at `witout`"),
        ("event: decided, ", "", "wrong-type at `field`"),
    ] {
        let portal = sealed(from, to);
        let found = portal.found();
        assert!(
            found.iter().any(|it| it.starts_with(said)),
            "{to}: {found:#?}"
        );
        let is_left_out = portal.loaded.procedure.seals.is_empty();
        assert!(is_left_out || to == "witout", "{to}");
    }
}

#[test]
fn planned_layer_needs_fields_that_are_filled_in_later() {
    let found = sealed("plan: whole", "plan: planned").found();
    let said = "unknown-value at `planned`: no field of `plan` is filled in later";
    assert!(found.iter().any(|it| it.starts_with(said)), "{found:#?}");
}
