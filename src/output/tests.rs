use super::*;

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

type Files = BTreeMap<String, String>;

fn site(pages: &[(&str, &str)]) -> Vec<Page> {
    let page = |(path, text): &(&str, &str)| Page {
        path: (*path).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    pages.iter().map(page).collect()
}

fn build(out: &Path, pages: &[(&str, &str)]) -> Result<Written, Error> {
    write(out, site(pages).into_iter().map(Ok))
}

fn temp() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().canonicalize().unwrap().join("site");
    (folder, out)
}

fn put(out: &Path, path: &str, text: &str) {
    let path = out.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Everything in a folder, links by their target, folders with a slash.
fn contents(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap();
        let path = path.to_str().unwrap().to_owned();
        if entry.file_type().is_dir() {
            files.insert(format!("{path}/"), String::new());
        } else {
            let text = fs::read(entry.path()).unwrap();
            files.insert(path, String::from_utf8(text).unwrap());
        }
    }
    files
}

/// Makes everything old, so that a later write shows.
fn age(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let old = SystemTime::now() - Duration::from_hours(1);
    let entries: Vec<_> = walkdir::WalkDir::new(folder).into_iter().collect();
    for entry in entries.into_iter().rev() {
        let file = fs::File::open(entry.unwrap().path()).unwrap();
        file.set_modified(old).unwrap();
    }
    times(folder)
}

fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let time = |it: walkdir::Result<walkdir::DirEntry>| {
        let it = it.unwrap();
        (
            it.path().to_owned(),
            it.metadata().unwrap().modified().unwrap(),
        )
    };
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(time)
        .collect()
}

const ONE: &[(&str, &str)] = &[
    ("index.html", "home"),
    ("rules/a/index.html", "rule a"),
    ("assets/base.1.css", "blue"),
    ("data/findings.json", "[]"),
];

const TWO: &[(&str, &str)] = &[
    ("index.html", "home, changed"),
    ("rules/b/index.html", "rule b"),
    ("rules/index.html", "rules"),
    ("assets/base.2.css", "red"),
    ("data/findings.json", "[1]"),
    // What was a folder is a file, and the other way round.
    ("way", "file"),
    ("yaw/index.html", "folder"),
];

const ZERO: &[(&str, &str)] = &[
    ("index.html", "home"),
    ("way/index.html", "folder"),
    ("yaw", "file"),
    ("rules/a/index.html", "rule a"),
];

#[test]
fn first_build_writes_every_page_and_nothing_beside() {
    let (folder, out) = temp();
    let written = build(&out, ONE).unwrap();
    assert_eq!((written.written, written.kept, written.deleted), (4, 0, 0));
    assert_eq!(contents(&out)["rules/a/index.html"], "rule a");
    let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(beside.len(), 1);
}

#[test]
fn manifest_lists_files_sorted_with_hash_and_size() {
    let (_folder, out) = temp();
    build(&out, &[("b.html", "bb"), ("a.html", "a")]).unwrap();
    let hash = |it: &str| blake3::hash(it.as_bytes()).to_hex();
    assert_eq!(
        contents(&out)[".changebook-manifest"],
        format!(
            "changebook-manifest 1\n{} 1 a.html\n{} 2 b.html\n",
            hash("a"),
            hash("bb")
        )
    );
}

#[test]
fn second_build_of_the_same_writes_nothing() {
    let (folder, out) = temp();
    build(&out, ONE).unwrap();
    let before = age(folder.path());
    let written = build(&out, ONE).unwrap();
    assert_eq!((written.written, written.kept, written.deleted), (0, 4, 0));
    assert_eq!(times(folder.path()), before);
}

#[test]
fn only_changed_files_are_touched() {
    let (_folder, out) = temp();
    build(&out, ONE).unwrap();
    let before = age(&out);
    let mut pages = ONE.to_vec();
    pages[0].1 = "other";
    let written = build(&out, &pages).unwrap();
    assert_eq!((written.written, written.kept), (1, 3));
    let after = times(&out);
    let kept = out.join("rules/a/index.html");
    assert_eq!(after[&kept], before[&kept]);
    assert_ne!(
        after[&out.join("index.html")],
        before[&out.join("index.html")]
    );
}

#[test]
fn rebuild_equals_a_clean_build() {
    let (folder, out) = temp();
    let clean = folder.path().join("clean");
    build(&clean, TWO).unwrap();
    for first in [ZERO, ONE] {
        build(&out, first).unwrap();
        build(&out, TWO).unwrap();
        assert_eq!(contents(&out), contents(&clean));
    }
}

#[test]
fn removed_page_vanishes_with_the_folders_that_it_leaves_empty() {
    let (_folder, out) = temp();
    build(&out, ONE).unwrap();
    let written = build(&out, &ONE[..1]).unwrap();
    assert_eq!(written.deleted, 3);
    let left: Vec<_> = contents(&out).into_keys().collect();
    assert_eq!(left, [".changebook-manifest", "index.html"]);
}

#[test]
fn page_that_was_changed_or_removed_by_hand_is_written_again() {
    let (_folder, out) = temp();
    build(&out, ONE).unwrap();
    put(&out, "index.html", "HOME");
    fs::remove_file(out.join("data/findings.json")).unwrap();
    assert_eq!(build(&out, ONE).unwrap().written, 2);
    assert_eq!(contents(&out)["index.html"], "home");
}

#[test]
fn foreign_file_stays_and_is_named() {
    let (_folder, out) = temp();
    build(&out, ONE).unwrap();
    put(&out, "rules/a/notes.txt", "mine");
    put(&out, ".git/objects/1", "mine");
    put(&out, ".git/HEAD", "mine");
    let written = build(&out, &ONE[..2]).unwrap();
    assert_eq!(written.foreign, [".git/", "rules/a/notes.txt"]);
    let written = build(&out, &ONE[..1]).unwrap();
    assert_eq!(written.foreign, [".git/", "rules/"]);
    assert_eq!(contents(&out)["rules/a/notes.txt"], "mine");
}

#[test]
fn folder_of_somebody_else_is_refused_and_untouched() {
    let (_folder, out) = temp();
    put(&out, "thesis.doc", "years of work");
    let before = contents(&out);
    let error = build(&out, ONE).unwrap_err();
    assert!(error.to_string().contains("thesis.doc"), "{error}");
    assert_eq!(error.id(), "output-foreign");
    assert_eq!(contents(&out), before);
}

#[test]
fn empty_folder_is_taken() {
    let (_folder, out) = temp();
    fs::create_dir(&out).unwrap();
    assert_eq!(build(&out, ONE).unwrap().written, 4);
    assert_eq!(build(&out, ONE).unwrap().kept, 4);
}

#[test]
fn page_in_the_place_of_a_foreign_file_is_an_error_that_names_it() {
    for (file, page) in [
        ("a.html", "a.html"),
        ("A.HTML", "a.html"),
        ("a", "a/index.html"),
        ("a/mine", "a"),
    ] {
        let (_folder, out) = temp();
        build(&out, ONE).unwrap();
        put(&out, file, "mine");
        let before = contents(&out);
        let error = build(&out, &[ONE[0], (page, "ours")]).unwrap_err();
        assert_eq!(error.id(), "output-taken", "{file}");
        assert!(error.to_string().contains(&format!("`{file}`")), "{error}");
        assert_eq!(contents(&out), before);
    }
}

#[test]
fn failing_page_leaves_the_old_site_whole() {
    let (folder, out) = temp();
    build(&out, ONE).unwrap();
    let before = contents(folder.path());
    let failure = || Error::NotAPortal { path: "x".into() };
    let pages = site(TWO).into_iter().map(Ok).chain([Err(failure())]);
    assert_eq!(write(&out, pages).unwrap_err().id(), "not-a-portal");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn failing_first_build_leaves_nothing() {
    let (folder, out) = temp();
    let failure = Error::NotAPortal { path: "x".into() };
    let pages = site(ONE).into_iter().map(Ok).chain([Err(failure)]);
    write(&out, pages).unwrap_err();
    assert_eq!(contents(folder.path()), Files::new());
}

#[test]
fn path_that_leaves_the_site_is_refused() {
    let (folder, out) = temp();
    for page in ["../x.html", "/x.html", "a/../../x.html"] {
        assert_eq!(build(&out, &[(page, "x")]).unwrap_err().id(), "output-path");
    }
    assert_eq!(contents(folder.path()), Files::new());
}

#[test]
fn pages_that_differ_only_in_case_are_refused() {
    let (_folder, out) = temp();
    let error = build(&out, &[("a/x.html", "1"), ("a/X.html", "2")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the pages `a/x.html` and `a/X.html` would be one file"
    );
}

#[test]
fn interrupted_publishing_is_mended_by_the_next_build() {
    let (folder, out) = temp();
    let clean = folder.path().join("clean");
    build(&clean, TWO).unwrap();
    for first in [ZERO, ONE] {
        for done in 0.. {
            build(&out, first).unwrap();
            let mut half = Build::begin(&out).unwrap();
            for page in site(TWO) {
                half.add(&page).unwrap();
            }
            let steps = half.plan().unwrap().steps;
            for step in steps.iter().take(done) {
                half.perform(step).unwrap();
            }
            // A killed process clears nothing up.
            let waiting = contents(&out.join(staging::INSIDE));
            drop(half);
            for (path, text) in waiting.iter().filter(|(path, _)| !path.ends_with('/')) {
                put(&out.join(staging::INSIDE), path, text);
            }
            build(&out, TWO).unwrap();
            assert_eq!(
                contents(&out),
                contents(&clean),
                "after {done} of {steps:?}"
            );
            if done == steps.len() {
                break;
            }
        }
    }
}

#[test]
fn what_pages_point_at_comes_first_and_deletions_last() {
    let (_folder, out) = temp();
    build(&out, ONE).unwrap();
    let mut half = Build::begin(&out).unwrap();
    for page in site(TWO).into_iter().take(5) {
        half.add(&page).unwrap();
    }
    let steps: Vec<_> = half.plan().unwrap().steps.iter().map(shown).collect();
    assert_eq!(
        steps,
        [
            "manifest",
            "put assets/base.2.css",
            "put rules/b/index.html",
            "put rules/index.html",
            "put index.html",
            "put data/findings.json",
            "delete assets/base.1.css",
            "delete rules/a/index.html",
            "manifest",
        ]
    );
}

fn shown(step: &Step) -> String {
    match step {
        Step::Manifest(_) => "manifest".to_owned(),
        Step::Put(path) => format!("put {path}"),
        Step::Delete(path) => format!("delete {path}"),
    }
}

#[test]
fn damaged_manifest_is_an_error_with_its_line() {
    let (_folder, out) = temp();
    build(&out, ONE).unwrap();
    put(
        &out,
        manifest::NAME,
        "changebook-manifest 1\n<<<<<<< HEAD\n",
    );
    let error = build(&out, ONE).unwrap_err();
    assert_eq!(error.id(), "output-manifest");
    assert!(error.to_string().starts_with("line 2 of "), "{error}");
}

#[cfg(unix)]
#[test]
fn links_in_the_site_are_not_followed() {
    use std::os::unix::fs::symlink;

    let (folder, out) = temp();
    let elsewhere = folder.path().join("elsewhere");
    put(&elsewhere, "index.html", "mine");
    build(&out, ONE).unwrap();
    fs::remove_dir_all(out.join("rules/a")).unwrap();
    symlink(&elsewhere, out.join("rules/a")).unwrap();

    let error = build(&out, ONE).unwrap_err();
    assert_eq!(error.id(), "output-taken");
    build(&out, &ONE[..1]).unwrap();
    assert_eq!(contents(&elsewhere)["index.html"], "mine");
    assert!(out.join("rules/a").is_symlink());
}

#[cfg(unix)]
#[test]
fn two_builds_do_not_write_one_site_at_a_time() {
    let (_folder, out) = temp();
    let first = Build::begin(&out).unwrap();
    assert_eq!(build(&out, ONE).unwrap_err().id(), "output-busy");
    drop(first);
    build(&out, ONE).unwrap();
    let _second = Build::begin(&out).unwrap();
    assert_eq!(build(&out, ONE).unwrap_err().id(), "output-busy");
}

#[cfg(unix)]
#[test]
fn a_build_waits_a_moment_for_another_one() {
    let (_folder, out) = temp();
    build(&out, ONE).unwrap();
    let first = Build::begin(&out).unwrap();
    let waiting = std::thread::spawn({
        let out = out.clone();
        move || build(&out, ONE).map(|_| ())
    });
    std::thread::sleep(std::time::Duration::from_millis(100));
    drop(first);
    waiting.join().unwrap().unwrap();
}

#[test]
fn site_and_portal_are_kept_apart() {
    let (folder, portal) = temp();
    put(&portal, CONFIG, "title: x\n");
    put(&portal, "changes/A/change.md", "---\n---\n");
    build(&portal.join("site"), ONE).unwrap();
    let refused = |out: &Path| apart(out, &portal).is_err();
    assert!(refused(&portal));
    assert!(refused(folder.path()));
    assert!(refused(&portal.join("changes")));
    assert!(refused(&portal.join("changes/B/site")));
    assert!(!refused(&portal.join("site")));
    assert!(!refused(&portal.join("new")));
    assert!(!refused(&folder.path().join("new/site")));
    assert_eq!(build(&portal, ONE).unwrap_err().id(), "output-over-content");
}
