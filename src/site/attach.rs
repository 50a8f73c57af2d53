//! Files of the portal that the site has copies of: pictures, letters, logs.
//!
//! Only what a document links to, shows or names is copied; a file that merely lies in a folder is
//! nobody's claim. Whoever follows a link to a file sees how large it is and by which digest it is
//! known, so that a copy on a desk can be held against it.
//!
//! - [`drawing`]: which drawings are nothing but pictures

mod drawing;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::target::{decode, resolve};
use crate::seal;
use crate::source::Source;
use crate::text::escape;

use super::address::{Address, Href};
use super::desk::{Desk, Here};

/// The endings of pictures without text that could be searched.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// The ending of drawings, which are pictures if they are nothing else.
const DRAWING: &str = "svg";

/// The endings of what a browser runs: pages, scripts, and trees that may hold a page.
const ACTIVE: &[&str] = &[
    "hta", "htm", "html", "js", "mht", "mhtml", "mjs", "shtml", "svgz", "swf", "wasm", "xht",
    "xhtml", "xml", "xsl", "xslt",
];

/// A file of the portal that a page shows or links to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// Its path in the portal.
    pub from: String,
    /// Its path in the site.
    pub to: String,
    /// What is known of its bytes, once they have been read.
    pub weight: Option<Weight>,
}

/// How large a file is and by what it is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// Its bytes, counted.
    pub size: usize,
    /// Its SHA-256 as 64 hexadecimal digits.
    pub digest: String,
}

impl Weight {
    /// That of the file `name` with these bytes; nothing for a drawing that is more than a picture.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        if ending(name) == DRAWING && !drawing::is_still(bytes) {
            return None;
        }
        let digest = seal::digest(bytes);
        let size = bytes.len();
        Some(Self { size, digest })
    }
}

impl Copy {
    /// Whether it can be shown within a page.
    pub(crate) fn is_picture(&self) -> bool {
        let ending = ending(&self.to);
        PICTURES.contains(&ending.as_str()) || ending == DRAWING
    }

    /// Its size and digest, to stand behind a link to it.
    pub(crate) fn note(&self) -> String {
        self.weight.as_ref().map_or_else(String::new, |it| {
            let (size, digest) = (size(it.size), &it.digest);
            format!(
                " <span class=\"file\"><span class=\"nowrap\">{size}</span> SHA-256 <span class=\"digest\" title=\"{digest}\">{digest}</span></span>"
            )
        })
    }
}

impl Here<'_> {
    /// Where the copy is, as the page points at it.
    pub(crate) fn file(&self, copy: &Copy) -> Href {
        self.address.href(&Address::file(&copy.to), None)
    }

    /// A link to a copy with what is known of it; `label` is HTML.
    pub(crate) fn attachment(&self, copy: &Copy, label: &str) -> String {
        let mut html = String::from("<a href=\"");
        escape(self.file(copy).as_str(), &mut html);
        html.push_str("\">");
        html.push_str(label);
        html.push_str("</a>");
        html.push_str(&copy.note());
        html
    }
}

impl Desk<'_> {
    /// The copy of the file at `path` in the portal, if the site has one.
    pub(crate) fn copied(&self, path: &str) -> Option<&Copy> {
        let copies = &self.copies;
        let at = copies
            .binary_search_by(|it| it.from.as_str().cmp(path))
            .ok()?;
        Some(&copies[at])
    }

    /// Every file that a document links to, shows or names, once, sorted.
    pub(super) fn find_copies(&self) -> Vec<Copy> {
        let mut copies: BTreeMap<String, Copy> = BTreeMap::new();
        let sources = self.ctx.sources.iter().map(|it| it.1);
        let hidden = sources.filter(|it| it.hides_name()).map(Source::path);
        let hidden: BTreeSet<&str> = hidden.collect();
        let mut add = |path: &str| {
            if let Some(copy) = self.copy_of(path).filter(|_| !hidden.contains(path)) {
                copies.insert(copy.from.clone(), copy);
            }
        };
        for document in self.ctx.documents {
            let base = self.ctx.sources.get(document.source).path();
            for link in &document.body.links {
                let path = link.target.split(['#', '?']).next().unwrap_or_default();
                if let Some(path) = resolve(base, &decode(path)) {
                    add(&path);
                }
            }
        }
        for record in &self.ctx.book.records {
            for file in &record.attached {
                add(&format!("{}/{file}", record.folder));
            }
        }
        copies.into_values().collect()
    }

    /// The file at `path` in the portal, and where the site has it: one of a record or of the free pages.
    ///
    /// Pages and scripts are not copied: they would run as if they were ours. Where roles stand
    /// for names, nothing but pictures is: there is no hiding a name inside a letter.
    fn copy_of(&self, path: &str) -> Option<Copy> {
        let ending = ending(path);
        if ACTIVE.contains(&ending.as_str()) {
            return None;
        }
        if !self.names.are_public() && (!is_picture(path) || self.names.are_in(path)) {
            return None;
        }
        let copy = |to: String| Copy {
            from: path.to_owned(),
            to,
            weight: None,
        };
        if path.starts_with("pages/") {
            let is_there = self.ctx.others.iter().any(|it| it == path)
                || ending != "md" && self.ctx.sources.find(path).is_some();
            return is_there.then(|| copy(path.to_owned()));
        }
        let ends = path.match_indices('/').map(|(at, _)| at);
        let (folder, index) = ends
            .rev()
            .find_map(|at| self.folders.get_key_value(&path[..at]))?;
        let inner = &path[folder.len() + 1..];
        let is_there = self.record(*index).files.iter().any(|it| it == inner);
        is_there.then(|| copy(format!("changes/{}/{inner}", self.notes[*index].slug)))
    }
}

/// Whether a file is a picture in which nothing could be searched, and so nothing is that could be hidden.
pub(super) fn is_picture(path: &str) -> bool {
    PICTURES.contains(&ending(path).as_str())
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |it| it.1);
    ending.to_ascii_lowercase()
}

/// A number of bytes as people say it.
fn size(bytes: usize) -> String {
    let units = [(1_000_000, "MB"), (1_000, "KB")];
    let unit = units.into_iter().find(|it| bytes >= it.0);
    unit.map_or_else(
        || format!("{bytes} B"),
        |(unit, name)| format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_the_largest_unit_that_fits() {
        let said = [0, 999, 1_000, 45_678, 999_999, 2_300_000].map(size);
        assert_eq!(
            said,
            ["0 B", "999 B", "1.0 KB", "45.6 KB", "999.9 KB", "2.3 MB"]
        );
    }

    #[test]
    fn endings_are_those_of_the_name() {
        assert_eq!(ending("a.b/c"), "");
        assert_eq!(ending("a/b.tar.GZ"), "gz");
    }
}
