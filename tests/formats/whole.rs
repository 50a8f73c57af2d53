//! The whole output of each format: Chinese, emoji, two ends, a fix, an address.

use crate::harness::Portal;

const RECORD: &str = "\
---
number: 0003
name: '🚀 上线, 换库: 100%'
category: meta
status: final
created: 2026/1/5
authors: [林]
discussion: https://forum.example.org/t/12
implementations: [wick]
log:
  - {by: 林🚀, type: accepted, at: 2026-01-20}
  - {by: 林🚀, type: last_call, at: 2026-01-26}
---
# 上线

## Abstract
一。

## Motivation
二。

## Specification
三。
";

fn portal() -> Portal {
    let portal = Portal::fixture("proposals")
        .without("proposals/prop-0002.md")
        .file("proposals/prop-0003.md", RECORD);
    portal.change(
        "changebook.yaml",
        "time_zone: UTC\n",
        "time_zone: UTC\naddress: https://lantern.example/\n",
    );
    portal
}

fn printed(format: &str) -> String {
    portal()
        .run(&format!("check --format {format}"))
        .expect(1)
        .to_string()
        .replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}

#[test]
fn short() {
    insta::assert_snapshot!(printed("short"), @"
    proposals/prop-0003.md:4:11: error[unknown-value] `meta` is none of the values of `category`
    proposals/prop-0003.md:6:10: info[date-form] `2026/1/5` is understood; `2026-01-05` is the form that sorts and compares everywhere
    proposals/prop-0003.md:11:34: error[P-CALL] accepted on 2026-01-20, before the last call of 2026-01-26
    ---- exit 1
    ");
}

#[test]
fn github() {
    insta::assert_snapshot!(printed("github"), @"
    ::error file=proposals/prop-0003.md,line=4,endLine=4,col=11,endColumn=15,title=unknown-value An unknown value::`meta` is none of the values of `category`%0Ahelp: write one of: core, interface, process
    ::notice file=proposals/prop-0003.md,line=6,endLine=6,col=10,endColumn=18,title=date-form A date in another form::`2026/1/5` is understood; `2026-01-05` is the form that sorts and compares everywhere%0Afix: write `2026-01-05`
    ::error file=proposals/prop-0003.md,line=11,endLine=11,col=34,endColumn=44,title=P-CALL the last call comes before the acceptance::accepted on 2026-01-20, before the last call of 2026-01-26%0Aproposals/prop-0003.md:12:35: last call%0Ahelp: the working group must see a last call before it accepts%0Ahttps://lantern.example/rules/p-call/
    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    2 errors, 0 warnings, 1 remark; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain unknown-value` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(printed("gitlab"), @r#"
    [
      {
        "description": "unknown-value: `meta` is none of the values of `category`",
        "check_name": "unknown-value",
        "fingerprint": "53a139ef1295f899f6abea84b32617a5",
        "severity": "major",
        "location": {
          "path": "proposals/prop-0003.md",
          "lines": {
            "begin": 4,
            "end": 4
          }
        }
      },
      {
        "description": "date-form: `2026/1/5` is understood; `2026-01-05` is the form that sorts and compares everywhere",
        "check_name": "date-form",
        "fingerprint": "6820036282fb13f8c3be679d6fb94b79",
        "severity": "info",
        "location": {
          "path": "proposals/prop-0003.md",
          "lines": {
            "begin": 6,
            "end": 6
          }
        }
      },
      {
        "description": "P-CALL: accepted on 2026-01-20, before the last call of 2026-01-26 (https://lantern.example/rules/p-call/)",
        "check_name": "P-CALL",
        "fingerprint": "2a17da61f365fbf853f91f71d317dcbe",
        "severity": "major",
        "location": {
          "path": "proposals/prop-0003.md",
          "lines": {
            "begin": 11,
            "end": 11
          }
        }
      }
    ]
    ---- exit 1
    "#);
}

#[test]
fn rdjson() {
    insta::assert_snapshot!(printed("rdjson"));
}

#[test]
fn junit() {
    insta::assert_snapshot!(printed("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite name="0001" package="changebook" id="0" tests="5" failures="0" errors="0" skipped="0" hostname="localhost" timestamp="2026-03-31T23:59:59" time="0">
        <properties/>
        <testcase classname="0001" name="P-CALL the last call comes before the acceptance" time="0"/>
        <testcase classname="0001" name="P-FORM a proposal has its form" time="0"/>
        <testcase classname="0001" name="P-ID the number of a proposal is its own" time="0"/>
        <testcase classname="0001" name="P-TALK a proposal in review is discussed in public" time="0"/>
        <testcase classname="0001" name="P-TWO a core proposal has two implementations" time="0"/>
        <system-out/>
        <system-err/>
      </testsuite>
      <testsuite name="0003" package="changebook" id="1" tests="6" failures="2" errors="0" skipped="1" hostname="localhost" timestamp="2026-03-31T23:59:59" time="0">
        <properties/>
        <testcase classname="0003" name="P-CALL the last call comes before the acceptance" time="0"><failure type="P-CALL" message="accepted on 2026-01-20, before the last call of 2026-01-26">proposals/prop-0003.md:11:34: accepted on 2026-01-20, before the last call of 2026-01-26
    help: the working group must see a last call before it accepts</failure></testcase>
        <testcase classname="0003" name="P-FORM a proposal has its form" time="0"/>
        <testcase classname="0003" name="P-ID the number of a proposal is its own" time="0"/>
        <testcase classname="0003" name="P-TALK a proposal in review is discussed in public" time="0"/>
        <testcase classname="0003" name="date-form A date in another form" time="0"><skipped message="info: `2026/1/5` is understood; `2026-01-05` is the form that sorts and compares everywhere">proposals/prop-0003.md:6:10: `2026/1/5` is understood; `2026-01-05` is the form that sorts and compares everywhere
    fix: write `2026-01-05`</skipped></testcase>
        <testcase classname="0003" name="unknown-value An unknown value" time="0"><failure type="unknown-value" message="`meta` is none of the values of `category`">proposals/prop-0003.md:4:11: `meta` is none of the values of `category`
    help: write one of: core, interface, process</failure></testcase>
        <system-out/>
        <system-err/>
      </testsuite>
    </testsuites>
    ---- exit 1
    "#);
}

#[test]
fn sarif() {
    insta::assert_snapshot!(printed("sarif"));
}

#[test]
fn clean_run_is_an_empty_list_and_not_an_empty_file() {
    let portal = Portal::fixture("proposals").without("proposals/prop-0002.md");
    let printed = |format: &str| portal.run(&format!("check --format {format}")).expect(0);
    assert_eq!(printed("gitlab").stdout, "[]\n");
    assert_eq!(printed("short").stdout, "");
    assert_eq!(
        printed("rdjson").json()["diagnostics"],
        serde_json::json!([])
    );
    assert_eq!(
        printed("sarif").json()["runs"][0]["results"],
        serde_json::json!([])
    );
    assert!(!printed("junit").stdout.contains("<failure"));
}
