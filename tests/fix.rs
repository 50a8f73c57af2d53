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
      14:1 P-FORM: insert the empty section `## Specification`
    proposals/prop-0007.md
      3:1 unknown-key: write `name`
      4:11 unknown-value: write `core`
      6:10 date-form: write `2025-11-03`
      13:1 P-FORM: insert the empty section `## Specification`

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
fn portal_in_order_has_nothing_to_fix() {
    insta::assert_snapshot!(Portal::fixture("proposals").run("fix"), @"
    proposals/prop-0002.md
      14:1 P-FORM: insert the empty section `## Specification`

    proposals/prop-0002.md:5:9: error[P-TALK] discussion is missing
    proposals/prop-0002.md:8:1: warning[P-TWO] a core proposal became final with fewer than two implementations
    proposals/prop-0002.md:11:26: error[P-CALL] accepted on 2026-01-20, before the last call of 2026-01-26
    proposals/prop-0002.md:22:1: error[P-FORM] section `Specification` is empty

    1 fix in 1 file; left for people: 3 errors, 1 warning, 0 remarks
    ---- exit 1
    ");
}

#[test]
fn demonstration_portal_has_nothing_to_fix() {
    let portal = Portal::demo();
    let ran = portal.run("fix --dry-run --quiet");
    assert_eq!(ran.stdout, "");
}
