//! Who edited the files of a portal and when, as a plain value.
//!
//! A date that is wrong is worse than none. So this says in so many words that
//! nothing is known, and why: outside of a repository, or where its history is
//! cut short and every file seems to be as old as the cut. Whoever knows
//! git makes the value; the site only shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

/// How many digits of its id tell a commit from others. Git's own short ids grow with the repository, and with them
/// every page would change.
const DIGITS: usize = 10;

/// What is known of a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The commit that is checked out.
    pub head: Option<Commit>,
    /// The edits up to it, if they are known.
    pub edits: Edits,
    /// The files that are not what they are in that commit.
    pub pending: BTreeSet<String>,
}

/// The edits of all files, or why they are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edits {
    /// There is no repository, or no git to read it.
    #[default]
    Unversioned,
    /// The clone has only the newest part of the history.
    Shallow,
    /// Git could not tell.
    Unreadable,
    /// They are known.
    Known(Arc<Log>),
}

/// Commits, and which of them touched a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The commits that touched the portal, the newest first.
    pub commits: Vec<Commit>,
    /// Path as it is now → its edits, the newest first.
    pub files: BTreeMap<String, Vec<Edit>>,
}

/// A commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: String,
    /// When its author wrote it; nothing if that cannot be read.
    pub at: Option<Timestamp>,
    /// The name of the author.
    pub author: String,
    /// The first line of what the author said.
    pub subject: String,
}

/// What a commit did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The commit, by its position.
    pub commit: usize,
    /// What it did.
    pub kind: Kind,
}

/// The ways to touch a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// It reads otherwise.
    Changed,
    /// It had another path before.
    Renamed {
        /// The path before.
        from: String,
    },
    /// It is gone.
    Removed,
}

/// The last edit of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last<'h> {
    /// Nothing is known.
    Unknown,
    /// It has been edited since the last commit.
    Pending,
    /// This commit.
    Commit(&'h Commit),
}

impl History {
    /// The log, if it is known.
    pub fn log(&self) -> Option<&Log> {
        match &self.edits {
            Edits::Known(log) => Some(log),
            _ => None,
        }
    }

    /// Who edited a file last.
    pub fn last(&self, path: &str) -> Last<'_> {
        let Some(log) = self.log() else {
            return Last::Unknown;
        };
        if self.pending.contains(path) {
            return Last::Pending;
        }
        let edit = log.files.get(path).and_then(|it| it.first());
        edit.map_or(Last::Unknown, |it| Last::Commit(&log.commits[it.commit]))
    }

    /// The edits of all files whose path begins with `start`, by commit, the newest first.
    pub fn below(&self, start: &str) -> Vec<(&Commit, Vec<(&str, &Kind)>)> {
        let Some(log) = self.log() else {
            return Vec::new();
        };
        let files = log.files.range(start.to_owned()..);
        let files = files.take_while(|(path, _)| path.starts_with(start));
        let mut by_commit: BTreeMap<usize, Vec<(&str, &Kind)>> = BTreeMap::new();
        for (path, edits) in files {
            for edit in edits {
                let files = by_commit.entry(edit.commit).or_default();
                files.push((path, &edit.kind));
            }
        }
        by_commit
            .into_iter()
            .map(|(at, files)| (&log.commits[at], files))
            .collect()
    }

    /// The files below `start` that have been edited since the last commit.
    pub fn pending_below(&self, start: &str) -> Vec<&str> {
        let files = self.pending.range(start.to_owned()..);
        files
            .take_while(|it| it.starts_with(start))
            .map(String::as_str)
            .collect()
    }
}

impl Commit {
    /// The first digits of its id.
    pub fn short(&self) -> &str {
        self.id.get(..DIGITS).unwrap_or(&self.id)
    }
}
