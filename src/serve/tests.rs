//! Driven by a client of plain TCP, so that what is on the wire is what is tested.

use super::*;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use crate::page::Page;

mod live;
mod tabs;

/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn options() -> Options {
    Options {
        port: 0,
        ..Options::default()
    }
}

fn snapshot(pages: &[(&str, &str)]) -> Snapshot {
    let page = |(path, text): &(&str, &str)| {
        Ok(Page {
            path: (*path).to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
    };
    Snapshot::new(pages.iter().map(page)).unwrap()
}

const SITE: &[(&str, &str)] = &[
    ("index.html", "<body>home</body>"),
    ("rules/index.html", "<body>rules</body>"),
    ("assets/base.1.css", "p{}"),
    ("data/findings.json", "[]"),
    (
        "404.html",
        "<body><a href=\"index.html\">nothing here</a></body>",
    ),
    ("en/404.html", "<body>nothing in English</body>"),
];

fn serve(pages: &[(&str, &str)]) -> Server {
    let server = Server::start(&options()).unwrap();
    server.show(&Ok(snapshot(pages)));
    server
}

fn broken() -> Error {
    Error::Template {
        template: "rule.html".into(),
        line: Some(3),
        text: Some("{{ <rool> }}".into()),
        page: None,
        causes: vec!["`rool` is not known".into()],
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|it| {
            let (key, value) = it.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

fn send(bound: SocketAddr, request: &str) -> Answer {
    let mut stream = TcpStream::connect(bound).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

fn ask(bound: SocketAddr, method: &str, path: &str, host: &str) -> Answer {
    let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    send(bound, &request)
}

fn get(server: &Server, path: &str) -> Answer {
    let bound = server.bound();
    ask(bound, "GET", path, &bound.to_string())
}

#[test]
fn files_are_served_with_their_content_types() {
    let server = serve(SITE);
    for (path, kind, body) in [
        ("/", "text/html; charset=utf-8", "<body>home"),
        ("/rules/", "text/html; charset=utf-8", "<body>rules"),
        (
            "/rules/index.html",
            "text/html; charset=utf-8",
            "<body>rules",
        ),
        ("/assets/base.1.css", "text/css; charset=utf-8", "p{}"),
        ("/data/findings.json", "application/json", "[]"),
    ] {
        let answer = get(&server, path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(kind)),
            "{path}"
        );
        assert!(answer.body.starts_with(body), "{path}: {}", answer.body);
    }
}

#[test]
fn every_answer_has_the_security_headers() {
    let server = serve(SITE);
    for path in [
        "/",
        "/none",
        "/rules",
        "/assets/base.1.css",
        "/_errors/",
        "/_reload.js",
    ] {
        let answer = get(&server, path);
        assert_eq!(
            answer.header("content-security-policy"),
            Some(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                 form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
            ),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

#[test]
fn foreign_host_is_refused() {
    let server = serve(SITE);
    let bound = server.bound();
    let port = bound.port();
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1:1",
        "",
    ] {
        let answer = ask(bound, "GET", "/", host);
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("home"));
    }
    assert_eq!(
        ask(bound, "GET", "/", &format!("localhost:{port}")).status,
        200
    );
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {bound}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    );
    assert_ne!(send(bound, &request).status, 200);
}

#[test]
fn only_reading_is_allowed_and_head_has_no_body() {
    let server = serve(SITE);
    let bound = server.bound();
    let posted = ask(bound, "POST", "/", &bound.to_string());
    assert_eq!(
        (posted.status, posted.header("allow")),
        (405, Some("GET, HEAD"))
    );
    let head = ask(bound, "HEAD", "/", &bound.to_string());
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn folder_without_slash_is_redirected() {
    let server = serve(SITE);
    let answer = get(&server, "/rules?state=open");
    assert_eq!(answer.status, 307);
    assert_eq!(answer.header("location"), Some("/rules/?state=open"));
    assert_eq!(get(&server, "/none").status, 404);
}

#[test]
fn what_is_not_there_gets_the_page_of_the_site_with_status_404() {
    let server = serve(SITE);
    let answer = get(&server, "/rules/none/");
    assert_eq!(answer.status, 404);
    assert!(
        answer.body.contains("<a href=\"/index.html\">nothing here"),
        "{}",
        answer.body
    );
    assert!(get(&server, "/en/none").body.contains("nothing in English"));
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/%00",
        "//index.html",
    ] {
        assert_eq!(get(&server, path).status, 404, "{path}");
    }
    server.show(&Ok(snapshot(&SITE[..1])));
    assert!(get(&server, "/none").body.contains("There is no such page"));
}

#[test]
fn reload_script_stands_in_served_pages_only() {
    let server = serve(SITE);
    let page = get(&server, "/rules/").body;
    assert!(
        page.contains("<script src=\"/_reload.js\" data-page=\"rules/index.html\""),
        "{page}"
    );
    assert!(page.ends_with("defer></script></body>"), "{page}");
    assert_eq!(get(&server, "/assets/base.1.css").body, "p{}");
    let script = get(&server, "/_reload.js");
    assert_eq!(
        script.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert!(script.body.contains("EventSource"));
}

#[test]
fn taken_port_leads_to_the_next_free_one() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let wanted = other.local_addr().unwrap().port();
    let options = Options {
        port: wanted,
        ..Options::default()
    };
    let server = Server::start(&options).unwrap();
    assert_ne!(server.bound().port(), wanted);
    let news = server.listening(&options);
    let said: Vec<_> = news
        .sentences()
        .iter()
        .map(|it| it.get(Lang::En).to_owned())
        .collect();
    assert!(said[0].contains(&wanted.to_string()), "{said:?}");
    assert!(said[1].contains(&server.url()), "{said:?}");
}

#[test]
fn unknown_host_cannot_be_listened_on() {
    let options = Options {
        host: "192.0.2.1".into(),
        ..options()
    };
    let error = Server::start(&options).map(|_| ()).unwrap_err();
    assert_eq!(error.id(), "listen");
}
