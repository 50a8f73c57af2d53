//! New changes and documents: what is filled in, what is asked for, which id is next.

use crate::harness::Portal;

const CHANGE: &str = "new change Retry --system settlement --scope backend_core --route normal \
                      --set trigger=requirement --set urgency=normal";

fn begun() -> Portal {
    let portal = Portal::empty();
    portal.run("init --lang en --quiet").expect(0);
    portal
}

#[test]
fn head_has_everything_that_the_portal_knows() {
    let portal = begun();
    portal
        .run(&format!("{CHANGE} --as-of 2026-07-06"))
        .expect(0);
    let head = portal.read("changes/CHG-2026-0002/change.md");
    let written = head.lines().filter(|it| !it.starts_with('#'));
    let front: Vec<_> = written
        .take_while(|it| !it.starts_with("waivers"))
        .map(|it| it.split(" #").next().unwrap().trim_end())
        .collect();
    insta::assert_snapshot!(front.join("\n"), @r#"
    ---
    change_id: CHG-2026-0002
    title: Retry
    system: settlement
    trigger: requirement
    urgency: normal
    change_scope: [backend_core]
    route: normal
    state: draft
    opened_at: 2026-07-06
    complex:
    complex_reason:
    executing_org:
    people:
      project_manager: pm.lin
      engineering_director: ed.shen
      technical_director: td.gu
      customer_manager: cm.luo
      customer_interface: ci.meng
    events: []
    origin_incident:
    follow_up_change:
    procedure_version: "2025-01"
    template_edition: "2025-01"
    "#);
}

#[test]
fn documents_are_those_that_the_route_asks_for() {
    let portal = begun();
    let made = |line: &str| portal.run(line).expect(0).stdout;
    let set = "--set urgency=normal --as-of 2026-07-06 --quiet";
    insta::assert_snapshot!(made(&format!(
        "new change A --system settlement --scope backend_core --route normal --set trigger=defect {set}"
    )), @r#"
    changes/CHG-2026-0002/change.md
    changes/CHG-2026-0002/01-fault-report.md
    changes/CHG-2026-0002/03-test-report.md
    changes/CHG-2026-0002/04-change-request.md
    changes/CHG-2026-0002/05-review-sheet.md
    changes/CHG-2026-0002/06-golive-plan.md
    "#);
    insta::assert_snapshot!(made(&format!(
        "new change B --system reporting --scope ui_report,ui_query --route ui_exempt --set trigger=requirement {set}"
    )), @r#"
    changes/CHG-2026-0003/change.md
    changes/CHG-2026-0003/03-test-report.md
    changes/CHG-2026-0003/04-change-request.md
    changes/CHG-2026-0003/05-review-sheet.md
    changes/CHG-2026-0003/06-golive-plan.md
    "#);
    insta::assert_snapshot!(made(
        "new change C --system gateway --scope backend_gateway --route emergency --set trigger=fault \
         --set urgency=critical --as-of 2026-07-06 --quiet"
    ), @r#"
    changes/CHG-2026-0004/change.md
    changes/CHG-2026-0004/01-fault-report.md
    "#);
    let clean = portal.run("check --as-of 2026-07-06").expect(0);
    assert!(clean.stdout.contains("0 errors, 0 warnings"), "{clean}");
}

#[test]
fn labels_of_any_language_are_understood() {
    let portal = begun();
    let ran = portal.run(
        "new change 换色 --system 统计报表平台 --scope 统计报表、查询 --route 前台界面流程 --set trigger=需求变更 \
         --set urgency=一般 --as-of 2026-07-06",
    );
    ran.expect(0);
    let head = portal.read("changes/CHG-2026-0002/change.md");
    assert!(
        head.contains("\nchange_scope: [ui_report, ui_query]\n"),
        "{head}"
    );
    assert!(head.contains("\nsystem: reporting "), "{head}");
    assert!(head.contains("\n  project_manager: pm.qiao\n"), "{head}");
}

#[test]
fn what_is_missing_is_told_with_what_may_stand_there() {
    let portal = begun();
    insta::assert_snapshot!(portal.run("new change Retry --system settlement --scope ui_query"), @r#"
    ---- stderr
    error: not everything is known that this needs
      --set trigger=VALUE: requirement, defect, fault
      --set urgency=VALUE: normal, critical
      --route ROUTE: normal (normal route), emergency (emergency route), ui_exempt (user-interface route)
    help: say it with these options, or run in a terminal to be asked
    ---- exit 2
    "#);
    insta::assert_snapshot!(portal.run("new change Retry --system settlemnt"), @r#"
    ---- stderr
    error: `--system` cannot be `settlemnt`
    help: write one of these: settlement (Settlement), core-ledger (Core Ledger), gateway (Payment Gateway), merchant-portal (Merchant Portal), reporting (Reporting)
    ---- exit 2
    "#);
    insta::assert_snapshot!(portal.run("new change Retry --set colour=red"), @r#"
    ---- stderr
    error: the head of a change has no field `colour`
    help: write one of these: change_id, title, system, trigger, urgency, change_scope, route, state, opened_at, complex, complex_reason, executing_org, people, events, origin_incident, follow_up_change, procedure_version, template_edition, waivers
    ---- exit 2
    "#);
    assert!(!portal.path("changes/CHG-2026-0002").exists());
}

#[test]
fn next_id_is_past_the_greatest_of_the_year() {
    let portal = begun().file("changes/CHG-2026-0041/notes.txt", "reserved\n");
    let ran = portal
        .run(&format!("{CHANGE} --as-of 2026-07-06"))
        .expect(0);
    assert!(
        ran.stdout.starts_with("changes/CHG-2026-0042/change.md\n"),
        "{ran}"
    );
    let ran = portal
        .run(&format!("{CHANGE} --as-of 2027-01-02"))
        .expect(0);
    assert!(
        ran.stdout.starts_with("changes/CHG-2027-0001/change.md\n"),
        "{ran}"
    );
    let ran = portal
        .run(&format!("{CHANGE} --id CHG-2026-0041"))
        .expect(0);
    assert!(
        ran.stdout.starts_with("changes/CHG-2026-0041/change.md\n"),
        "{ran}"
    );
    insta::assert_snapshot!(portal.run(&format!("{CHANGE} --id CHG-2026-0041")), @r#"
    ---- stderr
    error: these files are there already, and nothing was written
      changes/CHG-2026-0041/change.md
    help: open them and write on
    ---- exit 2
    "#);
    insta::assert_snapshot!(portal.run(&format!("{CHANGE} --id X1")), @r#"
    ---- stderr
    error: `X1` does not look like an id of a change
    help: write it by the pattern `CHG-\d{4}-\d{4}`, or leave `--id` out: the next free one is taken
    ---- exit 2
    "#);
}

#[test]
fn person_is_asked_for_where_the_registers_name_none() {
    let portal = begun();
    portal.change(
        "registers/systems.yaml",
        "  people: {project_manager: pm.qiao, engineering_director: ed.shen, technical_director: td.gu, customer_interface: ci.parker, customer_manager: cm.luo}\n",
        "",
    );
    let line = "new change X --system gateway --scope backend_gateway --route normal --set trigger=requirement \
                --set urgency=normal --as-of 2026-07-06";
    insta::assert_snapshot!(portal.run(line), @r#"
    ---- stderr
    error: not everything is known that this needs
      --person project_manager=PERSON: pm.lin (林若川), pm.qiao (乔安岚)
    help: say it with these options, or run in a terminal to be asked
    ---- exit 2
    "#);
    let ran = portal
        .run(&format!("{line} --person project_manager=乔安岚"))
        .expect(0);
    assert!(ran.stdout.contains("change.md"), "{ran}");
    let head = portal.read("changes/CHG-2026-0002/change.md");
    assert!(head.contains("\n  project_manager: pm.qiao\n"), "{head}");
}

#[test]
fn document_is_begun_with_what_its_change_says() {
    let portal = Portal::demo();
    let folder = "changes/CHG-2026-0010";
    let portal = portal.without(&format!("{folder}/03-test-report.md"));
    insta::assert_snapshot!(portal.run("new document 03 CHG-2026-0010 --lang en"), @r#"
    changes/CHG-2026-0010/03-test-report.md
    ---- stderr
    field `dev_environment` (where developed) is empty (杜明远, 魏以恒)
    ---- exit 0
    "#);
    let text = portal.read(&format!("{folder}/03-test-report.md"));
    for known in [
        "\n  - {id: , covers: [C1], case: , expected: , actual: , result: }\n",
        "\n  - {id: , covers: [C2], case: , expected: , actual: , result: }\n",
        "\n  - {module: 月报, result: }\n",
        "\nversion: V0.1 ",
        "\nauthor: qa.du ",
        "\ndoc_status: draft ",
    ] {
        assert!(text.contains(known), "{known} in {text}");
    }
    insta::assert_snapshot!(portal.run("new document 03 CHG-2026-0010 --lang en"), @r#"
    ---- stderr
    error: these files are there already, and nothing was written
      changes/CHG-2026-0010/03-test-report.md
    help: open them and write on
    ---- exit 2
    "#);
    insta::assert_snapshot!(portal.run("new document 09 CHG-2026-0010 --lang en"), @r#"
    ---- stderr
    error: `TYPE` cannot be `09`
    help: write one of these: 01 (Fault (Defect) Report), 02 (Fix Plan), 03 (Change Test Report), 04 (Change Request), 05 (Operation Review Sheet), 06 (Go-Live Plan)
    ---- exit 2
    "#);
}

#[test]
fn another_procedure_gets_its_own_skeleton() {
    let portal = Portal::fixture("proposals");
    let args = [
        "new",
        "change",
        "A better wick",
        "--set",
        "category=core",
        "--set",
        "authors=Ada Okafor, Jun Mori",
    ];
    portal.run_args(&args).expect(0);
    insta::assert_snapshot!(portal.read("proposals/prop-0003.md"), @r#"
    ---
    number: "0003"        # number
    name: A better wick   # name
    category: core        # category
    status: idea          # status
    created: 2026-03-31   # created
    authors: [Ada Okafor, Jun Mori] # authors
    discussion:           # discussion
    breaking:             # breaking
    implementations:      # implementations
    log:                  # log
    ---

    ## Abstract

    ## Motivation

    ## Specification
    "#);
    insta::assert_snapshot!(portal.run("new change"), @r#"
    ---- stderr
    error: not everything is known that this needs
      TITLE: name
      --set category=VALUE: core (core protocol), interface, process
      --set authors=VALUE: authors
    help: say it with these options, or run in a terminal to be asked
    ---- exit 2
    "#);
}

#[test]
fn what_follows_from_the_procedure_is_not_said_by_itself() {
    let portal = begun();
    insta::assert_snapshot!(portal.run(&format!("{CHANGE} --set state=closed")), @r#"
    ---- stderr
    error: `state` cannot be said with `--set`
    help: `--id`, `--as-of` and `--person` say the id, the day and the people; state, events and editions begin as the procedure asks; tables are written in the file
    ---- exit 2
    "#);
    insta::assert_snapshot!(portal.run(&CHANGE.replace("Retry", "--set title=")), @r#"
    ---- stderr
    error: not everything is known that this needs
      TITLE: title
    help: say it with these options, or run in a terminal to be asked
    ---- exit 2
    "#);
    let said = CHANGE.replace("Retry", "--set title=Retry");
    portal.run(&said).expect(0);
    let head = portal.read("changes/CHG-2026-0002/change.md");
    assert!(head.contains("\ntitle: Retry "), "{head}");
}

#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_portal() {
    let portal = begun();
    let elsewhere = Portal::empty();
    let link = portal.path("changes/CHG-2026-0501");
    std::os::unix::fs::symlink(elsewhere.root(), link).unwrap();
    insta::assert_snapshot!(portal.run(&format!("{CHANGE} --id CHG-2026-0501")), @r#"
    ---- stderr
    error: these files are there already, and nothing was written
      changes/CHG-2026-0501
    help: open them and write on
    ---- exit 2
    "#);
    assert!(!elsewhere.path("change.md").exists());
}

#[test]
fn questions_are_asked_in_a_terminal() {
    let portal = begun();
    let script = "import os, pty, sys\n\
        answers = ['Retry', '1', 'nothing', 'requirement', '一般', 'backend_core, 2', '1']\n\
        seen, asked = b'', 0\n\
        pid, fd = pty.fork()\n\
        if pid == 0:\n    os.execv(sys.argv[1], [sys.argv[1], 'new', 'change', '--as-of', '2026-07-06'])\n\
        while True:\n\
        \x20   try: part = os.read(fd, 4096)\n\
        \x20   except OSError: break\n\
        \x20   if not part: break\n\
        \x20   seen += part\n\
        \x20   for _ in range(seen.count(b'> ') - asked):\n\
        \x20       asked += 1\n\
        \x20       os.write(fd, (answers.pop(0) + '\\n').encode() if answers else b'\x04')\n\
        print(seen.decode().replace('\\r', ''))\n\
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n";
    let output = std::process::Command::new("/usr/bin/python3")
        .args(["-c", script, env!("CARGO_BIN_EXE_changebook")])
        .current_dir(portal.root())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("   1  settlement (Settlement)\n"), "{said}");
    assert!(said.contains("`nothing` is none of them"), "{said}");
    let head = portal.read("changes/CHG-2026-0002/change.md");
    assert!(head.contains("\ntitle: Retry "), "{head}");
    assert!(head.contains("\nurgency: normal "), "{head}");
}
