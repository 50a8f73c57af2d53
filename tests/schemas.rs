//! The schemas of what people write: valid themselves, and true of every portal of the repository.

use std::process::Command;

use crate::harness::{Portal, repository};

/// Holds a portal against its schemas; `wrong` are texts that must not be valid. Returns how many files were held.
fn hold(portal: &str, wrong: &[&str]) -> usize {
    let portal = repository().join(portal);
    let program = env!("CARGO_BIN_EXE_changebook");
    let mut args = vec![program, portal.to_str().unwrap()];
    args.extend(wrong);
    python("portal.py", &args)
}

/// Runs a script that complains or says how many files it held.
fn python(script: &str, args: &[&str]) -> usize {
    let ran = Command::new("/usr/bin/python3")
        .arg(repository().join("tests/schemas").join(script))
        .args(args)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap();
    let complaints = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.success(), "{complaints}");
    let held = String::from_utf8(ran.stdout).unwrap();
    held.trim().parse().unwrap()
}

#[test]
fn every_file_of_the_demonstration_is_valid_and_wrong_ones_are_not() {
    let held = hold(
        "content",
        &[
            "configuration:{title: T, time_zone: UTC, titel: x}",
            "page:{title: T, order: first}",
            "page:{titel: T}",
            "configuration:{title: T, time_zone: UTC, languages: [fr]}",
            "configuration:{title: T, time_zone: UTC, as_of: soon}",
            "configuration:{title: {fr: T}, time_zone: UTC}",
            "people:[{id: a, org: elsewhere}]",
            "people:[{id: a, roles: developer}]",
            "people:{id: a}",
            "systems:[{id: a, module: [b]}]",
            "calendar:{freezes: [{from: 2024-05-01, to: x, title: t}]}",
            "waivers:[{id: W}]",
            "policy:{enforce: some}",
            "policy:{thresholds: {a_hours: long}}",
            "policy:{thresholds: {a: 1}}",
            "clauses:{section: '1', title: T, clauses: {C-1: {origin: X, checked_by: rules}}}",
            "procedure:{title: T}",
            "procedure:{title: T, records: {folder: c, id: x, file: f, keys: {id: a, title: b}}, documents: [a], policy: {a: [switch]}}",
            "procedure:{title: T, records: {folder: c, id: x, file: f, layout: heap, keys: {id: a, title: b}}, documents: [a]}",
            "document-type:{title: T, fields: {a: {type: strin}}}",
            "document-type:{title: T, fields: {a: {type: string, requird: always}}}",
            "rules:[{id: R, title: T, severity: grave, check: identity}]",
            "rules:[{id: R, title: T, severity: error, check: {presense: {all: [a.b]}}}]",
            "rules:[{id: R, title: T, severity: error, check: {presence: {alll: [a.b]}}}]",
            "rules:[{id: R, title: T, severity: error, check: {lapse: {clocks: [{start: a.b, end: a.c}]}}}]",
            "rules:{rules: []}",
            "rules:{title: T, rules: [{id: R, title: T, severity: error, chekc: identity}]}",
            "change:{change_id: CHG-2024-0001, title: T, route: sideways}",
            "change:{change_id: CHG-2024-0001, title: T, rout: normal}",
            "change:{change_id: CHG-2024-0001, title: T, complex: maybe}",
            "change:{change_id: CHG-2024-0001, title: T, events: [{type: closd}]}",
            "change:{change_id: CHG-2024-0001, title: T, events: {type: closed}}",
            "change:{change_id: CHG-2024-0001, title: T, opened_at: 2024-13}",
            "change:{change_id: CHG-2024-0001, title: T, people: {nobody: a}}",
            "change:{title: T}",
            "test_report:{doc: fix_plan, change_id: CHG-2024-0001}",
        ],
    );
    assert!(held > 150, "{held}");
}

#[test]
fn portal_of_another_procedure_is_valid_by_its_own_schemas() {
    let held = hold(
        "tests/portals/proposals",
        &[
            "proposal:{number: '0001', name: N, status: maybe}",
            "proposal:{number: '0001', name: N, route: normal}",
            "proposal:{number: '1', name: N}",
        ],
    );
    assert_eq!(held, 7);
}

#[test]
fn labels_of_both_languages_and_all_forms_of_dates_are_valid() {
    let schema = Portal::demo().run("schema change").expect(0).stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let route = &schema["properties"]["route"];
    let route = serde_json::to_string(route).unwrap();
    for word in ["normal", "一般流程", "normal route"] {
        assert!(route.contains(&format!("\"{word}\"")), "{route}");
    }
    let pattern = schema["$defs"]["date"]["pattern"].as_str().unwrap();
    let pattern = regex::Regex::new(pattern).unwrap();
    for date in [
        "2024-05-10",
        "2024/5/10",
        "2024.5.10",
        "2024年5月10日",
        "2024-05-10 20:30",
        "2024-05-10 20:30:15",
        "2024年5月10日 24:00",
        "2024-05-10T20:30:00+08:00",
        "2024-05-10T12:30:00Z",
    ] {
        assert!(pattern.is_match(date), "{date}");
    }
    for other in ["soon", "2024", "10.5.2024", "2024-05", "2024-05-10 evening"] {
        assert!(!pattern.is_match(other), "{other}");
    }
}

#[test]
fn words_of_the_run_come_first() {
    let portal = Portal::demo();
    let title = |line: &str| {
        let schema = portal.run(line).expect(0).stdout;
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        schema["properties"]["route"]["title"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(title("schema change --lang en"), "route / 流程路线");
    assert_eq!(title("schema change"), "流程路线 / route");
}

#[test]
fn fixed_kinds_need_no_portal_and_unknown_ones_are_answered_with_the_known() {
    let nowhere = Portal::empty();
    let schema = nowhere.run("schema people").expect(0).stdout;
    assert!(schema.contains("\"$schema\""), "{schema}");
    nowhere.run("schema change").expect(2);
    let said = Portal::demo()
        .run("schema poeple --lang en")
        .expect(2)
        .stderr;
    assert!(
        said.contains("`people`") && said.contains("`golive_plan`"),
        "{said}"
    );
}

#[test]
fn settings_of_a_new_portal_point_at_schemas_that_hold_for_its_files() {
    for lang in ["zh-CN", "en"] {
        let portal = Portal::empty();
        portal.run(&format!("init --lang {lang} -q")).expect(0);
        let held = python("settings.py", &[portal.root().to_str().unwrap()]);
        assert!(held > 20, "{held}");
        let now = portal.run("schema rules").expect(0).stdout;
        assert_eq!(portal.read("schemas/rules.json"), now);
    }
}
