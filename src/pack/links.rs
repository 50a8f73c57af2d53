//! Pages that were made for one place, in another.
//!
//! A page of the site points at other pages with relative addresses. Carried
//! away, it keeps those that lead to what comes with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::site::address::{Address, decode};

/// What comes along and where it lies now.
#[derive(Debug)]
pub(super) struct Moved<'a> {
    site: Option<&'a str>,
    /// Path in the site → path in the folder.
    places: BTreeMap<String, String>,
}

impl<'a> Moved<'a> {
    pub(super) fn new(site: Option<&'a str>) -> Self {
        Self {
            site,
            places: BTreeMap::new(),
        }
    }

    /// A file that comes along.
    pub(super) fn add(&mut self, from: &str, to: String) {
        self.places.insert(from.to_owned(), to);
    }

    /// The page at `from`, as it lies at the top of the folder; `used` takes what it points at there.
    pub(super) fn page(&self, from: &Address, html: &str, used: &mut BTreeSet<String>) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = rest.find('>').map_or(rest.len(), |it| it + 1);
            let (tag, after) = rest.split_at(end);
            out.push_str(&self.tag(from, tag, used));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// A tag with its address; one that leads nowhere is gone, and a `<link>` with it.
    fn tag(&self, from: &Address, tag: &str, used: &mut BTreeSet<String>) -> String {
        for name in ["href", "src", "action"] {
            let mark = format!(" {name}=\"");
            let Some(start) = tag.find(&mark) else {
                continue;
            };
            let value = start + mark.len();
            let Some(length) = tag[value..].find('"') else {
                continue;
            };
            let written = &tag[value..value + length];
            if written.is_empty() || written.starts_with('#') || written.contains(':') {
                return tag.to_owned();
            }
            let (before, after) = (&tag[..start], &tag[value + length + 1..]);
            return match self.lead(from, written, used) {
                Some(to) => format!("{before}{mark}{to}\"{after}"),
                None if tag.starts_with("<link") => String::new(),
                None => format!("{before}{after}"),
            };
        }
        tag.to_owned()
    }

    /// Where an address leads now.
    fn lead(&self, from: &Address, written: &str, used: &mut BTreeSet<String>) -> Option<String> {
        let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
        let anchor = match anchor {
            "" => String::new(),
            it => format!("#{it}"),
        };
        let to = from.follow(&decode(path))?;
        if let Some(place) = self.places.get(to.path()) {
            used.insert(place.clone());
            let href = Address::file("index.html").href(&Address::file(place.as_str()), None);
            return Some(format!("{}{anchor}", href.as_str()));
        }
        Some(format!("{}{anchor}", to.canonical(self.site?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(site: Option<&str>, html: &str) -> String {
        let mut moved = Moved::new(site);
        moved.add("changes/c-1/index.html", "dossier.html".to_owned());
        moved.add("changes/c-1/a b.png", "files/a b.png".to_owned());
        let from = Address::page("", &["audit", "c-1"]);
        moved.page(&from, html, &mut BTreeSet::new())
    }

    #[test]
    fn links_to_what_comes_along_are_kept() {
        let html = "<a class=\"x\" href=\"../../changes/c-1/index.html#top\">x</a><img src=\"../../changes/c-1/a%20b.png\">";
        let expected =
            "<a class=\"x\" href=\"dossier.html#top\">x</a><img src=\"files/a%20b.png\">";
        assert_eq!(moved(None, html), expected);
    }

    #[test]
    fn other_links_lead_to_the_published_site_or_are_text() {
        let html = "<a href=\"../../rules/r/index.html\">r</a><link rel=\"alternate\" href=\"../../feed.xml\"><a href=\"#here\">h</a>";
        assert_eq!(moved(None, html), "<a>r</a><a href=\"#here\">h</a>");
        let published = moved(Some("https://x.example/"), html);
        assert!(
            published.contains("href=\"https://x.example/rules/r/\""),
            "{published}"
        );
    }
}
