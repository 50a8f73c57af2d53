//! What `build` leaves on the disk, and how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::harness::{Portal, changebook, files};

#[test]
fn second_build_of_one_portal_writes_nothing_and_has_the_same_bytes() {
    let portal = Portal::demo();
    portal.run("build").expect(0);
    let before = state(&portal.path("site"));
    portal.run("build").expect(0);
    assert!(
        before == state(&portal.path("site")),
        "something was written"
    );
    portal.run("build --out again").expect(0);
    let bytes = |of: BTreeMap<String, (SystemTime, Vec<u8>)>| {
        let all = of.into_iter().map(|(path, (_, bytes))| (path, bytes));
        all.collect::<BTreeMap<_, _>>()
    };
    let [first, again] = ["site", "again"].map(|it| bytes(state(&portal.path(it))));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        again.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &first {
        assert!(again[path] == *bytes, "{path} differs");
    }
}

#[test]
fn portal_with_errors_is_published_whole_and_fails() {
    let portal = Portal::fixture("proposals");
    portal.run("build").expect(1);
    assert!(portal.path("site/changes/0002/index.html").is_file());
    assert!(portal.path("site/rules/p-call/index.html").is_file());
}

#[test]
fn severity_that_fails_a_run_can_be_chosen() {
    let portal = Portal::fixture("proposals");
    portal.run("check --fail-on never").expect(0);
    let portal = portal.without("proposals/prop-0002.md");
    portal.run("check --fail-on warning").expect(0);
    portal.change(
        "proposals/prop-0001.md",
        "implementations: [wick, ember]",
        "implementations: [wick]",
    );
    portal.run("check").expect(0);
    portal.run("check --fail-on warning").expect(1);
    portal.run("build --fail-on warning").expect(1);
}

#[test]
fn portal_that_cannot_be_judged_keeps_its_last_site() {
    let portal = Portal::fixture("proposals").without("proposals/prop-0002.md");
    portal.run("build").expect(0);
    let before = state(&portal.path("site"));
    let portal = portal.file("procedure/procedure.yaml", "records: [\n");
    insta::assert_snapshot!(portal.run("build").expect(2), @"
    ---- stderr
    error: nothing can be judged by this procedure before it is mended
      procedure/procedure.yaml:1:10: this is not YAML from here on; the keys above are read, those below may be missing
    help: mend `procedure/procedure.yaml` at the places above, then run again
    ---- exit 2
    ");
    assert!(before == state(&portal.path("site")));
}

#[test]
fn template_that_cannot_be_rendered_keeps_the_last_site() {
    let portal = Portal::fixture("proposals").without("proposals/prop-0002.md");
    portal.run("build").expect(0);
    let before = state(&portal.path("site"));
    let portal = portal
        .file(
            "themes/ours/templates/rule.html",
            "<p>\n{{ rool.title }}\n</p>\n",
        )
        .file("themes/ours/theme.yaml", "contract: 1\n");
    portal.change("changebook.yaml", "as_of:", "theme: ours\nas_of:");
    insta::assert_snapshot!(portal.run("build").expect(2), @"
    ---- stderr
    as of 2026-03-31, 1 change with 0 documents: 1 compliant, 0 in progress, 0 non-compliant
    0 errors, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    error: cannot render the template rule.html:2 at `rool` for the page /rules/p-call/
      Variable `rool` is not defined. Available variables: asset, it, page, ui
    help: mend the template; a file of your own in `themes/` takes the place of the built-in one of the same name
    ---- exit 2
    ");
    assert!(before == state(&portal.path("site")));
}

#[test]
fn theme_that_names_no_contract_is_refused() {
    let portal = Portal::fixture("proposals").file("themes/ours/theme.yaml", "name: ours\n");
    portal.change("changebook.yaml", "as_of:", "theme: ours\nas_of:");
    insta::assert_snapshot!(portal.run("build --quiet").expect(2), @"
    ---- stderr
    error: cannot render the template theme.yaml:1
      `contract:` is missing; this version has contract 1
    help: mend the template; a file of your own in `themes/` takes the place of the built-in one of the same name
    ---- exit 2
    ");
}

#[test]
fn theme_replaces_one_file_and_leaves_the_others() {
    let portal = Portal::fixture("proposals")
        .file("themes/ours/theme.yaml", "contract: 1\n")
        .file("themes/ours/static/site.css", "body { color: teal }\n");
    portal.change("changebook.yaml", "as_of:", "theme: ours\nas_of:");
    portal.run("build --fail-on never").expect(0);
    let assets = files(&portal.path("site/assets"));
    let style = assets.iter().find(|it| it.contains(".css")).unwrap();
    assert_eq!(
        portal.read(&format!("site/assets/{style}")),
        "body { color: teal }\n"
    );
    let page = portal.read("site/rules/p-call/index.html");
    assert!(page.contains(style), "{page}");
    assert!(page.contains("the last call comes before the acceptance"));
}

#[test]
fn folder_of_somebody_else_is_refused() {
    let home = Portal::empty().file("thesis/chapter-1.doc", "years of work");
    let portal = Portal::fixture("proposals");
    let portal = portal.root().to_str().unwrap();
    let ran = home.run_args(&["build", "--fail-on", "never", "--out", "thesis", portal]);
    insta::assert_snapshot!(ran.expect(2), @r#"
    ---- stderr
    0002: 3 errors, 1 warning · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    3 errors, 1 warning, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain P-TALK` tells why, and what to write
    error: [ROOT]/thesis was not made by changebook: it holds `chapter-1.doc`
    help: choose an empty or a new folder with `--out`, or empty this one yourself
    ---- exit 2
    "#);
    assert_eq!(files(&home.path("thesis")), ["chapter-1.doc"]);
}

#[test]
fn folder_of_the_records_is_refused() {
    let portal = Portal::fixture("proposals");
    let before = files(portal.root());
    insta::assert_snapshot!(portal.run("build --out proposals").expect(2), @r#"
    ---- stderr
    error: the site cannot be written to [ROOT]/proposals, because the portal itself is there
    help: choose another folder with `--out`
    ---- exit 2
    "#);
    insta::assert_snapshot!(portal.run("build --out .").expect(2), @r#"
    ---- stderr
    error: the site cannot be written to [ROOT], because the portal itself is there
    help: choose another folder with `--out`
    ---- exit 2
    "#);
    assert_eq!(files(portal.root()), before);
}

#[test]
fn file_of_somebody_else_in_the_site_stays() {
    let portal = Portal::fixture("proposals").without("proposals/prop-0002.md");
    portal.run("build").expect(0);
    let portal = portal.file("site/CNAME", "proposals.example.org\n");
    portal.change("proposals/prop-0001.md", "name: Signed", "name: Sealed");
    portal.run("build").expect(0);
    assert_eq!(portal.read("site/CNAME"), "proposals.example.org\n");
    assert!(
        portal
            .read("site/changes/0001/index.html")
            .contains("Sealed")
    );
}

#[test]
fn page_of_a_record_that_is_gone_is_removed() {
    let portal = Portal::fixture("proposals");
    portal.run("build --fail-on never").expect(0);
    let portal = portal.without("proposals/prop-0002.md");
    portal.run("build").expect(0);
    assert!(!portal.path("site/changes/0002").exists());
}

#[test]
fn build_that_is_killed_leaves_a_whole_site() {
    let portal = Portal::demo();
    portal.run("build").expect(0);
    let before = files(&portal.path("site"));
    let pinned = portal.read("changebook.yaml");
    for (day, pause) in [(11, 5), (12, 30), (13, 100), (14, 300), (15, 900)] {
        // Another day changes every page.
        let other = pinned.replace("as_of: 2026-06-30", &format!("as_of: 2026-06-{day}"));
        assert_ne!(other, pinned);
        fs::write(portal.path("changebook.yaml"), other).unwrap();
        let mut child = changebook(portal.root())
            .args(["build", "--quiet", "--fail-on", "never"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(pause));
        // It may have ended by itself; then there is nothing to kill.
        let _ = child.kill();
        child.wait().unwrap();
        let site = files(&portal.path("site"));
        let lost: Vec<_> = before.iter().filter(|it| !site.contains(it)).collect();
        assert!(lost.is_empty(), "after {pause} ms: {lost:?}");
    }
    let portal = portal.file("changebook.yaml", &pinned);
    portal.run("build").expect(0);
    assert_eq!(files(&portal.path("site")), before);
}

#[test]
fn view_of_the_past_leaves_out_what_came_later_and_says_so() {
    let portal = Portal::demo();
    let now = portal.run("check --format json").expect(0).json();
    let then = portal
        .run("check --format json --as-of 2025-12-31 --fail-on never")
        .expect(0)
        .json();
    assert_eq!(then["as_of"], "2025-12-31");
    let count = |it: &serde_json::Value| it["summary"]["changes"].as_u64().unwrap();
    assert!(count(&then) < count(&now));
    let later = |it: &&serde_json::Value| it["change"].as_str().is_some_and(|it| it > "CHG-2026");
    assert_eq!(
        then["findings"].as_array().unwrap().iter().find(later),
        None
    );
    portal
        .run("build --as-of 2025-12-31 --lang en --fail-on never")
        .expect(0);
    assert!(!portal.path("site/changes/chg-2026-0001").exists());
    assert!(portal.read("site/index.html").contains("2025-12-31"));
}

/// Every file with its time and its bytes.
fn state(folder: &Path) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let all = files(folder).into_iter().map(|path| {
        let file = folder.join(&path);
        let time = fs::metadata(&file).unwrap().modified().unwrap();
        (path, (time, fs::read(file).unwrap()))
    });
    all.collect()
}
