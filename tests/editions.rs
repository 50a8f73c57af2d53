//! What the policy and the edition of a procedure change: which rules weigh less, which hours are
//! allowed, and how a clause that was replaced is shown.

use changebook::check::rule::severity;
use changebook::expr::Facts;
use changebook::finding::Severity;
use changebook::project::Project;
use serde_json::json;

use crate::harness::Portal;

/// The rules that rest on completed clauses alone.
const COMPLETED: [&str; 7] = [
    "GL407", "GL408", "GL501", "GL502", "GL503", "GL504", "GL802",
];

#[test]
fn rules_on_completed_clauses_alone_are_remarks_where_the_source_only_is_enforced() {
    let portal = Portal::demo();
    portal.change(
        "procedure/policy.yaml",
        "enforce: all",
        "enforce: source_only",
    );
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let checked = changebook::check(&project).unwrap();
    let ctx = checked.context();
    let record = &checked.book.records[0];
    let facts = Facts::new(&json!({}));
    let rules = ctx.procedure.rules.iter();
    let lowered: Vec<_> = rules
        .filter(|it| {
            it.severity != Severity::Info && severity(&ctx, record, it, &facts) == Severity::Info
        })
        .map(|it| it.id.as_str())
        .collect();
    let known = |it: &&str| ctx.procedure.rule(it).is_some();
    let expected: Vec<_> = COMPLETED.into_iter().filter(known).collect();
    assert_eq!(lowered, expected);
}

#[test]
fn hours_of_the_go_live_are_switched_on_as_the_policy_tells() {
    let portal = Portal::demo();
    portal.change(
        "procedure/policy.yaml",
        "# golive:\n#   allowed_hours: ['19:00', '07:00']",
        "golive:\n  allowed_hours: ['19:00', '22:00']",
    );
    portal.change(
        "procedure/procedure.yaml",
        "  required_reviews: roles\n",
        "  required_reviews: roles\n  golive: {allowed_hours: hours}\n",
    );
    portal.change(
        "procedure/rules/5xx-golive.yaml",
        "      avoid: [freezes, peaks]\n",
        "      avoid: [freezes, peaks]\n      hours: policy.golive.allowed_hours\n",
    );
    let found = portal.run("check --format json --lang en").json();
    let all = found["findings"].as_array().unwrap().iter();
    let said = all.filter(|it| it["change"] == "CHG-2026-0003");
    let said: Vec<_> = said.map(|it| it["message"].as_str().unwrap()).collect();
    assert_eq!(
        said,
        ["the go-live window is not within the hours allowed (19:00 to 22:00)"]
    );
    portal.change("procedure/policy.yaml", "'22:00'", "'25:00'");
    let wrong = portal.run("check --format json --lang en").json();
    let all = wrong["findings"].as_array().unwrap().iter();
    let invalid: Vec<_> = all.filter(|it| it["rule"] == "rule-invalid").collect();
    let [finding] = invalid[..] else {
        panic!("{invalid:?}")
    };
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("two times of the day"), "{message}");
}

#[test]
fn a_clause_that_was_replaced_stays_published_with_its_days() {
    let portal = Portal::demo();
    portal.change(
        "procedure/clauses/4.5.md",
        "  SLX-4.5-3:\n    origin: C\n",
        "  SLX-4.5-3:\n    origin: C\n    effective_to: 2025-12-31\n    superseded_by: [SLX-4.5-2]\n",
    );
    let told = portal.run("explain SLX-4.5-3 --lang en").stdout;
    assert!(told.contains("in force until: 2025-12-31"), "{told}");
    assert!(told.contains("replaced by: SLX-4.5-2"), "{told}");
    portal.run("build --quiet");
    let page = portal.read("site/en/procedure/4.5/index.html");
    let clause = page.split("id=\"SLX-4.5-3\"").nth(1).unwrap();
    let clause = clause.split("</article>").next().unwrap();
    assert!(clause.contains("2025-12-31"), "{clause}");
    assert!(clause.contains("#SLX-4.5-2"), "{clause}");
}
