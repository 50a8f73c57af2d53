//! `serve`: the site as built, news after a save, and a portal that breaks and recovers.

use std::fs;

use crate::harness::Portal;
use crate::preview::{Events, Preview};

#[test]
fn pages_are_those_of_build_and_a_script_that_listens() {
    let portal = portal();
    portal.run("build").expect(0);
    let preview = Preview::start(&portal);
    let page = preview.get("/changes/0001/");
    assert!(page.head.starts_with("HTTP/1.1 200"), "{}", page.head);
    let built = portal.read("site/changes/0001/index.html");
    let script = page
        .body
        .find("<script src=\"/_reload.js\"")
        .expect("the script is added");
    let end = page.body[script..].find("</script>").unwrap() + script + "</script>".len();
    let without = format!("{}{}", &page.body[..script], &page.body[end..]);
    assert_eq!(without.replace('\n', ""), built.replace('\n', ""));
}

#[test]
fn policy_is_sent_with_every_answer() {
    let portal = portal();
    let preview = Preview::start(&portal);
    for path in ["/", "/rules/p-call/", "/nowhere/", "/data/findings.json"] {
        let head = preview.get(path).head.to_lowercase();
        assert!(
            head.contains("content-security-policy: default-src 'none';"),
            "{path}: {head}"
        );
        assert!(head.contains("frame-ancestors 'self'"), "{path}: {head}");
    }
    let missing = preview.get("/nowhere/").head;
    assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
}

#[test]
fn server_listens_on_this_machine_alone_and_refuses_foreign_names() {
    let portal = portal();
    let preview = Preview::start(&portal);
    assert!(preview.host.starts_with("127.0.0.1:"), "{}", preview.host);
    let answer = preview.ask("/", "evil.example");
    assert!(!answer.head.starts_with("HTTP/1.1 200"), "{}", answer.head);
    assert!(!answer.body.contains("Lantern"));
}

#[test]
fn save_is_told_to_open_tabs_and_served() {
    let portal = portal();
    let preview = Preview::start(&portal);
    assert!(
        preview
            .get("/changes/0001/")
            .body
            .contains("Signed lantern messages")
    );
    let mut events = preview.events();
    let first = events.next();
    portal.change("proposals/prop-0001.md", "name: Signed", "name: Sealed");
    let second = events.next();
    assert_ne!(first["generation"], second["generation"]);
    until(&mut events, || {
        let page = preview.get("/changes/0001/");
        page.body.contains("Sealed lantern messages")
    });
}

#[test]
fn portal_that_breaks_shows_why_and_recovers_by_itself() {
    let portal = portal();
    let preview = Preview::start(&portal);
    let good = portal.read("procedure/procedure.yaml");
    let mut events = preview.events();
    events.next();
    fs::write(portal.path("procedure/procedure.yaml"), "records: [\n").unwrap();
    events.next();
    let broken = preview.get("/");
    assert!(broken.head.starts_with("HTTP/1.1 500"), "{}", broken.head);
    assert!(
        broken.body.contains("procedure/procedure.yaml"),
        "{}",
        broken.body
    );
    fs::write(portal.path("procedure/procedure.yaml"), good).unwrap();
    until(&mut events, || {
        preview.get("/").head.starts_with("HTTP/1.1 200")
    });
}

#[test]
fn serve_writes_no_site() {
    let portal = portal();
    let before = crate::harness::files(portal.root());
    let preview = Preview::start(&portal);
    preview.get("/");
    assert_eq!(crate::harness::files(portal.root()), before);
}

#[test]
fn port_that_is_taken_is_passed_over() {
    let portal = portal();
    let first = Preview::start(&portal);
    let (_, taken) = first.host.split_once(':').unwrap();
    let second = Preview::start_at(&portal, taken);
    assert_ne!(first.host, second.host);
    assert!(second.get("/").head.starts_with("HTTP/1.1 200"));
}

#[test]
fn interrupt_ends_the_server_with_tabs_open() {
    let portal = portal();
    let mut preview = Preview::start(&portal);
    let mut events = preview.events();
    events.next();
    assert_eq!(preview.interrupt(), Some(0));
    assert_eq!(events.next_or_end(), None);
}

/// Waits until it holds, news by news: a save may be seen when the file is empty, and then again.
fn until(events: &mut Events, holds: impl Fn() -> bool) {
    while !holds() {
        events.next();
    }
}

fn portal() -> Portal {
    Portal::fixture("proposals").without("proposals/prop-0002.md")
}
