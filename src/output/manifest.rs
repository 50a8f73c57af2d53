//! The list of the files that are ours, with size and hash of each.
//!
//! ```text
//! changebook-manifest 1
//! <blake3> <size> <path>
//! ```
//!
//! Only what stands in it is ever deleted, so it is read with suspicion: a path
//! that leaves the site makes the whole list unusable.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::error::Error;
use crate::page::Stamp;

use super::names;

/// Its name in the folder of the site.
pub(super) const NAME: &str = ".changebook-manifest";

const HEADER: &str = "changebook-manifest 1";

/// The files of a site, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<String, Stamp>,
}

impl Manifest {
    /// The manifest in the folder `out`, if there is one.
    pub(super) fn read(out: &Path) -> Result<Option<Self>, Error> {
        let path = out.join(NAME);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::Read { path, source }),
        };
        let text = String::from_utf8_lossy(&bytes);
        match Self::parse(&text) {
            Ok(manifest) => Ok(Some(manifest)),
            Err(line) => Err(Error::OutputManifest { path, line }),
        }
    }

    /// The text of a manifest, or the line, from 1, that cannot be understood.
    fn parse(text: &str) -> Result<Self, usize> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err(1);
        }
        let mut files = BTreeMap::new();
        for (index, line) in lines.enumerate() {
            let (path, record) = entry(line).ok_or(index + 2)?;
            files.insert(path.to_owned(), record);
        }
        Ok(Self { files })
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, Stamp { hash, size }) in &self.files {
            // Writing to a text does not fail.
            let _ = writeln!(text, "{hash} {size} {path}");
        }
        text
    }

    /// The files of both; where both have one, that of `newer`.
    pub(super) fn union(&self, newer: &Self) -> Self {
        let mut files = self.files.clone();
        files.extend(newer.files.clone());
        Self { files }
    }
}

fn entry(line: &str) -> Option<(&str, Stamp)> {
    let (hash, rest) = line.split_once(' ')?;
    let (size, path) = rest.split_once(' ')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|it| it.is_ascii_hexdigit());
    let record = Stamp {
        hash: hash.to_owned(),
        size: size.parse().ok()?,
    };
    (is_hash && names::is_safe(path)).then_some((path, record))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifest_reads_what_it_wrote() {
        let mut manifest = Manifest::default();
        for path in ["index.html", "变更/a b.html"] {
            let record = Stamp::of(path.as_bytes());
            manifest.files.insert(path.to_owned(), record);
        }
        assert_eq!(Manifest::parse(&manifest.text()), Ok(manifest));
    }

    #[test]
    fn manifest_that_leaves_the_site_is_refused() {
        let hash = "0".repeat(64);
        for path in ["../x", "/etc/passwd", "a/../../x", ""] {
            let text = format!("{HEADER}\n{hash} 1 {path}\n");
            assert_eq!(Manifest::parse(&text), Err(2), "{path}");
        }
        assert_eq!(Manifest::parse("changebook-manifest 2\n"), Err(1));
    }
}
