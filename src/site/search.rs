//! `/search/`: one field; without script an index by id, by system and by month. What can be found is gathered here.
//!
//! - [`record`]: what of a record is found
//! - [`texts`]: what of the procedure and of the pages is found, in each language

mod record;
#[cfg(test)]
mod tests;
mod texts;

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::lang::Lang;
use crate::search::files::Index;
use crate::search::segments::joined;
use crate::search::{Segment, files};
use crate::words;

use super::address::prefix;
use super::changes::{List, Order};
use super::desk::{Desk, Here, Target};
use super::facet::{Facet, VERDICTS};
use super::lists::{Counted, PAGE};
use super::shell::Frame;
use super::text::Said;

/// How many blocks of ids the index has at most; with more records a block spans several pages of the list.
const BLOCKS: usize = 40;

/// Everything that a hit can be.
const KINDS: [&str; 8] = [
    "change", "clause", "rule", "template", "person", "role", "system", "page",
];

/// What the script says besides.
const SENTENCES: [&str; 6] = ["all", "all_kinds", "many", "many_one", "nothing", "some"];

/// The page of results, and the index for those without a script.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// Records by id, a block a link.
    pub(crate) ids: Vec<Counted>,
    pub(crate) systems: Vec<Counted>,
    pub(crate) months: Vec<Counted>,
    /// Where the rest is listed.
    pub(crate) sections: Vec<Counted>,
}

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let title = Said {
        text: here.ui("ui.search.title"),
        lang: None,
    };
    let values = |facet: Facet| {
        let facets = here.desk.facets.iter().filter(move |it| it.0 == facet);
        let values = facets.flat_map(|it| &it.1);
        values
            .map(|(value, members)| here.facet(facet, value, members.len(), false))
            .collect()
    };
    let sections = [
        ("procedure", Target::Procedure),
        ("rules", Target::Rules),
        ("templates", Target::Templates),
        ("people", Target::People),
        ("roles", Target::Roles),
        ("systems", Target::Systems),
    ];
    let section = |(name, target): (&str, Target<'_>)| Counted {
        label: here.section(name),
        href: here.href(target),
        n: 0,
        current: false,
    };
    let view = View {
        title: title.clone(),
        ids: blocks(here),
        systems: values(Facet::System),
        months: values(Facet::Month),
        sections: sections
            .map(section)
            .into_iter()
            .filter(|it| it.href.is_some())
            .collect(),
    };
    let frame = Frame {
        title: Some(title),
        section: Some("search"),
        ..Frame::default()
    };
    (frame, view)
}

/// Links to pages of the list by id, each with the first and the last id that it leads to.
fn blocks(here: &Here<'_>) -> Vec<Counted> {
    let records = &here.desk.ctx.book.records;
    let prefix = prefix(&here.desk.ctx.config.languages, here.lang);
    let pages = records.len().div_ceil(PAGE).div_ceil(BLOCKS).max(1);
    let block = |(at, block): (usize, &[Arc<crate::book::Record>])| {
        let list = List {
            facet: None,
            order: Order::Id,
            page: at * pages,
        };
        let ends = [block.first(), block.last()].map(|it| it.map_or("", |it| &it.id));
        Counted {
            label: Said {
                text: ends.join(" – "),
                lang: None,
            },
            href: Some(here.address.href(&list.address(&prefix), None)),
            n: block.len(),
            current: false,
        }
    };
    records
        .chunks(PAGE * pages)
        .enumerate()
        .map(block)
        .collect()
}

/// The index: segments by years of opening, one for what is written in a language.
pub(super) fn index(desk: &Desk<'_>, before: &Index) -> Index {
    let zone = &desk.ctx.config.zone;
    let languages = &desk.ctx.config.languages;
    // Of what weighs the same the last is shown first: a record before a rule, a new one before an old one.
    let mut segments: Vec<_> = languages
        .iter()
        .map(|&lang| texts::segment(desk, lang))
        .collect();
    let mut undated: Vec<Segment> = Vec::new();
    let mut years: Vec<Segment> = Vec::new();
    // In the order of opening, so that a new record does not move the numbers of the others.
    for &at in desk.newest.iter().rev() {
        let opened = desk.record(at).opened.as_ref();
        let year = opened.map_or_else(
            || "undated".to_owned(),
            |it| it.day(zone).year().to_string(),
        );
        let list = if opened.is_some() {
            &mut years
        } else {
            &mut undated
        };
        let entry = record::entry(desk, at);
        match list.last_mut().filter(|it| it.id == year) {
            Some(segment) => segment.entries.push(entry),
            None => list.push(Segment {
                id: year,
                lang: None,
                entries: vec![entry],
            }),
        }
    }
    segments.append(&mut undated);
    segments.append(&mut joined(years));
    let said: Map<_, _> = languages
        .iter()
        .map(|&lang| (lang.tag().to_owned(), said(lang)))
        .collect();
    files::index_after(&segments, &said.into(), before)
}

/// What the script says of hits in a language.
fn said(lang: Lang) -> Value {
    let word = |path: &str| Value::from(words::text(path).get(lang));
    let mut said = Map::new();
    for kind in KINDS {
        said.insert(kind.to_owned(), word(&format!("ui.search.kind.{kind}")));
    }
    for standing in VERDICTS {
        let tone = super::chip::tone(standing).0;
        let standing_word = word(&format!("ui.verdict.{standing}"));
        said.insert(
            standing.to_owned(),
            Value::from(vec![standing_word, tone.into()]),
        );
    }
    for sentence in SENTENCES {
        said.insert(sentence.to_owned(), word(&format!("ui.search.{sentence}")));
    }
    said.into()
}
