//! The published demonstration: every address of the contract, every link, nothing from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use changebook::source::Span;
use changebook::yaml::{self, Node};
use regex::Regex;
use serde_json::Value;

use crate::harness::{changebook, files, repository};

/// The demonstration, built once for all tests that only look at it.
pub(crate) static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demonstration");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let output = changebook(repository())
        .args(["build", "--quiet", "--fail-on", "never", "--out"])
        .arg(&folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    folder
});

/// The pages, by path.
static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let is_page = |it: &String| Path::new(it).extension().is_some_and(|it| it == "html");
    let pages = files(&SITE).into_iter().filter(is_page);
    pages
        .map(|path| {
            let text = fs::read_to_string(SITE.join(&path)).unwrap();
            (path, text)
        })
        .collect()
});

#[test]
fn approval_that_no_rule_asks_of_a_change_is_not_missing_on_its_page() {
    // An emergency needs no approval by the customer.
    assert!(!PAGES["changes/chg-2025-0006/index.html"].contains("尚缺"));
}

#[test]
fn what_falls_due_within_a_week_stands_on_the_start_page_with_its_day() {
    let coming = |page: &str| {
        let section = PAGES[page].split("id=\"coming\"").nth(1).unwrap();
        section.split("</section>").next().unwrap().to_owned()
    };
    // Its next report on the progress is due two hours after the last.
    for page in ["index.html", "en/index.html"] {
        let section = coming(page);
        assert!(section.contains("2026-07-01 01:40"), "{section}");
        assert!(section.contains("CHG-2026-0018"), "{section}");
    }
    // What is planned later than that is not there.
    assert!(!coming("index.html").contains("2026-07-14"));
}

#[test]
fn every_page_of_the_contract_exists_in_both_languages() {
    let mut expected = Vec::new();
    for address in [
        "",
        "todo/",
        "process/",
        "procedure/",
        "templates/",
        "changes/",
        "compliance/",
        "compliance/coverage/",
        "compliance/statistics/",
        "compliance/waivers/",
        "audit/",
        "audit/page/1/",
        "calendar/",
        "calendar/2026-06/",
        "rules/",
        "people/",
        "people/pm.lin/",
        "roles/",
        "roles/project_manager/",
        "roles/operator/",
        "systems/",
        "systems/core-ledger/",
        "search/",
        "changes/sorted/window/",
        "changes/sorted/id/",
        "changes/by/month/2026-06/",
        "changes/by/role/customer_interface/",
        "changes/by/scope/db_schema/",
    ] {
        expected.push(format!("{address}index.html"));
    }
    for change in fs::read_dir(repository().join("content/changes")).unwrap() {
        let id = change.unwrap().file_name().into_string().unwrap();
        expected.push(format!("changes/{}/index.html", id.to_lowercase()));
        expected.push(format!("audit/{}/index.html", id.to_lowercase()));
    }
    for id in rules() {
        expected.push(format!("rules/{}/index.html", id.to_lowercase()));
    }
    for kind in files(&repository().join("content/procedure/documents")) {
        let kind = kind.trim_end_matches(".yaml");
        if kind != "change" {
            expected.push(format!("templates/{kind}/index.html"));
        }
    }
    for (section, _) in clauses() {
        expected.push(format!("procedure/{section}/index.html"));
    }
    for page in expected {
        for prefix in ["", "en/"] {
            let path = format!("{prefix}{page}");
            assert!(PAGES.contains_key(&path), "{path} is missing");
        }
    }
    for path in [
        "404.html",
        "data/changes.json",
        "data/findings.json",
        "data/changes.csv",
        "assets/search/manifest.js",
        "data/changes.schema.json",
        "data/findings.schema.json",
        "data/ids.js",
        "feed.xml",
        "badge.svg",
        "calendar/calendar.ics",
        ".changebook-manifest",
    ] {
        assert!(SITE.join(path).is_file(), "{path} is missing");
    }
}

#[test]
fn every_clause_has_its_anchor() {
    let mut count = 0;
    for (section, ids) in clauses() {
        let page = &PAGES[&format!("procedure/{section}/index.html")];
        for id in ids {
            count += 1;
            let anchor = format!("id=\"{id}\"");
            assert!(
                page.contains(&anchor),
                "procedure/{section}/ has no {anchor}"
            );
        }
    }
    assert!(count > 60, "{count} clauses");
}

#[test]
fn findings_for_machines_are_those_of_check() {
    let output = changebook(repository())
        .args(["check", "--format", "json"])
        .output()
        .unwrap();
    let checked = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        fs::read_to_string(SITE.join("data/findings.json")).unwrap(),
        checked
    );
}

#[test]
fn changes_for_machines_are_all_there() {
    let text = fs::read_to_string(SITE.join("data/changes.json")).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    let list = data["changes"].as_array().or(data.as_array()).unwrap();
    let folders = fs::read_dir(repository().join("content/changes")).unwrap();
    assert_eq!(list.len(), folders.count());
}

#[test]
fn every_link_is_relative_and_leads_to_a_file_and_an_anchor() {
    let address = Regex::new(r#"<(\w+)[^>]*?\s(?:href|src|action)="([^"]*)""#).unwrap();
    let canonical = Regex::new(r#"<link[^>]*rel="(?:canonical|alternate)"[^>]*>"#).unwrap();
    let anchors: BTreeMap<&str, BTreeSet<&str>> = PAGES
        .iter()
        .map(|(path, text)| (path.as_str(), ids(text)))
        .collect();
    let mut broken = BTreeSet::new();
    for (path, text) in &*PAGES {
        let text = canonical.replace_all(text, "");
        for found in address.captures_iter(&text) {
            let (element, target) = (&found[1], &found[2]);
            if target.contains("://") || target.starts_with("mailto:") {
                // A record may speak of the outside; a page may not fetch from it.
                if element != "a" {
                    broken.insert(format!("{path}: <{element}> fetches {target}"));
                }
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = file.split('?').next().unwrap_or(file);
            let Some(to) = resolve(path, file) else {
                broken.insert(format!("{path}: {target} leaves the site"));
                continue;
            };
            if file.starts_with('/') || file.ends_with('/') {
                broken.insert(format!("{path}: {target} names no file"));
            } else if !SITE.join(decoded(&to)).is_file() {
                broken.insert(format!("{path}: {target} leads nowhere"));
            } else if let Some(known) = anchors.get(to.as_str())
                && !anchor.is_empty()
                && !known.contains(decoded(anchor).as_str())
            {
                broken.insert(format!("{path}: {target} has no such anchor"));
            }
        }
    }
    let shown: Vec<_> = broken.iter().take(40).map(String::as_str).collect();
    assert!(
        broken.is_empty(),
        "{} links:\n{}",
        broken.len(),
        shown.join("\n")
    );
}

#[test]
fn no_page_has_inline_scripts_or_styles() {
    let inline =
        Regex::new(r#"<script(?:\s[^>]*)?>[^<]|<style|\sstyle="|\son[a-z]+="|javascript:"#)
            .unwrap();
    let offences: Vec<_> = PAGES
        .iter()
        .filter_map(|(path, text)| Some((path, inline.find(text)?.as_str())))
        .take(10)
        .collect();
    assert_eq!(offences, []);
    for (path, text) in &*PAGES {
        assert!(
            text.contains("http-equiv=\"Content-Security-Policy\""),
            "{path} has no policy"
        );
    }
}

#[test]
fn every_page_says_its_language_its_title_and_its_day() {
    let title = Regex::new("<title>[^<]+</title>").unwrap();
    for (path, text) in &*PAGES {
        let lang = if path.starts_with("en/") {
            "en"
        } else {
            "zh-CN"
        };
        assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{path}");
        assert!(title.is_match(text), "{path} has no title");
        assert!(text.contains("2026-06-30"), "{path} has no as-of date");
        assert!(text.contains("name=\"viewport\""), "{path}");
    }
}

#[test]
fn every_page_is_valid_html() {
    let faults: Vec<_> = PAGES
        .iter()
        .flat_map(|(path, text)| {
            let faults = crate::html::faults(text).into_iter();
            faults.map(move |it| format!("{path}:{it}"))
        })
        .take(20)
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn ids_on_a_page_are_unique() {
    let id = Regex::new(r#"\sid="([^"]*)""#).unwrap();
    for (path, text) in &*PAGES {
        let mut seen = BTreeSet::new();
        for found in id.captures_iter(text) {
            let (_, [name]) = found.extract();
            assert!(seen.insert(name), "{path}: id {name} stands twice");
        }
    }
}

/// The ids that a page has.
fn ids(text: &str) -> BTreeSet<&str> {
    text.split(" id=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect()
}

/// The file that a relative address means on the page at `from`.
fn resolve(from: &str, address: &str) -> Option<String> {
    if address.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Percent signs and the entity of `&` undone.
fn decoded(text: &str) -> String {
    let text = text.replace("&amp;", "&");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The ids of the rules of the demonstration.
fn rules() -> Vec<String> {
    let folder = repository().join("content/procedure/rules");
    let mut found = Vec::new();
    for file in files(&folder) {
        let family = load(&fs::read_to_string(folder.join(file)).unwrap());
        for rule in family.get("rules").and_then(Node::items).unwrap() {
            found.push(rule.get("id").and_then(Node::text).unwrap().to_owned());
        }
    }
    assert!(found.len() >= 15);
    found
}

/// Sections, each with the ids of its clauses.
fn clauses() -> Vec<(String, Vec<String>)> {
    let folder = repository().join("content/procedure/clauses");
    let sections = files(&folder).into_iter().map(|file| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let front = text
            .strip_prefix("---\n")
            .unwrap()
            .split("\n---\n")
            .next()
            .unwrap();
        let front = load(front);
        let section = front
            .get("section")
            .and_then(Node::text)
            .unwrap()
            .to_owned();
        let clauses = front
            .get("clauses")
            .and_then(Node::entries)
            .unwrap_or_default();
        (section, clauses.iter().map(|it| it.key.clone()).collect())
    });
    sections.collect()
}

fn load(text: &str) -> Node {
    yaml::parse(text, Span::new(0, text.len())).root.unwrap()
}

/// What stands between the tags.
fn untagged(html: &str) -> String {
    Regex::new("<[^>]*>").unwrap().replace_all(html, " ").into()
}

#[test]
fn number_of_a_state_on_a_route_leads_to_exactly_these() {
    let link = Regex::new(r#"(?s)<a [^>]*?href="([^"]*changes/by/[^"]*)"[^>]*>(.*?)</a>"#).unwrap();
    let number = Regex::new(r"(\d+)\s*$").unwrap();
    let total = Regex::new(r#"<p class="lead">(\d+) change"#).unwrap();
    let mut seen = 0;
    for (folder, page) in [
        ("en", "en/index.html"),
        ("en/process", "en/process/index.html"),
    ] {
        for found in link.captures_iter(&PAGES[page]) {
            let text = untagged(&found[2]);
            let Some(n) = number.captures(text.trim_end()) else {
                continue;
            };
            let target = Path::new(folder).join(&found[1]);
            let mut parts: Vec<&str> = Vec::new();
            for part in target.iter().filter_map(|it| it.to_str()) {
                if part == ".." {
                    parts.pop();
                } else {
                    parts.push(part);
                }
            }
            let list = &PAGES[&parts.join("/")];
            assert_eq!(n[1], total.captures(list).unwrap()[1], "{page}: {text}");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn evidence_page_says_whether_the_seal_of_an_approval_holds() {
    let page = &PAGES["en/audit/chg-2025-0001/index.html"];
    let approvals = page.split("id=\"approvals\"").nth(1).unwrap();
    let approvals = approvals.split("</section>").next().unwrap();
    assert_eq!(approvals.matches("sealed, unchanged since").count(), 2);
}

#[test]
fn english_record_with_chinese_names_is_english_on_every_page() {
    // Its documents name people and modules in Chinese.
    let page = &PAGES["en/changes/chg-2026-0003/index.html"];
    assert!(!page.contains("<div class=\"prose\" lang=\"zh-CN\">"));
    let page = &PAGES["changes/chg-2026-0003/index.html"];
    assert!(page.contains("<div class=\"prose\" lang=\"en\">"));
}
