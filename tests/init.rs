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
    insta::assert_snapshot!(portal.run("init changes --lang en"), @"");
    let outside = |it: &&String| !it.starts_with("changes/procedure/");
    let all = files(portal.root());
    let shown: Vec<_> = all.iter().filter(outside).map(String::as_str).collect();
    insta::assert_snapshot!(shown.join("\n"), @"");
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
    insta::assert_snapshot!(portal.run("init --lang en"), @"");
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
    insta::assert_snapshot!(portal.run("status"), @"");
    insta::assert_snapshot!(portal.run("new change x --portal ."), @"");
}
