//! The site as a browser sees it, from a file share and from `serve`: titles, and nothing to complain about.

use tempfile::TempDir;

use crate::devtools::Browser;
use crate::harness::Portal;
use crate::preview::Preview;
use crate::site::SITE;

#[test]
fn pages_open_from_a_file_share_without_complaint() {
    for (page, title) in [
        ("index.html", "系统上线管理"),
        ("en/index.html", "System Go-Live Management"),
        ("changes/index.html", "系统上线管理"),
        ("en/changes/chg-2025-0014/index.html", "CHG-2025-0014"),
        ("procedure/4.2/index.html", "系统上线管理"),
        ("en/compliance/index.html", "System Go-Live Management"),
        ("rules/gl402/index.html", "GL402"),
        ("templates/golive_plan/index.html", "系统上线管理"),
    ] {
        let address = format!("file://{}", SITE.join(page).display());
        let seen = Seen::at(&address);
        assert!(seen.title.contains(title), "{page}: {}", seen.title);
        assert_eq!(seen.complaints, [""; 0], "{page}");
    }
}

#[test]
fn pages_open_from_the_preview_without_complaint() {
    let portal = Portal::fixture("proposals");
    let preview = Preview::start(&portal);
    for (path, title) in [
        ("/", "Lantern Network Proposals"),
        ("/changes/0002/", "Shorter greetings"),
        ("/rules/p-call/", "P-CALL"),
    ] {
        let seen = Seen::at(&format!("http://{}{path}", preview.host));
        assert!(seen.title.contains(title), "{path}: {}", seen.title);
        assert_eq!(seen.complaints, [""; 0], "{path}");
    }
}

/// What a browser made of a page.
pub(crate) struct Seen {
    /// The whole document after its scripts ran.
    dom: String,
    /// The title of the document after its scripts ran.
    pub(crate) title: String,
    /// What it wrote to its console: errors, refusals of the policy, files that it did not find.
    pub(crate) complaints: Vec<String>,
}

impl Seen {
    /// Opens a page. Fails without the browser: `tests/run` installs it.
    pub(crate) fn at(address: &str) -> Self {
        let mut browser = Browser::start();
        browser.open(address);
        let title = browser.value("document.title");
        let dom = browser.value("document.documentElement.outerHTML");
        Self {
            dom: dom.as_str().unwrap().to_owned(),
            title: title.as_str().unwrap().to_owned(),
            complaints: browser.complaints(),
        }
    }

    /// The element with an attribute, from its tag to the end of its line.
    pub(crate) fn element(&self, attribute: &str) -> &str {
        let at = self.dom.find(attribute);
        let at = at.unwrap_or_else(|| panic!("no {attribute} in {}", self.dom));
        let start = self.dom[..at].rfind('<').unwrap();
        self.dom[start..].lines().next().unwrap()
    }
}

#[test]
fn complaints_of_a_browser_are_heard() {
    let folder = TempDir::with_prefix("changebook-").unwrap();
    let page = folder.path().join("page.html");
    let text = "<!DOCTYPE html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
                <title>x</title><style>p { color: red }</style><p>y";
    std::fs::write(&page, text).unwrap();
    let seen = Seen::at(&format!("file://{}", page.display()));
    assert_eq!(seen.complaints.len(), 1, "{:?}", seen.complaints);
    assert!(seen.complaints[0].contains("Content Security Policy"));
}
