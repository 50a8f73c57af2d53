//! Files for machines, each once, at the root of the site.
//!
//! - [`feed`]: what happened last, as Atom
//! - [`badge`]: one word and one number as a picture
//! - [`ids`]: every id and its page, for the guess of `404.html`
//! - [`sitemap`]: every page, for a portal whose address is known

mod badge;
mod feed;
mod ids;
mod sitemap;

use crate::export;
use crate::page::Page;
use crate::report::json::JSON_SCHEMA;

use super::Planned;
use super::desk::Desk;
use super::{audit, calendar, data, ics, population};

/// All of them; `report` is what `check --format json` says.
pub(super) fn files(desk: &Desk<'_>, pages: &[Planned], report: Vec<u8>) -> Vec<Page> {
    let changes = population::of(desk);
    let file = |path: &str, bytes: Vec<u8>| Page {
        path: path.to_owned(),
        bytes,
    };
    let mut files = vec![
        file(audit::files::LIST, audit::files::sums(desk).into_bytes()),
        file("badge.svg", badge::svg(desk).into_bytes()),
        file(calendar::FEED, ics::feed(desk, None)),
        file(
            "data/changes.csv",
            export::csv::write(&changes).into_bytes(),
        ),
        file(
            "data/changes.json",
            export::json::write(&changes).into_bytes(),
        ),
        file("data/changes.schema.json", export::json::JSON_SCHEMA.into()),
        file("data/findings.json", data::findings(desk, report)),
        file("data/findings.schema.json", JSON_SCHEMA.into()),
        file("data/ids.js", ids::script(desk)),
        file("feed.xml", feed::atom(desk).into_bytes()),
    ];
    files.extend(sitemap::files(desk, pages));
    files
}

/// Escapes a text for XML, and drops what XML cannot hold.
fn xml(text: &str) -> String {
    let is_allowed = |it: &char| !it.is_control() || matches!(it, '\t' | '\n' | '\r');
    let is_known = |it: &char| !matches!(it, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(is_allowed).filter(is_known).collect();
    let mut out = String::with_capacity(text.len());
    crate::text::escape(&text, &mut out);
    out
}
