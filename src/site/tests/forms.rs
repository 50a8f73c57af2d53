//! Documents as forms: filled examples, the form for paper, and rules that do not weigh what they say.

use super::view;
use crate::site::fixture::Portal;

const WITHOUT_HEADING: &str =
    "---\ndoc: plan\nid: P-2\nstatus: done\nplants: [{number: 3}]\n---\n\n## 别的\n";

#[test]
fn template_shows_a_filled_example_in_order_and_one_with_its_findings() {
    let head = include_str!("../fixture/p1.md");
    let (head, _) = head.split_once("## ").unwrap();
    let files = [
        ("plots/P-1/plot.md", head),
        ("plots/P-2/plan.md", WITHOUT_HEADING),
    ];
    let portal = Portal::with(&files);
    let page = view(&portal.site(), "en/templates/plan/index.html");
    let [good, bad] = page["it"]["examples"].as_array().unwrap().as_slice() else {
        panic!("{}", page["it"]["examples"]);
    };
    assert_eq!([&good["standing"], &good["id"]], ["good", "P-1"]);
    assert_eq!(good["href"], "../../changes/p-1/index.html#plan");
    assert_eq!(good["findings"], serde_json::json!([]));
    assert_eq!([&bad["standing"], &bad["id"]], ["bad", "P-2"]);
    let found = bad["findings"].as_array().unwrap();
    assert!(!found.is_empty());
    for finding in found {
        let place = finding["place"].as_str().unwrap();
        assert!(place.starts_with("plots/P-2/plan.md:"), "{place}");
    }
}

#[test]
fn form_for_paper_has_a_box_for_every_field_and_a_line_for_who_signs() {
    let portal = Portal::with(&[]);
    let page = view(&portal.site(), "en/templates/plan/index.html");
    let boxes = page["it"]["paper"]["boxes"].as_array().unwrap().iter();
    let told = |it: &serde_json::Value| {
        let name = it["label"]["text"].as_str().unwrap();
        format!("{name}: {}", it["shape"]["kind"].as_str().unwrap())
    };
    let boxes: Vec<_> = boxes.map(told).collect();
    // The form says itself of which type it is.
    assert_eq!(
        boxes,
        [
            "id: line",
            "status: line",
            "plants: table",
            "water: heading",
            "daily: choices",
        ]
    );
    let signs = page["it"]["paper"]["signatures"].as_array().unwrap();
    assert_eq!(signs.len(), 1);
    assert_eq!(signs[0]["role"]["text"], "gardener");
}

#[test]
fn rule_out_of_force_or_lowered_says_so_at_its_top() {
    let banner = |rules: &str, policy: &str, rule: &str| {
        let files = [
            ("procedure/rules/1-first.yaml", rules),
            ("procedure/policy.yaml", policy),
        ];
        let page = view(
            &Portal::with(&files).site(),
            &format!("en/rules/{rule}/index.html"),
        );
        let banner = page["it"]["banner"].as_array().unwrap().iter();
        let banner: Vec<_> = banner.map(|it| it.as_str().unwrap().to_owned()).collect();
        banner.join("; ")
    };
    let rules = include_str!("../fixture/rules.yaml");
    let force = |force: &str| {
        let more = format!("  in_force: {{{force}}}\n  point: plot.id\n");
        rules.replacen("  point: plot.id\n", &more, 1)
    };
    assert_eq!(banner(rules, "enforce: all\n", "t-2"), "");
    let ended = banner(&force("to: 2026-06-01"), "enforce: all\n", "t-2");
    assert_eq!(
        ended,
        "No longer in force: it judges changes opened up to 2026-06-01."
    );
    let coming = banner(&force("from: 2026-07-01"), "enforce: all\n", "t-2");
    assert!(coming.starts_with("Not in force yet"), "{coming}");
    assert_eq!(
        banner(&force("to: 2026-07-01"), "enforce: all\n", "t-2"),
        ""
    );
    let lowered = banner(rules, "enforce: source_only\n", "t-3");
    assert!(lowered.contains("counts as a remark"), "{lowered}");
    assert_eq!(banner(rules, "enforce: source_only\n", "t-2"), "");
}
