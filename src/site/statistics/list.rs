//! `/compliance/statistics/<number>/`: the records of a number, fifty a page, the longest first.

use serde::Serialize;

use crate::moment;
use crate::site::address::{Address, prefix};
use crate::site::desk::{Desk, Here, Target};
use crate::site::lists::{ChangeRow, PAGE, PageLink};
use crate::site::shell::Frame;
use crate::site::text::Said;

use super::figures::{Figure, Group};

/// A page of a list.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How many there are, in words.
    pub(crate) total: String,
    /// Whether each has a time.
    pub(crate) timed: bool,
    pub(crate) rows: Vec<Row>,
    pub(crate) pages: Vec<PageLink>,
}

/// A change and its time.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) change: ChangeRow,
    pub(crate) took: Option<String>,
}

/// A page: a number, counted in the figures, and the page of its list, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    figure: usize,
    page: usize,
}

/// Every page of every list.
pub(crate) fn leaves(desk: &Desk<'_>) -> Vec<Leaf> {
    let figures = desk.figures.iter().enumerate();
    let pages = |(figure, it): (usize, &Figure)| {
        let n = it.members.len().div_ceil(PAGE);
        (0..n).map(move |page| Leaf { figure, page })
    };
    figures.flat_map(pages).collect()
}

/// Where a page stands.
pub(super) fn address(prefix: &str, figure: &Figure, page: usize) -> Address {
    let number = (page + 1).to_string();
    let mut parts = vec!["compliance", "statistics", figure.slug.as_str()];
    if page > 0 {
        parts.extend(["page", &number]);
    }
    Address::page(prefix, &parts)
}

impl Leaf {
    /// Where it stands.
    pub(crate) fn address(self, desk: &Desk<'_>, prefix: &str) -> Address {
        address(prefix, &desk.figures[self.figure], self.page)
    }
}

/// What a number is called beside its route.
pub(super) fn label(here: &Here<'_>, figure: &Figure) -> Said {
    let plain = |path: &str| Said {
        text: here.ui(path),
        lang: None,
    };
    match (figure.group, &figure.state) {
        (Group::Times, Some(state)) => here.say(&here.desk.state_label(state)),
        (Group::Times, None) => plain("ui.statistics.whole"),
        (Group::Rounds, _) if figure.of == "once" => plain("ui.statistics.once"),
        (Group::Rounds, _) => plain("ui.statistics.again"),
        (Group::Late, _) => here.role(&figure.of),
    }
}

/// What a number is called by itself.
fn title(here: &Here<'_>, figure: &Figure) -> Said {
    let own = label(here, figure);
    let of = match figure.group {
        Group::Times => {
            let route = here.desk.ctx.procedure.route(&figure.of);
            route.map(|it| here.say(&it.label))
        }
        Group::Rounds => None,
        Group::Late => Some(Said {
            text: here.ui("ui.statistics.late"),
            lang: None,
        }),
    };
    match of {
        Some(of) => Said {
            text: format!("{} · {}", of.text, own.text),
            lang: own.lang,
        },
        None => own,
    }
}

pub(crate) fn view<'p>(here: &Here<'_>, leaf: Leaf) -> (Frame<'p>, View) {
    let desk = here.desk;
    let figure = &desk.figures[leaf.figure];
    let prefix = prefix(&desk.ctx.config.languages, here.lang);
    let timed = figure.group == Group::Times;
    let shown = figure.members.iter().skip(leaf.page * PAGE).take(PAGE);
    let row = |&(index, seconds): &(usize, i64)| {
        let took = moment::duration(jiff::SignedDuration::from_secs(seconds));
        Some(Row {
            change: here.change_row(index)?,
            took: timed.then(|| here.word(&took)),
        })
    };
    let title = title(here, figure);
    let view = View {
        title: title.clone(),
        total: here.count("ui.audit.changes", figure.members.len()),
        timed,
        rows: shown.filter_map(row).collect(),
        pages: here.pages(figure.members.len(), leaf.page, |page| {
            address(&prefix, figure, page)
        }),
    };
    let frame = Frame {
        title: Some(here.numbered(title, leaf.page)),
        above: vec![
            (here.section("compliance"), Target::Compliance),
            (here.section("statistics"), Target::Statistics),
        ],
        section: Some("compliance"),
        place: None,
    };
    (frame, view)
}
