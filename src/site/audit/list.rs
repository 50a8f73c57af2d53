//! `/audit/page/<n>/`: the population, fifty a page, in the order of the ids.

use serde::Serialize;

use crate::site::address::{Address, Href};
use crate::site::chip::Chip;
use crate::site::desk::{Desk, Here, Target};
use crate::site::lists::{PAGE, PageLink};
use crate::site::shell::Frame;
use crate::site::text::Said;

/// A page of the population.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How many there are, in words.
    pub(crate) total: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) pages: Vec<PageLink>,
    pub(crate) csv: Href,
    pub(crate) json: Href,
}

/// A change of the population.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// Its number in the population, from 1; of a sample, its place there.
    pub(crate) n: usize,
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) opened: Option<String>,
    pub(crate) state: Said,
    pub(crate) chip: Chip,
    pub(crate) dossier: Option<Href>,
    pub(crate) evidence: Option<Href>,
    /// The rank that drew it into a sample.
    pub(crate) rank: Option<String>,
}

/// How many pages there are; a portal without changes has one.
pub(crate) fn pages(desk: &Desk<'_>) -> usize {
    desk.ctx.book.records.len().div_ceil(PAGE).max(1)
}

/// Where a page stands, counted from 0.
pub(crate) fn address(prefix: &str, page: usize) -> Address {
    Address::page(prefix, &["audit", "page", &(page + 1).to_string()])
}

/// A change as a line.
pub(super) fn row(here: &Here<'_>, n: usize, index: usize) -> Row {
    let desk = here.desk;
    let record = desk.record(index);
    let zone = &desk.ctx.config.zone;
    Row {
        n,
        id: record.id.clone(),
        title: here.titled(record),
        opened: record.opened.as_ref().map(|it| it.day(zone).to_string()),
        state: here.say(&desk.state_label(&record.life.effective)),
        chip: here.standing(index),
        dossier: here.href(Target::Change(index)),
        evidence: here.href(Target::Evidence(index)),
        rank: None,
    }
}

/// The page counted from 0.
pub(crate) fn view<'p>(here: &Here<'_>, page: usize) -> (Frame<'p>, View) {
    let desk = here.desk;
    let all = desk.ctx.book.records.len();
    let prefix = crate::site::address::prefix(&desk.ctx.config.languages, here.lang);
    let title = Said {
        text: here.ui("ui.audit.population"),
        lang: None,
    };
    let rows = (0..all).skip(page * PAGE).take(PAGE);
    let view = View {
        title: title.clone(),
        total: here.count("ui.audit.counted", all),
        rows: rows.map(|it| row(here, it + 1, it)).collect(),
        pages: here.pages(all, page, |it| address(&prefix, it)),
        csv: here.address.href(&Address::file("data/changes.csv"), None),
        json: here.address.href(&Address::file("data/changes.json"), None),
    };
    let frame = Frame {
        title: Some(here.numbered(title, page)),
        above: vec![(here.section("audit"), Target::Audit)],
        section: Some("audit"),
        place: None,
    };
    (frame, view)
}
