//! The search and the lists as a reader uses them: by keys, from a file share and from `serve`.

use serde_json::Value;

use crate::devtools::Browser;
use crate::harness::Portal;
use crate::preview::Preview;
use crate::site::SITE;

/// Types into the search field and waits until the list below it says how many there are.
fn ask(browser: &mut Browser, words: &str) -> Vec<String> {
    let script = format!(
        "(async () => {{
            const field = document.querySelector('form.search input'), note = document.querySelector('.hits p');
            const until = it => new Promise(done => {{ (function look() {{ it() ? done() : setTimeout(look, 20); }})(); }});
            field.focus();
            await until(() => window.changebook && window.changebook.find);
            note.textContent = '';
            field.value = {};
            field.dispatchEvent(new InputEvent('input'));
            await until(() => note.textContent);
            return Array.from(document.querySelectorAll('.hits li'), it => it.textContent);
        }})()",
        Value::from(words)
    );
    let hits: Vec<String> = serde_json::from_value(browser.value(&script)).unwrap();
    assert!(!hits.is_empty(), "nothing for {words}");
    hits
}

fn demonstration(path: &str) -> String {
    format!("file://{}", SITE.join(path).display())
}

#[test]
fn search_from_a_file_share_finds_chinese_words_beginnings_and_parts_of_ids() {
    let mut browser = Browser::start();
    for (page, words, hit) in [
        ("index.html", "网关", "前置网关"),
        (
            "changes/chg-2025-0014/index.html",
            "文件目录",
            "CHG-2025-0014",
        ),
        ("index.html", "2025-14", "CHG-2025-0014"),
        ("en/rules/gl402/index.html", "settl", "settlement"),
        ("en/index.html", "gl402", "GL402"),
        ("procedure/4.2/index.html", "SL-4.2-5d", "SL-4.2-5d"),
    ] {
        browser.open(&demonstration(page));
        let hits = ask(&mut browser, words);
        let first = hits[0].to_lowercase();
        assert!(first.contains(&hit.to_lowercase()), "{words}: {hits:?}");
        assert_eq!(browser.complaints(), [""; 0], "{page}: {words}");
    }
}

#[test]
fn search_from_the_preview_keeps_to_the_policy() {
    let portal = Portal::fixture("proposals");
    let preview = Preview::start(&portal);
    let mut browser = Browser::start();
    browser.open(&format!("http://{}/rules/p-call/", preview.host));
    let hits = ask(&mut browser, "greet");
    assert!(hits[0].contains("Shorter greetings"), "{hits:?}");
    browser.press("ArrowDown");
    browser.press("Enter");
    browser.wait("location.pathname === '/changes/0002/index.html'");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn list_of_hits_is_a_combobox_that_keys_and_screen_readers_understand() {
    let mut browser = Browser::start();
    browser.open(&demonstration("index.html"));
    browser.press("/");
    assert_eq!(browser.value("document.activeElement.id"), "q");
    ask(&mut browser, "上线");
    let state = "(() => { const it = document.activeElement; return ['role', 'aria-expanded', 'aria-activedescendant']
        .map(name => it.getAttribute(name) || '').join(' '); })()";
    assert_eq!(browser.value(state), "combobox true ");
    browser.press("ArrowDown");
    assert_eq!(browser.value(state), "combobox true hit-0");
    let marked = "document.querySelector('#hit-0[aria-selected=true] mark').textContent";
    assert_eq!(browser.value(marked), "上线");
    browser.press("Escape");
    assert_eq!(browser.value(state), "combobox false ");
    // No question is asked of half a word that an input method still composes.
    let composing = "(() => { const it = document.activeElement; it.value = 'shangx';
        it.dispatchEvent(new InputEvent('input', { isComposing: true })); return it.getAttribute('aria-expanded'); })()";
    assert_eq!(browser.value(composing), "false");
}

#[test]
fn page_of_results_shows_excerpts_and_kinds_and_says_what_is_missing() {
    let mut browser = Browser::start();
    browser.open(&demonstration("search/index.html?q=%E5%9B%9E%E9%80%80"));
    browser.wait("document.querySelectorAll('.excerpt mark').length > 5");
    assert_eq!(
        browser.value("document.querySelector('.index').hidden"),
        true
    );
    let kinds =
        "Array.from(document.querySelectorAll('.kinds button'), it => it.value).sort().join()";
    let kinds = browser.value(kinds);
    assert!(kinds.as_str().unwrap().contains("change,clause"), "{kinds}");
    browser.value("document.querySelector('.kinds button[value=rule]').click()");
    browser.wait("document.querySelectorAll('.found li').length && Array.from(document.querySelectorAll('.found .id')).every(it => it.textContent.startsWith('GL'))",
    );
    assert!(
        browser
            .value("location.search")
            .as_str()
            .unwrap()
            .ends_with("&kind=rule")
    );

    browser.open(&demonstration(
        "search/index.html?q=%E5%9B%9E%E9%80%80%20zzzz",
    ));
    browser.wait(
        "document.querySelector('.found .count').textContent.startsWith('没有一处包含全部词语')",
    );
    browser.open(&demonstration("search/index.html?q=zzzz"));
    browser.wait("document.querySelector('.found .count').textContent.startsWith('没有找到')");
    assert_eq!(
        browser.value("document.querySelector('.index').hidden"),
        false
    );
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn texts_of_hits_are_fetched_when_they_come_near() {
    let mut browser = Browser::start();
    browser.look(crate::devtools::DESKTOP);
    browser.open(&demonstration("search/index.html?q=%E5%8F%98%E6%9B%B4"));
    browser.wait("document.querySelectorAll('.found li').length === 20 && document.querySelectorAll('.excerpt mark').length",
    );
    let last = "document.querySelector('.found li:last-child .excerpt').textContent";
    assert_eq!(browser.value(last), "");
    browser.value("document.querySelector('.found li:last-child').scrollIntoView()");
    browser.wait(&format!("{last}.length > 20"));
}

#[test]
fn list_is_cut_down_and_sorted_by_its_address_and_goes_back() {
    let mut browser = Browser::start();
    browser.open(&demonstration(
        "changes/index.html?state=closed&sort=-opened",
    ));
    let rows = "Array.from(document.querySelectorAll('table.changes tbody tr:not([hidden])'), it => it.dataset.state + it.cells[5].textContent).join(' ')";
    let shown = browser.value(rows);
    let days: Vec<_> = shown.as_str().unwrap().split(' ').collect();
    assert!(
        days.len() > 10 && days.iter().all(|it| it.starts_with("closed")),
        "{days:?}"
    );
    assert!(days.windows(2).all(|it| it[0] >= it[1]), "{days:?}");

    let choose = "(() => { const it = document.querySelector('select[name=verdict]'); it.value = 'in_progress';
        it.dispatchEvent(new Event('change', { bubbles: true })); return document.querySelector('.filter-none').textContent; })()";
    let none = browser.value(choose);
    assert!(
        none.as_str().unwrap().contains("“进行中”排除得最多"),
        "{none}"
    );
    let address = browser.value("location.search");
    assert_eq!(address, "?verdict=in_progress&state=closed&sort=-opened");
    browser.value("history.back()");
    browser.wait("location.search === '?state=closed&sort=-opened' && document.querySelector('.filter-none').hidden",
    );
    assert_eq!(browser.value(rows), shown);
}

#[test]
fn scripts_keep_to_their_budget() {
    for (name, most) in [("site", 12_288), ("search", 8_192), ("found", 8_192)] {
        let path = crate::harness::repository().join(format!("themes/default/static/{name}.js"));
        let size = std::fs::metadata(path).unwrap().len();
        assert!(size <= most, "{name}.js has {size} bytes");
    }
}
