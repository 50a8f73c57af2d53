//! A portal in a temporary folder, and runs of the program in it, compared whole.
//!
//! ```ignore
//! let portal = Portal::fixture("proposals").file("proposals/prop-0003.md", "…");
//! insta::assert_snapshot!(portal.run("check"), @"…");
//! portal.run("build --quiet");
//! assert!(portal.read("site/index.html").contains("…"));
//! ```
//!
//! A run sees no variable of the caller's environment that could change its
//! words. In what it prints the folder of the portal is `[ROOT]`; standard
//! error and the exit code stand under standard output, so that a snapshot
//! shows all that a person or a script would notice.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A portal of its own in a temporary folder.
pub(crate) struct Portal {
    folder: TempDir,
}

/// How a run ended.
pub(crate) struct Ran {
    /// What it was asked.
    pub(crate) line: String,
    /// Its exit code.
    pub(crate) code: i32,
    /// The result.
    pub(crate) stdout: String,
    /// Progress and errors.
    pub(crate) stderr: String,
}

impl Portal {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self {
            folder: TempDir::with_prefix("changebook-").unwrap(),
        }
    }

    /// A copy of `tests/portals/<name>`.
    pub(crate) fn fixture(name: &str) -> Self {
        let portal = Self::empty();
        copy(
            &repository().join("tests/portals").join(name),
            portal.root(),
        );
        portal
    }

    /// A copy of the demonstration portal.
    pub(crate) fn demo() -> Self {
        let portal = Self::empty();
        copy(&repository().join("content"), portal.root());
        portal
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The path of something in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, its folders with it.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Writes a file that is no text.
    pub(crate) fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Removes a file.
    pub(crate) fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// Replaces the one place where `old` stands in a file.
    pub(crate) fn change(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(old).count(), 1, "`{old}` in {path}");
        fs::write(self.path(path), text.replace(old, new)).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        let found = fs::read_to_string(self.path(path));
        found.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs `changebook` in the folder, the words of `line` as its arguments.
    pub(crate) fn run(&self, line: &str) -> Ran {
        self.run_args(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// The same with arguments that hold blanks.
    pub(crate) fn run_args(&self, args: &[&str]) -> Ran {
        let output = changebook(self.root()).args(args).output().unwrap();
        let root = fs::canonicalize(self.root()).unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("what is printed is UTF-8");
            let text = text.replace(root.to_str().unwrap(), "[ROOT]");
            text.replace(self.root().to_str().unwrap(), "[ROOT]")
        };
        Ran {
            line: args.join(" "),
            code: output.status.code().expect("no signal ended the run"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl Ran {
    /// Asserts the exit code, and shows everything if it is another.
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "changebook {}\n{self}", self.line);
        self
    }

    /// The same without the lines at which rules stand: they move with every rule before them.
    pub(crate) fn steady(mut self) -> Self {
        self.stdout = steady(&self.stdout);
        self
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "---- stderr\n{}", self.stderr)?;
        }
        write!(f, "---- exit {}", self.code)
    }
}

/// A text without the lines at which rules stand.
pub(crate) fn steady(text: &str) -> String {
    let line = regex::Regex::new(r"(/rules/[\w-]+\.yaml):\d+:\d+").unwrap();
    line.replace_all(text, "$1:[LINE]").into_owned()
}

/// The program, in a folder, without what could change its words.
pub(crate) fn changebook(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_changebook"));
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null());
    command
}

/// All files below a folder, relative to it, sorted.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|it| it.file_type().is_file())
        .map(|it| {
            let path = it.path().strip_prefix(folder).unwrap();
            path.to_str().unwrap().to_owned()
        })
        .collect();
    found.sort();
    found
}

/// Copies a folder into another one that exists.
pub(crate) fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&path), target).unwrap();
    }
}
