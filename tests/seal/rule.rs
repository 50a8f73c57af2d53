//! What is said of content that was changed after its approval.

use std::fs;
use std::process::Command;

use changebook::lang::Lang;
use changebook::project::Project;
use changebook::{Checked, check, check_after};
use serde_json::Value;

use crate::harness::Portal;

/// A closed change that keeps its sealed text as evidence, and one that keeps none.
const KEEPING: &str = "changes/CHG-2025-0001";
const OTHER: &str = "changes/CHG-2025-0002";

/// The findings about seals.
pub(super) fn found(portal: &Portal) -> Vec<Value> {
    let json = portal
        .run("check --format json --fail-on never --lang en")
        .expect(0)
        .json();
    let all = json["findings"].as_array().unwrap().iter().cloned();
    all.filter(|it| it["rule"] == "GL407").collect()
}

/// The text that a finding marks.
fn marked(portal: &Portal, finding: &Value) -> String {
    let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
    let text = portal.read(finding["path"].as_str().unwrap());
    let line = text.lines().nth(number("line") - 1).unwrap();
    let letters = line.chars().skip(number("column") - 1);
    letters
        .take(number("end_column") - number("column"))
        .collect()
}

fn said(finding: &Value) -> &str {
    finding["message"].as_str().unwrap()
}

fn git(portal: &Portal, args: &[&str]) {
    let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
    let ran = Command::new("git")
        .current_dir(portal.root())
        .args(identity)
        .args(args)
        .output()
        .expect("the test needs git");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

pub(super) fn replace(portal: &Portal, path: &str, old: &str, new: &str) {
    let text = portal.read(path);
    assert!(text.contains(old), "`{old}` in {path}");
    fs::write(portal.path(path), text.replacen(old, new, 1)).unwrap();
}

/// Edits a plan in three places: a field, an entry of a list, a section.
fn edit(portal: &Portal, record: &str) {
    let plan = format!("{record}/06-golive-plan.md");
    replace(portal, &plan, "objective: ", "objective: 另外 ");
    replace(portal, &plan, "    minutes: ", "    minutes: 1");
    let text = portal.read(&plan);
    fs::write(portal.path(&plan), format!("{text}再观察一天。\n")).unwrap();
}

#[test]
fn demonstration_bears_the_seals_of_what_it_holds() {
    assert_eq!(found(&Portal::demo()), Vec::<Value>::new());
}

#[test]
fn changes_are_named_by_field_entry_and_heading_where_the_sealed_text_is_kept() {
    let portal = Portal::demo();
    edit(&portal, KEEPING);
    let found = found(&portal);
    assert_eq!(found.len(), 1, "one finding a record: {found:#?}");
    assert_eq!(
        said(&found[0]),
        "changed since `approval by the engineering director` (2025-01-14 09:30): \
         06 Go-Live Plan › objective, 06 Go-Live Plan › steps P1 › minutes, \
         06 Go-Live Plan › section `上线后观察`"
    );
    assert!(
        marked(&portal, &found[0]).starts_with("另外 "),
        "{found:#?}"
    );
    let related = found[0]["related"].as_array().unwrap();
    let marked: Vec<_> = related.iter().map(|it| marked(&portal, it)).collect();
    assert!(
        marked[0].starts_with('1') && marked[1] == "## 上线后观察",
        "{marked:?}"
    );
    assert!(
        marked[2].contains("sha256:") && marked[3].contains("sha256:"),
        "{marked:?}"
    );
}

#[test]
fn history_tells_what_was_changed_where_no_evidence_does() {
    let portal = Portal::demo();
    git(&portal, &["init", "-q"]);
    git(&portal, &["add", "."]);
    git(&portal, &["commit", "-q", "-m", "approved"]);
    edit(&portal, OTHER);
    git(&portal, &["commit", "-q", "-a", "-m", "edited"]);
    let found = found(&portal);
    assert_eq!(found.len(), 1);
    assert!(
        said(&found[0]).contains("06 Go-Live Plan › objective, "),
        "{}",
        said(&found[0])
    );
}

#[test]
fn something_was_changed_is_all_that_is_said_where_nothing_was_kept() {
    let portal = Portal::demo();
    edit(&portal, OTHER);
    let found = found(&portal);
    assert_eq!(found.len(), 1);
    assert!(
        said(&found[0])
            .starts_with("something was changed since `approval by the engineering director`"),
        "{}",
        said(&found[0])
    );
    assert!(marked(&portal, &found[0]).contains("sha256:"));
}

/// A repository in which something was edited after its approval, and a clone without that history.
fn shallow() -> (Portal, Portal) {
    let origin = Portal::demo();
    git(&origin, &["init", "-q"]);
    git(&origin, &["add", "."]);
    git(&origin, &["commit", "-q", "-m", "approved"]);
    edit(&origin, OTHER);
    git(&origin, &["commit", "-q", "-a", "-m", "edited"]);
    let clone = Portal::empty();
    let url = format!("file://{}", origin.root().display());
    git(&clone, &["clone", "-q", "--depth", "1", &url, "."]);
    (origin, clone)
}

#[test]
fn shallow_history_is_history_that_is_not_known() {
    let (_origin, clone) = shallow();
    assert!(said(&found(&clone)[0]).starts_with("something was changed since"));
}

#[test]
fn history_that_is_fetched_later_is_looked_through_by_whoever_checks_again() {
    let (_origin, clone) = shallow();
    let project = Project::find(Some(clone.root()), clone.root()).unwrap();
    let told = |it: &Checked| {
        let mut all = it.findings.all.iter();
        let found = all.find(|it| it.rule == "GL407").unwrap();
        found.message.get(Lang::En).to_owned()
    };
    let before = check(&project).unwrap();
    let said = told(&before);
    assert!(said.starts_with("something was changed since"), "{said}");
    git(&clone, &["fetch", "-q", "--unshallow"]);
    let said = told(&check_after(&project, Some(&before)).unwrap());
    assert!(said.contains("06 Go-Live Plan › objective, "), "{said}");
}

#[test]
fn kept_text_that_has_another_hash_proves_nothing() {
    let portal = Portal::demo();
    let change = portal.read(&format!("{KEEPING}/change.md"));
    let hash = change.split("sha256:").nth(1).unwrap()[..64].to_owned();
    let kept = format!("{KEEPING}/evidence/sealed/{hash}.json");
    edit(&portal, KEEPING);
    let text = portal.read(&kept);
    fs::write(
        portal.path(&kept),
        text.replacen("objective\":\"", "objective\":\"另外 ", 1),
    )
    .unwrap();
    let found = found(&portal);
    assert!(
        said(&found[0]).contains("and so was the copy kept in the evidence"),
        "{}",
        said(&found[0])
    );
}

#[test]
fn closed_change_is_not_edited_even_where_the_approval_does_not_reach() {
    let portal = Portal::demo();
    replace(
        &portal,
        &format!("{KEEPING}/05-review-sheet.md"),
        "    output: ",
        "    output: 其实 ",
    );
    let found = found(&portal);
    assert_eq!(found.len(), 1);
    assert_eq!(
        said(&found[0]),
        "changed since `closed` (2025-01-24 11:00): 05 Operation Review Sheet › steps 1 › key output"
    );
}

#[test]
fn what_is_no_seal_is_said_to_be_none() {
    let portal = Portal::demo();
    let head = format!("{OTHER}/change.md");
    let text = portal.read(&head);
    let seal = text[text.find("sha256:").unwrap()..][..71].to_owned();
    replace(&portal, &head, &seal, "by phone");
    let found = found(&portal);
    assert_eq!(found.len(), 1);
    assert!(
        said(&found[0]).ends_with(
            "is no seal (`sha256:` and 64 digits and letters from a to f) and does not show what was approved"
        ),
        "{}",
        said(&found[0])
    );
}

#[test]
fn approvals_of_one_package_bear_one_seal() {
    let portal = Portal::demo();
    let head = format!("{OTHER}/change.md");
    let text = portal.read(&head);
    let seal = text[text.find("sha256:").unwrap()..][..71].to_owned();
    replace(&portal, &head, &seal, &format!("sha256:{}", "0".repeat(64)));
    let found = found(&portal);
    assert_eq!(found.len(), 1);
    assert_eq!(
        marked(&portal, &found[0]).trim_matches('"'),
        format!("sha256:{}", "0".repeat(64))
    );
}

#[test]
fn order_of_entries_and_documents_that_go_are_told() {
    let portal = Portal::demo();
    let path = format!("{KEEPING}/06-golive-plan.md");
    let text = portal.read(&path);
    let (before, list) = text.split_once("\nparticipants:\n").unwrap();
    let mut lines: Vec<_> = list.lines().collect();
    assert!(
        lines[0].starts_with("  - {") && lines[1].starts_with("  - {"),
        "{:?}",
        &lines[..2]
    );
    lines.swap(0, 1);
    fs::write(
        portal.path(&path),
        format!("{before}\nparticipants:\n{}\n", lines.join("\n")),
    )
    .unwrap();
    let portal = portal.without(&format!("{KEEPING}/03-test-report.md"));
    let found = found(&portal);
    let said = said(&found[0]);
    assert!(said.contains("03 Change Test Report (gone)"), "{said}");
    assert!(
        said.ends_with("06 Go-Live Plan › participants (another order)"),
        "{said}"
    );
}

#[test]
fn document_that_cannot_be_read_has_its_own_finding_and_no_second_one() {
    let portal = Portal::demo();
    let path = format!("{OTHER}/04-change-request.md");
    replace(&portal, &path, "---\n", "---\nbroken: [\n");
    assert_eq!(found(&portal), Vec::<Value>::new());
    let portal = Portal::demo();
    replace(&portal, &path, "---\n", "---\ndoc: change_request\n");
    let found = found(&portal);
    assert_eq!(found[0]["outcome"], "indeterminate");
}

#[test]
fn dossier_says_whether_what_was_approved_still_stands_there() {
    let portal = Portal::demo();
    edit(&portal, OTHER);
    portal
        .run("build --out site --fail-on never --quiet")
        .expect(0);
    let page = |id: &str| portal.read(&format!("site/en/changes/{id}/index.html"));
    let (kept, edited) = (page("chg-2025-0001"), page("chg-2025-0002"));
    assert!(
        kept.contains("sealed, unchanged since") && !kept.contains("sealed, and changed since")
    );
    assert!(edited.contains("<span class=\"fail\">sealed, and changed since</span>"));
    assert!(
        page("chg-2025-0014").contains("no seal"),
        "the approvals before its rollback bear none"
    );
}

#[test]
fn no_verb_touches_a_record() {
    let portal = Portal::demo();
    edit(&portal, KEEPING);
    let records = |portal: &Portal| -> Vec<_> {
        let files = crate::harness::files(&portal.path("changes"));
        let read = |it: String| (fs::read(portal.path(&format!("changes/{it}"))).unwrap(), it);
        files.into_iter().map(read).collect()
    };
    let before = records(&portal);
    for line in [
        "check",
        "check --format json --output found.json",
        "build --out site",
        "explain GL407",
        "fix",
        "seal CHG-2025-0001",
    ] {
        portal.run(line);
        assert_eq!(records(&portal).len(), before.len(), "{line}");
        assert!(records(&portal) == before, "`{line}` wrote into a record");
    }
    // What is stored stands beside the record's texts, and they stay as they are.
    portal.run("seal CHG-2025-0001 --write").expect(0);
    let after = records(&portal);
    assert!(before.iter().all(|it| after.contains(it)));
    assert_eq!(after.len(), before.len() + 2);
}
