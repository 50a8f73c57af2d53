//! What does not silence the finding about content that was changed after its approval.
//!
//! Whoever edits what was approved can edit the record too: move its lines,
//! add decisions, leave seals out. None of that may make the edit legal.

use std::fs;

use super::rule::{found, replace};
use crate::harness::Portal;

/// A change that went live and is observed, and one that is closed.
const LIVE: &str = "CHG-2026-0006";
const CLOSED: &str = "CHG-2025-0001";

/// The demonstration with a step edited that was approved and has gone live.
fn edited() -> Portal {
    let portal = Portal::demo();
    let plan = format!("changes/{LIVE}/06-golive-plan.md");
    replace(&portal, &plan, "action: ", "action: 另外");
    portal
}

/// Puts lines behind the last event of a record.
fn append(portal: &Portal, id: &str, lines: &str) {
    let head = format!("changes/{id}/change.md");
    replace(portal, &head, "\n---\n\n", &format!("\n{lines}\n---\n\n"));
}

/// Approvals of both roles on this day.
fn approvals(day: &str, rest: &str) -> String {
    let one = |time: &str, by: &str, role: &str| {
        format!(
            "  - {{type: approval, at: {day} {time}, by: {by}, role: {role}, result: approved, ref: OA-9{rest}}}"
        )
    };
    let director = one("10:00", "ed.shen", "engineering_director");
    let customer = one("11:00", "ci.meng", "customer_interface");
    format!("{director}\n{customer}")
}

/// The approval seal of a record as it is now.
fn sealed_now(portal: &Portal, id: &str) -> String {
    let printed = portal.run(&format!("seal {id}")).expect(0).stdout;
    printed[..71].to_owned()
}

/// That the edit is told, against a seal of the approval that was given before it.
fn is_told(portal: &Portal) {
    let found = found(portal);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["outcome"], "violated");
    assert!(
        found[0]["message"].as_str().unwrap().contains("2026-06-17"),
        "{found:#?}"
    );
}

#[test]
fn edit_after_the_approval_is_told() {
    is_told(&edited());
}

#[test]
fn submission_that_is_written_behind_all_others_keeps_its_day() {
    let portal = edited();
    let head = format!("changes/{LIVE}/change.md");
    let text = portal.read(&head);
    let line = text.lines().find(|it| it.contains("type: submitted"));
    let line = line.unwrap().to_owned();
    replace(&portal, &head, &format!("{line}\n"), "");
    append(&portal, LIVE, &line);
    is_told(&portal);
}

#[test]
fn approvals_after_the_go_live_do_not_make_an_edit_good() {
    let portal = edited();
    let seal = format!(", seal: \"{}\"", sealed_now(&portal, LIVE));
    append(&portal, LIVE, &approvals("2026-06-27", &seal));
    is_told(&portal);
}

#[test]
fn package_that_is_submitted_after_the_go_live_is_not_what_went_live() {
    let portal = edited();
    let seal = format!(", seal: \"{}\"", sealed_now(&portal, LIVE));
    let sent = "  - {type: resubmitted, at: 2026-06-26 15:00, by: pm.lin, to: [ci.meng], channel: email, ref: M-9}";
    let approved = approvals("2026-06-27", &seal);
    append(&portal, LIVE, &format!("{sent}\n{approved}"));
    is_told(&portal);
}

#[test]
fn decision_without_a_seal_replaces_none_that_bears_one() {
    for rest in ["", ", documents: [change_request]"] {
        let portal = edited();
        append(&portal, LIVE, &approvals("2026-06-18", rest));
        is_told(&portal);
    }
}

#[test]
fn decision_on_one_document_leaves_those_on_the_others() {
    let portal = edited();
    let seal = sealed_now(&portal, LIVE);
    let rest = format!(", documents: [change_request], seal: \"{seal}\"");
    append(&portal, LIVE, &approvals("2026-06-18", &rest));
    is_told(&portal);
}

#[test]
fn decision_on_all_documents_before_the_go_live_replaces_the_one_before_it() {
    let portal = edited();
    let seal = format!(", seal: \"{}\"", sealed_now(&portal, LIVE));
    append(&portal, LIVE, &approvals("2026-06-18", &seal));
    assert_eq!(found(&portal), Vec::<serde_json::Value>::new());
}

#[test]
fn closed_record_is_closed_by_its_first_closing_until_it_is_reopened() {
    for rest in ["", "seal"] {
        let portal = Portal::demo();
        let sheet = format!("changes/{CLOSED}/05-review-sheet.md");
        replace(
            &portal,
            &sheet,
            "started_at: 2025-01-16 20:1",
            "started_at: 2025-01-16 20:0",
        );
        let now = portal.run(&format!("seal {CLOSED}")).expect(0).stdout;
        let seal = match rest {
            "" => String::new(),
            _ => format!(", seal: \"{}\"", &now.lines().nth(1).unwrap()[..71]),
        };
        let again = format!("  - {{type: closed, at: 2025-01-27 10:00, by: pm.lin{seal}}}");
        append(&portal, CLOSED, &again);
        let found_now = found(&portal);
        assert_eq!(found_now.len(), 1, "{found_now:#?}");
        let reopened = "  - {type: reopened, at: 2025-01-26 10:00, by: pm.lin, note: 复核}";
        let head = format!("changes/{CLOSED}/change.md");
        replace(&portal, &head, &again, &format!("{reopened}\n{again}"));
        let found_now = found(&portal);
        if rest == "seal" {
            assert_eq!(found_now, Vec::<serde_json::Value>::new());
            continue;
        }
        // A second closing without a seal would close nothing.
        assert_eq!(found_now.len(), 1, "{found_now:#?}");
        let said = found_now[0]["message"].as_str().unwrap();
        assert!(said.contains("2025-01-27"), "{said}");
    }
}

#[test]
fn seal_in_capitals_or_without_its_algorithm_is_told_with_what_to_write() {
    let portal = Portal::demo();
    let head = format!("changes/{CLOSED}/change.md");
    let text = fs::read_to_string(portal.root().join(&head)).unwrap();
    let seal = text
        .split("seal: \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let written = format!("seal: \"{seal}\"");
    let bare = format!("seal: \"{}\"", &seal.to_uppercase()[7..]);
    let other = text.replacen(&written, &bare, 1);
    fs::write(portal.root().join(&head), other).unwrap();
    let found = found(&portal);
    assert_eq!(found.len(), 1, "{found:#?}");
    let said = found[0]["message"].as_str().unwrap();
    assert!(said.contains(&format!("`{seal}`")), "{said}");
}

#[test]
fn seal_whose_documents_are_not_there_says_which_they_are() {
    let portal = Portal::demo();
    let head = "changes/CHG-2025-0003/change.md";
    replace(&portal, head, "route: normal", "route: emergency");
    let found = found(&portal);
    assert_eq!(found.len(), 1, "{found:#?}");
    let said = found[0]["message"].as_str().unwrap();
    assert!(
        said.ends_with("is in this change: 01 Fault (Defect) Report"),
        "{said}"
    );
}

#[test]
fn known_change_of_sealed_content_licenses_no_other_change() {
    let portal = edited();
    portal
        .run("check --write-baseline known.yaml --fail-on never")
        .expect(0);
    let outcome = || {
        let json = portal
            .run("check --baseline known.yaml --format json --fail-on never")
            .expect(0)
            .json();
        let all = json["findings"].as_array().unwrap().clone();
        let own = all.into_iter().filter(|it| it["rule"] == "GL407");
        own.map(|it| it["outcome"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(outcome(), ["baseline"]);
    let plan = format!("changes/{LIVE}/06-golive-plan.md");
    let text = portal.read(&plan);
    fs::write(portal.path(&plan), format!("{text}再观察一天。\n")).unwrap();
    assert_eq!(outcome(), ["violated"]);
}
