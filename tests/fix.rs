//! `changebook fix`: what is mended, what is left alone, and that it is done once.

use std::fs;

use crate::harness::{Portal, files};

/// A proposal with slips in its keys, a value, its dates and its events.
const SLIPS: &str = "\
---
number: 0007   # the next free one
nmae: 'Soft light'
category: cors
status: finl
created: \"2025/11/3\"
authors: [Ada Okafor]
implementations: [ wick,ember ]
log:
  - {type: review_opened, at: 2025-11-20, by: Ines Falk}
  - {type: acepted, at: 2026年2月2日, by: Ines Falk}
---
# Soft light

## Abstract
Lanterns may be dimmed.

## Motivation
Bright ones blind.
";

fn slips() -> Portal {
    Portal::fixture("proposals").file("proposals/prop-0007.md", SLIPS)
}

#[test]
fn slips_are_mended_and_states_and_events_are_left_for_people() {
    let portal = slips();
    insta::assert_snapshot!(portal.run("fix"), @"
    proposals/prop-0002.md
      19:1 P-FORM: insert the empty section `## Specification`
    proposals/prop-0007.md
      3:1 unknown-key: write `name`
      4:11 unknown-value: write `core`
      6:10 date-form: write `2025-11-03`
      18:1 P-FORM: insert the empty section `## Specification`

    proposals/prop-0002.md:5:9: error[P-TALK] discussion is missing
    proposals/prop-0002.md:8:1: warning[P-TWO] a core proposal became final with fewer than two implementations
    proposals/prop-0002.md:11:26: error[P-CALL] accepted on 2026-01-20, before the last call of 2026-01-26
    proposals/prop-0002.md:22:1: error[P-FORM] section `Specification` is empty
    proposals/prop-0007.md:5:9: error[P-TALK] discussion is missing
    proposals/prop-0007.md:5:9: error[unknown-value] `finl` is none of the values of `status`; `final` is near
    proposals/prop-0007.md:11:12: error[unknown-value] `acepted` is none of the values of `type`; `accepted` is near
    proposals/prop-0007.md:21:1: error[P-FORM] section `Specification` is empty

    5 fixes in 2 files; left for people: 7 errors, 1 warning, 1 remark
    ---- exit 1
    ");
    insta::assert_snapshot!(portal.read("proposals/prop-0007.md"), @"
    ---
    number: 0007   # the next free one
    name: 'Soft light'
    category: core
    status: finl
    created: 2025-11-03
    authors: [Ada Okafor]
    implementations: [ wick,ember ]
    log:
      - {type: review_opened, at: 2025-11-20, by: Ines Falk}
      - {type: acepted, at: 2026年2月2日, by: Ines Falk}
    ---
    # Soft light

    ## Abstract
    Lanterns may be dimmed.

    ## Motivation
    Bright ones blind.

    ## Specification
    ");
}

#[test]
fn dry_run_prints_a_diff_and_writes_nothing() {
    let portal = slips();
    insta::assert_snapshot!(portal.run("fix --dry-run"), @r#"
    --- proposals/prop-0002.md
    +++ proposals/prop-0002.md
    @@ -18,3 +18,5 @@
     
     ## Motivation
     They take nine.
    +
    +## Specification
    --- proposals/prop-0007.md
    +++ proposals/prop-0007.md
    @@ -1,9 +1,9 @@
     ---
     number: 0007   # the next free one
    -nmae: 'Soft light'
    -category: cors
    +name: 'Soft light'
    +category: core
     status: finl
    -created: "2025/11/3"
    +created: 2025-11-03
     authors: [Ada Okafor]
     implementations: [ wick,ember ]
     log:
    @@ -17,3 +17,5 @@
     
     ## Motivation
     Bright ones blind.
    +
    +## Specification
    ---- stderr
    5 fixes in 2 files would be made, nothing was written; left for people: 7 errors, 1 warning, 1 remark
    ---- exit 1
    "#);
    assert_eq!(portal.read("proposals/prop-0007.md"), SLIPS);
}

#[test]
fn second_run_changes_nothing() {
    let portal = slips();
    portal.run("fix");
    let all = || -> Vec<_> {
        let paths = files(portal.root());
        paths
            .into_iter()
            .map(|it| (fs::read(portal.path(&it)).unwrap(), it))
            .collect()
    };
    let before = all();
    let again = portal.run("fix --quiet");
    assert_eq!(again.stdout, "");
    assert_eq!(all(), before);
}

#[test]
fn what_is_missing_is_offered_a_place_and_still_asked_for() {
    insta::assert_snapshot!(Portal::fixture("proposals").run("fix"), @r#"
    proposals/prop-0002.md
      19:1 P-FORM: insert the empty section `## Specification`

    proposals/prop-0002.md:5:9: error[P-TALK] discussion is missing
    proposals/prop-0002.md:8:1: warning[P-TWO] a core proposal became final with fewer than two implementations
    proposals/prop-0002.md:11:26: error[P-CALL] accepted on 2026-01-20, before the last call of 2026-01-26
    proposals/prop-0002.md:22:1: error[P-FORM] section `Specification` is empty

    1 fix in 1 file; left for people: 3 errors, 1 warning, 0 remarks
    ---- exit 1
    "#);
}

#[test]
fn demonstration_portal_has_nothing_to_fix() {
    let portal = Portal::demo();
    let ran = portal.run("fix --dry-run --quiet");
    assert_eq!(ran.stdout, "");
}

const REQUEST: &str = "changes/CHG-2025-0001/04-change-request.md";
const HEAD: &str = "changes/CHG-2025-0001/change.md";

/// Slips in the request, each once: what stands there, what is written instead, and the finding.
const MENDED: &[(&str, &str, &str)] = &[
    ("version_from: 3", "versoin_from: 3", "unknown-key"),
    ("trigger: defect", "trigger: defct", "unknown-value"),
    (
        "applied_at: 2025-01-13 09:20",
        "applied_at: ２０２５年1月13日 9：20",
        "date-form",
    ),
    (
        "planned_end: 2025-01-16 23:00",
        "planned_end: 2025/1/16 23:00",
        "date-form",
    ),
    (
        "[backend_core, data_update]",
        "[backend_core，data_update]",
        "full-width-markup",
    ),
    ("[对账]", "［对账］", "full-width-markup"),
    ("minutes: 0}", "minutes: ０}", "full-width-markup"),
    (
        "risk_level: medium",
        "risk_level: “medium”",
        "full-width-markup",
    ),
    (
        "{label: 导出差异样本, ref",
        "{label: 导出差异样本，ref",
        "full-width-markup",
    ),
    ("request_no: SQ", "request_no：SQ", "full-width-colon"),
    ("## 回退措施", "## 回退措旋", "GL103"),
];

/// Slips that touch what only people decide.
const LEFT: &[(&str, &str, &str)] = &[
    (HEAD, "  tester: qa.song", "  testr: qa.song"),
    (
        HEAD,
        "maintainer: [mt.he, mt.pan]",
        "maintainer: [mt.he，mt.pan]",
    ),
    (HEAD, "state: closed", "state: closd"),
    (HEAD, "{type: tested, at", "{type: tsted, at"),
    (HEAD, "at: 2025-01-06 08:35", "at: 2025/1/6 8:35"),
    (
        HEAD,
        "{type: reported, at: 2025-01-06 09:10",
        "{type: reported, at：2025-01-06 09:10",
    ),
    (REQUEST, "doc_status: final", "doc_status: finl"),
    (
        REQUEST,
        "planned_start: 2025-01-16 20:00",
        "planned_start: 20250116 20:00",
    ),
];

/// The demonstration portal with one change only, approved and closed without seals.
fn one() -> Portal {
    let portal = sealed();
    let head = portal.read(HEAD);
    let lines = head.lines().map(|it| match it.split_once(", seal: ") {
        Some((before, _)) => format!("{before}}}\n"),
        None => format!("{it}\n"),
    });
    fs::write(portal.path(HEAD), lines.collect::<String>()).unwrap();
    portal
}

/// The same with its seals.
fn sealed() -> Portal {
    let portal = Portal::demo();
    for entry in fs::read_dir(portal.path("changes")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() != "CHG-2025-0001" {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
    portal
}

/// What `check` finds, as rule and path.
fn found(portal: &Portal) -> Vec<(String, String)> {
    let json = portal.run("check --format json").json();
    let found = json["findings"].as_array().unwrap().iter();
    found
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap().to_owned();
            (text("rule"), text("path"))
        })
        .collect()
}

#[test]
fn every_slip_alone_is_found_and_mended_to_the_byte() {
    let portal = one();
    let whole = portal.read(REQUEST);
    for (good, bad, rule) in MENDED {
        portal.change(REQUEST, good, bad);
        let has = |it: &Portal| found(it).contains(&((*rule).to_owned(), REQUEST.to_owned()));
        assert!(has(&portal), "{bad} is not found as {rule}");
        portal.run("fix --quiet");
        assert_eq!(portal.read(REQUEST), whole, "{bad}");
        assert!(!has(&portal), "{bad} is still found");
    }
}

#[test]
fn all_slips_at_once_are_mended_to_the_byte_with_mark_and_line_ends() {
    let portal = one();
    let whole = format!("\u{feff}{}", portal.read(REQUEST).replace('\n', "\r\n"));
    let mut text = whole.clone();
    for (good, bad, _) in MENDED {
        text = text.replace(good, bad);
    }
    fs::write(portal.path(REQUEST), text).unwrap();
    portal.run("fix --quiet");
    assert_eq!(portal.read(REQUEST), whole);
    let again = portal.run("fix --quiet");
    assert_eq!((again.stdout.as_str(), portal.read(REQUEST)), ("", whole));
}

#[test]
fn persons_states_approvals_and_the_meaning_of_dates_are_never_touched() {
    let portal = one();
    let clean = found(&portal);
    for (file, good, bad) in LEFT {
        let whole = portal.read(file);
        portal.change(file, good, bad);
        let broken = portal.read(file);
        let before = found(&portal);
        portal.run("fix --quiet");
        assert_eq!(portal.read(file), broken, "{bad}");
        assert_eq!(found(&portal), before, "{bad}");
        assert_ne!(before, clean, "{bad} is not found");
        fs::write(portal.path(file), whole).unwrap();
    }
}

#[test]
fn sections_are_moved_whole_and_everything_else_stays() {
    let portal = one();
    let whole = portal.read(REQUEST);
    let at = |text: &str| whole.find(text).unwrap();
    let parts = [
        at("## 申请信息"),
        at("## 变更原因"),
        at("## 变更内容"),
        at("## 影响与"),
    ];
    let [a, b, c, d] = parts;
    let moved = [
        &whole[..a],
        &whole[c..d],
        &whole[b..c],
        &whole[a..b],
        &whole[d..],
    ]
    .concat();
    fs::write(portal.path(REQUEST), moved).unwrap();
    insta::assert_snapshot!(portal.run("fix --quiet").stdout, @"
    changes/CHG-2025-0001/04-change-request.md
      56:1 section-order: 把章节移到规定的顺序：申请信息、变更原因、变更内容、影响与风险分析、实施计划、回退措施
    ");
    assert_eq!(portal.read(REQUEST), whole);
}

#[test]
fn file_that_may_not_be_written_is_left_alone_and_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let portal = slips();
    let path = portal.path("proposals/prop-0007.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = portal.run("fix --fail-on never --lang zh-CN");
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.stderr, @"proposals/prop-0007.md 未改动：文件不允许写入");
    assert_eq!(portal.read("proposals/prop-0007.md"), SLIPS);
}

#[test]
fn what_is_sealed_stays_as_it_was_approved() {
    let portal = sealed();
    portal.change(REQUEST, "trigger: defect", "trigger: defct");
    portal.change(REQUEST, "applied_at: 2025-01-13", "applied_at: 2025/1/13");
    let whole = portal.read(REQUEST);
    assert_eq!(portal.run("fix --quiet").stdout, "");
    assert_eq!(portal.read(REQUEST), whole);
    // Events that cannot be read may hold a seal.
    portal.change(HEAD, "events:\n", "events: [\n");
    assert_eq!(portal.run("fix --quiet").stdout, "");
    assert_eq!(portal.read(REQUEST), whole);
}
