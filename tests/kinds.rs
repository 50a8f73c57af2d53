//! One page of every kind of the demonstration, so that what is looked at grows with the site.

use std::collections::BTreeMap;
use std::fs;

use crate::harness::files;
use crate::site::SITE;

/// The largest page of every kind, without the prefix of its language.
///
/// The kind of a page is its address with `*` for what differs from page to page.
pub(crate) fn pages() -> Vec<String> {
    let mut largest: BTreeMap<String, (u64, String)> = BTreeMap::new();
    for path in files(&SITE) {
        if path.starts_with("en/") || path.rsplit_once('.').is_none_or(|it| it.1 != "html") {
            continue;
        }
        let size = fs::metadata(SITE.join(&path)).unwrap().len();
        let entry = largest.entry(kind(&path)).or_default();
        if size > entry.0 {
            *entry = (size, path);
        }
    }
    largest.into_values().map(|it| it.1).collect()
}

fn kind(path: &str) -> String {
    let parts: Vec<_> = path.split('/').collect();
    let fixed = [
        "by",
        "compliance",
        "coverage",
        "page",
        "sorted",
        "statistics",
        "waivers",
        "index.html",
    ];
    let part = |(at, part): (usize, &&str)| {
        if at == 0 || fixed.contains(part) || parts[at - 1] == "by" {
            (*part).to_owned()
        } else {
            "*".to_owned()
        }
    };
    parts
        .iter()
        .enumerate()
        .map(part)
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn every_kind_of_page_is_among_those_that_are_looked_at() {
    let pages = pages();
    let has = |asked: &str| pages.iter().filter(|it| kind(it) == asked).count();
    for asked in [
        "index.html",
        "404.html",
        "changes/index.html",
        "changes/*/index.html",
        "changes/by/state/*/index.html",
        "procedure/*/index.html",
        "rules/*/index.html",
    ] {
        assert_eq!(has(asked), 1, "{asked}: {pages:?}");
    }
    assert!(pages.len() < 80, "{pages:#?}");
}
