//! What a folder of the portal held before, one version a commit, the newest first.

use std::collections::VecDeque;

use crate::error::Error;
use crate::source::RawFile;

use super::blobs::Blobs;
use super::{Blob, Commit, Repository};

/// What a commit left in a folder.
#[derive(Clone, Debug)]
pub struct Version {
    /// The commit.
    pub commit: Commit,
    /// The files that were wanted, sorted by path; paths are relative to the portal.
    pub files: Vec<RawFile>,
}

/// The versions of a folder; each is read when it is asked for.
#[derive(Debug)]
pub struct Versions<'a, F> {
    repository: &'a Repository,
    folder: String,
    wanted: F,
    commits: VecDeque<Commit>,
    blobs: Blobs,
    last: Vec<Blob>,
}

impl<'a, F: Fn(&str) -> bool> Versions<'a, F> {
    pub(super) fn of(repository: &'a Repository, folder: &str, wanted: F) -> Result<Self, Error> {
        // A version on a side branch is one too, even if the merge did not keep it.
        let asked = ["log", "--full-history", "--format=%H", "HEAD", "--", folder];
        let told = match repository.git.text(&asked) {
            Ok(told) => told,
            // A repository without a commit has no versions.
            Err(_) if repository.commit("HEAD").is_err() => String::new(),
            Err(failure) => return Err(failure.into()),
        };
        Ok(Self {
            repository,
            folder: folder.to_owned(),
            wanted,
            commits: told.lines().map(|it| Commit(it.to_owned())).collect(),
            blobs: Blobs::open(&repository.git)?,
            last: Vec::new(),
        })
    }

    /// The next commit that left something else than the one before.
    fn step(&mut self) -> Result<Option<Version>, Error> {
        while let Some(commit) = self.commits.pop_front() {
            let mut files = self.repository.tree(&commit, &self.folder)?;
            files.retain(|it| (self.wanted)(&it.path));
            files.sort_by(|a, b| a.path.cmp(&b.path));
            if files.is_empty() || files == self.last {
                continue;
            }
            self.last.clone_from(&files);
            let files = self.blobs.read(files)?;
            return Ok(Some(Version { commit, files }));
        }
        Ok(None)
    }
}

impl<F: Fn(&str) -> bool> Iterator for Versions<'_, F> {
    type Item = Result<Version, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().transpose()
    }
}
