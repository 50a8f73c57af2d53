//! `/compliance/` and `/compliance/<month>/`: the matrix changes × families of rules.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::Outcome;
use crate::finding::{self, Severity};

use super::address::{Address, Href, prefix};
use super::chip::Chip;
use super::desk::{Desk, Here, Target};
use super::findings::Finding;
use super::lists::ChangeRow;
use super::shell::Frame;
use super::text::Said;
use super::waivers::{self, Waiver};

/// A page of the matrix; the first one has waivers and general findings too.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// The month that is shown; nothing in an empty portal.
    pub(crate) month: Option<String>,
    pub(crate) months: Vec<Month>,
    pub(crate) families: Vec<FamilyHead>,
    pub(crate) rows: Vec<MatrixRow>,
    pub(crate) legend: Vec<Chip>,
    /// Whether waivers and general findings follow.
    pub(crate) whole: bool,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) general: Vec<Finding>,
    /// How many more there are, in words.
    pub(crate) general_more: Option<String>,
    pub(crate) csv: Href,
    pub(crate) json: Href,
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(crate) struct FamilyHead {
    pub(crate) name: String,
    /// What the ids of its rules have in common.
    pub(crate) short: String,
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

/// A change in the matrix.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixRow {
    pub(crate) change: ChangeRow,
    pub(crate) cells: Vec<Cell>,
}

/// A change and a family: the worst of its outcomes and how often.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) chip: Chip,
    /// What the head of the column says.
    pub(crate) short: String,
    /// Where the dossier speaks of it, if something is wrong.
    pub(crate) href: Option<Href>,
}

/// How many findings that concern no record are listed.
const LISTED: usize = 50;

/// The months in which records were opened, the newest first; those without a date come last.
pub(crate) fn months(desk: &Desk<'_>) -> Vec<(String, Vec<usize>)> {
    let zone = &desk.ctx.config.zone;
    let mut months: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &index in &desk.newest {
        let opened = desk.record(index).opened.as_ref();
        let month = opened.map_or_else(
            || "undated".to_owned(),
            |it| it.day(zone).to_string()[..7].to_owned(),
        );
        months.entry(month).or_default().push(index);
    }
    let undated = months
        .remove("undated")
        .map(|it| ("undated".to_owned(), it));
    months.into_iter().rev().chain(undated).collect()
}

/// The page of a month; the first page is that of the newest.
pub(crate) fn view<'p>(here: &Here<'_>, month: Option<&str>) -> (Frame<'p>, View) {
    let desk = here.desk;
    let months = months(desk);
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
    let view = View {
        title: title.clone(),
        month: shown.map(label),
        months: months
            .iter()
            .map(|it| counted(here, &it.0, label(&it.0), &it.1, shown))
            .collect(),
        families: desk.families.iter().map(|it| head(here, it)).collect(),
        rows: members.iter().filter_map(|&it| row(here, it)).collect(),
        legend,
        whole: month.is_none(),
        waivers: if month.is_none() {
            waivers::all(here)
        } else {
            Vec::new()
        },
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
    let plain = |text: String| Said { text, lang: None };
    let frame = match month {
        None => Frame {
            title: Some(title),
            section: Some("compliance"),
            ..Frame::default()
        },
        Some(month) => Frame {
            title: Some(plain(label(month))),
            above: vec![(title, Target::Compliance)],
            section: Some("compliance"),
            place: None,
        },
    };
    (frame, view)
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
    let sum =
        |of: fn(&super::desk::Note) -> usize| members.iter().map(|&it| of(&desk.notes[it])).sum();
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
        warnings: sum(|it| it.warnings - it.undecided),
        undecided: sum(|it| it.undecided),
        waived: sum(|it| it.waived),
    }
}

fn head(here: &Here<'_>, family: &super::desk::Family<'_>) -> FamilyHead {
    FamilyHead {
        name: family.name.to_owned(),
        short: short(family.name),
        href: here.href_at(Target::Rules, &super::address::slug(family.name)),
    }
}

/// The part of a name before its first `-`: `1xx` of `1xx-identity`.
fn short(name: &str) -> String {
    name.split('-').next().unwrap_or(name).to_owned()
}

fn row(here: &Here<'_>, index: usize) -> Option<MatrixRow> {
    let desk = here.desk;
    let verdicts = desk.verdicts(index);
    let cell = |family: &super::desk::Family<'_>| {
        let is_of = |rule: &str| family.rules.iter().any(|it| it.id == rule);
        let outcomes: Vec<_> = verdicts
            .iter()
            .filter(|it| is_of(&it.rule))
            .map(|it| it.outcome)
            .collect();
        let found: Vec<_> = desk.found(index).filter(|it| is_of(&it.rule)).collect();
        Cell {
            chip: worst(here, &outcomes, &found),
            short: short(family.name),
            href: anchor(&found).and_then(|it| here.href_at(Target::Change(index), it)),
        }
    };
    Some(MatrixRow {
        change: here.change_row(index)?,
        cells: desk.families.iter().map(cell).collect(),
    })
}

fn worst(here: &Here<'_>, outcomes: &[Outcome], found: &[&finding::Finding]) -> Chip {
    let with = |outcome, severity: Option<Severity>| {
        let fits = |it: &&&finding::Finding| {
            it.outcome == outcome && severity.is_none_or(|wanted| wanted == it.severity)
        };
        found.iter().filter(fits).count()
    };
    let passed = outcomes.iter().filter(|it| **it == Outcome::Pass).count();
    let errors = with(finding::Outcome::Violated, Some(Severity::Error));
    let violated = with(finding::Outcome::Violated, None);
    let undecided = with(finding::Outcome::Indeterminate, None);
    let waived = with(finding::Outcome::Waived, None);
    let numbered = |chip: Chip, n: usize| Chip { n: Some(n), ..chip };
    if errors > 0 {
        numbered(here.outcome(Outcome::Violated), errors)
    } else if undecided > 0 {
        numbered(here.outcome(Outcome::Indeterminate), undecided)
    } else if violated > 0 {
        numbered(here.verdict("warning"), violated)
    } else if waived > 0 {
        numbered(here.outcome(Outcome::Waived), waived)
    } else if passed > 0 {
        numbered(here.outcome(Outcome::Pass), passed)
    } else if outcomes.contains(&Outcome::NotDue) {
        here.outcome(Outcome::NotDue)
    } else {
        here.outcome(Outcome::NotApplicable)
    }
}

/// Where the dossier speaks of the worst of these.
fn anchor(found: &[&finding::Finding]) -> Option<&'static str> {
    let has = |outcome| found.iter().any(|it| it.outcome == outcome);
    [
        (finding::Outcome::Violated, "broken"),
        (finding::Outcome::Indeterminate, "undecided"),
        (finding::Outcome::Waived, "waived"),
    ]
    .into_iter()
    .find(|it| has(it.0))
    .map(|it| it.1)
}
