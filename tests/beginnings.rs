//! A portal on its first days: without a change, with one, without git, with half a history.

use std::fs;

use regex::Regex;

use crate::harness::{Portal, Ran, changebook, copy, files};

/// The demonstration before its first change.
fn empty() -> Portal {
    let portal = Portal::demo();
    fs::remove_dir_all(portal.path("changes")).unwrap();
    portal.without("registers/waivers.yaml")
}

/// Its pages, as they are published.
fn build(portal: &Portal) -> Vec<(String, String)> {
    let ran: Ran = portal.run("build --quiet --fail-on never --out site");
    ran.expect(0);
    let pages = files(&portal.path("site")).into_iter();
    let pages = pages.filter(|it| it.strip_suffix(".html").is_some());
    pages
        .map(|it| (it.clone(), portal.read(&format!("site/{it}"))))
        .collect()
}

/// Lists and tables that hold nothing, though a page shows them.
fn hollow(pages: &[(String, String)]) -> Vec<String> {
    // What a script fills stands in parts that are hidden without it.
    let filled =
        Regex::new(r#"(?s)<section class="found".*?</section>|<div class="hits".*?</div>"#);
    let filled = filled.unwrap();
    let none = Regex::new(r"<(tbody|ul|ol|dl|nav)[^>]*>\s*</(tbody|ul|ol|dl|nav)>").unwrap();
    let mut found = Vec::new();
    for (path, text) in pages {
        let main = text.split("<main").nth(1).unwrap();
        let main = filled.replace_all(main, "");
        if let Some(hit) = none.find(&main) {
            found.push(format!("{path}: {}", hit.as_str()));
        }
    }
    found
}

fn page<'p>(pages: &'p [(String, String)], path: &str) -> &'p str {
    let found = pages.iter().find(|it| it.0 == path);
    &found.unwrap_or_else(|| panic!("no {path}")).1
}

#[test]
fn portal_without_a_change_says_what_to_do_first_and_shows_no_hollow_list() {
    let pages = build(&empty());
    let home = page(&pages, "en/index.html");
    assert!(home.contains("This portal has no changes yet."), "{home}");
    let steps = home.split("class=\"steps\"").nth(1).unwrap();
    let steps = steps.split("</ol>").next().unwrap();
    assert_eq!(steps.matches("<li>").count(), 3, "{steps}");
    assert!(steps.contains("changebook new change TITLE"), "{steps}");
    for (path, said) in [
        ("en/todo/index.html", "Nothing waits."),
        ("en/changes/index.html", "No changes yet"),
        ("en/compliance/index.html", "No changes yet"),
        (
            "en/compliance/statistics/index.html",
            "No change has left a state yet",
        ),
        ("en/compliance/waivers/index.html", "There are no waivers"),
        ("en/systems/gateway/index.html", "There is no change yet"),
        (
            "en/people/pm.lin/index.html",
            "Nothing waits for this person",
        ),
        ("en/roles/tester/index.html", "Nothing waits"),
    ] {
        assert!(page(&pages, path).contains(said), "{path}: {said}");
    }
    assert_eq!(hollow(&pages), [""; 0]);
    for (path, text) in &pages {
        assert_eq!(crate::html::faults(text), [""; 0], "{path}");
    }
}

#[test]
fn portal_with_one_change_shows_no_hollow_list() {
    let portal = empty();
    let from = crate::harness::repository().join("content/changes/CHG-2026-0014");
    let to = portal.path("changes/CHG-2026-0014");
    fs::create_dir_all(&to).unwrap();
    copy(&from, &to);
    let pages = build(&portal);
    assert!(page(&pages, "en/index.html").contains("CHG-2026-0014"));
    assert_eq!(hollow(&pages), [""; 0]);
}

#[test]
fn dates_of_edits_are_unknown_without_git_and_with_half_a_history() {
    let portal = Portal::demo();
    let dossier = "en/changes/chg-2025-0014/index.html";
    let pages = build(&portal);
    let said = "this portal is not kept in a git repository";
    assert!(page(&pages, dossier).contains(said));

    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=Lin", "-c", "user.email=lin@example.com"]);
        let output = command.args(args).current_dir(portal.root()).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    fs::remove_dir_all(portal.path("site")).unwrap();
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "First records"]);
    git(&["commit", "--quiet", "--allow-empty", "-m", "Nothing"]);
    let pages = build(&portal);
    assert!(page(&pages, dossier).contains("First records"));

    let clone = tempfile::tempdir().unwrap();
    let to = clone.path().join("portal");
    let from = format!("file://{}", portal.root().display());
    git(&[
        "clone",
        "--quiet",
        "--depth",
        "1",
        &from,
        to.to_str().unwrap(),
    ]);
    let ran = changebook(&to)
        .args(["build", "--quiet", "--fail-on", "never", "--out", "site"])
        .status();
    assert!(ran.unwrap().success());
    let text = fs::read_to_string(to.join("site").join(dossier)).unwrap();
    assert!(text.contains("only the newest part of its history (a shallow clone)"));
    assert!(!text.contains("First records") && !text.contains("Nothing ("));
}
