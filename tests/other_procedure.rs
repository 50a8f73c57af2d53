//! Another organisation is another set of files: single-file records, other keys, states and rules, English only.

use changebook::notice;
use regex::Regex;

use crate::harness::{Portal, Ran, files};

#[test]
fn proposals_are_checked_by_their_own_rules() {
    let portal = Portal::fixture("proposals");
    insta::assert_snapshot!(portal.run("check"), @"
    error[P-TALK]: discussion is missing
     --> proposals/prop-0002.md:5:9
      |
    5 | status: final
      |         ^^^^^
      |
    note: required by rule P-TALK: a proposal in review is discussed in public
     --> procedure/rules/all.yaml:27:7
      = clause: PP-2 A review is held in public.
    help: open a thread and write its address as `discussion`

    warning[P-TWO]: a core proposal became final with fewer than two implementations
     --> proposals/prop-0002.md:8:1
      |
    8 | implementations: [wick]
      | ^^^^^^^^^^^^^^^
      |
    note: required by rule P-TWO: a core proposal has two implementations
     --> procedure/rules/all.yaml:52:7
      = clause: PP-4 What changes the core protocol is implemented twice.
    help: wait for a second implementation, and name it

    error[P-CALL]: accepted on 2026-01-20, before the last call of 2026-01-26
      --> proposals/prop-0002.md:11:26
       |
    11 |   - {type: accepted, at: 2026-01-20, by: Ines Falk}
       |                          ^^^^^^^^^^ accepted
    12 |   - {type: last_call, at: 2026-01-26, by: Ines Falk}
       |                           ---------- last call
       |
    note: required by rule P-CALL: the last call comes before the acceptance
      --> procedure/rules/all.yaml:39:7
       = clause: PP-3 A last call of at most four weeks comes before the acceptance.
    help: the working group must see a last call before it accepts

    error[P-FORM]: there is no section `Specification`
      --> proposals/prop-0002.md:19:1
       |
    19 | ## Motivation
       | ^^^^^^^^^^^^^
       |
    note: required by rule P-FORM: a proposal has its form
      --> procedure/rules/all.yaml:11:7
       = clause: PP-1 A proposal is one file with a preamble.
    help: write what is missing
    fix: insert the empty section `## Specification`
       |
    21 + 
    22 + ## Specification
       |

    0002: 3 errors, 1 warning · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    3 errors, 1 warning, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain P-TALK` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn proposals_are_published_in_their_one_language() {
    let portal = Portal::fixture("proposals");
    insta::assert_snapshot!(uncounted(&portal.run("build")), @"
    site/index.html: [N] files, [N] written, 0 unchanged, 0 removed
    ---- stderr
    0002: 3 errors, 1 warning · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    3 errors, 1 warning, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain P-TALK` tells why, and what to write
    ---- exit 1
    ");
    insta::assert_snapshot!(listed(&portal), @r#"
    .changebook-manifest
    404.html
    assets/favicon.[HASH].svg
    assets/found.[HASH].js
    assets/missing.[HASH].js
    assets/search.[HASH].js
    assets/search/manifest.js
    assets/site.[HASH].css
    assets/site.[HASH].js
    audit/0001/index.html
    audit/0002/index.html
    audit/SHA256SUMS
    audit/index.html
    audit/page/1/index.html
    badge.svg
    calendar/2026-03/index.html
    calendar/calendar.ics
    calendar/index.html
    changes/0001/index.html
    changes/0002/index.html
    changes/by/month/2025-11/index.html
    changes/by/month/2025-12/index.html
    changes/by/role/author/index.html
    changes/by/route/proposal/index.html
    changes/by/stage/proposal/final/index.html
    changes/by/state/final/index.html
    changes/by/verdict/compliant/index.html
    changes/by/verdict/non_compliant/index.html
    changes/by/verdict/warning/index.html
    changes/index.html
    changes/sorted/id/index.html
    compliance/2025-11/index.html
    compliance/2025-12/index.html
    compliance/coverage/index.html
    compliance/index.html
    compliance/statistics/index.html
    compliance/statistics/once/index.html
    compliance/statistics/time-proposal-last_call/index.html
    compliance/statistics/time-proposal-review/index.html
    compliance/statistics/time-proposal-whole/index.html
    compliance/waivers/index.html
    data/changes.csv
    data/changes.json
    data/changes.schema.json
    data/findings.json
    data/findings.schema.json
    data/ids.js
    feed.xml
    index.html
    pages/about/index.html
    people/index.html
    procedure/1/index.html
    procedure/index.html
    process/index.html
    roles/author/index.html
    roles/editor/index.html
    roles/index.html
    rules/index.html
    rules/p-call/index.html
    rules/p-form/index.html
    rules/p-id/index.html
    rules/p-talk/index.html
    rules/p-two/index.html
    search/index.html
    systems/index.html
    templates/index.html
    templates/proposal/index.html
    todo/index.html
    "#);
}

#[test]
fn free_page_is_called_as_its_first_heading_says_and_says_so_once() {
    let text = "# Q & A\n\nThe Lantern Network is [invented](#Q-&-A-2).\n\n## Q & A\n";
    let portal = Portal::fixture("proposals").file("pages/about.en.md", text);
    portal.run("build --quiet --fail-on never").expect(0);
    let page = portal.read("site/pages/about/index.html");
    let headings = Regex::new("<h[1-6][^>]*>.*?</h[1-6]>").unwrap();
    let main = page.split("<main").nth(1).unwrap();
    let headings: Vec<_> = headings.find_iter(main).map(|it| it.as_str()).collect();
    let own = "<h1 id=\"Q-&amp;-A\">Q &amp; A</h1>";
    assert_eq!(headings, [own, "<h2 id=\"Q-&amp;-A-2\">Q &amp; A</h2>"]);
    let home = portal.read("site/index.html");
    assert!(home.contains(">Q &amp; A</a>"), "{home}");
}

#[test]
fn manual_page_of_a_rule_of_proposals_is_printed() {
    let portal = Portal::fixture("proposals");
    insta::assert_snapshot!(portal.run("explain P-CALL"), @r#"
    P-CALL the last call comes before the acceptance · rule

    why it matters
      A last call is the last chance to object.

    what to write
      the working group must see a last call before it accepts

    when it applies
      - severity: error
      - applies from: proposal: final
      - check kind: order
      - a waiver may cover it: yes

    clauses
      - PP-3: A last call of at most four weeks comes before the acceptance.

    where it is defined
      procedure/rules/all.yaml:39:7
    ---- exit 0
    "#);
}

/// The files of the site but for the pages of the engine's own findings, without the hashes in their names.
fn listed(portal: &Portal) -> String {
    let hash = Regex::new(r"\.[0-9a-f]{12}\.").unwrap();
    let mut files = files(&portal.path("site"));
    for notice in notice::ALL {
        let page = format!("rules/{}/index.html", notice.id);
        let at = files.iter().position(|it| *it == page).expect(&page);
        files.remove(at);
    }
    // How many pieces the index of the search has is its own affair.
    files.retain(|it| !it.starts_with("assets/search/") || it.ends_with("manifest.js"));
    let mut names: Vec<_> = files
        .iter()
        .map(|it| hash.replace_all(it, ".[HASH]."))
        .collect();
    names.sort();
    names.join("\n")
}

/// What a build printed, without how many files there are.
fn uncounted(ran: &Ran) -> String {
    let count = Regex::new(r"\d+ (files|written)").unwrap();
    count.replace_all(&ran.to_string(), "[N] $1").into_owned()
}
