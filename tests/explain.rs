//! Manual pages: of a rule, a clause, a document type, a field, a check kind, a finding of the engine.

use crate::harness::Portal;

#[test]
fn what_belongs_to_no_portal_is_explained_without_one() {
    let nowhere = Portal::empty();
    for id in ["bad-date", "order"] {
        let printed = nowhere.run(&format!("explain {id} --lang en")).expect(0);
        let with = demo(&format!("explain {id} --lang en"));
        let first = |it: &str| it.lines().next().unwrap().to_owned();
        assert_eq!(first(&printed.stdout), first(&with));
        assert!(printed.stdout.lines().count() > 5, "{printed}");
    }
    for line in ["explain GL402", "explain order CHG-2025-0001"] {
        let ran = nowhere.run(line).expect(2);
        assert!(ran.stderr.contains("there is no portal"), "{ran}");
    }
    let named = nowhere.run("explain bad-date --portal elsewhere").expect(2);
    assert!(named.stderr.contains("elsewhere"), "{named}");
}

#[test]
fn rule_says_what_it_asks_for_why_and_what_to_write() {
    insta::assert_snapshot!(demo("explain GL402 --lang en"), @r#"
    GL402 The test report is complete before the submission · rule

    why it matters
      The package rests on the test report, and until that is complete the recipients do not see the final result. Where the submission comes first, testing easily becomes a formality.

    what to write
      the author corrects a mistyped time; if the package really went out first, the project manager submits it again after the tests and appends `resubmitted`

    like this
      03 Change Test Report
        completed_at: 2025-05-14 18:00
      change
        events:
          - {type: submitted, at: 2025-05-15 10:00, by: pm.lin, to: [ci.meng], cc: [ed.shen, td.gu], channel: email}

    not like this
      03 Change Test Report
        completed_at: 2025-05-16 18:00
      change
        events:
          - {type: submitted, at: 2025-05-15 10:00, by: pm.lin, to: [ci.meng], cc: [ed.shen, td.gu], channel: email}

    when it applies
      - severity: error
      - applies from: normal route: submitted, user-interface route: submitted
      - if: present.test_report
      - check kind: order
      - a waiver may cover it: yes

    clauses
      - SL-4.2-5d: The tests end in the change test report (03), which is complete before the request is submitted.
      - SL-4.2-7a: After the tests the project manager or the project interface prepares three documents: the go-live plan (06), the change request (04) and the review sheet (05).
      - SL-4.1-0: Work follows the order of the flow. The times recorded in events and documents show the order.

    controls
      - ITIL 4: record; plan
      - ISO/IEC 20000-1:2018: 8.5.1.2; 8.5.1.3
      - ISO/IEC 27001:2022: A.8.32
      - SOC 2: CC8.1 Documents; CC8.1 Tracks
      - NIST SP 800-53 r5: CM-3 b; CM-3 c; CM-3(1)
      - GB/T 22239-2019: 8.1.10.10 a; 8.1.10.10 b

    where it is defined
      procedure/rules/4xx-package.yaml:64:7
    ---- exit 0
    "#);
    insta::assert_snapshot!(demo("explain GL402"), @r#"
    GL402 测试报告完成后才提交上线材料 · 规则

    为什么重要
      提交的材料以测试报告为依据，报告没有完成，收件人看到的就不是最终结论。先提交后补测试，测试很容易变成走过场。

    应当怎样写
      时间写错的由编写人改正；确已先提交的，请项目经理在测试完成后重新提交，并追加 `resubmitted`

    应当这样写
      03 系统变更测试报告
        completed_at: 2025-05-14 18:00
      变更首页
        events:
          - {type: submitted, at: 2025-05-15 10:00, by: pm.lin, to: [ci.meng], cc: [ed.shen, td.gu], channel: email}

    不要这样写
      03 系统变更测试报告
        completed_at: 2025-05-16 18:00
      变更首页
        events:
          - {type: submitted, at: 2025-05-15 10:00, by: pm.lin, to: [ci.meng], cc: [ed.shen, td.gu], channel: email}

    何时适用
      - 级别：错误
      - 起始状态：一般流程：已提交、前台界面流程：已提交
      - 条件：present.test_report
      - 检查方式：order
      - 可否豁免：是

    条款
      - SL-4.2-5d：测试结束后写成 03 系统变更测试报告；提交上线申请时，报告应已完成。
      - SL-4.2-7a：测试之后，由项目经理或项目接口人备齐三份文档：06 上线方案、04 变更申请单、05 操作复核表。
      - SL-4.1-0：各项工作按流程的先后次序进行，次序以事件和文档中记录的时间为准。

    控制项
      - ITIL 4：record; plan
      - ISO/IEC 20000-1:2018：8.5.1.2; 8.5.1.3
      - ISO/IEC 27001:2022：A.8.32
      - SOC 2：CC8.1 Documents; CC8.1 Tracks
      - NIST SP 800-53 r5：CM-3 b; CM-3 c; CM-3(1)
      - GB/T 22239-2019：8.1.10.10 a; 8.1.10.10 b

    定义位置
      procedure/rules/4xx-package.yaml:64:7
    ---- exit 0
    "#);
}

#[test]
fn clause_says_its_text_and_who_checks_it() {
    insta::assert_snapshot!(demo("explain SL-4.2-5d --lang en"), @"
    SL-4.2-5d 4.2 Detailed Rules · clause

    The tests end in the change test report (03), which is complete before the request is submitted.

    where the words come from
      - origin: S, said by the source
      - label in the source: 1.2 2)
      - page in the source: 7

    how it is checked
      by rules

    rules that check it
      - GL102: Every document that is due exists
      - GL402: The test report is complete before the submission

    documents that it asks for
      - test_report: 03 Change Test Report

    controls
      - ITIL 4: record; plan
      - ISO/IEC 20000-1:2018: 8.5.1.2; 8.5.1.3
      - ISO/IEC 27001:2022: A.5.33; A.8.32
      - SOC 2: CC8.1
      - NIST SP 800-53 r5: CM-3 b; CM-3 c; CM-3 e; CM-3(1)
      - GB/T 22239-2019: 8.1.10.10 a; 8.1.10.10 b

    where it is defined
      procedure/clauses/4.2.md:102:3
    ---- exit 0
    ");
}

#[test]
fn document_type_says_when_it_is_due_and_what_it_holds() {
    insta::assert_snapshot!(demo("explain fix_plan --lang en"), @"
    fix_plan 02 Fix Plan · document type

    how it is mended, what it touches, what to test; due for complex defects and for the upgrade after an emergency

    when it is due
      - normal route: developing: only if `change.trigger` is `defect`, `fault` and `facts.complex` is `true`
      - normal route: developing: only if `change.origin_incident` is filled in

    in short
      - file: 02-fix-plan.md
      - template: 02-fix-plan.md
      - written by: developer, project manager

    fields
      - doc: document type (one of the values), always required
      - change_id: change id (short text), always required
      - title: title (short text), always required
      - version: version (short text), always required
      - author: author (person of the register), always required
      - authored_at: authored (date and time), always required
      - doc_status: status (one of the values), always required
      - revisions: revision history (list: group of fields), only if `version` is not `V0.1`
      - attachments: attachments (list: group of fields), optional
      - fault_ref: fault report (id of a change), always required
      - fix_type: fix type (one of the values), always required
      - complex: complex (`true` or `false`), always required
      - complex_reason: reason (text), always required
      - design_ref: design document (file of the evidence or an outside reference), only if `facts.complex` is `true`
      - affected_modules: affected modules (list: short text), always required
      - coupled_modules: coupled modules (list: short text), always required
      - db_impact: database impact (one of the values), always required
      - interface_impact: interface impact (text), always required
      - test_points: test points (list: text), always required
      - risk_level: risk (one of the values), always required
      - developers: developers (list: person of the register), always required

    required headings
      - Problem
      - Cause
      - Solution
      - Impact Analysis
      - Data Repair: only if `db_impact` is `data`, `both`
      - Test Points
      - Risk and Rollback
      - Review Conclusion: only if `facts.complex` is `true`

    clauses
      - SL-3-2: The team or person doing the work writes the documents that are needed, the plan and the request among them, before go-live and in the form of the templates.
      - SL-4.2-4b: A complex requirement or defect is designed first and the design is reviewed; development starts only after the review has passed.

    where it is defined
      procedure/documents/fix_plan.yaml:3:1
    ---- exit 0
    ");
}

#[test]
fn field_says_when_it_is_required_and_what_it_takes() {
    insta::assert_snapshot!(demo("explain change.route --lang en"), @"
    change.route route · field

    in short
      - type: one of the values
      - required: always required

    values
      - normal: normal route
      - emergency: emergency route
      - ui_exempt: user-interface route

    stands in
      - change: change

    where it is defined
      procedure/documents/change.yaml:31:3
    ---- exit 0
    ");
}

#[test]
fn check_kind_says_its_parameters() {
    insta::assert_snapshot!(demo("explain order --lang en"), @r#"
    order · check kind

    What it checks
      That one moment is not after another. Where a selector finds several moments, the first of
      the later ones needs one of the earlier ones before it.

    Parameters
      - `earlier`, `later`: two selectors of moments: dates, or events, which stand for their moments
      - `pairs`: several such pairs, `[[earlier, later], …]`
      - `needed`: `earlier`, `later` or `both`: that side must exist, the earlier one once the later
        does; without it a missing side is left to other rules
      - `undecided_without`: `earlier` or `later`: without that side the facts cannot decide
      - `strict`: `true` if the same moment is not enough
      - `within`: a threshold of the policy, or a list of `{when: CEL, use: NAME}`: the later may
        not come more than that after the earlier
      - `at_least`: the same, for the least time between the two
      - `proven_at`: the field of an earlier event with the moment that makes it count; one for which
        that comes after the later does not, unless there is no other. Where both fall on one day and
        a time is missing, and no other event will do, the facts cannot decide
      - `undone_by`: a selector of moments; an earlier one followed by one of them before the later
        does not count
      - `cycles`: `each` to judge the events of every cycle, not only of the current one

    Placeholders
      - `earlier`, `later`: the labels of the two
      - `earlier_at`, `later_at`: the two moments
      - `by`: by how much the order is wrong
      - `age`: the time between the two
      - `limit`: the threshold
      - `missing`: the label of the missing side

    Example
        check:
          order: {earlier: trials.finished_at, later: event.sent}

    Outcomes
      Violated as `default` if the order is wrong, as `stale` if more than `within` lies between,
      as `short` if less than `at_least` does, as `missing` if a needed side does not exist. Two
      days without times that are equal, or a day and a time in it, have no order: the facts
      cannot decide. A limit in days is counted from day to day only where neither end has a time;
      if one has and the other falls on the last day, the facts cannot decide either. Not
      applicable if a side is missing and not needed.

    rules that use it
      - GL201: The project manager or project interface assesses before development
      - GL302: A complex change passes its design review before development
      - GL402: The test report is complete before the submission
      - GL502: The go-live stays inside the approved window
      - GL504: A fresh, verified backup precedes the database steps
      - GL601: The result of the go-live is reported up the chain in time
      - GL602: The change is observed long enough, with at least one check
      - GL603: Closed only after the observation, the anomalies and the final report
      - GL702: Service is restored before any upgrade goes live
      - GL901: The times of the record are in order
    ---- exit 0
    "#);
}

#[test]
fn finding_of_the_engine_says_what_to_write() {
    insta::assert_snapshot!(demo("explain bad-date"), @"
    bad-date 日期无法识别 · 引擎发现

    为什么重要
      先后和时限类规则都要用到日期。日和月从不猜测，两者可能混淆的写法不接受。

    应当怎样写
      请写成 `2024-05-10` 或 `2024-05-10 20:30`（按本门户的时区）

    何时适用
      - 级别：错误

    定义位置
      工具自身的发现，各门户相同
    ---- exit 0
    ");
}

#[test]
fn unknown_id_suggests_the_nearest() {
    insta::assert_snapshot!(demo("explain GL4O2 --lang en"), @"
    ---- stderr
    error: nothing is known by the name `GL4O2`
    help: did you mean `GL402`?
    ---- exit 2
    ");
}

fn demo(line: &str) -> String {
    Portal::demo().run(line).to_string()
}
