//! `/compliance/` and `/compliance/<month>/`: the matrix changes × families of rules.

mod matrix;
mod sheets;

use serde::Serialize;

use crate::check::Outcome;

use super::address::{Address, Href, prefix};
use super::chip::Chip;
use super::desk::{Here, Target};
use super::facet::Facet;
use super::findings::Finding;
use super::lists::{Link, PAGE, PageLink};
use super::shell::Frame;
use super::text::Said;
use super::waivers::{self, Waiver};

pub(crate) use sheets::{Sheet, months, sheets};

/// A page of the matrix; the first one has waivers and general findings too.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// The month that is shown; nothing in an empty portal.
    pub(crate) month: Option<String>,
    pub(crate) months: Vec<Month>,
    pub(crate) families: Vec<FamilyHead>,
    pub(crate) rows: Vec<matrix::MatrixRow>,
    /// The pages of the month, if it has more than one.
    pub(crate) pages: Vec<PageLink>,
    pub(crate) legend: Vec<Chip>,
    /// Whether waivers and general findings follow.
    pub(crate) whole: bool,
    /// The first waivers of the register.
    pub(crate) waivers: Vec<Waiver>,
    /// The whole register, with how many it has, in words.
    pub(crate) register: Option<Link>,
    /// Pages that say more.
    pub(crate) beside: Vec<Link>,
    /// The counts as they are, and as they would be without waivers.
    pub(crate) counts: Vec<Count>,
    pub(crate) general: Vec<Finding>,
    /// How many more there are, in words.
    pub(crate) general_more: Option<String>,
    pub(crate) csv: Href,
    pub(crate) json: Href,
}

/// A count before and after waivers.
#[derive(Debug, Serialize)]
pub(crate) struct Count {
    pub(crate) label: String,
    pub(crate) now: usize,
    pub(crate) before: usize,
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(crate) struct FamilyHead {
    pub(crate) title: Said,
    pub(crate) href: Option<Href>,
}

/// A month and its counts.
#[derive(Debug, Serialize)]
pub(crate) struct Month {
    pub(crate) label: String,
    pub(crate) href: Href,
    pub(crate) current: bool,
    pub(crate) changes: usize,
    pub(crate) non_compliant: usize,
    pub(crate) in_progress: usize,
    pub(crate) compliant: usize,
    pub(crate) warnings: usize,
    pub(crate) undecided: usize,
    pub(crate) waived: usize,
}

/// How many findings that concern no record are listed.
const LISTED: usize = 50;

/// How many waivers are listed; the register has them all.
const WAIVERS: usize = 10;

/// Pages that say more.
fn beside(here: &Here<'_>) -> Vec<Link> {
    let link = |(id, target)| {
        Some(Link {
            label: here.section(id),
            href: here.href(target)?,
        })
    };
    [
        ("statistics", Target::Statistics),
        ("coverage", Target::Coverage),
        ("waivers", Target::Waivers),
        ("audit", Target::Audit),
    ]
    .into_iter()
    .filter_map(link)
    .collect()
}

/// The counts of the whole portal before and after waivers.
fn counts(here: &Here<'_>) -> Vec<Count> {
    let now = &here.desk.findings.summary;
    let before = &now.before;
    let counts = [
        (
            "ui.verdict.non_compliant",
            now.non_compliant,
            before.non_compliant,
        ),
        (
            "ui.verdict.in_progress",
            now.in_progress,
            before.in_progress,
        ),
        ("ui.verdict.compliant", now.compliant, before.compliant),
        ("ui.severity.error", now.errors, before.errors),
        ("ui.severity.warning", now.warnings, before.warnings),
        ("ui.severity.info", now.infos, before.infos),
    ];
    let count = |(label, now, before)| Count {
        label: here.ui(label),
        now,
        before,
    };
    counts.map(count).into()
}

/// The page of a month; the overview shows the newest.
pub(crate) fn view<'p>(here: &Here<'_>, sheet: &Sheet) -> (Frame<'p>, View) {
    let desk = here.desk;
    let months = &desk.months;
    let month = sheet.month.as_deref();
    let shown = month.or_else(|| months.first().map(|it| it.0.as_str()));
    let members = months
        .iter()
        .find(|it| Some(it.0.as_str()) == shown)
        .map_or(&[][..], |it| it.1.as_slice());
    let title = here.section("compliance");
    let label = |it: &str| {
        if it == "undated" {
            here.ui("ui.compliance.undated")
        } else {
            it.to_owned()
        }
    };
    let general: Vec<_> = desk
        .findings
        .all
        .iter()
        .filter(|it| it.record.is_none() && it.counts() && month.is_none())
        .collect();
    let legend = [
        Outcome::Violated,
        Outcome::Indeterminate,
        Outcome::Waived,
        Outcome::Pass,
        Outcome::NotDue,
        Outcome::NotApplicable,
    ];
    let mut legend: Vec<_> = legend.into_iter().map(|it| here.outcome(it)).collect();
    legend.insert(1, here.verdict("warning"));
    let written = waivers::written(desk);
    let plain = |text: String| Said { text, lang: None };
    let rows: Vec<_> = members.iter().skip(sheet.page * PAGE).take(PAGE).collect();
    let has_others = rows
        .iter()
        .any(|&&it| matrix::others(here, it).next().is_some());
    let families = desk.families.iter().map(|it| head(here, it));
    let others = has_others.then(|| FamilyHead {
        title: plain(here.ui("ui.compliance.others")),
        href: None,
    });
    let view = View {
        title: title.clone(),
        month: shown.map(label),
        months: months
            .iter()
            .map(|it| counted(here, &it.0, label(&it.0), &it.1, shown))
            .collect(),
        families: families.chain(others).collect(),
        rows: rows
            .into_iter()
            .filter_map(|&it| matrix::row(here, it, has_others))
            .collect(),
        pages: shown.map_or_else(Vec::new, |it| pages(here, sheet, it, members.len())),
        legend,
        whole: month.is_none(),
        counts: counts(here),
        waivers: written
            .iter()
            .take(if month.is_none() { WAIVERS } else { 0 })
            .map(|it| here.waiver(it))
            .collect(),
        register: here.href(Target::Waivers).map(|href| {
            let n = written.len().to_string();
            let label = plain(here.ui_with("ui.compliance.waivers_all", &[("n", &n)]));
            Link { label, href }
        }),
        beside: beside(here),
        general_more: (general.len() > LISTED)
            .then(|| here.count("ui.compliance.more", general.len() - LISTED)),
        general: general
            .into_iter()
            .take(LISTED)
            .map(|it| here.finding(it))
            .collect(),
        csv: here.address.href(&Address::file("data/changes.csv"), None),
        json: here
            .address
            .href(&Address::file("data/findings.json"), None),
    };
    let frame = match month {
        None => Frame {
            title: Some(title),
            section: Some("compliance"),
            ..Frame::default()
        },
        Some(month) => Frame {
            title: Some(here.numbered(plain(label(month)), sheet.page)),
            above: vec![(title, Target::Compliance)],
            section: Some("compliance"),
            place: None,
        },
    };
    (frame, view)
}

fn pages(here: &Here<'_>, sheet: &Sheet, month: &str, members: usize) -> Vec<PageLink> {
    let prefix = prefix(&here.desk.ctx.config.languages, here.lang);
    here.pages(members, sheet.page, |page| {
        let month = Some(month.to_owned());
        Sheet { month, page }.address(&prefix)
    })
}

fn counted(
    here: &Here<'_>,
    month: &str,
    label: String,
    members: &[usize],
    shown: Option<&str>,
) -> Month {
    let desk = here.desk;
    let standing = |wanted: &str| {
        members
            .iter()
            .filter(|it| desk.standing(**it) == wanted)
            .count()
    };
    // Changes, as everything in this row, and not findings.
    let has = |wanted: &str| {
        let is = |it: &&usize| Facet::Verdict.of(desk, **it).iter().any(|it| it == wanted);
        members.iter().filter(is).count()
    };
    let prefix = prefix(&desk.ctx.config.languages, here.lang);
    Month {
        label,
        href: here
            .address
            .href(&Address::page(&prefix, &["compliance", month]), None),
        current: Some(month) == shown,
        changes: members.len(),
        non_compliant: standing("non_compliant"),
        in_progress: standing("in_progress"),
        compliant: standing("compliant"),
        warnings: has("warning"),
        undecided: has("undecidable"),
        waived: has("waived"),
    }
}

fn head(here: &Here<'_>, family: &super::desk::Family<'_>) -> FamilyHead {
    FamilyHead {
        title: here.family(family),
        href: here.href_at(Target::Rules, &super::address::slug(family.name)),
    }
}
