//! A new portal: what is written, that it is in order now and later, and that nothing is overwritten.

use std::fs;

use crate::harness::{Portal, files};

#[test]
fn new_portal_is_clean_in_both_languages_now_and_in_a_year() {
    for lang in ["zh-CN", "en"] {
        for minimal in ["", "--minimal"] {
            let portal = Portal::empty();
            portal
                .run(&format!("init new --lang {lang} {minimal}"))
                .expect(0);
            for when in ["", "--as-of 2028-01-01"] {
                let ran = portal.run(&format!("check new --fail-on warning --lang en {when}"));
                let ran = ran.expect(0);
                assert!(
                    ran.stdout.contains("0 errors, 0 warnings, 0 remarks"),
                    "{ran}"
                );
            }
            assert!(!portal.read("new/changebook.yaml").contains("\nas_of"));
        }
    }
}

#[test]
fn new_portal_has_a_closed_change_and_one_before_any_date_can_be_missed() {
    for lang in ["zh-CN", "en"] {
        let portal = Portal::empty();
        portal.run(&format!("init --lang {lang}")).expect(0);
        let ran = portal.run("check --lang en").expect(0);
        assert!(ran.stdout.contains("2 changes"), "{ran}");
        assert!(
            ran.stdout
                .contains("1 compliant, 1 in progress, 0 non-compliant"),
            "{ran}"
        );
        let status = portal.run("status --lang en --as-of 2028-01-01").expect(0);
        assert!(!status.stdout.contains("overdue"), "{status}");
    }
}

#[test]
fn words_of_the_run_and_files_of_the_portal() {
    let portal = Portal::empty();
    insta::assert_snapshot!(portal.run("init changes --lang en"), @r#"
    changes/changebook.yaml
    ---- stderr
    a new portal with 68 files
    go there with `cd changes`, then
    - `changebook check` holds it against its procedure
    - `changebook serve --open` shows it in a browser
    - `changebook new change "TITLE"` begins a change of your own
    - begin with `changebook.yaml`, `registers/people.yaml` and `registers/systems.yaml`: what stands there is invented
    ---- exit 0
    "#);
    let outside = |it: &&String| !it.starts_with("changes/procedure/");
    let all = files(portal.root());
    let shown: Vec<_> = all.iter().filter(outside).map(String::as_str).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    changes/.github/workflows/changebook.yml
    changes/.gitignore
    changes/.gitlab-ci.yml
    changes/.vscode/extensions.json
    changes/.vscode/settings.json
    changes/changebook.yaml
    changes/changes/CHG-2025-0003/03-test-report.md
    changes/changes/CHG-2025-0003/04-change-request.md
    changes/changes/CHG-2025-0003/05-review-sheet.md
    changes/changes/CHG-2025-0003/06-golive-plan.md
    changes/changes/CHG-2025-0003/change.md
    changes/changes/CHG-2026-0001/change.md
    changes/pages/contacts.en.md
    changes/pages/contacts.zh-CN.md
    changes/pages/guide.en.md
    changes/pages/guide.zh-CN.md
    changes/registers/calendar.yaml
    changes/registers/people.yaml
    changes/registers/systems.yaml
    changes/registers/waivers.yaml
    changes/schemas/calendar.json
    changes/schemas/clauses.json
    changes/schemas/configuration.json
    changes/schemas/document-type.json
    changes/schemas/page.json
    changes/schemas/people.json
    changes/schemas/policy.json
    changes/schemas/procedure.json
    changes/schemas/rules.json
    changes/schemas/systems.json
    changes/schemas/waivers.json
    changes/templates/01-fault-report.md
    changes/templates/02-fix-plan.md
    changes/templates/03-test-report.md
    changes/templates/04-change-request.md
    changes/templates/05-review-sheet.md
    changes/templates/06-golive-plan.md
    changes/templates/change.md
    "#);
}

#[test]
fn minimal_portal_has_nothing_that_can_be_done_without() {
    let portal = Portal::empty();
    portal.run("init --minimal -q").expect(0);
    for file in files(portal.root()) {
        let is_needed = [
            "procedure/",
            "registers/",
            "templates/",
            ".gitignore",
            "changebook.yaml",
        ];
        assert!(is_needed.iter().any(|it| file.starts_with(it)), "{file}");
    }
}

#[test]
fn everything_in_the_way_is_named_and_nothing_is_written() {
    let portal = Portal::empty()
        .file("registers/people.yaml", "mine\n")
        .file("templates", "a file\n");
    insta::assert_snapshot!(portal.run("init --lang en"), @r#"
    ---- stderr
    error: these files are in the way, and nothing was written
      registers/people.yaml
      templates
    help: move them away, or choose another folder with `changebook init DIR`
    ---- exit 2
    "#);
    assert_eq!(files(portal.root()), ["registers/people.yaml", "templates"]);
    assert_eq!(
        fs::read_to_string(portal.path("registers/people.yaml")).unwrap(),
        "mine\n"
    );
}

#[test]
fn blanks_of_an_english_portal_have_english_headings() {
    let portal = Portal::empty();
    portal.run("init --lang en -q").expect(0);
    let blank = portal.read("templates/04-change-request.md");
    assert!(blank.contains("\n## Rollback\n"), "{blank}");
    assert!(!blank.contains("\n## 回退措施"), "{blank}");
}

#[test]
fn verb_without_a_portal_says_where_it_looked_and_how_to_begin_one() {
    let portal = Portal::empty();
    insta::assert_snapshot!(portal.run("status"), @r#"
    ---- stderr
    error: there is no portal in [ROOT] or above it
    help: go to the folder with `changebook.yaml`, name it with `--portal DIR`, or begin a new portal with `changebook init`
    ---- exit 2
    "#);
    insta::assert_snapshot!(portal.run("new change x --portal ."), @r#"
    ---- stderr
    error: . is not a portal: it has no `changebook.yaml`
    help: name the folder that holds `changebook.yaml`, or begin a portal there with `changebook init DIR`
    ---- exit 2
    "#);
}
