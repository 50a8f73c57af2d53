//! How a change stands to a rule: the values compared, their places, and why nothing was judged.

use changebook::check::Outcome;
use changebook::project::Project;

use crate::harness::{Portal, repository};

#[test]
fn a_pass_shows_what_it_compared_and_where_it_stands() {
    insta::assert_snapshot!(demo("explain GL402 CHG-2025-0003 --lang en"), @r#"
    GL402 The test report is complete before the submission · CHG-2025-0003

    in order, as of 2026-06-30

    values compared
        03 Change Test Report: tests completed  2025-02-25 17:10  changes/CHG-2025-0003/03-test-report.md:33:15
        package submitted                       2025-02-26 10:30  changes/CHG-2025-0003/change.md:50:9
        time between                            17 h 20 min
    ---- exit 0
    "#);
    insta::assert_snapshot!(demo("explain GL402 CHG-2025-0003"), @r#"
    GL402 测试报告完成后才提交上线材料 · CHG-2025-0003

    合规，截至 2026-06-30

    比较的值
        03 系统变更测试报告的“测试完成时间”  2025-02-25 17:10  changes/CHG-2025-0003/03-test-report.md:33:15
        提交上线材料                         2025-02-26 10:30  changes/CHG-2025-0003/change.md:50:9
        相隔                                 17 小时 20 分钟
    ---- exit 0
    "#);
}

#[test]
fn a_violation_shows_its_findings_and_their_places() {
    insta::assert_snapshot!(demo("explain GL310 chg-2026-0002 --lang en"), @r#"
    GL310 Testers and reviewers are not the developers · CHG-2026-0002

    not in order, as of 2026-06-30

    values compared
        developer                         方逸舟          changes/CHG-2026-0002/change.md:17:14
        03 Change Test Report: testers    杜明远, 方逸舟  changes/CHG-2026-0002/03-test-report.md:18:11
        03 Change Test Report: reviewers  魏以恒          changes/CHG-2026-0002/03-test-report.md:19:13

    findings
      - warning: `方逸舟` is named under testers and is also a developer of this change
          changes/CHG-2026-0002/03-test-report.md:18:18
          help: the project manager (乔安岚) asks somebody who did not develop this change to test or review it, and names that person in document 03
    ---- exit 0
    "#);
}

#[test]
fn what_cannot_be_decided_and_what_is_waived_says_so() {
    insta::assert_snapshot!(demo("explain GL406 CHG-2026-0004 --lang en"), @r#"
    GL406 Approval comes before the go-live and is still fresh · CHG-2026-0004

    cannot be decided, as of 2026-06-30

    values compared
        package submitted     2026-04-14 10:00            changes/CHG-2026-0004/change.md:30:27
        engineering director  2026-04-15 15:20, approved  changes/CHG-2026-0004/change.md:32:5
        go-live started       2026-04-16                  changes/CHG-2026-0004/change.md:35:32
        time allowed          30 days, local policy       procedure/policy.yaml:34:3
        customer interface    2026-04-16, approved        changes/CHG-2026-0004/change.md:34:5

    findings
      - cannot be decided: whether the approval by the customer interface (2026-04-16) came before `go-live started` (2026-04-16) cannot be known: both fall on one day and a time is missing
          changes/CHG-2026-0004/change.md:34:26
          help: add the time of day to both events, as in `2024-05-10 20:30`
    ---- exit 0
    "#);
    insta::assert_snapshot!(demo("explain GL503 CHG-2025-0020 --lang en"), @r#"
    GL503 The window keeps clear of freezes, peaks and other changes of the system · CHG-2025-0020

    not in order, and waived, as of 2026-06-30

    values compared
        06 Go-Live Plan: planned start  2026-01-04 20:00          changes/CHG-2025-0020/06-golive-plan.md:16:16
        06 Go-Live Plan: planned end    2026-01-04 22:00          changes/CHG-2025-0020/06-golive-plan.md:17:14
        freezes of the calendar         3
        year-end closing freeze         2025-12-25 to 2026-01-05  registers/calendar.yaml:14:6
        peaks of the calendar           2
        other windows of the system     3

    findings
      - warning: the go-live window overlaps `year-end closing freeze` (2025-12-25 to 2026-01-05)
          changes/CHG-2025-0020/06-golive-plan.md:16:16
          help: the project manager (林若川) and the engineering director (沈知行) agree on another window, change it in 04 and 06 and have it approved again; if it has to be then, ask for a waiver with the reason
          waived by WVR-2026-001
    ---- exit 0
    "#);
}

#[test]
fn a_rule_that_was_not_judged_says_why() {
    insta::assert_snapshot!(demo("explain GL701 CHG-2025-0003 --lang en"), @r#"
    GL701 An emergency is reported within the time allowed · CHG-2025-0003

    does not apply, as of 2026-06-30

    why nothing was judged
      it does not apply on the normal route
    ---- exit 0
    "#);
    insta::assert_snapshot!(demo("explain GL402 CHG-2026-0012"), @r#"
    GL402 测试报告完成后才提交上线材料 · CHG-2026-0012

    不适用，截至 2026-06-30

    为什么没有判定
      按这里的记录不适用：
        03 系统变更测试报告  无记录
    ---- exit 0
    "#);
    insta::assert_snapshot!(demo("explain GL404 CHG-2025-0003"), @r#"
    GL404 各方审批齐全，条件已落实 · CHG-2025-0003

    合规，截至 2026-06-30

    比较的值
        提交上线材料  2025-02-26 10:30        changes/CHG-2025-0003/change.md:50:9
        工程总监      2025-02-27 09:50、同意  changes/CHG-2025-0003/change.md:63:5
        客户接口人    2025-02-27 15:40、同意  changes/CHG-2025-0003/change.md:64:5

    哪些没有判定，为什么
      `pending` 部分：按这里的记录不适用：
        状态      已关闭            changes/CHG-2025-0003/change.md:9:8
        上线开始  2025-03-04 21:05  changes/CHG-2025-0003/change.md:72:32
        上线结束  2025-03-04 22:31  changes/CHG-2025-0003/change.md:73:33
    ---- exit 0
    "#);
    insta::assert_snapshot!(demo("explain GL301 CHG-2026-0015 --lang en"), @r#"
    GL301 Development happens in the development environment · CHG-2026-0015

    does not apply, as of 2026-06-30

    why nothing was judged
      it does not apply to what is recorded here:
        03 Change Test Report                   not recorded
        03 Change Test Report: where developed  not recorded
    ---- exit 0
    "#);
}

#[test]
fn a_view_of_the_past_tells_how_the_record_stood_then() {
    insta::assert_snapshot!(demo("explain GL402 CHG-2025-0003 --as-of 2025-02-20 --lang en"), @r#"
    GL402 The test report is complete before the submission · CHG-2025-0003

    not due yet, as of 2025-02-20

    why nothing was judged
      it applies from the state `submitted` on; the change is now `tested`
    ---- exit 0
    "#);
}

#[test]
fn a_clause_is_told_by_its_rules_and_a_finding_of_the_engine_by_what_was_found() {
    insta::assert_snapshot!(demo("explain SL-4.2-5d CHG-2025-0003 --lang en"), @r#"
    SL-4.2-5d The tests end in the change test report (03), which is complete before the request is submitted. · CHG-2025-0003

    rules that check it
      - GL102 Every document that is due exists: in order
      - GL402 The test report is complete before the submission: in order
    ---- exit 0
    "#);
    insta::assert_snapshot!(demo("explain bad-date CHG-2025-0003 --lang en"), @r#"
    bad-date A date that cannot be read · CHG-2025-0003

    this change has no such finding
    ---- exit 0
    "#);
}

#[test]
fn an_unknown_change_or_what_judges_no_change_is_an_error() {
    insta::assert_snapshot!(demo("explain GL402 CHG-2025-003 --lang en"), @r#"
    ---- stderr
    error: there is no change `CHG-2025-003`
    help: did you mean `CHG-2025-0003`?
    ---- exit 2
    "#);
    insta::assert_snapshot!(demo("explain GL402 CHG-2025-0003 --as-of 2024-01-01"), @r#"
    ---- stderr
    错误: 没有变更 `CHG-2025-0003`
    建议: 请写变更文件夹所用的编号；用了 `--as-of` 时，变更须在那一天之前立项
    ---- exit 2
    "#);
    insta::assert_snapshot!(demo("explain change.title CHG-2025-0003 --lang en"), @r#"
    ---- stderr
    error: `change.title` judges no change
    help: name a rule, a clause or a finding of the engine before the change
    ---- exit 2
    "#);
    insta::assert_snapshot!(demo("explain GL4O2 CHG-2025-0003 --lang en"), @r#"
    ---- stderr
    error: nothing is known by the name `GL4O2`
    help: did you mean `GL402`?
    ---- exit 2
    "#);
}

#[test]
fn every_pass_says_what_was_compared() {
    let project = Project::find(Some(&repository().join("content")), repository()).unwrap();
    let checked = changebook::check(&project).unwrap();
    let mut silent: Vec<_> = checked
        .findings
        .judged
        .iter()
        .flat_map(|judged| judged.verdicts.iter().map(|it| (judged.record, it)))
        .filter(|(_, it)| it.outcome == Outcome::Pass && it.compared.is_empty())
        .map(|(record, it)| format!("{} {}", it.rule, checked.book.records[record].id))
        .collect();
    silent.sort();
    assert_eq!(silent, [""; 0], "a pass that nobody can follow");
}

#[test]
fn every_rule_that_was_not_judged_says_why() {
    let project = Project::find(Some(&repository().join("content")), repository()).unwrap();
    let checked = changebook::check(&project).unwrap();
    let judged = checked.findings.judged.iter();
    let open = judged.flat_map(|it| &*it.verdicts).filter(|it| {
        matches!(it.outcome, Outcome::NotApplicable | Outcome::NotDue) && it.reasons.is_empty()
    });
    let open: Vec<_> = open.map(|it| it.rule.as_str()).collect();
    assert_eq!(open, [""; 0]);
}

#[test]
fn a_rule_that_gave_way_says_to_which() {
    let portal = Portal::demo();
    let head = "changes/CHG-2025-0003/change.md";
    let late = "golive_finished, at: 2025-03-04 23:";
    portal.change(head, "golive_finished, at: 2025-03-04 22:", late);
    let said = portal
        .run("explain GL601 CHG-2025-0003 --lang en")
        .to_string();
    assert!(
        said.contains("not in order, which GL502 tells, as of"),
        "{said}"
    );
    assert!(
        said.contains(
            "what it found is told by GL502 (The go-live stays inside the approved window)"
        ),
        "{said}"
    );
}

fn demo(line: &str) -> String {
    Portal::demo().run(line).to_string()
}
