//! Somebody writes a record beside a browser: the page follows every save by itself.

use std::fs;

use serde_json::Value;

use crate::devtools::{Browser, DESKTOP};
use crate::harness::Portal;
use crate::preview::Preview;

const HEAD: &str = "changes/CHG-2025-0003/change.md";

/// What the page of the record tells of it: in the box, beside paragraphs, at the foot.
const TOLD: &str = "JSON.stringify({
    box: Array.from(document.querySelectorAll('#serve-notes p, #serve-notes li'), it => it.textContent),
    beside: Array.from(document.querySelectorAll('.serve-note'),
        it => (it.closest('[id]') || {}).id + ': ' + it.querySelector('.head').textContent),
    foot: (document.getElementById('serve-banner') || {}).textContent || '',
})";

/// What its reader has before the eyes, and how high it stands.
const SEEN: &str = "Array.from(document.querySelectorAll('main h3[id], main h4[id], main h5[id]'))
    .map(it => [it.id, Math.round(it.getBoundingClientRect().top)])
    .find(it => it[1] > 0)";

/// A portal, its preview, and a browser that shows a page of it.
struct Desk {
    portal: Portal,
    _preview: Preview,
    browser: Browser,
    url: String,
}

impl Desk {
    fn at(page: &str) -> Self {
        let portal = Portal::empty();
        portal.run("init --lang en --quiet").expect(0);
        let config = portal.read("changebook.yaml") + "as_of: 2026-07-06\n";
        fs::write(portal.path("changebook.yaml"), config).unwrap();
        let preview = Preview::start(&portal);
        let url = format!("http://{}{page}", preview.host);
        let mut browser = Browser::start();
        browser.look(DESKTOP);
        browser.open(&url);
        Self {
            portal,
            _preview: preview,
            browser,
            url,
        }
    }

    /// Whether its reader has the same before the eyes, to a pixel or two.
    fn stays(&mut self, before: &Value) {
        let now = self.browser.value(SEEN);
        let top = |it: &Value| it[1].as_i64().unwrap();
        assert_eq!(now[0], before[0]);
        assert!(top(&now).abs_diff(top(before)) < 3, "{now} {before}");
    }

    fn told(&mut self) -> String {
        let told = self.browser.value(TOLD);
        let told: Value = serde_json::from_str(told.as_str().unwrap()).unwrap();
        serde_json::to_string_pretty(&told).unwrap()
    }
}

#[test]
fn page_follows_a_save_and_stays_where_it_was() {
    let mut desk = Desk::at("/changes/chg-2025-0003/");
    desk.browser
        .wait("document.querySelector('#serve-notes .title')");
    desk.browser.value("scrollTo(0, 2400)");
    let before = desk.browser.value(SEEN);
    desk.portal
        .change(HEAD, "urgency: normal", "urgency: norml");
    desk.browser.wait("document.querySelector('.serve-note')");
    insta::assert_snapshot!(desk.told(), @r#"
    {
      "box": [
        "To be mended in this change: 1",
        "New since the last save: 1",
        "norml is none of the values of urgency; normal is near",
        "Next:",
        "norml is none of the values of urgency; normal is near (乔安岚, 陶一鸣)"
      ],
      "beside": [
        "change.urgency: error unknown-value norml is none of the values of urgency; normal is near"
      ],
      "foot": "1 error · changes/CHG-2025-0003/change.md:6: norml is none of the values of urgency; normal is near"
    }
    "#);
    desk.browser
        .wait("document.querySelector('#verdicts') && document.body.textContent.includes('norml')");
    desk.stays(&before);
    desk.portal
        .change(HEAD, "urgency: norml", "urgency: normal");
    desk.browser.wait(
        "document.querySelector('#serve-notes .label') && !document.querySelector('.serve-note')",
    );
    insta::assert_snapshot!(desk.told(), @r#"
    {
      "box": [
        "Nothing is to be mended in this change",
        "Mended by the last save: 1",
        "norml is none of the values of urgency; normal is near"
      ],
      "beside": [],
      "foot": ""
    }
    "#);
    desk.stays(&before);
}

#[test]
fn text_that_cannot_be_read_is_told_on_the_page_until_it_is_mended() {
    let mut desk = Desk::at("/changes/chg-2025-0003/");
    let good = desk.portal.read(HEAD);
    let bad = good.replacen("urgency:", "urgency: [", 1);
    fs::write(desk.portal.path(HEAD), bad).unwrap();
    desk.browser
        .wait("document.getElementById('serve-banner') && document.querySelector('.serve-note')");
    insta::assert_snapshot!(desk.told(), @r#"
    {
      "box": [
        "To be mended in this change: 1",
        "New since the last save: 1",
        "this is not YAML from here on; the keys above are read, those below may be missing",
        "Next:",
        "this is not YAML from here on; the keys above are read, those below may be missing (乔安岚, 陶一鸣)"
      ],
      "beside": [
        "change: error front-matter-syntax this is not YAML from here on; the keys above are read, those below may be missing"
      ],
      "foot": "1 error · changes/CHG-2025-0003/change.md:7: this is not YAML from here on; the keys above are read, those below may be missing"
    }
    "#);
    fs::write(desk.portal.path(HEAD), good).unwrap();
    desk.browser
        .wait("!document.getElementById('serve-banner') && !document.querySelector('.serve-note')");
}

#[test]
fn portal_that_cannot_be_built_says_why_in_the_page_and_the_page_comes_back() {
    let mut desk = Desk::at("/changes/chg-2025-0003/");
    let good = desk.portal.read("changebook.yaml");
    fs::write(desk.portal.path("changebook.yaml"), "title: [\n").unwrap();
    desk.browser
        .wait("document.getElementById('serve-failure')");
    fs::write(desk.portal.path("changebook.yaml"), good).unwrap();
    desk.browser.wait("document.getElementById('verdicts')");
}

#[test]
fn style_sheet_is_swapped_under_a_page_that_is_not_loaded_anew() {
    let mut desk = Desk::at("/changes/chg-2025-0003/");
    desk.browser
        .wait("document.querySelector('#serve-notes .title')");
    desk.browser.value("window.loaded_once = true");
    let style = desk.portal.path("themes/default/styles/own.css");
    fs::create_dir_all(style.parent().unwrap()).unwrap();
    fs::write(style, "body { outline: 3px solid rgb(1, 2, 3); }\n").unwrap();
    desk.browser
        .wait("getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)'");
    assert_eq!(desk.browser.value("window.loaded_once"), true);
    assert_eq!(
        desk.browser
            .value("document.querySelectorAll('link[rel=stylesheet][href*=site]').length"),
        1
    );
}

#[test]
fn every_tab_follows_in_its_language_and_what_is_closed_stays_closed() {
    let mut desk = Desk::at("/changes/chg-2025-0003/");
    let mut other = Browser::start();
    other.look(DESKTOP);
    other.open(&desk.url.replace("/changes/", "/zh-CN/changes/"));
    desk.browser
        .wait("document.querySelector('#serve-notes button')");
    desk.browser
        .value("document.querySelector('#serve-notes button').click()");
    assert_eq!(
        desk.browser.value("document.getElementById('serve-notes')"),
        Value::Null
    );
    desk.portal
        .change(HEAD, "title: 'Payment", "title: 'Seen by all, payment");
    desk.browser
        .wait("document.querySelector('h1').textContent.includes('Seen by all')");
    assert_eq!(
        desk.browser.value("document.getElementById('serve-notes')"),
        Value::Null
    );
    let mut second = Desk {
        browser: other,
        ..desk
    };
    second
        .browser
        .wait("document.querySelector('h1').textContent.includes('Seen by all')");
    second
        .browser
        .wait("document.querySelector('#serve-notes .title')");
    let box_said = second
        .browser
        .value("document.getElementById('serve-notes').textContent");
    assert!(
        box_said.as_str().unwrap().contains("本变更没有待改正之处"),
        "{box_said}"
    );
}
