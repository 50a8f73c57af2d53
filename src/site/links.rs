//! Where the links of people lead: to a page, to a file that is copied, elsewhere, or nowhere.

use crate::document::target::{decode, is_scheme, resolve};

use super::address::{Address, Href};
use super::attach::Copy;
use super::desk::{Here, Target};
use super::prose::Scope;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lead<'d> {
    /// To a page of the site.
    Inside(String),
    /// To a file that the site has a copy of.
    File(String, &'d Copy),
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

impl<'d> Here<'d> {
    /// Resolves a link as it is written in the file of `scope`.
    pub(crate) fn follow(&self, target: &str, scope: Scope<'_>) -> Lead<'d> {
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
        self.page_of(&path, anchor.as_deref())
            .unwrap_or_else(|| match self.desk.copied(&path) {
                Some(copy) => Lead::File(self.file(copy).as_str().to_owned(), copy),
                None => Lead::Nowhere,
            })
    }

    /// The page that shows the file at `path`.
    fn page_of(&self, path: &str, anchor: Option<&str>) -> Option<Lead<'d>> {
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

    fn inside(&self, to: &Address, anchor: Option<&str>) -> Lead<'d> {
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

/// Whether a word can be nothing but an id: a bare number or a bare word of a text may mean anything.
fn is_telling(id: &str) -> bool {
    let has = |it: fn(&u8) -> bool| id.as_bytes().iter().any(it);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

fn is_id_char(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.')
}
