//! The files of `src/` as the architecture tests look at them.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the source.
pub(super) struct File {
    /// Relative to the repository, such as `src/book/life.rs`.
    pub(super) path: String,
    /// The lines as written.
    pub(super) text: String,
    /// The same number of lines: comments and test modules are empty in it.
    pub(super) code: String,
}

impl File {
    /// The module of the crate that it belongs to: `book` for `src/book/life.rs`; `lib` and `main` for the two roots.
    pub(super) fn module(&self) -> &str {
        let path = self.path.trim_start_matches("src/");
        let name = path.split('/').next().unwrap_or(path);
        name.trim_end_matches(".rs")
    }

    /// `path:line` of a byte of the text or of the code.
    pub(super) fn at(&self, text: &str, offset: usize) -> String {
        let line = text[..offset].matches('\n').count() + 1;
        format!("{}:{line}", self.path)
    }

    /// Where `word` stands in the code as a whole word.
    pub(super) fn code_words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = String> + 'a {
        words(&self.code, word).map(|at| self.at(&self.code, at))
    }
}

/// The folder of the repository.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files of `src/` that are not tests alone, sorted by path.
pub(super) fn sources() -> Vec<File> {
    below("src", "rs")
        .into_iter()
        .filter(|path| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .map(|path| {
            let text = fs::read_to_string(root().join(&path)).unwrap();
            let code = code(&text);
            File { path, text, code }
        })
        .collect()
}

/// The paths of all files below `folder` with that extension (any if it is empty), sorted.
pub(super) fn below(folder: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(root().join(&folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if extension.is_empty() || path.extension().is_some_and(|it| it == extension) {
                found.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Where `word` stands in `text`, not as part of a longer name.
pub(super) fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part = |it: char| it.is_alphanumeric() || it == '_';
    text.match_indices(word)
        .filter(move |(at, _)| {
            !text[..*at].ends_with(part) && !text[at + word.len()..].starts_with(part)
        })
        .map(|(at, _)| at)
}

/// The text with comments and `#[cfg(test)]` items emptied, line for line.
fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start() == "#[cfg(test)]" {
            out.push('\n');
            skip_item(line, &mut lines, &mut out);
        } else {
            if !line.trim_start().starts_with("//") {
                out.push_str(line.split_once(" // ").map_or(line, |(code, _)| code));
            }
            out.push('\n');
        }
    }
    out
}

/// Passes over the item under a `#[cfg(test)]`: formatted code closes it where the attribute began.
fn skip_item(attribute: &str, lines: &mut std::str::Lines<'_>, out: &mut String) {
    let indent = &attribute[..attribute.len() - attribute.trim_start().len()];
    let end = format!("{indent}}}");
    for line in lines {
        out.push('\n');
        if line == end || (line.ends_with(';') && !line[indent.len()..].starts_with(' ')) {
            return;
        }
    }
}

#[test]
fn test_modules_and_comments_are_not_code() {
    let text = "// crate::a\nuse crate::b; // crate::c\n#[cfg(test)]\nmod tests {\n    use crate::d;\n}\nfn e() {}\n#[cfg(test)]\nmod f;\nfn g() {}\n";
    assert_eq!(
        code(text),
        "\nuse crate::b;\n\n\n\n\nfn e() {}\n\n\nfn g() {}\n"
    );
}

#[test]
fn words_are_whole() {
    let found: Vec<_> = words("fs rfs fs_ std::fs", "fs").collect();
    assert_eq!(found, [0, 16]);
}
