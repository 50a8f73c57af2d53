//! What git tells of the edits of a portal.

use super::*;

use crate::history::{Edits, Kind, Last};

fn history(sample: &Sample, folder: &str) -> History {
    crate::git::history(&sample.folder.path().join(folder), &History::default())
}

fn edits(history: &History, path: &str) -> Vec<(String, Kind)> {
    let log = history.log().unwrap();
    let edits = log.files.get(path).into_iter().flatten();
    edits
        .map(|it| (log.commits[it.commit].subject.clone(), it.kind.clone()))
        .collect()
}

#[test]
fn edits_of_a_file_are_told_through_its_renames_with_the_newest_first() {
    let sample = Sample::new();
    let text = "one\ntwo\nthree\nfour\nfive\n";
    sample.write("p/a.md", text).git("add --all");
    sample.git("commit --quiet --message made");
    sample.write("p/a.md", &format!("{text}six\n"));
    sample.git("commit --quiet --all --message longer");
    sample.git("mv p/a.md p/对账.md");
    sample.git("commit --quiet --message moved");
    // Another file under the old path is not the same.
    sample.write("p/a.md", "other\n").write("z.md", "outside\n");
    sample.git("add --all");
    sample.git("commit --quiet --message other");

    let known = history(&sample, "p");
    let from = "a.md".to_owned();
    let moved = |subject: &str, kind| (subject.to_owned(), kind);
    assert_eq!(
        edits(&known, "对账.md"),
        [
            moved("moved", Kind::Renamed { from }),
            moved("longer", Kind::Changed),
            moved("made", Kind::Added),
        ]
    );
    assert_eq!(edits(&known, "a.md"), [moved("other", Kind::Added)]);
    assert!(edits(&known, "../z.md").is_empty() && edits(&known, "z.md").is_empty());
    let head = known.head.clone().unwrap();
    assert_eq!(head.id, sample.git("rev-parse HEAD"));
    assert_eq!(head.at.unwrap().to_string(), "2026-01-05T02:00:00Z");
    assert_eq!(head.author, "n");
}

#[test]
fn edits_are_unknown_without_a_repository_and_in_a_shallow_clone() {
    let folder = TempDir::new().unwrap();
    let none = crate::git::history(folder.path(), &History::default());
    assert_eq!(none, History::default());
    assert_eq!(none.edits, Edits::Unversioned);

    let sample = Sample::new();
    sample.commit("a.md", "x");
    sample.commit("b.md", "y");
    let origin = format!("file://{}", sample.folder.path().display());
    sample.git(&format!("clone --quiet --depth 1 {origin} near"));
    let near = history(&sample, "near");
    assert_eq!(near.edits, Edits::Shallow);
    assert_eq!(near.last("a.md"), Last::Unknown);
    assert_eq!(near.head.unwrap().id, sample.git("rev-parse HEAD"));
}

#[test]
fn file_that_no_commit_holds_as_it_is_has_no_last_edit_but_is_told_apart() {
    let sample = Sample::new();
    sample.commit("d/a.md", "x");
    sample.commit("d/b.md", "y");
    sample.write("d/b.md", "z").write("d/new.md", "n");
    let known = history(&sample, "");
    assert!(matches!(known.last("d/a.md"), Last::Commit(_)));
    assert_eq!(known.last("d/b.md"), Last::Pending);
    assert_eq!(known.last("d/new.md"), Last::Pending);
    assert_eq!(known.pending_below("d/"), ["d/b.md", "d/new.md"]);
}

#[test]
fn log_is_asked_again_only_for_another_commit() {
    let sample = Sample::new();
    sample.commit("a.md", "x");
    let mut known = history(&sample, "");
    known.edits = Edits::Known(std::sync::Arc::default());
    let again = crate::git::history(sample.folder.path(), &known);
    assert_eq!(again.edits, known.edits);
    sample.commit("a.md", "y");
    let again = crate::git::history(sample.folder.path(), &again);
    assert_eq!(edits(&again, "a.md").len(), 2);
}

#[test]
fn secret_in_a_subject_is_veiled() {
    let sample = Sample::new();
    sample.write("a.md", "x").git("add --all");
    sample.git("commit --quiet --message ghp_0123456789abcdefghijABCDEFGHIJ012345");
    let subject = history(&sample, "").head.unwrap().subject;
    assert!(!subject.contains("abcdefghij"), "{subject}");
}
