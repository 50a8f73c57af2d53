//! What was touched since a revision counts; everything else is context.

use super::{outcomes, repository};
use crate::harness::Portal;

#[test]
fn only_what_was_touched_since_a_revision_fails_the_check() {
    let portal = repository();
    insta::assert_snapshot!(portal.run("check --since main").expect(0), @"
    context, in what was not touched since main:
      proposals/prop-0002.md:5:9 P-TALK: discussion is missing
      proposals/prop-0002.md:8:1 P-TWO: a core proposal became final with fewer than two implementations
      proposals/prop-0002.md:11:26 P-CALL: accepted on 2026-01-20, before the last call of 2026-01-26
      proposals/prop-0002.md:19:1 P-FORM: there is no section `Specification`

    0002: 3 errors, 1 warning · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    3 errors, 1 warning, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    since main: 0 changes touched; findings that are about them: 0, for context only: 4
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain P-TALK` tells why, and what to write
    ---- exit 0
    ");
    portal.change("proposals/prop-0001.md", "## Specification", "## Sketch");
    let ran = portal.run("check --since main --format json").expect(1);
    let expected = [
        "P-FORM violated",
        "P-TALK violated context",
        "P-TWO violated context",
    ];
    let expected = [
        &expected[..],
        &["P-CALL violated context", "P-FORM violated context"],
    ]
    .concat();
    assert_eq!(outcomes(&ran), expected);
    assert_eq!(ran.json()["since"]["changes"], serde_json::json!(["0001"]));
    assert_eq!(
        ran.json()["summary"]["errors"],
        4,
        "the contract counts all"
    );
}

#[test]
fn changed_rule_touches_everything_and_says_so() {
    let portal = repository();
    let policy = portal.read("procedure/policy.yaml") + "# a remark\n";
    let portal = portal.file("procedure/policy.yaml", &policy);
    insta::assert_snapshot!(portal.run("check --since main --quiet --format json").expect(1).stderr, @"");
    let ran = portal.run("check --since main --format json").expect(1);
    insta::assert_snapshot!(ran.stderr, @"`procedure/policy.yaml` has changed since main, and it concerns every change: all findings count");
    assert_eq!(ran.json()["since"]["everything"], "procedure/policy.yaml");
}

#[test]
fn revision_that_nobody_knows_says_what_to_write() {
    insta::assert_snapshot!(repository().run("check --since mian").expect(2), @"
    ---- stderr
    error: git knows no revision `mian` here
    help: write a branch, a tag or a commit that `git log` shows, such as `origin/main` or `HEAD~1`
    ---- exit 2
    ");
    let portal = Portal::fixture("proposals");
    insta::assert_snapshot!(portal.run("check --since main").expect(2), @"
    ---- stderr
    error: [ROOT] lies in no git repository
    help: run it in a clone of the repository, or leave out what asks for the history, such as `--since`
    ---- exit 2
    ");
}
