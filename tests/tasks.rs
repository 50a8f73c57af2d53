//! Six things that people come for, each done by clicking on what can be seen, from the first page on.
//!
//! A click is a click of the mouse in the middle of a link or button that carries the words, where
//! nothing lies over it. No task takes more than four.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::devtools::{Browser, DESKTOP};
use crate::harness::Portal;
use crate::preview::Preview;

/// The demonstration with a change that is not compliant, and two of March, one of which touches the database.
fn portal() -> Portal {
    let portal = Portal::demo();
    portal.change(
        "changes/CHG-2025-0013/03-test-report.md",
        "conclusion: pass",
        "conclusion: fail",
    );
    portal.change(
        "changes/CHG-2026-0004/change.md",
        "change_scope: [ui_report, other]",
        "change_scope: [db_schema, other]",
    );
    portal.change(
        "changes/CHG-2026-0005/change.md",
        "opened_at: 2026-04-27 09:30",
        "opened_at: 2026-03-27 09:30",
    );
    portal
}

/// Its site on a file share.
static SHARE: LazyLock<String> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tasks");
    let folder = folder.to_str().unwrap();
    let line = ["build", "--quiet", "--fail-on", "never", "--out", folder];
    portal().run_args(&line).expect(0);
    format!("file://{folder}")
});

/// Finds what is seen with some words, the shortest that has them.
const FIND: &str = "(kinds, words) => {
    const plain = it => it.textContent.replace(/\\s+/g, ' ').trim();
    const seen = it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && it.getClientRects().length && !it.closest('.visually-hidden');
    const all = Array.from(document.querySelectorAll(kinds)).filter(it => plain(it).includes(words) && seen(it));
    return all.sort((a, b) => plain(a).length - plain(b).length)[0];
}";

/// Somebody on the way.
struct Walk {
    browser: Browser,
    clicks: usize,
}

impl Walk {
    /// On the first page of a language, on a file share.
    fn from(page: &str) -> Self {
        Self::at(&format!("{}/{page}index.html", *SHARE))
    }

    fn at(address: &str) -> Self {
        let mut browser = Browser::start();
        browser.look(DESKTOP);
        browser.open(address);
        Self { browser, clicks: 0 }
    }

    /// Where the middle of what is found stands in the window.
    fn middle(&mut self, kinds: &str, words: &str) -> (f64, f64) {
        let script = format!(
            "(() => {{
                const it = ({FIND})({kinds}, {words});
                if (!it) return null;
                it.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                const box = it.getClientRects()[0];
                const x = box.x + box.width / 2, y = box.y + box.height / 2;
                const top = document.elementFromPoint(x, y);
                return top && (it.contains(top) || top.contains(it)) ? [x, y] : 'covered';
            }})()",
            kinds = Value::from(kinds),
            words = Value::from(words),
        );
        let found = self.browser.value(&script);
        let page = self.browser.value("location.pathname");
        let at = |n: usize| found[n].as_f64();
        let middle = at(0).zip(at(1));
        middle.unwrap_or_else(|| panic!("`{words}` on {page}: {found}"))
    }

    /// Clicks on the link or button with the words.
    fn click(&mut self, words: &str) {
        let kinds = "a[href], button, summary";
        let (x, y) = self.middle(kinds, words);
        let leaves = format!(
            "(() => {{ const it = ({FIND})({}, {}); return it.tagName === 'A' && !it.hasAttribute('download')
                && it.href.split('#')[0] !== location.href.split('#')[0]; }})()",
            Value::from(kinds),
            Value::from(words),
        );
        let leaves = self.browser.value(&leaves) == true;
        self.browser.click(x, y, leaves);
        self.clicks += 1;
    }

    /// Opens a list of choices and takes one of them: two clicks.
    fn choose(&mut self, list: &str, words: &str) {
        self.middle(list, words);
        let script = format!(
            "(() => {{
                const list = document.querySelector({});
                const choice = Array.from(list.options).find(it => it.textContent === {});
                list.value = choice.value;
                list.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})()",
            Value::from(list),
            Value::from(words),
        );
        self.browser.value(&script);
        self.clicks += 2;
    }

    /// The words are there to be read.
    fn sees(&mut self, words: &str) {
        self.middle("main :not(script)", words);
    }

    /// How many rows of the list of changes are shown, and what they say.
    fn rows(&mut self) -> Vec<String> {
        let script = "Array.from(document.querySelectorAll('table.changes tbody tr')).filter(it => it.checkVisibility())
            .map(it => it.querySelector('.id').textContent)";
        serde_json::from_value(self.browser.value(script)).unwrap()
    }

    /// Ends the walk: what people come for takes at most so many clicks.
    fn takes(self, clicks: usize) {
        assert_eq!(self.clicks, clicks);
        assert!(clicks <= 4, "{clicks} clicks");
    }
}

#[test]
fn what_waits_for_the_customer_interface_takes_two_clicks() {
    for (page, todo, role, waits) in [
        ("", "待办", "客户接口人", "各审批人分别同意"),
        ("en/", "To do", "customer interface", "every approver has"),
    ] {
        let mut walk = Walk::from(page);
        walk.click(todo);
        walk.click(role);
        walk.sees("CHG-2026-0010");
        walk.sees(waits);
        walk.takes(2);
    }
}

#[test]
fn why_a_change_is_not_compliant_and_what_to_write_takes_two_clicks() {
    for (page, count, why, help) in [
        ("", "不合规的变更", "测试结论", "怎样改"),
        (
            "en/",
            "Non-compliant changes",
            "conclusion",
            "What to write",
        ),
    ] {
        let mut walk = Walk::from(page);
        walk.click(count);
        walk.click("CHG-2025-0013");
        walk.sees("GL306");
        walk.sees(why);
        walk.sees(help);
        walk.takes(2);
    }
}

#[test]
fn blank_review_sheet_is_downloaded_with_three_clicks() {
    let portal = portal();
    let preview = Preview::start(&portal);
    for (page, templates, sheet, download) in [
        ("", "模板", "系统变更操作复核表", "下载 05-review-sheet.md"),
        (
            "en/",
            "Templates",
            "Operation Review Sheet",
            "Download 05-review-sheet.md",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut walk = Walk::at(&format!("http://{}/{page}", preview.host));
        walk.browser.downloads(folder.path());
        walk.click(templates);
        walk.click(sheet);
        walk.click(download);
        let file = folder.path().join("05-review-sheet.md");
        walk.browser.downloaded();
        let blank = fs::read_to_string(file).unwrap();
        assert!(blank.starts_with("---\n") && blank.contains("doc: review_sheet"));
        walk.takes(3);
    }
}

#[test]
fn dossier_is_printed_with_three_clicks() {
    for (page, changes, print) in [("", "变更", "打印"), ("en/", "Changes", "Print")] {
        let mut walk = Walk::from(page);
        walk.click(changes);
        walk.click("CHG-2026-0013");
        walk.browser
            .value("window.print = () => { window.printed = true; }");
        walk.click(print);
        assert_eq!(walk.browser.value("window.printed"), true);
        walk.takes(3);
    }
}

#[test]
fn database_changes_of_a_month_take_four_clicks() {
    for (page, changes, scope) in [
        ("", "变更", "数据库结构修改"),
        ("en/", "Changes", "database structure"),
    ] {
        let mut walk = Walk::from(page);
        walk.click(changes);
        walk.click("2026-03");
        assert_eq!(walk.rows(), ["CHG-2026-0005", "CHG-2026-0004"]);
        walk.choose("form.filter select[name=scope]", scope);
        assert_eq!(walk.rows(), ["CHG-2026-0004"]);
        walk.takes(4);

        // The other way round, which takes as many and reaches every month.
        let mut walk = Walk::from(page);
        walk.click(changes);
        walk.click(scope);
        let all = walk.rows();
        assert_eq!(all.len(), 4, "{all:?}");
        walk.choose("form.filter select[name=month]", "2025-03");
        assert_eq!(walk.rows(), ["CHG-2025-0004"]);
        walk.takes(4);
    }
}

#[test]
fn seal_is_verified_with_three_clicks() {
    for (page, changes, approvals, verdict) in [
        ("", "变更", "审批与审核", "封签后没有改动"),
        (
            "en/",
            "Changes",
            "Approvals and reviews",
            "sealed, unchanged since",
        ),
    ] {
        let mut walk = Walk::from(page);
        walk.click(changes);
        walk.click("CHG-2025-0014");
        walk.click(approvals);
        walk.sees(verdict);
        walk.takes(3);
    }
}
