//! What pages show of a small portal, seen in their views.

mod beside;
mod bodies;
mod duties;
mod edits;
mod forms;

use super::Site;
use super::fixture::Portal;

/// The view of the first page of a kind in a language, as JSON.
fn view(site: &Site<'_>, path: &str) -> serde_json::Value {
    let planned = site.pages().iter().find(|it| it.path() == path);
    serde_json::to_value(site.view(planned.unwrap_or_else(|| panic!("no page {path}")))).unwrap()
}

#[test]
fn the_small_portal_itself_is_in_order() {
    let portal = Portal::with(&[]);
    let general = portal.findings.all.iter().filter(|it| it.record.is_none());
    let general: Vec<_> = general
        .map(|it| (&it.rule, it.message.get(crate::lang::Lang::En)))
        .collect();
    assert!(general.is_empty(), "{general:#?}");
    assert_eq!(portal.procedure.rules.len(), 5);
}

#[test]
fn every_language_has_the_same_pages() {
    let portal = Portal::with(&[]);
    let site = portal.site();
    let paths: Vec<_> = site.pages().iter().map(super::Planned::path).collect();
    for path in [
        "index.html",
        "changes/p-1/index.html",
        "rules/t-2/index.html",
        "404.html",
    ] {
        assert!(paths.contains(&path), "{path}");
        assert!(paths.contains(&format!("en/{path}").as_str()), "{path}");
    }
    let mut sorted = paths.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), paths.len(), "no two pages share an address");
}

#[test]
fn what_is_not_asked_yet_is_counted_and_folded_as_what_is_met_is() {
    let portal = Portal::with(&[]);
    let dossier = view(&portal.site(), "changes/p-2/index.html");
    let groups = dossier["it"]["verdicts"].as_array().unwrap();
    let folded = groups.iter().filter(|it| it["folded"] == true);
    let folded: Vec<_> = folded.map(|it| it["anchor"].as_str().unwrap()).collect();
    assert!(folded.contains(&"not-due"), "{folded:?}");
    assert!(!folded.contains(&"waived"), "{folded:?}");
}

#[test]
fn dossier_groups_verdicts_and_names_what_to_write() {
    let portal = Portal::with(&[]);
    let dossier = view(&portal.site(), "changes/p-2/index.html");
    let groups = dossier["it"]["verdicts"].as_array().unwrap();
    let waived = groups.iter().find(|it| it["anchor"] == "waived").unwrap();
    let verdict = &waived["verdicts"][0];
    assert_eq!(verdict["rule"], "T-2");
    assert_eq!(
        verdict["clauses"][0]["href"],
        "../../procedure/1/index.html#G-1"
    );
    assert_eq!(verdict["findings"][0]["place"], "plots/P-2/plot.md:2");
    assert_eq!(
        verdict["findings"][0]["edit"],
        "https://git.example/plots/P-2/plot.md"
    );
    assert!(
        verdict["help"]["html"]
            .as_str()
            .unwrap()
            .contains("<code>soil: clay</code>")
    );
    assert_eq!(verdict["waivers"][0]["standing"], "ending");
    assert_eq!(dossier["it"]["related"][0]["change"]["id"], "P-1");
    assert_eq!(dossier["it"]["title"]["lang"], "en");
}

#[test]
fn documents_are_forms_with_labels_and_tables() {
    let portal = Portal::with(&[]);
    let dossier = view(&portal.site(), "en/changes/p-1/index.html");
    let plan = &dossier["it"]["documents"][1];
    let plants = &plan["rows"][1]["value"]["table"];
    assert_eq!(plan["name"]["text"], "01 Planting plan");
    assert_eq!(plants["columns"][1]["text"], "number");
    assert_eq!(plants["rows"][0][1]["html"], "3");
    assert_eq!(plan["rows"][3]["value"]["value"]["html"], "yes");
    assert!(plan["html"].as_str().unwrap().contains("id=\"plan-做法\""));
    assert_eq!(plan["lang"], "zh-CN");
}

#[test]
fn approvals_say_whether_the_role_was_held_that_day() {
    let portal = Portal::with(&[]);
    let dossier = view(&portal.site(), "en/changes/p-1/index.html");
    let row = &dossier["it"]["approvals"][0]["rows"][0];
    assert_eq!(row["role"]["text"], "owner");
    assert_eq!(row["result"]["html"], "agreed");
    assert_eq!(row["held"], false, "the register ends before that day");
}

#[test]
fn unreadable_record_still_has_its_page() {
    let portal = Portal::with(&[]);
    let dossier = view(&portal.site(), "changes/p-3/index.html");
    let document = &dossier["it"]["documents"][0];
    assert_eq!(document["readable"], false);
    assert_eq!(document["findings"][0]["rule"], "front-matter-missing");
}

#[test]
fn portal_that_prints_roles_prints_no_name_anywhere() {
    let record = "---\nid: P-4\ntitle: 艾达's bed\nsystem: beds\nstate: asked\nopened: 2026-06-01\n---\n\n\
        ## 艾达的意见 {#艾达}\n\n艾\n达 &#33406;达 `艾达` ![艾达](evidence/艾达.png) [信](evidence/letter.eml)\n\
        [a](mailto:bo@garden.example) [b](#艾达) [c](https://x.example/%E8%89%BE%E8%BE%BE)\n\n\
        <div title=\"艾达\">艾达 <a href=\"mailto:Bo%20Chen@garden.example\">x</a></div>\n\n\
        - [ ] 艾达\n\n[^艾达]: 艾达\n";
    let blank = "---\ndoc: plan\nplot:\n# writer: 艾达\n---\n\n## 做法\n";
    let files = [("plots/P-4/plot.md", record), ("templates/plan.md", blank)];
    let mut portal = Portal::with(&files);
    portal.config.publish_names = false;
    let report = "{\n  \"key\": \"writers[艾达]\",\n  \"line\": 3\n}\n";
    let site = super::plan(
        portal.context(),
        &portal.findings,
        super::Brought {
            history: &portal.history,
            report: report.as_bytes().to_vec(),
            digests: crate::digest::Digests::new(),
        },
    );
    for planned in site.pages() {
        let view = serde_json::to_string(&site.view(planned)).unwrap();
        for name in [
            "艾达",
            "%E8%89%BE%E8%BE%BE",
            "Ada L",
            "Bo Chen",
            "Bo%20Chen",
            "mailto:bo",
            "\"bo\"",
            "\"ada\"",
        ] {
            assert!(!view.contains(name), "{name} on {}", planned.path());
        }
    }
    for file in site.files() {
        let text = String::from_utf8_lossy(&file.bytes);
        assert!(!text.contains("艾达"), "{}", file.path);
        if file.path == "data/findings.json" {
            assert_eq!(text, report.replace("艾达", "园丁"));
        }
    }
    assert!(!site.copies().iter().any(|it| it.to.contains("letter")));
    let dossier = view(&site, "changes/p-4/index.html").to_string();
    assert!(
        dossier.contains("title=\\\"园丁\\\">园丁 <a>x</a>"),
        "{dossier}"
    );
}

#[test]
fn lists_are_cut_into_pages_of_fifty() {
    let records: Vec<_> = (100..220)
        .map(|n| {
            let head = format!("---\nid: P-{n}\ntitle: 地块 {n}\nsystem: beds\nstate: wish\nopened: 2026-01-01\nsoil: clay\n---\n");
            (format!("plots/P-{n}/plot.md"), head)
        })
        .collect();
    let records: Vec<_> = records
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let portal = Portal::with(&records);
    let site = portal.site();
    let rows = |path: &str| view(&site, path)["it"]["rows"].as_array().unwrap().len();
    assert_eq!(rows("changes/index.html"), 50);
    assert_eq!(rows("changes/page/3/index.html"), 23);
    assert_eq!(rows("changes/by/state/wish/page/3/index.html"), 21);
    assert_eq!(rows("compliance/2026-01/index.html"), 50);
    assert_eq!(rows("compliance/2026-01/page/3/index.html"), 20);
    assert_eq!(
        view(&site, "index.html")["it"]["running"]
            .as_array()
            .unwrap()
            .len(),
        8
    );
}

#[test]
fn ids_that_meet_in_an_address_are_told_apart() {
    let twin = "---\nid: P-1\ntitle: 又一个\nstate: wish\nopened: 2026-01-01\n---\n";
    let portal = Portal::with(&[("plots/P-9/plot.md", twin)]);
    let site = portal.site();
    let twins = site
        .pages()
        .iter()
        .filter(|it| it.path().starts_with("changes/p-1"));
    assert_eq!(
        twins.map(super::Planned::path).collect::<Vec<_>>(),
        ["changes/p-1/index.html", "changes/p-1-2/index.html"]
    );
}

#[test]
fn machine_files_stand_once_at_the_root() {
    let portal = Portal::with(&[]);
    let site = portal.site();
    let paths: Vec<_> = site.files().iter().map(|it| it.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "audit/SHA256SUMS",
            "badge.svg",
            "calendar/calendar.ics",
            "data/changes.csv",
            "data/changes.json",
            "data/changes.schema.json",
            "data/findings.json",
            "data/findings.schema.json",
            "data/ids.js",
            "feed.xml",
            "sitemap.xml",
            "templates/plot/plan.md",
            "templates/plan/plan.md"
        ]
    );
    let changes = site
        .files()
        .iter()
        .find(|it| it.path == "data/changes.json");
    let json: serde_json::Value = serde_json::from_slice(&changes.unwrap().bytes).unwrap();
    assert_eq!(json["changes"][0]["page"], "changes/p-1/");
    let copies: Vec<_> = site.copies().iter().map(|it| it.to.as_str()).collect();
    assert_eq!(
        copies,
        ["changes/p-1/evidence/bed 1.png"],
        "only what a document links to, and no page"
    );
}

#[test]
fn standing_on_pages_is_that_of_the_summary() {
    let portal = Portal::with(&[]);
    let site = portal.site();
    let summary = &portal.findings.summary;
    let listed = |verdict: &str| {
        let path = format!("changes/by/verdict/{verdict}/index.html");
        let planned = site.pages().iter().find(|it| it.path() == path);
        planned.map_or(0, |_| {
            view(&site, &path)["it"]["rows"].as_array().unwrap().len()
        })
    };
    assert_eq!(listed("non_compliant"), summary.non_compliant);
    assert_eq!(listed("in_progress"), summary.in_progress);
    assert_eq!(listed("compliant"), summary.compliant);
}

#[test]
fn the_program_text_of_the_site_is_listed_whole() {
    // The files name their siblings: every `mod` of site.rs is among the texts.
    let site = include_str!("../site.rs");
    let modules = site
        .lines()
        .filter_map(|it| it.strip_prefix("mod ")?.strip_suffix(';'));
    let missing: Vec<_> = modules
        .filter(|it| !["tests"].contains(it))
        .filter(|it| !super::fixture::NAMES.contains(&format!("{it}.rs").as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
