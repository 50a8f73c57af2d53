//! Every width between the narrowest telephone and a desk: no page scrolls sideways, whatever was written into it.
//!
//! A window at 200 % is half as wide, so these are the widths of those who enlarge, too.

use std::path::Path;

use crate::devtools::{Browser, DESKTOP, Sight};
use crate::harness::{Portal, files};
use crate::kinds;
use crate::site::SITE;

/// A telephone, half a screen, tablets upright and across, small desks.
const WIDTHS: [u32; 6] = [320, 640, 768, 900, 1040, 1130];

/// The printed part of a sheet of A4.
const SHEET: Sight = Sight {
    width: 672,
    print: true,
    ..DESKTOP
};

fn screens(widths: &[u32]) -> Vec<Sight> {
    let screen = |&width| Sight { width, ..DESKTOP };
    widths.iter().map(screen).collect()
}

/// The pages that are wider than the window or the sheet, with its width.
fn wide(site: &Path, pages: &[String], sights: &[Sight]) -> Vec<String> {
    let mut browser = Browser::start();
    let mut found = Vec::new();
    for page in pages {
        browser.open(&format!("file://{}", site.join(page).display()));
        for &sight in sights {
            browser.look(sight);
            let by = browser.value(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth",
            );
            if by.as_i64().unwrap() > 0 {
                let (width, print) = (sight.width, if sight.print { " in print" } else { "" });
                found.push(format!("{page}: {by} px wider than {width}{print}"));
            }
        }
    }
    found
}

#[test]
fn no_page_scrolls_sideways_at_any_width() {
    let pages = kinds::pages();
    let both = pages.iter().flat_map(|it| [it.clone(), format!("en/{it}")]);
    let mut sights = screens(&WIDTHS);
    sights.push(SHEET);
    let mut found = wide(&SITE, &both.collect::<Vec<_>>(), &sights);
    // What people wrote into their records differs from page to page.
    let mut records = files(&SITE);
    records.retain(|it| it.starts_with("en/audit/chg") || it.starts_with("changes/chg"));
    records.retain(|it| it.ends_with("index.html"));
    found.extend(wide(&SITE, &records, &screens(&WIDTHS[..1])));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn words_without_a_blank_do_not_push_a_page_apart() {
    let word = "x".repeat(200);
    let columns = format!("{}|\n", "| one of twelve columns ".repeat(12));
    let rule = format!("{}|\n", "|---".repeat(12));
    let few = format!("| word | code |\n|---|---|\n| {word} | `{word}` |\n");
    let body = format!(
        "Text {word} and `{word}`.\n\n{columns}{rule}{columns}\n{few}\n- [ ] {word}\n\n```sql\nSELECT {word} FROM {word};\n```\n\nhttps://example.org/{word}\n"
    );
    let long = format!("CHG-2026-{}", "9".repeat(120));
    let head = |id: &str, title: &str| {
        format!(
            "---\nchange_id: {id}\ntitle: {title}\nsystem: gateway\nroute: normal\ntrigger: requirement\n\
             urgency: normal\nchange_scope: [other]\nstate: draft\nopened_at: 2026-06-20 09:00\n\
             people: {{project_manager: pm.qiao}}\n---\n\n{body}"
        )
    };
    let portal = Portal::demo()
        .file(
            "changes/CHG-2026-0091/change.md",
            &head("CHG-2026-0091", &word),
        )
        .file(
            &format!("changes/{long}/change.md"),
            &head(&long, "Long id"),
        );
    portal
        .run("build --quiet --fail-on never --out site")
        .expect(0);
    let shows = |path: &String| {
        let text = portal.read(&format!("site/{path}"));
        text.contains(&word) || text.contains(&long)
    };
    let pages = files(&portal.path("site")).into_iter();
    let pages = pages
        .filter(|it| it.ends_with("index.html") && it.starts_with("en/") && !it.contains("/by/"));
    let pages: Vec<_> = pages.filter(shows).collect();
    assert!(pages.len() > 10, "{pages:#?}");
    let mut sights = screens(&WIDTHS);
    sights.push(DESKTOP);
    sights.push(SHEET);
    let found = wide(&portal.path("site"), &pages, &sights);
    assert!(found.is_empty(), "{found:#?}");
}
