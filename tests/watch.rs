//! `watch`: the site follows the saves, and a portal that breaks keeps its last good site.

use std::fs;

use tempfile::TempDir;

use crate::adopt::git;
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
fn save_while_another_run_writes_the_site_is_built_once_that_has_ended() {
    let portal = portal();
    let mut watch = Running::start(&portal, &["watch", "--lang", "en"]);
    watch.wait_for("index.html: ");
    let other = fs::File::open(portal.path("site")).unwrap();
    other.lock().unwrap();
    portal.change("proposals/prop-0001.md", "name: Signed", "name: Sealed");
    watch.wait_for("another run");
    drop(other);
    watch.wait_for("index.html: ");
    let page = portal.read("site/changes/0001/index.html");
    assert!(page.contains("Sealed lantern messages"));
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

#[test]
fn commit_alone_is_seen_on_the_pages_in_a_worktree_too() {
    let portal = portal();
    let apart = TempDir::new().unwrap();
    let beside = apart.path().join("beside");
    for line in [
        "init --quiet --initial-branch=main",
        "add --all",
        "commit --quiet --message first",
        &format!("worktree add --quiet {}", beside.display()),
    ] {
        git(&portal, line);
    }
    for root in [portal.root(), &beside] {
        let record = root.join("proposals/prop-0001.md");
        let text = fs::read_to_string(&record).unwrap();
        fs::write(&record, text.replace("name: Signed", "name: Sealed")).unwrap();
        let out = apart.path().join("site");
        let args = ["watch", "--portal", root.to_str().unwrap(), "--out"];
        let args = [&args[..], &[out.to_str().unwrap()]].concat();
        let mut watch = Running::start(&portal, &args);
        watch.wait_for("index.html: ");
        let page = || fs::read_to_string(out.join("changes/0001/index.html")).unwrap();
        assert!(!page().contains("sealed-at-last"));
        let line = format!("-C {} commit --all --quiet", root.display());
        git(&portal, &format!("{line} --message sealed-at-last"));
        while !page().contains("sealed-at-last") {
            watch.wait_for("index.html: ");
        }
        fs::remove_dir_all(out).unwrap();
    }
}

fn portal() -> Portal {
    Portal::fixture("proposals").without("proposals/prop-0002.md")
}
