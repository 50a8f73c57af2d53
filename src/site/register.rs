//! `/compliance/waivers/`: every waiver, fifty a page, those that end first at the top.

use serde::Serialize;

use super::address::Address;
use super::desk::{Desk, Here, Target};
use super::lists::{Link, PAGE, PageLink};
use super::shell::Frame;
use super::text::Said;
use super::waivers::{self, Waiver};

/// How many of the findings that a waiver covers are named.
const NAMED: usize = 5;

/// A page of the register.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How many there are and how they stand, in words.
    pub(crate) summary: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) pages: Vec<PageLink>,
}

/// A waiver and what it covers.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) waiver: Waiver,
    /// Whether it is in force and covers nothing.
    pub(crate) unused: bool,
    /// The changes whose findings it covers.
    pub(crate) covered: Vec<Link>,
    /// How many more findings there are, in words.
    pub(crate) more: Option<String>,
}

/// How many pages there are; a portal without waivers has one.
pub(crate) fn pages(desk: &Desk<'_>) -> usize {
    waivers::written(desk).len().div_ceil(PAGE).max(1)
}

/// Where a page stands, counted from 0.
pub(crate) fn address(prefix: &str, page: usize) -> Address {
    let number = (page + 1).to_string();
    let mut parts = vec!["compliance", "waivers"];
    if page > 0 {
        parts.extend(["page", &number]);
    }
    Address::page(prefix, &parts)
}

/// The page counted from 0.
pub(crate) fn view<'p>(here: &Here<'_>, page: usize) -> (Frame<'p>, View) {
    let desk = here.desk;
    let prefix = super::address::prefix(&desk.ctx.config.languages, here.lang);
    let title = here.section("waivers");
    let written = waivers::written(desk);
    let shown = written.iter().skip(page * PAGE).take(PAGE);
    let rows = shown.map(|it| row(here, here.waiver(it)));
    let ended = written.iter().filter(|it| here.remains(it).0 == "ended");
    let waived = desk.findings.summary.waived;
    let summary = here.ui_with(
        "ui.register.summary",
        &[
            ("all", &here.count("ui.register.waivers", written.len())),
            ("ended", &ended.count().to_string()),
            ("findings", &here.count("ui.dossier.waived", waived)),
        ],
    );
    let view = View {
        title: title.clone(),
        summary,
        rows: rows.collect(),
        pages: here.pages(written.len(), page, |it| address(&prefix, it)),
    };
    let frame = Frame {
        title: Some(here.numbered(title, page)),
        above: vec![(here.section("compliance"), Target::Compliance)],
        section: Some("compliance"),
        place: None,
    };
    (frame, view)
}

fn row(here: &Here<'_>, waiver: Waiver) -> Row {
    let all = here.desk.findings.all.iter();
    let of_it = all.filter(|it| it.waiver.as_deref() == Some(&waiver.id));
    let mut ids: Vec<_> = of_it.filter_map(|it| it.record.as_deref()).collect();
    ids.dedup();
    let link = |id: &&str| {
        let index = here.desk.index(id)?;
        Some(Link {
            label: Said {
                text: (*id).to_owned(),
                lang: None,
            },
            href: here.href_at(Target::Change(index), "waived")?,
        })
    };
    let more = ids.len().saturating_sub(NAMED);
    Row {
        unused: waiver.covers == 0 && matches!(waiver.standing, "running" | "ending"),
        covered: ids.iter().take(NAMED).filter_map(link).collect(),
        more: (more > 0).then(|| here.count("ui.register.more", more)),
        waiver,
    }
}
