//! `/feed.xml`: the changes of which something was written last, as Atom (RFC 4287).
//!
//! Nothing in it comes from the clock. An entry is updated when the last event
//! of its change happened or it was opened, and its id is made from the portal and the id of the
//! change alone, so that a renamed title or a moved site shows nothing twice.
//! Links are absolute if the address of the portal is known; else they are
//! relative to the place of the feed itself, as RFC 3986 5.1.3 has it, and name
//! the file, so that they work from a file share.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::digest::sha256;
use crate::moment::Moment;
use crate::site::address::{Address, encode};
use crate::site::desk::{Desk, Target};
use crate::site::population;

use super::xml;

/// How many changes the feed has.
const ENTRIES: usize = 50;

/// The feed.
pub(super) fn atom(desk: &Desk<'_>) -> String {
    let config = desk.ctx.config;
    let lang = desk.first_lang();
    let mut entries: Vec<_> = (0..desk.ctx.book.records.len())
        .filter_map(|at| Some((updated(desk, at)?, at)))
        .collect();
    entries.sort_by_key(|&(updated, at)| (std::cmp::Reverse(updated), at));
    entries.truncate(ENTRIES);
    let latest = entries.first().map(|it| it.0);
    let latest = latest.unwrap_or_else(|| desk.ctx.book.as_of.moment.earliest(&config.zone));
    let title = xml(&desk.names.hide(config.title.get(lang), lang));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        lang.tag()
    );
    let home = link(desk, &Address::file("index.html"));
    let own = link(desk, &Address::file("feed.xml"));
    // Writing into a string cannot fail.
    let _ = write!(
        out,
        "<id>{}</id>\n<title>{title}</title>\n<updated>{}</updated>\n<author><name>{title}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n",
        id(desk, ""),
        rfc3339(desk, latest),
    );
    for (updated, at) in entries {
        out.push_str(&entry(desk, at, updated));
    }
    out.push_str("</feed>\n");
    out
}

fn entry(desk: &Desk<'_>, index: usize, updated: Timestamp) -> String {
    let lang = desk.first_lang();
    let record = desk.record(index);
    let title = desk.names.hide(&record.title, lang);
    let state = desk.state_label(&record.life.effective);
    let state = desk.names.hide(state.get(lang), lang);
    let standing = crate::words::text(&format!("ui.verdict.{}", desk.standing(index)));
    let mut summary = vec![state.clone(), standing.get(lang).to_owned()];
    summary.extend(population::last(desk, record).map(|it| {
        let label = desk.ctx.procedure.events.kind(&it.kind);
        let label = label.map_or(it.kind.as_str(), |it| it.label.get(lang));
        let day = it.at.as_ref().map(|it| it.day(&desk.ctx.config.zone));
        let day = day.map(|it| it.to_string()).unwrap_or_default();
        desk.names.hide(&format!("{day} {label}"), lang)
    }));
    summary.retain(|it| !it.is_empty());
    let href = desk
        .locate(lang, Target::Change(index))
        .map(|it| link(desk, &it.0))
        .unwrap_or_default();
    let opened = record.opened.as_ref().map(|it| {
        let at = rfc3339(desk, it.earliest(&desk.ctx.config.zone));
        format!("<published>{at}</published>\n")
    });
    format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n{}<link rel=\"alternate\" type=\"text/html\" href=\"{href}\"/>\n\
         <category term=\"{}\" label=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
        id(desk, &record.id),
        xml(&format!("{} {title}", record.id)),
        rfc3339(desk, updated),
        opened.unwrap_or_default(),
        xml(&record.life.effective),
        xml(&state),
        xml(&summary.join(" · ")),
    )
}

/// When something of a record happened last, or when it was opened; a record without a date is not news.
fn updated(desk: &Desk<'_>, index: usize) -> Option<Timestamp> {
    let record = desk.record(index);
    let last = population::last(desk, record).and_then(|it| it.at.as_ref());
    // An emergency is written down after it happened.
    let all = last.into_iter().chain(record.opened.as_ref());
    all.map(|it: &Moment| it.earliest(&desk.ctx.config.zone))
        .max()
}

/// An id that stays: of the portal, by its address or else its title, and of the record.
fn id(desk: &Desk<'_>, record: &str) -> String {
    let config = desk.ctx.config;
    let title = || config.title.get(desk.first_lang()).to_owned();
    let portal = config.address.clone().unwrap_or_else(title);
    let hash = sha256(format!("changebook feed\n{portal}\n{record}").as_bytes());
    // A UUID of version 8, whose digits are the maker's to choose (RFC 9562).
    format!(
        "urn:uuid:{}-{}-8{}-a{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[12..15],
        &hash[15..18],
        &hash[18..30]
    )
}

fn link(desk: &Desk<'_>, to: &Address) -> String {
    let address = desk.ctx.config.address.as_deref();
    let href = address.map_or_else(|| encode(to.path()), |it| to.canonical(it));
    xml(&href)
}

fn rfc3339(desk: &Desk<'_>, at: Timestamp) -> String {
    let local = at.to_zoned(desk.ctx.config.zone.clone());
    local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
