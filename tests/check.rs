//! What `check` prints for programs, and where.

use std::process::Stdio;

use serde_json::Value;

use crate::harness::{Portal, changebook};

#[test]
fn change_that_a_waiver_names_and_that_does_not_exist_is_marked_where_it_stands() {
    let portal = Portal::demo();
    let named = "changes: [CHG-2025-0020]";
    portal.change(
        "registers/waivers.yaml",
        named,
        "changes: [CHG-2025-0020, CHG-2025-0099]",
    );
    let printed = portal
        .run("check --format short --lang en")
        .expect(1)
        .stdout;
    let expected =
        "registers/waivers.yaml:4:36: error[unknown-reference] there is no record `CHG-2025-0099`";
    assert!(printed.lines().any(|it| it == expected), "{printed}");
}

#[test]
fn nobody_waives_a_finding_that_names_themselves() {
    let approved_by = |who: &str| {
        let portal = Portal::demo();
        let known = portal.read("registers/waivers.yaml");
        let more = format!(
            "{known}- id: WVR-2026-002\n  rule: GL310\n  scope: {{changes: [CHG-2026-0002]}}\n  \
             reason: 人手不足\n  approved_by: {who}\n  from: 2026-01-01\n  expires: 2026-12-31\n  risk: 自测自验\n"
        );
        let portal = portal.file("registers/waivers.yaml", &more);
        let ran = portal.run("check --format short --lang en");
        let about = |it: &&str| it.contains("WVR-2026-002");
        let told: Vec<_> = ran.stdout.lines().filter(about).collect();
        told.join("\n")
    };
    let refused = approved_by("dev.fang");
    let because = "error[waiver-refused] the waiver `WVR-2026-002` was approved by `方逸舟`";
    assert!(refused.contains(because), "{refused}");
    let waived = approved_by("edpt.jin");
    assert!(
        waived.ends_with("(waived: WVR-2026-002 until 2026-12-31)"),
        "{waived}"
    );
}

/// Keys may be added behind those of the contract, from `not_due`, `key` and `since` on.
#[test]
fn json_has_the_keys_of_the_contract() {
    let found = Portal::fixture("proposals")
        .file(
            "proposals/prop-0003.md",
            "---\nnumber: 0003\ncreated: 2026/1/5\n---\n",
        )
        .run("check --format json")
        .expect(1)
        .json();
    assert_eq!(
        keys(&found),
        ["schema", "as_of", "summary", "findings", "since"]
    );
    assert_eq!(found["schema"], "changebook/findings/1");
    assert_eq!(found["as_of"], "2026-03-31");
    assert_eq!(
        keys(&found["summary"]),
        [
            "changes",
            "documents",
            "compliant",
            "in_progress",
            "non_compliant",
            "errors",
            "warnings",
            "infos",
            "indeterminate",
            "waived",
            "baseline",
            "not_due",
            "compliant_before",
            "in_progress_before",
            "non_compliant_before",
            "errors_before",
            "warnings_before",
            "infos_before"
        ]
    );
    let findings = found["findings"].as_array().unwrap();
    for finding in findings {
        assert_eq!(
            keys(finding),
            [
                "rule",
                "severity",
                "outcome",
                "change",
                "path",
                "line",
                "column",
                "end_line",
                "end_column",
                "message",
                "help",
                "clauses",
                "fingerprint",
                "related",
                "fix",
                "key",
                "waiver",
                "context"
            ]
        );
    }
    let related = findings
        .iter()
        .flat_map(|it| it["related"].as_array().unwrap())
        .next()
        .expect("a comparison has another end");
    assert_eq!(
        keys(related),
        [
            "path",
            "line",
            "column",
            "end_line",
            "end_column",
            "message"
        ]
    );
    let fix = findings
        .iter()
        .map(|it| &it["fix"])
        .find(|it| !it.is_null())
        .expect("the form of a date can be mended");
    assert_eq!(keys(fix), ["description", "edits"]);
    assert_eq!(keys(&fix["edits"][0]), ["path", "start", "end", "text"]);
}

#[test]
fn json_lists_findings_in_reading_order() {
    let found = Portal::fixture("proposals")
        .run("check --format json")
        .json();
    let place = |it: &Value| {
        (
            it["path"].as_str().unwrap().to_owned(),
            it["line"].as_u64().unwrap(),
            it["column"].as_u64().unwrap(),
            it["rule"].as_str().unwrap().to_owned(),
        )
    };
    let places: Vec<_> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(place)
        .collect();
    let mut sorted = places.clone();
    sorted.sort();
    assert_eq!(places, sorted);
    assert!(places.len() > 2);
}

#[test]
fn every_change_is_counted_once() {
    let found = Portal::fixture("proposals")
        .run("check --format json")
        .json();
    let number = |key: &str| found["summary"][key].as_u64().unwrap();
    let kinds = ["compliant", "in_progress", "non_compliant"].map(number);
    assert_eq!(kinds.iter().sum::<u64>(), number("changes"));
}

#[test]
fn two_checks_print_the_same() {
    let portal = Portal::demo();
    let first = portal.run("check");
    assert_eq!(first.to_string(), portal.run("check").to_string());
}

#[test]
fn report_is_written_to_a_file_on_demand() {
    let portal = Portal::fixture("proposals");
    let printed = portal.run("check --format json").expect(1).stdout;
    let written = portal
        .run("check --format json --output found.json")
        .expect(1);
    assert_eq!(written.stdout, "");
    assert_eq!(portal.read("found.json"), printed);
}

#[test]
fn report_speaks_one_language_of_the_two() {
    let portal = Portal::demo();
    let [zh, en] = ["zh-CN", "en"].map(|it| portal.run(&format!("check --lang {it}")).stdout);
    assert!(zh.contains("豁免"), "{zh}");
    assert!(en.contains("indeterminate"), "{en}");
    assert_ne!(zh, en);
}

#[test]
fn pipe_that_closes_early_is_no_crash() {
    let portal = Portal::fixture("proposals");
    for format in ["human", "json"] {
        let mut child = changebook(portal.root())
            .args(["check", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(!said.contains("panicked"), "{said}");
        assert!(
            matches!(ended.status.code(), Some(0..=2)),
            "{}",
            ended.status
        );
    }
}

#[test]
fn file_that_cannot_be_written_is_an_error() {
    let portal = Portal::fixture("proposals");
    insta::assert_snapshot!(portal.run("check --output no/such/folder/found.txt").expect(2), @"
    ---- stderr
    error: cannot write no/such/folder/found.txt
      it does not exist
    help: see that the folder exists, that you may write there and that the disk has room, then run again
    ---- exit 2
    ");
}

#[test]
fn portal_is_found_from_a_folder_below() {
    let portal = Portal::fixture("proposals");
    let here = portal.run("check --format json").stdout;
    let mut below = changebook(&portal.path("procedure/rules"));
    let output = below.args(["check", "--format", "json"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), here);
}

#[test]
fn folder_without_a_portal_is_told_apart() {
    insta::assert_snapshot!(Portal::empty().run("check").expect(2), @r#"
    ---- stderr
    error: there is no portal in [ROOT] or above it
    help: go to the folder with `changebook.yaml`, name it with `--portal DIR`, or begin a new portal with `changebook init`
    ---- exit 2
    "#);
    insta::assert_snapshot!(Portal::empty().file("notes.txt", "").run("check .").expect(2), @r#"
    ---- stderr
    error: . is not a portal: it has no `changebook.yaml`
    help: name the folder that holds `changebook.yaml`, or begin a portal there with `changebook init DIR`
    ---- exit 2
    "#);
}

fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().unwrap();
    object.keys().map(String::as_str).collect()
}

#[test]
fn procedure_that_cannot_be_read_is_the_only_cause() {
    let ran = Portal::fixture("proposals")
        .file("procedure/procedure.yaml", "{{{{\n")
        .run("check --color never")
        .expect(2);
    let causes = ran.stderr.lines().filter(|it| it.starts_with("  "));
    assert!(causes.clone().count() > 0, "{}", ran.stderr);
    for cause in causes {
        assert!(
            cause.trim_start().starts_with("procedure/procedure.yaml"),
            "{cause}"
        );
    }
}

#[test]
fn configuration_that_cannot_be_read_is_not_called_empty() {
    let ran = Portal::fixture("proposals")
        .file("changebook.yaml", "title: [x\n")
        .run("check --color never")
        .expect(2);
    assert!(
        ran.stderr.contains("changebook.yaml:1:8:"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("is empty"), "{}", ran.stderr);
}
