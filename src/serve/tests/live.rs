//! What changes while the server runs.

use super::*;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use crate::finding::{Finding, Severity, top};
use crate::lang::Text;
use crate::serve::attend;
use crate::source::{Place, RawFile, Sources, Span};
use crate::watch::{self, Watch};

/// The data of the events of a server as they come.
pub(super) fn events(bound: SocketAddr) -> Receiver<String> {
    listen(bound, "")
}

/// The same for a tab that says more of itself.
fn listen(bound: SocketAddr, query: &str) -> Receiver<String> {
    let mut stream = TcpStream::connect(bound).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = format!("GET /_events{query} HTTP/1.1\r\nHost: {bound}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if let Some(data) = line.strip_prefix("data: ") {
                let _ = sender.send(data.to_owned());
            }
        }
    });
    receiver
}

pub(super) fn next(events: &Receiver<String>) -> serde_json::Value {
    let data = events.recv_timeout(PATIENCE).unwrap();
    serde_json::from_str(&data).unwrap()
}

#[test]
fn portal_that_cannot_be_built_shows_why_and_recovers() {
    let server = serve(SITE);
    let events = events(server.bound());
    next(&events);

    server.show(&Err(broken()));
    let told = next(&events);
    assert_eq!(told["unchanged"], serde_json::json!([]));
    assert!(told["banner"].as_str().unwrap().contains("rule.html:3"));
    for path in ["/", "/rules/", "/rules", "/none"] {
        let answer = get(&server, path);
        assert_eq!(answer.status, 500, "{path}");
        assert!(
            answer
                .body
                .contains("cannot render the template rule.html:3")
        );
        assert!(
            answer.body.contains("`{{ &lt;rool&gt; }}`"),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("<code>rool</code> is not known"));
        assert!(answer.body.contains("mend the template"));
        assert!(answer.body.contains("/_reload.js"));
    }
    assert!(get(&server, "/_errors/").body.contains("rule.html:3"));
    assert_eq!(get(&server, "/assets/base.1.css").status, 200);
    let old = get(&server, "/rules/?last-good");
    assert!(old.status == 200 && old.body.contains("<body>rules"));

    server.show(&Ok(snapshot(SITE)));
    assert_eq!(next(&events)["unchanged"], serde_json::json!([]));
    assert_eq!(get(&server, "/rules/").status, 200);
}

#[test]
fn preview_speaks_the_language_of_the_page_and_not_of_the_terminal() {
    let mut sources = Sources::default();
    let file = sources.add(RawFile {
        path: "changes/A/change.md".into(),
        bytes: "id: A\n".into(),
    });
    let finding = Finding::new("X1", Severity::Error, top(file), Text::plain("odd"));
    let pages = [
        ("index.html", "<html lang=\"zh-CN\"><body>x"),
        ("en/index.html", "<html lang=\"en\"><body>x"),
    ];
    let server = serve(&pages);
    server.show(&Ok(snapshot(&pages).with_findings(&[finding], &sources)));
    for (query, line) in [
        ("?lang=zh-CN", "1 个错误 · changes/A/change.md:1：odd"),
        ("?lang=en", "1 error · changes/A/change.md:1: odd"),
        ("?lang=xx", "1 error · changes/A/change.md:1: odd"),
    ] {
        assert_eq!(next(&listen(server.bound(), query))["banner"], line);
    }
    let list = |query: &str| get(&server, &format!("/_errors/{query}")).body;
    assert!(list("?lang=zh-CN").contains("<html lang=\"zh-CN\">"));
    assert!(list("").contains("<html lang=\"en\">"));
    server.show(&Err(broken()));
    for (path, lang) in [("/", "zh-CN"), ("/en/", "en"), ("/none", "en")] {
        let page = get(&server, path).body;
        assert!(page.contains(&format!("<html lang=\"{lang}\">")), "{page}");
        let errors = format!("href=\"/_errors/?lang={lang}\"");
        assert!(page.contains(&errors), "{page}");
    }
}

#[test]
fn portal_that_could_never_be_built_shows_why() {
    let server = Server::start(&options()).unwrap();
    server.show(&Err(broken()));
    let answer = get(&server, "/rules/");
    assert_eq!(answer.status, 500);
    assert!(!answer.body.contains("last-good"));
    server.show(&Ok(snapshot(SITE)));
    assert_eq!(get(&server, "/rules/").status, 200);
}

#[test]
fn request_before_the_first_build_waits_for_it() {
    let server = Server::start(&options()).unwrap();
    let bound = server.bound();
    let waiting = thread::spawn(move || ask(bound, "GET", "/", &bound.to_string()));
    thread::sleep(Duration::from_millis(50));
    server.show(&Ok(snapshot(SITE)));
    assert_eq!(waiting.join().unwrap().status, 200);
}

#[test]
fn findings_are_listed_by_file_the_newest_first() {
    let mut sources = Sources::default();
    let mut add = |path: &str, text: &str| {
        sources.add(RawFile {
            path: path.into(),
            bytes: text.into(),
        })
    };
    let first = add("changes/A/change.md", "id: <A>\nno: x\n");
    let second = add("changes/B/change.md", "id: B\n");
    let place = Place {
        source: first,
        span: Span::new(8, 9),
    };
    let finding =
        |severity, place| Finding::new("X1", severity, place, Text::plain("an <odd> thing"));
    let a = finding(Severity::Error, place);
    let b = finding(Severity::Warning, top(second));

    let server = serve(SITE);
    assert!(get(&server, "/_errors/").body.contains("Nothing was found"));
    server.show(&Ok(
        snapshot(SITE).with_findings(std::slice::from_ref(&a), &sources)
    ));
    let events = events(server.bound());
    let told = next(&events);
    assert_eq!(told["errors"], 1);
    assert_eq!(
        told["banner"],
        "1 error · changes/A/change.md:2: an <odd> thing"
    );
    let again = snapshot(SITE).with_findings(&[a, b], &sources);
    server.show(&Ok(again.clone()));
    assert_eq!(next(&events)["unchanged"], serde_json::json!([]));
    server.show(&Ok(again));
    assert_eq!(
        next(&events)["unchanged"],
        serde_json::json!(["_errors/index.html"])
    );

    let list = get(&server, "/_errors/").body;
    let place = |text: &str| {
        list.find(text)
            .unwrap_or_else(|| panic!("{text} in {list}"))
    };
    assert!(place("changes/B/change.md") < place("changes/A/change.md"));
    assert!(place("<span class=\"error\">error</span> <code class=\"place\">2:1</code>") > 0);
    assert!(place("an &lt;odd&gt; thing") > 0);
    assert_eq!(
        get(&server, "/_errors").header("location"),
        Some("/_errors/")
    );
}

#[test]
fn open_tabs_do_not_hold_up_the_end() {
    let server = serve(SITE);
    let events = events(server.bound());
    next(&events);
    let start = Instant::now();
    server.stop();
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(events.recv_timeout(PATIENCE).is_err());
}

#[test]
fn save_is_built_and_shown_and_a_panic_does_not_end_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let record = root.join("change.md");
    fs::write(&record, "one").unwrap();
    let build = move || {
        let text = fs::read_to_string(&record).unwrap();
        assert_ne!(text, "panic", "on purpose");
        if text == "error" {
            return Err(broken());
        }
        Ok(snapshot(&[("index.html", &text)]))
    };
    let mut watch = Watch::new(std::slice::from_ref(&root), &watch::Options::default());
    let stopper = watch.stopper();
    let server = Server::start(&options()).unwrap();
    let bound = server.bound();
    let thread = thread::spawn(move || {
        attend(&server, &mut watch, &build, &|_| ());
        server.stop();
    });
    let events = events(bound);
    for text in ["two", "panic", "three", "error", "four"] {
        next(&events);
        fs::write(root.join("change.md"), text).unwrap();
    }
    // A save can be seen half-way; in the end the last one counts.
    let until = Instant::now() + PATIENCE;
    while !ask(bound, "GET", "/", &bound.to_string())
        .body
        .starts_with("four")
    {
        assert!(Instant::now() < until);
        thread::sleep(Duration::from_millis(20));
    }
    stopper.stop();
    thread.join().unwrap();
    assert!(TcpStream::connect(bound).is_err());
}
