//! What stands in the folder of the site before it is touched. Links are seen, not followed.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use crate::error::Error;

use super::manifest;
use super::staging;

/// What there is, by path.
#[derive(Debug, Default)]
pub(super) struct Standing {
    entries: BTreeMap<String, Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File {
        length: u64,
    },
    Folder,
    /// A link, a socket or what else nobody but its owner should touch.
    Other,
}

impl Standing {
    pub(super) fn scan(out: &Path) -> Result<Self, Error> {
        let failed = |error: walkdir::Error| Error::Read {
            path: error.path().unwrap_or(out).to_owned(),
            source: error.into(),
        };
        let own = |name: &std::ffi::OsStr| name == manifest::NAME || name == staging::INSIDE;
        let mut entries = BTreeMap::new();
        let walk = WalkDir::new(out).min_depth(1).into_iter();
        for entry in walk.filter_entry(|it| it.depth() != 1 || !own(it.file_name())) {
            let entry = entry.map_err(failed)?;
            let kind = if entry.file_type().is_dir() {
                Kind::Folder
            } else if entry.file_type().is_file() {
                let length = entry.metadata().map_err(failed)?.len();
                Kind::File { length }
            } else {
                Kind::Other
            };
            let path = entry.path().strip_prefix(out).unwrap_or(entry.path());
            let parts: Vec<_> = path.iter().map(std::ffi::OsStr::to_string_lossy).collect();
            entries.insert(parts.join("/"), kind);
        }
        Ok(Self { entries })
    }

    /// One of the things that stand there, a file if there is one.
    pub(super) fn first(&self) -> Option<&str> {
        let file = self.entries.iter().find(|(_, it)| **it != Kind::Folder);
        file.or_else(|| self.entries.iter().next())
            .map(|(path, _)| path.as_str())
    }

    /// Whether there is a file of this length at `path`.
    pub(super) fn is_file(&self, path: &str, length: u64) -> bool {
        self.entries.get(path) == Some(&Kind::File { length })
    }

    /// Whether there is a plain file at `path`.
    pub(super) fn has_file(&self, path: &str) -> bool {
        matches!(self.entries.get(path), Some(Kind::File { .. }))
    }

    /// Everything but folders.
    pub(super) fn things(&self) -> impl Iterator<Item = &str> {
        let things = self.entries.iter().filter(|(_, it)| **it != Kind::Folder);
        things.map(|(path, _)| path.as_str())
    }
}
