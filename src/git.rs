//! What git knows of a portal: its older versions, and what changed since one of them.
//!
//! The `git` program is asked, never a library: it honours whatever the user
//! has set up (worktrees, shallow clones, other hash functions) and costs no
//! dependency. It is only ever asked to read. Without git, or outside of a
//! repository, there are no facts from git and everything else still works.
//!
//! All paths that go in and come out are relative to the folder of the portal,
//! with `/` between their parts, wherever in its repository the portal lies.
//!
//! - [`command`]: one run of the program, its words and its failures
//! - [`blobs`]: the bytes of many files out of one run
//! - [`log`]: every edit of every file out of one run
//! - [`versions`]: what a folder held before, newest first
//!
//! ```ignore
//! let repository = Repository::around(project.root())?;
//! for version in repository.versions("changes/CHG-2026-0001", is_markdown)? {
//!     let version = version?; // .commit, .files: Vec<RawFile>
//! }
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "git is run here, and nowhere else"
)]

mod blobs;
mod command;
mod log;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::history::{Edits, History};
use crate::secret::veil_path;
use crate::source::RawFile;

pub use versions::{Version, Versions};

use blobs::Blobs;
use command::Git;

/// The repository around the folder of a portal.
#[derive(Clone, Debug)]
pub struct Repository {
    git: Git,
    root: PathBuf,
    prefix: String,
    shallow: bool,
}

/// Who edited the files of a portal; what `before` knows of the same commit is not asked again.
pub fn history(folder: &Path, before: &History) -> History {
    Repository::around(folder).map_or_else(History::default, |it| it.history(before))
}

/// The folders in which git notes what is committed around a folder: one, or two in a worktree. None without git.
pub fn notes(folder: &Path) -> Vec<PathBuf> {
    let git = Git::in_folder(folder);
    let asked = ["rev-parse", "--absolute-git-dir", "--git-common-dir"];
    let told = git.text(&asked).unwrap_or_default();
    // The second one may be told as seen from the folder.
    let mut notes: Vec<_> = told.lines().map(|it| folder.join(it)).collect();
    notes.dedup_by_key(|it| it.canonicalize().ok());
    notes
}

/// A commit that exists, by its full id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit(String);

impl Commit {
    /// The full id.
    pub fn id(&self) -> &str {
        &self.0
    }
}

/// A file of a commit whose bytes have not been asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its path relative to the portal.
    pub path: String,
    id: String,
}

impl Repository {
    /// The repository around `folder`; nothing if there is none, or no git.
    pub fn around(folder: &Path) -> Option<Self> {
        Self::find(folder).ok()
    }

    /// The same for whoever cannot do without: says why there is none.
    pub fn find(folder: &Path) -> Result<Self, Error> {
        let git = Git::in_folder(folder);
        let told = git
            .text(&["rev-parse", "--is-shallow-repository", "--show-toplevel"])
            .map_err(|it| it.into_no_repository(folder))?;
        let (shallow, root) = told.split_once('\n').unwrap_or_default();
        // Git prints the end of a line behind it, and it may be a blank that belongs to the name.
        let root = PathBuf::from(root.strip_suffix('\n').unwrap_or(root));
        if root.as_os_str().is_empty() {
            return Err(Error::NoRepository {
                path: folder.to_owned(),
            });
        }
        let prefix = git.text(&["rev-parse", "--show-prefix"])?;
        Ok(Self {
            git,
            root,
            prefix: prefix.trim_end_matches('\n').to_owned(),
            shallow: shallow == "true",
        })
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether its history is cut short, as it is in many build systems.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// A path of the portal as it is written from the folder of the repository.
    pub fn from_root(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The commit that `revision` names: a branch, a tag, an id, or anything else that git takes for one.
    pub fn commit(&self, revision: &str) -> Result<Commit, Error> {
        let commit = format!("{revision}^{{commit}}");
        let asked = ["rev-parse", "--verify", "--end-of-options", &commit];
        let told = self.git.text(&asked).map_err(|_| Error::UnknownRevision {
            text: revision.to_owned(),
            shallow: self.shallow,
        })?;
        Ok(Commit(told.trim_end().to_owned()))
    }

    /// Where the present work left `commit`: their last common ancestor, else the commit itself.
    ///
    /// What others did meanwhile on the branch that is meant is no change of ours.
    pub fn fork(&self, commit: &Commit) -> Result<Commit, Error> {
        let asked = ["merge-base", commit.id(), "HEAD"];
        match self.git.text(&asked) {
            Ok(told) => Ok(Commit(told.trim_end().to_owned())),
            Err(failure) if failure.is_no() => Ok(commit.clone()),
            Err(failure) => Err(failure.into()),
        }
    }

    /// The files of the portal that are not what they were in `commit`: changed, new or gone, committed or not.
    ///
    /// A file that git is told to ignore is not among them.
    pub fn changed_since(&self, commit: &Commit) -> Result<BTreeSet<String>, Error> {
        let diff = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff"];
        let diff = [&diff[..], &["--relative", commit.id(), "--"]].concat();
        let new = ["ls-files", "--others", "--exclude-standard", "-z", "--"];
        let mut changed = names(&self.git.bytes(&diff)?);
        changed.append(&mut names(&self.git.bytes(&new)?));
        Ok(changed)
    }

    /// Who edited the files of the portal up to the commit that is checked out.
    fn history(&self, before: &History) -> History {
        let asked = ["log", "-1", "--no-notes", "--encoding=UTF-8", log::FORMAT];
        let head = self.git.text(&asked).ok();
        let Some(head) = head.and_then(|it| log::head(&it)) else {
            // Nothing has been committed yet.
            return History::default();
        };
        let is_known = before.head.as_ref() == Some(&head);
        let edits = match &before.edits {
            Edits::Known(log) if is_known => Edits::Known(log.clone()),
            _ if self.shallow => Edits::Shallow,
            _ => log::read(&self.git).map_or(Edits::Unreadable, |it| Edits::Known(it.into())),
        };
        let pending = self.changed_since(&Commit(head.id.clone()));
        match pending {
            Ok(pending) => History {
                head: Some(head),
                edits,
                pending,
            },
            Err(_) => History {
                edits: Edits::Unreadable,
                head: Some(head),
                ..History::default()
            },
        }
    }

    /// The files that `commit` has below a folder of the portal, all of them if it is empty; links are none.
    pub fn tree(&self, commit: &Commit, folder: &str) -> Result<Vec<Blob>, Error> {
        let mut asked = vec!["ls-tree", "-r", "-z", commit.id(), "--"];
        let folder = format!("{}/", folder.trim_end_matches('/'));
        if folder != "/" {
            asked.push(&folder);
        }
        let told = self.git.bytes(&asked)?;
        let entries = told.split(|it| *it == 0);
        Ok(entries.filter_map(blob).collect())
    }

    /// The bytes of files, in their order.
    pub fn read(&self, files: Vec<Blob>) -> Result<Vec<RawFile>, Error> {
        Blobs::open(&self.git)?.read(files)
    }

    /// The files of the portal in `commit` whose path is `wanted`, sorted by path.
    pub fn files_at(
        &self,
        commit: &Commit,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<RawFile>, Error> {
        let mut files = self.tree(commit, "")?;
        files.retain(|it| wanted(&it.path));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        self.read(files)
    }

    /// What the commits that touched a folder of the portal left in it, the newest first.
    ///
    /// Only files whose path is `wanted` are read, and only when their version is asked for.
    pub fn versions<F: Fn(&str) -> bool>(
        &self,
        folder: &str,
        wanted: F,
    ) -> Result<Versions<'_, F>, Error> {
        Versions::of(self, folder, wanted)
    }
}

/// The names in a list that git ended each with a zero, as everybody else knows them: without secrets.
fn names(list: &[u8]) -> BTreeSet<String> {
    let names = list.split(|it| *it == 0).filter(|it| !it.is_empty());
    names
        .map(|it| veil_path(&String::from_utf8_lossy(it)).into_owned())
        .collect()
}

/// A line of `ls-tree`, `100644 blob ID<TAB>PATH`, if it is a file.
fn blob(entry: &[u8]) -> Option<Blob> {
    let entry = String::from_utf8_lossy(entry);
    let (head, path) = entry.split_once('\t')?;
    let mut parts = head.split(' ');
    let is_file = parts.next()?.starts_with("100") && parts.next()? == "blob";
    let id = parts.next()?.to_owned();
    is_file.then(|| Blob {
        path: path.to_owned(),
        id,
    })
}
