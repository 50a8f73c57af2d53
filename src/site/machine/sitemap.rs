//! `/sitemap.xml`: every page with its other languages.
//!
//! The protocol wants whole addresses, so there is one only if the portal says
//! where it is published. A file holds fifty thousand addresses at most; a
//! larger site has several, and the first is their index.

use std::fmt::Write as _;

use crate::page::Page;
use crate::site::Planned;
use crate::site::desk::Desk;
use crate::site::kind::Kind;

use super::xml;

/// How many pages a file lists.
const LISTED: usize = 40_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The file, or the files and their index; none without an address.
pub(super) fn files(desk: &Desk<'_>, pages: &[Planned]) -> Vec<Page> {
    let Some(site) = desk.ctx.config.address.as_deref() else {
        return Vec::new();
    };
    let pages: Vec<_> = pages.iter().filter(|it| it.kind != Kind::Missing).collect();
    let file = |path: String, text: String| Page {
        path,
        bytes: text.into_bytes(),
    };
    if pages.len() <= LISTED {
        return vec![file("sitemap.xml".to_owned(), urls(desk, site, &pages))];
    }
    let mut index = format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    let mut files = Vec::new();
    for (number, pages) in (1..).zip(pages.chunks(LISTED)) {
        let path = format!("sitemap-{number}.xml");
        // Writing into a string cannot fail.
        let _ = writeln!(index, "<sitemap><loc>{}{path}</loc></sitemap>", xml(site));
        files.push(file(path, urls(desk, site, pages)));
    }
    index.push_str("</sitemapindex>\n");
    files.push(file("sitemap.xml".to_owned(), index));
    files
}

fn urls(desk: &Desk<'_>, site: &str, pages: &[&Planned]) -> String {
    let languages = &desk.ctx.config.languages;
    let mut out = format!(
        "{HEAD}<urlset xmlns=\"{NAMESPACE}\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    );
    for page in pages {
        let _ = write!(
            out,
            "<url><loc>{}</loc>",
            xml(&page.address.canonical(site))
        );
        for &lang in languages.iter().filter(|_| languages.len() > 1) {
            let prefix = crate::site::address::prefix(languages, lang);
            let twin = page.kind.address(desk, &prefix);
            let _ = write!(
                out,
                "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                lang.tag(),
                xml(&twin.canonical(site))
            );
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}
