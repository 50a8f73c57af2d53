//! The SHA-256 of files, and lists of them that `sha256sum -c` accepts.
//!
//! Seals say that an approval fits what was approved. A digest says less and
//! needs no program of ours: that a file is the one that was listed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The name that lists of digests have.
pub const LIST: &str = "SHA256SUMS";

/// What is known of the bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// The SHA-256 in hexadecimal.
    pub sha256: String,
    /// How many bytes there are.
    pub size: usize,
}

/// Path → digest.
pub type Digests = BTreeMap<String, Digest>;

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            sha256: sha256(bytes),
            size: bytes.len(),
        }
    }
}

/// The SHA-256 of `bytes` in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// A line a file, in the form of coreutils.
pub fn list<'a>(files: impl IntoIterator<Item = (&'a str, &'a Digest)>) -> String {
    let mut list = String::new();
    for (path, digest) in files {
        let escaped = path.replace('\\', "\\\\").replace('\n', "\\n");
        // A backslash before the line says that the name is escaped.
        let mark = if escaped == path { "" } else { "\\" };
        // Writing into a string cannot fail.
        let _ = writeln!(list, "{mark}{}  {escaped}", digest.sha256);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_nothing_is_the_known_one() {
        let known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), known);
    }

    #[test]
    fn names_that_would_break_a_line_are_escaped_as_coreutils_does() {
        let digest = Digest::of(b"x");
        let lines = list([("a b.md", &digest), ("a\nb\\c", &digest)]);
        let hash = &digest.sha256;
        assert_eq!(lines, format!("{hash}  a b.md\n\\{hash}  a\\nb\\\\c\n"));
    }
}
