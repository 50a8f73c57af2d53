//! What of the small portal can be found, by whom, in which language.

use crate::page::Page;
use crate::search::query::{Browser, pieces};
use crate::site::fixture::Portal;

/// The titles of what is found.
fn titles(files: &[Page], query: &str, lang: &str) -> Vec<String> {
    let browser = Browser::new(files);
    let found = browser.find(query, lang);
    found.iter().map(|it| browser.show(lang, it).0).collect()
}

#[test]
fn everything_is_found_that_a_portal_has() {
    let portal = Portal::with(&[]);
    let files = portal.site().index();
    for (query, lang, title) in [
        ("番茄", "zh-CN", "<b>番茄</b>"),
        ("P-2", "en", "Roses beside the old wall"),
        ("霜冻", "en", "<b>番茄</b>"),
        ("土质决定植物", "zh-CN", "写明土质"),
        ("soil decides", "en", "the soil is known"),
        ("种植方案", "zh-CN", "01 种植方案"),
        ("苗床", "zh-CN", "苗床"),
        ("怎样写", "zh-CN", "指南"),
        ("front-matter", "en", "No front matter"),
    ] {
        let titles = titles(&files, query, lang);
        assert!(titles.iter().any(|it| it == title), "{query}: {titles:?}");
    }
}

#[test]
fn every_piece_of_every_text_is_found() {
    let portal = Portal::with(&[]);
    let files = portal.site().index();
    let browser = Browser::new(&files);
    let mut count = 0;
    for lang in ["zh-CN", "en"] {
        for hit in browser
            .find("P-1", lang)
            .iter()
            .chain(&browser.find("T", lang))
            .chain(&browser.find("指南", lang))
        {
            let (title, text) = browser.show(lang, hit);
            for piece in pieces(&title).into_iter().chain(pieces(&text)) {
                count += 1;
                assert!(
                    browser.find(&piece, lang).contains(hit),
                    "{piece} of {title}"
                );
            }
        }
    }
    assert!(count > 1_000, "{count}");
}

#[test]
fn labels_of_a_record_are_found_in_every_language_and_the_procedure_in_that_of_the_page() {
    let portal = Portal::with(&[]);
    let files = portal.site().index();
    for query in ["黏土", "clay", "已种下", "planted", "主人", "owner"] {
        for lang in ["zh-CN", "en"] {
            let titles = titles(&files, query, lang);
            assert!(
                titles.contains(&"<b>番茄</b>".to_owned()),
                "{query}: {titles:?}"
            );
        }
    }
    assert_eq!(titles(&files, "土质决定植物", "en"), [""; 0]);
}

#[test]
fn names_that_are_not_published_are_not_found() {
    let mut portal = Portal::with(&[]);
    portal.config.publish_names = false;
    let files = portal.site().index();
    for file in &files {
        let text = String::from_utf8_lossy(&file.bytes);
        for name in ["艾达", "Bo Chen", "bo chen", "Ada L"] {
            assert!(!text.contains(name), "{name} in {}", file.path);
        }
    }
    assert!(!titles(&files, "园丁", "zh-CN").is_empty());
}

#[test]
fn secrets_are_not_found() {
    let record = "---\nid: P-4\ntitle: 口令\nstate: wish\nopened: 2026-06-01\n---\n\n数据库 password: hunter2hunter2\n";
    let portal = Portal::with(&[("plots/P-4/plot.md", record)]);
    let files = portal.site().index();
    assert!(titles(&files, "数据库", "zh-CN").contains(&"口令".to_owned()));
    for file in &files {
        assert!(
            !String::from_utf8_lossy(&file.bytes).contains("hunter2"),
            "{}",
            file.path
        );
    }
}

#[test]
fn records_stand_in_the_segment_of_the_year_in_which_they_were_opened() {
    let record = "---\nid: P-9\ntitle: 老树\nstate: wish\nopened: 2019-04-01\n---\n";
    let portal = Portal::with(&[("plots/P-9/plot.md", record)]);
    let paths: Vec<_> = portal
        .site()
        .index()
        .into_iter()
        .map(|it| it.path)
        .collect();
    for segment in ["2019", "2026", "undated", "zh-cn", "en"] {
        let begin = format!("assets/search/{segment}-t0.");
        assert!(
            paths.iter().any(|it| it.starts_with(&begin)),
            "{begin} {paths:?}"
        );
    }
}

#[test]
fn index_without_script_leads_to_every_record() {
    let records: Vec<_> = (100..270)
        .map(|n| {
            let text = format!("---\nid: P-{n}\ntitle: 地块\nsystem: beds\nstate: wish\nopened: 2026-0{}-01\n---\n", 1 + n % 5);
            (format!("plots/P-{n}/plot.md"), text)
        })
        .collect();
    let records: Vec<_> = records
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let portal = Portal::with(&records);
    let site = portal.site();
    let planned = site
        .pages()
        .iter()
        .find(|it| it.path() == "search/index.html");
    let view = serde_json::to_value(site.view(planned.unwrap())).unwrap();
    let ids = view["it"]["ids"].as_array().unwrap();
    let total: u64 = ids.iter().map(|it| it["n"].as_u64().unwrap()).sum();
    assert_eq!((ids.len(), total), (4, 173));
    assert_eq!(ids[1]["href"], "../changes/sorted/id/page/2/index.html");
    assert_eq!(
        view["it"]["months"][0]["href"],
        "../changes/by/month/2026-06/index.html"
    );
    assert_eq!(view["it"]["systems"][0]["n"], 172);
}
