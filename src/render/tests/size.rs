//! No page grows with the number of records, except the paged lists; and those are cut into pages.

use std::collections::BTreeMap;

use crate::site::fixture::Portal;

use super::{page, theme};

/// How many times as large a page may be: lists are filled up to where they are cut.
const MOST: usize = 2;

/// A portal with `count` more records, which break rules, wait, are done, name another one.
fn portal(count: usize) -> Portal {
    let record = |n: usize| {
        let rest = match n % 4 {
            0 => "state: wish\n",
            1 => {
                "state: planted\nsoil: sand\nlog:\n  - {type: asked, at: 2026-05-02 09:00, by: ada}\n  - {type: consent, at: 2026-05-03 09:00, by: ada, role: owner, result: agreed}\n  - {type: planted, at: 2026-05-10 09:00, by: ada}\n"
            }
            2 => {
                "state: asked\nsoil: clay\nlog:\n  - {type: asked, at: 2026-05-02 09:00, by: ada}\n"
            }
            _ => "state: wish\nsoil: sand\nmother: P-1\n",
        };
        let (month, day) = (1 + n % 6, 1 + n % 28);
        let text = format!(
            "---\nid: P-{n}\ntitle: 地块 {n}\nsystem: beds\nopened: 2026-{month:02}-{day:02}\n{rest}---\n\n见 P-1。\n"
        );
        (format!("plots/P-{n}/plot.md"), text)
    };
    let records: Vec<_> = (100_000..100_000 + count).map(record).collect();
    let records: Vec<_> = records
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    Portal::with(&records)
}

/// The bytes of every page but the lists and the records that were added.
fn sizes(portal: &Portal) -> BTreeMap<String, usize> {
    let theme = theme(&[]).unwrap();
    let site = portal.site();
    // The other language has the same lists.
    let is_list = |path: &str| {
        [
            "en/",
            "changes/index",
            "/by/",
            "/sorted/",
            "/page/",
            "/statistics/",
            "p-10",
        ]
        .iter()
        .any(|it| path.contains(it))
    };
    let pages = site.pages().iter().filter(|it| !is_list(it.path()));
    pages
        .map(|it| {
            (
                it.path().to_owned(),
                page(&site, &theme, it).unwrap().bytes.len(),
            )
        })
        .collect()
}

#[test]
fn hundred_times_the_records_at_most_double_a_page() {
    let few = sizes(&portal(100));
    let many = sizes(&portal(10_000));
    let grown: Vec<_> = few
        .iter()
        .filter_map(|(path, &before)| {
            let after = *many.get(path)?;
            (after > before * MOST).then(|| format!("{path}: {before} → {after}"))
        })
        .collect();
    assert!(grown.is_empty(), "\n{}\n", grown.join("\n"));
    let new: Vec<_> = many.keys().filter(|it| !few.contains_key(*it)).collect();
    assert!(new.is_empty(), "{new:?}");
    assert!(few.len() > 40, "{} pages", few.len());
}

#[test]
fn lists_hold_fifty_rows_and_links_to_near_pages() {
    let portal = portal(2_000);
    let theme = theme(&[]).unwrap();
    let site = portal.site();
    let lists = site.pages().iter().filter(|it| {
        let path = it.path();
        path.starts_with("changes/page/")
            || path.starts_with("changes/sorted/id/page/")
            || (path.contains("/statistics/") && path.contains("/page/"))
    });
    let mut seen = 0;
    for list in lists.step_by(7) {
        let text = String::from_utf8(page(&site, &theme, list).unwrap().bytes).unwrap();
        assert!(
            text.matches("<th scope=\"row\">").count() <= 50,
            "{}",
            list.path()
        );
        let pages = text.split("class=\"pages\"").nth(1).unwrap();
        let pages = pages.split("</nav>").next().unwrap();
        assert!(
            pages.matches("<a ").count() <= 7,
            "{}: {pages}",
            list.path()
        );
        seen += 1;
    }
    assert!(seen > 8, "{seen}");
}
