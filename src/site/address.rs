//! Where pages and files of the site are, and how one points at another.
//!
//! Inside pages every address is relative and names its file, so that the site
//! works from a file share. A template gets a finished [`Href`]; it cannot get
//! one wrong because it never makes one.

use serde::Serialize;

use crate::lang::Lang;
pub(super) use crate::text::slug;

/// A file of the site, by its path from the root, such as `en/changes/index.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

/// A finished value of `href` or `src`, relative to the page that it stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Href(String);

impl Address {
    /// The page that stands at `parts` under `prefix`, the folder of its language.
    pub fn page(prefix: &str, parts: &[&str]) -> Self {
        let folders = parts.iter().map(|it| format!("{it}/"));
        Self(format!("{prefix}{}index.html", folders.collect::<String>()))
    }

    /// The file at `path` from the root.
    pub fn file(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path from the root of the site.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// The form of addresses outside pages: the folder of a page, without its file.
    pub fn canonical(&self, site: &str) -> String {
        let path = self.0.strip_suffix("index.html").unwrap_or(&self.0);
        format!("{site}{}", encode(path))
    }

    /// What a relative address means on a page that stands here; nothing if it leaves the site.
    pub fn follow(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<_> = self.0.split('/').collect();
        parts.pop();
        for part in relative.split('/') {
            match part {
                ".." => {
                    parts.pop()?;
                }
                "." => {}
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/")))
    }

    /// How a page that stands here points at `to`.
    pub fn href(&self, to: &Self, anchor: Option<&str>) -> Href {
        let from: Vec<_> = self.0.split('/').collect();
        let target: Vec<_> = to.0.split('/').collect();
        let folders = from.len().min(target.len()) - 1;
        let shared = (0..folders)
            .take_while(|&at| from[at] == target[at])
            .count();
        let mut href = "../".repeat(from.len() - 1 - shared);
        href.push_str(&encode(&target[shared..].join("/")));
        if let Some(anchor) = anchor {
            href.push('#');
            href.push_str(&encode(anchor));
        }
        Href(href)
    }
}

impl Href {
    /// The value, not yet escaped for HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An address in the portal's editor, the one kind that leads out of the site.
    pub(super) fn editor(pattern: &str, path: &str) -> Self {
        Self(pattern.replace("{path}", &encode(path)))
    }
}

/// The folder of a language: nothing for the first of the portal, else its tag.
pub(super) fn prefix(languages: &[Lang], lang: Lang) -> String {
    if languages.first() == Some(&lang) {
        String::new()
    } else {
        format!("{}/", lang.tag())
    }
}

/// A path without its percent-encoding.
pub fn decode(path: &str) -> String {
    crate::document::target::decode(path)
}

/// Percent-encodes what an address cannot carry as it is.
pub(super) fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'~' | b'/' | b':' | b'@' | b'(' | b')' => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_and_name_their_file() {
        let here = Address::page("en/", &["changes", "chg-1"]);
        let href = |to: &Address| here.href(to, None).as_str().to_owned();
        assert_eq!(href(&Address::page("en/", &[])), "../../index.html");
        assert_eq!(href(&Address::page("en/", &["changes"])), "../index.html");
        assert_eq!(
            href(&Address::page("", &["changes", "chg-1"])),
            "../../../changes/chg-1/index.html"
        );
        assert_eq!(
            href(&Address::page("en/", &["changes", "chg-1"])),
            "index.html"
        );
        assert_eq!(
            href(&Address::file("data/changes.csv")),
            "../../../data/changes.csv"
        );
    }

    #[test]
    fn anchors_are_encoded_in_addresses_only() {
        let here = Address::page("", &["pages", "guide"]);
        let href = here.href(&here, Some("怎样写"));
        assert_eq!(href.as_str(), "index.html#%E6%80%8E%E6%A0%B7%E5%86%99");
    }

    #[test]
    fn ids_are_lower_cased_and_keep_underscores() {
        assert_eq!(slug("CHG-2024-0017"), "chg-2024-0017");
        assert_eq!(slug("some_type"), "some_type");
        assert_eq!(slug("../x y"), "-x-y");
    }

    #[test]
    fn canonical_addresses_end_with_their_folder() {
        let page = Address::page("en/", &["rules"]);
        assert_eq!(
            page.canonical("https://x.example/"),
            "https://x.example/en/rules/"
        );
    }
}
