//! From an empty folder to a closed change, as somebody does it: the recorded run of a terminal.
//!
//! The clock of the portal is set step by step, so that the run is the same on every day. What a person writes in an
//! editor is written here; everything else is what the program said.

use std::fs;

mod author;

use author::Author;

const CHANGE: &str = "CHG-2026-0002";

/// The top of a document that is finished on a day.
fn finished(day: &str) -> String {
    format!("version: V0.1\nauthored_at: {day}\ndoc_status: final\nattachments: []")
}

#[test]
fn change_goes_from_nothing_to_closed_and_every_step_is_told() {
    let author = Author::begin();
    author.portal.run("init --lang en").expect(0);
    let steps = [
        open, assess, report, develop, test, request, approve, go_live, observe, close,
    ];
    for step in steps {
        step(&author);
    }
}

/// Opens the change and asks what is next.
fn open(author: &Author) {
    let portal = &author.portal;
    author.at("2026-07-06 09:30");
    let clean = portal.run("check").expect(0);
    assert!(
        clean.stdout.contains("0 errors, 0 warnings, 0 remarks"),
        "{clean}"
    );

    insta::assert_snapshot!(portal.run_args(&[
        "new", "change", "Longer retry for exports", "--system", "settlement", "--scope", "backend_core",
        "--route", "normal", "--set", "trigger=requirement", "--set", "urgency=normal",
    ]), @r#"
    changes/CHG-2026-0002/change.md
    changes/CHG-2026-0002/03-test-report.md
    changes/CHG-2026-0002/04-change-request.md
    changes/CHG-2026-0002/05-review-sheet.md
    changes/CHG-2026-0002/06-golive-plan.md
    ---- stderr
    fill in change, required with “assessed”: complex, reason (林若川, 陶一鸣)
    ---- exit 0
    "#);
    author.is_in_order(Some("assessed"));
    insta::assert_snapshot!(portal.run("status"), @r#"
    change                                state → next  missing for it               by              due
    CHG-2026-0001                         draft         fill in change               乔安岚, 陶一鸣
    Gateway: duplicate message detection  → assessed    record the event “assessed”  乔安岚, 陶一鸣
    CHG-2026-0002                         draft         fill in change               林若川, 陶一鸣
    Longer retry for exports              → assessed    record the event “assessed”  林若川, 陶一鸣
    ---- exit 0
    "#);
}

/// Assesses what was reported.
fn assess(author: &Author) {
    author.at("2026-07-06 18:00");
    author.fill(
        "change.md",
        "complex: false\ncomplex_reason: One setting of one module\npeople:\n  project_manager: pm.lin\n  \
         engineering_director: ed.shen\n  technical_director: td.gu\n  customer_interface: ci.meng\n  \
         customer_manager: cm.luo\n  developer: dev.xu\n  maintainer: [mt.he, mt.ruan]\n  tester: qa.song\n  \
         reviewer: rv.qin",
    );
    author.happens(
        &[
            "type: reported, at: 2026-07-06 09:20, by: ci.meng, to: [pm.lin], channel: phone",
            "type: assessed, at: 2026-07-06 15:00, by: pm.lin",
        ],
        "assessed",
    );
    author.is_in_order(Some("reported"));
}

/// Reports the assessment.
fn report(author: &Author) {
    author.at("2026-07-07 09:30");
    author.happens(
        &["type: assessment_reported, at: 2026-07-07 09:00, by: pm.lin, to: [ed.shen, td.gu, ci.meng], cc: [cm.luo], channel: email, ref: MAIL-0707-01"],
        "reported",
    );
    author.is_in_order(Some("developing"));
}

/// Begins to develop.
fn develop(author: &Author) {
    author.at("2026-07-07 12:00");
    author.happens(
        &["type: development_started, at: 2026-07-07 10:00, by: dev.xu"],
        "developing",
    );
    author.is_in_order(Some("tested"));
}

/// Tests, and is told what is missing for the request.
fn test(author: &Author) {
    let portal = &author.portal;
    author.at("2026-07-09 18:00");
    author.fill("03-test-report.md", &finished("2026-07-09 16:30"));
    author.fill(
        "03-test-report.md",
        "dev_environment: development\nenvironments:\n  - {kind: test, label: Test environment T2, build: \"2.5.0\"}\n\
         test_types: [integration, functional, regression]\nbuild: \"2.5.0\"\nstarted_at: 2026-07-09 09:00\n\
         completed_at: 2026-07-09 16:00\ntesters: [qa.song]\nreviewers: [rv.qin]\nitems:\n  \
         - {id: T1, covers: [C1], case: An export fails twice, expected: The third try succeeds, actual: As expected, result: pass}\n\
         regression:\n  - {module: 结算, result: pass}\ndefects: {found: 0, fixed: 0, open_critical: 0, open_major: 0, open_minor: 0}\n\
         demo: {performed: false, reason_if_not: The customer has no such environment}\nconclusion: pass\nconditions: []",
    );
    author.prose("03-test-report.md");
    author.happens(
        &[
            "type: development_finished, at: 2026-07-08 17:00, by: dev.xu",
            "type: tested, at: 2026-07-09 16:00, by: qa.song",
        ],
        "tested",
    );
    author.is_in_order(Some("submitted"));
    insta::assert_snapshot!(portal.run(&format!("status {CHANGE}")), @r#"
    CHG-2026-0002  Longer retry for exports

    [x] draft  [x] assessed  [x] reported  [x] developing  [x] tested  [ ] submitted  [ ] approved
    [ ] live  [ ] observing  [ ] closed

    [ ] fill in change, required with “submitted”: executing team
        by 林若川, 陶一鸣
    [ ] fill in 04 Change Request, required with “submitted”: request number, department, applied,
        present version, target version, change items, reason, impact, coupled modules, outage, risk,
        reason for the risk, planned start, planned end, packages, rollback in short, executing team
        by 林若川, 陶一鸣
    [ ] fill in 05 Operation Review Sheet, required with “submitted”: pre-checks, steps,
        verification
        by 林若川, 陶一鸣, 何守成, 阮青禾
    [ ] fill in 06 Go-Live Plan, required with “submitted”: objective, scope, target version,
        packages, planned start, planned end, participants, prerequisites, backup, steps, verification,
        rollback, risks, notice, observation
        by 林若川, 陶一鸣
    [ ] the next step is “submitted”: record the event “package submitted” or “package resubmitted”
        by 林若川, 陶一鸣
    ---- exit 0
    "#);
}

/// Requests the change, with its plan and its review sheet.
fn request(author: &Author) {
    let portal = &author.portal;
    author.at("2026-07-10 12:00");
    author.fill("04-change-request.md", &finished("2026-07-10 09:00"));
    author.fill(
        "04-change-request.md",
        "request_no: SQ-2026-101\napplicant_dept: Settlement project\napplied_at: 2026-07-10 09:00\n\
         version_from: \"2.4.2\"\nversion_to: \"2.5.0\"\nitems:\n  - {id: C1, description: Try an export three times, module: 对账导出}\n\
         reason: Exports fail when the network is slow\nimpact_scope: Exports of the settlement system\ncoupled_modules: [结算]\n\
         outage: {required: false, minutes: 0}\nrisk_level: low\nrisk_reason: One setting that can be taken back\n\
         planned_start: 2026-07-15 21:00\nplanned_end: 2026-07-15 22:00\npackage:\n  - {name: settlement-export, version: \"2.5.0\", sha256: 0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b}\n\
         rollback_summary: Back to 2.4.2\nexecuting_org: rd_center",
    );
    author.prose("04-change-request.md");
    // What the request says now is already there in documents that are begun after it.
    for file in ["05-review-sheet.md", "06-golive-plan.md"] {
        fs::remove_file(portal.path(&Author::path(file))).unwrap();
    }
    portal
        .run(&format!("new document 06 {CHANGE} --quiet"))
        .expect(0);
    let plan = portal.read(&Author::path("06-golive-plan.md"));
    for known in [
        "planned_start: 2026-07-15 21:00",
        "version: 2.5.0, sha256: 0f343b",
        "version_to: 2.5.0",
    ] {
        assert!(plan.contains(known), "{known} in {plan}");
    }
    author.fill("06-golive-plan.md", &finished("2026-07-10 09:10"));
    author.fill(
        "06-golive-plan.md",
        "objective: Exports succeed when the network is slow\nscope_text: One setting of the export module\n\
         participants:\n  - {person: mt.he, role: operator, duty: Performs the steps}\n  - {person: mt.ruan, role: checker, duty: Checks them}\n  \
         - {person: ed.shen, role: decision_maker, duty: Decides on a rollback}\nprerequisites: [Approvals are on file]\n\
         backup: {required: true, objects: [Program directory], method: Archive, location: Backup server bk01, owner: mt.he}\n\
         steps:\n  - {id: S1, phase: during, action: Install 2.5.0, owner: mt.he, role: maintainer, minutes: 20, expected: Version shows 2.5.0, is_db: false, irreversible: false, rollback_ref: R1}\n\
         verification:\n  - {id: V1, item: An export, method: Compare its sum, owner: mt.ruan}\n\
         rollback:\n  possible: true\n  triggers: [An export fails three times]\n  decision_by: ed.shen\n  latest_at: 2026-07-15 21:45\n  minutes: 10\n  \
         steps:\n    - {id: R1, action: Install 2.4.2, owner: mt.he, minutes: 10, expected: Version shows 2.4.2}\n  data_loss: none\n  forward_fix: not needed\n\
         risks:\n  - {risk: The setting is wrong, level: low, response: Back to 2.4.2}\n\
         notice: {to: [ci.meng, cm.luo], planned_at: 2026-07-14 10:00}\nobservation: {days: 4, metrics: [Failed exports], owner: mt.he}",
    );
    author.prose("06-golive-plan.md");
    portal
        .run(&format!("new document 05 {CHANGE} --quiet"))
        .expect(0);
    let sheet = portal.read(&Author::path("05-review-sheet.md"));
    assert!(
        sheet.contains(
            "  - {no: 1, plan_step: S1, action: Install 2.5.0, expected: , operator: mt.he,"
        ),
        "{sheet}"
    );
    author.fill("05-review-sheet.md", &finished("2026-07-10 09:20"));
    author.fill("05-review-sheet.md", PLANNED);
    author.prose("05-review-sheet.md");
    author.fill("change.md", "executing_org: rd_center");
    author.happens(
        &["type: submitted, at: 2026-07-10 10:00, by: pm.lin, to: [ci.meng], cc: [ed.shen, td.gu, dev.xu, mt.he, mt.ruan], channel: email, ref: MAIL-0710-01"],
        "submitted",
    );
    author.is_in_order(Some("approved"));
}

/// Has the sealed request approved.
fn approve(author: &Author) {
    author.at("2026-07-13 12:00");
    let seal = author.seal("approval seal");
    author.happens(
        &[
            "type: review, at: 2026-07-10 16:00, by: td.gu, role: technical_director, result: approved, ref: MAIL-0710-07",
            &format!("type: approval, at: 2026-07-13 09:00, by: ed.shen, role: engineering_director, result: approved, ref: MAIL-0713-01, seal: \"{seal}\""),
            &format!("type: approval, at: 2026-07-13 10:00, by: ci.meng, role: customer_interface, result: approved, ref: MAIL-0713-02, seal: \"{seal}\""),
        ],
        "approved",
    );
    author.is_in_order(Some("live"));
}

/// Goes live, and reports it.
fn go_live(author: &Author) {
    author.at("2026-07-16 08:35");
    author.fill("05-review-sheet.md", EXECUTED);
    author.happens(
        &[
            "type: notified, at: 2026-07-14 10:00, by: pm.lin, to: [ci.meng, cm.luo], channel: email, ref: MAIL-0714-01",
            "type: golive_started, at: 2026-07-15 21:00, by: mt.he",
            "type: golive_finished, at: 2026-07-15 21:30, by: mt.he, result: success",
            "type: golive_reported, at: 2026-07-15 21:40, by: mt.he, to: [pm.lin], channel: phone",
            "type: golive_escalated, at: 2026-07-16 08:30, by: pm.lin, to: [ed.shen, cm.luo, ci.meng], cc: [td.gu], channel: email, ref: MAIL-0716-01",
        ],
        "live",
    );
    author.is_in_order(Some("observing"));
}

/// Watches the system.
fn observe(author: &Author) {
    author.at("2026-07-17 12:00");
    author.happens(
        &[
            "type: observation_started, at: 2026-07-16 08:40, by: mt.he",
            "type: observation_check, at: 2026-07-17 09:00, by: mt.he, note: No failed export",
        ],
        "observing",
    );
    author.is_in_order(Some("closed"));
}

/// Ends the watch and closes the change.
fn close(author: &Author) {
    let portal = &author.portal;
    author.at("2026-07-20 18:00");
    author.happens(
        &[
            "type: observation_ended, at: 2026-07-20 09:00, by: mt.he, note: No failed export in four days",
            "type: closure_reported, at: 2026-07-20 10:00, by: pm.lin, to: [ed.shen, cm.luo, ci.meng], cc: [td.gu], channel: email, ref: MAIL-0720-01",
        ],
        "observing",
    );
    author.is_in_order(Some("closed"));
    let seal = author.seal("closing seal");
    author.happens(
        &[&format!(
            "type: closed, at: 2026-07-20 10:30, by: pm.lin, seal: \"{seal}\""
        )],
        "closed",
    );
    author.is_in_order(None);
    insta::assert_snapshot!(portal.run("check"), @r#"
    as of 2026-07-20 18:00, 3 changes with 8 documents: 2 compliant, 1 in progress, 0 non-compliant
    0 errors, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 13 not due yet
    39 of 50 rules applied to at least one change
    ---- exit 0
    "#);
    insta::assert_snapshot!(portal.run(&format!("status {CHANGE}")), @r#"
    CHG-2026-0002  Longer retry for exports

    [x] draft  [x] assessed  [x] reported  [x] developing  [x] tested  [x] submitted  [x] approved
    [x] live  [x] observing  [x] closed

    nothing is to be done
    ---- exit 0
    "#);
}

const PLANNED: &str = "prechecks:
  - {id: approvals, item: Approvals are on file}
  - {id: package, item: Package equals the tested build}
  - {id: backup, item: Archive can be listed}
  - {id: rollback, item: 2.4.2 is at hand}
  - {id: notice, item: The customer knows}
steps:
  - {no: 1, plan_step: S1, action: Install 2.5.0, expected: Version shows 2.5.0, operator: mt.he, checker: mt.ruan}
deviations: []
adhoc_operations: []
rollback_steps: []
post_checks:
  - {item: An export and its sum}";

const EXECUTED: &str = "prechecks:
  - {id: approvals, item: Approvals are on file, done: true, by: mt.he, at: 2026-07-15 20:30}
  - {id: package, item: Package equals the tested build, done: true, by: mt.he, at: 2026-07-15 20:32}
  - {id: backup, item: Archive can be listed, done: true, by: mt.he, at: 2026-07-15 20:40}
  - {id: rollback, item: 2.4.2 is at hand, done: true, by: mt.he, at: 2026-07-15 20:45}
  - {id: notice, item: The customer knows, done: true, by: mt.he, at: 2026-07-15 20:50}
steps:
  - {no: 1, plan_step: S1, action: Install 2.5.0, expected: Version shows 2.5.0, operator: mt.he, checker: mt.ruan, started_at: 2026-07-15 21:02, finished_at: 2026-07-15 21:20, result: ok, checked: true, checked_at: 2026-07-15 21:22, output: Version 2.5.0}
post_checks:
  - {item: An export and its sum, result: ok, by: mt.ruan, at: 2026-07-15 21:28}";
