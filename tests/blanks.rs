//! The blank documents: whole, and copied into a change they are not filled in and nothing else.

use std::fs;

use changebook::yaml::Node;
use serde_json::Value;

use crate::content::{keys, load, split};
use crate::harness::{Portal, repository};

/// The documents and the head, as `content/procedure/documents/` and `content/templates/` call them.
const BLANKS: [(&str, &str); 7] = [
    ("change", "change.md"),
    ("fault_report", "01-fault-report.md"),
    ("fix_plan", "02-fix-plan.md"),
    ("test_report", "03-test-report.md"),
    ("change_request", "04-change-request.md"),
    ("review_sheet", "05-review-sheet.md"),
    ("golive_plan", "06-golive-plan.md"),
];

#[test]
fn blank_has_every_key_and_heading_of_its_type() {
    let procedure = load("content/procedure/procedure.yaml");
    for (kind, file) in BLANKS {
        let text = fs::read_to_string(repository().join("content/templates").join(file)).unwrap();
        let (front, body) = split(&text);
        let written = keys(&front);
        let document = load(&format!("content/procedure/documents/{kind}.yaml"));
        let mut expected = if kind == "change" {
            Vec::new()
        } else {
            keys(procedure.get("envelope").unwrap())
        };
        expected.extend(keys(document.get("fields").unwrap()));
        for key in &expected {
            assert!(written.contains(key), "{file} has no key `{key}`");
        }
        for key in &written {
            assert!(expected.contains(key), "{file} has the unknown key `{key}`");
        }
        for heading in document
            .get("headings")
            .and_then(Node::items)
            .unwrap_or_default()
        {
            let heading = heading.get("zh-CN").and_then(Node::text).unwrap();
            let found = body
                .lines()
                .any(|it| it.starts_with("## ") && it.contains(heading));
            assert!(found, "{file} has no heading `{heading}`");
        }
    }
}

#[test]
fn blank_change_is_not_filled_in_and_nothing_else() {
    insta::assert_snapshot!(findings_of_blank("change", "change.md"), @"
    GL103 field `change_id` is empty
    GL103 field `title` is empty
    GL103 field `system` is empty
    GL103 field `trigger` is empty
    GL103 field `urgency` is empty
    GL103 field `change_scope` (scope) is empty
    GL103 field `route` is empty
    GL103 field `state` is empty
    GL103 field `opened_at` (opened) is empty
    GL103 field `people` is empty
    GL103 field `events` is empty
    ");
}

#[test]
fn blank_fault_report_is_not_filled_in_and_nothing_else() {
    insta::assert_snapshot!(findings_of_blank("fault_report", "01-fault-report.md"), @"
    GL103 field `change_id` is empty
    GL103 field `title` is empty
    GL103 field `version` is empty
    GL103 field `author` is empty
    GL103 field `authored_at` (authored) is empty
    GL103 field `doc_status` (status) is empty
    GL103 field `kind` is empty
    GL103 field `severity` is empty
    GL103 field `system` is empty
    GL103 field `module` is empty
    GL103 field `environment` is empty
    GL103 field `found_by` is empty
    GL103 field `found_by_side` (found by which side) is empty
    GL103 field `occurred_at` (occurred) is empty
    GL103 field `found_at` (found) is empty
    GL103 field `impact_scope` (impact) is empty
    GL103 field `data_loss` (data affected) is empty
    GL103 field `handlers` is empty
    GL103 section `故障概述` has no text
    GL103 section `故障现象` has no text
    GL103 section `影响范围` has no text
    GL103 section `处理过程` has no text
    GL103 section `原因分析` has no text
    GL103 section `恢复情况` has no text
    GL103 section `改进措施` has no text
    ");
}

#[test]
fn blank_fix_plan_is_not_filled_in_and_nothing_else() {
    insta::assert_snapshot!(findings_of_blank("fix_plan", "02-fix-plan.md"), @"
    GL103 field `change_id` is empty
    GL103 field `title` is empty
    GL103 field `version` is empty
    GL103 field `author` is empty
    GL103 field `authored_at` (authored) is empty
    GL103 field `doc_status` (status) is empty
    GL103 field `fault_ref` (fault report) is empty
    GL103 field `fix_type` is empty
    GL103 field `complex` is empty
    GL103 field `complex_reason` (reason) is empty
    GL103 field `design_ref` (design document) is empty
    GL103 field `affected_modules` is empty
    GL103 field `coupled_modules` is empty
    GL103 field `db_impact` (database impact) is empty
    GL103 field `interface_impact` is empty
    GL103 field `test_points` is empty
    GL103 field `risk_level` (risk) is empty
    GL103 field `developers` is empty
    GL103 section `问题描述` has no text
    GL103 section `原因分析` has no text
    GL103 section `修复方案` has no text
    GL103 section `影响分析` has no text
    GL103 section `测试要点` has no text
    GL103 section `风险与回退` has no text
    GL103 section `评审结论` has no text
    ");
}

#[test]
fn blank_test_report_is_not_filled_in_and_nothing_else() {
    insta::assert_snapshot!(findings_of_blank("test_report", "03-test-report.md"), @"
    GL103 field `change_id` is empty
    GL103 field `title` is empty
    GL103 field `version` is empty
    GL103 field `author` is empty
    GL103 field `authored_at` (authored) is empty
    GL103 field `doc_status` (status) is empty
    GL103 field `dev_environment` (where developed) is empty
    GL103 field `environments` is empty
    GL103 field `test_types` is empty
    GL103 field `build` (tested build) is empty
    GL103 field `started_at` (tests started) is empty
    GL103 field `testers` is empty
    GL103 field `reviewers` is empty
    GL103 field `items` (test items) is empty
    GL103 field `defects.found` is empty
    GL103 field `defects.fixed` is empty
    GL103 field `defects.open_critical` is empty
    GL103 field `defects.open_major` is empty
    GL103 field `defects.open_minor` is empty
    GL103 field `demo.performed` is empty
    GL103 field `conclusion` is empty
    GL103 section `测试概述` has no text
    GL103 section `测试环境` has no text
    GL103 section `测试范围` has no text
    GL103 section `功能测试结果` has no text
    GL103 section `回归测试结果` has no text
    GL103 section `缺陷统计` has no text
    GL103 section `测试结论` has no text
    ");
}

#[test]
fn blank_change_request_is_not_filled_in_and_nothing_else() {
    insta::assert_snapshot!(findings_of_blank("change_request", "04-change-request.md"), @"
    GL103 field `change_id` is empty
    GL103 field `title` is empty
    GL103 field `version` is empty
    GL103 field `author` is empty
    GL103 field `authored_at` (authored) is empty
    GL103 field `doc_status` (status) is empty
    GL103 field `request_no` (request number) is empty
    GL103 field `applicant` is empty
    GL103 field `applicant_dept` (department) is empty
    GL103 field `applied_at` (applied) is empty
    GL103 field `system` is empty
    GL103 field `version_from` (present version) is empty
    GL103 field `version_to` (target version) is empty
    GL103 field `trigger` is empty
    GL103 field `change_scope` (scope) is empty
    GL103 field `items` (change items) is empty
    GL103 field `reason` is empty
    GL103 field `impact_scope` (impact) is empty
    GL103 field `coupled_modules` is empty
    GL103 field `outage.required` (outage needed) is empty
    GL103 field `risk_level` (risk) is empty
    GL103 field `risk_reason` (reason for the risk) is empty
    GL103 field `planned_start` is empty
    GL103 field `planned_end` is empty
    GL103 field `package` (packages) is empty
    GL103 field `rollback_summary` (rollback in short) is empty
    GL103 field `executing_org` (executing team) is empty
    GL103 section `申请信息` has no text
    GL103 section `变更原因` has no text
    GL103 section `变更内容` has no text
    GL103 section `影响与风险分析` has no text
    GL103 section `实施计划` has no text
    GL103 section `回退措施` has no text
    ");
}

#[test]
fn blank_review_sheet_is_not_filled_in_and_nothing_else() {
    insta::assert_snapshot!(findings_of_blank("review_sheet", "05-review-sheet.md"), @"
    GL103 field `change_id` is empty
    GL103 field `title` is empty
    GL103 field `version` is empty
    GL103 field `author` is empty
    GL103 field `authored_at` (authored) is empty
    GL103 field `doc_status` (status) is empty
    GL103 field `prechecks` (pre-checks) is empty
    GL103 field `steps` is empty
    GL103 field `post_checks` (verification) is empty
    GL103 section `上线前检查` has no text
    GL103 section `操作步骤与复核` has no text
    GL103 section `上线后验证` has no text
    GL103 section `偏差与处置` has no text
    GL103 section `签字确认` has no text
    ");
}

#[test]
fn blank_golive_plan_is_not_filled_in_and_nothing_else() {
    insta::assert_snapshot!(findings_of_blank("golive_plan", "06-golive-plan.md"), @"
    GL103 field `change_id` is empty
    GL103 field `title` is empty
    GL103 field `version` is empty
    GL103 field `author` is empty
    GL103 field `authored_at` (authored) is empty
    GL103 field `doc_status` (status) is empty
    GL103 field `objective` is empty
    GL103 field `scope_text` (scope) is empty
    GL103 field `version_to` (target version) is empty
    GL103 field `package` (packages) is empty
    GL103 field `planned_start` is empty
    GL103 field `planned_end` is empty
    GL103 field `participants` is empty
    GL103 field `prerequisites` is empty
    GL103 field `backup.required` (backup needed) is empty
    GL103 field `steps` is empty
    GL103 field `verification` is empty
    GL103 field `rollback.possible` is empty
    GL103 field `risks` is empty
    GL103 field `notice.to` is empty
    GL103 field `notice.planned_at` is empty
    GL103 field `observation.days` is empty
    GL103 field `observation.metrics` is empty
    GL103 field `observation.owner` is empty
    GL103 section `上线概述` has no text
    GL103 section `人员分工` has no text
    GL103 section `上线准备与备份` has no text
    GL103 section `上线步骤` has no text
    GL103 section `上线验证` has no text
    GL103 section `回退方案` has no text
    GL103 section `风险及应对` has no text
    GL103 section `上线后观察` has no text
    ");
}

/// Copies a blank into a minimal change in which it is due, and tells what is found in it.
fn findings_of_blank(kind: &str, file: &str) -> String {
    let portal = Portal::demo();
    fs::remove_dir_all(portal.path("changes")).unwrap();
    fs::write(portal.path("registers/waivers.yaml"), "[]\n").unwrap();
    let folder = "changes/CHG-2026-0001";
    let blank = portal.read(&format!("templates/{file}"));
    let portal = portal
        .file(&format!("{folder}/change.md"), MINIMAL)
        .file(&format!("{folder}/{file}"), &blank);
    let found = portal.run("check --format json --lang en").json();
    let all: Vec<_> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["path"] == format!("{folder}/{file}"))
        .collect();
    for key in required(kind) {
        // Of an object its members are named.
        let ways = [format!("`{key}`"), format!("`{key}.")];
        let says = |it: &&Value| ways.iter().any(|way| text(it, "message").contains(way));
        let said = all.iter().any(says);
        assert!(
            said,
            "`{key}` is required, and nothing is said of it: {all:#?}"
        );
    }
    let lines: Vec<_> = all
        .iter()
        .map(|it| format!("{} {}", text(it, "rule"), text(it, "message")))
        .collect();
    lines.join("\n")
}

/// A change that has come as far as the submission of its package, with a defect behind it.
const MINIMAL: &str = "\
---
change_id: CHG-2026-0001
title: 最小的变更
system: settlement
trigger: defect
urgency: normal
change_scope: [backend_core]
route: normal
state: submitted
opened_at: 2026-05-04 09:00
complex: true
complex_reason: 涉及多个模块
executing_org: rd_center
people: {project_manager: pm.lin}
events: []
procedure_version: \"2025-01\"
---
";

/// The fields of a type that are always required.
fn required(kind: &str) -> Vec<String> {
    let procedure = load("content/procedure/procedure.yaml");
    let document = load(&format!("content/procedure/documents/{kind}.yaml"));
    let envelope = procedure.get("envelope").filter(|_| kind != "change");
    let fields = [envelope, document.get("fields")];
    fields
        .into_iter()
        .flatten()
        .flat_map(|it| it.entries().unwrap())
        .filter(|it| it.value.get("required").and_then(Node::text) == Some("always"))
        .filter(|it| it.value.get("layer").is_none() && it.key != "doc")
        .map(|it| it.key.clone())
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
