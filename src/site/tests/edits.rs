//! Who edited a dossier, as its page tells it.

use super::view;
use crate::history::{Commit, Edit, Edits, History, Kind, Log};
use crate::site::fixture::Portal;

/// A log in which `author` made the dossier P-1.
fn log(author: &str, subject: &str) -> History {
    let commit = Commit {
        id: "0123456789abcdef".to_owned(),
        at: "2026-06-01T02:00:00Z".parse().ok(),
        author: author.to_owned(),
        subject: subject.to_owned(),
    };
    let edit = Edit {
        commit: 0,
        kind: Kind::Added,
    };
    let log = Log {
        commits: vec![commit.clone()],
        files: [("plots/P-1/plot.md".to_owned(), vec![edit])].into(),
    };
    History {
        head: Some(commit),
        edits: Edits::Known(log.into()),
        pending: ["plots/P-1/plan.md".to_owned()].into(),
    }
}

#[test]
fn dossier_tells_who_edited_it_and_says_so_where_nobody_knows() {
    let mut portal = Portal::with(&[]);
    let unknown = view(&portal.site(), "en/changes/p-1/index.html");
    let history = &unknown["it"]["history"];
    assert!(history["unknown"].as_str().unwrap().contains("git"));
    assert_eq!(history["edits"], serde_json::json!([]));
    assert!(unknown["it"]["documents"][0]["edited"].is_null());

    portal.history = log("Zebedee", "ask for a bed");
    let site = portal.site();
    let page = view(&site, "en/changes/p-1/index.html");
    let history = &page["it"]["history"];
    assert_eq!(history["edits"][0]["at"], "2026-06-01 10:00");
    assert_eq!(history["edits"][0]["author"]["text"], "Zebedee");
    assert_eq!(history["edits"][0]["files"][0]["paths"][0], "plot.md");
    assert_eq!(history["pending"][0], "plan.md");
    let edited = |at: usize| page["it"]["documents"][at]["edited"].as_str().unwrap();
    assert_eq!(
        edited(0),
        "last edited 2026-06-01 10:00 (0123456789 ask for a bed)"
    );
    assert_eq!(edited(1), "edited since the last commit");
    // The other dossiers say nothing of it: one edit does not change their pages.
    let other = view(&site, "en/changes/p-2/index.html");
    assert_eq!(other["it"]["history"]["edits"], serde_json::json!([]));
    assert_eq!(other["page"]["whole"], serde_json::Value::Null);
    let home = view(&site, "en/index.html");
    assert_eq!(
        home["page"]["whole"]["commit"],
        "0123456789 and edits not committed"
    );
}

#[test]
fn authors_of_commits_are_not_named_where_roles_are_printed() {
    let mut portal = Portal::with(&[]);
    portal.config.publish_names = false;
    portal.history = log("Zebedee Quux", "Zebedee Quux and 艾达 asked");
    let site = portal.site();
    for planned in site.pages() {
        let view = serde_json::to_string(&site.view(planned)).unwrap();
        assert!(!view.contains("Zebedee"), "{}", planned.path());
    }
    portal.history = log("艾达", "x");
    let page = view(&portal.site(), "en/changes/p-1/index.html");
    let author = &page["it"]["history"]["edits"][0]["author"]["text"];
    assert_eq!(author, "gardener");
}
