//! Whatever is edited, and in whatever order: what `watch` keeps is byte for byte what a build from nothing writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::dice::Dice;
use crate::harness::{Portal, copy};
use crate::preview::Running;

/// How often something is edited, and how many edits follow each other at most without a pause.
const ROUNDS: usize = 8;
const BURST: usize = 4;

/// A portal that somebody edits, with what stood there first.
struct Desk {
    portal: Portal,
    first: TempDir,
    dice: Dice,
    count: usize,
}

type Edit = fn(&mut Desk);

const EDITS: [Edit; 13] = [
    |it| {
        it.append("changes/CHG-2025-0003/change.md", "\nOne sentence more.\n");
    },
    |it| {
        it.replace("changes/CHG-2025-0003/change.md", "Payment", "Money");
    },
    |it| {
        it.replace(
            "changes/CHG-2026-0001/change.md",
            "urgency: normal",
            "urgency: [",
        );
    },
    |it| {
        it.replace("registers/people.yaml", "org: company", "org: customer");
    },
    |it| {
        it.replace("changebook.yaml", "Go-Live", "Release");
    },
    |it| {
        it.replace(
            "procedure/rules/5xx-golive.yaml",
            "severity: error",
            "severity: warning",
        );
    },
    |it| {
        it.append("pages/guide.en.md", "\nSee CHG-2025-0003.\n");
    },
    Desk::saves_beside_and_renames,
    Desk::renames_a_folder,
    Desk::deletes_a_document,
    Desk::begins_a_change,
    Desk::changes_the_style,
    Desk::takes_all_back,
];

impl Desk {
    fn append(&mut self, path: &str, text: &str) {
        if let Ok(old) = fs::read_to_string(self.portal.path(path)) {
            fs::write(self.portal.path(path), old + text).unwrap();
        }
    }

    /// Replaces a text by another one, and the other one by it the next time.
    fn replace(&mut self, path: &str, one: &str, other: &str) {
        if let Ok(old) = fs::read_to_string(self.portal.path(path)) {
            let new = if old.contains(other) {
                old.replacen(other, one, 1)
            } else {
                old.replacen(one, other, 1)
            };
            fs::write(self.portal.path(path), new).unwrap();
        }
    }

    /// As many editors do: a new file first, which then takes the place of the old one.
    fn saves_beside_and_renames(&mut self) {
        let path = self.portal.path("changes/CHG-2025-0003/03-test-report.md");
        if let Ok(old) = fs::read_to_string(&path) {
            self.count += 1;
            let beside = path.with_extension("md.tmp");
            fs::write(&beside, format!("{old}\nSaved {} times.\n", self.count)).unwrap();
            fs::rename(beside, path).unwrap();
        }
    }

    fn renames_a_folder(&mut self) {
        let (one, other) = ("changes/CHG-2026-0001", "changes/CHG-2026-0011");
        let there = self.portal.path(one).exists();
        let (from, to) = if there { (one, other) } else { (other, one) };
        if self.portal.path(from).exists() {
            fs::rename(self.portal.path(from), self.portal.path(to)).unwrap();
        }
    }

    fn deletes_a_document(&mut self) {
        let path = "changes/CHG-2025-0003/06-golive-plan.md";
        if self.portal.path(path).exists() {
            fs::remove_file(self.portal.path(path)).unwrap();
        } else {
            fs::copy(self.first.path().join(path), self.portal.path(path)).unwrap();
        }
    }

    fn begins_a_change(&mut self) {
        self.count += 1;
        let id = format!("CHG-2026-01{:02}", self.count);
        let text = fs::read_to_string(self.first.path().join("changes/CHG-2026-0001/change.md"));
        let folder = self.portal.path(&format!("changes/{id}"));
        fs::create_dir_all(folder.join("evidence")).unwrap();
        fs::write(folder.join("evidence/note.txt"), &id).unwrap();
        let text = text.unwrap().replace("CHG-2026-0001", &id);
        fs::write(folder.join("change.md"), text).unwrap();
    }

    fn changes_the_style(&mut self) {
        let path = self.portal.path("themes/default/styles/own.css");
        if path.exists() {
            fs::remove_dir_all(self.portal.path("themes")).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "main { outline: 1px solid; }\n").unwrap();
        }
    }

    fn takes_all_back(&mut self) {
        fs::remove_dir_all(self.portal.path("changes")).unwrap();
        copy(self.first.path(), self.portal.root());
    }
}

/// Everything in a folder, into which somebody may be writing.
pub(crate) fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let found = walkdir::WalkDir::new(folder).into_iter().flatten();
    let found = found.filter(|it| it.file_type().is_file());
    let read = found.filter_map(|it| {
        let path = it.path().strip_prefix(folder).ok()?.to_str()?.to_owned();
        Some((path, fs::read(it.path()).ok()?))
    });
    read.collect()
}

/// What differs, by path.
pub(crate) fn difference(
    one: &BTreeMap<String, Vec<u8>>,
    other: &BTreeMap<String, Vec<u8>>,
) -> Vec<String> {
    let paths = one.keys().chain(other.keys());
    let mut paths: Vec<_> = paths
        .filter(|it| one.get(*it) != other.get(*it))
        .cloned()
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn whatever_is_edited_ends_in_the_bytes_of_a_build_from_nothing() {
    let portal = Portal::empty();
    portal.run("init --lang en --quiet").expect(0);
    let config = portal.read("changebook.yaml") + "as_of: 2026-07-06\n";
    fs::write(portal.path("changebook.yaml"), config).unwrap();
    let first = TempDir::new().unwrap();
    copy(portal.root(), first.path());
    let apart = TempDir::new().unwrap();
    let kept = apart.path().join("kept");
    let mut watch = Running::start(&portal, &["watch", "--out", kept.to_str().unwrap()]);
    watch.wait_for("index.html");
    let mut desk = Desk {
        portal,
        first,
        dice: Dice::new(),
        count: 0,
    };
    for round in 0..ROUNDS {
        let burst = 1 + desk.dice.below(BURST);
        let which: Vec<_> = (0..burst).map(|_| desk.dice.below(EDITS.len())).collect();
        for &it in &which {
            EDITS[it](&mut desk);
        }
        let fresh = apart.path().join(format!("fresh-{round}"));
        let line = format!("build --quiet --fail-on never --out {}", fresh.display());
        desk.portal.run(&line).expect(0);
        let fresh = all(&fresh);
        loop {
            let differs = difference(&all(&kept), &fresh);
            if differs.is_empty() {
                break;
            }
            // The last of the builds that the edits called for is still to come, or a test fails for want of it.
            let goes_on = watch.hears("index.html");
            assert!(goes_on, "round {round}, edits {which:?}: {differs:?}");
        }
    }
}
