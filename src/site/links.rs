//! Where the links of people lead: to a page, to a file that is copied, elsewhere, or nowhere.

use std::collections::BTreeMap;

use crate::document::target::{decode, is_scheme, resolve};

use super::address::{Address, Href};
use super::desk::{Desk, Here, Target};
use super::prose::Scope;

/// The endings of pictures without text that could be searched.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// To a page or file of the site.
    Inside(String),
    /// Out of it.
    Outside(String),
    /// To nothing that the site has.
    Nowhere,
}

/// An id in a text, what stands around it, and where it leads.
#[derive(Debug)]
pub(crate) struct Found<'t> {
    pub(crate) before: &'t str,
    pub(crate) id: &'t str,
    pub(crate) after: &'t str,
    pub(crate) href: Href,
}

/// A file of the portal that a page shows or links to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// Its path in the portal.
    pub from: String,
    /// Its path in the site.
    pub to: String,
}

impl Here<'_> {
    /// Resolves a link as it is written in the file of `scope`.
    pub(crate) fn follow(&self, target: &str, scope: Scope<'_>) -> Lead {
        if let Some((scheme, _)) = target.split_once(':')
            && is_scheme(scheme)
        {
            let is_known =
                ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str());
            return if is_known && !self.desk.names.are_in(&decode(target)) {
                Lead::Outside(target.to_owned())
            } else {
                Lead::Nowhere
            };
        }
        if target.starts_with("//") {
            return Lead::Nowhere;
        }
        let (path, anchor) = target
            .split_once('#')
            .map_or((target, None), |(path, it)| (path, Some(decode(it))));
        // The anchors of headings have no names in them either.
        let anchor = anchor.map(|it| self.desk.names.hide(&it, self.lang));
        let path = path.split('?').next().unwrap_or_default();
        if path.is_empty() {
            let anchor = anchor.map(|it| format!("{}{it}", scope.prefix));
            return self.inside(self.address, anchor.as_deref());
        }
        let Some(path) = resolve(scope.path, &decode(path)) else {
            return Lead::Nowhere;
        };
        self.page_of(&path, anchor.as_deref()).unwrap_or_else(|| {
            let copy = self.desk.copy_of(&path);
            copy.map_or(Lead::Nowhere, |it| self.inside(&Address::file(it.to), None))
        })
    }

    /// The page that shows the file at `path`.
    fn page_of(&self, path: &str, anchor: Option<&str>) -> Option<Lead> {
        let procedure = self.desk.ctx.procedure;
        let section = procedure
            .sections
            .iter()
            .find(|it| self.desk.path(it.place) == path);
        let template = procedure.documents.iter().find(|it| {
            it.template
                .as_deref()
                .is_some_and(|it| path.strip_prefix("templates/") == Some(it))
        });
        let free = path.strip_prefix("pages/").map(super::free::name_of);
        let (target, anchor) = if let Some(&(record, kind)) = self.desk.files.get(path) {
            let anchor = match (kind, anchor) {
                (_, Some(anchor)) => Some(format!("{kind}-{anchor}")),
                ("", None) => None,
                (kind, None) => Some(kind.to_owned()),
            };
            (Target::Change(record), anchor)
        } else if let Some(section) = section {
            (Target::Section(&section.number), anchor.map(str::to_owned))
        } else if let Some(template) = template {
            (Target::Template(&template.id), None)
        } else {
            (Target::Free(free?), anchor.map(str::to_owned))
        };
        let (address, _) = self.desk.locate(self.lang, target)?;
        Some(self.inside(&address, anchor.as_deref()))
    }

    fn inside(&self, to: &Address, anchor: Option<&str>) -> Lead {
        Lead::Inside(self.address.href(to, anchor).as_str().to_owned())
    }

    /// The first id of a record, clause or rule in `text`, except that of this page.
    pub(crate) fn next_id<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        let mut from = 0;
        while let Some(start) = text[from..].find(is_id_char).map(|it| it + from) {
            let end = text[start..]
                .find(|it| !is_id_char(it))
                .map_or(text.len(), |it| it + start);
            let id = text[start..end].trim_end_matches(['.', '-', '_']);
            if is_telling(id)
                && let Some(href) = self.href_of_id(id)
                && href != self.address.href(self.address, None)
            {
                let (before, after) = (&text[..start], &text[start + id.len()..]);
                return Some(Found {
                    before,
                    id,
                    after,
                    href,
                });
            }
            from = end;
        }
        None
    }
}

impl Desk<'_> {
    /// The file of a record at `path` in the portal, and where the site has it.
    ///
    /// Pages and scripts are not copied: they would run as if they were ours. Where roles stand
    /// for names, nothing but pictures is: there is no hiding a name inside a letter.
    fn copy_of(&self, path: &str) -> Option<Copy> {
        let ending = path
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if ["html", "htm", "xhtml", "js", "mjs"].contains(&ending.as_str()) {
            return None;
        }
        let is_picture = PICTURES.contains(&ending.as_str()) && !self.names.are_in(path);
        if !self.names.are_public() && !is_picture {
            return None;
        }
        let ends = path.match_indices('/').map(|(at, _)| at);
        let (folder, index) = ends
            .rev()
            .find_map(|at| self.folders.get_key_value(&path[..at]))?;
        let inner = &path[folder.len() + 1..];
        let is_there = self.record(*index).files.iter().any(|it| it == inner);
        is_there.then(|| Copy {
            from: path.to_owned(),
            to: format!("changes/{}/{inner}", self.notes[*index].slug),
        })
    }

    /// Where the site has the file at `path` in the portal, if a document links to it.
    pub(crate) fn copied(&self, path: &str) -> Option<Address> {
        let copies = &self.copies;
        let at = copies
            .binary_search_by(|it| it.from.as_str().cmp(path))
            .ok()?;
        Some(Address::file(&copies[at].to))
    }

    /// Every file that a document links to or shows, once, sorted.
    pub(super) fn find_copies(&self) -> Vec<Copy> {
        let mut copies: BTreeMap<String, Copy> = BTreeMap::new();
        for record in &self.ctx.book.records {
            for doc in std::iter::once(&record.head).chain(&record.documents) {
                let base = self.ctx.sources.get(doc.source).path();
                let Some(document) = self.ctx.documents.get(doc.document) else {
                    continue;
                };
                for link in &document.body.links {
                    let path = link.target.split(['#', '?']).next().unwrap_or_default();
                    let path = resolve(base, &decode(path));
                    if let Some(copy) = path.and_then(|it| self.copy_of(&it)) {
                        copies.insert(copy.from.clone(), copy);
                    }
                }
            }
        }
        copies.into_values().collect()
    }
}

/// Whether a word can be nothing but an id: a bare number or a bare word of a text may mean anything.
fn is_telling(id: &str) -> bool {
    let has = |it: fn(&u8) -> bool| id.as_bytes().iter().any(it);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

fn is_id_char(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.')
}
