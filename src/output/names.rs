//! The paths of a site: inside it, and no two of them one file on any system.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use unicode_normalization::UnicodeNormalization as _;

use crate::error::Error;

/// What our own files begin with; no page may.
const OWN: &str = ".changebook";

/// The paths seen so far, their folders among them, by the form in which every system tells them apart.
#[derive(Debug, Default)]
pub(crate) struct Names {
    seen: BTreeMap<String, Seen>,
}

#[derive(Debug)]
struct Seen {
    spelled: String,
    is_file: bool,
}

impl Names {
    /// Takes the path of a page, unless it leaves the site or falls on another one.
    pub(crate) fn add(&mut self, path: &str) -> Result<(), Error> {
        if !is_safe(path) || key(path).starts_with(OWN) {
            return Err(Error::OutputPath {
                page: path.to_owned(),
            });
        }
        for folder in folders(path) {
            let seen = self.seen.entry(key(folder)).or_insert_with(|| Seen {
                spelled: folder.to_owned(),
                is_file: false,
            });
            if seen.is_file || seen.spelled != folder {
                return Err(twice(&seen.spelled, path));
            }
        }
        let file = Seen {
            spelled: path.to_owned(),
            is_file: true,
        };
        match self.seen.insert(key(path), file) {
            Some(first) => Err(twice(&first.spelled, path)),
            None => Ok(()),
        }
    }

    /// Whether a path that is none of these cannot stand beside them on every system.
    pub(super) fn crosses(&self, path: &str) -> bool {
        let is_file = |it: &str| self.seen.get(&key(it)).is_some_and(|it| it.is_file);
        self.seen.contains_key(&key(path)) || folders(path).any(is_file)
    }
}

/// Whether a path stays below the folder that it is joined to.
pub(super) fn is_safe(path: &str) -> bool {
    let plain = |part: &str| {
        let mut components = Path::new(part).components();
        let one = components.next();
        one == Some(Component::Normal(part.as_ref())) && components.next().is_none()
    };
    !path.contains(|it: char| it == '\\' || it.is_control()) && path.split('/').all(plain)
}

/// A path as those systems see it that tell neither case nor composition apart.
pub(super) fn key(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

/// The folders above a path, the uppermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn twice(first: &str, second: &str) -> Error {
    Error::OutputTwice {
        first: first.to_owned(),
        second: second.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(paths: &[&str]) -> Result<(), &'static str> {
        let mut names = Names::default();
        paths
            .iter()
            .try_for_each(|it| names.add(it))
            .map_err(|it| it.id())
    }

    #[test]
    fn paths_that_leave_the_site_are_refused() {
        for path in [
            "", "/a", "../a", "a/../b", "a//b", "a/", ".", "a\\b", "a\0b", "a/./b",
        ] {
            assert_eq!(add(&[path]), Err("output-path"), "{path:?}");
        }
        for path in [".changebook-manifest", ".ChangeBook-staging/x"] {
            assert_eq!(add(&[path]), Err("output-path"), "{path}");
        }
        assert_eq!(
            add(&["a/..b/c.html", "变更/方案 1.html", "a/.changebook"]),
            Ok(())
        );
    }

    #[test]
    fn paths_that_are_one_file_somewhere_are_refused() {
        for pair in [
            ["a/x.html", "a/x.html"],
            ["a/x.html", "a/X.html"],
            ["a/x.html", "A/y.html"],
            ["a", "a/b"],
            ["a/b", "A"],
            ["caf\u{e9}", "cafe\u{301}"],
        ] {
            assert_eq!(add(&pair), Err("output-twice"), "{pair:?}");
        }
    }
}
