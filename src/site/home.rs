//! `/`: the state of things in one look.
//!
//! - [`trend`]: what began and ended in the last weeks

mod trend;

use jiff::ToSpan as _;
use serde::Serialize;

use crate::moment::Moment;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::dossier::timeline;
use super::draw::figures::Chart;
use super::draw::svg::Drawing;
use super::facet::Facet;
use super::findings::Finding;
use super::lists::{ChangeRow, Counted, Link};
use super::process::drawing::{self, Purpose};
use super::shell::Frame;
use super::text::Said;
use super::waivers;

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
    /// Changes with something undecided.
    pub(crate) undecided: Vec<Trouble>,
    /// Changes with warnings, which are not listed here.
    pub(crate) warned: Option<Counted>,
    /// Findings that concern no change.
    pub(crate) general: Option<Counted>,
    /// What is planned for the coming days.
    pub(crate) coming: Vec<Coming>,
    pub(crate) running: Vec<ChangeRow>,
    /// How many are running but not listed.
    pub(crate) running_more: Option<Counted>,
    pub(crate) routes: Vec<RouteNow>,
    /// What began and ended in the last weeks.
    pub(crate) trend: Option<Chart>,
    pub(crate) systems: Vec<SystemNow>,
}

/// A number that leads to what it counts.
#[derive(Debug, Serialize)]
pub(crate) struct Number {
    pub(crate) chip: Chip,
    pub(crate) n: usize,
    pub(crate) label: String,
    pub(crate) href: Option<Href>,
}

/// A change and what is wrong with it.
#[derive(Debug, Serialize)]
pub(crate) struct Trouble {
    pub(crate) change: ChangeRow,
    pub(crate) findings: Vec<Finding>,
    /// How many more there are, in words.
    pub(crate) more: Option<String>,
}

/// A planned moment of a change.
#[derive(Debug, Serialize)]
pub(crate) struct Coming {
    pub(crate) at: String,
    pub(crate) label: Said,
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) href: Href,
}

/// How many records of a route are in each state.
#[derive(Debug, Serialize)]
pub(crate) struct RouteNow {
    pub(crate) label: Said,
    pub(crate) href: Option<Href>,
    pub(crate) n: usize,
    /// For wide screens; the counts beneath say the same on the others.
    pub(crate) drawing: Option<Drawing>,
    pub(crate) states: Vec<Counted>,
    /// States beside the route, if any record is there.
    pub(crate) side: Vec<Counted>,
}

/// How the records of a system stand.
#[derive(Debug, Serialize)]
pub(crate) struct SystemNow {
    pub(crate) system: Counted,
    pub(crate) non_compliant: usize,
    pub(crate) in_progress: usize,
    pub(crate) compliant: usize,
}

/// How many changes a list of the start page has at most; the rest is a link away.
const LISTED: usize = 12;

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
    let view = View {
        title,
        sentence: sentence(here, records.len(), broken.len(), running.len()),
        empty: records.is_empty(),
        guide: super::free::first(here).map(|(label, href)| Link { label, href }),
        numbers: numbers(here, broken.len(), undecided.len(), running.len()),
        broken: broken
            .iter()
            .take(LISTED)
            .filter_map(|&it| trouble(here, it, false))
            .collect(),
        undecided: undecided
            .iter()
            .take(LISTED)
            .filter_map(|&it| trouble(here, it, true))
            .collect(),
        warned: warned(here),
        general: (general > 0).then(|| Counted {
            label: Said {
                text: here.count("ui.home.general", general),
                lang: None,
            },
            href: here.href_at(Target::Compliance, "general"),
            n: general,
            current: false,
        }),
        coming: coming(here, &running),
        running: running
            .iter()
            .take(LISTED)
            .filter_map(|&it| here.change_row(it))
            .collect(),
        running_more: (running.len() > LISTED)
            .then(|| here.facet(Facet::Verdict, "in_progress", running.len() - LISTED, false)),
        routes: routes(here, records),
        trend: trend::chart(here, records),
        systems: systems(here, records),
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

/// A link to the changes with warnings.
fn warned(here: &Here<'_>) -> Option<Counted> {
    let n = here.desk.members(Facet::Verdict, "warning").len();
    (n > 0).then(|| Counted {
        label: Said {
            text: here.count("ui.home.warned", n),
            lang: None,
        },
        href: here.href(Target::Listed(Facet::Verdict, "warning")),
        n,
        current: false,
    })
}

/// What is planned from the as-of day on for seven days.
fn coming(here: &Here<'_>, running: &[usize]) -> Vec<Coming> {
    let zone = &here.desk.ctx.config.zone;
    let today = here.desk.ctx.book.as_of.moment.day(zone);
    let last = today.saturating_add(6.days());
    let mut coming = Vec::new();
    for &index in running {
        let record = here.desk.record(index);
        for (at, entry) in timeline::planned(here, record) {
            let day = Moment::Instant(at).day(zone);
            let href = here.href(Target::Change(index));
            if let (Some(href), Some(shown)) = (href, entry.at)
                && (today..=last).contains(&day)
            {
                let (id, title) = (record.id.clone(), here.said(&record.title));
                coming.push((
                    at,
                    Coming {
                        at: shown,
                        label: entry.label,
                        id,
                        title,
                        href,
                    },
                ));
            }
        }
    }
    coming.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    coming.into_iter().take(LISTED).map(|it| it.1).collect()
}

/// The counts at the top.
fn numbers(here: &Here<'_>, broken: usize, undecided: usize, running: usize) -> Vec<Number> {
    let listed = |label: &str, verdict: &str, n: usize| {
        let href = here.href(Target::Listed(Facet::Verdict, verdict));
        Number {
            chip: here.verdict(verdict),
            n,
            label: here.ui(label),
            href: href.filter(|_| n > 0),
        }
    };
    vec![
        listed("ui.home.non_compliant", "non_compliant", broken),
        listed("ui.home.undecidable", "undecidable", undecided),
        listed("ui.home.in_progress", "in_progress", running),
        Number {
            chip: here.verdict("waived"),
            n: waivers::ending_soon(here),
            label: here.ui("ui.home.ending"),
            href: here.href_at(Target::Compliance, "waivers"),
        },
    ]
}

fn sentence(here: &Here<'_>, all: usize, broken: usize, running: usize) -> String {
    if all == 0 {
        return here.ui("ui.home.empty");
    }
    let first = if broken == 0 {
        here.ui("ui.home.all_well")
    } else {
        here.count("ui.home.need", broken)
    };
    let rest = here.ui_with(
        "ui.home.rest",
        &[
            ("all", &all.to_string()),
            ("running", &running.to_string()),
            ("fine", &(all - broken - running).to_string()),
        ],
    );
    format!("{first}{}{rest}", here.ui("ui.between_sentences"))
}

fn trouble(here: &Here<'_>, index: usize, undecided: bool) -> Option<Trouble> {
    use crate::finding::{Outcome, Severity};
    let fits = |it: &&crate::finding::Finding| {
        if undecided {
            it.outcome == Outcome::Indeterminate
        } else {
            it.outcome == Outcome::Violated && it.severity == Severity::Error
        }
    };
    let found: Vec<_> = here.desk.found(index).filter(fits).collect();
    Some(Trouble {
        change: here.change_row(index)?,
        findings: found.iter().take(3).map(|it| here.finding(it)).collect(),
        more: (found.len() > 3).then(|| here.count("ui.home.more_findings", found.len() - 3)),
    })
}

fn routes(here: &Here<'_>, records: &[usize]) -> Vec<RouteNow> {
    let desk = here.desk;
    let of = Facet::Route.values(desk, records);
    let procedure = desk.ctx.procedure;
    let now = |route: &crate::procedure::flow::Route| {
        let members = of
            .iter()
            .find(|it| it.0 == route.id)
            .map_or(&[][..], |it| it.1.as_slice());
        let states = Facet::State.values(desk, members);
        let counted = |id: &str| {
            let n = states
                .iter()
                .find(|it| it.0 == id)
                .map_or(0, |it| it.1.len());
            let mut counted = here.facet(Facet::State, id, n, false);
            if n == 0 {
                counted.href = None;
            }
            counted
        };
        let on_route = route.states.iter().map(|it| it.id.as_str());
        let on_side = route.side_states.iter().map(String::as_str);
        let on_side = on_side.filter(|id| states.iter().any(|it| it.0 == *id));
        RouteNow {
            label: here.say(&route.label),
            href: here.href_at(Target::Process, &route.id),
            n: members.len(),
            drawing: drawing::flow(here, route, Purpose::Overview).draw().across,
            states: on_route.map(counted).collect(),
            side: on_side.map(counted).collect(),
        }
    };
    procedure.routes.iter().map(now).collect()
}

fn systems(here: &Here<'_>, records: &[usize]) -> Vec<SystemNow> {
    let desk = here.desk;
    let values = Facet::System.values(desk, records);
    values
        .iter()
        .map(|(id, members)| {
            let count = |verdict| {
                members
                    .iter()
                    .filter(|it| desk.standing(**it) == verdict)
                    .count()
            };
            SystemNow {
                system: here.facet(Facet::System, id, members.len(), false),
                non_compliant: count("non_compliant"),
                in_progress: count("in_progress"),
                compliant: count("compliant"),
            }
        })
        .collect()
}
