use super::*;

use std::fs;
use std::thread;

use tempfile::TempDir;

/// Long enough for a busy machine.
const PATIENCE: Option<Duration> = Some(Duration::from_secs(20));

/// Long enough to be sure that nothing comes, where nothing should.
const SILENCE: Option<Duration> = Some(Duration::from_millis(300));

fn portal(poll: bool) -> (TempDir, PathBuf, Watch) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for name in ["changes/A", "site", ".changebook", ".git/refs/heads"] {
        fs::create_dir_all(root.join(name)).unwrap();
    }
    fs::write(root.join("changes/A/change.md"), "one").unwrap();
    let ignore = vec![root.join("site")];
    let commits = vec![root.join(".git")];
    let options = Options {
        ignore,
        commits,
        poll,
    };
    let watch = Watch::new(std::slice::from_ref(&root), &options);
    (folder, root, watch)
}

#[test]
fn save_wakes_once() {
    let (_folder, root, mut watch) = portal(false);
    fs::write(root.join("changes/A/change.md"), "two").unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
    assert_eq!(watch.next(SILENCE), Wake::Elapsed);
    assert_eq!(watch.fallback(), None);
}

#[test]
fn save_by_renaming_and_new_folders_wake() {
    let (_folder, root, mut watch) = portal(false);
    fs::write(root.join("changes/A/.change.md.swp"), "two").unwrap();
    fs::rename(
        root.join("changes/A/.change.md.swp"),
        root.join("changes/A/change.md"),
    )
    .unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
    fs::create_dir(root.join("changes/B")).unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
    fs::write(root.join("changes/B/change.md"), "new").unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
}

#[test]
fn site_cache_git_and_reading_do_not_wake() {
    let (_folder, root, mut watch) = portal(false);
    for file in [
        "site/index.html",
        ".changebook/cache",
        ".git/index",
        ".git/refs/heads/main.lock",
        ".changebook-staging-x",
    ] {
        fs::write(root.join(file), "x").unwrap();
    }
    fs::read(root.join("changes/A/change.md")).unwrap();
    assert_eq!(watch.next(SILENCE), Wake::Elapsed);
}

#[test]
fn commit_wakes_wherever_git_notes_it() {
    for poll in [false, true] {
        let (_folder, root, mut watch) = portal(poll);
        fs::write(root.join(".git/refs/heads/main"), "1").unwrap();
        assert_eq!(watch.next(PATIENCE), Wake::Changed, "{poll}");
    }
    let (folder, root, _) = portal(false);
    let [notes, portal] = [".git", "changes"].map(|it| root.join(it));
    for poll in [false, true] {
        let options = Options {
            commits: vec![notes.clone()],
            poll,
            ..Options::default()
        };
        let mut watch = Watch::new(std::slice::from_ref(&portal), &options);
        fs::write(notes.join("index"), "1").unwrap();
        assert_eq!(
            watch.next(Some(Duration::from_millis(1300))),
            Wake::Elapsed,
            "{poll}"
        );
        fs::write(notes.join("HEAD.lock"), format!("{poll}")).unwrap();
        fs::rename(notes.join("HEAD.lock"), notes.join("HEAD")).unwrap();
        assert_eq!(watch.next(PATIENCE), Wake::Changed, "{poll}");
    }
    drop(folder);
}

#[test]
fn polling_sees_saves_and_ignores_the_same() {
    let (_folder, root, mut watch) = portal(true);
    fs::write(root.join("site/index.html"), "x").unwrap();
    assert_eq!(watch.next(Some(Duration::from_millis(1500))), Wake::Elapsed);
    fs::write(root.join("changes/A/change.md"), "longer").unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
    fs::remove_file(root.join("changes/A/change.md")).unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
    assert_eq!(watch.fallback(), None);
}

#[test]
fn lost_watcher_is_replaced_by_polling_and_said_once() {
    let (_folder, root, mut watch) = portal(false);
    watch
        .sender
        .send(Signal::Lost("too many files".into()))
        .unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
    assert_eq!(watch.fallback().as_deref(), Some("too many files"));
    assert_eq!(watch.fallback(), None);
    fs::write(root.join("changes/A/change.md"), "longer").unwrap();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
}

#[test]
fn stop_wakes_from_another_thread() {
    let (_folder, _root, mut watch) = portal(false);
    let stopper = watch.stopper();
    let thread = thread::spawn(move || watch.next(None));
    stopper.stop();
    assert_eq!(thread.join().unwrap(), Wake::Stopped);
}

#[test]
fn flood_of_events_is_cut() {
    let (_folder, _root, mut watch) = portal(false);
    let sender = watch.sender.clone();
    let flood = thread::spawn(move || {
        while sender.send(Signal::Changed).is_ok() {
            thread::sleep(Duration::from_millis(2));
        }
    });
    let start = Instant::now();
    assert_eq!(watch.next(PATIENCE), Wake::Changed);
    assert!(start.elapsed() < Duration::from_secs(5));
    drop(watch);
    flood.join().unwrap();
}
