//! A portal that prints roles for names prints no name, whatever is wrong with its settings and its register.

use std::fs;
use std::sync::LazyLock;

use regex::Regex;

use crate::harness::{Portal, files};
use crate::machine::python;

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

/// Names as they are read when nothing of the markup counts.
fn bare(text: &str) -> String {
    let text = TAG.replace_all(text, "");
    let text = text.replace("\\n", "");
    let letters = text.chars().filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").unwrap());

#[test]
fn name_is_known_across_a_line_break_and_through_emphasis() {
    let portal = portal();
    let head = "changes/CHG-2026-0013/change.md";
    let text = portal.read(head)
        + "\n林\\\n若川写，Nora\\\nParker 读。\n\n由林**若**川、*林*若川和~~林若~~川写，Nora **Par**ker 读。\n\n林`若`川 No*ra* Parker\n";
    let text = text.replacen("title: ", "title: 林**若**川的", 1);
    fs::write(portal.path(head), text).unwrap();
    portal.run("build --quiet --fail-on never").expect(0);
    let site = portal.path("site");
    let read = files(&site);
    let read = read.iter().filter(|it| {
        it.contains("chg-2026-0013") || it.starts_with("data/") || it.contains("search/")
    });
    let mut found = Vec::new();
    for path in read {
        let bytes = fs::read(site.join(path)).unwrap();
        let text = bare(&String::from_utf8_lossy(&bytes));
        let name = ["林若川", "noraparker"]
            .iter()
            .find(|it| text.contains(**it));
        found.extend(name.map(|it| format!("{path}: {it}")));
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn no_name_leaves_with_a_list_of_changes() {
    let portal = portal();
    let head = "changes/CHG-2026-0013/change.md";
    portal.change(head, "title: ", "title: 林若川与Nora Parker的");
    portal.change(head, "system: ", "system: 王五 # ");
    let ics = "changes/CHG-2026-0008/change.md";
    portal.change(ics, "title: ", "title: 林若川的");
    for format in ["csv", "json", "ics"] {
        let ran = portal.run(&format!("export --format {format} --fail-on never"));
        let said = ran.expect(0).stdout;
        let name = NAMED.iter().find(|it| said.contains(**it));
        assert_eq!(name, None, "{format}: {said}");
    }
    portal
        .run("export --format xlsx --output all.xlsx --fail-on never")
        .expect(0);
    let said = python("words.py", &[&portal.path("all.xlsx")]).unwrap();
    assert!(said.contains("CHG-2026-0013"), "{said}");
    let name = NAMED.iter().find(|it| said.contains(**it));
    assert_eq!(name, None, "{said}");
    // Which names there are is not known: none may be let through by guessing.
    fs::remove_file(portal.path("registers/people.yaml")).unwrap();
    for format in ["csv", "json", "ics"] {
        portal.run(&format!("export --format {format}")).expect(2);
    }
}

#[test]
fn no_name_leaves_with_the_evidence_and_what_stays_is_listed() {
    let portal = portal();
    let folder = "changes/CHG-2026-0013";
    let portal = portal
        .file(&format!("{folder}/evidence/mail.eml"), "From: somebody\n")
        .file(&format!("{folder}/evidence/林若川.png"), "x")
        .file(&format!("{folder}/evidence/screen.png"), "x");
    let ran = portal
        .run("export --evidence pack --fail-on never")
        .expect(0);
    let pack = portal.path("pack");
    let mut found = Vec::new();
    for path in files(&pack) {
        let bytes = fs::read(pack.join(&path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let name = NAMED
            .iter()
            .find(|it| text.contains(**it) || path.contains(**it));
        found.extend(name.map(|it| format!("{path}: {it}")));
    }
    assert_eq!(found, [""; 0]);
    let own = pack.join("chg-2026-0013");
    let there = files(&own);
    assert!(there.contains(&format!("files/{folder}/evidence/screen.png")));
    let left = fs::read_to_string(own.join("LEFT-OUT.txt")).unwrap();
    let head = fs::read(portal.path(&format!("{folder}/change.md"))).unwrap();
    let head = format!(
        "{}  {folder}/change.md\n",
        changebook::digest::sha256(&head)
    );
    assert!(left.contains(&head), "{left}");
    for word in ["people.publish: roles", "姓名", "mail.eml"] {
        assert!(left.contains(word), "{word}: {left}");
    }
    assert!(
        !there.iter().any(|it| it.ends_with("mail.eml")),
        "{there:#?}"
    );
    assert!(ran.stderr.contains("LEFT-OUT.txt"), "{ran}");
    let sums = fs::read_to_string(own.join("SHA256SUMS")).unwrap();
    assert!(sums.contains("  LEFT-OUT.txt\n"), "{sums}");
    let page = fs::read_to_string(own.join("index.html")).unwrap();
    assert!(page.contains("写有或可能写有姓名"), "{page}");
}
