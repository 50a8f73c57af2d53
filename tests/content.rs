//! The demonstration portal: in order but for what it is meant to show, and whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use changebook::source::Span;
use changebook::yaml::{self, Kind, Node};

use crate::harness::{Portal, repository};

#[test]
fn demonstration_is_in_order_but_for_what_it_shows() {
    let portal = Portal::demo();
    insta::assert_snapshot!(portal.run("check --lang en").steady(), @"
    warning[GL503]: the go-live window overlaps `shopping festival peak` (2025-11-10 18:00 to 2025-11-12 06:00)
      --> changes/CHG-2025-0018/06-golive-plan.md:17:16
       |
    17 | planned_start: 2025-11-12 02:00
       |                ^^^^^^^^^^^^^^^^ 06 Go-Live Plan: planned start
       |
      ::: registers/calendar.yaml:18:6
       |
    18 |   - {from: 2025-11-10 18:00, to: 2025-11-12 06:00, title: {zh-CN: 电商大促高峰, en: shopping...
       |      ---- shopping festival peak
       |
    note: required by rule GL503: The window keeps clear of freezes, peaks and other changes of the
          system
      --> procedure/rules/5xx-golive.yaml:[LINE]
       = clause: SLX-4.3-1 Go-lives are scheduled when business is quiet, away from peaks, freezes …
    help: the project manager (乔安岚) and the engineering director (沈知行) agree on another window,
          change it in 04 and 06 and have it approved again; if it has to be then, ask for a waiver
          with the reason

    warning[GL310]: `方逸舟` is named under testers and is also a developer of this change
      --> changes/CHG-2026-0002/03-test-report.md:18:18
       |
    18 | testers: [qa.du, dev.fang]
       |                  ^^^^^^^^
       |
      ::: changes/CHG-2026-0002/change.md:17:14
       |
    17 |   developer: dev.fang
       |              -------- developer
       |
    note: required by rule GL310: Testers and reviewers are not the developers
      --> procedure/rules/3xx-test.yaml:[LINE]
       = clause: SL-4.1.1-d Once development is finished the test and review team tests, verifies an…
    help: the project manager (乔安岚) asks somebody who did not develop this change to test or review
          it, and names that person in document 03

    warning[GL406]: whether the approval by the customer interface (2026-04-16) came before `go-live started` (2026-04-16) cannot be known: both fall on one day and a time is missing
      --> changes/CHG-2026-0004/change.md:34:26
       |
    34 |   - {type: approval, at: 2026-04-16, by: ci.meng, role: customer_interface, result: approved...
       |                          ^^^^^^^^^^
    35 |   - {type: golive_started, at: 2026-04-16, by: mt.ruan, note: 值班表只登记日期，首个操作步...
       |                                ---------- go-live started
       |
    note: required by rule GL406: Approval comes before the go-live and is still fresh
      --> procedure/rules/4xx-package.yaml:[LINE]
       = clause: SL-4.1-0 Work follows the order of the flow
       = clause: SL-4.2-8 The engineering director and the customer interface each approve the sub…
    help: add the time of day to both events, as in `2024-05-10 20:30`

    waived:
      changes/CHG-2025-0020/06-golive-plan.md:16:16 GL503 WVR-2026-001 until 2026-12-31: the go-live window overlaps `year-end closing freeze` (2025-12-25 to 2026-01-05)

    CHG-2025-0018: 1 warning · closed
    CHG-2025-0020: 1 waived (WVR-2026-001 until 2026-12-31) · closed
    CHG-2026-0002: 1 warning · closed
    CHG-2026-0004: 1 warning, 1 indeterminate · closed

    as of 2026-06-30, 40 changes with 122 documents: 24 compliant, 16 in progress, 0 non-compliant
    0 errors, 3 warnings, 0 remarks; 1 indeterminate, 1 waived, 118 not due yet
    before waivers and baseline: 24 compliant, 16 in progress, 0 non-compliant; 0 errors, 4 warnings, 0 remarks
    50 of 50 rules applied to at least one change
    `changebook explain GL503` tells why, and what to write
    ---- exit 0
    ");
}

#[test]
fn demonstration_has_no_error_one_undecided_and_one_waived() {
    let found = Portal::demo().run("check --format json").expect(0).json();
    let summary = &found["summary"];
    assert_eq!(summary["errors"], 0);
    assert_eq!(summary["non_compliant"], 0);
    assert_eq!(summary["indeterminate"], 1);
    assert_eq!(summary["waived"], 1);
    assert!(summary["changes"].as_u64().unwrap() >= 30, "{summary}");
    let warnings = summary["warnings"].as_u64().unwrap();
    assert!((2..=7).contains(&warnings), "{summary}");
}

#[test]
fn demonstration_is_pinned_to_a_day() {
    let portal = Portal::demo();
    let pinned = portal.run("check --format json").expect(0).json();
    let config = load("content/changebook.yaml");
    assert_eq!(
        pinned["as_of"].as_str(),
        config.get("as_of").and_then(Node::text)
    );
}

/// A record that is closed has been in every state of its route.
#[test]
fn every_route_and_every_state_occurs() {
    let procedure = load("content/procedure/procedure.yaml");
    let mut expected = BTreeSet::new();
    let mut ways = BTreeMap::new();
    for route in procedure.get("routes").unwrap().entries().unwrap() {
        let states = ids(route.value.get("states").unwrap());
        expected.extend(states.iter().map(|it| (route.key.clone(), it.clone())));
        ways.insert(route.key.clone(), states);
    }
    let sides = procedure.get("side_states").unwrap().entries().unwrap();
    let sides: BTreeSet<_> = sides.iter().map(|it| it.key.clone()).collect();
    let mut seen_sides = BTreeSet::new();
    for head in heads() {
        let text = |key| head.get(key).and_then(Node::text).unwrap_or_default();
        let (route, state) = (text("route"), text("state"));
        if sides.contains(state) {
            seen_sides.insert(state.to_owned());
        }
        let way = &ways[route];
        let reached = way.iter().position(|it| it == state).map_or(0, |it| it + 1);
        for passed in &way[..reached] {
            expected.remove(&(route.to_owned(), passed.clone()));
        }
    }
    assert_eq!(expected, BTreeSet::new(), "no record was ever there");
    assert_eq!(seen_sides, sides);
}

/// The front matter of every head in the demonstration.
fn heads() -> Vec<Node> {
    let folders = fs::read_dir(repository().join("content/changes")).unwrap();
    folders
        .map(|it| fs::read_to_string(it.unwrap().path().join("change.md")).unwrap())
        .map(|text| split(&text).0)
        .collect()
}

/// The front matter and the body.
pub(crate) fn split(text: &str) -> (Node, String) {
    let rest = text.strip_prefix("---\n").unwrap();
    let (front, body) = rest.split_once("\n---\n").unwrap();
    let front = yaml::parse(front, Span::new(0, front.len())).root.unwrap();
    (front, body.to_owned())
}

pub(crate) fn load(path: &str) -> Node {
    let text = fs::read_to_string(repository().join(path)).unwrap();
    yaml::parse(&text, Span::new(0, text.len())).root.unwrap()
}

pub(crate) fn keys(node: &Node) -> Vec<String> {
    match &node.kind {
        Kind::Map(entries) => entries.iter().map(|it| it.key.clone()).collect(),
        _ => Vec::new(),
    }
}

fn ids(node: &Node) -> Vec<String> {
    let items = node.items().unwrap().iter();
    items
        .map(|it| it.get("id").and_then(Node::text).unwrap().to_owned())
        .collect()
}
