//! Whether everybody can use the site: axe-core, the validator of the HTML standard, a walk by keyboard.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use crate::devtools::{Browser, DESKTOP, PHONE, Sight};
use crate::harness::repository;
use crate::kinds;
use crate::site::SITE;

/// Where the packages of npm are that `tests/packages` fetches.
static PACKAGES: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("packages");
    let fetched = Command::new(repository().join("tests/packages"))
        .arg(&folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&fetched.stderr);
    assert!(fetched.status.success(), "{said}");
    folder
});

/// What axe-core finds wrong in the open page, a line each.
const AXE: &str = "axe.run(document, {resultTypes: ['violations'], preload: false}).then(result => result.violations.flatMap(it =>
    it.nodes.map(node => it.id + ': ' + node.target + ' ' + node.failureSummary.replaceAll('\\n', ' ').slice(0, 200))))";

/// Every way to look, each language in the light of both and at both widths.
const SIGHTS: [(&str, Sight); 4] = [
    ("", DESKTOP),
    ("", PHONE.dark()),
    ("en/", PHONE),
    ("en/", DESKTOP.dark()),
];

fn lines(value: &Value) -> Vec<String> {
    let all = value.as_array().unwrap().iter();
    all.map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn no_page_shuts_anybody_out() {
    let axe = fs::read_to_string(PACKAGES.join("axe-core-4.14.1/axe.min.js")).unwrap();
    let mut browser = Browser::start();
    let mut found = Vec::new();
    for page in kinds::pages() {
        for (prefix, sight) in SIGHTS {
            let path = format!("{prefix}{page}");
            browser.look(sight);
            browser.open(&format!("file://{}", SITE.join(&path).display()));
            // A sideways scroll bar is nothing that axe looks for.
            let wide = browser.value(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth",
            );
            if wide.as_i64().unwrap() > 0 {
                found.push(format!(
                    "{path} {}: wider than the screen by {wide} px",
                    sight.width
                ));
            }
            browser.value(&format!("{axe}; 0"));
            let wrong = lines(&browser.value(AXE));
            let shade = if sight.dark { "dark" } else { "light" };
            found.extend(
                wrong
                    .iter()
                    .map(|it| format!("{path} {} {shade}: {it}", sight.width)),
            );
            found.extend(
                browser
                    .complaints()
                    .iter()
                    .map(|it| format!("{path}: {it}")),
            );
            let foreign = browser
                .requests()
                .into_iter()
                .filter(|it| !it.starts_with("file://") && !it.starts_with("data:"));
            found.extend(foreign.map(|it| format!("{path}: asks for {it}")));
        }
    }
    assert!(
        found.is_empty(),
        "{} complaints\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn page_that_shuts_somebody_out_is_found() {
    let axe = fs::read_to_string(PACKAGES.join("axe-core-4.14.1/axe.min.js")).unwrap();
    let mut browser = Browser::start();
    browser.open("data:text/html,<html lang=en><title>x</title><main><h1>x</h1><img src='data:,'><p style='color:%23999'>pale</p>");
    browser.value(&format!("{axe}; 0"));
    let found = lines(&browser.value(AXE)).concat();
    assert!(
        found.contains("image-alt") && found.contains("color-contrast"),
        "{found}"
    );
}

/// What the validator says of files.
fn validated(files: &[PathBuf]) -> String {
    let output = Command::new("java")
        .args(["-Xmx512m", "-jar"])
        .arg(PACKAGES.join("vnu-jar-26.9.27/build/dist/vnu.jar"))
        .args(["--errors-only", "--format", "gnu"])
        .args(files)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn pages_are_valid_in_the_eyes_of_the_standard() {
    let pages = kinds::pages().into_iter();
    let both = pages.flat_map(|it| [SITE.join(&it), SITE.join("en").join(&it)]);
    let said = validated(&both.collect::<Vec<_>>());
    assert_eq!(said, "");
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.html");
    fs::write(
        &wrong,
        "<!doctype html><html lang=en><title>x</title><p><center>y</center>",
    )
    .unwrap();
    assert!(validated(&[wrong]).contains("“center” element is obsolete"));
}

/// Where the focus is: the name of the element, and what a reader hears or sees of it.
const FOCUS: &str = "(() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    // A box of a drawing gets a thick border instead of a ring.
    const ringed = style.outlineStyle !== 'none'
        || [...it.querySelectorAll('*')].some(part => getComputedStyle(part).strokeWidth === '3px');
    const seen = ringed && box.width > 0 && box.bottom > 0 && box.right > 0;
    return [it.tagName.toLowerCase(), it.getAttribute('aria-label') || it.textContent.trim().slice(0, 40),
        it.getAttribute('href') || '', String(seen)];
})()";

#[test]
fn main_tasks_can_be_done_by_keyboard() {
    let mut browser = Browser::start();
    browser.look(DESKTOP);
    browser.open(&format!("file://{}", SITE.join("en/index.html").display()));
    // The first stop leads past the navigation.
    let mut tab = |browser: &mut Browser| {
        browser.press("Tab");
        let stop = lines(&browser.value(FOCUS));
        // Past the end of a page the walk leaves it for the window, and begins anew.
        let is_window = stop[0] == "body";
        assert!(
            is_window || stop[3] == "true",
            "the focus cannot be seen at {stop:?}"
        );
        stop
    };
    let skip = tab(&mut browser);
    assert_eq!(skip[2], "#main");
    browser.press("Enter");
    assert_eq!(browser.value("location.hash"), "#main");
    let inside = tab(&mut browser);
    assert_eq!(
        browser.value("document.querySelector('main').contains(document.activeElement)"),
        true,
        "{inside:?}"
    );
    // Without it the navigation comes in the order in which it is read.
    browser.open(&format!("file://{}", SITE.join("en/index.html").display()));
    tab(&mut browser);
    let nav = lines(&browser.value(
        "[document.querySelector('.site-name'), ...document.querySelectorAll('.main-nav a')].map(it => it.textContent.trim())",
    ));
    let walked: Vec<_> = nav.iter().map(|_| tab(&mut browser)[1].clone()).collect();
    assert_eq!(walked, nav);
    // From the list of changes to a change, and there a fold is opened.
    go(&mut browser, "changes/index.html", &mut tab);
    let id = "document.querySelector('main tbody a').getAttribute('href')";
    let first = browser.value(id).as_str().unwrap().to_owned();
    go(&mut browser, &first, &mut tab);
    let fold = (0..300).find(|_| tab(&mut browser)[0] == "summary");
    assert!(fold.is_some(), "no stop is a fold");
    let is_open = "document.activeElement.parentElement.open";
    let before = browser.value(is_open);
    browser.press("Enter");
    assert_ne!(
        browser.value(is_open),
        before,
        "a fold does not open by Enter"
    );
}

/// Walks to the link that ends in `href` and follows it.
fn go(browser: &mut Browser, href: &str, tab: &mut impl FnMut(&mut Browser) -> Vec<String>) {
    let walked = (0..300).find(|_| tab(browser)[2].ends_with(href));
    assert!(walked.is_some(), "no stop leads to {href}");
    let from = browser.value("location.href");
    browser.press("Enter");
    browser.wait(&format!(
        "document.readyState === 'complete' && location.href !== {from}"
    ));
}

#[test]
fn numbers_in_drawings_stand_out_in_every_scheme() {
    let mut browser = Browser::start();
    for (dark, forced, print) in [
        (false, false, false),
        (true, false, false),
        (false, true, false),
        (false, false, true),
    ] {
        browser.look(Sight {
            dark,
            forced,
            print,
            ..DESKTOP
        });
        browser.open(&format!("file://{}", SITE.join("en/index.html").display()));
        let same = browser.value(
            "Array.from(document.querySelectorAll('.d-number'), it => it.closest('g, a'))
                .filter(it => getComputedStyle(it.querySelector('.d-number')).fill === getComputedStyle(it.querySelector('.d-badge')).fill)
                .length",
        );
        assert_eq!(same, 0, "dark {dark}, forced {forced}, print {print}");
    }
}

#[test]
fn status_keeps_its_border_its_symbol_and_its_word_when_colours_are_forced() {
    let mut browser = Browser::start();
    let forced = Sight {
        forced: true,
        ..DESKTOP
    };
    browser.look(forced);
    browser.open(&format!(
        "file://{}",
        SITE.join("en/changes/index.html").display()
    ));
    let seen = browser.value(
        "(() => {
            const chip = document.querySelector('.chip'), style = getComputedStyle(chip);
            const cut = document.querySelector('.cut') && getComputedStyle(document.querySelector('.cut')).stroke;
            const plain = document.querySelector('.main-nav a:not([aria-current])');
            const ground = getComputedStyle(document.body).backgroundColor;
            return {
                border: style.borderTopStyle === 'solid' && style.borderTopColor !== ground,
                word: chip.textContent.trim().length > 0,
                symbol: chip.querySelector('svg').getBoundingClientRect().width > 10,
                cut: cut === ground,
                line: getComputedStyle(plain).borderBottomColor === ground,
            };
        })()",
    );
    let all = seen.as_object().unwrap();
    assert!(all.values().all(|it| it == true), "{seen}");
}
