//! What is known: written down, reported apart, and only ever less.

use super::outcomes;
use crate::harness::Portal;

#[test]
fn what_is_written_down_as_known_does_not_fail_the_check() {
    let portal = Portal::fixture("proposals");
    insta::assert_snapshot!(portal.run("check --write-baseline known.yaml").expect(0), @r#"
    in the baseline:
      proposals/prop-0002.md:5:9 P-TALK: discussion is missing
      proposals/prop-0002.md:8:1 P-TWO: a core proposal became final with fewer than two implementations
      proposals/prop-0002.md:11:26 P-CALL: accepted on 2026-01-20, before the last call of 2026-01-26
      proposals/prop-0002.md:19:1 P-FORM: there is no section `Specification`

    0002: 4 in the baseline · final

    as of 2026-03-31, 2 changes with 0 documents: 2 compliant, 0 in progress, 0 non-compliant
    0 errors, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 4 in the baseline, 0 not due yet
    before waivers and baseline: 1 compliant, 0 in progress, 1 non-compliant; 3 errors, 1 warning, 0 remarks
    5 of 5 rules applied to at least one change
    ---- stderr
    known.yaml is written: known violations 4, of these new 4; gone 0
    ---- exit 0
    "#);
    insta::assert_snapshot!(portal.read("known.yaml"), @r#"
    # Violations that are known. `changebook check --baseline FILE` reports them apart, and they do not fail it.
    # The list only shrinks: add `--write-baseline FILE` to drop what has been mended.
    schema: changebook/baseline/1
    known:
      - change: "0002"
        rule: P-CALL
        place: event.accepted
        severity: error
        reasons: [default]
        message: "accepted on 2026-01-20, before the last call of 2026-01-26"
      - change: "0002"
        rule: P-FORM
        place: "proposal # Specification"
        severity: error
        reasons: [heading]
        message: "there is no section `Specification`"
      - change: "0002"
        rule: P-TALK
        place: proposal.discussion
        severity: error
        reasons: [default, proposal.discussion]
        message: "discussion is missing"
      - change: "0002"
        rule: P-TWO
        place: proposal.implementations
        severity: warning
        reasons: [default]
        message: "a core proposal became final with fewer than two implementations"
    "#);
    let again = portal
        .run("check --baseline known.yaml --format json")
        .expect(0);
    assert_eq!(again.json()["summary"]["baseline"], 4);
    assert_eq!(again.json()["summary"]["errors"], 0);
    assert_eq!(again.json()["summary"]["errors_before"], 3);
    assert_eq!(again.json()["summary"]["non_compliant"], 0);
    assert_eq!(again.json()["summary"]["non_compliant_before"], 1);
    assert_eq!(again.json()["findings"][0]["severity"], "error");
}

#[test]
fn entry_of_the_baseline_survives_moved_lines() {
    let portal = Portal::fixture("proposals");
    portal.run("check --write-baseline known.yaml");
    portal.change(
        "proposals/prop-0002.md",
        "---\nnumber",
        "---\n# moved\n\nnumber",
    );
    portal.run("check --baseline known.yaml").expect(0);
}

#[test]
fn what_is_not_in_the_baseline_fails_the_check() {
    let portal = Portal::fixture("proposals");
    portal.run("check --write-baseline known.yaml");
    portal.change("proposals/prop-0001.md", "## Specification", "## Sketch");
    let ran = portal
        .run("check --baseline known.yaml --format json")
        .expect(1);
    let open: Vec<_> = outcomes(&ran);
    let open: Vec<_> = open.iter().filter(|it| it.ends_with("violated")).collect();
    assert_eq!(open, ["P-FORM violated"]);
}

#[test]
fn what_is_mended_leaves_the_baseline_and_nothing_joins_it_by_itself() {
    let portal = Portal::fixture("proposals");
    portal.run("check --write-baseline known.yaml");
    portal.change("proposals/prop-0002.md", "[wick]", "[wick, glim]");
    portal.change("proposals/prop-0001.md", "## Specification", "## Sketch");
    let ran = portal.run("check --baseline known.yaml");
    insta::assert_snapshot!(ran.expect(1), @r#"
    warning[baseline-unused]: P-TWO is no longer violated at 0002 · proposal.implementations
      --> known.yaml:23:5
       |
    23 |   - change: "0002"
       |     ^^^^^^^^^^^^^^
       |
    help: remove the entry, or run `changebook check` with `--baseline` and `--write-baseline`, which
          drops what has been mended

    error[P-FORM]: there is no section `Specification`
      --> proposals/prop-0001.md:20:1
       |
    20 | ## Motivation
       | ^^^^^^^^^^^^^
       |
    note: required by rule P-FORM: a proposal has its form
      --> procedure/rules/all.yaml:11:7
       = clause: PP-1 A proposal is one file with a preamble.
    help: write what is missing
    fix: insert the empty section `## Specification`
       |
    23 + ## Specification
       |

    in the baseline:
      proposals/prop-0002.md:5:9 P-TALK: discussion is missing
      proposals/prop-0002.md:11:26 P-CALL: accepted on 2026-01-20, before the last call of 2026-01-26
      proposals/prop-0002.md:19:1 P-FORM: there is no section `Specification`

    0001: 1 error · final
    0002: 1 warning, 3 in the baseline · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 1 warning, 0 remarks; 0 indeterminate, 0 waived, 3 in the baseline, 0 not due yet
    before waivers and baseline: 0 compliant, 0 in progress, 2 non-compliant; 4 errors, 0 warnings, 0 remarks
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain P-FORM` tells why, and what to write
    ---- exit 1
    "#);

    let before = portal.read("known.yaml");
    let ran = portal.run("check --baseline known.yaml --write-baseline known.yaml --quiet");
    assert_eq!(ran.code, 1, "what is new is not written: {ran}");
    let after = portal.read("known.yaml");
    assert!(
        before.contains("P-TWO") && !after.contains("P-TWO"),
        "{after}"
    );
    assert!(!after.contains("\"0001\""), "{after}");
    let gone = before
        .split_once("  - change: \"0002\"\n    rule: P-TWO\n")
        .unwrap();
    assert_eq!(gone.0, after, "only the entry went");
}

#[test]
fn baseline_that_is_written_twice_is_the_same() {
    let portal = Portal::fixture("proposals");
    portal.run("check --write-baseline known.yaml");
    let first = portal.read("known.yaml");
    portal.run("check --write-baseline known.yaml --lang zh-CN");
    assert_eq!(portal.read("known.yaml"), first);
}

#[test]
fn what_cannot_be_decided_is_never_known() {
    let portal = Portal::demo();
    portal.run("check --write-baseline known.yaml --quiet");
    assert!(!portal.read("known.yaml").contains("GL406"));
    let ran = portal.run("check --baseline known.yaml --format json");
    assert_eq!(ran.json()["summary"]["indeterminate"], 1);
}

#[test]
fn what_is_waived_is_not_written_down_as_known() {
    let portal = Portal::demo();
    portal.run("check --write-baseline known.yaml --quiet");
    assert!(!portal.read("known.yaml").contains("CHG-2025-0020"));
    assert!(portal.read("known.yaml").contains("CHG-2025-0018"));
}

#[test]
fn record_that_cannot_be_read_keeps_its_entries() {
    let portal = Portal::fixture("proposals");
    portal.run("check --write-baseline known.yaml");
    portal.change("proposals/prop-0002.md", "status: final", "status: [final");
    let before = portal.read("known.yaml");
    let both = "check --baseline known.yaml --write-baseline known.yaml";
    portal.run(both).expect(1);
    assert_eq!(portal.read("known.yaml"), before);
}

#[test]
fn baseline_beside_the_portal_has_places_too() {
    let portal = Portal::empty().file(
        "ci/known.yaml",
        "schema: changebook/baseline/1\nknown:\n  - rule: P-TWO\n    change: '0009'\n",
    );
    let portal = [
        "changebook.yaml",
        "procedure/procedure.yaml",
        "procedure/policy.yaml",
    ]
    .iter()
    .chain(&["procedure/rules/all.yaml", "procedure/clauses/process.md"])
    .chain(&["proposals/prop-0001.md"])
    .fold(portal, |portal, path| {
        let text = Portal::fixture("proposals").read(path);
        portal.file(&format!("content/{path}"), &text)
    });
    insta::assert_snapshot!(portal.run("check --baseline ci/known.yaml"), @"
    warning[baseline-unused]: P-TWO is no longer violated at 0009
     --> ci/known.yaml:3:5
      |
    3 |   - rule: P-TWO
      |     ^^^^^^^^^^^
      |
    help: remove the entry, or run `changebook check` with `--baseline` and `--write-baseline`, which
          drops what has been mended

    as of 2026-03-31, 1 change with 0 documents: 1 compliant, 0 in progress, 0 non-compliant
    0 errors, 1 warning, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain baseline-unused` tells why, and what to write
    ---- exit 0
    ");
}

#[test]
fn baseline_that_cannot_be_read_is_told_with_its_place() {
    let portal = Portal::fixture("proposals")
        .file(
            "broken.yaml",
            "schema: changebook/baseline/1\nknown:\n  - {rule: [x}\n",
        )
        .file("other.yaml", "title: mine\n")
        .file(
            "entry.yaml",
            "schema: changebook/baseline/1\nknown:\n  - rule: P-TWO\n    count: many\n",
        );
    insta::assert_snapshot!(portal.run("check --baseline broken.yaml").expect(2), @"
    ---- stderr
    error: broken.yaml cannot be read as a baseline
      broken.yaml:3:12: this is not YAML from here on; the keys above are read, those below may be missing
    help: mend it at the places above, or remove it and write a new one with `--write-baseline`
    ---- exit 2
    ");
    insta::assert_snapshot!(portal.run("check --baseline other.yaml").expect(2), @"
    ---- stderr
    error: other.yaml cannot be read as a baseline
      other.yaml:1:1: its first line is not `schema: changebook/baseline/1`
    help: mend it at the places above, or remove it and write a new one with `--write-baseline`
    ---- exit 2
    ");
    insta::assert_snapshot!(portal.run("check --baseline entry.yaml --lang zh-CN").expect(2), @"
    ---- stderr
    错误: entry.yaml 无法作为基线读取
      entry.yaml:3:5: 条目至少要写 `rule`，`count` 要是从 1 开始的数字
    建议: 改好上面所列的位置，或者删除它，再用 `--write-baseline` 重新写一份
    ---- exit 2
    ");
    insta::assert_snapshot!(portal.run("check --baseline none.yaml").expect(2), @"
    ---- stderr
    error: there is no baseline none.yaml
    help: write one with `--write-baseline FILE`, and put it under version control
    ---- exit 2
    ");
    insta::assert_snapshot!(portal.run("check --write-baseline other.yaml").expect(2), @"
    ---- stderr
    error: other.yaml is no baseline, so it is not overwritten
    help: name another file with `--write-baseline`
    ---- exit 2
    ");
    assert_eq!(portal.read("other.yaml"), "title: mine\n");
}

#[test]
fn view_of_the_past_is_no_baseline() {
    let portal = Portal::fixture("proposals");
    let ran = portal.run("check --as-of 2026-02-01 --write-baseline known.yaml");
    insta::assert_snapshot!(ran.expect(2), @"
    ---- stderr
    error: a baseline says what is violated today, not at an earlier date
    help: leave out `--as-of`, or `--write-baseline`
    ---- exit 2
    ");
    assert!(!portal.path("known.yaml").exists());
}
