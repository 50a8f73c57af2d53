//! What open tabs are told of their pages: those that stay as they are, and no other.

use super::live::{events, next};
use super::*;

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use serde_json::json;

#[test]
fn open_tabs_are_told_which_pages_stay_as_they_are() {
    let server = serve(SITE);
    let events = events(server.bound());
    let first = next(&events);
    let page = get(&server, "/").body;
    let generation = first["generation"].as_str().unwrap();
    assert!(
        page.contains(&format!("data-generation=\"{generation}\"")),
        "{page}"
    );

    get(&server, "/rules/");
    get(&server, "/data/findings.json");
    let mut pages = SITE.to_vec();
    pages[1].1 = "<body>other rules</body>";
    pages[3].1 = "[1]";
    assert_eq!(server.show(&Ok(snapshot(&pages))), 1);
    let second = next(&events);
    assert_eq!(second["previous"], first["generation"]);
    assert_eq!(
        second["unchanged"],
        json!(["index.html", "_errors/index.html"])
    );
    assert!(get(&server, "/rules/").body.contains("other rules"));
}

#[test]
fn page_that_is_gone_does_not_stay_as_it_is() {
    let server = serve(SITE);
    let events = events(server.bound());
    next(&events);
    get(&server, "/rules/");
    assert_eq!(server.show(&Ok(snapshot(SITE))), 0);
    let errors = "_errors/index.html";
    assert_eq!(
        next(&events)["unchanged"],
        json!(["rules/index.html", errors])
    );
    assert_eq!(server.show(&Ok(snapshot(&SITE[..1]))), 1);
    assert_eq!(next(&events)["unchanged"], json!([errors]));
}

#[test]
fn style_sheets_are_no_pages_that_are_open() {
    let styles: Vec<_> = (0..40).map(|it| format!("assets/{it}.css")).collect();
    let mut site = SITE.to_vec();
    site.extend(styles.iter().map(|it| (it.as_str(), "p{}")));
    let server = serve(&site);
    get(&server, "/rules/");
    for path in &styles {
        get(&server, &format!("/{path}"));
    }
    let events = events(server.bound());
    next(&events);
    server.show(&Ok(snapshot(&site)));
    assert_eq!(next(&events)["unchanged"][0], "rules/index.html");
}

#[test]
fn page_that_was_open_long_ago_is_loaded_anew_in_case_it_changed() {
    let many: Vec<_> = (0..40).map(|it| format!("{it}.html")).collect();
    let mut site = SITE.to_vec();
    site.extend(
        many.iter()
            .map(|it| (it.as_str(), "<body>one of many</body>")),
    );
    let server = serve(&site);
    get(&server, "/rules/");
    for path in &many {
        get(&server, &format!("/{path}"));
    }
    let events = events(server.bound());
    next(&events);
    server.show(&Ok(snapshot(&site)));
    let unchanged = next(&events)["unchanged"].clone();
    let unchanged = unchanged.as_array().unwrap();
    assert!(
        !unchanged.contains(&"rules/index.html".into()),
        "{unchanged:?}"
    );
    assert!(unchanged.contains(&"39.html".into()), "{unchanged:?}");
}

/// Makes the same page at every path, as soon as it may.
#[derive(Default)]
struct Slow {
    /// Whether somebody waits for a page, and whether it may be made.
    state: Mutex<(bool, bool)>,
    news: Condvar,
}

impl Slow {
    fn wait_until(&self, holds: impl Fn((bool, bool)) -> bool) {
        let state = self.state.lock().unwrap();
        let waited = self
            .news
            .wait_timeout_while(state, PATIENCE, |it| !holds(*it));
        assert!(!waited.unwrap().1.timed_out());
    }

    fn set(&self, change: impl Fn(&mut (bool, bool))) {
        change(&mut self.state.lock().unwrap());
        self.news.notify_all();
    }
}

impl Press for Slow {
    fn make(&self, _: &str) -> Result<Option<Made>, Error> {
        self.set(|it| it.0 = true);
        self.wait_until(|it| it.1);
        Ok(Some(Made::new(b"<body>rules</body>".to_vec(), None)))
    }
}

#[test]
fn page_is_answered_while_open_ones_are_made_and_is_then_loaded_anew() {
    let server = serve(SITE);
    get(&server, "/rules/");
    let events = events(server.bound());
    next(&events);
    let press = Arc::new(Slow::default());
    let paths = ["index.html", "rules/index.html"].map(str::to_owned);
    let slow = Snapshot::made_by(Arc::clone(&press) as Arc<dyn Press>, BTreeSet::from(paths));
    let slow = Ok(slow.unwrap());
    thread::scope(|it| {
        it.spawn(|| server.show(&slow));
        press.wait_until(|it| it.0);
        assert!(get(&server, "/").body.contains("home"));
        press.set(|it| it.1 = true);
    });
    let unchanged = next(&events)["unchanged"].clone();
    assert_eq!(unchanged, json!(["rules/index.html", "_errors/index.html"]));
}

#[test]
fn end_that_comes_while_pages_are_made_is_not_forgotten() {
    let server = serve(SITE);
    get(&server, "/rules/");
    let press = Arc::new(Slow::default());
    let paths = BTreeSet::from(["rules/index.html".to_owned()]);
    let slow = Snapshot::made_by(Arc::clone(&press) as Arc<dyn Press>, paths);
    let slow = Ok(slow.unwrap());
    thread::scope(|it| {
        it.spawn(|| server.show(&slow));
        press.wait_until(|it| it.0);
        server.close();
        press.set(|it| it.1 = true);
    });
    assert!(server.is_closing());
}
