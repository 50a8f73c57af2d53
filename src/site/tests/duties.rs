//! Who has what to do, as the pages of people, roles and systems show it.

use serde_json::Value;

use super::super::fixture::Portal;
use super::view;

/// The names of those for whom something waits, each with how much.
fn waiting(todo: &Value) -> Vec<String> {
    let groups = todo["it"]["groups"].as_array().unwrap();
    let name = |it: &Value| format!("{} {}", it["name"]["text"].as_str().unwrap(), it["n"]);
    groups.iter().map(name).collect()
}

#[test]
fn what_waits_is_listed_by_person_and_says_what_to_write() {
    let portal = Portal::with(&[]);
    let todo = view(&portal.site(), "en/todo/index.html");
    // Nobody is the owner any more: the register ends before that day. Bo answers for a waiver.
    assert_eq!(waiting(&todo), ["艾达 3", "Bo Chen 1", "owner 1"]);
    let task = &todo["it"]["groups"][2]["blocks"][0]["tasks"][0];
    assert_eq!(
        task["what"]["html"],
        "The next step is “consented”: record the event “consent”"
    );
    assert_eq!(
        task["snippet"]["text"],
        "  - type: consent\n    at: 2026-06-30 HH:MM\n    by:  # by\n"
    );
    assert_eq!(task["snippet"]["path"], "plots/P-2/plot.md");
}

#[test]
fn a_portal_in_which_nothing_waits_says_since_when() {
    let gone = "---\nid: P-2\ntitle: Roses\nstate: planted\nopened: 2026-06-01\nsoil: sand\nlog:\n  \
        - {type: asked, at: 2026-06-02 09:00, by: ada}\n  - {type: consent, at: 2026-06-03, by: bo, role: owner, result: agreed}\n  \
        - {type: planted, at: 2026-06-20 09:00, by: ada}\n---\n";
    let done = "---\nid: P-1\ntitle: x\nstate: planted\nopened: 2026-05-01\nsoil: sand\nlog:\n  \
        - {type: asked, at: 2026-05-02 09:00, by: ada}\n  - {type: consent, at: 2026-05-03, by: bo, role: owner, result: agreed}\n  \
        - {type: planted, at: 2026-05-10 09:00, by: ada}\n---\n";
    let held = "- {id: ada, name: Ada, org: company, roles: [{role: gardener, from: 2020-01-01}]}\n\
        - {id: bo, name: Bo, org: company, roles: [{role: owner, from: 2020-01-01}]}\n";
    let portal = Portal::with(&[
        ("plots/P-1/plot.md", done),
        ("plots/P-2/plot.md", gone),
        ("plots/P-3/plot.md", &gone.replace("P-2", "P-3")),
        ("registers/people.yaml", held),
        ("registers/waivers.yaml", "[]\n"),
    ]);
    let todo = view(&portal.site(), "en/todo/index.html");
    assert_eq!(waiting(&todo), [""; 0]);
    assert_eq!(todo["it"]["sentence"], "Nothing waits, since 2026-06-20.");
}

#[test]
fn a_person_has_roles_with_dates_approvals_and_changes() {
    let portal = Portal::with(&[]);
    let site = portal.site();
    let bo = view(&site, "en/people/bo/index.html");
    assert_eq!(bo["it"]["roles"][0]["to"], "2025-12-31");
    assert_eq!(bo["it"]["roles"][0]["standing"], "past");
    let approval = &bo["it"]["approvals"]["rows"][0];
    assert_eq!(approval["change"]["label"]["text"], "P-1");
    assert_eq!(approval["at"], "2026-05-03");
    assert_eq!(approval["result"]["html"], "agreed");
    let owner = view(&site, "en/roles/owner/index.html");
    assert_eq!(
        owner["it"]["states"][0]["state"]["label"]["text"],
        "consented"
    );
    assert_eq!(owner["it"]["held"], "Held by 0 people today");
    let beds = view(&site, "en/systems/beds/index.html");
    assert_eq!(beds["it"]["changes"].as_array().unwrap().len(), 2);
}

#[test]
fn names_on_other_pages_lead_to_the_people() {
    let portal = Portal::with(&[]);
    let dossier = view(&portal.site(), "changes/p-1/index.html").to_string();
    assert!(dossier.contains(r#"<a href=\"../../people/bo/index.html\">Bo Chen</a>"#));
}

#[test]
fn a_portal_that_prints_roles_has_no_page_of_a_person_and_no_link_to_one() {
    let mut portal = Portal::with(&[]);
    portal.config.publish_names = false;
    let site = portal.site();
    assert!(!site.pages().iter().any(|it| it.path().contains("people/")));
    for planned in site.pages() {
        let view = serde_json::to_string(&site.view(planned)).unwrap();
        assert!(!view.contains("people/"), "{}", planned.path());
    }
    let owner = view(&site, "en/roles/owner/index.html");
    assert_eq!(owner["it"]["holders"], Value::Null);
}

#[test]
fn what_waits_for_one_role_is_cut_into_pages() {
    let records: Vec<_> = (100..220)
        .map(|n| {
            let head = format!("---\nid: P-{n}\ntitle: x\nstate: asked\nopened: 2026-01-01\nsoil: sand\nlog:\n  - {{type: asked, at: 2026-01-02 09:00, by: ada}}\n---\n");
            (format!("plots/P-{n}/plot.md"), head)
        })
        .collect();
    let records: Vec<_> = records
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let portal = Portal::with(&records);
    let site = portal.site();
    let blocks = |path: &str| {
        let rows = &view(&site, path)["it"]["waiting"]["rows"];
        rows.as_array().unwrap().len()
    };
    assert_eq!(blocks("roles/owner/index.html"), 10);
    assert_eq!(blocks("roles/owner/waiting/index.html"), 50);
    assert_eq!(blocks("roles/owner/waiting/page/3/index.html"), 21);
    let todo = view(&site, "todo/index.html");
    let groups = todo["it"]["groups"].as_array().unwrap();
    let owner = groups
        .iter()
        .find(|it| it["name"]["text"] == "主人")
        .unwrap();
    assert_eq!(owner["n"], 121);
    assert_eq!(owner["blocks"].as_array().unwrap().len(), 3);
}
