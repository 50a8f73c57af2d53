//! Several reports in one run, and where their paths begin.

use std::fs;

use crate::harness::{Portal, changebook, files};

#[test]
fn several_reports_are_what_each_format_prints() {
    let portal = Portal::fixture("proposals");
    let [sarif, junit, short] = ["sarif", "junit", "short"]
        .map(|it| portal.run(&format!("check --format {it}")).expect(1).stdout);
    let line = "check --format short --report sarif:out.sarif --report junit:out.xml -o short.txt";
    let ran = portal.run(line).expect(1);
    assert_eq!(ran.stdout, "");
    assert_eq!(portal.read("out.sarif"), sarif);
    assert_eq!(portal.read("out.xml"), junit);
    assert_eq!(portal.read("short.txt"), short);
    let left = files(portal.root());
    assert!(
        !left.iter().any(|it| it.contains(".changebook-")),
        "{left:?}"
    );
}

#[test]
fn report_that_cannot_be_written_is_an_error_and_the_others_are_written() {
    let portal = Portal::fixture("proposals");
    let printed = portal.run("check --format short").stdout;
    let ran = portal.run("check --format short --report sarif:no/a.sarif --report short:b.txt");
    let ran = ran.expect(2);
    assert_eq!(ran.stdout, printed);
    assert_eq!(portal.read("b.txt"), printed);
    insta::assert_snapshot!(ran.stderr, @"
    error: cannot write no/a.sarif
      it does not exist
    help: see that the folder exists, that you may write there and that the disk has room, then run again
    ");
}

#[test]
fn two_reports_for_one_file_are_refused_before_anything_is_written() {
    let portal = Portal::fixture("proposals");
    for line in [
        "check --report json:a --report sarif:./a",
        "check -o a --report json:a",
        "check --write-baseline a --report json:a",
    ] {
        let ran = portal.run(line).expect(2);
        assert!(ran.stderr.contains("two reports"), "{}", ran.stderr);
        assert!(!portal.path("a").exists());
    }
    for line in ["check --report json", "check --report yaml:a"] {
        let ran = portal.run(line).expect(2);
        assert!(
            ran.stderr.contains("--report <FORMAT:FILE>"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn machines_know_files_from_the_root_of_the_repository_and_people_from_here() {
    let outer = Portal::empty().file(".git/HEAD", "ref: refs/heads/main\n");
    let inner = Portal::fixture("proposals");
    for path in files(inner.root()) {
        let target = outer.path(&format!("文 档/portal/{path}"));
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(inner.path(&path), target).unwrap();
    }
    let said = |format: &str| {
        let mut command = changebook(&outer.path("文 档/portal/proposals"));
        let output = command.args(["check", "--format", format]).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let from_root = "文 档/portal/proposals/prop-0002.md";
    assert!(said("short").starts_with("prop-0002.md:"));
    assert!(said("human").contains("--> prop-0002.md:"));
    assert!(said("github").contains(&format!("file={from_root},")));
    assert!(said("gitlab").contains(&format!("\"path\": \"{from_root}\"")));
    assert!(said("rdjson").contains(&format!("\"path\": \"{from_root}\"")));
    assert!(said("junit").contains(&format!(">{from_root}:")));
    let encoded = "\"uri\": \"%E6%96%87%20%E6%A1%A3/portal/proposals/prop-0002.md\"";
    assert!(said("sarif").contains(encoded));
    assert!(said("json").contains("\"path\": \"proposals/prop-0002.md\""));
}

#[test]
fn test_cases_fail_where_the_run_fails() {
    let portal = Portal::fixture("proposals");
    let failures = |line: &str| {
        let printed = portal.run(&format!("check --format junit {line}")).stdout;
        printed.matches("<failure").count()
    };
    let warnings = failures("--fail-on warning");
    assert!(warnings > failures("--fail-on error"));
    assert_eq!(failures("--fail-on never"), failures("--fail-on error"));
}
