//! `/`: the state of things in one look.
//!
//! In the order in which somebody asks who has ten seconds: is anything wrong, what
//! comes next, where is everything, which way does it go.
//!
//! - [`counts`]: one sentence and four numbers
//! - [`attention`]: what is wrong
//! - [`coming`]: what is planned for the coming days
//! - [`now`]: where the changes are
//! - [`trend`]: what began and ended in the last weeks

mod attention;
mod coming;
mod counts;
mod now;
mod trend;

use serde::Serialize;

use super::desk::{Here, Target};
use super::draw::figures::Chart;
use super::facet::Facet;
use super::lists::{ChangeRow, Counted, Link};
use super::shell::Frame;
use super::text::Said;

use attention::Trouble;
use coming::Coming;
use counts::Number;
use now::{RouteNow, Standing};

/// The start page.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// One sentence of state.
    pub(crate) sentence: String,
    /// Whether there is no change at all.
    pub(crate) empty: bool,
    pub(crate) guide: Option<Link>,
    pub(crate) numbers: Vec<Number>,
    /// Changes with errors, and their worst findings.
    pub(crate) broken: Vec<Trouble>,
    /// All of them, if not all are listed.
    pub(crate) broken_more: Option<Link>,
    /// Changes with something undecided.
    pub(crate) undecided: Vec<Trouble>,
    pub(crate) undecided_more: Option<Link>,
    /// Changes with warnings, which are not listed here.
    pub(crate) warned: Option<Counted>,
    /// Findings that concern no change.
    pub(crate) general: Option<Counted>,
    /// What is planned for the coming days.
    pub(crate) coming: Vec<Coming>,
    /// How many come but are not listed, in words, and where they stand.
    pub(crate) coming_more: Option<coming::More>,
    pub(crate) running: Vec<ChangeRow>,
    /// How many are running but not listed.
    pub(crate) running_more: Option<Counted>,
    pub(crate) routes: Vec<RouteNow>,
    /// What began and ended in the last weeks.
    pub(crate) trend: Option<Chart>,
    /// How the changes of every system stand; empty where no system is named.
    pub(crate) systems: Vec<Standing>,
    /// The same by route; empty where there is one only.
    pub(crate) by_route: Vec<Standing>,
}

/// How many changes a list of the start page has at most; the rest is a link away.
const LISTED: usize = 8;

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let desk = here.desk;
    let records = &desk.newest;
    let with = |verdict: &str| -> Vec<usize> {
        let has = |it: &&usize| Facet::Verdict.of(desk, **it).iter().any(|it| it == verdict);
        records.iter().filter(has).copied().collect()
    };
    let (broken, running, undecided) = (
        with("non_compliant"),
        with("in_progress"),
        with("undecidable"),
    );
    let title = here.say(&desk.ctx.config.title);
    let general = desk
        .findings
        .all
        .iter()
        .filter(|it| it.record.is_none() && it.counts())
        .count();
    let (coming, coming_more) = coming::coming(here, &running);
    let view = View {
        title,
        sentence: counts::sentence(here, records.len(), broken.len(), running.len()),
        empty: records.is_empty(),
        guide: super::free::first(here).map(|(label, href)| Link { label, href }),
        numbers: counts::numbers(here, broken.len(), undecided.len(), running.len()),
        broken: broken
            .iter()
            .take(LISTED)
            .filter_map(|&it| attention::trouble(here, it, false))
            .collect(),
        broken_more: attention::all(here, "non_compliant", broken.len()),
        undecided: undecided
            .iter()
            .filter(|it| desk.notes[**it].undecided > 0)
            .take(LISTED)
            .filter_map(|&it| attention::trouble(here, it, true))
            .collect(),
        undecided_more: attention::all(here, "undecidable", undecided.len()),
        warned: attention::warned(here),
        general: (general > 0).then(|| Counted {
            label: Said {
                text: here.count("ui.home.general", general),
                lang: None,
            },
            href: here.href_at(Target::Compliance, "general"),
            n: general,
            current: false,
        }),
        coming,
        coming_more,
        running: running
            .iter()
            .take(LISTED)
            .filter_map(|&it| here.change_row(it))
            .collect(),
        running_more: (running.len() > LISTED)
            .then(|| here.facet(Facet::Verdict, "in_progress", running.len() - LISTED, false)),
        routes: now::routes(here, records),
        trend: trend::chart(here, records),
        systems: now::standings(here, Facet::System),
        by_route: if desk.ctx.procedure.routes.len() > 1 {
            now::standings(here, Facet::Route)
        } else {
            Vec::new()
        },
    };
    let place = desk
        .ctx
        .sources
        .find("changebook.yaml")
        .map(crate::finding::top);
    let frame = Frame {
        section: Some("home"),
        place,
        ..Frame::default()
    };
    (frame, view)
}
