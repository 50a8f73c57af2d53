//! The state of things in a terminal and for programs, and how far long work is.

use std::process::Command;

use changebook::status::json::JSON_SCHEMA;
use serde_json::Value;

use crate::harness::{Portal, Ran};

#[test]
fn open_changes_are_a_table() {
    let portal = Portal::demo();
    insta::assert_snapshot!(portal.run("status --as-of 2026-06-30 --lang en"), @"");
    insta::assert_snapshot!(portal.run("status --as-of 2026-06-30 --lang zh-CN"), @"");
}

#[test]
fn one_change_is_a_checklist() {
    let portal = Portal::demo();
    insta::assert_snapshot!(portal.run("status CHG-2026-0009 --lang en"), @"");
    insta::assert_snapshot!(portal.run("status CHG-2026-0012 --lang zh-CN"), @"");
    insta::assert_snapshot!(portal.run("status CHG-2026-0099 --lang en"), @"");
}

#[test]
fn table_and_the_page_of_tasks_name_the_same_changes() {
    let portal = Portal::demo();
    portal.run("build --quiet --fail-on never").expect(0);
    let page = portal.read("site/todo/index.html");
    let told = portal.run("status --format json").expect(0);
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    let changes = told["changes"].as_array().unwrap();
    assert!(changes.len() > 5, "{told:#}");
    for change in changes {
        let address = change["change"].as_str().unwrap().to_lowercase();
        let has_tasks = !change["tasks"].as_array().unwrap().is_empty();
        assert_eq!(
            has_tasks,
            page.contains(&format!("changes/{address}/")),
            "{address}"
        );
    }
}

#[test]
fn what_programs_get_is_what_the_schema_promises() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let told = Portal::demo().run("status --format json").expect(0);
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    let keys = |it: &Value| -> Vec<String> {
        let mut keys: Vec<_> = it.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let change = &schema["properties"]["changes"]["items"]["properties"];
    let task = &change["tasks"]["items"]["properties"];
    assert_eq!(keys(&told), keys(&schema["properties"]));
    for it in told["changes"].as_array().unwrap() {
        assert_eq!(keys(it), keys(change));
        for it in it["tasks"].as_array().unwrap() {
            assert_eq!(keys(it), keys(task));
            let kinds = task["kind"]["enum"].as_array().unwrap();
            assert!(kinds.contains(&it["kind"]), "{it}");
        }
    }
}

/// A run in a terminal of its own; all that it printed.
fn in_a_terminal(portal: &Portal, line: &str) -> Ran {
    let script = "import pty, sys\nsys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    let output = Command::new("/usr/bin/python3")
        .args(["-c", script, env!("CARGO_BIN_EXE_changebook")])
        .args(line.split_whitespace())
        .current_dir(portal.root())
        .output()
        .unwrap();
    Ran {
        line: line.to_owned(),
        code: output.status.code().unwrap(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::new(),
    }
}

#[test]
fn long_work_tells_how_far_it_is_on_a_terminal_and_nowhere_else() {
    // More than a second, whatever the machine.
    let mut portal = Portal::demo();
    let head = portal.read("changes/CHG-2025-0003/change.md");
    for number in 100..700 {
        let id = format!("CHG-2025-{number:04}");
        let text = head.replace("CHG-2025-0003", &id);
        portal = portal.file(&format!("changes/{id}/change.md"), &text);
    }
    let line = "check --format short --fail-on never --lang en";
    let told = in_a_terminal(&portal, line).expect(0);
    assert!(
        told.stdout.contains("holding changes against the rules"),
        "{told}"
    );
    assert!(told.stdout.contains("/640"), "{told}");
    let quiet = in_a_terminal(&portal, &format!("{line} --quiet")).expect(0);
    assert!(!quiet.stdout.contains("holding changes"), "{quiet}");
    let piped = portal.run(line).expect(0);
    assert_eq!(piped.stderr, "");
}
