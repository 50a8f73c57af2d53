//! Files for machines: read by the programs that they are for.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::browser::Seen;
use crate::harness::{Portal, repository};
use crate::preview::Preview;
use crate::site::SITE;

/// Runs one of the scripts beside this file; what it prints, or why it failed.
pub(crate) fn python(script: &str, args: &[&Path]) -> Result<String, String> {
    let script = repository().join("tests/machine").join(script);
    let output = Command::new("/usr/bin/python3")
        .arg(script)
        .args(args)
        .output()
        .unwrap();
    let said = |it: Vec<u8>| String::from_utf8(it).unwrap();
    if output.status.success() {
        Ok(said(output.stdout))
    } else {
        Err(said(output.stderr))
    }
}

/// A portal that knows where it is published.
fn published() -> Portal {
    let portal = Portal::fixture("proposals");
    portal.change(
        "changebook.yaml",
        "time_zone: UTC",
        "time_zone: UTC\naddress: https://lantern.example/book/",
    );
    portal
        .run("build --quiet --fail-on never --out site")
        .expect(0);
    portal
}

#[test]
fn feed_is_atom_with_links_that_lead_to_pages() {
    // Entries of the demonstration, whose address is not known, and of a portal whose address is.
    let found = python("feed.py", &[&SITE]).unwrap();
    assert!(found.lines().count() > 20, "{found}");
    assert!(found.contains(" changes/chg-2026-"), "{found}");
    let portal = published();
    let found = python("feed.py", &[&portal.path("site")]).unwrap();
    let link = " https://lantern.example/book/changes/0002/";
    assert!(found.contains(link), "{found}");
}

#[test]
fn feed_says_when_something_happened_and_keeps_its_ids() {
    let portal = published();
    let first = portal.read("site/feed.xml");
    portal.change(
        "proposals/prop-0002.md",
        "name: Shorter greetings",
        "name: Short greetings",
    );
    portal
        .run("build --quiet --fail-on never --as-of 2026-04-30 --out site")
        .expect(0);
    let second = portal.read("site/feed.xml");
    let lines = |text: &str| {
        let lines = text
            .lines()
            .filter(|it| it.contains("<id>") || it.contains("<updated>"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_ne!(first, second);
    assert_eq!(lines(&first), lines(&second));
}

#[test]
fn sitemap_lists_every_page_of_a_portal_with_an_address() {
    let portal = published();
    let found = python("sitemap.py", &[&portal.path("site")]).unwrap();
    assert!(
        found.contains("https://lantern.example/book/changes/0001/\n"),
        "{found}"
    );
    assert!(
        !SITE.join("sitemap.xml").exists(),
        "the demonstration has no address"
    );
}

#[test]
fn badge_says_how_the_portal_stands() {
    let badge = std::fs::read_to_string(SITE.join("badge.svg")).unwrap();
    let data = std::fs::read_to_string(SITE.join("data/findings.json")).unwrap();
    let data: Value = serde_json::from_str(&data).unwrap();
    let n = &data["summary"]["non_compliant"];
    assert!(
        badge.contains(&format!("<title>变更 不合规 {n}</title>")),
        "{badge}"
    );
    let ended = Command::new("xmllint")
        .arg("--noout")
        .arg(SITE.join("badge.svg"))
        .status();
    assert!(ended.unwrap().success());
}

#[test]
fn changes_for_machines_are_valid_by_their_published_schema() {
    let schema = std::fs::read_to_string(SITE.join("data/changes.schema.json")).unwrap();
    let printed = Portal::empty().run("schema changes").expect(0).stdout;
    assert_eq!(printed, schema);
    let said = python(
        "valid.py",
        &[
            &SITE.join("data/changes.schema.json"),
            &SITE.join("data/changes.json"),
        ],
    );
    assert_eq!(said, Ok(String::new()));
    let said = python(
        "valid.py",
        &[
            &SITE.join("data/findings.schema.json"),
            &SITE.join("data/findings.json"),
        ],
    );
    assert_eq!(said, Ok(String::new()));
    let other = python(
        "valid.py",
        &[
            &SITE.join("data/changes.schema.json"),
            &SITE.join("data/findings.json"),
        ],
    );
    assert!(other.is_err());
}

#[test]
fn address_with_a_slip_is_led_to_the_id_that_was_meant() {
    let share = format!("file://{}", SITE.display());
    for (asked, led) in [
        (
            "404.html?id=chg-2025-14",
            "/changes/chg-2025-0014/index.html",
        ),
        (
            "404.html?id=CHG-2025-0O14",
            "/changes/chg-2025-0014/index.html",
        ),
        ("en/404.html?id=GL-402", "/en/rules/gl402/index.html"),
    ] {
        let seen = Seen::at(&format!("{share}/{asked}"));
        let guess = seen.element("id=\"guess\"");
        assert!(!guess.contains("hidden"), "{asked}: {guess}");
        assert!(guess.contains(led), "{asked}: {guess}");
    }
    let seen = Seen::at(&format!("{share}/404.html"));
    assert!(seen.element("id=\"guess\"").contains("hidden"));
}

#[test]
fn guess_of_the_preview_finds_its_ids_wherever_it_is_shown() {
    let portal = Portal::fixture("proposals");
    let preview = Preview::start(&portal);
    let page = preview.get("/changes/002/");
    assert!(page.head.starts_with("HTTP/1.1 404"), "{}", page.head);
    assert!(page.body.contains(" src=\"/data/ids.js\""), "{}", page.body);
    let ids = preview.get("/data/ids.js").body;
    assert!(
        ids.contains("\"0002\":\"changes/0002/index.html\""),
        "{ids}"
    );
}
