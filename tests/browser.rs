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
        // The browser waits a second for scripts; a stream of events never ends, so it must not wait for that.
        Self::after("--timeout=1000", address)
    }

    /// Opens a page that ends by itself, however long its scripts take on a busy machine.
    pub(crate) fn measured(address: &str) -> Self {
        Self::after("--virtual-time-budget=2000", address)
    }

    fn after(wait: &str, address: &str) -> Self {
        let profile = TempDir::with_prefix("changebook-browser-").unwrap();
        let output = Command::new("timeout")
            .args(["120", "chromium", "--headless", "--no-sandbox"])
            .args(["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .args(["--disable-extensions", "--disable-background-networking"])
            .args(["--enable-logging=stderr", "--v=0"])
            .args([wait, "--dump-dom"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(address)
            .env("HOME", profile.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let log = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "chromium, which tests/run installs, ended with {}:\n{log}",
            output.status
        );
        let dom = String::from_utf8_lossy(&output.stdout).into_owned();
        let title = dom
            .split_once("<title>")
            .and_then(|(_, it)| it.split_once("</title>"))
            .map(|(it, _)| it.to_owned())
            .unwrap_or_default();
        let complaints = log
            .lines()
            .filter(|it| it.contains(":CONSOLE"))
            .map(str::to_owned)
            .collect();
        Self {
            dom,
            title,
            complaints,
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
