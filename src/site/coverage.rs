//! `/compliance/coverage/`: which items of control frameworks the procedure touches, and which clauses nobody tests.
//!
//! The first is informative and says so: that a clause speaks of the matter of an
//! item does not prove that the item is met.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::lists::Counted;
use super::shell::Frame;
use super::text::Said;

/// The page.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How many clauses there are, and how each is tested, in words.
    pub(crate) summary: String,
    /// Clauses that should have a rule and have none.
    pub(crate) untested: Vec<Clause>,
    /// Clauses that people check.
    pub(crate) by_people: Vec<Clause>,
    pub(crate) frameworks: Vec<Framework>,
}

/// A clause and its section.
#[derive(Debug, Serialize)]
pub(crate) struct Clause {
    pub(crate) clause: Counted,
    pub(crate) section: Said,
}

/// A framework and what touches its items.
#[derive(Debug, Serialize)]
pub(crate) struct Framework {
    pub(crate) anchor: String,
    pub(crate) label: Said,
    pub(crate) items: Vec<Item>,
}

/// An item of a framework.
#[derive(Debug, Serialize)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) clauses: Vec<Counted>,
    pub(crate) rules: Vec<Rule>,
}

/// A rule and how many changes break it.
#[derive(Debug, Serialize)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) href: Option<Href>,
    pub(crate) broken: usize,
    /// Tone and symbol of what is broken.
    pub(crate) weight: Chip,
    pub(crate) broken_href: Option<Href>,
}

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let procedure = here.desk.ctx.procedure;
    let title = here.section("coverage");
    let is_tested = |id: &String| procedure.rules.iter().any(|it| it.clauses.contains(id));
    let (mut tested, mut untested, mut by_people) = (0, Vec::new(), Vec::new());
    for (section, clause) in procedure.clauses() {
        let row = || Clause {
            clause: here.clause(&clause.id),
            section: super::procedure::heading(here, section),
        };
        if is_tested(&clause.id) {
            tested += 1;
        } else if clause.by_rules {
            untested.push(row());
        } else {
            by_people.push(row());
        }
    }
    let number = |n: usize| n.to_string();
    let summary = here.ui_with(
        "ui.coverage.summary",
        &[
            ("all", &number(tested + untested.len() + by_people.len())),
            ("tested", &number(tested)),
            ("people", &number(by_people.len())),
            ("open", &number(untested.len())),
        ],
    );
    let view = View {
        title: title.clone(),
        summary,
        untested,
        by_people,
        frameworks: frameworks(here),
    };
    let frame = Frame {
        title: Some(title),
        above: vec![(here.section("compliance"), Target::Compliance)],
        section: Some("compliance"),
        place: here.desk.procedure_place(),
    };
    (frame, view)
}

/// The clauses and the rules that speak of an item.
#[derive(Default)]
struct Touched<'p> {
    clauses: Vec<&'p str>,
    rules: Vec<&'p str>,
}

/// The frameworks in the order of the procedure, then those that it does not list.
fn frameworks(here: &Here<'_>) -> Vec<Framework> {
    let procedure = here.desk.ctx.procedure;
    let mut found: BTreeMap<&str, BTreeMap<&str, Touched<'_>>> = BTreeMap::new();
    for (_, clause) in procedure.clauses() {
        for (framework, item) in pairs(&clause.controls) {
            let touched = found.entry(framework).or_default().entry(item).or_default();
            touched.clauses.push(&clause.id);
        }
    }
    for rule in &procedure.rules {
        for (framework, item) in pairs(&rule.controls) {
            let touched = found.entry(framework).or_default().entry(item).or_default();
            touched.rules.push(&rule.id);
        }
    }
    let known = procedure.frameworks.iter().map(|it| it.id.as_str());
    let mut order: Vec<_> = known.filter(|it| found.contains_key(it)).collect();
    let others = found.keys().filter(|it| !order.contains(it));
    let others: Vec<_> = others.copied().collect();
    order.extend(others);
    let framework = |id: &str| Framework {
        anchor: format!("framework-{}", super::address::slug(id)),
        label: match procedure.frameworks.iter().find(|it| it.id == id) {
            Some(known) => here.say(&known.label),
            None => here.said(id),
        },
        items: found[id]
            .iter()
            .map(|(name, it)| item(here, name, it))
            .collect(),
    };
    order.into_iter().map(framework).collect()
}

fn pairs(controls: &[(String, Vec<String>)]) -> impl Iterator<Item = (&str, &str)> {
    controls.iter().flat_map(|(framework, items)| {
        items
            .iter()
            .map(move |it| (framework.as_str(), it.as_str()))
    })
}

fn item(here: &Here<'_>, name: &str, touched: &Touched<'_>) -> Item {
    let rule = |id: &&str| Rule {
        id: (*id).to_owned(),
        href: here.href(Target::Rule(id)),
        broken: here.desk.tally(id).broken.len(),
        weight: here.weight(id),
        broken_href: here.href_at(Target::Rule(id), "broken"),
    };
    Item {
        name: name.to_owned(),
        clauses: touched.clauses.iter().map(|it| here.clause(it)).collect(),
        rules: touched.rules.iter().map(rule).collect(),
    }
}
