//! A portal that prints roles for names prints no name, whatever is wrong with its settings and its register.

use std::fs;

use crate::harness::{Portal, files};

/// Names, ids and spellings of people of the demonstration, one of them in no register.
const NAMED: [&str; 6] = [
    "林若川",
    "pm.lin",
    "Nora Parker",
    "nora  parker",
    "ci.parker",
    "王五",
];

/// The demonstration with roles in place of names, somebody whom no register knows, and a name spelled otherwise.
fn portal() -> Portal {
    let portal = Portal::demo();
    let config = portal.read("changebook.yaml");
    let config: String = config
        .lines()
        .filter(|it| !it.starts_with("people:"))
        .flat_map(|it| [it, "\n"])
        .collect();
    fs::write(
        portal.path("changebook.yaml"),
        config + "people: {publish: roles}\n",
    )
    .unwrap();
    let head = "changes/CHG-2026-0013/change.md";
    let text = portal
        .read(head)
        .replacen("by: ci.", "by: 王五, note: ci.", 1);
    assert!(text.contains("王五"), "{text}");
    fs::write(
        portal.path(head),
        text + "\nAs nora  parker wrote to 王五.\n",
    )
    .unwrap();
    portal
}

/// Where a name stands in the site of a portal: in a page, in an index, in the name of a file.
fn named(portal: &Portal) -> Vec<String> {
    let ran = portal.run("build --quiet --fail-on never");
    if ran.code == 2 {
        return Vec::new();
    }
    let site = portal.path("site");
    let mut found = Vec::new();
    for path in files(&site) {
        let bytes = fs::read(site.join(&path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let name = NAMED
            .iter()
            .find(|it| text.contains(**it) || path.contains(**it));
        found.extend(name.map(|it| format!("{path}: {it}")));
    }
    found
}

#[test]
fn no_name_is_printed_of_whom_the_register_knows_or_does_not() {
    assert_eq!(named(&portal()), [""; 0]);
}

#[test]
fn no_name_is_printed_without_a_register_that_can_be_read() {
    let portal = portal();
    fs::remove_file(portal.path("registers/people.yaml")).unwrap();
    assert_eq!(named(&portal), [""; 0]);
}

#[test]
fn no_name_is_printed_where_the_setting_cannot_be_understood() {
    for setting in ["people: {publish: role}", "people: roles", "people: ["] {
        let portal = portal();
        portal.change("changebook.yaml", "people: {publish: roles}", setting);
        assert_eq!(named(&portal), [""; 0], "{setting}");
    }
}
