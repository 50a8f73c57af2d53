//! Verdicts on one record, grouped: what is wrong first, what is well folded.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::{self, Compared as Looked};
use crate::finding;
use crate::site::address::Href;
use crate::site::chip::Chip;
use crate::site::desk::{Here, Target};
use crate::site::findings::Finding;
use crate::site::lists::Counted;
use crate::site::text::{Rich, Said};
use crate::site::waivers::Waiver;

/// The rules of one outcome.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) anchor: &'static str,
    pub(crate) chip: Chip,
    pub(crate) n: usize,
    pub(crate) folded: bool,
    pub(crate) verdicts: Vec<Verdict>,
}

/// A rule, or a finding of the engine, and what was found.
#[derive(Debug, Serialize)]
pub(crate) struct Verdict {
    pub(crate) rule: String,
    pub(crate) href: Option<Href>,
    pub(crate) title: Said,
    pub(crate) clauses: Vec<Counted>,
    pub(crate) findings: Vec<Finding>,
    /// What to write instead, where that is the same for all findings.
    pub(crate) help: Option<Rich>,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) compared: Vec<Compared>,
    /// Whether what it rests on cannot be read, so that it could not judge.
    pub(crate) unread: bool,
    /// The state from which it bites, while it is not due.
    pub(crate) from: Option<String>,
}

/// A value that the check looked at.
#[derive(Debug, Serialize)]
pub(crate) struct Compared {
    pub(crate) label: Said,
    /// Nothing, if it is missing.
    pub(crate) value: Option<Rich>,
    pub(crate) place: Option<String>,
}

const GROUPS: [(&str, check::Outcome, bool); 7] = [
    ("broken", check::Outcome::Violated, false),
    ("undecided", check::Outcome::Indeterminate, false),
    ("waived", check::Outcome::Waived, false),
    ("known", check::Outcome::Baseline, false),
    ("passed", check::Outcome::Pass, true),
    ("not-due", check::Outcome::NotDue, true),
    ("not-applicable", check::Outcome::NotApplicable, true),
];

pub(super) fn groups(here: &Here<'_>, index: usize) -> Vec<Group> {
    let group = |(anchor, outcome, folded): (&'static str, check::Outcome, bool)| {
        let mut verdicts = rules(here, index, outcome);
        verdicts.extend(notices(here, index, outcome));
        verdicts.sort_by_key(|it| it.findings.first().map(|it| weight(&it.chip)));
        let mut chip = here.outcome(outcome);
        let heaviest = verdicts.iter().flat_map(|it| &it.findings);
        let heaviest = heaviest.min_by_key(|it| weight(&it.chip));
        if let Some(found) = heaviest.filter(|_| outcome == check::Outcome::Violated) {
            (chip.tone, chip.icon) = (found.chip.tone, found.chip.icon);
        }
        Group {
            anchor,
            chip,
            n: verdicts.len(),
            folded,
            verdicts,
        }
    };
    GROUPS
        .into_iter()
        .map(group)
        .filter(|it| it.n > 0)
        .collect()
}

fn weight(chip: &Chip) -> usize {
    ["fail", "attention"]
        .iter()
        .position(|it| *it == chip.tone)
        .unwrap_or(2)
}

/// The rules with this verdict.
fn rules(here: &Here<'_>, index: usize, outcome: check::Outcome) -> Vec<Verdict> {
    let desk = here.desk;
    let verdicts = desk.verdicts(index);
    let verdict = |it: &check::Verdict| {
        let rule = desk.ctx.procedure.rule(&it.rule);
        let found: Vec<_> = desk
            .found(index)
            .filter(|found| found.rule == it.rule)
            .collect();
        let waivers = waivers(here, &found);
        let (findings, help) = findings(here, &found);
        Verdict {
            rule: it.rule.clone(),
            href: here.href(Target::Rule(&it.rule)),
            title: rule.map_or_else(Said::default, |it| here.say(&it.title)),
            clauses: rule.map_or_else(Vec::new, |it| here.clauses(&it.clauses)),
            waivers,
            findings,
            help,
            compared: it.compared.iter().map(|it| compared(here, it)).collect(),
            unread: desk.is_unread(index, it),
            from: from(here, index, it),
        }
    };
    verdicts
        .iter()
        .filter(|it| it.outcome == outcome)
        .map(verdict)
        .collect()
}

/// Findings that no rule of the procedure bears: those of the engine.
fn notices(here: &Here<'_>, index: usize, outcome: check::Outcome) -> Vec<Verdict> {
    let wanted = match outcome {
        check::Outcome::Violated => finding::Outcome::Violated,
        check::Outcome::Indeterminate => finding::Outcome::Indeterminate,
        check::Outcome::Waived => finding::Outcome::Waived,
        check::Outcome::Baseline => finding::Outcome::Baseline,
        _ => return Vec::new(),
    };
    let desk = here.desk;
    let is_own = |it: &&finding::Finding| {
        it.outcome == wanted && desk.ctx.procedure.rule(&it.rule).is_none()
    };
    let mut by_rule: BTreeMap<&str, Vec<&finding::Finding>> = BTreeMap::new();
    for found in desk.found(index).filter(is_own) {
        by_rule.entry(&found.rule).or_default().push(found);
    }
    let verdict = |(rule, found): (&str, Vec<&finding::Finding>)| {
        let (findings, help) = findings(here, &found);
        Verdict {
            rule: rule.to_owned(),
            href: here.href(Target::Rule(rule)),
            title: here.say(&crate::words::text(&format!("notice.{rule}.title"))),
            clauses: Vec::new(),
            waivers: waivers(here, &found),
            findings,
            help,
            compared: Vec::new(),
            unread: false,
            from: None,
        }
    };
    by_rule.into_iter().map(verdict).collect()
}

/// Findings, and apart from them what to write instead if that is the same for all.
fn findings(here: &Here<'_>, found: &[&finding::Finding]) -> (Vec<Finding>, Option<Rich>) {
    let mut findings: Vec<_> = found.iter().map(|it| here.finding(it)).collect();
    let help = findings.first().and_then(|it| it.help.clone());
    if findings.iter().any(|it| it.help != help) {
        return (findings, None);
    }
    for finding in &mut findings {
        finding.help = None;
    }
    (findings, help)
}

fn waivers(here: &Here<'_>, found: &[&finding::Finding]) -> Vec<Waiver> {
    let mut ids: Vec<_> = found.iter().filter_map(|it| it.waiver.as_deref()).collect();
    ids.dedup();
    ids.into_iter()
        .filter_map(|it| here.waiver_of(it))
        .collect()
}

fn compared(here: &Here<'_>, looked: &Looked) -> Compared {
    Compared {
        label: here.say(&looked.label),
        value: (!looked.value.is_empty()).then(|| here.rich(&looked.value)),
        place: looked.place.map(|it| here.desk.cite(it)),
    }
}

/// The state from which a rule bites on the route of the record, while it does not bite yet.
fn from(here: &Here<'_>, index: usize, verdict: &check::Verdict) -> Option<String> {
    if verdict.outcome != check::Outcome::NotDue {
        return None;
    }
    let rule = here.desk.ctx.procedure.rule(&verdict.rule)?;
    let route = here.desk.record(index).route.as_ref()?;
    let (_, state) = rule.from.iter().find(|(it, _)| it == route)?;
    let state = here.word(&here.desk.state_label(state));
    Some(here.ui_with("ui.dossier.from", &[("state", &state)]))
}
