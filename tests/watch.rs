//! `watch`: the site follows the saves, and a portal that breaks keeps its last good site.

use std::fs;

use crate::harness::{Portal, files};
use crate::preview::Running;

#[test]
fn site_follows_a_save_and_writes_what_changed() {
    let portal = portal();
    let mut watch = Running::start(&portal, &["watch", "--lang", "en"]);
    let line = watch.wait_for("index.html: ");
    assert!(line.ends_with("0 errors in the records"), "{line}");
    let all = files(&portal.path("site")).len();
    portal.change("proposals/prop-0001.md", "name: Signed", "name: Sealed");
    let line = watch.wait_for("index.html: ");
    let written = line.split(" of ").next().unwrap().rsplit(' ').next();
    let written: usize = written.unwrap().parse().unwrap();
    assert!(0 < written && written < all, "{line}");
    let page = portal.read("site/changes/0001/index.html");
    assert!(page.contains("Sealed lantern messages"));
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn portal_that_breaks_keeps_its_site_and_recovers() {
    let portal = portal();
    let mut watch = Running::start(&portal, &["watch", "--quiet", "--lang", "en"]);
    watch.wait_for("index.html: ");
    let good = portal.read("procedure/procedure.yaml");
    fs::write(portal.path("procedure/procedure.yaml"), "records: [\n").unwrap();
    watch.wait_for("procedure/procedure.yaml:1:");
    let page = portal.read("site/changes/0001/index.html");
    assert!(page.contains("Signed lantern messages"));
    let mended = good.replace("{id: idea, label: idea}", "{id: idea, label: sketch}");
    assert_ne!(mended, good);
    fs::write(portal.path("procedure/procedure.yaml"), mended).unwrap();
    watch.wait_for("index.html: ");
    assert!(portal.read("site/process/index.html").contains("sketch"));
}

#[test]
fn what_is_written_into_the_site_calls_for_no_build() {
    let portal = portal();
    let mut watch = Running::start(&portal, &["watch", "--lang", "en", "--poll"]);
    watch.wait_for("index.html: ");
    fs::write(portal.path("site/notes.txt"), "by another program").unwrap();
    portal.change("proposals/prop-0001.md", "name: Signed", "name: Sealed");
    let line = watch.wait_for("index.html: ");
    assert!(
        !line.contains(" 0 of "),
        "the save is the first to be built: {line}"
    );
    assert!(portal.path("site/notes.txt").exists());
}

fn portal() -> Portal {
    Portal::fixture("proposals").without("proposals/prop-0002.md")
}
