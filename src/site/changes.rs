//! `/changes/` and the pages of its facets: the history, fifty a page.

use serde::Serialize;

use super::address::{Address, Href, slug};
use super::desk::{Desk, Here, Target};
use super::facet::Facet;
use super::lists::{ChangeRow, Counted, PAGE, PageLink};
use super::shell::Frame;
use super::text::Said;

/// A page of the list.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How many there are, in words.
    pub(crate) total: String,
    pub(crate) rows: Vec<ChangeRow>,
    pub(crate) facets: Vec<FacetView>,
    /// The list without the facet, on pages of one.
    pub(crate) all: Option<Counted>,
    pub(crate) pages: Vec<PageLink>,
    pub(crate) csv: Href,
    pub(crate) json: Href,
}

/// A facet and its values.
#[derive(Debug, Serialize)]
pub(crate) struct FacetView {
    pub(crate) label: String,
    pub(crate) values: Vec<Counted>,
}

/// Which list, and which page of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// The facet and its value; the whole list has none.
    pub(crate) facet: Option<(Facet, String)>,
    /// From 0.
    pub(crate) page: usize,
}

/// Every page of every list.
pub(crate) fn lists(desk: &Desk<'_>) -> Vec<List> {
    let pages = |facet: Option<(Facet, String)>, n: usize| {
        let count = n.div_ceil(PAGE).max(1);
        (0..count).map(move |page| List {
            facet: facet.clone(),
            page,
        })
    };
    let mut lists: Vec<_> = pages(None, desk.newest.len()).collect();
    for (facet, values) in &desk.facets {
        for (value, members) in values {
            lists.extend(pages(Some((*facet, value.clone())), members.len()));
        }
    }
    lists
}

impl List {
    /// Where the page stands, from the root.
    pub(crate) fn address(&self, prefix: &str) -> Address {
        let value = self
            .facet
            .as_ref()
            .map(|(facet, value)| (facet.id(), slug(value)));
        let number = (self.page + 1).to_string();
        let mut parts = vec!["changes"];
        if let Some((facet, value)) = &value {
            parts.extend(["by", facet, value]);
        }
        if self.page > 0 {
            parts.extend(["page", &number]);
        }
        Address::page(prefix, &parts)
    }
}

pub(crate) fn view<'p>(here: &Here<'_>, list: &List) -> (Frame<'p>, View) {
    let desk = here.desk;
    let records = &desk.newest;
    let facets = &desk.facets;
    let members = match &list.facet {
        Some((facet, value)) => desk.members(*facet, value),
        None => records.as_slice(),
    };
    let rows = members.iter().skip(list.page * PAGE).take(PAGE);
    let changes = here.section("changes");
    let title = list
        .facet
        .as_ref()
        .map(|(facet, value)| here.say(&facet.label(desk, value)));
    let facet_view = |(facet, values): &(Facet, Vec<(String, Vec<usize>)>)| FacetView {
        label: here.ui(&format!("ui.facet.{}", facet.id())),
        values: values
            .iter()
            .map(|(value, members)| {
                let current = list
                    .facet
                    .as_ref()
                    .is_some_and(|it| it.0 == *facet && &it.1 == value);
                here.facet(*facet, value, members.len(), current)
            })
            .collect(),
    };
    let view = View {
        title: title.clone().unwrap_or_else(|| changes.clone()),
        total: here.count("ui.changes.total", members.len()),
        rows: rows.filter_map(|&it| here.change_row(it)).collect(),
        facets: facets
            .iter()
            .filter(|it| !it.1.is_empty())
            .map(facet_view)
            .collect(),
        all: title.is_some().then(|| Counted {
            label: Said {
                text: here.ui("ui.changes.all"),
                lang: None,
            },
            href: here.href(Target::Changes),
            n: records.len(),
            current: false,
        }),
        pages: pages(here, list, members.len()),
        csv: here.address.href(&Address::file("data/changes.csv"), None),
        json: here.address.href(&Address::file("data/changes.json"), None),
    };
    let above = title.is_some().then(|| (changes.clone(), Target::Changes));
    let frame = Frame {
        title: Some(here.numbered(title.unwrap_or(changes), list.page)),
        above: above.into_iter().collect(),
        section: Some("changes"),
        place: None,
    };
    (frame, view)
}

fn pages(here: &Here<'_>, list: &List, members: usize) -> Vec<PageLink> {
    let prefix = super::address::prefix(&here.desk.ctx.config.languages, here.lang);
    here.pages(members, list.page, |page| {
        let facet = list.facet.clone();
        List { facet, page }.address(&prefix)
    })
}
