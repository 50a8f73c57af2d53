//! Habits that a search can hold: short files, no loose ends, no glob imports.

use super::tree;

/// Past this length a file has more than one job.
const LONGEST: usize = 450;

#[test]
fn no_file_is_longer_than_it_should_be() {
    let all = tree::below("src", "rs")
        .into_iter()
        .chain(tree::below("tests", "rs"));
    let long: Vec<_> = all
        .filter_map(|path| {
            let text = std::fs::read_to_string(tree::root().join(&path)).unwrap();
            let lines = text.lines().count();
            (lines > LONGEST).then(|| format!("{path}: {lines} lines; ask what it really is"))
        })
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn every_file_says_why_it_exists() {
    let silent: Vec<_> = tree::below("src", "rs")
        .into_iter()
        .chain(tree::below("tests", "rs"))
        // The tests of a file beside it need none: they are about that file.
        .filter(|path| !path.ends_with("/tests.rs"))
        .filter(|path| {
            let text = std::fs::read_to_string(tree::root().join(path)).unwrap();
            !text.starts_with("//! ")
        })
        .collect();
    assert_eq!(silent, [""; 0], "a file begins with a `//!` header");
}

#[test]
fn no_loose_ends_are_left() {
    let words = [
        "todo!(",
        "unimplemented!(",
        "dbg!(",
        "#[ignore",
        "FIXME",
        "XXX",
        "HACK",
    ];
    let mut loose = Vec::new();
    for file in tree::below("src", "rs")
        .into_iter()
        .chain(tree::below("tests", "rs"))
    {
        if file.ends_with("architecture/tidy.rs") {
            continue;
        }
        let text = std::fs::read_to_string(tree::root().join(&file)).unwrap();
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|it| line.contains(it)) {
                loose.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(loose.is_empty(), "\n{}\n", loose.join("\n"));
}

#[test]
fn no_import_hides_what_a_file_depends_on() {
    let mut globs = Vec::new();
    for file in tree::sources() {
        for (number, line) in file.code.lines().enumerate() {
            let line = line.trim();
            if line.contains("::*;") || line.contains("::*,") || line.contains("::*}") {
                globs.push(format!("{}:{}: {line}", file.path, number + 1));
            }
        }
    }
    assert!(globs.is_empty(), "\n{}\n", globs.join("\n"));
}

#[test]
fn no_module_is_called_mod() {
    let files: Vec<_> = tree::below("src", "rs")
        .into_iter()
        .filter(|it| it.ends_with("/mod.rs"))
        .collect();
    assert_eq!(files, [""; 0], "write foo.rs beside foo/");
}
